"""Documents a person may see: the list with its filters, one document, its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.db.models.functions import Length, Substr
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.kernel.errors import InvalidInput, NotFound
from commonweal.library.engine.search.query import documents_with
from commonweal.library.models import Body, Document
from commonweal.library.rules import KNOW_REMOVED, LET_IN, SEE_DOCUMENT, may_know_file_name

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser

    from commonweal.rights.models import Person

# The columns that hold whole texts stay in the database unless one document is shown.
HEAVY = ("text", "record", "blocks", "notes")
MOST_OPTIONS = 60
# The code of the error that tells whoever could read a document that it was removed.
REMOVED_CODE = "library.document-removed"

# Documents without a date come last, whichever way one looks.
NEWEST = F("dated_on").desc(nulls_last=True)
SORTS: Mapping[str, tuple[str | OrderBy, ...]] = {
    "newest": (NEWEST, "-added_at", "id"),
    "oldest": (F("dated_on").asc(nulls_last=True), "added_at", "id"),
    "added": ("-added_at", "id"),
    "title": ("title", "id"),
    "kind": ("kind", NEWEST, "id"),
    "country": ("country", NEWEST, "id"),
}

# Where a filter's values are: in a column, or in rows that point to the document.
_COLUMNS = {"kind": "kind", "country": "country", "year": "year", "language": "language"}
_ROWS = {"field": "subjects__name", "body": "mentions__body_id"}
FILTERS = ("kind", "country", "field", "body", "year", "language")


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter with the number of documents that choosing it would leave."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asks the list for; empty values ask for nothing."""

    words: str = ""
    filters: Mapping[str, str] | None = None
    sort: str = "newest"

    def value(self, name: str) -> str:
        """Return the chosen value of a filter, or nothing."""
        return (self.filters or {}).get(name, "")


def documents_visible_to(person: Person | AnonymousUser | None) -> QuerySet[Document]:
    """Return the documents that ``person`` may see, without their texts.

    Args:
        person: Who asks; None for the command line of whoever runs the server, which sees all that were not removed.
    """
    if person is None:
        return Document.objects.filter(removed_at=None).defer(*HEAVY)
    return Document.objects.filter(SEE_DOCUMENT.rows(person)).defer(*HEAVY)


def hidden_from(person: Person | AnonymousUser | None) -> frozenset[UUID]:
    """Return the restricted documents that ``person`` may not see: few, however many documents there are.

    Args:
        person: Who reads; None for the command line of whoever runs the server, from which none is hidden.
    """
    if person is None:
        return frozenset()
    restricted = Document.objects.filter(restrictions__lifted_at=None, restrictions__isnull=False)
    return frozenset(restricted.exclude(LET_IN.rows(person)).values_list("pk", flat=True))


def listed(wanted: Wanted, *, person: Person | AnonymousUser) -> QuerySet[Document]:
    """Return the documents a person asked for, in the order asked for, with their origins counted."""
    found = _filtered(_with_words(wanted, person=person), wanted)
    return found.order_by(*SORTS.get(wanted.sort, SORTS["newest"]))


def options(wanted: Wanted, *, person: Person | AnonymousUser) -> Mapping[str, Sequence[Option]]:
    """Return, for each filter, the values that can be chosen and how many documents each leaves.

    The other filters stay as they are; the chosen value of a filter is always among its options.
    One query for each filter, however many documents there are.
    """
    with_words = _with_words(wanted, person=person)
    found = {name: _options_of(name, with_words, wanted) for name in FILTERS}
    return {name: _with_chosen(name, found[name], wanted, person=person) for name in FILTERS}


def card_of(document_id: UUID, *, person: Person | AnonymousUser) -> Document:
    """Return one document without its texts.

    Raises:
        NotFound: If there is none, it was removed, or the person may not know of it.
    """
    return one_of(documents_visible_to(person), document_id, person=person)


def record_of(document_id: UUID, *, person: Person | AnonymousUser) -> Document:
    """Return one document with its record but without its text.

    Raises:
        NotFound: As for ``card_of``.
    """
    visible = Document.objects.filter(SEE_DOCUMENT.rows(person)).defer("text", "blocks")
    return one_of(visible, document_id, person=person)


def document_of(document_id: UUID, *, person: Person | AnonymousUser) -> Document:
    """Return one document with everything, its origins and what it names.

    Raises:
        NotFound: As for ``card_of``.
    """
    whole = Document.objects.filter(SEE_DOCUMENT.rows(person)).prefetch_related(
        "origins__added_by", "origins__added_for", "mentions__body", "subjects"
    )
    return one_of(whole, document_id, person=person)


def file_name_for(person: Person | AnonymousUser, document: Document) -> str:
    """Return the name under which the person's own partner added a document; nothing where it did not."""
    names = (one.name for one in document.origins.all() if may_know_file_name(person, one))
    return next(names, "")


def words_between(document: Document, *, start: int, end: int) -> str:
    """Return the words of a document between two places, read from the database alone.

    Args:
        document: One that the person may see.
        start: Place of the first character.
        end: Place after the last character.

    Raises:
        InvalidInput: If the places do not lie inside the text, or nothing lies between them.
    """
    row = (
        Document.objects.filter(pk=document.pk)
        .annotate(
            length=Length("text"), words=Substr("text", max(start, 0) + 1, max(end - start, 1))
        )
        .values("length", "words")
        .get()
    )
    if not 0 <= start < end <= row["length"]:
        raise InvalidInput(
            "library.passage",
            _(
                "The passage from %(start)s to %(end)s does not lie inside the text, "
                "which has %(length)s characters."
            )
            % {"start": start, "end": end, "length": row["length"]},
        )
    return str(row["words"])


def passage_address(document_id: UUID, *, start: int, end: int, words: str = "") -> str:
    """Return the address of a document's page that shows a passage, highlighted.

    Args:
        document_id: The document.
        start: Place of the passage's first character.
        end: Place after its last character.
        words: What a person looked for, to be marked inside the passage.
    """
    query = urlencode({"from": start, "to": end, **({"q": words} if words else {})})
    return f"{reverse('library:document', args=[document_id])}?{query}#passage"


def count_added_since(since: datetime | None, *, person: Person | AnonymousUser) -> int:
    """Return how many documents others added after a moment; all that others added, if None."""
    found = documents_visible_to(person).exclude(added_by_id=getattr(person, "pk", None))
    return (found if since is None else found.filter(added_at__gt=since)).count()


def bodies_named(ids: Sequence[str], *, person: Person | AnonymousUser) -> Mapping[str, str]:
    """Return the names of bodies by id; left out is what is no body, or in no document the person may see."""
    seen = documents_visible_to(person).order_by().values("pk")
    named = Body.objects.filter(pk__in=_uuids(ids), mentions__document__in=seen)
    return {str(key): name for key, name in named.order_by().values_list("pk", "name")}


def one_of(
    found: QuerySet[Document], document_id: UUID, *, person: Person | AnonymousUser | None
) -> Document:
    """Return one of the documents that a person may see.

    Args:
        found: What they may see.
        document_id: The document.
        person: Who asks; None for the command line.

    Raises:
        NotFound: If it is not among them; with a code of its own where they may know that it was removed.
    """
    document = found.filter(pk=document_id).first()
    if document is None:
        removed = Document.objects.filter(pk=document_id)
        if person is not None and removed.filter(KNOW_REMOVED.rows(person)).exists():
            page = reverse("library:document", args=[document_id])
            raise NotFound(REMOVED_CODE, _("The document was removed."), gone=page)
        raise NotFound("library.document", _("There is no such document, or not for you."))
    return document


def _with_words(wanted: Wanted, *, person: Person | AnonymousUser) -> QuerySet[Document]:
    visible = documents_visible_to(person)
    ids = documents_with(settings.SEARCH_FOLDER, wanted.words) if wanted.words else None
    return visible if ids is None else visible.filter(pk__in=ids)


def _filtered(
    found: QuerySet[Document], wanted: Wanted, *, but: str | None = None
) -> QuerySet[Document]:
    for name in FILTERS:
        value = wanted.value(name)
        if value and name != but:
            found = found.filter(_condition(name, value))
    return found


def _condition(name: str, value: str) -> Q:
    """Return the condition of one filter; a value that cannot be one matches nothing."""
    if name == "year" and not (value.isascii() and value.isdigit() and len(value) <= 4):
        return Q(pk__in=[])
    if name == "body":
        return Q(pk__in=Document.objects.filter(mentions__body_id__in=_uuids([value])).values("pk"))
    if name == "field":
        return Q(pk__in=Document.objects.filter(subjects__name=value).values("pk"))
    return Q(**{_COLUMNS[name]: value})


def _options_of(name: str, with_words: QuerySet[Document], wanted: Wanted) -> Sequence[Option]:
    column = _COLUMNS.get(name) or _ROWS[name]
    label = "mentions__body__name" if name == "body" else column
    within = _filtered(with_words, wanted, but=name).order_by()
    counted = (
        within.exclude(**{f"{column}__isnull": True})
        .values(value=F(column), label=F(label))
        .annotate(count=Count("pk", distinct=True))
        .order_by(*(["-value"] if name == "year" else ["-count", "label"]))[:MOST_OPTIONS]
    )
    return [
        Option(value=str(row["value"]), label=str(row["label"]), count=row["count"])
        for row in counted
        if row["value"] != ""
    ]


def _with_chosen(
    name: str, found: Sequence[Option], wanted: Wanted, *, person: Person | AnonymousUser
) -> Sequence[Option]:
    """Return a filter's options with the chosen one among them, also where it leaves nothing."""
    chosen = wanted.value(name)
    if not chosen or chosen in {option.value for option in found}:
        return found
    names = bodies_named([chosen], person=person) if name == "body" else {}
    return [*found, Option(value=chosen, label=names.get(chosen, chosen), count=0)]


def _uuids(values: Sequence[str]) -> list[UUID]:
    found = []
    for value in values:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found
