"""Run every measurement and write docs/benchmarks.md.

    python bench/all.py [--quick] [PART ...]

--quick: small sizes, printed and not written. PART: the first words of its heading, such as "The trail";
the other parts stay on the page as they are.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

from quality import DEV
from table import machine

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
UNSEEN = ROOT / "bench" / "unseen.md"
HEAD = """# Measured

Made by `make bench` (`python bench/all.py`) on {machine}. Each part names its own command and its day; side by side means in one run. The figures are of this
machine on that day: run it on yours.
"""
PARTS = (
    (
        "How well documents are read",
        ("bench/quality.py", "--chart", "docs/images/calibration.svg"),
        (),
        """On the development set: 25 annotated documents, five of them real, which the reader's authors have seen; so these figures are a ceiling, not a promise.
`mean, weighted` counts each gold value once. The baseline is spaCy's `en_core_web_sm` on the text that our reader cleaned; it reads people, bodies, dates and
places only, and on a raw page with its navigation it would do worse.

The second table asks whether confidence is true: of the values shown with a confidence in a range, how many are right, pooled over the fields, with Wilson's
95 % interval. The confidences come from documents left out one at a time (`bench/calibrate.py`).""",
    ),
    (
        "How fast documents are read, and with how much memory",
        ("bench/speed.py",),
        ("100", "200"),
        """The same HTML pages, with some hundred lines of navigation each, read in full by us, and by `trafilatura` and spaCy for their entities alone.
One process each. Memory is flat when the second row's is about the first row's.""",
    ),
    (
        "How fast passages are found",
        ("bench/search.py",),
        ("1000", "5000"),
        """Made passages of 80 words, ten to a document; fifty questions of each kind; whole answers of twenty passages with their marked words. Beside it SQLite's
FTS5, which corrects no spelling (a question with one wrong letter finds nothing, at once), stems English only and was asked without filters.""",
    ),
    (
        "The trail",
        ("bench/trail.py",),
        ("20000",),
        """Made entries with a true chain in segments of 10,000. A page is a whole request: sign-in, doors, the note that oversight looked, fifty entries, the template. The
target is 200 ms at the 95th percentile with 1,000,000 entries, and 2 ms for an entry beside its act. Processor time is that of our process alone: what the page would take on a
machine that nobody else uses. `python tests/postgresql.py python bench/trail.py` gives the same on PostgreSQL.""",
    ),
    (
        "Today",
        ("bench/today.py",),
        ("20000", "1000"),
        """Each role's first page with 1,000,000 entries in the trail and 20,000 recommendations; whole requests, as for the trail. The target is 200 ms at the
95th percentile and the same number of queries however much there is.""",
    ),
    (
        "The board",
        ("bench/board.py",),
        ("1000",),
        """The room's board with 20,000 recommendations; whole requests by a co-ordinator, as for the trail. The target is 200 ms at the 95th percentile and the same number
of queries however much there is. Last, the same list with how far each recommendation is derived when it is asked for, not kept with each act.""",
    ),
    (
        "Proposals of evidence",
        ("bench/evidence.py",),
        ("500", "100"),
        """Which later documents may show that a recommendation was followed. The set is our own: 16 promises and 112 papers of a fictional city, written by the authors of
the search, half of them not looked at while thresholds were chosen; so the figures are a ceiling. BM25 is SQLite's FTS5 with the best threshold it could have on the very half
it is measured on; let off other days and places, it still takes what is only asked again for what was done. The aim is 60 s for 10,000 documents and 1,000 recommendations.""",
    ),
    (
        "Registration",
        ("bench/registration.py",),
        ("60",),
        """Fifty clients at once at the served workspace, on SQLite: a third of the people find a place, the others stand in line, in the order of their numbers. Beside it the
same without the lock. `python tests/postgresql.py python bench/registration.py` gives the same on PostgreSQL.""",
    ),
    (
        "Backup and restore",
        ("bench/restore.py",),
        ("50", "2000"),
        """A workspace of 1,000 documents and a trail of 100,000 entries, on SQLite: everything is copied, restored into an empty folder, and its trail verified.""",
    ),
    (
        "Review",
        ("bench/reviews.py",),
        ("2000",),
        """Made documents with twenty values each that wait for a person, and one with two hundred values that people decided; whole requests by one reviewer, as for
the trail. The target is 200 ms at the 95th percentile with 100,000 values that wait, and the same number of queries however many do.""",
    ),
    (
        "Tables of partners",
        ("bench/partner_tables.py",),
        ("500",),
        """A file of 50,000 made lines, every second one with something wrong in it: checked, its lines kept, the good ones imported in chunks, and the whole import taken back.
Beside it the plainest way, which checks nothing and can be neither stopped nor taken back. Each step is a process of its own.""",
    ),
)


def run(script: tuple[str, ...], sizes: tuple[str, ...]) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "TQDM_DISABLE": "1"}
    done = subprocess.run(
        [sys.executable, *script, *sizes],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def parts_of(page: str) -> dict[str, str]:
    """Return the parts that a page has, by their headings."""
    found = (part.partition("\n") for part in page.split("\n## ")[1:])
    return {title: f"## {title}\n{words.rstrip()}\n" for title, _end, words in found}


def measured(title: str, script: tuple[str, ...], sizes: tuple[str, ...], words: str) -> str:
    print(f"{title} ...", file=sys.stderr)
    figures = run(script, sizes)
    day = dt.datetime.now(tz=dt.UTC).date().isoformat()
    return f"## {title}\n\n`{' '.join(('python', *script))}`, {day}\n\n{words}\n\n{figures}\n"


def main() -> None:
    quick = "--quick" in sys.argv
    wanted = tuple(word for word in sys.argv[1:] if not word.startswith("--"))
    former = parts_of(PAGE.read_text(encoding="utf-8")) if wanted and PAGE.exists() else {}
    page = [HEAD.format(machine=machine())]
    for title, script, small, words in PARTS:
        if wanted and not title.startswith(wanted):
            page += [former[title]] if title in former else []
        elif "quality" in script[0] and not DEV.is_dir():
            print(
                f"The development set is not at {DEV}: {title.lower()} is left out.",
                file=sys.stderr,
            )
        else:
            page.append(measured(title, script, small if quick else (), words))
    # Pages that are not kept here were read once: what they showed is written by hand.
    page.append(UNSEEN.read_text(encoding="utf-8"))
    text = "\n".join(page)
    if quick:
        print(text)
    else:
        PAGE.write_text(text, encoding="utf-8")
        print(f"written: {PAGE.relative_to(ROOT)}", file=sys.stderr)


if __name__ == "__main__":
    main()
