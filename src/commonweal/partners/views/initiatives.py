"""Pages of the guidebook of good practices and of the initiatives that try them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.kernel.doors import SHARED, WORKERS, opens_to
from commonweal.kernel.errors import NotAllowed
from commonweal.partners.actions import initiatives as acts
from commonweal.partners.engine import guidebook_pdf
from commonweal.partners.forms.initiatives import (
    EndForm,
    GuidebookForm,
    InitiativeForm,
    InitiativesForm,
    PracticeForm,
    ReviewForm,
)
from commonweal.partners.models import Initiative, Objective, Practice, PracticeSource
from commonweal.partners.queries.initiatives import (
    WantedPractices,
    initiative_of,
    initiatives,
    papers_of,
    practice_of,
    practices,
)
from commonweal.partners.rules.initiatives import (
    CHANGE_PRACTICE,
    KEEP_INITIATIVE,
    REVIEW_PRACTICE,
)
from commonweal.partners.rules.prevention import SEE_OBJECTIVE
from commonweal.partners.rules.taking_part import organisation_of
from commonweal.partners.views.acting import SignedIn, identity, number
from commonweal.partners.views.framing import Frame, added, done
from commonweal.partners.views.prevention import paper_file
from commonweal.rights.public import Thing, record_export

PAGE_SIZE = 50
OFFERED = 200
BOTH = ["GET", "HEAD", "POST"]
ENDING = ("worked", "not_worked", "grade", "sources")
PRACTICE = ("title", "level", "text", "for_whom", "place", *ENDING)
INITIATIVE = (
    "title", "level", "purpose", "serves", "designed_with", "theory", "harm_indicator", "exit_plan",
    "start", "end",
)  # fmt: skip


@opens_to(SHARED)
@require_safe
def guidebook(request: SignedIn) -> HttpResponse:
    """Show the good practices, with filters."""
    form, wanted = _asked(request)
    page = Paginator(practices(request.user, wanted), PAGE_SIZE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page": page,
        "form": form,
        "query": query.urlencode(),
        "is_filtered": wanted != WantedPractices(),
        "may_add": organisation_of(request.user) is not None,
    }
    return render(request, "partners/guidebook.html", context)


@opens_to(SHARED)
@require_safe
def guidebook_in_pdf(request: SignedIn) -> HttpResponse:
    """Hand out the filtered guidebook as PDF/UA."""
    _form, wanted = _asked(request)
    rows = list(practices(request.user, wanted))
    papers, today = papers_of(request.user, rows), timezone.localdate()
    words = {
        "title": _("Guidebook of good practices"),
        "lede": _("What worked, what did not, and how well that is known."),
        "nothing": _("No practice matches."),
        "made": _("As of %(day)s") % {"day": date_format(today)},
    }
    content = guidebook_pdf.write(
        [_paper(each, papers.get(each.pk, ())) for each in rows],
        words=words,
        language=get_language() or "en",
        made_on=today,
    )
    record_export(request.user, Thing("partners.Practice", ""), rows=len(rows))
    return paper_file(content, name="guidebook", suffix="pdf", kind="application/pdf")


@opens_to(SHARED)
@require_safe
def practice(request: SignedIn, practice_id: UUID) -> HttpResponse:
    """Show a practice: what worked, what did not, how well it is known, who reviewed it."""
    row = practice_of(request.user, practice_id)
    context = {
        "row": row,
        "papers": papers_of(request.user, [row]).get(row.pk, ()),
        "tried": initiatives(request.user).filter(practice=row)[:OFFERED],
        "came_from": Initiative.objects.filter(became=row).first(),
        "may_change": CHANGE_PRACTICE.allows(request.user, row),
        "may_review": REVIEW_PRACTICE.allows(request.user, row),
        "may_begin": organisation_of(request.user) is not None and row.state == "reviewed",
    }
    return render(request, "partners/practice.html", context)


@opens_to(WORKERS)
@require_http_methods(BOTH)
def add_practice(request: SignedIn) -> HttpResponse:
    """Propose a good practice."""
    form = PracticeForm(request.POST if request.method == "POST" else None)
    frame = Frame(
        heading=_("Propose a good practice"),
        verb=_("Propose it"),
        back=reverse("partners:guidebook"),
        lede=_("A person of another partner reviews it before it stands in the guidebook."),
    )
    return added(
        request, form, frame,
        lambda: acts.propose_practice(request.user, form.draft()),
        said=_("It is proposed and waits for a review."),
    )  # fmt: skip


@opens_to(WORKERS)
@require_http_methods(BOTH)
def change_practice(request: SignedIn, practice_id: UUID) -> HttpResponse:
    """Change a practice before it is in the guidebook."""
    row = practice_of(request.user, practice_id)
    if not CHANGE_PRACTICE.allows(request.user, row):
        raise NotAllowed(CHANGE_PRACTICE.name, _("Only who wrote it changes it, before it is reviewed."))  # fmt: skip
    form = PracticeForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(row, name) for name in PRACTICE},
    )
    frame = Frame(
        heading=_("Change the practice"),
        verb=_("Change it"),
        back=row.get_absolute_url(),
        seen=row.version,
    )
    seen = number(request.POST.get("seen"))
    return done(
        request, form, frame,
        lambda: acts.change_practice(request.user, row.pk, form.draft(), seen=seen),
        to=row, said=_("It is changed and waits for a review."),
    )  # fmt: skip


@opens_to(WORKERS)
@require_http_methods(BOTH)
def review_practice(request: SignedIn, practice_id: UUID) -> HttpResponse:
    """Review a practice of another partner."""
    row = practice_of(request.user, practice_id)
    if not REVIEW_PRACTICE.allows(request.user, row):
        raise NotAllowed(
            REVIEW_PRACTICE.name, _("A person of another partner reviews it, while it waits.")
        )
    form = ReviewForm(request.POST if request.method == "POST" else None)
    frame = Frame(
        heading=_("Review: %(title)s") % {"title": row.title},
        verb=_("Say it"),
        back=row.get_absolute_url(),
        lede=_("Is it clear for whom it works, honest about what did not, and has it sources?"),
        seen=row.version,
    )
    return done(
        request, form, frame,
        lambda: acts.review_practice(request.user, row.pk, **form.cleaned_data),
        to=row, said=_("Your review is kept."),
    )  # fmt: skip


@opens_to(SHARED)
@require_safe
def initiative_list(request: SignedIn) -> HttpResponse:
    """List the initiatives."""
    form = InitiativesForm(request.GET)
    form.is_valid()
    rows = initiatives(request.user, state=form.cleaned_data.get("state", ""))
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "form": form, "may_add": organisation_of(request.user) is not None}
    return render(request, "partners/initiatives.html", context)


@opens_to(SHARED)
@require_safe
def initiative(request: SignedIn, initiative_id: UUID) -> HttpResponse:
    """Show an initiative."""
    row = initiative_of(request.user, initiative_id)
    keeps = KEEP_INITIATIVE.allows(request.user, row)
    context = {"row": row, "may_keep": keeps and row.state == "running"}
    return render(request, "partners/initiative.html", context)


@opens_to(WORKERS)
@require_http_methods(BOTH)
def begin(request: SignedIn) -> HttpResponse:
    """Begin an initiative, from a practice where one is named."""
    key = identity(request.GET.get("practice"))
    source = practice_of(request.user, key) if key else None
    initial = {"practice_id": str(source.pk), "level": source.level} if source else {}
    form = _form(request, initial=initial, kept=[source] if source else [])
    frame = Frame(
        heading=_("Begin an initiative"),
        verb=_("Begin it"),
        back=source.get_absolute_url() if source else reverse("partners:initiatives"),
        lede=_("It begins with what worked elsewhere, and at its end offers itself back: what worked here and what did not."),
    )  # fmt: skip
    return added(
        request, form, frame,
        lambda: acts.begin(request.user, form.draft()),
        said=_("The initiative is begun."),
    )  # fmt: skip


@opens_to(WORKERS)
@require_http_methods(BOTH)
def change(request: SignedIn, initiative_id: UUID) -> HttpResponse:
    """Change an initiative that runs."""
    row = _kept(request, initiative_id)
    initial: dict[str, Any] = {name: getattr(row, name) for name in INITIATIVE} | {
        "practice_id": str(row.practice_id or ""),
        "objective_id": str(row.objective_id or ""),
    }
    form = _form(request, initial=initial, kept=[row.practice] if row.practice else [])
    frame = Frame(
        heading=_("Change the initiative"),
        verb=_("Change it"),
        back=row.get_absolute_url(),
        seen=row.version,
    )
    seen = number(request.POST.get("seen"))
    return done(
        request, form, frame,
        lambda: acts.change(request.user, row.pk, form.draft(), seen=seen),
        to=row, said=_("The initiative is changed."),
    )  # fmt: skip


@opens_to(WORKERS)
@require_http_methods(BOTH)
def end(request: SignedIn, initiative_id: UUID) -> HttpResponse:
    """End an initiative with what worked and what did not; lead to the practice that it became."""
    row = _kept(request, initiative_id)
    form = EndForm(request.POST if request.method == "POST" else None)
    frame = Frame(
        heading=_("End: %(title)s") % {"title": row.title},
        verb=_("End it and offer it as a practice"),
        back=row.get_absolute_url(),
        lede=_("What was learnt is offered to the guidebook; a person of another partner reviews it."),
        seen=row.version,
    )  # fmt: skip
    return added(
        request, form, frame,
        lambda: acts.end(
            request.user, row.pk, form.ending(),
            is_early=form.cleaned_data["is_early"], seen=form.cleaned_data["seen"],
        ),
        said=_("It has ended. What it taught waits for a review."),
    )  # fmt: skip


def _kept(request: SignedIn, initiative_id: UUID) -> Initiative:
    row = initiative_of(request.user, initiative_id)
    if not KEEP_INITIATIVE.allows(request.user, row):
        raise NotAllowed(KEEP_INITIATIVE.name, _("Only who keeps the initiative does this."))
    return row


def _form(request: SignedIn, *, initial: dict[str, Any], kept: list[Practice]) -> InitiativeForm:
    offered = {each.pk: each.title for each in kept}
    offered |= {
        each.pk: each.title for each in practices(request.user, WantedPractices())[:OFFERED]
    }
    objectives = Objective.objects.filter(SEE_OBJECTIVE.rows(request.user)).exclude(state="dropped")
    return InitiativeForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        practices=list(offered.items()),
        objectives=list(objectives.order_by("-added_at").values_list("pk", "title")[:OFFERED]),
    )


def _asked(request: HttpRequest) -> tuple[GuidebookForm, WantedPractices]:
    form = GuidebookForm(request.GET)
    form.is_valid()
    names = ("words", "level", "grade", "state")
    return form, WantedPractices(**{name: form.cleaned_data.get(name, "") for name in names})


def _paper(row: Practice, papers: Sequence[PracticeSource]) -> guidebook_pdf.PracticePaper:
    line = [capfirst(row.get_level_display()), row.for_whom, row.place, row.keeper.name]
    return guidebook_pdf.PracticePaper(
        title=row.title,
        line="; ".join(filter(None, line)),
        text=row.text,
        parts=(
            (_("What worked"), row.worked),
            (_("What did not work"), row.not_worked),
            (_("How well it is known"), capfirst(row.get_grade_display())),
            (_("Sources"), "\n".join([row.sources, *(each.document_title for each in papers)])),
        ),
    )
