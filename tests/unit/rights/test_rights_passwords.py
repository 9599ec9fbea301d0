"""Long passwords that are guessed first are refused wherever a password is set."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client

from commonweal.kernel.errors import InvalidInput
from commonweal.rights.actions import people
from commonweal.rights.actions.grants import Terms
from factories import PASSWORD, PersonFactory


@pytest.mark.parametrize(
    "password",
    [
        "aaaaaaaaaaaa",
        "AbAbAbAbAbAb12",
        "123456789012",
        "098765432109",
        "abcdefghijkl",
        "qwertyuiop123",
        "poiuytrewq!!",
        "1qaz2wsx3edc",
        "passwordpassword",
        "Password Password",
        "password20262026",
        "password839174",
        "2026-password-2026",
        "dragon17dragon17",
    ],
)
def test_what_is_guessed_first_is_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize(
    "password",
    [PASSWORD, "lanterns over the river", "river-market-lantern", "k3v9qzt1mwx7", "4711 Laternen am Fluss"],
)  # fmt: skip
def test_a_few_words_are_taken(password: str) -> None:
    validate_password(password)


@pytest.mark.django_db
def test_joining_and_changing_ask_the_same(client: Client) -> None:
    terms = Terms(role="partner", days=30, reason="Works on the plan")
    token = people.invite(None, email="m@example.org", organisation="Net", job="clerk", terms=terms)
    with pytest.raises(InvalidInput, match="row of keys or numbers"):
        people.accept_invitation(token, name="Mira", password="123456789012")
    person = PersonFactory()
    client.force_login(person)
    weak = "passwordpassword"
    sent = {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    assert "common password" in client.post("/accounts/password/change/", sent).content.decode()
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


@pytest.mark.django_db
def test_a_new_password_by_mail_asks_the_same(client: Client) -> None:
    person = PersonFactory()
    client.post("/accounts/password/reset/", {"email": person.email})
    link = re.search(r"/accounts/password/reset/key/\S+", mail.outbox[0].body)
    assert link
    page = client.get(link.group(), follow=True).request["PATH_INFO"]
    weak = {"password1": "qwertyuiop123", "password2": "qwertyuiop123"}
    assert "row of keys or numbers" in client.post(page, weak).content.decode()
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
