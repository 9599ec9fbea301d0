"""Holds: who places and lifts them, for how long; and the pages of what goes when."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from commonweal.kernel.errors import Conflict, InvalidInput, NotFound
from commonweal.library import public as library
from commonweal.library.models import Document
from commonweal.partners.models import Meeting
from commonweal.rights import public as rights
from commonweal.rights.actions import holds as actions
from commonweal.rights.actions.retention import retain
from commonweal.rights.actions.trail import Thing
from commonweal.rights.models import Finding, Hold, Person, Role, TrailEntry
from commonweal.rights.queries.ending import ending_of, kind_of
from commonweal.rights.templatetags.retention import reason_of_end
from factories import CoordinatorFactory, PersonFactory
from factories_partners import MeetingFactory

pytestmark = pytest.mark.django_db
PAPER = b"Round table\n12 March 2026\n\nThe City of Halvera should keep the entrance open.\n"


@pytest.fixture
def meeting() -> Meeting:
    return MeetingFactory(title="Round table on lights")


def on(meeting: Meeting) -> Thing:
    return Thing("partners.Meeting", str(meeting.pk))


def in_days(days: int) -> object:
    return timezone.localdate() + timedelta(days=days)


def test_a_coordinator_places_renews_and_lifts_a_hold(meeting: Meeting) -> None:
    person = CoordinatorFactory()
    placed = actions.place_hold(person, on(meeting), reason="A court asks", until=in_days(30))
    renewed = actions.renew_hold(person, placed.pk, reason="Still", until=in_days(200))
    placed.refresh_from_db()
    assert placed.lifted_at is not None
    assert placed.until == in_days(30)
    actions.lift_hold(person, renewed.pk, reason="Answered")
    renewed.refresh_from_db()
    assert renewed.lifted_reason == "Answered"
    verbs = TrailEntry.objects.filter(thing_id=str(meeting.pk)).order_by("id")
    assert list(verbs.values_list("verb", flat=True)) == [
        "rights.hold.placed",
        "rights.hold.renewed",
        "rights.hold.lifted",
    ]
    with pytest.raises(NotFound):
        actions.lift_hold(person, renewed.pk, reason="again")


@pytest.mark.parametrize("days", [0, -1, 367])
def test_a_hold_ends_within_twelve_months(meeting: Meeting, days: int) -> None:
    with pytest.raises(InvalidInput, match="twelve months"):
        actions.place_hold(CoordinatorFactory(), on(meeting), reason="Why", until=in_days(days))


def test_a_hold_needs_a_reason_and_is_placed_once(meeting: Meeting) -> None:
    person = CoordinatorFactory()
    with pytest.raises(InvalidInput, match="Say why"):
        actions.place_hold(person, on(meeting), reason=" ", until=in_days(9))
    actions.place_hold(person, on(meeting), reason="A court asks", until=in_days(9))
    with pytest.raises(Conflict, match="renew that one"):
        actions.place_hold(person, on(meeting), reason="Once more", until=in_days(9))


@pytest.mark.parametrize("role", [role for role in Role if role != Role.COORDINATOR])
def test_nobody_else_holds_or_lifts(meeting: Meeting, role: Role) -> None:
    placed = actions.place_hold(CoordinatorFactory(), on(meeting), reason="Why", until=in_days(9))
    person = PersonFactory(role=role)
    with pytest.raises(NotFound):
        actions.place_hold(person, on(meeting), reason="Why", until=in_days(9))
    with pytest.raises(NotFound):
        actions.lift_hold(person, placed.pk, reason="Why")


@pytest.mark.parametrize(
    "thing",
    [Thing("partners.Meeting", "x"), Thing("sessions.Session", "x"), Thing("no.Such", "1")],
)
def test_only_records_are_held(thing: Thing) -> None:
    with pytest.raises(NotFound):
        actions.place_hold(CoordinatorFactory(), thing, reason="Why", until=in_days(9))


def test_a_partners_note_is_not_the_coordinators_to_hold() -> None:
    from commonweal.rights.models import Note

    author = PersonFactory(role=Role.CIVIL_SOCIETY)
    note = Note.objects.create(organisation=author.organisation, author=author, text="ours")
    thing = Thing("rights.Note", str(note.pk))
    with pytest.raises(NotFound):
        actions.place_hold(CoordinatorFactory(), thing, reason="Why", until=in_days(9))


# The pages


def signed_in(role: str) -> tuple[Client, Person]:
    client, person = Client(), PersonFactory(role=role)
    client.force_login(person)
    return client, person


def test_placing_a_hold_on_the_page(meeting: Meeting) -> None:
    client, _person = signed_in(Role.COORDINATOR)
    address = f"/rights/retention/hold/partners.Meeting/{meeting.pk}/"
    assert "Round table on lights" in client.get(address).content.decode()
    bad = client.post(address, {"until": "2099-01-01", "reason": "Why"})
    assert bad.status_code == 422
    assert "twelve months" in bad.content.decode()
    until = in_days(20).isoformat()
    done = client.post(address, {"until": until, "reason": "A court asks"})
    assert (done.status_code, done["Location"]) == (303, "/rights/retention/holds/")
    hold = Hold.objects.get()
    assert "A court asks" in client.get("/rights/retention/holds/").content.decode()
    page = client.get(f"/partners/meetings/{meeting.pk}/").content.decode()
    assert "Held until" in page
    renewed = client.post(
        f"/rights/retention/holds/{hold.pk}/renew/", {"until": until, "reason": "Still"}
    )
    assert renewed.status_code == 303
    lifted = Hold.objects.get(lifted_at=None)
    assert (
        client.post(f"/rights/retention/holds/{lifted.pk}/lift/", {"reason": ""}).status_code == 422
    )
    assert (
        client.post(f"/rights/retention/holds/{lifted.pk}/lift/", {"reason": "Over"}).status_code
        == 303
    )
    assert client.get(f"/rights/retention/holds/{lifted.pk}/lift/").status_code == 404


def test_oversight_reads_why_and_an_administrator_does_not(meeting: Meeting) -> None:
    actions.place_hold(CoordinatorFactory(), on(meeting), reason="A court asks", until=in_days(9))
    reads, _one = signed_in(Role.OVERSIGHT)
    counts, _two = signed_in(Role.ADMINISTRATOR)
    assert "A court asks" in reads.get("/rights/retention/holds/").content.decode()
    assert "A court asks" not in counts.get("/rights/retention/holds/").content.decode()
    assert "<dt>Holds</dt><dd>1" in counts.get("/rights/retention/").content.decode()


def test_the_page_says_what_is_overdue_until_it_is_erased() -> None:
    key = library.add_now("paper.txt", PAPER, person=None)
    Document.objects.update(added_at=timezone.now() - timedelta(days=2000))
    client, _person = signed_in(Role.OVERSIGHT)
    page = client.get("/rights/retention/").content.decode()
    assert "Overdue for erasure: 0" not in page
    assert str(key) in page
    retain()
    assert "Overdue for erasure: 0" in client.get("/rights/retention/").content.decode()
    left = client.get("/rights/retention/erased/").content.decode()
    assert str(key) in left
    assert "Round table" not in left
    assert "documents: 1, 0, 0" in client.get("/rights/retention/runs/").content.decode()


def test_what_ends_soon_is_listed_by_name_only_for_those_who_may_see_it() -> None:
    library.add_now("paper.txt", PAPER, person=None)
    Document.objects.update(added_at=timezone.now() - timedelta(days=5 * 365 - 60))
    reads, _one = signed_in(Role.COORDINATOR)
    counts, _two = signed_in(Role.ADMINISTRATOR)
    address = "/rights/retention/kinds/library.Document/"
    title = Document.objects.get().title
    assert title in reads.get(address).content.decode()
    assert title not in counts.get(address).content.decode()
    assert str(Document.objects.get().pk) in counts.get(address).content.decode()


@pytest.mark.parametrize("kind", ["sessions.Session", "rights.Tombstone", "no.Such"])
def test_keys_that_open_something_are_never_listed(kind: str) -> None:
    client, _person = signed_in(Role.ADMINISTRATOR)
    assert client.get(f"/rights/retention/kinds/{kind}/").status_code == 404


def test_a_partner_is_reminded_fourteen_days_before(meeting: Meeting) -> None:
    ours = PersonFactory(organisation=meeting.recorder)
    other = PersonFactory()
    assert not rights.today_items(ours, since=None)
    Meeting.objects.update(added_at=timezone.now() - timedelta(days=3650 - 10))
    [item] = rights.today_items(ours, since=None)
    assert "1 record of your partner" in item.text
    assert not rights.today_items(other, since=None)
    client = Client()
    client.force_login(ours)
    assert meeting.title in client.get(item.address).content.decode()
    client.force_login(other)
    assert meeting.title not in client.get(item.address).content.decode()
    assert client.get(item.address + "?kind=partners.Action").status_code == 404


@pytest.mark.parametrize("kind", ["document", "meeting"])
def test_a_record_says_when_it_ends(meeting: Meeting, kind: str) -> None:
    key = library.add_now("paper.txt", PAPER, person=None)
    client, _person = signed_in(Role.POLICE)
    address = f"/library/{key}/" if kind == "document" else f"/partners/meetings/{meeting.pk}/"
    page = client.get(address).content.decode()
    assert "Erased after" in page
    assert "Hold it" not in page
    coordinator, _one = signed_in(Role.COORDINATOR)
    assert "Hold it" in coordinator.get(address).content.decode()


def test_from_the_second_renewal_on_another_one_says(meeting: Meeting) -> None:
    one, other = CoordinatorFactory(), CoordinatorFactory()
    hold = actions.place_hold(one, on(meeting), reason="A court asks", until=in_days(366))
    hold = actions.renew_hold(one, hold.pk, reason="Still", until=in_days(366))
    with pytest.raises(Conflict, match="another co-ordinator says"):
        actions.renew_hold(one, hold.pk, reason="Still", until=in_days(366))
    actions.lift_hold(one, hold.pk, reason="To place it anew")
    with pytest.raises(Conflict, match="another co-ordinator says"):
        actions.place_hold(one, on(meeting), reason="Anew", until=in_days(366))
    hold = actions.place_hold(other, on(meeting), reason="The court still asks", until=in_days(9))
    assert actions.renew_hold(one, hold.pk, reason="It does", until=in_days(9)).renewals == 3


def test_lists_call_records_by_their_names_where_the_reader_may_see_them(meeting: Meeting) -> None:
    boss, oversight = CoordinatorFactory(), PersonFactory(role=Role.OVERSIGHT)
    who = PersonFactory(name="Mira Quillerbrand")
    for thing in (on(meeting), Thing("rights.Person", str(who.pk))):
        actions.place_hold(boss, thing, reason="A court asks", until=in_days(9))
    client = Client()
    client.force_login(boss)
    page = client.get("/rights/retention/holds/").content.decode()
    assert f'href="/partners/meetings/{meeting.pk}/">Round table on lights</a>' in page
    assert "Mira Quillerbrand</a>" in page
    assert f"<code>{meeting.pk}</code>" not in page
    assert "on the record’s own page" in page
    assert 'href="/rights/retention/#kinds"' in page
    client.force_login(oversight)
    page = client.get("/rights/retention/holds/").content.decode()
    assert "Mira" not in page
    assert str(who.pk) not in page


def test_what_ends_and_has_only_an_id_is_called_by_its_kind_and_day() -> None:
    boss, day = CoordinatorFactory(), timezone.now() - timedelta(days=6 * 365 - 9)
    finding = Finding.objects.create(
        filed_by=boss,
        addressee=boss.organisation,
        text="Too many keys",
        filed_at=day,
        answer_due_on=day.date(),
    )
    _page, [row] = ending_of(kind_of("rights.Finding"), person=boss, page=None)
    assert str(finding.pk) not in row.text
    assert row.text.startswith("finding of ")


def test_the_reasons_of_an_end_are_plain_words() -> None:
    for why in ("period", "needed", "hard maximum", "removed", "request"):
        assert "maximum" not in reason_of_end(why)
