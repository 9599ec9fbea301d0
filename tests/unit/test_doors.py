"""Every address as a stranger and as each role: it opens to whom its door says, and to nobody else.

A new address is walked too: without a door it opens to nobody, and a row for its argument is missing here.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from commonweal.config import urls as real
from commonweal.kernel import doors
from commonweal.kernel.doors import door_of
from commonweal.rights.models import Person, Role, TrailEntry
from commonweal.rights.rules.doors import DOORS
from factories import PersonFactory
from walk import NOTED, Address, Walked, addresses, noted, walked, words_of

WORKING = {
    "co-ordinator",
    "civil society",
    "police",
    "partner",
    "reviewer",
    "place",
    "mission",
}
# Written out again on purpose: a change of who may enter must be made twice.
OPENS_TO = {
    doors.EVERYONE: {*Role.values, "nobody", "stranger"},
    doors.SIGNED_IN: {*Role.values, "nobody"},
    doors.MEMBERS: set(Role.values),
    doors.READERS: {*WORKING, "donor", "oversight"},
    doors.SHARED: {*WORKING, "oversight"},
    doors.WORKERS: WORKING,
    doors.COORDINATORS: {"co-ordinator"},
    doors.PEOPLE_KEEPERS: {"co-ordinator", "administrator"},
    doors.STEWARDS: {"co-ordinator", "administrator", "oversight"},
    doors.OVERSIGHT: {"oversight"},
    doors.ADMINISTRATORS: {"administrator"},
    # Signed in or not: the interface for programs asks for a key, and answers 401 without one.
    doors.PROGRAMS: {*Role.values, "nobody", "stranger"},
}
# What may come of it there; the interface for programs answers a session with 401.
WALKED_BY_ANYBODY = {doors.EVERYONE: set(range(500)), doors.PROGRAMS: {401}}
AROUND = (f"at the {NOTED}", f"the other {NOTED}", "Ask at the", "Under the other")
ALL = sorted(addresses(), key=lambda address: address.name)


def no_door(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


urlpatterns = [path("no-door/", no_door), *real.urlpatterns]
handler404 = real.handler404


def test_every_door_is_written_out_here() -> None:
    assert set(DOORS) == set(OPENS_TO)


@pytest.mark.parametrize("address", ALL, ids=lambda address: address.name)
def test_every_page_says_to_whom_it_opens(address: Address) -> None:
    assert door_of(address.view) in DOORS


@pytest.mark.walk
@pytest.mark.django_db
@pytest.mark.parametrize("half", [0, 1])
def test_every_page_opens_to_whom_its_door_says_and_has_no_word_of_others_notes(half: int) -> None:
    small = walked()
    noted(small)
    everybody = {"stranger": None, "convener": small.world.convener, **small.people}
    wrong = []
    for role in sorted(everybody)[half::2]:
        client = Client(raise_request_exception=False)
        if person := everybody[role]:
            client.force_login(person)
        for address in ALL:
            # Signing out on the way would end the walk.
            if address.name != "account_logout":
                wrong += _wrong(client, address, small, role=role)
    assert wrong == []


def _wrong(client: Client, address: Address, small: Walked, *, role: str) -> list[object]:
    """What is wrong with how an address answers somebody."""
    place = address.filled(small.rows)
    answer = client.get(place)
    door = door_of(address.view) or ""
    # Nobody works in the queue here, and this page is there to say so.
    is_right = address.name == "health_ready" and answer.status_code == 503
    if door in WALKED_BY_ANYBODY:
        is_right = is_right or answer.status_code in WALKED_BY_ANYBODY[door]
    elif role == "stranger":
        is_right = answer.status_code == 302
        is_right = is_right and answer["Location"].startswith("/accounts/login/?next=/")
    else:
        of_role = "partner" if role == "convener" else role
        is_right = _is_right(answer, is_open=of_role in OPENS_TO[door])
    found: list[object] = [] if is_right else [(address.name, role, answer.status_code)]
    if NOTED in plain(answer):
        found.append((address.name, role, "a note"))
    if answer.status_code == 200 and not _asks_for_no_words(answer):
        # A page may repeat the word that the reader looked for; not those around it.
        asked = plain(client.get(place, {"q": NOTED}))
        found += [(address.name, role, each) for each in AROUND if each in asked]
    return found


def plain(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", words_of(answer)).split())


def _asks_for_no_words(answer: Any) -> bool:
    return not answer.streaming and b"<html" in answer.content and b'name="q"' not in answer.content


def _is_right(answer: HttpResponse, *, is_open: bool) -> bool:
    if not is_open:
        return answer.status_code in {302, 404}
    # Behind an open door the room's rules answer; they say "not there", or "not yours".
    to_sign_in = answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")
    return answer.status_code in {200, 302, 403, 404, 405} and not to_sign_in


@pytest.mark.walk
@pytest.mark.django_db
def test_each_closed_page_refuses_what_is_sent_to_it_as_well() -> None:
    small = walked()
    before = {person.pk: person.roles for person in small.people.values()}
    for role in ("administrator", "donor", "oversight", "nobody"):
        client = Client()
        client.force_login(small.people[role])
        for address in ALL:
            if role not in OPENS_TO[door_of(address.view) or ""]:
                answer = client.post(address.filled(small.rows))
                assert answer.status_code == 404, (address.name, role)
    assert before == {person.pk: person.roles for person in small.people.values()}


@pytest.mark.walk
@pytest.mark.django_db
def test_each_page_with_an_open_door_is_seen_by_somebody() -> None:
    """A walk on which every door leads to an empty wall would prove nothing."""
    small = walked()
    people = [*small.people.values(), small.world.convener, small.world.addressee]
    people += [small.world.owner, small.world.other]
    clients = []
    for person in people:
        clients.append(Client())
        clients[-1].force_login(person)
    blind = []
    for address in ALL:
        # Pages of sign-in that are not ours depend on what one has set up for oneself.
        is_ours = address.view.__module__.startswith("commonweal.")
        if not is_ours or door_of(address.view) in WALKED_BY_ANYBODY:
            continue
        place = address.filled(small.rows)
        if all(client.get(place).status_code in {403, 404} for client in clients):
            blind.append(address.name)
    assert blind == []


@pytest.mark.django_db
def test_a_refused_page_looks_like_one_that_is_not_there_and_is_kept_in_the_trail() -> None:
    client, person = Client(), PersonFactory(role=Role.ADMINISTRATOR)
    client.force_login(person)
    refused, missing = client.get("/library/"), client.get("/no-such-page/")
    assert refused.status_code == missing.status_code == 404
    assert _text(refused) == _text(missing)
    entry = TrailEntry.objects.get(verb="rights.page.refused")
    assert (entry.person_id, entry.thing_id) == (person.pk, "library:documents")


def _text(answer: HttpResponse) -> str:
    # The token in the page's body is masked anew for each answer.
    return "".join(
        line for line in answer.content.decode().splitlines() if "csrf" not in line.lower()
    )


@pytest.mark.django_db
def test_a_page_without_a_door_is_a_mistake_here(settings: object, client: Client) -> None:
    settings.ROOT_URLCONF = __name__
    with pytest.raises(ImproperlyConfigured, match=r"no_door does not say to whom it opens"):
        client.get("/no-door/")


@pytest.mark.django_db
def test_a_page_without_a_door_opens_to_nobody_where_people_work(
    settings: object, client: Client
) -> None:
    settings.ROOT_URLCONF = __name__
    settings.DOORS_ARE_CHECKED = False
    client.force_login(PersonFactory(role=Role.ADMINISTRATOR))
    assert client.get("/no-door/").status_code == 404


@pytest.mark.django_db
def test_oversight_and_donors_see_what_their_doors_open_to_without_a_persons_name() -> None:
    small = walked()
    names = []
    for number, person in enumerate(Person.objects.all()):
        person.name = f"Somebody-{number}-of-them"
        person.save(update_fields=["name"])
        names.append(person.name)
    for role, opened in (
        (Role.OVERSIGHT, {doors.SHARED, doors.READERS}),
        (Role.DONOR, {doors.READERS}),
    ):
        reader = Person.objects.get(pk=small.people[role].pk)
        client = Client()
        client.force_login(reader)
        for address in ALL:
            # The note of the walk is shared with neither of them.
            if door_of(address.view) not in opened or address.name == "rights:note":
                continue
            answer = client.get(address.filled(small.rows))
            assert answer.status_code == 200, (address.name, role)
            page = b"".join(answer) if answer.streaming else answer.content
            seen = [each for each in names if each != reader.name and each.encode() in page]
            assert seen == [], (address.name, role)
            own = b"Sign out"
            forms = page.count(b'method="post"') - page.count(own)
            assert forms <= 0, (address.name, role)
