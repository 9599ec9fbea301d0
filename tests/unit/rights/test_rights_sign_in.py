"""Second steps: who needs one, what it takes, what is kept of it."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from commonweal.kernel.errors import InvalidInput, NotFound
from commonweal.rights.actions.sign_in import reset_second_step
from commonweal.rights.models import Person, TrailEntry
from commonweal.rights.rules.roles import GUARDED_ROLES
from factories import PASSWORD, PersonFactory

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # an example, used nowhere else


def code(secret: str = SECRET, *, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def with_app(person: Person) -> Person:
    TOTP.activate(person, SECRET)
    return person


def sign_in(client: Client, person: Person, *, password: str = PASSWORD) -> object:
    return client.post("/accounts/login/", {"login": person.email, "password": password})


def confirmed(client: Client, person: Person) -> Client:
    """A client that has just shown once more that it is the person."""
    client.force_login(person)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def verbs() -> list[str]:
    return list(TrailEntry.objects.order_by("id").values_list("verb", flat=True))


@pytest.fixture
def real(settings: object) -> None:
    """Not the demonstration."""
    settings.DEMO = False


@pytest.mark.parametrize("role", sorted(GUARDED_ROLES))
def test_guarded_roles_are_led_to_set_up_a_second_step(
    client: Client, real: None, role: str
) -> None:
    client.force_login(PersonFactory(role=role))
    for page in ("/", "/library/", "/partners/", "/rights/people/", "/agreed/"):
        answer = client.get(page)
        assert (answer.status_code, answer["Location"]) == (302, "/accounts/")
    shown = client.get("/accounts/")
    assert b"Your role needs a second step" in shown.content
    assert client.get("/accounts/sessions/").status_code == 200


def test_signing_out_is_open_without_a_second_step(client: Client, real: None) -> None:
    client.force_login(PersonFactory(role="police"))
    assert client.post("/accounts/logout/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_fragment_is_led_there_too(client: Client, real: None) -> None:
    client.force_login(PersonFactory(role="police"))
    assert client.get("/library/", headers={"HX-Request": "true"})["HX-Redirect"] == "/accounts/"


def test_with_a_second_step_the_pages_open(client: Client, real: None) -> None:
    client.force_login(with_app(PersonFactory(role="police")))
    assert client.get("/library/").status_code == 200


def test_a_role_that_sees_nothing_restricted_needs_none(client: Client, real: None) -> None:
    client.force_login(PersonFactory(role="civil society"))
    assert client.get("/library/").status_code == 200


def test_in_the_demonstration_it_is_offered_and_the_page_says_so(client: Client) -> None:
    client.force_login(PersonFactory(role="police"))
    assert client.get("/library/").status_code == 200
    assert b"offered, and not required" in client.get("/accounts/").content


def test_the_setting_can_leave_it_out(client: Client, real: None, settings: object) -> None:
    settings.SECOND_STEP_REQUIRED = False
    client.force_login(PersonFactory(role="police"))
    assert client.get("/library/").status_code == 200


def test_a_password_alone_does_not_open_the_door_of_who_has_an_app(client: Client) -> None:
    person = with_app(PersonFactory())
    assert sign_in(client, person)["Location"] == "/accounts/second-step/"
    assert "_auth_user_id" not in client.session
    assert client.get("/library/").status_code == 302
    answer = client.post("/accounts/second-step/", {"code": code()})
    assert answer["Location"] == "/"
    assert client.session["_auth_user_id"] == str(person.pk)


def test_a_code_opens_once(client: Client) -> None:
    person, used = with_app(PersonFactory()), code()
    sign_in(client, person)
    client.post("/accounts/second-step/", {"code": used})
    other = Client()
    sign_in(other, person)
    assert b"was used already" in other.post("/accounts/second-step/", {"code": used}).content
    assert "_auth_user_id" not in other.session


def test_a_wrong_code_is_recorded_and_told(client: Client) -> None:
    sign_in(client, with_app(PersonFactory()))
    answer = client.post("/accounts/second-step/", {"code": "000000"})
    assert b"This code is not right" in answer.content
    assert verbs()[-1:] == ["rights.sign-in.step-failed"]


def test_an_app_is_set_up_with_its_picture_and_recovery_codes(client: Client) -> None:
    person = PersonFactory()
    confirmed(client, person)
    page = client.get("/accounts/app/add/").content.decode()
    assert re.search(r'<svg class="qr" role="img"[^>]*><path d="M', page)
    assert "style=" not in page
    assert "data:" not in page
    secret = re.search(r'<code class="key">([A-Z2-7]+)</code>', page)
    assert secret
    answer = client.post("/accounts/app/add/", {"code": code(secret[1])})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    assert len(re.findall(r"<li><code>", client.get(answer["Location"]).content.decode())) == 10
    assert "rights.second-step.added" in verbs()


def test_what_changes_the_sign_in_asks_for_the_password_once_more(client: Client) -> None:
    client.force_login(with_app(PersonFactory()))
    for page in ("app/remove/", "recovery-codes/new/", "passkeys/add/"):
        answer = client.get(f"/accounts/{page}")
        assert answer["Location"].startswith("/accounts/reauthenticate/"), page


def test_a_recovery_code_opens_once(client: Client) -> None:
    person = with_app(PersonFactory())
    confirmed(client, person).post("/accounts/recovery-codes/new/")
    rescue = Authenticator.objects.get(user=person, type="recovery_codes").wrap()
    spare = rescue.get_unused_codes()[0]
    for opens in (True, False):
        other = Client()
        sign_in(other, person)
        other.post("/accounts/second-step/", {"code": spare})
        assert ("_auth_user_id" in other.session) is opens
    assert "rights.recovery-codes.made" in verbs()


def test_removing_the_app_is_recorded(client: Client) -> None:
    person = with_app(PersonFactory())
    confirmed(client, person)
    assert client.post("/accounts/app/remove/").status_code == 302
    assert not Authenticator.objects.filter(user=person).exists()
    assert "rights.second-step.removed" in verbs()


def test_the_database_holds_no_secret_in_clear() -> None:
    person = with_app(PersonFactory())
    kept = Authenticator.objects.get(user=person).data["secret"]
    assert SECRET not in kept
    assert Authenticator.objects.get(user=person).wrap().validate_code(code())


def test_under_another_key_a_kept_secret_opens_nothing(settings: object) -> None:
    person = with_app(PersonFactory())
    settings.SECRET_KEY = "another key " * 6
    step = Authenticator.objects.get(user=person).wrap()
    assert not step.validate_code(code())
    # An empty secret would make codes that everybody can work out.
    assert not step.validate_code(code(""))


def test_an_older_key_still_opens_what_it_closed(settings: object) -> None:
    person = with_app(PersonFactory())
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key " * 6
    assert Authenticator.objects.get(user=person).wrap().validate_code(code())


def test_a_name_of_a_passkey_cannot_be_markup(client: Client) -> None:
    person = PersonFactory()
    Authenticator.objects.create(
        user=person, type="webauthn", data={"name": "<b>mine</b>", "credential": {}}
    )
    client.force_login(person)
    page = client.get("/accounts/").content.decode()
    assert "&lt;b&gt;mine&lt;/b&gt;" in page
    assert "<b>mine</b>" not in page


def test_another_person_s_passkey_is_not_there(client: Client) -> None:
    theirs = Authenticator.objects.create(
        user=PersonFactory(), type="webauthn", data={"name": "theirs", "credential": {}}
    )
    confirmed(client, PersonFactory())
    assert client.get(f"/accounts/passkeys/{theirs.pk}/").status_code == 404
    assert client.post(f"/accounts/passkeys/{theirs.pk}/remove/").status_code == 404


def test_a_damaged_passkey_is_refused_not_a_fault(client: Client) -> None:
    person = PersonFactory()
    confirmed(client, person)
    client.get("/accounts/passkeys/add/")
    for damaged in ("", "{}", "[]", '{"id": 1}', "nonsense"):
        answer = client.post("/accounts/passkeys/add/", {"name": "x", "credential": damaged})
        assert answer.status_code == 200
    assert not Authenticator.objects.exists()
    for damaged in ("", "{}", "[]", '{"response": {}}', "nonsense"):
        stranger = Client()
        stranger.get("/accounts/passkeys/sign-in/", headers={"Accept": "application/json"})
        answer = stranger.post("/accounts/passkeys/sign-in/", {"credential": damaged})
        assert answer.status_code == 302
        assert "_auth_user_id" not in stranger.session


def test_without_a_role_nobody_comes_in(client: Client) -> None:
    answer = sign_in(client, PersonFactory(role=""))
    assert answer["Location"] == "/accounts/inactive/"
    assert "_auth_user_id" not in client.session


def test_sign_in_and_out_are_recorded(client: Client) -> None:
    person = PersonFactory()
    sign_in(client, person)
    client.post("/accounts/logout/")
    assert verbs() == ["rights.sign-in.done", "rights.sign-in.ended"]
    assert set(TrailEntry.objects.values_list("thing_id", flat=True)) == {str(person.pk)}


def test_whoever_runs_the_server_takes_a_lost_second_step_away(client: Client) -> None:
    person = with_app(PersonFactory())
    client.force_login(person)
    assert reset_second_step(person.email, reason="Lost her phone; called back.") == 1
    assert not Authenticator.objects.exists()
    entry = TrailEntry.objects.get(verb="rights.second-step.reset")
    assert (entry.person_id, entry.thing_id) == (None, str(person.pk))
    with pytest.raises(InvalidInput):
        reset_second_step(person.email, reason=" ")
    with pytest.raises(NotFound):
        reset_second_step("nobody@example.org", reason="x")
