"""Proposals of evidence: how right they are on a labelled set, beside plain BM25, and how fast.

    python bench/evidence.py [DOCUMENTS [RECOMMENDATIONS]]        default 10000 1000

The set is tests/evidence_set.py: 16 promises and 112 papers of a fictional city, one in two of a promise that was looked
at while the thresholds were chosen. BM25 is SQLite's FTS5 with the promise's words joined by OR over the same passages,
with the best threshold it could have: chosen on the very half it is measured on. The second BM25 is let off what is not
later, names other places or comes from the promise's own document, as ours is. For the time, made papers of ten paragraphs
of sixty words that name made bodies; BM25 is asked for fifty recommendations only.
"""

from __future__ import annotations

import re
import resource
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import numpy as np

from commonweal.partners.engine.evidence import index, offers
from commonweal.partners.engine.evidence_types import Paper, Passage, Promise
from table import table

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests"))
from evidence_set import DEV, HELD, LATER, MADE, Labelled

Pairs = set[tuple[str, str]]
BM25_ASKED = 50


def ours(promises: Sequence[Promise], papers: Sequence[Paper]) -> Pairs:
    known = index(promises)
    return {(each.promise, paper.key) for paper in papers for each in offers(known, paper)}


def scored(promises: Sequence[Promise], papers: Sequence[Paper]) -> list[tuple[float, str, str]]:
    """Return BM25's score of the best passage of each paper for each promise, the best first."""
    base = sqlite3.connect(":memory:")
    base.execute(
        "CREATE VIRTUAL TABLE passage USING fts5(paper UNINDEXED, text, tokenize='porter unicode61')"
    )
    rows = [(paper.key, each.text) for paper in papers for each in paper.passages]
    base.executemany("INSERT INTO passage VALUES (?, ?)", rows)
    found = []
    for promise in promises:
        words = dict.fromkeys(re.findall(r"\w+", " ".join((promise.text, *promise.bodies)).lower()))
        query = " OR ".join(f'"{word}"' for word in words)
        best: dict[str, float] = {}
        asked = base.execute(
            "SELECT paper, -bm25(passage) FROM passage WHERE passage MATCH ?", (query,)
        )
        for key, score in asked:
            best[key] = max(best.get(key, 0.0), score)
        found += [(score, promise.key, key) for key, score in best.items()]
    return sorted(found, reverse=True)


def best_bm25(
    promises: Sequence[Promise], papers: Sequence[Paper], right: Pairs, *, is_helped: bool
) -> Pairs:
    """Return what BM25 finds with the threshold that suits it best."""
    by_key = {paper.key: paper for paper in papers}
    pairs = [
        (promise, key)
        for _score, promise, key in scored(promises, papers)
        if not is_helped or may(by_key[key])
    ]
    return max(
        (set(pairs[:count]) for count in range(1, len(pairs) + 1)), key=lambda some: f1(some, right)
    )


def may(paper: Paper) -> bool:
    return paper.on == LATER and "Halvera" in paper.places


def f1(found: Pairs, right: Pairs) -> float:
    both = len(found & right)
    return 2 * both / (len(found) + len(right)) if found or right else 0.0


def quality() -> Iterator[tuple[object, ...]]:
    for name, (promises, labelled) in (("looked at", DEV), ("held out", HELD)):
        papers = [each.paper for each in labelled]
        right = {(each.promise, each.paper.key) for each in labelled if each.promise}
        ways: dict[str, Callable[[], Pairs]] = {
            "ours": lambda p=promises, d=papers: ours(p, d),
            "BM25, its best threshold": lambda p=promises, d=papers, r=right: best_bm25(p, d, r, is_helped=False),
            "BM25, with our day and place": lambda p=promises, d=papers, r=right: best_bm25(p, d, r, is_helped=True),
        }  # fmt: skip
        for way, find in ways.items():
            found = find()
            both = len(found & right)
            wrong = wrong_by_sort(found - right, labelled)
            yield (
                name,
                way,
                f"{both / max(len(found), 1):.2f}",
                f"{both / len(right):.2f}",
                f"{f1(found, right):.2f}",
                wrong,
            )


def wrong_by_sort(wrong: Pairs, labelled: Sequence[Labelled]) -> str:
    sorts = {each.paper.key: each.sort for each in labelled}
    counted: dict[str, int] = {}
    for _promise, key in wrong:
        # A paper that shows another promise is wrong for this one.
        sort = "another promise" if sorts[key] == "evidence" else sorts[key]
        counted[sort] = counted.get(sort, 0) + 1
    return ", ".join(f"{count} {sort}" for sort, count in sorted(counted.items())) or "none"


def made(documents: int, promises: int) -> tuple[list[Promise], list[Paper]]:
    """Return made promises and papers; one paper in ten says that something was done."""
    rng = np.random.default_rng(7)
    parts = [one + two for one in "bdfgklmnprstvz" for two in "aeiou"]
    words = np.array(["".join(rng.choice(parts, size=rng.integers(2, 5))) for _ in range(6000)])
    chances = 1 / (np.arange(len(words)) + 5)
    chances /= chances.sum()
    bodies = [
        f"{rng.choice(words).title()} {kind} {n}"
        for n in range(75)
        for kind in ("Office", "Council", "Network", "Service")
    ]
    asked = [
        Promise(
            f"p{n}",
            " ".join(rng.choice(words, 18, p=chances)),
            (bodies[rng.integers(300)],),
            MADE,
            (f"Town {n % 12}",),
        )
        for n in range(promises)
    ]
    return asked, [paper(n, rng, asked, bodies, (words, chances)) for n in range(documents)]


def paper(
    number: int,
    rng: np.random.Generator,
    asked: Sequence[Promise],
    bodies: Sequence[str],
    language: tuple[np.ndarray, np.ndarray],
) -> Paper:
    named = [bodies[each] for each in rng.integers(300, size=4)]
    town = f"Town {rng.integers(12)}"
    texts = [
        " ".join((named[part % 4], *rng.choice(language[0], 60, p=language[1])))
        for part in range(10)
    ]
    if number % 10 == 0:
        kept = asked[rng.integers(len(asked))]
        town = kept.places[0]
        texts.append(f"{kept.bodies[0]} has completed it: {' '.join(kept.text.split()[:12])}.")
    passages, start = [], 0
    for text in texts:
        passages.append(Passage(start, start + len(text), text))
        start += len(text) + 1
    on = MADE + timedelta(days=int(rng.integers(-100, 500)))
    return Paper(f"d{number}", f"Paper {number}", on, passages, tuple(named), (town,))


def speed(documents: int, promises: int) -> Iterator[tuple[object, ...]]:
    asked, papers = made(documents, promises)
    began = time.perf_counter()
    known = index(asked)
    count = sum(len(offers(known, paper)) for paper in papers)
    ours_s = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    yield (
        "ours",
        f"{documents:,} x {promises:,}",
        f"{ours_s:.1f}",
        f"{ours_s * 1000 / documents:.1f}",
        f"{count:,}",
        f"{memory:,}",
    )
    # FTS5 scores every passage that has one of the words: some recommendations show how long each takes.
    promises = min(promises, BM25_ASKED)
    began = time.perf_counter()
    pairs = scored(asked[:promises], papers)
    bm25_s = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    yield (
        "BM25 (FTS5)",
        f"{documents:,} x {promises:,}",
        f"{bm25_s:.1f}",
        f"{bm25_s * 1000 / documents:.1f}",
        f"{len(pairs):,}",
        f"{memory:,}",
    )


def main() -> None:
    documents = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    promises = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000
    print(table(("half of the set", "way", "precision", "recall", "F1", "wrong ones"), quality()))
    print()
    print(
        table(
            (
                "way",
                "documents x recommendations",
                "seconds",
                "ms a document",
                "pairs",
                "most memory, MB",
            ),
            speed(documents, promises),
        )
    )


if __name__ == "__main__":
    main()
