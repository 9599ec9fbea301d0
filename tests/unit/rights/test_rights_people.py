"""Roles come for a time, from someone entitled, with a reason; and they go at once."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commonweal.kernel.errors import InvalidInput, NotAllowed, NotFound
from commonweal.rights import public
from commonweal.rights.actions.closing import keep_account
from commonweal.rights.actions.grants import extend_grant
from commonweal.rights.cli.rights import rights
from commonweal.rights.models import Grant, Invitation, Person, Role, TrailEntry, TrailWords
from factories import PASSWORD, CoordinatorFactory, OrganisationFactory, PersonFactory, give

pytestmark = pytest.mark.django_db


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def body(answer: Any) -> str:
    return answer.content.decode()


def fresh(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


def test_a_persons_page_says_for_whom_since_until_by_whom_and_why() -> None:
    coordinator, person = CoordinatorFactory(name="Mira Solen"), PersonFactory(role="")
    public.grant(
        coordinator,
        to=person,
        organisation=person.organisation,
        terms=public.Terms(role="reviewer", days=30, reason="Reads the stories of the spring."),
    )
    page = body(signed_in(coordinator).get(reverse("rights:person", args=[person.pk])))
    for words in ("Reviewer for", person.organisation.name, "Mira Solen", "stories of the spring"):
        assert words in page
    assert "Extend" in page
    own = body(signed_in(person).get(reverse("rights:person", args=[person.pk])))
    assert "Lay it down" in own
    assert "Extend" not in own


def test_a_role_is_granted_on_the_page_and_holds_from_the_next_click() -> None:
    coordinator, person = CoordinatorFactory(), PersonFactory(role=Role.DONOR)
    client = signed_in(person)
    assert client.get("/partners/").status_code == 404
    answer = signed_in(coordinator).post(
        reverse("rights:grant", args=[person.pk]),
        {"organisation": str(person.organisation_id), "role": "partner", "days": "30", "reason": "Joins."},
    )  # fmt: skip
    assert answer.status_code == 303
    assert client.get("/partners/").status_code == 200
    grant = Grant.objects.get(person=person, role="partner")
    assert grant.ends_at - grant.starts_at == timedelta(days=30)
    entry = TrailEntry.objects.get(verb="rights.role.granted")
    assert TrailWords.objects.get(entry=entry.pk).reason == "Joins."


@pytest.mark.parametrize(
    ("field", "value"),
    [("role", "oversight"), ("role", "king"), ("days", "400"), ("days", "x"), ("reason", " "), ("organisation", "x")],
)  # fmt: skip
def test_what_cannot_be_granted_comes_back_with_the_form(field: str, value: str) -> None:
    person = PersonFactory()
    sent = {"organisation": str(person.organisation_id), "role": "reviewer", "days": "30", "reason": "Joins."}  # fmt: skip
    answer = signed_in(CoordinatorFactory()).post(
        reverse("rights:grant", args=[person.pk]), sent | {field: value}
    )
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in body(answer)
    assert not Grant.objects.filter(person=person, role="reviewer").exists()


def test_nobody_grants_a_role_to_themselves_or_prolongs_their_own() -> None:
    person = CoordinatorFactory()
    client = signed_in(person)
    sent = {"organisation": str(person.organisation_id), "role": "reviewer", "days": "9", "reason": "x"}  # fmt: skip
    answer = client.post(reverse("rights:grant", args=[person.pk]), sent)
    assert answer.status_code == 422
    assert "Nobody grants a role to themselves." in body(answer)
    with pytest.raises(NotFound):
        extend_grant(person, person.grants.get().pk, days=9, reason="x")


def test_a_role_revoked_in_mid_session_is_gone_with_the_next_request() -> None:
    coordinator, person = CoordinatorFactory(), PersonFactory(role=Role.PARTNER)
    give(person, role=Role.DONOR)
    client = signed_in(person)
    assert client.get("/library/add/").status_code == 200
    grant = person.grants.get(role="partner")
    answer = signed_in(coordinator).post(
        reverse("rights:end", args=[grant.pk]), {"reason": "Left the office."}
    )
    assert answer.status_code == 303
    assert client.get("/library/add/").status_code == 404
    assert client.get("/library/").status_code == 200


def test_an_end_needs_a_reason_and_somebody_entitled() -> None:
    person = PersonFactory()
    address = reverse("rights:end", args=[person.grants.get().pk])
    assert signed_in(PersonFactory()).post(address, {"reason": "x"}).status_code == 404
    assert signed_in(CoordinatorFactory()).post(address, {"reason": " "}).status_code == 422
    assert signed_in(person).post(address, {"reason": "I leave."}).status_code == 303


def test_an_extended_role_begins_anew_and_the_old_one_is_kept() -> None:
    coordinator, person = CoordinatorFactory(), PersonFactory()
    old = person.grants.get()
    answer = signed_in(coordinator).post(
        reverse("rights:extend", args=[old.pk]), {"days": "40", "reason": "Goes on."}
    )
    assert answer.status_code == 303
    old.refresh_from_db()
    assert old.ended_reason == "Extended: Goes on."
    new = person.grants.get(ended_at=None)
    assert (new.role, (new.ends_at - new.starts_at).days) == (old.role, 40)


def test_roles_that_end_soon_are_on_today_of_both() -> None:
    coordinator, person = CoordinatorFactory(), PersonFactory()
    soon = timezone.now() + timedelta(days=3)
    person.grants.update(ends_at=soon)
    [own] = public.today_items(fresh(person), since=None)
    assert own.due_on == timezone.localdate(soon)
    [item] = public.today_items(coordinator, since=None)
    assert item.text == "1 role ends that you may extend."
    assert person.name not in item.text
    page = body(signed_in(coordinator).get(item.address))
    assert person.name in page
    assert ">" + coordinator.name + "</a></th>" not in page
    assert public.today_items(PersonFactory(), since=None) == []


def test_acting_for_another_partner_is_visible_and_recorded() -> None:
    office = OrganisationFactory(name="City Office")
    person = PersonFactory(role="civil society", organisation__name="University")
    give(person, role="reviewer", organisation=office)
    client = signed_in(person)
    assert "You act for University: civil-society partner" in body(client.get("/"))
    answer = client.post(reverse("rights:act_for"), {"partner": str(office.pk)}, follow=True)
    assert answer.redirect_chain == [("/", 303)]
    assert "You act for City Office: reviewer" in body(answer)
    entry = TrailEntry.objects.get(verb="rights.person.acts-for")
    assert (entry.organisation_id, entry.roles) == (office.pk, ["reviewer"])


@pytest.mark.parametrize("wanted", ["", "x", "00000000-0000-0000-0000-000000000007"])
def test_nobody_acts_for_a_partner_that_gave_them_no_role(wanted: str) -> None:
    person = PersonFactory()
    answer = signed_in(person).post(reverse("rights:act_for"), {"partner": wanted})
    assert answer.status_code in {404, 422}
    assert fresh(person).organisation_id == person.organisation_id


def test_an_administrator_closes_an_account_and_opens_it_again() -> None:
    administrator, person = PersonFactory(role=Role.ADMINISTRATOR), PersonFactory()
    client, address = Client(), reverse("rights:account", args=[person.pk])
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert client.get("/library/").status_code == 200
    answer = signed_in(administrator).post(address, {"reason": "Lost the telephone."})
    assert answer.status_code == 303
    assert client.get("/library/").status_code == 302
    assert signed_in(administrator).post(address, {"reason": "Found it."}).status_code == 303
    # The old session stays ended; who signs in again has the same roles as before.
    assert client.get("/library/").status_code == 302
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert client.get("/library/").status_code == 200
    assert list(TrailEntry.objects.filter(verb__contains="person.").values_list("verb", flat=True))


def test_only_an_administrator_closes_accounts_and_never_their_own() -> None:
    administrator, coordinator = PersonFactory(role=Role.ADMINISTRATOR), CoordinatorFactory()
    for person, other in ((coordinator, administrator), (administrator, administrator)):
        answer = signed_in(person).post(reverse("rights:account", args=[other.pk]), {"reason": "x"})
        assert answer.status_code == 404
        with pytest.raises(NotFound):
            keep_account(person, other.pk, is_open=False, reason="x")


def invited(inviter: Person) -> str:
    return public.invite(
        inviter,
        email="new@example.org",
        organisation=inviter.organisation.name,
        job="reviewer",
        terms=public.Terms(role="reviewer", days=30, reason="Reads."),
    )


def test_an_invitation_lapses_with_the_right_of_whoever_invited() -> None:
    inviter = CoordinatorFactory()
    token = invited(inviter)
    inviter.grants.update(ended_at=timezone.now())
    answer = Client().get(f"/invitation/{token}/")
    assert answer.status_code == 403
    assert "Whoever invited you may no longer grant this role" in body(answer)
    with pytest.raises(NotAllowed, match="may no longer grant"):
        public.accept_invitation(token, name="New", password=PASSWORD)
    assert not Person.objects.filter(email="new@example.org").exists()
    assert Invitation.objects.get().accepted_at is None


def test_an_invitation_holds_while_the_inviter_acts_for_another_partner() -> None:
    inviter, other = CoordinatorFactory(), OrganisationFactory()
    token = invited(inviter)
    give(inviter, role="partner", organisation=other)
    public.act_for(inviter, other.pk)
    person = public.accept_invitation(token, name="New", password=PASSWORD)
    assert fresh(person).roles == {"reviewer"}


def test_an_invitation_is_used_once() -> None:
    token = invited(CoordinatorFactory())
    public.accept_invitation(token, name="New", password=PASSWORD)
    with pytest.raises(NotFound):
        public.accept_invitation(token, name="Other", password=PASSWORD)
    assert Client().get(f"/invitation/{token}/").status_code == 404


def test_a_colleague_sees_roles_for_the_own_partner_only() -> None:
    mine, other = OrganisationFactory(name="Mine"), OrganisationFactory(name="Elsewhere")
    person, colleague = PersonFactory(organisation=mine), PersonFactory(organisation=mine)
    give(colleague, role="reviewer", organisation=other)
    page = body(signed_in(person).get(reverse("rights:person", args=[colleague.pk])))
    assert "for Mine" in page
    assert "Elsewhere" not in page
    assert colleague.email not in page
    stranger = signed_in(PersonFactory()).get(reverse("rights:person", args=[colleague.pk]))
    assert stranger.status_code == 404


def test_the_list_takes_the_same_queries_for_many_as_for_few(
    django_assert_max_num_queries: Any,
) -> None:
    client = signed_in(CoordinatorFactory())
    PersonFactory.create_batch(30)
    with django_assert_max_num_queries(16):
        client.get("/rights/people/")


def test_the_command_line_lists_grants_and_ends() -> None:
    person = PersonFactory(role="", name="Ana Lume")
    partner = person.organisation.name
    run = CliRunner()
    about = ["--organisation", partner, "--role", "reviewer", "--reason", "Reads."]
    assert run.invoke(rights, ["grant", person.email, *about, "--days", "9"]).exit_code == 0
    listed = run.invoke(rights, ["people", "--json"], catch_exceptions=False)
    [line] = [json.loads(each) for each in listed.stdout.splitlines() if person.email in each]
    assert line["roles"] == [{"for": partner, "roles": ["reviewer"]}]
    assert run.invoke(rights, ["end", person.email, *about]).exit_code == 0
    assert fresh(person).roles == frozenset()
    for wrong in (["end", person.email, *about], ["grant", "nobody@example.org", *about]):
        with pytest.raises(InvalidInput):
            run.invoke(rights, wrong, catch_exceptions=False)
