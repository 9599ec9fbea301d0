"""Nobody comes to act for a partner over the heads of its own people."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone

from commonweal.kernel.errors import Conflict, NotAllowed, NotFound
from commonweal.rights.actions import agreeing, notes, people
from commonweal.rights.actions.grants import Terms, grant
from commonweal.rights.models import Grant, Invitation, Organisation, Person, Role, TrailEntry
from commonweal.rights.queries.invitations import invitations_to_agree
from factories import CoordinatorFactory, OrganisationFactory, PersonFactory, give

pytestmark = pytest.mark.django_db
GOOD = "lanterns over the river"
TERMS = Terms(role=Role.CIVIL_SOCIETY, days=30, reason="Helps with the stall.")
PARTNER = "Women's association"
FORM = {
    "email": "boss.second@example.org",
    "organisation": PARTNER,
    "job": "helper",
    "role": Role.CIVIL_SOCIETY.value,
    "days": 30,
    "reason": "Helps with the stall.",
}
JOIN = {"name": "Somebody", "password": GOOD}


@pytest.fixture
def partner() -> Organisation:
    return OrganisationFactory(name=PARTNER)


@pytest.fixture
def member(partner: Organisation) -> Person:
    return PersonFactory(organisation=partner, role=Role.CIVIL_SOCIETY, name="Lea Sandor")


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def link_of(client: Client) -> str:
    page = client.post("/rights/invite/", FORM).content.decode()
    found = re.search(r"/invitation/[^/\"]+/", page)
    assert found
    return found[0]


def test_a_second_address_of_the_coordinator_reads_no_notes(member: Person) -> None:
    notes.add_note(member, "Two members felt watched.")
    boss = signed_in(CoordinatorFactory())
    link = link_of(boss)
    second = Client()
    answer = second.post(link, JOIN)
    assert answer.status_code == 403
    assert "people of Women&#x27;s association must agree" in answer.content.decode()
    assert not Person.objects.filter(email=FORM["email"]).exists()
    home = signed_in(member).get("/").content.decode()
    assert "Agree or decline: boss.second@example.org" in home
    assert "waits for the partner" in boss.get("/rights/people/").content.decode()


def test_one_of_the_partner_agrees_and_the_link_opens(member: Person) -> None:
    link = link_of(signed_in(CoordinatorFactory(name="Mira Solen")))
    page = f"/rights/invitations/{Invitation.objects.get().pk}/agree/"
    client = signed_in(member)
    shown = client.get(page).content.decode()
    for words in ("boss.second@example.org", "Mira Solen", "Helps with the stall.", "30 days"):
        assert words in shown
    assert client.post(page, {"says": "yes", "reason": ""}).status_code == 422
    assert client.post(page, {"says": "yes", "reason": "She is our treasurer."}).status_code == 303
    assert client.get(page).status_code == 404
    assert Client().post(link, JOIN).status_code == 302
    joined = Person.objects.get(email=FORM["email"])
    assert joined.roles == {Role.CIVIL_SOCIETY}
    assert TrailEntry.objects.filter(verb="rights.invitation.agreed", person_id=member.pk).exists()


def test_one_of_the_partner_declines_and_the_link_opens_nothing(member: Person) -> None:
    link = link_of(signed_in(CoordinatorFactory()))
    page = f"/rights/invitations/{Invitation.objects.get().pk}/agree/"
    sent = {"says": "no", "reason": "We do not know her."}
    assert signed_in(member).post(page, sent).status_code == 303
    assert Client().post(link, JOIN).status_code == 404
    assert Invitation.objects.get().declined_by == member
    assert not invitations_to_agree(member).exists()


def test_nobody_else_is_asked(member: Person) -> None:
    boss, other = CoordinatorFactory(), PersonFactory()
    link_of(signed_in(boss))
    invitation = Invitation.objects.get()
    left = PersonFactory(organisation=member.organisation, role="")
    for person in (boss, other, left):
        assert not invitations_to_agree(person).exists()
        with pytest.raises(NotFound):
            agreeing.agree(person, invitation.pk, reason="x")


@pytest.mark.parametrize("how", ["nobody has come yet", "nobody is left", "accounts are closed"])
def test_a_partner_without_people_is_filled_at_once(how: str, partner: Organisation) -> None:
    if how != "nobody has come yet":
        person = PersonFactory(organisation=partner, is_active=how != "accounts are closed")
        if how == "nobody is left":
            person.grants.update(ended_at=timezone.now())
    link = link_of(signed_in(CoordinatorFactory()))
    assert Client().post(link, JOIN).status_code == 302
    assert Person.objects.get(email=FORM["email"]).roles == {Role.CIVIL_SOCIETY}


def test_an_invitation_made_before_the_partner_s_people_came_waits_as_well(
    partner: Organisation,
) -> None:
    link = link_of(signed_in(CoordinatorFactory()))
    PersonFactory(organisation=partner)
    assert Client().post(link, JOIN).status_code == 403


def test_whoever_acts_for_the_partner_invites_as_before() -> None:
    boss = CoordinatorFactory(organisation=OrganisationFactory(name=PARTNER))
    assert Client().post(link_of(signed_in(boss)), JOIN).status_code == 302


def test_the_inviter_does_not_open_their_own_link() -> None:
    boss = signed_in(CoordinatorFactory(organisation=OrganisationFactory(name=PARTNER)))
    answer = boss.post(link_of(boss), JOIN)
    assert answer.status_code == 403
    assert "You made this invitation" in answer.content.decode()
    assert not Person.objects.filter(email=FORM["email"]).exists()


def test_whoever_runs_the_server_invites_without_asking(member: Person) -> None:
    token = people.invite(
        None, email="new@example.org", organisation=PARTNER, job="helper", terms=TERMS
    )
    assert people.accept_invitation(token, **JOIN).roles == {Role.CIVIL_SOCIETY}


def test_a_role_for_a_second_partner_waits_for_its_people(member: Person) -> None:
    boss, friend = CoordinatorFactory(), PersonFactory(name="Own Friend")
    with pytest.raises(NotAllowed, match="one of them agrees first"):
        grant(boss, to=friend, organisation=member.organisation, terms=TERMS)
    sent = {"organisation": str(member.organisation_id), "role": TERMS.role, "days": 30}
    sent |= {"reason": "Reads for them."}
    page = f"/rights/people/{friend.pk}/grant/"
    assert signed_in(boss).post(page, sent).status_code == 303
    assert not Grant.objects.filter(person=friend, organisation=member.organisation).exists()
    with pytest.raises(Conflict, match="is asked about Own Friend already"):
        agreeing.offer(boss, to=friend, organisation=member.organisation, terms=TERMS)
    [waiting] = invitations_to_agree(member)
    assert "Own Friend is to act for" in signed_in(member).get("/").content.decode()
    agreeing.agree(member, waiting.pk, reason="A friend of the house.")
    held = Grant.objects.get(person=friend, organisation=member.organisation)
    assert (held.granted_by, held.role) == (boss, TERMS.role)


def test_a_second_role_for_one_of_its_own_people_asks_nobody(member: Person) -> None:
    terms = Terms(role=Role.REVIEWER, days=30, reason="Reads.")
    made = agreeing.offer(
        CoordinatorFactory(), to=member, organisation=member.organisation, terms=terms
    )
    assert made is not None


def test_whom_it_is_about_does_not_agree_for_the_partner(partner: Organisation) -> None:
    boss, friend = CoordinatorFactory(), PersonFactory()
    PersonFactory(organisation=partner)
    agreeing.offer(boss, to=friend, organisation=partner, terms=TERMS)
    give(friend, role=Role.DONOR, organisation=partner)
    friend.organisation = partner
    friend.save()
    assert not invitations_to_agree(Person.objects.get(pk=friend.pk)).exists()
