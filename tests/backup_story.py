"""Seed, back up, erase, restore: the same story for SQLite and for PostgreSQL."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from workspace import Workspace

KEPT, GONE, LATER = "Lanternbrook", "Quillerbrand", "Vesperholm"
SEED = f"""
from datetime import timedelta
from django.utils import timezone
from commonweal.library.public import add_now
from commonweal.rights.models import Grant, Organisation, Person
text = "Round table in {{}}\\n12 March 2026\\n\\nHalvera, 12 March 2026 - The City of Halvera met the {{}} Youth Forum.\\n"
for name in ("{KEPT}", "{GONE}"):
    print(add_now(name + ".txt", text.format(name, name).encode(), person=None))
organisation = Organisation.objects.create(name="City of Halvera")
person = Person.objects.create(email="mara@example.org", name="{GONE} Mara", job="clerk", organisation=organisation)
print(person.pk)
"""
ERASE = """
from django.utils import timezone
from commonweal.rights.actions.erasure import erase_now
from commonweal.rights.actions.trail import Thing
erase_now(None, Thing("library.Document", "{document}"), why="request", now=timezone.now())
erase_now(None, Thing("rights.Person", "{person}"), why="request", now=timezone.now())
"""
STONES = """
from commonweal.rights.models import Person, Tombstone
from commonweal.library.models import Document
print(Tombstone.objects.count(), Document.objects.count(), Person.objects.filter(name__contains="Quillerbrand").count())
"""


def found(place: Workspace, word: str) -> int:
    done = place.run("library", "search", word, "--json")
    return len(done.stdout.splitlines())


def tell(place: Workspace, folder: Path) -> None:
    """Hold the whole story to what it promises."""
    place.prepare()
    kept, gone, person = place.python(SEED).splitlines()
    archive = folder / "monday.zip"
    made = place.run("site", "backup", str(archive))
    assert "The trail ends there with entry" in made.stderr
    assert archive.stat().st_mode & 0o077 == 0
    place.run("site", "backup", str(archive), status=2)

    place.python(ERASE.format(document=gone, person=person))
    lines = (place.folder / "erasures.jsonl").read_text().splitlines()
    assert {(json.loads(line)["thing"], json.loads(line)["id"]) for line in lines} == {
        ("library.Document", gone),
        ("rights.Person", person),
    }
    assert set(json.loads(lines[0])) == {"thing", "id", "at", "why"}
    later = f"from commonweal.library.public import add_now\nadd_now('a.txt', b'Halvera, 13 March 2026 - {LATER} met.', person=None)"
    place.python(later)

    refused = place.run("site", "restore", str(archive), status=2)
    assert "There is a workspace already" in refused.stderr
    asked = place.run("site", "restore", str(archive), "--replace", status=130)
    assert "Replace the workspace" in asked.stderr
    told = place.run("site", "restore", str(archive), "--replace", "--yes")
    assert "2 records that were erased since then were erased again" in told.stderr
    assert place.python(STONES) == "2 1 0"
    assert place.verified()["broken"] is None
    assert (found(place, KEPT), found(place, GONE), found(place, LATER)) == (2, 0, 0)
    assert place.holds(GONE.encode()) == []
    assert not (place.folder / "restore-unfinished").exists()
    assert list(place.folder.glob("restoring-*")) == []

    # The list was kept elsewhere, and the data folder was lost with its own.
    elsewhere = folder / "erasures-kept-elsewhere.jsonl"
    shutil.copy(place.folder / "erasures.jsonl", elsewhere)
    (place.folder / "erasures.jsonl").unlink()
    words = ("site", "restore", str(archive), "--replace", "--yes", "--erasures", str(elsewhere))
    assert "2 records that were erased since then" in place.run(*words).stderr
    assert place.python(STONES) == "2 1 0"
    assert place.holds(GONE.encode()) == []
    assert len((place.folder / "erasures.jsonl").read_text().splitlines()) >= 2
    assert kept in place.python(
        "from commonweal.library.models import Document\nprint(Document.objects.get().pk)"
    )
