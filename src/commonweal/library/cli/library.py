"""`commonweal library <verb>`: documents in, cited records out."""

from __future__ import annotations

import click

from commonweal.library.cli.adding import add_command
from commonweal.library.cli.reading import read_command
from commonweal.library.cli.rereading import reread_command
from commonweal.library.cli.searching import reindex_command, search_command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def library() -> None:
    """Read, add and find documents."""


for _verb in (read_command, add_command, reread_command, search_command, reindex_command):
    library.add_command(_verb)
