"""Projects: add, change, let it begin; who takes part as what."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput
from commonweal.partners.actions.harm import require_check
from commonweal.partners.actions.meetings import known_partners
from commonweal.partners.actions.permit import TITLE_CHARACTERS, permit, unchanged, within, written
from commonweal.partners.engine.projects import (
    NEEDS_REASON,
    STATES,
    ProjectDraft,
    RoleDraft,
    country_code,
    currency_code,
    identifier,
)
from commonweal.partners.models import (
    PartnerReference,
    Project,
    ProjectRole,
    ProjectRoleKind,
    ProjectSector,
    ProjectState,
)
from commonweal.partners.queries.initiatives import initiative_of
from commonweal.partners.queries.prevention import objective_of
from commonweal.partners.queries.projects import project_of
from commonweal.partners.rules.projects import KEEP_PROJECT
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import coordinates, record, verb

if TYPE_CHECKING:
    from commonweal.rights.models import Person

ADDED = verb("partners.project.added", gettext_lazy("added a project"))
CHANGED = verb("partners.project.changed", gettext_lazy("changed a project"))
MOVED = verb("partners.project.moved", gettext_lazy("said how far a project is"))
ROLE_SET = verb("partners.project.role-set", gettext_lazy("named who takes part in a project"))
ROLE_TAKEN = verb("partners.project.role-taken", gettext_lazy("took somebody off a project"))


@transaction.atomic
def add_project(person: Person, draft: ProjectDraft, *, now: datetime | None = None) -> Project:
    """Add a project in preparation; the person's own partner keeps it and reports it.

    Raises:
        NotAllowed: If the person acts for nobody.
        NotFound: If the objective or the initiative is not for this person.
        Conflict: If the IATI identifier is another project's.
        InvalidInput: If a value is missing or cannot be used.
    """
    own = acting_for(person)
    facts = _facts(person, draft)
    _once(facts["iati_identifier"])
    row = Project.objects.create(
        **facts, keeper_id=own, added_by=person, added_at=now or timezone.now()
    )
    record(person, ADDED, thing=row)
    return row


@transaction.atomic
def change_project(
    person: Person, project_id: UUID, draft: ProjectDraft, *, seen: int | None = None
) -> Project:
    """Change what a project says; once it began, its IATI identifier stays.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not keep it.
        Conflict: If somebody changed it meanwhile, or the identifier is another project's, or is to change.
        InvalidInput: If a value is missing or cannot be used.
    """
    row = kept_project(person, project_id, seen=seen)
    facts = _facts(person, draft)
    if facts["iati_identifier"] != row.iati_identifier:
        if row.state != ProjectState.PIPELINE:
            raise Conflict(
                "partners.iati.kept",
                _("The project has begun: its IATI identifier %(id)s stays, others refer to it.")
                % {"id": row.iati_identifier},
            )
        _once(facts["iati_identifier"])
    for name, value in facts.items():
        setattr(row, name, value)
    return _saved(person, row)


@transaction.atomic
def move_project(
    person: Person,
    project_id: UUID,
    state: str,
    *,
    reason: str = "",
    seen: int | None = None,
    now: datetime | None = None,
) -> Project:
    """Say how far a project is; it does not begin, or go on, without a do-no-harm check of the last year.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not keep it.
        Conflict: If the state cannot follow, the check is missing, or somebody changed it meanwhile.
        InvalidInput: If the reason is missing.
    """
    row = kept_project(person, project_id, seen=seen)
    if state not in STATES[row.state]:
        raise Conflict(
            "partners.project.state",
            _("The project is %(now)s; it cannot become that from there.")
            % {"now": row.get_state_display()},
        )
    moment = now or timezone.now()
    if state == ProjectState.IMPLEMENTATION:
        page = reverse("partners:harm", args=["project", row.pk])
        require_check("project", row.pk, address=page, now=moment)
        row.actual_start = row.actual_start or timezone.localdate(moment)
    needed = written if state in NEEDS_REASON else within
    row.state_reason = needed(reason, name=_("the reason"))
    row.actual_end = timezone.localdate(moment) if state == ProjectState.CLOSED else None
    row.state = state
    row.version += 1
    row.save()
    record(person, MOVED, thing=row, reason=row.state_reason, facts={"state": state})
    return row


@transaction.atomic
def set_role(person: Person, project_id: UUID, draft: RoleDraft) -> ProjectRole:
    """Name an organisation that funds a project, answers for it, passes money on or does it.

    Raises:
        NotFound: If there is no such project, or not for this person.
        NotAllowed: If the person does not keep it.
        Conflict: If its organisation identifier is another partner's.
        InvalidInput: If its conditions ask for data about persons, or a value cannot be used.
    """
    row = kept_project(person, project_id)
    if draft.asks_for_persons:
        raise InvalidInput(
            "partners.project.persons",
            _("Money that asks for names or data of persons is not taken up here: civil society is nobody’s informant. Agree on numbers and aggregates instead."),
        )  # fmt: skip
    known_partners([draft.partner_id])
    if draft.role not in ProjectRoleKind.values:
        raise InvalidInput("partners.project.role", _("Choose the role from the list."))
    ref = identifier(draft.ref) if draft.ref.strip() else ""
    if ref:
        _refer(person, draft.partner_id, ref)
    made, _is_new = ProjectRole.objects.update_or_create(
        project=row,
        organisation_id=draft.partner_id,
        role=draft.role,
        defaults={
            "activity_id": identifier(draft.activity_id) if draft.activity_id.strip() else ""
        },
    )
    record(person, ROLE_SET, thing=row, facts={"role": draft.role})
    return made


@transaction.atomic
def take_role(person: Person, project_id: UUID, role_id: int) -> Project:
    """Take an organisation off a project that has not begun.

    Raises:
        NotFound: If there is no such project, or not for this person.
        NotAllowed: If the person does not keep it.
        Conflict: If the project has begun.
    """
    row = kept_project(person, project_id)
    if row.state != ProjectState.PIPELINE:
        raise Conflict("partners.project.begun", _("The project has begun: who took part stays named."))  # fmt: skip
    ProjectRole.objects.filter(project=row, pk=role_id).delete()
    record(person, ROLE_TAKEN, thing=row)
    return row


def kept_project(person: Person, project_id: UUID, *, seen: int | None = None) -> Project:
    """Hold a project until the transaction ends, and return it as one of the people who keep it.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not keep it.
        Conflict: If somebody changed it meanwhile.
    """
    Project.objects.select_for_update().filter(pk=project_id).first()
    row = project_of(person, project_id)
    permit(KEEP_PROJECT, person, row)
    unchanged(row, seen=seen)
    return row


def _saved(person: Person, row: Project) -> Project:
    row.version += 1
    row.save()
    record(person, CHANGED, thing=row)
    return row


def _once(ref: str) -> None:
    other = Project.objects.filter(iati_identifier=ref).first()
    if other is not None:
        raise Conflict(
            "partners.iati.twice",
            _("%(id)s is the IATI identifier of another project already. Give this one its own number.")
            % {"id": ref},
        )  # fmt: skip


def _refer(person: Person, partner_id: UUID, ref: str) -> None:
    if PartnerReference.objects.filter(ref=ref).exclude(organisation_id=partner_id).exists():
        raise Conflict(
            "partners.iati.ref",
            _("%(ref)s is another partner’s organisation identifier. Look it up again.")
            % {"ref": ref},
        )
    now = PartnerReference.objects.filter(organisation_id=partner_id).first()
    may_change = coordinates(person) or acting_for(person) == partner_id
    if now is not None and now.ref != ref and not may_change:
        raise Conflict(
            "partners.iati.ref-of-another",
            _("Its organisation identifier is %(ref)s here. Leave the field empty, or let its own people or the co-ordinator change it.")
            % {"ref": now.ref},
        )  # fmt: skip
    PartnerReference.objects.update_or_create(
        organisation_id=partner_id, defaults={"ref": ref}
    )  # fmt: skip


def in_order(start: date, end: date) -> None:
    """Raise unless the last day is not before the first one.

    Raises:
        InvalidInput: If it is.
    """
    if end < start:
        raise InvalidInput(
            "partners.project.days", _("The last day is not before the first day.")
        )  # fmt: skip


def _facts(person: Person, draft: ProjectDraft) -> dict[str, Any]:
    if draft.planned_end is not None:
        in_order(draft.planned_start, draft.planned_end)
    if draft.sector and draft.sector not in ProjectSector.values:
        raise InvalidInput("partners.project.sector", _("Choose the sector from the list."))
    objective = objective_of(person, draft.objective_id) if draft.objective_id else None
    initiative = initiative_of(person, draft.initiative_id) if draft.initiative_id else None
    return {
        "title": written(draft.title, name=_("a title"), limit=TITLE_CHARACTERS),
        "text": written(draft.text, name=_("what it is for")),
        "theory": written(draft.theory, name=_("how it is meant to work")),
        "harm_indicator": written(draft.harm_indicator, name=_("how one notices that it harms")),
        "iati_identifier": identifier(draft.iati_identifier),
        "planned_start": draft.planned_start,
        "planned_end": draft.planned_end,
        "currency": currency_code(draft.currency),
        "country": country_code(draft.country),
        "place": within(draft.place, name=_("the place"), limit=200),
        "sector": draft.sector,
        "objective": objective,
        "initiative": initiative,
    }
