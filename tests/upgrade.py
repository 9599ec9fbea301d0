"""Bring the databases of earlier commits up to date with the code as it is now, and look whether all is there.

    python tests/upgrade.py

Two commits: the one before this, and the one before the tables last changed. Each makes a demo city
with its own code from its own files; then today's code migrates it, proves the trail, counts what is
there and opens pages. Nothing is fetched: in a shallow clone the oldest commit there is is used, and said.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

from workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent
# Of commits that do not run by themselves so many are passed over.
TRIED = 15
COUNT = """
import json
from django.apps import apps
labels = ("rights.Person", "rights.Organisation", "library.Document", "partners.Meeting", "partners.Recommendation", "rights.TrailEntry")
print(json.dumps({label: apps.get_model(label)._base_manager.count() for label in labels}))
"""
OPEN = """
from django.test import Client
from django.test.utils import setup_test_environment
from django.conf import settings
settings.SECOND_STEP_REQUIRED = False
setup_test_environment()
from commonweal.library.models import Document
from commonweal.partners.models import Meeting, Recommendation
from commonweal.rights.models import Person
person = Person.objects.get(email="coordinator@example.org")
client = Client()
client.force_login(person)
pages = ["/", "/library/", "/library/search/?q=youth", "/partners/", "/partners/meetings/", "/rights/people/", "/agreed/"]
pages += [f"/library/{Document.objects.first().pk}/", f"/partners/meetings/{Meeting.objects.first().pk}/"]
pages += [f"/partners/recommendations/{Recommendation.objects.first().pk}/"]
wrong = [(page, status) for page in pages if (status := client.get(page).status_code) != 200]
print(wrong)
"""


def git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


def earlier() -> list[str]:
    """Return the commits to begin from, the newest first, each once."""
    if not git("rev-parse", "HEAD"):
        sys.exit("There is no git history here: nothing can be upgraded from.")
    changed = git("log", "-1", "--format=%H", "--", "src/commonweal/*/migrations")
    wanted = [
        git("rev-parse", "--verify", "--quiet", f"{one}^") for one in ("HEAD", changed or "HEAD")
    ]
    found = [one for one in dict.fromkeys(wanted) if one]
    if len(found) < len(dict.fromkeys(wanted)):
        oldest = git("rev-list", "--max-count=1000", "HEAD").splitlines()[-1]
        sys.stdout.write(
            f"This clone is shallow: {oldest[:9]}, the oldest commit here, stands for what is missing.\n"
        )
        found = list(dict.fromkeys([*found, oldest]))
    return found


def demo_of(commit: str, folder: Path) -> Workspace | None:
    """Make a demo city with a commit's own code; None where that code does not even start."""
    archive = subprocess.run(
        ["git", "archive", commit, "src"], cwd=ROOT, capture_output=True, check=True
    ).stdout
    with tarfile.open(fileobj=BytesIO(archive)) as files:
        files.extractall(folder / "code", filter="data")
    before = Workspace(folder / "data", source=str(folder / "code" / "src"))
    try:
        place = before.python("import commonweal.kernel.errors as one\nprint(one.__file__)")
        assert place.startswith(str(folder)), f"not the commit's own code: {place}"
        before.run("site", "migrate")
        before.run("demo", "load", COMMONWEAL_DEMO="1")
    except AssertionError as error:
        last = str(error).strip().splitlines()[-1]
        sys.stdout.write(f"{commit[:9]} makes no demo city by itself ({last[:120]}).\n")
        return None
    return before


def upgraded(commit: str) -> None:
    """Begin from a commit, or the first one before it whose code runs, and bring it up to date."""
    tried = git("rev-list", f"--max-count={TRIED}", commit).splitlines()
    for one in tried:
        with tempfile.TemporaryDirectory(prefix="commonweal-upgrade-") as name:
            before = demo_of(one, Path(name))
            if before is not None:
                hold(one, before, Path(name))
                return
    sys.exit(f"None of the {len(tried)} commits up to {commit[:9]} makes a demo city.")


def hold(commit: str, before: Workspace, folder: Path) -> None:
    """Bring a commit's workspace up to date, and hold it to what was there."""
    began = time.monotonic()
    counts = before.python(COUNT)
    steps = before.python(STEPS)
    after = Workspace(folder / "data")
    after.run("site", "migrate")
    now = after.python(COUNT)
    assert now == counts, (counts, now)
    found = after.verified()
    assert found["broken"] is None, found
    wrong = after.python(OPEN)
    assert wrong == "[]", wrong
    done = int(after.python(STEPS)) - int(steps)
    seconds = time.monotonic() - began
    sys.stdout.write(
        f"{commit[:9]}: {done} new steps of the tables, {found['entries']} entries of the trail, all pages open ({seconds:.0f} s)\n"
    )


STEPS = """
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
print(len(MigrationRecorder(connection).applied_migrations()))
"""


def main() -> None:
    with ThreadPoolExecutor(max_workers=2) as pool:
        list(pool.map(upgraded, earlier()))


if __name__ == "__main__":
    main()
