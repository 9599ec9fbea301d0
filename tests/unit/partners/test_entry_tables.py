"""What partners offer and how to reach them as tables: out and in the same cells, taken back as a whole."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client

from commonweal.partners.actions.directory import (
    add_contact,
    add_service,
    change_service,
    end_service,
)
from commonweal.partners.actions.entry_tables import CONTACTS, SERVICES
from commonweal.partners.actions.imports import begin, check_file, foresee, take_back, work
from commonweal.partners.engine.directory import ContactDraft, ServiceDraft
from commonweal.partners.engine.tables import write_csv, write_xlsx
from commonweal.partners.models import Contact, ImportLine, Service, TableImport
from commonweal.partners.queries.entry_tables import parts_cells
from commonweal.rights.models import Role
from factories import CoordinatorFactory, OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss() -> Any:
    return CoordinatorFactory(organisation=OrganisationFactory(name="City of Halvera"))


def service(person: Any, title: str = "An open door") -> Service:
    draft = ServiceDraft("primary", title, description="=1+1", pathway="Ring\nthe bell", languages=("sq", "en"))  # fmt: skip
    return add_service(person, person.organisation_id, draft)


def imported(boss: Any, table: str, content: bytes, *, only_good: bool = False) -> TableImport:
    run = check_file(boss, table, name=f"{table}.csv", content=content)
    ahead = foresee(run)
    begin(boss, run.pk, only_good=only_good)
    work(run.pk)
    run.refresh_from_db()
    # What was said before the button is what came of it.
    done = dict(run.lines.exclude(outcome="left").values_list("number", "outcome"))
    assert {number: ahead[number].would for number in done} == done
    return run


def outcomes(run: TableImport) -> list[str]:
    return list(run.lines.values_list("outcome", flat=True))


def undone(boss: Any, run: TableImport) -> list[str]:
    take_back(boss, run.pk)
    work(run.pk)
    return outcomes(run)


@pytest.mark.parametrize("as_excel", [False, True])
def test_what_goes_out_comes_in_and_changes_nothing(boss: Any, as_excel: bool) -> None:
    service(boss)
    add_contact(boss, boss.organisation_id, ContactDraft("school liaison", phone="+49 30 1234"))
    for table, one in (("services", SERVICES), ("contacts", CONTACTS)):
        rows = list(parts_cells(boss, table))
        content = write_xlsx(one, rows) if as_excel else b"".join(write_csv(one, rows))
        run = imported(boss, table, content)
        assert (run.bad, outcomes(run)) == (0, ["same"])
        assert list(parts_cells(boss, table)) == rows


def test_lines_add_and_change_and_the_whole_import_is_taken_back(boss: Any) -> None:
    row = service(boss)
    before = list(parts_cells(boss, "services"))
    content = (
        "id,partner,level,title,languages\n"
        f"{row.pk},city of halvera,secondary,An open door,sq\n"
        ",City of Halvera,tertiary,A way back,en\n"
        ",City of Halvera,tertiary,A way back,en\n"
    ).encode()
    run = imported(boss, "services", content)
    assert outcomes(run) == ["changed", "added", "same"]
    row.refresh_from_db()
    # A column that the file does not have stays as it is.
    assert (row.level, row.languages, row.pathway) == ("secondary", "sq", "Ring\nthe bell")
    assert undone(boss, run) == ["undone", "undone", "same"]
    assert list(parts_cells(boss, "services")) == before


def test_what_somebody_changed_since_stays(boss: Any) -> None:
    content = b"partner,level,title\nCity of Halvera,primary,One\nCity of Halvera,primary,Two\n"
    run = imported(boss, "services", content)
    one, two = Service.objects.order_by("title")
    change_service(boss, one.pk, ServiceDraft("primary", "One", for_whom="everybody"))
    end_service(boss, two.pk)
    assert undone(boss, run) == ["kept", "kept"]
    assert set(run.lines.values_list("why", flat=True)) == {
        "Somebody changed it since.",
        "It is not here any more.",
    }


def test_what_is_wrong_is_said_line_by_line_and_only_the_good_come_in(boss: Any) -> None:
    other = CoordinatorFactory(organisation=OrganisationFactory(name="Radio"))
    row = service(other, "On air")
    ended = service(boss, "Over")
    end_service(boss, ended.pk)
    content = (
        "id,partner,level,title\n"
        ",Nobody,primary,T\n"
        f"{row.pk},City of Halvera,primary,T\n"
        f"{ended.pk},City of Halvera,primary,T\n"
        ",City of Halvera,fourth,T\n"
        ",City of Halvera,primary,=SUM(A1)\n"
        ",City of Halvera,primary,Good\n"
    ).encode()
    run = imported(boss, "services", content, only_good=True)
    assert (run.total, run.bad) == (6, 5)
    wrong = {line.number: line.faults[0]["column"] for line in run.lines.exclude(faults=[])}
    assert wrong == {2: "partner", 3: "id", 4: "id", 5: "level", 6: "title"}
    assert outcomes(run) == ["left"] * 5 + ["added"]


def test_a_contact_needs_an_address_or_a_number(boss: Any) -> None:
    content = b"partner,function,email\nCity of Halvera,press,\nCity of Halvera,press,not-a-mail\nCity of Halvera,press,a@example.org\n"
    run = imported(boss, "contacts", content, only_good=True)
    assert (run.bad, outcomes(run)) == (2, ["left", "left", "added"])
    assert Contact.objects.get().email == "a@example.org"
    assert undone(boss, run) == ["left", "left", "undone"]
    assert not Contact.objects.exists()


def test_a_partner_without_an_entry_gets_one(boss: Any) -> None:
    OrganisationFactory(name="New school")
    run = imported(boss, "services", b"partner,level,title\nNew school,primary,Homework together\n")
    assert outcomes(run) == ["added"]
    assert Service.objects.get().profile.organisation.name == "New school"


def test_the_pages_hand_out_and_take_in(boss: Any) -> None:
    service(boss)
    client = Client()
    client.force_login(boss)
    for table in ("services", "contacts"):
        text = client.get(f"/partners/directory/{table}.csv").content.decode("utf-8-sig")
        assert len(list(csv.DictReader(io.StringIO(text)))) == (1 if table == "services" else 0)
        assert client.get(f"/partners/directory/{table}.xlsx").content[:2] == b"PK"
        assert client.get(f"/partners/directory/{table}/import/").status_code == 200
    file = io.BytesIO(b"partner,level,title\nCity of Halvera,primary,Tea\n")
    file.name = "services.csv"
    answer = client.post("/partners/directory/services/import/", {"file": file})
    assert answer.status_code == 303
    page = client.get(answer.url).content.decode()
    assert "1 lines, nothing is wrong in them." in page
    assert client.post(f"{answer.url}begin/").status_code == 303
    work(TableImport.objects.get().pk)
    assert ImportLine.objects.get().outcome == "added"
    page = client.get(f"{answer.url}?which=all").content.decode()
    assert "Tea" in page
    client.force_login(PersonFactory(role=Role.PARTNER))
    assert client.get("/partners/directory/services/import/").status_code == 404
