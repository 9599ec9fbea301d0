"""Verbs on a partner's own notes. The trail says that a note was kept, never beside what, nor its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from commonweal.rights.actions.trail import record, verb
from commonweal.rights.models import Note, NoteShare, Organisation, RecordKey, Role
from commonweal.rights.rules.notes import KEEP_NOTE
from commonweal.rights.rules.records import kind_with_notes
from commonweal.rights.rules.roles import READING_ROLES, speaks_for, works_here

if TYPE_CHECKING:
    from django.db.models import Model

    from commonweal.rights.models import Person

LONGEST_NOTE = 10_000

ADDED = verb("rights.note.added", gettext_lazy("wrote a note of the own partner"))
CHANGED = verb("rights.note.changed", gettext_lazy("changed a note of the own partner"))
DELETED = verb("rights.note.deleted", gettext_lazy("deleted a note of the own partner"))
SHARED = verb("rights.note.shared", gettext_lazy("shared a note of the own partner"))
REVOKED = verb("rights.note.share-revoked", gettext_lazy("took the sharing of a note back"))


@dataclass(frozen=True, slots=True)
class With:
    """With whom a note is shared: one partner, or everybody who holds one role; exactly one is given."""

    organisation_id: UUID | None = None
    role: str = ""


@transaction.atomic
def add_note(person: Person, text: str, *, beside: Model | None = None) -> Note:
    """Write a note for one's own partner.

    Args:
        person: Who writes; takes part in the work.
        text: 1 to 10,000 characters.
        beside: The record it stands beside, which the person may see; None for none.

    Raises:
        NotAllowed: If the person does not take part in the work.
        NotFound: If no notes are kept beside such records, as beside people.
        InvalidInput: If there is no text, or too much.
    """
    own = speaks_for(person)
    if own is None or not works_here(person):
        raise NotAllowed("rights.note", _("Notes are for people who take part in the work."))
    if beside is not None:
        kind_with_notes(beside._meta.label)
    made = Note.objects.create(
        organisation_id=own,
        author=person,
        text=_text(text),
        thing=beside._meta.label if beside is not None else "",
        thing_id=str(beside.pk) if beside is not None else "",
    )
    record(person, ADDED, thing=made)
    return made


@transaction.atomic
def change_note(person: Person, note_id: UUID, text: str) -> Note:
    """Change the words of a note of one's own partner.

    Raises:
        NotFound: If there is no such note, or the person may not keep it.
        InvalidInput: If there is no text, or too much.
    """
    note = _kept(person, note_id)
    before, note.text, note.changed_at = note.text, _text(text), timezone.now()
    note.save(update_fields=["text", "changed_at"])
    record(person, CHANGED, thing=note, change=({"text": before}, {"text": note.text}))
    return note


@transaction.atomic
def delete_note(person: Person, note_id: UUID) -> None:
    """Delete a note for good, with its sharing and the key of its digests.

    Raises:
        NotFound: If there is no such note, or the person may not keep it.
    """
    note = _kept(person, note_id)
    record(person, DELETED, thing=note)
    RecordKey.objects.filter(thing=note._meta.label, thing_id=str(note.pk)).delete()
    note.delete()


@transaction.atomic
def share_note(person: Person, note_id: UUID, whom: With) -> NoteShare:
    """Let one other partner, or everybody who holds a role, read one note.

    Args:
        person: Who shares; of the note's own partner.
        note_id: The note.
        whom: With whom.

    Raises:
        NotFound: If there is no such note, or the person may not keep it.
        InvalidInput: If it cannot be shared with them.
        Conflict: If it is shared with them already.
    """
    note = _kept(person, note_id)
    if not _may_be_told(note, whom):
        raise InvalidInput(
            "rights.note.share",
            _("Choose one other partner or one role that reads content to share the note with."),
        )
    if any(
        (each.organisation_id, each.role) == (whom.organisation_id, whom.role)
        for each in note.shares.filter(revoked_at=None)
    ):
        raise Conflict("rights.note.shared", _("The note is shared with them already."))
    made = NoteShare.objects.create(
        note=note, organisation_id=whom.organisation_id, role=whom.role, shared_by=person
    )
    record(person, SHARED, thing=note)
    return made


def _may_be_told(note: Note, whom: With) -> bool:
    """Say whether it is exactly one of another partner and a role that reads content."""
    if whom.organisation_id is None:
        return whom.role in READING_ROLES
    known = Organisation.objects.filter(pk=whom.organisation_id).exclude(pk=note.organisation_id)
    return not whom.role and known.exists()


@transaction.atomic
def revoke_share(person: Person, share_id: UUID) -> Note:
    """Take the sharing of a note back; with their next click it is gone for them.

    Raises:
        NotFound: If there is no such sharing, or the person may not keep the note.
    """
    found = NoteShare.objects.filter(pk=share_id, revoked_at=None).first()
    if found is None:
        raise NotFound("rights.note.share", _("There is no such sharing, or not for you."))
    note = _kept(person, found.note_id)
    NoteShare.objects.filter(pk=share_id).update(revoked_at=timezone.now(), revoked_by=person)
    record(person, REVOKED, thing=note)
    return note


def _kept(person: Person, note_id: UUID) -> Note:
    note = Note.objects.select_for_update().filter(KEEP_NOTE.rows(person), pk=note_id).first()
    if note is None:
        raise NotFound("rights.note", _("There is no such note, or not for you."))
    return note


def _text(text: str) -> str:
    text = text.strip()
    if not 0 < len(text) <= LONGEST_NOTE:
        raise InvalidInput(
            "rights.note.text",
            _("A note has 1 to %(most)s characters; this one has %(count)s.")
            % {"most": LONGEST_NOTE, "count": len(text)},
        )
    return text


def roles_to_share_with() -> tuple[Role, ...]:
    """Return the roles that a note can be shared with: all that read content."""
    return tuple(role for role in Role if role in READING_ROLES)
