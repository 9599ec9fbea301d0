"""What the pages of an invitation say: before it is made, after, and to whoever opens the link."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from commonweal.rights.models import Invitation, Organisation, Person, Role, TrailEntry
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


@pytest.mark.usefixtures("partner")
def test_a_link_that_opens_nothing_says_so_in_the_same_words(boss: Client) -> None:
    used, withdrawn, run_out = (
        boss.post("/rights/invite/", FORM | {"email": f"{n}@example.org"}).context["link"]
        for n in range(3)
    )
    Client().post(used, {"name": "Mira", "password": "lanterns over the river"})
    Invitation.objects.filter(email="1@example.org").update(withdrawn_at=timezone.now())
    Invitation.objects.filter(email="2@example.org").update(expires_at=timezone.now())
    answers = [Client().get(link) for link in (used, withdrawn, run_out, "/invitation/wrong/")]
    assert {each.status_code for each in answers} == {404}
    pages = {each.content.decode().partition("<h1>")[2].partition("</main>")[0] for each in answers}
    assert len(pages) == 1
    assert "Ask whoever sent it for a new one" in pages.pop()
    assert Client().post(used, {"name": "X", "password": "lanterns"}).status_code == 404


@pytest.mark.usefixtures("partner")
def test_a_new_invitation_withdraws_the_older_one(boss: Client) -> None:
    first = boss.post("/rights/invite/", FORM)
    assert "was withdrawn" not in first.content.decode()
    second = boss.post("/rights/invite/", FORM)
    assert "The older invitation of this address for this partner was withdrawn" in (
        second.content.decode()
    )
    assert Client().get(first.context["link"]).status_code == 404
    assert Client().get(second.context["link"]).status_code == 200
    older = Invitation.objects.exclude(withdrawn_at=None).get()
    assert TrailEntry.objects.filter(
        verb="rights.invitation.withdrawn", thing_id=str(older.pk)
    ).exists()


@pytest.mark.usefixtures("partner")
def test_for_another_partner_both_stand_until_one_is_taken(boss: Client) -> None:
    first = boss.post("/rights/invite/", FORM).context["link"]
    second = boss.post("/rights/invite/", FORM | {"organisation": "City of Halvera"})
    listed = boss.get("/rights/people/").content.decode()
    assert "new@example.org, as civil-society partner for City of Halvera" in listed
    Client().post(first, {"name": "Mira", "password": "lanterns over the river"})
    assert Person.objects.filter(email=FORM["email"]).exists()
    late = Client().get(second.context["link"])
    assert late.status_code == 409
    assert "has joined already. Sign in instead." in late.content.decode()
    assert "Your name" not in late.content.decode()


@pytest.mark.usefixtures("partner")
def test_who_invites_reads_once_more_what_they_did(boss: Client) -> None:
    page = boss.post("/rights/invite/", FORM).content.decode()
    runs_out = date_format(timezone.localtime(Invitation.objects.get().expires_at))
    for words in ("new@example.org", "civil-society partner for", "30 days from joining", runs_out):
        assert words in page
    for address in ("/rights/people/", "/rights/invite/"):
        assert f'href="{address}"' in page.partition("<h1>")[2]


@pytest.mark.usefixtures("partner")
def test_who_is_invited_reads_which_role_and_until_when(boss: Client) -> None:
    page = Client().get(boss.post("/rights/invite/", FORM).context["link"]).content.decode()
    until = date_format(timezone.localtime() + timedelta(days=30))
    for words in ("civil-society partner", f"{until}, if you join today"):
        assert words in page
