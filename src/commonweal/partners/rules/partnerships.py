"""Who sees a partnership: everybody who takes part, and oversight; people of a place only their own partner's.

Its keeper's people and the co-ordinator keep it; each organisation's own people speak for it, and nobody signs for another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from commonweal.partners.engine.partnerships import Who
from commonweal.partners.models import Accession, Member, Partnership
from commonweal.partners.rules.taking_part import organisation_of, why
from commonweal.rights.public import (
    EVERYTHING,
    NOTHING,
    WORKING_ROLES,
    Role,
    Rule,
    coordinates,
    holds,
    register,
)

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader


def sees_all_partnerships(person: Reader) -> bool:
    """Say whether a person sees the partnerships of others: not who is responsible for a place and nothing else."""
    return holds(person, *(WORKING_ROLES - {Role.PLACE}), Role.OVERSIGHT)


def _is_in(person: Reader, row: Partnership) -> bool:
    own = organisation_of(person)
    return own is not None and any(each.organisation_id == own for each in row.members.all())


def _with(person: Reader, **more: object) -> Q:
    own = organisation_of(person)
    if own is None:
        return NOTHING
    rows = Member.objects.filter(organisation_id=own, **more).order_by()
    return Q(pk__in=rows.values("partnership_id"))


def _sees(person: Reader, row: Partnership) -> bool:
    own = organisation_of(person)
    kept = own is not None and row.keeper_id == own
    return (
        sees_all_partnerships(person)
        or kept
        or _is_in(person, row)
        # Who is asked to join reads what it would sign.
        or (own is not None and row.accessions.filter(_asked(own)).exists())
    )


def _asked(own: UUID) -> Q:
    return Q(organisation_id=own, joined_on=None, dropped_on=None)


def _seen_by(person: Reader) -> Q:
    if sees_all_partnerships(person):
        return EVERYTHING
    own = organisation_of(person)
    if own is None:
        return NOTHING
    asked = Accession.objects.filter(_asked(own)).order_by().values("partnership_id")
    return Q(keeper_id=own) | _with(person) | Q(pk__in=asked)


def keeps_partnership(person: Reader, row: Partnership) -> bool:
    """Say whether a person keeps a partnership: for the partner that does, or as co-ordinator."""
    own = organisation_of(person)
    return own is not None and (coordinates(person) or row.keeper_id == own)


def _kept_by(person: Reader) -> Q:
    own = organisation_of(person)
    if own is None:
        return NOTHING
    return EVERYTHING if coordinates(person) else Q(keeper_id=own)


def speaks_in(person: Reader, row: Partnership) -> bool:
    """Say whether a person acts for an organisation that is in the partnership now."""
    own = organisation_of(person)
    return own is not None and any(
        each.organisation_id == own and each.left_on is None for each in row.members.all()
    )


def _spoken_in_by(person: Reader) -> Q:
    return _with(person, left_on=None)


def standing(person: Reader, row: Partnership) -> tuple[Who, ...]:
    """Return what a person's partner is to a partnership: it keeps it, is one of its organisations, both or none."""
    found: list[Who] = []
    if KEEP_PARTNERSHIP.allows(person, row):
        found.append("keeper")
    if SPEAK_IN_PARTNERSHIP.allows(person, row):
        found.append("member")
    return tuple(found)


def _why(reader: Reader, row: Partnership) -> str | Promise:
    if holds(reader, Role.PLACE) and not sees_all_partnerships(reader):
        if SEE_PARTNERSHIP.allows(reader, row):
            return gettext_lazy("Their partner is part of it.")
        return gettext_lazy("Who is responsible for a place sees their own partnership only.")
    return why(reader, row)


SEE_PARTNERSHIP = register(
    Rule(
        name="partners.partnership.see",
        thing="partners.Partnership",
        one=_sees,
        many=_seen_by,
        why=_why,
        beside=("members",),
    )
)
KEEP_PARTNERSHIP = register(
    Rule(
        name="partners.partnership.keep",
        thing="partners.Partnership",
        one=keeps_partnership,
        many=_kept_by,
    )
)
# Never for another: whoever speaks for an organisation in a partnership acts for that organisation.
SPEAK_IN_PARTNERSHIP = register(
    Rule(
        name="partners.partnership.speak",
        thing="partners.Partnership",
        one=speaks_in,
        many=_spoken_in_by,
        beside=("members",),
    )
)
