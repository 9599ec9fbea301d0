"""No subtraction among published counts brings a hidden one back."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from commonweal.rights.engine.suppression import SMALLEST_SHOWN, Shown, suppress

COUNTS = st.one_of(st.integers(0, 7), st.integers(0, 60))
TABLES = st.tuples(st.integers(1, 5), st.integers(1, 5)).flatmap(
    lambda size: st.lists(
        st.lists(COUNTS, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]
    )
)


def whole(shown: Shown) -> list[list[int | None]]:
    rows = [[*row, total] for row, total in zip(shown.rows, shown.row_totals, strict=True)]
    return [*rows, [*shown.column_totals, shown.total]]


def equations(table: list[list[int | None]]) -> list[dict[tuple[int, int], Fraction]]:
    """Every sum that holds in the table, over its hidden cells: last cell = the cells before it."""
    height, width = len(table), len(table[0])
    lines = [[(row, column) for column in range(width)] for row in range(height)]
    lines += [[(row, column) for row in range(height)] for column in range(width)]
    return [
        {
            cell: Fraction(-1 if place == len(line) - 1 else 1)
            for place, cell in enumerate(line)
            if table[cell[0]][cell[1]] is None
        }
        for line in lines
    ]


def determined(rows: list[dict]) -> set:
    """The cells that the equations fix: those alone in a row of the reduced form."""
    reduced: list[tuple[tuple[int, int], dict]] = []
    for row in rows:
        for pivot, known in reduced:
            if pivot in row:
                factor = row[pivot]
                row = {
                    cell: row.get(cell, Fraction(0)) - factor * known.get(cell, Fraction(0))
                    for cell in row.keys() | known.keys()
                }
                row = {cell: value for cell, value in row.items() if value}
        if not row:
            continue
        pivot = min(row)
        row = {cell: value / row[pivot] for cell, value in row.items()}
        reduced = [(p, eliminated(k, pivot, row)) for p, k in reduced]
        reduced.append((pivot, row))
    return {pivot for pivot, row in reduced if len(row) == 1}


def eliminated(known: dict, pivot: tuple[int, int], row: dict) -> dict:
    factor = known.get(pivot, Fraction(0))
    left = {
        cell: known.get(cell, Fraction(0)) - factor * row.get(cell, Fraction(0))
        for cell in known.keys() | row.keys()
    }
    return {cell: value for cell, value in left.items() if value}


@given(TABLES)
def test_no_hidden_count_can_be_computed(counts: list[list[int]]) -> None:
    assert not determined(equations(whole(suppress(counts))))


@given(TABLES)
def test_every_small_count_is_hidden_and_what_is_shown_is_true(counts: list[list[int]]) -> None:
    shown = suppress(counts)
    pairs = [
        *(
            (count, told)
            for row, line in zip(counts, shown.rows, strict=True)
            for count, told in zip(row, line, strict=True)
        ),
        *zip(map(sum, counts), shown.row_totals, strict=True),
        *zip(map(sum, zip(*counts, strict=True)), shown.column_totals, strict=True),
        (sum(map(sum, counts)), shown.total),
    ]
    for count, told in pairs:
        assert told in {None, count}
        assert told is None or not 0 < count < SMALLEST_SHOWN


@given(TABLES)
def test_the_whole_total_is_hidden_only_if_it_is_small(counts: list[list[int]]) -> None:
    total = sum(map(sum, counts))
    assert (suppress(counts).total is None) == (0 < total < SMALLEST_SHOWN)


@given(TABLES)
def test_each_hidden_count_could_be_one_more_or_one_less(counts: list[list[int]]) -> None:
    # What is added to a small count is taken from others, none of which is nought.
    table = whole(suppress(counts))
    true = [[*row, sum(row)] for row in counts]
    true.append([sum(column) for column in zip(*true, strict=True)])
    hidden = [(r, c) for r, row in enumerate(table) for c, told in enumerate(row) if told is None]
    assert all(true[row][column] >= 1 for row, column in hidden)


def test_nothing_is_hidden_without_need() -> None:
    shown = suppress([[10, 0], [20, 30]])
    assert shown == Shown(((10, 0), (20, 30)), (10, 50), (30, 30), 60)
    assert suppress([]).total == 0


def test_a_small_count_takes_the_smallest_others_with_it() -> None:
    shown = suppress([[3, 40, 20], [50, 60, 9], [70, 80, 90]])
    assert shown.rows == ((None, 40, None), (None, 60, None), (70, 80, 90))
    assert shown.row_totals == (63, 119, 240)
