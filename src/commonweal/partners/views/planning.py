"""Pages that plan a meeting: its times and place, its agenda and papers, copies, and what becomes of it."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from commonweal.kernel.doors import WORKERS, opens_to
from commonweal.kernel.errors import InvalidInput, NotAllowed
from commonweal.library import public as library
from commonweal.partners.actions import agenda as agenda_acts
from commonweal.partners.actions import planning as acts
from commonweal.partners.engine.local_time import wall_of
from commonweal.partners.engine.planning import MOVES
from commonweal.partners.forms.planning import (
    SPEAKERS,
    CopyForm,
    ItemForm,
    PaperForm,
    PlanForm,
    StateForm,
    SureForm,
    WhyForm,
)
from commonweal.partners.models import AgendaItem, Meeting, MeetingState
from commonweal.partners.queries.agenda import agenda_of, papers_of, promised_before
from commonweal.partners.queries.board import meetings_visible_to
from commonweal.partners.queries.partnerships import held_under
from commonweal.partners.queries.rows import meeting_of
from commonweal.partners.queries.zones import zone_offered
from commonweal.partners.rules.meetings import CHANGE_MEETING
from commonweal.partners.rules.taking_part import acting_for
from commonweal.partners.views.acting import SignedIn, attempt, go_on, number
from commonweal.partners.views.framing import Frame, added, done, framed
from commonweal.rights.public import coordinates, organisations

BOTH = ["GET", "HEAD", "POST"]
CHOICES = 200
_DOCUMENT = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def kept(request: SignedIn, meeting_id: UUID) -> Meeting:
    """Return a meeting that the person keeps.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If somebody else keeps it.
    """
    found = meeting_of(request.user, meeting_id)
    if not CHANGE_MEETING.allows(request.user, found):
        raise NotAllowed(CHANGE_MEETING.name, _("Only who keeps a meeting changes it."))
    return found


@opens_to(WORKERS)
@require_http_methods(BOTH)
def plan(request: SignedIn) -> HttpResponse:
    """Plan a meeting."""
    own = acting_for(request.user)
    initial = {"convener": str(own), "zone": zone_offered(request.user), "type": "workshop"}
    form = _plan_form(request, initial=initial)
    frame = Frame(
        heading=_("Plan a meeting"),
        verb=_("Keep the plan"),
        back=reverse("partners:meetings"),
        lede=_("It begins as a draft that only the people of your partner see."),
    )
    return added(
        request,
        form,
        frame,
        lambda: acts.plan_meeting(request.user, form.draft()),
        said=_("The meeting is planned. Now write its agenda."),
    )


@opens_to(WORKERS)
@require_http_methods(BOTH)
def change_plan(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """Change what is planned."""
    found = kept(request, meeting_id)
    form = _plan_form(request, initial=_plan_values(request, found), meeting=found)
    seen = number(request.POST.get("seen"))
    frame = Frame(
        heading=_("Change its time and place"),
        verb=_("Keep the changes"),
        back=found.get_absolute_url(),
        seen=found.version,
    )
    return done(
        request,
        form,
        frame,
        lambda: acts.change_plan(request.user, meeting_id, form.draft(), seen=seen),
        to=found,
        said=_("The plan is changed."),
    )


@opens_to(WORKERS)
@require_http_methods(BOTH)
def move_on(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """Announce a meeting, say that it was held, postpone or cancel it."""
    found = kept(request, meeting_id)
    states = [(each, MeetingState(each).label) for each in MOVES[found.state]]
    form = StateForm(request.POST or None, states=states)
    seen = number(request.POST.get("seen"))
    frame = Frame(
        heading=_("What becomes of the meeting"),
        verb=_("Keep it"),
        back=found.get_absolute_url(),
        lede=_("“%(title)s” is %(state)s.") % {"title": found.title, "state": found.get_state_display()},
        seen=found.version,
    )  # fmt: skip
    return done(
        request,
        form,
        frame,
        lambda: acts.move_on(
            request.user,
            meeting_id,
            form.cleaned_data["state"],
            reason=form.cleaned_data["reason"],
            seen=seen,
        ),
        to=found,
        said=_("It is kept."),
    )


@opens_to(WORKERS)
@require_http_methods(BOTH)
def delete(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """Ask whether a meeting is to be deleted, and delete it."""
    found = kept(request, meeting_id)
    acts.can_be_deleted(found)
    concerned = acts.concerned_by(found)
    kind = WhyForm if concerned else SureForm
    form = kind(request.POST if request.method == "POST" else None)
    seen = number(request.POST.get("seen"))
    frame = Frame(
        heading=_("Delete the meeting?"),
        verb=_("Delete it for good"),
        back=found.get_absolute_url(),
        lede=_deleted_words(found, concerned=concerned),
        is_danger=True,
        seen=found.version,
    )
    return done(
        request,
        form,
        frame,
        lambda: acts.delete_meeting(
            request.user, meeting_id, reason=form.cleaned_data.get("reason", ""), seen=seen
        ),
        to="partners:meetings",
        said=_("The meeting is deleted."),
    )


def _deleted_words(found: Meeting, *, concerned: int) -> str:
    goes = _("“%(title)s” goes with its agenda and its registrations. This cannot be undone.") % {"title": found.title}  # fmt: skip
    if not concerned:
        return goes
    people = ngettext(
        "%(count)s person has or waits for a place, or is invited: a mail tells them your reason. To keep its page, with the reason on it, cancel it instead: “Announce, move, cancel”.",
        "%(count)s people have or wait for a place, or are invited: a mail tells them your reason. To keep its page, with the reason on it, cancel it instead: “Announce, move, cancel”.",
        concerned,
    )  # fmt: skip
    return f"{goes} {people % {'count': concerned}}"


@opens_to(WORKERS)
@require_http_methods(BOTH)
def copy(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """Repeat a meeting."""
    found = kept(request, meeting_id)
    form = CopyForm(request.POST or None)
    status = HTTPStatus.OK
    if request.method == "POST":
        made: list[Meeting] = []
        status = attempt(
            form,
            lambda: made.extend(
                agenda_acts.copy_meeting(request.user, meeting_id, **form.cleaned_data)
            ),
        )
        if status == HTTPStatus.SEE_OTHER:
            messages.success(
                request, _("%(count)s copies are made, each a draft of its own.") % {"count": len(made)}
            )  # fmt: skip
            return go_on(found)
    frame = Frame(
        heading=_("Repeat the meeting"),
        verb=_("Make the copies"),
        back=found.get_absolute_url(),
        lede=_(
            "Each copy has the agenda, the place and the form of this one, and is then its own."
        ),
    )
    return framed(request, form, frame, status=status)


@opens_to(WORKERS)
@require_http_methods(BOTH)
def agenda(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """Write the agenda: what was promised last time stands above it."""
    found = kept(request, meeting_id)
    is_paper = "address" in request.POST
    posted = request.POST if request.method == "POST" else None
    form = ItemForm(None if is_paper else posted, partners=organisations())
    paper_form = PaperForm(posted if is_paper else None)
    status = HTTPStatus.OK
    if posted is not None:
        if is_paper:
            status = attempt(paper_form, lambda: _add_paper(request, meeting_id, paper_form))
        else:
            status = attempt(
                form, lambda: agenda_acts.add_item(request.user, meeting_id, form.draft())
            )
        if status == HTTPStatus.SEE_OTHER:
            return go_on("partners:agenda", meeting_id)
    promised, is_more = promised_before(request.user, found, today=timezone.localdate())
    context = {
        "meeting": found,
        "agenda": agenda_of(found),
        "papers": papers_of(found, request.user),
        "promised": promised,
        "is_more": is_more,
        "form": form,
        "paper_form": paper_form,
    }
    return render(request, "partners/agenda.html", context, status=status)


@opens_to(WORKERS)
@require_http_methods(BOTH)
def change_item(request: SignedIn, item_id: UUID) -> HttpResponse:
    """Change a line of the agenda."""
    item = agenda_acts.kept_item(request.user, item_id)
    posted = request.POST if request.method == "POST" else None
    form = ItemForm(posted, partners=organisations(), initial=_item_values(item))
    frame = Frame(
        heading=_("Change a line of the agenda"),
        verb=_("Keep the changes"),
        back=reverse("partners:agenda", args=[item.meeting_id]),
        seen=item.version,
    )
    seen = number(request.POST.get("seen"))
    return done(
        request,
        form,
        frame,
        lambda: agenda_acts.change_item(request.user, item_id, form.draft(), seen=seen),
        to=reverse("partners:agenda", args=[item.meeting_id]),
    )


@opens_to(WORKERS)
@require_http_methods(BOTH)
def remove_item(request: SignedIn, item_id: UUID) -> HttpResponse:
    """Ask whether a line is to be taken out of the agenda, and take it out."""
    item = agenda_acts.kept_item(request.user, item_id)
    if request.method == "POST":
        agenda_acts.remove_item(request.user, item_id)
        return go_on("partners:agenda", item.meeting_id)
    frame = Frame(
        heading=_("Take this line out?"),
        verb=_("Take it out"),
        back=reverse("partners:agenda", args=[item.meeting_id]),
        lede=item.title,
        is_danger=True,
    )
    return framed(request, SureForm(), frame)


@opens_to(WORKERS)
@require_http_methods(BOTH)
def remove_paper(request: SignedIn, meeting_id: UUID, document_id: UUID) -> HttpResponse:
    """Ask whether a document is to be taken off the papers, and take it off."""
    if request.method == "POST":
        agenda_acts.remove_paper(request.user, meeting_id, document_id)
        return go_on("partners:agenda", meeting_id)
    card = library.document(document_id, person=request.user)
    found = kept(request, meeting_id)
    is_paper = any(each.document_id == card.id for each in papers_of(found, request.user))
    frame = Frame(
        heading=_("Take this document off?"),
        verb=_("Take it off"),
        back=reverse("partners:agenda", args=[meeting_id]),
        lede=card.title if is_paper else _("It is not among the papers."),
        is_danger=True,
    )
    return framed(request, SureForm(), frame)


def _add_paper(request: SignedIn, meeting_id: UUID, form: PaperForm) -> None:
    found = _DOCUMENT.search(form.cleaned_data["address"])
    if found is None:
        raise InvalidInput(
            "partners.paper.address",
            _("This is no address of a document’s page. Open the document and copy it from there."),
        )
    agenda_acts.add_paper(request.user, meeting_id, UUID(found[0]))


def _plan_form(
    request: SignedIn, *, initial: dict[str, Any], meeting: Meeting | None = None
) -> PlanForm:
    partners = organisations()
    mine = {acting_for(request.user), meeting.convener_id if meeting else None}
    conveners = [each for each in partners if each.id in mine or coordinates(request.user)]
    others = meetings_visible_to(request.user)
    if meeting is not None:
        others = others.exclude(pk=meeting.pk)
    return PlanForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        conveners=conveners,
        partners=partners,
        meetings=list(others.values_list("pk", "title")[:CHOICES]),
        partnerships=held_under(request.user, kept=meeting.partnership if meeting else None),
    )


def _plan_values(request: SignedIn, found: Meeting) -> dict[str, Any]:
    names = (
        "title", "type", "place", "country", "called_by", "online_link", "place_note",
        "is_step_free", "has_interpretation", "has_sign_language", "has_hearing_loop",
    )  # fmt: skip
    zone = found.time_zone or zone_offered(request.user)
    times = {"starts": found.starts_at, "ends": found.ends_at}
    return {name: getattr(found, name) for name in names} | {
        name: wall_of(at, zone=zone) if at else None for name, at in times.items()
    } | {
        "zone": zone,
        "languages": "\n".join(found.languages),
        "themes": "\n".join(found.themes),
        "convener": str(found.convener_id or ""),
        "partnership": str(found.partnership_id or ""),
        "partners": [str(each.pk) for each in found.partners.all()],
    }  # fmt: skip


def _item_values(item: AgendaItem) -> dict[str, Any]:
    names = ("time", "day", "kind", "title", "words")
    values = {name: getattr(item, name) for name in names}
    for n, one in enumerate(item.speakers.all()[:SPEAKERS], start=1):
        values |= {f"partner_{n}": str(one.partner_id or ""), f"body_{n}": one.body}
        values[f"function_{n}"] = one.function
    return values
