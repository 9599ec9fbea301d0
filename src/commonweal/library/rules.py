"""Who may: each rule once, for a row and for a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from commonweal.rights.public import EVERYTHING, NOTHING, Rule, acts_for_someone, register

if TYPE_CHECKING:
    from uuid import UUID

    from django.contrib.auth.models import AnonymousUser

    from commonweal.library.models import Intake
    from commonweal.rights.models import Person


def may_add(person: Person | AnonymousUser) -> bool:
    """Say whether the person may add documents: everyone who acts for a partner."""
    return acts_for_someone(person)


def _rows_of_intakes(person: Person | AnonymousUser) -> Q:
    if not acts_for_someone(person):
        return NOTHING
    return Q(person__organisation_id=_partner(person))


def _may_see_intake(person: Person | AnonymousUser, intake: Intake) -> bool:
    return (
        acts_for_someone(person)
        and intake.person is not None
        and intake.person.organisation_id == _partner(person)
    )


def _partner(person: Person | AnonymousUser) -> UUID | None:
    """Return the id of the partner the person acts for; None for a stranger."""
    return getattr(person, "organisation_id", None)


# Documents are published ones: everybody who works here sees all of them.
SEE_DOCUMENT = register(
    Rule(
        name="library.document.see",
        thing="library.Document",
        allows=lambda person, _document: acts_for_someone(person),
        rows=lambda person: EVERYTHING if acts_for_someone(person) else NOTHING,
    )
)

# The names of a partner's files say something about its work: its own people see them.
SEE_INTAKE = register(
    Rule(
        name="library.intake.see",
        thing="library.Intake",
        allows=_may_see_intake,
        rows=_rows_of_intakes,
    )
)
