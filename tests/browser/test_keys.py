"""Keys for programs in the browser: made, shown once, revoked; accessible, on a phone, without script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from commonweal.rights.actions.keys import KeyDraft, make_key, revoke_key
from commonweal.rights.queries.keys import opened_by
from factories import PASSWORD, PersonFactory
from steps import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DRAFT = KeyDraft(name="monthly report", scopes=("library.read", "partners.read"), days=30)


def test_the_pages_are_accessible_and_fit(
    window: Callable[..., Page],
    everywhere: Callable[[Page], None],
) -> None:
    person = PersonFactory()
    make_key(person, DRAFT)
    revoke_key(person, make_key(person, DRAFT).key.pk)
    page = window("/api/")
    everywhere(page)
    sign_in(page, person.email)
    for path in ("/rights/keys/", "/api/"):
        page.goto(path)
        everywhere(page)


@pytest.mark.parametrize("script", [True, False])
def test_one_makes_a_key_uses_it_and_revokes_it(
    window: Callable[..., Page], accessible: Callable[[Page], None], script: bool
) -> None:
    person = PersonFactory()
    page = window("/", java_script_enabled=script)
    sign_in(page, person.email)
    page.goto("/accounts/")
    page.get_by_role("link", name="Keys for programs").click()
    page.get_by_label("What it is for").fill("monthly report")
    page.get_by_label("read and search documents").check()
    page.get_by_role("button", name="Make the key").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    secret = page.locator("code", has_text="cwk_").first.inner_text()
    if script:
        accessible(page)
    assert opened_by(secret).person == person
    page.goto("/rights/keys/")
    expect(page.get_by_text(secret)).to_have_count(0)
    page.get_by_role("button", name="Revoke monthly report").click()
    expect(page.get_by_text("opens nothing any more")).to_be_visible()
    assert opened_by(secret) is None
