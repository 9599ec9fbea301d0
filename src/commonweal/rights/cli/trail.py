"""`commonweal rights verify | anchor`: prove that nobody changed the trail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commonweal.kernel.errors import Conflict, InvalidInput
from commonweal.ui.terminal import print_json, say, start_django

if TYPE_CHECKING:
    from commonweal.rights.engine.types import Anchor, Verified

# A shorter walk is over before a bar can be read.
LONG_WALK = 20_000
FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("verify")
@click.option("--anchor", "anchor_file", type=FILE, help="A file of anchors, kept elsewhere.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def verify_command(ctx: click.Context, *, anchor_file: Path | None, as_json: bool) -> None:
    r"""Prove that the trail is whole, or name the first entry that is not.

    Exit status 1 where it is broken.

    \b
    Examples:
      commonweal rights verify
      commonweal rights verify --anchor /media/safe/anchors.txt --json
    """
    start_django()
    from django.db import connection

    from commonweal.rights.models import trail_guard
    from commonweal.rights.queries import verify

    anchors = _read(anchor_file) if anchor_file else ()
    with _told(verify.entries_kept()) as progress:
        found = verify.verify(anchors=anchors, progress=progress)
    if trail_guard.missing(connection):
        say(
            "The database does not refuse changes of the trail as it should: some of its triggers "
            "are missing. `commonweal site migrate` makes them again."
        )
    if as_json:
        print_json(_values(found))
    else:
        _say_found(found, anchors=anchors)
    ctx.exit(1 if found.broken else 0)


@click.command("anchor")
@click.argument("file", type=FILE)
def anchor_command(file: Path) -> None:
    """Write the end of the trail down in FILE, one line more each time.

    Keep the file where whoever runs this server cannot change it: another machine, another
    office, paper. With it `verify` finds a cut tail, and a trail that was written anew.

    Example: commonweal rights anchor /media/safe/anchors.txt
    """
    start_django()
    from commonweal.rights.engine.anchors import line_of
    from commonweal.rights.engine.chain import instant
    from commonweal.rights.engine.types import Anchor
    from commonweal.rights.queries import verify

    head = verify.end_of_trail()
    if not head.entry or head.at is None:
        raise InvalidInput(
            "rights.anchor.empty",
            "The trail has no entry yet. Write an anchor once somebody has joined.",
        )
    if file.exists():
        _check_last(_read(file)[-1:], end=head.entry, hash_at=verify.hash_at)
    line = line_of(Anchor(entry=head.entry, hash=head.hash, at=instant(head.at)))
    try:
        with file.open("a", encoding="ascii") as stream:
            stream.write(line + "\n")
    except OSError as error:
        raise InvalidInput(
            "rights.anchor.file",
            f"{file} cannot be written ({error.strerror}). Name a file that you may write to.",
        ) from error
    click.echo(line)


def _check_last(
    last: tuple[Anchor, ...], *, end: int, hash_at: Callable[[int], str | None]
) -> None:
    """Raise where the newest anchor of the file shows that the trail is another one."""
    for one in last:
        there = hash_at(one.entry)
        if one.entry > end or (there is not None and there != one.hash):
            raise Conflict(
                "rights.anchor.another",
                f"The newest anchor in this file (entry {one.entry}, {one.at}) is not of this trail. "
                "Run `commonweal rights verify --anchor` with it first.",
            )


def _read(file: Path) -> tuple[Anchor, ...]:
    from commonweal.rights.engine.anchors import anchors_in

    try:
        lines = file.read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(
            "rights.anchor.file", f"{file} cannot be read as a file of anchors ({error})."
        ) from error
    return anchors_in(lines)


@contextmanager
def _told(count: int) -> Iterator[Callable[[int], None]]:
    """Show on standard error how far a long walk is."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(
        console=console, disable=count < LONG_WALK or not console.is_terminal, transient=True
    ) as bar:
        task = bar.add_task("Walking the trail", total=count)
        yield lambda done: bar.update(task, completed=done)


def _values(found: Verified) -> dict[str, object]:
    broken = {"entry": found.broken.entry, "why": found.broken.why} if found.broken else None
    return {
        "entries": found.entries,
        "segments": found.segments,
        "head": found.head,
        "broken": broken,
    }


def _say_found(found: Verified, *, anchors: tuple[Anchor, ...]) -> None:
    if found.broken:
        click.echo(f"The trail is broken at entry {found.broken.entry}.")
        click.echo(found.broken.why)
        return
    kept = f"; {_many(len(anchors), 'anchor fits', 'anchors fit')}" if anchors else ""
    click.echo(
        f"The trail is whole: {_many(found.entries, 'entry', 'entries')} in "
        f"{_many(found.segments, 'segment', 'segments')}{kept}."
    )
    click.echo(f"It ends with {found.head}.")
    if not anchors:
        say(
            "A tail cut off by somebody who changed the end too is only found with an anchor: "
            "see `commonweal rights anchor --help`."
        )


def _many(count: int, one: str, more: str) -> str:
    return f"{count:,} {one if count == 1 else more}"
