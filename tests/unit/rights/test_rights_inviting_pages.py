"""What the pages of an invitation say: before it is made, after, and to whoever opens the link."""

from __future__ import annotations

import pytest
from django.test import Client

from commonweal.rights.models import Organisation, Role
from commonweal.rights.rules.role_words import MAY
from factories import CoordinatorFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
PARTNER = "Halvera Women's Association"
FORM = {
    "email": "new@example.org",
    "organisation": PARTNER,
    "job": "organiser",
    "role": Role.CIVIL_SOCIETY.value,
    "days": 30,
    "reason": "Works on the plan",
}


@pytest.fixture
def partner() -> Organisation:
    return OrganisationFactory(name=PARTNER)


@pytest.fixture
def boss() -> Client:
    client = Client()
    client.force_login(CoordinatorFactory(organisation__name="City of Halvera"))
    return client


@pytest.mark.usefixtures("partner")
def test_a_misspelt_partner_is_no_new_one(boss: Client) -> None:
    sent = FORM | {"organisation": "Halvera Womens Association"}
    answer = boss.post("/rights/invite/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Close to it: Halvera Women&#x27;s Association" in page
    assert "This is a new partner" in page
    assert Organisation.objects.count() == 2
    assert boss.post("/rights/invite/", sent | {"is_new": "on"}).context["link"]
    assert Organisation.objects.filter(name="Halvera Womens Association").exists()


@pytest.mark.parametrize("name", [PARTNER, "  halvera  WOMEN'S association "])
def test_a_known_partner_is_not_asked_about(boss: Client, partner: Organisation, name: str) -> None:
    assert "This is a new partner" not in boss.get("/rights/invite/").content.decode()
    assert boss.post("/rights/invite/", FORM | {"organisation": name}).context["link"]
    assert set(Organisation.objects.values_list("name", flat=True)) == {PARTNER, "City of Halvera"}


def test_no_role_is_chosen_beforehand_and_each_says_what_it_may(boss: Client) -> None:
    page = boss.get("/rights/invite/").content.decode()
    assert '<option value="" selected>Choose a role</option>' in page
    assert str(MAY[Role.REVIEWER]) in page
    assert str(MAY[Role.ADMINISTRATOR]) not in page
    assert boss.post("/rights/invite/", FORM | {"role": ""}).status_code == 422


def test_every_role_says_what_it_may() -> None:
    assert set(MAY) == set(Role)
