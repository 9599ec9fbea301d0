"""Figures for each role: a name, a number, and the rows that it counts. List and file are made of the same rows.

Every figure's rows are those that the person may see; no row holds a person's name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from commonweal.kernel.errors import NotFound
from commonweal.partners.engine.states import DUE_SOON_DAYS, OPEN_STATES
from commonweal.partners.engine.tables import Column, Table
from commonweal.partners.models import (
    Action,
    Concern,
    Meeting,
    MeetingState,
    Partnership,
    Recommendation,
)
from commonweal.partners.queries import figure_learning as learning
from commonweal.partners.queries import figure_projects as of_projects
from commonweal.partners.queries.exchange import WantedNotices, notices
from commonweal.partners.queries.figure_scope import Cells, Scope, as_day, shortened
from commonweal.partners.queries.partnership_stages import ran_in, with_stage
from commonweal.partners.queries.progress import UNANSWERED, with_action_progress, with_progress
from commonweal.partners.rules.listening import SEE_CONCERN
from commonweal.partners.rules.meetings import SEE_MEETING
from commonweal.partners.rules.partnerships import SEE_PARTNERSHIP
from commonweal.partners.rules.promises import SEE_ACTION, SEE_AGREED, SEE_RECOMMENDATION
from commonweal.partners.rules.taking_part import organisation_of
from commonweal.rights.public import Role, holds

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure.

    Attributes:
        key: In its address and as its file's name.
        name: What is counted.
        roles: For whom it stands on the first view; whoever may see its rows may open it.
        columns: The headings of list and file.
        rows: The rows, for a person and a scope.
        cells: A row's cells by column.
        address: The page of a row, or None.
    """

    key: str
    name: str | Promise
    roles: frozenset[str]
    columns: tuple[str, ...]
    rows: Callable[[Reader, Scope], QuerySet[Any]]
    cells: Callable[[Any], Cells]
    address: Callable[[Any], str] = lambda row: str(row.get_absolute_url())

    def named(self, scope: Scope) -> str:
        """Return what is counted, and that it is of all places where a municipality was asked for."""
        name = capfirst(str(self.name))
        is_wider = scope.municipality and self.key in OF_ALL_PLACES
        return _t("%(figure)s, of all places") % {"figure": name} if is_wider else name

    @property
    def table(self) -> Table:
        """The same columns as a table that goes out."""
        return Table(self.key, tuple(Column(each) for each in self.columns))


_LEADERS = frozenset({Role.COORDINATOR, Role.OVERSIGHT, Role.MISSION})
_PARTNERS = frozenset({Role.CIVIL_SOCIETY, Role.POLICE, Role.PARTNER, Role.PLACE, Role.COORDINATOR, Role.MISSION})  # fmt: skip
_SHARED = _LEADERS | _PARTNERS | {Role.REVIEWER}
_EVERYBODY = _SHARED | {Role.DONOR}
_PAYING = _LEADERS | {Role.CIVIL_SOCIETY, Role.DONOR}


def _meetings(person: Reader, scope: Scope) -> QuerySet[Any]:
    rows = Meeting.objects.filter(
        SEE_MEETING.rows(person), scope.within("start"), scope.at("place"),
        state=MeetingState.HELD, start__lte=scope.today,
    )  # fmt: skip
    return rows.select_related("recorder", "convener").order_by("-start", "pk")


def _meeting_cells(row: Meeting) -> Cells:
    return {
        "date": as_day(row.start),
        "title": row.title,
        "kind": row.type,
        "place": row.place,
        "called_by": row.caller,
        "recorded_by": row.recorder.name,
    }


def _recommended(person: Reader, scope: Scope) -> QuerySet[Any]:
    rows = Recommendation.objects.filter(
        SEE_RECOMMENDATION.rows(person),
        scope.within("marked_at", is_instant=True),
        scope.at("meeting__place"),
        withdrawn_at=None,
    )
    found = with_progress(rows, today=scope.today)
    return found.select_related("addressee", "meeting").order_by("-marked_at", "number", "pk")


def _unanswered(person: Reader, scope: Scope) -> QuerySet[Any]:
    return _recommended(person, scope).filter(UNANSWERED)


def _asked_of_us(person: Reader, scope: Scope) -> QuerySet[Any]:
    own = organisation_of(person)
    rows = _recommended(person, scope)
    return rows.none() if own is None else rows.filter(UNANSWERED, addressee_id=own)


def _public(person: Reader, scope: Scope) -> QuerySet[Any]:
    rows = Recommendation.objects.filter(SEE_AGREED.rows(person), scope.at("meeting__place"))
    rows = rows.filter(scope.within("published_at", is_instant=True), published_at__isnull=False)
    found = with_progress(rows, today=scope.today)
    return found.select_related("addressee", "meeting").order_by("-published_at", "pk")


def _recommendation_cells(row: Any) -> Cells:
    return {
        "number": str(row.number),
        "meeting": row.meeting.title,
        "date": as_day(row.meeting.start),
        "place": row.meeting.place,
        "text": shortened(row.text),
        "addressee": row.addressee.name,
        "position": row.position or "none",
        "progress": row.progress,
        "due": as_day(row.due_on),
        "overdue": "yes" if row.is_overdue else "no",
    }


def _actions(person: Reader, scope: Scope) -> QuerySet[Any]:
    rows = Action.objects.filter(
        SEE_ACTION.rows(person), scope.at("recommendation__meeting__place")
    )
    found = with_action_progress(rows.filter(state__in=OPEN_STATES))
    return found.select_related("owner", "recommendation__meeting").order_by("due_on", "pk")


def _due(person: Reader, scope: Scope) -> QuerySet[Any]:
    """Return the open actions due in the period; without one, within the next thirty days."""
    if scope.first is not None:
        return _actions(person, scope).filter(scope.within("due_on"))
    soon = scope.today + timedelta(days=DUE_SOON_DAYS)
    return _actions(person, scope).filter(due_on__gte=scope.today, due_on__lte=soon)


def _overdue(person: Reader, scope: Scope) -> QuerySet[Any]:
    """Return the open actions past their date today; of a period, those whose date was by its end."""
    overdue = _actions(person, scope).filter(due_on__lt=scope.today)
    return overdue.filter(due_on__lte=scope.last) if scope.last else overdue


def _our_open(person: Reader, scope: Scope) -> QuerySet[Any]:
    own = organisation_of(person)
    rows = _actions(person, scope)
    return rows.none() if own is None else rows.filter(owner_id=own)


def _action_cells(row: Any) -> Cells:
    return {
        "title": row.title,
        "owner": row.owner.name,
        "meeting": row.recommendation.meeting.title,
        "place": row.recommendation.meeting.place,
        "first_due": as_day(row.first_due_on),
        "due": as_day(row.due_on),
        "progress": row.progress,
    }


def _concerns(person: Reader, scope: Scope) -> QuerySet[Any]:
    rows = Concern.objects.filter(
        SEE_CONCERN.rows(person), scope.within("raised_on"), scope.at("municipality")
    )
    return rows.exclude(state="withdrawn").order_by("-year", "-number")


def _waiting_concerns(person: Reader, scope: Scope) -> QuerySet[Any]:
    return _concerns(person, scope).filter(state__in=("raised", "taken-up"))


def _concern_cells(row: Concern) -> Cells:
    return {
        "number": row.label,
        "raised_on": as_day(row.raised_on),
        "municipality": row.municipality,
        "theme": row.theme,
        "by": row.group,
        "state": row.state,
        "text": shortened(row.text),
    }


def _partnerships(person: Reader, scope: Scope) -> QuerySet[Any]:
    rows = Partnership.objects.filter(SEE_PARTNERSHIP.rows(person))
    return with_stage(rows, today=scope.today).select_related("keeper").order_by("title", "pk")


def _in_force(person: Reader, scope: Scope) -> QuerySet[Any]:
    """Return the partnerships in force today; of a period, those that are agreed and ran in it."""
    rows = _partnerships(person, scope)
    if scope.first is None or scope.last is None:
        return rows.filter(stage__in=("active", "renewed", "expiring"))
    return rows.filter(ran_in(scope.first, scope.last))


def _ending(person: Reader, scope: Scope) -> QuerySet[Any]:
    return _partnerships(person, scope).filter(stage__in=("expiring", "run-out"))


def _partnership_cells(row: Any) -> Cells:
    return {
        "title": row.title,
        "kind": row.kind,
        "stage": row.stage,
        "from": as_day(row.start),
        "until": as_day(row.end),
        "kept_by": row.keeper.name,
    }


def _open_notices(person: Reader, scope: Scope) -> QuerySet[Any]:
    rows = notices(person, WantedNotices(stage="open"), today=scope.today)
    return rows.filter(scope.at("place"))


def _notice_cells(row: Any) -> Cells:
    return {
        "sort": row.sort,
        "kind": row.kind,
        "title": row.title,
        "partner": row.organisation.name,
        "from": as_day(row.first),
        "until": as_day(row.last),
        "place": row.place,
    }


_MEETING = ("date", "title", "kind", "place", "called_by", "recorded_by")
_ASKED = (
    "number", "meeting", "date", "place", "text", "addressee", "position", "progress", "due", "overdue",
)  # fmt: skip
_DOING = ("title", "owner", "meeting", "place", "first_due", "due", "progress")
_RAISED = ("number", "raised_on", "municipality", "theme", "by", "state", "text")
_AGREED = ("title", "kind", "stage", "from", "until", "kept_by")
_LENT = ("sort", "kind", "title", "partner", "from", "until", "place")

FIGURES: tuple[Figure, ...] = (
    Figure("to-answer", _("recommendations that wait for our answer"), _PARTNERS, _ASKED, _asked_of_us, _recommendation_cells),
    Figure("our-actions", _("open actions of our partner"), _PARTNERS, _DOING, _our_open, _action_cells),
    Figure("recommendations", _("recommendations"), _SHARED, _ASKED, _recommended, _recommendation_cells),
    Figure("unanswered", _("recommendations without an answer"), _LEADERS, _ASKED, _unanswered, _recommendation_cells),
    Figure("actions-due", _("actions that are due"), _LEADERS | {Role.CIVIL_SOCIETY}, _DOING, _due, _action_cells),
    Figure("actions-overdue", _("actions past their date"), _SHARED, _DOING, _overdue, _action_cells),
    Figure("meetings-held", _("meetings held"), _SHARED, _MEETING, _meetings, _meeting_cells),
    Figure("concerns", _("concerns raised"), _LEADERS | {Role.CIVIL_SOCIETY, Role.POLICE}, _RAISED, _concerns, _concern_cells),
    Figure("concerns-waiting", _("concerns that wait for an answer"), _SHARED - {Role.REVIEWER}, _RAISED, _waiting_concerns, _concern_cells),
    Figure("partnerships", _("partnerships in force"), _SHARED - {Role.REVIEWER}, _AGREED, _in_force, _partnership_cells),
    Figure("partnerships-ending", _("partnerships that end within 90 days, or have run out"), _LEADERS, _AGREED, _ending, _partnership_cells),
    Figure("sessions", _("course sessions held"), _SHARED - {Role.REVIEWER}, learning.TAUGHT, learning.sessions, learning.session_cells, lambda row: row.course.get_absolute_url()),
    Figure("exercises", _("exercises held"), _LEADERS | {Role.PLACE, Role.POLICE}, learning.TRIED, learning.exercises, learning.exercise_cells),
    Figure("improvements", _("rows of improvement plans that are no action yet"), _LEADERS | {Role.PLACE}, learning.BETTER, learning.improvements, learning.improvement_cells),
    Figure("practices-given-back", _("practices that initiatives gave back"), _SHARED - {Role.REVIEWER}, learning.LEARNT, learning.given_back, learning.practice_cells),
    Figure("projects", _("projects under way"), _EVERYBODY - {Role.REVIEWER}, of_projects.RUN, of_projects.running, of_projects.project_cells),
    Figure("money-in", _("payments that came in for projects"), _PAYING, of_projects.MONEY, of_projects.came_in, of_projects.money_cells, lambda row: row.project.get_absolute_url()),
    Figure("money-out", _("payments that went out for projects"), _PAYING, of_projects.MONEY, of_projects.went_out, of_projects.money_cells, lambda row: row.project.get_absolute_url()),
    Figure("results", _("results of projects that were measured"), _EVERYBODY - {Role.REVIEWER}, of_projects.REACHED, of_projects.measured, of_projects.result_cells, lambda row: row.project.get_absolute_url()),
    Figure("offers-and-needs", _("open offers and needs"), _PARTNERS, _LENT, _open_notices, _notice_cells),
    Figure("public", _("recommendations that everybody can read"), _EVERYBODY, _ASKED, _public, _recommendation_cells, lambda _row: reverse("partners:agreed")),
)  # fmt: skip
# What a report to headquarters or a donor counts, in this order.
REPORTED = (
    "meetings-held", "recommendations", "actions-due", "actions-overdue", "concerns", "sessions",
    "exercises", "practices-given-back", "partnerships", "projects", "results",
)  # fmt: skip
# What has no place of its own.
OF_ALL_PLACES = frozenset(
    {"partnerships", "partnerships-ending", "offers-and-needs", "practices-given-back"}
)
_BY_KEY = {each.key: each for each in FIGURES}


def figure(person: Reader, key: str) -> Figure:
    """Return a figure that stands on a person's view.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    found = _BY_KEY.get(key)
    if found is None or not holds(person, *found.roles):
        raise NotFound("partners.not-found", _t("There is no such page, or not for you."))
    return found


def figures(person: Reader, scope: Scope) -> list[tuple[Figure, int]]:
    """Return a person's figures with how many rows each counts, by the roles they hold now.

    Args:
        person: Who reads.
        scope: Which of them.
    """
    own = [each for each in FIGURES if holds(person, *each.roles)]
    return [(each, each.rows(person, scope).count()) for each in own]


def rows_out(person: Reader, one: Figure, scope: Scope) -> Iterator[Cells]:
    """Yield a figure's rows as lines of its table.

    Args:
        person: Who reads.
        one: The figure.
        scope: Which of them.
    """
    for row in one.rows(person, scope).iterator(chunk_size=1000):
        yield one.cells(row)
