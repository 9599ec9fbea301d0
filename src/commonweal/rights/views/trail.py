"""Pages of the trail: for oversight, without identities; and for each person, what it says about them."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commonweal.kernel.doors import OVERSIGHT, SIGNED_IN, opens_to
from commonweal.kernel.errors import NotFound
from commonweal.rights.actions.reading import record_look
from commonweal.rights.forms.oversight import TrailForm
from commonweal.rights.models import TrailEntry
from commonweal.rights.queries import trail as queries
from commonweal.rights.queries.oversight import authorities
from commonweal.rights.queries.trail import Line
from commonweal.rights.views.signed_in import SignedIn

if TYPE_CHECKING:
    pass


COLUMNS = (
    "entry",
    "at",
    "verb",
    "sentence",
    "roles",
    "partner",
    "person_of_that_day",
    "thing",
    "thing_id",
    "facts",
    "reason",
    "hash",
)
# A cell that begins so is read as a formula by spreadsheets.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
LARGEST_NUMBER_DIGITS = 18


@opens_to(OVERSIGHT)
@never_cache
@require_safe
def trail(request: SignedIn) -> HttpResponse:
    """Show the trail, newest first, with filters; that it was looked at is recorded."""
    form = _form(request)
    if not form.is_valid():
        return render(request, "rights/trail.html", {"form": form}, status=422)
    wanted = form.wanted
    record_look(request.user, filters=wanted.set_filters)
    page = queries.trail_page(wanted, below=_below(request))
    query = request.GET.copy()
    query.pop("below", None)
    context = {
        "form": form,
        "page": page,
        "is_filtered": any(wanted.set_filters.values()),
        "is_first": not _below(request),
        "query": query.urlencode(),
    }
    return render(request, "rights/trail.html", context)


@opens_to(OVERSIGHT)
@never_cache
@require_safe
def entry(request: SignedIn, number: int) -> HttpResponse:
    """Show one entry of the trail."""
    found = queries.line(number) if len(str(number)) <= LARGEST_NUMBER_DIGITS else None
    if found is None:
        raise NotFound("rights.trail.entry", _("The trail has no such entry any more."))
    record_look(request.user, filters={"entry": True})
    row = TrailEntry.objects.get(pk=number)
    return render(request, "rights/trail_entry.html", {"line": found, "row": row})


@opens_to(OVERSIGHT)
@never_cache
@require_safe
def export_csv(request: SignedIn) -> HttpResponseBase:
    """Hand out the filtered trail as a table; recorded before the first line goes out."""
    return _export(request, _as_csv, suffix="csv", kind="text/csv; charset=utf-8")


@opens_to(OVERSIGHT)
@never_cache
@require_safe
def export_jsonl(request: SignedIn) -> HttpResponseBase:
    """Hand out the filtered trail as one JSON object a line; recorded before the first goes out."""
    return _export(request, _as_jsonl, suffix="jsonl", kind="application/x-ndjson")


@opens_to(SIGNED_IN)
@never_cache
@require_safe
def my_trail(request: SignedIn) -> HttpResponse:
    """Show a person what the trail says about them."""
    page = queries.own_page(request.user, below=_below(request))
    context = {"page": page, "is_first": not _below(request)}
    return render(request, "rights/my_trail.html", context)


def _form(request: HttpRequest) -> TrailForm:
    return TrailForm(request.GET, authorities=authorities(), rooms=queries.rooms())


def _below(request: HttpRequest) -> int | None:
    text = request.GET.get("below", "")
    is_number = text.isascii() and text.isdigit() and len(text) <= LARGEST_NUMBER_DIGITS
    return int(text) if is_number else None


def _export(
    request: SignedIn, lines: Callable[[Iterator[Line]], Iterator[str]], *, suffix: str, kind: str
) -> HttpResponseBase:
    form = _form(request)
    if not form.is_valid():
        return render(request, "rights/trail.html", {"form": form}, status=422)
    record_look(request.user, filters=form.wanted.set_filters, is_export=True)
    answer = StreamingHttpResponse(lines(queries.lines_for_export(form.wanted)), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="trail.{suffix}"'
    return answer


class _Echo:
    """A file that hands each line back."""

    def write(self, text: str) -> str:
        return text


def _as_csv(found: Iterator[Line]) -> Iterator[str]:
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    yield writer.writerow(COLUMNS)
    for one in found:
        yield writer.writerow([_harmless(value) for value in _values(one).values()])


def _as_jsonl(found: Iterator[Line]) -> Iterator[str]:
    for one in found:
        values = _values(one) | {"roles": one.roles, "facts": dict(one.facts)}
        yield json.dumps(values, ensure_ascii=False) + "\n"


def _values(one: Line) -> dict[str, object]:
    return dict(
        zip(
            COLUMNS,
            (
                one.number,
                one.at.isoformat(),
                one.verb,
                one.sentence,
                "; ".join(one.roles),
                one.partner,
                one.person,
                one.thing_label,
                one.thing_id,
                "; ".join(f"{key}: {value}" for key, value in one.facts),
                one.reason,
                one.hash,
            ),
            strict=True,
        )
    )


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
