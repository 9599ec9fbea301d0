"""`commonweal library add`: documents into the library of this workspace."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from commonweal.library.cli.inputs import documents_of, watched
from commonweal.ui.terminal import print_json, say, start_django

if TYPE_CHECKING:
    # Engines are imported where they are used: `commonweal --help` must answer at once.
    from commonweal.library.actions.batch import Added


@click.command(
    name="add",
    epilog="""\b
Examples:
  commonweal library add press-release.txt reports/
  commonweal library add --json archive.zip > added.jsonl
""",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line and document.")
@click.pass_context
def add_command(ctx: click.Context, *, paths: Sequence[str], as_json: bool) -> None:
    """Add documents to the library of this workspace and read them, as its page does.

    PATH is what `commonweal library read` takes. Known documents get one more origin.

    The exit status is 0 if all documents are in the library now, and 1 if some could not be read.
    """
    start_django()
    from commonweal.library.actions import search
    from commonweal.library.actions.batch import add_each

    search.index_missing()
    failed = 0
    for added in watched(add_each(documents_of(paths), person=None)):
        failed += added.document_id is None
        _show_added(added, as_json=as_json)
    ctx.exit(1 if failed else 0)


def _show_added(added: Added, *, as_json: bool) -> None:
    """Print what became of one document; a refusal goes to standard error."""
    if added.document_id is None:
        if as_json:
            error = {"code": added.code, "detail": added.refusal}
            print_json({"file": added.name, "error": error})
        else:
            say(f"{added.name}: {added.refusal}")
        return
    known = "put back" if added.is_back else "known already"
    state = "read" if added.is_new else known
    if as_json:
        key = str(added.document_id)
        print_json({"file": added.name, "document": key, "title": added.title, "state": state})
    else:
        click.echo(f"{added.name}: {state}: {added.title}")
