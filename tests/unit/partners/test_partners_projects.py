"""Projects: no beginning without the check, money entered once, who funds what where, and no person in what goes out."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from urllib.parse import urljoin

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import etree, html
from openpyxl import load_workbook

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from commonweal.partners.actions import project_money, projects
from commonweal.partners.actions.keeping_projects import erase_projects, projects_under_way
from commonweal.partners.cli import partners
from commonweal.partners.engine.projects import (
    BudgetDraft,
    RoleDraft,
    TransactionDraft,
    currency_code,
    identifier,
)
from commonweal.partners.models import HarmCheck, PartnerReference, Project
from commonweal.partners.public import today_items
from commonweal.partners.queries.projects import (
    WantedProjects,
    gaps_of,
    project_cells,
    project_of,
    sums_of,
)
from commonweal.partners.queries.projects import projects as listed
from commonweal.rights.models import Person, Role, TrailEntry
from factories import CoordinatorFactory, PersonFactory
from factories_partnerships import harmless
from factories_plan import funded_project, project_draft


@pytest.fixture
def keeper(db: None) -> Person:
    return PersonFactory()


@pytest.fixture
def funder(db: None) -> Person:
    return PersonFactory(role=Role.DONOR)


def test_a_project_does_not_begin_without_the_check(keeper: Person, funder: Person) -> None:
    row = funded_project(keeper, funder)
    with pytest.raises(Conflict, match="do-no-harm check is missing") as refused:
        projects.move_project(keeper, row.pk, "2")
    assert "/partners/" not in refused.value.message
    assert refused.value.way_on is not None
    assert refused.value.way_on.href == f"/partners/harm/project/{row.pk}/"
    harmless(keeper, "project", row.pk)
    moved = projects.move_project(keeper, row.pk, "2")
    assert (moved.state, moved.actual_start) == ("2", timezone.localdate())
    with pytest.raises(Conflict, match="cannot become that"):
        projects.move_project(keeper, row.pk, "1")
    with pytest.raises(InvalidInput, match="Write the reason"):
        projects.move_project(keeper, row.pk, "6")
    projects.move_project(keeper, row.pk, "6", reason="The kitchen burnt.")
    HarmCheck.objects.update(done_at=timezone.now() - timedelta(days=400))
    with pytest.raises(Conflict, match="more than a year old"):
        projects.move_project(keeper, row.pk, "2")
    texts = [each.text for each in today_items(keeper, since=None)]
    assert "Make the do-no-harm check: Kitchens of the quarter" in texts


def test_an_identifier_is_once_and_stays_once_it_began(keeper: Person, funder: Person) -> None:
    row = funded_project(keeper, funder)
    with pytest.raises(Conflict, match="another project already"):
        projects.add_project(PersonFactory(), project_draft())
    other = projects.add_project(keeper, project_draft(iati_identifier="XM-HAL-1-B"))
    with pytest.raises(Conflict, match="another project already"):
        projects.change_project(keeper, other.pk, project_draft())
    harmless(keeper, "project", row.pk)
    projects.move_project(keeper, row.pk, "2")
    with pytest.raises(Conflict, match="stays, others refer to it"):
        projects.change_project(keeper, row.pk, project_draft(iati_identifier="XM-HAL-1-C"))
    with pytest.raises(Conflict, match="has begun"):
        projects.take_role(keeper, row.pk, row.roles.first().pk)
    for wrong in ("nohyphen", "XM HAL-1", "XM/HAL-1"):
        with pytest.raises(InvalidInput, match="is no IATI identifier"):
            identifier(wrong)
    for wrong in ("EURO", "E1", ""):
        with pytest.raises(InvalidInput, match="is no code of a currency"):
            currency_code(wrong)


def test_money_that_asks_for_persons_is_refused(keeper: Person, funder: Person) -> None:
    row = projects.add_project(keeper, project_draft())
    draft = RoleDraft(funder.organisation_id, "1", asks_for_persons=True)
    with pytest.raises(InvalidInput, match="nobody’s informant"):
        projects.set_role(keeper, row.pk, draft)
    projects.set_role(keeper, row.pk, RoleDraft(funder.organisation_id, "1", ref="XM-FUND-9"))
    other = RoleDraft(keeper.organisation_id, "4", ref="XM-FUND-9")
    with pytest.raises(Conflict, match="another partner’s"):
        projects.set_role(keeper, row.pk, other)
    # Another partner's identifier is not for whoever names it in a project.
    written_anew = RoleDraft(funder.organisation_id, "1", ref="XM-FUND-10")
    with pytest.raises(Conflict, match="XM-FUND-9 here"):
        projects.set_role(keeper, row.pk, written_anew)
    projects.set_role(CoordinatorFactory(), row.pk, written_anew)
    assert PartnerReference.objects.get().ref == "XM-FUND-10"


def test_money_is_entered_once_and_withdrawn_with_a_reason(keeper: Person, funder: Person) -> None:
    row = funded_project(keeper, funder)
    today = timezone.localdate()
    project_money.enter_transaction(
        keeper, row.pk, TransactionDraft("4", today, Decimal("100.10"), "USD")
    )
    found = {each.currency: each for each in sums_of(project_of(keeper, row.pk))}
    assert (found["EUR"].budget, found["EUR"].came_in) == (Decimal("12000.50"), Decimal(6000))
    assert (found["USD"].spent, found["USD"].came_in) == (Decimal("100.10"), Decimal(0))
    late = TransactionDraft("4", today + timedelta(days=1), Decimal(1), "EUR")
    with pytest.raises(InvalidInput, match="is to come"):
        project_money.enter_transaction(keeper, row.pk, late)
    with pytest.raises(InvalidInput, match="less than nothing"):
        project_money.add_budget(keeper, row.pk, BudgetDraft(today, today, Decimal(-1), "EUR"))
    with pytest.raises(InvalidInput, match="more than a year"):
        project_money.add_budget(
            keeper, row.pk, BudgetDraft(today, today + timedelta(days=367), Decimal(1), "EUR")
        )
    with pytest.raises(InvalidInput, match="not before the first"):
        project_money.add_phase(
            keeper, row.pk, title="A", start=today, end=today - timedelta(days=1)
        )
    came = row.transactions.get(kind="1")
    with pytest.raises(NotAllowed):
        project_money.withdraw_transaction(PersonFactory(), came.pk, reason="x")
    project_money.withdraw_transaction(keeper, came.pk, reason="Twice.")
    with pytest.raises(Conflict, match="already"):
        project_money.withdraw_transaction(keeper, came.pk, reason="Twice.")
    whole = project_of(keeper, row.pk)
    assert any("No money that came in" in each for each in gaps_of(whole))
    result = row.results.get()
    project_money.measure_result(
        keeper, result.pk, actual=Decimal(12), on=today, comment="The bus."
    )
    result.refresh_from_db()
    assert (result.actual, result.comment) == (Decimal(12), "The bus.")
    with pytest.raises(InvalidInput, match="another one now"):
        project_money.measure_result(keeper, result.pk, actual=Decimal(14), on=today)
    project_money.measure_result(
        keeper, result.pk, actual=Decimal(14), on=today, comment="Two came late."
    )
    entry = TrailEntry.objects.filter(verb=project_money.MEASURED.key).latest("pk")
    assert (entry.facts["before"], entry.facts["value"]) == ("12.00", "14.00")


def test_a_donor_sees_its_own_projects_alone(keeper: Person, funder: Person) -> None:
    row = funded_project(keeper, funder)
    other = projects.add_project(
        PersonFactory(), project_draft(title="Theirs", iati_identifier="XM-X-2")
    )
    assert list(listed(funder, WantedProjects())) == [row]
    assert set(listed(PersonFactory(), WantedProjects())) == {row, other}
    with pytest.raises(NotFound):
        project_of(funder, other.pk)
    client = Client()
    client.force_login(funder)
    for name, args in (("projects", []), ("project", [row.pk]), ("project_iati", [row.pk])):
        assert client.get(reverse(f"partners:{name}", args=args)).status_code == 200
    assert client.get(other.get_absolute_url()).status_code == 404
    assert "Theirs" not in client.get(reverse("partners:projects")).content.decode()


def test_filters_ask_who_funds_what_where(keeper: Person, funder: Person) -> None:
    row = funded_project(keeper, funder)
    for wanted, is_there in (
        (WantedProjects(funder=funder.organisation_id), True),
        (WantedProjects(doer=keeper.organisation_id), True),
        (WantedProjects(funder=keeper.organisation_id), False),
        (WantedProjects(where="halv"), True),
        (WantedProjects(where="Atlantis"), False),
        (WantedProjects(sector="15150", state="1"), True),
        (WantedProjects(sector="15132"), False),
        (WantedProjects(state="2"), False),
    ):
        assert (list(listed(keeper, wanted)) == [row]) is is_there, wanted


def _plain(value: object) -> str:
    if isinstance(value, int | float):
        return f"{value:.2f}"
    return value.date().isoformat() if isinstance(value, datetime) else str(value or "")


def test_money_in_another_currency_has_a_line_of_its_own_and_too_much_is_said(
    keeper: Person, funder: Person
) -> None:
    row = funded_project(keeper, funder)
    stranger = PersonFactory().organisation
    today = timezone.localdate()
    came = TransactionDraft("1", today, Decimal("99999.00"), "USD", "", stranger.pk)
    project_money.enter_transaction(keeper, row.pk, came)
    euros, dollars = project_cells(keeper, WantedProjects())
    assert (euros["currency"], euros["came_in"]) == ("EUR", "6000.00")
    assert (dollars["currency"], dollars["came_in"], dollars["budget"]) == (
        "USD",
        "99999.00",
        "0.00",
    )
    assert euros["chain_complete"] == "no"
    said = gaps_of(project_of(keeper, row.pk))
    assert f"Money came in from who is not named as a funder: {stranger.name}" in said
    assert "More came in than is budgeted, in USD" in said


def test_what_goes_out_equals_the_list_and_names_no_person(keeper: Person, funder: Person) -> None:
    row = funded_project(keeper, funder)
    keeper.name = "Zdenka Unmistakable"
    keeper.save()
    client = Client()
    client.force_login(keeper)
    sheet = load_workbook(io.BytesIO(client.get(reverse("partners:projects_excel")).content)).active
    lines = list(sheet.iter_rows(values_only=True))
    cells = dict(zip(lines[0], lines[1], strict=True))
    [told] = project_cells(keeper, WantedProjects())
    assert {name: _plain(value) for name, value in cells.items()} == dict(told)
    # Amounts and days are what a spreadsheet reckons with.
    assert (cells["budget"], cells["came_in"], cells["chain_complete"]) == (12000.5, 6000, "yes")
    assert cells["planned_start"].date() == row.planned_start
    written = client.get(reverse("partners:projects_iati")).content
    root = etree.fromstring(written)
    assert root.findtext("iati-activity/iati-identifier") == row.iati_identifier
    page = client.get(row.get_absolute_url()).content.decode()
    assert "From who gives the money to who does the work." in page
    for content in (written.decode(), str(lines)):
        assert "Unmistakable" not in content
        assert keeper.email not in content


def test_the_pages_make_a_project_and_refuse_to_begin_it(keeper: Person) -> None:
    client = Client()
    client.force_login(keeper)
    typed = {
        "title": "Kitchens", "text": "T", "theory": "If", "harm_indicator": "H",
        "iati_identifier": "XM-HAL-1-K", "planned_start": "2026-01-01", "currency": "eur",
    }  # fmt: skip
    assert client.post(reverse("partners:add_project"), typed).status_code == 303
    row = Project.objects.get()
    assert row.currency == "EUR"
    state = reverse("partners:move_project", args=[row.pk])
    refused = client.post(state, {"state": "2", "seen": row.version})
    assert refused.status_code == 409
    page = refused.content.decode()
    assert "do-no-harm check is missing" in page
    assert f'<a href="/partners/harm/project/{row.pk}/">Go to the do-no-harm check</a>' in page
    own = str(keeper.organisation_id)
    today = timezone.localdate().isoformat()
    for name, values in (
        ("set_role", {"partner": own, "role": "4"}),
        ("add_phase", {"title": "P", "start": today, "end": today}),
        ("add_budget", {"start": today, "end": today, "value": "5", "currency": "EUR"}),
        ("enter_transaction", {"kind": "4", "on": today, "value": "5", "currency": "EUR"}),
        (
            "add_result",
            {
                "kind": "1", "title": "R", "indicator": "I", "baseline": "0", "baseline_on": "2026-01-01",
                "target": "3", "target_on": "2027-01-01",
            },
        ),
    ):  # fmt: skip
        answer = client.post(reverse(f"partners:{name}", args=[row.pk]), values)
        assert answer.status_code == 303, name
    page = client.get(row.get_absolute_url()).content.decode()
    assert "Nobody is named who funds it." in page
    actual = reverse("partners:measure_result", args=[row.results.get().pk])
    assert client.post(actual, {"actual": "1", "on": today, "seen": 1}).status_code == 303
    taken = reverse("partners:take_role", args=[row.pk, row.roles.get().pk])
    assert client.post(taken).status_code == 303
    assert not row.roles.exists()


def test_it_is_erased_whole_and_kept_while_it_runs(keeper: Person, funder: Person) -> None:
    row = funded_project(keeper, funder)
    harmless(keeper, "project", row.pk)
    assert projects_under_way([row.pk]) == {row.pk}
    erase_projects([row.pk])
    assert not Project.objects.exists()
    assert not HarmCheck.objects.exists()


def test_the_terminal_writes_all_projects(keeper: Person, funder: Person, tmp_path: Path) -> None:
    row = funded_project(keeper, funder)
    file = tmp_path / "projects.xml"
    done = CliRunner().invoke(partners, ["iati", str(file)])
    assert done.exit_code == 0
    root = etree.fromstring(file.read_bytes())
    assert [each.text for each in root.iter("iati-identifier")] == [row.iati_identifier]


def test_a_donor_finds_its_projects_from_its_first_page_and_every_link_opens(
    keeper: Person, funder: Person, client: Client
) -> None:
    row = funded_project(keeper, funder)
    client.force_login(funder)
    first = client.get("/").content.decode()
    assert "Projects you fund or have a part in: 1" in first
    assert f'<a href="{reverse("partners:projects")}">Partners</a>' in first
    seen: set[str] = set()
    open_now = [reverse("partners:projects")]
    rooms = ("/partners/", "/agreed/", "/room/")
    while open_now:
        page = client.get(open_now.pop(), follow=True)
        assert page.status_code == 200, page.request["PATH_INFO"]
        here = page.request["PATH_INFO"]
        if "html" not in page["Content-Type"] or not here.startswith(rooms):
            continue
        for link in html.fromstring(page.content).xpath("//main//a/@href | //nav//a/@href"):
            path = urljoin(here, link.split("#")[0])
            if path.startswith("/") and path not in seen:
                seen.add(path)
                open_now.append(path)
    ways = ("projects", "figures", "agreed", "public_room", "projects_iati", "projects_excel")
    assert {row.get_absolute_url(), *(reverse(f"partners:{each}") for each in ways)} <= seen
    lacks = "The record for IATI has no sector yet"
    assert lacks not in client.get(row.get_absolute_url()).content.decode()
    Project.objects.update(sector="")
    assert lacks in client.get(row.get_absolute_url()).content.decode()
