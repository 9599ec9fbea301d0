"""What docs/security.md promises is shown by tests that exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "security.md").read_text()
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)))


def control_rows() -> list[str]:
    rows = [line for line in TEXT.splitlines() if line.startswith("| ")]
    return [row for row in rows if not re.match(r"\| (threat|---) \|", row)]


@pytest.mark.parametrize(("file", "name"), NAMED, ids=lambda part: part)
def test_a_named_test_exists(file: str, name: str) -> None:
    tree = ast.parse((ROOT / file).read_text())
    assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_control_names_the_test_that_shows_it() -> None:
    rows = control_rows()
    assert len(rows) > 40
    assert not [row for row in rows if "::test_" not in row]


def test_every_part_is_there_and_says_something() -> None:
    parts = re.split(r"(?m)^## ", TEXT)[1:]
    assert len(parts) >= 9
    assert not [part.splitlines()[0] for part in parts if len(part.split()) < 20]


def test_settings_that_it_names_exist() -> None:
    table = (ROOT / "src/commonweal/config/environment.py").read_text()
    named = set(re.findall(r"COMMONWEAL_[A-Z_]+", TEXT))
    assert named
    assert not {name for name in named if f"| {name} |" not in table}


def test_the_security_page_is_pointed_to() -> None:
    assert "docs/security.md" in (ROOT / "SECURITY.md").read_text()
