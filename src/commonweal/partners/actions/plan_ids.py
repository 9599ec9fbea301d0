"""The verbs of the prevention plan, its projects and the do-no-harm check for other rooms: ids go out, never rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from commonweal.partners.actions import (
    harm,
    initiatives,
    meanings,
    objective_work,
    prevention,
    project_money,
    projects,
)
from commonweal.partners.engine.harm import QUESTIONS, HarmAnswerDraft
from commonweal.partners.engine.initiatives import Ending, InitiativeDraft, PracticeDraft
from commonweal.partners.engine.prevention import (
    ActivityDraft,
    IndicatorDraft,
    ObjectiveDraft,
    PreventionDraft,
    Reasons,
)
from commonweal.partners.engine.projects import (
    BudgetDraft,
    ProjectDraft,
    ResultDraft,
    RoleDraft,
    TransactionDraft,
)

if TYPE_CHECKING:
    from commonweal.rights.models import Person

__all__ = [
    "QUESTIONS",
    "ActivityDraft",
    "BudgetDraft",
    "Ending",
    "HarmAnswerDraft",
    "IndicatorDraft",
    "InitiativeDraft",
    "ObjectiveDraft",
    "PracticeDraft",
    "PreventionDraft",
    "ProjectDraft",
    "Reasons",
    "ResultDraft",
    "RoleDraft",
    "TransactionDraft",
    "add_activity",
    "add_indicator",
    "add_meaning",
    "add_objective",
    "add_phase",
    "add_plan",
    "add_project",
    "add_result",
    "approve",
    "begin_initiative",
    "check_harm",
    "comment",
    "enter_money",
    "hang",
    "measure",
    "move_activity",
    "move_project",
    "name_role",
    "name_sources",
    "plan_budget",
    "propose_practice",
    "review_practice",
    "view_meaning",
]


def check_harm(
    person: Person,
    kind: str,
    subject_id: UUID,
    answers: Mapping[str, HarmAnswerDraft],
    *,
    now: datetime | None = None,
) -> UUID:
    """Fill a do-no-harm check in, make it, and return its id; see ``actions.harm``.

    Raises:
        NotFound: If there is no such thing, or not for this person.
        NotAllowed: If the person does not keep it.
        InvalidInput: If a question is not answered.
    """
    harm.fill(person, kind, subject_id, answers, now=now)
    return harm.make(person, kind, subject_id, now=now).pk


def add_plan(person: Person, draft: PreventionDraft, *, now: datetime | None = None) -> UUID:
    """Begin a prevention plan and return its id; see ``actions.prevention.add_plan``."""
    return prevention.add_plan(person, draft, now=now).pk


def add_objective(
    person: Person, plan_id: UUID, draft: ObjectiveDraft, *, now: datetime | None = None
) -> UUID:
    """Add an objective and return its id; see ``actions.prevention.add_objective``."""
    return prevention.add_objective(person, plan_id, draft, now=now).pk


def comment(
    person: Person, objective_id: UUID, text: str, *, now: datetime | None = None
) -> None:  # fmt: skip
    """Comment on an objective; see ``actions.prevention.comment``."""
    prevention.comment(person, objective_id, text, now=now)


def approve(
    person: Person,
    objective_id: UUID,
    reasons: Reasons | None = None,
    *,
    now: datetime | None = None,
) -> None:
    """Approve an objective; see ``actions.prevention.approve``."""
    prevention.approve(person, objective_id, reasons, now=now)


def hang(
    person: Person,
    objective_id: UUID,
    *,
    recommendation_ids: tuple[UUID, ...] = (),
    action_ids: tuple[UUID, ...] = (),
) -> None:
    """Say what serves an objective; see ``actions.objective_work.hang``."""
    objective_work.hang(
        person, objective_id, recommendation_ids=recommendation_ids, action_ids=action_ids
    )


def add_activity(
    person: Person, objective_id: UUID, draft: ActivityDraft, *, now: datetime | None = None
) -> UUID:
    """Add an activity and return its id; see ``actions.objective_work.add_activity``."""
    return objective_work.add_activity(person, objective_id, draft, now=now).pk


def move_activity(
    person: Person, activity_id: UUID, kind: str, *, text: str = "", now: datetime | None = None
) -> None:
    """Say how an activity goes; see ``actions.objective_work.move_activity``."""
    objective_work.move_activity(person, activity_id, kind, text=text, now=now)


def add_indicator(
    person: Person, objective_id: UUID, draft: IndicatorDraft, *, now: datetime | None = None
) -> UUID:
    """Add an indicator and return its id; see ``actions.objective_work.add_indicator``."""
    return objective_work.add_indicator(person, objective_id, draft, now=now).pk


def measure(
    person: Person,
    indicator_id: UUID,
    *,
    on: date,
    value: Decimal,
    note: str = "",
    now: datetime | None = None,
) -> None:
    """Enter a measured value; see ``actions.objective_work.measure``."""
    objective_work.measure(person, indicator_id, on=on, value=value, note=note, now=now)


def add_meaning(
    person: Person, term: str, *, means: str, means_not: str, now: datetime | None = None
) -> UUID:
    """Propose what a word means here and return its id; see ``actions.meanings.add_meaning``."""
    return meanings.add_meaning(person, term, means=means, means_not=means_not, now=now).pk


def view_meaning(
    person: Person, meaning_id: UUID, *, kind: str, text: str = "", now: datetime | None = None
) -> None:
    """Agree or object to what a word means here; see ``actions.meanings.view_meaning``."""
    meanings.view_meaning(person, meaning_id, kind=kind, text=text, now=now)


def propose_practice(person: Person, draft: PracticeDraft, *, now: datetime | None = None) -> UUID:
    """Propose a good practice and return its id; see ``actions.initiatives.propose_practice``."""
    return initiatives.propose_practice(person, draft, now=now).pk


def name_sources(person: Person, practice_id: UUID, document_ids: Collection[UUID]) -> None:
    """Name documents of the library as sources of a practice; see ``actions.initiatives.add_sources``."""
    initiatives.add_sources(person, practice_id, document_ids)


def review_practice(
    person: Person, practice_id: UUID, *, is_good: bool, text: str, now: datetime | None = None
) -> None:
    """Review a practice of another partner; see ``actions.initiatives.review_practice``."""
    initiatives.review_practice(person, practice_id, is_good=is_good, text=text, now=now)


def begin_initiative(
    person: Person, draft: InitiativeDraft, *, now: datetime | None = None
) -> UUID:
    """Begin an initiative and return its id; see ``actions.initiatives.begin``."""
    return initiatives.begin(person, draft, now=now).pk


def add_project(person: Person, draft: ProjectDraft, *, now: datetime | None = None) -> UUID:
    """Add a project and return its id; see ``actions.projects.add_project``."""
    return projects.add_project(person, draft, now=now).pk


def name_role(person: Person, project_id: UUID, draft: RoleDraft) -> None:
    """Name who takes part in a project; see ``actions.projects.set_role``."""
    projects.set_role(person, project_id, draft)


def move_project(
    person: Person, project_id: UUID, state: str, *, now: datetime | None = None
) -> None:
    """Say how far a project is; see ``actions.projects.move_project``."""
    projects.move_project(person, project_id, state, now=now)


def add_phase(person: Person, project_id: UUID, *, title: str, start: date, end: date) -> None:
    """Add a phase to a project; see ``actions.project_money.add_phase``."""
    project_money.add_phase(person, project_id, title=title, start=start, end=end)


def plan_budget(person: Person, project_id: UUID, draft: BudgetDraft) -> None:
    """Add a budget to a project; see ``actions.project_money.add_budget``."""
    project_money.add_budget(person, project_id, draft)


def enter_money(
    person: Person, project_id: UUID, draft: TransactionDraft, *, now: datetime | None = None
) -> None:
    """Enter money of a project; see ``actions.project_money.enter_transaction``."""
    project_money.enter_transaction(person, project_id, draft, now=now)


def add_result(person: Person, project_id: UUID, draft: ResultDraft) -> int:
    """Add what a project is measured by and return its id; see ``actions.project_money.add_result``."""
    return project_money.add_result(person, project_id, draft).pk
