"""Who sees courses: everybody who takes part. The partner that gives one keeps it, and the co-ordinator.

What people wrote of it is read by those who keep it and those who teach; the totals by everybody who takes part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from commonweal.partners.models import Course, CourseTrainer
from commonweal.partners.rules.taking_part import (
    all_who_take_part,
    organisation_of,
    takes_part,
    why,
)
from commonweal.rights.public import EVERYTHING, NOTHING, Rule, coordinates, register

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader


def _keeps(person: Reader, row: Course) -> bool:
    own = organisation_of(person)
    return own is not None and (coordinates(person) or own == row.keeper_id)


def _kept_by(person: Reader) -> Q:
    own = organisation_of(person)
    if own is None:
        return NOTHING
    return EVERYTHING if coordinates(person) else Q(keeper_id=own)


def _reads(person: Reader, row: Course) -> bool:
    own = organisation_of(person)
    return own is not None and (
        own == row.keeper_id or row.trainers.filter(organisation_id=own).exists()
    )


def _read_by(person: Reader) -> Q:
    own = organisation_of(person)
    if own is None:
        return NOTHING
    taught = CourseTrainer.objects.filter(organisation_id=own).order_by()
    return Q(keeper_id=own) | Q(pk__in=taught.values("course_id"))


SEE_COURSE = register(
    Rule(
        name="partners.course.see",
        thing="partners.Course",
        one=takes_part,
        many=all_who_take_part,
        why=why,
    )
)
KEEP_COURSE = register(
    Rule(name="partners.course.keep", thing="partners.Course", one=_keeps, many=_kept_by)
)
READ_FEEDBACK = register(
    Rule(
        name="partners.course.read-feedback",
        thing="partners.Course",
        one=_reads,
        many=_read_by,
        beside=("trainers",),
    )
)
