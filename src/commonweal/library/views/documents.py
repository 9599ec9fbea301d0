"""Pages of documents: the list, one document beside its record, its original."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonweal.kernel.doors import READERS, opens_to
from commonweal.kernel.errors import NotFound
from commonweal.kernel.provenance import Span
from commonweal.library.actions.originals import take_original
from commonweal.library.engine.version import READER_VERSION
from commonweal.library.forms.documents import FILTER_LABELS, FiltersForm, label_of
from commonweal.library.models import Document
from commonweal.library.public import related_links
from commonweal.library.queries import documents as reads
from commonweal.library.rules import may_remove, may_reread
from commonweal.library.views.checking import checking_of
from commonweal.library.views.removing import gone
from commonweal.library.views.sheet import Sheet, sheet_of
from commonweal.library.views.signed_in import SignedIn

PAGE_SIZE = 50
# What a browser may be told about a file; anything else is only bytes to it.
SAFE_TYPES = frozenset(
    {
        "text/plain",
        "text/html",
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "message/rfc822",
        "application/rss+xml",
        "application/atom+xml",
        "application/xml",
    }
)


@opens_to(READERS)
@require_safe
def documents(request: SignedIn) -> HttpResponse:
    """List the documents the reader may see, newest first, with filters."""
    wanted = wanted_of(request.GET)
    options = reads.options(wanted, person=request.user)
    page = Paginator(reads.listed(wanted, person=request.user), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "form": FiltersForm(wanted, options, names=reads.FILTERS),
        "chips": chips_of(request.GET, wanted, options),
        "columns": _columns(request.GET, wanted),
        "wanted": wanted,
        "may_remove": may_remove(request.user),
        "is_fragment": request.headers.get("HX-Target") == "results",
    }
    name = "library/documents.html#results" if context["is_fragment"] else "library/documents.html"
    return render(request, name, context)


@opens_to(READERS)
@require_safe
def document(request: SignedIn, document_id: UUID) -> HttpResponse:
    """Show a document's text and what was read in it, side by side; or that it was removed."""
    try:
        found = reads.document_of(document_id, person=request.user)
    except NotFound:
        page = gone(request, document_id)
        if page is None:
            raise
        return page
    shown = _passage(request.GET, len(found.text))
    links = related_links(found.pk, person=request.user)
    checking = checking_of(found, person=request.user)
    sheet: Sheet = sheet_of(
        found,
        checking=checking,
        page=request.GET.get("page"),
        shown=shown,
        links=links,
        words=request.GET.get("q", ""),
    )
    return render(
        request,
        "library/document.html",
        {
            "document": found,
            "sheet": sheet,
            "checking": checking,
            "is_older": found.reader_version != READER_VERSION,
            "may_reread": may_reread(request.user),
            "links": [link for link in links if link.start is None],
            "may_remove": may_remove(request.user),
        },
    )


@opens_to(READERS)
@require_safe
def original(request: SignedIn, document_id: UUID) -> FileResponse:
    """Hand out the original as a download; it is never shown inside the workspace."""
    found, stream = take_original(document_id, person=request.user)
    return FileResponse(
        stream,
        as_attachment=True,
        filename=_name_of_original(request, found),
        content_type=found.media_type
        if found.media_type in SAFE_TYPES
        else "application/octet-stream",
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"},
    )


def _name_of_original(request: SignedIn, found: Document) -> str:
    """Return the name the reader's own partner gave the file; for others its title, as the same kind of file."""
    own = reads.file_name_for(request.user, found).replace("\\", "/").rsplit("/", maxsplit=1)[-1]
    if own:
        return own
    ending = mimetypes.guess_extension(found.media_type) or ""
    return f"{slugify(found.title)[:80] or 'original'}{ending}"


def wanted_of(query: QueryDict) -> reads.Wanted:
    """Return what the address asks the list for."""
    return reads.Wanted(
        words=query.get("q", "").strip(),
        filters={name: query.get(name, "").strip()[:300] for name in reads.FILTERS},
        sort=query.get("sort", "newest"),
    )


def chips_of(
    query: QueryDict, wanted: reads.Wanted, options: Mapping[str, Sequence[reads.Option]]
) -> list[dict[str, str]]:
    """Return the filters in use, each with the address of the page without it."""
    chips = []
    for name in ("q", *reads.FILTERS):
        value = wanted.words if name == "q" else wanted.value(name)
        if not value:
            continue
        found = [one for one in options.get(name, ()) if one.value == value]
        chips.append(
            {
                "label": str(FILTER_LABELS.get(name, _("Words"))),
                "text": label_of(name, found[0]) if found else value,
                "without": _address(query, without=(name, "page")),
            }
        )
    return chips


def _columns(query: QueryDict, wanted: reads.Wanted) -> list[dict[str, object]]:
    """Return the table's headings: where one can be sorted by, the address that does it."""
    dates = "oldest" if wanted.sort == "newest" else "newest"
    columns = (
        (_("Title"), "title", "title"),
        (_("Date"), dates, "newest" if wanted.sort != "oldest" else "oldest"),
        (_("Kind"), "kind", "kind"),
        (_("Country"), "country", "country"),
        (_("Promised"), "", ""),
    )
    return [
        {
            "text": text,
            "address": _address(query, without=("page",), sort=sort) if sort else "",
            "direction": _direction(wanted.sort, here),
        }
        for text, sort, here in columns
    ]


def _direction(sort: str, column: str) -> str:
    if sort != column:
        return ""
    return "descending" if sort == "newest" else "ascending"


def _address(query: QueryDict, *, without: Sequence[str], **changes: str) -> str:
    changed = query.copy()
    for name in without:
        changed.pop(name, None)
    for name, value in changes.items():
        changed[name] = value
    for name in [name for name, value in changed.items() if not value]:
        del changed[name]
    return f"?{changed.urlencode()}"


def _passage(query: QueryDict, length: int) -> Span | None:
    """Return the passage the address asks for, if it lies inside the text."""
    start, end = query.get("from", ""), query.get("to", "")
    if not all(place.isascii() and place.isdigit() and len(place) < 12 for place in (start, end)):
        return None
    span = Span(int(start), int(end))
    return span if span.start < span.end <= length else None
