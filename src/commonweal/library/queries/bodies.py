"""Bodies that documents name: how often, and where; for upper rooms that know the bodies as partners."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from commonweal.library import models
from commonweal.library.queries.documents import HEAVY, documents_visible_to, passage_address
from commonweal.library.queries.restrictions import restricted_now

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from commonweal.rights.models import Person

WORDS_CHARACTERS = 100


@dataclass(frozen=True, slots=True)
class Body:
    """A body that documents name, such as a ministry or an association.

    Attributes:
        key: Its name folded: what makes it the same body.
        documents: How many documents name it, of those that nothing restricts and the person may see.
    """

    key: str
    name: str
    short_name: str
    documents: int


@dataclass(frozen=True, slots=True)
class Bodies:
    """The bodies that documents name, the most named first; read page by page."""

    rows: Any = field(repr=False)

    def __len__(self) -> int:
        return int(self.rows.count())

    def __iter__(self) -> Iterator[Body]:
        return iter(self[:])

    def __getitem__(self, part: slice) -> list[Body]:
        return [
            Body(
                key=row.key,
                name=row.name,
                # A short form may be known from a restricted document alone.
                short_name="" if row.is_named_apart else row.short_name,
                documents=row.documents,
            )
            for row in self.rows[part]
        ]


@dataclass(frozen=True, slots=True)
class Named:
    """Where a document names a body.

    Attributes:
        name: As printed there.
        role: In words: issued the document, took part, paid.
        address: The page that shows the words where they stand; the document's where none are known.
    """

    document_id: UUID
    title: str
    name: str
    role: str
    date_issued: date | None
    address: str


def bodies_named(
    person: Person | AnonymousUser,
    *,
    words: str = "",
    keys: Iterable[str] | None = None,
    without: Iterable[str] = (),
) -> Bodies:
    """Return the bodies that documents name which nothing restricts, the most named first.

    What only a restricted document names is never among them, not even for whoever may read it: whoever
    takes a body over shows its name to everybody.

    Args:
        person: Who asks; only documents they may see count.
        words: Only bodies with these words in their name.
        keys: Only these; all if None.
        without: Keys of bodies to leave out.
    """
    open_ones = documents_visible_to(person).exclude(pk__in=restricted_now()).order_by()
    counted = Count(
        "mentions__document", filter=Q(mentions__document__in=open_ones.values("pk")), distinct=True
    )
    closed = models.Mention.objects.filter(body=OuterRef("pk"), document__in=restricted_now())
    rows = models.Body.objects.annotate(documents=counted, is_named_apart=Exists(closed))
    rows = rows.filter(documents__gt=0).exclude(key__in=list(without))
    if keys is not None:
        rows = rows.filter(key__in=list(keys))
    for word in words[:WORDS_CHARACTERS].split():
        rows = rows.filter(Q(name__icontains=word) | Q(short_name__iexact=word))
    return Bodies(rows.order_by("-documents", "name", "pk"))


def named_in(
    keys: Iterable[str], *, person: Person | AnonymousUser, limit: int
) -> tuple[Named, ...]:
    """Return where documents that a person may see name these bodies, the newest document first.

    Args:
        keys: The bodies' keys.
        person: Who reads.
        limit: How many at most.
    """
    seen = documents_visible_to(person).order_by()
    rows = models.Mention.objects.filter(body__key__in=list(keys), document__in=seen.values("pk"))
    rows = rows.select_related("document").defer(*(f"document__{name}" for name in HEAVY))
    newest = rows.order_by("-document__dated_on", "-document__added_at", "pk")
    return tuple(_named(one) for one in newest[:limit])


def _named(one: models.Mention) -> Named:
    address = one.document.get_absolute_url()
    if one.start is not None and one.end is not None:
        address = passage_address(one.document_id, start=one.start, end=one.end)
    return Named(
        document_id=one.document_id,
        title=one.document.title,
        name=one.name,
        role=str(one.get_role_display()),
        date_issued=one.document.date_issued,
        address=address,
    )
