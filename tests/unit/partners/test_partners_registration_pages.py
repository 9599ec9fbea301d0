"""The pages of registration: the public one without an account, the one behind the link, the organiser's."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commonweal.partners.actions import letters, registering, registration_forms
from commonweal.partners.engine.registration_types import FieldDraft
from commonweal.partners.forms.registration import SALT, key_of
from commonweal.partners.models import Registration, RegistrationForm
from commonweal.rights.models import Person, Role
from factories import CoordinatorFactory, PersonFactory
from factories_registration import announced, asked, opened, registered, wall

pytestmark = pytest.mark.django_db


@pytest.fixture
def host() -> Person:
    return PersonFactory(role=Role.CIVIL_SOCIETY)


@pytest.fixture
def form(host: Person) -> RegistrationForm:
    return opened(host, capacity=2)


def began(seconds_ago: float = 60, *, monkeypatch: pytest.MonkeyPatch | None = None) -> str:
    signer = signing.TimestampSigner(salt=SALT)
    when = timezone.now().timestamp() - seconds_ago
    signer.timestamp = lambda: signing.b62_encode(int(when))  # type: ignore[method-assign]
    return signer.sign("come")


def typed(**more: Any) -> dict[str, Any]:
    values = {"name": "Mira", "email": "mira@example.org", "body_kind": "civil", "listed": "nobody"}
    return values | {"agrees": "on", "began": began(), "website": ""} | more


def post(form: RegistrationForm, client: Client, **more: Any) -> Any:
    return client.post(reverse("partners:register", args=[form.meeting_id]), typed(**more))


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


# The public


def test_the_public_reads_registers_waits_is_offered_a_place_and_takes_it(
    form: RegistrationForm, client: Client
) -> None:
    listed = client.get(reverse("partners:public_meetings")).content.decode()
    assert "Workshop on rumours" in listed
    address = reverse("partners:register", args=[form.meeting_id])
    page = client.get(address)
    assert "2 places are free" in page.content.decode()
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    first, _second = registered(form, "Ana"), registered(form, "Teo")
    assert "All places are taken" in client.get(address).content.decode()
    done = post(form, client)
    assert (done.status_code, done["Location"]) == (303, f"{address}mail/")
    assert "Look into your mail" in client.get(done["Location"]).content.decode()
    token = letters.secret_of(Registration.objects.get(name="Mira").pk)
    mine = reverse("partners:my_registration", args=[token])
    assert "You are not registered yet" in client.get(mine).content.decode()
    # To look at the link registers nobody: programs that read mails do that.
    assert Registration.objects.get(name="Mira").number is None
    assert client.post(mine, {"do": "prove"}).status_code == 303
    assert "Your place in line: 1" in client.get(mine).content.decode()
    registering.withdraw(letters.secret_of(first.pk))
    assert "A place is free for you" in client.get(mine).content.decode()
    assert client.post(mine, {"do": "take"}).status_code == 303
    assert "You have a place" in client.get(mine).content.decode()
    for _time in range(2):
        assert client.post(mine, {"do": "withdraw"}).status_code == 303
        assert "You are no longer registered" in client.get(mine).content.decode()
    assert client.post(mine, {"do": "take"}).status_code == 409


def test_the_page_answers_the_same_whether_an_address_is_registered(
    form: RegistrationForm, client: Client
) -> None:
    registered(form)
    known, new = post(form, client), post(form, client, name="Ana", email="ana@example.org")
    assert (known.status_code, known["Location"]) == (new.status_code, new["Location"])
    pages = {
        re.sub(r'value="[^"]{40,}"', "", client.get(one["Location"]).content.decode())
        for one in (known, new)
    }
    assert len({re.sub(r"csrf[^>]*", "", page) for page in pages}) == 1


def test_programs_are_kept_out_without_a_puzzle(form: RegistrationForm, client: Client) -> None:
    filled = post(form, client, website="https://spam.example")
    assert filled.status_code == 303
    for value, words in (
        (began(1), "very quick"),
        (began(90_000), "open for too long"),
        ("", "open for too long"),
        ("x:y", "open for too long"),
    ):
        refused = post(form, client, began=value)
        assert refused.status_code == 422
        assert words in refused.content.decode()
    assert not Registration.objects.exists()
    # Whoever had the page open for too long sends it again from the page that came back.
    page = refused.content.decode()
    fresh = re.search(r'name="began" value="([^"]+)"', page)
    assert fresh
    assert fresh[1] != "x:y"
    assert 'value="mira@example.org"' in page


def test_one_network_sends_ten_forms_a_minute(form: RegistrationForm, client: Client) -> None:
    answers = [post(form, client, email=f"m{n}@example.org").status_code for n in range(12)]
    assert answers == [303] * 10 + [429] * 2
    assert Registration.objects.count() == 10


def test_a_trap_is_hidden_and_labelled_and_no_script_is_needed(
    form: RegistrationForm, client: Client
) -> None:
    page = client.get(reverse("partners:register", args=[form.meeting_id])).content.decode()
    trap = re.search(
        r'<div class="visually-hidden" aria-hidden="true">(.*?)</div>', page, re.DOTALL
    )
    assert trap
    assert "Leave this empty" in trap[1]
    assert 'tabindex="-1"' in trap[1]


def test_what_is_typed_stays_beside_what_is_wrong(host: Person, client: Client) -> None:
    form = opened(host)
    number = registration_forms.add_field(
        host, form.meeting_id, FieldDraft("How many chairs?", kind="number")
    )
    refused = post(form, client, **{key_of(number): "some"})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "is no number, such as 12" in page
    assert 'value="some"' in page


def test_the_link_online_is_for_those_with_a_place(host: Person, client: Client) -> None:
    form = opened(host, capacity=1)
    form.meeting.online_link = "https://meet.example/room"
    form.meeting.save()
    public = client.get(reverse("partners:register", args=[form.meeting_id]))
    assert "meet.example" not in public.content.decode()
    seen = []
    for name in ("Mira", "Ana"):
        secret = letters.secret_of(registered(form, name).pk)
        page = client.get(reverse("partners:my_registration", args=[secret])).content.decode()
        seen.append("meet.example" in page)
    assert seen == [True, False]


def test_nothing_of_a_draft_or_a_closed_form_is_public(host: Person, client: Client) -> None:
    form = opened(host)
    other = opened(host, is_public=False)
    assert client.get(reverse("partners:register", args=[other.meeting_id])).status_code == 404
    form.meeting.state = "draft"
    form.meeting.save()
    assert client.get(reverse("partners:register", args=[form.meeting_id])).status_code == 404
    assert "Workshop" not in client.get(reverse("partners:public_meetings")).content.decode()
    assert client.get("/registrations/nobodys/").status_code == 404


def test_after_the_deadline_what_is_changed_waits(host: Person, client: Client) -> None:
    form = opened(host)
    secret = letters.secret_of(registered(form).pk)
    RegistrationForm.objects.filter(pk=form.pk).update(
        closes_at=timezone.now() - timedelta(hours=1)
    )
    change = reverse("partners:change_registration", args=[secret])
    values = {"name": "Mirela", "body_kind": "civil", "listed": "everybody", "agrees": "on"}
    done = client.post(change, values, follow=True)
    assert "waits for our answer" in done.content.decode()
    page = signed_in(host).get(reverse("partners:registrations", args=[form.meeting_id]))
    assert "asks for a change" in page.content.decode().lower()


# The organiser


def test_the_organiser_opens_asks_invites_decides_counts_and_sees_the_mails(host: Person) -> None:
    client, meeting = signed_in(host), announced(host)
    home = reverse("partners:registrations", args=[meeting.pk])
    assert "Nobody can register yet" in client.get(home).content.decode()
    values = {"opens": wall(-1).isoformat(), "closes": wall(5).isoformat(), "capacity": 12, "is_public": "on",
              "needs_approval": "on", "consent_text": "Kept for 90 days.", "retention_days": 90, "offer_hours": 24}  # fmt: skip
    wrong = client.post(
        reverse("partners:keep_form", args=[meeting.pk]), values | {"closes": wall(-3).isoformat()}
    )
    assert wrong.status_code == 422
    assert client.post(reverse("partners:keep_form", args=[meeting.pk]), values).status_code == 303
    ask = reverse("partners:add_question", args=[meeting.pk])
    refused = client.post(ask, {"label": "Your religion", "kind": "text"})
    assert refused.status_code == 422
    assert "asks what nobody is asked here" in refused.content.decode()
    lines = "River walk | 12\nMarket"
    assert client.post(ask, {"label": "Tour", "kind": "one", "options": lines}).status_code == 303
    form = RegistrationForm.objects.get()
    assert form.fields.get().options == [
        {"text": "River walk", "limit": 12},
        {"text": "Market", "limit": None},
    ]
    wrong = client.post(ask, {"label": "Tour", "kind": "one", "options": "River | many"})
    assert "Line 1: “many” is no number of places" in wrong.content.decode()
    invited = client.post(
        reverse("partners:invite", args=[meeting.pk]), {"emails": "a@example.org"}
    )
    assert invited.status_code == 303
    one = registered(form)
    decide = reverse("partners:decide", args=[one.pk])
    assert client.post(decide, {"do": "approve"}).status_code == 303
    assert Registration.objects.get(pk=one.pk).state == "confirmed"
    again = client.post(decide, {"do": "approve"}, follow=True)
    assert "does not wait for a decision" in again.content.decode()
    heads = reverse("partners:count_heads", args=[meeting.pk])
    assert client.post(heads, {"count": 14}).status_code == 303
    page = client.get(home).content.decode()
    for words in ("1 of 12 are held", "Mira", "an invitation", "overdue: 0", "14", "River walk"):
        assert words in page or words == "River walk", words
    reject = reverse("partners:reject", args=[one.pk])
    assert client.post(reject, {"reason": ""}).status_code == 422
    assert client.post(reject, {"reason": "Only one a partner."}).status_code == 303
    assert (
        "Only one a partner."
        in client.get(reverse("partners:registration", args=[one.pk])).content.decode()
    )


@pytest.mark.walk
def test_no_page_tells_a_name_to_anybody_else(host: Person) -> None:
    form = opened(host)
    one = registered(form, "Mirabella", listed="participants", body_kind="civil")
    field = registration_forms.add_field(host, form.meeting_id, FieldDraft("Tea?"))
    addresses = [
        reverse(f"partners:{name}", args=[form.meeting_id])
        for name in (
            "registrations",
            "keep_form",
            "add_question",
            "invite",
            "count_heads",
            "totals",
            "meeting",
            "register",
        )
    ]
    addresses += [reverse(f"partners:{name}", args=[one.pk]) for name in ("registration", "reject")]
    addresses += [
        reverse("partners:change_question", args=[field.pk]),
        reverse("partners:meetings"),
        "/",
        "/meetings/",
    ]
    addresses += [reverse("rights:who", args=["partners.Registration", one.pk])]
    people = [PersonFactory(role=role) for role in Role] + [CoordinatorFactory()]
    people += [PersonFactory(organisation=host.organisation, role=Role.REVIEWER)]
    for client in [*map(signed_in, people), Client()]:
        for address in addresses:
            assert "Mirabella" not in client.get(address).content.decode(), address
    assert "Mirabella" in signed_in(host).get(addresses[0]).content.decode()


def test_the_page_of_the_registrations_needs_as_many_queries_however_many_come(
    host: Person, django_assert_max_num_queries: Any
) -> None:
    form = opened(host)
    for n in range(12):
        registered(form, f"p{n}")
    client = signed_in(host)
    address = reverse("partners:registrations", args=[form.meeting_id])
    client.get(address)
    with django_assert_max_num_queries(40):
        assert client.get(address).status_code == 200


def test_a_mail_that_failed_is_sent_again_by_its_organiser_alone(
    form: RegistrationForm, host: Person
) -> None:
    asked(form)
    letter = form.letters.get()
    form.letters.update(state="failed", problem="SMTPServerDisconnected", tries=7)
    page = signed_in(host).get(reverse("partners:registrations", args=[form.meeting_id]))
    assert "SMTPServerDisconnected" in page.content.decode()
    again = reverse("partners:send_again", args=[letter.pk])
    assert signed_in(CoordinatorFactory()).post(again).status_code == 404
    assert signed_in(host).post(again).status_code == 303
