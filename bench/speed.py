"""Reading speed and memory: the same HTML pages read in full, and by trafilatura + spaCy doing less.

python bench/speed.py [COUNT ...]        default 1000 10000; the baseline is run on the first only
"""

from __future__ import annotations

import html
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from table import table

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "src" / "commonweal" / "demo" / "documents"


def sources() -> list[str]:
    texts = [file.read_text(encoding="utf-8") for file in sorted(DEMO.rglob("*.txt"))]
    assert texts, f"no sample documents in {DEMO}"
    return [text for text in texts if len(text) > 1500]


def as_html(text: str, number: int) -> str:
    """Return a page like those that publishers serve: navigation as a list, the rest as paragraphs."""
    lines = [html.escape(line) for line in text.splitlines() if line.strip(" -")]
    body = [f"<li>{line[2:]}</li>" if line.startswith("- ") else f"<p>{line}</p>" for line in lines]
    return f"<!doctype html><html lang=en><head><title>Page {number}</title></head><body><main>{''.join(body)}<p>Reference {number}.</p></main></body></html>"


def make(folder: Path, count: int) -> None:
    texts = sources()
    for number in range(count):
        page = as_html(texts[number % len(texts)], number)
        (folder / f"{number:06d}.html").write_text(page, encoding="utf-8")


def measure(*command: str) -> tuple[float, float]:
    """Return wall seconds and the peak memory in MiB of one process and what it starts."""
    begun = time.perf_counter()
    with Path(os.devnull).open("w") as sink:
        child = subprocess.Popen(command, stdout=sink, stderr=sink)
        _, status, usage = os.wait4(child.pid, 0)
    assert status == 0, command
    return time.perf_counter() - begun, usage.ru_maxrss / 1024


def main() -> None:
    counts = [int(word) for word in sys.argv[1:]] or [1000, 10_000]
    rows = []
    with tempfile.TemporaryDirectory() as top:
        for place, count in enumerate(counts):
            folder = Path(top, str(count))
            folder.mkdir()
            make(folder, count)
            ours = measure(
                sys.executable, "-m", "commonweal.cli", "library", "read", str(folder), "--json"
            )
            rows.append(
                (
                    "Commonweal, full record",
                    count,
                    f"{count / ours[0]:.1f}",
                    f"{ours[1]:.0f}",
                    "1.0" if place else "",
                )
            )
            if place == 0:
                script = str(Path(__file__).with_name("baseline.py"))
                theirs = measure(sys.executable, script, "--html", str(folder))
                rows[-1] = (*rows[-1][:4], f"{theirs[0] / ours[0]:.1f} times the speed")
                rows.append(
                    (
                        "trafilatura + spaCy, entities only",
                        count,
                        f"{count / theirs[0]:.1f}",
                        f"{theirs[1]:.0f}",
                        "1",
                    )
                )
            else:
                rows[-1] = (
                    *rows[-1][:4],
                    "memory against the first row: " + f"{ours[1] / float(rows[0][3]):.2f}",
                )
    print(table(("reader", "documents", "documents/s", "peak MiB", "ratio"), rows))


if __name__ == "__main__":
    main()
