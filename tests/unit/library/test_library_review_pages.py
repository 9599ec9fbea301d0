"""Pages on which people review read values: with and without script, for those who may decide and those who may not."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commonweal.library import public
from commonweal.library.actions import reviews
from commonweal.library.engine.values import values_of
from commonweal.library.models import Document
from commonweal.library.queries.error_rates import rates
from commonweal.library.queries.reviews import fingerprint
from commonweal.library.queries.waiting import (
    Place,
    Queue,
    next_place,
    uncertain_count,
    waiting_rows,
)
from commonweal.rights.models import Decision, Person
from factories import CoordinatorFactory, PersonFactory

PAGE = """Workshop on open markets held in Vienna

VIENNA, 4 May 2025 – Some 40 women and youth met the police in Vienna at a workshop on open markets.

"We keep the market open," said Ana Wald, Chair of the Market Association of Vienna.

The participants recommended that the police should open a youth desk in every district.
"""
HTMX = {"HX-Request": "true"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Person:
    return PersonFactory(role="reviewer")


@pytest.fixture
def document(person: Person) -> Document:
    return Document.objects.get(pk=public.add_now("page.txt", PAGE.encode(), person=person))


@pytest.fixture
def client(person: Person) -> Client:
    return entered(person)


def entered(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def address(document: Document, key: str, query: str = "") -> str:
    return reverse("library:value", args=[document.pk, key]) + query


def seen(document: Document, key: str) -> str:
    return fingerprint(next(one.value for one in values_of(document.record) if one.key == key))


def text_of(response: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def key_for(document: Document, part: str) -> str:
    return next(one.key for one in values_of(document.record) if one.part == part)


def test_a_value_is_accepted_without_script_and_the_page_says_by_whom(
    client: Client, document: Document, person: Person
) -> None:
    page = client.get(document.get_absolute_url())
    assert "Accept : kind of event, workshop" in text_of(page)
    answer = client.post(
        address(document, "event.type"), {"act": "accept", "seen": seen(document, "event.type")}
    )
    assert answer.status_code == 303
    assert answer["Location"] == f"{document.get_absolute_url()}#value-event-type"
    page = client.get(document.get_absolute_url())
    assert person.name in text_of(page)
    assert "Accept : kind of event" not in text_of(page)
    assert 'id="value-event-type"' in page.content.decode()


def test_every_value_has_its_row_on_the_page(client: Client, document: Document) -> None:
    page = client.get(document.get_absolute_url()).content.decode()
    for one in values_of(document.record):
        anchor = "value-" + one.key.replace(".", "-").replace(":", "-")
        assert page.count(f'id="{anchor}"') == 1, one.key
        assert address(document, one.key) in page


def test_a_correction_with_a_wrong_day_is_said_beside_the_field(
    client: Client, document: Document
) -> None:
    for given, said in (
        ({"value": "31.02.2025", "why": "Printed."}, "Enter a valid date"),
        ({"value": "2025-05-06", "why": ""}, "This field is required"),
        ({"value": "2025-05-04", "why": "Printed."}, "accept it instead"),
        ({"value": "0999-05-04", "why": "Printed."}, "is not between"),
    ):
        answer = client.post(address(document, "event.start"), {"act": "correct", **given})
        assert answer.status_code == 422
        assert said in text_of(answer)
    assert not Decision.objects.exists()


def test_with_script_the_row_is_opened_decided_and_swapped(
    client: Client, document: Document
) -> None:
    at = address(document, "event.start")
    opened = client.get(at, headers=HTMX)
    assert "<html" not in opened.content.decode()
    assert "Why it was read:" in text_of(opened)
    given = {
        "act": "correct",
        "value": "2025-05-06",
        "why": "Printed.",
        "seen": seen(document, "event.start"),
    }
    row = client.post(at, given, headers=HTMX)
    assert row.status_code == 200
    assert 'id="value-event-start"' in row.content.decode()
    assert "autofocus" in row.content.decode()
    assert "6 May 2025" in text_of(row)
    assert "read as: 4 May 2025" in text_of(row)
    closed = client.get(at + "?closed=1", headers=HTMX)
    assert "History, undo" in text_of(closed)
    wrong = client.post(at, {"act": "undo", "why": ""}, headers=HTMX)
    assert wrong.status_code == 422
    assert "This field is required" in text_of(wrong)


def test_the_second_of_two_people_is_told(client: Client, document: Document) -> None:
    other = PersonFactory()
    reviews.accept_value(document.pk, "event.type", person=other)
    answer = client.post(address(document, "event.type"), {"act": "reject", "why": "No."})
    assert answer.status_code == 409
    assert f"{other.name} decided about this" in text_of(answer)


def test_a_rejected_person_is_struck_through_with_who_and_why(
    client: Client, document: Document
) -> None:
    key = key_for(document, "people")
    client.post(address(document, key), {"act": "reject", "why": "A brand, no person."})
    page = client.get(document.get_absolute_url()).content.decode()
    assert "<s>Ana Wald</s>" in page
    assert "A brand, no person." in page


@pytest.mark.parametrize("role", ["oversight", "donor"])
def test_who_may_not_decide_sees_what_was_decided_and_no_names(
    document: Document, person: Person, role: str
) -> None:
    reviews.correct_value(document.pk, "event.start", "2025-05-06", person=person, why="Printed.")
    client = entered(PersonFactory(role=role))
    for page in (
        client.get(document.get_absolute_url()),
        client.get(address(document, "event.start")),
    ):
        assert page.status_code == 200
        assert "Printed." in text_of(page)
        assert person.organisation.name in text_of(page)
        assert person.name not in text_of(page)
        assert 'name="act"' not in page.content.decode()
    answer = client.post(address(document, "event.start"), {"act": "undo", "why": "No."})
    assert answer.status_code == 403
    assert Decision.objects.get().undone_at is None


def test_what_is_no_value_is_not_found(client: Client, document: Document) -> None:
    for key in ("people:0000000000000000", "language", "event", "x" * 300):
        assert client.get(address(document, key)).status_code == 404
    assert client.post(address(document, "event.type"), {"act": "burn"}).status_code == 422


def test_where_nothing_was_read_the_page_of_the_value_leads_to_adding_it(
    client: Client, document: Document
) -> None:
    key = "event.registration_deadline"
    adding = reverse("library:missing", args=[document.pk]) + f"?part={key}"
    assert adding in client.get(document.get_absolute_url()).content.decode()
    assert adding in client.get(address(document, key)).content.decode()
    given = {"act": "correct", "value": "2025-05-01", "why": "In the footer."}
    answer = client.post(address(document, key), given | {"seen": fingerprint(None)})
    assert answer.status_code == 422
    assert "Add it by its words" in text_of(answer)
    assert not Decision.objects.exists()


def test_the_count_is_shown_before_the_certain_ones_are_accepted(
    client: Client, document: Document
) -> None:
    at = reverse("library:certain", args=[document.pk])
    count = len(reviews.certain_values(document, {}))
    assert f"Accept the {count} values that are certain?" in text_of(client.get(at))
    assert client.post(at, {"count": "x"}).status_code == 409
    assert client.post(at, {"count": str(count)}).status_code == 303
    assert Decision.objects.count() == count
    assert "No value that is certain waits" in text_of(client.get(at))


def test_what_was_accepted_at_once_is_undone_at_once_with_a_reason(
    client: Client, document: Document, person: Person
) -> None:
    at = reverse("library:certain", args=[document.pk])
    count = len(reviews.certain_values(document, {}))
    assert "at once" not in text_of(client.get(at))
    reviews.accept_certain(document.pk, person=person, count=count)
    assert f"You accepted {count} values at once" in text_of(client.get(at))
    answer = client.post(at, {"act": "undo", "why": " "})
    assert answer.status_code == 422
    assert not Decision.objects.exclude(undone_at=None)
    assert client.post(at, {"act": "undo", "why": "Not looked at."}).status_code == 303
    assert not Decision.objects.filter(undone_at=None)
    assert set(Decision.objects.values_list("undone_why", flat=True)) == {"Not looked at."}
    assert f"Accept the {count} values that are certain?" in text_of(client.get(at))


def test_nobody_undoes_at_once_what_another_person_accepted_or_what_was_accepted_alone(
    document: Document, person: Person
) -> None:
    certain = reviews.certain_values(document, {})
    reviews.accept_value(document.pk, certain[0].key, person=person)
    reviews.accept_certain(document.pk, person=person, count=len(certain) - 1)
    other = PersonFactory(role="reviewer")
    assert reviews.undo_certain(document.pk, person=other, why="Not mine.") == 0
    assert reviews.undo_certain(document.pk, person=person, why="Mine.") == len(certain) - 1
    assert Decision.objects.get(undone_at=None).is_together is False


# The queue


def test_the_queue_goes_through_all_uncertain_values_the_least_certain_document_first(
    client: Client, document: Document, person: Person
) -> None:
    public.add_now("two.txt", PAGE.replace("Vienna", "Graz").encode(), person=person)
    queue, seen_ = Queue(), []
    found = next_place(queue, None, person=person)
    while found:
        seen_.append((found.document.pk, found.key))
        place = Place(found.document.pk, found.key, found.least)
        found = next_place(queue, place, person=person)
    expected = {
        (each.pk, one.key)
        for each in Document.objects.all()
        for one in values_of(each.record)
        if one.sureness < 0.9
    }
    assert len(seen_) == len(set(seen_))
    assert set(seen_) == expected
    page = client.get(reverse("library:review"))
    assert "Go through them one by one" in text_of(page)


def test_deciding_in_the_queue_leads_to_the_next_value_and_to_the_list_at_its_end(
    client: Client, document: Document, person: Person
) -> None:
    page = client.get(reverse("library:review") + "?sure=unsure").content.decode()
    at = unescape(re.search(r'class="button" href="([^"]+)"', page).group(1))  # type: ignore[union-attr]
    steps = 0
    while "/values/" in at:
        shown = client.get(at)
        assert shown.status_code == 200
        answer = client.post(at, {"act": "accept"})
        assert answer.status_code == 303
        at, steps = answer["Location"], steps + 1
    assert steps == sum(1 for one in values_of(document.record) if one.sureness < 0.9)
    assert at.startswith(reverse("library:review"))
    assert uncertain_count(person=person) == (0, False)
    assert "No such value waits" in text_of(client.get(reverse("library:review")))


def test_the_next_value_says_what_was_kept_how_to_undo_it_and_how_many_wait(
    client: Client, document: Document, person: Person
) -> None:
    first = next_place(Queue(sure="all"), None, person=person)
    assert first is not None
    there = len(values_of(document.record))
    at = address(document, first.key, "?queue=all&part=")
    assert "Kept:" not in text_of(client.get(at))
    page = client.post(at, {"act": "accept"}, follow=True)
    assert f"Undo · {there - 1} wait" in text_of(page)
    assert re.search(r"Kept: [^.]+\. Undo", text_of(page))
    assert f'<a href="{address(document, first.key)}">Undo</a>' in page.content.decode()
    assert "Undo the decision" in text_of(client.get(address(document, first.key)))


@pytest.mark.parametrize("sure", ["check", "unsure", "all", "x"])
@pytest.mark.parametrize("part", ["", "event.start", "people", "x"])
def test_the_queue_is_filtered(
    client: Client, document: Document, person: Person, sure: str, part: str
) -> None:
    assert client.get(reverse("library:review"), {"sure": sure, "part": part}).status_code == 200
    if sure == "x" or part == "x":
        return
    values = [one for one in values_of(document.record) if not part or one.part == part]
    queue = Queue(part=part, sure=sure)
    belongs = [one for one in values if one.sureness < queue.below]
    assert waiting_rows(queue, person=person).exists() == bool(belongs)


def test_the_list_asks_the_same_of_the_database_for_one_document_and_for_ten(
    client: Client, document: Document, person: Person
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(reverse("library:review"))
        return len(asked)

    queries()  # the first answer also finds out who is asking
    one = queries()
    for number in range(9):
        public.add_now(f"{number}.txt", f"{PAGE}\nNote {number}.\n".encode(), person=person)
    assert queries() == one


def test_only_reviewers_are_told_on_their_first_page(document: Document) -> None:
    def told(who: Person) -> list[str]:
        return [str(item.text) for item in public.today_items(who, since=None)]

    count, is_more = uncertain_count(person=PersonFactory())
    assert not is_more
    wanted = f"{count} values that were read wait for review."
    assert wanted in told(PersonFactory(role="reviewer"))
    assert wanted not in told(PersonFactory())
    assert wanted not in told(CoordinatorFactory())


# Reading again


def test_reviewers_and_coordinators_have_documents_read_again(
    client: Client, document: Document, django_capture_on_commit_callbacks: Any
) -> None:
    at = reverse("library:reread", args=[document.pk])
    assert at not in client.get(document.get_absolute_url()).content.decode()
    Document.objects.update(reader_version="0.1")
    assert at in client.get(document.get_absolute_url()).content.decode()
    member = entered(PersonFactory())
    assert at not in member.get(document.get_absolute_url()).content.decode()
    assert member.post(at).status_code == 403
    page = client.get(reverse("library:review"))
    assert "1 document was read by an older reader" in text_of(page)
    assert reverse("library:rereadings") in page.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(at).status_code == 303
    assert not Document.objects.filter(reader_version="0.1").exists()
    assert "0 values changed" in text_of(client.get(document.get_absolute_url()))


# How often the reader is right


def test_the_error_rate_is_public_and_says_where_there_is_not_enough(document: Document) -> None:
    page = Client().get(reverse("library:reading"))
    assert page.status_code == 200
    assert "Nobody has decided about a value yet" in text_of(page)
    reviews.accept_value(document.pk, "event.type", person=PersonFactory())
    assert "not enough decisions yet" in text_of(Client().get(reverse("library:reading")))


def test_shares_are_shown_from_twenty_decisions_on(person: Person) -> None:
    for number in range(20):
        key = public.add_now(f"{number}.txt", f"{PAGE}\nNote {number}.\n".encode(), person=person)
        if number:
            reviews.accept_value(key, "event.type", person=person)
        else:
            reviews.reject_value(key, "event.type", person=person, why="No event.")
    rate, total = rates()
    assert (rate.tally.accepted, rate.tally.rejected) == (19, 1)
    assert rate.percents == ("95%", "76%", "99%")
    assert total.tally.decided == 20
    assert "95% (between 76% and 99%)" in text_of(Client().get(reverse("library:reading")))
