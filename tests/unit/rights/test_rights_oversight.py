"""What oversight sees and does: the trail without identities, random checks, findings, the statement."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from uuid import uuid4

import pypdfium2
import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from commonweal.kernel.errors import InvalidInput, NotFound
from commonweal.rights.actions import oversight as actions
from commonweal.rights.actions.grants import Terms, grant
from commonweal.rights.actions.people import JOINED
from commonweal.rights.actions.reading import record_read
from commonweal.rights.actions.trail import Thing, record
from commonweal.rights.engine.statement_pdf import write
from commonweal.rights.models import Finding, Person, RandomCheck, TrailEntry, trail_guard
from commonweal.rights.public import today_items
from commonweal.rights.queries import trail as queries
from commonweal.rights.queries.oversight import drawn, what_stands_out
from commonweal.rights.queries.partners_shown import tag
from commonweal.rights.queries.statement import statement
from factories import CoordinatorFactory, PersonFactory

pytestmark = pytest.mark.django_db
REASON = "Because the square floods."


@pytest.fixture
def ombud() -> Person:
    return PersonFactory(role="oversight", name="Ilse Oversees")


@pytest.fixture
def police() -> Person:
    return PersonFactory(role="police", name="Tomas Police", organisation__name="City Police")


@pytest.fixture
def women() -> Person:
    return PersonFactory(
        role="civil society", name="Nadia Women", organisation__name="Women of the Shore"
    )


@pytest.fixture
def door(client: Client, ombud: Person) -> Client:
    client.force_login(ombud)
    return client


def act(person: Person | None, thing: Thing | None = None, **more: object) -> int:
    with transaction.atomic():
        record(person, JOINED, thing=thing or Thing("partners.Meeting", str(uuid4())), **more)
    return TrailEntry.objects.order_by("-pk").values_list("pk", flat=True)[0]


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return b"".join(answer).decode() if answer.streaming else answer.content.decode()


# The trail without identities


def test_the_trail_shows_role_reason_and_act_but_nobody(
    door: Client, police: Person, women: Person
) -> None:
    facts = {"days": 30, "to": str(women.pk), "mail": "a@example.org"}
    number = act(police, reason=REASON, facts=facts)
    act(women, thing=Thing("rights.Person", str(women.pk)))
    pages = [text_of(door, "/rights/trail/"), text_of(door, f"/rights/trail/{number}/")]
    pages += [text_of(door, f"/rights/trail/export.{kind}") for kind in ("csv", "jsonl")]
    for page in pages:
        assert "police or security-agency member" in page
        assert "City Police" in page
        assert REASON in page
        assert "days: 30" in page or "30" in page
        for hidden in ("Tomas", "Nadia", "Women of the Shore", "a@example.org"):
            assert hidden not in page
        for person in (police, women):
            assert str(person.pk) not in page
    assert "civil-society partner" in pages[0]
    assert tag(police.pk, on=timezone.now().date()) in pages[0]


def test_the_letters_of_a_person_last_one_day() -> None:
    person = uuid4()
    day = date(2026, 5, 12)
    assert tag(person, on=day) == tag(person, on=day)
    assert tag(person, on=day) != tag(person, on=day + timedelta(days=1))
    assert tag(person, on=day) != tag(uuid4(), on=day)
    assert tag(None, on=day) == ""


def test_reasons_on_a_partners_own_notes_are_not_shown(door: Client, women: Person) -> None:
    note = uuid4()
    act(women, thing=Thing("rights.Note", str(note)), reason="Only for our own eyes.")
    page = text_of(door, "/rights/trail/") + text_of(door, "/rights/trail/export.jsonl")
    assert "Only for our own eyes." not in page
    assert str(note) not in page


def test_looking_and_taking_away_are_recorded_with_the_filters_names_alone(door: Client) -> None:
    act(None)
    text_of(door, "/rights/trail/?role=police&since=2026-01-01")
    looked = TrailEntry.objects.get(verb="rights.trail.read")
    assert looked.facts == {"filters": ["role", "since"]}
    text_of(door, "/rights/trail/export.csv")
    assert TrailEntry.objects.filter(verb="rights.trail.exported").count() == 1


def numbers(**wanted: object) -> list[int]:
    return [line.number for line in queries.trail_page(queries.Wanted(**wanted)).lines]


def test_each_filter_finds_its_entries_and_no_others(police: Person, women: Person) -> None:
    thing = Thing("partners.Meeting", str(uuid4()))
    one, two, three = act(police, thing), act(women, thing), act(None)
    record_read(police, thing)
    four = three + 1
    assert numbers() == [four, three, two, one]
    assert numbers(verb=JOINED.key) == [three, two, one]
    assert numbers(room="rights") == [four, three, two, one]
    assert numbers(room="library") == []
    assert numbers(role="police") == [four, one]
    assert numbers(role="civil society", verb=JOINED.key) == [two]
    assert numbers(partner=police.organisation_id) == [four, one]
    assert numbers(thing=thing.label, thing_id=thing.id) == [four, two, one]
    today = timezone.now().date()
    assert numbers(since=today, until=today) == [four, three, two, one]
    assert numbers(since=today + timedelta(days=1)) == []
    assert numbers(until=today - timedelta(days=1)) == []


def test_nobody_is_looked_up_by_their_id(women: Person) -> None:
    act(women, thing=Thing("rights.Person", str(women.pk)))
    assert numbers(thing="rights.Person", thing_id=str(women.pk)) == []


def test_pages_follow_each_other_without_a_gap_while_entries_come(
    monkeypatch: pytest.MonkeyPatch, police: Person
) -> None:
    monkeypatch.setattr(queries, "PAGE_SIZE", 3)
    for _turn in range(8):
        act(police)
    seen: list[int] = []
    below = None
    while True:
        page = queries.trail_page(queries.Wanted(), below=below)
        seen += [line.number for line in page.lines]
        act(police)
        if page.older is None:
            break
        below = page.older
    assert seen == list(range(8, 0, -1))


@pytest.mark.parametrize("filters", [{"role": "police"}, {"role": "donor"}, {"room": "rights"}])
def test_a_filter_without_an_index_looks_a_stretch_at_a_time(
    monkeypatch: pytest.MonkeyPatch, police: Person, filters: dict
) -> None:
    monkeypatch.setattr(queries, "WINDOW", 4)
    monkeypatch.setattr(queries, "PAGE_SIZE", 3)
    for number in range(10):
        act(police if number % 2 else None)
    wanted = queries.Wanted(**filters)
    seen: list[int] = []
    below, turns = None, 0
    while turns < 20:
        page = queries.trail_page(wanted, below=below)
        seen += [line.number for line in page.lines]
        turns += 1
        if page.older is None:
            break
        below = page.older
    expected = {"police": range(10, 0, -2), "donor": []}.get(filters.get("role"), range(10, 0, -1))
    assert seen == list(expected)


def test_a_page_takes_the_same_queries_however_long_the_trail_is(
    door: Client, police: Person
) -> None:
    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            text_of(door, "/rights/trail/?role=police")
        return len(caught)

    act(police, reason=REASON)
    count()
    few = count()
    for _turn in range(60):
        act(police, reason=REASON)
    assert count() == few
    assert few <= 20


@pytest.mark.parametrize(
    "query",
    [
        "since=x",
        "since=2026-05-02&until=2026-05-01",
        "role=king",
        "partner=9f0c8d2e-0000-4000-8000-000000000001",
    ],
)
def test_a_filter_that_cannot_be_is_said(door: Client, query: str) -> None:
    for page in ("", "export.csv", "export.jsonl"):
        assert "rights/trail" in text_of(door, f"/rights/trail/{page}?{query}", status=422)


@pytest.mark.parametrize("below", ["x", "-1", "9" * 40, "0", "1"])
def test_any_place_to_go_on_from_is_taken(door: Client, below: str) -> None:
    act(None)
    text_of(door, f"/rights/trail/?below={below}")


@pytest.mark.parametrize("number", ["0", "7000", "9" * 40])
def test_an_entry_that_is_not_there(door: Client, number: str) -> None:
    text_of(door, f"/rights/trail/{number}/", status=404)


def test_an_export_is_a_table_that_no_spreadsheet_computes(door: Client, police: Person) -> None:
    act(police, reason="=1+1")
    rows = list(csv.DictReader(io.StringIO(text_of(door, "/rights/trail/export.csv"))))
    assert rows[-2]["reason"] == "'=1+1"
    lines = [json.loads(one) for one in text_of(door, "/rights/trail/export.jsonl").splitlines()]
    found = next(one for one in lines if one["reason"])
    assert found["reason"] == "=1+1"
    assert found["hash"] == TrailEntry.objects.get(pk=found["entry"]).hash
    # The export itself is the last entry: it was recorded before it went out.
    assert [one["verb"] for one in lines][-1] == "rights.trail.exported"


def test_a_person_sees_what_the_trail_says_about_them(
    client: Client, police: Person, women: Person
) -> None:
    coordinator = CoordinatorFactory(name="Mira Grants")
    act(women, reason="My own reason.")
    act(police, reason="Not about her.")
    terms = Terms(role="reviewer", days=30, reason="Reads for us.")
    grant(coordinator, to=women, organisation=women.organisation, terms=terms)
    client.force_login(women)
    page = text_of(client, "/rights/my-trail/")
    assert "My own reason." in page
    assert "Reads for us." in page
    assert "granted a role" in page
    assert "Not about her." not in page
    assert "Mira Grants" not in page.split("<main")[1]


# Random checks


def test_a_check_draws_the_same_again_though_the_trail_grows(
    door: Client, ombud: Person, police: Person
) -> None:
    for _turn in range(30):
        act(police)
    answer = door.post(
        "/rights/checks/", {"seed": "river 7", "count": 5, "first_entry": 1, "last_entry": ""}
    )
    assert answer.status_code == 303
    check = RandomCheck.objects.get()
    last = TrailEntry.objects.get(verb="rights.check.drawn").pk - 1
    assert (len(check.entries), check.last_entry) == (5, last)
    for _turn in range(30):
        act(police)
    found = drawn(check.pk, person=ombud)
    assert found.is_same
    assert [line.number for line in found.lines] == check.entries
    page = text_of(door, answer["Location"])
    assert "the same entries" in page
    assert "river 7" in page
    again = actions.draw_check(ombud, actions.DrawTerms(seed="river 7", count=5, last_entry=last))
    assert again.entries == check.entries
    assert TrailEntry.objects.filter(verb="rights.check.drawn").count() == 2


def test_a_check_of_some_acts_draws_no_others(ombud: Person, police: Person) -> None:
    for _turn in range(5):
        act(police)
        record_read(police, Thing("partners.Meeting", "1"))
    terms = actions.DrawTerms(seed="s", count=50, verbs=("rights.record.read",))
    check = actions.draw_check(ombud, terms)
    verbs = TrailEntry.objects.filter(pk__in=check.entries).values_list("verb", flat=True)
    assert (len(check.entries), set(verbs)) == (5, {"rights.record.read"})


def test_a_check_changed_by_hand_is_told(ombud: Person, police: Person) -> None:
    for _turn in range(10):
        act(police)
    check = actions.draw_check(ombud, actions.DrawTerms(seed="s", count=3))
    other = next(n for n in range(1, 11) if n not in check.entries)
    RandomCheck.objects.update(entries=[*check.entries[:2], other])
    assert not drawn(check.pk, person=ombud).is_same


def test_what_has_expired_since_is_said_and_does_not_make_the_check_another(
    ombud: Person, police: Person
) -> None:
    for _turn in range(10):
        act(police)
    check = actions.draw_check(ombud, actions.DrawTerms(seed="s", count=3))
    with trail_guard.lifted(connection):
        TrailEntry.objects.filter(pk=check.entries[0]).delete()
    found = drawn(check.pk, person=ombud)
    assert (found.gone, found.is_same, len(found.lines)) == (1, True, 2)


@pytest.mark.parametrize(
    "sent",
    [
        {"seed": " ", "count": 5, "first_entry": 1},
        {"seed": "s", "count": 0, "first_entry": 1},
        {"seed": "s", "count": 101, "first_entry": 1},
        {"seed": "s", "count": 5, "first_entry": 9, "last_entry": 3},
        {"seed": "s", "count": 5, "first_entry": 1, "last_entry": 7_000},
        {"seed": "s", "count": 5, "first_entry": 1, "verbs": ["no.such.verb"]},
    ],
)
def test_a_check_that_cannot_be_drawn_is_said(door: Client, sent: dict) -> None:
    for _turn in range(10):
        act(None)
    answer = door.post("/rights/checks/", sent)
    assert answer.status_code == 422
    assert not RandomCheck.objects.exists()


# Findings


def filed(ombud: Person, person: Person, **more: object) -> Finding:
    entry = act(person)
    draft = actions.FindingDraft(text="The reason is missing.", entry=entry, **more)
    return actions.file_finding(ombud, draft)


def test_a_finding_goes_to_the_partner_of_the_entry_without_its_name_being_told(
    door: Client, ombud: Person, women: Person
) -> None:
    entry = act(women)
    sent = {"text": "The reason is missing.", "days": 30}
    answer = door.post(f"/rights/findings/file/?entry={entry}", sent)
    assert answer.status_code == 303
    finding = Finding.objects.get()
    assert finding.addressee == women.organisation
    assert finding.answer_due_on == timezone.localdate() + timedelta(days=30)
    for address in (answer["Location"], "/rights/findings/", "/rights/oversight/"):
        page = text_of(door, address)
        assert "civil-society partner" in page
        assert "Women of the Shore" not in page


def test_the_partner_answers_and_oversight_closes(
    client: Client, ombud: Person, women: Person
) -> None:
    finding = filed(ombud, women)
    address = f"/rights/findings/{finding.pk}/"
    (item,) = [one for one in today_items(women, since=None) if one.address == address]
    assert (item.kind, item.due_on) == ("due", finding.answer_due_on)
    client.force_login(women)
    assert "The reason is missing." in text_of(client, "/rights/findings/")
    assert client.post(address, {"text": " "}).status_code == 422
    assert client.post(address, {"text": "We forgot it; here it is."}).status_code == 303
    assert not [one for one in today_items(women, since=None) if one.address == address]
    # Once answered it is not answered again.
    assert client.post(address, {"text": "Another answer."}).status_code == 409
    finding.refresh_from_db()
    assert finding.answer == "We forgot it; here it is."
    waits = [one.text for one in today_items(ombud, since=None)]
    assert any("1 answer" in text for text in waits)
    other = Client()
    other.force_login(ombud)
    assert "We forgot it" in text_of(other, address)
    assert other.post(address, {"text": "Answered in full."}).status_code == 303
    finding.refresh_from_db()
    assert finding.closed_at
    verbs = TrailEntry.objects.filter(thing_id=str(finding.pk)).values_list("verb", flat=True)
    assert sorted(verbs) == [
        "rights.finding.answered", "rights.finding.closed", "rights.finding.filed",
    ]  # fmt: skip


def test_an_overdue_finding_is_told_to_both(ombud: Person, women: Person) -> None:
    finding = filed(ombud, women, days=1)
    Finding.objects.update(answer_due_on=timezone.localdate() - timedelta(days=1))
    (item,) = [one for one in today_items(women, since=None) if "finding" in one.text]
    assert item.due_on == timezone.localdate() - timedelta(days=1)
    assert any("due" in one.text for one in today_items(ombud, since=None))
    client = Client()
    client.force_login(women)
    assert "Overdue" in text_of(client, f"/rights/findings/{finding.pk}/")


def test_nobody_else_knows_of_a_finding(client: Client, ombud: Person, women: Person) -> None:
    finding = filed(ombud, women)
    for person in (PersonFactory(role="police"), CoordinatorFactory(), PersonFactory()):
        client.force_login(person)
        for send in (client.get, client.post):
            assert send(f"/rights/findings/{finding.pk}/").status_code == 404
        assert "The reason is missing." not in text_of(client, "/rights/findings/")
        with pytest.raises(NotFound):
            actions.answer_finding(person, finding.pk, text="Not mine.")


def test_oversight_does_not_answer_and_partners_do_not_close(ombud: Person, women: Person) -> None:
    finding = filed(ombud, women)
    with pytest.raises(NotFound):
        actions.answer_finding(ombud, finding.pk, text="For them.")
    with pytest.raises(NotFound):
        actions.close_finding(women, finding.pk, reason="Done.")
    for act_of in (
        lambda: actions.file_finding(women, actions.FindingDraft(text="x", entry=1)),
        lambda: actions.draw_check(women, actions.DrawTerms(seed="s", count=1)),
        lambda: statement(women, year=2026, today=date(2026, 6, 1)),
    ):
        with pytest.raises(NotFound):
            act_of()


def test_a_finding_to_an_authority_is_sent_by_name(
    door: Client, police: Person, women: Person
) -> None:
    sent = {"text": "Too many exports.", "days": 10, "addressee": str(police.organisation_id)}
    assert door.post("/rights/findings/file/", sent).status_code == 303
    assert Finding.objects.get().addressee == police.organisation
    hidden = sent | {"addressee": str(women.organisation_id)}
    assert door.post("/rights/findings/file/", hidden).status_code == 422
    assert "Women of the Shore" not in text_of(door, "/rights/findings/file/")


@pytest.mark.parametrize(
    ("draft", "error"),
    [
        ({"text": ""}, InvalidInput),
        ({"text": "x" * 4001}, InvalidInput),
        ({"days": 0}, InvalidInput),
        ({"days": 91}, InvalidInput),
        ({"entry": 7_000}, NotFound),
        ({"entry": None}, InvalidInput),
    ],
)
def test_a_finding_that_cannot_be_filed_is_said(
    ombud: Person, women: Person, draft: dict, error: type[Exception]
) -> None:
    values = {"text": "Found.", "entry": act(women)} | draft
    with pytest.raises(error):
        actions.file_finding(ombud, actions.FindingDraft(**values))
    assert not Finding.objects.exists()


def test_what_the_workspace_did_itself_has_no_addressee(ombud: Person) -> None:
    with pytest.raises(InvalidInput, match="workspace itself"):
        actions.file_finding(ombud, actions.FindingDraft(text="Found.", entry=act(None)))


# What stands out


def test_the_overview_shows_what_stands_out(door: Client, police: Person) -> None:
    for number in range(61):
        record_read(police, Thing("partners.Meeting", str(number)), is_party=number > 0)
    headings = [one.heading for one in what_stands_out(timezone.now())]
    assert sorted(headings) == ["Many reads in a short time", "Read without a task"]
    page = text_of(door, "/rights/oversight/")
    assert "Many reads in a short time" in page
    assert "up to 60 within 10 minutes are usual" in page
    assert "Tomas" not in page
    assert not what_stands_out(timezone.now() + timedelta(days=31))


# The statement


def test_the_statement_says_what_was_done_without_small_counts(
    ombud: Person, police: Person, women: Person
) -> None:
    for _turn in range(8):
        act(police)
        record_read(police, Thing("partners.Meeting", "1"))
    for _turn in range(2):
        act(women)
    for _turn in range(6):
        record_read(women, Thing("partners.Meeting", "1"))
    finding = filed(ombud, women)
    actions.answer_finding(women, finding.pk, text="Here it is.")
    actions.draw_check(ombud, actions.DrawTerms(seed="river", count=3))
    today = timezone.localdate()
    made = statement(ombud, year=today.year, today=today)
    done = made.sections[1].tables[0]
    rows = {row[0]: row[1:] for row in done.rows}
    # Two acts of civil society are hidden, and with them what would tell them.
    joined, read = rows["accepted an invitation"], rows["read a restricted record"]
    assert joined[1] == "–"
    assert joined.count("–") >= 2
    assert read.count("–") >= 2
    words = str(made)
    assert "The trail is whole" in words
    assert "Here it is." in words
    assert "river" in words
    for name in ("Nadia", "Women of the Shore", "Tomas", "Ilse"):
        assert name not in words


def test_the_statement_is_an_accessible_pdf_and_is_recorded(door: Client, police: Person) -> None:
    act(police)
    year = timezone.localdate().year
    answer = door.get(f"/rights/oversight/statement-{year}.pdf")
    assert answer.status_code == 200
    document = pypdfium2.PdfDocument(answer.content)
    text = document[0].get_textpage().get_text_range()
    assert f"Assurance statement for {year}" in text
    assert b"pdfuaid" in answer.content
    assert TrailEntry.objects.filter(verb="rights.statement.taken").count() == 1
    for wrong in (year + 1, 1999, 0):
        text_of(door, f"/rights/oversight/statement-{wrong}.pdf", status=404)


def test_a_statement_of_an_empty_year_can_be_made(ombud: Person) -> None:
    made = statement(ombud, year=2001, today=timezone.localdate())
    assert "Nothing was done" in str(made)
    assert write(made).startswith(b"%PDF")


def test_the_addressee_reads_the_act_a_finding_is_about_where_it_is_theirs(
    client: Client, ombud: Person, women: Person, police: Person
) -> None:
    draft = actions.FindingDraft(text="Why?", entry=act(women, reason=REASON))
    finding = actions.file_finding(ombud, draft)
    client.force_login(women)
    assert REASON in text_of(client, f"/rights/findings/{finding.pk}/")
    Finding.objects.filter(pk=finding.pk).update(addressee=police.organisation)
    client.force_login(police)
    page = text_of(client, f"/rights/findings/{finding.pk}/")
    assert "Why?" in page
    assert REASON not in page


def test_oversight_is_told_at_once_that_the_trail_does_not_fit(door: Client, women: Person) -> None:
    number = act(women)
    assert "may have been changed" not in text_of(door, "/rights/oversight/")
    with trail_guard.lifted(connection):
        TrailEntry.objects.filter(pk=number).update(hash="0" * 64)
        assert "may have been changed" in text_of(door, "/rights/oversight/")
