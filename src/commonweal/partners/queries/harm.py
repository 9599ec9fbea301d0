"""Do-no-harm checks: what one is about, how it stands, what of a person's is to be checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Model, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import NotFound
from commonweal.partners.engine.harm import (
    ASKED_FOR,
    QUESTIONS,
    HarmAnswerDraft,
    HarmState,
    again_on,
    missing,
    state_of,
)
from commonweal.partners.models import (
    HarmAnswer,
    HarmCheck,
    HarmSubject,
    Meeting,
    MeetingState,
    Partnership,
    PartnershipState,
    Project,
    ProjectState,
)
from commonweal.partners.queries.rows import one
from commonweal.partners.rules.harm import KEPT, SEE_HARM, SEEN
from commonweal.partners.rules.meetings import SEE_MEETING

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader

QUESTION_NAMES: dict[str, Promise] = {
    "stigma": gettext_lazy("Stigma"),
    "security": gettext_lazy("Security of those who take part"),
    "trust": gettext_lazy("Trust"),
    "women": gettext_lazy("Women and men, girls and boys"),
    "youth": gettext_lazy("Young people"),
    "reprisals": gettext_lazy("Reprisals"),
    "independence": gettext_lazy("Independence of civil society"),
    "exit": gettext_lazy("How it ends"),
}
QUESTION_HELP: dict[str, Promise] = {
    "stigma": gettext_lazy("Could it mark a community, a school or a quarter as suspicious?"),
    "security": gettext_lazy("Could somebody be exposed or followed because they come, speak or help?"),
    "trust": gettext_lazy("Could people trust each other, or the authorities, less because of it?"),
    "women": gettext_lazy("Who is heard and who is not? Does it leave the risk or the unpaid work to some?"),
    "youth": gettext_lazy("Do young people decide with others, or are they only talked about? Could it follow them later?"),
    "reprisals": gettext_lazy("Could somebody lose work, money or peace because of what they said here?"),
    "independence": gettext_lazy("Could a duty to report, or a condition of the money, make an association an arm of others?"),
    "exit": gettext_lazy("How does it end without leaving people alone, and what becomes of what was written down?"),
}  # fmt: skip
STATE_NAMES: dict[HarmState, Promise] = {
    "none": gettext_lazy("not made yet"),
    "begun": gettext_lazy("begun, not made yet"),
    "valid": gettext_lazy("made"),
    "due": gettext_lazy("to be made again soon"),
    "over": gettext_lazy("more than a year old"),
}
STATE_BADGES: dict[HarmState, str] = {
    "none": "warn",
    "begun": "info",
    "valid": "ok",
    "due": "warn",
    "over": "bad",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What a check is about."""

    kind: str
    id: UUID
    title: str
    address: str
    keeper_id: UUID

    @property
    def kind_name(self) -> str:
        return str(HarmSubject(self.kind).label)

    @property
    def check_address(self) -> str:
        return reverse("partners:harm", args=[self.kind, self.id])


@dataclass(frozen=True, slots=True)
class Standing:
    """How the check of one subject stands.

    Attributes:
        state: See ``engine.harm.state_of``.
        done: The newest whole check.
        begun: The one that is being filled in.
        due_on: The day from which the newest no longer counts.
        lacking: Names of the questions that the begun one lacks.
    """

    state: HarmState
    done: HarmCheck | None
    begun: HarmCheck | None
    due_on: date | None
    lacking: Sequence[str]

    @property
    def name(self) -> str:
        return str(STATE_NAMES[self.state])

    @property
    def badge(self) -> str:
        return STATE_BADGES[self.state]


@dataclass(frozen=True, slots=True)
class ToCheck:
    """Something that runs, and how its check stands."""

    subject: Subject
    standing: Standing


def harm_of(person: Reader, check_id: UUID) -> HarmCheck:
    """Return a check the person may see.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    rows = HarmCheck.objects.filter(SEE_HARM.rows(person)).select_related("keeper", "done_by")
    return one(rows, check_id)


def subject_of(person: Reader, kind: str, subject_id: UUID) -> Subject:
    """Return what a check is, or would be, about.

    Raises:
        NotFound: If there is no such thing, or not for this person.
    """
    if kind in SEEN and SEEN[kind](person).filter(**{KEYS[kind]: subject_id}).exists():
        row = FIND[kind](person, subject_id)
        if row is not None:
            return _subject(kind, row)
    raise NotFound("partners.not-found", _("There is no such page, or not for you."))


def may_check(person: Reader, subject: Subject) -> bool:
    """Say whether a person makes the check of a subject: whoever keeps it."""
    ids = KEPT[subject.kind](person)
    return bool(ids.filter(**{KEYS[subject.kind]: subject.id}).exists())


def checks_of(subject: Subject) -> Sequence[HarmCheck]:
    """Return the checks of a subject that were made, newest first; whoever sees the subject sees them."""
    rows = HarmCheck.objects.filter(
        subject=subject.kind, subject_id=subject.id, done_at__isnull=False
    )
    return list(rows.select_related("done_by", "keeper").order_by("-done_at"))


def answers_of(check: HarmCheck) -> dict[str, HarmAnswer]:
    """Return a check's answers by question."""
    return {each.question: each for each in check.answers.select_related("owner")}


def as_drafts(answers: Mapping[str, HarmAnswer]) -> dict[str, HarmAnswerDraft]:
    """Return answers as values."""
    return {
        key: HarmAnswerDraft(each.risk, each.mitigation, each.owner_id)
        for key, each in answers.items()
    }


def standing_of(kind: str, subject_id: UUID, *, today: date) -> Standing:
    """Return how the check of one subject stands."""
    return standings_of(kind, [subject_id], today=today)[subject_id]


def standings_of(kind: str, ids: Iterable[UUID], *, today: date) -> dict[UUID, Standing]:
    """Return how the checks of several subjects of a kind stand, in two queries."""
    wanted = list(ids)
    done: dict[UUID, HarmCheck] = {}
    begun: dict[UUID, HarmCheck] = {}
    rows = HarmCheck.objects.filter(subject=kind, subject_id__in=wanted).order_by("done_at")
    for row in rows.select_related("keeper").prefetch_related("answers"):
        (begun if row.done_at is None else done)[row.subject_id] = row
    return {key: _standing(done.get(key), begun.get(key), today=today) for key in wanted}


def _standing(done: HarmCheck | None, begun: HarmCheck | None, *, today: date) -> Standing:
    done_on = timezone.localdate(done.done_at) if done is not None and done.done_at else None
    lacking: tuple[str, ...] = ()
    if begun is not None:
        answers = {each.question: each for each in begun.answers.all()}
        lacking = tuple(str(QUESTION_NAMES[key]) for key in missing(as_drafts(answers)))
    return Standing(
        state=state_of(done_on, is_begun=begun is not None, today=today),
        done=done,
        begun=begun,
        due_on=again_on(done_on) if done_on else None,
        lacking=lacking,
    )


def to_check(
    person: Reader,
    *,
    today: date,
    kept_by: UUID | None = None,
    kind: str = "",
    state: str = "",
) -> Sequence[ToCheck]:
    """Return what runs without a check that counts, or with one that is due: what is longest due first.

    Args:
        person: Who reads; what they may not see is not among it.
        today: The present day.
        kept_by: Only what this partner keeps.
        kind: Only this kind of thing, one of ``HarmSubject``'s values.
        state: Only what stands so, one of ``engine.harm.ASKED_FOR``.
    """
    found = []
    for each, running in RUNNING.items():
        if each not in SEEN or kind not in {"", each}:
            continue
        rows = {_key(row): row for row in running(SEEN[each](person))}
        subjects = {key: _subject(each, row) for key, row in rows.items()}
        if kept_by is not None:
            subjects = {key: one for key, one in subjects.items() if one.keeper_id == kept_by}
        stands = standings_of(each, subjects, today=today)
        found += [ToCheck(subjects[key], stands[key]) for key in subjects]
    states = {state} if state else set(ASKED_FOR)
    waiting = [one for one in found if one.standing.state in states.intersection(ASKED_FOR)]
    return sorted(waiting, key=lambda one: (one.standing.due_on or date.min, one.subject.title))


def _subject(kind: str, row: Any) -> Subject:
    title = str(row)
    if kind == HarmSubject.SERIES:
        title = _("The meetings “%(title)s”") % {"title": row.title}
    return Subject(
        kind=kind,
        id=_key(row),
        title=title,
        address=row.get_absolute_url(),
        keeper_id=row.recorder_id if isinstance(row, Meeting) else row.keeper_id,
    )


def _key(row: Model) -> UUID:
    """Return what a check of this row names: of a meeting, its series."""
    key: UUID = row.series_id if isinstance(row, Meeting) and row.series_id else row.pk
    return key


def _partnership(_person: Reader, key: UUID) -> Model | None:
    return Partnership.objects.filter(pk=key).first()


def _project(_person: Reader, key: UUID) -> Model | None:
    return Project.objects.filter(pk=key).first()


def _running_projects(ids: Any) -> Iterable[Model]:
    running = (ProjectState.IMPLEMENTATION, ProjectState.FINALISATION, ProjectState.SUSPENDED)
    return Project.objects.filter(pk__in=ids, state__in=running)


def _first_of_series(person: Reader, key: UUID) -> Model | None:
    """Return the first meeting of a series that the person may see: drafts stand for it only to who keeps them."""
    rows = Meeting.objects.filter(SEE_MEETING.rows(person), series_id=key)
    return rows.order_by("start", "added_at").first()


def _active_partnerships(ids: Any) -> Iterable[Model]:
    return Partnership.objects.filter(pk__in=ids, state=PartnershipState.ACTIVE)


def _announced_series(ids: Any) -> Iterable[Model]:
    """Return one meeting of each series that is going to meet."""
    today = timezone.localdate()
    rows = Meeting.objects.filter(series_id__in=ids, state=MeetingState.ANNOUNCED)
    # The first by day stands for the series.
    return rows.filter(Q(start=None) | Q(start__gte=today)).order_by("-start", "-added_at")


KEYS: dict[str, str] = {
    HarmSubject.PARTNERSHIP: "pk",
    HarmSubject.SERIES: "series_id",
    HarmSubject.PROJECT: "pk",
}
FIND: dict[str, Callable[[Reader, UUID], Any]] = {
    HarmSubject.PARTNERSHIP: _partnership,
    HarmSubject.SERIES: _first_of_series,
    HarmSubject.PROJECT: _project,
}
RUNNING: dict[str, Callable[[Any], Iterable[Any]]] = {
    HarmSubject.PARTNERSHIP: _active_partnerships,
    HarmSubject.SERIES: _announced_series,
    HarmSubject.PROJECT: _running_projects,
}
ALL_QUESTIONS = tuple((key, QUESTION_NAMES[key], QUESTION_HELP[key]) for key in QUESTIONS)
