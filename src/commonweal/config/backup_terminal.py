"""`commonweal site backup | restore`: what whoever runs the server types, and is told."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commonweal.kernel.errors import Conflict
from commonweal.ui.terminal import print_json, say, start_django

if TYPE_CHECKING:
    from commonweal.config.restore import Restored

FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command("backup")
@click.argument("file", type=FILE)
def backup_command(file: Path) -> None:
    """Write the database, the originals and the evidence of this moment into FILE, a zip archive.

    Others may go on working. The archive holds everything people wrote here, and the keys of the
    trail's digests: keep it as safe as the server, and keep the file secret_key apart from it.

    Example: commonweal site backup /media/safe/monday.zip
    """
    start_django()
    from commonweal.config import backup

    made = backup.make(file.absolute())
    say(f"{made.files} files, {made.size_bytes / 1e6:.1f} MB: {file}")
    say(f"The trail ends there with entry {made.manifest.trail_entry}.")
    # To be noted elsewhere: whoever changes the archive changes it.
    click.echo(f"{made.sha256}  {made.manifest.id}")


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--into", type=FOLDER, help="Another data folder than COMMONWEAL_DATA.")
@click.option("--replace", is_flag=True, help="Replace a workspace that is not empty.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--erasures", type=FILE, multiple=True, help="A list of erasures kept elsewhere.")
@click.option("--broken-trail", is_flag=True, help="Go on where the trail does not hold.")
@click.pass_context
def restore_command(
    ctx: click.Context,
    *,
    file: Path,
    into: Path | None,
    replace: bool,
    yes: bool,
    erasures: tuple[Path, ...],
    broken_trail: bool,
) -> None:
    r"""Restore a backup; what was erased since then stays erased.

    Exit status 1 where something could not be erased again.

    \b
    Examples:
      commonweal site restore monday.zip --into /srv/new-folder
      commonweal site restore monday.zip --replace
    """
    if into is not None:
        os.environ["COMMONWEAL_DATA"] = str(into.absolute())
    start_django(checked=False)
    from commonweal.config import restore

    manifest = restore.check(file)
    people, entries = restore.there()
    if people or entries:
        _agreed(people, entries, is_replaced=replace, is_asked=not yes)
    with _told(sum(part.size_bytes for part in manifest.parts.values())) as progress:
        done = restore.restore(
            file,
            manifest,
            erasures=erasures,
            is_broken_trail_taken=broken_trail,
            progress=progress,
        )
    _say_restored(done)
    ctx.exit(1 if done.problems else 0)


def _agreed(people: int, entries: int, *, is_replaced: bool, is_asked: bool) -> None:
    if not is_replaced:
        raise Conflict(
            "site.restore.there",
            f"There is a workspace already ({people} people, {entries} entries of the trail). "
            "Name an empty folder with --into, or replace it with --replace.",
        )
    if is_asked:
        click.confirm(
            f"Replace the workspace that is here ({people} people, {entries} entries)?",
            abort=True,
            err=True,
        )


@contextmanager
def _told(size: int) -> Iterator[Callable[[int], None]]:
    """Show on standard error how far the unpacking is."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task("Unpacking", total=size)
        yield lambda done: bar.update(task, completed=done)


def _say_restored(done: Restored) -> None:
    made = done.manifest
    say(f"The workspace of {made.made_at} is back: {done.documents} documents can be found.")
    say(f"The trail is whole up to entry {made.trail_entry}, where the backup was made.")
    say(f"{done.erased} records that were erased since then were erased again.")
    for problem in done.problems:
        say(f"NOT erased again, look at it now: {problem}")
    if not done.is_same_key:
        say(
            "The signing key is another than that of the backup. Put the old file secret_key into "
            "the data folder (or set COMMONWEAL_SECRET_KEY): without it second steps must be set up anew."
        )
    if done.put_aside:
        say(f"What was here before lies in {done.put_aside} for 30 days.")


@click.command("settle", hidden=True)
@click.argument("name")
@click.argument("entry", type=int)
@click.argument("end_hash")
@click.option("--broken-trail", is_flag=True)
def settle_command(name: str, entry: int, end_hash: str, *, broken_trail: bool) -> None:
    """Bring an unpacked backup up to date; `restore` calls it in a process of its own."""
    start_django(checked=False)
    from commonweal.config.settle import settle

    print_json(settle(name, entry=entry, end_hash=end_hash, is_broken_trail_taken=broken_trail))
