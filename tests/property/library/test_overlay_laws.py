"""Laws of decisions over readings: accepting changes nothing, corrections stay, undoing restores, order is free."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from commonweal.library.engine.overlay import Decided, settled, shown
from commonweal.library.engine.values import LISTS, SINGLES, values_of

WORDS = st.sampled_from(["Ana", "Ben", "ana", "Mission to Graz", "Übung", "of", "2025-05-04", ""])
NAMES = st.lists(WORDS.filter(bool), max_size=4)
PAIR = st.tuples(st.integers(0, 50), st.integers(51, 90)).map(list)
CONFIDENCE = st.floats(0, 1)


def entries(part: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    fields = {name: WORDS | st.none() for name in LISTS[part][1:]}
    return st.lists(
        st.fixed_dictionaries(
            {LISTS[part][0]: WORDS, **fields, "span": PAIR | st.none(), "confidence": CONFIDENCE}
        ),
        max_size=4,
    )


EVIDENCE = st.dictionaries(
    st.sampled_from([*SINGLES, "issued_by", "fields_of_work"]),
    st.fixed_dictionaries({"spans": st.lists(PAIR, max_size=3), "confidence": CONFIDENCE}),
)
EVENT = st.fixed_dictionaries(
    {
        **{key.removeprefix("event."): WORDS | st.none() for key in SINGLES if "." in key},
        "participants_hedge": WORDS | st.none(),
        "inferred": st.lists(st.sampled_from(["start", "end"]), unique=True),
    }
)
RECORDS = st.fixed_dictionaries(
    {
        **{key: WORDS | st.none() for key in SINGLES if "." not in key},
        "event": EVENT,
        "issued_by": NAMES,
        "fields_of_work": NAMES,
        **{part: entries(part) for part in LISTS if part not in {"issued_by", "fields_of_work"}},
        "evidence": EVIDENCE,
    }
)


def correction(part: str) -> Any:
    first, *others = LISTS.get(part, ("",))
    return {first: "Somebody else", **dict.fromkeys(others, "x")} if first else "Something else"


def decisions(record: dict[str, Any], choices: list[int]) -> list[Decided]:
    """For each value in turn: leave it, accept, correct or reject it."""
    found = []
    for one, choice in zip(values_of(record), choices, strict=False):
        if choice == 1:
            found.append(Decided(one.key, one.value, proposed=one.value, spans=one.spans))
        elif choice == 2:
            right = correction(one.part)
            found.append(Decided(one.key, right, proposed=one.value, is_corrected=True))
        elif choice == 3:
            found.append(Decided(one.key, None, proposed=one.value))
    return found


CHOICES = st.lists(st.integers(0, 3), min_size=30, max_size=60)


@given(RECORDS)
def test_accepting_everything_changes_nothing(record: dict[str, Any]) -> None:
    accepted = decisions(record, [1] * 99)
    assert settled(record, accepted) == shown(record, accepted) == record


@given(RECORDS, CHOICES)
def test_a_reading_is_never_changed_and_undoing_restores_it(
    record: dict[str, Any], choices: list[int]
) -> None:
    before = deepcopy(record)
    settled(record, decisions(record, choices))
    shown(record, decisions(record, choices))
    assert record == before
    assert settled(record, []) == before


@given(RECORDS, CHOICES, st.randoms(use_true_random=False))
def test_the_order_of_decisions_does_not_matter(
    record: dict[str, Any], choices: list[int], chance: Any
) -> None:
    made = decisions(record, choices)
    mixed = list(made)
    chance.shuffle(mixed)
    assert settled(record, made) == settled(record, mixed)
    assert shown(record, made) == shown(record, mixed)


@given(RECORDS, RECORDS, CHOICES)
def test_decisions_survive_any_other_reading(
    record: dict[str, Any], later: dict[str, Any], choices: list[int]
) -> None:
    made = decisions(record, choices)
    holds = settled(later, made)
    values = [(one.part, one.value) for one in values_of(holds)]
    hidden = {"event.end", "event.date_text"}
    for one in made:
        part = one.key.split(":")[0]
        if one.value is not None and part not in hidden:
            assert (part, one.value) in values
        if one.value is None and part in SINGLES:
            assert part not in {name for name, _value in values}


@given(RECORDS, CHOICES)
def test_rejected_entries_are_in_no_list_and_on_the_page(
    record: dict[str, Any], choices: list[int]
) -> None:
    made = decisions(record, choices)
    holds, page = settled(record, made), shown(record, made)
    for part in LISTS:
        gone = sum(1 for one in made if one.key.startswith(f"{part}:") and one.value is None)
        assert len(page[part]) == len(record[part])
        assert len(holds[part]) <= len(record[part]) - gone
