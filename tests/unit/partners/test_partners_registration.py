"""Registration: who gets a place, who waits, what the mail says, and who never learns a name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from commonweal.partners.actions import (
    agenda,
    deciding,
    letters,
    planning,
    registering,
    registration_forms,
    seats,
)
from commonweal.partners.engine import asking
from commonweal.partners.engine import registration as engine
from commonweal.partners.engine.plan_types import PlanDraft
from commonweal.partners.engine.registration_types import FieldDraft
from commonweal.partners.models import (
    FormField,
    Letter,
    Meeting,
    Registration,
    RegistrationAnswer,
    RegistrationForm,
)
from commonweal.partners.queries import registration as queries
from commonweal.rights.models import Person, Role, TrailEntry
from commonweal.rights.public import retain
from factories import CoordinatorFactory, PersonFactory
from factories_registration import (
    ZONE,
    announced,
    asked,
    come,
    form_draft,
    opened,
    registered,
    wall,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def host() -> Person:
    return PersonFactory(role=Role.CIVIL_SOCIETY)


def states(form: RegistrationForm) -> dict[str, str]:
    return {one.name: one.state for one in form.registrations.exclude(number=None)}


def kinds(form: RegistrationForm) -> list[str]:
    return list(form.letters.order_by("added_at", "pk").values_list("kind", flat=True))


# The engine


def test_at_the_instant_of_the_deadline_it_is_over() -> None:
    closes = datetime(2027, 3, 26, 16, 0, tzinfo=UTC)
    times: Any = {"opens_at": closes - HOUR, "closes_at": closes, "late_until": closes + HOUR}
    tick = timedelta(microseconds=1)
    assert engine.phase_of(closes - 2 * HOUR, **times) == "not yet"
    assert engine.phase_of(closes - HOUR, **times) == "open"
    assert engine.phase_of(closes - tick, **times) == "open"
    assert engine.phase_of(closes, **times) == "late"
    assert engine.phase_of(closes + HOUR, **times) == "closed"
    assert engine.phase_of(closes, **times | {"late_until": None}) == "closed"


@pytest.mark.parametrize(
    ("capacity", "held", "waiting", "state", "due"),
    [
        (None, 900, 0, "confirmed", 0),
        (2, 1, 0, "confirmed", 0),
        (2, 2, 0, "waitlisted", 0),
        (2, 1, 1, "waitlisted", 1),
        (5, 2, 2, "waitlisted", 2),
        (2, 3, 4, "waitlisted", 0),
        (None, 3, 4, "confirmed", 4),
    ],
)
def test_nobody_overtakes_those_who_wait(
    capacity: int | None, held: int, waiting: int, state: str, due: int
) -> None:
    seats_now = engine.Seats(capacity=capacity, held=held, waiting=waiting)
    assert (engine.place_or_line(seats_now), engine.offers_due(seats_now)) == (state, due)


def test_an_offer_ends_when_the_meeting_begins() -> None:
    now = datetime(2027, 3, 27, 12, 0, tzinfo=UTC)
    # The clocks are put forward in this night: 24 hours are 24 hours.
    assert engine.offer_end(now, hours=24, starts_at=None) == now + 24 * HOUR
    assert engine.offer_end(now, hours=24, starts_at=now + HOUR) == now + HOUR


@pytest.mark.parametrize(
    "words",
    ["Your religion", "Ethnic group", "Passport number", "Political party", "Are you in a trade union?", "Gender",
     "Vjeroispovijest", "Nacionalnost", "Вероисповедание", "Mother tongue", "Identity card no.", "Sexual orientation",
     "Date of birth", "Број лична карта, лична карта паспорт"],
)  # fmt: skip
def test_what_nobody_is_asked(words: str) -> None:
    assert asking.never_asked(words)


@pytest.mark.parametrize(
    "words",
    ["Which city do you come from?", "What should the kitchen know?", "Union Street or Park Road?", "Languages",
     "Which table?", "Do you need a ramp?", "Organisation", "A working party in the afternoon", "Country"],
)  # fmt: skip
def test_what_may_be_asked(words: str) -> None:
    assert asking.never_asked(words) == ""


@pytest.mark.parametrize(
    ("kind", "good", "bad", "problem"),
    [
        ("number", "12,5", "twelve", "not-a-number"),
        ("date", "2027-03-09", "9 March", "not-a-day"),
        ("email", "a@example.org", "a at b", "not-an-address"),
        ("phone", "+43 (1) 234-567", "call me", "not-a-telephone"),
        ("text", "x" * 300, "x" * 301, "long"),
        ("one", "Tea", "Gin", "not-a-choice"),
        ("several", ["Tea"], ["Tea", "Gin"], "not-a-choice"),
    ],
)
def test_an_answer_fits_its_question(kind: str, good: Any, bad: Any, problem: str) -> None:
    question = asking.Question(kind=kind, options=("Tea",), is_required=True)
    assert asking.problem_with(question, good) is None
    assert asking.problem_with(question, bad) == problem
    assert asking.problem_with(question, "") == "missing"


# The form


def test_the_deadline_is_meant_where_the_meeting_is_and_the_clock_change_does_not_move_it(
    host: Person,
) -> None:
    clock = datetime.fromisoformat
    draft = PlanDraft(title="Council", starts=clock("2027-04-02T17:00"), ends=clock("2027-04-02T19:00"), zone=ZONE)  # fmt: skip
    meeting = planning.plan_meeting(host, draft)
    times = {"opens": clock("2027-03-01T08:00"), "closes": clock("2027-03-29T17:00")}
    form = registration_forms.keep_form(host, meeting.pk, form_draft(**times))
    assert form.opens_at == datetime(2027, 3, 1, 7, 0, tzinfo=UTC)
    assert form.closes_at == datetime(2027, 3, 29, 15, 0, tzinfo=UTC)
    planning.move_on(host, meeting.pk, "announced")
    form.refresh_from_db()
    assert queries.phase(form, now=datetime(2027, 3, 29, 14, 59, 59, tzinfo=UTC)) == "open"
    assert queries.phase(form, now=datetime(2027, 3, 29, 15, 0, tzinfo=UTC)) == "closed"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"closes": wall(-2)}, "opens first, then closes"),
        ({"late_until": wall(9)}, "opens first, then closes"),
        ({"closes": wall(40)}, "after the end of the meeting"),
        ({"capacity": 0}, "no number of places"),
        ({"retention_days": 366}, "from 0 to 365 days"),
        ({"offer_hours": 0}, "from 1 to 336 hours"),
        ({"consent_text": " "}, "what people agree to"),
    ],
)
def test_a_form_that_cannot_be_is_refused(host: Person, more: Any, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        opened(host, **more)


def test_a_question_for_what_nobody_is_asked_is_refused_with_its_word(host: Person) -> None:
    form = opened(host)
    for draft in (
        FieldDraft("Your religion"),
        FieldDraft("About you", hint="such as your ethnicity"),
        FieldDraft("Bring", kind="one", options=(("Passport", None),)),
    ):
        with pytest.raises(InvalidInput, match=r"“(religion|ethnicity|passport)” asks what nobody"):
            registration_forms.add_field(host, form.meeting_id, draft)
    draft = FieldDraft("What should the kitchen know?", is_sensitive=True, retention_days=15)
    with pytest.raises(InvalidInput, match="0 to 14 days"):
        registration_forms.add_field(host, form.meeting_id, draft)
    assert not FormField.objects.exists()


def test_a_new_consent_is_another_version(host: Person) -> None:
    form = opened(host)
    one = registered(form)
    form = registration_forms.keep_form(
        host, form.meeting_id, form_draft(consent_text="Kept for 9 days.")
    )
    assert (one.consent_version, form.consent_version) == (1, 2)
    assert registered(form, "Ana").consent_version == 2
    with pytest.raises(Conflict, match="Somebody changed"):
        registration_forms.keep_form(host, form.meeting_id, form_draft(), seen=1)


# Coming


def test_nothing_is_given_before_the_link_is_opened_and_the_subject_names_nobody(
    host: Person,
) -> None:
    form = opened(host, capacity=1)
    token = asked(form)
    assert queries.seats_of(form) == engine.Seats(capacity=1, held=0, waiting=0)
    assert letters.send_letters(now=timezone.now()) == 1
    [message] = mail.outbox
    assert message.to == ["mira@example.org"]
    assert message.subject == "About your registration"
    assert f"/registrations/{token}/" in message.body
    letter = Letter.objects.get()
    assert (letter.state, letter.address, letter.body) == ("sent", "", "")
    assert registering.prove(token).state == "confirmed"
    assert registering.prove(token).number == 1
    # The link itself is kept nowhere.
    assert token not in str(list(Registration.objects.values()))


def test_no_answer_tells_whether_somebody_is_registered(host: Person) -> None:
    form = opened(host)
    registered(form)
    before = Registration.objects.count()
    assert registering.ask_for_place(form.meeting_id, come("Mira")) is None
    assert Registration.objects.count() == before
    assert kinds(form)[-1] == "again"
    registering.ask_for_place(form.meeting_id, come("Mira"))
    assert kinds(form).count("again") == 1


def test_two_links_of_one_address_give_one_place(host: Person) -> None:
    form = opened(host, capacity=3)
    tokens = [asked(form), asked(form)]
    assert tokens[0] != tokens[1]
    assert {registering.prove(token).number for token in tokens} == {1}
    assert queries.seats_of(form).held == 1


def test_nobody_is_mailed_on_and_on_by_others(host: Person) -> None:
    form = opened(host)
    for _time in range(9):
        registering.ask_for_place(form.meeting_id, come("Mira"))
    assert kinds(form) == ["prove"] * 3


def test_the_line_is_oldest_first_and_an_offer_is_taken(host: Person) -> None:
    form = opened(host, capacity=2)
    mira, _ana, teo, _lea = (registered(form, name) for name in ("Mira", "Ana", "Teo", "Lea"))
    assert states(form) == {"Mira": "confirmed", "Ana": "confirmed", "Teo": "waitlisted", "Lea": "waitlisted"}  # fmt: skip
    assert [
        queries.place_in_line(one) for one in form.registrations.filter(state="waitlisted")
    ] == [1, 2]
    registering.withdraw(letters.secret_of(mira.pk))
    assert states(form)["Teo"] == "offered"
    # The offer holds the place: whoever comes now stands in line.
    assert registered(form, "Ivo").state == "waitlisted"
    assert registering.take_place(letters.secret_of(teo.pk)).state == "confirmed"
    assert registering.take_place(letters.secret_of(teo.pk)).state == "confirmed"
    assert states(form) == {"Mira": "withdrawn", "Ana": "confirmed", "Teo": "confirmed", "Lea": "waitlisted", "Ivo": "waitlisted"}  # fmt: skip


def test_withdrawing_twice_is_friendly_and_frees_one_place(host: Person) -> None:
    form = opened(host, capacity=1)
    mira, _teo, _lea = (registered(form, name) for name in ("Mira", "Teo", "Lea"))
    token = letters.secret_of(mira.pk)
    assert registering.withdraw(token).state == registering.withdraw(token).state == "withdrawn"
    assert states(form) == {"Mira": "withdrawn", "Teo": "offered", "Lea": "waitlisted"}
    assert TrailEntry.objects.filter(verb="partners.registration.withdrawn").count() == 1
    # And may come again, at the end of the line.
    assert registered(form, "Mira").state == "waitlisted"


def test_an_offer_that_expires_while_it_is_accepted_goes_to_the_next(host: Person) -> None:
    form = opened(host, capacity=1, offer_hours=24)
    mira, teo, lea = (registered(form, name) for name in ("Mira", "Teo", "Lea"))
    registering.withdraw(letters.secret_of(mira.pk))
    ends_at = Registration.objects.get(pk=teo.pk).offer_ends_at
    assert ends_at
    # At the very instant it ends it is over, whoever looks first: the person or the worker.
    late = registering.take_place(letters.secret_of(teo.pk), now=ends_at)
    assert late.state == "declined"
    assert states(form) == {"Mira": "withdrawn", "Teo": "declined", "Lea": "offered"}
    assert sorted(kinds(form)[-2:]) == ["expired", "offered"]
    tick = timedelta(seconds=1)
    lea_ends = Registration.objects.get(pk=lea.pk).offer_ends_at
    assert lea_ends == ends_at + timedelta(hours=24)
    assert seats.expire_all(now=lea_ends - tick) == 0
    assert (
        registering.take_place(letters.secret_of(lea.pk), now=lea_ends - tick).state == "confirmed"
    )
    assert seats.expire_all(now=lea_ends) == 0
    assert queries.seats_of(form).held == 1


def test_declining_gives_the_place_on_and_more_places_are_offered(host: Person) -> None:
    form = opened(host, capacity=1)
    mira, teo, _lea, _ivo = (registered(form, name) for name in ("Mira", "Teo", "Lea", "Ivo"))
    registering.withdraw(letters.secret_of(mira.pk))
    registering.decline(letters.secret_of(teo.pk))
    assert registering.decline(letters.secret_of(teo.pk)).state == "declined"
    assert states(form)["Lea"] == "offered"
    registration_forms.keep_form(host, form.meeting_id, form_draft(capacity=2))
    assert states(form)["Ivo"] == "offered"


def test_options_have_their_own_places(host: Person) -> None:
    form = opened(host)
    draft = FieldDraft("Tour", kind="one", options=(("River", 1), ("Market", None)))
    tour = registration_forms.add_field(host, form.meeting_id, draft)
    registered(form, "Mira", answers={tour.pk: "River"})
    token = asked(form, "Ana", answers={tour.pk: "River"})
    with pytest.raises(Conflict, match=r"“River” is full\. Choose something else under “Tour”"):
        registering.prove(token)
    registering.change(token, come("Ana", answers={tour.pk: "Market"}))
    assert registering.prove(token).state == "confirmed"


def test_what_is_missing_is_named(host: Person) -> None:
    form = opened(host)
    registration_forms.add_field(
        host, form.meeting_id, FieldDraft("Which language?", is_required=True)
    )
    with pytest.raises(InvalidInput, match="“Which language\\?” must be answered"):
        registering.ask_for_place(form.meeting_id, come())
    with pytest.raises(InvalidInput, match="Without your yes"):
        registering.ask_for_place(form.meeting_id, come(agrees=False))
    with pytest.raises(InvalidInput, match="no e-mail address"):
        registering.ask_for_place(form.meeting_id, come(email="nobody"))
    assert not Registration.objects.exists()


def test_a_closed_form_takes_nobody_and_a_late_one_asks(host: Person) -> None:
    form = opened(host, late_until=wall(12))
    soon = asked(form, "Soon")
    late = form.closes_at + HOUR
    assert registered(form, "Late", now=late).state == "pending"
    # Who opens the link after the deadline is late as well.
    assert registering.prove(soon, now=late).is_late
    with pytest.raises(Conflict, match="the deadline is over"):
        registering.ask_for_place(form.meeting_id, come("Ana"), now=form.closes_at + 60 * HOUR)
    with pytest.raises(Conflict, match="not open yet"):
        registering.ask_for_place(form.meeting_id, come("Ana"), now=form.opens_at - HOUR)


def test_only_a_public_form_of_an_announced_meeting_is_there(host: Person) -> None:
    form = opened(host, is_public=False)
    with pytest.raises(NotFound):
        registering.ask_for_place(form.meeting_id, come())
    form = opened(host)
    planning.move_on(host, form.meeting_id, "postponed", reason="Snow.")
    with pytest.raises(Conflict, match="Nobody can register"):
        registering.ask_for_place(form.meeting_id, come())
    with pytest.raises(NotFound):
        registering.ask_for_place(uuid4(), come())
    with pytest.raises(NotFound):
        registering.prove("nobody's")


# Deciding


def test_the_organiser_decides_and_says_why(host: Person) -> None:
    form = opened(host, needs_approval=True, capacity=1)
    mira, ana = registered(form, "Mira"), registered(form, "Ana")
    assert (mira.state, ana.state) == ("pending", "pending")
    assert deciding.approve(host, mira.pk).state == "confirmed"
    assert deciding.approve(host, ana.pk).state == "waitlisted"
    with pytest.raises(Conflict):
        deciding.approve(host, ana.pk)
    with pytest.raises(InvalidInput, match="Write why"):
        deciding.reject(host, mira.pk, reason=" ")
    deciding.reject(host, mira.pk, reason="Only one a partner.")
    assert states(form) == {"Mira": "rejected", "Ana": "offered"}


def test_after_the_deadline_a_change_is_a_request(host: Person) -> None:
    form = opened(host)
    tea = registration_forms.add_field(host, form.meeting_id, FieldDraft("Tea or coffee?"))
    one = registered(form, answers={tea.pk: "Tea"})
    token = letters.secret_of(one.pk)
    registering.change(token, come("Mira", answers={tea.pk: "Coffee"}))
    assert RegistrationAnswer.objects.get().value == "Coffee"
    late = form.closes_at + HOUR
    changed = registering.change(token, come("Mirela", listed="everybody", answers={tea.pk: "Water"}), now=late)  # fmt: skip
    # Who may read it is the person's own at any time.
    assert (changed.name, changed.listed) == ("Mira", "everybody")
    assert RegistrationAnswer.objects.get().value == "Coffee"
    deciding.decide_change(host, one.pk, is_accepted=False)
    assert Registration.objects.get().name == "Mira"
    registering.change(token, come("Mirela", answers={tea.pk: "Water"}), now=late)
    deciding.decide_change(host, one.pk, is_accepted=True)
    assert Registration.objects.get().name == "Mirela"
    assert RegistrationAnswer.objects.get().value == "Water"
    with pytest.raises(Conflict, match="No change waits"):
        deciding.decide_change(host, one.pk, is_accepted=True)
    assert registering.withdraw(token, now=late).state == "withdrawn"


def test_invitations_are_said_yes_or_no_to(host: Person) -> None:
    form = opened(host, is_public=False, capacity=1)
    done = deciding.invite(
        host, form.meeting_id, ["A@example.org", "b@example.org", "a@example.org"]
    )
    assert (done.sent, done.known) == (2, 0)
    assert deciding.invite(host, form.meeting_id, ["b@example.org"]).known == 1
    a, b = (letters.secret_of(Registration.objects.get(email=f"{x}@example.org").pk) for x in "ab")
    assert (
        registering.accept_invitation(a, come("Ana", email="other@example.org")).state
        == "confirmed"
    )
    assert Registration.objects.get(name="Ana").email == "a@example.org"
    assert registering.decline(b).state == "declined"
    with pytest.raises(Conflict):
        registering.accept_invitation(b, come("Ben"))
    with pytest.raises(InvalidInput, match="no e-mail address"):
        deciding.invite(host, form.meeting_id, ["c@example.org", "nonsense"])


def test_who_was_invited_and_registers_too_has_one_place(host: Person) -> None:
    form = opened(host)
    deciding.invite(host, form.meeting_id, ["mira@example.org"])
    token = letters.secret_of(Registration.objects.get().pk)
    assert registered(form, "Mira").state == "confirmed"
    with pytest.raises(Conflict, match="registered already"):
        registering.accept_invitation(token, come("Mira"))
    assert queries.seats_of(form).held == 1


# The door


def test_only_who_chose_it_is_greeted_by_name(host: Person) -> None:
    form = opened(host)
    counted, named = registered(form, "Mira"), registered(form, "Ana", is_named_at_door=True)
    with pytest.raises(Conflict, match="count heads"):
        deciding.note_who_came(host, counted.pk, has_come=True)
    assert deciding.note_who_came(host, named.pk, has_come=True).has_come is True
    assert deciding.note_who_came(host, named.pk, has_come=None).has_come is None
    assert deciding.count_heads(host, form.meeting_id, count=31).head_count == 31
    with pytest.raises(InvalidInput, match="no number of people"):
        deciding.count_heads(host, form.meeting_id, count=-1)


def test_who_is_listed_follows_the_consent(host: Person) -> None:
    form = opened(host, capacity=3)
    registered(form, "Nobody")
    registered(form, "Participants", listed="participants")
    registered(form, "Everybody", listed="everybody")
    registered(form, "Waits", listed="everybody")
    assert queries.listed_names(form, to_public=True) == ["Everybody"]
    assert queries.listed_names(form, to_public=False) == ["Everybody", "Participants"]
    form.is_chatham_house = True
    assert queries.listed_names(form, to_public=True) == []


def test_no_role_outside_the_organising_partner_reads_a_name(host: Person) -> None:
    form = opened(host)
    one = registered(form, "Mira")
    others = [PersonFactory(role=role) for role in Role]
    others += [
        CoordinatorFactory(),
        PersonFactory(organisation=host.organisation, role=Role.REVIEWER),
    ]
    for person in others:
        with pytest.raises(NotFound):
            queries.registration_of(person, one.pk)
        with pytest.raises(NotFound):
            queries.form_of(person, form.meeting_id)
        assert not queries.registrations_of(person, form).exists()
        with pytest.raises((NotFound, NotAllowed)):
            deciding.reject(person, one.pk, reason="Because.")
        with pytest.raises((NotFound, NotAllowed)):
            registration_forms.keep_form(person, form.meeting_id, form_draft())
    colleague = PersonFactory(organisation=host.organisation, role=Role.CIVIL_SOCIETY)
    assert queries.registration_of(colleague, one.pk) == one


def test_others_read_totals_without_small_counts(host: Person) -> None:
    form = opened(host)
    for n in range(6):
        registered(form, f"a{n}", body_kind="civil")
    for n in range(2):
        registered(form, f"b{n}", body_kind="police")
    totals = queries.totals_of(
        queries.totals_form_of(PersonFactory(role=Role.POLICE), form.meeting_id)
    )
    shown = dict(totals.kinds)
    assert shown["police"] is None
    # Six alone would tell that two are missing from eight.
    assert shown["civil society"] is None or totals.registered is None
    assert totals.came is None
    assert shown["media"] == 0
    # A donor reads totals of what is public; of a form that is not, nothing.
    donor = PersonFactory(role=Role.DONOR)
    assert queries.totals_form_of(donor, form.meeting_id)
    with pytest.raises(NotFound):
        queries.totals_form_of(donor, opened(host, is_public=False).meeting_id)


# What becomes of the meeting


def test_who_registered_is_told_when_it_is_moved_postponed_cancelled_or_deleted(
    host: Person,
) -> None:
    form = opened(host, capacity=1)
    mira, teo = registered(form, "Mira"), registered(form, "Teo")
    asked(form, "Unproven")
    draft = PlanDraft(title="Workshop", starts=wall(25), ends=wall(25.2), zone=ZONE)
    planning.change_plan(host, form.meeting_id, draft)
    assert kinds(form).count("moved") == 2
    form.meeting.refresh_from_db()
    assert Registration.objects.get(pk=mira.pk).keep_until == form.meeting.ends_at + timedelta(
        days=90
    )
    planning.move_on(host, form.meeting_id, "postponed", reason="Snow.")
    # Nothing is offered while it is not known when it takes place.
    registering.withdraw(letters.secret_of(mira.pk))
    assert states(form)["Teo"] == "waitlisted"
    planning.move_on(host, form.meeting_id, "announced")
    assert states(form)["Teo"] == "offered"
    registering.take_place(letters.secret_of(teo.pk))
    planning.move_on(host, form.meeting_id, "cancelled", reason="Flood.")
    assert kinds(form).count("cancelled") == 1
    Letter.objects.all().delete()
    page = reverse("partners:delete_meeting", args=[form.meeting_id])
    client = Client()
    client.force_login(host)
    assert "1 person has or waits for a place" in client.get(page).content.decode()
    seen = Meeting.objects.get(pk=form.meeting_id).version
    assert client.post(page, {"seen": seen, "reason": ""}).status_code == 422
    with pytest.raises(InvalidInput, match="why"):
        planning.delete_meeting(host, form.meeting_id)
    assert client.post(page, {"seen": seen, "reason": "The hall burnt."}).status_code == 303
    assert not Registration.objects.exists()
    letter = Letter.objects.get()
    assert (letter.kind, letter.address, letter.form_id) == ("deleted", "teo@example.org", None)
    assert "Why: The hall burnt." in letter.body
    assert "do not pass it on" not in letter.body
    assert letters.send_letters(now=timezone.now()) == 1
    # Everybody who knew its page reads what became of it.
    gone = Client().get(reverse("partners:register", args=[form.meeting_id]))
    assert gone.status_code == 410
    assert "This meeting does not take place" in gone.content.decode()


def test_mails_say_why_and_what_changed_and_the_later_one_overtakes_the_earlier(
    host: Person,
) -> None:
    form = opened(host, capacity=2)
    registered(form, "Mira")
    before = form.meeting.place
    letters.send_letters(now=timezone.now())

    def waiting() -> list[Letter]:
        return list(Letter.objects.filter(state="queued"))

    draft = PlanDraft(title="Workshop", starts=wall(25), ends=wall(25.2), zone=ZONE, place="Hall B")
    planning.change_plan(host, form.meeting_id, draft)
    (moved,) = waiting()
    assert f"Place: Hall B (before: {before or 'not known'})" in moved.body
    assert "Begins: " in moved.body
    assert "(before: " in moved.body
    # Who never heard of Hall B reads of Hall C alone.
    planning.change_plan(host, form.meeting_id, replace(draft, place="Hall C"))
    (again,) = waiting()
    assert "Hall C" in again.body
    assert "Hall B" not in again.body
    planning.move_on(host, form.meeting_id, "cancelled", reason="The hall is flooded.")
    (cancelled,) = waiting()
    assert (cancelled.kind, "Why: The hall is flooded." in cancelled.body) == ("cancelled", True)
    planning.delete_meeting(host, form.meeting_id, reason="It will not be held at all.")
    (deleted,) = waiting()
    assert (deleted.kind, "Why: It will not be held at all." in deleted.body) == ("deleted", True)


def test_a_copy_has_the_form_and_nobody_in_it(host: Person) -> None:
    form = opened(host, capacity=9)
    registration_forms.add_field(host, form.meeting_id, FieldDraft("Tea?", kind="yes-no"))
    registered(form)
    [copy] = agenda.copy_meeting(host, form.meeting_id, rule="monthly", count=1)
    copied = RegistrationForm.objects.get(meeting=copy)
    assert (copied.capacity, copied.fields.get().label) == (9, "Tea?")
    assert copied.last_number == copied.registrations.count() == 0
    assert (
        copied.closes_at - form.closes_at
        == copy.starts_at - Meeting.objects.get(pk=form.meeting_id).starts_at
    )


# Mails


class _Down:
    """A mail server that is not there."""

    def __init__(self, *args: object, **more: object) -> None: ...

    def open(self) -> None:
        raise ConnectionRefusedError

    def close(self) -> None: ...


def test_while_the_mail_server_is_down_mails_wait_are_tried_again_and_shown(
    host: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = opened(host)
    asked(form)
    now = timezone.now()
    with monkeypatch.context() as patch:
        patch.setattr(letters, "get_connection", _Down)
        for tries in range(1, len(letters.AGAIN) + 1):
            assert letters.send_letters(now=now) == 0
            letter = Letter.objects.get()
            assert (letter.state, letter.tries, letter.problem) == (
                "queued",
                tries,
                "ConnectionRefusedError",
            )
            assert letter.next_at == now + letters.AGAIN[tries - 1]
            assert letters.next_letter_at() == letter.next_at
            now = letter.next_at
        letters.send_letters(now=now)
    assert Letter.objects.get().state == "failed"
    assert queries.letter_counts(form) == {"failed": 1}
    with pytest.raises(NotFound):
        letters.send_again(PersonFactory(), letter.pk)
    letters.send_again(host, letter.pk, now=now)
    assert letters.send_letters(now=now) == 1
    with pytest.raises(Conflict):
        letters.send_again(host, letter.pk)


def test_a_mail_is_sent_once_by_whoever_claims_it_and_a_stopped_one_is_shown(host: Person) -> None:
    form = opened(host)
    asked(form)
    now = timezone.now()
    Letter.objects.update(state="sending", next_at=now)
    assert letters.send_letters(now=now) == 0
    assert letters.send_letters(now=now + letters.STOPPED_AFTER + HOUR) == 0
    letter = Letter.objects.get()
    assert (letter.state, letter.problem) == ("failed", "stopped")
    assert mail.outbox == []


# Nothing stays


def test_each_answer_goes_at_its_time_and_the_backlog_is_seen(host: Person) -> None:
    form = opened(host, retention_days=30)
    kitchen = FieldDraft("What should the kitchen know?", is_sensitive=True)
    fields = [
        registration_forms.add_field(host, form.meeting_id, one)
        for one in (kitchen, FieldDraft("Table?"))
    ]
    one = registered(form, answers={fields[0].pk: "Nuts", fields[1].pk: "By the door"})
    asked(form, "Unproven")
    ends = form.meeting.ends_at
    retain(now=timezone.now() + timedelta(days=3))
    assert [each.name for each in Registration.objects.all()] == ["Mira"]
    retain(now=ends + timedelta(days=15))
    assert [each.value for each in RegistrationAnswer.objects.all()] == ["By the door"]
    late = ends + timedelta(days=32)
    assert queries.backlog_of(form, now=late).overdue == 2
    retain(now=late)
    assert not Registration.objects.filter(pk=one.pk).exists()
    backlog = queries.backlog_of(form, now=late)
    assert (backlog.overdue, backlog.next_at) == (0, None)


def test_the_trail_says_that_somebody_registered_and_not_who(host: Person) -> None:
    form = opened(host)
    one = registered(form, "Mirabella")
    entry = TrailEntry.objects.get(verb="partners.registration.proven")
    assert (entry.thing, entry.thing_id) == ("partners.RegistrationForm", str(form.pk))
    everything = str(list(TrailEntry.objects.values()))
    assert "Mirabella" not in everything
    assert "mirabella@" not in everything
    assert str(one.pk) not in everything


def test_only_a_meeting_with_hours_takes_registrations(host: Person) -> None:
    meeting = announced(host)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=None, ends_at=None, time_zone="")
    with pytest.raises(Conflict, match="no hours yet"):
        registration_forms.keep_form(host, meeting.pk, form_draft())


def test_the_page_says_waiting_list_before_the_press_where_all_places_are_taken(
    host: Person,
) -> None:
    form = opened(host, capacity=1)
    page = reverse("partners:my_registration", args=[asked(form, "Mira")])
    assert "Yes, register me" in Client().get(page).content.decode()
    registered(form, "Teo")
    full = Client().get(page).content.decode()
    assert "Yes, put me on the waiting list" in full
    assert "Yes, register me" not in full
