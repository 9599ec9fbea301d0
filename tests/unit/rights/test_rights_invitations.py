from __future__ import annotations

import re
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.core import mail as django_mail
from django.test import Client
from django.utils import timezone

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from commonweal.rights.actions import people as actions
from commonweal.rights.actions.grants import Terms
from commonweal.rights.cli.rights import rights
from commonweal.rights.models import Invitation, Organisation, Person, TrailEntry
from commonweal.rights.queries import invitations as queries
from factories import CoordinatorFactory, PersonFactory

pytestmark = pytest.mark.django_db
GOOD = "lanterns over the river"

TERMS = Terms(role="partner", days=30, reason="Works on the plan")


def invited(**changes: object) -> str:
    facts = {"email": "mira@example.org", "organisation": "Youth Network", "job": "organiser"}
    return actions.invite(CoordinatorFactory(), **({"terms": TERMS} | facts | changes))


def test_an_invitation_makes_one_person_who_acts_for_the_partner() -> None:
    person = actions.accept_invitation(invited(), name=" Mira  Holm ", password=GOOD)
    assert (person.name, person.job) == ("Mira Holm", "organiser")
    assert person.organisation == Organisation.objects.get(name="Youth Network")
    assert person.roles == {"partner"}
    assert person.check_password(GOOD)


def test_the_link_is_not_kept() -> None:
    token = invited()
    assert token not in str(Invitation.objects.values_list())


def test_an_invitation_works_once() -> None:
    token = invited()
    actions.accept_invitation(token, name="Mira", password=GOOD)
    with pytest.raises(NotFound, match="used already"):
        actions.accept_invitation(token, name="Somebody else", password=GOOD)
    assert Person.objects.filter(email="mira@example.org").count() == 1


def test_an_invitation_runs_out() -> None:
    token = invited(now=timezone.now() - timedelta(days=actions.INVITATION_DAYS, seconds=1))
    with pytest.raises(NotFound):
        queries.invitation_of(token)


def test_a_weak_password_leaves_the_invitation_open() -> None:
    token = invited()
    with pytest.raises(InvalidInput, match="too short"):
        actions.accept_invitation(token, name="Mira", password="short")
    assert actions.accept_invitation(token, name="Mira", password=GOOD)


def test_only_the_coordinator_invites() -> None:
    with pytest.raises(NotAllowed):
        actions.invite(
            PersonFactory(), email="x@example.org", organisation="X", job="x", terms=TERMS
        )
    assert not Invitation.objects.exists()


def test_a_known_address_is_not_invited_again() -> None:
    PersonFactory(email="mira@example.org")
    with pytest.raises(Conflict, match="has an account already"):
        invited(email="Mira@Example.org")


def test_a_partner_is_added_once_whatever_the_case() -> None:
    first = actions.add_organisation(None, name="Youth  Network")
    assert actions.add_organisation(None, name="youth network") == first
    with pytest.raises(InvalidInput, match="1 to 200 characters"):
        actions.add_organisation(None, name=" ")


def test_every_act_leaves_its_line() -> None:
    actions.accept_invitation(invited(), name="Mira", password=GOOD)
    assert list(TrailEntry.objects.order_by("id").values_list("verb", flat=True)) == [
        "rights.organisation.added",
        "rights.person.invited",
        "rights.person.joined",
        "rights.role.granted",
    ]


def test_the_trail_keeps_no_words() -> None:
    actions.accept_invitation(invited(), name="Mira Holm", password=GOOD)
    kept = str(list(TrailEntry.objects.values_list("facts", "thing", "thing_id")))
    assert "mira" not in kept.lower()


def test_the_pages_from_invitation_to_first_page(client: Client) -> None:
    actions.add_organisation(None, name="Youth Network")
    client.force_login(CoordinatorFactory())
    answer = client.post(
        "/rights/invite/",
        {
            "email": "mira@example.org",
            "organisation": "Youth Network",
            "job": "organiser",
            "role": "civil society",
            "days": 30,
            "reason": "Works on the plan",
        },
    )
    link = answer.context["link"]
    stranger = Client()
    assert "Youth Network" in stranger.get(link).content.decode()
    assert stranger.post(link, {"name": "Mira", "password": "short"}).status_code == 422
    joined = stranger.post(link, {"name": "Mira", "password": GOOD})
    assert (joined.status_code, joined["Location"]) == (302, "/")
    assert stranger.get(link).status_code == 404


def test_other_people_see_only_their_own_colleagues(client: Client) -> None:
    mine, other = PersonFactory(name="Mine"), PersonFactory(name="Other")
    client.force_login(mine)
    page = client.get("/rights/people/").content.decode()
    assert "Mine" in page
    assert other.name not in page
    assert client.get("/rights/invite/").status_code == 404


def test_nobody_signs_up_without_an_invitation(client: Client) -> None:
    client.post(
        "/accounts/signup/", {"email": "new@example.org", "password1": GOOD, "password2": GOOD}
    )
    assert not Person.objects.exists()


def test_signing_in_by_password_and_out_again(client: Client) -> None:
    from factories import PASSWORD

    person = PersonFactory()
    answer = client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    client.post("/accounts/logout/")
    assert client.get("/rights/people/").status_code == 302


def test_a_wrong_password_is_refused(client: Client) -> None:
    person = PersonFactory()
    answer = client.post("/accounts/login/", {"login": person.email, "password": "not this one"})
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("address", ["notanemail", "a@b", "a b@example.org", ""])
def test_an_invitation_goes_to_an_address(address: str) -> None:
    with pytest.raises(InvalidInput, match="is no e-mail address"):
        invited(email=address)
    assert not Invitation.objects.exists()


def test_the_command_line_says_when_a_partner_is_new() -> None:
    words = ["invite", "{}@example.org", "--organisation", "Youth  Network", "--job", "organiser"]
    words += ["--reason", "Works on the plan"]
    first = CliRunner().invoke(rights, [word.format("a") for word in words])
    second = CliRunner().invoke(rights, [word.format("b") for word in words])
    assert "is a new partner; it was added" in first.stderr
    assert "new partner" not in second.stderr
    assert "/invitation/" in second.stdout


def test_the_link_of_the_command_line_is_the_one_people_use(settings: object) -> None:
    settings.ALLOWED_HOSTS, settings.TLS = ["workspace.lumen.example"], True
    words = ["invite", "mira@example.org", "--organisation", "City of Lumen", "--job", "clerk"]
    words += ["--reason", "Works on the plan"]
    told = CliRunner().invoke(rights, words).stdout
    assert told.startswith("https://workspace.lumen.example/invitation/")


def test_a_coordinator_withdraws_an_invitation(client: Client) -> None:
    token = invited()
    invitation = Invitation.objects.get()
    address = f"/rights/invitations/{invitation.pk}/withdraw/"
    client.force_login(CoordinatorFactory())
    assert address in client.get("/rights/people/").content.decode()
    assert "Withdraw this invitation?" in client.get(address).content.decode()
    assert queries.invitation_of(token) == invitation
    done = client.post(address)
    assert (done.status_code, done["Location"]) == (303, "/rights/people/")
    assert address not in client.get("/rights/people/").content.decode()
    assert Client().get(f"/invitation/{token}/").status_code == 404
    with pytest.raises(NotFound):
        actions.accept_invitation(token, name="Mira", password=GOOD)
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is not None
    assert TrailEntry.objects.filter(
        verb="rights.invitation.withdrawn", thing_id=str(invitation.pk)
    ).exists()
    assert client.post(address).status_code == 404


def test_nobody_else_withdraws_an_invitation(client: Client) -> None:
    token = invited()
    client.force_login(PersonFactory())
    address = f"/rights/invitations/{Invitation.objects.get().pk}/withdraw/"
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404
    assert queries.invitation_of(token)


@pytest.mark.parametrize("page", ["email/", "signup/", "password/set/", "confirm-email/"])
def test_pages_of_accounts_that_are_not_offered_do_not_exist(client: Client, page: str) -> None:
    client.force_login(PersonFactory())
    assert client.get(f"/accounts/{page}").status_code == 404
    assert client.post(f"/accounts/{page}").status_code == 404


def test_a_password_is_changed_and_asked_anew(client: Client) -> None:
    from factories import PASSWORD

    person = PersonFactory()
    client.force_login(person)
    changed = {"oldpassword": PASSWORD, "password1": GOOD, "password2": GOOD}
    assert client.post("/accounts/password/change/", changed).status_code == 302
    person.refresh_from_db()
    assert person.check_password(GOOD)
    asked = Client().post("/accounts/password/reset/", {"email": person.email})
    assert (asked.status_code, asked["Location"]) == (302, "/accounts/password/reset/done/")
    (mail,) = django_mail.outbox
    link = re.search(r"/accounts/password/reset/key/\S+", mail.body)
    assert link
    assert Client().get(link.group(), follow=True).status_code == 200
    unknown = Client().post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert unknown.status_code == 302
