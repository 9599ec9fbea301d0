"""Sign-in at one's own organisation: it knows people, it never makes any."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from commonweal.rights.models import Person
from factories import PASSWORD, PersonFactory

pytestmark = pytest.mark.django_db
ISSUER = "https://people.example.org"
DOOR, BACK = "/accounts/at/house/", "/accounts/at/house/back/"


class Answer:
    """What the provider's server says."""

    status_code = 200
    headers = {"content-type": "application/json"}

    def __init__(self, body: dict[str, object]) -> None:
        self.body = body

    def json(self) -> dict[str, object]:
        return self.body

    def raise_for_status(self) -> None:
        """All is well."""


class Provider:
    """A made-up provider in place of the network."""

    def __init__(self) -> None:
        self.claims: dict[str, object] = {}

    def __enter__(self) -> Provider:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to close."""

    def get(self, url: str, **_: object) -> Answer:
        if url.endswith("/.well-known/openid-configuration"):
            return Answer(
                {
                    "issuer": ISSUER,
                    "authorization_endpoint": f"{ISSUER}/ask",
                    "token_endpoint": f"{ISSUER}/token",
                    "userinfo_endpoint": f"{ISSUER}/who",
                    "jwks_uri": f"{ISSUER}/keys",
                }
            )
        return Answer({"sub": "u1", **self.claims})

    def request(self, *_: object, **__: object) -> Answer:
        token = jwt.encode(
            {"sub": "u1", "iss": ISSUER, "aud": "commonweal", "exp": 4102444800, **self.claims},
            "only a test " * 4,
        )
        return Answer({"access_token": "t", "token_type": "bearer", "id_token": token})


@pytest.fixture
def provider(settings: object, monkeypatch: pytest.MonkeyPatch) -> Provider:
    settings.SINGLE_SIGN_ON = {
        "provider_id": "house",
        "name": "City of Lumen",
        "client_id": "commonweal",
        "secret": "only a test",
        "settings": {"server_url": ISSUER, "oauth_pkce_enabled": True},
    }
    made = Provider()
    where = "commonweal.rights.adapters.single_sign_on.InvitedOnly.get_requests_session"
    monkeypatch.setattr(where, lambda _self: made)
    return made


@pytest.fixture
def come_back(provider: Provider, client: Client) -> Callable[..., object]:
    """Go to the provider and come back with what it says of the person."""

    def go(*, door: str = DOOR, **claims: object) -> object:
        provider.claims = claims
        sent = client.post(door)
        asked = urlsplit(sent["Location"])
        assert f"{asked.scheme}://{asked.netloc}{asked.path}" == f"{ISSUER}/ask"
        query = parse_qs(asked.query)
        assert query["code_challenge_method"] == ["S256"]
        return client.get(BACK, {"code": "c", "state": query["state"][0]})

    return go


def test_an_invited_person_with_a_verified_address_comes_in(
    come_back: Callable[..., object], client: Client
) -> None:
    person = PersonFactory(email="mira@lumen.example.org")
    answer = come_back(email="Mira@Lumen.example.org", email_verified=True)
    assert answer["Location"] == "/"
    assert client.session["_auth_user_id"] == str(person.pk)
    # Their password goes on; nothing of the provider's is kept.
    assert Person.objects.get().check_password(PASSWORD)
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("verified", [False, None, "yes", 1])
def test_an_address_that_is_not_verified_does_not_count(
    come_back: Callable[..., object], client: Client, verified: object
) -> None:
    PersonFactory(email="mira@lumen.example.org")
    answer = come_back(email="mira@lumen.example.org", email_verified=verified)
    assert answer["Location"] == "/accounts/login/"
    assert "_auth_user_id" not in client.session


def test_nobody_is_made(come_back: Callable[..., object], client: Client) -> None:
    come_back(email="stranger@example.org", email_verified=True)
    assert not Person.objects.exists()
    assert b"Nobody with this address was invited" in client.get("/accounts/login/").content


def test_who_has_a_second_step_is_asked_for_it(
    come_back: Callable[..., object], client: Client
) -> None:
    TOTP.activate(PersonFactory(email="mira@example.org"), "JBSWY3DPEHPK3PXP")
    answer = come_back(email="mira@example.org", email_verified=True)
    assert answer["Location"] == "/accounts/second-step/"
    assert "_auth_user_id" not in client.session


def test_a_closed_account_stays_closed(come_back: Callable[..., object], client: Client) -> None:
    PersonFactory(email="mira@example.org", is_active=False)
    come_back(email="mira@example.org", email_verified=True)
    assert "_auth_user_id" not in client.session


def test_an_account_there_cannot_be_tied_to_another_here(
    come_back: Callable[..., object], client: Client
) -> None:
    client.force_login(PersonFactory())
    come_back(door=f"{DOOR}?process=connect", email="other@example.org", email_verified=True)
    assert not SocialAccount.objects.exists()


def test_a_forged_way_back_is_refused(provider: Provider, client: Client) -> None:
    PersonFactory(email="mira@example.org")
    provider.claims = {"email": "mira@example.org", "email_verified": True}
    assert client.get(BACK, {"code": "c", "state": "made up"})["Location"] == "/accounts/login/"
    assert "_auth_user_id" not in client.session


def test_only_a_post_goes_to_the_provider(provider: Provider, client: Client) -> None:
    assert client.get(DOOR).status_code == 200
    assert b"City of Lumen" in client.get("/accounts/login/").content


def test_without_the_settings_there_is_no_such_page(client: Client) -> None:
    assert client.get(DOOR).status_code == 404
    assert client.get(BACK).status_code == 404
    assert b"/accounts/at/" not in client.get("/accounts/login/").content
