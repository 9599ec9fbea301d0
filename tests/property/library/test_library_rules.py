"""The two halves of each rule of the library agree, for one row and for a table."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from commonweal.library.models import Document, Intake
from commonweal.library.rules import SEE_DOCUMENT, SEE_INTAKE
from factories import CoordinatorFactory, OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db


def test_the_halves_of_every_rule_agree_for_everybody() -> None:
    ours, theirs = OrganisationFactory(), OrganisationFactory()
    mira = PersonFactory(organisation=ours)
    readers = [
        mira,
        PersonFactory(organisation=ours),
        PersonFactory(organisation=theirs),
        CoordinatorFactory(organisation=theirs),
        PersonFactory(organisation=None),
        PersonFactory(organisation=ours, is_active=False),
        AnonymousUser(),
    ]
    things = {
        SEE_DOCUMENT: Document.objects.create(
            sha256="0" * 64, media_type="text/plain", size_bytes=1, text="x", reader_version="1", title="x", kind="other"
        ),
        SEE_INTAKE: Intake.objects.create(person=mira, added_for=mira.organisation),
    }  # fmt: skip
    unowned = Intake.objects.create(person=None)
    seen = {
        rule.name: [rule.allows(reader, thing) for reader in readers]
        for rule, thing in things.items()
    }
    for rule, thing in [*things.items(), (SEE_INTAKE, unowned)]:
        for reader in readers:
            in_table = type(thing).objects.filter(rule.rows(reader), pk=thing.pk).exists()
            assert rule.allows(reader, thing) == in_table
    assert seen == {
        "library.document.see": [True, True, True, True, False, False, False],
        "library.intake.see": [True, True, False, False, False, False, False],
    }
