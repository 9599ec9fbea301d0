"""A partnership is proposed, changed, kept and erased; who sees it; the text of a document does not leak."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from commonweal.library import public as library
from commonweal.partners.actions.keeping_partnerships import erase_partnerships
from commonweal.partners.actions.partnerships import change, propose
from commonweal.partners.engine.partnership_types import MemberDraft, PartnershipDraft
from commonweal.partners.models import Member, Partnership, Signature, Step, StepKind, Term
from commonweal.partners.queries.rows import partnership_of
from commonweal.partners.rules.partnerships import SEE_PARTNERSHIP
from commonweal.rights.actions.retention import retain
from commonweal.rights.models import Role, Tombstone, TrailEntry
from factories import CoordinatorFactory, PersonFactory
from factories_partners import MeetingFactory, partnership

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)


def draft(*people: object, **more: object) -> PartnershipDraft:
    values = {"kind": "team", "title": "Team", "purpose": "To plan."} | more
    members = tuple(MemberDraft(each.organisation_id) for each in people)
    return PartnershipDraft(members=members, **values)


def test_whoever_proposes_it_keeps_it_and_the_first_term_and_step_are_there() -> None:
    one, two = PersonFactory.create_batch(2)
    row = propose(one, draft(one, two, start=date(2026, 1, 1), end=date(2026, 12, 31)))
    assert (row.state, row.keeper_id) == ("proposed", one.organisation_id)
    assert Term.objects.get(partnership=row).end == date(2026, 12, 31)
    assert [each.kind for each in row.steps.all()] == [StepKind.PROPOSED]
    assert TrailEntry.objects.filter(verb="partners.partnership.proposed").count() == 1


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"title": " "}, "Write a title"),
        ({"purpose": ""}, "Write the purpose"),
        ({"kind": "club"}, "from the list"),
        ({"end": date(2026, 1, 1)}, "last day"),
        ({"start": date(2026, 2, 1), "end": date(2026, 1, 1)}, "last day"),
        ({"title": "x" * 301}, "301 characters; at most 300"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_reason(
    more: dict[str, object], words: str
) -> None:
    one, two = PersonFactory.create_batch(2)
    with pytest.raises(InvalidInput, match=words):
        propose(one, draft(one, two, **more))
    assert not Partnership.objects.exists()


def test_nobody_agrees_alone_and_nobody_is_in_it_twice() -> None:
    one = PersonFactory()
    with pytest.raises(InvalidInput, match=r"this one has 1"):
        propose(one, draft(one))
    with pytest.raises(InvalidInput, match=f"{one.organisation.name}: named twice"):
        propose(one, draft(one, one))


def test_the_database_takes_no_reasonless_end() -> None:
    one, two = PersonFactory.create_batch(2)
    row = propose(one, draft(one, two))
    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.create(
            partnership=row, kind="ended", person=one, organisation=one.organisation
        )


def test_a_change_of_the_text_takes_the_signatures_off_it() -> None:
    one, two, three = PersonFactory.create_batch(3)
    row = propose(one, draft(one, two))
    Signature.objects.create(term=row.terms.get(), person=two, organisation=two.organisation)
    change(one, row.pk, draft(one, three, title="Another"), seen=1)
    assert not Signature.objects.exists()
    assert set(Member.objects.values_list("organisation_id", flat=True)) == {
        one.organisation_id,
        three.organisation_id,
    }
    with pytest.raises(Conflict, match="while you were writing"):
        change(one, row.pk, draft(one, two), seen=1)
    with pytest.raises(NotAllowed):
        change(two, row.pk, draft(one, two))


def test_what_all_have_signed_is_changed_by_nobody() -> None:
    one, two = PersonFactory.create_batch(2)
    row = propose(one, draft(one, two))
    Partnership.objects.update(state="signed")
    with pytest.raises(Conflict, match="signed"):
        change(one, row.pk, draft(one, two))


@pytest.mark.parametrize(
    ("role", "sees"),
    [(role, role not in {Role.DONOR, Role.ADMINISTRATOR, Role.PLACE}) for role in Role],
)
def test_who_sees_a_partnership_of_others(role: Role, sees: bool) -> None:
    one, two = PersonFactory.create_batch(2)
    row = Partnership.objects.get(pk=partnership(one, two))
    reader = PersonFactory(role=role)
    assert SEE_PARTNERSHIP.allows(reader, row) is sees
    assert Partnership.objects.filter(SEE_PARTNERSHIP.rows(reader)).exists() is sees


def test_a_venues_people_see_their_own_only() -> None:
    city, venue = PersonFactory(), PersonFactory(role=Role.PLACE)
    own, other = partnership(city, venue), partnership(city, PersonFactory())
    assert partnership_of(venue, own).pk == own
    with pytest.raises(NotFound):
        partnership_of(venue, other)
    client = Client()
    client.force_login(venue)
    assert client.get(f"/partners/partnerships/{own}/").status_code == 200
    assert client.get(f"/partners/partnerships/{other}/").status_code == 404


def test_a_restricted_text_is_named_to_nobody_who_may_not_see_it() -> None:
    one, two = PersonFactory(role=Role.POLICE), PersonFactory(role=Role.CIVIL_SOCIETY)
    key = library.add_now("zephyr.txt", b"Zephyrgate agreement\n\nHalvera agrees.", person=one)
    pk = partnership(one, two, document_id=key)
    library.restrict(key, library.Circle(roles=[Role.POLICE]), reason="A gate.", person=None)
    pages = {}
    for person in (one, two):
        client = Client()
        client.force_login(person)
        pages[person] = client.get(f"/partners/partnerships/{pk}/").content.decode()
    title = Partnership.objects.get().document_title
    assert title
    assert title in pages[one]
    assert title not in pages[two]
    assert str(key) not in pages[two]
    assert "A document you may not see" in pages[two]


def test_it_goes_ten_years_after_it_was_agreed_and_its_meetings_stay() -> None:
    one, two = PersonFactory.create_batch(2)
    row = Partnership.objects.get(pk=partnership(one, two))
    meeting = MeetingFactory(partnership=row)
    retain(now=row.kept_from + 10 * YEAR - timedelta(days=1))
    assert Partnership.objects.exists()
    erase_partnerships([row.pk])
    assert not Partnership.objects.exists()
    meeting.refresh_from_db()
    assert meeting.partnership_id is None
    erase_partnerships([row.pk])


def test_what_is_in_force_stays_longer_but_not_for_ever() -> None:
    one, two = PersonFactory.create_batch(2)
    row = Partnership.objects.get(pk=partnership(one, two))
    Partnership.objects.update(state="active")
    retain(now=row.kept_from + 11 * YEAR)
    assert Partnership.objects.exists()
    retain(now=row.kept_from + 15 * YEAR + timedelta(days=1))
    assert not Partnership.objects.exists()
    stone = Tombstone.objects.get(thing="partners.Partnership")
    assert set(stone.remains) == {"kind", "start", "end", "keeper_id"}


def test_the_coordinator_changes_what_another_keeps() -> None:
    one, two = PersonFactory.create_batch(2)
    pk = partnership(one, two)
    changed = change(CoordinatorFactory(), pk, draft(one, two, title="Better"))
    assert (changed.title, changed.keeper_id) == ("Better", one.organisation_id)
    assert timezone.now() >= changed.kept_from
