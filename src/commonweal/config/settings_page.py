"""The table of settings in docs/operate.md, made from where the settings are read."""

from __future__ import annotations

from pathlib import Path

from commonweal.config import environment

BEGIN, END = "<!-- settings: made by `make docs` -->", "<!-- end of settings -->"


def table() -> str:
    """Return the settings as the page shows them."""
    text = environment.__doc__ or ""
    return text.split("\n\n", 1)[1].strip()


def renewed(page: str) -> str:
    """Return a page with its table of settings made anew.

    Args:
        page: With the two marks in it.
    """
    before, rest = page.split(BEGIN, 1)
    _, after = rest.split(END, 1)
    return f"{before}{BEGIN}\n\n{table()}\n\n{END}{after}"


def renew(file: Path) -> None:
    """Make the table in a page anew."""
    file.write_text(renewed(file.read_text(encoding="utf-8")), encoding="utf-8")
