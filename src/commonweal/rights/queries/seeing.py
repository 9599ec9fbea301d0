"""Who can see one record, and why; how it was changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model, Q, QuerySet, prefetch_related_objects
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from commonweal.kernel.errors import NotFound
from commonweal.rights.models import Grant, Organisation, Person, Role, TrailEntry
from commonweal.rights.rules.people import live_grants, sees_names
from commonweal.rights.rules.reasons import reason_of
from commonweal.rights.rules.records import RecordKind, kind_of
from commonweal.rights.rules.rule import Rule, rule_to_see
from commonweal.rights.rules.stand_in import StandIn
from commonweal.rights.rules.verbs import sentence_of

# Reads and refusals are no changes; oversight has them.
NO_CHANGE = ("read", "exported", "taken", "refused", "denied")


@dataclass(frozen=True, slots=True)
class Sight:
    """Whether one role of one partner sees a record, and why."""

    partner: str
    role: str
    sees: bool
    why: str | Promise


@dataclass(frozen=True, slots=True)
class Change:
    """One act on a record, as the reader may know of it."""

    at: datetime
    did: str
    partner: str
    person: str


def record_of(thing: str, key: UUID, *, person: Any) -> tuple[RecordKind, Model]:
    """Return a record that somebody asked for by its id, and its kind.

    Raises:
        NotFound: If no room registered the kind, there is no such record, or the person may not see it.
    """
    kind = kind_of(thing)
    if kind is None:
        raise NotFound("rights.record", _("There is no such record, or not for you."))
    return kind, kind.ask(key, person)


def sights_of(thing: str, row: Model) -> Sequence[Sight]:
    """Return for each role of each partner here, and for the public, whether they see a record and why.

    Args:
        thing: The record's label.
        row: The record.

    Returns:
        Those who see it first, each part by partner and role; the public at the end.
    """
    rule = rule_to_see(thing)
    if rule is None:
        raise NotFound("rights.record", _("There is no such record, or not for you."))
    prefetch_related_objects([row], *rule.beside)
    held = Grant.objects.filter(live_grants(), person__is_active=True).order_by()
    pairs = held.values_list("organisation_id", "organisation__name", "role").distinct()
    found = [
        _sight(rule, row, StandIn(frozenset({role}), organisation_id=key), (name, role))
        for key, name, role in pairs
    ]
    found.sort(key=lambda each: (not each.sees, each.partner.casefold(), each.role))
    return [*found, _sight(rule, row, StandIn(frozenset()), ("", ""))]


def _sight(rule: Rule, row: Model, reader: StandIn, who: tuple[str, str]) -> Sight:
    name, role = who
    return Sight(
        partner=name,
        role=str(Role(role).label) if role else "",
        sees=rule.allows(reader, row),
        why=reason_of(rule, reader, row),
    )


def changes_of(thing: str, key: str) -> QuerySet[TrailEntry]:
    """Return the entries of the trail that are acts on a record, newest first."""
    reads = Q()
    for end in NO_CHANGE:
        reads |= Q(verb__endswith=f".{end}")
    return TrailEntry.objects.filter(thing=thing, thing_id=key).exclude(reads)


def told(entries: Sequence[TrailEntry], *, person: Any) -> Sequence[Change]:
    """Return entries as the reader may know of them: persons by name only for those who take part.

    Args:
        entries: One page of them.
        person: Who reads.
    """
    partners = _names(Organisation.objects.all(), {each.organisation_id for each in entries})
    people: Mapping[UUID | None, str] = {}
    if sees_names(person):
        people = _names(Person.objects.all(), {each.person_id for each in entries})
    return [
        Change(
            at=each.at,
            did=sentence_of(each.verb),
            partner=partners.get(each.organisation_id, ""),
            person=people.get(each.person_id, ""),
        )
        for each in entries
    ]


def _names(rows: QuerySet[Any], keys: set[UUID | None]) -> Mapping[UUID | None, str]:
    return dict(rows.filter(pk__in=[key for key in keys if key]).values_list("pk", "name"))
