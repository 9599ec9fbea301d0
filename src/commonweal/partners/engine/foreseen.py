"""What a line of a table would do here, before it is done: add, change and in what, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Would = Literal["added", "changed", "same"]


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that a line would change."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a line would do.

    Attributes:
        would: ``added``, ``changed`` or ``same``.
        cells: What would change, column by column; nothing for what is added.
    """

    would: Would
    cells: tuple[CellChange, ...] = ()

    @property
    def empties(self) -> bool:
        """Whether something that stands here would be gone."""
        return any(each.before and not each.after for each in self.cells)


def foreseen(before: Mapping[str, str] | None, values: Mapping[str, str]) -> Foreseen:
    """Return what a line would do.

    Args:
        before: The cells as they stand here; None where nothing does yet.
        values: The line's cells; a column that the file does not have stays as it is.
    """
    if before is None:
        return Foreseen("added")
    cells = tuple(
        CellChange(column, before.get(column, ""), value)
        for column, value in values.items()
        if before.get(column, "") != value
    )
    return Foreseen("changed" if cells else "same", cells)
