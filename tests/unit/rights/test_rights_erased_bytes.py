"""A run is killed with SIGKILL and run again; then no byte of what was erased is left on the disk."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

WORD = "Quillerbrand"
ROOT = Path(__file__).resolve().parents[3]
SEED = """
from datetime import timedelta
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
call_command("migrate", verbosity=0)
from commonweal.library import public as library
from commonweal.library.models import Document
from commonweal.partners.models import Meeting, Recommendation
from commonweal.rights.actions.trail import record, verb
from commonweal.rights.models import Note
from factories import PersonFactory
from factories_partners import ActionFactory, EvidenceFactory, MeetingFactory, RecommendationFactory
said, word = verb("rights.test.said", "said"), %(word)r
text = f"Round table on {word}\\n12 March 2026\\n\\nThe City of Halvera should keep {word} open.\\n"
kept = library.add_now("kept.txt", text.replace(word, "Riverside").encode(), person=None)
someone = PersonFactory()
for number in range(3):
    key = library.add_now(f"{word}-{number}.txt", f"{text}{number}\\n".encode(), person=None)
    document = Document.objects.get(pk=key)
    Note.objects.create(organisation=someone.organisation, author=someone, text=word * 50,
                        thing="library.Document", thing_id=str(key))
    with transaction.atomic():
        record(someone, said, thing=document, reason=f"{word} asked for it", change=(None, word))
for number in range(240):
    meeting = MeetingFactory(title=f"{word} {number}", called_by=word * 20, added_by=someone,
                             recorder=someone.organisation)
    asked = RecommendationFactory(meeting=meeting, text=word * 100, marked_by=someone,
                                  addressee=someone.organisation)
action = ActionFactory(recommendation=asked, owner=someone.organisation, added_by=someone)
evidence = EvidenceFactory(title=word, action=action, person=someone)
evidence.file_name, evidence.link, evidence.kind = f"{word}.txt", "", "file"
evidence.file.save("x", ContentFile((word * 99).encode()), save=False)
evidence.save()
ago = timezone.now() - timedelta(days=16 * 365)
Document.objects.exclude(pk=kept).update(added_at=ago)
Meeting.objects.update(added_at=ago)
Recommendation.objects.update(marked_at=ago)
"""
RETAIN = ["-m", "commonweal.cli", "rights", "retain", "--json"]
COUNTS = """
import json
from commonweal.library.models import Document
from commonweal.partners.models import Meeting
from commonweal.rights.models import RetentionRun, Tombstone
from commonweal.rights.queries.retention import overdue
from django.utils import timezone
print(json.dumps([Document.objects.count(), Meeting.objects.count(), Tombstone.objects.filter(
    thing="partners.Meeting").count(), RetentionRun.objects.filter(is_open=True).count(),
    len(overdue(now=timezone.now()))]))
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("COMMONWEAL_")}
    return kept | {
        "COMMONWEAL_DATA": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "commonweal.config.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT / 'tests'}",
    }


def run(code: str, environment: dict[str, str]) -> str:
    words = [sys.executable, "-c", f"import django; django.setup()\n{code}"]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def holding(folder: Path, word: str) -> set[str]:
    """The files, by their first folder, that hold the word in some common encoding."""
    forms = [word.encode(), word.encode("utf-16-le"), word.lower().encode()]
    return {
        file.relative_to(folder).parts[0]
        for file in folder.rglob("*")
        if file.is_file() and any(form in file.read_bytes() for form in forms)
    }


def test_killed_run_again_and_no_byte_left(environment: dict[str, str]) -> None:
    folder = Path(environment["COMMONWEAL_DATA"])
    run(SEED % {"word": WORD}, environment)
    before = holding(folder, WORD)
    assert {"commonweal.sqlite3", "originals", "search", "evidence"} <= before
    first = subprocess.Popen(
        [sys.executable, *RETAIN], env=environment, stderr=subprocess.PIPE, text=True
    )
    assert first.stderr is not None
    told: list[str] = []
    while not any(line.startswith("partners.Recommendation") for line in told[-1:]):
        told.append(first.stderr.readline())
        assert told[-1], told
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    documents, meetings, _stones, is_open, late = json.loads(run(COUNTS, environment))
    assert (documents, is_open) == (4, 1)
    assert meetings > 0
    assert late > 0
    for _twice in range(2):
        done = subprocess.run(
            [sys.executable, *RETAIN], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["problems"] == []
    assert json.loads(run(COUNTS, environment)) == [1, 0, 240, 0, 0]
    assert holding(folder, WORD) == set()
    assert "commonweal.sqlite3" in holding(folder, "Riverside")
