"""Who sees due diligence: the two partners, the co-ordinator and oversight; the notes on it only the two."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from commonweal.partners.models import Diligence, Member
from commonweal.partners.rules.taking_part import organisation_of
from commonweal.rights.public import (
    EVERYTHING,
    NOTHING,
    Role,
    Rule,
    coordinates,
    holds,
    register,
    usual_reason,
)

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader


def reads_notes(person: Reader, row: Diligence) -> bool:
    """Say whether a person reads the notes on a look: only who acts for one of the two partners."""
    own = organisation_of(person)
    return own is not None and own in {row.by_id, row.about_id}


def _sees(person: Reader, row: Diligence) -> bool:
    return coordinates(person) or holds(person, Role.OVERSIGHT) or reads_notes(person, row)


def _seen_by(person: Reader) -> Q:
    if coordinates(person) or holds(person, Role.OVERSIGHT):
        return EVERYTHING
    own = organisation_of(person)
    return NOTHING if own is None else Q(by_id=own) | Q(about_id=own)


def _is_theirs(person: Reader, row: Diligence) -> bool:
    own = organisation_of(person)
    return own is not None and row.by_id == own


def _of(person: Reader) -> Q:
    own = organisation_of(person)
    return NOTHING if own is None else Q(by_id=own)


def _is_about(person: Reader, row: Diligence) -> bool:
    own = organisation_of(person)
    return own is not None and row.about_id == own


def _about(person: Reader) -> Q:
    own = organisation_of(person)
    return NOTHING if own is None else Q(about_id=own)


def _may_second(person: Reader, row: Diligence) -> bool:
    waits = row.outcome == "not-now" and row.second_by_id is None and row.superseded_at is None
    # A refusal that was recorded as an error waits for nobody any more.
    waits = waits and not hasattr(row, "wrong_refusal")
    other = person.pk is not None and row.decided_by_id != person.pk
    return waits and other and (_is_theirs(person, row) or _helps(person, row))


def _helps(person: Reader, row: Diligence) -> bool:
    """Say whether a co-ordinator may be the second person: not for the partner that is refused."""
    own = organisation_of(person)
    return coordinates(person) and own is not None and own != row.about_id


def _to_second(person: Reader) -> Q:
    own = organisation_of(person)
    if own is None or person.pk is None:
        return NOTHING
    open_ones = Q(outcome="not-now", second_by=None, superseded_at=None, wrong_refusal=None)
    waits = open_ones & ~Q(decided_by=person.pk)
    return waits & (~Q(about_id=own) if coordinates(person) else Q(by_id=own))


def _why(reader: Reader, row: Diligence) -> str | Promise:
    if _sees(reader, row) or not organisation_of(reader):
        return usual_reason(reader, sees=_sees(reader, row))
    return gettext_lazy("Only the two partners, the co-ordinator and oversight see it.")


def is_in_with(own: UUID, about: UUID, partnership_id: UUID) -> bool:
    """Say whether two organisations are in one partnership now."""
    rows = Member.objects.filter(
        partnership_id=partnership_id, organisation_id__in={own, about}, left_on=None
    )
    return own != about and rows.count() == 2


SEE_DILIGENCE = register(
    Rule(
        name="partners.diligence.see",
        thing="partners.Diligence",
        one=_sees,
        many=_seen_by,
        why=_why,
    )
)
FILL_DILIGENCE = register(
    Rule(name="partners.diligence.fill", thing="partners.Diligence", one=_is_theirs, many=_of)
)
SECOND_DILIGENCE = register(
    Rule(
        name="partners.diligence.second",
        thing="partners.Diligence",
        one=_may_second,
        many=_to_second,
    )
)
REPLY_TO_DILIGENCE = register(
    Rule(name="partners.diligence.reply", thing="partners.Diligence", one=_is_about, many=_about)
)
