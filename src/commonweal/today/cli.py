"""`commonweal today digests`: send the mails that are due, or say how many there are."""

from __future__ import annotations

from dataclasses import asdict

import click

from commonweal.ui.terminal import print_json, say, start_django


@click.group()
def today() -> None:
    """First pages, and the mails that say that something waits."""


@today.command()
@click.option("--dry-run", is_flag=True, help="Send nothing; say how many would be sent now.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def digests(ctx: click.Context, *, dry_run: bool, as_json: bool) -> None:
    """Send today's mails to whoever wants one, has none yet, and has something waiting.

    The worker does this every morning. Nobody gets two mails for a day, however often it is called.
    The exit status is 1 if mails wait for the mail server or could not be sent.

    \b
    Examples:
      commonweal today digests --dry-run
      commonweal today digests --json
    """  # noqa: D301  click's mark for lines that are kept
    start_django()
    from django.utils import timezone

    from commonweal.today.actions import digests as actions

    now = timezone.now()
    outcome = actions.dry_run(now=now) if dry_run else actions.send_digests(now=now)
    if as_json:
        print_json(asdict(outcome))
    else:
        say(
            f"{outcome.made} people looked at, for {outcome.nothing} nothing waits, "
            f"{outcome.sent} mails sent, {outcome.queued} wait, {outcome.given_up} not sent."
        )
    if not dry_run and (outcome.queued or outcome.given_up):
        ctx.exit(1)
