"""docs/retention.md says what the declarations say."""

from __future__ import annotations

from pathlib import Path

from commonweal.rights.rules.keeping import Keeping, files_keepings, keepings, staying, wholes
from commonweal.rights.templatetags.retention import in_words

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "retention.md").read_text(encoding="utf-8")


def row_of(one: Keeping) -> str:
    period = in_words(one.term.days)
    if one.removed_from:
        period += f"; {in_words(one.term.after_removal)} once removed"
    remains = ", ".join(f"`{name}`" for name in one.remains) if one.is_content else "nothing"
    cells = (one.name, f"`{one.thing}`", period, in_words(one.term.maximum), one.since, remains)
    return "| " + " | ".join(map(str, cells)) + " |"


def test_the_table_of_periods_is_the_declarations() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and line.count("|") == 7]
    said = [line for line in rows if "`" in line]
    assert said == [row_of(one) for one in sorted(keepings(), key=lambda one: one.thing)]


def test_each_reason_stands_in_the_page() -> None:
    for one in keepings():
        assert f"- **{one.name}**: {one.why}" in PAGE, one.thing


def test_files_parts_and_what_stays_are_named() -> None:
    for files in files_keepings():
        assert f"| {files.name} | {in_words(files.days)} |" in PAGE
    for part, whole in wholes().items():
        assert f"`{part}` ({whole})" in PAGE
    for thing, why in staying().items():
        assert f"`{thing}`: {why}" in PAGE
