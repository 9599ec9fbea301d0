"""Decisions over a reading: what holds, what is shown, what changed."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from commonweal.kernel.provenance import Span
from commonweal.library.engine.overlay import Change, Decided, changes_between, settled, shown
from commonweal.library.engine.values import key_of, values_of

RECORD: dict[str, Any] = {
    "title": "Workshop on open markets",
    "kind": "event",
    "date_issued": None,
    "issued_by": ["Mission to Halvera", "City of Halvera"],
    "fields_of_work": [],
    "event": {
        "type": "workshop",
        "start": "2025-05-04",
        "end": "2025-05-04",
        "date_text": "4 May",
        "place": "Vienna",
        "country": "Austria",
        "participants": 40,
        "participants_hedge": "some",
        "inferred": ["start", "end"],
    },
    "people": [
        {"name": "Ana Wald", "role": "Chair", "organisation": None, "span": [0, 8]},
        {"name": "Ben Oru", "role": None, "organisation": None, "span": [9, 16]},
    ],
    "organisations": [{"name": "Ministry of Culture", "short_name": None, "span": [20, 30]}],
    "quotes": [{"speaker": "Ana Wald", "text": "“Yes.”", "span": [40, 46]}],
    "evidence": {
        "title": {"spans": [[0, 24]], "confidence": 0.97, "rule": "title.shape"},
        "event.start": {"spans": [[50, 55]], "confidence": 0.86, "rule": "one day"},
        "issued_by": {"spans": [[60, 70], [72, 80]], "confidence": 0.98, "rule": "metadata"},
    },
}
ANA = key_of("people", {"name": "Ana Wald"})
BEN = key_of("people", {"name": "Ben Oru"})


def corrected(key: str, value: object, **more: object) -> Decided:
    return Decided(key=key, value=value, is_corrected=True, **more)  # type: ignore[arg-type]


def test_the_values_of_a_record_have_keys_that_name_nobody() -> None:
    keys = [one.key for one in values_of(RECORD)]
    assert len(keys) == len(set(keys)) == 13
    assert "event.end" not in keys
    assert "event.date_text" not in keys
    assert not any("ana" in key.casefold() for key in keys)


def test_the_same_words_twice_are_two_values() -> None:
    record = {"people": [{"name": "Ana Wald"}, {"name": "ANA  WALD"}]}
    assert [one.key for one in values_of(record)] == [ANA, f"{ANA}:2"]


def test_a_correction_takes_the_place_of_what_was_read() -> None:
    before = deepcopy(RECORD)
    record = settled(RECORD, [corrected("event.place", "Graz", spans=(Span(5, 9),))])
    assert record["event"]["place"] == "Graz"
    assert record["evidence"]["event.place"] == {
        "spans": [[5, 9]],
        "confidence": 1.0,
        "rule": "person",
    }
    assert before == RECORD


def test_a_rejected_value_is_gone_and_still_shown() -> None:
    gone = [Decided("event.start", None, proposed="2025-05-04"), Decided(BEN, None)]
    record = settled(RECORD, gone)
    assert (record["event"]["start"], "event.start" in record["evidence"]) == (None, False)
    assert [entry["name"] for entry in record["people"]] == ["Ana Wald"]
    assert shown(RECORD, gone) == RECORD


def test_the_last_of_one_day_follows_the_first() -> None:
    event = settled(RECORD, [corrected("event.start", "2025-05-06")])["event"]
    assert (event["start"], event["end"], event["inferred"]) == ("2025-05-06", "2025-05-06", [])
    both = [corrected("event.start", "2025-05-06"), corrected("event.end", "2025-05-08")]
    assert settled(RECORD, both)["event"]["end"] == "2025-05-08"


def test_a_corrected_number_is_no_longer_hedged() -> None:
    event = settled(RECORD, [corrected("event.participants", 42)])["event"]
    assert (event["participants"], event["participants_hedge"]) == (42, None)


def test_an_entry_that_vanished_stays_where_a_person_put_or_accepted_it() -> None:
    fields = {"name": "Ana Wald", "role": "Chair", "organisation": None}
    for one in (Decided(ANA, fields), corrected(ANA, fields)):
        record = settled({**RECORD, "people": []}, [one])
        assert [entry["name"] for entry in record["people"]] == ["Ana Wald"]


def test_a_rejected_entry_that_vanished_is_still_shown() -> None:
    gone = Decided(BEN, None, proposed={"name": "Ben Oru", "role": None, "organisation": None})
    empty = {**RECORD, "people": []}
    assert settled(empty, [gone])["people"] == []
    assert [entry["name"] for entry in shown(empty, [gone])["people"]] == ["Ben Oru"]


def test_a_correction_that_is_read_later_stands_once_in_lists_and_twice_on_the_page() -> None:
    right = {"name": "Ben Oru", "role": "Clerk", "organisation": None}
    fixed = [corrected(ANA, right)]
    assert [entry["role"] for entry in settled(RECORD, fixed)["people"]] == [None]
    assert len(shown(RECORD, fixed)["people"]) == 2


def test_plain_names_keep_their_words() -> None:
    key = key_of("issued_by", {"name": "Mission to Halvera"})
    record = settled(RECORD, [Decided(key, None)])
    assert record["issued_by"] == ["City of Halvera"]
    assert record["evidence"]["issued_by"]["spans"] == [[72, 80]]
    record = settled(RECORD, [corrected(key, {"name": "Mission"})])
    assert record["issued_by"] == ["Mission", "City of Halvera"]
    assert record["evidence"]["issued_by"]["spans"] == [[60, 70], [72, 80]]


def test_something_else_read_than_accepted_does_not_borrow_its_words() -> None:
    record = settled(RECORD, [Decided("event.start", "2025-05-01", spans=(Span(50, 55),))])
    assert record["event"]["start"] == "2025-05-01"
    assert record["evidence"]["event.start"]["spans"] == []


def test_changes_name_what_two_readings_have_different() -> None:
    later = deepcopy(RECORD)
    later["event"]["place"] = "Graz"
    later["people"] = later["people"][:1]
    later["projects"] = [{"name": "Open Square"}]
    assert changes_between(RECORD, later) == (
        Change("event.place", "Vienna", "Graz"),
        Change(BEN, {"name": "Ben Oru", "role": None, "organisation": None}, None),
        Change(key_of("projects", {"name": "Open Square"}), None, {"name": "Open Square"}),
    )
    assert changes_between(RECORD, RECORD) == ()
