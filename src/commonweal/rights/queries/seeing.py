"""Who can see one record, and why; how it was changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Model, Q, QuerySet, prefetch_related_objects
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from commonweal.kernel.errors import NotFound
from commonweal.rights.models import Grant, Note, Organisation, Person, Role, TrailEntry
from commonweal.rights.queries.notes import is_own
from commonweal.rights.queries.partners_shown import partners_shown
from commonweal.rights.rules.people import live_grants, sees_names
from commonweal.rights.rules.reasons import reason_of
from commonweal.rights.rules.records import RecordKind, kind_of
from commonweal.rights.rules.roles import partner_of, roles_of
from commonweal.rights.rules.rule import Rule, rule_to_see
from commonweal.rights.rules.stand_in import NOBODY_HERE, StandIn
from commonweal.rights.rules.verbs import sentence_of

# Reads and refusals are no changes; oversight has them.
NO_CHANGE = ("read", "exported", "taken", "refused", "denied")
# When and how somebody signs in is their own business: no colleague watches it, nor whoever keeps people.
OF_ONES_SIGN_IN = tuple(
    f"rights.{what}."
    for what in ("sign-in", "password", "second-step", "recovery-codes", "sessions", "digest")
)


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


def sights_of(thing: str, row: Model, *, person: Any) -> Sequence[Sight]:
    """Return for each role of each partner here, and for the public, whether they see a record and why.

    Whoever a note is shared with reads only of themselves: with whom else is the partner's to tell.
    Whoever may not know persons reads of partners by kind, as in the trail; their own has its name.

    Args:
        thing: The record's label.
        row: The record.
        person: Who reads.

    Returns:
        Those who see it first, each part by partner and role; the public at the end.
    """
    rule = rule_to_see(thing)
    if rule is None:
        raise NotFound("rights.record", _("There is no such record, or not for you."))
    prefetch_related_objects([row], *rule.beside)
    held = Grant.objects.filter(live_grants(), person__is_active=True).order_by()
    if _is_anothers_note(row, person=person):
        held = held.filter(
            role__in=roles_of(person), organisation_id=partner_of(person) or NOBODY_HERE
        )
    pairs = held.values_list("organisation_id", "role").distinct()
    called = _called(person, {key for key, _role in pairs})
    found = [
        _sight(rule, row, StandIn(frozenset({role}), organisation_id=key), (called[key], role))
        for key, role in pairs
    ]
    found.sort(key=_order)
    # Partners called by the same kind are one line where the same is true of them.
    found = [next(same) for _key, same in groupby(found, key=_order)]
    return [*found, _sight(rule, row, StandIn(frozenset()), ("", ""))]


def _sight(rule: Rule, row: Model, reader: StandIn, who: tuple[str, str]) -> Sight:
    name, role = who
    return Sight(
        partner=name,
        role=str(Role(role).label) if role else "",
        sees=rule.allows(reader, row),
        why=reason_of(rule, reader, row),
    )


def _order(each: Sight) -> tuple[bool, str, str, str]:
    return not each.sees, each.partner.casefold(), each.role, str(each.why)


def _is_anothers_note(row: Model, *, person: Any) -> bool:
    return isinstance(row, Note) and not is_own(row, person=person)


def _called(person: Any, keys: Collection[UUID | None]) -> Mapping[UUID | None, str]:
    """Return how a reader reads of partners: by name, or by kind where they may not know persons."""
    names = _names(Organisation.objects.all(), keys)
    if sees_names(person):
        return names
    shown, own = partners_shown(), partner_of(person)
    return {key: name if key == own else shown.called(key) for key, name in names.items()}


def changes_of(row: Model, *, person: Any) -> QuerySet[TrailEntry]:
    """Return the entries of the trail that are acts on a record, as the reader may know of them, newest first.

    Of another partner's note there are none; of a person, signing in is only their own to read.

    Args:
        row: The record.
        person: Who reads.
    """
    if _is_anothers_note(row, person=person):
        return TrailEntry.objects.none()
    hidden = Q()
    for end in NO_CHANGE:
        hidden |= Q(verb__endswith=f".{end}")
    if isinstance(row, Person) and row.pk != person.pk:
        for start in OF_ONES_SIGN_IN:
            hidden |= Q(verb__startswith=start)
    return TrailEntry.objects.filter(thing=row._meta.label, thing_id=str(row.pk)).exclude(hidden)


def told(entries: Sequence[TrailEntry], *, person: Any) -> Sequence[Change]:
    """Return entries as the reader may know of them: persons by name only for those who take part.

    Whoever reads without persons' names reads of partners by kind, as everywhere else in the trail.

    Args:
        entries: One page of them.
        person: Who reads.
    """
    partners = _called(person, {each.organisation_id for each in entries})
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


def _names(rows: QuerySet[Any], keys: Collection[UUID | None]) -> Mapping[UUID | None, str]:
    return dict(rows.filter(pk__in=[key for key in keys if key]).values_list("pk", "name"))
