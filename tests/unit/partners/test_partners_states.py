"""How far a promise is, and when it is late."""

from __future__ import annotations

from datetime import date

import pytest

from commonweal.partners.engine.states import (
    STEPS,
    action_progress,
    due,
    is_stale,
    recommendation_progress,
    steps_from,
)

TODAY = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("state", "confirmed", "objected", "expected"),
    [
        ("planned", 1, 1, "planned"),
        ("ongoing", 0, 0, "ongoing"),
        ("cancelled", 1, 0, "cancelled"),
        ("done", 0, 0, "reported-done"),
        ("done", 2, 0, "confirmed"),
        ("done", 2, 1, "contested"),
    ],
)
def test_an_action(state: str, confirmed: int, objected: int, expected: str) -> None:
    assert action_progress(state, confirmed=confirmed, objected=objected) == expected


@pytest.mark.parametrize(
    ("actions", "expected"),
    [
        ([], "not-started"),
        (["cancelled"], "not-started"),
        (["proposed", "declined"], "not-started"),
        (["proposed", "confirmed"], "confirmed"),
        (["planned", "cancelled"], "planned"),
        (["planned", "confirmed"], "partially-implemented"),
        (["ongoing"], "ongoing"),
        (["confirmed", "reported-done"], "reported-done"),
        (["confirmed", "cancelled"], "confirmed"),
        (["planned", "contested", "confirmed"], "contested"),
    ],
)
def test_a_recommendation(actions: list[str], expected: str) -> None:
    assert recommendation_progress(actions, is_withdrawn=False) == expected


def test_how_it_ended_stands_before_what_was_done() -> None:
    assert (
        recommendation_progress(["confirmed"], is_withdrawn=False, closed="superseded")
        == "superseded"
    )
    assert recommendation_progress([], is_withdrawn=True, closed="superseded") == "withdrawn"


@pytest.mark.parametrize(
    ("said_on", "state", "expected"),
    [
        (date(2026, 1, 31), "planned", False),
        (date(2026, 1, 30), "ongoing", True),
        (date(2026, 1, 30), "done", False),
        (date(2026, 1, 30), "proposed", False),
    ],
)
def test_stale(said_on: date, state: str, expected: bool) -> None:
    assert is_stale(said_on, state, today=TODAY) is expected


def test_a_mark_taken_back_is_that_and_nothing_else() -> None:
    assert recommendation_progress(["confirmed"], is_withdrawn=True) == "withdrawn"


@pytest.mark.parametrize(
    ("day", "state", "expected"),
    [
        (date(2026, 4, 30), "planned", "overdue"),
        (date(2026, 5, 1), "ongoing", "due-soon"),
        (date(2026, 5, 31), "planned", "due-soon"),
        (date(2026, 6, 1), "planned", ""),
        (date(2026, 4, 30), "done", ""),
        (date(2026, 4, 30), "cancelled", ""),
        (date(2026, 4, 30), "proposed", ""),
        (date(2026, 4, 30), "declined", ""),
    ],
)
def test_due(day: date, state: str, expected: str) -> None:
    assert due(day, state, today=TODAY) == expected


def test_every_step_can_be_reached_and_left_open_states_only() -> None:
    assert steps_from("planned") == ("started", "extended", "done", "cancelled")
    assert steps_from("done") == ("reopened",)
    assert steps_from("cancelled") == ("reopened",)
    assert steps_from("cancelled", is_owner=False) == ()
    assert steps_from("done", is_owner=False) == ("reopened",)
    assert steps_from("proposed") == ("accepted", "declined")
    assert steps_from("proposed", is_owner=False) == ()
    assert steps_from("declined") == ()
    assert set(STEPS) == {
        "accepted",
        "declined",
        "started",
        "extended",
        "done",
        "reopened",
        "cancelled",
    }
