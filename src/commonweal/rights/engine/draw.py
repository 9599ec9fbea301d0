"""Draw by chance what anybody can draw again: the same seed and the same numbers give the same ones.

Each number is given the SHA-256 of ``seed:number``; the smallest are drawn. It does not matter in which
order the numbers come, and a number that is no longer there changes nothing for the others.

Source: the hash-ordered sample of R. L. Rivest, Consistent sampling with replacement (2018).
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable


def draw(numbers: Iterable[int], *, seed: str, count: int) -> tuple[int, ...]:
    """Return the drawn numbers, the smallest first; memory grows with ``count`` alone.

    Args:
        numbers: Those from which is drawn, each once.
        seed: Published beforehand, so that nobody can choose what is drawn.
        count: How many; fewer are returned where there are fewer.
    """
    drawn = heapq.nsmallest(count, numbers, key=lambda number: lot(seed, number))
    return tuple(sorted(drawn))


def lot(seed: str, number: int) -> bytes:
    """Return the lot that a number draws: the SHA-256 of ``seed:number``."""
    return hashlib.sha256(f"{seed}:{number}".encode()).digest()
