"""Late in the database's words is late in the engine's; no way through the steps leaves the table."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from commonweal.partners.engine.concerns import STATES, STEPS, after, is_late
from commonweal.partners.models import Concern
from commonweal.partners.queries.concerns import late
from factories import PersonFactory
from factories_partners import concern_draft, raised

TODAY = date(2026, 6, 30)
DAYS = st.integers(0, 200).map(lambda days: TODAY - timedelta(days=days))
ROWS = st.lists(st.tuples(st.sampled_from(STATES), DAYS, DAYS), min_size=1, max_size=6)


class Clocks(TestCase):
    @given(ROWS)
    @settings(max_examples=20)
    def test_the_database_says_late_as_the_engine_does(
        self, rows: list[tuple[str, date, date]]
    ) -> None:
        person = PersonFactory()
        keys = raised(person, *(concern_draft(f"{place}.") for place in range(len(rows))))
        for key, (state, raised_on, taken_up_on) in zip(keys, rows, strict=True):
            Concern.objects.filter(pk=key).update(
                state=state,
                raised_on=raised_on,
                taken_up_on=taken_up_on,
                taken_up_by=person.organisation_id,
            )
        found = set(Concern.objects.filter(late(today=TODAY)).values_list("pk", flat=True))
        expected = {
            key
            for key, (state, raised_on, taken_up_on) in zip(keys, rows, strict=True)
            if is_late(state, raised_on=raised_on, taken_up_on=taken_up_on, today=TODAY)
        }
        assert found == expected


@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=30))
def test_however_steps_follow_each_other_nothing_is_answered_that_nobody_took_up(
    steps: list[str],
) -> None:
    state, was_taken_up = "raised", False
    for step in steps:
        then = after(step, state)
        if then is None:
            continue
        was_taken_up = then != "raised" and (was_taken_up or then == "taken-up")
        state = then
        assert state in STATES
        assert was_taken_up or state in {"raised", "declined", "withdrawn"}
