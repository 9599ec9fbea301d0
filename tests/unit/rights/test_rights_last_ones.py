"""Nobody ends what nothing goes on without, nor alone who looks at what they do."""

from __future__ import annotations

import pytest
from django.test import Client

from commonweal.kernel.errors import Conflict, InvalidInput
from commonweal.rights.actions.closing import keep_account
from commonweal.rights.actions.digests import digest_readers
from commonweal.rights.actions.grants import end_grant, extend_grant
from commonweal.rights.models import Grant, Person, Role, TrailEntry
from factories import PersonFactory

pytestmark = pytest.mark.django_db


def grant_of(person: Person) -> Grant:
    return person.grants.get()


def page_of(person: Person, address: str) -> str:
    client = Client()
    client.force_login(person)
    return client.get(address).content.decode()


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR, Role.OVERSIGHT])
def test_the_last_one_stays(role: Role) -> None:
    last = PersonFactory(role=role)
    PersonFactory(role=role, is_active=False)
    keeper = PersonFactory(role=Role.ADMINISTRATOR) if role != Role.ADMINISTRATOR else last
    for by in {keeper, last}:
        with pytest.raises(Conflict, match="Nobody else is"):
            end_grant(by, grant_of(last).pk, reason="x")
    if keeper != last:
        with pytest.raises(Conflict, match="Nobody else is"):
            keep_account(keeper, last.pk, is_open=False, reason="x")
    client = Client()
    client.force_login(keeper)
    sent = client.post(f"/rights/roles/{grant_of(last).pk}/end/", {"reason": "x"})
    assert sent.status_code == 422
    PersonFactory(role=role)
    assert end_grant(last, grant_of(last).pk, reason="Leaves").ended_at is not None


def test_whoever_runs_the_server_ends_any() -> None:
    last = PersonFactory(role=Role.OVERSIGHT)
    assert end_grant(None, grant_of(last).pk, reason="Left").ended_at is not None


def test_two_end_a_role_of_oversight() -> None:
    one, other = PersonFactory.create_batch(2, role=Role.ADMINISTRATOR)
    watcher, _second = PersonFactory.create_batch(2, role=Role.OVERSIGHT)
    for _again in range(2):
        assert end_grant(one, grant_of(watcher).pk, reason="Left us").ended_at is None
    assert TrailEntry.objects.filter(verb="rights.role.end-asked").count() == 2
    assert "a second person who asks for it" in page_of(other, "/")
    assert "a second person who asks for it" not in page_of(one, "/")
    assert one.name in page_of(other, f"/rights/people/{watcher.pk}/")
    assert end_grant(other, grant_of(watcher).pk, reason="So it is").ended_at is not None


def test_who_asked_and_was_ended_since_does_not_count() -> None:
    one, other, _third = PersonFactory.create_batch(3, role=Role.ADMINISTRATOR)
    watcher, _second = PersonFactory.create_batch(2, role=Role.OVERSIGHT)
    end_grant(one, grant_of(watcher).pk, reason="Left us")
    end_grant(other, grant_of(one).pk, reason="Left too")
    assert end_grant(other, grant_of(watcher).pk, reason="So it is").ended_at is None


def test_a_role_of_oversight_is_not_made_shorter() -> None:
    watcher = PersonFactory(role=Role.OVERSIGHT)
    with pytest.raises(InvalidInput, match="not made shorter"):
        extend_grant(
            PersonFactory(role=Role.ADMINISTRATOR), grant_of(watcher).pk, days=1, reason="x"
        )


def test_who_holds_no_role_gets_no_mail() -> None:
    reader, gone = PersonFactory.create_batch(2)
    Person.objects.update(digest="daily")
    end_grant(None, grant_of(gone).pk, reason="Left")
    assert list(digest_readers()) == [reader]
