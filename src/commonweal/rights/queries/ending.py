"""What will go and when, as the retention pages and Today show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.kernel.errors import NotFound
from commonweal.kernel.today import TodayItem
from commonweal.rights.engine.retention import End
from commonweal.rights.models import DataRequest, Hold, RetentionRun, Role, Tombstone
from commonweal.rights.queries.holds import seen_rows
from commonweal.rights.queries.names import NAMELESS_ONE, name_of
from commonweal.rights.queries.retention import Overdue, ends_of, live_holds, overdue, past_period
from commonweal.rights.rules.keeping import (
    FilesKeeping,
    Keeping,
    files_keepings,
    keeping_of,
    keepings,
    staying,
)
from commonweal.rights.rules.nameless import OF_PEOPLE, OWN_WORDS, id_shown
from commonweal.rights.rules.roles import coordinates, may_invite, partner_of, works_here

if TYPE_CHECKING:
    from commonweal.rights.models import Person

AHEAD_DAYS = 90
REMINDED_DAYS = 14
PAGE_SIZE = 25
STONES_PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Kind:
    """One row of the table of what is kept how long.

    Attributes:
        keeping: The declaration.
        ending: How many end within the next 90 days, or may stay longer then; None where a partner's
            own are not even counted for others.
    """

    keeping: Keeping
    ending: int | None


@dataclass(frozen=True, slots=True)
class Overview:
    """The retention page.

    Attributes:
        kinds: What is kept how long, and how much of it ends soon.
        files: Files without rows.
        stays: Tables without a period, and why.
        overdue: What should have been erased by now.
        last_run: The last run of the daily task, if there was one.
        holds: How many holds hold.
        tombstones: How many records were erased and are still known of.
        requests: How many requests about personal data are open, and how many of these are late.
    """

    kinds: tuple[Kind, ...]
    files: tuple[FilesKeeping, ...]
    stays: tuple[tuple[str, object], ...]
    overdue: tuple[Overdue, ...]
    last_run: RetentionRun | None
    holds: int
    tombstones: int
    requests: tuple[int, int]


def overview(*, now: datetime) -> Overview:
    """Return what the retention page shows: numbers, and nothing of any record.

    Args:
        now: The present.
    """
    until = now + timedelta(days=AHEAD_DAYS)
    open_ = DataRequest.objects.filter(state=DataRequest.State.OPEN)
    return Overview(
        kinds=tuple(
            Kind(keeping=one, ending=_count_told(one, until=until))
            for one in sorted(keepings(), key=lambda one: one.thing)
        ),
        files=files_keepings(),
        stays=tuple(sorted(staying().items())),
        overdue=tuple(replace(one, key=id_shown(one.thing, one.key)) for one in overdue(now=now)),
        last_run=RetentionRun.objects.first(),
        holds=Hold.objects.filter(live_holds(today=now.date())).count(),
        tombstones=Tombstone.objects.count(),
        requests=(open_.count(), open_.filter(due_on__lt=now.date()).count()),
    )


def _count_told(keeping: Keeping, *, until: datetime) -> int | None:
    if keeping.thing in OWN_WORDS:
        return None
    return keeping.all().filter(past_period(keeping, now=until)).count()


@dataclass(frozen=True, slots=True)
class Stone:
    """What is left of an erased record, as stewards read it.

    Attributes:
        stone: The row.
        key: The record's id; "" where it would be somebody, or a partner's own.
        remains: Numbers, dates and ids that remain, without those of people.
    """

    stone: Tombstone
    key: str
    remains: tuple[tuple[str, object], ...]


def stones_shown(page: str | None) -> tuple[Any, list[Stone]]:
    """Return a page of what is left of erased records, and its paginator's page.

    Args:
        page: The page's number.
    """
    rows = Tombstone.objects.exclude(thing__in=OWN_WORDS)
    shown = Paginator(rows, STONES_PAGE_SIZE).get_page(page)
    return shown, [
        Stone(
            stone=one,
            key=id_shown(one.thing, one.thing_id),
            remains=tuple(
                (name, value) for name, value in one.remains.items() if name not in OF_PEOPLE
            ),
        )
        for one in shown.object_list
    ]


@dataclass(frozen=True, slots=True)
class Ending:
    """A record that ends soon.

    Attributes:
        key: Its id; "" where the reader may not see it and the id would be somebody.
        text: What it is called; nothing where the reader may not see it.
        address: Its page; nothing where there is none, or not for the reader.
        end: When it ends, and why then.
    """

    key: str
    text: str
    address: str
    end: End


def kind_of(label: str) -> Keeping:
    """Return a kind whose records may be listed.

    Raises:
        NotFound: If there is no such kind, its keys open something, or its records are partners' own.
    """
    keeping = keeping_of(label)
    if keeping is None or not keeping.is_content or label in OWN_WORDS:
        raise NotFound("rights.retention.kind", _("There is no such kind of record."))
    return keeping


def ending_of(
    keeping: Keeping, *, person: Person, page: str | None, ours: bool = False
) -> tuple[Any, list[Ending]]:
    """Return a page of the records of one kind that end within 90 days, and its paginator's page.

    Args:
        keeping: The kind.
        person: Who reads: what they may not see is listed without its name.
        page: The page's number.
        ours: Whether only records of the person's partner are listed.
    """
    now = timezone.now()
    rows = keeping.all().filter(past_period(keeping, now=now + timedelta(days=AHEAD_DAYS)))
    if ours:
        rows = rows & seen_rows(keeping, person=person)
        rows = rows.filter(**{keeping.partner: partner_of(person)})
    shown = Paginator(rows.order_by(keeping.counts_from, "pk"), PAGE_SIZE).get_page(page)
    found = list(shown.object_list)
    keys = [row.pk for row in found]
    ends = ends_of(keeping, keys, today=now.date())
    seen = {
        row.pk: name_of(row, keeping, person=person)
        for row in seen_rows(keeping, person=person).filter(pk__in=keys)
    }
    return shown, [
        Ending(
            key=str(row.pk) if row.pk in seen else id_shown(keeping.thing, str(row.pk)),
            text=seen.get(row.pk, NAMELESS_ONE).text,
            address=seen.get(row.pk, NAMELESS_ONE).address,
            end=ends[row.pk],
        )
        for row in found
        if row.pk in ends
    ]


def our_kinds() -> tuple[Keeping, ...]:
    """Return the kinds of which each record is some partner's."""
    return tuple(one for one in keepings() if one.partner and one.is_content)


def ours_ending(person: Person, *, days: int) -> tuple[tuple[Keeping, int], ...]:
    """Return for each kind how many records of the person's partner end within some days.

    Args:
        person: Who acts for the partner; only what they may see is counted.
        days: From now.
    """
    until = timezone.now() + timedelta(days=days)
    return tuple(
        (
            keeping,
            (keeping.all() & seen_rows(keeping, person=person))
            .filter(past_period(keeping, now=until), **{keeping.partner: partner_of(person)})
            .count(),
        )
        for keeping in our_kinds()
    )


def records_that_end(person: Person, *, since: datetime | None) -> Sequence[TodayItem]:  # noqa: ARG001  told until they are gone
    """Remind a partner's people, 14 days before, of what of theirs will be erased.

    Args:
        person: Whose first page it is.
        since: When they read it before.
    """
    if not works_here(person):
        return []
    count = sum(number for _kind, number in ours_ending(person, days=REMINDED_DAYS))
    if not count:
        return []
    text = ngettext(
        "%(count)s record of your partner reaches its end within %(days)s days.",
        "%(count)s records of your partner reach their end within %(days)s days.",
        count,
    )
    return [
        TodayItem(
            kind="waiting",
            text=text % {"count": count, "days": REMINDED_DAYS},
            address=reverse("rights:ours_ending"),
            count=count,
            detail=_("Take with you what you need; then it is erased."),
        )
    ]


def requests_due(person: Person, *, since: datetime | None) -> Sequence[TodayItem]:  # noqa: ARG001  due until answered
    """Return the requests about personal data that somebody must answer, with their clock.

    Args:
        person: Whose first page it is.
        since: When they read it before.
    """
    if not may_invite(person):
        return []
    waiting = DataRequest.objects.filter(state=DataRequest.State.OPEN).exclude(person=person)
    days = list(waiting.order_by("due_on").values_list("due_on", flat=True))
    if not days:
        return []
    text = ngettext(
        "%(count)s request about personal data waits for an answer.",
        "%(count)s requests about personal data wait for an answer.",
        len(days),
    )
    return [
        TodayItem(
            kind="due",
            text=text % {"count": len(days)},
            address=reverse("rights:requests"),
            due_on=days[0],
            role=Role.COORDINATOR if coordinates(person) else Role.ADMINISTRATOR,
            count=len(days),
        )
    ]
