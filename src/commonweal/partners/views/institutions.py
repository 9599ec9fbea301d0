"""Pages of an institution's year: for the partners, its preview for the co-ordinator, and what everybody reads."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.kernel.doors import COORDINATORS, EVERYONE, SHARED, WORKERS, opens_to
from commonweal.kernel.errors import Conflict, NotAllowed, NotFound
from commonweal.partners.actions import institutions as acts
from commonweal.partners.engine import institution_pdf
from commonweal.partners.forms.questions import FiguresForm, TermsForm
from commonweal.partners.queries.institution_year import (
    PAGE_SIZE,
    institution_page_of,
    is_behind,
    pages_of,
    paper_words,
    public_years,
    said_since,
    year_page,
)
from commonweal.partners.queries.questions import (
    figures_of,
    institution_named,
    partner_row,
    terms_of,
    times_written,
    years_entered,
)
from commonweal.partners.rules.questions import KEEP_INSTITUTION_PAGE, may_keep_terms
from commonweal.partners.views.acting import SignedIn, attempt, go_on, number
from commonweal.partners.views.framing import Frame, done, framed
from commonweal.rights.public import coordinates

FIRST_YEAR = 2000
METHODS = ["GET", "HEAD", "POST"]


@opens_to(SHARED)
@require_safe
def institution(request: SignedIn, institution_id: UUID, year: int | None = None) -> HttpResponse:
    """Show the partners a year of an institution, with what is not public too."""
    row = institution_named(request.user, institution_id)
    chosen = _begun(year)
    paper, page = year_page(row, chosen, request.GET.get("page"))
    context = {
        "row": row,
        "year": chosen,
        "is_this_year": chosen == timezone.localdate().year,
        "paper": paper,
        "page": page,
        "may_keep": may_keep_terms(request.user, row.pk),
        "may_publish": coordinates(request.user),
        "pages": pages_of(row)[:PAGE_SIZE],
        "is_behind": is_behind(row, chosen),
    }
    return render(request, "partners/institution.html", context)


@opens_to(WORKERS)
@require_http_methods(METHODS)
def terms(request: SignedIn, institution_id: UUID) -> HttpResponse:
    """Take within how many days an institution answers, and how one complains."""
    row = partner_row(request.user, institution_id)
    _keeps(request, row.pk)
    now = terms_of(row.pk)
    is_post = request.method == "POST"
    initial = {name: getattr(now, name) for name in ("answer_days", "complaints", "link")}
    form = TermsForm(request.POST if is_post else None, initial=initial)
    frame = Frame(
        heading=_("How %(partner)s answers questions") % {"partner": row.name},
        verb=_("Keep it"),
        back=reverse("partners:questions"),
        seen=times_written(row.pk),
    )
    seen = number(request.POST.get("seen"))
    return done(
        request,
        form,
        frame,
        lambda: acts.write_terms(request.user, row.pk, form.draft(), seen=seen),
        to=reverse("partners:institution", args=[row.pk]),
        said=_("It is kept; what stood there before stays in the record."),
    )


@opens_to(WORKERS)
@require_http_methods(METHODS)
def figures(request: SignedIn, institution_id: UUID) -> HttpResponse:
    """Take how many people decide in an institution, how many are women, how many young."""
    row = institution_named(request.user, institution_id)
    _keeps(request, row.pk)
    is_post = request.method == "POST"
    now = figures_of(row.pk, number(request.POST.get("year")) or timezone.localdate().year)
    names = ("year", "total", "women", "youth", "source")
    initial = {name: getattr(now, name) for name in names} if now else {}
    form = FiguresForm(request.POST if is_post else None, initial=initial)
    status = HTTPStatus.OK
    if is_post:
        seen = number(request.POST.get("seen"))
        status = attempt(
            form, lambda: acts.enter_figures(request.user, row.pk, form.draft(), seen=seen)
        )
        if status == HTTPStatus.SEE_OTHER:
            messages.success(request, _("The figures are kept."))
            return go_on("partners:institution_year", row.pk, form.cleaned_data["year"])
    frame = Frame(
        heading=_("Who decides there: %(partner)s") % {"partner": row.name},
        verb=_("Keep the figures"),
        back=reverse("partners:institution", args=[row.pk]),
        lede=_("Numbers alone, no names. Counts from one to four are never shown."),
        seen=len(years_entered(row.pk)),
    )
    return framed(request, form, frame, status=status)


def _begun(year: int | None) -> int:
    """Return a year that an institution can have a page of; this one if None."""
    now = timezone.localdate().year
    if year is not None and not FIRST_YEAR <= year <= now:
        raise NotFound(
            "partners.institution.year",
            _("There is no page of %(year)s: give a year from %(first)s to %(last)s.")
            % {"year": year, "first": FIRST_YEAR, "last": now},
        )
    return year or now


def _keeps(request: SignedIn, institution_id: UUID) -> None:
    if not may_keep_terms(request.user, institution_id):
        raise NotAllowed(
            "partners.institution.keep",
            _("This is for the institution's own people and the co-ordinator."),
        )


@opens_to(COORDINATORS)
@require_http_methods(METHODS)
def publish(request: SignedIn, institution_id: UUID, year: int) -> HttpResponse:
    """Show exactly what everybody would see of a year and ask; then show it to everybody."""
    row = institution_named(request.user, institution_id)
    year = _begun(year)
    status = HTTPStatus.OK
    if request.method == "POST":
        try:
            seen = request.POST.get("seen", "")
            made = acts.publish_year(request.user, institution_id, year, seen=seen)
        except Conflict as problem:
            messages.error(request, problem.message)
            status = HTTPStatus.CONFLICT
        else:
            messages.success(request, _("Everybody can read it now."))
            return go_on(made)
    paper, seen = acts.preview(request.user, institution_id, year)
    page = Paginator(paper["rows"], PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"row": row, "year": year, "paper": paper, "page": page, "seen": seen}
    return render(request, "partners/institution_preview.html", context, status=status)


@opens_to(COORDINATORS)
@require_POST
def take_back(request: SignedIn, year_page_id: UUID) -> HttpResponse:
    """Take a year's page back."""
    row = institution_page_of(request.user, year_page_id)
    acts.take_year_back(request.user, year_page_id)
    messages.success(request, _("The page is taken back: nobody outside reads it any more."))
    return go_on("partners:institution_year", row.institution_id, row.year)


@opens_to(EVERYONE)
@require_safe
def public_list(request: HttpRequest) -> HttpResponse:
    """List the years of institutions that everybody may read."""
    rows = public_years(request.user)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "partners/institution_pages.html", {"page": page})


@opens_to(EVERYONE)
@require_safe
def public_page(request: HttpRequest, year_page_id: UUID) -> HttpResponse:
    """Show everybody a year of an institution, as it was previewed; made to be printed too."""
    row = institution_page_of(request.user, year_page_id)
    page = Paginator(row.content["rows"], PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "row": row,
        "year": row.year,
        "paper": row.content,
        "page": page,
        "may_keep": KEEP_INSTITUTION_PAGE.allows(request.user, row),
        "is_behind": request.user.is_authenticated and row.is_public and said_since(row),
    }
    return render(request, "partners/institution_page.html", context)


@opens_to(EVERYONE)
@require_safe
def year_in_pdf(request: HttpRequest, year_page_id: UUID) -> HttpResponse:
    """Show the same as PDF/UA: what is not on the page is not in it."""
    row = institution_page_of(request.user, year_page_id)
    with override(row.content.get("language", "en")):
        words = paper_words()
    content = institution_pdf.write(
        row.content,
        words=words,
        shown_on=timezone.localdate(row.published_at),
        address=request.build_absolute_uri(row.get_absolute_url()),
    )
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="asked-and-answered-{row.year}.pdf"'
    return answer
