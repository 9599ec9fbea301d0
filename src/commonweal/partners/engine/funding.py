"""Is the funding chain complete: can the money be followed from who gives it to who does the work?

Source: what readers of published records miss most (partners.md 2.9): the direct funder among those who take part,
and the funder's own record named on the money that came in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from commonweal.partners.engine.iati_types import IatiActivity, IatiTransaction

Gap = Literal[
    "no-funder",
    "no-implementer",
    "no-reporting-ref",
    "wrong-prefix",
    "funder-without-ref",
    "no-incoming",
    "no-provider-activity-id",
    "no-budget",
    "giver-not-funder",
    "over-budget",
]
PAID_IN = "1"
INCOMING = {PAID_IN, "11", "13"}


def gaps(each: IatiActivity) -> Sequence[tuple[Gap, str]]:
    """Return what is missing before somebody can follow the money; nothing if the chain is complete.

    Args:
        each: The project.

    Returns:
        What is missing, each with whom or what it is about, in a fixed order.
    """
    funders = [one.organisation for one in each.roles if one.role == "1"]
    found: list[tuple[Gap, str]] = []
    if not funders:
        found.append(("no-funder", ""))
    if not any(one.role == "4" for one in each.roles):
        found.append(("no-implementer", ""))
    if not each.reporting.ref:
        found.append(("no-reporting-ref", each.reporting.name))
    elif not each.identifier.startswith(f"{each.reporting.ref}-"):
        found.append(("wrong-prefix", each.reporting.ref))
    found += [("funder-without-ref", one.name) for one in funders if not one.ref]
    found += _incoming(each, [one.name for one in funders])
    if not each.budgets:
        found.append(("no-budget", ""))
    givers = [one.provider.name for one in _came_in(each) if one.provider is not None]
    named = {one.name for one in funders}
    found += [("giver-not-funder", name) for name in dict.fromkeys(givers) if name not in named]
    found += [("over-budget", currency) for currency in _over(each)]
    return found


def _came_in(each: IatiActivity) -> Sequence[IatiTransaction]:
    return [one for one in each.transactions if one.type in INCOMING]


def _over(each: IatiActivity) -> Sequence[str]:
    """Return the currencies in which more came in than was budgeted; amounts are never converted."""
    came: dict[str, Decimal] = defaultdict(Decimal)
    for one in each.transactions:
        if one.type != PAID_IN:
            continue
        came[one.money.currency] += one.money.value
    planned: dict[str, Decimal] = defaultdict(Decimal)
    for budget in each.budgets:
        planned[budget.money.currency] += budget.money.value
    return sorted(code for code, value in came.items() if each.budgets and value > planned[code])


def _incoming(each: IatiActivity, funders: Sequence[str]) -> Sequence[tuple[Gap, str]]:
    """Return which funders' money is not seen coming in, or without the funder's own record."""
    found: list[tuple[Gap, str]] = []
    for name in dict.fromkeys(funders):
        came = [
            one for one in _came_in(each) if one.provider is not None and one.provider.name == name
        ]
        if not came:
            found.append(("no-incoming", name))
        elif not all(one.provider_activity_id for one in came):
            found.append(("no-provider-activity-id", name))
    return found
