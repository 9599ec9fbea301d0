"""How long a backup and its restore take: a workspace with many documents and a long trail.

python bench/restore.py [DOCUMENTS] [ENTRIES]        default 1000 100000
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from table import table  # noqa: E402
from workspace import Workspace  # noqa: E402  beside the tests

MAKE = """
from django.db import transaction
from commonweal.library.public import add_files_now, add_now
from commonweal.rights.public import Thing, record, verb
from commonweal.ui.terminal import say
words = " ".join(f"The City of Halvera met partner {number} on the square." for number in range(60))
for number in range(DOCUMENTS):
    add_now(f"{number}.txt", f"Halvera, {number % 27 + 1} March 2026 - Document {number}. {words}".encode(), person=None)
act = verb("bench.restore.said", "said something")
for start in range(0, ENTRIES, 5000):
    with transaction.atomic():
        for number in range(start, min(start + 5000, ENTRIES)):
            record(None, act, thing=Thing("bench.Thing", str(number)))
"""


def timed(place: Workspace, *words: str) -> float:
    began = time.perf_counter()
    place.run(*words)
    return time.perf_counter() - began


def main() -> None:
    documents, entries = (int(word) for word in [*sys.argv[1:], "1000", "100000"][:2])
    with tempfile.TemporaryDirectory() as folder:
        place = Workspace(Path(folder, "data"))
        place.run("site", "migrate")
        place.python(MAKE.replace("DOCUMENTS", str(documents)).replace("ENTRIES", str(entries)))
        archive = Path(folder, "backup.zip")
        backup = timed(place, "site", "backup", str(archive))
        restore = timed(place, "site", "restore", str(archive), "--into", str(Path(folder, "new")))
        size = archive.stat().st_size / 1e6
    print(
        table(
            ["documents", "entries of the trail", "archive, MB", "backup, s", "restore, s"],
            [[f"{documents:,}", f"{entries:,}", f"{size:.1f}", f"{backup:.1f}", f"{restore:.1f}"]],
        )
    )


if __name__ == "__main__":
    main()
