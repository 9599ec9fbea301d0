"""`commonweal demo`: the fictional city."""

from __future__ import annotations

from pathlib import Path

import click

from commonweal.ui.terminal import print_json, say, start_django, workspace_address


@click.group()
def demo() -> None:
    """The fictional demo city: people, documents, and what became of some promises."""


@demo.command()
def load() -> None:
    """Load the demo city; a second time this changes nothing.

    Example: COMMONWEAL_DEMO=1 commonweal demo load
    """
    start_django()
    from commonweal.demo import load as loading
    from commonweal.demo.city import PASSWORD, RESIDENTS

    if not loading.load(say=say):
        say("The demo city is here already.")
    width = max(len(one.job) for one in RESIDENTS)
    for one in RESIDENTS:
        click.echo(f"{one.job:{width}}  {one.email:24}  {PASSWORD}")


@demo.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
def reset(*, yes: bool) -> None:
    """Remove everything and load the demo city again; only where nobody else works.

    Example: COMMONWEAL_DEMO=1 commonweal demo reset --yes
    """
    start_django()
    from commonweal.demo import reset as resetting

    resetting.check_reset()
    if not yes:
        click.confirm("Remove everything in this workspace and begin again?", abort=True, err=True)
    resetting.reset(say=say)


@demo.command()
@click.option("--address", help="Where the workspace is; else where it runs now.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each step.")
def tour(*, address: str | None, as_json: bool) -> None:
    """Print what to click in three minutes.

    Example: commonweal demo tour --address http://127.0.0.1:8001
    """
    start_django()
    from commonweal.demo import tour as touring

    base = (address or workspace_address()).rstrip("/")
    for number, step in enumerate(touring.tour(), start=1):
        who = step.who.job if step.who else "the public"
        if as_json:
            print_json({"as": who, "see": step.text, "address": base + step.address})
            continue
        click.echo(f"{number:2}. As {who}: {step.text}\n    {base}{step.address}")


@demo.command("seeds-page")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file; else it is printed."
)
def seeds_page(output: Path | None) -> None:
    """Write the way from the published texts to the pages, as Markdown.

    Example: commonweal demo seeds-page --output docs/seeds.md
    """
    from commonweal.demo.seeds import markdown

    if output is None:
        click.echo(markdown(), nl=False)
        return
    output.write_text(markdown(), encoding="utf-8")
