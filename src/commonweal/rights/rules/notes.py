"""Who sees a partner's own notes: its own people, and those with whom it shares one, until it takes that back."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonweal.rights.models import Note, NoteShare
from commonweal.rights.rules.roles import partner_of, reads_here, roles_of, works_here
from commonweal.rights.rules.rule import NOTHING, Rule, register


def _is_own(reader: Any, note: Note) -> bool:
    return reads_here(reader) and note.organisation_id == partner_of(reader)


def _is_shared(reader: Any, note: Note) -> bool:
    own, roles = partner_of(reader), roles_of(reader)
    return reads_here(reader) and any(
        each.organisation_id == own if each.organisation_id else each.role in roles
        for each in note.shares.all()
        if each.revoked_at is None
    )


def _seen_by(reader: Any) -> Q:
    if not reads_here(reader):
        return NOTHING
    own = partner_of(reader)
    with_them = Q(organisation_id=own) | Q(organisation=None, role__in=roles_of(reader))
    shared = NoteShare.objects.filter(with_them, revoked_at=None)
    return Q(organisation_id=own) | Q(pk__in=shared.values("note_id"))


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
        one=lambda reader, note: works_here(reader) and note.organisation_id == partner_of(reader),
        many=lambda reader: (
            Q(organisation_id=partner_of(reader)) if works_here(reader) else NOTHING
        ),
    )
)
