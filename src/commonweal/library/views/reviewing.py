"""The queue of values that wait for people; and, for everybody, how often the reader is right."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.kernel.doors import EVERYONE, WORKERS, opens_to
from commonweal.library.actions.watching import note_shown
from commonweal.library.forms.documents import QueueForm
from commonweal.library.queries import error_rates
from commonweal.library.queries.rereadings import older_count
from commonweal.library.queries.waiting import (
    entries_for,
    next_place,
    queue_asked,
    waiting_rows,
)
from commonweal.library.rules import may_reread
from commonweal.library.views.checking import checking_with, value_address
from commonweal.library.views.signed_in import SignedIn

PAGE_SIZE = 20
# Of each document the list shows so many values; the others are on its own page.
SHOWN_OF_EACH = 5


@opens_to(WORKERS)
@require_safe
def review(request: SignedIn) -> HttpResponse:
    """List the values that wait, the documents with the least certain ones first."""
    queue = queue_asked(request.GET)
    rows = waiting_rows(queue, person=request.user)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    first = next_place(queue, None, person=request.user)
    query = queue.query
    note_shown([row.document_id for row in page], person=request.user)
    return render(
        request,
        "library/review.html",
        {
            "page": page,
            "form": QueueForm(initial={"sure": queue.sure, "part": queue.part}),
            "entries": [
                {
                    "document": entry.document,
                    "more": max(0, len(entry.values) - SHOWN_OF_EACH),
                    "values": [
                        (
                            checking.of(one.key),
                            value_address(entry.document, one.key, **query, at=repr(entry.least)),
                        )
                        for one in entry.values[:SHOWN_OF_EACH]
                    ],
                }
                for entry in entries_for(list(page), queue)
                for checking in [checking_with(entry.document, entry.reviews, person=request.user)]
            ],
            "first": value_address(first.document, first.key, **query, at=repr(first.least))
            if first
            else "",
            "older": older_count() if may_reread(request.user) else 0,
        },
    )


@opens_to(EVERYONE)
@require_safe
def reading(request: HttpRequest) -> HttpResponse:
    """Say in plain words how often people found read values right."""
    return render(request, "library/reading.html", {"rates": error_rates.rates()})
