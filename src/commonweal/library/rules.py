"""Who may: each rule once, for a row and for a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from commonweal.rights.public import (
    NOTHING,
    Role,
    Rule,
    coordinates,
    holds,
    partner_of,
    reads_here,
    register,
    works_here,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from commonweal.library.models import Document, Intake
    from commonweal.rights.models import Person


def may_add(person: Person | AnonymousUser) -> bool:
    """Say whether the person may add documents: everyone who takes part in the work."""
    return works_here(person)


def may_remove(person: Person | AnonymousUser) -> bool:
    """Say whether the person may remove documents and put them back: the co-ordinator."""
    return coordinates(person)


def may_review(person: Person | AnonymousUser) -> bool:
    """Say whether the person may accept, correct and reject read values: everyone who works here."""
    return works_here(person)


def reviews_here(person: Person | AnonymousUser) -> bool:
    """Say whether values that wait are the person's task: the reviewer's."""
    return holds(person, Role.REVIEWER)


def may_reread(person: Person | AnonymousUser) -> bool:
    """Say whether the person may have documents read again: reviewer and co-ordinator."""
    return holds(person, Role.REVIEWER, Role.COORDINATOR)


def _may_see_removed(person: Person | AnonymousUser, document: Document) -> bool:
    return may_remove(person) and document.removed_at is not None


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


# Documents are published ones: everybody here reads all of them, save administrators; those that were removed, nobody.
SEE_DOCUMENT = register(
    Rule(
        name="library.document.see",
        thing="library.Document",
        one=lambda person, document: reads_here(person) and document.removed_at is None,
        many=lambda person: Q(removed_at=None) if reads_here(person) else NOTHING,
    )
)

SEE_REMOVED = register(
    Rule(
        name="library.document.see-removed",
        thing="library.Document",
        one=_may_see_removed,
        many=lambda person: Q(removed_at__isnull=False) if may_remove(person) else NOTHING,
    )
)

# That a document was removed, whoever could read it may know: their links and notes point at it.
KNOW_REMOVED = register(
    Rule(
        name="library.document.know-removed",
        thing="library.Document",
        one=lambda person, document: reads_here(person) and document.removed_at is not None,
        many=lambda person: Q(removed_at__isnull=False) if reads_here(person) else NOTHING,
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
