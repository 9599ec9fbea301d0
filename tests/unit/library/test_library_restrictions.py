"""For whom a restricted document is not meant, it is not there: by no page, list, number or file."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from uuid import UUID

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from commonweal.library import public, tasks
from commonweal.library.actions import intakes, removal, restrictions
from commonweal.library.actions.intakes import Upload
from commonweal.library.actions.restrictions import Circle
from commonweal.library.models import Body, Document, Intake, Restriction
from commonweal.library.queries import search as search_queries
from commonweal.library.queries.documents import Wanted, hidden_from, listed, options
from commonweal.library.rules import KNOW_REMOVED, RESTRICT_DOCUMENT, SEE_DOCUMENT, SEE_REMOVED
from commonweal.rights.models import Person, Role, TrailEntry, TrailWords
from commonweal.rights.rules.stand_in import StandIn
from factories import CoordinatorFactory, OrganisationFactory, PersonFactory, give

pytestmark = pytest.mark.django_db
# A word and a body that no other document has.
WORD, BODY = "zephyrgate", "Lumen Harbour Trust"
PAGE = f"""Meeting on the {WORD} plan held in Vienna

VIENNA, 4 May 2025 – The {BODY} (LHT) met the police in Vienna to talk about the {WORD} plan.

The participants recommended that the police should close the {WORD} for an hour.
"""
OPEN = "Workshop in Vienna\n\nVIENNA, 5 May 2025 – Forty people met the police in Vienna.\n"
REASON = "It says where the gates are weak."


@pytest.fixture
def boss() -> Person:
    return CoordinatorFactory()


@pytest.fixture
def adder() -> Person:
    return PersonFactory(role=Role.PARTNER)


@pytest.fixture
def police() -> Person:
    return PersonFactory(role=Role.POLICE)


@pytest.fixture
def place() -> Person:
    return PersonFactory(role=Role.PLACE)


@pytest.fixture
def document_id(adder: Person) -> UUID:
    public.add_now("open.txt", OPEN.encode(), person=adder)
    return public.add_now("plan.txt", PAGE.encode(), person=adder)


@pytest.fixture
def restricted(document_id: UUID, boss: Person) -> UUID:
    roles = [Role.COORDINATOR, Role.POLICE]
    restrictions.restrict(document_id, Circle(roles=roles), reason=REASON, person=boss)
    return document_id


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text_of(answer: object) -> str:
    page = answer.content.decode()  # type: ignore[attr-defined]
    page = re.sub(r"<input[^>]*csrf[^>]*>", "", page)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def verbs(document_id: UUID) -> list[str]:
    entries = TrailEntry.objects.filter(thing_id=str(document_id)).order_by("id")
    return list(entries.values_list("verb", flat=True))


def everybody() -> dict[str, Person]:
    return {role.value: PersonFactory(role=role) for role in Role}


def test_it_is_there_for_whom_it_is_meant_and_for_nobody_else(
    restricted: UUID, adder: Person, boss: Person
) -> None:
    document = Document.objects.get(pk=restricted)
    people = everybody()
    seeing = {role for role, person in people.items() if SEE_DOCUMENT.allows(person, document)}
    assert seeing == {"co-ordinator", "police"}
    assert not SEE_DOCUMENT.allows(adder, document)
    assert restricted in hidden_from(adder)
    assert hidden_from(boss) == frozenset()
    assert not SEE_DOCUMENT.allows(AnonymousUser(), document)


def test_a_partner_can_be_named_and_then_its_people_see_it_in_any_role_that_reads(
    document_id: UUID, adder: Person, boss: Person, police: Person
) -> None:
    named = OrganisationFactory()
    circle = Circle(partners=[adder.organisation_id, named.pk])
    restrictions.restrict(document_id, circle, reason=REASON, person=adder)
    document = Document.objects.get(pk=document_id)
    member = PersonFactory(organisation=named, role=Role.DONOR)
    clerk = PersonFactory(organisation=named, role=Role.ADMINISTRATOR)
    seeing = [SEE_DOCUMENT.allows(one, document) for one in (adder, member, clerk, police, boss)]
    assert seeing == [True, True, False, False, False]
    # The co-ordinator cannot lift what is not there for them.
    with pytest.raises(NotFound):
        restrictions.lift(document_id, reason="Let me.", person=boss)


def test_only_the_coordinator_and_the_partner_that_added_it_restrict_it(
    document_id: UUID, adder: Person, boss: Person, police: Person, place: Person
) -> None:
    circle = Circle(roles=list(Role)[:-1])
    for other in (police, place, PersonFactory(role=Role.OVERSIGHT)):
        with pytest.raises(NotAllowed):
            restrictions.restrict(document_id, circle, reason=REASON, person=other)
    # Whoever adds the same file again does not become who added it.
    public.add_now("mine.txt", PAGE.encode(), person=place)
    assert not RESTRICT_DOCUMENT.allows(place, Document.objects.get(pk=document_id))
    colleague = PersonFactory(organisation=adder.organisation)
    for person in (boss, colleague):
        restrictions.restrict(document_id, circle, reason=REASON, person=person)


def test_the_partner_stays_the_one_for_which_it_was_added(document_id: UUID, adder: Person) -> None:
    other = OrganisationFactory()
    give(adder, role=Role.PARTNER, organisation=other)
    elsewhere = Person.objects.get(pk=adder.pk)
    elsewhere.organisation = other
    elsewhere.save()
    document = Document.objects.get(pk=document_id)
    assert not RESTRICT_DOCUMENT.allows(elsewhere, document)


def test_it_takes_a_reason_somebody_and_oneself(document_id: UUID, adder: Person) -> None:
    own = Circle(partners=[adder.organisation_id])
    for circle, reason in (
        (own, "  "),
        (Circle(), REASON),
        (Circle(roles=["emperor"]), REASON),
        (Circle(roles=[Role.ADMINISTRATOR]), REASON),
        (Circle(partners=[UUID(int=5)]), REASON),
        (Circle(roles=[Role.POLICE]), REASON),
    ):
        with pytest.raises(InvalidInput):
            restrictions.restrict(document_id, circle, reason=reason, person=adder)
    assert not Restriction.objects.exists()
    assert "library.document.restricted" not in verbs(document_id)


def test_the_trail_has_the_act_and_its_reason_and_so_when_it_is_lifted(
    restricted: UUID, boss: Person, place: Person
) -> None:
    with pytest.raises(NotFound):
        public.document(restricted, person=place)
    restrictions.lift(restricted, reason="The gates are mended.", person=boss)
    assert public.document(restricted, person=place).id == restricted
    assert verbs(restricted)[-2:] == ["library.document.restricted", "library.document.lifted"]
    kept = set(TrailWords.objects.values_list("reason", flat=True))
    assert kept >= {REASON, "The gates are mended."}
    with pytest.raises(Conflict):
        restrictions.lift(restricted, reason="Again.", person=boss)


def test_to_restrict_it_again_replaces_who_may_see_it(
    restricted: UUID, boss: Person, police: Person
) -> None:
    restrictions.restrict(restricted, Circle(roles=[Role.COORDINATOR]), reason="Less.", person=boss)
    assert Restriction.objects.filter(document_id=restricted, lifted_at=None).count() == 1
    assert Restriction.objects.count() == 2
    assert restricted in hidden_from(police)


def test_the_database_keeps_one_restriction_and_its_reason(restricted: UUID) -> None:
    for fields in ({"reason": "Again."}, {"reason": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Restriction.objects.create(document_id=restricted, **fields)


def test_its_address_is_that_of_something_that_is_not_there(
    restricted: UUID, place: Person
) -> None:
    client = signed_in(place)
    nothing = UUID(int=9)
    for name in ("document", "original", "restrict", "certain"):
        here = client.get(reverse(f"library:{name}", args=[restricted]))
        missing = client.get(reverse(f"library:{name}", args=[nothing]))
        assert here.status_code == missing.status_code
        assert text_of(here) == text_of(missing).replace(str(nothing), str(restricted))
    assert client.get(reverse("library:document", args=[restricted])).status_code == 404
    assert WORD not in text_of(client.get(reverse("library:document", args=[restricted])))


def test_no_list_number_filter_search_or_first_page_gives_it_away(
    restricted: UUID, place: Person
) -> None:
    body = Body.objects.get(mentions__document_id=restricted, name__contains="Lumen")
    pages = [
        reverse("library:documents"),
        reverse("library:documents") + f"?q={WORD}",
        reverse("library:documents") + f"?body={body.pk}",
        reverse("library:documents") + "?country=Austria&year=2025&sort=added",
        reverse("library:search") + f"?q={WORD}",
        reverse("library:search") + f"?q={WORD[:-2]}",
        reverse("library:search") + f"?q={WORD}x+police",
        reverse("library:search") + f"?q=Vienna&body={body.pk}",
        reverse("library:review"),
        reverse("today:home"),
        reverse("partners:board"),
        reverse("partners:meetings"),
    ]
    told = {}
    for role, person in everybody().items():
        client = signed_in(person)
        told[role] = any(_tells(client.get(page)) for page in pages)
    assert told == dict.fromkeys(Role.values, False) | {"co-ordinator": True, "police": True}


def _tells(answer: object) -> bool:
    # The word alone is shown again to whoever typed it.
    text = text_of(answer).lower()
    return any(sign in text for sign in (f"{WORD} plan", "lumen harbour", f"the {WORD} for"))


def test_what_is_counted_is_what_is_seen(restricted: UUID, place: Person, boss: Person) -> None:
    for person, most in ((place, 1), (boss, 2)):
        assert listed(Wanted(), person=person).count() == most
        kinds = options(Wanted(), person=person)["country"]
        assert sum(option.count for option in kinds) == most
        found = search_queries.find("Vienna", person=person)
        assert found.count == len(found.passages)
        assert {passage.document.pk for passage in found.passages} == {
            row.pk for row in listed(Wanted(), person=person)
        }
    nothing = search_queries.find(WORD, person=place)
    assert (nothing.count, nothing.match) == (0, "none")
    assert search_queries.find(WORD, person=None).count > 0
    since = public.today_items(place, since=None)
    assert [item.text for item in since] == ["1 document was added to the library."]


def test_a_body_that_only_it_names_has_no_name_for_others(
    restricted: UUID, place: Person, boss: Person
) -> None:
    body = Body.objects.get(mentions__document_id=restricted, name__contains="Lumen")
    for person, name in ((place, str(body.pk)), (boss, body.name)):
        wanted = Wanted(filters={"body": str(body.pk), "country": "Nowhere"})
        assert options(wanted, person=person)["body"][-1].label == name


def add(person: Person, *contents: str, name: str = "own.txt") -> Intake:
    uploads = [Upload(name=name, chunks=[content.encode()]) for content in contents]
    intake_id = intakes.begin(uploads, person=person)
    tasks.read_intake.enqueue(str(intake_id))
    return Intake.objects.get(pk=intake_id)


def test_the_same_file_added_by_somebody_else_looks_like_any_other(
    restricted: UUID, place: Person, boss: Person
) -> None:
    hidden, new = add(place, PAGE), add(place, PAGE + "\nA line more.\n", name="own.txt")
    pages = [
        text_of(signed_in(place).get(reverse("library:intake", args=[intake.pk])))
        for intake in (hidden, new)
    ]
    assert WORD not in pages[0]
    assert "known" not in pages[0].replace("0 known already", "")
    assert "1 read, 0 known already, 0 not read" in pages[0]
    assert "1 read, 0 known already, 0 not read" in pages[1]
    # In the trail too: their own acts tell them nothing.
    own = TrailEntry.objects.filter(person_id=place.pk, verb__startswith="library.document.added")
    assert set(own.values_list("verb", flat=True)) == {"library.document.added"}
    # Those who may see the document learn that somebody else holds it.
    page = text_of(signed_in(boss).get(reverse("library:document", args=[restricted])))
    assert place.organisation.name in page or place.name in page
    assert Document.objects.filter(sha256=Document.objects.get(pk=restricted).sha256).count() == 1


def test_the_same_file_does_not_bring_back_what_was_removed(
    restricted: UUID, place: Person, boss: Person, police: Person
) -> None:
    removal.remove_document(restricted, person=boss)
    document = Document.objects.get(pk=restricted)
    assert SEE_REMOVED.allows(boss, document)
    assert KNOW_REMOVED.allows(police, document)
    assert not KNOW_REMOVED.allows(place, document)
    assert signed_in(place).get(document.get_absolute_url()).status_code == 404
    add(place, PAGE)
    assert Document.objects.get(pk=restricted).removed_at is not None
    add(police, PAGE)
    assert Document.objects.get(pk=restricted).removed_at is not None
    add(boss, PAGE)
    assert Document.objects.get(pk=restricted).removed_at is None


def test_reads_originals_and_refusals_leave_a_line(
    restricted: UUID, place: Person, police: Person
) -> None:
    address = reverse("library:document", args=[restricted])
    signed_in(police).get(address)
    b"".join(signed_in(police).get(address + "original/"))
    signed_in(place).get(address)
    signed_in(place).get(address + "original/")
    assert verbs(restricted)[-4:] == [
        "rights.record.read",
        "rights.record.exported",
        "rights.record.denied",
        "rights.record.denied",
    ]
    last = TrailEntry.objects.order_by("-id").first()
    assert last.person_id == place.pk
    client = signed_in(place)
    before = TrailEntry.objects.count()
    client.get(reverse("library:document", args=[UUID(int=9)]))
    assert TrailEntry.objects.count() == before


def test_through_somebody_elses_eyes_it_is_still_the_person_who_is_asked(
    restricted: UUID, boss: Person, place: Person
) -> None:
    document = Document.objects.get(pk=restricted)
    as_place = StandIn(frozenset({Role.PLACE}), viewer=boss)
    as_police = StandIn(frozenset({Role.POLICE}), viewer=place)
    for eyes in (as_place, as_police):
        assert not SEE_DOCUMENT.allows(eyes, document)
        assert restricted in hidden_from(eyes)
    assert SEE_DOCUMENT.allows(StandIn(frozenset({Role.POLICE}), viewer=boss), document)


def test_the_page_restricts_and_lifts(document_id: UUID, adder: Person, place: Person) -> None:
    client = signed_in(adder)
    address = reverse("library:document", args=[document_id])
    page = address + "restrict/"
    assert page in client.get(address).content.decode()
    assert page not in signed_in(place).get(address).content.decode()
    assert signed_in(place).get(page).status_code == 403
    wrong = client.post(page, {"act": "restrict", "roles": ["police"], "reason": REASON})
    assert wrong.status_code == 422
    assert "You would not see it any more" in text_of(wrong)
    empty = client.post(page, {"act": "restrict", "reason": ""})
    assert empty.status_code == 422
    own = str(adder.organisation_id)
    given = {"act": "restrict", "roles": ["police"], "partners": [own], "reason": REASON}
    assert client.post(page, given).status_code == 303
    assert REASON in text_of(client.get(address))
    assert "restricted" in text_of(client.get(reverse("library:documents")))
    assert signed_in(place).get(page).status_code == 404
    assert client.post(page, {"act": "lift", "lift-reason": "Mended."}).status_code == 303
    assert signed_in(place).get(address).status_code == 200


def test_where_many_are_restricted_a_list_takes_the_same_queries(
    boss: Person, place: Person, django_assert_num_queries: Callable[..., object]
) -> None:
    for number in range(6):
        key = public.add_now(f"{number}.txt", f"{OPEN} {number}".encode(), person=boss)
        if number % 2:
            circle = Circle(roles=[Role.COORDINATOR])
            restrictions.restrict(key, circle, reason=REASON, person=boss)
    assert place.roles
    with django_assert_num_queries(1):
        assert len(listed(Wanted(), person=place)) == 3
    with django_assert_num_queries(1):
        assert len(hidden_from(place)) == 3
