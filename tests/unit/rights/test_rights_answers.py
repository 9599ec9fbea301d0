"""Answers to requests about personal data come to whoever asked, or the page says that they did not."""

from __future__ import annotations

import re
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from commonweal.library import public as library
from commonweal.rights.actions import answers
from commonweal.rights.actions import requests as actions
from commonweal.rights.actions.requests import Asked, Reply
from commonweal.rights.actions.trail import Thing
from commonweal.rights.models import DataRequest, Person, Role, TrailEntry
from commonweal.rights.rules.verbs import sentence_of
from factories import CoordinatorFactory, PersonFactory

pytestmark = pytest.mark.django_db
WORDS = "Nothing is held about you."
DONE = Reply(is_done=True, text=WORDS)
AWAY = "django.core.mail.backends.locmem.EmailBackend.open"


@pytest.fixture
def boss() -> Person:
    return CoordinatorFactory()


def from_outside(kind: str = "access", about: Thing | None = None) -> DataRequest:
    return actions.ask(None, Asked(kind, "Is anything held?", "ilva@example.org", about))


def shown(person: Person, address: str) -> str:
    client = Client()
    client.force_login(person)
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_an_answer_is_sent_after_the_commit_with_its_words_and_number(
    boss: Person, django_capture_on_commit_callbacks: Any
) -> None:
    made, client = from_outside(), Client()
    client.force_login(boss)
    address = f"/rights/requests/{made.pk}/"
    assert "sent by mail to ilva@example.org" in shown(boss, address)
    with django_capture_on_commit_callbacks(execute=True):
        sent = client.post(address, {"outcome": "done", "text": WORDS})
        assert (sent.status_code, sent["Location"], mail.outbox) == (303, address, [])
    [letter] = mail.outbox
    assert letter.to == ["ilva@example.org"]
    assert letter.body == f"{WORDS}\n\nThe number of your request: {made.pk}\n"
    page = shown(boss, address)
    assert "Sent to ilva@example.org on " in page
    assert WORDS in page
    entry = TrailEntry.objects.get(verb="rights.request.answer-mailed")
    assert (entry.thing_id, entry.facts, entry.person_id) == (str(made.pk), {}, None)
    assert not answers.send_answers(now=timezone.now() + timedelta(days=1))
    assert len(mail.outbox) == 1


def test_a_server_that_is_down_is_tried_again_and_the_page_says_so(
    boss: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, now = from_outside(), timezone.now()
    actions.answer(boss, made.pk, DONE)
    with monkeypatch.context() as away:

        def refuse(_self: object) -> None:
            raise SMTPServerDisconnected

        away.setattr(AWAY, refuse)
        assert not answers.send_answers(now=now + timedelta(seconds=9))
    page = shown(boss, f"/rights/requests/{made.pk}/")
    assert "could not be sent to ilva@example.org yet" in page
    assert not answers.send_answers(now=now + timedelta(minutes=1))
    assert answers.send_answers(now=now + timedelta(minutes=6)) == 1
    assert len(mail.outbox) == 1


def test_at_last_the_page_says_to_hand_it_over(
    boss: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = from_outside()
    actions.answer(boss, made.pk, DONE)

    def refuse(_self: object) -> None:
        raise SMTPServerDisconnected

    monkeypatch.setattr(AWAY, refuse)
    for day in range(1, len(answers.AGAIN) + 2):
        answers.send_answers(now=timezone.now() + timedelta(days=2 * day))
    assert answers.next_answer_at() is None
    page = shown(boss, f"/rights/requests/{made.pk}/")
    assert "Hand the answer over yourself, to ilva@example.org" in page
    assert TrailEntry.objects.filter(verb="rights.request.answer-not-mailed").count() == 1


def test_without_a_mail_server_the_page_says_to_hand_it_over(boss: Person, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    made = from_outside()
    address = f"/rights/requests/{made.pk}/"
    assert "Hand it over yourself, to ilva@example.org" in shown(boss, address)
    actions.answer(boss, made.pk, DONE)
    assert answers.next_answer_at() is None
    assert "Hand the answer over yourself, to ilva@example.org" in shown(boss, address)


def test_people_with_an_account_are_answered_at_its_address(boss: Person) -> None:
    person = PersonFactory(email="mira@example.org")
    actions.answer(boss, actions.ask(person, Asked("access")).pk, DONE)
    assert answers.send_answers(now=timezone.now()) == 1
    assert mail.outbox[0].to == ["mira@example.org"]
    gone = actions.ask(person, Asked("erasure"))
    assert "note it now" in shown(boss, f"/rights/requests/{gone.pk}/")
    actions.answer(boss, gone.pk, DONE)
    assert answers.next_answer_at() is None
    assert "no address is left here" in shown(boss, f"/rights/requests/{gone.pk}/")


def test_an_answered_request_stays_to_be_read_by_those_who_may_answer(boss: Person) -> None:
    person = PersonFactory()
    made = actions.ask(person, Asked("access", "What is held?"))
    actions.answer(boss, made.pk, DONE)
    address = f"/rights/requests/{made.pk}/"
    assert f'href="{address}"' in shown(boss, "/rights/requests/")
    page = shown(boss, address)
    assert "What is held?" in page
    assert WORDS in page
    assert "<textarea" not in page
    for other in (person, PersonFactory(role=Role.POLICE), PersonFactory(role=Role.OVERSIGHT)):
        client = Client()
        client.force_login(other)
        assert client.get(address).status_code == 404
    client.force_login(boss)
    assert client.post(address, {"outcome": "done", "text": "Again"}).status_code == 404


def test_the_page_says_that_an_answer_erases_nothing(boss: Person) -> None:
    key = library.add_now("paper.txt", b"Round table\n12 March 2026\n\nIlva spoke.\n", person=None)
    named = from_outside("erasure", Thing("library.Document", str(key)))
    page = shown(boss, f"/rights/requests/{named.pk}/")
    assert "ilva@example.org asks: erase my data</h1>" in page
    assert f'href="/library/{key}/"' in page
    assert "erases nothing by itself" in page
    assert "use the button above" in page
    unnamed = from_outside("erasure")
    page = shown(boss, f"/rights/requests/{unnamed.pk}/")
    assert "erases nothing by itself" in page
    assert "Look for it in the library" in page


def test_my_data_tells_acts_in_sentences(boss: Person) -> None:
    key = library.add_now("paper.txt", b"Round table\n12 March 2026\n\nNo.\n", person=boss)
    page = shown(boss, "/rights/my-data/")
    assert "library.document.added" not in page
    assert sentence_of("library.document.added")[1:] in page
    assert str(key) not in page
