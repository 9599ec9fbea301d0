from __future__ import annotations

import pytest
from django.db import transaction

from commonweal.rights.actions import trail as actions
from commonweal.rights.actions.people import JOINED
from commonweal.rights.models import TrailEntry
from factories import PersonFactory


@pytest.mark.django_db(transaction=True)
def test_an_act_outside_a_transaction_is_not_recorded() -> None:
    person = PersonFactory()
    with pytest.raises(RuntimeError, match="outside a transaction"):
        actions.record(person, JOINED, thing=person)


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_no_line() -> None:
    person = PersonFactory()

    def act() -> None:
        with transaction.atomic():
            actions.record(person, JOINED, thing=person)
            raise ValueError("the act fails")

    with pytest.raises(ValueError, match="the act fails"):
        act()
    assert not TrailEntry.objects.exists()


def test_a_verb_is_declared_once() -> None:
    with pytest.raises(ValueError, match="declared twice"):
        actions.verb("rights.person.joined", "again")


def test_every_verb_names_its_room_and_thing() -> None:
    assert all(len(verb.key.split(".")) == 3 for verb in actions.declared_verbs())
