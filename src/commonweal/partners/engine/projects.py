"""Projects as a person types them, and which state follows which."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from commonweal.kernel.errors import InvalidInput

# ISO 4217: three capitals. IATI: registration agency, a hyphen, a number; no spaces, none of / & | ?.
_CURRENCY = re.compile(r"[A-Z]{3}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_IDENTIFIER = re.compile(r"[^\s/&|?]+-[^\s/&|?]+")
# Codes of IATI's ActivityStatus: 1 preparation, 2 under way, 3 completion, 4 closed, 5 cancelled, 6 suspended.
STATES: dict[str, frozenset[str]] = {
    "1": frozenset({"2", "5"}),
    "2": frozenset({"3", "5", "6"}),
    "3": frozenset({"2", "4"}),
    "4": frozenset({"3"}),
    "5": frozenset({"1"}),
    "6": frozenset({"2", "5"}),
}
# What is said only with a reason.
NEEDS_REASON = frozenset({"5", "6"})


@dataclass(frozen=True, slots=True)
class ProjectDraft:
    """A project; see ``models.projects.Project`` for what each value means."""

    title: str
    text: str
    theory: str
    harm_indicator: str
    iati_identifier: str
    planned_start: date
    currency: str
    planned_end: date | None = None
    country: str = ""
    place: str = ""
    sector: str = ""
    objective_id: UUID | None = None
    initiative_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class RoleDraft:
    """An organisation and what it is to the project.

    Attributes:
        ref: How IATI calls it; empty where that is not known.
        activity_id: Its own record of the project.
        asks_for_persons: Whether its conditions ask for data about persons: such money is refused here.
    """

    partner_id: UUID
    role: str
    ref: str = ""
    activity_id: str = ""
    asks_for_persons: bool = False


@dataclass(frozen=True, slots=True)
class BudgetDraft:
    """What is meant to be spent from a day to a day."""

    start: date
    end: date
    value: Decimal
    currency: str
    is_committed: bool = True


@dataclass(frozen=True, slots=True)
class TransactionDraft:
    """Money that came, was promised or went."""

    kind: str
    on: date
    value: Decimal
    currency: str
    text: str = ""
    provider_id: UUID | None = None
    provider_activity_id: str = ""
    receiver_id: UUID | None = None
    receiver_activity_id: str = ""


@dataclass(frozen=True, slots=True)
class ResultDraft:
    """What a project is measured by."""

    kind: str
    title: str
    indicator: str
    baseline: Decimal
    baseline_on: date
    target: Decimal
    target_on: date
    is_percentage: bool = False


def currency_code(text: str) -> str:
    """Return a currency's code, in capitals.

    Raises:
        InvalidInput: If it has not the form of ISO 4217.
    """
    code = text.strip().upper()
    if not _CURRENCY.fullmatch(code):
        raise InvalidInput(
            "partners.currency",
            f"{text!r} is no code of a currency; write three letters, such as EUR or USD.",
        )
    return code


def country_code(text: str) -> str:
    """Return a country's code, in capitals, or nothing.

    Raises:
        InvalidInput: If it has not the form of ISO 3166-1.
    """
    code = text.strip().upper()
    if code and not _COUNTRY.fullmatch(code):
        raise InvalidInput(
            "partners.country",
            f"{text!r} is no code of a country; write two letters, or leave it empty.",
        )
    return code


def identifier(text: str) -> str:
    """Return an IATI identifier.

    Raises:
        InvalidInput: If it has no hyphen, or a character that the standard does not allow.
    """
    found = text.strip()
    if not _IDENTIFIER.fullmatch(found) or len(found) > 200:
        raise InvalidInput(
            "partners.iati.identifier",
            f"{text!r} is no IATI identifier: write the organisation's identifier, a hyphen and your own "
            "number, without spaces and without / & | ?, such as XM-HAL-0042-KITCHEN.",
        )
    return found
