"""Minutes: four phases, wordings proposed while a window is open, revisions compared, paragraphs marked."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from commonweal.partners import public
from commonweal.partners.actions import agenda, amendments, decisions, minutes, planning
from commonweal.partners.actions import recommendations as acts
from commonweal.partners.engine.minutes import stage_of
from commonweal.partners.engine.minutes_types import AmendmentDraft, MinutesDraft, PhaseMove
from commonweal.partners.engine.plan_types import ItemDraft, PlanDraft
from commonweal.partners.models import AgendaItem, Amendment, Meeting, Minutes, Recommendation
from commonweal.partners.queries.minutes import (
    minutes_of,
    paragraphs_of,
    place_of,
    revision_of,
)
from commonweal.partners.queries.waiting_minutes import of_minutes
from commonweal.rights.models import Person, TrailEntry, TrailWords
from factories_minutes import opened, written
from factories_partners import World, world

HTML = "<script>alert('x')</script> & <b>bold</b>"


@pytest.fixture
def people(db: None) -> World:
    return world()


@pytest.fixture
def held(people: World) -> uuid.UUID:
    """A held meeting at which the addressee was, and the owner was not."""
    meeting = Meeting.objects.get(pk=people.meeting_id)
    meeting.partners.add(people.addressee.organisation_id)
    return meeting.pk


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(person: Person, name: str, *args: object, query: str = "") -> str:
    answer = client_of(person).get(reverse(f"partners:{name}", args=args) + query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def texts(meeting_id: uuid.UUID) -> list[str]:
    return [each.text for each in paragraphs_of(revision_of(Minutes.objects.get(pk=meeting_id)))]


def later(days: float) -> datetime:
    return timezone.now() + timedelta(days=days)


# Phases


def test_four_phases_and_who_reads_and_writes_in_each(people: World, held: uuid.UUID) -> None:
    keys = written(people.convener, held)
    assert len(keys) == 3
    attendee, stranger = people.addressee, people.owner
    minutes.write_minutes(attendee, held, MinutesDraft(sections=(("", "The council met."),)))
    with pytest.raises(NotFound):
        minutes_of(stranger, held)
    minutes.move_minutes(people.convener, held, PhaseMove("convener"))
    with pytest.raises(NotAllowed):
        minutes.write_minutes(attendee, held, MinutesDraft(sections=(("", "Mine."),)))
    with pytest.raises(NotFound):
        minutes_of(stranger, held)
    minutes.move_minutes(people.convener, held, PhaseMove("amendment", days=3))
    assert minutes_of(stranger, held).phase == "amendment"
    with pytest.raises(NotAllowed):
        minutes.write_minutes(people.convener, held, MinutesDraft(sections=(("", "Mine."),)))
    assert "final, from " in page(people.convener, "minutes_phase", held)
    with pytest.raises(Conflict, match="until"):
        minutes.move_minutes(people.convener, held, PhaseMove("final"))
    final = minutes.move_minutes(people.convener, held, PhaseMove("final"), now=later(3.1))
    assert (final.phase, stage_of(final.phase)) == ("final", "minutes_final")
    assert [stage_of(each) for each in ("draft", "convener", "amendment")] == [
        "minutes_draft", "minutes_draft", "minutes_amendment",
    ]  # fmt: skip
    assert texts(held) == ["The council met."]
    assert "Minutes are final" in page(people.owner, "meetings")


def test_what_is_final_is_corrected_only_with_a_reason_and_the_former_words_stay(
    people: World, held: uuid.UUID
) -> None:
    written(people.convener, held)
    opened(people.convener, held)
    minutes.move_minutes(people.convener, held, PhaseMove("final"), now=later(8))
    draft = MinutesDraft(sections=(("", "The council met twice."),))
    with pytest.raises(InvalidInput, match="Write why"):
        minutes.write_minutes(people.convener, held, draft)
    with pytest.raises(NotAllowed):
        minutes.write_minutes(people.addressee, held, draft)
    corrected = MinutesDraft(sections=draft.sections, reason="There were two sittings.")
    revision = minutes.write_minutes(people.convener, held, corrected)
    assert revision is not None
    assert (revision.number, revision.phase) == (2, "final")
    assert len(paragraphs_of(revision_of(Minutes.objects.get(), 1))) == 3
    assert TrailEntry.objects.filter(verb="partners.minutes.corrected").exists()


def test_every_save_is_a_revision_but_the_same_words_are_none(
    people: World, held: uuid.UUID
) -> None:
    written(people.convener, held, "One.")
    seen = Minutes.objects.get().version
    for text in ("One. Two.", "One. Two."):
        minutes.write_minutes(people.convener, held, MinutesDraft(sections=(("", text),)))
    assert list(Minutes.objects.get().revisions.values_list("number", flat=True)) == [2, 1]
    with pytest.raises(Conflict, match="Somebody changed"):
        minutes.write_minutes(
            people.addressee, held, MinutesDraft(sections=(("", "Mine."),)), seen=seen
        )


def test_minutes_begin_on_the_day_and_the_meeting_is_held_from_then_on(people: World) -> None:
    now = timezone.now()
    draft = PlanDraft(
        title="Council",
        starts=now.replace(tzinfo=None) + timedelta(days=2),
        ends=now.replace(tzinfo=None) + timedelta(days=2, hours=1),
        zone="UTC",
    )
    made = planning.plan_meeting(people.convener, draft)
    with pytest.raises(Conflict, match="draft"):
        minutes.begin_minutes(people.convener, made.pk)
    planning.move_on(people.convener, made.pk, "announced")
    with pytest.raises(Conflict, match="announced"):
        minutes.begin_minutes(people.convener, made.pk)
    assert "Begin the minutes" not in page(people.convener, "meeting", made.pk)
    # The day of what is planned by the hour is changed in one place.
    changing = page(people.convener, "change_meeting", made.pk)
    assert changing.count("“Change its time and place” changes the day") == 3
    assert changing.count(" disabled") >= 3
    minutes.begin_minutes(people.convener, made.pk, now=later(2))
    made.refresh_from_db()
    assert made.state == "held"
    with pytest.raises(Conflict, match="begun already"):
        minutes.begin_minutes(people.convener, made.pk)
    with pytest.raises(Conflict, match="stays so"):
        planning.move_on(people.convener, made.pk, "announced")
    with pytest.raises(NotAllowed):
        minutes.begin_minutes(people.owner, people.meeting_id)


# Amendments


def test_attendees_propose_and_the_convener_takes_or_declines_with_a_reason(
    people: World, held: uuid.UUID
) -> None:
    keys = [uuid.UUID(each) for each in written(people.convener, held)]
    gate = AmendmentDraft(keys[1], "The north gate opens at eight.", "It is eight.")
    with pytest.raises(NotAllowed):
        amendments.propose_words(people.addressee, held, gate)
    opened(people.convener, held)
    row = amendments.propose_words(people.addressee, held, gate)
    second = amendments.propose_words(
        people.addressee, held, AmendmentDraft(keys[1], "The gate opens.", "Shorter.")
    )
    out = amendments.propose_words(people.addressee, held, AmendmentDraft(keys[2], "", "Not said."))
    with pytest.raises(NotAllowed):
        amendments.propose_words(people.owner, held, gate)
    with pytest.raises(InvalidInput, match="as they stand"):
        amendments.propose_words(
            people.addressee, held, AmendmentDraft(keys[0], "The council met.", "Why?")
        )
    with pytest.raises(NotAllowed):
        amendments.decide_amendment(people.addressee, row.pk, takes=True)
    amendments.decide_amendment(people.convener, row.pk, takes=True)
    assert texts(held)[1] == "The north gate opens at eight."
    with pytest.raises(Conflict, match="other words"):
        amendments.decide_amendment(people.convener, second.pk, takes=True)
    with pytest.raises(InvalidInput, match="Write why"):
        amendments.decide_amendment(people.convener, second.pk, takes=False)
    amendments.decide_amendment(people.convener, second.pk, takes=False, reason="Decided above.")
    with pytest.raises(Conflict, match="decided"):
        amendments.decide_amendment(people.convener, second.pk, takes=False, reason="Again.")
    amendments.decide_amendment(people.convener, out.pk, takes=True)
    assert len(texts(held)) == 2
    shown = page(people.owner, "minutes", held)
    assert "Decided above." in shown
    assert "Not said." in shown
    assert [each.number for each in Minutes.objects.get().revisions.order_by("number")] == [1, 2, 3]


def test_the_window_closes_by_itself_and_nothing_is_left_open(
    people: World, held: uuid.UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = written(people.convener, held)
    opened(people.convener, held, days=2)
    draft = AmendmentDraft(uuid.UUID(keys[0]), "They met.", "Shorter.")
    row = amendments.propose_words(people.addressee, held, draft)
    with pytest.raises(Conflict, match="not cut short"):
        minutes.move_minutes(people.convener, held, PhaseMove("convener"))
    Minutes.objects.update(amend_until=later(-0.01))
    with pytest.raises(NotAllowed):
        amendments.propose_words(people.addressee, held, draft)
    with pytest.raises(Conflict, match="1 proposed"):
        minutes.move_minutes(people.convener, held, PhaseMove("final"))
    amendments.withdraw_amendment(people.addressee, row.pk)
    minutes.move_minutes(people.convener, held, PhaseMove("final"))
    assert Amendment.objects.get().state == "withdrawn"
    Minutes.objects.update(phase="convener", amend_until=None)
    with pytest.raises(InvalidInput, match="0 days"):
        minutes.move_minutes(people.convener, held, PhaseMove("amendment", days=0))


def test_where_a_meeting_names_no_zone_the_deadline_is_told_in_the_workspaces(
    people: World, held: uuid.UUID, settings: Any
) -> None:
    settings.TIME_ZONE = "Asia/Dushanbe"
    written(people.convener, held)
    opened(people.convener, held, days=2)
    ends = datetime(2026, 11, 24, 20, 30, tzinfo=UTC)
    Minutes.objects.update(amend_until=ends)
    Meeting.objects.update(starts_at=None, ends_at=None, time_zone="")
    shown = page(people.convener, "minutes", held)
    assert "25 November 2026, 01:30 (Asia/Dushanbe)" in shown
    assert "Times are those of Asia/Dushanbe" in shown


def test_first_pages_say_what_waits(people: World, held: uuid.UUID) -> None:
    keys = written(people.convener, held)
    opened(people.convener, held)
    [item] = of_minutes(people.addressee)
    assert item.kind == "due"
    assert list(of_minutes(people.owner)) == []
    assert list(of_minutes(people.convener)) == []
    draft = AmendmentDraft(uuid.UUID(keys[0]), "They met.", "Shorter.")
    row = amendments.propose_words(people.addressee, held, draft)
    [waiting] = of_minutes(people.convener)
    assert waiting.text.startswith("1 wording")
    amendments.withdraw_amendment(people.addressee, row.pk)
    Minutes.objects.update(amend_until=later(-1))
    [last] = of_minutes(people.convener)
    assert last.text.startswith("Make the minutes final")


# What is shown


def test_html_in_minutes_is_shown_and_never_run(people: World, held: uuid.UUID) -> None:
    keys = written(people.convener, held, f"{HTML}\n\nSecond.")
    minutes.write_minutes(
        people.convener, held, MinutesDraft(sections=(("", f"{HTML} more <i>now</i>\n\nSecond."),))
    )
    acts.mark(
        people.convener,
        held,
        [public.Mark(people.addressee.organisation_id, paragraph=uuid.UUID(keys[0]))],
    )
    decisions.mark_decision(people.convener, held, uuid.UUID(keys[0]))
    asked = Recommendation.objects.get(minutes_paragraph=keys[0])
    for name, args in (
        ("minutes", [held]),
        ("write_minutes", [held]),
        ("minutes_revision", [held, 1]),
        ("compare_minutes", [held]),
        ("projector", [held]),
        ("meeting", [held]),
        ("recommendation", [asked.pk]),
    ):
        shown = page(people.convener, name, *args)
        assert "<script>alert" not in shown, name
        assert "<b>bold" not in shown, name
        assert "<i>now" not in shown, name
    assert "&lt;script&gt;" in page(people.convener, "minutes", held)


def test_two_revisions_are_compared_word_by_word_readably_without_colour(
    people: World, held: uuid.UUID
) -> None:
    written(people.convener, held, "The gate opens at seven.\n\nGone soon.")
    text = "The gate opens at eight.\n\nWholly another thing."
    minutes.write_minutes(people.convener, held, MinutesDraft(sections=(("", text),)))
    shown = page(people.addressee, "compare_minutes", held)
    assert '<del><span class="visually-hidden">taken out: </span>seven' in shown
    assert '<ins><span class="visually-hidden">added: </span>eight' in shown
    assert "New paragraph:" in shown
    assert "Paragraph taken out:" in shown
    assert client_of(people.convener).get(
        reverse("partners:compare_minutes", args=[held]) + "?from=1&to=99"
    ).status_code == 404  # fmt: skip


# Marks


def planned(people: World) -> uuid.UUID:
    """A meeting of today with two sessions."""
    now = timezone.now().replace(tzinfo=None, hour=9, minute=0)
    draft = PlanDraft(title="Council", starts=now, ends=now + timedelta(hours=2), zone="UTC")
    made = planning.plan_meeting(people.convener, draft)
    agenda.add_item(people.convener, made.pk, ItemDraft("Gates", time(9, 0)))
    agenda.add_item(people.convener, made.pk, ItemDraft("Schools", time(10, 0)))
    planning.move_on(people.convener, made.pk, "announced")
    return made.pk


def test_a_paragraph_becomes_a_recommendation_and_one_click_leads_back_and_forth(
    people: World,
) -> None:
    meeting_id = planned(people)
    keys = written(people.convener, meeting_id, "", Gates="Open at seven.", Schools="Plan it.")
    client = client_of(people.convener)
    wanted = timezone.localdate() + timedelta(days=90)
    answer = client.post(
        reverse("partners:projector", args=[meeting_id]) + f"?mark={keys[1]}",
        {
            "kind": "recommendation",
            "text": "The school plans a course.",
            "addressee": str(people.addressee.organisation_id),
            "lead": str(people.owner.organisation_id),
            "wanted_by": wanted.isoformat(),
        },
    )
    assert answer.status_code == 303
    row = Recommendation.objects.get(meeting=meeting_id)
    assert (str(row.minutes_paragraph), row.minutes_revision) == (keys[1], 1)
    assert (row.lead_id, row.wanted_by) == (people.owner.organisation_id, wanted)
    public.answer(people.addressee, row.pk, public.AnswerDraft(position="supported"))
    shown = page(people.addressee, "recommendation", row.pk)
    assert f'value="{people.owner.organisation_id}" selected' in shown
    assert f'value="{wanted.isoformat()}"' in shown
    action_id = public.add_action(
        people.addressee,
        row.pk,
        public.ActionDraft("Plan it", people.addressee.organisation_id, wanted),
    )
    item = AgendaItem.objects.get(title="Schools")
    address = reverse("partners:minutes", args=[meeting_id])
    for name, key in (("recommendation", row.pk), ("action", action_id)):
        shown = page(people.convener, name, key)
        for link in (f"{address}#s-{item.pk}", f"{address}#p-{keys[1]}", reverse("partners:meeting", args=[meeting_id])):  # fmt: skip
            assert f'href="{link}"' in shown, (name, link)
    minutes_page = page(people.convener, "minutes", meeting_id)
    assert f'href="{row.get_absolute_url()}"' in minutes_page
    assert f'id="p-{keys[1]}"' in minutes_page
    assert f'id="s-{item.pk}"' in minutes_page
    # Who may not read the draft is led to the meeting, and is shown no word of the minutes.
    assert "Open at seven" not in page(people.owner, "recommendation", row.pk)
    assert f'href="{address}' not in page(people.owner, "recommendation", row.pk)


def test_a_decision_keeps_its_place_and_its_mark_is_taken_back_and_restored(
    people: World, held: uuid.UUID
) -> None:
    keys = [uuid.UUID(each) for each in written(people.convener, held)]
    row = decisions.mark_decision(people.convener, held, keys[1])
    assert row.text == "The north gate opens at seven."
    with pytest.raises(Conflict, match="decision 1"):
        decisions.mark_decision(people.convener, held, keys[1])
    with pytest.raises(NotAllowed):
        decisions.mark_decision(people.addressee, held, keys[0])
    place = place_of(people.convener, row)
    assert place is not None
    assert (place.paragraph, place.words) == (2, row.text)
    assert f'href="{place.address}"' in page(people.convener, "meeting", held)
    decisions.withdraw_decision(people.convener, row.pk, reason="It was a wish.")
    assert "It was a wish." in page(people.convener, "meeting", held)
    undecided = TrailEntry.objects.get(verb="partners.decision.withdrawn")
    assert TrailWords.objects.get(entry=undecided.pk).reason == "It was a wish."
    decisions.restore_decision(people.convener, row.pk)
    with pytest.raises(Conflict):
        decisions.restore_decision(people.convener, row.pk)


def test_a_mark_outlives_its_paragraph_and_leads_to_the_revision(
    people: World, held: uuid.UUID
) -> None:
    keys = [uuid.UUID(each) for each in written(people.convener, held)]
    mark = public.Mark(people.addressee.organisation_id, paragraph=keys[2])
    [row] = acts.mark(people.convener, held, [mark])
    with pytest.raises(Conflict, match="same partner"):
        acts.mark(people.convener, held, [mark])
    minutes.write_minutes(people.convener, held, MinutesDraft(sections=(("", "Only this."),)))
    with pytest.raises(Conflict, match="not in the minutes"):
        acts.mark(people.convener, held, [public.Mark(people.owner.organisation_id, paragraph=keys[2])])  # fmt: skip
    place = place_of(people.convener, row)
    assert place is not None
    assert place.words == row.text == "The school plans a course."
    assert place.address == reverse("partners:minutes_revision", args=[held, 1]) + f"#p-{keys[2]}"
    shown = page(people.convener, "minutes_revision", held, 1)
    assert f'id="p-{keys[2]}"' in shown


def test_the_pages_of_minutes_work(people: World, held: uuid.UUID) -> None:
    client = client_of(people.convener)
    begun = client.post(reverse("partners:begin_minutes", args=[held]))
    assert begun["Location"] == reverse("partners:write_minutes", args=[held])
    kept = client.post(begun["Location"], {"s-": "One.\n\nTwo.", "seen": "1"})
    assert kept.status_code == 303
    late = client.post(begun["Location"], {"s-": "Other.", "seen": "1"})
    assert late.status_code == 409
    assert "Other." in late.content.decode()
    # Only what somebody else changed is shown as changed: not a field that is as it was in the beginning.
    item = agenda.add_item(people.convener, held, ItemDraft("Gates", time(9, 0)))
    sections = (("", "One.\n\nTwo, changed."),)
    minutes.write_minutes(people.convener, held, MinutesDraft(sections=sections))
    sent = {"s-": "Mine.", f"s-{item.pk}": "The gate.", "seen": "2", "began": "1"}
    late = client.post(begun["Location"], sent)
    assert late.status_code == 409
    assert "Two, changed." in late.content.decode()
    assert list(late.context["form"].now_says) == ["s-"]
    assert late.context["began"] == 2
    phase = reverse("partners:minutes_phase", args=[held])
    for step in ({"phase": "convener"}, {"phase": "amendment", "days": "2"}):
        seen = Minutes.objects.get().version
        assert client.post(phase, {**step, "seen": seen}).status_code == 303
    seen = Minutes.objects.get().version
    early = client.post(phase, {"phase": "final", "days": "2", "seen": seen})
    assert early.status_code == 409
    assert "Make the minutes final then" in early.content.decode()
    key = paragraphs_of(revision_of(Minutes.objects.get()))[0].key
    address = reverse("partners:propose_words", args=[held, key])
    sent = client_of(people.addressee).post(address, {"text": "One more.", "why": "Right."})
    assert sent.status_code == 303
    row = Amendment.objects.get()
    decide = reverse("partners:decide_amendment", args=[row.pk])
    assert "What changes" in client.get(decide).content.decode()
    assert client.post(decide, {"takes": "no"}).status_code == 422
    assert client.post(decide, {"takes": "yes"}).status_code == 303
    assert texts(held)[0] == "One more."
    assert client_of(people.owner).get(phase).status_code == 403


def test_a_marked_paragraph_that_changes_says_so_everywhere_and_the_mark_keeps_its_words(
    people: World, held: uuid.UUID
) -> None:
    keys = written(people.convener, held)
    mark = public.Mark(people.addressee.organisation_id, paragraph=uuid.UUID(keys[1]))
    row = acts.mark(people.convener, held, [mark])[0]
    decisions.mark_decision(people.convener, held, uuid.UUID(keys[1]))
    unsaid = "say it otherwise now"
    assert unsaid not in page(people.addressee, "recommendation", row.pk)
    assert "Marked with other words" not in page(people.convener, "minutes", held)
    text = "The council met.\n\nThe north gate opens at nine.\n\nThe school plans a course."
    seen = Minutes.objects.get(pk=held).version
    sent = client_of(people.convener).post(
        reverse("partners:write_minutes", args=[held]), {"s-": text, "seen": seen}, follow=True
    )
    assert sent.status_code == 200
    told = sent.content.decode()
    assert "marked as recommendation" in told
    assert "marked as decision 1" in told
    assert "became “The north gate opens at nine.”" in told
    assert "Marked with other words" in told
    for body in (
        page(people.addressee, "recommendation", row.pk),
        page(people.convener, "meeting", held),
    ):
        assert unsaid in body
        assert "The minutes now: “The north gate opens at nine.”" in body
        assert "When it was marked: “The north gate opens at seven.”" in body
    row.refresh_from_db()
    assert row.text == "The north gate opens at seven."
    # What differs already is not told again, and what is back is not otherwise.
    for words, count in ((text + "\n\nOne more.", 0), (text.replace("nine", "seven"), 0)):
        seen = Minutes.objects.get(pk=held).version
        again = client_of(people.convener).post(
            reverse("partners:write_minutes", args=[held]), {"s-": words, "seen": seen}, follow=True
        )
        assert again.content.decode().count("say now otherwise") == count
    assert unsaid not in page(people.addressee, "recommendation", row.pk)
