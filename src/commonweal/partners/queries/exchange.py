"""Offers and needs as pages and first pages read them: the list, one with what fits it, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.partners.engine.exchange import Fit, Terms, fit, moves_open, stage
from commonweal.partners.models import Notice, NoticeSort, NoticeState, Uptake, UptakeState
from commonweal.partners.queries.rows import one
from commonweal.partners.rules.exchange import (
    KEEP_NOTICE,
    SEE_NOTICE,
    SPEAK_OF_UPTAKE,
    TAKE_UP_NOTICE,
)
from commonweal.partners.rules.taking_part import organisation_of

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from commonweal.partners.rules.taking_part import Reader

STAGE_NAMES: Mapping[str, Promise] = {
    "open": _("open"),
    "settled": _("agreed"),
    "over": _("over"),
    "withdrawn": _("withdrawn"),
}
STAGE_BADGES: Mapping[str, str] = {
    "open": "info",
    "settled": "ok",
    "over": "neutral",
    "withdrawn": "neutral",
}
# What is compared for one offer or need; the best are shown.
COMPARED, SHOWN = 500, 20


@dataclass(frozen=True, slots=True)
class WantedNotices:
    """What a list of offers and needs is asked for; what is empty asks for all.

    Attributes:
        sort: ``offer`` or ``need``.
        kind: One of ``NoticeKind``'s values.
        stage: One of ``engine.exchange.STAGES``.
        organisation: Whose they are.
    """

    sort: str = ""
    kind: str = ""
    stage: str = ""
    organisation: UUID | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """Something that fits, with the reasons."""

    row: Any
    fit: Fit


@dataclass(frozen=True, slots=True)
class Request:
    """One partner that would take something up, and what the reader may say of that.

    Attributes:
        row: The request.
        is_ours: Whether the reader is of one of the two sides, and reads what was written.
        moves: Keys of ``engine.exchange.MOVES``.
    """

    row: Uptake
    is_ours: bool
    moves: Sequence[str]


@dataclass(frozen=True, slots=True)
class NoticePage:
    """All that the page of an offer or need says."""

    row: Any
    requests: Sequence[Request]
    matches: Sequence[Match]
    may_keep: bool
    may_take_up: bool


def terms_of(row: Notice) -> Terms:
    """Return what two of them are compared by."""
    return Terms(row.kind, row.first, row.last, row.place, tuple(row.languages.split()))


def notice_of(person: Reader, notice_id: UUID) -> Notice:
    """Return an offer or a need the person may see.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    rows = Notice.objects.filter(SEE_NOTICE.rows(person)).select_related("organisation")
    return one(rows, notice_id)


def uptake_of(person: Reader, uptake_id: UUID) -> Uptake:
    """Return a request of one of the person's sides, with its offer or need.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    rows = Uptake.objects.filter(SPEAK_OF_UPTAKE.rows(person))
    return one(rows.select_related("notice__organisation", "organisation"), uptake_id)


def with_notice_stage(rows: QuerySet[Notice], *, today: date) -> QuerySet[Any]:
    """Return offers and needs with ``stage``, as ``engine.exchange.stage`` says it.

    Args:
        rows: Any of them.
        today: The present day.
    """
    found: QuerySet[Any] = rows.annotate(
        stage=Case(
            When(state=NoticeState.OPEN, last__lt=today, then=Value("over")),
            default=F("state"),
            output_field=CharField(),
        )
    )
    return found


def notices(person: Reader, wanted: WantedNotices, *, today: date) -> QuerySet[Any]:
    """Return the offers and needs a person asks for, each with its ``stage``; the next ones first.

    Args:
        person: Who reads.
        wanted: The filters.
        today: The present day.
    """
    rows = with_notice_stage(Notice.objects.filter(SEE_NOTICE.rows(person)), today=today)
    for name in ("sort", "kind", "stage"):
        value = getattr(wanted, name)
        rows = rows.filter(**{name: value}) if value else rows
    if wanted.organisation:
        rows = rows.filter(organisation_id=wanted.organisation)
    return rows.select_related("organisation")


def notice_counts(person: Reader, wanted: WantedNotices, *, today: date) -> Mapping[str, int]:
    """Return how many offers and needs are how far, with the other filters as they are."""
    others = WantedNotices(sort=wanted.sort, kind=wanted.kind, organisation=wanted.organisation)
    rows = notices(person, others, today=today).select_related(None).order_by()
    return dict(rows.values("stage").annotate(count=Count("pk")).values_list("stage", "count"))


def matches_of(person: Reader, row: Notice, *, today: date) -> list[Match]:
    """Return what fits an offer or a need, the best first; nothing for what is not open any more.

    Args:
        person: Who reads.
        row: The offer or need.
        today: The present day.
    """
    if stage(row.state, row.last, today=today) != "open":
        return []
    other = NoticeSort.NEED if row.sort == NoticeSort.OFFER else NoticeSort.OFFER
    rows = (
        with_notice_stage(Notice.objects.filter(SEE_NOTICE.rows(person)), today=today)
        .filter(sort=other, kind=row.kind, stage="open")
        .exclude(organisation_id=row.organisation_id)
        .select_related("organisation")
    )
    if row.last is not None:
        rows = rows.filter(Q(first=None) | Q(first__lte=row.last))
    if row.first is not None:
        rows = rows.filter(Q(last=None) | Q(last__gte=row.first))
    own = terms_of(row)
    compared = ((each, fit(own, terms_of(each))) for each in rows[:COMPARED])
    found = [Match(each, why) for each, why in compared if why is not None]
    return sorted(found, key=lambda each: -each.fit.strength)[:SHOWN]


def notice_page(person: Reader, notice_id: UUID, *, today: date) -> NoticePage:
    """Return all that the page of an offer or need says to a person.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    row: Any = notice_of(person, notice_id)
    row.stage = stage(row.state, row.last, today=today)
    return NoticePage(
        row=row,
        requests=_requests(person, row),
        matches=matches_of(person, row, today=today),
        may_keep=KEEP_NOTICE.allows(person, row),
        may_take_up=TAKE_UP_NOTICE.allows(person, row) and not _has_asked(person, row),
    )


def _has_asked(person: Reader, row: Notice) -> bool:
    waits = (UptakeState.ASKED, UptakeState.AGREED)
    own = organisation_of(person)
    return own is not None and row.uptakes.filter(organisation_id=own, state__in=waits).exists()


def _requests(person: Reader, row: Notice) -> list[Request]:
    own, found = organisation_of(person), []
    for each in row.uptakes.select_related("organisation", "settled_for", "notice"):
        is_ours = SPEAK_OF_UPTAKE.allows(person, each)
        if not is_ours and each.state != UptakeState.AGREED:
            continue
        sides = [
            side
            for side, whose in (("holder", row.organisation_id), ("asker", each.organisation_id))
            if own is not None and own == whose
        ]
        found.append(Request(each, is_ours, moves_open(each.state, sides)))
    return found


def fitting_own(person: Reader, own: UUID, *, most: int) -> list[tuple[Notice, list[Match]]]:
    """Return a partner's open offers and needs for which something fits, with what fits.

    Args:
        person: Who reads.
        own: The partner.
        most: How many of its offers and needs are looked at.
    """
    today = timezone.localdate()
    wanted = WantedNotices(stage="open", organisation=own)
    looked_at = notices(person, wanted, today=today)[:most]
    found = ((each, matches_of(person, each, today=today)) for each in looked_at)
    return [(each, matches) for each, matches in found if matches]
