"""What somebody with bad intent, or two tabs, might try in the room: each was possible once."""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commonweal.kernel.errors import InvalidInput
from commonweal.library import public as library
from commonweal.partners.actions import commitments, directory, prevention
from commonweal.partners.actions.courses import plan_course
from commonweal.partners.actions.imports import check_file
from commonweal.partners.actions.initiatives import propose_practice
from commonweal.partners.engine.courses import CourseDraft
from commonweal.partners.engine.directory import EntryDraft
from commonweal.partners.engine.minutes import Paragraph, carried, word_pieces
from commonweal.partners.engine.prevention import ObjectiveDraft, PreventionDraft
from commonweal.partners.engine.table_files import rows_of
from commonweal.partners.engine.types import Mark
from commonweal.partners.models import Meeting, Objective, Partnership, Practice, TableImport
from commonweal.partners.queries.commitments import promised_in
from commonweal.partners.queries.prevention import counts_by_objective, lacking, list_of
from commonweal.partners.rules.initiatives import REVIEW_PRACTICE
from commonweal.rights.models import Person, Role
from factories import CoordinatorFactory, PersonFactory, give
from factories_partners import MeetingFactory, raised, world
from factories_partnerships import agreed_partnership
from factories_plan import practice_draft

TITLE = "Meeting on the quillfern plan held in Vienna"
PROMISE = "The participants recommended that the police should close the quillfern gate."
PAGE = f"{TITLE}\n\nVIENNA, 4 May 2025 – The Lumen Trust met the police in Vienna.\n\n{PROMISE}\n"


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.django_db
def test_a_meeting_made_for_a_promise_is_not_called_after_a_document_that_few_may_read() -> None:
    small = world()
    key = library.add_now("plan.txt", PAGE.encode(), person=small.convener)
    circle = library.Circle(partners=[small.convener.organisation_id])
    library.restrict(key, circle, reason="It names a gate.", person=None)
    [offered] = [each.offered for each in promised_in(small.convener, key)]
    mark = Mark(
        small.addressee.organisation_id,
        text="Close the gate.",
        start=offered.start,
        end=offered.end,
    )
    commitments.take_commitment(small.convener, key, mark)
    made = Meeting.objects.get(document_id=key)
    assert "quillfern" not in made.title
    page = signed_in(small.other).get(made.get_absolute_url())
    assert (page.status_code, b"quillfern" in page.content) == (200, False)


@pytest.mark.django_db
def test_the_check_of_a_series_names_no_draft_to_others() -> None:
    keeper, other = PersonFactory.create_batch(2)
    series, today = uuid.uuid4(), timezone.localdate()
    terms = {"recorder": keeper.organisation, "series_id": series}
    draft = MeetingFactory(title="The draft on ward nine", state="draft", start=today, **terms)
    MeetingFactory(title="Round", state="announced", start=today + timedelta(days=5), **terms)
    address = reverse("partners:harm", args=["series", series])
    page = signed_in(other).get(address).content.decode()
    assert "Round" in page
    assert "ward nine" not in page
    assert str(draft.pk) not in page
    assert "ward nine" in signed_in(keeper).get(address).content.decode()


@pytest.mark.django_db
def test_who_keeps_a_plan_has_not_heard_others_by_speaking_for_itself() -> None:
    keeper = CoordinatorFactory()
    [concern_id] = raised(keeper)
    plan = prevention.add_plan(keeper, PreventionDraft(title="Plan"))
    draft = ObjectiveDraft(level="primary", title="A path", concern_ids=(concern_id,))
    row = prevention.add_objective(keeper, plan.pk, draft)
    entry = EntryDraft(kind="local government", is_womens=True, is_youth=True)
    directory.describe(keeper, keeper.organisation_id, entry)
    prevention.comment(keeper, row.pk, "We like it.")
    assert lacking(row, prevention.Reasons()) == ("women", "youth")
    reasons = prevention.Reasons(without_women="Asked twice.", without_youth="Asked twice.")
    prevention.approve(keeper, row.pk, reasons)
    # Without a concern it answers nothing, and is approved no longer.
    bare = ObjectiveDraft(level="primary", title="A path")
    prevention.change_objective(keeper, row.pk, bare)
    assert Objective.objects.get().state == "draft"


@pytest.mark.django_db
def test_nobody_reviews_a_practice_of_a_partner_for_which_they_hold_a_role() -> None:
    writer, other = PersonFactory.create_batch(2)
    row = propose_practice(writer, practice_draft())
    colleague = PersonFactory(organisation=writer.organisation)
    give(colleague, role=Role.PARTNER, organisation=other.organisation)
    Person.objects.filter(pk=colleague.pk).update(organisation=other.organisation)
    colleague = Person.objects.get(pk=colleague.pk)
    assert not REVIEW_PRACTICE.allows(colleague, row)
    assert not Practice.objects.filter(REVIEW_PRACTICE.rows(colleague)).exists()
    assert REVIEW_PRACTICE.allows(other, row)


@pytest.mark.django_db
def test_to_show_what_a_colleague_has_shown_already_does_not_take_it_off() -> None:
    one, two = PersonFactory.create_batch(2)
    key = agreed_partnership(one, two)
    client, address = signed_in(one), reverse("partners:show_partnership", args=[key])
    for act, is_shown in (("show", True), ("show", True), ("hide", False), ("hide", False)):
        assert client.post(address, {"act": act}).status_code == 303
        assert (Partnership.objects.get().published_at is not None) is is_shown


@pytest.mark.django_db
def test_an_impossible_year_or_day_is_no_fault_of_the_server() -> None:
    small = world()
    police = PersonFactory(role=Role.POLICE)
    directory.describe(police, police.organisation_id, EntryDraft(kind="police"))
    client = signed_in(small.coordinator)
    institution = f"/partners/institutions/{police.organisation_id}"
    this_year = timezone.localdate().year
    assert client.get(f"{institution}/{this_year}/").status_code == 200
    for year in (0, 1999, this_year + 1, 99_999):
        assert client.get(f"{institution}/{year}/").status_code == 404
        assert client.get(f"{institution}/{year}/publish/").status_code == 404
    days = {"first": "0001-01-01", "last": "9999-12-31"}
    assert client.get("/partners/figures/", days).status_code == 200
    assert client.get("/partners/figures/of/actions-overdue/", days).status_code == 200


@pytest.mark.django_db
def test_a_character_that_no_paper_can_hold_is_left_out_of_the_report() -> None:
    small = world(text="Keep \x07 the entrance step-free.")
    Meeting.objects.update(title="Round \x0b table")
    client, now = signed_in(small.coordinator), timezone.localdate()
    asked = {"year": now.year, "quarter": (now.month + 2) // 3}
    for ending in ("xlsx", "docx"):
        answer = client.get(reverse("partners:quarterly_file", args=[ending]), asked)
        assert (answer.status_code, answer.content[:2]) == (200, b"PK")


def _changed(change: Callable[[bytearray, int, int], None]) -> bytes:
    """An Excel file in which each of the zip's headers is changed: its content, a place, 0 or 2 further on."""
    from openpyxl import Workbook

    book, out = Workbook(), io.BytesIO()
    book.active.append(["name"])
    book.save(out)
    content = bytearray(out.getvalue())
    for mark, further in ((b"PK\x03\x04", 0), (b"PK\x01\x02", 2)):
        place = content.find(mark)
        while place != -1:
            change(content, place, further)
            place = content.find(mark, place + 4)
    return bytes(content)


def _encrypted(content: bytearray, place: int, further: int) -> None:
    content[place + 6 + further] |= 1


def _packed_otherwise(content: bytearray, place: int, further: int) -> None:
    content[place + 8 + further] = 99


def _with(name: str, part: bytes) -> bytes:
    whole = zipfile.ZipFile(io.BytesIO(_changed(lambda *_given: None)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for each in {*whole.namelist()} - {name}:
            made.writestr(each, whole.read(each))
        made.writestr(name, part)
    return out.getvalue()


SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
BROKEN = {
    "encrypted": _changed(_encrypted),
    "packed in a way nobody knows": _changed(_packed_otherwise),
    "styles that are none": _with(
        "xl/styles.xml",
        f"<styleSheet xmlns='{SHEETS}'><cellXfs><xf numFmtId='x'/></cellXfs></styleSheet>".encode(),
    ),
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_broken_excel_file_is_refused_with_words(content: bytes) -> None:
    with pytest.raises(InvalidInput, match=r"cannot be read .* Save it anew"):
        list(rows_of(content))


def test_a_small_file_with_millions_of_texts_is_refused_before_it_is_read() -> None:
    texts = b"<si/>" * 500_001
    content = _with("xl/sharedStrings.xml", f"<sst xmlns='{SHEETS}'>".encode() + texts + b"</sst>")
    assert len(content) < 100_000
    with pytest.raises(InvalidInput, match="more than 500,000 texts"):
        list(rows_of(content))


@pytest.mark.django_db
def test_nothing_is_left_of_a_table_that_cannot_be_read() -> None:
    with pytest.raises(InvalidInput):
        check_file(None, "partners", name="a.xlsx", content=BROKEN["encrypted"])
    assert not TableImport.objects.exists()


def test_one_word_a_thousand_times_is_compared_as_fast_as_any() -> None:
    before, after = "a " * 1990, "a, " * 1300
    pieces = word_pieces(before, after)
    assert "".join(each.text for each in pieces if each.operation != "added") == before
    assert "".join(each.text for each in pieces if each.operation != "removed") == after
    paragraphs = [Paragraph(str(n), "", f"{n} " + "the of " * 600) for n in range(60)]
    typed = "\n\n".join(f"{n} more " + "of the " * 600 for n in range(60))
    assert len(carried(paragraphs, [("", typed)], new_key=lambda: "new")) == 60


@pytest.mark.django_db
def test_a_place_reads_no_title_of_a_partnership_that_it_may_not_see() -> None:
    one, two = PersonFactory.create_batch(2)
    key = agreed_partnership(one, two)
    Partnership.objects.update(title="The quiet agreement")
    held = CourseDraft(title="Reading news", subject="media literacy", partnership_id=key)
    course = plan_course(one, held)
    client = signed_in(PersonFactory(role=Role.PLACE))
    page = client.get(course.get_absolute_url())
    assert client.get(f"/partners/partnerships/{key}/").status_code == 404
    assert (page.status_code, b"quiet agreement" in page.content) == (200, False)
    assert b"quiet agreement" in signed_in(one).get(course.get_absolute_url()).content


@pytest.mark.django_db
def test_the_progress_of_many_objectives_takes_as_many_queries_as_that_of_one(
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    keeper = CoordinatorFactory()
    [concern_id] = raised(keeper)
    plan = prevention.add_plan(keeper, PreventionDraft(title="Plan"))
    for n in range(12):
        draft = ObjectiveDraft(level="primary", title=f"Path {n}", concern_ids=(concern_id,))
        prevention.add_objective(keeper, plan.pk, draft)
    counts = counts_by_objective(keeper, plan)
    assert len(counts) == 12
    for key, figures in counts.items():
        assert [each.count for each in figures] == [
            list_of(keeper, plan, each.what, objective=key).count() for each in figures
        ]
    client = signed_in(keeper)
    with django_assert_max_num_queries(40):
        page = client.get(reverse("partners:prevention_progress", args=[plan.pk]))
    assert page.status_code == 200
