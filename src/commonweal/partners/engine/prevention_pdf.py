"""The prevention plan as PDF/UA-1: tagged, the same bytes every time.

The data goes in as JSON; no word of it is ever read as markup.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from commonweal.kernel.errors import NoAnswer
from commonweal.partners.engine.outcome import printable
from commonweal.partners.engine.prevention_paper import PlanPaper

TEMPLATE = Path(__file__).with_name("prevention.typ")


def write(paper: PlanPaper) -> bytes:
    """Return the plan as a PDF.

    Args:
        paper: What is printed.

    Raises:
        NoAnswer: If the part that writes PDF files is not installed.
    """
    return compiled(TEMPLATE, _values(paper))


def compiled(template: Path, values: dict[str, object]) -> bytes:
    """Return a template filled with values, as PDF/UA-1.

    Raises:
        NoAnswer: If the part that writes PDF files is not installed.
    """
    try:
        import typst
    except ImportError as error:
        raise NoAnswer(
            "partners.plan.pdf",
            "PDF papers need the reports part: install commonweal[reports], or take the Word file.",
        ) from error
    made: bytes = typst.compile(
        template,
        root=template.parent,
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(values, ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )
    return made


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
