"""Who spoke, decided and took part, by sex and age, so that nobody is found by subtraction.

A meeting's table is protected alone (counts from 1 to 4 and what would betray them are hidden, see
``rights.engine.suppression``). Where the sum over several meetings is shown as well, its own cells are
hidden too, until for each hidden cell there is another set of tables that looks the same: one in which
the counts around a ring of hidden cells go up and down by 1, either in a meeting and in the sum, or in
two meetings at once, one the other way round. A meeting's own table is never changed by that, so that
what was shown before a sum was made hides nothing less afterwards.

Rings are seen as in D. Gusfield, A graph theoretic approach to statistical data security, SIAM Journal
on Computing 17 (1988); the sum over meetings is one dimension more.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Sequence

ROLES = ("speaker", "decision-maker", "participant")
SEXES = ("women", "men", "another", "not-said")
AGES = ("15-24", "25-34", "35+", "not-said")
SMALLEST_SHOWN = 5
MOST = 100_000
# Totals are hidden last.
_TOTAL_COSTS = (0, 10**6, 10**9)

Table = Sequence[Sequence[int]]
Hidden = Sequence[Sequence[int | None]]
Cell = tuple[int, int]
Node = tuple[str, int]


def nobody() -> list[list[int]]:
    """Return a table in which nobody is counted."""
    return [[0] * len(AGES) for _sex in SEXES]


def with_totals(table: Table) -> list[list[int]]:
    """Return a table with a column and a row of totals."""
    rows = [[*row, sum(row)] for row in table]
    return [*rows, [sum(row[column] for row in rows) for column in range(len(rows[0]))]]


def sum_shown(tables: Sequence[Table], shown: Sequence[Hidden]) -> list[list[int | None]]:
    """Return the sum of tables, with totals, as it may be shown beside each of them.

    Args:
        tables: One table a meeting, all of one size, none empty.
        shown: How each is shown: with its totals, None where a count is hidden, protected alone.

    Returns:
        The sum with its totals; None where a count is hidden.
    """
    whole = [with_totals(table) for table in tables]
    size = len(whole[0]), len(whole[0][0])
    cells = [(row, column) for row in range(size[0]) for column in range(size[1])]
    total = [
        [sum(one[row][column] for one in whole) for column in range(size[1])]
        for row in range(size[0])
    ]
    each = [{cell for cell in cells if one[cell[0]][cell[1]] is None} for one in shown]
    over = _over(whole, total, each)
    return [
        [None if (row, column) in over else total[row][column] for column in range(size[1])]
        for row in range(size[0])
    ]


def _over(
    whole: Sequence[Table], total: Table, each: Sequence[Collection[Cell]]
) -> frozenset[Cell]:
    """Return the cells of the sum that are hidden: rings that are hidden in a meeting too."""
    cost = _cost_in(total)
    over: set[Cell] = set()
    for cell in _small(total):
        over |= _ring_of(cell, each[_somewhere(whole, cell)], over=over, cost=cost)
    for meeting, cells in enumerate(each):
        for cell in sorted(cells):
            if not _moves(cell, meeting, whole=whole, each=each, over=over):
                over |= _ring_of(cell, cells, over=over, cost=cost)
    return frozenset(over)


def _small(table: Table) -> list[Cell]:
    return [
        (row, column)
        for row, line in enumerate(table)
        for column, count in enumerate(line)
        if 0 < count < SMALLEST_SHOWN
    ]


def _ring_of(
    cell: Cell, cells: Collection[Cell], *, over: Collection[Cell], cost: Callable[[Cell], int]
) -> frozenset[Cell]:
    ring = ring_through(cell, cells, cost=lambda one: 0 if one in over else cost(one))
    if ring is None:
        raise ValueError(f"the cell {cell} was not protected in its own table")
    return ring


def _somewhere(whole: Sequence[Table], cell: Cell) -> int:
    return next(n for n, one in enumerate(whole) if one[cell[0]][cell[1]])


def _moves(
    cell: Cell,
    meeting: int,
    *,
    whole: Sequence[Table],
    each: Sequence[Collection[Cell]],
    over: Collection[Cell],
) -> bool:
    """Say whether a meeting's hidden cell can be another count without anything that is shown changing."""
    own = set(each[meeting])
    if cell in over and ring_through(cell, own & set(over)) is not None:
        return True
    return any(
        ring_through(cell, own & _filled(whole[other], each[other])) is not None
        for other in range(len(each))
        if other != meeting and cell in each[other]
    )


def _filled(table: Table, cells: Collection[Cell]) -> set[Cell]:
    return {(row, column) for row, column in cells if table[row][column] > 0}


def _cost_in(table: Table) -> Callable[[Cell], int]:
    last_row, last_column = len(table) - 1, len(table[0]) - 1

    def cost(cell: Cell) -> int:
        row, column = cell
        return table[row][column] + _TOTAL_COSTS[(row == last_row) + (column == last_column)]

    return cost


def ring_through(
    cell: Cell, allowed: Collection[Cell], *, cost: Callable[[Cell], int] = lambda _cell: 1
) -> frozenset[Cell] | None:
    """Return the cheapest ring of allowed cells through a cell, or None where there is none.

    Cells are edges between their row and their column; a ring changes row and column at each step.

    Args:
        cell: The cell.
        allowed: Which cells may be on it; the cell itself counts as one.
        cost: What it costs to take a cell.
    """
    beside: dict[Node, list[tuple[Cell, Node]]] = {}
    for one in allowed:
        row, column = _ends(one)
        if one != cell:
            beside.setdefault(row, []).append((one, column))
            beside.setdefault(column, []).append((one, row))
    start, goal = _ends(cell)
    waiting: list[tuple[int, Node, tuple[Cell, ...]]] = [(0, start, (cell,))]
    done: set[Node] = set()
    while waiting:
        spent, node, way = heapq.heappop(waiting)
        if node == goal:
            return frozenset(way)
        if node not in done:
            done.add(node)
            for one, after in beside.get(node, ()):
                heapq.heappush(waiting, (spent + cost(one), after, (*way, one)))
    return None


def _ends(cell: Cell) -> tuple[Node, Node]:
    return ("row", cell[0]), ("column", cell[1])
