"""Who sees practices and initiatives: everybody who takes part. A practice is reviewed by a person of another partner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from commonweal.partners.models import Initiative, Practice
from commonweal.partners.rules.taking_part import (
    all_who_take_part,
    organisation_of,
    takes_part,
    why,
)
from commonweal.rights.public import (
    EVERYTHING,
    NOTHING,
    Rule,
    coordinates,
    partners_of,
    register,
)

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader


def _keeps(person: Reader, row: Practice | Initiative) -> bool:
    own = organisation_of(person)
    return own is not None and (coordinates(person) or own == row.keeper_id)


def _kept_by(person: Reader) -> Q:
    own = organisation_of(person)
    if own is None:
        return NOTHING
    return EVERYTHING if coordinates(person) else Q(keeper_id=own)


def _changes(person: Reader, row: Practice) -> bool:
    own = organisation_of(person)
    return own is not None and own == row.keeper_id and row.state != "reviewed"


def _changed_by(person: Reader) -> Q:
    own = organisation_of(person)
    return NOTHING if own is None else Q(keeper_id=own) & ~Q(state="reviewed")


def _reviews(person: Reader, row: Practice) -> bool:
    own = organisation_of(person)
    waits = row.state == "proposed" and person.pk is not None and row.added_by_id != person.pk
    return own is not None and waits and row.keeper_id not in partners_of(person)


def _reviewed_by(person: Reader) -> Q:
    own = organisation_of(person)
    if own is None or person.pk is None:
        return NOTHING
    return Q(state="proposed") & ~Q(keeper_id__in=partners_of(person)) & ~Q(added_by=person.pk)


SEE_PRACTICE = register(
    Rule(
        name="partners.practice.see",
        thing="partners.Practice",
        one=takes_part,
        many=all_who_take_part,
        why=why,
    )
)
CHANGE_PRACTICE = register(
    Rule(
        name="partners.practice.change",
        thing="partners.Practice",
        one=_changes,
        many=_changed_by,
    )
)
# Another person of another partner; not the co-ordinator for their own office either.
REVIEW_PRACTICE = register(
    Rule(
        name="partners.practice.review",
        thing="partners.Practice",
        one=_reviews,
        many=_reviewed_by,
    )
)
SEE_INITIATIVE = register(
    Rule(
        name="partners.initiative.see",
        thing="partners.Initiative",
        one=takes_part,
        many=all_who_take_part,
        why=why,
    )
)
KEEP_INITIATIVE = register(
    Rule(
        name="partners.initiative.keep",
        thing="partners.Initiative",
        one=_keeps,
        many=_kept_by,
    )
)
