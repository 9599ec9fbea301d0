"""Verbs about sign-in, for whoever runs the server."""

from __future__ import annotations

import click

from commonweal.ui.terminal import print_json, say, start_django


@click.command("reset-second-step")
@click.argument("email")
@click.option(
    "--reason",
    required=True,
    help="Why, and how you made sure it is they who ask; oversight reads it.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def reset_second_step_command(email: str, reason: str, as_json: bool) -> None:
    """Take a lost second step away, so that the person can set up a new one.

    Example: commonweal rights reset-second-step mira@example.org --reason "Lost her phone; called back"
    """
    start_django()
    from commonweal.rights.actions.sign_in import reset_second_step

    count = reset_second_step(email, reason=reason)
    if as_json:
        print_json({"email": email, "removed": count})
        return
    say(f"{count} second steps of {email} are gone, and their sessions have ended.")
