"""A random check can be drawn again by anybody, and nobody could have chosen it."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from commonweal.rights.engine.draw import draw

NUMBERS = st.sets(st.integers(1, 10_000), max_size=60)


@given(NUMBERS, st.text(max_size=20), st.integers(1, 20), st.randoms(use_true_random=False))
def test_the_same_seed_draws_the_same_in_any_order(
    numbers: set[int], seed: str, count: int, shuffler: object
) -> None:
    order = sorted(numbers)
    first = draw(order, seed=seed, count=count)
    shuffler.shuffle(order)
    assert draw(iter(order), seed=seed, count=count) == first
    assert len(first) == min(count, len(numbers))
    assert set(first) <= numbers
    assert list(first) == sorted(first)


@given(NUMBERS.filter(lambda numbers: len(numbers) > 2), st.text(max_size=20))
def test_what_is_gone_changes_nothing_for_the_others(numbers: set[int], seed: str) -> None:
    drawn = draw(numbers, seed=seed, count=3)
    for gone in numbers - set(drawn):
        assert draw(numbers - {gone}, seed=seed, count=3) == drawn
    left = draw(numbers - {drawn[0]}, seed=seed, count=3)
    assert set(drawn[1:]) <= set(left)


def test_anybody_can_do_it_with_a_pencil_and_sha256() -> None:
    lots = {n: hashlib.sha256(f"river 2026:{n}".encode()).hexdigest() for n in range(1, 101)}
    smallest = sorted(lots, key=lots.__getitem__)[:8]
    assert draw(range(1, 101), seed="river 2026", count=8) == tuple(sorted(smallest))


def test_every_number_has_the_same_chance() -> None:
    times = dict.fromkeys(range(10), 0)
    for turn in range(2_000):
        for number in draw(range(10), seed=f"seed {turn}", count=2):
            times[number] += 1
    # 400 each on average; five standard deviations are 90.
    assert all(310 < count < 490 for count in times.values())
