"""Hide small counts in a table with totals so that no subtraction brings them back.

A count from 1 to 4 is hidden. Where the totals would tell it, further counts are hidden: the hidden
cells, seen as edges between rows and columns (the totals are a row and a column like the others), must
each lie on a ring. Around a ring one can add and take away 1 without changing a total, so that no
hidden cell is determined; an edge that lies on none is.

Source: D. Gusfield, A graph theoretic approach to statistical data security, SIAM Journal on Computing
17 (1988).
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SMALLEST_SHOWN = 5
# Totals are hidden last, the total of all only if it is small itself.
_COSTS = (0, 10**6, 10**9)

Cell = tuple[int, int]
Node = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Shown:
    """A table as it may be published; None stands for a hidden count.

    Attributes:
        rows: The counts.
        row_totals: The sum of each row.
        column_totals: The sum of each column.
        total: The sum of all.
    """

    rows: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int | None, ...]
    column_totals: tuple[int | None, ...]
    total: int | None


def suppress(counts: Sequence[Sequence[int]], *, smallest: int = SMALLEST_SHOWN) -> Shown:
    """Return the table with its totals, small counts and what would betray them hidden.

    Nought is shown: it is about nobody.

    Args:
        counts: Rows of equal length, none below 0.
        smallest: The smallest count that is shown.
    """
    whole = _with_totals(counts)
    hidden = {cell for cell, count in _cells(whole) if 0 < count < smallest}
    while (bridge := _bridge(hidden)) is not None:
        hidden |= _ring(bridge, whole=whole, hidden=hidden)
    shown = [
        [None if (row, column) in hidden else count for column, count in enumerate(line)]
        for row, line in enumerate(whole)
    ]
    return Shown(
        rows=tuple(tuple(line[:-1]) for line in shown[:-1]),
        row_totals=tuple(line[-1] for line in shown[:-1]),
        column_totals=tuple(shown[-1][:-1]),
        total=shown[-1][-1],
    )


def _with_totals(counts: Sequence[Sequence[int]]) -> list[list[int]]:
    rows = [[*row, sum(row)] for row in counts]
    width = len(counts[0]) + 1 if counts else 1
    return [*rows, [sum(row[column] for row in rows) for column in range(width)]]


def _cells(whole: Sequence[Sequence[int]]) -> Iterator[tuple[Cell, int]]:
    for row, line in enumerate(whole):
        for column, count in enumerate(line):
            yield (row, column), count


def _ends(cell: Cell) -> tuple[Node, Node]:
    return ("row", cell[0]), ("column", cell[1])


def _bridge(hidden: set[Cell]) -> Cell | None:
    """Return a hidden cell that lies on no ring of hidden cells; None if each does."""
    for cell in sorted(hidden):
        start, goal = _ends(cell)
        if goal not in _reached(start, without=cell, hidden=hidden):
            return cell
    return None


def _reached(start: Node, *, without: Cell, hidden: set[Cell]) -> set[Node]:
    ways = _ways(hidden - {without})
    seen, waiting = {start}, [start]
    while waiting:
        for node in ways.get(waiting.pop(), ()):
            if node not in seen:
                seen.add(node)
                waiting.append(node)
    return seen


def _ways(cells: set[Cell]) -> dict[Node, list[Node]]:
    ways: dict[Node, list[Node]] = {}
    for cell in cells:
        one, other = _ends(cell)
        ways.setdefault(one, []).append(other)
        ways.setdefault(other, []).append(one)
    return ways


def _ring(bridge: Cell, *, whole: Sequence[Sequence[int]], hidden: set[Cell]) -> set[Cell]:
    """Return the cells of the cheapest ring through a cell; what is hidden already costs nothing.

    Only cells of 1 and more are on it, so that 1 can be taken away from each. There is always one:
    by the totals of the cell's row and column.
    """
    costs = {
        cell: 0 if cell in hidden else _cost(cell, count, whole=whole)
        for cell, count in _cells(whole)
        if count > 0 and cell != bridge
    }
    beside: dict[Node, list[tuple[Cell, Node]]] = {}
    for cell in costs:
        one, other = _ends(cell)
        beside.setdefault(one, []).append((cell, other))
        beside.setdefault(other, []).append((cell, one))
    start, goal = _ends(bridge)
    waiting: list[tuple[int, Node, tuple[Cell, ...]]] = [(0, start, ())]
    done: set[Node] = set()
    while waiting:
        cost, node, way = heapq.heappop(waiting)
        if node == goal:
            return set(way)
        if node in done:
            continue
        done.add(node)
        for cell, after in beside.get(node, ()):
            heapq.heappush(waiting, (cost + costs[cell], after, (*way, cell)))
    raise ValueError(f"the table's totals do not add up at {bridge}")


def _cost(cell: Cell, count: int, *, whole: Sequence[Sequence[int]]) -> int:
    is_row_total, is_column_total = cell[1] == len(whole[0]) - 1, cell[0] == len(whole) - 1
    return count + _COSTS[is_row_total + is_column_total]
