"""Recommendations go out as a table and come back, the same to the byte; a table never speaks for a partner."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commonweal.partners import public
from commonweal.partners.actions import imports as acts
from commonweal.partners.actions.keeping import erase_meetings
from commonweal.partners.actions.recommendation_tables import TABLE
from commonweal.partners.cli import partners
from commonweal.partners.engine.tables import write_csv, write_xlsx
from commonweal.partners.models import Meeting, Recommendation, TableImport
from commonweal.partners.queries.board import Wanted
from commonweal.partners.queries.imports import words_of
from commonweal.partners.queries.recommendation_tables import recommendation_cells
from commonweal.rights.models import Person
from factories import CoordinatorFactory, OrganisationFactory, PersonFactory
from factories_partners import world

pytestmark = pytest.mark.django_db
COLUMNS = (
    "reference,title,text,source_body,source_meeting_uid,document_symbol,paragraph,date,addressee,position,cluster,"
    "affected_groups,sdg_targets,lead,supporting,progress,self_assessed_on,independent_assessment,evidence_urls"
)
LINE = (
    'R-1,Ramp,"=Build, please",Treaty body,uid-7,A/1,12,2024-03-01,Harbour Office,supported,Access,'
    '"women; youth",5.5,Harbour Office,,implemented,2025-01-01,Nobody asked us.,https://a.example/'
)


def cells(person: Person) -> list[dict[str, str]]:
    return list(recommendation_cells(person, Wanted(), today=timezone.localdate()))


def exported(person: Person) -> bytes:
    return b"".join(write_csv(TABLE, cells(person)))


def imported(person: Person, content: bytes, *, only_good: bool = False) -> TableImport:
    run = acts.check_file(person, "recommendations", name="r.csv", content=content)
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


def faults(person: Person, content: str) -> list[str]:
    run = acts.check_file(person, "recommendations", name="r.csv", content=content.encode())
    found = [words_of(each) for line in run.lines.all() for each in line.faults]
    acts.drop(person, run.pk)
    return found


def file_of(*lines: str) -> str:
    return "\n".join((COLUMNS, *lines)) + "\n"


def test_the_columns_are_those_of_the_format() -> None:
    assert ",".join(column.key for column in TABLE.columns) == COLUMNS


def test_out_in_and_out_again_is_the_same_to_the_byte_here_and_elsewhere() -> None:
    small = world(text="Keep it open,\nalso “at night”.")
    small.do()
    world(text="Publish the plan.")
    content = exported(small.coordinator)
    assert content.count(b"\r\n") >= 3
    assert set(outcomes(imported(small.coordinator, content))) == {"same"}
    assert exported(small.coordinator) == content
    # In another workspace nobody has said anything; the table still says what it said.
    erase_meetings(list(Meeting.objects.values_list("pk", flat=True)))
    assert Recommendation.objects.count() == 0
    assert set(outcomes(imported(small.coordinator, content))) == {"added"}
    assert sorted(exported(small.coordinator).splitlines()) == sorted(content.splitlines())
    again = exported(small.coordinator)
    assert set(outcomes(imported(small.coordinator, again))) == {"same"}
    assert exported(small.coordinator) == again
    sheet = write_xlsx(TABLE, cells(small.coordinator))
    assert set(outcomes(imported(small.coordinator, sheet))) == {"same"}


def test_a_table_does_not_speak_for_a_partner(client: Client) -> None:
    coordinator = CoordinatorFactory()
    OrganisationFactory(name="Harbour Office")
    line = LINE.replace('"=Build, please"', "Build the ramp")
    imported(coordinator, file_of(line).encode())
    row = Recommendation.objects.get()
    assert (row.progress_now, row.position_now) == ("not-started", None)
    assert row.affected == ["women", "youth"]
    client.force_login(coordinator)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "Brought in by a table; there is no document. The table dates it 2024-03-01." in page
    assert "as the table said that came in" in page
    assert "Not answered yet" in page
    [out] = cells(coordinator)
    assert (out["position"], out["progress"]) == ("supported", "implemented")


def test_what_a_partner_said_here_stands_before_what_a_table_says() -> None:
    small = world()
    public.answer(
        small.addressee, small.recommendation_id, public.AnswerDraft("not-agreed", "No money.")
    )
    content = exported(small.coordinator).decode()
    changed = content.replace("not_agreed", "supported")
    assert changed != content
    [words] = faults(small.coordinator, changed)
    assert "not_agreed" in words
    [words] = faults(small.coordinator, content.replace("step-free", "closed"))
    assert "what was asked" in words


def test_what_is_sorted_changes_and_goes_back_with_the_import() -> None:
    small = world()
    row = cells(small.coordinator)[0] | {"cluster": "Entrances", "affected_groups": "youth"}
    run = imported(small.coordinator, b"".join(write_csv(TABLE, [row])))
    assert outcomes(run) == ["changed"]
    assert Recommendation.objects.get().cluster == "Entrances"
    acts.take_back(small.coordinator, run.pk)
    acts.work(run.pk)
    assert Recommendation.objects.get().cluster == ""
    assert outcomes(run) == ["undone"]


def test_an_import_is_taken_back_with_the_meetings_it_made_but_not_what_was_answered() -> None:
    coordinator = CoordinatorFactory()
    small = world()
    office = OrganisationFactory(name="Harbour Office")
    lines = [
        LINE.replace('"=Build, please"', f"Build ramp {n}").replace("R-1", f"R-{n}")
        for n in range(3)
    ]
    other = LINE.replace('"=Build, please"', "Elsewhere").replace("R-1", "R-9").replace("uid-7", "")
    run = imported(coordinator, file_of(*lines, other).encode())
    assert outcomes(run) == ["added"] * 4
    assert Meeting.objects.count() == 3
    assert list(Meeting.objects.get(recommendations__reference="R-2").recommendations.values_list("number", flat=True).order_by("number")) == [1, 2, 3]  # fmt: skip
    small.addressee.organisation = office
    answered = Recommendation.objects.get(reference="R-1")
    Recommendation.objects.filter(pk=answered.pk).update(addressee=world().addressee.organisation)
    answered.refresh_from_db()
    person = Person.objects.filter(organisation=answered.addressee).first()
    public.answer(person, answered.pk, public.AnswerDraft("supported"))
    acts.take_back(coordinator, run.pk)
    acts.work(run.pk)
    assert sorted(outcomes(run)) == ["kept", "undone", "undone", "undone"]
    assert not Meeting.objects.filter(recommendations__reference="R-9").exists()
    assert Recommendation.objects.filter(reference="R-1").exists()


def test_what_is_wrong_is_said_with_what_to_do() -> None:
    coordinator = CoordinatorFactory()
    good = LINE.replace('"=Build, please"', "Build")
    said = faults(coordinator, file_of(LINE, good.replace("R-1", "R-2")))
    assert any("formula" in each for each in said)
    assert any("No partner is called “Harbour Office”" in each for each in said)
    OrganisationFactory(name="Harbour Office")
    wrong = (
        good.replace("supported", "maybe")
        .replace("2024-03-01", "1 March")
        .replace("women", "believers")
    )
    said = faults(coordinator, file_of(wrong))
    assert any("maybe" in each and "pending" in each for each in said)
    assert any("2026-03-31" in each for each in said)
    assert any("believers" in each for each in said)


def test_the_pages_hand_it_out_and_take_it_in(client: Client) -> None:
    small = world()
    client.force_login(small.coordinator)
    table = client.get(reverse("partners:board_csv") + "?answer=none").content
    assert table.decode("utf-8-sig").startswith(COLUMNS)
    assert client.get(reverse("partners:board_excel")).content.startswith(b"PK")
    page = client.get(reverse("partners:import_recommendations")).content.decode()
    assert "Hand a table of recommendations in" in page
    file = SimpleUploadedFile("r.csv", table)
    answer = client.post(reverse("partners:import_recommendations"), {"file": file})
    assert answer.status_code == 303
    run = TableImport.objects.get()
    assert run.table == "recommendations"
    page = client.get(run.get_absolute_url() + "?which=all").content.decode()
    assert "step-free" in page
    # Each kind of table lists its own imports.
    assert "r.csv" not in client.get(reverse("partners:imports")).content.decode()
    client.force_login(small.addressee)
    assert client.get(reverse("partners:board_csv")).status_code == 200
    assert client.get(reverse("partners:import_recommendations")).status_code in {403, 404}


def test_what_an_older_file_would_undo_is_said_before_it_is_imported(client: Client) -> None:
    small = world()
    client.force_login(small.coordinator)
    older = client.get(reverse("partners:board_csv")).content
    row = Recommendation.objects.get(pk=small.recommendation_id)
    row.reference, row.cluster = "R-1", "Access"
    row.save()
    # Taken out before it was put into a cluster; a line is added by hand.
    lines = older.decode().replace(str(row.pk), "R-1")
    run = acts.check_file(
        small.coordinator, "recommendations", name="old.csv", content=lines.encode()
    )
    page = unescape(client.get(run.get_absolute_url()).content.decode())
    assert "Would change what is here: 1" in page
    assert "<strong>cluster</strong>: “Access” becomes “nothing”" in page
    assert "1 line would empty something that stands here" in page
    assert Recommendation.objects.get(pk=row.pk).cluster == "Access"
    assert "Import all lines" in page
    fresh = client.get(reverse("partners:board_csv")).content
    run = acts.check_file(small.coordinator, "recommendations", name="new.csv", content=fresh)
    page = client.get(run.get_absolute_url()).content.decode()
    assert "Is so already: 1" in page
    assert "would empty" not in page
    assert "Would change what is here" not in page


def test_a_line_without_a_reference_is_new_goes_out_with_one_and_goes_back() -> None:
    coordinator = CoordinatorFactory()
    OrganisationFactory(name="Harbour Office")
    new = LINE.replace('"=Build, please"', "Build").replace("R-1", "")
    content = file_of(new, new.replace("Build", "Mend")).encode()
    run = imported(coordinator, content)
    assert outcomes(run) == ["added", "added"]
    rows = {row.text: row for row in Recommendation.objects.all()}
    assert {row.reference for row in rows.values()} == {""}
    again = exported(coordinator)
    assert {each["reference"] for each in cells(coordinator)} == {
        str(row.pk) for row in rows.values()
    }
    assert outcomes(imported(coordinator, again)) == ["same", "same"]
    # The file that brought them in adds nothing a second time.
    assert outcomes(imported(coordinator, content)) == ["same", "same"]
    no_column = b"text,addressee\nPaint,Harbour Office\n"
    assert outcomes(imported(coordinator, no_column)) == ["added"]
    acts.take_back(coordinator, run.pk)
    acts.work(run.pk)
    assert outcomes(run) == ["undone", "undone"]
    assert [row.text for row in Recommendation.objects.all()] == ["Paint"]


def test_an_import_stands_with_the_recommendations_and_its_old_address_leads_there(
    client: Client,
) -> None:
    small = world()
    client.force_login(small.coordinator)
    assert "leave the reference empty" in client.get(reverse("partners:import_recommendations")).content.decode()  # fmt: skip
    run = acts.check_file(small.coordinator, "recommendations", name="r.csv", content=exported(small.coordinator))  # fmt: skip
    address = f"/partners/recommendations/imports/{run.pk}/"
    assert run.get_absolute_url() == address
    page = client.get(address + "?which=all").content.decode()
    assert f'action="{address}begin/"' in page
    for tail in ("", "?which=all", "report.csv", "back/"):
        moved = client.get(f"/partners/directory/imports/{run.pk}/{tail}")
        assert (moved.status_code, moved["Location"]) == (301, address + tail)
    begun = client.post(address + "begin/")
    assert (begun.status_code, begun["Location"]) == (303, address)
    acts.work(run.pk)
    assert client.post(address + "back/")["Location"] == address
    wrong = SimpleUploadedFile("w.csv", b"a,b\n1,2\n")
    answer = client.post(reverse("partners:import_recommendations"), {"file": wrong})
    said = answer.content.decode()
    assert answer.status_code == 422
    for words in (
        "“a” is none",
        "“b” is none",
        "The column “text” is missing",
        "The column “addressee” is missing",
    ):
        assert f"<li>{words}" in said


# At the terminal


def terminal(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(partners, list(arguments))
    return result.exit_code, result.output + str(result.exception or "")


@pytest.mark.parametrize("name", ["asked.csv", "asked.XLSX"])
def test_the_terminal_takes_all_out_and_the_same_file_in_again(name: str, tmp_path: Path) -> None:
    small = world(text="=Keep it open")
    small.do()
    file = tmp_path / name
    assert "1 recommendations" in terminal("recommendations", "export", str(file))[1]
    assert (file.read_bytes()[:2] == b"PK") is (name != "asked.csv")
    email = small.coordinator.email
    code, out = terminal("recommendations", "import", str(file), "--as", email.upper())
    assert (code, "1 lines: 1 same" in out) == (0, True), out
    assert (
        "cannot be written" in terminal("recommendations", "export", str(tmp_path / "no" / "x"))[1]
    )


def test_the_terminal_checks_by_line_takes_the_good_ones_and_takes_them_back(
    tmp_path: Path,
) -> None:
    boss = CoordinatorFactory()
    OrganisationFactory(name="Harbour Office")
    file = tmp_path / "asked.csv"
    good = LINE.replace("=Build", "Build")
    wrong = good.replace("R-1", "R-2").replace("Harbour", "Moon")
    file.write_text(file_of(good, wrong), encoding="utf-8")
    code, out = terminal("recommendations", "import", str(file), "--check")
    assert code == 1
    assert "asked.csv:3: addressee: No partner is called “Moon Office”" in out
    assert "in 1 something is wrong; nothing was imported" in out
    for arguments, why in (
        ((), "with --as"),
        (("--as", "nobody@example.org"), "Nobody signs in as"),
        (("--as", PersonFactory().email), "Only the co-ordinator"),
        (("--as", boss.email), "import the good ones only"),
    ):
        code, out = terminal("recommendations", "import", str(file), *arguments)
        assert code != 0
        assert why in out
    assert not TableImport.objects.exists()
    code, out = terminal("recommendations", "import", str(file), "--as", boss.email, "--only-good")
    assert (code, "2 lines: 1 added, 1 left" in out) == (0, True), out
    row = Recommendation.objects.get()
    assert (row.marked_by, row.marked_for) == (boss, boss.organisation)
    [run] = TableImport.objects.all()
    assert f"undo-import {run.pk}" in out
    code, out = terminal("undo-import", str(run.pk))
    assert (code, "1 left, 1 undone" in out) == (0, True), out
    assert not Recommendation.objects.exists()
    assert terminal("undo-import", str(run.pk))[0] != 0
