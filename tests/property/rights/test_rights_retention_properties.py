"""When a record ends: held is never erased, nothing passes the hard maximum."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.rights.engine.retention import Clock, Term, end_of, is_due, months_after

INSTANTS = st.dates(date(2000, 1, 1), date(2060, 1, 1)).map(
    lambda day: datetime(day.year, day.month, day.day, 11, 30, tzinfo=UTC)
)
TERMS = st.tuples(st.integers(0, 4000), st.integers(0, 4000)).map(
    lambda pair: Term(days=min(pair), maximum=max(pair))
)
HOLDS = st.lists(st.dates(date(2000, 1, 1), date(2070, 1, 1)), max_size=3)


@given(INSTANTS, INSTANTS, TERMS, HOLDS, st.booleans(), INSTANTS)
def test_what_is_held_is_never_due(
    began: datetime,
    whole: datetime,
    term: Term,
    holds: list[date],
    is_needed: bool,
    now: datetime,
) -> None:
    end = end_of(Clock(began, whole, is_needed=is_needed), term=term, held_until=holds)
    if any(until >= now.date() for until in holds):
        assert not is_due(end, now=now)
    else:
        assert is_due(end, now=now) == (end.at <= now)


@given(INSTANTS, st.integers(0, 5000), TERMS, st.booleans(), HOLDS)
def test_nothing_passes_the_hard_maximum_but_under_a_hold(
    whole: datetime, days_later: int, term: Term, is_needed: bool, holds: list[date]
) -> None:
    began = whole + timedelta(days=days_later)
    end = end_of(Clock(began, whole, is_needed=is_needed), term=term, held_until=holds)
    last = whole + timedelta(days=term.maximum)
    assert end.at <= last
    free = max([last, *(datetime(d.year, d.month, d.day, tzinfo=UTC) for d in holds)])
    assert is_due(end, now=free + timedelta(days=1))


@given(INSTANTS, TERMS)
def test_what_nothing_rests_on_ends_with_its_period(began: datetime, term: Term) -> None:
    end = end_of(Clock(began), term=term)
    assert end.at == began + timedelta(days=term.days)
    assert end_of(Clock(began, is_needed=True), term=term).at >= end.at


@given(INSTANTS, INSTANTS, TERMS, st.booleans())
def test_being_needed_never_shortens_and_its_end_undoes_it(
    began: datetime, whole: datetime, term: Term, is_needed: bool
) -> None:
    plain = end_of(Clock(began, whole), term=term)
    assert end_of(Clock(began, whole, is_needed=True), term=term).at >= plain.at
    assert end_of(Clock(began, whole, is_needed=False), term=term) == plain


@given(INSTANTS, TERMS, st.integers(0, 5000), st.integers(0, 900))
def test_what_is_removed_goes_sooner_and_never_later(
    began: datetime, term: Term, removed_after: int, after_removal: int
) -> None:
    removed = began + timedelta(days=removed_after)
    term = Term(term.days, term.maximum, after_removal)
    end = end_of(Clock(began, removed_at=removed, is_needed=True), term=term)
    assert end.at <= end_of(Clock(began, is_needed=True), term=term).at
    if removed + timedelta(days=after_removal) <= began + timedelta(days=term.days):
        assert end.at == removed + timedelta(days=after_removal)


@given(INSTANTS, TERMS, INSTANTS)
def test_a_whole_stays_as_long_as_its_parts_within_the_maximum(
    began: datetime, term: Term, parts_end: datetime
) -> None:
    end = end_of(Clock(began, rests_until=parts_end), term=term)
    plain = end_of(Clock(began), term=term).at
    assert end.at == min(max(plain, parts_end), began + timedelta(days=term.maximum))


@pytest.mark.parametrize(("days", "maximum"), [(2, 1), (-1, 1)])
def test_a_period_is_never_longer_than_the_maximum(days: int, maximum: int) -> None:
    with pytest.raises(ValueError, match="maximum"):
        Term(days=days, maximum=maximum)


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(0, 36))
def test_a_month_later_is_the_same_day_or_the_months_last(day: date, months: int) -> None:
    later = months_after(day, months=months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1
    assert later.day <= day.day


def test_a_month_after_the_last_of_january() -> None:
    assert months_after(date(2028, 1, 31), months=1) == date(2028, 2, 29)
    assert months_after(date(2027, 11, 30), months=3) == date(2028, 2, 29)
