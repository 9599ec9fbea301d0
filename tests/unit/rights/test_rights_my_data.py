"""A person's own data: see it, ask, be answered within the clock, and be erased."""

from __future__ import annotations

import json
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import signing
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from commonweal.kernel.errors import Conflict, InvalidInput, NotFound
from commonweal.library import public as library
from commonweal.library.actions.restrictions import Circle, restrict
from commonweal.library.models import Document
from commonweal.rights import public as rights
from commonweal.rights.actions import requests as actions
from commonweal.rights.actions.grants import act_for, end_grant
from commonweal.rights.actions.notes import add_note, change_note
from commonweal.rights.actions.requests import MOST_FROM_OUTSIDE, Asked, Reply
from commonweal.rights.actions.trail import Thing, record, verb
from commonweal.rights.engine.retention import months_after
from commonweal.rights.forms.retention import ASKED_SALT
from commonweal.rights.models import (
    ApiKey,
    DataRequest,
    Grant,
    Hold,
    Invitation,
    Note,
    Person,
    RecordKey,
    Role,
    Tombstone,
    TrailEntry,
    TrailWords,
)
from factories import PASSWORD, CoordinatorFactory, OrganisationFactory, PersonFactory, give
from factories_partners import world

pytestmark = pytest.mark.django_db
SAID = verb("rights.test.about", "said something about somebody")
DONE = Reply(is_done=True, text="It is done.")


@pytest.fixture
def person() -> Person:
    return PersonFactory(name="Mira Quillerbrand", email="mira@example.org", job="Quill organiser")


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


def today() -> object:
    return timezone.localdate()


# The clock


def test_an_answer_is_due_in_a_month_and_put_off_once_by_two(person: Person) -> None:
    made = actions.ask(person, Asked(kind="access"))
    assert made.due_on == months_after(today(), months=1)
    coordinator = CoordinatorFactory()
    later = actions.put_off(coordinator, made.pk, reason="Many files")
    assert later.due_on == months_after(today(), months=3)
    with pytest.raises(Conflict, match="put off once"):
        actions.put_off(coordinator, made.pk, reason="Once more")
    assert DataRequest.objects.get().due_on == months_after(today(), months=3)


def test_the_clock_shows_on_today_of_whoever_answers(person: Person) -> None:
    made = actions.ask(person, Asked(kind="access"))
    [item] = rights.today_items(CoordinatorFactory(), since=None)
    assert (item.kind, item.due_on) == ("due", made.due_on)
    assert "Mira" not in item.text
    assert not rights.today_items(person, since=None)
    page = Client()
    page.force_login(PersonFactory(role=Role.OVERSIGHT))
    assert "1 open, 0 late" in page.get("/rights/retention/").content.decode()


def test_nobody_answers_their_own_and_no_stranger_answers(person: Person) -> None:
    own = CoordinatorFactory()
    mine = actions.ask(own, Asked(kind="erasure"))
    theirs = actions.ask(person, Asked(kind="access"))
    with pytest.raises(NotFound):
        actions.answer(own, mine.pk, DONE)
    for role in (Role.POLICE, Role.OVERSIGHT, Role.DONOR):
        with pytest.raises(NotFound):
            actions.answer(PersonFactory(role=role), theirs.pk, DONE)
    with pytest.raises(InvalidInput, match="Say why"):
        actions.answer(own, theirs.pk, Reply(is_done=False, text=""))
    actions.answer(own, theirs.pk, DONE)
    with pytest.raises(NotFound):
        actions.answer(own, theirs.pk, DONE)


def test_a_correction_says_what_is_wrong_and_is_made(person: Person) -> None:
    with pytest.raises(InvalidInput, match="what is wrong"):
        actions.ask(person, Asked(kind="correction"))
    made = actions.ask(person, Asked(kind="correction", text="I am Mira Holm now."))
    actions.answer(
        CoordinatorFactory(), made.pk, Reply(is_done=True, text="Corrected.", name="Mira Holm")
    )
    person.refresh_from_db()
    assert (person.name, person.job) == ("Mira Holm", "Quill organiser")


def test_three_requests_wait_at_most(person: Person) -> None:
    for _number in range(3):
        actions.ask(person, Asked(kind="access"))
    with pytest.raises(Conflict, match="wait for their answer"):
        actions.ask(person, Asked(kind="access"))


# Erasure of an account


def asked_for_erasure(person: Person) -> DataRequest:
    return actions.ask(person, Asked(kind="erasure", text="Quillerbrand goes"))


def test_an_erased_account_holds_nothing_of_the_person(person: Person, data_folder: Path) -> None:
    from allauth.mfa.models import Authenticator
    from allauth.usersessions.models import UserSession

    client = Client()
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
    UserSession.objects.get_or_create(
        user=person, session_key="k", defaults={"ip": "10.0.0.9", "user_agent": "Q"}
    )
    now = timezone.now()
    ApiKey.objects.create(
        person=person,
        organisation=person.organisation,
        name="Quillerbrand's program",
        sha256="0" * 64,
        expires_at=now + timedelta(days=9),
    )
    Invitation.objects.create(
        token_sha256="1" * 64,
        email=person.email,
        job=person.job,
        reason="Quillerbrand helps",
        organisation=person.organisation,
        expires_at=now,
        accepted_by=person,
    )
    grant = Grant.objects.get(person=person)
    with transaction.atomic():
        record(None, SAID, thing=grant, reason="Quillerbrand helps")
        record(None, SAID, thing=person, reason="Quillerbrand was ill", change=("a", "b"))
    mail = data_folder / "mail" / "1.log"
    mail.parent.mkdir()
    mail.write_text("To: mira@example.org\n\nHello")
    note = Note.objects.create(organisation=person.organisation, author=person, text="The kerbs")
    actions.answer(CoordinatorFactory(), asked_for_erasure(person).pk, DONE)
    person.refresh_from_db()
    assert person.name == "Erased person"
    assert person.email.endswith("@erased.invalid")
    assert not person.has_usable_password()
    assert not person.is_active
    for model in (Authenticator, UserSession, ApiKey):
        assert not model.objects.filter(
            **{"user" if model is not ApiKey else "person": person}
        ).exists()
    assert not mail.exists()
    assert client.get("/rights/my-data/").status_code == 302
    found = [
        str(list(model.objects.values()))
        for model in (Person, Grant, Invitation, DataRequest, TrailEntry, TrailWords, Tombstone)
    ]
    for text in found:
        assert "Quill" not in text
        assert "mira@" not in text
    assert not RecordKey.objects.filter(thing_id__in=[str(person.pk), str(grant.pk)]).exists()
    # What they did stays with the partner.
    assert Note.objects.get() == note
    assert TrailEntry.objects.filter(person_id=person.pk).exists()
    stone = Tombstone.objects.get()
    assert (stone.thing, stone.why) == ("rights.Person", "request")
    kept = DataRequest.objects.get()
    assert (kept.person, kept.state, kept.text, kept.answer) == (None, "done", "", "")


def test_what_an_erased_person_did_stays_with_the_partner() -> None:
    around = world()
    action_id = around.do()
    made = asked_for_erasure(around.owner)
    actions.answer(around.coordinator, made.pk, DONE)
    client = Client()
    client.force_login(around.addressee)
    page = client.get(f"/partners/actions/{action_id}/").content.decode()
    assert around.owner.organisation.name in page
    assert "Erased person" in page
    assert around.owner.name not in page


def test_a_held_account_is_not_erased(person: Person) -> None:
    made = asked_for_erasure(person)
    coordinator = CoordinatorFactory()
    Hold.objects.create(
        thing="rights.Person",
        thing_id=str(person.pk),
        reason="A court asks",
        until=today() + timedelta(days=3),
        placed_by=coordinator,
    )
    with pytest.raises(Conflict, match="lift the hold first"):
        actions.answer(coordinator, made.pk, DONE)
    person.refresh_from_db()
    assert person.name == "Mira Quillerbrand"
    assert DataRequest.objects.get().state == "open"


def test_the_last_of_a_role_without_which_nothing_goes_on_is_not_erased() -> None:
    last = PersonFactory(role=Role.ADMINISTRATOR)
    coordinator = CoordinatorFactory()
    made = asked_for_erasure(last)
    with pytest.raises(Conflict, match="Grant the role to somebody first"):
        actions.answer(coordinator, made.pk, DONE)
    give(PersonFactory(role=""), role=Role.ADMINISTRATOR)
    actions.answer(coordinator, made.pk, DONE)
    last.refresh_from_db()
    assert last.erased_at is not None


# What is held


def test_everything_that_points_at_a_person_is_told(person: Person) -> None:
    Note.objects.create(organisation=person.organisation, author=person, text="My words")
    library.add_now("paper.txt", b"Round table\n12 March 2026\n\nNothing.\n", person=person)
    client = Client()
    client.force_login(person)
    answer = client.get("/rights/my-data/my-data.json")
    assert "attachment" in answer["Content-Disposition"]
    held = json.loads(answer.content)
    assert held["account"]["email"] == "mira@example.org"
    assert held["notes"][0]["text"] == "My words"
    assert {"library.Document", "library.Origin"} <= {one["kind"] for one in held["records"]}
    assert any(one["act"] == "library.document.added" for one in held["trail"])
    secret = json.dumps(held)
    assert person.password not in secret
    assert "My words" not in Client().get("/rights/my-data/", follow=True).content.decode()


def test_whoever_has_left_a_partner_does_not_read_on_in_its_notes(person: Person) -> None:
    note = add_note(person, "First words")
    mate = PersonFactory(organisation=person.organisation)
    elsewhere = give(person, role=Role.PARTNER, organisation=OrganisationFactory())
    end_grant(None, Grant.objects.exclude(pk=elsewhere.pk).get(person=person).pk, reason="left")
    change_note(Person.objects.get(pk=mate.pk), note.pk, "Laterwords of a colleague")
    act_for(Person.objects.get(pk=person.pk), elsewhere.organisation_id)
    client = Client()
    client.force_login(person)
    told = client.get("/rights/my-data/my-data.json").content.decode()
    assert "Laterwords" not in told
    day = timezone.now().date().isoformat()
    assert json.loads(told)["notes"] == [{"kind": "rights.Note", "id": str(note.pk), "day": day}]


def test_asking_on_the_page_and_answering_it(person: Person) -> None:
    client, boss = Client(), Client()
    client.force_login(person)
    boss.force_login(CoordinatorFactory())
    assert client.get("/rights/my-data/").status_code == 200
    assert client.post("/rights/my-data/", {"kind": "correction"}).status_code == 422
    done = client.post("/rights/my-data/", {"kind": "correction", "text": "I am Mira Holm"})
    assert done.status_code == 303
    made = DataRequest.objects.get()
    assert "Mira Quillerbrand" in boss.get("/rights/requests/").content.decode()
    address = f"/rights/requests/{made.pk}/"
    assert 'value="Mira Quillerbrand"' in boss.get(address).content.decode()
    assert client.get(address).status_code == 404
    assert boss.post(f"{address}later/", {"reason": "Many"}).status_code == 303
    assert boss.post(f"{address}later/", {"reason": "Many"}).status_code == 422
    assert boss.post(address, {"outcome": "done", "text": ""}).status_code == 422
    sent = {"outcome": "done", "text": "Corrected", "name": "Mira Holm", "job": "x"}
    assert boss.post(address, sent).status_code == 303
    assert "Corrected" in client.get("/rights/my-data/").content.decode()
    person.refresh_from_db()
    assert person.name == "Mira Holm"


# Without an account


def asked(**changed: str) -> dict[str, str]:
    return {
        "contact": "Ilva@Example.org",
        "kind": "erasure",
        "address": "",
        "text": "The second paragraph names me.",
        "website": "",
        "began": signing.TimestampSigner(salt=ASKED_SALT).sign("ask"),
        **changed,
    }


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks has had the page open for ten seconds."""
    ago = signing.b62_encode(int(time.time()) - 10)
    monkeypatch.setattr(signing.TimestampSigner, "timestamp", lambda _self: ago)


@pytest.mark.usefixtures("patient")
def test_somebody_without_an_account_asks_about_a_document() -> None:
    key = library.add_now("paper.txt", b"Round table\n12 March 2026\n\nIlva spoke.\n", person=None)
    stranger = Client()
    assert stranger.get("/rights/ask/").status_code == 200
    answer = stranger.post("/rights/ask/", asked(address=f"http://here/library/{key}/?from=1"))
    assert answer.status_code == 200
    made = DataRequest.objects.get()
    assert str(made.pk) in answer.content.decode()
    assert (made.contact, made.thing_id) == ("ilva@example.org", str(key))
    boss = Client()
    boss.force_login(CoordinatorFactory())
    page = boss.get(f"/rights/requests/{made.pk}/").content.decode()
    assert "Erase this record" in page
    counts = Client()
    counts.force_login(PersonFactory(role=Role.ADMINISTRATOR))
    erase = f"/rights/requests/{made.pk}/erase/"
    assert "Erase this record" not in counts.get(f"/rights/requests/{made.pk}/").content.decode()
    for client in (counts, boss, boss):  # who sees no record does not begin; one person is not two
        assert client.post(erase).status_code == 303
        assert Document.objects.exists()
    assert "Erase this record" not in boss.get(f"/rights/requests/{made.pk}/").content.decode()
    assert "and erase this" in counts.get(f"/rights/requests/{made.pk}/").content.decode()
    assert counts.post(erase).status_code == 303
    assert not Document.objects.exists()
    assert Tombstone.objects.get().why == "request"
    assert boss.post(f"/rights/requests/{made.pk}/erase/").status_code == 404
    sent = {"outcome": "done", "text": "The document is erased."}
    assert boss.post(f"/rights/requests/{made.pk}/", sent).status_code == 303


def about_a_restricted_document() -> DataRequest:
    """A request from outside about a document that only the police see."""
    police = PersonFactory(role=Role.POLICE)
    key = library.add_now("plan.txt", b"The plan\n12 March 2026\n\nIlva spoke.\n", person=police)
    restrict(key, Circle(roles=[Role.POLICE]), reason="Of a case", person=police)
    about = Thing("library.Document", str(key))
    return actions.ask(None, Asked("erasure", "It names me", "ilva@example.org", about))


def test_what_one_may_not_see_one_cannot_erase() -> None:
    made, boss = about_a_restricted_document(), CoordinatorFactory()
    with pytest.raises(NotFound):
        actions.erase_named(boss, made.pk)
    client = Client()
    client.force_login(boss)
    page = client.get(f"/rights/requests/{made.pk}/").content.decode()
    assert "Erase this record" not in page
    # Nor by agreeing to somebody whose right to see it has ended.
    DataRequest.objects.update(erasure_by=CoordinatorFactory())
    for person in (boss, PersonFactory(role=Role.ADMINISTRATOR)):
        with pytest.raises(NotFound):
            actions.erase_named(person, made.pk)
    assert Document.objects.exists()


def test_the_database_refuses_one_person_as_two() -> None:
    made, boss = about_a_restricted_document(), CoordinatorFactory()
    row = DataRequest.objects.filter(pk=made.pk)
    for change in ({"erasure_agreed_by": boss}, {"erasure_by": boss, "erasure_agreed_by": boss}):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.update(**change)


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"website": "http://buy.example"}, "Leave the last field empty"),
        ({"began": "ask:1:forged"}, "open for too long"),
        ({"began": ""}, "open for too long"),
        ({"contact": "nobody"}, "email address"),
        ({"text": ""}, "required"),
    ],
)
def test_what_no_person_sent_is_refused(changed: dict[str, str], words: str) -> None:
    answer = Client().post("/rights/ask/", asked(**changed))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not DataRequest.objects.exists()


def test_what_is_sent_in_no_time_is_refused() -> None:
    answer = Client().post("/rights/ask/", asked())
    assert answer.status_code == 422
    assert "very quick" in answer.content.decode()


@pytest.mark.usefixtures("patient")
def test_a_network_asks_five_times_an_hour() -> None:
    client = Client()
    for number in range(5):
        sent = client.post("/rights/ask/", asked(contact=f"p{number}@example.org"))
        assert sent.status_code == 200
    assert client.post("/rights/ask/", asked(contact="p9@example.org")).status_code == 429
    assert DataRequest.objects.count() == 5
    elsewhere = Client(REMOTE_ADDR="10.9.9.9")
    assert elsewhere.post("/rights/ask/", asked(contact="q@example.org")).status_code == 200


@pytest.mark.usefixtures("patient")
def test_behind_a_proxy_each_network_asks_for_itself(settings: object) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def post(number: int, of: str) -> int:
        sent = asked(contact=f"p{number}@example.org")
        return Client().post("/rights/ask/", sent, headers={"X-Forwarded-For": of}).status_code

    assert [post(n, f"203.0.113.{n}") for n in range(7)] == [200] * 7
    # One home has as many addresses of the newer kind as it likes: they count as one.
    assert [post(n, f"2001:db8:1:1::{n:x}") for n in range(10, 16)] == [200] * 5 + [429]


@pytest.mark.usefixtures("patient")
def test_a_flood_closes_the_page_for_a_day_only() -> None:
    for number in range(MOST_FROM_OUTSIDE):
        actions.ask(None, Asked(kind="access", contact=f"p{number}@example.org"))
    assert Client().post("/rights/ask/", asked()).status_code == 422
    DataRequest.objects.update(received_at=timezone.now() - timedelta(days=1, minutes=1))
    assert Client().post("/rights/ask/", asked()).status_code == 200
