"""`commonweal partners`: what was asked and how far it is, and a meeting's outcome paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from commonweal.kernel.errors import Conflict
from commonweal.ui.terminal import print_json, say, start_django

if TYPE_CHECKING:
    from commonweal.partners.models import TableImport
    from commonweal.rights.models import Person

STATES = (
    "not-started",
    "planned",
    "ongoing",
    "partially-implemented",
    "reported-done",
    "confirmed",
    "contested",
    "not-implemented",
    "superseded",
    "withdrawn",
)
STAGES = (
    "proposed",
    "discussed",
    "signed",
    "active",
    "renewed",
    "expiring",
    "run-out",
    "ended",
)
KINDS = ("memorandum", "public-private", "public-council", "team")


@click.group()
def partners() -> None:
    """Meetings, recommendations and what became of them."""


@partners.command("list")
@click.option("--state", type=click.Choice(STATES), help="Only what is this far.")
@click.option("--overdue", is_flag=True, help="Only what has an action past its date.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def list_command(state: str | None, overdue: bool, as_json: bool) -> None:
    """List what was asked, of whom, and how far it is; what is due first comes first.

    \b
    Examples:
      commonweal partners list --state contested
      commonweal partners list --overdue --json
    """  # noqa: D301  click's mark for lines that are kept
    start_django()
    from commonweal.partners.queries.listing import everything_asked

    for row in everything_asked(state=state or "", overdue=overdue):
        if as_json:
            print_json(row)
        else:
            click.echo(_line(row))


def _line(row: dict[str, object]) -> str:
    due = f"  due {row['due_on']}" if row["due_on"] else ""
    late = "  OVERDUE" if row["is_overdue"] else ""
    return f"{row['state']:<14} {row['addressee']}: {row['text']}{due}{late}"


@partners.command("partnerships")
@click.option("--stage", type=click.Choice(STAGES), help="Only those that are this far.")
@click.option("--kind", type=click.Choice(KINDS), help="Only those of this kind.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def partnerships_command(stage: str | None, kind: str | None, as_json: bool) -> None:
    """List the partnerships: who is in them, how far they are, until when.

    \b
    Examples:
      commonweal partners partnerships --stage expiring
      commonweal partners partnerships --kind public-council --json
    """  # noqa: D301  click's mark for lines that are kept
    start_django()
    from django.utils import timezone

    from commonweal.partners.queries.partnerships import everything_agreed

    today = timezone.localdate()
    for row in everything_agreed(today=today, stage=stage or "", kind=kind or ""):
        if as_json:
            print_json(row)
        else:
            names = "; ".join(each["name"] for each in row["parties"])
            until = f"  until {row['end']}" if row["end"] else ""
            click.echo(f"{row['stage']:<10} {row['title']}: {names}{until}")


@partners.command()
@click.argument("meeting_id", type=click.UUID)
@click.option(
    "--format", "kind", type=click.Choice(["word", "pdf"]), default="word", show_default=True
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="Where the paper is written; a file that is there is replaced.",
)
@click.option(
    "--address", default="http://127.0.0.1:8000", show_default=True, help="Where the workspace is."
)
@click.option("--second", default="", help="The language beside the first, such as sr-latn.")
def outcome(meeting_id: object, kind: str, output: Path, address: str, second: str) -> None:
    """Write a meeting's outcome paper, two pages, as Word or PDF, in one language or two.

    \b
    Examples:
      commonweal partners outcome 5c0e0d6e-6c0f-4c3b-9b57-0d6c1c1f0b11 --output outcome.docx
      commonweal partners outcome 5c0e0d6e-6c0f-4c3b-9b57-0d6c1c1f0b11 --format pdf --output outcome.pdf
    """  # noqa: D301  click's mark for lines that are kept
    start_django()
    from django.conf import settings

    from commonweal.partners.engine import outcome_pdf, outcome_word
    from commonweal.partners.queries.listing import paper_for_the_terminal

    if second and second not in dict(settings.LANGUAGES):
        known = ", ".join(code for code, _name in settings.LANGUAGES)
        raise click.BadParameter(f"“{second}” is not a language here; choose one of {known}.")
    base = address.rstrip("/")
    paper = paper_for_the_terminal(
        UUID(str(meeting_id)), absolute=lambda path: base + path, second=second
    )
    write = outcome_word.write if kind == "word" else outcome_pdf.write
    content = write(paper)
    try:
        output.write_bytes(content)
    except OSError as error:
        raise click.ClickException(f"{output} cannot be written: {error.strerror}.") from error
    say(f"{output}: {len(content):,} bytes, {len(paper.agreed)} recommendations of this meeting.")


CONCERN_STATES = ("raised", "taken-up", "answered", "done", "declined", "withdrawn")


@partners.command()
@click.option("--state", type=click.Choice(CONCERN_STATES), help="Only what is this far.")
@click.option("--theme", default="", help="Only one theme, such as offices or schools.")
@click.option("--late", is_flag=True, help="Only what waits longer than it should.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def concerns(state: str | None, theme: str, late: bool, as_json: bool) -> None:
    """List what people raised, who took it up, and what came of it; the newest first.

    \b
    Examples:
      commonweal partners concerns --late
      commonweal partners concerns --state answered --json
    """  # noqa: D301  click's mark for lines that are kept
    start_django()
    from commonweal.partners.queries.concerns import WantedConcerns, everything_raised

    for row in everything_raised(WantedConcerns(state=state or "", theme=theme, late=late)):
        if as_json:
            print_json(row)
        else:
            click.echo(_concern_line(row))


def _concern_line(row: dict[str, object]) -> str:
    partner = f"  {row['taken_up_by']}" if row["taken_up_by"] else ""
    late = "  LATE" if row["is_late"] else ""
    return f"{row['number']:<9} {row['state']:<9} {row['text']}{partner}{late}"


@partners.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@click.pass_context
def directory(context: click.Context, *, as_json: bool) -> None:
    """List the partners: what each says of itself; or hand a table of them in.

    \b
    Examples:
      commonweal partners directory
      commonweal partners directory --json
      commonweal partners directory import partners.csv --check
    """  # noqa: D301  click's mark for lines that are kept
    if context.invoked_subcommand is not None:
        return
    start_django()
    from commonweal.partners.queries.partner_tables import all_cells

    for row in all_cells():
        if as_json:
            print_json(row)
        else:
            kind = f"  ({row['kind']})" if row["kind"] else ""
            area = f"  {row['area']}" if row["area"] else ""
            click.echo(f"{row['name']}{kind}{area}")


@directory.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--check", is_flag=True, help="Only say what is wrong; import nothing.")
@click.option("--only-good", is_flag=True, help="Leave lines out in which something is wrong.")
def import_command(file: Path, *, check: bool, only_good: bool) -> None:
    """Import a table of partners, Excel or CSV, as `commonweal partners directory` and the page give it.

    \b
    Examples:
      commonweal partners directory import partners.csv --check
      commonweal partners directory import partners.xlsx --only-good
    """  # noqa: D301  click's mark for lines that are kept
    start_django()
    if check:
        _checked(file, "partners")
    else:
        _hand_in(file, "partners", None, only_good=only_good)


def _checked(file: Path, table: str) -> None:
    """Say what is wrong in a file, by line and column; nothing is kept."""
    from commonweal.partners.actions import imports
    from commonweal.partners.queries.imports import words_of

    count = wrong = 0
    for line in imports.checked_lines(file.read_bytes(), imports.KINDS[table]):
        count += 1
        wrong += bool(line.faults)
        for each in line.faults:
            words = words_of({"code": each.code, "facts": each.facts})
            click.echo(f"{file.name}:{line.number}: {each.column}: {words}")
    say(f"{count:,} lines, in {wrong:,} something is wrong; nothing was imported.")
    if wrong:
        raise SystemExit(1)


def _hand_in(file: Path, table: str, person: Person | None, *, only_good: bool) -> None:
    """Import a file at once, and say what became of its lines."""
    from commonweal.partners.actions import imports

    run = imports.check_file(person, table, name=file.name, content=file.read_bytes())
    try:
        imports.begin(person, run.pk, only_good=only_good)
    except Conflict:
        imports.drop(person, run.pk)
        raise
    imports.work(run.pk)
    say(f"{file.name}: {_became(run)}")
    say(f"To take it back: commonweal partners undo-import {run.pk}, or {run.get_absolute_url()}.")


def _became(run: TableImport) -> str:
    from commonweal.partners.queries.imports import tally

    done = ", ".join(f"{count:,} {outcome}" for outcome, count in sorted(tally(run).items()))
    return f"{run.total:,} lines: {done}."


@partners.command("undo-import")
@click.argument("import_id", type=click.UUID)
def undo_command(import_id: UUID) -> None:
    """Take a whole import of a table back; what somebody changed since, or rests on, stays.

    \b
    Example:
      commonweal partners undo-import 7f0c2a54-0000-4000-8000-000000000000
    """  # noqa: D301  click's mark for lines that are kept
    start_django()
    from commonweal.partners.actions import imports

    run = imports.take_back(None, import_id)
    imports.work(run.pk)
    say(f"{run.file_name}: {_became(run)}")


@partners.group()
def recommendations() -> None:
    """Recommendations as a table, Excel or CSV: out, and in again.

    \b
    Examples:
      commonweal partners recommendations export asked.xlsx
      commonweal partners recommendations import asked.csv --check
    """  # noqa: D301  click's mark for lines that are kept


@recommendations.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export_command(file: Path) -> None:
    """Write every recommendation into a table, Excel where the file's name ends in .xlsx and else CSV.

    \b
    Examples:
      commonweal partners recommendations export asked.xlsx
      commonweal partners recommendations export asked.csv
    """  # noqa: D301  click's mark for lines that are kept
    start_django()
    from commonweal.partners.actions.recommendation_tables import TABLE
    from commonweal.partners.engine.tables import write_csv, write_xlsx
    from commonweal.partners.queries.recommendation_tables import all_recommendation_cells

    rows = list(all_recommendation_cells())
    is_excel = file.suffix.lower() == ".xlsx"
    content = write_xlsx(TABLE, rows) if is_excel else b"".join(write_csv(TABLE, rows))
    try:
        file.write_bytes(content)
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}.") from error
    say(f"{file}: {len(rows):,} recommendations. It can be handed in again.")


@recommendations.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--as", "email", help="The co-ordinator who brings it in; needed unless it is only checked."
)
@click.option("--check", is_flag=True, help="Only say what is wrong; import nothing.")
@click.option("--only-good", is_flag=True, help="Leave lines out in which something is wrong.")
def import_recommendations_command(
    file: Path, *, email: str | None, check: bool, only_good: bool
) -> None:
    """Import a table of recommendations; what is asked is always brought in by somebody.

    \b
    Examples:
      commonweal partners recommendations import asked.csv --check
      commonweal partners recommendations import asked.xlsx --as mira@example.org --only-good
    """  # noqa: D301  click's mark for lines that are kept
    if not check and not email:
        raise click.UsageError("Say who brings it in with --as, or only look with --check.")
    start_django()
    if check or email is None:
        _checked(file, "recommendations")
        return
    from commonweal.rights.public import signing_in_as

    _hand_in(file, "recommendations", signing_in_as(email), only_good=only_good)


@partners.command("iati")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def iati_command(file: Path) -> None:
    """Write all projects as one IATI 2.03 file; no person is in it.

    \b
    Example:
      commonweal partners iati projects.xml
    """  # noqa: D301  click's mark for lines that are kept
    start_django()
    from django.utils import timezone

    from commonweal.partners.engine import iati
    from commonweal.partners.queries.projects import all_records

    found = list(all_records())
    file.write_bytes(iati.write(found, now=timezone.now()))
    say(f"{file}: {len(found):,} projects.")
