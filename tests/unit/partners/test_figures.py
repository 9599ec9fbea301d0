"""Every figure is the number of the rows in its list and in its file; each role has its own; no row names a person."""

from __future__ import annotations

import csv
import io
import itertools
from datetime import date, timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from commonweal.kernel.errors import NotAllowed, NotFound
from commonweal.partners import public
from commonweal.partners.actions import project_money, projects
from commonweal.partners.actions.courses import add_session, count_who_came
from commonweal.partners.actions.public_room import let_be_named, show_partnership
from commonweal.partners.engine.quarterly import (
    Report,
    Section,
    crossed,
    quarter_days,
    quarter_of,
    write_excel,
    write_word,
)
from commonweal.partners.models import (
    ConcernState,
    Meeting,
    MeetingType,
    NoticeKind,
    Partnership,
    PartnershipKind,
    PracticeState,
    Project,
    Term,
)
from commonweal.partners.queries.figure_scope import Scope
from commonweal.partners.queries.figure_words import COLUMNS
from commonweal.partners.queries.figures import FIGURES, REPORTED, figure, figures, rows_out
from commonweal.partners.queries.quarterly import quarterly_report, scope_of_quarter
from commonweal.partners.queries.waiting_partnerships import partnership_items
from commonweal.rights.models import Person, Role, TrailEntry
from factories import CoordinatorFactory, PersonFactory
from factories_offers import notice
from factories_partners import World, partnership, world
from factories_partnerships import agreed_partnership
from factories_plan import funded_project, project_draft
from factories_training import course, running, session

YEARS = st.integers(1990, 2100)


@given(YEARS, st.integers(1, 4))
def test_quarters_follow_each_other_without_a_gap(year: int, quarter: int) -> None:
    first, last = quarter_days(year, quarter)
    assert quarter_of(first) == quarter_of(last) == (year, quarter)
    following = quarter_of(last + timedelta(days=1))
    assert following == ((year + 1, 1) if quarter == 4 else (year, quarter + 1))


@pytest.mark.parametrize("quarter", [0, 5])
def test_there_is_no_fifth_quarter(quarter: int) -> None:
    with pytest.raises(ValueError, match="1 to 4"):
        quarter_days(2026, quarter)


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz")), max_size=30))
def test_a_crossed_table_counts_each_row_once(rows: list[tuple[str, str]]) -> None:
    section = Section("s", "S", ("one", "other"), tuple(rows))
    found = crossed(section, "one", "other")
    assert found.total == section.number == len(rows)
    for name, counts in found.lines:
        assert [rows.count((name, head)) for head in found.heads] == list(counts)


def report(rows: int = 3) -> Report:
    section = Section(
        "meetings-held", "Meetings held", ("date", "title"), (("2026-05-01", "=1+1"),) * rows
    )
    words = dict.fromkeys(("figures", "figure", "number", "sheet", "by"), "Words")
    return Report("Report", (("Period", "all"),), (section,), crossed(section, "date", "title"), words | {"left": "{count} more"}, date(2026, 5, 1))  # fmt: skip


def test_what_a_spreadsheet_would_run_is_written_as_text() -> None:
    book = load_workbook(io.BytesIO(write_excel(report())))
    sheet = book["meetings-held"]
    assert sheet.max_row == 4
    assert [cell.value for cell in sheet[2]] == ["2026-05-01", "'=1+1"]
    assert ["Meetings held", 3, "meetings-held"] in [
        list(row[:3]) for row in book.worksheets[0].iter_rows(values_only=True)
    ]


def test_word_says_how_many_rows_it_leaves_to_excel() -> None:
    document = Document(io.BytesIO(write_word(report(45))))
    texts = [each.text for each in document.paragraphs]
    assert "Meetings held: 45" in texts
    assert "5 more" in texts
    assert len(document.tables[-1].rows) == 41


@pytest.fixture
def busy(db: None) -> World:
    """A room in which each figure counts something."""
    small = world()
    small.act()
    small.act(title="Late", due_in_days=-3)
    Meeting.objects.filter(pk=small.meeting_id).update(
        place="Town hall, Halvera", state="held", start=timezone.localdate()
    )
    mark = public.Mark(addressee_id=small.other.organisation_id, text="Light the path.")
    [key] = public.mark(small.convener, small.meeting_id, [mark])
    public.publish(small.convener, key)
    under = agreed_partnership(small.convener, small.other, days_left=20)
    held = add_session(small.convener, course(small.convener, under=under).pk, session(0))
    count_who_came(small.convener, held.pk, 12)
    running(small.convener, small.other)
    notice(small.convener)
    return small


def listed(person: Person, address: str) -> tuple[int, str]:
    client = Client()
    client.force_login(person)
    answer = client.get(address)
    return answer.status_code, answer.content.decode()


def scope() -> Scope:
    return Scope(timezone.localdate())


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_each_role_has_figures_that_equal_list_and_file(busy: World, role: Role) -> None:
    person = PersonFactory(role=role, organisation=busy.other.organisation)
    client = Client()
    client.force_login(person)
    found = figures(person, scope())
    assert found
    page = client.get("/partners/figures/").content.decode()
    for one, number in found:
        assert f': {number}">{number}</a>' in page
        answer = client.get(f"/partners/figures/of/{one.key}.csv")
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert len(rows) == number, one.key
        sheet = load_workbook(
            io.BytesIO(client.get(f"/partners/figures/of/{one.key}.xlsx").content)
        ).active
        assert sheet is not None
        assert sheet.max_row - 1 == number, one.key
        text = client.get(f"/partners/figures/of/{one.key}/").content.decode()
        assert text.count('<th scope="row">') == number, one.key


def test_the_figures_are_not_all_nothing(busy: World) -> None:
    numbers = {one.key: n for one, n in figures(CoordinatorFactory(), scope())}
    for key in ("meetings-held", "recommendations", "unanswered", "actions-overdue", "partnerships", "partnerships-ending", "sessions", "offers-and-needs", "public"):  # fmt: skip
        assert numbers[key] >= 1, key
    own = {one.key: n for one, n in figures(busy.other, scope())}
    assert own["to-answer"] == 1
    assert {one.key: n for one, n in figures(busy.owner, scope())}["our-actions"] == 2


def test_who_looks_after_accounts_sees_no_figure_and_a_donor_what_is_public(busy: World) -> None:
    donor, keeper = PersonFactory(role=Role.DONOR), PersonFactory(role=Role.ADMINISTRATOR)
    paid = ["projects", "money-in", "money-out", "results", "public"]
    assert [one.key for one, _number in figures(donor, scope())] == paid
    assert figures(keeper, scope()) == []
    with pytest.raises(NotFound):
        figure(donor, "recommendations")
    assert listed(donor, "/partners/figures/of/recommendations/")[0] == 404
    assert listed(donor, "/partners/figures/quarter/")[0] == 404
    assert listed(keeper, "/partners/figures/")[0] == 404
    status, page = listed(donor, "/partners/figures/")
    assert status == 200
    assert "recommendations that everybody can read" in page.lower()


def test_a_donor_counts_what_it_pays_for_and_nothing_else(busy: World) -> None:
    donor = PersonFactory(role=Role.DONOR)
    row = funded_project(busy.convener, donor)
    Project.objects.update(state="2")
    projects.add_project(busy.convener, project_draft(iati_identifier="XM-HAL-1-9"))
    project_money.measure_result(busy.convener, row.results.get().pk, actual=Decimal(12), on=timezone.localdate())  # fmt: skip
    numbers = {one.key: n for one, n in figures(donor, scope())}
    assert (numbers["projects"], numbers["money-in"], numbers["money-out"], numbers["results"]) == (1, 1, 0, 1)  # fmt: skip
    page = listed(donor, "/partners/figures/of/money-in/")[1]
    assert "6,000.00" in page
    assert listed(donor, "/partners/figures/of/results/")[1].count("People meet") == 1
    today = timezone.localdate()
    before = Scope(today, first=today - timedelta(days=90), last=today - timedelta(days=1))
    assert {one.key: n for one, n in figures(donor, before)}["money-in"] == 0


def test_people_read_words_and_programs_codes(busy: World) -> None:
    boss = CoordinatorFactory()
    page = listed(boss, "/partners/figures/of/recommendations/")[1]
    assert "Not answered yet" in page
    assert ">Of whom</th>" in page
    assert "<td>none</td>" not in page
    row = next(rows_out(boss, figure(boss, "recommendations"), scope()))
    assert (row["position"], row["progress"]) == ("none", "not-started")
    year, quarter = quarter_of(timezone.localdate())
    paper = quarterly_report(boss, scope_of_quarter(year, quarter, municipality="", today=timezone.localdate()))  # fmt: skip
    names = {name for name, _counts in paper.cross.lines} | set(paper.cross.heads)
    assert "Not answered yet" in names
    assert not names & {"none", "not-started", "ongoing", "in-part"}


def test_every_column_of_a_figure_has_a_name_and_no_code_two() -> None:
    assert {column for one in FIGURES for column in one.columns} <= set(COLUMNS)
    kinds = [dict(each.choices) for each in (MeetingType, PartnershipKind, NoticeKind)]
    for one, other in itertools.combinations([*kinds, {}], 2):
        assert all(str(one[code]) == str(other[code]) for code in one.keys() & other.keys())
    states = [dict(each.choices) for each in (ConcernState, PracticeState)]
    assert all(str(states[0][code]) == str(states[1][code]) for code in states[0].keys() & states[1].keys())  # fmt: skip


def test_no_row_names_a_person(busy: World) -> None:
    names = set(Person.objects.values_list("name", flat=True))
    boss = CoordinatorFactory()
    for one in FIGURES:
        for cells in rows_out(boss, one, scope()):
            assert set(cells) == set(one.columns)
            assert not [name for name in names if any(name in cell for cell in cells.values())]


def test_a_figure_asks_as_often_for_ten_rows_as_for_one(busy: World) -> None:
    boss = CoordinatorFactory()
    one = figure(boss, "recommendations")
    with CaptureQueriesContext(connection) as few:
        list(rows_out(boss, one, scope()))
    marks = [
        public.Mark(addressee_id=busy.other.organisation_id, text=f"Path {n}.") for n in range(9)
    ]
    public.mark(busy.convener, busy.meeting_id, marks)
    with CaptureQueriesContext(connection) as many:
        assert len(list(rows_out(boss, one, scope()))) >= 10
    assert len(many) == len(few)


def test_the_report_is_of_its_quarter_and_municipality(busy: World) -> None:
    boss, today = CoordinatorFactory(), timezone.localdate()
    year, quarter = quarter_of(today)
    here = quarterly_report(
        boss, scope_of_quarter(year, quarter, municipality="halvera", today=today)
    )
    assert [each.key for each in here.sections] == list(REPORTED)
    numbers = {each.key: each.number for each in here.sections}
    assert numbers["recommendations"] == 2
    assert here.cross.total == 2
    for key, municipality, when in (
        ("recommendations", "Novigrad", year),
        ("meetings-held", "", year - 1),
    ):
        other = quarterly_report(
            boss, scope_of_quarter(when, quarter, municipality=municipality, today=today)
        )
        assert {each.key: each.number for each in other.sections}[key] == 0
    book = load_workbook(io.BytesIO(write_excel(here)))
    for each in here.sections:
        assert book[each.key].max_row - 1 == each.number
    Document(io.BytesIO(write_word(here)))


def test_the_report_goes_out_with_a_line_in_the_trail(busy: World) -> None:
    boss = CoordinatorFactory()
    client = Client()
    client.force_login(boss)
    answer = client.get("/partners/figures/quarter.docx")
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert TrailEntry.objects.filter(person_id=boss.pk, verb__endswith=".exported").exists()
    assert client.get("/partners/figures/quarter.pdf").status_code == 404
    assert client.get("/partners/figures/quarter/?year=1999").status_code == 422
    wrong = client.get("/partners/figures/quarter.xlsx?year=99999&quarter=1")
    assert (wrong.status_code, "attachment" in wrong.get("Content-Disposition", "")) == (422, False)
    assert client.get(f"/partners/figures/quarter/?year={timezone.localdate().year + 1}").status_code == 422  # fmt: skip
    page = client.get("/partners/figures/quarter/").content.decode()
    assert "This report names no person." in page


def test_the_public_page_shows_what_was_shown_and_nothing_else(busy: World) -> None:
    stranger = Client()
    hidden = Partnership.objects.get(pk=agreed_partnership(busy.convener, busy.other))
    shown = Partnership.objects.get(pk=agreed_partnership(busy.convener, busy.owner))
    for row, title in ((hidden, "Kept to ourselves"), (shown, "For everybody")):
        Partnership.objects.filter(pk=row.pk).update(title=title, terms_of_reference="Inside only")
    with pytest.raises(NotAllowed):
        show_partnership(busy.other, shown.pk)
    with pytest.raises(NotAllowed):
        show_partnership(busy.convener, partnership(busy.convener, busy.other))
    show_partnership(busy.convener, shown.pk)
    page = stranger.get("/room/").content.decode()
    assert "For everybody" in page
    assert "1 recommendation that everybody can read" in page
    assert "Kept to ourselves" not in page
    assert "Inside only" not in page
    assert busy.convener.name not in page
    Partnership.objects.filter(pk=shown.pk).update(end=timezone.localdate() - timedelta(days=1))
    assert "For everybody" not in stranger.get("/room/").content.decode()


def test_a_partner_is_named_to_everybody_only_after_its_own_people_said_yes(busy: World) -> None:
    key = agreed_partnership(busy.convener, busy.owner)
    ours, theirs = busy.convener.organisation.name, busy.owner.organisation.name
    client, stranger = Client(), Client()
    client.force_login(busy.owner)
    address = f"/partners/partnerships/{key}/named/"
    show_partnership(busy.convener, key)

    def shown() -> str:
        return stranger.get("/room/").content.decode()

    def waits(person: Person) -> bool:
        return any(each.address == address for each in partnership_items(person, since=None))

    assert "2 members" in shown()
    assert ours not in shown()
    assert waits(busy.owner)
    assert address in client.get(f"/partners/partnerships/{key}/").content.decode()
    assert client.post(address, {"said": ""}).status_code == 422
    assert client.post(address, {"said": "yes"}).status_code == 303
    assert not waits(busy.owner)
    assert f"{theirs}; and 1 further member<" in unescape(shown())
    let_be_named(busy.convener, key)
    assert f"{ours}; {theirs}<" in unescape(shown())
    assert client.post(address, {"said": "no"}).status_code == 303
    assert theirs not in unescape(shown())
    assert not waits(busy.owner)
    verbs = TrailEntry.objects.filter(person_id=busy.owner.pk).values_list("verb", flat=True)
    assert {"partners.partnership.named", "partners.partnership.unnamed"} <= set(verbs)
    with pytest.raises(NotAllowed):
        let_be_named(busy.other, key)
    client.force_login(busy.other)
    refused = client.get(address)
    assert refused.status_code == 403
    assert "Yours is not in it" in refused.content.decode()


def test_a_report_counts_the_partnerships_of_its_period_and_says_that_they_are_of_all_places(
    busy: World,
) -> None:
    key = agreed_partnership(busy.convener, busy.owner, days_ago=100, days_left=100)
    one, today = figure(busy.coordinator, "partnerships"), timezone.localdate()

    def counted(since: int, until: int) -> int:
        first, last = (today - timedelta(days=days) for days in (since, until))
        rows = one.rows(busy.coordinator, Scope(today, first=first, last=last))
        return rows.filter(pk=key).count()

    # It was agreed today, whatever first day it names.
    assert (counted(90, 0), counted(300, 99)) == (1, 0)
    Term.objects.update(agreed_on=today - timedelta(days=100))
    assert counted(90, 0) == counted(300, 99) == 1
    assert counted(300, 101) == 0
    assert one.named(Scope(today)) == "Partnerships in force"
    assert one.named(Scope(today, municipality="Nowhere")) == "Partnerships in force, of all places"


def test_the_keeper_sees_what_everybody_will_read_and_takes_it_back(busy: World) -> None:
    pk = agreed_partnership(busy.convener, busy.owner)
    client = Client()
    client.force_login(busy.convener)
    address = f"/partners/partnerships/{pk}/show/"
    assert "Everybody reads this" in client.get(address).content.decode()
    for act, is_shown in (("show", True), ("hide", False)):
        assert client.post(address, {"act": act}).status_code == 303
        assert (Partnership.objects.get(pk=pk).published_at is not None) is is_shown
    client.force_login(busy.other)
    assert client.get(address).status_code == 403


def test_days_the_wrong_way_round_and_a_place_that_nobody_knows_are_said(busy: World) -> None:
    client = Client()
    client.force_login(busy.coordinator)
    address = "/partners/figures/"
    page = client.get(address, {"first": "2026-03-01", "last": "2026-01-01"}).content.decode()
    assert "Until lies before From" in page
    page = client.get(address, {"municipality": "Nowhere"}).content.decode()
    assert "No place in the list has “Nowhere” in its name." in page
    page = client.get(address).content.decode()
    assert "No place in the list" not in page
    assert "Until lies before" not in page
