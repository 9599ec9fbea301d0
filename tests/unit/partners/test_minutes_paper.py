"""The outcome paper in two languages: typed by a person beside the first, handed out in Word and PDF."""

from __future__ import annotations

import io
import re
import uuid

import docx
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed
from commonweal.partners import public
from commonweal.partners.actions import recommendations as acts
from commonweal.partners.actions.decisions import mark_decision
from commonweal.partners.actions.paper_words import type_words
from commonweal.partners.models import Meeting, PaperWording
from commonweal.partners.queries.paper import paper_of
from commonweal.partners.queries.paper_words import state_of, texts_of
from factories_minutes import written
from factories_partners import World, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> World:
    small = world()
    keys = written(small.convener, small.meeting_id)
    mark_decision(small.convener, small.meeting_id, uuid.UUID(keys[1]))
    mark = public.Mark(
        small.addressee.organisation_id,
        paragraph=uuid.UUID(keys[2]),
        lead_id=small.owner.organisation_id,
        wanted_by=timezone.localdate(),
    )
    acts.mark(small.convener, small.meeting_id, [mark])
    return small


def address(path: str) -> str:
    return f"https://here.example{path}"


def test_each_text_is_typed_beside_the_first_and_the_paper_has_both(people: World) -> None:
    words = {"title": "Okrugli sto", "d1": "Kapija se otvara.", "r2": "Škola planira kurs."}
    assert type_words(people.convener, people.meeting_id, "sr-latn", words) == 3
    paper = paper_of(people.other, people.meeting_id, absolute=address, second="sr-latn")
    assert paper.second is not None
    assert paper.second.title == "Okrugli sto"
    assert [(each.text, each.second) for each in paper.decided] == [
        ("The north gate opens at seven.", "Kapija se otvara.")
    ]
    assert [each.second for each in paper.agreed] == ["", "Škola planira kurs."]
    assert paper.agreed[1].asked_for.startswith(f"to be led by {people.owner.organisation.name}")
    assert paper_of(people.other, people.meeting_id, absolute=address).second is None
    assert type_words(people.convener, people.meeting_id, "sr-latn", words) == 0
    assert type_words(people.convener, people.meeting_id, "sr-latn", {"d1": ""}) == 1
    assert PaperWording.objects.count() == 2


def test_what_earlier_meetings_asked_is_given_as_their_own_papers_have_it(people: World) -> None:
    type_words(people.convener, people.meeting_id, "ru", {"r1": "Старое обещание."})
    own = people.convener.organisation_id
    later = public.add_meeting(
        people.convener, public.MeetingDraft(title="Later", start=timezone.localdate(), convener_id=own)
    )  # fmt: skip
    paper = paper_of(people.convener, later, absolute=address, second="ru")
    assert [(each.number, each.second) for each in paper.last_time] == [
        ("1", "Старое обещание."),
        ("2", ""),
    ]
    # What its own paper does not have is typed here, for this paper.
    row = Meeting.objects.get(pk=people.meeting_id).recommendations.get(number=2)
    assert f"p{row.pk}" in [each.key for each in texts_of(Meeting.objects.get(pk=later), "ru")]
    assert type_words(people.convener, later, "ru", {f"p{row.pk}": "Курс."}) == 1
    paper = paper_of(people.convener, later, absolute=address, second="ru")
    assert [each.second for each in paper.last_time] == ["Старое обещание.", "Курс."]
    earlier = paper_of(people.convener, people.meeting_id, absolute=address, second="ru")
    assert [each.second for each in earlier.agreed] == ["Старое обещание.", ""]


def test_only_keepers_type_in_a_language_of_the_workspace_and_over_nobody(people: World) -> None:
    meeting = Meeting.objects.get(pk=people.meeting_id)
    seen = state_of(meeting, "sq")
    with pytest.raises(NotAllowed):
        type_words(people.addressee, people.meeting_id, "sq", {"title": "Tryezë"})
    with pytest.raises(InvalidInput, match="does not know"):
        type_words(people.convener, people.meeting_id, "xx", {"title": "Tryezë"})
    type_words(people.convener, people.meeting_id, "sq", {"title": "Tryezë"}, seen=seen)
    with pytest.raises(Conflict, match="Somebody changed"):
        type_words(people.coordinator, people.meeting_id, "sq", {"title": "Other"}, seen=seen)
    assert texts_of(meeting, "sq")[0].second == "Tryezë"


def test_the_pages_offer_it_take_the_words_and_hand_it_out(people: World) -> None:
    client = Client()
    client.force_login(people.convener)
    page = reverse("partners:outcome", args=[people.meeting_id])
    words = reverse("partners:outcome_words", args=[people.meeting_id]) + "?second=sq"
    assert "Not yet given in" in client.get(page, {"second": "sq"}).content.decode()
    shown = client.get(words)
    sent = client.post(
        words, {"seen": shown.context["seen"], "w-title": "Tryezë", "w-d1": "Porta hapet."}
    )
    assert sent.status_code == 303
    late = client.post(words, {"seen": shown.context["seen"], "w-title": "Other"})
    assert late.status_code == 409
    for name in ("outcome_word", "outcome_pdf"):
        answer = client.get(reverse(f"partners:{name}", args=[people.meeting_id]), {"second": "sq"})
        assert answer.status_code == 200
        assert re.search(r"-en-sq\.(docx|pdf)\"", answer["Content-Disposition"])
        if name == "outcome_word":
            document = docx.Document(io.BytesIO(answer.content))
            cells = [cell.text for table in document.tables for cell in table._cells]
            assert "Porta hapet." in cells
            assert any(text.startswith("Not yet given in") for text in cells)
    other = Client()
    other.force_login(people.addressee)
    assert other.get(words).status_code == 403
    assert "Type it in" not in other.get(page, {"second": "sq"}).content.decode()
