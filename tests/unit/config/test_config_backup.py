"""Backups: whole, checked, and without a way back for what was erased."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import transaction

from backup_story import SEED, tell
from commonweal.config import acts, archive, backup, database_copy, restore
from commonweal.config.archive import Manifest, Part, Writer, manifest_of, unpack
from commonweal.kernel.errors import InvalidInput, NoAnswer
from commonweal.library.public import add_now
from commonweal.rights.actions import erased_list
from commonweal.rights.actions.erased_list import (
    Line,
    add_lines,
    complete_list,
    lines_in,
    list_file,
)
from commonweal.rights.actions.erasure import erase_now
from commonweal.rights.models import Hold, RecordKey, Tombstone
from commonweal.rights.public import Thing
from factories import CoordinatorFactory
from workspace import Workspace

TEXT = b"Halvera, 12 March 2026 - The City of Halvera met the Youth Forum."
NOW = datetime(2026, 3, 2, tzinfo=UTC)


def test_seed_back_up_erase_restore(tmp_path: Path) -> None:
    tell(Workspace(tmp_path / "data"), tmp_path)


def test_a_backup_goes_into_another_folder_and_a_changed_one_does_not(tmp_path: Path) -> None:
    place = Workspace(tmp_path / "data")
    place.prepare()
    place.python(SEED)
    file = tmp_path / "monday.zip"
    place.run("site", "backup", str(file))
    other = Workspace(tmp_path / "other")
    told = place.run("site", "restore", str(file), "--into", str(other.folder))
    assert "2 documents can be found" in told.stderr
    assert other.verified()["broken"] is None
    assert list(other.folder.glob("before-restore-*")) == []

    # Somebody changes the trail in the backup, and the manifest with it.
    forged = forge(file, tmp_path / "forged.zip", tmp_path)
    refused = place.run("site", "restore", str(forged), "--into", str(tmp_path / "third"), status=2)
    assert "broken at entry" in refused.stderr
    assert "Nothing was put in its place" in refused.stderr
    assert not (tmp_path / "third" / "originals").exists()
    words = ("site", "restore", str(forged), "--into", str(tmp_path / "third"), "--broken-trail")
    place.run(*words)


def forge(file: Path, target: Path, folder: Path) -> Path:
    import sqlite3

    manifest = manifest_of(file)
    unpacked = folder / "forging"
    unpack(file, manifest, into=unpacked, progress=lambda _: None)
    with sqlite3.connect(unpacked / "commonweal.sqlite3") as copy:
        (trigger,) = copy.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'rights_trailentry_no_update'"
        ).fetchone()
        copy.execute("DROP TRIGGER rights_trailentry_no_update")
        copy.execute("UPDATE rights_trailentry SET verb = 'nothing.was.done' WHERE id = 1")
        copy.execute(trigger)
    copy.close()
    writer = Writer(target)
    for name in manifest.parts:
        writer.add(name, unpacked / name)
    values = {name: getattr(manifest, name) for name in Manifest.__dataclass_fields__}
    writer.finish(Manifest(**{**values, "parts": writer.parts}))
    return target


@pytest.fixture
def small(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_bytes(b"some words " * 100)
    writer = Writer(tmp_path / "small.zip")
    writer.add("originals/a.txt", tmp_path / "a.txt")
    writer.add("originals/gone.txt", tmp_path / "gone.txt")
    manifest = Manifest(
        id="1", made_at="2026-03-01", version="0", database="sqlite", migrations={},
        trail_entry=0, trail_hash="", key="", parts=writer.parts,
    )  # fmt: skip
    writer.finish(manifest)
    return tmp_path / "small.zip"


def test_a_damaged_byte_is_found(small: Path, tmp_path: Path) -> None:
    assert list(manifest_of(small).parts) == ["originals/a.txt"]
    content = bytearray(small.read_bytes())
    content[content.index(b"some words") + 3] ^= 1
    small.write_bytes(content)
    with pytest.raises(InvalidInput, match=r"originals/a\.txt is not what its manifest says"):
        unpack(small, manifest_of(small), into=tmp_path / "out", progress=lambda _: None)


def test_a_part_outside_the_folder_is_refused(small: Path, tmp_path: Path) -> None:
    values = {n: getattr(manifest_of(small), n) for n in Manifest.__dataclass_fields__}
    for name in ("../out.txt", "/etc/out.txt"):
        evil = Manifest(**{**values, "parts": {name: Part(sha256="0", size_bytes=1)}})
        with pytest.raises(InvalidInput, match="outside its folder"):
            unpack(small, evil, into=tmp_path / "out", progress=lambda _: None)


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    (tmp_path / "no.zip").write_bytes(b"no archive")
    with zipfile.ZipFile(tmp_path / "new.zip", "w") as made:
        made.writestr(archive.MANIFEST, json.dumps({"format": 99, "version": "9"}))
    with pytest.raises(InvalidInput, match="no whole backup"):
        manifest_of(tmp_path / "no.zip")
    with pytest.raises(InvalidInput, match="another version"):
        manifest_of(tmp_path / "new.zip")


def test_a_backup_that_fails_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = Writer(tmp_path / "half.zip")
    (tmp_path / "a").write_bytes(b"a")
    writer.add("a", tmp_path / "a")
    writer.drop()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a"]


def test_secrets_and_what_is_made_again_stay_out(data_folder: Path) -> None:
    for name in ("originals/ab/c", "evidence/e.pdf", "incoming/1/0", "search/x", "mail/m.log", "secret_key",
                 "workers/w", "before-restore-1/o", "restoring-2/o", "static/s.css", "monday.zip",
                 "commonweal.sqlite3-wal", "erasures.jsonl", "later-room/f"):  # fmt: skip
        (data_folder / name).parent.mkdir(parents=True, exist_ok=True)
        (data_folder / name).touch()
    kept = {file.relative_to(data_folder).as_posix() for file in backup.kept_files(data_folder)}
    assert kept == {
        "originals/ab/c", "evidence/e.pdf", "incoming/1/0", "erasures.jsonl", "later-room/f",
    }  # fmt: skip


def test_a_restore_that_was_stopped_keeps_the_workspace_from_starting(data_folder: Path) -> None:
    restore.check_finished()
    (data_folder / restore.UNFINISHED).touch()
    with pytest.raises(NoAnswer, match="stopped half-way"):
        restore.check_finished()


def test_what_a_restore_replaced_goes_after_a_month(data_folder: Path) -> None:
    (data_folder / "before-restore-1").mkdir()
    assert acts.sweep_before_restore(datetime(2020, 1, 1, tzinfo=UTC), is_dry=False) == 0
    later = datetime(2999, 1, 1, tzinfo=UTC)
    assert acts.sweep_before_restore(later, is_dry=True) == 1
    assert acts.sweep_before_restore(later, is_dry=False) == 1
    assert not (data_folder / "before-restore-1").exists()


# The list of what was erased


@pytest.mark.django_db(transaction=True)
def test_an_erasure_that_is_undone_is_not_listed(data_folder: Path) -> None:
    document = Thing("library.Document", str(add_now("a.txt", TEXT, person=None)))

    def undone() -> None:
        with transaction.atomic():
            erase_now(None, document, why="request", now=NOW)
            raise KeyError

    with pytest.raises(KeyError):
        undone()
    assert lines_in(list_file()) == ()
    erase_now(None, document, why="request", now=NOW)
    assert lines_in(list_file()) == (
        Line(thing=document.label, id=document.id, at=NOW.isoformat(), why="request"),
    )
    assert list_file().stat().st_mode & 0o077 == 0


@pytest.mark.django_db
def test_what_a_crash_left_out_of_the_list_is_added(data_folder: Path) -> None:
    Tombstone.objects.create(thing="library.Document", thing_id=str(uuid4()), why="period")
    add_lines([Line(thing="library.Document", id="1", at=NOW.isoformat(), why="request")])
    with list_file().open("a") as stream:
        stream.write('{"thing": "library.Doc')
    assert complete_list() == 1
    assert complete_list() == 0


def test_a_line_that_is_none_is_said(data_folder: Path) -> None:
    list_file().write_text('nonsense\n{"thing": "a", "id": "1", "at": "x", "why": "period"}\n')
    with pytest.raises(InvalidInput, match="Line 1 of"):
        lines_in(list_file())


@pytest.mark.django_db
def test_what_came_back_is_erased_again_with_its_keys_even_where_an_old_hold_came_back_too(
    data_folder: Path,
) -> None:
    key = str(add_now("a.txt", TEXT, person=None))
    Hold.objects.create(
        thing="library.Document", thing_id=key, reason="A court asks", until="2999-01-01",
        placed_by=CoordinatorFactory(),
    )  # fmt: skip
    assert RecordKey.objects.filter(thing="library.Document", thing_id=key).exists()
    lines = [
        Line(thing="library.Document", id=one, at=NOW.isoformat(), why="request")
        for one in (key, str(uuid4()), "no id")
    ]
    about = Thing("config.Backup", "1")
    assert erased_list.erase_again(lines, about=about, now=NOW) == erased_list.Again(1, ())
    assert erased_list.erase_again(lines, about=about, now=NOW) == erased_list.Again(0, ())
    assert not RecordKey.objects.filter(thing_id=key).exists()
    assert Tombstone.objects.get(thing_id=key).why == "request"


@pytest.mark.parametrize(("server", "left"), [(150018, 0), (160000, 0), (170000, 1)])
def test_a_copy_of_a_newer_client_fits_an_older_server(
    tmp_path: Path, server: int, left: int
) -> None:
    copy, line = tmp_path / "database.sql", b"SET transaction_timeout = 0;\n"
    told = b"COPY library_document (title) FROM stdin;\n" + line + b"\\.\n"
    copy.write_bytes(b"SET lock_timeout = 0;\n" + line + b"-- " + b"-" * 5000 + b"\n" + told)
    database_copy.fit(copy, server=server)
    head, _, rest = copy.read_bytes().partition(b"-- ")
    assert head.count(line) == left
    assert head.startswith(b"SET lock_timeout = 0;\n")
    assert rest.endswith(told)
