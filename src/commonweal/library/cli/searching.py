"""`commonweal library search | reindex`: passages by words, and the index they are found with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from commonweal.ui.terminal import print_json, say, start_django

if TYPE_CHECKING:
    # Engines are imported where they are used: `commonweal --help` must answer at once.
    from commonweal.library.queries.search import Found


@click.command(
    name="search",
    epilog="""\b
Examples:
  commonweal library search '"women and youth"' --country Albania
  commonweal library search police schools --year 2021 --json
""",
)
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@click.option("--country", default="", help="As the list of documents names it.")
@click.option("--field", default="", help="A field of work, as printed.")
@click.option("--body", default="", help="A body that the document names, full or short.")
@click.option("--year", default="", help="Of issue, else of the event.")
@click.option("--kind", default="", help="news item, press release, event or other.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 100))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line and passage.")
def search_command(*, words: Sequence[str], limit: int, as_json: bool, **filters: str) -> None:
    """Find passages by words; in quotation marks: exactly these words together, always.

    Best first. That a search was made is noted in the trail; what was searched for nowhere.
    """
    start_django()
    from commonweal.library.actions.search import record_search
    from commonweal.library.queries import search

    if filters["body"]:
        filters["body"] = search.body_named(filters["body"])
    result = search.find(" ".join(words), person=None, filters=filters, limit=limit)
    record_search(None)
    if result.match in {"similar", "any"}:
        say(f"No passage has all of these words; these have {result.match} words.")
    for found in result.passages:
        _show_found(found, as_json=as_json)
    say(f"{len(result.passages)} of {result.count} passages")


@click.command(name="reindex", epilog="Example: commonweal library reindex")
def reindex_command() -> None:
    """Build the search index anew from the database; searching goes on meanwhile.

    Stopped half-way, the next call goes on from there.
    """
    start_django()
    from commonweal.library.actions import search

    count = search.reindex(progress=lambda done: say(f"{done} documents"))
    say(f"The index holds {count} documents.")


def _show_found(found: Found, *, as_json: bool) -> None:
    """Print one passage with its document."""
    if as_json:
        print_json(
            {
                "document": str(found.document.pk),
                "title": found.document.title,
                "span": [found.start, found.end],
                "text": found.text,
                "score": round(found.score, 3),
                "address": found.address,
            }
        )
        return
    click.secho(found.document.title, bold=True)
    words = (
        click.style(segment.text, bold=True) if segment.is_marked else segment.text
        for segment in found.segments
    )
    click.echo(f"{''.join(words)}\n{found.address}\n")
