"""Verbs about keys for programs, for whoever runs the server: make one, list them, revoke one."""

from __future__ import annotations

from uuid import UUID

import click

from commonweal.ui.terminal import print_json, say, start_django


@click.group("key")
def key_group() -> None:
    """Keys with which people's programs use the interface."""


@key_group.command("make")
@click.argument("email")
@click.option("--organisation", required=True, help="The partner for which the program acts.")
@click.option("--name", required=True, help="What the key is for.")
@click.option("--scope", "scopes", multiple=True, required=True, help="Such as library.read.")
@click.option("--days", default=90, show_default=True, help="For how long, at most 366.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def make_command(
    email: str, organisation: str, name: str, scopes: tuple[str, ...], days: int, as_json: bool
) -> None:
    """Make a key for somebody who is here, and print it: it cannot be shown again.

    Example: commonweal rights key make mira@example.org --organisation "City of Lumen" --name "Monthly report" --scope library.read
    """
    start_django()
    from commonweal.rights.actions.keys import KeyDraft, make_key
    from commonweal.rights.cli.roles import found

    person, partner = found(email, organisation)
    person.organisation = partner
    draft = KeyDraft(name=name, scopes=scopes, days=days)
    made = make_key(person, draft, by_server=True)
    if as_json:
        until = made.key.expires_at.isoformat()
        print_json({"key": made.secret, "id": str(made.key.pk), "until": until})
        return
    click.echo(made.secret)
    say(f"Hand it to {person.name} alone. It holds until {made.key.expires_at:%Y-%m-%d}.")


@key_group.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each key.")
def list_command(as_json: bool) -> None:
    """List everybody's keys, the newest first; never their secrets.

    Example: commonweal rights key list --json
    """
    start_django()
    from commonweal.rights.queries.keys import everybodys_keys

    for key in everybodys_keys():
        used = key.last_used_on.isoformat() if key.last_used_on else None
        if as_json:
            print_json(
                {
                    "id": str(key.pk),
                    "prefix": key.prefix,
                    "name": key.name,
                    "email": key.person.email,
                    "organisation": key.organisation.name,
                    "scopes": key.scopes,
                    "until": key.expires_at.isoformat(),
                    "last_used_on": used,
                    "revoked": key.revoked_at is not None,
                }
            )
            continue
        state = "revoked" if key.revoked_at else f"until {key.expires_at:%Y-%m-%d}"
        click.echo(f"{key.pk}\t{key.prefix}…\t{key.person.email}\t{key.organisation.name}\t{state}")
        click.echo(f"\t{key.name}: {', '.join(key.scopes)}; last used: {used or 'never'}")


@key_group.command("revoke")
@click.argument("key_id", type=click.UUID)
def revoke_command(key_id: UUID) -> None:
    """Revoke a key at once; see its id in the list.

    Example: commonweal rights key revoke 7f0c2a54-0000-4000-8000-000000000000
    """
    start_django()
    from commonweal.rights.actions.keys import revoke_key

    gone = revoke_key(None, key_id)
    say(f"The key {gone.prefix}… opens nothing any more.")
