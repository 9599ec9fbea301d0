"""`commonweal check`: look before other people come."""

from __future__ import annotations

from dataclasses import asdict

import click

from commonweal.ui.terminal import print_json, say, start_django


@click.command()
@click.option("--deploy", is_flag=True, help="Also what must hold on a public address.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def check(deploy: bool, as_json: bool) -> int:
    """Check the settings; with --deploy, whether others may reach the workspace.

    Exit status: 0 when nothing stops it, 1 when something does. Warnings do not stop it.

    Example: commonweal check --deploy
    """
    start_django()
    from commonweal.config import deploy as rules

    found = rules.problems() if deploy else rules.problems_of_settings()
    errors = [problem for problem in found if problem.is_error]
    if as_json:
        print_json({"ok": not errors, "problems": [asdict(problem) for problem in found]})
        return int(bool(errors))
    for problem in found:
        click.echo(rules.line_of(problem))
    if not found:
        say("All is well.")
    return int(bool(errors))
