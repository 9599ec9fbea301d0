"""Pages of minutes: read, begin, write, their phases, revisions and what changed, wordings proposed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.kernel.doors import SHARED, WORKERS, opens_to
from commonweal.kernel.errors import NotAllowed
from commonweal.partners.actions import amendments
from commonweal.partners.actions import minutes as acts
from commonweal.partners.engine.minutes import NEXT, Paragraph, is_open, joined
from commonweal.partners.forms.minutes import AmendmentForm, DecideForm, MinutesForm, PhaseForm
from commonweal.partners.forms.planning import SureForm
from commonweal.partners.models import Minutes, MinutesPhase, Recommendation
from commonweal.partners.queries.minutes import (
    Mark,
    amendment_of,
    compared,
    marks_in,
    minutes_of,
    paragraphs_of,
    revision_of,
    said_otherwise,
    sections_of,
    sessions_of,
)
from commonweal.partners.queries.wording import time_there
from commonweal.partners.rules.minutes import AMEND_MINUTES, KEEP_MINUTES, WRITE_MINUTES
from commonweal.partners.rules.taking_part import organisation_of
from commonweal.partners.views.acting import SignedIn, attempt, go_on, number
from commonweal.partners.views.framing import Frame, done
from commonweal.partners.views.planning import kept
from commonweal.ui.edits import is_overtaken, untouched

BOTH = ["GET", "HEAD", "POST"]


@opens_to(SHARED)
@require_safe
def minutes(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """Show the minutes as they are now, with what was marked in them and proposed for them."""
    found = minutes_of(request.user, meeting_id)
    revision = revision_of(found)
    sections = sections_of(found.meeting, paragraphs_of(revision), marks=marks_in(found))
    context = {
        "minutes": found,
        "meeting": found.meeting,
        "revision": revision,
        "sections": sections,
        "revisions": found.revisions.select_related("person", "organisation"),
        "gone": _of_paragraphs_gone(found, {p.key for each in sections for p in each.paragraphs}),
        "may_write": WRITE_MINUTES.allows(request.user, found),
        "may_keep": KEEP_MINUTES.allows(request.user, found),
        "may_amend": AMEND_MINUTES.allows(request.user, found),
        "window_is_open": is_open(found.phase, until=found.amend_until, now=timezone.now()),
        "own": organisation_of(request.user),
    }
    return render(request, "partners/minutes.html", context)


def _of_paragraphs_gone(found: Minutes, keys: set[str]) -> list[object]:
    rows = found.amendments.select_related("organisation", "person", "decided_for")
    return [each for each in rows if str(each.paragraph) not in keys]


@opens_to(WORKERS)
@require_http_methods(BOTH)
def begin(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """Ask whether the minutes are to be begun, and begin them."""
    found = kept(request, meeting_id)
    form = SureForm(request.POST if request.method == "POST" else None)
    frame = Frame(
        heading=_("Begin the minutes"),
        verb=_("Begin them"),
        back=found.get_absolute_url(),
        lede=_("The partners that take part write and read the draft; nobody else. “%(title)s” counts as held from then on.")
        % {"title": found.title},
    )  # fmt: skip
    return done(
        request,
        form,
        frame,
        lambda: acts.begin_minutes(request.user, meeting_id),
        to=reverse("partners:write_minutes", args=[meeting_id]),
    )


@opens_to(WORKERS)
@require_http_methods(BOTH)
def write(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """Write the minutes; each time they are kept is a revision."""
    found = minutes_of(request.user, meeting_id)
    may_write = WRITE_MINUTES.allows(request.user, found)
    form = _form(request, found)
    status = HTTPStatus.OK
    began = newest = _newest(found)
    if request.method == "POST":
        seen, began = (number(request.POST.get(name)) for name in ("seen", "began"))
        before = said_otherwise(found)
        status = attempt(
            form,
            lambda: acts.write_minutes(request.user, meeting_id, form.draft(), seen=seen),
        )
        if status == HTTPStatus.SEE_OTHER:
            messages.success(request, _("The minutes are kept."))
            _tell_otherwise(request, found, seen=before)
            to = "write_minutes" if "on" in request.POST else "minutes"
            return go_on(f"partners:{to}", meeting_id)
        if is_overtaken(form):
            untouched(form, _same_as(found, began, form.initial))
            began = newest
    context = {
        "minutes": found,
        "began": began,
        "meeting": found.meeting,
        "form": form,
        "may_write": may_write,
        "draft_key": f"minutes:{meeting_id}",
    }
    return render(request, "partners/minutes_form.html", context, status=status)


def _tell_otherwise(
    request: SignedIn, found: Minutes, *, seen: Sequence[tuple[Mark, str, str]]
) -> None:
    """Say which marks the words that were just kept leave behind."""
    for row, then, now in said_otherwise(found):
        if (row, then, now) in seen:
            continue
        kind = row.get_type_display() if isinstance(row, Recommendation) else _("decision")
        messages.warning(
            request,
            _("The minutes say now otherwise what is marked as %(kind)s %(number)s: “%(then)s” became “%(now)s”. The mark keeps its words; take it back and mark the paragraph anew if the new ones are to hold.")
            % {"kind": kind, "number": row.number, "then": then, "now": now or _("nothing")},
        )  # fmt: skip


def _newest(found: Minutes) -> int:
    revision = revision_of(found)
    return revision.number if revision else 0


def _same_as(found: Minutes, began: int, now: Mapping[str, str]) -> list[str]:
    """Return the fields that say now what they said in the revision with which somebody began."""
    revision = found.revisions.filter(number=began).first()
    if revision is None and began:
        return []
    then = _typed(found, paragraphs_of(revision))
    return [name for name, text in now.items() if then.get(name, "") == text]


def _typed(found: Minutes, paragraphs: Sequence[Paragraph]) -> dict[str, str]:
    """Return what stands in each field of the form."""
    keys = [str(each.pk) for each in sessions_of(found.meeting)]
    typed = {f"s-{key}": joined(paragraphs, session=key) for key in keys}
    lost = [each for each in paragraphs if each.session not in keys]
    return {"s-": "\n\n".join(each.text for each in lost)} | typed


def _form(request: SignedIn, found: Minutes) -> MinutesForm:
    initial = _typed(found, paragraphs_of(revision_of(found)))
    sections = [(str(each.pk), each.title) for each in sessions_of(found.meeting)]
    return MinutesForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        sections=sections,
        is_final=found.phase == MinutesPhase.FINAL,
    )


@opens_to(WORKERS)
@require_http_methods(BOTH)
def phase(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """Hand the minutes to the convener, open them for amendments, make them final."""
    found = _kept(request, meeting_id)
    phases = [(each, _phase_name(found, each)) for each in NEXT[found.phase]]
    form = PhaseForm(request.POST if request.method == "POST" else None, phases=phases)
    seen = number(request.POST.get("seen"))
    frame = Frame(
        heading=_("How far the minutes are"),
        verb=_("Keep it"),
        back=found.get_absolute_url(),
        lede=_phase_words(found),
        seen=found.version,
    )
    return done(
        request,
        form,
        frame,
        lambda: acts.move_minutes(request.user, meeting_id, form.move(), seen=seen),
        to=reverse("partners:minutes", args=[meeting_id]),
        said=_("It is kept."),
    )


def _phase_name(found: Minutes, phase: str) -> str:
    """Return a phase's name, with the time from which it can follow where that is still to come."""
    name = str(MinutesPhase(phase).label)
    until = found.amend_until
    if (
        phase != MinutesPhase.FINAL
        or until is None
        or not is_open(found.phase, until=until, now=timezone.now())
    ):
        return name
    return _("%(phase)s, from %(time)s") % {
        "phase": name,
        "time": time_there(until, zone=found.meeting.time_zone),
    }


def _phase_words(found: Minutes) -> str:
    if found.phase == MinutesPhase.FINAL:
        return _("The minutes are final. A correction is another revision, with its reason.")
    return _("The minutes are %(phase)s.") % {"phase": found.get_phase_display()}


@opens_to(SHARED)
@require_safe
def one_revision(request: SignedIn, meeting_id: UUID, revision_number: int) -> HttpResponse:
    """Show the minutes as they were at one revision."""
    found = minutes_of(request.user, meeting_id)
    revision = revision_of(found, revision_number)
    context = {
        "minutes": found,
        "meeting": found.meeting,
        "revision": revision,
        "sections": sections_of(found.meeting, paragraphs_of(revision)),
    }
    return render(request, "partners/minutes_revision.html", context)


@opens_to(SHARED)
@require_safe
def compare(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """Show what changed between two revisions, word by word; the last two unless others are chosen."""
    found = minutes_of(request.user, meeting_id)
    numbers = list(found.revisions.order_by("number").values_list("number", flat=True))
    after = number(request.GET.get("to")) or (numbers[-1] if numbers else 0)
    before = number(request.GET.get("from")) or max(1, after - 1)
    context = {
        "minutes": found,
        "meeting": found.meeting,
        "numbers": numbers,
        "before": before,
        "after": after,
        "changed": compared(found, before=before, after=after) if numbers else [],
    }
    return render(request, "partners/minutes_compare.html", context)


@opens_to(WORKERS)
@require_http_methods(BOTH)
def propose(request: SignedIn, meeting_id: UUID, paragraph_id: UUID) -> HttpResponse:
    """Propose other words for a paragraph."""
    found = minutes_of(request.user, meeting_id)
    if not AMEND_MINUTES.allows(request.user, found):
        raise NotAllowed(
            AMEND_MINUTES.name,
            _("Other words are proposed by partners that were there, while the time for it runs."),
        )
    paragraphs = paragraphs_of(revision_of(found))
    words = next((each.text for each in paragraphs if each.key == str(paragraph_id)), "")
    form = AmendmentForm(
        request.POST if request.method == "POST" else None, initial={"text": words}
    )
    frame = Frame(
        heading=_("Propose other words"),
        verb=_("Propose them"),
        back=f"{found.get_absolute_url()}#p-{paragraph_id}",
        lede=_("Everybody who reads the minutes sees what is proposed, for which partner, and what came of it."),
    )  # fmt: skip
    return done(
        request,
        form,
        frame,
        lambda: amendments.propose_words(request.user, meeting_id, form.draft(paragraph_id)),
        to=reverse("partners:minutes", args=[meeting_id]),
        said=_("Your wording is proposed."),
    )


@opens_to(WORKERS)
@require_http_methods(BOTH)
def decide(request: SignedIn, amendment_id: UUID) -> HttpResponse:
    """Take proposed words over, or decline them."""
    row = amendment_of(request.user, amendment_id)
    if not KEEP_MINUTES.allows(request.user, row.minutes):
        raise NotAllowed(KEEP_MINUTES.name, _("Only who keeps the meeting does this."))
    form = DecideForm(request.POST if request.method == "POST" else None)
    status = HTTPStatus.OK
    if request.method == "POST":
        before = said_otherwise(row.minutes)
        status = attempt(
            form,
            lambda: amendments.decide_amendment(
                request.user,
                amendment_id,
                takes=form.cleaned_data["takes"] == "yes",
                reason=form.cleaned_data["reason"],
            ),
        )
        if status == HTTPStatus.SEE_OTHER:
            messages.success(request, _("It is kept."))
            _tell_otherwise(request, row.minutes, seen=before)
            return go_on("partners:minutes", row.minutes_id)
    context = {"row": row, "meeting": row.minutes.meeting, "form": form}
    return render(request, "partners/amendment.html", context, status=status)


@opens_to(WORKERS)
@require_http_methods(BOTH)
def withdraw(request: SignedIn, amendment_id: UUID) -> HttpResponse:
    """Take one's own proposal back."""
    row = amendment_of(request.user, amendment_id)
    form = SureForm(request.POST if request.method == "POST" else None)
    frame = Frame(
        heading=_("Take the proposal back?"),
        verb=_("Take it back"),
        back=reverse("partners:minutes", args=[row.minutes_id]),
        lede=row.text or _("Take the paragraph out."),
        is_danger=True,
    )
    return done(
        request,
        form,
        frame,
        lambda: amendments.withdraw_amendment(request.user, amendment_id),
        to=reverse("partners:minutes", args=[row.minutes_id]),
    )


def _kept(request: SignedIn, meeting_id: UUID) -> Minutes:
    found = minutes_of(request.user, meeting_id)
    if not KEEP_MINUTES.allows(request.user, found):
        raise NotAllowed(KEEP_MINUTES.name, _("Only who keeps the meeting does this."))
    return found
