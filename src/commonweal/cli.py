"""`commonweal <room> <verb>`: the one command line. A room is imported when its name is typed."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import NoReturn

import click

from commonweal.kernel.disk import is_disk_full
from commonweal.kernel.errors import CommonwealError

_DISK_FULL = (
    "The disk is full. What was finished before is kept; the rest was not done. "
    "Make room on the disk, then run the command again."
)
ROOMS = {
    "library": ("commonweal.library.cli.library", "Read, add and find documents."),
    "partners": ("commonweal.partners.cli", "Meetings, recommendations and what became of them."),
    "rights": ("commonweal.rights.cli.rights", "People, partners and invitations."),
    "today": ("commonweal.today.cli", "First pages, and mails that something waits."),
    "demo": ("commonweal.demo.cli", "The fictional demo city."),
    "check": ("commonweal.config.check", "Check the settings; --deploy: may others reach it?"),
    "site": ("commonweal.config.site", "Run the workspace: serve, health, backup, restore, move."),
}


class Rooms(click.Group):
    """A group whose members are imported when they are typed, so that help is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(ROOMS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in ROOMS:
            return None
        module = importlib.import_module(ROOMS[cmd_name][0])
        command = getattr(module, cmd_name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{ROOMS[cmd_name][0]}.{cmd_name} is no command group")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Rooms"):
            formatter.write_dl([(name, text) for name, (_, text) in ROOMS.items()])


@click.group(
    cls=Rooms,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: commonweal library read press-release.txt --json",
)
@click.version_option(package_name="commonweal")
def commonweal() -> None:
    """Prevent violent extremism together, and show what was promised and done.

    Each room has its own verbs: `commonweal library --help`.
    """


def main() -> NoReturn:
    """Run the command line; a person sees one clear line, never a traceback.

    Exit status: 0 all went well, 1 some inputs failed, 2 wrong usage or input that cannot be used,
    130 stopped with Ctrl-C.
    """
    try:
        status = commonweal(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output has gone (as in `| head`): nothing is wrong.
        _drop_output()
        sys.exit(0)
    except Exception as error:
        sys.exit(_told(error))
    sys.exit(status if isinstance(status, int) else 0)


def _told(error: Exception) -> int:
    """Say in one line what went wrong, and return the exit status."""
    if os.environ.get("COMMONWEAL_TRACEBACK") == "1":
        raise error
    if is_disk_full(error, folder=Path(os.environ.get("COMMONWEAL_DATA", "var"))):
        # What waits to be printed into a full disk would fail once more at the end.
        _drop_output()
        click.echo(f"Error: {_DISK_FULL}", err=True)
        return 1
    if isinstance(error, CommonwealError):
        click.echo(f"Error: {error.message}", err=True)
        return 2
    click.echo(
        f"Error: something unexpected went wrong ({type(error).__name__}: {error}). "
        "Run again with COMMONWEAL_TRACEBACK=1 to see where, and please report it.",
        err=True,
    )
    return 2


def _drop_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
