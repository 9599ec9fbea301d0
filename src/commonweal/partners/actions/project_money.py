"""What belongs to a project: phases, budgets, money that moved, results; entered once, withdrawn with a reason."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput
from commonweal.partners.actions.meetings import known_partners
from commonweal.partners.actions.objective_work import amount
from commonweal.partners.actions.permit import TITLE_CHARACTERS, unchanged, within, written
from commonweal.partners.actions.projects import in_order, kept_project
from commonweal.partners.engine.projects import (
    BudgetDraft,
    ResultDraft,
    TransactionDraft,
    currency_code,
    identifier,
)
from commonweal.partners.models import (
    ProjectBudget,
    ProjectPhase,
    ProjectResult,
    ProjectTransaction,
    ResultKind,
    TransactionKind,
)
from commonweal.partners.queries.projects import result_of, transaction_of
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import record, verb

if TYPE_CHECKING:
    from commonweal.rights.models import Person

# A budget's time is not longer (IATI 2.03, budget/period-end); a leap year has a day more.
YEAR_DAYS = 366
PLANNED = verb("partners.project.planned", gettext_lazy("added a phase, budget or result"))
ENTERED = verb("partners.project.entered", gettext_lazy("entered money of a project"))
WITHDRAWN = verb("partners.project.withdrawn", gettext_lazy("withdrew money that was entered"))
MEASURED = verb("partners.project.measured", gettext_lazy("entered what came of a project"))


@transaction.atomic
def add_phase(person: Person, project_id: UUID, *, title: str, start: date, end: date) -> ProjectPhase:  # fmt: skip
    """Add a phase.

    Raises:
        NotFound: If there is no such project, or not for this person.
        NotAllowed: If the person does not keep it.
        InvalidInput: If the days are not in order.
    """
    row = kept_project(person, project_id)
    in_order(start, end)
    made = ProjectPhase.objects.create(
        project=row, title=written(title, name=_("a title"), limit=TITLE_CHARACTERS), start=start, end=end,
    )  # fmt: skip
    record(person, PLANNED, thing=row, facts={"what": "phase"})
    return made


@transaction.atomic
def add_budget(person: Person, project_id: UUID, draft: BudgetDraft) -> ProjectBudget:
    """Add a budget for a time.

    Raises:
        NotFound: If there is no such project, or not for this person.
        NotAllowed: If the person does not keep it.
        InvalidInput: If the days, the amount or the currency cannot be used.
    """
    row = kept_project(person, project_id)
    in_order(draft.start, draft.end)
    if (draft.end - draft.start).days > YEAR_DAYS:
        raise InvalidInput(
            "partners.project.budget",
            _("%(start)s to %(end)s is more than a year; IATI takes budgets of a year at most. Enter one for each year.")
            % {"start": date_format(draft.start), "end": date_format(draft.end)},
        )  # fmt: skip
    made = ProjectBudget.objects.create(
        project=row,
        start=draft.start,
        end=draft.end,
        value=_positive(draft.value),
        currency=currency_code(draft.currency),
        is_committed=draft.is_committed,
    )
    record(person, PLANNED, thing=row, facts={"what": "budget"})
    return made


@transaction.atomic
def enter_transaction(
    person: Person, project_id: UUID, draft: TransactionDraft, *, now: datetime | None = None
) -> ProjectTransaction:
    """Enter money that came, was promised or went.

    Raises:
        NotFound: If there is no such project, or not for this person.
        NotAllowed: If the person does not keep it.
        InvalidInput: If the day is to come, or a value cannot be used.
    """
    row = kept_project(person, project_id)
    moment = now or timezone.now()
    if draft.kind not in TransactionKind.values:
        raise InvalidInput("partners.project.money", _("Choose the kind from the list."))
    if draft.on > timezone.localdate(moment):
        raise InvalidInput(
            "partners.project.day",
            _("%(day)s is to come; enter money when it has moved or was promised.")
            % {"day": date_format(draft.on)},
        )
    known_partners(each for each in (draft.provider_id, draft.receiver_id) if each)
    made = ProjectTransaction.objects.create(
        project=row,
        kind=draft.kind,
        on=draft.on,
        value=_positive(draft.value),
        currency=currency_code(draft.currency),
        text=within(draft.text, name=_("the words"), limit=300),
        provider_id=draft.provider_id,
        provider_activity_id=_optional(draft.provider_activity_id),
        receiver_id=draft.receiver_id,
        receiver_activity_id=_optional(draft.receiver_activity_id),
        person=person,
        organisation_id=acting_for(person),
        at=moment,
    )
    record(person, ENTERED, thing=row, facts={"kind": draft.kind})
    return made


@transaction.atomic
def withdraw_transaction(person: Person, transaction_id: int, *, reason: str) -> ProjectTransaction:  # fmt: skip
    """Withdraw money that was entered wrongly; it stays listed with the reason, and counts no longer.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not keep the project.
        Conflict: If it was withdrawn already.
        InvalidInput: If the reason is missing.
    """
    found = transaction_of(person, transaction_id)
    kept_project(person, found.project_id)
    if found.withdrawn_at is not None:
        raise Conflict("partners.project.withdrawn", _("It was withdrawn already."))
    found.withdrawn_at = timezone.now()
    found.withdrawn_reason = written(reason, name=_("the reason"))
    found.save()
    record(person, WITHDRAWN, thing=found.project, reason=found.withdrawn_reason)
    return found


@transaction.atomic
def add_result(person: Person, project_id: UUID, draft: ResultDraft) -> ProjectResult:
    """Add what a project is measured by.

    Raises:
        NotFound: If there is no such project, or not for this person.
        NotAllowed: If the person does not keep it.
        InvalidInput: If a value cannot be used.
    """
    row = kept_project(person, project_id)
    if draft.kind not in ResultKind.values:
        raise InvalidInput("partners.project.result", _("Choose the kind from the list."))
    if draft.target_on <= draft.baseline_on:
        raise InvalidInput(
            "partners.project.result-days",
            _("The target is to be reached after %(day)s, when the baseline was measured.")
            % {"day": date_format(draft.baseline_on)},
        )
    made = ProjectResult.objects.create(
        project=row,
        kind=draft.kind,
        title=written(draft.title, name=_("what comes of it"), limit=TITLE_CHARACTERS),
        indicator=written(draft.indicator, name=_("what is measured"), limit=TITLE_CHARACTERS),
        is_percentage=draft.is_percentage,
        baseline=amount(draft.baseline),
        baseline_on=draft.baseline_on,
        target=amount(draft.target),
        target_on=draft.target_on,
    )
    record(person, PLANNED, thing=row, facts={"what": "result"})
    return made


@transaction.atomic
def measure_result(
    person: Person,
    result_id: int,
    *,
    actual: Decimal,
    on: date,
    comment: str = "",
    seen: int | None = None,
) -> ProjectResult:
    """Enter what came of it, also where it is less than hoped; the trail keeps what was entered before.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not keep the project.
        Conflict: If somebody entered another value meanwhile.
        InvalidInput: If the day is to come, the value cannot be used, or another value has no reason.
    """
    row = kept_project(person, result_of(person, result_id).project_id)
    found = result_of(person, result_id)
    unchanged(found, seen=seen)
    if on > timezone.localdate():
        raise InvalidInput(
            "partners.project.day",
            _("%(day)s is to come; give the day on which it was measured.")
            % {"day": date_format(on)},
        )
    before, value = found.actual, amount(actual)
    is_corrected = before is not None and before != value
    check = written if is_corrected else within
    found.comment = check(comment, name=_("why the value is another one now"), limit=500)
    found.actual, found.actual_on = value, on
    found.version += 1
    found.save()
    facts = {"on": on.isoformat(), "value": str(value)}
    record(
        person,
        MEASURED,
        thing=row,
        facts=facts | ({"before": str(before)} if is_corrected else {}),
        reason=found.comment if is_corrected else "",
    )
    return found


def _positive(value: Decimal) -> Decimal:
    found = amount(value)
    if found < 0:
        raise InvalidInput(
            "partners.project.amount",
            _("%(value)s is less than nothing; give an amount of 0 or more.") % {"value": found},
        )
    return found


def _optional(text: str) -> str:
    return identifier(text) if text.strip() else ""
