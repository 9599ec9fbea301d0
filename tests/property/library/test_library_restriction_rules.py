"""Whoever reads and whomever a restriction names: both halves agree, and say what the restriction says."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from commonweal.library.models import Allowed, Document, Restriction
from commonweal.library.queries.documents import hidden_from
from commonweal.library.rules import (
    KNOW_REMOVED,
    RESTRICT_DOCUMENT,
    SEE_DOCUMENT,
    SEE_REMOVED,
)
from commonweal.rights.models import Organisation, Person, Role
from commonweal.rights.public import READING_ROLES
from commonweal.rights.rules.stand_in import StandIn
from factories import PersonFactory
from trying import at_most

RULES = (SEE_DOCUMENT, SEE_REMOVED, KNOW_REMOVED, RESTRICT_DOCUMENT)
CIRCLES = st.lists(
    st.one_of(st.sampled_from(sorted(READING_ROLES)), st.integers(0, 2)), max_size=4, unique=True
)
# Per document: who is named, whether the restriction was lifted, whether the document was removed.
SHELVES = st.lists(
    st.tuples(st.none() | CIRCLES, st.booleans(), st.booleans()), min_size=1, max_size=4
)


class Restrictions(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.partners = [Organisation.objects.create(name=f"Party {n}") for n in range(3)]
        cls.people = [
            PersonFactory(role=role, organisation=partner)
            for role in Role.values
            for partner in cls.partners[:2]
        ]

    def shelf(self, wanted: list[Any]) -> list[tuple[Document, list[Any] | None]]:
        made = []
        for number, (circle, is_lifted, is_removed) in enumerate(wanted):
            document = Document.objects.create(
                sha256=f"{number:064}",
                size_bytes=1,
                title=f"Document {number}",
                added_for=self.partners[number % 3],
                removed_at=timezone.now() if is_removed else None,
            )
            if circle is not None:
                self.restrict(document, circle, is_lifted=is_lifted)
            made.append((document, None if is_lifted else circle))
        return made

    def restrict(self, document: Document, circle: list[Any], *, is_lifted: bool) -> None:
        lifted = {"lifted_at": timezone.now(), "lifted_reason": "Over."} if is_lifted else {}
        made = Restriction.objects.create(document=document, reason="Why.", **lifted)
        for one in circle:
            named = {"role": one} if isinstance(one, str) else {"organisation": self.partners[one]}
            Allowed.objects.create(restriction=made, **named)

    @given(SHELVES)
    @at_most(12)
    def test_both_halves_agree_and_say_what_was_written(self, wanted: list[Any]) -> None:
        shelf = self.shelf(wanted)
        viewer = self.people[0]
        readers: list[Any] = [*self.people, AnonymousUser()]
        readers += [StandIn(frozenset({role}), viewer=viewer) for role in Role.values]
        readers += [StandIn(frozenset({Role.PLACE}), self.partners[1].pk)]
        for reader in readers:
            for rule in RULES:
                rows = Document.objects.filter(rule.rows(reader))
                selected = set(rows.values_list("pk", flat=True))
                allowed = {document.pk for document, _ in shelf if rule.allows(reader, document)}
                assert selected == allowed, (rule.name, reader)
        for person in self.people:
            hidden = hidden_from(person)
            for document, circle in shelf:
                assert self.meant_for(person, document, circle) == SEE_DOCUMENT.allows(
                    person, document
                )
                if circle is not None and not self.is_named(person, circle):
                    assert document.pk in hidden

    def is_named(self, person: Person, circle: list[Any]) -> bool:
        own = [
            place
            for place, partner in enumerate(self.partners)
            if partner.pk == person.organisation_id
        ]
        return bool({*person.roles, *own} & {*circle})

    def meant_for(self, person: Person, document: Document, circle: list[Any] | None) -> bool:
        reads = bool(person.roles & {str(role) for role in READING_ROLES})
        return (
            reads
            and document.removed_at is None
            and (circle is None or self.is_named(person, circle))
        )
