"""A record laid out for reading in a terminal."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from commonweal.kernel.place_notes import place_notes

if TYPE_CHECKING:
    from commonweal.library.engine.outline import Outline

_SURE = 0.9


def print_outline(outline: Outline) -> None:
    """Print a record for reading in a terminal: a table under each question."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    notes = place_notes(os.environ)
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 110)
    console.rule(Text(outline.file, style="dim"), align="left")
    console.print(Text(outline.title or "(no title)", style="bold"))
    for section in outline.sections:
        console.print(Text(f"\n{section.title}", style="bold cyan"))
        table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), expand=True)
        table.add_column(min_width=13, no_wrap=True, style="dim")
        table.add_column(ratio=1, overflow="fold")
        table.add_column(justify="right", no_wrap=True, style="dim")
        for row in section.rows:
            value = Text(row.value)
            if row.label == "Country" and row.value in notes:
                value.append(f"* {notes[row.value]}", style="dim")
            if row.confidence is not None and row.confidence < _SURE:
                value.append(f"  ({row.confidence:.0%} sure)", style="yellow")
            if row.words is not None:
                value.append(f"\n“{row.words}”", style="italic dim")
            table.add_row(row.label, value, f"line {row.line}" if row.line else "")
        console.print(Padding(table, (0, 0, 0, 2)))
    console.print()
