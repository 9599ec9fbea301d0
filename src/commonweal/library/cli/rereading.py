"""`commonweal library reread`: documents of this workspace once more, with the reader of this version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

import click

from commonweal.library.cli.inputs import watched
from commonweal.ui.terminal import print_json, start_django

if TYPE_CHECKING:
    # Engines are imported where they are used: `commonweal --help` must answer at once.
    from commonweal.library.actions.rereading import Reread


@click.command(
    name="reread",
    epilog="""\b
Examples:
  commonweal library reread --all
  commonweal library reread 0b6f0c1e-7d2e-4a57-9a55-2f6f6f6f6f6f --json
""",
)
@click.argument("ids", nargs=-1, type=click.UUID, metavar="ID...")
@click.option("--all", "is_all", is_flag=True, help="Every document that an older reader read.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line and document.")
@click.pass_context
def reread_command(ctx: click.Context, *, ids: Sequence[UUID], is_all: bool, as_json: bool) -> None:
    """Read documents again; what people accepted, corrected and rejected stays.

    Name documents by their ids (as in their addresses), or take --all. Stopped with Ctrl-C, the
    next call with --all goes on with those that are left.

    The exit status is 0 if all were read, and 1 if some keep their earlier reading.
    """
    if bool(ids) == is_all:
        raise click.UsageError("Name documents by their ids, or say --all.")
    start_django()
    from commonweal.library.actions.rereading import ids_to_read, reread, reread_some

    done: Iterator[Reread] = reread_some(ids_to_read()) if is_all else map(reread, ids)
    kept = count = 0
    for one in watched(done):
        count += 1
        kept += bool(one.why)
        _show(one, as_json=as_json)
    if is_all and not count and not as_json:
        click.echo("Every document was read by this reader already.")
    ctx.exit(1 if kept else 0)


def _show(one: Reread, *, as_json: bool) -> None:
    """Print what became of one document."""
    if as_json:
        print_json(
            {
                "document": str(one.document_id),
                "title": one.title,
                "changed": one.changed,
                "why_not": one.why or None,
            }
        )
    elif one.why:
        click.echo(f"{one.title}: keeps its earlier reading. {one.why}", err=True)
    else:
        click.echo(f"{one.title}: read again, {one.changed} values changed")
