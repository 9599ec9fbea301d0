"""The smallest valid prevention plan, and what the walk through all addresses needs of it."""

from __future__ import annotations

import uuid
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from commonweal.partners.actions import (
    initiatives,
    meanings,
    objective_work,
    prevention,
    project_money,
    projects,
)
from commonweal.partners.engine.initiatives import InitiativeDraft, PracticeDraft
from commonweal.partners.engine.prevention import (
    ActivityDraft,
    IndicatorDraft,
    ObjectiveDraft,
    PreventionDraft,
)
from commonweal.partners.engine.projects import (
    BudgetDraft,
    ProjectDraft,
    ResultDraft,
    RoleDraft,
    TransactionDraft,
)
from commonweal.partners.models import Objective, PreventionPlan, Profile, Project
from commonweal.rights.models import Person
from factories import OrganisationFactory, PersonFactory
from factories_partners import World, raised


def begun_plan(person: Person, *, title: str = "Plan of Halvera") -> PreventionPlan:
    """A plan that a co-ordinator begins."""
    return prevention.add_plan(
        person, PreventionDraft(title=title, need="Offices keep people waiting.")
    )


def objective(
    person: Person,
    plan_id: uuid.UUID,
    *,
    title: str = "Nobody waits for hours",
    level: str = "primary",
) -> Objective:
    """An objective that answers one concern."""
    draft = ObjectiveDraft(level, title, "Trust.", tuple(raised(person)))
    return prevention.add_objective(person, plan_id, draft)


def speaker(*, is_womens: bool = False, is_youth: bool = False, name: str = "") -> Person:
    """Somebody who acts for an organisation that the directory marks as a women's or a youth organisation."""
    organisation = OrganisationFactory(name=name) if name else OrganisationFactory()
    Profile.objects.create(organisation=organisation, is_womens=is_womens, is_youth=is_youth)
    return PersonFactory(organisation=organisation)


def indicator_draft(**more: Any) -> IndicatorDraft:
    """From 100 minutes to 20 within a year."""
    today = timezone.localdate()
    given = {
        "title": "Waiting at the counter", "unit": "minutes", "baseline": Decimal(100),
        "baseline_on": today - timedelta(days=60), "target": Decimal(20),
        "target_on": today + timedelta(days=300),
    }  # fmt: skip
    return IndicatorDraft(**(given | more))


def practice_draft(**more: Any) -> PracticeDraft:
    """What worked, and what did not."""
    given = {
        "title": "The open kitchen", "level": "primary", "text": "Cook together.", "worked": "Many came.",
        "not_worked": "Nobody came by bus.", "grade": "counted", "sources": "Yearly report",
    }  # fmt: skip
    return PracticeDraft(**(given | more))


def initiative_draft(**more: Any) -> InitiativeDraft:
    """A try of it elsewhere."""
    given = {
        "title": "The kitchen in the morning", "level": "primary", "purpose": "To meet.",
        "serves": "whoever is alone", "designed_with": "Women of the quarter", "theory": "If, then.",
        "harm_indicator": "Somebody stays away.", "exit_plan": "The school goes on.",
    }  # fmt: skip
    return InitiativeDraft(**(given | more))


def project_draft(**more: Any) -> ProjectDraft:
    """A project of a year."""
    today = timezone.localdate()
    given = {
        "title": "Kitchens of the quarter", "text": "Three kitchens.", "theory": "If, then.",
        "harm_indicator": "Somebody stays away.", "iati_identifier": "XM-HAL-1-KITCHEN",
        "planned_start": today, "planned_end": today + timedelta(days=365), "currency": "EUR",
        "place": "Halvera", "sector": "15150",
    }  # fmt: skip
    return ProjectDraft(**(given | more))


def funded_project(keeper: Person, funder: Person, **more: Any) -> Project:
    """A project whose funding chain is complete, with one result."""
    row = projects.add_project(keeper, project_draft(**more))
    roles = (
        RoleDraft(funder.organisation_id, "1", ref="XM-FUND-9"),
        RoleDraft(keeper.organisation_id, "4", ref="XM-HAL-1"),
    )
    for role in roles:
        projects.set_role(keeper, row.pk, role)
    today = timezone.localdate()
    budget = BudgetDraft(today, today + timedelta(days=365), Decimal("12000.50"), "EUR")
    project_money.add_budget(keeper, row.pk, budget)
    came = TransactionDraft(
        "1", today, Decimal("6000"), "EUR", "First half", funder.organisation_id, "XM-FUND-9-77",
        keeper.organisation_id,
    )  # fmt: skip
    project_money.enter_transaction(keeper, row.pk, came)
    result = ResultDraft(
        "2",
        "People meet",
        "people each week",
        Decimal(0),
        today,
        Decimal(40),
        today + timedelta(days=300),
    )
    project_money.add_result(keeper, row.pk, result)
    return row


def plan_rows(small: World, *, donor: Person) -> dict[str, Any]:
    """A row for each argument of the addresses of the plan; the project is the donor's."""
    plan = begun_plan(small.coordinator)
    row = objective(small.coordinator, plan.pk)
    activity = objective_work.add_activity(
        small.coordinator, row.pk, ActivityDraft("Two more counters", small.owner.organisation_id)
    )
    indicator = objective_work.add_indicator(small.coordinator, row.pk, indicator_draft())
    value = objective_work.measure(
        small.owner, indicator.pk, on=timezone.localdate(), value=Decimal(80)
    )
    word = meanings.add_meaning(
        small.owner, "prevention", means="To be heard.", means_not="To watch."
    )
    project = funded_project(small.owner, donor)
    return {
        "project_id": project.pk,
        "role_id": project.roles.first().pk,
        "transaction_id": project.transactions.get().pk,
        "result_id": project.results.get().pk,
        "plan_id": plan.pk,
        "objective_id": row.pk,
        "activity_id": activity.pk,
        "indicator_id": indicator.pk,
        "value_id": value.pk,
        "meaning_id": word.pk,
        "what": "objectives",
        "practice_id": initiatives.propose_practice(small.owner, practice_draft()).pk,
        "initiative_id": initiatives.begin(small.owner, initiative_draft()).pk,
    }
