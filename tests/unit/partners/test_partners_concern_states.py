"""How far a concern is, its clocks, and what its words are looked at for; no database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from commonweal.partners.engine.concerns import (
    ANSWERED_WITHIN_DAYS,
    FOR_KEEPERS,
    FOR_WHO_TOOK_IT_UP,
    STATES,
    STEPS,
    TAKEN_UP_WITHIN_DAYS,
    after,
    due_on,
    is_late,
    steps_from,
)
from commonweal.partners.engine.plain_words import found_in, found_in_place
from commonweal.partners.engine.raised import named_groups

DAY = date(2026, 3, 1)
ALL = {"took_it_up": True, "keeps": True, "works": True}


@pytest.mark.parametrize(
    ("state", "step", "then"),
    [
        ("raised", "taken-up", "taken-up"),
        ("raised", "declined", "declined"),
        ("raised", "answered", None),
        ("raised", "done", None),
        ("raised", "withdrawn", "withdrawn"),
        ("taken-up", "answered", "answered"),
        ("taken-up", "declined", "declined"),
        ("taken-up", "given-back", "raised"),
        ("taken-up", "done", None),
        ("taken-up", "taken-up", None),
        ("answered", "done", "done"),
        ("answered", "reopened", "taken-up"),
        ("answered", "declined", None),
        ("done", "reopened", "taken-up"),
        ("declined", "reopened", "raised"),
        ("withdrawn", "restored", "raised"),
        ("withdrawn", "taken-up", None),
    ],
)
def test_what_a_step_makes_of_it(state: str, step: str, then: str | None) -> None:
    assert after(step, state) == then


def test_no_state_is_a_dead_end() -> None:
    assert all(steps_from(state, **ALL) for state in STATES)
    assert after("no such step", "raised") is None


def test_nobody_answers_in_another_partners_name() -> None:
    for state in STATES:
        said = set(steps_from(state, took_it_up=False, keeps=True, works=True))
        assert not said & FOR_WHO_TOOK_IT_UP
        said = set(steps_from(state, took_it_up=True, keeps=False, works=True))
        assert not said & FOR_KEEPERS
        assert steps_from(state, took_it_up=True, keeps=True, works=False) == ()
    assert "declined" not in steps_from("taken-up", took_it_up=False, keeps=True, works=True)
    assert steps_from("raised", took_it_up=False, keeps=False, works=True) == ("taken-up",)


@pytest.mark.parametrize("step", sorted(STEPS))
def test_each_step_is_for_somebody(step: str) -> None:
    assert any(step in steps_from(state, **ALL) for state in STATES)


def test_the_clocks() -> None:
    raised = {"raised_on": DAY, "taken_up_on": None}
    last = DAY + timedelta(days=TAKEN_UP_WITHIN_DAYS)
    assert due_on("raised", **raised) == last
    assert not is_late("raised", **raised, today=last)
    assert is_late("raised", **raised, today=last + timedelta(days=1))
    taken = {"raised_on": DAY, "taken_up_on": DAY + timedelta(days=5)}
    last = DAY + timedelta(days=5 + ANSWERED_WITHIN_DAYS)
    assert due_on("taken-up", **taken) == last
    assert is_late("taken-up", **taken, today=last + timedelta(days=1))
    for state in ("answered", "done", "declined", "withdrawn"):
        assert due_on(state, **taken) is None
        assert not is_late(state, **taken, today=DAY + timedelta(days=4000))


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Write to a.b@example.org please", "mail", "a.b@example.org"),
        ("Mr Orsel never answers", "name", "Mr Orsel"),
        ("Somebody was told Nadia Orsel decides", "name", "Nadia Orsel"),
        ("Nadia Orsel said that it is late", "name", "Nadia Orsel"),
        ("Call 070 123 456 at night", "telephone", "070 123 456"),
        ("The lamp in Lantern Street 14 is out", "street", "Lantern Street 14"),
        ("Лампа на ул. Речна 5", "street", "на ул. Речна 5"),
        ("It is at 41.3275, 19.8187", "coordinates", "41.3275, 19.8187"),
        ("House 7 has no water", "number", "House 7"),
        ("Muslims are insulted at the counter", "belief", "Muslims"),
    ],
)
def test_what_to_look_at_twice_is_found(text: str, kind: str, words: str) -> None:
    assert (kind, words) in [(each.kind, each.words) for each in found_in(text)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Waiting takes 3 weeks and costs 2,500 a month.",
        "Buses stop at 21:30 in 2026 as in 2025.",
        "Young people are asked for papers on the square every evening.",
        "The lamps by the Old Market are out.",
    ],
)
def test_plain_words_are_left_alone(text: str) -> None:
    assert found_in(text) == ()


@pytest.mark.parametrize("name", ["Halvera", "Novi Sad", "Mitrovicë/Mitrovica", "Сараево"])
def test_a_municipality_is_fine(name: str) -> None:
    assert found_in_place(name) == ()


@pytest.mark.parametrize(
    "name", ["1000 Tirana", "Halvera, Lantern Street", "Halvera 7", "41.3275, 19.8187"]
)
def test_what_is_finer_is_not(name: str) -> None:
    assert found_in_place(name)


def test_a_group_is_named_from_five_people_on() -> None:
    said = [("Halvera", "youth", 3), ("Halvera", "youth", 2), ("Halvera", "parents", 4)]
    assert named_groups([*said, ("Lumen", "parents", 1)]) == {("Halvera", "youth")}
