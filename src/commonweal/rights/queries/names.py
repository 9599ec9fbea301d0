"""What records are called in lists of the retention pages, and where they are shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commonweal.rights.models import Person
from commonweal.rights.queries.holds import seen_rows
from commonweal.rights.rules.keeping import Keeping, keeping_of
from commonweal.rights.rules.people import sees_names
from commonweal.rights.rules.records import kind_of

if TYPE_CHECKING:
    from django.db.models import Model


@dataclass(frozen=True, slots=True)
class Named:
    """A record as a list shows it.

    Attributes:
        text: What it is called; nothing where the reader may not know.
        address: The page that shows it; nothing where there is none, or not for the reader.
    """

    text: str = ""
    address: str = ""


NAMELESS_ONE = Named()


def name_of(row: Model, keeping: Keeping, *, person: Any) -> Named:
    """Return what a record is called that the reader may see.

    One that has only an id is called by its kind and the day its clock began.

    Args:
        row: The record.
        keeping: Its kind.
        person: Who reads.
    """
    if isinstance(row, Person) and not sees_names(person):
        return NAMELESS_ONE
    text = str(row)
    if _is_id(text):
        began = getattr(row, keeping.counts_from, None)
        kind = str(row._meta.verbose_name)
        day = date_format(timezone.localdate(began)) if began else ""
        text = _("%(kind)s of %(day)s") % {"kind": kind, "day": day} if day else kind
    kind_with_page = kind_of(row._meta.label)
    if kind_with_page is not None:
        return Named(text, kind_with_page.address(row))
    own = getattr(row, "get_absolute_url", None)
    return Named(text, str(own()) if own else "")


def names_of(pairs: Iterable[tuple[str, str]], *, person: Any) -> Mapping[tuple[str, str], Named]:
    """Return what those of some records are called that the reader may see.

    Args:
        pairs: Labels of kinds, and ids as text.
        person: Who reads.
    """
    keys: dict[str, set[str]] = defaultdict(set)
    for thing, key in pairs:
        keys[thing].add(key)
    found: dict[tuple[str, str], Named] = {}
    for thing, wanted in keys.items():
        keeping = keeping_of(thing)
        if keeping is None or not keeping.is_content:
            continue
        for row in seen_rows(keeping, person=person).filter(pk__in=wanted):
            found[thing, str(row.pk)] = name_of(row, keeping, person=person)
    return found


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
