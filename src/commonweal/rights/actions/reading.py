"""Reads, exports and refusals of restricted things: that they happened, never what was in them.

Verbs of other rooms that end in ``.read``, ``.exported`` or ``.taken``, ``.refused`` or ``.denied``
count as such when oversight looks for what stands out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy

from commonweal.rights.actions.trail import Thing, record, verb
from commonweal.rights.models import Person

READ = verb("rights.record.read", gettext_lazy("read a restricted record"))
EXPORTED = verb("rights.record.exported", gettext_lazy("took an export"))
DENIED = verb("rights.record.denied", gettext_lazy("was refused a restricted record"))
TRAIL_READ = verb("rights.trail.read", gettext_lazy("looked at the trail"))
TRAIL_EXPORTED = verb("rights.trail.exported", gettext_lazy("took an export of the trail"))


@transaction.atomic
def record_read(
    person: Person, thing: models.Model | Thing, *, is_party: bool | None = None
) -> None:
    """Note that a person read a restricted record.

    Args:
        person: Who reads.
        thing: The record.
        is_party: Whether their partner has a task in it; a read without one stands out to oversight.
            None where the record has no parties.
    """
    facts = {} if is_party is None else {"party": is_party}
    record(person, READ, thing=thing, facts=facts)


@transaction.atomic
def record_export(
    person: Person,
    thing: models.Model | Thing,
    *,
    rows: int | None = None,
    is_party: bool | None = None,
) -> None:
    """Note that a person took something out as a file.

    Args:
        person: Who takes it.
        thing: The record, or the list as a `Thing` with an empty id.
        rows: How many records, where it is a list.
        is_party: Whether their partner has a task in it.
    """
    facts: dict[str, Any] = {} if rows is None else {"rows": rows}
    if is_party is not None:
        facts["party"] = is_party
    record(person, EXPORTED, thing=thing, facts=facts)


def record_denial(person: Person, thing: models.Model | Thing) -> None:
    """Note that a person was refused a restricted record.

    To be called outside the transaction that the refusal undoes; inside one it would be undone too.

    Args:
        person: Who asked.
        thing: The record.

    Raises:
        RuntimeError: If a transaction is open.
    """
    with transaction.atomic(durable=True):
        record(person, DENIED, thing=thing)


@transaction.atomic
def record_look(person: Person, *, filters: Mapping[str, bool], is_export: bool = False) -> None:
    """Note that oversight looked at the trail, or took it out; which filters, never their values.

    Args:
        person: Who looks.
        filters: By its name, whether each filter was set.
        is_export: Whether it was taken out as a file.
    """
    record(
        person,
        TRAIL_EXPORTED if is_export else TRAIL_READ,
        thing=Thing("rights.TrailEntry", ""),
        facts={"filters": sorted(name for name, is_set in filters.items() if is_set)},
    )
