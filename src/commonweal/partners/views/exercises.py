"""Pages of exercises: plan one, write its cards, lead it, read what is on the table, say how it went."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.kernel.doors import SHARED, WORKERS, opens_to
from commonweal.kernel.errors import Conflict, NotAllowed
from commonweal.partners.actions import exercises as acts
from commonweal.partners.actions import leading_exercises as leading
from commonweal.partners.engine.exercises import ExerciseDraft
from commonweal.partners.forms.training import (
    CardForm,
    ChangeExerciseForm,
    FormForm,
    HotWashForm,
    PlanExerciseForm,
)
from commonweal.partners.models import Exercise, ExerciseCard
from commonweal.partners.queries.exercises import (
    card_of,
    exercise_of,
    exercise_page,
    lead_page,
    line_of,
    table_page,
)
from commonweal.partners.queries.partnerships import held_under, partnership_if_seen
from commonweal.partners.queries.zones import zone_offered
from commonweal.partners.rules.exercises import BE_AT_EXERCISE, LEAD_EXERCISE
from commonweal.partners.rules.taking_part import acting_for
from commonweal.partners.views.acting import SignedIn, attempt, go_on, number
from commonweal.partners.views.framing import Frame, added, done
from commonweal.partners.views.planning import kept
from commonweal.rights.public import OrganisationName, organisations

BOTH = ["GET", "HEAD", "POST"]


@opens_to(SHARED)
@require_safe
def exercise(request: SignedIn, exercise_id: UUID) -> HttpResponse:
    """Show an exercise: what it tries out, its cards, what was said afterwards, what is done about it."""
    page = exercise_page(request.user, exercise_id, now=timezone.now())
    return _page(request, page, form=HotWashForm())


@opens_to(WORKERS)
@require_http_methods(BOTH)
def plan(request: SignedIn) -> HttpResponse:
    """Plan an exercise with its meeting."""
    own = acting_for(request.user)
    form = PlanExerciseForm(
        request.POST if request.method == "POST" else None,
        initial={"zone": zone_offered(request.user), "partners": [str(own)], "form": "table-top"},
        partners=organisations(),
        partnerships=held_under(request.user),
    )  # fmt: skip
    frame = Frame(
        heading=_("Plan an exercise"),
        verb=_("Keep the plan"),
        back=reverse("partners:training"),
        lede=_("A discussion or a table-top: next you write its cards, which only those who lead it read before they are out."),
    )  # fmt: skip
    return added(
        request,
        form,
        frame,
        lambda: acts.plan_exercise(request.user, form.draft()),
        said=_("The exercise is planned. Now write its cards."),
    )


@opens_to(WORKERS)
@require_http_methods(BOTH)
def write_for(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """Begin to write the exercise of a meeting that is there already."""
    meeting = kept(request, meeting_id)
    form = FormForm(request.POST if request.method == "POST" else None)
    frame = Frame(
        heading=_("Write the exercise of “%(title)s”") % {"title": meeting.title},
        verb=_("Begin to write it"),
        back=meeting.get_absolute_url(),
    )
    return added(
        request,
        form,
        frame,
        lambda: acts.write_for(request.user, meeting_id, form.cleaned_data["form"]),
    )


@opens_to(WORKERS)
@require_http_methods(BOTH)
def change(request: SignedIn, exercise_id: UUID) -> HttpResponse:
    """Change what an exercise tries out."""
    row = _led(request, exercise_id)
    names = ("form", "scope", "objectives", "capabilities", "scenario")
    form = ChangeExerciseForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(row, name) for name in names},
    )
    frame = Frame(
        heading=_("Change “%(title)s”") % {"title": row.meeting.title},
        verb=_("Keep the changes"),
        back=row.get_absolute_url(),
        lede=_("Where and when it is held is changed at its meeting."),
        seen=row.version,
    )
    seen = number(request.POST.get("seen"))
    return done(
        request,
        form,
        frame,
        lambda: acts.change_exercise(
            request.user, exercise_id, _tried(row, form.tried()), seen=seen
        ),
        to=row,
        said=_("The exercise is changed."),
    )


@opens_to(WORKERS)
@require_POST
def move(request: SignedIn, exercise_id: UUID) -> HttpResponse:
    """Say that an exercise is ready, begin it, end it, close it, or go one step back."""
    row = _led(request, exercise_id)
    try:
        done = leading.move_exercise(
            request.user,
            exercise_id,
            request.POST.get("state", ""),
            seen=number(request.POST.get("seen")),
        )
    except Conflict as refused:
        messages.error(request, refused.message)
        return go_on(row)
    messages.success(request, _("The exercise: %(state)s.") % {"state": done.get_state_display()})
    return go_on("partners:lead_exercise", row.pk) if done.state == "running" else go_on(row)


@opens_to(WORKERS)
@require_http_methods(BOTH)
def add_card(request: SignedIn, exercise_id: UUID) -> HttpResponse:
    """Write another card."""
    return _card(request, _led(request, exercise_id), None)


@opens_to(WORKERS)
@require_http_methods(BOTH)
def change_card(request: SignedIn, card_id: UUID) -> HttpResponse:
    """Write a card anew that is not out."""
    card = card_of(request.user, card_id)
    return _card(request, card.exercise, card)


@opens_to(WORKERS)
@require_http_methods(BOTH)
def remove_card(request: SignedIn, card_id: UUID) -> HttpResponse:
    """Ask, then take a card out."""
    card = card_of(request.user, card_id)
    form = forms.Form(request.POST if request.method == "POST" else None)
    frame = Frame(
        heading=_("Take out the card “%(title)s”?") % {"title": card.title},
        verb=_("Take it out"),
        back=card.exercise.get_absolute_url(),
        lede=_("Nobody at the table has read it."),
        is_danger=True,
    )
    return done(
        request,
        form,
        frame,
        lambda: acts.remove_card(request.user, card_id),
        to=card.exercise,
        said=_("The card is taken out."),
    )


@opens_to(WORKERS)
@require_safe
def lead(request: SignedIn, exercise_id: UUID) -> HttpResponse:
    """Show whoever leads an exercise what is out, what comes next, and the clock."""
    row = _led(request, exercise_id)
    is_fragment = request.headers.get("HX-Request") == "true"
    context = {"page": lead_page(row, now=timezone.now()), "row": row, "leads": True}
    template = "partners/lead.html#now" if is_fragment else "partners/lead.html"
    return render(request, template, context)


@opens_to(WORKERS)
@require_safe
def table(request: SignedIn, exercise_id: UUID) -> HttpResponse:
    """Show those at the table the cards that are out, the newest first."""
    row = exercise_of(request.user, exercise_id)
    if not BE_AT_EXERCISE.allows(request.user, row):
        raise NotAllowed(BE_AT_EXERCISE.name, _("Only those at the table read its cards."))
    is_fragment = request.headers.get("HX-Request") == "true"
    page = table_page(request.user, row, now=timezone.now())
    context = {"page": page, "row": row, "leads": False}
    template = "partners/lead.html#now" if is_fragment else "partners/lead.html"
    return render(request, template, context)


@opens_to(WORKERS)
@require_POST
def release(request: SignedIn, card_id: UUID) -> HttpResponse:
    """Release a card, or take back one that was released by hand."""
    card = card_of(request.user, card_id)
    act = leading.hold_back if request.POST.get("back") else leading.release
    try:
        act(request.user, card_id)
    except Conflict as refused:
        messages.error(request, refused.message)
    return go_on("partners:lead_exercise", card.exercise_id)


@opens_to(WORKERS)
@require_POST
def hot_wash(request: SignedIn, exercise_id: UUID) -> HttpResponse:
    """Take what somebody says of how an exercise went."""
    form = HotWashForm(request.POST)
    status = attempt(
        form, lambda: leading.say_after(request.user, exercise_id, **form.cleaned_data)
    )
    page = exercise_page(request.user, exercise_id, now=timezone.now())
    if status == HTTPStatus.SEE_OTHER:
        messages.success(request, _("It is kept."))
        return go_on(f"{page.row.get_absolute_url()}#hot-wash")
    return _page(request, page, form=form, status=status)


@opens_to(WORKERS)
@require_POST
def unsay(request: SignedIn, line_id: UUID) -> HttpResponse:
    """Take back what one's own partner said."""
    row = line_of(request.user, line_id)
    leading.take_line_back(request.user, line_id)
    messages.success(request, _("It is taken back."))
    return go_on(f"{row.exercise.get_absolute_url()}#hot-wash")


def _page(
    request: SignedIn, page: Any, *, form: HotWashForm, status: int = HTTPStatus.OK
) -> HttpResponse:
    is_spoken_of = page.is_at and page.row.state in {"running", "hot-wash"}
    context = {
        "page": page,
        "row": page.row,
        "meeting": page.row.meeting,
        "partnership": partnership_if_seen(request.user, page.row.meeting.partnership),
        "form": form,
        "may_say": is_spoken_of,
        "may_improve": page.is_at and page.row.state in {"running", "hot-wash", "closed"},
        "objectives": page.row.objectives.splitlines(),
        "capabilities": page.row.capabilities.splitlines(),
    }
    return render(request, "partners/exercise.html", context, status=status)


def _led(request: SignedIn, exercise_id: UUID) -> Exercise:
    row = exercise_of(request.user, exercise_id)
    if not LEAD_EXERCISE.allows(request.user, row):
        raise NotAllowed(LEAD_EXERCISE.name, _("Only who keeps its meeting leads an exercise."))
    return row


def _card(request: SignedIn, row: Exercise, card: ExerciseCard | None) -> HttpResponse:
    there = [OrganisationName(each.pk, each.name) for each in row.meeting.partners.order_by("name")]
    names = ("kind", "title", "text", "question", "minute")
    initial = {name: getattr(card, name) for name in names} if card else {"kind": "inject"}
    if card and card.for_organisation_id:
        initial["for_partner"] = str(card.for_organisation_id)
    form = CardForm(
        request.POST if request.method == "POST" else None, initial=initial, partners=there
    )
    frame = Frame(
        heading=_("Change a card") if card else _("Write a card"),
        verb=_("Keep the card"),
        back=row.get_absolute_url(),
        lede=_("Cards come in the order in which they are written, or by themselves at their minute."),
        seen=card.version if card else None,
    )  # fmt: skip
    key = card.pk if card else None
    seen = number(request.POST.get("seen")) if card else None
    return done(
        request,
        form,
        frame,
        lambda: acts.write_card(request.user, row.pk, form.draft(), card_id=key, seen=seen),
        to=row,
        said=_("The card is kept."),
    )


def _tried(row: Exercise, values: dict[str, Any]) -> ExerciseDraft:
    """Return a draft with what is changed here; the rest is its meeting's, and is not looked at."""
    meeting, now = row.meeting, timezone.now()
    return ExerciseDraft(
        title=meeting.title,
        day=meeting.start or now.date(),
        begins=now.time(),
        ends=now.time(),
        zone="",
        **values,
    )
