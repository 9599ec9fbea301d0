"""IATI 2.03: the order and the codes of the standard, and nothing about a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from lxml import etree

from commonweal.kernel.errors import InvalidInput
from commonweal.partners.engine import iati
from commonweal.partners.engine.funding import gaps
from commonweal.partners.engine.iati_types import (
    IatiActivity,
    IatiBudget,
    IatiMoney,
    IatiOrganisation,
    IatiResult,
    IatiRole,
    IatiTransaction,
)

NOW = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)
DAY = date(2026, 5, 1)
FUNDER = IatiOrganisation("Open Square Foundation", "XM-FUND-9", "60")
DOER = IatiOrganisation("Halvera Women's <Association>", "XM-HAL-1", "22")
WHOLE = IatiActivity(
    identifier="XM-HAL-1-KITCHEN",
    reporting=DOER,
    title="Kitchens & neighbours",
    description="Three kitchens.\x00",
    language="en",
    status="2",
    dates=(("3", date(2027, 5, 1)), ("1", DAY), ("2", DAY)),
    roles=(IatiRole(FUNDER, "1", "XM-FUND-9-77"), IatiRole(DOER, "4")),
    currency="EUR",
    country="XK",
    sector="15150",
    budgets=(IatiBudget(DAY, date(2026, 12, 31), IatiMoney(Decimal("12000.50"), "EUR", DAY)),),
    transactions=(
        IatiTransaction(
            "1", DAY, IatiMoney(Decimal(6000), "EUR", DAY), "First half", FUNDER, "XM-FUND-9-77", DOER
        ),
        IatiTransaction("4", DAY, IatiMoney(Decimal("0.10"), "EUR", DAY)),
    ),
    results=(
        IatiResult(
            "2", "People meet", "people each week", "1", is_ascending=True, baseline=Decimal(0),
            baseline_on=DAY, target=Decimal("40.00"), start=DAY, end=date(2027, 5, 1),
            actual=Decimal("12.5"), comment="The bus left too early.",
        ),
        IatiResult(
            "1", "Kitchens", "kitchens", "1", is_ascending=True, baseline=Decimal(0), baseline_on=DAY,
            target=Decimal(3), start=DAY, end=date(2027, 5, 1),
        ),
    ),
)  # fmt: skip
LEAST = IatiActivity(
    identifier="XM-HAL-1-2",
    reporting=IatiOrganisation("A"),
    title="T",
    description="",
    language="en",
    status="1",
    dates=(("1", DAY),),
    roles=(IatiRole(IatiOrganisation("A"), "4"),),
    currency="EUR",
)


def read(*activities: IatiActivity) -> etree._Element:
    return etree.fromstring(iati.write(activities, now=NOW))


@pytest.mark.parametrize("activity", [WHOLE, LEAST], ids=["whole", "least"])
def test_what_stands_in_an_activity_stands_in_the_order_of_the_standard(
    activity: IatiActivity,
) -> None:
    [row] = read(activity)
    names = [each.tag for each in row]
    assert set(names) <= set(iati.ORDER)
    assert names == sorted(names, key=iati.ORDER.index)
    assert set(iati.REQUIRED) <= set(names)
    for each in row.iter():
        if each is row or not len(each):
            continue
        order = iati.INSIDE[each.tag]
        inside = [one.tag for one in each]
        assert set(inside) <= set(order), each.tag
        assert inside == sorted(inside, key=order.index), each.tag


def test_the_order_is_that_of_the_schema_2_03() -> None:
    """Facts of iati-activities-schema.xsd, release 2.03, written out a second time on purpose."""
    told = (
        "iati-identifier reporting-org title description participating-org other-identifier activity-status "
        "activity-date contact-info activity-scope recipient-country recipient-region location sector tag "
        "country-budget-items humanitarian-scope policy-marker collaboration-type default-flow-type "
        "default-finance-type default-aid-type default-tied-status budget planned-disbursement capital-spend "
        "transaction document-link related-activity legacy-data conditions result crs-add fss"
    )
    assert " ".join(iati.ORDER) == told


def test_the_codes_are_those_of_the_standard() -> None:
    [row] = read(WHOLE)
    assert row.find("activity-status").get("code") == "2"
    days = [(each.get("type"), each.get("iso-date")) for each in row.findall("activity-date")]
    assert days == [("1", "2026-05-01"), ("2", "2026-05-01"), ("3", "2027-05-01")]
    roles = [
        (each.get("role"), each.get("ref"), each.get("type"))
        for each in row.findall("participating-org")
    ]
    assert roles == [("1", "XM-FUND-9", "60"), ("4", "XM-HAL-1", "22")]
    value = row.find("budget/value")
    assert (value.text, value.get("currency"), value.get("value-date")) == (
        "12000.5",
        "EUR",
        "2026-05-01",
    )
    came, spent = row.findall("transaction")
    assert came.find("provider-org").get("provider-activity-id") == "XM-FUND-9-77"
    assert (spent.find("transaction-type").get("code"), spent.find("value").text) == ("4", "0.1")
    baseline = row.find("result/indicator/baseline")
    assert (baseline.get("year"), baseline.get("value")) == ("2026", "0")
    actuals = row.findall("result/indicator/period/actual")
    assert [each.get("value") for each in actuals] == ["12.5"]
    assert row.findtext("description/narrative") == "Three kitchens."
    assert row.findtext("reporting-org/narrative") == "Halvera Women's <Association>"


def test_no_person_has_a_place_in_it() -> None:
    written = iati.write([WHOLE], now=NOW)
    for name in (b"contact-info", b"person-name", b"email", b"telephone"):
        assert name not in written
    assert not {"person", "name", "email", "contact"} & set(IatiActivity.__dataclass_fields__)


def test_the_same_projects_give_the_same_file() -> None:
    assert iati.write([WHOLE, LEAST], now=NOW) == iati.write([WHOLE, LEAST], now=NOW)
    root = read(WHOLE)
    assert (root.get("version"), root.get("generated-datetime")) == (
        "2.03",
        "2026-05-01T09:30:00+00:00",
    )


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ([WHOLE, WHOLE], "stands twice"),
        ([], "holds at least one"),
        ([replace(WHOLE, roles=())], "nobody takes part"),
        ([replace(WHOLE, dates=(("3", DAY),))], "no first day"),
        ([replace(WHOLE, status="7")], "'7' is no status of IATI"),
        ([replace(WHOLE, sector="99999")], "is no sector"),
        ([replace(WHOLE, dates=(("1", DAY), ("5", DAY)))], "kind of date"),
        ([replace(WHOLE, roles=(IatiRole(DOER, "5"),))], "is no role"),
        ([replace(WHOLE, reporting=replace(DOER, type="1"))], "kind of organisation"),
        (
            [replace(WHOLE, transactions=(replace(WHOLE.transactions[0], type="9"),))],
            "kind of transaction",
        ),
        ([replace(WHOLE, results=(replace(WHOLE.results[0], type="4"),))], "kind of result"),
    ],
)
def test_what_the_standard_does_not_take_is_refused(wrong: list[IatiActivity], words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        iati.write(wrong, now=NOW)


@pytest.mark.parametrize(
    ("activity", "missing"),
    [
        (WHOLE, []),
        (LEAST, [("no-funder", ""), ("no-reporting-ref", "A"), ("no-budget", "")]),
        (
            replace(WHOLE, roles=(IatiRole(replace(FUNDER, ref=""), "1"),)),
            [("no-implementer", ""), ("funder-without-ref", FUNDER.name)],
        ),
        (replace(WHOLE, identifier="XM-OTHER-1"), [("wrong-prefix", "XM-HAL-1")]),
        (replace(WHOLE, transactions=WHOLE.transactions[1:]), [("no-incoming", FUNDER.name)]),
        (
            replace(
                WHOLE, transactions=(replace(WHOLE.transactions[0], provider_activity_id=""),)
            ),
            [("no-provider-activity-id", FUNDER.name)],
        ),
    ],
)  # fmt: skip
def test_the_funding_chain_says_what_is_missing(
    activity: IatiActivity, missing: list[tuple[str, str]]
) -> None:
    assert list(gaps(activity)) == missing
