"""The trail that every room writes: declared verbs, and `record()`, inside the act's transaction."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from commonweal.rights.actions import chain
from commonweal.rights.engine.chain import keyed_digest
from commonweal.rights.models import Person, RecordKey
from commonweal.rights.rules.verbs import Verb, declared_verbs, verb

__all__ = ["Thing", "Verb", "declared_verbs", "record", "record_key", "verb"]


@dataclass(frozen=True, slots=True)
class Thing:
    """What was acted on, where there is no row at hand: the model's label and the id."""

    label: str
    id: str


def record(
    person: Person | None,
    act: Verb,
    *,
    thing: models.Model | Thing,
    facts: Mapping[str, Any] | None = None,
    reason: str = "",
    change: tuple[object, object] | None = None,
) -> None:
    """Add one entry to the trail, in the transaction of the act itself.

    Args:
        person: Who acts; None for the workspace itself.
        act: The declared verb.
        thing: The saved row that was acted on, or its label and id.
        facts: Ids and numbers behind the act; never words that a person wrote.
        reason: The person's own words why. Kept apart, erasable; the chain holds only its keyed digest.
        change: What was there before and after, as JSON values; only keyed digests are kept.

    Raises:
        RuntimeError: If there is no transaction: an act without its entry must not be possible.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{act.key} is recorded outside a transaction")
    on = thing if isinstance(thing, Thing) else Thing(thing._meta.label, str(thing.pk))
    acts_for = person.organisation_id if person else None
    chain.add(
        chain.Said(
            verb=act.key,
            thing=on.label,
            thing_id=on.id,
            person_id=str(person.pk) if person else None,
            organisation_id=str(acts_for) if acts_for else None,
            roles=tuple(sorted(person.roles)) if person else (),
            facts=dict(facts or {}) | _through(person),
            digests=_digests(on, reason=reason, change=change),
            reason=reason,
        )
    )


def _through(person: Person | None) -> dict[str, str]:
    """Return by which key a program acted for the person, where one did."""
    return {"key": str(person.key_id)} if person and person.key_id else {}


def _digests(
    on: Thing, *, reason: str, change: tuple[object, object] | None
) -> tuple[str, str, str]:
    """Return the keyed digests of the reason, of what was before, and of what is after."""
    if not reason and change is None:
        return "", "", ""
    key = record_key(on)
    before, after = change if change is not None else (None, None)
    return (
        keyed_digest(reason, key=key) if reason else "",
        keyed_digest(before, key=key) if change is not None else "",
        keyed_digest(after, key=key) if change is not None else "",
    )


def record_key(on: Thing) -> bytes:
    """Return the key of a record's digests, made where there is none yet."""
    row, _made = RecordKey.objects.get_or_create(
        thing=on.label, thing_id=on.id, defaults={"key": secrets.token_bytes(32)}
    )
    return bytes(row.key)
