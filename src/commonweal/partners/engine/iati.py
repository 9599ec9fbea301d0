"""IATI 2.03: a project's record in the standard's XML, with its fixed order and codes. Nothing about a person.

Source: the order of elements (xsd:sequence) and the attributes are those of the activity schema of the
International Aid Transparency Initiative, release 2.03 (iati-activities-schema.xsd, 2018-02-19, github.com/IATI/IATI-Schemas);
the codes are those of its code lists ActivityStatus, ActivityDateType, OrganisationRole, OrganisationType,
TransactionType, ResultType, BudgetStatus and Sector (iatistandard.org), as the room's design names them.
``contact-info`` is left out on purpose: it would name persons.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from lxml import etree

from commonweal.kernel.errors import InvalidInput
from commonweal.partners.engine.iati_types import (
    IatiActivity,
    IatiBudget,
    IatiMoney,
    IatiOrganisation,
    IatiResult,
    IatiTransaction,
)

VERSION = "2.03"
# The order of what stands in an activity; all of them, though not all are written.
ORDER = (
    "iati-identifier", "reporting-org", "title", "description", "participating-org", "other-identifier",
    "activity-status", "activity-date", "contact-info", "activity-scope", "recipient-country",
    "recipient-region", "location", "sector", "tag", "country-budget-items", "humanitarian-scope",
    "policy-marker", "collaboration-type", "default-flow-type", "default-finance-type", "default-aid-type",
    "default-tied-status", "budget", "planned-disbursement", "capital-spend", "transaction",
    "document-link", "related-activity", "legacy-data", "conditions", "result", "crs-add", "fss",
)  # fmt: skip
REQUIRED = (
    "iati-identifier",
    "reporting-org",
    "title",
    "description",
    "participating-org",
    "activity-status",
    "activity-date",
)
# The same inside what is written.
INSIDE = {
    "reporting-org": ("narrative",),
    "title": ("narrative",),
    "description": ("narrative",),
    "participating-org": ("narrative",),
    "sector": ("narrative",),
    "budget": ("period-start", "period-end", "value"),
    "transaction": (
        "transaction-type", "transaction-date", "value", "description", "provider-org", "receiver-org",
        "disbursement-channel", "sector", "recipient-country", "recipient-region", "flow-type",
        "finance-type", "aid-type", "tied-status",
    ),
    "provider-org": ("narrative",),
    "receiver-org": ("narrative",),
    "result": ("title", "description", "document-link", "reference", "indicator"),
    "indicator": ("title", "description", "document-link", "reference", "baseline", "period"),
    "baseline": ("location", "dimension", "document-link", "comment"),
    "period": ("period-start", "period-end", "target", "actual"),
    "target": ("location", "dimension", "comment", "document-link"),
    "actual": ("location", "dimension", "comment", "document-link"),
    "comment": ("narrative",),
}  # fmt: skip
ACTIVITY_STATUSES = {
    "1": "pipeline",
    "2": "implementation",
    "3": "finalisation",
    "4": "closed",
    "5": "cancelled",
    "6": "suspended",
}
DATE_TYPES = {"1": "planned start", "2": "actual start", "3": "planned end", "4": "actual end"}
ORGANISATION_ROLES = {"1": "funding", "2": "accountable", "3": "extending", "4": "implementing"}
ORGANISATION_TYPES = {
    "10": "government", "11": "local government", "15": "other public body",
    "21": "international association", "22": "national association", "23": "regional association",
    "24": "association of a partner country", "30": "public-private partnership",
    "40": "multilateral", "60": "foundation", "70": "private", "71": "private, in the giving country",
    "72": "private, in the receiving country", "73": "private, in a third country",
    "80": "academic", "90": "other",
}  # fmt: skip
TRANSACTION_TYPES = {
    "1": "incoming funds",
    "2": "outgoing commitment",
    "3": "disbursement",
    "4": "expenditure",
    "11": "incoming commitment",
    "12": "outgoing pledge",
    "13": "incoming pledge",
}
RESULT_TYPES = {"1": "output", "2": "outcome", "3": "impact", "9": "other"}
SECTORS = {
    "15220": "civilian peace-building and prevention of conflict",
    "15132": "police",
    "15150": "democratic participation and civil society",
    "15160": "human rights",
    "15170": "women’s rights organisations",
    "15240": "reintegration",
}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def write(activities: Iterable[IatiActivity], *, now: datetime) -> bytes:
    """Return projects as one IATI file in UTF-8; the same projects and moment give the same bytes.

    Args:
        activities: The projects; each identifier once.
        now: When the file is made, with its time zone.

    Raises:
        InvalidInput: If an identifier stands twice, a code is not of its list, or something required is missing.
    """
    root = etree.Element("iati-activities", version=VERSION)
    root.set("generated-datetime", now.isoformat(timespec="seconds"))
    seen: set[str] = set()
    for each in activities:
        _check(each, seen=seen)
        seen.add(each.identifier)
        root.append(_activity(each))
    # An empty file is no IATI file: the standard asks for one activity at least.
    if not seen:
        raise InvalidInput(
            "partners.iati.empty",
            "There is no project to write; an IATI file holds at least one. Choose other filters.",
        )
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return written


def _check(each: IatiActivity, *, seen: set[str]) -> None:
    if each.identifier in seen:
        raise InvalidInput(
            "partners.iati.twice",
            f"{each.identifier!r} stands twice; give one of the two projects another IATI identifier.",
        )
    if not each.roles:
        raise InvalidInput(
            "partners.iati.nobody",
            f"{each.identifier}: nobody takes part. Name who funds and who does it.",
        )
    if not {"1", "2"} & {kind for kind, _day in each.dates}:
        raise InvalidInput(
            "partners.iati.start",
            f"{each.identifier}: it has no first day. Give the planned or the actual one.",
        )
    for value, codes, name in _codes(each):
        if value not in codes:
            raise InvalidInput(
                "partners.iati.code",
                f"{each.identifier}: {value!r} is no {name} of IATI; take one of {', '.join(codes)}.",
            )


def _codes(each: IatiActivity) -> Iterable[tuple[str, dict[str, str], str]]:
    yield each.status, ACTIVITY_STATUSES, "status"
    yield from ((kind, DATE_TYPES, "kind of date") for kind, _day in each.dates)
    yield from ((one.role, ORGANISATION_ROLES, "role") for one in each.roles)
    yield from ((one.type, TRANSACTION_TYPES, "kind of transaction") for one in each.transactions)
    yield from ((one.type, RESULT_TYPES, "kind of result") for one in each.results)
    organisations = [each.reporting, *(one.organisation for one in each.roles)]
    yield from (
        (one.type, ORGANISATION_TYPES, "kind of organisation") for one in organisations if one.type
    )
    if each.sector:
        yield each.sector, SECTORS, "sector"


def _activity(each: IatiActivity) -> etree._Element:
    row = etree.Element("iati-activity")
    row.set(_LANGUAGE, each.language)
    row.set("default-currency", each.currency)
    _text(row, "iati-identifier", each.identifier)
    _organisation(row, "reporting-org", each.reporting)
    _narrated(row, "title", each.title)
    _narrated(row, "description", each.description or each.title, type="1")
    for one in each.roles:
        found = _organisation(row, "participating-org", one.organisation)
        found.set("role", one.role)
        _set(found, "activity-id", one.activity_id)
    etree.SubElement(row, "activity-status", code=each.status)
    for kind, day in sorted(each.dates):
        etree.SubElement(row, "activity-date", {"type": kind, "iso-date": day.isoformat()})
    if each.country:
        etree.SubElement(row, "recipient-country", code=each.country)
    if each.sector:
        etree.SubElement(row, "sector", vocabulary="1", code=each.sector)
    for budget in each.budgets:
        _budget(row, budget)
    for transaction in each.transactions:
        _transaction(row, transaction)
    for result in each.results:
        _result(row, result)
    return row


def _budget(row: etree._Element, each: IatiBudget) -> None:
    budget = etree.SubElement(row, "budget", type="1", status="2" if each.is_committed else "1")
    etree.SubElement(budget, "period-start", {"iso-date": each.start.isoformat()})
    etree.SubElement(budget, "period-end", {"iso-date": each.end.isoformat()})
    _money(budget, each.money)


def _transaction(row: etree._Element, each: IatiTransaction) -> None:
    found = etree.SubElement(row, "transaction")
    etree.SubElement(found, "transaction-type", code=each.type)
    etree.SubElement(found, "transaction-date", {"iso-date": each.on.isoformat()})
    _money(found, each.money)
    if each.description:
        _narrated(found, "description", each.description)
    for name, one, activity_id in (
        ("provider", each.provider, each.provider_activity_id),
        ("receiver", each.receiver, each.receiver_activity_id),
    ):
        if one is not None:
            organisation = _organisation(found, f"{name}-org", one)
            _set(organisation, f"{name}-activity-id", activity_id)


def _result(row: etree._Element, each: IatiResult) -> None:
    result = etree.SubElement(row, "result", type=each.type)
    _narrated(result, "title", each.title)
    direction = "true" if each.is_ascending else "false"
    found = etree.SubElement(result, "indicator", measure=each.measure, ascending=direction)
    _narrated(found, "title", each.indicator)
    baseline = etree.SubElement(found, "baseline", year=str(each.baseline_on.year))
    baseline.set("iso-date", each.baseline_on.isoformat())
    baseline.set("value", _number(each.baseline))
    period = etree.SubElement(found, "period")
    etree.SubElement(period, "period-start", {"iso-date": each.start.isoformat()})
    etree.SubElement(period, "period-end", {"iso-date": each.end.isoformat()})
    etree.SubElement(period, "target", value=_number(each.target))
    if each.actual is not None:
        actual = etree.SubElement(period, "actual", value=_number(each.actual))
        if each.comment:
            _narrated(actual, "comment", each.comment)


def _organisation(row: etree._Element, name: str, each: IatiOrganisation) -> etree._Element:
    found = etree.SubElement(row, name)
    _set(found, "ref", each.ref)
    _set(found, "type", each.type)
    _text(found, "narrative", each.name)
    return found


def _money(row: etree._Element, each: IatiMoney) -> None:
    value = _text(row, "value", _number(each.value))
    value.set("currency", each.currency)
    value.set("value-date", each.value_on.isoformat())


def _narrated(row: etree._Element, name: str, text: str, **attributes: str) -> None:
    _text(etree.SubElement(row, name, attributes), "narrative", text)


def _text(row: etree._Element, name: str, text: str) -> etree._Element:
    found = etree.SubElement(row, name)
    found.text = "".join(each for each in text if each in "\n\t" or each.isprintable())
    return found


def _set(row: etree._Element, name: str, value: str) -> None:
    if value:
        row.set(name, value)


def _number(value: Decimal) -> str:
    """Return a number as digits with a point: no exponent, no grouping."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
