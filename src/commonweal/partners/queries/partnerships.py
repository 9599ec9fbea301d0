"""Partnerships as pages and the terminal read them, for a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from commonweal.partners.engine.partnerships import Stage, is_urgent, moves_open
from commonweal.partners.models import MeetingState, Member, Partnership, Signature, Step, Term
from commonweal.partners.queries.partnership_stages import with_stage
from commonweal.partners.queries.rows import one
from commonweal.partners.rules.meetings import SEE_MEETING
from commonweal.partners.rules.partnerships import (
    KEEP_PARTNERSHIP,
    SEE_PARTNERSHIP,
    SPEAK_IN_PARTNERSHIP,
    standing,
)
from commonweal.partners.rules.taking_part import organisation_of

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from commonweal.partners.models import Meeting
    from commonweal.partners.rules.taking_part import Reader

STAGE_NAMES: dict[Stage, Promise] = {
    "proposed": _("proposed"),
    "discussed": _("being discussed"),
    "signed": _("signed by all"),
    "active": _("active"),
    "renewed": _("renewed"),
    "expiring": _("expiring"),
    "run-out": _("run out"),
    "ended": _("ended"),
}
STAGE_BADGES: dict[Stage, str] = {
    "proposed": "neutral",
    "discussed": "info",
    "signed": "info",
    "active": "ok",
    "renewed": "ok",
    "expiring": "warn",
    "run-out": "bad",
    "ended": "neutral",
}
MEETINGS_SHOWN = 50
HELD = Q(meetings__state=MeetingState.HELD)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of partnerships is asked for; what is empty asks for all.

    Attributes:
        kind: One of ``PartnershipKind``'s values.
        stage: One of ``engine.partnerships.STAGES``.
        organisation: A partner that is in it now, or keeps it.
    """

    kind: str = ""
    stage: str = ""
    organisation: UUID | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One organisation of a partnership, and whether it has said yes to what waits for a yes now."""

    member: Member
    said_yes: Signature | None
    is_awaited: bool


@dataclass(frozen=True, slots=True)
class PartnershipPage:
    """All that the page of a partnership says.

    Attributes:
        row: The partnership, with its ``stage``.
        sides: Its organisations; those that left come last.
        open_term: The term that waits for their yes, if one does.
        terms: All that were agreed, the first one first; then what was offered and not agreed.
        moves: What the reader may say of it now.
    """

    row: Any
    sides: Sequence[Side]
    open_term: Term | None
    terms: Sequence[Term]
    steps: Sequence[Step]
    meetings: Sequence[Meeting]
    moves: Sequence[str]
    may_change: bool
    may_add: bool
    is_urgent: bool


def members_now(row: Partnership) -> list[UUID]:
    """Return the organisations that are in a partnership now."""
    return list(row.members.filter(left_on=None).values_list("organisation_id", flat=True))


def open_term(row: Partnership) -> Term | None:
    """Return the term that waits for the organisations' yes, if one does."""
    return row.terms.filter(agreed_on=None, dropped_on=None).order_by("-number").first()


def partnerships(person: Reader, wanted: Wanted, *, today: date) -> QuerySet[Any]:
    """Return the partnerships a person may see, each with ``stage`` and ``held``, how often one met under it.

    Args:
        person: Who reads.
        wanted: The filters.
        today: The present day.
    """
    rows = _asked_for(person, wanted, today=today)
    found: QuerySet[Any] = (
        rows.annotate(held=Count("meetings", filter=HELD, distinct=True))
        .select_related("keeper")
        .prefetch_related("members__organisation")
        .order_by("title", "added_at", "pk")
    )
    return found


def stage_counts(person: Reader, wanted: Wanted, *, today: date) -> Mapping[str, int]:
    """Return how many partnerships are how far, with the other filters as they are."""
    others = Wanted(kind=wanted.kind, organisation=wanted.organisation)
    rows = _asked_for(person, others, today=today).order_by()
    return dict(rows.values("stage").annotate(count=Count("pk")).values_list("stage", "count"))


def _asked_for(person: Reader, wanted: Wanted, *, today: date) -> QuerySet[Any]:
    rows: QuerySet[Any] = with_stage(
        Partnership.objects.filter(SEE_PARTNERSHIP.rows(person)), today=today
    )
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.stage:
        rows = rows.filter(stage=wanted.stage)
    if wanted.organisation:
        members = Member.objects.filter(organisation_id=wanted.organisation, left_on=None)
        kept = Q(keeper_id=wanted.organisation)
        rows = rows.filter(kept | Q(pk__in=members.values("partnership_id")))
    return rows


def page_of(person: Reader, partnership_id: UUID, *, today: date) -> PartnershipPage:
    """Return all that a partnership's page says to a person.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    rows = Partnership.objects.filter(SEE_PARTNERSHIP.rows(person)).select_related("keeper")
    row = one(with_stage(rows, today=today), partnership_id)
    waits = open_term(row)
    yes = {each.organisation_id: each for each in waits.signatures.all()} if waits else {}
    members = sorted(
        row.members.select_related("organisation"), key=lambda each: each.left_on is not None
    )
    # Nobody is asked for a yes before it is discussed.
    is_asked = waits is not None and row.state in {"discussed", "active"}
    own = organisation_of(person)
    keeps = KEEP_PARTNERSHIP.allows(person, row)
    return PartnershipPage(
        row=row,
        sides=[
            Side(each, yes.get(each.organisation_id), is_awaited=is_asked and each.left_on is None)
            for each in members
        ],
        open_term=waits,
        terms=list(row.terms.all()),
        steps=list(row.steps.select_related("person", "organisation")),
        meetings=list(
            row.meetings.filter(SEE_MEETING.rows(person)).order_by("-start", "-added_at")[
                :MEETINGS_SHOWN
            ]
        ),
        moves=moves_open(
            row.state,  # type: ignore[arg-type]  # the choices are the states
            standing(person, row),
            said_yes=own in yes,
            renewal_open=waits is not None and row.state == "active",
        ),
        may_change=keeps and row.state in {"proposed", "discussed"},
        may_add=keeps and waits is not None and row.state in {"proposed", "discussed", "active"},
        is_urgent=row.state == "active" and is_urgent(row.end, today=today),
    )


def partnership_if_seen(person: Reader, row: Partnership | None) -> Partnership | None:
    """Return the partnership under which something is held, where a person may know of it."""
    return row if row is not None and SEE_PARTNERSHIP.allows(person, row) else None


def held_under(person: Reader, *, kept: Partnership | None = None) -> Sequence[tuple[UUID, str]]:
    """Return the partnerships under which a person may say that a meeting is held: id and title.

    Args:
        person: Who says it; for a partner that keeps it or is in it, or as co-ordinator.
        kept: The one it is said to be held under already, which may stay.
    """
    rule = KEEP_PARTNERSHIP.rows(person) | SPEAK_IN_PARTNERSHIP.rows(person)
    rows = Partnership.objects.filter(SEE_PARTNERSHIP.rows(person)).filter(rule)
    found = dict(rows.exclude(state="ended").values_list("pk", "title"))
    if kept is not None and SEE_PARTNERSHIP.allows(person, kept):
        found[kept.pk] = kept.title
    return list(found.items())


def everything_agreed(*, today: date, stage: str = "", kind: str = "") -> Sequence[dict[str, Any]]:
    """Return every partnership for the terminal, for no person in particular.

    Args:
        today: The present day.
        stage: Only those that are this far.
        kind: Only those of this kind.
    """
    rows: QuerySet[Any] = with_stage(Partnership.objects.all(), today=today)
    rows = rows.filter(stage=stage) if stage else rows
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.annotate(held=Count("meetings", filter=HELD, distinct=True))
    return [
        {
            "id": str(row.pk),
            "kind": row.kind,
            "title": row.title,
            "stage": row.stage,
            "start": row.start.isoformat() if row.start else None,
            "end": row.end.isoformat() if row.end else None,
            "keeper": row.keeper.name,
            "parties": [
                {"name": each.organisation.name, "role": each.role}
                for each in row.members.all()
                if each.left_on is None
            ],
            "meetings_held": row.held,
        }
        for row in rows.select_related("keeper")
        .prefetch_related("members__organisation")
        .order_by("title", "pk")
    ]
