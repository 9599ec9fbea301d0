"""`commonweal site`: set up and run the workspace on this machine."""

from __future__ import annotations

from pathlib import Path

import click

from commonweal.config.backup_terminal import backup_command, restore_command, settle_command
from commonweal.ui.terminal import say, start_django


@click.group()
def site() -> None:
    """Run the workspace."""


@site.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def serve(host: str, port: int) -> None:
    """Prepare the database, then run the server and the workers until Ctrl-C.

    Example: COMMONWEAL_DEMO=1 commonweal site serve
    """
    start_django(checked=False)
    from commonweal.config import serving

    serving.serve(host=host, port=port)


@site.command()
def migrate() -> None:
    """Bring the database and the static files up to date, without serving.

    Example: commonweal site migrate
    """
    start_django(checked=False)
    from commonweal.config import serving

    serving.prepare()
    say("The database and the static files are up to date.")


@site.command()
@click.option("--until-empty", is_flag=True, help="Stop when nothing waits any more.")
def worker(until_empty: bool) -> None:
    """Do what waits in the queue: reading documents, sending mail.

    Example: commonweal site worker --until-empty
    """
    start_django(checked=until_empty)
    from commonweal.config import serving

    if not until_empty:
        serving.wait_for_database()
    serving.work(until_empty=until_empty)


@site.command()
@click.option("--live", is_flag=True, help="Ask only whether the server answers.")
@click.pass_context
def health(ctx: click.Context, live: bool) -> None:
    """Ask the running workspace whether it is ready; say what is not, and what to do.

    Exit status 0 if it is, 1 if not.

    Example: commonweal site health
    """
    start_django(checked=False)
    from commonweal.config import health_terminal

    ctx.exit(0 if health_terminal.told(is_live_only=live) else 1)


@site.command()
@click.option("--extract", is_flag=True, help="Also renew the list of texts to translate.")
def translations(extract: bool) -> None:
    """Compile the translations; needs no gettext tools.

    Example: commonweal site translations --extract
    """
    from commonweal.config import catalogues

    if extract:
        say(f"{catalogues.extract()} texts are in the catalogues.")
    say(f"{catalogues.compile_all()} catalogues compiled.")


@site.command("move")
def move_command() -> None:
    """Copy everything from SQLite to the PostgreSQL that COMMONWEAL_MOVE_TO names; stop the workspace first.

    The address holds a password, so it is a variable. What is in SQLite stays as it is.

    Example: COMMONWEAL_MOVE_TO=postgresql://user:password@host/name commonweal site move
    """
    start_django()
    from commonweal.config import environment, moving, restore

    restore.check_still()
    total = moving.move(
        environment.secret("COMMONWEAL_MOVE_TO"),
        progress=lambda table, count: say(f"{table}: {count}") if count else None,
    )
    say(f"{total} rows are in PostgreSQL. Set COMMONWEAL_DATABASE_URL to this address, then run:")
    say("commonweal rights verify && commonweal site serve")


@site.command("settings", hidden=True)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def settings_command(file: Path) -> None:
    """Make the table of settings in a page anew."""
    from commonweal.config import settings_page

    settings_page.renew(file)


for _command in (backup_command, restore_command, settle_command):
    site.add_command(_command)
