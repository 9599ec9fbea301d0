"""Who sees a partner's own notes: its own people, and those with whom it shares one, until it takes that back."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonweal.rights.models import Note, NoteShare
from commonweal.rights.rules.roles import reads_here, roles_of, speaks_for, works_here
from commonweal.rights.rules.rule import NOTHING, Rule, register
from commonweal.rights.rules.stand_in import NOBODY_HERE


def _is_own(reader: Any, note: Note) -> bool:
    own = speaks_for(reader)
    return own is not None and reads_here(reader) and note.organisation_id == own


def _is_shared(reader: Any, note: Note) -> bool:
    own, roles = speaks_for(reader), roles_of(reader)
    return reads_here(reader) and any(
        own is not None and each.organisation_id == own
        if each.organisation_id
        else each.role in roles
        for each in note.shares.all()
        if each.revoked_at is None
    )


def shares_with(reader: Any) -> Q:
    """Return the condition that selects what is shared with a person, and was not taken back."""
    if not reads_here(reader):
        return NOTHING
    own = speaks_for(reader)
    with_them = Q(organisation=None, role__in=roles_of(reader))
    if own is not None:
        with_them |= Q(organisation_id=own)
    return with_them & Q(revoked_at=None)


def _seen_by(reader: Any) -> Q:
    if not reads_here(reader):
        return NOTHING
    own = speaks_for(reader)
    shared = Q(pk__in=NoteShare.objects.filter(shares_with(reader)).values("note_id"))
    return shared if own is None else shared | Q(organisation_id=own)


def _why(reader: Any, note: Note) -> str | Promise:
    if _is_own(reader, note):
        return _("Acts for the partner whose note it is.")
    if _is_shared(reader, note):
        return _("The partner shares this note with them, and can take that back.")
    return _("A partner's notes are for its own people alone, unless it shares one.")


SEE_NOTE = register(
    Rule(
        name="rights.note.see",
        thing="rights.Note",
        one=lambda reader, note: _is_own(reader, note) or _is_shared(reader, note),
        many=_seen_by,
        why=_why,
        beside=("shares",),
    )
)
# Whoever takes part in the work for the partner changes its notes, shares them and takes that back.
KEEP_NOTE = register(
    Rule(
        name="rights.note.keep",
        thing="rights.Note",
        one=lambda reader, note: works_here(reader) and note.organisation_id == speaks_for(reader),
        many=lambda reader: (
            Q(organisation_id=speaks_for(reader) or NOBODY_HERE) if works_here(reader) else NOTHING
        ),
    )
)
