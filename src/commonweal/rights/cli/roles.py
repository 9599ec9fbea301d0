"""Verbs about roles, for whoever runs the server: who is here, grant a role, end one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from commonweal.kernel.errors import InvalidInput
from commonweal.ui.terminal import print_json, say, start_django

if TYPE_CHECKING:
    from commonweal.rights.models import Organisation, Person


@click.command("people")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each person.")
def people_command(as_json: bool) -> None:
    """List who is here, with the roles held now.

    Example: commonweal rights people --json
    """
    start_django()
    from commonweal.rights.queries.people import everybody, may_act_for

    for person in everybody():
        held = [(each.name, each.roles) for each in may_act_for(person)]
        if as_json:
            print_json(
                {
                    "email": person.email,
                    "name": person.name,
                    "open": person.is_active,
                    "roles": [{"for": name, "roles": list(roles)} for name, roles in held],
                }
            )
            continue
        click.echo(f"{person.email}\t{person.name}{'' if person.is_active else ' (closed)'}")
        for name, roles in held:
            click.echo(f"\t{', '.join(roles)} for {name}")


@click.command("grant")
@click.argument("email")
@click.option("--organisation", required=True, help="The partner for which the role is held.")
@click.option("--role", required=True, help="What the person may see and do.")
@click.option("--days", default=365, show_default=True, help="For how long.")
@click.option("--reason", required=True, help="Why; oversight reads it.")
def grant_command(email: str, organisation: str, role: str, days: int, reason: str) -> None:
    """Grant a role to somebody who is here.

    Example: commonweal rights grant mira@example.org --organisation "City of Lumen" --role reviewer --days 30 --reason "Reads the reports"
    """
    start_django()
    from commonweal.rights.actions import grants

    person, partner = found(email, organisation)
    made = grants.grant(
        None,
        to=person,
        organisation=partner,
        terms=grants.Terms(role=role, days=days, reason=reason),
    )
    say(f"{person.name} is {made.role} for {partner.name} until {made.ends_at:%Y-%m-%d}.")


@click.command("end")
@click.argument("email")
@click.option("--organisation", required=True, help="The partner for which the role is held.")
@click.option("--role", required=True, help="The role that ends.")
@click.option("--reason", required=True, help="Why; oversight reads it.")
def end_command(email: str, organisation: str, role: str, reason: str) -> None:
    """End a role at once; the person's next click is answered without it.

    Example: commonweal rights end mira@example.org --organisation "City of Lumen" --role reviewer --reason "Left"
    """
    start_django()
    from commonweal.rights.actions import grants
    from commonweal.rights.rules.people import live_grants

    person, partner = found(email, organisation)
    held = person.grants.filter(live_grants(), organisation=partner, role=role)
    if not held:
        raise InvalidInput(
            "rights.role",
            f"{person.name} does not hold the role {role!r} for {partner.name}; "
            "see `commonweal rights people`.",
        )
    for each in held:
        grants.end_grant(None, each.pk, reason=reason)
    say(f"{person.name} is not {role} for {partner.name} any more.")


def found(email: str, organisation: str) -> tuple[Person, Organisation]:
    """Return the person and the partner.

    Raises:
        InvalidInput: If one of them is not here.
    """
    from commonweal.rights.queries.people import partner_named, signing_in_as

    person = signing_in_as(email)
    partner = partner_named(organisation)
    if partner is None:
        raise InvalidInput(
            "rights.organisation",
            f"There is no partner {organisation!r}; write its name as `commonweal rights people` shows it.",
        )
    return person, partner
