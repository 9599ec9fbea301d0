"""The container file and the compose example hold to what is promised of them; they are not built here."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
FILE = (ROOT / "Containerfile").read_text()
COMPOSE = (ROOT / "compose.yaml").read_text()
STEPS = re.findall(r"(?m)^([A-Z]+) ((?:.*\\\n)*.*)$", FILE)


def steps(name: str) -> list[str]:
    return [words for kind, words in STEPS if kind == name]


def test_the_base_has_a_plain_name_and_no_address_stands_in_the_files() -> None:
    for image in steps("FROM"):
        assert re.fullmatch(r"python:3\.1[123]-slim-bookworm( AS build)?", image)
    for name in ("Containerfile", "compose.yaml", ".containerignore"):
        assert "://" not in (ROOT / name).read_text().replace(
            "postgresql://commonweal:PASSWORD@", ""
        ).replace("smtp://USER:PASSWORD@HOST", "")
    images = re.findall(r"(?m)^\s+image: (\S+)$", COMPOSE)
    assert images == ["postgres:15"]


def test_what_is_copied_is_in_the_repository_and_let_through() -> None:
    let_through = {
        line[1:] for line in (ROOT / ".containerignore").read_text().splitlines() if line[0] == "!"
    }
    copied = [words.split()[:-1] for words in steps("COPY") if not words.startswith("--from")]
    names = [name for each in copied for name in each]
    assert names
    for name in names:
        assert (ROOT / name).exists(), name
        assert name.split("/")[0] in let_through, name
    assert (ROOT / ".dockerignore").read_text() == (ROOT / ".containerignore").read_text()


def test_it_installs_by_hash_and_runs_as_nobody_special() -> None:
    installs = [line for line in FILE.splitlines() if "pip install" in line]
    assert all("--require-hashes" in line or "--no-deps" in line for line in installs)
    assert steps("USER") == ["commonweal"]
    assert FILE.index("USER commonweal") < FILE.index("ENTRYPOINT")
    assert steps("VOLUME") == ["/data"]
    assert "COMMONWEAL_DATA=/data" in FILE
    assert '"commonweal", "site", "health"' in steps("HEALTHCHECK")[0]


def test_the_compose_example_sets_what_serving_others_asks_for() -> None:
    settings = set(re.findall(r"(?m)^      (COMMONWEAL_[A-Z_]+): ", COMPOSE))
    assert {"COMMONWEAL_TLS", "COMMONWEAL_HOSTS", "COMMONWEAL_HOSTED_BY"} <= settings
    assert "COMMONWEAL_MAIL_URL_FILE" in settings
    assert "COMMONWEAL_DEMO" not in settings
    named = set(re.findall(r"(?m)^    file: \./secrets/(\w+)$", COMPOSE))
    given = {one for line in re.findall(r"secrets: \[(.+)\]", COMPOSE) for one in line.split(", ")}
    used = set(re.findall(r"/run/secrets/(\w+)", COMPOSE))
    told = set(re.findall(r"`secrets/(\w+)`", COMPOSE))
    assert named == given == used == told


def test_the_health_check_is_the_same_in_both_files() -> None:
    options = dict(re.findall(r"--(\S+)=(\S+)", steps("HEALTHCHECK")[0]))
    section = COMPOSE.split("healthcheck:")[1]
    for name, value in options.items():
        assert f"{name.replace('-', '_')}: {value}\n" in section


def test_the_build_tool_is_the_one_that_is_tested_with() -> None:
    pin = re.compile(r"(?m)^flit-core==\S+ \\\n(?:\s+--hash=\S+(?: \\)?\n)+")
    built = pin.search((ROOT / "requirements" / "build.txt").read_text())
    tested = pin.search((ROOT / "requirements" / "dev.txt").read_text())
    assert built
    assert tested
    assert built[0] == tested[0]
