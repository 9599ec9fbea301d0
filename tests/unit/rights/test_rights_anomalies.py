"""What stands out among reads, exports and refusals, and what does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from commonweal.rights.engine.anomalies import (
    Act,
    Kind,
    denials_in_a_row,
    exports_out_of_hours,
    many_reads,
    reads_without_task,
)

# A Tuesday, at noon.
NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)


def acts(count: int, kind: Kind = "read", *, every: float = 1, **more: object) -> list[Act]:
    values = {"person": "a", "at": NOON, "first": 1} | more
    return [
        Act(
            entry=values["first"] + n,
            at=values["at"] + timedelta(minutes=every * n),
            person=values["person"],
            kind=kind,
            is_party=values.get("is_party"),
        )
        for n in range(count)
    ]


def test_many_reads_in_a_short_time_are_one_signal() -> None:
    (one,) = many_reads(acts(200, every=0.1), limit=60, minutes=10)
    assert (one.rule, one.person, one.first_entry, one.last_entry, one.count) == (
        "many reads", "a", 1, 200, 200,
    )  # fmt: skip


def test_the_limit_itself_is_usual() -> None:
    assert not many_reads(acts(60, every=0.1), limit=60, minutes=10)
    assert many_reads(acts(61, every=0.1), limit=60, minutes=10)


def test_a_day_of_steady_reading_is_usual() -> None:
    assert not many_reads(acts(400, every=1), limit=60, minutes=10)


def test_reads_of_two_people_are_not_added_up() -> None:
    both = acts(40, every=0.1) + acts(40, every=0.1, person="b", first=50)
    assert not many_reads(both, limit=60, minutes=10)


def test_two_runs_are_two_signals_the_newest_first() -> None:
    later = acts(70, every=0.1, first=100, at=NOON + timedelta(hours=2))
    found = many_reads(acts(70, every=0.1) + later, limit=60, minutes=10)
    assert [one.first_entry for one in found] == [100, 1]


def test_reading_without_a_task_is_a_signal_by_day() -> None:
    strange = acts(2, is_party=False) + acts(1, is_party=False, first=9, at=NOON + timedelta(1))
    found = reads_without_task(strange + acts(5, is_party=True, first=20) + acts(5, first=30))
    assert [(one.first_entry, one.count) for one in found] == [(9, 1), (1, 2)]


def test_several_exports_at_night_or_at_a_weekend_are_a_signal() -> None:
    night = NOON + timedelta(hours=11)
    saturday = NOON + timedelta(days=4)
    for at in (night, saturday):
        (one,) = exports_out_of_hours(acts(3, "export", at=at), zone=UTC)
        assert one.count == 3
    assert not exports_out_of_hours(acts(2, "export", at=night), zone=UTC)
    assert not exports_out_of_hours(acts(9, "export"), zone=UTC)
    assert not exports_out_of_hours(acts(9, "read", at=night), zone=UTC)


def test_refusals_in_a_row_are_a_signal_until_something_opens() -> None:
    assert denials_in_a_row(acts(5, "denial"), limit=5)
    between = acts(4, "denial") + acts(1, first=5) + acts(4, "denial", first=6)
    assert not denials_in_a_row(between, limit=5)
    assert denials_in_a_row(between + acts(1, "denial", first=20), limit=5)


def test_nothing_gives_nothing() -> None:
    assert not many_reads([])
    assert not reads_without_task([])
    assert not exports_out_of_hours([], zone=UTC)
    assert not denials_in_a_row([])
