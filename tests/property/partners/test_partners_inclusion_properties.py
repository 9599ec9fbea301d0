"""No hidden figure follows from what is shown: of a meeting, of several, and of their sum.

Held against two independent methods: the equations that hold between all tables, solved exactly; and on
small tables every set of tables that looks the same, counted one by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.partners.engine.inclusion import sum_shown, with_totals
from commonweal.rights.public import suppress

COUNTS = st.one_of(st.integers(0, 6), st.integers(0, 6), st.integers(0, 40))
Table = list[list[int]]


def tables(height: int, width: int, counts: st.SearchStrategy[int]) -> st.SearchStrategy[Table]:
    row = st.lists(counts, min_size=width, max_size=width)
    return st.lists(row, min_size=height, max_size=height)


SEVERAL = st.tuples(st.integers(2, 4), st.integers(2, 4), st.integers(1, 5)).flatmap(
    lambda size: st.lists(tables(size[0], size[1], COUNTS), min_size=size[2], max_size=size[2])
)
SMALL = st.lists(tables(2, 2, st.integers(0, 3)), min_size=2, max_size=2)


def alone(table: Table) -> list[list[int | None]]:
    """How one meeting's table is shown, with its totals."""
    shown = suppress(table)
    rows = [[*row, total] for row, total in zip(shown.rows, shown.row_totals, strict=True)]
    return [*rows, [*shown.column_totals, shown.total]]


def determined(rows: list[dict]) -> set:
    """The unknowns that equations fix: those alone in a row of the reduced form."""
    reduced: list[tuple[object, dict]] = []
    for given_row in rows:
        row = dict(given_row)
        for pivot, known in reduced:
            row = without(row, pivot, known)
        if row:
            pivot = min(row)
            row = {cell: value / row[pivot] for cell, value in row.items()}
            reduced = [(p, without(k, pivot, row)) for p, k in reduced] + [(pivot, row)]
    return {pivot for pivot, row in reduced if len(row) == 1}


def without(row: dict, pivot: object, known: dict) -> dict:
    if pivot not in row:
        return row
    factor = row[pivot]
    mixed = {
        cell: row.get(cell, Fraction(0)) - factor * known.get(cell, Fraction(0))
        for cell in row.keys() | known.keys()
    }
    return {cell: value for cell, value in mixed.items() if value}


def equations(shown: list[list[list[int | None]]]) -> Iterator[dict]:
    """Every sum that holds: within each table, and between the meetings and the last table, their sum."""
    height, width = len(shown[0]), len(shown[0][0])
    lines = []
    for n in range(len(shown)):
        lines += [[(n, row, column) for column in range(width)] for row in range(height)]
        lines += [[(n, row, column) for row in range(height)] for column in range(width)]
    for row, column in product(range(height), range(width)):
        lines.append([(n, row, column) for n in range(len(shown))])
    for line in lines:
        yield {
            (n, row, column): Fraction(-1 if place == len(line) - 1 else 1)
            for place, (n, row, column) in enumerate(line)
            if shown[n][row][column] is None
        }


@given(SEVERAL)
def test_no_hidden_cell_follows_from_the_equations(several: list[Table]) -> None:
    each = [alone(table) for table in several]
    total = sum_shown(several, each)
    assert determined(list(equations([*each, total]))) == set()


@given(SEVERAL)
def test_what_is_shown_is_right_and_nothing_small_is(several: list[Table]) -> None:
    each = [alone(table) for table in several]
    total = sum_shown(several, each)
    whole = [with_totals(table) for table in several]
    for row, line in enumerate(total):
        for column, count in enumerate(line):
            right = sum(one[row][column] for one in whole)
            assert count in {None, right}
            if 0 < right < 5:
                assert count is None


def looks_like(shown: list[list[int | None]], most: int) -> list[Table]:
    """Every 2 x 2 table that would be shown so, as far as what is shown tells."""
    found = []
    for a, b, c, d in product(range(most + 1), repeat=4):
        whole = with_totals([[a, b], [c, d]])
        if all(
            known in {None, count}
            for line, other in zip(shown, whole, strict=True)
            for known, count in zip(line, other, strict=True)
        ):
            found.append([[a, b], [c, d]])
    return found


@settings(max_examples=15, deadline=None)
@given(SMALL)
def test_every_hidden_cell_has_two_values_in_whole_numbers(several: list[Table]) -> None:
    each = [alone(table) for table in several]
    total = sum_shown(several, each)
    values: dict[tuple[int, int, int], set[int]] = {}
    for pair in product(*(looks_like(one, 4) for one in each)):
        wholes = [with_totals(table) for table in pair]
        sums = [[a + b for a, b in zip(*rows, strict=True)] for rows in zip(*wholes, strict=True)]
        fits = all(
            known in {None, count}
            for line, other in zip(total, sums, strict=True)
            for known, count in zip(line, other, strict=True)
        )
        for n, table in enumerate([*wholes, sums] if fits else []):
            for row, column in product(range(3), range(3)):
                values.setdefault((n, row, column), set()).add(table[row][column])
    for n, shown in enumerate([*each, total]):
        for row, column in product(range(3), range(3)):
            if shown[row][column] is None:
                assert len(values[n, row, column]) > 1


def test_the_sum_over_many_small_meetings_can_be_shown_where_none_of_them_can() -> None:
    speakers = [[2, 1], [1, 3]]
    several = [speakers] * 10
    each = [alone(speakers)] * 10
    assert all(count is None for row in each[0][:2] for count in row[:2])
    assert sum_shown(several, each) == with_totals([[20, 10], [10, 30]])
