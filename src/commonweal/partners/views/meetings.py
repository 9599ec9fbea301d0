"""Pages of meetings: the list, one meeting, add or change one, its paper."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.kernel.doors import SHARED, WORKERS, opens_to
from commonweal.kernel.errors import NotAllowed
from commonweal.library import public as library
from commonweal.partners.actions import meetings as acts
from commonweal.partners.engine.names import folded, without
from commonweal.partners.forms.meetings import MeetingForm
from commonweal.partners.models import (
    Meeting,
    MeetingState,
    Minutes,
    RegistrationForm,
)
from commonweal.partners.queries.agenda import (
    agenda_of,
    papers_of,
    promised_before,
    series_of,
)
from commonweal.partners.queries.board import Wanted, board, meetings_visible_to
from commonweal.partners.queries.minutes import minutes_if_seen, places_of
from commonweal.partners.queries.obligations import obligations_met_by
from commonweal.partners.queries.offers import offered_facts
from commonweal.partners.queries.partnerships import held_under, partnership_if_seen
from commonweal.partners.queries.people import other_bodies
from commonweal.partners.queries.rows import meeting_of
from commonweal.partners.queries.wording import days_of
from commonweal.partners.rules.meetings import CHANGE_MEETING
from commonweal.partners.rules.registration import organises
from commonweal.partners.rules.taking_part import acting_for
from commonweal.partners.views.acting import SignedIn, attempt, go_on, identity, number
from commonweal.rights.public import coordinates, organisations

PAGE_SIZE = 50


@opens_to(SHARED)
@require_safe
def meetings(request: SignedIn) -> HttpResponse:
    """List the meetings, newest first."""
    page = Paginator(meetings_visible_to(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "partners/meetings.html", {"page": page})


@opens_to(SHARED)
@require_safe
def meeting(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """Show a meeting: its facts, and what it asks."""
    found = meeting_of(request.user, meeting_id)
    asked = board(request.user, Wanted(meeting=meeting_id), today=timezone.localdate())
    lines = agenda_of(found)
    promised, is_more = promised_before(request.user, found, today=timezone.localdate())
    taken_back = Wanted(meeting=meeting_id, state="withdrawn")
    return render(
        request,
        "partners/meeting.html",
        {
            "meeting": found,
            "days": days_of(found),
            "partners": found.partners.all(),
            "bodies": other_bodies(found),
            "organises": organises(request.user, found),
            "has_form": RegistrationForm.objects.filter(meeting=found).exists(),
            "promised": promised,
            "is_more": is_more,
            "agenda": lines,
            "first_act": _first_act(found, has_agenda=bool(lines)),
            "papers": papers_of(found, request.user),
            "series": series_of(request.user, found),
            "rows": asked.order_by("number"),
            "withdrawn": board(request.user, taken_back, today=timezone.localdate()),
            "may_change": CHANGE_MEETING.allows(request.user, found),
            "document_address": _document_address(found),
            "partnership": partnership_if_seen(request.user, found.partnership),
            **_minutes(request, found),
            "counts_towards": obligations_met_by(request.user, found),
        },
    )


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_meeting(request: SignedIn) -> HttpResponse:
    """Add a meeting by hand, or from a read document whose values are offered."""
    document_id = identity(request.GET.get("document"))
    own = acting_for(request.user)
    initial: dict[str, Any] = {"convener": str(own)}
    words: dict[str, str] = {}
    card = None
    if document_id is not None:
        card = library.document(document_id, person=request.user)
        offered, found = offered_facts(document_id, person=request.user)
        initial |= offered | _called(request, offered["called_by"])
        words = dict(found)
    form = _form(request, initial=initial)
    status = HTTPStatus.OK
    if request.method == "POST":
        made: list[Meeting] = []
        status = attempt(
            form, lambda: made.append(acts.add_meeting(request.user, form.draft(document_id)))
        )
        if made:
            messages.success(request, _("The meeting is added. Now mark what it asks."))
            return go_on("partners:mark", made[0].pk)
    is_restricted = document_id in library.restricted_now()
    context = {"form": form, "card": card, "words": words, "is_restricted": is_restricted}
    return render(request, "partners/meeting_form.html", context, status=status)


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def change_meeting(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """Change what is known of a meeting."""
    found = meeting_of(request.user, meeting_id)
    if not CHANGE_MEETING.allows(request.user, found):
        raise NotAllowed(CHANGE_MEETING.name, _("Only who keeps a meeting changes it."))
    form = _form(request, initial=_values(found), meeting=found)
    if found.starts_at is not None:
        for name in ("start", "end", "date_text"):
            form.fields[name].disabled = True
            form.fields[name].help_text = _(
                "Its hours are planned: “Change its time and place” changes the day."
            )
    status = HTTPStatus.OK
    if request.method == "POST":
        seen = number(request.POST.get("seen"))
        status = attempt(
            form,
            lambda: acts.change_meeting(request.user, meeting_id, form.draft(), seen=seen),
        )
        if status == HTTPStatus.SEE_OTHER:
            messages.success(request, _("The meeting is changed."))
            return go_on(found)
    is_restricted = (
        found.document_id in library.restricted_now()
        and found.document_id not in library.hidden_from(request.user)
    )
    context = {"form": form, "meeting": found, "words": {}, "is_restricted": is_restricted}
    return render(request, "partners/meeting_form.html", context, status=status)


@opens_to(WORKERS)
@require_POST
def blank_title(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """Take the title of a restricted document off the meeting that was made from it."""
    changed = acts.blank_title(request.user, meeting_id)
    messages.success(request, _("The meeting no longer carries the document’s title."))
    return go_on(changed)


def _form(
    request: SignedIn, *, initial: dict[str, Any], meeting: Meeting | None = None
) -> MeetingForm:
    partners = organisations()
    kept = {acting_for(request.user), meeting.convener_id if meeting else None}
    conveners = [each for each in partners if each.id in kept or coordinates(request.user)]
    return MeetingForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        conveners=conveners,
        partners=partners,
        partnerships=held_under(request.user, kept=meeting.partnership if meeting else None),
    )


def _called(request: SignedIn, organisers: str) -> dict[str, str]:
    """Return who called a document's meeting: the partner among the organisers, and the others."""
    own = acting_for(request.user)
    named = {folded(name) for name in organisers.split("; ")}
    partners = [
        each
        for each in organisations()
        if folded(each.name) in named and (each.id == own or coordinates(request.user))
    ]
    partners.sort(key=lambda each: each.id != own)
    called = without(organisers.split("; "), [each.name for each in partners[:1]])
    return {
        "convener": str(partners[0].id) if partners else "",
        "called_by": "; ".join(filter(None, called)),
    }


def _values(found: Meeting) -> dict[str, Any]:
    names = ("title", "type", "start", "end", "date_text", "place", "country", "called_by")
    return {name: getattr(found, name) for name in names} | {
        "convener": str(found.convener_id or ""),
        "partnership": str(found.partnership_id or ""),
        "partners": [str(each.pk) for each in found.partners.all()],
        "bodies": "\n".join(found.bodies),
    }


def _has_come(found: Meeting) -> bool:
    """Say whether a meeting was held, or is announced and its day has come."""
    if found.state == MeetingState.HELD:
        return True
    is_today = found.start is not None and found.start <= timezone.localdate()
    return found.state == MeetingState.ANNOUNCED and is_today


def _first_act(found: Meeting, *, has_agenda: bool) -> str:
    """Return what whoever keeps the meeting does next: its agenda, announce it, or mark what it asked."""
    if _has_come(found):
        return "mark"
    if not has_agenda and found.state != MeetingState.CANCELLED:
        return "agenda"
    return "announce" if found.state in {MeetingState.DRAFT, MeetingState.POSTPONED} else ""


def _minutes(request: SignedIn, found: Meeting) -> dict[str, Any]:
    """Return how far the minutes are, where the reader may see them, and what was decided."""
    begun = Minutes.objects.filter(meeting=found).exists()
    has_come = found.start is not None and found.start <= timezone.localdate()
    is_on = found.state == MeetingState.ANNOUNCED and has_come
    may_begin = not begun and (found.state == MeetingState.HELD or is_on)
    rows = list(found.decisions.all())
    places = places_of(request.user, found, rows)
    return {
        "minutes": minutes_if_seen(request.user, found),
        "may_begin_minutes": may_begin and CHANGE_MEETING.allows(request.user, found),
        "decisions": [(row, places.get(row.pk)) for row in rows if not row.withdrawn_at],
        "undecided": [row for row in rows if row.withdrawn_at],
    }


def _document_address(found: Meeting) -> str:
    if found.document_id is None:
        return ""
    return reverse("library:document", args=[found.document_id])
