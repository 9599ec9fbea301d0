"""Who sees a do-no-harm check: whoever sees what it is about. Who makes it: whoever keeps that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from commonweal.partners.models import HarmCheck, HarmSubject, Meeting, Partnership, Project
from commonweal.partners.rules.meetings import CHANGE_MEETING, SEE_MEETING
from commonweal.partners.rules.partnerships import KEEP_PARTNERSHIP, SEE_PARTNERSHIP
from commonweal.partners.rules.projects import KEEP_PROJECT, SEE_PROJECT
from commonweal.rights.public import NOTHING, Rule, register, usual_reason

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader


def _partnerships(rule: Rule) -> Callable[[Any], Any]:
    return lambda person: Partnership.objects.filter(rule.rows(person)).order_by().values("pk")


def _series(rule: Rule) -> Callable[[Any], Any]:
    return lambda person: (
        Meeting.objects.filter(rule.rows(person), series_id__isnull=False)
        .order_by()
        .values("series_id")
    )


def _projects(rule: Rule) -> Callable[[Any], Any]:
    return lambda person: Project.objects.filter(rule.rows(person)).order_by().values("pk")


# What a check may be about, and the ids of those that a person sees, or keeps.
SEEN: dict[str, Callable[[Any], Any]] = {
    HarmSubject.PARTNERSHIP: _partnerships(SEE_PARTNERSHIP),
    HarmSubject.SERIES: _series(SEE_MEETING),
    HarmSubject.PROJECT: _projects(SEE_PROJECT),
}
KEPT: dict[str, Callable[[Any], Any]] = {
    HarmSubject.PARTNERSHIP: _partnerships(KEEP_PARTNERSHIP),
    HarmSubject.SERIES: _series(CHANGE_MEETING),
    HarmSubject.PROJECT: _projects(KEEP_PROJECT),
}

# The same for one check: the rules to see and to keep, and what it is about.
RULES: dict[str, tuple[Rule, Rule]] = {
    HarmSubject.PARTNERSHIP: (SEE_PARTNERSHIP, KEEP_PARTNERSHIP),
    HarmSubject.SERIES: (SEE_MEETING, CHANGE_MEETING),
    HarmSubject.PROJECT: (SEE_PROJECT, KEEP_PROJECT),
}
ABOUT: dict[str, Callable[[UUID], Any]] = {
    HarmSubject.PARTNERSHIP: lambda key: Partnership.objects.filter(pk=key).prefetch_related(
        *SEE_PARTNERSHIP.beside
    ),
    HarmSubject.SERIES: lambda key: Meeting.objects.filter(series_id=key).prefetch_related(
        *SEE_MEETING.beside
    ),
    HarmSubject.PROJECT: lambda key: Project.objects.filter(pk=key).prefetch_related("roles"),
}


def _among(person: Reader, ways: dict[str, Callable[[Any], Any]]) -> Q:
    found = NOTHING
    for subject, ids in ways.items():
        found |= Q(subject=subject, subject_id__in=ids(person))
    return found


def _about(row: HarmCheck) -> Sequence[Any]:
    """Return what a check is about, read once for however many readers are asked about."""
    known: Sequence[Any] | None = row.__dict__.get("_about")
    if known is None:
        known = row.__dict__["_about"] = tuple(ABOUT[row.subject](row.subject_id))
    return known


def _sees(person: Reader, row: HarmCheck) -> bool:
    return any(RULES[row.subject][0].allows(person, each) for each in _about(row))


def _seen_by(person: Reader) -> Q:
    return _among(person, SEEN)


def _keeps(person: Reader, row: HarmCheck) -> bool:
    return any(RULES[row.subject][1].allows(person, each) for each in _about(row))


def _kept_by(person: Reader) -> Q:
    return _among(person, KEPT)


def _why(reader: Reader, row: HarmCheck) -> str | Promise:
    if _sees(reader, row):
        return gettext_lazy("They see what it is about.")
    return usual_reason(reader, sees=False)


SEE_HARM = register(
    Rule(
        name="partners.harm.see", thing="partners.HarmCheck", one=_sees, many=_seen_by, why=_why
    )
)  # fmt: skip
KEEP_HARM = register(
    Rule(name="partners.harm.keep", thing="partners.HarmCheck", one=_keeps, many=_kept_by)
)
