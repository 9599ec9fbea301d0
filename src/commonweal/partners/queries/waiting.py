"""What this room says on a person's first page. No person is named; partners are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal, TypeVar
from urllib.parse import urlencode

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.kernel.today import TodayItem
from commonweal.partners.engine.states import DUE_SOON_DAYS, IDLE_STATES, OPEN_STATES
from commonweal.partners.models import (
    Action,
    ActionState,
    Answer,
    Confirmation,
    Evidence,
    Recommendation,
)
from commonweal.partners.queries.attended import left_alone_today
from commonweal.partners.queries.progress import UNANSWERED
from commonweal.partners.queries.same import count_waiting
from commonweal.partners.queries.waiting_actions import actions_today
from commonweal.partners.queries.waiting_concerns import concerns_today
from commonweal.partners.queries.waiting_donors import donors_today
from commonweal.partners.queries.waiting_minutes import of_minutes
from commonweal.partners.queries.waiting_questions import questions_today
from commonweal.partners.queries.waiting_registrations import of_registrations
from commonweal.partners.rules.promises import ANSWER, JUDGE_ACTION
from commonweal.partners.rules.taking_part import acting_for, organisation_of
from commonweal.rights.public import Role, coordinates

if TYPE_CHECKING:
    from commonweal.rights.models import Person

SHOWN, NEW_SHOWN = 10, 5
# What waits is counted up to this; the first page says "more than" then.
COUNTED = 500
WORDS = 24

Kind = Literal["waiting", "due", "new"]
Row = TypeVar("Row", bound=Model)


def today_items(person: Person, *, since: datetime | None) -> Sequence[TodayItem]:
    """Return what waits for a person, what is due, and what is new.

    Args:
        person: Whose first page it is.
        since: What came after this moment is new; all of it if None.

    Returns:
        At most ten of each sort, and a line that leads to the others where there are more; of what
        is new, the newest five of each sort. Due items by date, so that the overdue ones come first.
    """
    if organisation_of(person) is None:
        return tuple(donors_today(person, since=since))
    return (
        *_of_all_partners(person),
        *_to_answer(person),
        *_to_take_on(person),
        *_to_confirm(person),
        *_of_our_actions(person),
        *actions_today(person),
        *left_alone_today(person),
        *concerns_today(person),
        *questions_today(person),
        *of_registrations(person),
        *of_minutes(person),
        *_new(person, since=since),
    )


def _short(text: str) -> str:
    return Truncator(text).words(WORDS)


def _some(items: Iterable[TodayItem], *, total: int, address: str) -> Iterator[TodayItem]:
    kind: Kind = "waiting"
    for item in items:
        kind = item.kind
        yield item
    if total > SHOWN:
        yield TodayItem(
            kind=kind,
            text=_("All %(count)s") % {"count": _counted(total)},
            address=address,
            count=total - SHOWN,
        )


def _total(rows: QuerySet[Row]) -> int:
    """Return how many rows there are; one more than are counted where there are more."""
    return rows.order_by()[: COUNTED + 1].count()


def _counted(total: int) -> object:
    return _("more than %(most)s") % {"most": COUNTED} if total > COUNTED else total


def _board(**filters: object) -> str:
    return f"{reverse('partners:board')}?{urlencode(filters)}"


def _of_all_partners(person: Person) -> Iterator[TodayItem]:
    """Yield what the co-ordinator follows up: what nobody answered, what is past its date."""
    if not coordinates(person):
        return
    asked = _total(Recommendation.objects.filter(UNANSWERED, withdrawn_at=None))
    same = count_waiting(person)
    today = timezone.localdate()
    late = _total(Action.objects.filter(state__in=OPEN_STATES, due_on__lt=today))
    words = (
        (asked, _board(answer="none"), ngettext("%(count)s recommendation has no answer yet.", "%(count)s recommendations have no answer yet.", asked)),
        (late, _board(overdue="on"), ngettext("%(count)s action of a partner is past its date.", "%(count)s actions of partners are past their date.", late)),
        (same, reverse("partners:same"), ngettext("%(count)s pair of partners may be the same.", "%(count)s pairs of partners may be the same.", same)),
    )  # fmt: skip
    for count, address, text in words:
        if count:
            yield TodayItem(
                kind="waiting",
                text=text % {"count": _counted(count)},
                address=address,
                role=Role.COORDINATOR,
                count=count,
            )


def _to_answer(person: Person) -> Iterator[TodayItem]:
    rows = Recommendation.objects.filter(ANSWER.rows(person), UNANSWERED).order_by("marked_at")
    items = (
        TodayItem(
            kind="waiting",
            text=_("Answer: %(asked)s") % {"asked": _short(row.text)},
            address=row.get_absolute_url(),
            detail=_("asked at “%(meeting)s”") % {"meeting": row.meeting.title},
        )
        for row in rows.select_related("meeting")[:SHOWN]
    )
    address = _board(answer="none", organisation=acting_for(person))
    return _some(items, total=_total(rows), address=address)


def _to_take_on(person: Person) -> Iterator[TodayItem]:
    own = acting_for(person)
    rows = Action.objects.filter(owner_id=own, state=ActionState.PROPOSED).order_by("added_at")
    items = (
        TodayItem(
            kind="waiting",
            text=_("Take on or decline: %(action)s") % {"action": _short(row.title)},
            address=row.get_absolute_url(),
            detail=_("proposed by %(partner)s") % {"partner": row.recommendation.addressee.name},
        )
        for row in rows.select_related("recommendation__addressee")[:SHOWN]
    )
    return _some(items, total=_total(rows), address=_board(organisation=own))


def _evidence() -> Exists:
    return Exists(Evidence.objects.filter(action=OuterRef("pk"), withdrawn_at=None))


def _to_confirm(person: Person) -> Iterator[TodayItem]:
    own_view = Confirmation.objects.filter(
        action=OuterRef("pk"), organisation_id=acting_for(person), superseded_at=None
    )
    rows = (
        Action.objects.filter(JUDGE_ACTION.rows(person))
        .filter(_evidence(), ~Exists(own_view))
        .order_by("reported_at")
    )
    items = (
        TodayItem(
            kind="waiting",
            text=_("Confirm or object: %(action)s") % {"action": _short(row.title)},
            address=row.get_absolute_url(),
            detail=_("reported done for %(owner)s") % {"owner": row.owner.name},
        )
        for row in rows.select_related("owner")[:SHOWN]
    )
    return _some(items, total=_total(rows), address=_board(state="reported-done"))


def _of_our_actions(person: Person) -> Iterator[TodayItem]:
    """Yield our open actions that are due, and those without evidence that are not due yet."""
    own = acting_for(person)
    soon = timezone.localdate() + timedelta(days=DUE_SOON_DAYS)
    ours = Action.objects.filter(owner_id=own).annotate(has_evidence=_evidence())
    is_due = Q(state__in=OPEN_STATES, due_on__lte=soon)
    due = ours.filter(is_due)
    bare = ours.exclude(is_due).exclude(state__in=IDLE_STATES).filter(has_evidence=False)
    sorts: tuple[tuple[Kind, QuerySet[Action]], ...] = (("due", due), ("waiting", bare))
    for kind, rows in sorts:
        yield from _some(
            (_ours(row, kind=kind) for row in rows[:SHOWN]),
            total=_total(rows),
            address=_board(organisation=own),
        )


def _ours(row: Action, *, kind: Kind) -> TodayItem:
    detail = "" if row.has_evidence else _("no evidence yet")  # type: ignore[attr-defined]  # annotated above
    if kind == "due":
        return TodayItem(
            kind="due",
            text=_short(row.title),
            address=row.get_absolute_url(),
            due_on=row.due_on,
            detail=detail,
        )
    return TodayItem(
        kind="waiting",
        text=_("Show what was done: %(action)s") % {"action": _short(row.title)},
        address=row.get_absolute_url(),
        due_on=row.due_on if row.state in OPEN_STATES else None,
        detail=detail,
    )


def _new(person: Person, *, since: datetime | None) -> Iterator[TodayItem]:
    own = acting_for(person)
    # What the person's own partner was asked is among what waits.
    marked = Recommendation.objects.exclude(marked_by=person).exclude(addressee_id=own)
    marked = marked.filter(withdrawn_at=None)
    said = Answer.objects.exclude(organisation_id=own)
    shown = Evidence.objects.exclude(organisation_id=own).filter(withdrawn_at=None)
    judged = Confirmation.objects.exclude(organisation_id=own).filter(superseded_at=None)
    yield from (
        _news(
            _("%(partner)s was asked: %(asked)s")
            % {"partner": row.addressee.name, "asked": _short(row.text)},
            row.get_absolute_url(),
        )
        for row in _latest(marked, "marked_at", since).select_related("addressee")
    )
    yield from (
        _news(
            _("%(partner)s answered: %(answer)s")
            % {"partner": row.organisation.name, "answer": row.get_position_display()},
            row.recommendation.get_absolute_url(),
            detail=_short(row.recommendation.text),
        )
        for row in _latest(said, "at", since).select_related("organisation", "recommendation")
    )
    yield from (
        _news(
            _("%(partner)s added evidence: %(title)s")
            % {"partner": row.organisation.name, "title": row.title},
            row.action.get_absolute_url(),
            detail=_short(row.action.title),
        )
        for row in _latest(shown, "at", since).select_related("organisation", "action")
    )
    yield from (
        _news(
            _("%(partner)s %(confirms_or_objects)s: %(action)s")
            % {
                "partner": row.said_for,
                "confirms_or_objects": row.get_kind_display(),
                "action": _short(row.action.title),
            },
            row.action.get_absolute_url(),
        )
        for row in _latest(judged, "at", since).select_related("organisation", "action")
    )


def _latest(rows: QuerySet[Row], moment: str, since: datetime | None) -> QuerySet[Row]:
    newer = rows if since is None else rows.filter(**{f"{moment}__gt": since})
    return newer.order_by(f"-{moment}")[:NEW_SHOWN]


def _news(text: str, address: str, *, detail: str = "") -> TodayItem:
    return TodayItem(kind="new", text=text, address=address, detail=detail)
