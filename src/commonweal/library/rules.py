"""Who may: each rule once, for a row and for a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from commonweal.library.models import Allowed, Restriction
from commonweal.rights.public import (
    NOTHING,
    Role,
    Rule,
    coordinates,
    holds,
    partner_of,
    reads_here,
    register,
    roles_of,
    usual_reason,
    works_here,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from commonweal.library.models import Document, Intake, Origin
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


def _names(person: Person | AnonymousUser) -> Q:
    """Return which entries of restrictions name a person: one of their roles, or their partner."""
    named = Q(role__in=roles_of(person))
    own = partner_of(person)
    return named if own is None else named | Q(organisation_id=own)


def _closed_to(person: Person | AnonymousUser) -> QuerySet[Restriction, Any]:
    """Return the documents whose restriction does not name a person: few, however many documents there are."""
    naming = Allowed.objects.filter(_names(person)).values("restriction_id")
    closed = Restriction.objects.filter(lifted_at=None).exclude(pk__in=naming)
    return closed.order_by().values("document_id")


def restriction_of(document: Document) -> Restriction | None:
    """Return the restriction that holds on a document, if one does."""
    return next((one for one in document.restrictions.all() if one.lifted_at is None), None)


def _is_let_in(person: Person | AnonymousUser, document: Document) -> bool:
    restriction = restriction_of(document)
    if restriction is None:
        return True
    own, roles = partner_of(person), roles_of(person)
    return any(
        one.role in roles if one.role else own is not None and one.organisation_id == own
        for one in restriction.allowed.all()
    )


def is_party(person: Person | AnonymousUser, document: Document) -> bool | None:
    """Say whether a person acts for a partner that a restriction names, or that added the document.

    None where nothing restricts it, or roles alone are named: it has no parties then.
    """
    restriction = restriction_of(document)
    named = {one.organisation_id for one in restriction.allowed.all()} if restriction else set()
    if not named - {None}:
        return None
    return partner_of(person) in {*named, document.added_for_id} - {None}


# No rule of its own: the part of the others that restrictions decide.
LET_IN = Rule(
    name="library.document.let-in",
    thing="library.Document",
    one=_is_let_in,
    many=lambda person: ~Q(pk__in=_closed_to(person)),
)


def _may_read(person: Person | AnonymousUser, document: Document) -> bool:
    return reads_here(person) and _is_let_in(person, document)


def _rows_to_read(person: Person | AnonymousUser, *, removed: bool) -> Q:
    if not reads_here(person):
        return NOTHING
    return Q(removed_at__isnull=not removed) & LET_IN.many(person)


def _may_see_removed(person: Person | AnonymousUser, document: Document) -> bool:
    is_removed = document.removed_at is not None
    return may_remove(person) and is_removed and _is_let_in(person, document)


def _may_restrict(person: Person | AnonymousUser, document: Document) -> bool:
    own = partner_of(person)
    is_theirs = works_here(person) and own is not None and document.added_for_id == own
    return (coordinates(person) or is_theirs) and SEE_DOCUMENT.one(person, document)


def _rows_to_restrict(person: Person | AnonymousUser) -> Q:
    if coordinates(person):
        return SEE_DOCUMENT.many(person)
    own = partner_of(person) if works_here(person) else None
    return NOTHING if own is None else Q(added_for_id=own) & SEE_DOCUMENT.many(person)


def _rows_of_intakes(person: Person | AnonymousUser) -> Q:
    if not works_here(person):
        return NOTHING
    own = partner_of(person)
    return NOTHING if own is None else Q(added_for_id=own)


def _may_see_intake(person: Person | AnonymousUser, intake: Intake) -> bool:
    own = partner_of(person)
    return works_here(person) and own is not None and intake.added_for_id == own


def may_know_file_name(person: Person | AnonymousUser, origin: Origin) -> bool:
    """Say whether a person may know under which name a file came: the people of the partner that added it.

    The names of a partner's files say something about its work.
    """
    own = partner_of(person)
    return works_here(person) and own is not None and origin.added_for_id == own


def _why(person: Person | AnonymousUser, document: Document) -> str | Promise:
    if not reads_here(person):
        return usual_reason(person, sees=False)
    if restriction_of(document) is None:
        return gettext_lazy("Published documents are for everybody who reads here.")
    if _is_let_in(person, document):
        return gettext_lazy("It is restricted, and the role or the partner is among those named.")
    return gettext_lazy("It is restricted to other roles or partners.")


# Everybody here reads published documents, save administrators; restricted ones, whom the restriction names; removed ones, nobody.
SEE_DOCUMENT = register(
    Rule(
        name="library.document.see",
        thing="library.Document",
        one=lambda person, document: _may_read(person, document) and document.removed_at is None,
        many=lambda person: _rows_to_read(person, removed=False),
        why=_why,
        beside=("restrictions__allowed",),
    )
)

# The co-ordinator, and the partner that added it, restrict a document that they see, and lift what restricts it.
RESTRICT_DOCUMENT = register(
    Rule(
        name="library.document.restrict",
        thing="library.Document",
        one=_may_restrict,
        many=_rows_to_restrict,
    )
)

SEE_REMOVED = register(
    Rule(
        name="library.document.see-removed",
        thing="library.Document",
        one=_may_see_removed,
        many=lambda person: _rows_to_read(person, removed=True) if may_remove(person) else NOTHING,
    )
)

# That a document was removed, whoever could read it may know: their links and notes point at it.
KNOW_REMOVED = register(
    Rule(
        name="library.document.know-removed",
        thing="library.Document",
        one=lambda person, document: (
            _may_read(person, document) and document.removed_at is not None
        ),
        many=lambda person: _rows_to_read(person, removed=True),
    )
)

# A run over all documents: whoever may ask for one.
SEE_REREADING = register(
    Rule(
        name="library.rereading.see",
        thing="library.Rereading",
        one=lambda person, _rereading: may_reread(person),
        many=lambda person: Q() if may_reread(person) else NOTHING,
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
