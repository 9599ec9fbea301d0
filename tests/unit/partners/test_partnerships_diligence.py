"""Due diligence both ways: a name decides nothing, what is not known is no no, a refusal needs two, an error is counted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from commonweal.partners import public
from commonweal.partners.actions.diligence import (
    begin,
    decide,
    fill,
    own_wrong_refusal,
    reply,
    second,
)
from commonweal.partners.engine.diligence import QUESTIONS, Finding, grounds, is_in_force, missing
from commonweal.partners.models import Diligence, WrongRefusal
from commonweal.partners.queries.diligence import QUESTION_NAMES, diligence_of, findings_of
from commonweal.rights.models import Role
from factories import CoordinatorFactory, PersonFactory
from factories_partners import partnership
from factories_partnerships import found, refused


def test_every_question_has_its_words() -> None:
    assert set(QUESTION_NAMES) == set(QUESTIONS)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, ()),
        ({"listed": "no"}, ()),
        ({"purpose": "unknown", "listed": "no"}, ()),
        ({"purpose": "not-apply"}, ()),
        ({"identifier": "no", "listed": "no"}, ("identifier",)),
        ({"purpose": "no"}, ("purpose",)),
    ],
)
def test_a_refusal_rests_on_a_sourced_no_to_more_than_a_name(
    answers: dict[str, str], expected: tuple[str, ...]
) -> None:
    assert grounds(found(**answers)) == expected


def test_a_no_without_its_source_is_no_ground_and_what_is_missing_is_said() -> None:
    bare = found() | {"purpose": Finding("no", "We heard so.", " ")}
    assert grounds(bare) == ()
    assert missing({"identity": Finding("unknown")}) == QUESTIONS[1:]


def test_a_refusal_holds_only_with_a_second_person() -> None:
    assert not is_in_force("not-now", has_second=False)
    assert is_in_force("not-now", has_second=True)
    assert is_in_force("together", has_second=False)
    assert not is_in_force("", has_second=True)


@pytest.fixture
def two() -> tuple[Any, Any, Any]:
    one, other = PersonFactory.create_batch(2)
    return one, other, partnership(one, other)


@pytest.mark.django_db
def test_each_looks_at_the_other_and_only_inside_a_partnership(two: Any) -> None:
    one, other, pk = two
    begin(one, pk, other.organisation_id)
    begin(other, pk, one.organisation_id)
    with pytest.raises(Conflict, match="under way"):
        begin(one, pk, other.organisation_id)
    for person, about in ((PersonFactory(), one), (one, PersonFactory()), (one, one)):
        with pytest.raises(NotAllowed):
            begin(person, pk, about.organisation_id)
    with transaction.atomic(), pytest.raises(IntegrityError):
        Diligence.objects.create(
            partnership_id=pk, by=one.organisation, about=one.organisation, begun_by=one
        )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answers", "outcome", "words"),
    [
        ({"listed": "no"}, "not-now", "A name that is alike decides nothing"),
        ({"money": "unknown"}, "not-now", "what is not known is no"),
        ({}, "never", "from the list"),
    ],
)
def test_what_cannot_be_decided_is_refused_with_its_reason(
    two: Any, answers: dict[str, str], outcome: str, words: str
) -> None:
    one, other, pk = two
    row = begin(one, pk, other.organisation_id)
    fill(one, row.pk, found(**answers))
    with pytest.raises(InvalidInput, match=words):
        decide(one, row.pk, outcome=outcome, reason="Because.")
    row.refresh_from_db()
    assert row.outcome == ""


@pytest.mark.django_db
def test_open_questions_are_named_and_what_is_decided_is_not_changed(two: Any) -> None:
    one, other, pk = two
    row = begin(one, pk, other.organisation_id)
    fill(one, row.pk, {"purpose": Finding("yes")})
    with pytest.raises(InvalidInput, match="Do we know who they are"):
        decide(one, row.pk, outcome="together", reason="R")
    fill(one, row.pk, found(record="unknown"))
    with pytest.raises(InvalidInput, match="reason"):
        decide(one, row.pk, outcome="together", reason=" ")
    decide(one, row.pk, outcome="conditions", reason="Reports twice a year.")
    for act in (
        lambda: fill(one, row.pk, found()),
        lambda: decide(one, row.pk, outcome="together", reason="R"),
    ):
        with pytest.raises(Conflict, match="It is decided"):
            act()
    with pytest.raises(NotAllowed):
        fill(other, row.pk, found())


@pytest.mark.django_db
def test_a_second_person_is_another_one(two: Any) -> None:
    one, other, pk = two
    row = refused(one, other, pk)
    colleague, coordinator = PersonFactory(organisation=one.organisation), CoordinatorFactory()
    for person in (one, other):
        with pytest.raises(NotAllowed):
            second(person, row.pk)
    biased = CoordinatorFactory(organisation=other.organisation)
    with pytest.raises(NotAllowed):
        second(biased, row.pk)
    second(colleague, row.pk)
    with pytest.raises(NotAllowed):
        second(coordinator, row.pk)
    with transaction.atomic(), pytest.raises(IntegrityError):
        Diligence.objects.filter(pk=row.pk).update(second_by=one)


@pytest.mark.django_db
def test_who_is_looked_at_reads_it_and_replies_beside_it_and_an_error_is_counted(two: Any) -> None:
    one, other, pk = two
    row = refused(one, other, pk)
    reply(other, row.pk, "We sell bread.")
    with pytest.raises(NotAllowed):
        reply(one, row.pk, "No.")
    with pytest.raises(NotAllowed):
        own_wrong_refusal(other, row.pk, text="T", changed="C")
    waiting = f"Does the refusal stand: {other.organisation.name}"
    colleague = PersonFactory(organisation=one.organisation)
    assert waiting in [each.text for each in public.today_items(colleague, since=None)]
    own_wrong_refusal(one, row.pk, text="Another shop.", changed="We ask for the number.")
    # What was an error waits for no second person.
    assert waiting not in [each.text for each in public.today_items(colleague, since=None)]
    with pytest.raises(NotAllowed):
        second(colleague, row.pk)
    with pytest.raises(Conflict, match="already"):
        own_wrong_refusal(one, row.pk, text="T", changed="C")
    again = begin(one, pk, other.organisation_id)
    assert findings_of(again) == findings_of(row)
    row.refresh_from_db()
    assert row.superseded_at is not None
    assert row.replies.get().text == "We sell bread."
    client = Client()
    client.force_login(other)
    page = client.get(f"/partners/partnerships/{pk}/").content.decode()
    assert "1 refusal was recorded as an error" in page
    page = client.get(f"/partners/diligence/{row.pk}/").content.decode()
    assert "Another shop." in page
    assert "We ask for the number." in page


@pytest.mark.django_db
def test_only_the_two_read_the_notes_and_strangers_nothing(two: Any) -> None:
    one, other, pk = two
    row = refused(one, other, pk)
    third = PersonFactory(role=Role.POLICE)
    with pytest.raises(NotFound):
        diligence_of(third, row.pk)
    readers = {
        one: True,
        other: True,
        CoordinatorFactory(): False,
        PersonFactory(role=Role.OVERSIGHT): False,
    }
    for person, reads in readers.items():
        client = Client()
        client.force_login(person)
        page = client.get(f"/partners/diligence/{row.pk}/").content.decode()
        assert ("A note." in page) is reads
        assert ("The register, 3 May 2026" in page) is reads
        assert "It sells what it should protect from." in page
    client = Client()
    client.force_login(third)
    assert client.get(f"/partners/diligence/{row.pk}/").status_code == 404
    assert "Due diligence" not in client.get(f"/partners/partnerships/{pk}/").content.decode()


@pytest.mark.django_db
def test_it_goes_through_the_pages(two: Any) -> None:
    one, other, pk = two
    client, colleague = Client(), Client()
    client.force_login(one)
    colleague.force_login(PersonFactory(organisation=one.organisation))
    place = f"/partners/partnerships/{pk}/look/{other.organisation_id}/"
    assert client.post(place).status_code == 303
    row = Diligence.objects.get()
    page = f"/partners/diligence/{row.pk}/"
    early = {"seen": "1", "outcome": "together", "reason": "We know them."}
    answer = client.post(f"{page}decide/", early)
    assert answer.status_code == 422
    assert f'href="{page}fill/"' in answer.content.decode()
    typed = {f"{key}_answer": "yes" for key in QUESTIONS}
    typed |= {"seen": "1", "purpose_answer": "no", "purpose_source": "Its page, 2 May"}
    assert client.post(f"{page}fill/", typed | {"seen": "7"}).status_code == 409
    assert client.post(f"{page}fill/", typed).status_code == 303
    decision = {"seen": "2", "outcome": "not-now", "reason": "It does not fit."}
    assert client.post(f"{page}decide/", decision).status_code == 303
    assert "a second person has not said so" in client.get(page).content.decode()
    assert client.get(f"{page}second/").status_code == 403
    assert colleague.post(f"{page}second/", {}).status_code == 303
    answer = client.post(f"{page}wrong/", {"text": "Mixed up.", "changed": ""})
    assert answer.status_code == 422
    assert client.post(f"{page}wrong/", {"text": "M.", "changed": "C."}).status_code == 303
    assert WrongRefusal.objects.count() == 1


@pytest.mark.django_db
def test_today_asks_to_decide_to_second_and_to_look_again(two: Any) -> None:
    one, other, pk = two
    row = begin(one, pk, other.organisation_id)
    name = other.organisation.name

    def said(person: Any) -> list[str]:
        return [each.text for each in public.today_items(person, since=None)]

    assert f"Decide after due diligence: {name}" in said(one)
    fill(one, row.pk, found(purpose="no"))
    decide(one, row.pk, outcome="not-now", reason="R")
    assert f"Does the refusal stand: {name}" in said(CoordinatorFactory())
    assert f"Does the refusal stand: {name}" not in said(one) + said(other)
    Diligence.objects.update(decided_at=timezone.now() - timedelta(days=336))
    assert f"Due diligence, look again: {name}" in said(one)
    Diligence.objects.update(decided_at=timezone.now() - timedelta(days=330))
    assert f"Due diligence, look again: {name}" not in said(one)
