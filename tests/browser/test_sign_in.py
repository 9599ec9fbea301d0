"""Sign-in in the browser: an app, a passkey, and what every page of it looks like."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from factories import PASSWORD, PersonFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OWN_PAGES = [
    "/accounts/",
    "/accounts/app/add/",
    "/accounts/passkeys/add/",
    "/accounts/sessions/",
    "/accounts/password/change/",
]


@pytest.fixture
def real(settings: object) -> None:
    """Not the demonstration: guarded roles need a second step."""
    settings.DEMO = False


def enter(page: Page, email: str) -> None:
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def confirm(page: Page) -> None:
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def code(secret: str, *, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def device(page: Page) -> None:
    """Give the browser a made-up device that keeps passkeys and knows its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def sign_out(page: Page) -> None:
    page.locator("details.account summary").click()
    page.get_by_role("button", name="Sign out").click()


def test_a_guarded_role_sets_up_an_app_and_signs_in_with_its_code(
    window: Callable[..., Page], accessible: Callable[[Page], None], real: None
) -> None:
    person = PersonFactory(role="police")
    page = window("/accounts/login/")
    enter(page, person.email)
    expect(page.get_by_role("heading", name="Your sign-in")).to_be_visible()
    page.goto("/library/")
    expect(page).to_have_url(re.compile("/accounts/$"))
    page.get_by_role("link", name="Set up an authenticator app").click()
    confirm(page)
    expect(page.get_by_role("img", name="Code for your authenticator app")).to_be_visible()
    secret = page.locator("code.key").inner_text()
    page.get_by_label("Code", exact=False).last.fill(code(secret))
    page.get_by_role("button", name="Use this app").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    accessible(page)
    spare = page.locator(".codes code").first.inner_text()
    page.goto("/library/")
    expect(page).to_have_url(re.compile("/library/$"))
    sign_out(page)
    page.goto("/accounts/login/")
    enter(page, person.email)
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    accessible(page)
    page.get_by_label("Code").fill(spare)
    page.get_by_role("button", name="Sign in").click()
    page.goto("/library/")
    expect(page).to_have_url(re.compile("/library/$"))


def test_a_passkey_is_made_renamed_used_alone_and_removed(
    window: Callable[..., Page], accessible: Callable[[Page], None], real: None
) -> None:
    person = PersonFactory(role="police")
    page = window("/accounts/login/")
    device(page)
    enter(page, person.email)
    page.get_by_role("link", name="Add a passkey").click()
    confirm(page)
    page.get_by_label("Name").fill("My phone")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.goto("/accounts/")
    accessible(page)
    page.get_by_role("link", name="Rename My phone").click()
    page.get_by_label("Name").fill("Work phone")
    page.get_by_role("button", name="Keep this name").click()
    expect(page.get_by_role("cell", name="Work phone", exact=True)).to_be_visible()
    sign_out(page)
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(lambda url: "login" not in url)
    page.goto("/library/")
    expect(page).to_have_url(re.compile("/library/$"))
    sign_out(page)
    page.goto("/accounts/login/")
    enter(page, person.email)
    page.get_by_role("button", name="Use a passkey instead").click()
    page.wait_for_url(lambda url: "second-step" not in url)
    page.goto("/accounts/")
    page.get_by_role("link", name="Remove Work phone").click()
    confirm(page)
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("Your role needs a second step").first).to_be_visible()
    assert not Authenticator.objects.exists()


def test_a_passkey_that_is_refused_is_said_on_the_page(window: Callable[..., Page]) -> None:
    page = window("/accounts/login/")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('no')) }")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("The passkey was not used")


def test_without_script_passkeys_are_not_offered_and_an_app_is(
    window: Callable[..., Page],
) -> None:
    page = window("/accounts/login/", java_script_enabled=False)
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    enter(page, PersonFactory().email)
    page.goto("/accounts/passkeys/add/")
    confirm(page)
    expect(page.get_by_text("Passkeys need JavaScript")).to_be_visible()
    page.get_by_role("link", name="Set up an authenticator app").click()
    expect(page.get_by_role("img", name="Code for your authenticator app")).to_be_visible()


def test_the_pages_of_one_s_sign_in_are_accessible_and_fit(
    window: Callable[..., Page],
    everywhere: Callable[[Page], None],
) -> None:
    page = window("/accounts/login/")
    enter(page, PersonFactory(role="police").email)
    page.goto("/accounts/app/add/")
    everywhere(page)
    confirm(page)
    for path in OWN_PAGES:
        page.goto(path)
        everywhere(page)
