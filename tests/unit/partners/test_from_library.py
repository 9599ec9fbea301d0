"""From the library: promises of documents are taken or declined; later documents are offered as evidence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from commonweal.library import public as library
from commonweal.partners import public, tasks
from commonweal.partners.actions import commitments, evidence_offers, evidence_search
from commonweal.partners.engine.types import Mark
from commonweal.partners.models import Evidence, EvidenceSearch, Meeting, Recommendation
from commonweal.partners.queries.commitments import promised_in
from commonweal.partners.queries.evidence_offers import offers_of
from commonweal.rights.public import Role
from factories import CoordinatorFactory, PersonFactory
from factories_partners import DOCUMENT, World, world

pytestmark = pytest.mark.django_db


def note(small: World, text: str, *, name: str = "note.txt") -> object:
    """Add a read document of next month in which the owner's name stands."""
    day = timezone.localdate() + timedelta(days=30)
    written = f"{day.day} {day:%B %Y}"
    page = f"A note on the entrances\n{written}\n\nHalvera, {written} - {text}\n"
    return library.add_now(name, page.encode(), person=small.coordinator)


def searched(small: World) -> EvidenceSearch:
    evidence_search.begin(small.coordinator, is_whole=True)
    assert evidence_search.work() is False
    return EvidenceSearch.objects.first()


def waiting(small: World) -> World:
    small.act(title="Lower the kerbs at the north entrance")
    name = small.owner.organisation.name
    note(small, f"{name} has lowered the kerbs at the north entrance, which is step-free now.")
    note(small, f"{name} has opened a canteen for its staff.", name="canteen.txt")
    return small


def test_a_later_document_is_offered_with_reasons_and_nothing_is_claimed() -> None:
    small = waiting(world())
    run = searched(small)
    assert (run.state, run.through, run.found) == ("done", 2, 1)
    assert Evidence.objects.count() == 0
    row = Recommendation.objects.get()
    assert (row.offers_waiting, row.progress_now) == (1, "planned")
    [offer] = offers_of(small.owner, row.pk)
    assert any("kerbs" in each for each in offer.reasons)
    assert "lowered the kerbs" in offer.passage.text
    # Looked at again, it is offered once.
    searched(small)
    assert len(offers_of(small.owner, row.pk)) == 1


def test_a_person_takes_it_and_it_is_evidence_in_their_name() -> None:
    small = waiting(world())
    searched(small)
    row = Recommendation.objects.get()
    [offer] = offers_of(small.owner, row.pk)
    action_id = row.actions.get().pk
    with pytest.raises(NotAllowed):
        evidence_offers.take(small.other, row.pk, offer.key, action_id=action_id, title="Kerbs")
    with pytest.raises(InvalidInput):
        evidence_offers.take(small.owner, row.pk, offer.key, action_id=row.pk, title="Kerbs")
    evidence_offers.take(small.owner, row.pk, offer.key, action_id=action_id, title="Kerbs")
    shown = Evidence.objects.get()
    assert (shown.person_id, shown.kind) == (small.owner.pk, "passage")
    assert shown.quoted == offer.passage.text
    row.refresh_from_db()
    assert row.offers_waiting == 0
    with pytest.raises(Conflict):
        evidence_offers.take(small.owner, row.pk, offer.key, action_id=action_id, title="Kerbs")


def test_a_person_declines_it_and_it_is_not_offered_again_until_undone() -> None:
    small = waiting(world())
    searched(small)
    row = Recommendation.objects.get()
    [offer] = offers_of(small.addressee, row.pk)
    evidence_offers.decline(small.addressee, row.pk, offer.key, why="Other kerbs.")
    searched(small)
    row.refresh_from_db()
    assert row.offers_waiting == 0
    [declined] = offers_of(small.addressee, row.pk)
    assert (declined.state, declined.why) == ("rejected", "Other kerbs.")
    evidence_offers.offer_again(small.addressee, row.pk, offer.key, why="They are ours.")
    row.refresh_from_db()
    assert row.offers_waiting == 1


def test_a_restricted_document_is_never_offered() -> None:
    small = waiting(world())
    for document_id in [reading.id for reading in library.readings_after(None, None, limit=9)]:
        circle = library.Circle(roles=(Role.COORDINATOR,))
        library.restrict(document_id, circle, reason="It names people.", person=small.coordinator)
    assert searched(small).through == 0
    assert Recommendation.objects.get().offers_waiting == 0


def test_the_run_stops_goes_on_and_then_looks_at_new_documents_alone() -> None:
    small = waiting(world())
    evidence_search.begin(small.coordinator, is_whole=True)
    with pytest.raises(Conflict):
        evidence_search.begin(small.coordinator, is_whole=True)
    assert evidence_search.work(is_over=lambda: True) is True
    evidence_search.stop(small.coordinator)
    assert evidence_search.work() is False
    assert EvidenceSearch.objects.get().through == 0
    evidence_search.resume(small.coordinator)
    evidence_search.work()
    assert EvidenceSearch.objects.get().state == "done"
    assert not evidence_search.something_is_new()
    name = small.owner.organisation.name
    note(small, f"{name} has lowered the kerbs at the west entrance as well.", name="west.txt")
    assert evidence_search.something_is_new()
    tasks.on_documents_read()
    evidence_search.work()
    assert EvidenceSearch.objects.first().through == 1
    with pytest.raises(NotAllowed):
        evidence_search.begin(small.other, is_whole=True)


def test_a_promise_of_a_document_is_taken_corrected_or_declined() -> None:
    person = PersonFactory(organisation__name="City of Halvera")
    document_id = library.add_now("round-table.txt", DOCUMENT, person=person)
    first, second = promised_in(person, document_id)
    assert first.addressee == person.organisation_id
    mark = Mark(person.organisation_id, text="Keep the north entrance step-free.", start=first.offered.start, end=first.offered.end)  # fmt: skip
    row = commitments.take_commitment(person, document_id, mark)
    assert row.text == "Keep the north entrance step-free."
    assert row.quoted == first.offered.text
    assert row.meeting.document_id == document_id
    with pytest.raises(Conflict):
        commitments.take_commitment(person, document_id, mark)
    other = Mark(person.organisation_id, start=second.offered.start, end=second.offered.end)
    with pytest.raises(InvalidInput):
        commitments.decline_commitment(person, document_id, other, why=" ")
    commitments.decline_commitment(person, document_id, other, why="It is done already.")
    assert [each.state for each in promised_in(person, document_id)] == ["taken", "declined"]
    assert Meeting.objects.count() == 1
    with pytest.raises(NotFound):
        commitments.take_commitment(
            person, document_id, Mark(person.organisation_id, start=0, end=4)
        )


def test_the_pages_lead_from_the_document_and_from_today(client: Client) -> None:
    small = waiting(world())
    searched(small)
    row = Recommendation.objects.get()
    client.force_login(small.owner)
    assert any(
        "offers evidence for 1" in item.text for item in public.today_items(small.owner, since=None)
    )
    page = client.get(reverse("partners:offers")).content.decode()
    assert "1 passage waits" in page
    assert "Follow what this document promises" in page
    page = client.get(reverse("partners:offers_for", args=[row.pk])).content.decode()
    assert "Why it is offered" in page
    [offer] = offers_of(small.owner, row.pk)
    take = reverse("partners:take_offer", args=[row.pk, offer.passage.document_id])
    assert client.get(take).status_code == 200
    # A long text is cut between words, and says that it is cut.
    Recommendation.objects.update(text=f"{row.text} {'again ' * 40}")
    assert "again…" in client.get(take).content.decode()
    Recommendation.objects.update(text=row.text)
    answer = client.post(take, {"title": "Kerbs", "action": row.actions.get().pk})
    assert answer.status_code == 303
    client.force_login(small.other)
    assert client.get(take).status_code == 403
    client.force_login(CoordinatorFactory())
    answer = client.post(reverse("partners:search_evidence"), {"act": "all"})
    assert answer.status_code == 303
    person = PersonFactory()
    client.force_login(person)
    document_id = library.add_now("round-table.txt", DOCUMENT, person=person)
    page = client.get(reverse("partners:promises_of", args=[document_id])).content.decode()
    assert "What this document promises" in page
    one = promised_in(person, document_id)[0].offered
    address = reverse("partners:take_promise", args=[document_id, one.start, one.end])
    assert "step-free" in client.get(address).content.decode()
    form = {"text": one.text, "type": one.type, "addressee": person.organisation_id}
    assert client.post(address, form).status_code == 303
    two = promised_in(person, document_id)[1].offered
    address = reverse("partners:decline_promise", args=[document_id, two.start, two.end])
    assert client.post(address, {"reason": "Done."}).status_code == 303
