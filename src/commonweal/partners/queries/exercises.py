"""Exercises as pages read them: the list, one with its cards as the reader may read them, its improvement plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import QuerySet

from commonweal.partners.engine.exercises import (
    MOVES,
    Card,
    Clock,
    is_out,
    newest_first,
    next_by_hand,
    next_by_time,
    out_at,
)
from commonweal.partners.engine.tables import Column, Table
from commonweal.partners.models import (
    Exercise,
    ExerciseCard,
    HotWashLine,
    Improvement,
    Obligation,
)
from commonweal.partners.queries.obligations import obligations_met_by
from commonweal.partners.queries.rows import one
from commonweal.partners.rules.exercises import (
    BE_AT_EXERCISE,
    CHANGE_IMPROVEMENT,
    LEAD_EXERCISE,
    SEE_EXERCISE,
    TAKE_BACK_LINE,
)
from commonweal.partners.rules.taking_part import organisation_of

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader

_BESIDE = ("meeting__recorder", "meeting__convener", "meeting__partnership")


@dataclass(frozen=True, slots=True)
class ShownCard:
    """One card, and when it came or comes by itself."""

    row: ExerciseCard
    is_out: bool
    at: datetime | None


@dataclass(frozen=True, slots=True)
class ExercisePage:
    """All that the page of an exercise says.

    Attributes:
        cards: Those that the reader may read: all for whoever leads it, those that are out for those at the table.
        is_at: Whether the reader is at the table.
        leads: Whether they lead it.
        moves: Which states it may go to, for whoever leads it.
        lines: What was said right afterwards.
        own_lines: Which of those the reader may take back.
        improvements: The rows of the improvement plan, with their actions.
        changeable: Which of those the reader may change or make into an action.
        counts_towards: The obligations of the partnership that it counts towards.
    """

    row: Any
    cards: Sequence[ShownCard]
    is_at: bool
    leads: bool
    moves: Sequence[str]
    lines: Sequence[HotWashLine]
    own_lines: set[UUID]
    improvements: Sequence[Improvement]
    changeable: set[UUID]
    counts_towards: Sequence[Obligation]


@dataclass(frozen=True, slots=True)
class LeadPage:
    """What whoever leads an exercise looks at while it runs.

    Attributes:
        minutes: How long it has been running.
        out: The cards that are out, the newest first.
        by_hand: The next card to release; None where all are out.
        by_time: The next card that comes by itself.
        waiting: All cards that are not out, in order.
    """

    row: Exercise
    minutes: int
    out: Sequence[ShownCard]
    by_hand: ExerciseCard | None
    by_time: ShownCard | None
    waiting: Sequence[ShownCard]


def exercise_of(person: Reader, exercise_id: UUID) -> Exercise:
    """Return an exercise the person may see, with its meeting.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    rows = Exercise.objects.filter(SEE_EXERCISE.rows(person)).select_related(*_BESIDE)
    return one(rows, exercise_id)


def exercises_visible_to(person: Reader) -> QuerySet[Exercise]:
    """Return the exercises a person may see, the latest first."""
    rows = Exercise.objects.filter(SEE_EXERCISE.rows(person)).select_related(*_BESIDE)
    return rows.order_by("-meeting__start", "-added_at", "pk")


def card_of(person: Reader, card_id: UUID) -> ExerciseCard:
    """Return a card of an exercise that the person leads.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    led = Exercise.objects.filter(LEAD_EXERCISE.rows(person))
    rows = ExerciseCard.objects.filter(exercise__in=led)
    return one(rows.select_related("exercise__meeting"), card_id)


def line_of(person: Reader, line_id: UUID) -> HotWashLine:
    """Return what was said after an exercise at whose table the person is.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    there = Exercise.objects.filter(BE_AT_EXERCISE.rows(person))
    rows = HotWashLine.objects.filter(exercise__in=there)
    return one(rows.select_related("exercise__meeting"), line_id)


def improvement_of(person: Reader, improvement_id: UUID) -> Improvement:
    """Return a row of an improvement plan the person may see.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    seen = Exercise.objects.filter(SEE_EXERCISE.rows(person))
    rows = Improvement.objects.filter(exercise__in=seen)
    return one(rows.select_related("exercise__meeting", "organisation", "action"), improvement_id)


def exercise_page(person: Reader, exercise_id: UUID, *, now: datetime) -> ExercisePage:
    """Return all that an exercise's page says to a person.

    Args:
        person: Who reads.
        exercise_id: The exercise.
        now: The present moment; some cards come by themselves.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    row = exercise_of(person, exercise_id)
    leads, is_at = LEAD_EXERCISE.allows(person, row), BE_AT_EXERCISE.allows(person, row)
    cards = _shown(row, now=now)
    if not leads:
        cards = [each for each in cards if is_at and each.is_out and _is_for(person, each.row)]
    lines = row.hot_wash.select_related("organisation") if is_at else ()
    own_lines = row.hot_wash.filter(TAKE_BACK_LINE.rows(person)).values_list("pk", flat=True)
    rows = row.improvements.select_related("organisation", "action", "recommendation")
    changeable = row.improvements.filter(CHANGE_IMPROVEMENT.rows(person))
    return ExercisePage(
        row=row,
        cards=cards,
        is_at=is_at,
        leads=leads,
        moves=MOVES[row.state] if leads else (),
        lines=list(lines),
        own_lines=set(own_lines) if is_at else set(),
        improvements=list(rows),
        changeable=set(changeable.values_list("pk", flat=True)),
        counts_towards=obligations_met_by(person, row.meeting),
    )


def lead_page(row: Exercise, *, now: datetime) -> LeadPage:
    """Return what whoever leads an exercise looks at while it runs.

    Args:
        row: An exercise that they lead.
        now: The present moment.
    """
    shown = {each.row.number: each for each in _shown(row, now=now)}
    values = [_value(each.row) for each in shown.values()]
    clock = Clock(row.started_at, row.ended_at)
    by_hand, by_time = next_by_hand(values), next_by_time(values, clock, now=now)
    return LeadPage(
        row=row,
        minutes=clock.minutes(now),
        out=[shown[each.number] for each in newest_first(values, clock, now=now)],
        by_hand=shown[by_hand.number].row if by_hand else None,
        by_time=shown[by_time.number] if by_time else None,
        waiting=[each for each in shown.values() if not each.is_out],
    )


def table_page(person: Reader, row: Exercise, *, now: datetime) -> LeadPage:
    """Return what those at the table read: the cards that are out and for them, the newest first.

    Args:
        person: Who reads, at the table.
        row: The exercise.
        now: The present moment.
    """
    led = lead_page(row, now=now)
    leads = LEAD_EXERCISE.allows(person, row)
    out = [each for each in led.out if leads or _is_for(person, each.row)]
    return LeadPage(row=row, minutes=led.minutes, out=out, by_hand=None, by_time=None, waiting=())


def _value(row: ExerciseCard) -> Card:
    return Card(row.number, row.minute, row.released_at)


def _is_for(person: Reader, card: ExerciseCard) -> bool:
    return card.for_organisation_id in {None, organisation_of(person)}


def _shown(row: Exercise, *, now: datetime) -> list[ShownCard]:
    clock = Clock(row.started_at, row.ended_at)
    return [
        ShownCard(each, is_out(_value(each), clock, now=now), out_at(_value(each), clock))
        for each in row.cards.select_related("for_organisation")
    ]


# The names of the columns are those of the after-action report's improvement plan.
PLAN = Table(
    name="improvement-plan",
    columns=tuple(
        Column(each)
        for each in (
            "exercise", "date", "area_for_improvement", "corrective_action", "capability_element",
            "primary_responsible_organisation", "point_of_contact", "start_date", "completion_date",
            "state_of_action",
        )
    ),
)  # fmt: skip


def plan_cells(row: Exercise) -> Iterator[dict[str, str]]:
    """Yield an exercise's improvement plan as lines of a table.

    Args:
        row: An exercise the person may see.
    """
    for each in row.improvements.select_related("organisation", "action"):
        yield {
            "exercise": row.meeting.title,
            "date": row.meeting.start.isoformat() if row.meeting.start else "",
            "area_for_improvement": each.area,
            "corrective_action": each.action_text,
            "capability_element": each.element,
            "primary_responsible_organisation": each.organisation.name,
            "point_of_contact": each.contact,
            "start_date": each.starts_on.isoformat() if each.starts_on else "",
            "completion_date": each.done_by.isoformat() if each.done_by else "",
            "state_of_action": str(each.action.state) if each.action else "",
        }
