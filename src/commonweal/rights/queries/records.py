"""The kinds of records of this room that have a page, for "Who can see this?" and for notes."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commonweal.rights.queries.notes import note_of
from commonweal.rights.queries.people import person_of
from commonweal.rights.rules.records import RecordKind

KINDS = (
    RecordKind(
        thing="rights.Person",
        name=_("person"),
        find=lambda key, person: person_of(key, person=person),
        address=lambda row: reverse("rights:person", args=[row.pk]),
        page="rights:person",
        takes_notes=False,
    ),
    RecordKind(
        thing="rights.Note",
        name=_("note"),
        find=lambda key, person: note_of(key, person=person),
        address=lambda row: reverse("rights:note", args=[row.pk]),
        page="rights:note",
    ),
)
