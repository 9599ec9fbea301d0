"""A workspace of its own that is driven as whoever runs the server drives it: by the command line."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LEFT_OUT = {"COMMONWEAL_DATABASE_URL", "DJANGO_SETTINGS_MODULE", "COMMONWEAL_WORKERS"}


@cache
def prepared() -> Path:
    """A data folder with the tables and nothing in them, made once: making them takes its time."""
    folder = Path(tempfile.mkdtemp(prefix="commonweal-tests-")) / "data"
    atexit.register(shutil.rmtree, folder.parent, ignore_errors=True)
    Workspace(folder).run("site", "migrate")
    return folder


@dataclass
class Workspace:
    """One data folder and, with an address, one PostgreSQL."""

    folder: Path
    address: str = ""
    source: str = ""

    @property
    def surroundings(self) -> dict[str, str]:
        found = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
        found |= {"COMMONWEAL_DATA": str(self.folder), "COMMONWEAL_DEMO": "0"}
        found |= {"COMMONWEAL_SECRET_KEY": "a key for tests " * 4, "COMMONWEAL_TRACEBACK": "0"}
        if self.address:
            found["COMMONWEAL_DATABASE_URL"] = self.address
        if self.source:
            found["PYTHONPATH"] = self.source
        return found

    def prepare(self) -> None:
        """Make the tables; in SQLite by copying those that were made before."""
        if self.address or self.source:
            self.run("site", "migrate")
        else:
            shutil.copytree(prepared(), self.folder)

    def run(self, *words: str, status: int = 0, **more: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "commonweal.cli", *words],
            env=self.surroundings | more, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == status, (words, done.stdout, done.stderr)
        return done

    def python(self, code: str) -> str:
        """Run some lines in the workspace, as a shell of Django's would, and return what they print."""
        begin = "from commonweal.ui.terminal import start_django\nstart_django(checked=False)\n"
        done = subprocess.run(
            [sys.executable, "-c", begin + code],
            env=self.surroundings, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def verified(self, *, status: int = 0) -> dict[str, object]:
        done = self.run("rights", "verify", "--json", status=status)
        return dict(json.loads(done.stdout))

    def holds(self, word: bytes) -> list[str]:
        """Return the files of the data folder in which a word stands, but for what was put aside."""
        return [
            str(file.relative_to(self.folder))
            for file in sorted(self.folder.rglob("*"))
            if file.is_file()
            and not str(file.relative_to(self.folder)).startswith("before-restore-")
            and word in file.read_bytes()
        ]
