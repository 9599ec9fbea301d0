"""The do-no-harm check: what counts for how long, who makes it, and what does not begin without it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from commonweal.partners.actions import harm, planning
from commonweal.partners.actions.agreeing import move
from commonweal.partners.actions.keeping_partnerships import erase_partnerships
from commonweal.partners.engine.harm import QUESTIONS, HarmAnswerDraft, missing, state_of
from commonweal.partners.engine.partnership_types import MoveDraft
from commonweal.partners.models import HarmAnswer, HarmCheck, Meeting, Partnership
from commonweal.partners.public import today_items
from commonweal.partners.queries.harm import standing_of
from commonweal.rights.models import Role, TrailEntry
from factories import CoordinatorFactory, PersonFactory
from factories_partners import partnership, world
from factories_partnerships import agreed_partnership, harm_answers, harmless

TODAY = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("days_ago", "is_begun", "state"),
    [
        (None, False, "none"), (None, True, "begun"), (0, False, "valid"), (334, False, "valid"),
        (335, False, "due"), (364, True, "due"), (365, False, "over"), (900, True, "over"),
    ],
)  # fmt: skip
def test_a_check_counts_for_a_year(days_ago: int | None, is_begun: bool, state: str) -> None:
    done_on = None if days_ago is None else TODAY - timedelta(days=days_ago)
    assert state_of(done_on, is_begun=is_begun, today=TODAY) == state


def test_each_question_needs_all_three() -> None:
    whole = HarmAnswerDraft("Little.", "We ask.", PersonFactory.build().pk)
    answers = dict.fromkeys(QUESTIONS, whole)
    assert missing(answers) == ()
    for lacking in (
        HarmAnswerDraft(" ", "We ask.", whole.owner_id),
        HarmAnswerDraft("Little.", "", whole.owner_id),
        HarmAnswerDraft("Little.", "We ask."),
    ):
        assert missing(answers | {"trust": lacking}) == ("trust",)
    assert missing({}) == QUESTIONS


@pytest.mark.django_db
def test_a_partnership_does_not_begin_without_it_and_the_refusal_says_what_and_where() -> None:
    one, two = PersonFactory.create_batch(2)
    pk = partnership(one, two)
    Partnership.objects.update(state="signed")
    page = f"/partners/harm/partnership/{pk}/"
    with pytest.raises(Conflict, match="check is missing") as refused:
        move(one, pk, MoveDraft("activated"))
    assert refused.value.way_on is not None
    assert refused.value.way_on.href == page
    answers = harm_answers(one)
    harm.fill(one, "partnership", pk, answers | {"trust": HarmAnswerDraft("Much.")})
    with pytest.raises(Conflict, match=r"is begun, but lacks: Trust\."):
        move(one, pk, MoveDraft("activated"))
    with pytest.raises(InvalidInput, match=r"1 of 8 questions lack .*: Trust\."):
        harm.make(one, "partnership", pk)
    harm.fill(one, "partnership", pk, answers)
    with pytest.raises(Conflict, match="nobody has said that it is made"):
        move(one, pk, MoveDraft("activated"))
    harm.make(one, "partnership", pk)
    assert move(one, pk, MoveDraft("activated")).state == "active"
    entries = TrailEntry.objects.filter(verb__startswith="partners.harm").order_by("pk")
    assert [each.verb for each in entries] == ["partners.harm.filled"] * 2 + ["partners.harm.made"]


@pytest.mark.django_db
def test_last_years_check_is_not_enough_and_the_next_begins_with_its_answers() -> None:
    one, two = PersonFactory.create_batch(2)
    pk = partnership(one, two)
    Partnership.objects.update(state="signed")
    old = harmless(one, "partnership", pk, days_ago=366)
    with pytest.raises(Conflict, match="more than a year old"):
        move(one, pk, MoveDraft("activated"))
    new = harm.fill(one, "partnership", pk, {})
    assert new.answers.count() == len(QUESTIONS)
    harm.make(one, "partnership", pk)
    assert move(one, pk, MoveDraft("activated")).state == "active"
    assert HarmCheck.objects.get(pk=old.pk).done_at is not None


@pytest.mark.django_db
def test_a_series_is_not_announced_without_it() -> None:
    small = world()
    Meeting.objects.update(state="draft", series_id=small.meeting_id)
    with pytest.raises(Conflict, match="check is missing") as refused:
        planning.move_on(small.convener, small.meeting_id, "announced")
    # The way to it leads back to what is being announced; what is demanded is not called optional.
    assert refused.value.way_on is not None
    reader = Client()
    reader.force_login(small.convener)
    page = reader.get(refused.value.way_on.href).content.decode()
    assert "Back to announcing" in page
    assert reverse("partners:move_on", args=[small.meeting_id]) in page
    fill = reverse("partners:fill_harm", args=["series", small.meeting_id])
    assert f"{fill}?for={small.meeting_id}" in page
    assert "(optional)" not in reader.get(fill).content.decode()
    sent = reader.post(f"{fill}?for={small.meeting_id}", {"seen": 0})
    assert sent["Location"].endswith(f"?for={small.meeting_id}")
    HarmAnswer.objects.all().delete()
    HarmCheck.objects.all().delete()
    harmless(small.convener, "series", small.meeting_id)
    assert planning.move_on(small.convener, small.meeting_id, "announced").state == "announced"
    row = HarmCheck.objects.get()
    client = Client()
    client.force_login(small.convener)
    assert "The meetings" in client.get(row.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_only_who_keeps_it_makes_it_and_who_does_not_see_it_learns_nothing() -> None:
    one, two = PersonFactory.create_batch(2)
    pk = partnership(one, two)
    with pytest.raises(NotAllowed):
        harm.fill(two, "partnership", pk, {})
    place = PersonFactory(role=Role.PLACE)
    for kind, key, person in (
        ("partnership", pk, place), ("partnership", one.pk, one), ("person", pk, one),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            harm.fill(person, kind, key, {})
    harm.fill(CoordinatorFactory(), "partnership", pk, {})
    assert HarmCheck.objects.count() == 1
    with pytest.raises(InvalidInput, match="Choose partners"):
        harm.fill(one, "partnership", pk, {"trust": HarmAnswerDraft("A", "B", pk)})


@pytest.mark.django_db
def test_active_ones_without_it_go_on_and_are_asked_on_today() -> None:
    one, two = PersonFactory.create_batch(2)
    pk = agreed_partnership(one, two)
    texts = [each.text for each in today_items(one, since=None)]
    assert "Make the do-no-harm check: Open squares" not in texts
    HarmAnswer.objects.all().delete()
    HarmCheck.objects.all().delete()
    [line] = [each for each in today_items(one, since=None) if "do-no-harm" in each.text]
    assert (line.text, line.kind) == ("Make the do-no-harm check: Open squares", "waiting")
    assert not [each for each in today_items(two, since=None) if "do-no-harm" in each.text]
    harmless(one, "partnership", pk, days_ago=350)
    [line] = [each for each in today_items(one, since=None) if "do-no-harm" in each.text]
    assert line.due_on == timezone.localdate() + timedelta(days=15)
    client = Client()
    client.force_login(two)
    assert "Open squares" in client.get(reverse("partners:harm_list")).content.decode()
    move(one, pk, MoveDraft("renewal", start=timezone.localdate() + timedelta(days=400)))


@pytest.mark.django_db
def test_the_list_of_what_is_to_be_checked_is_narrowed_down() -> None:
    one, two = PersonFactory.create_batch(2)
    agreed_partnership(one, two)
    HarmAnswer.objects.all().delete()
    HarmCheck.objects.all().delete()
    listed = reverse("partners:harm_list")
    shown = {
        "?kind=partnership&state=none": True,
        "?kind=project": False,
        "?state=over": False,
        "?kind=nonsense": True,
    }
    for person, ours in ((one, True), (two, False)):
        client = Client()
        client.force_login(person)
        for query, is_shown in (shown | {"?ours=on": ours}).items():
            page = client.get(listed + query).content.decode()
            assert ("Open squares" in page) is is_shown, query
            assert ("Nothing matches these filters" in page) is not is_shown


@pytest.mark.django_db
def test_two_who_begin_at_once_do_not_write_over_each_other() -> None:
    one, two = PersonFactory.create_batch(2)
    pk = partnership(one, two)
    harm.fill(one, "partnership", pk, {"trust": HarmAnswerDraft("Much risk.")}, seen=0)
    with pytest.raises(Conflict, match="Somebody changed this"):
        harm.fill(one, "partnership", pk, {"trust": HarmAnswerDraft("")}, seen=0)
    assert HarmAnswer.objects.get(question="trust").risk == "Much risk."
    seen = HarmCheck.objects.get().version
    harm.fill(one, "partnership", pk, {"trust": HarmAnswerDraft("Some.")}, seen=seen)
    assert HarmAnswer.objects.get(question="trust").risk == "Some."


@pytest.mark.django_db
def test_what_is_typed_is_kept_when_the_check_is_not_whole() -> None:
    one, two = PersonFactory.create_batch(2)
    pk = partnership(one, two)
    client = Client()
    client.force_login(one)
    address = reverse("partners:fill_harm", args=["partnership", pk])
    typed = {"trust_risk": "Doubt.", "made": "1", "seen": "0"}
    answer = client.post(address, typed)
    assert answer.status_code == 422
    assert "8 of 8 questions lack" in answer.content.decode()
    assert "Doubt." in client.get(address).content.decode()
    whole = {
        f"{key}_{part}": value
        for key in QUESTIONS
        for part, value in (
            ("risk", "R"), ("mitigation", "M"), ("owner", str(two.organisation_id)),
        )
    }  # fmt: skip
    assert client.post(address, whole | {"seen": "1", "made": "1"}).status_code == 409
    seen = HarmCheck.objects.get().version
    assert client.post(address, whole | {"seen": str(seen)}).status_code == 303
    assert standing_of("partnership", pk, today=timezone.localdate()).state == "begun"
    assert client.post(address, whole | {"seen": str(seen + 1), "made": "1"}).status_code == 303
    assert standing_of("partnership", pk, today=timezone.localdate()).state == "valid"
    shown = client.get(HarmCheck.objects.get().get_absolute_url()).content.decode()
    assert two.organisation.name in shown


@pytest.mark.django_db
def test_it_goes_with_the_partnership_it_is_about() -> None:
    one, two = PersonFactory.create_batch(2)
    pk = agreed_partnership(one, two)
    erase_partnerships([pk])
    assert not HarmCheck.objects.exists()
