"""Indexing passages and searching them, beside SQLite's own full-text search (FTS5, porter, bm25).

    python bench/search.py [PASSAGES ...]        default 1000 10000 100000

The passages are made: words drawn by Zipf's law from a made vocabulary, seeded, ten to a document.
Each kind of question is asked fifty times with other words; times are of the whole answer.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from commonweal.kernel.provenance import Span
from commonweal.library.engine.search import index, query
from commonweal.library.engine.search.types import Indexed, PassageText
from table import table

WORDS, LENGTH, IN_DOCUMENT, ASKED = 30_000, 80, 10, 50
SYLLABLES = [a + b for a in "bcdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "il")]
COUNTRIES = ("Albania", "Moldova", "Serbia", "Tajikistan", "Ukraine")


def vocabulary(rng: np.random.Generator) -> np.ndarray:
    made = {"".join(rng.choice(SYLLABLES, size=rng.integers(2, 5))) for _ in range(WORDS * 2)}
    return np.array(sorted(made))[:WORDS]


def passages(count: int, words: np.ndarray, rng: np.random.Generator) -> list[str]:
    chance = 1 / np.arange(1, len(words) + 1)
    drawn = rng.choice(words, size=(count, LENGTH), p=chance / chance.sum())
    return [" ".join(row) for row in drawn]


def documents(texts: list[str]) -> list[Indexed]:
    found = []
    for first in range(0, len(texts), IN_DOCUMENT):
        rows, at = [], 0
        for text in texts[first : first + IN_DOCUMENT]:
            rows.append(PassageText(span=Span(at, at + len(text)), text=text))
            at += len(text) + 1
        country = COUNTRIES[first // IN_DOCUMENT % len(COUNTRIES)]
        filters = {"country": (country,), "kind": ("news item",), "year": (str(2010 + first % 15),)}
        found.append(
            Indexed(document=f"{first:08d}", language="en", passages=tuple(rows), filters=filters)
        )
    return found


def questions(texts: list[str], rng: np.random.Generator) -> dict[str, list[str]]:
    picked = [texts[n].split() for n in rng.integers(0, len(texts), ASKED)]
    return {
        "one word": [row[5] for row in picked],
        "three words": [f"{row[5]} {row[20]} {row[40]}" for row in picked],
        "a phrase": [f'"{row[10]} {row[11]} {row[12]}"' for row in picked],
        "as one types (prefix)": [row[7][:4] for row in picked],
        "one letter wrong": [row[9][:-1] + "q" for row in picked],
    }


def times(ask: Callable[[str], object], asked: list[str]) -> np.ndarray:
    found = []
    for words in asked:
        begun = time.perf_counter()
        ask(words)
        found.append((time.perf_counter() - begun) * 1000)
    return np.array(found)


def fts5(folder: Path, texts: list[str]) -> tuple[float, Callable[[str], object]]:
    base = sqlite3.connect(folder / "fts.sqlite3")
    begun = time.perf_counter()
    base.execute("CREATE VIRTUAL TABLE p USING fts5(text, tokenize='porter unicode61')")
    base.executemany("INSERT INTO p VALUES (?)", ((text,) for text in texts))
    base.commit()
    seconds = time.perf_counter() - begun

    def ask(words: str) -> object:
        sql = "SELECT rowid, snippet(p, 0, '<', '>', '...', 30) FROM p WHERE p MATCH ? ORDER BY bm25(p) LIMIT 20"
        return base.execute(sql, (words,)).fetchall()

    return seconds, ask


def row(name: str, found: np.ndarray) -> tuple[str, str, str]:
    return name, f"{np.percentile(found, 50):.1f}", f"{np.percentile(found, 95):.1f}"


def main() -> None:
    rows, built = [], []
    for count in [int(word) for word in sys.argv[1:]] or [1000, 10_000, 100_000]:
        rng = np.random.default_rng(7)
        texts = passages(count, vocabulary(rng), rng)
        with tempfile.TemporaryDirectory() as top:
            folder = Path(top, "search")
            begun = time.perf_counter()
            given = documents(texts)
            for first in range(0, len(given), 500):
                index.write(folder, given[first : first + 500])
            ours = time.perf_counter() - begun
            theirs, ask_fts5 = fts5(Path(top), texts)
            built.append((count, f"{ours:.1f}", f"{count / ours:.0f}", f"{theirs:.1f}"))
            for kind, asked in questions(texts, rng).items():
                mine = times(lambda words, at=folder: query.search(at, words), asked)
                other = row(
                    "", times(ask_fts5, [w + "*" if "prefix" in kind else w for w in asked])
                )
                rows.append((count, *row(kind, mine), *other[1:]))
            narrowed = times(
                lambda words, at=folder: query.search(at, words, filters={"country": "Serbia"}),
                questions(texts, rng)["one word"],
            )
            rows.append((count, *row("one word in one country", narrowed), "", ""))
    print(table(("passages", "index, s", "passages/s", "FTS5 index, s"), built))
    print()
    print(table(("passages", "question", "p50 ms", "p95 ms", "FTS5 p50 ms", "FTS5 p95 ms"), rows))


if __name__ == "__main__":
    main()
