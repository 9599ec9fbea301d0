"""The pages: who may post what, what comes back when it is refused, and how many queries they need."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from commonweal.partners import public
from commonweal.partners.actions import recommendations
from commonweal.partners.models import (
    Action,
    Answer,
    Confirmation,
    Evidence,
    Meeting,
    Recommendation,
)
from commonweal.rights.models import Person
from factories import PersonFactory
from factories_partners import World, documented_meeting, world

pytestmark = pytest.mark.django_db
TOMORROW = timezone.localdate() + timedelta(days=1)
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


@pytest.fixture
def people() -> World:
    return world()


def signed_in(person: Person | None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def asked(people: World) -> tuple[str, dict[str, Any]]:
    return reverse("partners:mark", args=[people.meeting_id]), {
        "text": "Open the hall.",
        "type": "recommendation",
        "addressee": str(people.addressee.organisation_id),
    }


def changed(people: World) -> tuple[str, dict[str, Any]]:
    return reverse("partners:change_meeting", args=[people.meeting_id]), {
        "title": "Round table, changed",
        "type": "meeting",
        "convener": str(people.convener.organisation_id),
        "seen": 1,
    }


def withdrawn(people: World) -> tuple[str, dict[str, Any]]:
    return reverse("partners:withdraw", args=[people.recommendation_id]), {"reason": "Wrong."}


def restored(people: World) -> tuple[str, dict[str, Any]]:
    recommendations.withdraw(people.convener, people.recommendation_id, reason="Wrong.")
    return reverse("partners:restore", args=[people.recommendation_id]), {}


def published(people: World) -> tuple[str, dict[str, Any]]:
    return reverse("partners:publish", args=[people.recommendation_id]), {"public": "yes"}


def answered(people: World) -> tuple[str, dict[str, Any]]:
    address = reverse("partners:answer", args=[people.recommendation_id])
    return address, {"position": "supported", "seen": 0}


def acted(people: World) -> tuple[str, dict[str, Any]]:
    people.act()
    # Everybody says their own partner does it; only some may.
    return reverse("partners:add_action", args=[people.recommendation_id]), {
        "title": "Paint the steps",
        "owner": "own",
        "due_on": TOMORROW.isoformat(),
    }


def reported(people: World) -> tuple[str, dict[str, Any]]:
    return reverse("partners:report", args=[people.act()]), {"kind": "started", "seen": 2}


def shown(people: World) -> tuple[str, dict[str, Any]]:
    return reverse("partners:add_evidence", args=[people.act()]), {
        "title": "Their page",
        "link": "https://city.example/",
    }


def unshown(people: World) -> tuple[str, dict[str, Any]]:
    people.do()
    address = reverse("partners:withdraw_evidence", args=[Evidence.objects.get().pk])
    return address, {"reason": "Wrong page."}


def confirmed(people: World) -> tuple[str, dict[str, Any]]:
    return reverse("partners:judge", args=[people.do()]), {"kind": "confirms"}


def objected(people: World) -> tuple[str, dict[str, Any]]:
    return reverse("partners:judge", args=[people.do()]), {"kind": "objects", "reason": "No."}


Post = Callable[[World], tuple[str, dict[str, Any]]]
CONVENER = {"convener", "coordinator"}
WHO_MAY: list[tuple[Post, set[str]]] = [
    (asked, CONVENER),
    (changed, CONVENER),
    (withdrawn, CONVENER),
    (restored, CONVENER),
    (published, CONVENER),
    (answered, {"addressee", "colleague"}),
    (acted, {"addressee", "colleague", "owner"}),
    (reported, {"addressee", "colleague", "owner"}),
    (shown, {"addressee", "colleague", "owner"}),
    (unshown, {"owner"}),
    # The addressee's own person has added the action for its owner.
    (confirmed, {"convener", "coordinator", "other", "colleague"}),
    (objected, {"convener", "coordinator", "other", "colleague"}),
]
EVERYBODY = (
    "convener", "addressee", "colleague", "owner", "other", "coordinator", "homeless", "stranger",
)  # fmt: skip


def rows() -> list[list[Any]]:
    kinds = (Meeting, Recommendation, Answer, Action, Evidence, Confirmation)
    return [list(kind.objects.order_by("pk").values()) for kind in kinds]


@pytest.mark.walk
@pytest.mark.parametrize(("post", "may"), WHO_MAY, ids=[post.__name__ for post, _ in WHO_MAY])
@pytest.mark.parametrize("who", EVERYBODY)
def test_who_may_post(post: Post, may: set[str], who: str, people: World) -> None:
    address, data = post(people)
    person = None if who == "stranger" else getattr(people, who)
    if data.get("owner") == "own":
        data["owner"] = str(getattr(person, "organisation_id", "") or "")
    before = rows()
    answer = signed_in(person).post(address, data)
    if who in may:
        assert answer.status_code == 303, answer.content.decode()
        assert rows() != before
        return
    assert rows() == before
    if who == "stranger":
        assert answer["Location"].startswith("/accounts/login/")
    else:
        assert answer.status_code == (404 if who == "homeless" else 403)


@pytest.mark.parametrize("who", ["stranger", "homeless"])
def test_pages_and_files_are_not_for_strangers(who: str, people: World) -> None:
    action_id = people.act()
    file = public.Attachment(name="plan.pdf", content=b"%PDF-1.7 x")
    evidence_id = public.add_evidence(
        people.owner, action_id, public.EvidenceDraft(title="Plan", file=file)
    )
    public.publish(people.convener, people.recommendation_id)
    addresses = [
        reverse("partners:meeting", args=[people.meeting_id]),
        reverse("partners:outcome_word", args=[people.meeting_id]),
        reverse("partners:outcome_pdf", args=[people.meeting_id]),
        reverse("partners:recommendation", args=[people.recommendation_id]),
        reverse("partners:action", args=[action_id]),
        reverse("partners:evidence_file", args=[evidence_id]),
    ]
    client = signed_in(None if who == "stranger" else people.homeless)
    for address in addresses:
        assert client.get(address).status_code == (302 if who == "stranger" else 404), address


def test_oversight_knows_of_a_file_and_does_not_open_it(people: World) -> None:
    action_id = people.act()
    file = public.Attachment(name="attendance of Ana Wald.pdf", content=b"%PDF-1.7 x")
    evidence_id = public.add_evidence(
        people.owner, action_id, public.EvidenceDraft(title="Plan", file=file)
    )
    client = signed_in(PersonFactory(role="oversight"))
    shown = client.get(reverse("partners:action", args=[action_id])).content.decode()
    assert "Plan" in shown
    assert "Ana Wald" not in shown
    assert client.get(reverse("partners:evidence_file", args=[evidence_id])).status_code == 404


def test_every_form_needs_its_token(people: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.addressee)
    address, data = answered(people)
    assert client.post(address, data).status_code == 403
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    ("post", "wrong", "field"),
    [
        (answered, {"position": "not-agreed"}, "id_reason"),
        (acted, {"title": ""}, "id_title"),
        (reported, {"kind": "extended"}, "id_due_on"),
        (shown, {"title": ""}, "id_title"),
        (objected, {"reason": ""}, "id_reason"),
        (asked, {"addressee": ""}, "id_addressee"),
    ],
)
def test_what_is_wrong_is_said_beside_what_was_typed(
    post: Post, wrong: dict[str, str], field: str, people: World
) -> None:
    who = {"objected": people.other, "asked": people.convener}.get(post.__name__, people.addressee)
    address, data = post(people)
    if data.get("owner") == "own":
        data["owner"] = str(who.organisation_id)
    answer = signed_in(who).post(address, data | wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#{field}"' in page
    assert 'aria-invalid="true"' in page


def test_the_second_of_two_answers_meets_the_first_and_keeps_its_words(people: World) -> None:
    address, data = answered(people)
    signed_in(people.addressee).post(address, data)
    late = data | {"position": "not-agreed", "reason": "The hall is let until summer."}
    client = signed_in(people.colleague)
    answer = client.post(address, late)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "The hall is let until summer." in page
    assert people.addressee.name in page
    assert 'name="seen" value="1"' in page
    assert client.post(address, late | {"seen": 1}).status_code == 303
    assert [each.position for each in Answer.objects.order_by("number")] == [
        "supported",
        "not-agreed",
    ]


def test_two_reports_at_once(people: World) -> None:
    address, data = reported(people)
    client = signed_in(people.owner)
    assert client.post(address, data).status_code == 303
    late = data | {"kind": "cancelled", "text": "No money was found."}
    answer = client.post(address, late)
    assert answer.status_code == 409
    assert "No money was found." in answer.content.decode()
    assert Action.objects.get().state == "ongoing"


def test_a_meeting_comes_from_a_document_with_its_words(people: World) -> None:
    _, document_id = documented_meeting(people.convener)
    client = signed_in(people.convener)
    address = f"{reverse('partners:add_meeting')}?document={document_id}"
    page = client.get(address).content.decode()
    assert 'value="2026-03-12"' in page
    assert f"/library/{document_id}/?from=" in page
    form = {
        "title": "The table, as I remember it",
        "type": "roundtable",
        "start": "2026-03-12",
        "convener": str(people.convener.organisation_id),
        "bodies": "Youth Forum\n\nYouth Forum\n City of Halvera ",
        "partners": [str(people.other.organisation_id)],
    }
    answer = client.post(address, form)
    made = Meeting.objects.get(title="The table, as I remember it")
    assert answer["Location"] == reverse("partners:mark", args=[made.pk])
    assert made.document_id == document_id
    assert made.bodies == ["Youth Forum", "City of Halvera"]
    assert list(made.partners.all()) == [people.other.organisation]


def test_offers_are_ticked_with_their_addressees(people: World) -> None:
    meeting_id, document_id = documented_meeting(people.convener)
    address = reverse("partners:mark", args=[meeting_id])
    client = signed_in(people.convener)
    from commonweal.library import public as library

    offer = library.offered_commitments(document_id, person=people.convener)[0]
    key = f"{offer.start}-{offer.end}"
    assert f'name="o-mark-{key}"' in client.get(address).content.decode()
    nobody = client.post(address, {"offers": "yes", f"o-mark-{key}": "on"})
    assert nobody.status_code == 422
    ticked = {
        "offers": "yes",
        f"o-mark-{key}": "on",
        "o-everyone": str(people.addressee.organisation_id),
    }
    assert client.post(address, ticked).status_code == 303
    row = Recommendation.objects.get(meeting_id=meeting_id)
    assert (row.start, row.end, row.type) == (offer.start, offer.end, offer.type)
    assert row.addressee == people.addressee.organisation
    assert f'name="o-mark-{key}"' not in client.get(address).content.decode()


def test_any_words_of_the_document_can_be_marked_without_script(people: World) -> None:
    meeting_id, document_id = documented_meeting(people.convener)
    address = reverse("partners:mark", args=[meeting_id])
    client = signed_in(people.convener)
    from commonweal.library import public as library

    paragraph = next(
        each
        for each in library.paragraphs(document_id, person=people.convener)
        if "thanked" in each.text
    )
    listed = client.get(address).content.decode()
    assert f"?from={paragraph.start}&amp;to={paragraph.end}#own-mark" in listed
    page = client.get(address, {"from": paragraph.start, "to": paragraph.end}).content.decode()
    start = paragraph.start + paragraph.text.index("They thanked")
    assert f"?from={start}&amp;to={paragraph.end}#own-mark" in page
    form = {
        "text": "They thanked them.",
        "type": "commitment",
        "addressee": str(people.other.organisation_id),
        "start": start,
        "end": paragraph.end,
    }
    assert client.post(address, form).status_code == 303
    assert Recommendation.objects.get(meeting_id=meeting_id).quoted.startswith("They thanked")


def test_the_document_knows_what_was_marked_in_it(people: World) -> None:
    from commonweal.library import public as library

    meeting_id, document_id = documented_meeting(people.convener)
    offer = library.offered_commitments(document_id, person=people.convener)[0]
    mark = public.Mark(people.addressee.organisation_id, start=offer.start, end=offer.end)
    [row] = public.mark(people.convener, meeting_id, [mark])
    links = library.related_links(document_id, person=people.other)
    marked = [link for link in links if link.address.endswith(f"{row}/")]
    assert [(link.start, link.end) for link in marked] == [(offer.start, offer.end)]
    assert any(str(document_id) in link.address for link in links)


def test_a_passage_is_found_and_added_as_evidence(people: World) -> None:
    from commonweal.library import public as library

    _, document_id = documented_meeting(people.owner)
    action_id = people.act()
    client = signed_in(people.owner)
    page = client.get(reverse("partners:action", args=[action_id]), {"q": "step-free entrance"})
    found = library.find_passages("step-free entrance", person=people.owner)
    assert found
    value = f"{found[0].document_id}/{found[0].start}/{found[0].end}"
    assert f'value="{value}"' in page.content.decode()
    address = reverse("partners:add_evidence", args=[action_id])
    assert client.post(address, {"title": "As printed", "passage": value}).status_code == 303
    row = Evidence.objects.get()
    assert (row.kind, row.document_id, row.quoted) == ("passage", document_id, found[0].text)
    for wrong in ("x", f"{document_id}/a/b", f"{document_id}/0/999999"):
        refused = client.post(address, {"title": "As printed", "passage": wrong})
        assert refused.status_code == 422


def test_a_file_is_only_ever_saved(people: World) -> None:
    action_id = people.act()
    client = signed_in(people.owner)
    address = reverse("partners:add_evidence", args=[action_id])
    file = SimpleUploadedFile("plan.pdf", b"%PDF-1.7 x", content_type="text/html")
    assert client.post(address, {"title": "Plan", "file": file}).status_code == 303
    Evidence.objects.update(file_name='a"b; filename=c.html')
    answer = client.get(reverse("partners:evidence_file", args=[Evidence.objects.get().pk]))
    assert answer["Content-Disposition"] == 'attachment; filename="a\\"b; filename=c.html"'
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 x"
    page = SimpleUploadedFile("a.pdf", b"<html><script>alert(1)</script>")
    refused = client.post(address, {"title": "Plan", "file": page})
    assert refused.status_code == 422


def test_a_file_too_large_is_refused_before_it_is_read(
    people: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commonweal.partners.forms import fields

    monkeypatch.setattr(fields, "LIMIT_BYTES", 10)
    address = reverse("partners:add_evidence", args=[people.act()])
    file = SimpleUploadedFile("a.pdf", b"%PDF-1.7 longer than ten")
    answer = signed_in(people.owner).post(address, {"title": "Plan", "file": file})
    assert answer.status_code == 422
    assert not Evidence.objects.exists()


def test_words_stay_words(people: World) -> None:
    """Whatever people write is shown as they wrote it, and never run."""
    client = signed_in(people.convener)
    hostile = world(text=HOSTILE)
    Meeting.objects.filter(pk=hostile.meeting_id).update(title=HOSTILE, place=HOSTILE)
    public.answer(
        hostile.addressee,
        hostile.recommendation_id,
        public.AnswerDraft(position="in-part", reason=HOSTILE),
    )
    action_id = hostile.act(title=HOSTILE)
    public.add_evidence(
        hostile.owner, action_id, public.EvidenceDraft(title=HOSTILE, link="https://a.example/")
    )
    public.report_done(hostile.owner, action_id, text=HOSTILE)
    public.object_to(hostile.other, action_id, public.ViewDraft(reason=HOSTILE, is_public=True))
    public.publish(hostile.convener, hostile.recommendation_id)
    for address in (
        reverse("today:home"),
        reverse("partners:board"),
        reverse("partners:meetings"),
        reverse("partners:meeting", args=[hostile.meeting_id]),
        reverse("partners:recommendation", args=[hostile.recommendation_id]),
        reverse("partners:action", args=[action_id]) + "?q=<script>alert(1)</script>",
        reverse("partners:agreed"),
    ):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;" in page, address
    for suffix in ("word", "pdf"):
        paper = client.get(reverse(f"partners:outcome_{suffix}", args=[hostile.meeting_id]))
        assert paper.status_code == 200
        assert "<" not in paper["Content-Disposition"]


def test_the_public_sees_what_was_made_public_and_no_names(people: World) -> None:
    action_id = people.do()
    public.confirm(people.other, action_id, public.ViewDraft(reason="Seen.", is_public=True))
    public.object_to(people.coordinator, action_id, public.ViewDraft(reason="Not for prams."))
    client = Client()
    address = reverse("partners:agreed")
    assert "Keep the north entrance" not in client.get(address).content.decode()
    public.publish(people.convener, people.recommendation_id)
    page = client.get(address).content.decode()
    assert "Keep the north entrance" in page
    assert f"Confirmed by {people.other.organisation.name}: Seen." in page
    assert "Another partner objects" in page
    assert "Not for prams." not in page
    # Organisations of the factory are named "Partner 1": their people must not be there at all.
    for person in Person.objects.all():
        assert person.name not in page
        assert person.email not in page
    public.publish(people.convener, people.recommendation_id, is_public=False)
    assert "Keep the north entrance" not in client.get(address).content.decode()


def test_the_board_finds_by_state_partner_meeting_and_lateness(people: World) -> None:
    people.act(due_in_days=-3)
    calm = world(text="Plant trees.")
    client = signed_in(people.convener)

    def board(**filters: object) -> str:
        return client.get(reverse("partners:board"), filters).content.decode()

    north, trees = "Keep the north entrance", "Plant trees."
    for filters in (
        {"state": "planned"},
        {"overdue": "on"},
        {"meeting": people.meeting_id},
        {"organisation": people.owner.organisation_id},
        {"organisation": people.addressee.organisation_id},
        {"answer": "supported"},
    ):
        page = board(**filters)
        assert north in page, filters
        assert trees not in page, filters
    assert trees in board(answer="none")
    assert trees in board(state="not-started")
    assert north in board(state="nonsense", meeting="x", page="-1")
    assert calm.meeting_id != people.meeting_id


@pytest.mark.parametrize(
    ("name", "needs"),
    [
        ("board", None),
        ("meetings", None),
        ("agreed", None),
        ("meeting", "meeting_id"),
        ("recommendation", "recommendation_id"),
    ],
)
def test_more_rows_need_no_more_queries(name: str, needs: str | None, people: World) -> None:
    action_id = people.do()
    public.object_to(people.other, action_id, public.ViewDraft(reason="No."))
    public.publish(people.convener, people.recommendation_id)
    address = reverse(f"partners:{name}", args=[getattr(people, needs)] if needs else [])
    client = signed_in(people.convener)
    client.get(address)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    before = count()
    for number in range(3):
        [more] = public.mark(
            people.convener,
            people.meeting_id,
            [public.Mark(people.addressee.organisation_id, text=f"More {number}.")],
        )
        public.answer(
            people.addressee, more, public.AnswerDraft(position="in-part", reason="Not all.")
        )
        public.publish(people.convener, more)
        public.add_meeting(people.convener, public.MeetingDraft(title=f"Meeting {number}"))
        another = people.act(title=f"Step {number}")
        public.add_evidence(
            people.owner, another, public.EvidenceDraft(title="x", link="https://a.example/")
        )
        public.report_done(people.owner, another)
        public.confirm(people.other, another)
        public.confirm(PersonFactory(), another)
    assert count() == before


def test_after_a_session_has_ended_the_way_back_leads_to_the_page(people: World) -> None:
    address, _ = answered(people)
    answer = signed_in(people.addressee).get(address)
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"{people.recommendation_id}/")


def test_word_paper_opens(people: World) -> None:
    import docx

    answer = signed_in(people.other).get(reverse("partners:outcome_word", args=[people.meeting_id]))
    document = docx.Document(io.BytesIO(answer.content))
    assert document.paragraphs[1].text == "Round table"


@pytest.mark.django_db
def test_the_two_ways_to_a_meeting_say_which_is_which() -> None:
    small = world()
    client = Client()
    client.force_login(small.convener)
    for name in ("board", "meetings"):
        shown = client.get(reverse(f"partners:{name}")).content.decode()
        for address, words in (
            ("plan_meeting", "It is to come"),
            ("add_meeting", "It is over"),
        ):
            assert reverse(f"partners:{address}") in shown
            assert words in shown
    held = client.get(reverse("partners:add_meeting")).content.decode()
    assert "Add a meeting that was held" in held
