"""Reads of notes, always for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from commonweal.kernel.errors import NotFound
from commonweal.rights.models import Note, NoteShare
from commonweal.rights.rules.notes import KEEP_NOTE, SEE_NOTE
from commonweal.rights.rules.records import kind_of
from commonweal.rights.rules.roles import speaks_for

if TYPE_CHECKING:
    from django.db.models import Model

MOST_WORDS = 10


def notes_seen_by(person: Any) -> QuerySet[Note]:
    """Return the notes a person may read, newest first: their partner's own, and those shared with them."""
    found = Note.objects.filter(SEE_NOTE.rows(person))
    return found.select_related("organisation", "author").prefetch_related("shares__organisation")


def notes_with(words: str, *, person: Any) -> QuerySet[Note]:
    """Return the notes that have all these words, in any case, among those the person may read."""
    wanted = Q()
    for word in words.split()[:MOST_WORDS]:
        wanted &= Q(text__icontains=word)
    return notes_seen_by(person).filter(wanted)


def notes_beside(row: Model, *, person: Any) -> QuerySet[Note]:
    """Return the notes beside a record that the person may read."""
    return notes_seen_by(person).filter(thing=row._meta.label, thing_id=str(row.pk))


def note_of(note_id: UUID, *, person: Any) -> Note:
    """Return one note.

    Raises:
        NotFound: If there is none, or the person may not read it.
    """
    found = notes_seen_by(person).filter(pk=note_id).first()
    if found is None:
        raise NotFound("rights.note", _("There is no such note, or not for you."))
    return found


def note_kept_by(note_id: UUID, *, person: Any) -> Note:
    """Return one note that the person may change.

    Raises:
        NotFound: If there is none, or the person may not change it.
    """
    found = notes_seen_by(person).filter(KEEP_NOTE.rows(person), pk=note_id).first()
    if found is None:
        raise NotFound("rights.note", _("There is no such note, or not for you."))
    return found


def sharing_of(note: Note) -> QuerySet[NoteShare]:
    """Return with whom a note is or was shared, oldest first."""
    return note.shares.select_related("organisation", "shared_by", "revoked_by")


def is_own(note: Note, *, person: Any) -> bool:
    """Say whether a note is of the partner the person acts for."""
    return note.organisation_id == speaks_for(person)


def record_beside(note: Note, *, person: Any) -> tuple[str, str] | None:
    """Return the name and the address of the record a note stands beside.

    None where it stands beside none, or beside one that the person may not see or that is gone.
    """
    kind = kind_of(note.thing)
    if kind is None:
        return None
    try:
        row = kind.find(UUID(note.thing_id), person)
    except NotFound:
        return None
    return str(row), kind.address(row)
