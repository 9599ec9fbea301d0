"""Every rule whose confidence was measured, or that a page's parts are read by, says why in a sentence of its own."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import commonweal.library.engine.clean
from commonweal.library.engine.facts.confidence_table import BY_RULE
from commonweal.library.queries.reasons import SENTENCES, reason_for

CLEAN = Path(commonweal.library.engine.clean.__file__).parent


def test_every_measured_rule_has_a_sentence() -> None:
    assert {rule for _part, rule in BY_RULE} - set(SENTENCES) == set()


def test_every_rule_for_title_kind_and_day_of_issue_has_a_sentence() -> None:
    source = "".join(file.read_text() for file in CLEAN.glob("*.py"))
    rules = set(re.findall(r'"((?:title|kind|date_issued)\.[a-z-]+)"', source))
    assert rules - set(SENTENCES) <= {"title.none", "date_issued.none"}
    assert rules


def test_no_two_rules_say_the_same() -> None:
    said = Counter(str(sentence) for sentence in SENTENCES.values())
    assert [sentence for sentence, count in said.items() if count > 1] == []


def test_a_new_rule_is_named_until_it_has_a_sentence() -> None:
    assert reason_for("brand new") == "Read by the rule “brand new”."
    assert reason_for("metadata.issued_by") == "The page's own details say so."
