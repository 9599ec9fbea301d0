"""Remake src/commonweal/library/engine/facts/confidence_table.py from annotated documents.

    COMMONWEAL_LIBRARY_DEV=../shared/library-dev .venv/bin/python bench/calibrate.py [FOLDER ...]

Each folder holds gold.jsonl and the files it names. A value that was read counts as right when the gold has
it, by the same comparison as the scorer's. The printed reliability table is leave-one-document-out: each
document's values get the confidence that the other documents give their rules. It is printed for the first
sight of 95 documents: the rules had not been tuned on those, so it tells what to expect of unseen text.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commonweal.library.engine.facts import confidence_table
from commonweal.library.engine.facts.confidence import NEW_RULE_SHARE, pooled, wilson
from commonweal.library.engine.facts.reader import read_facts
from commonweal.library.engine.facts.tokens import fold
from commonweal.library.engine.reading import page_of
from commonweal.library.engine.types import Facts, Loaded

DEFAULT = os.environ.get("COMMONWEAL_LIBRARY_DEV", "../shared/library-dev")
SINGLES = ("type", "start", "end", "place", "country", "participants", "registration_deadline")
# What rules read in 95 documents that nobody had seen when they were written, one row a document, field, rule
# and outcome. Documents that rules were tuned on flatter; this is what the confidence is made of.
FIRST_SIGHT = Path(__file__).with_name("first_sight.json")
QUARTER = 0.25
"""What one value of a tuned document weighs beside one of a document never seen."""
LOOSE = frozenset(("organisations", "projects", "publications", "commitments"))


@dataclass(frozen=True, slots=True)
class Read:
    """One value that was read: its document, field and rule, and whether the gold has it."""

    document: str
    field: str
    rule: str
    right: bool


def forms(value: Any) -> list[str]:
    """Return the accepted forms of a gold value as folded strings."""
    if isinstance(value, dict):
        value = value.get("name", value.get("text", ""))
    values = value if isinstance(value, list) else [value]
    return [plain(str(v)) for v in values if v is not None]


def plain(words: str) -> str:
    """Return words without marks and case, as the scorer folds them."""
    kept = "".join(c if c.isalnum() or c in "-/" else " " for c in fold(words))
    return " ".join(kept.split()).removeprefix("the ")


def agrees(want: list[str], got: str, *, loose: bool) -> bool:
    """Say whether a value is one of the accepted forms."""
    mine = plain(got)
    for form in want:
        short, long = sorted((form, mine), key=len)
        if form == mine or (
            loose and short and len(short) >= 0.6 * len(long) and f" {short} " in f" {long} "
        ):
            return True
    return False


def judged(name: str, gold: dict[str, Any], facts: Facts) -> Iterator[Read]:
    """Yield every value that was read in a document, with whether it is right."""
    for key in SINGLES:
        got, evidence = getattr(facts.event, key), facts.evidence.get(f"event.{key}")
        if got is not None and evidence is not None:
            yield Read(
                name,
                f"event.{key}",
                evidence.rule,
                agrees(forms(gold["event"].get(key)), str(got), loose=False),
            )
    optional = gold.get("optional") or {}
    for field in ("organisations", "projects", "funders", "publications", "people"):
        want = [forms(row) for row in gold.get(field) or []] + [
            forms(row) for row in optional.get(field, [])
        ]
        for row in getattr(facts, field):
            yield Read(
                name,
                field,
                row.evidence.rule,
                any(agrees(w, row.name, loose=field in LOOSE) for w in want),
            )
    want = [forms(row["text"]) for row in gold.get("commitments") or []]
    for row in facts.commitments:
        right = any(agrees(w, row.text, loose=True) for w in want)
        yield Read(name, "commitments", row.evidence.rule, right)
    spoken = [(forms(q["speaker"]), plain(q["text"])[:30]) for q in gold.get("quotes") or []]
    for row in facts.quotes:
        right = any(
            plain(row.text)[:30] == text and agrees(who, row.speaker or "", loose=False)
            for who, text in spoken
        )
        yield Read(name, "quotes", row.evidence.rule, right)


def read_all(folders: list[Path]) -> list[Read]:
    """Read every annotated document of the folders."""
    out: list[Read] = []
    for folder in folders:
        for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
            gold = json.loads(line)
            data = (folder / gold["file"]).read_bytes()
            loaded = Loaded(
                gold["file"],
                data.decode("utf-8-sig"),
                "text/plain",
                hashlib.sha256(data).hexdigest(),
                data,
            )
            out += judged(gold["file"], gold, read_facts(page_of(loaded)))
    return out


def first_sight() -> list[Read]:
    """Return what was read at first sight, see first_sight.json."""
    rows = json.loads(FIRST_SIGHT.read_text(encoding="utf-8"))
    return [Read(str(doc), field, rule, ok) for doc, field, rule, ok, n in rows for _ in range(n)]


def tables(
    unseen: list[Read], tuned: list[Read]
) -> tuple[dict[str, float], dict[tuple[str, str], float]]:
    """Return the smoothed share of right values of each field and of each rule.

    Args:
        unseen: Values read at first sight; they make a field's share and weigh fully in a rule's.
        tuned: Values of documents that rules were tuned on; they weigh a quarter, in a rule's share alone.
    """
    fields: dict[str, list[bool]] = defaultdict(list)
    rules: dict[tuple[str, str], list[tuple[bool, float]]] = defaultdict(list)
    for read in unseen:
        fields[read.field].append(read.right)
        rules[read.field, read.rule].append((read.right, 1.0))
    for read in tuned:
        rules[read.field, read.rule].append((read.right, QUARTER))
    by_field = {f: pooled(sum(v), len(v), prior=0.8, weight=4.0) for f, v in fields.items()}
    seen = {(r.field, r.rule) for r in unseen}
    by_rule = {
        key: pooled(
            sum(ok * w for ok, w in v),
            sum(w for _, w in v),
            prior=by_field.get(key[0], 0.7) * (1.0 if key in seen else NEW_RULE_SHARE),
            weight=8.0,
        )
        for key, v in rules.items()
    }
    return by_field, by_rule


def reliability(reads: list[Read], tuned: list[Read]) -> None:
    """Print how often values of each band of confidence are right, leaving their own document out."""
    bands: dict[float, list[tuple[float, bool]]] = defaultdict(list)
    for document in {r.document for r in reads}:
        by_field, by_rule = tables([r for r in reads if r.document != document], tuned)
        for read in (r for r in reads if r.document == document):
            shown = by_rule.get((read.field, read.rule), by_field.get(read.field, 0.5) * 0.85)
            bands[min(int(shown * 10) / 10, 0.9)].append((shown, read.right))
    print("shown  values  mean shown  right  95 % interval")
    for band, values in sorted(bands.items()):
        right = sum(ok for _, ok in values)
        low, high = wilson(right, len(values))
        mean = sum(p for p, _ in values) / len(values)
        print(
            f"{band:.1f}+   {len(values):6d}  {mean:10.3f}  {right / len(values):5.3f}  {low:.3f} to {high:.3f}"
        )


def write(
    by_field: dict[str, float], by_rule: dict[tuple[str, str], float], documents: int
) -> None:
    """Write the table's module."""
    lines = [
        '"""Measured confidence of each rule. Made by bench/calibrate.py; do not edit by hand.',
        "",
        f"Source: own measurement on {documents} annotated documents (docs/benchmarks.md).",
        '"""',
        "",
        "from __future__ import annotations",
        "",
        "BY_FIELD: dict[str, float] = {",
        *(f'    "{field}": {p:.3f},' for field, p in sorted(by_field.items())),
        "}",
        "BY_RULE: dict[tuple[str, str], float] = {",
        *(
            f'    ("{field}", {json.dumps(rule)}): {p:.3f},'
            for (field, rule), p in sorted(by_rule.items())
        ),
        "}",
    ]
    Path(confidence_table.__file__).write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(folders: list[str]) -> None:
    """Measure, print the reliability table, write the module."""
    reads = read_all([Path(f) for f in folders or [DEFAULT]])
    unseen = first_sight()
    reliability(unseen, reads)
    documents = {("unseen", r.document) for r in unseen} | {("tuned", r.document) for r in reads}
    write(*tables(unseen, reads), documents=len(documents))


if __name__ == "__main__":
    main(sys.argv[1:])
