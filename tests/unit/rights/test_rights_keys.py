"""Keys for programs: made for a time, for a partner, for something; never more than their person may do now."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from commonweal.rights.actions import closing, grants
from commonweal.rights.actions.emptying import empty_accounts
from commonweal.rights.actions.keys import (
    MOST_KEYS,
    KeyDraft,
    MadeKey,
    make_key,
    revoke_key,
)
from commonweal.rights.actions.sign_in import reset_second_step
from commonweal.rights.cli.rights import rights
from commonweal.rights.engine.keys import digest_of, secret_from
from commonweal.rights.models import ApiKey, Person, Role, TrailEntry
from commonweal.rights.queries.keys import opened_by
from factories import PASSWORD, OrganisationFactory, PersonFactory, give

pytestmark = pytest.mark.django_db
READ = ("library.read",)
NEW_PASSWORD = "lanterns over the river"


def made_for(person: Person, *scopes: str, days: int = 30) -> MadeKey:
    return make_key(person, KeyDraft(name="monthly report", scopes=scopes or READ, days=days))


def fresh(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


def test_only_the_hash_is_kept() -> None:
    made = made_for(PersonFactory())
    row = ApiKey.objects.values().get()
    assert made.secret.startswith("cwk_")
    assert len(made.secret) == 47
    assert row["sha256"] == digest_of(made.secret)
    assert [name for name, value in row.items() if made.secret in str(value)] == []
    assert row["prefix"] == made.secret[:12]


def test_a_secret_takes_32_random_bytes() -> None:
    assert secret_from(bytes(32)) == "cwk_" + "A" * 43
    with pytest.raises(ValueError, match="31"):
        secret_from(bytes(31))


def test_it_acts_for_the_partner_it_was_made_for_whomever_its_person_acts_for_now() -> None:
    person = PersonFactory()
    first, second = person.organisation, OrganisationFactory()
    secret = made_for(person).secret
    give(person, role=Role.POLICE, organisation=second)
    grants.act_for(fresh(person), second.pk)
    opened = opened_by(secret)
    assert opened is not None
    assert opened.person.organisation == first
    assert opened.person.roles == {Role.PARTNER}
    assert fresh(person).organisation == second


def test_it_never_may_more_than_its_person_may_now() -> None:
    person = PersonFactory(role=Role.COORDINATOR)
    give(person, role=Role.DONOR)
    secret = made_for(person, "library.read", "library.add", "partners.read").secret
    assert opened_by(secret).scopes == {"library.read", "library.add", "partners.read"}
    grants.end_grant(None, person.grants.get(role=Role.COORDINATOR).pk, reason="Left the city")
    assert opened_by(secret).scopes == {"library.read"}


def test_it_dies_with_the_role_and_does_not_come_back_with_another_one() -> None:
    person = PersonFactory()
    secret = made_for(person).secret
    grants.end_grant(None, person.grants.get().pk, reason="Left")
    assert opened_by(secret) is None
    give(person, role=Role.PARTNER)
    assert opened_by(secret) is None
    assert TrailEntry.objects.filter(verb="rights.key.revoked").count() == 1


def test_a_role_for_another_partner_keeps_no_key_alive() -> None:
    person = PersonFactory()
    secret = made_for(person).secret
    give(person, role=Role.PARTNER, organisation=OrganisationFactory())
    grants.end_grant(None, person.grants.get(organisation=person.organisation).pk, reason="Left")
    assert opened_by(secret) is None


def test_it_outlives_an_extension_but_not_the_role_that_ends_first() -> None:
    keeper, person = PersonFactory(role=Role.COORDINATOR), PersonFactory()
    grant = person.grants.get()
    grant.ends_at = timezone.now() + timedelta(days=5)
    grant.save()
    made = made_for(person, days=100)
    assert made.key.expires_at == grant.ends_at
    grants.extend_grant(keeper, grant.pk, days=100, reason="Goes on")
    assert opened_by(made.secret) is not None


def test_it_ends_at_its_end() -> None:
    made = made_for(PersonFactory())
    ApiKey.objects.update(
        made_at=timezone.now() - timedelta(days=2), expires_at=timezone.now() - timedelta(seconds=1)
    )
    assert opened_by(made.secret) is None


def test_it_dies_with_the_account_and_does_not_come_back_with_it() -> None:
    administrator, person = PersonFactory(role=Role.ADMINISTRATOR), PersonFactory()
    secret = made_for(person).secret
    closing.keep_account(administrator, person.pk, is_open=False, reason="Asked for it")
    assert opened_by(secret) is None
    closing.keep_account(administrator, person.pk, is_open=True, reason="Back again")
    assert opened_by(secret) is None


def test_erasing_a_person_leaves_no_key() -> None:
    person = PersonFactory()
    made_for(person)
    empty_accounts([person.pk])
    assert not ApiKey.objects.exists()


def test_without_the_second_step_that_a_role_needs_it_opens_nothing(settings: object) -> None:
    secret = made_for(PersonFactory(role=Role.POLICE)).secret
    assert opened_by(secret) is not None
    settings.DEMO, settings.SECOND_STEP_REQUIRED = False, True
    assert opened_by(secret) is None


@pytest.mark.parametrize(
    ("name", "scopes", "days", "code"),
    [
        ("", READ, 30, "rights.key.name"),
        ("a\nb", READ, 30, "rights.key.name"),
        ("x" * 101, READ, 30, "rights.key.name"),
        ("report", READ, 0, "rights.key.days"),
        ("report", READ, 367, "rights.key.days"),
        ("report", (), 30, "rights.key.scopes"),
        ("report", ("library.burn",), 30, "rights.key.scopes"),
        ("report", ("trail.read",), 30, "rights.key.scopes"),
    ],
)
def test_what_cannot_be_is_refused(
    name: str, scopes: tuple[str, ...], days: int, code: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        make_key(PersonFactory(), KeyDraft(name=name, scopes=scopes, days=days))
    assert caught.value.code == code
    assert not ApiKey.objects.exists()


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, ""])
def test_whose_role_has_nothing_for_programs_makes_none(role: str) -> None:
    with pytest.raises(NotAllowed):
        made_for(PersonFactory(role=role))


def test_nobody_has_more_than_twenty() -> None:
    person = PersonFactory()
    keys = [made_for(person) for _ in range(MOST_KEYS)]
    with pytest.raises(Conflict):
        made_for(person)
    revoke_key(person, keys[0].key.pk)
    assert made_for(person)


def test_only_its_person_and_the_server_revoke_it() -> None:
    person, colleague = PersonFactory(), PersonFactory(role=Role.COORDINATOR)
    made = made_for(person)
    with pytest.raises(NotFound):
        revoke_key(colleague, made.key.pk)
    revoke_key(None, made.key.pk)
    assert opened_by(made.secret) is None
    revoke_key(person, made.key.pk)
    verbs = TrailEntry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["rights.key.made", "rights.key.revoked"]


def test_the_trail_keeps_neither_the_secret_nor_the_name() -> None:
    made = made_for(PersonFactory())
    told = str(TrailEntry.objects.values().get())
    assert "monthly" not in told
    assert made.secret[:12] not in told


# The page


@pytest.fixture
def signed_in(client: Client) -> Client:
    person = PersonFactory()
    client.force_login(person)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.person = person
    return client


def sent(client: Client, **changes: object) -> object:
    form = {"name": "monthly report", "scopes": ["library.read"], "days": 30, **changes}
    return client.post("/rights/keys/", form)


def test_the_secret_is_shown_once(signed_in: Client) -> None:
    answer = sent(signed_in)
    key = ApiKey.objects.get()
    secret = answer.context["made"].secret
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert secret in answer.content.decode()
    assert opened_by(secret).id == key.pk
    page = signed_in.get("/rights/keys/").content.decode()
    assert secret not in page
    assert key.prefix in page
    assert "monthly report" in page


def test_a_role_is_offered_what_it_may(signed_in: Client) -> None:
    page = signed_in.get("/rights/keys/").content.decode()
    assert "library.add" in page
    assert "trail.read" not in page
    answer = sent(signed_in, scopes=["trail.read"])
    assert answer.status_code == 422
    assert not ApiKey.objects.exists()


def test_days_out_of_reach_are_refused_with_the_form(signed_in: Client) -> None:
    answer = sent(signed_in, days=367)
    assert answer.status_code == 422
    assert "366" in answer.content.decode()


def test_one_revokes_on_the_page_and_only_ones_own(signed_in: Client) -> None:
    sent(signed_in)
    other = made_for(PersonFactory())
    own = ApiKey.objects.get(person=signed_in.person)
    assert signed_in.post(f"/rights/keys/{other.key.pk}/revoke/").status_code == 404
    answer = signed_in.post(f"/rights/keys/{own.pk}/revoke/")
    assert answer.status_code == 303
    own.refresh_from_db()
    assert own.revoked_at is not None
    assert opened_by(other.secret) is not None
    assert "Revoke" not in signed_in.get("/rights/keys/").content.decode().split("<main")[1]


def test_an_unlocked_screen_is_not_enough(client: Client) -> None:
    # A session without a sign-in just now, as one that was left open.
    client.force_login(PersonFactory())
    answer = sent(client)
    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]
    assert not ApiKey.objects.exists()
    # With the password, what was asked for goes on from there.
    answer = client.post(answer["Location"], {"password": PASSWORD}, follow=True)
    assert opened_by(answer.context["made"].secret) is not None


# The command line


def run(*arguments: str) -> object:
    return CliRunner().invoke(rights, ["key", *arguments], catch_exceptions=False)


def test_the_command_line_makes_lists_and_revokes() -> None:
    person = PersonFactory(email="mira@example.org")
    partner = person.organisation.name
    done = run(
        "make", "mira@example.org", "--organisation", partner, "--name", "report", "--scope", "library.read",
    )  # fmt: skip
    secret = done.stdout.strip()
    assert opened_by(secret) is not None
    entry = TrailEntry.objects.get(verb="rights.key.made")
    assert entry.person_id is None
    assert entry.facts["of"] == str(person.pk)
    listed = run("list").stdout
    assert secret[:12] in listed
    assert secret not in listed
    assert '"last_used_on": null' in run("list", "--json").stdout
    assert run("revoke", str(ApiKey.objects.get().pk)).exit_code == 0
    assert opened_by(secret) is None


def _opens(secret: str) -> bool:
    return opened_by(secret) is not None


def test_all_are_revoked_by_a_new_password_from_the_mail(mailoutbox: list[EmailMessage]) -> None:
    person = PersonFactory()
    secret = made_for(person).secret
    assert _opens(secret)
    stranger = Client()
    stranger.post("/accounts/password/reset/", {"email": person.email})
    found = re.search(r"/accounts/password/reset/key/\S+", mailoutbox[0].body)
    assert found
    page = stranger.get(found[0], follow=True).request["PATH_INFO"]
    stranger.post(page, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    assert Person.objects.get(pk=person.pk).check_password(NEW_PASSWORD)
    assert not _opens(secret)


def test_all_are_revoked_with_a_lost_second_step() -> None:
    person = PersonFactory()
    secret = made_for(person).secret
    reset_second_step(person.email, reason="The phone was stolen.")
    assert not _opens(secret)


@pytest.mark.parametrize("is_ticked", [True, False])
def test_a_change_of_password_revokes_them_where_it_stays_ticked(is_ticked: bool) -> None:
    person = PersonFactory()
    client = Client()
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert "revoke_keys" not in client.get("/accounts/password/change/").content.decode()
    secret = made_for(person).secret
    page = client.get("/accounts/password/change/").content.decode()
    assert re.search(r'<input type="checkbox" name="revoke_keys"[^>]* checked', page)
    sent = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    sent |= {"revoke_keys": "on"} if is_ticked else {}
    assert client.post("/accounts/password/change/", sent).status_code == 302
    assert _opens(secret) is not is_ticked
