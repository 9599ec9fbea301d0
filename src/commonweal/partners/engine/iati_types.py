"""A project as its IATI record says it: organisations, money, results. Persons have no place here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class IatiOrganisation:
    """An organisation: by its identifier, where it has one, and always by its name.

    Attributes:
        name: As people know it.
        ref: ``{registration agency}-{number}``; empty where it has none.
        type: A code of ``iati.ORGANISATION_TYPES``; empty where it is not known.
    """

    name: str
    ref: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class IatiRole:
    """An organisation with its role: 1 funding, 2 accountable, 3 extending, 4 implementing."""

    organisation: IatiOrganisation
    role: str
    activity_id: str = ""


@dataclass(frozen=True, slots=True)
class IatiMoney:
    """An amount in a currency (ISO 4217), valued on a day."""

    value: Decimal
    currency: str
    value_on: date


@dataclass(frozen=True, slots=True)
class IatiBudget:
    """What is meant to be spent from a day to a day; committed or indicative."""

    start: date
    end: date
    money: IatiMoney
    is_committed: bool = True


@dataclass(frozen=True, slots=True)
class IatiTransaction:
    """Money that came, was promised or went.

    Attributes:
        type: A code of ``iati.TRANSACTION_TYPES``.
        provider_activity_id: The giver's own record of it: with it the money can be followed.
    """

    type: str
    on: date
    money: IatiMoney
    description: str = ""
    provider: IatiOrganisation | None = None
    provider_activity_id: str = ""
    receiver: IatiOrganisation | None = None
    receiver_activity_id: str = ""


@dataclass(frozen=True, slots=True)
class IatiResult:
    """One result with one indicator: from where, how far, where it is.

    Attributes:
        type: 1 output, 2 outcome, 3 impact, 9 other.
        measure: 1 a number of units, 2 per cent, 5 in words.
        actual: None where nothing was measured yet.
    """

    type: str
    title: str
    indicator: str
    measure: str
    is_ascending: bool
    baseline: Decimal
    baseline_on: date
    target: Decimal
    start: date
    end: date
    actual: Decimal | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class IatiActivity:
    """A project, ready to be written.

    Attributes:
        status: A code of ``iati.ACTIVITY_STATUSES``.
        dates: Code of ``iati.DATE_TYPES`` and day; 1 or 2 is among them.
        country: ISO 3166-1 with two letters; empty where it is not said.
        sector: A code of ``iati.SECTORS``; empty where it is not said.
    """

    identifier: str
    reporting: IatiOrganisation
    title: str
    description: str
    language: str
    status: str
    dates: tuple[tuple[str, date], ...]
    roles: tuple[IatiRole, ...]
    currency: str
    country: str = ""
    sector: str = ""
    budgets: tuple[IatiBudget, ...] = ()
    transactions: tuple[IatiTransaction, ...] = ()
    results: tuple[IatiResult, ...] = ()
