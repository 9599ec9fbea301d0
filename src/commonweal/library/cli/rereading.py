"""`commonweal library reread`: documents of this workspace once more, with the reader of this version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING
from uuid import UUID

import click

from commonweal.library.cli.inputs import watched
from commonweal.ui.terminal import print_json, say, start_django

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

    Name documents by their ids (as in their addresses), or take --all: that is the run which the
    page "Read everything again" shows, and which can be stopped there. Stopped, with Ctrl-C too, the
    next call with --all goes on where it was. One run at a time.

    The exit status is 0 if all were read, 1 if some keep their earlier reading or it was stopped, and
    2 if a run is under way already.
    """
    if bool(ids) == is_all:
        raise click.UsageError("Name documents by their ids, or say --all.")
    start_django()
    if is_all:
        ctx.exit(_read_all(as_json=as_json))
    from commonweal.library.actions.rereading import reread

    ctx.exit(1 if _shown(map(reread, ids), as_json=as_json) else 0)


def _shown(done: Iterator[Reread], *, as_json: bool) -> int:
    """Print what becomes of each document, and return how many keep their earlier reading."""
    kept = 0
    for one in watched(done):
        kept += bool(one.why)
        _show(one, as_json=as_json)
    return kept


def _read_all(*, as_json: bool) -> int:
    """Begin a run, or go on with the one that was stopped; return the exit status."""
    from commonweal.library.actions import rereadings
    from commonweal.library.models import Rereading
    from commonweal.library.queries.rereadings import older_count

    if not older_count():
        if not as_json:
            click.echo("Every document was read by this reader already.")
        return 0
    last = Rereading.objects.first()
    is_stopped = last is not None and last.state == Rereading.State.STOPPED
    run = (
        rereadings.resume(last.pk, person=None)
        if last is not None and is_stopped
        else rereadings.begin(person=None)
    )
    kept = 0
    try:
        with closing(rereadings.read_on(run.pk)) as done:
            kept = _shown(done, as_json=as_json)
    finally:
        # Ctrl-C, or a fault: nobody is to think that it goes on.
        rereadings.stop_here(run.pk)
    run.refresh_from_db()
    if run.state == Rereading.State.STOPPED:
        say(f"Stopped after {run.through} of {run.total}. {run.message}".strip())
        return 1
    return 1 if kept else 0


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
