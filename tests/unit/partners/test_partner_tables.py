"""The directory goes out as a table and comes back: checked, imported, stopped, resumed, taken back."""

from __future__ import annotations

import json
import uuid
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from commonweal.partners.actions import directory as entries
from commonweal.partners.actions import imports as acts
from commonweal.partners.actions.partner_tables import TABLE
from commonweal.partners.cli import partners
from commonweal.partners.engine.directory import EntryDraft, ServiceDraft
from commonweal.partners.engine.tables import write_csv, write_xlsx
from commonweal.partners.models import ImportLine, Profile, TableImport
from commonweal.partners.queries.directory import WantedPartners
from commonweal.partners.queries.imports import words_of
from commonweal.partners.queries.partner_tables import partner_cells
from commonweal.rights.models import Organisation, Person, TrailEntry
from factories import CoordinatorFactory, OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db
ENTRY = EntryDraft(
    short_name="=1+1", other_names=("a", "b"), kind="media", is_youth=True, mandate="One.\r\nTwo.",
    languages=("sq", "en"), website="https://radio.example.org/",
)  # fmt: skip


@pytest.fixture
def coordinator() -> Person:
    return CoordinatorFactory()


def exported(person: Person) -> bytes:
    return b"".join(write_csv(TABLE, partner_cells(person, WantedPartners())))


def imported(person: Person, content: bytes, *, only_good: bool = False) -> TableImport:
    run = acts.check_file(person, "partners", name="partners.csv", content=content)
    ahead = acts.foresee(run)
    acts.begin(person, run.pk, only_good=only_good)
    assert acts.work(run.pk) is False
    run.refresh_from_db()
    # What was said before the button is what came of it.
    done = dict(run.lines.exclude(outcome="left").values_list("number", "outcome"))
    assert {number: ahead[number].would for number in done} == done
    return run


def outcomes(run: TableImport) -> list[str]:
    return list(run.lines.values_list("outcome", flat=True))


def test_out_in_and_out_again_is_the_same_to_the_byte(coordinator: Person) -> None:
    radio = OrganisationFactory(name='Radio "Riverside", East')
    entries.describe(coordinator, radio.pk, ENTRY)
    OrganisationFactory(name="Without an entry")
    content = exported(coordinator)
    run = imported(coordinator, content)
    assert set(outcomes(run)) == {"same"}
    assert exported(coordinator) == content
    # Into an empty entry as well.
    Profile.objects.all().delete()
    assert sorted(outcomes(imported(coordinator, content))) == ["changed", "same", "same"]
    assert exported(coordinator) == content
    assert Profile.objects.count() == 1


def test_excel_comes_back_too(coordinator: Person) -> None:
    radio = OrganisationFactory(name="Radio")
    entries.describe(coordinator, radio.pk, ENTRY)
    before = exported(coordinator)
    sheet = write_xlsx(TABLE, partner_cells(coordinator, WantedPartners()))
    Profile.objects.all().delete()
    imported(coordinator, sheet)
    assert exported(coordinator) == before


def test_lines_add_change_and_leave(coordinator: Person) -> None:
    radio = OrganisationFactory(name="Radio")
    entries.describe(coordinator, radio.pk, ENTRY)
    content = f"id,name,area\n{radio.pk},Radio East,Hill\n,New school,Valley\n,RADIO,\n".encode()
    run = acts.check_file(coordinator, "partners", name="x.csv", content=content)
    assert not Organisation.objects.filter(name="New school").exists()
    acts.begin(coordinator, run.pk)
    acts.work(run.pk)
    assert Organisation.objects.get(pk=radio.pk).name == "Radio East"
    assert outcomes(run) == ["changed", "added", "left"]
    assert "An earlier line" in run.lines.last().why
    profile = Profile.objects.get(organisation=radio)
    # What the file has no column for stays.
    assert (profile.mandate, profile.kind) == (ENTRY.mandate.replace("\r\n", "\n"), "media")
    assert Profile.objects.get(organisation__name="New school").area == "Valley"


def test_a_line_without_id_changes_the_partner_of_its_name(coordinator: Person) -> None:
    radio = OrganisationFactory(name="Žene")
    run = imported(coordinator, "name,area\nŽene,Hill\n".encode())
    assert outcomes(run) == ["changed"]
    assert Profile.objects.get(organisation=radio).area == "Hill"


def test_what_is_wrong_is_said_by_line_and_column_and_nothing_is_imported(
    coordinator: Person,
) -> None:
    OrganisationFactory(name="Taken")
    own = OrganisationFactory(name="Own")
    lost = uuid.uuid4()
    content = (
        "id,name,kind,languages,website,mandate\n"
        ",Good,media,sq,,\n"
        ",Club,club,Klingonese people,ftp://x,=1+1\n"
        f"{own.pk},Taken,,,,\n"
        f"{lost},Lost,,,,\n"
    ).encode()
    run = acts.check_file(coordinator, "partners", name="x.csv", content=content)
    assert (run.total, run.bad, run.state) == (4, 3, "checked")
    said = {
        (line.number, each["column"]): words_of(each)
        for line in run.lines.all()
        for each in line.faults
    }
    assert set(said) == {(3, "kind"), (3, "languages"), (3, "website"), (3, "mandate"), (4, "name"), (5, "id")}  # fmt: skip
    assert "“club” is none of: government" in said[3, "kind"]
    assert "“Klingonese people” is no language" in said[3, "languages"]
    assert "holds a formula (=1+1)" in said[3, "mandate"]
    assert "name of another partner" in said[4, "name"]
    with pytest.raises(Conflict, match="3 lines cannot be imported"):
        acts.begin(coordinator, run.pk)
    acts.begin(coordinator, run.pk, only_good=True)
    acts.work(run.pk)
    assert outcomes(run) == ["added", "left", "left", "left"]
    assert not Organisation.objects.filter(name__in=["Club", "Lost"]).exists()


def test_every_code_of_a_fault_has_words() -> None:
    faults = [
        {"code": "formula", "facts": {"value": "=1"}}, {"code": "control", "facts": {}},
        {"code": "missing", "facts": {}}, {"code": "long", "facts": {"count": 9, "limit": 3}},
        {"code": "choice", "facts": {"value": "x", "choices": "a"}}, {"code": "yes-no", "facts": {"value": "x", "choices": ""}},
        {"code": "date", "facts": {"value": "x"}}, {"code": "id", "facts": {"value": "x"}},
        {"code": "cells", "facts": {"count": 9, "limit": 3}}, {"code": "twice", "facts": {"value": "x", "line": 3}},
        {"code": "unknown", "facts": {"value": "x"}}, {"code": "taken", "facts": {"value": "x"}},
    ]  # fmt: skip
    for fault in faults:
        words = words_of(fault)
        assert "%" not in words
        assert words != "This value cannot be used."


def test_an_import_is_stopped_goes_on_and_no_line_is_written_twice(
    coordinator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acts, "CHUNK", 2)
    content = ("name\n" + "".join(f"School {n}\n" for n in range(5))).encode()
    run = acts.check_file(coordinator, "partners", name="x.csv", content=content)
    acts.begin(coordinator, run.pk)
    turns = iter([False, True])
    assert acts.work(run.pk, is_over=lambda: next(turns)) is True
    acts.stop(coordinator, run.pk)
    assert acts.work(run.pk) is False
    assert Organisation.objects.filter(name__startswith="School").count() == 2
    acts.resume(coordinator, run.pk)
    acts.work(run.pk)
    acts.work(run.pk)
    run.refresh_from_db()
    assert (run.state, run.through) == ("done", 5)
    assert Organisation.objects.filter(name__startswith="School").count() == 5


def test_only_one_import_runs_at_a_time(coordinator: Person) -> None:
    runs = [acts.check_file(coordinator, "partners", name="x", content=b"name\nA\n") for _ in range(2)]  # fmt: skip
    acts.begin(coordinator, runs[0].pk)
    with pytest.raises(Conflict, match="under way"):
        acts.begin(coordinator, runs[1].pk)


def test_a_whole_import_is_taken_back(coordinator: Person) -> None:
    radio = OrganisationFactory(name="Radio")
    entries.describe(coordinator, radio.pk, ENTRY)
    before = exported(coordinator)
    content = f"id,name,kind\n{radio.pk},Radio East,school\n,New,media\n".encode()
    run = imported(coordinator, content)
    assert exported(coordinator) != before
    acts.take_back(coordinator, run.pk)
    assert acts.work(run.pk) is False
    assert exported(coordinator) == before
    assert outcomes(run) == ["undone", "undone"]
    with pytest.raises(Conflict):
        acts.take_back(coordinator, run.pk)


def test_what_rests_on_it_or_was_changed_since_stays_and_is_said(coordinator: Person) -> None:
    radio, city = OrganisationFactory(name="Radio"), OrganisationFactory(name="City")
    content = (
        f"id,name,area\n{radio.pk},Radio,Hill\n{city.pk},City,Hill\n"
        ",Has people,\n,Has words,\n,Offers,\n,Free,\n"
    ).encode()
    run = imported(coordinator, content)
    entries.describe(coordinator, city.pk, EntryDraft(area="Valley"))
    PersonFactory(organisation=Organisation.objects.get(name="Has people"))
    written = Organisation.objects.get(name="Has words")
    entries.describe(coordinator, written.pk, EntryDraft(mandate="Words."))
    offers = Organisation.objects.get(name="Offers")
    entries.add_service(coordinator, offers.pk, ServiceDraft(level="primary", title="Evening"))
    acts.take_back(coordinator, run.pk)
    acts.work(run.pk)
    assert outcomes(run) == ["undone", "kept", "kept", "kept", "kept", "undone"]
    said = dict(run.lines.values_list("number", "why"))
    assert "Somebody changed it since" in said[3]
    assert "rests on it" in said[4]
    assert Organisation.objects.filter(name="Has people").exists()
    assert not Organisation.objects.filter(name="Free").exists()


def test_only_the_coordinator_imports(coordinator: Person) -> None:
    other = PersonFactory()
    with pytest.raises(NotAllowed):
        acts.check_file(other, "partners", name="x", content=b"name\nA\n")
    run = acts.check_file(coordinator, "partners", name="x", content=b"name\nA\n")
    for act in (acts.begin, acts.stop, acts.resume, acts.take_back, acts.drop):
        with pytest.raises((NotAllowed, NotFound)):
            act(other, run.pk)


def test_a_file_that_cannot_be_read_leaves_nothing(coordinator: Person) -> None:
    for content in (b'name\nA\n"B', b"name\n", b"\xff\xfe"):
        with pytest.raises(InvalidInput):
            acts.check_file(coordinator, "partners", name="x", content=content)
    assert not TableImport.objects.exists()
    assert not ImportLine.objects.exists()


def test_what_is_called_excel_and_is_none_is_said(coordinator: Person) -> None:
    with pytest.raises(InvalidInput, match=r"“hello.xlsx” is called an Excel file and is none"):
        acts.check_file(coordinator, "partners", name="hello.xlsx", content=b"hello\n1\n")
    assert not TableImport.objects.exists()


def test_a_checked_file_can_be_dropped_an_imported_one_not(coordinator: Person) -> None:
    run = acts.check_file(coordinator, "partners", name="x", content=b"name\nA\n")
    acts.drop(coordinator, run.pk)
    assert not ImportLine.objects.exists()
    with pytest.raises(Conflict):
        acts.drop(coordinator, imported(coordinator, b"name\nA\n").pk)


def test_the_pages_lead_through_it(coordinator: Person) -> None:
    client = Client()
    client.force_login(coordinator)
    file = SimpleUploadedFile("mine.csv", b"name,kind\nGood,media\nBad,club\n")
    answer = client.post(reverse("partners:imports"), {"file": file})
    assert answer.status_code == 303
    run = TableImport.objects.get()
    page = unescape(client.get(answer["Location"]).content.decode())
    assert "2 lines: 1 can be imported, in 1 something is wrong" in page
    assert "“club” is none of" in page
    report = client.get(reverse("partners:import_report", args=[run.pk])).content.decode()
    assert 'mine.csv,3,kind,"“club” is none of' in report
    client.post(reverse("partners:begin_import", args=[run.pk]))
    run.refresh_from_db()
    assert run.state == "checked"
    begin = {"only_good": "yes"}
    with_worker = client.post(reverse("partners:begin_import", args=[run.pk]), begin)
    assert with_worker.status_code == 303
    acts.work(run.pk)
    page = unescape(client.get(run.get_absolute_url()).content.decode())
    assert "Take the whole import back" in page
    answer = client.get(reverse("partners:take_back_import", args=[run.pk]))
    assert "1 that it added go away" in answer.content.decode()
    client.post(reverse("partners:take_back_import", args=[run.pk]))
    acts.work(run.pk)
    assert not Organisation.objects.filter(name="Good").exists()


def test_a_wrong_file_is_said_on_the_form(coordinator: Person) -> None:
    client = Client()
    client.force_login(coordinator)
    file = SimpleUploadedFile("mine.csv", b"nmae\nGood\n")
    answer = client.post(reverse("partners:imports"), {"file": file})
    assert answer.status_code == 422
    assert "Is it “name”?" in unescape(answer.content.decode())


def test_the_file_that_is_taken_out_is_what_the_filters_say(coordinator: Person) -> None:
    radio = OrganisationFactory(name="Radio")
    entries.describe(coordinator, radio.pk, ENTRY)
    client = Client()
    client.force_login(PersonFactory())
    out = client.get(reverse("partners:directory_csv"), {"kind": "media"})
    assert out.content.decode("utf-8-sig").count("\r\n") == 2
    assert TrailEntry.objects.filter(verb__contains="export").count() == 1
    sheet = client.get(reverse("partners:directory_excel"))
    assert sheet.content.startswith(b"PK")


# At the terminal


def terminal(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(partners, ["directory", *arguments])
    return result.exit_code, result.output


def test_the_terminal_lists_checks_and_imports(tmp_path: Path, coordinator: Person) -> None:
    radio = OrganisationFactory(name="Radio")
    entries.describe(coordinator, radio.pk, ENTRY)
    code, out = terminal("--json")
    rows = [json.loads(line) for line in out.splitlines()]
    assert (code, {row["kind"] for row in rows}) == (0, {"", "media"})
    assert "Radio  (media)" in terminal()[1]
    file = tmp_path / "mine.csv"
    file.write_bytes(b"name,kind\nGood,media\nBad,club\n")
    code, out = terminal("import", str(file), "--check")
    assert code == 1
    assert "mine.csv:3: kind: “club” is none of" in out
    assert "in 1 something is wrong; nothing was imported" in out
    assert terminal("import", str(file))[0] != 0
    assert not TableImport.objects.exists()
    code, out = terminal("import", str(file), "--only-good")
    assert code == 0
    assert "2 lines: 1 added, 1 left" in out
    assert Organisation.objects.filter(name="Good").exists()
