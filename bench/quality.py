"""How well documents are read: per field, beside spaCy's entities, and whether confidence is true.

    python bench/quality.py [GOLD.jsonl] [--chart FILE.svg] > table

The gold file is the development set's (COMMONWEAL_LIBRARY_DEV, default ../shared/library-dev); it is
read from there and nothing of it is kept. The scorer is the one published beside it.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from importlib import util
from pathlib import Path
from types import ModuleType

from table import table

ROOT = Path(__file__).resolve().parent.parent
DEV = Path(os.environ.get("COMMONWEAL_LIBRARY_DEV", ROOT.parent / "shared" / "library-dev"))
SCORER = DEV.parent / "tools" / "score_library.py"
COMMONWEAL = [sys.executable, "-m", "commonweal.cli"]
Z = 1.96


def scorer() -> ModuleType:
    spec = util.spec_from_file_location("score_library", SCORER)
    assert spec
    assert spec.loader
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(gold: Path, output: Path) -> None:
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line]
    files = [str((gold.parent / row["file"]).resolve()) for row in rows]
    with output.open("w") as stream:
        subprocess.run(
            [*COMMONWEAL, "library", "read", *files, "--json"], stdout=stream, check=True
        )


def scores(gold: Path, output: Path) -> dict[str, str]:
    printed = subprocess.run(
        [sys.executable, str(SCORER), str(gold), str(output)],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    found = {}
    for line in printed.splitlines():
        match = re.match(
            r"(\S+)\s+(?:accuracy ([\d.]+)|P [\d.]+ R [\d.]+ F1 ([\d.]+))\s+(.*)", line
        )
        if match:
            found[match[1]] = f"{match[2] or match[3]} {match[4]}"
        elif line.startswith("mean"):
            found["mean, weighted"] = line.split()[1]
    return found


def wilson(right: int, asked: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (E. B. Wilson, JASA 22, 1927)."""
    share = right / asked
    middle = share + Z * Z / (2 * asked)
    spread = Z * ((share * (1 - share) + Z * Z / (4 * asked)) / asked) ** 0.5
    return (middle - spread) / (1 + Z * Z / asked), (middle + spread) / (1 + Z * Z / asked)


def judged(gold: Path, output: Path) -> list[tuple[float, bool]]:
    """Return (confidence, right) for every value that gold can judge."""
    judge = scorer()
    wanted, got = judge.load(gold), judge.load(output)
    values = []
    for name, want in wanted.items():
        document = got[name]
        for path in judge.EXACT:
            evidence = (document.get("evidence") or {}).get(path)
            value, truth = judge.value(document, path), judge.value(want, path)
            if evidence and value is not None:
                forms = [str(w) for w in truth] if isinstance(truth, list) else str(truth)
                values.append((evidence["confidence"], judge.agree_text(forms, str(value), False)))
        for field in (
            "people",
            "organisations",
            "projects",
            "publications",
            "funders",
            "commitments",
        ):
            truths = judge.items(want, field) + list((want.get("optional") or {}).get(field, []))
            for row, item in zip(
                document.get(field) or [], judge.items(document, field), strict=True
            ):
                if isinstance(row, dict) and "confidence" in row:
                    values.append(
                        (row["confidence"], any(judge.agree(field, t, item) for t in truths))
                    )
    return values


def calibration(values: list[tuple[float, bool]]) -> str:
    rows = []
    for low, high in ((0.0, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.01)):
        inside = [(c, r) for c, r in values if low <= c < high]
        if inside:
            right = sum(r for _, r in inside)
            below, above = wilson(right, len(inside))
            rows.append(
                (f"{low:.2f} to {min(high, 1):.2f}", len(inside), f"{sum(c for c, _ in inside) / len(inside):.2f}",
                 f"{right / len(inside):.2f}", f"{below:.2f} to {above:.2f}")
            )  # fmt: skip
    return table(("shown", "values", "mean shown", "right", "95 % interval"), rows)


def chart(values: list[tuple[float, bool]], file: Path) -> None:
    """Draw how often values are right against how sure the reader is, in tenths."""
    import altair as alt

    rows = []
    for tenth in range(10):
        inside = [(c, r) for c, r in values if tenth <= min(c * 10, 9.99) < tenth + 1]
        if inside:
            right = sum(r for _, r in inside)
            below, above = wilson(right, len(inside))
            shown = sum(c for c, _ in inside) / len(inside)
            rows.append(
                {"shown": shown, "right": right / len(inside), "below": below, "above": above}
            )
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=alt.X("shown:Q", title="confidence shown", scale=alt.Scale(domain=[0, 1]))
    )
    bars = base.mark_rule(color="#0f5e59").encode(
        y=alt.Y("below:Q", title="share that is right", scale=alt.Scale(domain=[0, 1])),
        y2="above:Q",
    )
    ideal = alt.Chart(alt.Data(values=[{"a": 0}, {"a": 1}])).mark_line(
        color="#999", strokeDash=[4, 4]
    )
    drawn = bars + base.mark_point(filled=True, size=70, color="#0f5e59").encode(y="right:Q")
    drawn += ideal.encode(x="a:Q", y="a:Q")
    file.parent.mkdir(parents=True, exist_ok=True)
    drawn.properties(width=320, height=320, background="white").save(file)


def main() -> None:
    words = sys.argv[1:]
    drawing = Path(words.pop(words.index("--chart") + 1)) if "--chart" in words else None
    files = [word for word in words if not word.startswith("--")]
    gold = Path(files[0]) if files else DEV / "gold.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        ours, baseline = Path(folder, "ours.jsonl"), Path(folder, "baseline.jsonl")
        read(gold, ours)
        with baseline.open("w") as stream:
            script = Path(__file__).with_name("baseline.py")
            subprocess.run([sys.executable, str(script), str(ours)], stdout=stream, check=True)
        mine, theirs = scores(gold, ours), scores(gold, baseline)
        shown = {"title", "event.start", "event.end", "event.place", "people", "organisations"}
        print(table(("field", "Commonweal", "spaCy en_core_web_sm, same cleaned text"),
                    [(k, v, theirs.get(k, "").split()[0] if k in shown else "not attempted") for k, v in mine.items()]))  # fmt: skip
        print()
        values = judged(gold, ours)
        print(calibration(values))
        if drawing:
            chart(values, drawing)
            print(
                f"\n![Confidence shown against the share that is right]({drawing.relative_to('docs')})"
            )


if __name__ == "__main__":
    main()
