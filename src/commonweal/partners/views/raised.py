"""Pages of "Raised and answered": what everybody reads, and the preview for those who keep the council."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.kernel.doors import EVERYONE, SHARED, WORKERS, opens_to
from commonweal.kernel.errors import NotAllowed, NotFound
from commonweal.partners.actions import raised as acts
from commonweal.partners.engine import raised_pdf
from commonweal.partners.engine.raised import from_values
from commonweal.partners.forms.listening import PageForm
from commonweal.partners.models import RaisedPage
from commonweal.partners.queries.concerns import council_of, councils, councils_kept_by
from commonweal.partners.queries.raised import (
    language_names,
    pages_of,
    public_pages,
    raised_page_of,
)
from commonweal.partners.queries.themes import raised_in_public
from commonweal.partners.rules.listening import KEEP_RAISED_PAGE, PUBLISH_RAISED
from commonweal.partners.views.acting import SignedIn, attempt, go_on

PAGE_SIZE = 50
PERIOD_DAYS = 182


@opens_to(EVERYONE)
@require_safe
def raised_pages(request: HttpRequest) -> HttpResponse:
    """Show everybody which councils answered what people raised, and what it was about."""
    rows = public_pages(request.user)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "table": raised_in_public()}
    return render(request, "partners/raised_pages.html", context)


@opens_to(EVERYONE)
@require_safe
def raised_page(request: HttpRequest, page_id: UUID) -> HttpResponse:
    """Show everybody what was raised to a council, and what came of it."""
    row = raised_page_of(request.user, page_id)
    code = _language(request, row.content)
    context = {
        "row": row,
        "paper": row.content[code],
        "language": code,
        "languages": language_names(list(row.content)),
        "may_keep": KEEP_RAISED_PAGE.allows(request.user, row),
    }
    return render(request, "partners/raised_page.html", context)


@opens_to(EVERYONE)
@require_safe
def raised_in_pdf(request: HttpRequest, page_id: UUID) -> HttpResponse:
    """Show the same as one sheet of A4, to be pinned on the wall."""
    row = raised_page_of(request.user, page_id)
    code = _language(request, row.content)
    measured = row.content[code].get("print")
    if not measured:
        raise NotFound(
            "partners.raised.pdf", _("There is no PDF of this page. Print the web page instead.")
        )
    paper = from_values(row.content[code])
    shown = min(int(measured["shown"]), len(paper.rows))
    content = raised_pdf.write(
        paper,
        raised_pdf.OnePage(letter_pt=float(measured["letter_pt"]), shown=shown),
        address=request.build_absolute_uri(row.get_absolute_url()),
    )
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="raised-and-answered-{code}.pdf"'
    return answer


@opens_to(SHARED)
@require_safe
def council_pages(request: SignedIn) -> HttpResponse:
    """List the Public Councils with their pages "Raised and answered"."""
    rows = councils(request.user).prefetch_related("raised_pages")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    kept = set(councils_kept_by(request.user).values_list("pk", flat=True))
    return render(request, "partners/council_pages.html", {"page": page, "kept": kept})


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def publish_raised(request: SignedIn, council_id: UUID) -> HttpResponse:
    """Choose a period and languages, show exactly what everybody would see, and show it to everybody."""
    council = council_of(request.user, council_id)
    if not PUBLISH_RAISED.allows(request.user, council):
        raise NotAllowed(PUBLISH_RAISED.name, _("Only who keeps the council shows its page."))
    values = request.POST if request.method == "POST" else request.GET
    form = PageForm(values if "first_day" in values else None, initial=_period())
    status = HTTPStatus.OK
    made: list[RaisedPage] = []
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        status = attempt(
            form,
            lambda: made.append(acts.publish(request.user, form.draft(council_id), seen=seen)),
        )
        if made:
            messages.success(request, _("Everybody can read it now."))
            return go_on(made[0])
    shown: list[tuple[Mapping[str, Any], str]] = []
    if form.is_bound and form.is_valid():
        seen_status = attempt(
            form, lambda: shown.append(acts.preview(request.user, form.draft(council_id)))
        )
        status = status if shown else seen_status
    content, seen = shown[0] if shown else ({}, "")
    context = {
        "council": council,
        "form": form,
        "papers": list(content.values()),
        "seen": seen,
        "pages": pages_of(council)[:PAGE_SIZE],
    }
    return render(request, "partners/raised_preview.html", context, status=status)


@opens_to(WORKERS)
@require_POST
def take_raised_back(request: SignedIn, page_id: UUID) -> HttpResponse:
    """Take a council's page back."""
    row: RaisedPage = raised_page_of(request.user, page_id)
    acts.take_back(request.user, page_id)
    messages.success(request, _("The page is taken back: nobody outside reads it any more."))
    return go_on("partners:publish_raised", row.council_id)


def _language(request: HttpRequest, content: Mapping[str, Any]) -> str:
    wanted = request.GET.get("language", "")
    return wanted if wanted in content else next(iter(content))


def _period() -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "first_day": today - timedelta(days=PERIOD_DAYS),
        "last_day": today,
        "languages": ["en"],
    }
