"""Who spoke, decided and took part: entered as counts, shown without small ones, summed by the quarter."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed
from commonweal.partners import public
from commonweal.partners.actions.agenda import add_item
from commonweal.partners.actions.inclusion import enter_figures
from commonweal.partners.actions.meetings import change_meeting
from commonweal.partners.actions.planning import move_on
from commonweal.partners.engine.inclusion import nobody
from commonweal.partners.engine.plan_types import ItemDraft, SpeakerDraft
from commonweal.partners.models import InclusionFigures, Meeting, Profile
from commonweal.partners.queries.inclusion import (
    figures_of,
    organisations_at,
    quarter_before,
    quarter_of,
    tables_of,
)
from factories_partners import MeetingFactory, World, world

pytestmark = pytest.mark.django_db
WOMEN, MEN = 0, 1
YOUNG, OLDER = 0, 2


def table(women: int = 0, men: int = 0, *, age: int = OLDER) -> list[list[int]]:
    counted = nobody()
    counted[WOMEN][age], counted[MEN][age] = women, men
    return counted


@pytest.fixture
def people() -> World:
    return world()


def test_the_organiser_enters_counts_and_others_read_them_without_small_ones(people: World) -> None:
    counts = {"speaker": table(2, 9), "participant": table(20, 14)}
    enter_figures(people.convener, people.meeting_id, counts)
    meeting = Meeting.objects.get(pk=people.meeting_id)
    speakers, participants = tables_of(figures_of(meeting))
    assert speakers.rows[WOMEN][1][OLDER] is None
    assert speakers.rows[MEN][1][OLDER] is None
    assert speakers.totals[-1] == 11
    assert participants.rows[WOMEN][1][OLDER] == 20
    for person in (people.addressee, people.coordinator):
        with pytest.raises(NotAllowed):
            enter_figures(person, people.meeting_id, counts)
        client = Client()
        client.force_login(person)
        shown = client.get(reverse("partners:inclusion", args=[people.meeting_id]))
        assert shown.status_code == 200
        assert "hidden" in shown.content.decode()
        assert client.get(reverse("partners:enter_inclusion", args=[people.meeting_id])).status_code == 403  # fmt: skip


def test_what_is_no_count_is_refused_and_nought_takes_all_out(people: World) -> None:
    with pytest.raises(InvalidInput, match="-1 is no count"):
        enter_figures(people.convener, people.meeting_id, {"speaker": table(-1)})
    with pytest.raises(InvalidInput):
        enter_figures(people.convener, people.meeting_id, {"speaker": [[1]]})
    enter_figures(people.convener, people.meeting_id, {"speaker": table(7)}, seen=0)
    with pytest.raises(Conflict, match="Somebody changed"):
        enter_figures(people.convener, people.meeting_id, {"speaker": table(8)}, seen=0)
    assert enter_figures(people.convener, people.meeting_id, {}, seen=1) is None
    assert not InclusionFigures.objects.exists()
    Meeting.objects.update(state="announced")
    with pytest.raises(Conflict, match="once the meeting was held"):
        enter_figures(people.convener, people.meeting_id, {"speaker": table(7)})


def test_the_page_takes_counts_and_shows_the_organiser_what_was_entered(people: World) -> None:
    client = Client()
    client.force_login(people.convener)
    page = reverse("partners:enter_inclusion", args=[people.meeting_id])
    sent = client.post(page, {"speaker-0-2": "3", "participant-1-0": "12", "seen": "0"})
    assert sent.status_code == 303
    row = InclusionFigures.objects.get()
    assert row.counts["speaker"] == table(3)
    assert row.counts["participant"] == table(0, 12, age=YOUNG)
    assert 'value="3"' in client.get(page).content.decode()
    assert client.post(page, {"speaker-0-2": "-3", "seen": "1"}).status_code == 422


def test_a_quarter_is_summed_once_it_is_over_and_hides_what_would_betray_a_meeting(
    people: World,
) -> None:
    def held(women: int, men: int) -> None:
        meeting = MeetingFactory(
            start=date(2025, 5, 7), recorder=people.convener.organisation, added_by=people.convener
        )
        at = datetime(2025, 7, 20, tzinfo=UTC)
        enter_figures(people.convener, meeting.pk, {"speaker": table(women, men)}, now=at)

    held(20, 30)
    held(2, 9)
    MeetingFactory(start=date(2025, 5, 8))
    found = quarter_of(2025, 2, today=date(2025, 7, 31))
    assert found is not None
    assert (found.meetings, found.counted) == (3, 2)
    [speakers] = found.tables
    # 22 less the 20 that are shown would tell the 2.
    assert speakers.rows[WOMEN][1][OLDER] is None
    assert speakers.totals[-1] == 61
    held(3, 8)
    found = quarter_of(2025, 2, today=date(2025, 7, 31))
    assert found is not None
    assert found.tables[0].rows[WOMEN][1][OLDER] == 25
    assert quarter_of(2025, 2, today=date(2025, 7, 30)) is None
    assert quarter_before(date(2025, 2, 3)) == (2024, 4)
    assert quarter_before(date(2025, 4, 1)) == (2025, 1)
    client = Client()
    client.force_login(people.other)
    shown = client.get(reverse("partners:inclusion_quarter"), {"year": 2025, "quarter": 2})
    assert "25" in shown.content.decode()
    today = timezone.localdate()
    now = client.get(
        reverse("partners:inclusion_quarter"),
        {"year": today.year, "quarter": (today.month - 1) // 3 + 1},
    )
    assert "not over yet" in now.content.decode()


def test_once_a_quarter_is_summed_nothing_of_it_changes(people: World) -> None:
    meeting = MeetingFactory(
        start=date(2025, 5, 7), recorder=people.convener.organisation, added_by=people.convener
    )
    early, late = (datetime(2025, 7, day, 12, tzinfo=UTC) for day in (30, 31))
    counts = {"speaker": table(20, 30)}
    enter_figures(people.convener, meeting.pk, counts, now=early)
    for others in ({"speaker": table(20, 31)}, {}):
        with pytest.raises(Conflict, match="was summed on 31 July 2025"):
            enter_figures(people.convener, meeting.pk, others, seen=1, now=late)
    draft = public.MeetingDraft(title="Round table", start=date(2025, 8, 1))
    with pytest.raises(Conflict, match="its first day stays"):
        change_meeting(people.convener, meeting.pk, draft)
    with pytest.raises(Conflict, match="was summed"):
        move_on(people.convener, meeting.pk, "announced")
    # Another meeting of then has no counts, and moves as it likes.
    other = MeetingFactory(
        start=date(2025, 5, 9), recorder=people.convener.organisation, added_by=people.convener
    )
    change_meeting(people.convener, other.pk, draft)
    assert InclusionFigures.objects.get().counts["speaker"] == table(20, 30)


def test_womens_and_youth_organisations_are_counted_as_there_and_as_speaking(people: World) -> None:
    meeting = Meeting.objects.get(pk=people.meeting_id)
    women, youth = people.addressee.organisation_id, people.owner.organisation_id
    for key, marks in ((women, {"is_womens": True}), (youth, {"is_youth": True})):
        Profile.objects.update_or_create(organisation_id=key, defaults=marks)
    Meeting.objects.filter(pk=meeting.pk).update(
        start=timezone.localdate(), end=timezone.localdate() + timedelta(days=1)
    )
    meeting.partners.set([women, youth])
    speaker = SpeakerDraft(partner_id=women)
    add_item(people.convener, meeting.pk, ItemDraft("Opening", time(9), speakers=(speaker,)))
    found = organisations_at(meeting)
    assert (found.women, found.youth) == (1, 1)
    assert (found.women_speaking, found.youth_speaking) == (1, 0)
