"""The people of the demo city and how they are let in."""

from __future__ import annotations

import pytest
from django.contrib.auth import hashers
from django.test import Client

from commonweal.demo.city import RESIDENTS, resident
from commonweal.demo.people import settle, strangers
from commonweal.demo.public import demo_logins


def test_there_are_a_dozen_partners_and_civil_society_comes_first() -> None:
    assert len(RESIDENTS) >= 12
    assert len({one.organisation for one in RESIDENTS}) == len(RESIDENTS)
    assert len({one.email for one in RESIDENTS}) == len(RESIDENTS)
    authorities = [
        number
        for number, one in enumerate(RESIDENTS)
        if one.key in {"coordinator", "police", "health"}
    ]
    assert min(authorities) >= 8
    assert [one.key for one in RESIDENTS if one.role == "co-ordinator"] == ["coordinator"]


def test_every_address_belongs_to_nobody() -> None:
    assert all(one.email.endswith("@example.org") for one in RESIDENTS)


def test_a_resident_is_found_by_address_in_any_case() -> None:
    assert resident(" Women@Example.org ").key == "women"
    assert resident("stranger@example.org") is None


def test_log_ins_are_offered_by_job_in_demo_mode_only(settings: object) -> None:
    settings.DEMO = True
    offered = demo_logins()
    assert [one.email for one in offered.people] == [one.email for one in RESIDENTS]
    settings.DEMO = False
    assert demo_logins() is None


@pytest.mark.django_db
def test_everybody_moves_in_once_and_one_click_lets_them_in(
    client: Client, settings: object
) -> None:
    settings.DEMO = True
    people = settle()
    assert settle() == people
    assert strangers() == 0
    for one in RESIDENTS:
        assert people[one.key].organisation.name == one.organisation
        assert people[one.key].roles == {one.role}
        answer = client.post("/demo/enter/", {"email": one.email, "next": "/about/seeds/"})
        assert (answer.status_code, answer["Location"]) == (303, "/about/seeds/")
        assert client.session["_auth_user_id"] == str(people[one.key].pk)


@pytest.mark.django_db
def test_one_click_waits_for_the_slow_hash_once_and_only_for_the_public_password(
    settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEMO = True
    people, looked_at, verify = settle(), [], hashers.verify_password

    def counted(*given: object, **more: object) -> tuple[bool, bool]:
        looked_at.append(given)
        return verify(*given, **more)

    monkeypatch.setattr(hashers, "verify_password", counted)
    for one in RESIDENTS * 2:
        Client().post("/demo/enter/", {"email": one.email})
    assert len(looked_at) == 1
    changed = people[RESIDENTS[0].key]
    changed.set_password("not that of the demo")
    changed.save()
    client = Client()
    client.post("/demo/enter/", {"email": changed.email})
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_nobody_is_sent_to_another_site_after_signing_in(client: Client, settings: object) -> None:
    settings.DEMO = True
    settle()
    answer = client.post(
        "/demo/enter/", {"email": "women@example.org", "next": "https://elsewhere.example.net/"}
    )
    assert answer["Location"] == "/"
