"""The search page: passages as one types."""

from __future__ import annotations

import time
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.kernel.doors import READERS, opens_to
from commonweal.library import tasks
from commonweal.library.actions.search import make_index, record_search
from commonweal.library.actions.watching import note_shown
from commonweal.library.engine.search.index import FILTERS
from commonweal.library.forms.documents import FiltersForm
from commonweal.library.queries import documents as documents_reads
from commonweal.library.queries import search as reads
from commonweal.library.queries.restrictions import restricted_of
from commonweal.library.views.documents import chips_of, wanted_of
from commonweal.library.views.signed_in import SignedIn

PAGE_SIZE = 20
PAGES_MOST = 25
# As one types, each pause asks: that is one search, and one line of the trail.
ONE_SEARCH_S = 60


class _Passages(Paginator[reads.Found]):
    """The pages of an answer of which one page was fetched."""

    def __init__(self, result: reads.Result) -> None:
        super().__init__(result.passages, PAGE_SIZE)
        self._count = min(result.count, PAGE_SIZE * PAGES_MOST)

    @property
    def count(self) -> int:
        """Return how many passages there are in all, as far as pages go."""
        return self._count


@opens_to(READERS)
@require_safe
def search(request: SignedIn) -> HttpResponse:
    """Show the passages that answer a person's words."""
    wanted = wanted_of(request.GET)
    number = _number(request.GET.get("page", ""))
    result = reads.find(
        wanted.words,
        person=request.user,
        filters={name: wanted.value(name) for name in FILTERS},
        limit=PAGE_SIZE,
        offset=(number - 1) * PAGE_SIZE,
    )
    _note(request, wanted.words)
    _note_shown(request, {one.document.pk.hex for one in result.passages})
    _mend()
    is_fragment = request.headers.get("HX-Target") == "results"
    options = documents_reads.options(
        documents_reads.Wanted(filters=wanted.filters), person=request.user
    )
    context = {
        "wanted": wanted,
        "result": result,
        "page": Page(result.passages, number, _Passages(result)),
        "form": FiltersForm(wanted, options, names=FILTERS, has_sort=False),
        "chips": chips_of(request.GET, wanted, options),
        "is_fragment": is_fragment,
        "missing": reads.not_yet_findable(request.user),
    }
    return render(
        request, "library/search.html#results" if is_fragment else "library/search.html", context
    )


def _number(typed: str) -> int:
    is_number = typed.isascii() and typed.isdigit() and len(typed) < 5
    return min(max(int(typed), 1), PAGES_MOST) if is_number else 1


def _note(request: SignedIn, words: str) -> None:
    """Write that a search happened: one line for what a person types within a minute."""
    now = time.time()
    if not words or now - request.session.get("library_searched_at", 0) < ONE_SEARCH_S:
        return
    request.session["library_searched_at"] = now
    record_search(request.user)


def _note_shown(request: SignedIn, documents: set[str]) -> None:
    """Note whose words are shown: one line for what a person types within a minute."""
    now = time.time()
    before: dict[str, float] = request.session.get("library_shown", {})
    kept = {key: at for key, at in before.items() if now - at < ONE_SEARCH_S}
    new = restricted_of(UUID(key) for key in documents - set(kept))
    if new or len(kept) < len(before):
        request.session["library_shown"] = kept | dict.fromkeys((key.hex for key in new), now)
    note_shown(new, person=request.user)


def _mend() -> None:
    """Have the index built anew where it is missing, broken or of an older version."""
    if make_index():
        tasks.index_missing.enqueue()
