"""`commonweal rights <verb>`: for whoever runs the server."""

from __future__ import annotations

import click

from commonweal.rights.cli.keys import key_group
from commonweal.rights.cli.people import invite_command
from commonweal.rights.cli.retention import retain_command
from commonweal.rights.cli.roles import end_command, grant_command, people_command
from commonweal.rights.cli.sign_in import reset_second_step_command
from commonweal.rights.cli.trail import anchor_command, verify_command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def rights() -> None:
    """People, partners, invitations, and the trail."""


for _verb in (
    people_command,
    grant_command,
    end_command,
    invite_command,
    key_group,
    verify_command,
    anchor_command,
    retain_command,
    reset_second_step_command,
):
    rights.add_command(_verb)
