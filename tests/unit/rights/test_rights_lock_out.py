"""Guessing is slowed down for each account and each network address; the owner still comes in."""

from __future__ import annotations

import re
import time

import pytest
from allauth.account.adapter import get_adapter
from allauth.core import context
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.core.cache import cache, caches
from django.core.cache.backends.db import DatabaseCache
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client, RequestFactory

from commonweal.config.settings import RATE_LIMITS
from commonweal.rights.models import TrailEntry
from factories import PASSWORD, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.walk]
GUESSES = 10_000
IN_MEMORY = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


@pytest.fixture(autouse=True)
def limits(settings: object) -> None:
    """The limits of a real workspace, which other tests leave out; an empty count."""
    settings.ACCOUNT_RATE_LIMITS = RATE_LIMITS
    cache.clear()


def guess(email: str, *, at: str = "203.0.113.7", password: str = "not it") -> str:  # noqa: S107  wrong on purpose
    """Try once, and return the name of the refusal, or "" where it was let through."""
    request = RequestFactory().post("/accounts/login/", REMOTE_ADDR=at)
    request.user, request.session = AnonymousUser(), {}
    with context.request_context(request):
        try:
            person = get_adapter().authenticate(request, email=email, password=password)
        except ValidationError as error:
            return str(error.code)
    return "" if person else "wrong"


def locked() -> list[dict[str, object]]:
    return list(
        TrailEntry.objects.filter(verb="rights.sign-in.locked")
        .order_by("id")
        .values_list("facts", flat=True)
    )


def test_ten_thousand_guesses_from_many_addresses_look_at_five_passwords(settings: object) -> None:
    # Quick: where the counts are kept is not what is tested here.
    settings.CACHES = IN_MEMORY
    person = PersonFactory()
    answers = [
        guess(person.email, at=f"10.{n // 65536}.{n // 256 % 256}.{n % 256}")
        for n in range(GUESSES)
    ]
    assert answers.count("wrong") == 5
    assert answers.count("too_many_login_attempts") == GUESSES - 5
    # Counted, not listed: the first, the tenth, the hundredth, the thousandth.
    assert [facts["refused"] for facts in locked()] == [1, 10, 100, 1000]
    entries = TrailEntry.objects.filter(verb="rights.sign-in.locked")
    assert set(entries.values_list("thing_id", flat=True)) == {str(person.pk)}


def test_the_right_password_does_not_help_while_it_is_guessed() -> None:
    person = PersonFactory()
    for _ in range(5):
        guess(person.email)
    assert guess(person.email, password=PASSWORD) == "too_many_login_attempts"
    assert guess(PersonFactory().email, password=PASSWORD) == ""


def test_one_network_address_is_held_back_over_all_accounts() -> None:
    answers = [guess(f"person{n}@example.org") for n in range(40)]
    assert answers.count("wrong") == 20
    assert guess("other@example.org", at="198.51.100.9") == "wrong"


def test_an_account_that_is_not_there_is_answered_the_same() -> None:
    there, not_there = PersonFactory().email, "nobody@example.org"
    tries = range(8)
    assert [guess(there, at=f"10.0.0.{n}") for n in tries] == [
        guess(not_there, at=f"10.0.1.{n}") for n in tries
    ]
    for entry in TrailEntry.objects.filter(verb="rights.sign-in.locked"):
        assert "@" not in str(entry.facts) + entry.thing_id
        assert "10.0." not in str(entry.facts) + entry.thing_id


def test_the_page_says_the_same_for_both(client: Client) -> None:
    pages = []
    for n, email in enumerate((PersonFactory().email, "nobody@example.org")):
        for _ in range(7):
            answer = client.post(
                "/accounts/login/",
                {"login": email, "password": "wrong"},
                REMOTE_ADDR=f"10.1.0.{n}",
            )
        text = answer.content.decode().replace(email, "")
        pages.append(re.sub(r'(csrfmiddlewaretoken" value=|x-csrftoken": )"[^"]+"', "", text))
    assert pages[0] == pages[1]
    assert "Too many attempts failed" in pages[0]


def test_the_owner_comes_in_again_after_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    person = PersonFactory()
    for _ in range(9):
        guess(person.email)
    later = time.time() + 5 * 60 + 1
    monkeypatch.setattr("allauth.core.internal.ratelimit.time.time", lambda: later)
    assert guess(person.email, password=PASSWORD) == ""


def test_the_owner_comes_in_at_once_by_a_new_password(client: Client) -> None:
    person = PersonFactory()
    for n in range(30):
        guess(person.email, at=f"10.2.0.{n}")
    client.post("/accounts/password/reset/", {"email": person.email})
    found = re.search(r"https?://[^/]+(/accounts/password/reset/key/\S+)", mail.outbox[0].body)
    assert found
    page = client.get(found[1])
    chosen = "another long password"
    client.post(page["Location"], {"password1": chosen, "password2": chosen})
    assert guess(person.email, password=chosen) == ""
    assert TrailEntry.objects.filter(verb="rights.password.reset").count() == 1


def test_an_address_that_nobody_has_gets_no_mail(client: Client) -> None:
    answer = client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    other = client.post("/accounts/password/reset/", {"email": PersonFactory().email})
    assert answer["Location"] == other["Location"]
    assert [message.to for message in mail.outbox] == [
        [PersonFactory._meta.model.objects.get().email]
    ]


def test_codes_of_the_second_step_cannot_be_guessed_either(client: Client) -> None:
    from allauth.mfa.totp.internal.auth import TOTP

    person = PersonFactory()
    TOTP.activate(person, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    for n in range(8):
        answer = client.post("/accounts/second-step/", {"code": f"{n:06}"})
    assert b"Too many attempts failed" in answer.content
    assert {"of": "second step", "refused": 1} in locked()


def test_a_flood_from_one_address_is_answered_with_429(client: Client) -> None:
    answers = [
        client.post("/accounts/login/", {"login": f"p{n}@example.org", "password": "x"})
        for n in range(31)
    ]
    assert answers[-1].status_code == 429
    assert b"Too many requests" in answers[-1].content
    assert {"of": "network", "refused": 1} in locked()


def test_processes_count_together() -> None:
    person = PersonFactory()
    for _ in range(3):
        guess(person.email)
    caches["default"] = caches.create_connection("default")  # as another process would
    assert isinstance(caches["default"], DatabaseCache)
    assert [guess(person.email) for _ in range(3)] == ["wrong", "wrong", "too_many_login_attempts"]


def test_many_other_attempts_do_not_wash_out_that_an_account_is_locked(settings: object) -> None:
    counts = settings.CACHES["default"]
    settings.CACHES = {"default": {**counts, "LOCATION": "few", "OPTIONS": {"MAX_ENTRIES": 10}}}
    call_command("createcachetable", verbosity=0)
    person = PersonFactory()
    for _ in range(5):
        guess(person.email)
    for number in range(40):
        guess(f"nobody{number}@example.org", at=f"10.0.0.{number}")
    assert guess(person.email, password=PASSWORD) == "too_many_login_attempts"
    cache.set("over", 1, timeout=-1)
    cache.set("more", 1)
    assert cache.get("over") is None
