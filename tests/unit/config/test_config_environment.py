from __future__ import annotations

import socket
import stat
from pathlib import Path

import pytest

from commonweal.config import environment, serving
from commonweal.kernel.errors import InvalidInput, NoAnswer


def test_sqlite_is_the_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("COMMONWEAL_DATABASE_URL", raising=False)
    assert environment.database(tmp_path)["NAME"] == tmp_path / "commonweal.sqlite3"


def test_postgresql_by_one_setting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COMMONWEAL_DATABASE_URL", "postgresql://ann:p%40ss@db:5433/work")
    found = environment.database(tmp_path)
    assert (found["USER"], found["PASSWORD"], found["HOST"]) == ("ann", "p@ss", "db")
    assert (found["PORT"], found["NAME"]) == ("5433", "work")


@pytest.mark.parametrize("address", ["mysql://a@b/c", "postgresql://a@b/", "nonsense"])
def test_another_database_is_refused(
    address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("COMMONWEAL_DATABASE_URL", address)
    with pytest.raises(InvalidInput, match="it takes postgresql://"):
        environment.database(tmp_path)


@pytest.mark.parametrize("value", ["yes", "2", "true"])
def test_a_switch_takes_0_or_1(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMONWEAL_DEMO", value)
    with pytest.raises(InvalidInput, match="it takes 0 or 1"):
        environment.switched_on("COMMONWEAL_DEMO")


@pytest.mark.parametrize("value", ["0", "-1", "65", "many", "²"])
def test_a_number_outside_its_limits_is_refused(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMONWEAL_WORKERS", value)
    with pytest.raises(InvalidInput, match="from 1 to 64"):
        environment.whole_number("COMMONWEAL_WORKERS", default=1, least=1, most=64)


def test_a_time_zone_is_one_that_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COMMONWEAL_TIME_ZONE", raising=False)
    assert environment.time_zone(default="UTC") == "UTC"
    monkeypatch.setenv("COMMONWEAL_TIME_ZONE", "Asia/Dushanbe")
    assert environment.time_zone(default="UTC") == "Asia/Dushanbe"
    monkeypatch.setenv("COMMONWEAL_TIME_ZONE", "Lumen")
    with pytest.raises(InvalidInput, match="'Lumen'; it takes an area and a city"):
        environment.time_zone(default="UTC")


def test_the_key_is_made_once_and_private(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("COMMONWEAL_SECRET_KEY", raising=False)
    first = environment.secret_key(tmp_path)
    assert environment.secret_key(tmp_path) == first
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_a_data_folder_that_is_a_file_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "taken"
    file.touch()
    monkeypatch.setenv("COMMONWEAL_DATA", str(file))
    with pytest.raises(InvalidInput, match="Name a folder you may write to"):
        environment.data_folder()


def test_a_taken_port_gives_the_next_free_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert serving.free_port("127.0.0.1", port) > port


def test_no_free_port_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "PORTS_TRIED", 0)
    with pytest.raises(NoAnswer, match="Name a free one with --port"):
        serving.free_port("127.0.0.1", 8000)
