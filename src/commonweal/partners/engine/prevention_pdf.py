"""The prevention plan as PDF/UA-1: tagged, the same bytes every time.

The data goes in as JSON; no word of it is ever read as markup.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from commonweal.partners.engine.outcome import printable
from commonweal.partners.engine.prevention_paper import PlanPaper
from commonweal.partners.engine.printing import print_pdf

TEMPLATE = Path(__file__).with_name("prevention.typ")


def write(paper: PlanPaper) -> bytes:
    """Return the plan as a PDF.

    Args:
        paper: What is printed.

    Raises:
        NoAnswer: If the part that writes PDF files is not installed.
    """
    return print_pdf(
        TEMPLATE, _values(paper), code="partners.plan.pdf", otherwise="take the Word file"
    )


def _values(paper: PlanPaper) -> dict[str, object]:
    day = paper.made_on
    values = {name: _clean(value) for name, value in asdict(paper).items()}
    made_on = [day.year, day.month, day.day]
    return values | {"made_on": made_on, "language": paper.language.split("-")[0]}


def _clean(value: object) -> object:
    """Return values with only what can be printed."""
    if isinstance(value, str):
        return "\n".join(printable(line) for line in value.splitlines())
    if isinstance(value, dict):
        return {key: _clean(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(each) for each in value]
    return value
