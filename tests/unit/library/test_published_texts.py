"""The five published texts are read right. Expected values stand beside them, not here."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from commonweal.library.engine.load.paths import documents_at
from commonweal.library.engine.reading import read
from commonweal.library.engine.record import as_json
from commonweal.library.engine.types import Loaded

pytestmark = pytest.mark.published
NUMBERS = ("000", "001", "002", "003", "004")
SINGLE = ("type", "start", "end", "place", "country", "participants", "registration_deadline")


def gold_of(texts: Path) -> dict[str, dict[str, Any]]:
    folder = Path(os.environ.get("COMMONWEAL_LIBRARY_DEV", texts.parent / "library-dev"))
    file = folder / "gold.jsonl"
    assert file.is_file(), f"the expected values are not at {file} (COMMONWEAL_LIBRARY_DEV)"
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line]
    return {Path(row["file"]).name: row for row in rows if row["origin"] == "seed"}


@cache
def record_of(file: Path) -> tuple[dict[str, Any], str]:
    (loaded,) = documents_at(file)
    assert isinstance(loaded, Loaded)
    return as_json(read(loaded), loaded=loaded, file=str(file)), loaded.text


@pytest.fixture(params=NUMBERS)
def pair(request: pytest.FixtureRequest, published_texts: Path) -> tuple[dict, dict, str]:
    """One text's record, what is expected of it, and the text itself."""
    (file,) = published_texts.glob(f"{request.param}_*.txt")
    record, text = record_of(file)
    return record, gold_of(published_texts)[file.name], text


def fold(words: object) -> str:
    plain = unicodedata.normalize("NFKC", str(words)).casefold()
    return re.sub(r"\s+", " ", re.sub(r"[“”\"'’‘]", "", plain)).strip(" .,;:").removeprefix("the ")


def names(rows: list[Any]) -> set[str]:
    return {fold(row if isinstance(row, str) else row["name"]) for row in rows}


def test_what_the_page_is(pair: tuple[dict, dict, str]) -> None:
    record, gold, _ = pair
    for key in ("kind", "title", "date_issued", "issued_by", "fields_of_work"):
        assert record[key] == gold[key], key


def test_the_event(pair: tuple[dict, dict, str]) -> None:
    record, gold, _ = pair
    for key in SINGLE:
        assert record["event"][key] == gold["event"].get(key), key
    assert record["event"]["inferred"] == gold["event"]["inferred"]


def test_who_spoke_in_which_office(pair: tuple[dict, dict, str]) -> None:
    record, gold, _ = pair
    assert {row["name"] for row in record["people"]} == {row["name"] for row in gold["people"]}
    found = {row["name"]: row for row in record["people"]}
    for row in gold["people"]:
        roles = row["role"] if isinstance(row["role"], list) else [row["role"]]
        assert found[row["name"]]["role"] in roles


def test_whose_money_projects_and_publications(pair: tuple[dict, dict, str]) -> None:
    record, gold, _ = pair
    for key in ("funders", "projects", "publications"):
        assert names(record[key]) == names(gold[key]), key


def test_bodies_that_took_part(pair: tuple[dict, dict, str]) -> None:
    record, gold, _ = pair
    allowed = names((gold.get("optional") or {}).get("organisations", []))
    wanted, found = names(gold["organisations"]), names(record["organisations"])
    missed = {w for w in wanted if not any(w in f or f in w for f in found)}
    extra = {f for f in found - allowed if not any(w in f or f in w for w in wanted)}
    assert not missed
    assert not extra


def test_what_was_promised(pair: tuple[dict, dict, str]) -> None:
    record, gold, _ = pair
    found = {fold(row["text"]): row["type"] for row in record["commitments"]}
    for row in gold["commitments"]:
        if row["strength"] == "explicit":
            assert found.get(fold(row["text"])) == row["type"]
    assert found.keys() <= {fold(row["text"]) for row in gold["commitments"]}


def test_who_is_quoted(pair: tuple[dict, dict, str]) -> None:
    record, gold, _ = pair
    found = {(row["speaker"], fold(row["text"])[:40]) for row in record["quotes"]}
    assert found == {(row["speaker"], fold(row["text"])[:40]) for row in gold["quotes"]}


def test_every_value_stands_where_it_says(pair: tuple[dict, dict, str]) -> None:
    record, _, text = pair
    for key in ("people", "organisations", "projects", "funders", "publications"):
        for row in record[key]:
            start, end = row["span"]
            assert fold(row["name"])[:12] in fold(text[start:end]), (key, row["name"])
    for row in [*record["commitments"], *record["quotes"]]:
        start, end = row["span"]
        assert fold(row["text"])[:40] in fold(text[start:end])
    for key, evidence in record["evidence"].items():
        assert 0 <= evidence["confidence"] <= 1, key
        assert evidence["rule"]
        assert all(0 <= start < end <= len(text) for start, end in evidence["spans"]), key


def test_navigation_is_apart_and_read(pair: tuple[dict, dict, str]) -> None:
    record, _, text = pair
    if "Structures and institutions" not in text:
        assert record["taxonomy"]["countries"] == []
        return
    assert "Combating trafficking in human beings" in record["taxonomy"]["fields_of_work"]
    assert "Türkiye" in record["taxonomy"]["countries"]
    assert any("Dushanbe" in name for name in record["taxonomy"]["field_operations"])
    assert "Arms control" not in record["body"]
    apart = sum(end - start for start, end in record["furniture"])
    assert apart > 3000
