"""`commonweal rights <verb>`: for whoever runs the server."""

from __future__ import annotations

import click

from commonweal.rights.cli.people import invite_command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def rights() -> None:
    """People, partners and invitations."""


for _verb in (invite_command,):
    rights.add_command(_verb)
