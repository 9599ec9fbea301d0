"""The trail as oversight reads it: newest first, by filters, without identities; and one's own.

Every page takes the same number of queries, however long the trail is. A filter that an index answers
looks at the whole trail; others at 100,000 numbers at a time, so that a page stays quick, and the page
says how far it has looked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.apps import apps
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from commonweal.rights.models import Role, TrailEntry, TrailHead, TrailSegment, TrailWords
from commonweal.rights.queries.partners_shown import Partners, kind_name, partners_shown, tag
from commonweal.rights.rules.nameless import NAMELESS, OWN_WORDS, id_shown
from commonweal.rights.rules.verbs import declared_verbs, sentence_of, unnamed_verbs

if TYPE_CHECKING:
    from commonweal.rights.models import Person

PAGE_SIZE = 50
WINDOW = 100_000
CHUNK = 2_000
LONGEST_FACT = 40


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are looked for; empty means any.

    Attributes:
        verb: A declared verb.
        room: A room, such as ``library``.
        role: One of `Role`, held by whoever acted.
        partner: For which partner they acted.
        since: From the beginning of this day (UTC).
        until: To the end of this day.
        thing: The kind of record.
        thing_id: The record.
    """

    verb: str = ""
    room: str = ""
    role: str = ""
    partner: UUID | None = None
    since: date | None = None
    until: date | None = None
    thing: str = ""
    thing_id: str = ""

    @property
    def set_filters(self) -> dict[str, bool]:
        """By its name, whether each filter is set."""
        return {one.name: bool(getattr(self, one.name)) for one in fields(self)}

    @property
    def is_indexed(self) -> bool:
        """Whether an index answers it alone, or nothing but dates is asked."""
        asked = {name for name, is_set in self.set_filters.items() if is_set} - {"since", "until"}
        return (len(asked) <= 1 and asked <= {"verb", "partner"}) or asked == {"thing", "thing_id"}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as it may be shown.

    Attributes:
        number: Of the entry.
        at: When.
        verb: The declared act.
        sentence: The verb's sentence.
        roles: The roles in which somebody acted, in words.
        partner: An authority's name, or what kind of partner it is where the roles do not say it.
        person: Letters that tell people of one day apart; "" for the workspace itself, and for an act that
            stands without a name.
        thing: The kind of record in words.
        thing_label: The kind of record.
        thing_id: The record; "" where the id would be somebody.
        facts: Numbers and short words behind the act, ids of people taken out.
        reason: Why, in the words of whoever acted; "" where none was given, "erased" where it is gone.
        hash: The entry's hash.
    """

    number: int
    at: datetime
    verb: str
    sentence: str
    roles: tuple[str, ...]
    partner: str
    person: str
    thing: str
    thing_label: str
    thing_id: str
    facts: tuple[tuple[str, str], ...]
    reason: str
    hash: str

    @property
    def who(self) -> str:
        """In which roles somebody acted; or that nobody did, but the workspace itself."""
        if self.roles:
            return ", ".join(self.roles)
        return _("no role") if self.person else _("the workspace itself")

    @property
    def behind(self) -> str:
        """The numbers and short words behind the act, on one line."""
        return "; ".join(f"{key}: {value}" for key, value in self.facts)


@dataclass(frozen=True, slots=True)
class TrailPage:
    """One page of the trail.

    Attributes:
        lines: The entries, newest first.
        older: Entries below this number come next; None at the beginning of the trail.
        looked_to: The lowest number that was looked at.
    """

    lines: tuple[Line, ...]
    older: int | None
    looked_to: int


def trail_page(wanted: Wanted, *, below: int | None = None) -> TrailPage:
    """Return one page of the trail, newest first.

    Args:
        wanted: Which entries.
        below: Only entries with lower numbers; None for the newest.
    """
    low, high = _range(wanted)
    if below is not None:
        high = min(high, below - 1)
    bottom = low if wanted.is_indexed else max(low, high - WINDOW + 1)
    rows = list(_matching(wanted).filter(pk__range=(bottom, high)).order_by("-pk")[: PAGE_SIZE + 1])
    shown = rows[:PAGE_SIZE]
    if len(rows) > PAGE_SIZE:
        return TrailPage(lines_of(shown), older=shown[-1].pk, looked_to=shown[-1].pk)
    return TrailPage(lines_of(shown), older=bottom if bottom > low else None, looked_to=bottom)


def lines_for_export(wanted: Wanted) -> Iterator[Line]:
    """Yield every matching entry, oldest first, without keeping them.

    Args:
        wanted: Which entries.
    """
    low, high = _range(wanted)
    partners = partners_shown()
    for start in range(low, high + 1, CHUNK):
        rows = _matching(wanted).filter(pk__range=(start, min(start + CHUNK - 1, high)))
        yield from lines_of(rows.order_by("pk"), partners=partners)


def line(number: int) -> Line | None:
    """Return one entry as oversight may see it; None if it is not kept."""
    return next(iter(lines_of(TrailEntry.objects.filter(pk=number))), None)


def lines_numbered(numbers: Iterable[int]) -> tuple[Line, ...]:
    """Return the entries with these numbers that are still kept, in the order of numbers."""
    return lines_of(TrailEntry.objects.filter(pk__in=list(numbers)).order_by("pk"))


def lines_of(rows: Iterable[TrailEntry], *, partners: Partners | None = None) -> tuple[Line, ...]:
    """Return entries as oversight may see them: no person's name, no partner's but an authority's.

    Args:
        rows: The entries.
        partners: How partners are called; read anew if None.
    """
    rows = list(rows)
    partners = partners or partners_shown()
    reasons = dict(
        TrailWords.objects.filter(entry__in=[row.pk for row in rows]).values_list("entry", "reason")
    )
    return tuple(_line(row, partners=partners, reason=reasons.get(row.pk, "")) for row in rows)


def own_page(person: Person, *, below: int | None = None) -> TrailPage:
    """Return what the trail says about a person: their acts, and acts on their account and roles.

    Args:
        person: Who asks; they see all facts and reasons of these, and others by role only.
        below: Only entries with lower numbers; None for the newest.
    """
    below = below if below is not None else _end() + 1
    grants = [str(key) for key in person.grants.values_list("pk", flat=True)]
    found: dict[int, TrailEntry] = {}
    for about in (
        Q(person_id=person.pk),
        Q(thing="rights.Person", thing_id=str(person.pk)),
        Q(thing="rights.Grant", thing_id__in=grants),
    ):
        rows = TrailEntry.objects.filter(about, pk__lt=below).order_by("-pk")[: PAGE_SIZE + 1]
        found |= {row.pk: row for row in rows}
    shown = [found[key] for key in sorted(found, reverse=True)[:PAGE_SIZE]]
    older = shown[-1].pk if len(found) > PAGE_SIZE else None
    return TrailPage(_own_lines(shown, person=person), older=older, looked_to=older or 1)


def things_named() -> Sequence[tuple[str, str]]:
    """Return every kind of record that an entry can be about, with its name in words."""
    return sorted((model._meta.label, thing_name(model._meta.label)) for model in apps.get_models())


def rooms() -> Sequence[str]:
    """Return the rooms that have declared verbs."""
    return sorted({one.room for one in declared_verbs()})


def thing_name(label: str) -> str:
    """Return a kind of record in words; the label itself where there is no such table."""
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label.partition(".")[2].lower() or label


def first_year() -> int | None:
    """Return the year in which the trail began; None where it has not."""
    found = TrailSegment.objects.order_by("number").values_list("opened_at", flat=True).first()
    return found.year if found else None


def _end() -> int:
    return TrailHead.objects.filter(pk=1).values_list("entry", flat=True).first() or 0


def _range(wanted: Wanted) -> tuple[int, int]:
    """Return the lowest and the highest number of the days asked for: times grow with numbers."""
    low, high = 1, _end()
    if wanted.since:
        low = _first_from(wanted.since) or high + 1
    if wanted.until:
        after = _first_from(wanted.until + timedelta(days=1))
        high = after - 1 if after else high
    return low, high


def _first_from(day: date) -> int | None:
    midnight = datetime.combine(day, time(), tzinfo=UTC)
    rows = TrailEntry.objects.filter(at__gte=midnight).order_by("at", "pk")
    return rows.values_list("pk", flat=True).first()


def _matching(wanted: Wanted) -> QuerySet[TrailEntry]:
    rows = TrailEntry.objects.all()
    if wanted.verb:
        rows = rows.filter(verb=wanted.verb)
    if wanted.room:
        rows = rows.filter(verb__startswith=f"{wanted.room}.")
    if wanted.role:
        # A list of texts; no role is part of another one's name within its quotation marks.
        rows = rows.alias(roles_text=Cast("roles", TextField()))
        rows = rows.filter(roles_text__contains=f'"{wanted.role}"')
    if wanted.partner:
        rows = rows.filter(organisation_id=wanted.partner).exclude(verb__in=unnamed_verbs())
    if wanted.thing:
        rows = rows.filter(thing=wanted.thing)
    if wanted.thing_id:
        rows = rows.filter(thing_id=wanted.thing_id).exclude(thing__in=NAMELESS)
    return rows


def _line(row: TrailEntry, *, partners: Partners, reason: str) -> Line:
    roles, partner = _roles(row), partners.called(row.organisation_id)
    return Line(
        number=row.pk,
        at=row.at,
        verb=row.verb,
        sentence=sentence_of(row.verb),
        roles=roles,
        # What kind of partner it is need not be said twice.
        partner="" if partner in roles else partner,
        person="" if row.verb in unnamed_verbs() else tag(row.person_id, on=row.at.date()),
        thing=thing_name(row.thing),
        thing_label=row.thing,
        thing_id=id_shown(row.thing, row.thing_id),
        facts=_facts(row.facts),
        # A reason given for an act on a partner's own note belongs to that partner.
        reason="" if row.thing in OWN_WORDS else _told(row, reason),
        hash=row.hash,
    )


def _own_lines(rows: Sequence[TrailEntry], *, person: Person) -> tuple[Line, ...]:
    reasons = dict(
        TrailWords.objects.filter(entry__in=[row.pk for row in rows]).values_list("entry", "reason")
    )
    return tuple(
        Line(
            number=row.pk,
            at=row.at,
            verb=row.verb,
            sentence=sentence_of(row.verb),
            roles=_roles(row),
            partner="",
            person=_("you") if row.person_id == person.pk else "",
            thing=thing_name(row.thing),
            thing_label=row.thing,
            thing_id=row.thing_id,
            facts=_facts(row.facts),
            reason=_told(row, reasons.get(row.pk, "")),
            hash=row.hash,
        )
        for row in rows
    )


def _told(row: TrailEntry, reason: str) -> str:
    """Return a reason; that one was given and is gone must not look as if none had been given."""
    return reason or (_("erased") if row.reason_digest else "")


def _roles(row: TrailEntry) -> tuple[str, ...]:
    return tuple(kind_name(role) if role in Role.values else role for role in row.roles)


def _facts(facts: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return numbers and short words; an id may be somebody's and is left out."""
    return tuple(
        (key.replace("_", " "), text)
        for key, value in sorted(facts.items())
        # Which key is an id as well; that it was a program is worth knowing.
        if (text := _("a program’s") if key == "key" else _fact(value)) is not None
    )


def _fact(value: object) -> str | None:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        shown = [text for one in value[:20] if (text := _fact(one)) is not None]
        return ", ".join(shown) or None
    if not isinstance(value, str) or len(value) > LONGEST_FACT or _is_id(value) or "@" in value:
        return None
    return value


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
