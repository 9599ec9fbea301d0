"""Mails say how much waits and nothing else, go once, and can be stopped by whoever gets them."""

from __future__ import annotations

import re
from datetime import timedelta
from smtplib import SMTPDataError, SMTPServerDisconnected

import pytest
from click.testing import CliRunner
from django.core import mail
from django.core.mail.backends import locmem
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commonweal.cli import commonweal
from commonweal.kernel.errors import InvalidInput, NotFound
from commonweal.partners import public as partners
from commonweal.rights.models import Organisation, Person, TrailEntry
from commonweal.rights.public import choose_digest
from commonweal.today import tasks
from commonweal.today.actions import digests
from commonweal.today.models import Mail
from commonweal.today.queries import mails
from commonweal.today.rules import person_of, stop_token
from commonweal.ui.terminal import site_address
from factories import PersonFactory
from factories_partners import World, world

pytestmark = pytest.mark.django_db
NOW = timezone.make_aware(timezone.datetime(2026, 11, 25, 6, 30))  # a Wednesday
DAY = timedelta(days=1)
State = Mail.State


@pytest.fixture
def people() -> World:
    return world()


@pytest.fixture
def reader(people: World) -> Person:
    """For whom one thing waits; mail is wanted daily."""
    choose_digest(people.addressee, "daily")
    return people.addressee


class Broken(locmem.EmailBackend):
    """A mail server that fails where the test says."""

    opening: Exception | None = None
    sending: Exception | None = None

    def open(self) -> bool:
        if Broken.opening:
            raise Broken.opening
        return True

    def send_messages(self, messages: list[object]) -> int:
        if Broken.sending:
            raise Broken.sending
        return super().send_messages(messages)


@pytest.fixture
def broken(settings: object, monkeypatch: pytest.MonkeyPatch) -> type[Broken]:
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    monkeypatch.setattr(Broken, "opening", None)
    monkeypatch.setattr(Broken, "sending", None)
    return Broken


def test_it_says_how_much_waits_and_nothing_else(people: World, reader: Person) -> None:
    for number in range(2):
        people.act(title=f"Lower the kerb {number}", due_in_days=-3)
    choose_digest(people.owner, "daily")
    partners.mark(
        people.convener,
        people.meeting_id,
        [partners.Mark(people.owner.organisation_id, text="Light the eastern path.")],
    )
    outcome = digests.send_digests(now=NOW)
    assert (outcome.made, outcome.sent, outcome.queued, outcome.given_up) == (2, 1, 0, 0)
    (letter,) = mail.outbox
    assert letter.to == [people.owner.email]
    assert "1 thing waits for you." in letter.body
    assert "2 are overdue." in letter.body
    assert letter.content_subtype == "plain"
    assert letter.alternatives == [] if hasattr(letter, "alternatives") else True


def test_no_name_no_title_and_no_word_of_anybody_is_in_it(people: World, reader: Person) -> None:
    for number, each in enumerate(Organisation.objects.all()):
        each.name = f"Quillfern Partner {number}"
        each.save()
    people.act(title="Lower the zephyr kerbs", due_in_days=-3)
    for person in Person.objects.all():
        choose_digest(person, "daily")
    digests.send_digests(now=NOW)
    assert len(mail.outbox) >= 2
    words = " ".join(
        [
            *Person.objects.values_list("name", flat=True),
            *Person.objects.values_list("job", flat=True),
            *Organisation.objects.values_list("name", flat=True),
            "Round table Keep the north entrance step-free Lower the zephyr kerbs",
        ]
    )
    secret = {word.lower() for word in re.findall(r"[A-Za-z]{4,}", words)} - {"keep"}
    for letter in mail.outbox:
        said = re.sub(r"https?://\S+", "", f"{letter.subject}\n{letter.body}").lower()
        assert not secret & set(re.findall(r"[a-z]{4,}", said))
        assert letter.to[0] not in letter.body
        ids = re.findall(r"[0-9a-f]{32}", letter.body)
        assert set(ids) <= {Person.objects.get(email=letter.to[0]).pk.hex}


def test_nobody_gets_two_for_a_day(reader: Person) -> None:
    for minutes in (0, 1, 60, 600):
        digests.send_digests(now=NOW + timedelta(minutes=minutes))
    assert len(mail.outbox) == 1
    digests.send_digests(now=NOW + DAY)
    assert len(mail.outbox) == 2
    reader.refresh_from_db()
    assert reader.digest_sent_at == NOW + DAY


def test_weekly_is_once_from_monday_to_sunday(reader: Person) -> None:
    choose_digest(reader, "weekly")
    days = [NOW + DAY * number for number in range(12)]  # a Wednesday and the eleven days after
    for now in days:
        digests.send_digests(now=now)
    assert Mail.objects.filter(state=State.SENT).count() == 2
    assert sorted(Mail.objects.values_list("day", flat=True)) == [
        days[0].date(),
        days[5].date(),
    ]


def test_where_nothing_waits_no_mail_comes(people: World) -> None:
    choose_digest(people.other, "daily")
    assert digests.counts_for(people.other, day=NOW.date())["new"] == 1
    outcome = digests.send_digests(now=NOW)
    assert (outcome.made, outcome.nothing, outcome.sent) == (1, 1, 0)
    assert mail.outbox == []
    assert Mail.objects.get().state == State.NOTHING
    # They are not looked at again that day.
    assert digests.send_digests(now=NOW).made == 0


def test_who_wants_none_is_closed_or_erased_gets_none(reader: Person, people: World) -> None:
    closed = people.colleague
    choose_digest(closed, "daily")
    Person.objects.filter(pk=closed.pk).update(is_active=False)
    choose_digest(reader, "none")
    digests.send_digests(now=NOW)
    assert mail.outbox == []
    assert not Mail.objects.exists()


def test_who_stops_it_while_it_is_queued_gets_none(reader: Person, broken: type[Broken]) -> None:
    broken.opening = ConnectionRefusedError("no server at mail.example")
    digests.send_digests(now=NOW)
    choose_digest(reader, "none")
    broken.opening = None
    assert digests.send_digests(now=NOW + timedelta(hours=1)).sent == 0
    assert mail.outbox == []


def test_a_server_that_is_away_is_tried_again_and_it_shows(
    reader: Person, broken: type[Broken]
) -> None:
    broken.opening = ConnectionRefusedError("no server at mail.example")
    outcome = digests.send_digests(now=NOW)
    assert (outcome.sent, outcome.queued) == (0, 1)
    assert mails.next_try() == NOW + digests.AGAIN[0]
    client = Client()
    client.force_login(reader)
    page = client.get(reverse("today:mail")).content.decode()
    assert "the server did not take it" in page
    # Not before its time.
    broken.opening = None
    assert digests.send_digests(now=NOW + timedelta(minutes=1)).sent == 0
    assert digests.send_digests(now=NOW + timedelta(minutes=6)).sent == 1
    assert len(mail.outbox) == 1


def test_what_no_server_takes_in_a_day_is_given_up_and_the_administrator_told(
    reader: Person, broken: type[Broken]
) -> None:
    broken.sending = SMTPDataError(451, b"later, addressee@example.org")
    now = NOW
    for pause in (timedelta(0), *digests.AGAIN):
        now += pause
        digests.send_digests(now=now)
    first = Mail.objects.get()
    assert (first.state, first.attempts) == (State.GIVEN_UP, len(digests.AGAIN) + 1)
    assert first.problem == "SMTPDataError"
    assert mail.outbox == []
    keeper = PersonFactory(role="administrator")
    Mail.objects.update(day=timezone.localdate())
    (item,) = mails.today_items(keeper, since=None)
    assert item.count >= 1
    assert mails.today_items(reader, since=None) == ()
    client = Client()
    client.force_login(keeper)
    page = client.get(reverse("today:mail")).content.decode()
    assert "SMTPDataError" in page
    assert reader.email not in page


def test_yesterdays_mail_does_not_come_beside_todays(reader: Person, broken: type[Broken]) -> None:
    broken.opening = TimeoutError()
    digests.send_digests(now=NOW)
    broken.opening = None
    digests.send_digests(now=NOW + DAY)
    assert len(mail.outbox) == 1
    assert [each.state for each in Mail.objects.order_by("day")] == [State.GIVEN_UP, State.SENT]


def test_a_weekly_mail_that_was_given_up_is_made_again_the_next_day(
    reader: Person, broken: type[Broken]
) -> None:
    choose_digest(reader, "weekly")
    broken.opening = TimeoutError()
    digests.send_digests(now=NOW)
    broken.opening = None
    for days in (1, 2, 3):
        digests.send_digests(now=NOW + DAY * days)
    assert len(mail.outbox) == 1


def test_an_answer_that_never_came_is_not_sent_again(reader: Person, broken: type[Broken]) -> None:
    broken.sending = SMTPServerDisconnected("gone")
    digests.send_digests(now=NOW)
    assert Mail.objects.get().state == State.UNKNOWN
    broken.sending = None
    digests.send_digests(now=NOW + timedelta(hours=2))
    assert mail.outbox == []


class Killed(BaseException):
    """What ends a process."""


@pytest.mark.parametrize("place", ["before the row", "before the mail", "after the mail"])
def test_whoever_kills_it_wherever_nobody_gets_two(
    place: str, reader: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_given: object, **_named: object) -> None:
        raise Killed

    target = {
        "before the row": "_make",
        "before the mail": "letter_to",
        "after the mail": "note_digest",
    }
    with monkeypatch.context() as patch:
        patch.setattr(digests, target[place], killed)
        with pytest.raises(Killed):
            digests.send_digests(now=NOW)
    before = len(mail.outbox)
    for minutes in (1, 20, 60):
        digests.send_digests(now=NOW + timedelta(minutes=minutes))
    assert len(mail.outbox) <= 1
    assert before <= len(mail.outbox)
    states = list(Mail.objects.values_list("state", flat=True))
    assert states in ([State.SENT], [State.UNKNOWN])


def test_two_senders_never_send_the_same_mail(reader: Person) -> None:
    Mail.objects.create(
        person=reader,
        day=NOW.date(),
        state=State.QUEUED,
        counts={"waiting": 1, "overdue": 0, "due": 0, "new": 0},
        next_at=NOW,
    )
    key = Mail.objects.get().pk
    assert digests._claimed(key, NOW) is not None
    assert digests._claimed(key, NOW) is None


def test_the_link_stops_it_without_signing_in_and_tells_nobody_who(
    reader: Person, people: World
) -> None:
    digests.send_digests(now=NOW)
    (letter,) = mail.outbox
    link = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert link in letter.body
    path = link.removeprefix(site_address())
    client = Client(enforce_csrf_checks=True)
    asked = client.get(path)
    assert asked.status_code == 200
    reader.refresh_from_db()
    assert reader.digest == "daily"  # to look is not to stop: mail programs look
    for sign in (reader.name, reader.email, reader.organisation.name):
        assert sign not in asked.content.decode()
    stopped = client.post(path, {"List-Unsubscribe": "One-Click"})
    assert stopped.status_code == 200
    reader.refresh_from_db()
    assert reader.digest == "none"
    entry = TrailEntry.objects.get(verb="rights.digest.stopped")
    assert (entry.person_id, entry.thing_id) == (None, str(reader.pk))
    # Again, and for somebody who is not there: the same page.
    assert client.post(path).status_code == 200
    gone = reverse("today:stop_mail", args=[stop_token(PersonFactory.build().pk)])
    assert client.post(gone).status_code == 200
    assert TrailEntry.objects.filter(verb="rights.digest.stopped").count() == 1


def test_nobody_makes_up_a_link(reader: Person) -> None:
    token = stop_token(reader.pk)
    assert person_of(token) == reader.pk
    for made_up in (
        reader.pk.hex,
        token[:-1],
        token + "x",
        stop_token(reader.pk).replace(":", "."),
    ):
        with pytest.raises(NotFound):
            person_of(made_up)
        address = reverse("today:stop_mail", args=[made_up])
        assert Client().post(address).status_code == 404
    reader.refresh_from_db()
    assert reader.digest == "daily"


def test_the_page_keeps_what_is_chosen_and_the_trail_says_so(people: World) -> None:
    client = Client()
    client.force_login(people.owner)
    address = reverse("today:mail")
    assert client.get(address).status_code == 200
    assert client.post(address, {"digest": "weekly"}).status_code == 303
    people.owner.refresh_from_db()
    assert people.owner.digest == "weekly"
    assert client.post(address, {"digest": "hourly"}).status_code == 422
    with pytest.raises(InvalidInput):
        choose_digest(people.owner, "hourly")
    entry = TrailEntry.objects.get(verb="rights.digest.chosen")
    assert entry.facts == {"digest": "weekly"}


def test_the_address_is_the_one_people_use(settings: object) -> None:
    settings.ALLOWED_HOSTS, settings.TLS = ["localhost", "work.halvera.example"], True
    assert site_address() == "https://work.halvera.example"
    settings.ALLOWED_HOSTS, settings.TLS = ["localhost"], False
    assert site_address().startswith("http://127.0.0.1")


def test_the_next_run_is_in_the_morning_or_when_a_mail_is_tried_again(
    reader: Person, broken: type[Broken]
) -> None:
    early = NOW.replace(hour=3)
    assert tasks.next_run_at(now=early) == NOW.replace(hour=6, minute=0)
    assert tasks.next_run_at(now=NOW) == NOW
    broken.opening = TimeoutError()
    digests.send_digests(now=NOW)
    assert tasks.next_run_at(now=NOW) == NOW + digests.AGAIN[0]
    broken.opening = None
    digests.send_digests(now=NOW + DAY / 2)
    assert tasks.next_run_at(now=NOW) == NOW.replace(hour=6, minute=0) + DAY


def test_a_run_that_is_over_leaves_the_rest_for_the_next(reader: Person, people: World) -> None:
    choose_digest(people.colleague, "daily")
    turns = iter([False, True, True, True, True, True])
    first = digests.send_digests(now=NOW, is_over=lambda: next(turns))
    assert not first.is_finished
    assert Mail.objects.count() == 1
    digests.send_digests(now=NOW)
    assert len(mail.outbox) == 2


def test_the_command_says_how_many_and_sends_them(reader: Person) -> None:
    dry = CliRunner().invoke(commonweal, ["today", "digests", "--dry-run", "--json"])
    assert dry.exit_code == 0, dry.output
    assert '"made": 1' in dry.output
    assert '"queued": 1' in dry.output
    assert mail.outbox == []
    assert not Mail.objects.exists()
    sent = CliRunner().invoke(commonweal, ["today", "digests"])
    assert sent.exit_code == 0, sent.output
    assert len(mail.outbox) == 1
    assert reader.email not in sent.output
