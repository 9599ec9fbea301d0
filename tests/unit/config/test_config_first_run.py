"""What the command line says before the workspace is set up, and when the disk is full."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import click
import pytest

from commonweal import cli
from commonweal.config import environment, serving
from commonweal.kernel.disk import is_disk_full
from commonweal.ui.terminal import USUAL_ADDRESS, workspace_address


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    surroundings = {**os.environ, "COMMONWEAL_DATA": str(folder), "COMMONWEAL_DEMO": "1"}
    surroundings["DJANGO_SETTINGS_MODULE"] = "commonweal.config.settings"
    surroundings.pop("COMMONWEAL_DATABASE_URL", None)
    return subprocess.run(
        [sys.executable, "-m", "commonweal.cli", *words],
        env=surroundings, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("words", ["demo tour", "library search peace", "rights invite a@b.org"])
def test_a_new_data_folder_is_not_set_up_yet(words: str, tmp_path: Path) -> None:
    more = ["--organisation", "A", "--job", "B", "--reason", "C"]
    more = more if words.startswith("rights") else []
    told = run(tmp_path / "new", *words.split(), *more)
    assert told.returncode == 2
    assert "is not set up yet. Run `commonweal site migrate`" in told.stderr
    assert len(told.stderr.splitlines()) == 1


def test_what_the_workspace_writes_is_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    assert run(folder, "site", "migrate").returncode == 0
    wide = [
        path for path in (folder, *folder.rglob("*")) if stat.S_IMODE(path.stat().st_mode) & 0o077
    ]
    assert wide == []
    assert (folder / "commonweal.sqlite3").is_file()


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        ValueError("Failed to open file: IoError { io_error: Os { code: 28, os error 28 } }"),
        RuntimeError("database or disk is full"),
    ],
)
def test_a_full_disk_is_known_however_it_is_wrapped(
    error: Exception, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(**_words: object) -> None:
        try:
            raise error
        except type(error) as inner:
            raise ValueError("cannot go on") from inner

    monkeypatch.setattr(cli, "commonweal", fail)
    monkeypatch.setattr(cli, "_drop_output", lambda: None)
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert end.value.code == 1
    assert "The disk is full" in capfd.readouterr().err


def test_another_fault_is_no_full_disk(tmp_path: Path) -> None:
    assert not is_disk_full(ValueError("bad value"), folder=tmp_path)
    assert not is_disk_full(PermissionError(errno.EACCES, "denied"), folder=tmp_path)


def test_a_vague_fault_is_a_full_disk_only_where_nothing_is_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vague = RuntimeError("disk I/O error")
    monkeypatch.setattr("commonweal.kernel.disk._free_bytes", lambda _folder: 10**12)
    assert not is_disk_full(vague, folder=tmp_path)
    monkeypatch.setattr("commonweal.kernel.disk._free_bytes", lambda _folder: 4096)
    assert is_disk_full(vague, folder=tmp_path / "not-yet-made")


def test_a_key_that_found_no_room_leaves_no_empty_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_bytes: int) -> str:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.delenv("COMMONWEAL_SECRET_KEY", raising=False)
    with monkeypatch.context() as patch:
        patch.setattr(environment.secrets, "token_urlsafe", full)
        with pytest.raises(OSError, match="full"):
            environment.secret_key(tmp_path)
    assert environment.secret_key(tmp_path)


def test_commands_know_where_the_workspace_runs(data_folder: Path) -> None:
    assert workspace_address() == USUAL_ADDRESS
    with serving.address_known("127.0.0.1", 8013):
        assert workspace_address() == "http://127.0.0.1:8013"
    assert workspace_address() == USUAL_ADDRESS
    assert not (data_folder / "address").exists()


def test_a_plain_error_keeps_its_own_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(**_words: object) -> None:
        raise click.UsageError("no such thing")

    monkeypatch.setattr(cli, "commonweal", fail)
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert end.value.code == 2
    assert "no such thing" in capsys.readouterr().err
