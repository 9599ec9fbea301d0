"""`commonweal rights retain`: erase what has reached its end, or say what would be erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from commonweal.ui.terminal import print_json, say, start_django

if TYPE_CHECKING:
    from commonweal.rights.actions.retention import Outcome


@click.command(
    "retain",
    epilog="""\b
Examples:
  commonweal rights retain --dry-run
  commonweal rights retain --dry-run --ahead 90 --json
""",
)
@click.option("--dry-run", is_flag=True, help="Change nothing; say what would be erased.")
@click.option(
    "--ahead",
    type=click.IntRange(0, 36500),
    default=0,
    help="With --dry-run: what is erased until so many days from now.",
)
@click.option("--compact", is_flag=True, help="Then write an SQLite file anew, without leavings.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def retain_command(
    ctx: click.Context, *, dry_run: bool, ahead: int, compact: bool, as_json: bool
) -> None:
    """Erase every record that has reached its end, wherever its content is.

    The worker does this once a day. Stopped half-way, the next call goes on from there. The exit
    status is 1 if something that is due could not be erased, or another process is erasing.
    """
    if ahead and not dry_run:
        raise click.UsageError("--ahead looks into the future; it works with --dry-run only.")
    start_django()
    from datetime import timedelta

    from django.utils import timezone

    from commonweal.rights.actions import retention
    from commonweal.rights.actions.erasure import wipe_free_space

    if dry_run:
        outcome: Outcome | None = retention.foresee(now=timezone.now() + timedelta(days=ahead))
    else:
        outcome = retention.retain(progress=_told)
        if compact:
            wipe_free_space(is_compact=True)
    if outcome is None:
        say("Another process is erasing now; nothing was done here.")
        ctx.exit(1)
    _show(outcome, dry_run=dry_run, as_json=as_json)
    ctx.exit(1 if outcome.problems else 0)


def _told(thing: str, count: int) -> None:
    if count:
        say(f"{thing}: {count} erased")


def _show(outcome: Outcome, *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        counts = {
            thing: {"erased": one.erased, "held": one.held, "needed": one.needed}
            for thing, one in outcome.counts.items()
        }
        print_json({"dry_run": dry_run, "kinds": counts, "problems": list(outcome.problems)})
        return
    word = "would be erased" if dry_run else "erased"
    for thing, one in outcome.counts.items():
        click.echo(f"{thing}: {one.erased} {word}, {one.held} held, {one.needed} still needed")
    for problem in outcome.problems:
        say(f"Not erased: {problem}")
    if not outcome.counts:
        say("Nothing has reached its end.")
