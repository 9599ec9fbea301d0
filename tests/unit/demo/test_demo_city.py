"""The people of the demo city and how they are let in."""

from __future__ import annotations

import pytest
from django.test import Client

from commonweal.demo.city import PASSWORD, RESIDENTS, resident
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
    assert [one.key for one in RESIDENTS if one.is_coordinator] == ["coordinator"]


def test_every_address_belongs_to_nobody() -> None:
    assert all(one.email.endswith("@example.org") for one in RESIDENTS)


def test_a_resident_is_found_by_address_in_any_case() -> None:
    assert resident(" Women@Example.org ").key == "women"
    assert resident("stranger@example.org") is None


def test_log_ins_are_offered_by_job_in_demo_mode_only(settings: object) -> None:
    settings.DEMO = True
    offered = demo_logins()
    assert [one.email for one in offered.people] == [one.email for one in RESIDENTS]
    assert offered.password == PASSWORD
    settings.DEMO = False
    assert demo_logins() is None


@pytest.mark.django_db
def test_outside_demo_mode_there_is_no_entrance(client: Client, settings: object) -> None:
    settings.DEMO = False
    answer = client.post("/demo/enter/", {"email": "women@example.org"})
    assert answer.status_code == 404


@pytest.mark.django_db
def test_only_demo_people_are_let_in(client: Client, settings: object) -> None:
    settings.DEMO = True
    assert client.post("/demo/enter/", {"email": "stranger@example.org"}).status_code == 404
    assert client.get("/demo/enter/").status_code == 405


@pytest.mark.django_db
def test_before_the_city_is_loaded_the_sign_in_page_says_so(
    client: Client, settings: object
) -> None:
    settings.DEMO = True
    answer = client.post("/demo/enter/", {"email": "women@example.org"})
    assert answer.status_code == 303
    assert "_auth_user_id" not in client.session
