"""Tables that came in: one, all of them, and what is wrong in a line, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.partners.engine.tables import Column, Table
from commonweal.partners.models import ImportLine, TableImport
from commonweal.partners.queries.rows import one
from commonweal.partners.rules.directory import SEE_IMPORT

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader

# What is wrong, and what to do, by the fault's code.
WORDS: Mapping[str, str | Promise] = {
    "formula": gettext_lazy("The cell holds a formula (%(value)s). Put its result there as plain text."),
    "control": gettext_lazy("The cell holds signs that cannot be printed. Type it anew."),
    "missing": gettext_lazy("The cell is empty. Each line needs a value here."),
    "long": gettext_lazy("The cell has %(count)s characters; at most %(limit)s fit. Shorten it."),
    "choice": gettext_lazy("“%(value)s” is none of: %(choices)s. Write one of these."),
    "yes-no": gettext_lazy("“%(value)s” is neither yes nor no. Write yes, no, or nothing."),
    "date": gettext_lazy("“%(value)s” is no day. Write it as 2026-03-31."),
    "id": gettext_lazy("“%(value)s” is no id. Take it from an export, or leave the cell empty for a new one."),
    "cells": gettext_lazy("The line has more cells than the file has columns (%(limit)s). Look for a comma without quotation marks."),
    "twice": gettext_lazy("“%(value)s” stands in line %(line)s already. Take one of the two out."),
    "unknown": gettext_lazy("There is no partner with the id %(value)s. Leave the cell empty for a new one."),
    "taken": gettext_lazy("“%(value)s” is the name of another partner. If it is the same partner, merge the two."),
    "no-partner": gettext_lazy("No partner is called “%(value)s”. Write the name as the directory has it, or add the partner there first."),
    "stays": gettext_lazy("A table cannot change this: it is what was asked, or what a partner said here. It stays “%(value)s”; write that, or take the column out."),
    "value": gettext_lazy("%(words)s"),
}  # fmt: skip


def import_of(person: Reader | None, import_id: UUID) -> TableImport:
    """Return an import the person may see; None is the command line, which may see all.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    return one(imports_visible_to(person), import_id)


def imports_visible_to(person: Reader | None) -> QuerySet[TableImport]:
    """Return the imports a person may see, the newest first; all for the command line."""
    rows = TableImport.objects.select_related("person", "asked_for")
    return rows if person is None else rows.filter(SEE_IMPORT.rows(person))


def tally(run: TableImport) -> dict[str, int]:
    """Return how many lines of an import came to what, by outcome; those left to be done are ``waiting``."""
    counted = run.lines.order_by().values("outcome").annotate(count=Count("pk"))
    return {row["outcome"] or "waiting": row["count"] for row in counted}


def lines_of(run: TableImport, *, which: str = "") -> QuerySet[ImportLine]:
    """Return the lines of an import.

    Args:
        run: The import.
        which: ``bad`` for those in which something is wrong, an outcome, or empty for all.
    """
    if which == "bad":
        return run.lines.exclude(faults=[])
    return run.lines.filter(outcome=which) if which in ImportLine.Outcome.values and which else run.lines.all()  # fmt: skip


def words_of(fault: Mapping[str, Any]) -> str:
    """Return what is wrong in a cell, and what to do, in words."""
    template = WORDS.get(fault["code"])
    if template is None:
        return _("This value cannot be used.")
    return str(template) % {"value": "", "choices": "", "words": "", **fault["facts"]}


REPORT = Table(
    name="report",
    columns=(Column("file"), Column("line"), Column("column"), Column("what_to_do")),
)


def report_rows(run: TableImport) -> Iterator[dict[str, str]]:
    """Yield one row for each thing that is wrong in a file, and for each line that was left or kept."""
    for line in run.lines.exclude(faults=[], why="").iterator(chunk_size=1000):
        for fault in line.faults:
            yield _report_row(run, line, fault["column"], words_of(fault))
        if line.why:
            yield _report_row(run, line, "", line.why)


def _report_row(run: TableImport, line: ImportLine, column: str, words: str) -> dict[str, str]:
    return {"file": run.file_name, "line": str(line.number), "column": column, "what_to_do": words}
