"""How long offers, needs and courses are kept, with what was agreed on them and said of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commonweal.partners.models import (
    Course,
    CourseSession,
    CourseTrainer,
    Feedback,
    Notice,
    Uptake,
)
from commonweal.rights.public import Keeping, Link, Term, keep

YEAR = 365


def erase_notices(keys: Sequence[Any]) -> None:
    """Remove offers and needs with the requests for them.

    Args:
        keys: Their ids.
    """
    QuerySet(Uptake).filter(notice__in=keys).delete()
    QuerySet(Notice).filter(pk__in=keys).delete()


keep(
    Keeping(
        thing="partners.Notice",
        name=_("offers and needs, with the requests for them"),
        why=_("What was lent last year is looked up when the same is needed again."),
        term=Term(days=2 * YEAR, maximum=3 * YEAR),
        counts_from="added_at",
        since=_("it was written"),
        erase=erase_notices,
        remains=("sort", "kind", "organisation_id", "added_at"),
        parts=(Link("partners.Uptake", "notice_id"),),
        partner="organisation_id",
    )
)


def erase_courses(keys: Sequence[Any]) -> None:
    """Remove courses with who taught and what was said of them; their sessions stay as meetings.

    Args:
        keys: Their ids.
    """
    for part in (Feedback, CourseSession, CourseTrainer):
        QuerySet(part).filter(course__in=keys).delete()
    QuerySet(Course).filter(pk__in=keys).delete()


keep(
    Keeping(
        thing="partners.Course",
        name=_("courses, with what people said of them"),
        why=_("What a course was good for is looked up when the next one is planned."),
        term=Term(days=5 * YEAR, maximum=8 * YEAR),
        counts_from="added_at",
        since=_("it was planned"),
        erase=erase_courses,
        remains=("subject", "keeper_id", "added_at"),
        parts=(
            Link("partners.CourseTrainer", "course_id"),
            Link("partners.CourseSession", "course_id"),
            Link("partners.Feedback", "course_id"),
        ),
        partner="keeper_id",
    )
)
