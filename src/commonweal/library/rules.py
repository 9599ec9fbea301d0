"""Who may: each rule once, for a row and for a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from commonweal.rights.public import (
    EVERYTHING,
    NOTHING,
    Rule,
    partner_of,
    reads_here,
    register,
    works_here,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from commonweal.library.models import Intake
    from commonweal.rights.models import Person


def may_add(person: Person | AnonymousUser) -> bool:
    """Say whether the person may add documents: everyone who takes part in the work."""
    return works_here(person)


def _rows_of_intakes(person: Person | AnonymousUser) -> Q:
    if not works_here(person):
        return NOTHING
    return Q(person__organisation_id=partner_of(person))


def _may_see_intake(person: Person | AnonymousUser, intake: Intake) -> bool:
    return (
        works_here(person)
        and intake.person is not None
        and intake.person.organisation_id == partner_of(person)
    )


# Documents are published ones: everybody here reads all of them, save administrators.
SEE_DOCUMENT = register(
    Rule(
        name="library.document.see",
        thing="library.Document",
        one=lambda person, _document: reads_here(person),
        many=lambda person: EVERYTHING if reads_here(person) else NOTHING,
    )
)

# The names of a partner's files say something about its work: its own people see them.
SEE_INTAKE = register(
    Rule(
        name="library.intake.see",
        thing="library.Intake",
        one=_may_see_intake,
        many=_rows_of_intakes,
    )
)
