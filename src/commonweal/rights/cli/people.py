"""Verbs about people, for whoever runs the server."""

from __future__ import annotations

import click

from commonweal.ui.terminal import print_json, say, site_address, start_django


@click.command("invite")
@click.argument("email")
@click.option("--organisation", required=True, help="The partner the person acts for.")
@click.option("--job", required=True, help="What the person does there.")
@click.option(
    "--role", default="partner", show_default=True, help="What the person may see and do."
)
@click.option("--days", default=365, show_default=True, help="For how long the role is granted.")
@click.option("--reason", required=True, help="Why; oversight reads it.")
@click.option("--address", help="Where people reach it; else by COMMONWEAL_HOSTS.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def invite_command(
    email: str,
    organisation: str,
    job: str,
    role: str,
    days: int,
    reason: str,
    address: str | None,
    as_json: bool,
) -> None:
    """Print a link that lets one person join.

    Example: commonweal rights invite mira@example.org --organisation "City of Lumen" --job Co-ordinator --role co-ordinator --reason "Runs the workspace"
    """
    start_django()
    from commonweal.rights.actions import grants
    from commonweal.rights.actions import people as actions
    from commonweal.rights.actions.agreeing import INVITATION_DAYS
    from commonweal.rights.queries.people import organisation_is_known

    is_new = not organisation_is_known(organisation)
    token = actions.invite(
        None,
        email=email,
        organisation=organisation,
        job=job,
        terms=grants.Terms(role=role, days=days, reason=reason),
    )
    link = f"{(address or site_address()).rstrip('/')}/invitation/{token}/"
    if is_new:
        say(f"{organisation} is a new partner; it was added.")
    if as_json:
        print_json({"email": email, "link": link, "days": INVITATION_DAYS})
        return
    click.echo(link)
    say(f"Hand this link to {email}. It works once, for {INVITATION_DAYS} days.")
