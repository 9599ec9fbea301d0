"""`commonweal rights verify | anchor` on a real database: every change by hand is named."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import connection, transaction

from commonweal.rights.actions import chain
from commonweal.rights.actions.erasure import forget_traces
from commonweal.rights.actions.people import JOINED
from commonweal.rights.actions.trail import Thing, record
from commonweal.rights.cli.rights import rights
from commonweal.rights.engine.chain import hash_of
from commonweal.rights.models import (
    RecordKey,
    TrailEntry,
    TrailHead,
    TrailSegment,
    TrailWords,
    trail_guard,
)
from commonweal.rights.queries import verify as queries
from commonweal.rights.queries.trail import line
from factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def trail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten entries with reasons, in three segments."""
    monkeypatch.setattr(chain, "SEGMENT_ENTRIES", 4)
    person = PersonFactory(role="police")
    for number in range(8):
        with transaction.atomic():
            record(
                person,
                JOINED,
                thing=Thing("rights.Person", str(number % 3)),
                facts={"number": number, "word": "ć", "list": [1, None, True]},
                reason=f"Reason {number}.",
                change=(None, {"number": number}),
            )
    assert TrailEntry.objects.count() == 10
    assert TrailSegment.objects.count() == 3


@pytest.fixture
def by_hand() -> Iterator[None]:
    with trail_guard.lifted(connection):
        yield


def verified(*words: str) -> tuple[int, dict]:
    done = CliRunner().invoke(rights, ["verify", "--json", *words])
    return done.exit_code, json.loads(done.stdout)


def broken_at() -> tuple[int, str]:
    code, found = verified()
    assert code == 1
    return found["broken"]["entry"], found["broken"]["why"]


def test_an_untouched_trail_holds(trail: None) -> None:
    code, found = verified()
    assert code == 0
    assert found == {
        "entries": 10,
        "segments": 3,
        "head": TrailEntry.objects.get(pk=10).hash,
        "broken": None,
    }


def test_an_empty_trail_holds() -> None:
    code, found = verified()
    assert (code, found["entries"], found["broken"]) == (0, 0, None)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"verb": "rights.role.granted"}, "edited"),
        ({"thing_id": "9"}, "edited"),
        ({"facts": {}}, "edited"),
        ({"person_id": None}, "edited"),
        ({"roles": ["oversight"]}, "edited"),
        ({"segment": 1}, "edited"),
        ({"previous": "0" * 64}, "edited"),
        ({"hash": "0" * 64}, "edited"),
    ],
)
def test_an_edited_entry_is_named(trail: None, by_hand: None, change: dict, word: str) -> None:
    TrailEntry.objects.filter(pk=7).update(**change)
    entry, why = broken_at()
    assert entry == 7
    assert word in why


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL checks what a column takes")
@pytest.mark.parametrize("column", ["facts", "roles", "at", "person_id"])
def test_a_column_that_holds_what_it_cannot_is_an_edited_entry(
    trail: None, by_hand: None, column: str
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        cursor.execute(f"UPDATE rights_trailentry SET {column} = 'no' WHERE id = 5")  # noqa: S608  our own names
        cursor.execute("PRAGMA ignore_check_constraints = OFF")
    assert broken_at()[0] == 5


@pytest.mark.parametrize("first", [1, 5, 10])
def test_a_deleted_entry_is_named(trail: None, by_hand: None, first: int) -> None:
    TrailEntry.objects.filter(pk=first).delete()
    assert broken_at()[0] == first


def test_swapped_entries_are_named(trail: None, by_hand: None) -> None:
    TrailEntry.objects.filter(pk=7).update(id=99)
    TrailEntry.objects.filter(pk=6).update(id=7)
    TrailEntry.objects.filter(pk=99).update(id=6)
    entry, why = broken_at()
    assert entry == 6
    assert "swapped" in why


def test_an_entry_added_by_hand_is_named(trail: None, by_hand: None) -> None:
    (last,) = (one for one in queries.links(up_to=10, progress=print) if one.entry == 10)
    row = TrailEntry.objects.get(pk=10)
    row.pk, row.previous = 11, last.hash
    row.hash = hash_of(last)[::-1]
    row.save(force_insert=True)
    entry, why = broken_at()
    assert entry == 11
    assert "added by hand" in why


def test_a_missing_end_is_found(trail: None, by_hand: None) -> None:
    TrailHead.objects.all().delete()
    assert broken_at()[0] == 1


@pytest.mark.parametrize("change", [{"entry": 8}, {"entry": 12}, {"hash": "0" * 64}])
def test_a_changed_end_is_found(trail: None, by_hand: None, change: dict) -> None:
    TrailHead.objects.update(**change)
    assert broken_at()[0] in {8, 9, 10, 11}


def test_a_reason_edited_by_hand_is_named(trail: None, by_hand: None) -> None:
    TrailWords.objects.filter(entry=3).update(reason="Another reason.")
    assert broken_at() == (3, "The reason of entry 3 was edited.")


def test_a_reason_added_by_hand_is_named(trail: None, by_hand: None) -> None:
    TrailWords.objects.create(entry=5, reason="There was none.")
    entry, why = broken_at()
    assert entry == 5
    assert "without one" in why


def test_reasons_and_keys_that_an_erasure_took_break_nothing(trail: None) -> None:
    with transaction.atomic():
        forget_traces("rights.Person", ["1"])
    assert not RecordKey.objects.filter(thing_id="1").exists()
    assert TrailWords.objects.count() == 5
    assert verified()[0] == 0


def test_a_reason_that_was_removed_by_hand_is_named(trail: None, by_hand: None) -> None:
    TrailWords.objects.filter(entry=4).delete()
    assert broken_at() == (4, "The reason of entry 4 was removed by hand.")
    RecordKey.objects.all().delete()
    assert broken_at()[0] <= 4  # now no reason before can be proved either


def test_a_forged_reason_whose_key_is_gone_is_named(trail: None, by_hand: None) -> None:
    forged = TrailEntry.objects.get(pk=4)
    TrailWords.objects.filter(entry=4).update(reason="Decided by the council.")
    RecordKey.objects.filter(thing=forged.thing, thing_id=forged.thing_id).delete()
    entry, why = broken_at()
    assert entry <= 4
    assert "cannot be proved" in why


@pytest.mark.parametrize("expired_at", ["2001-01-01", "2999-01-01"])
def test_a_segment_let_go_by_hand_is_found_with_and_without_anchors(
    trail: None, by_hand: None, tmp_path: Path, expired_at: str
) -> None:
    file = tmp_path / "anchors.txt"
    CliRunner().invoke(rights, ["anchor", str(file)])
    TrailEntry.objects.filter(segment=1).delete()
    TrailWords.objects.filter(entry__lte=4).delete()
    TrailSegment.objects.filter(pk=1).update(expired_at=f"{expired_at}T00:00:00Z")
    for words in ((), ("--anchor", str(file))):
        code, found = verified(*words)
        assert (code, found["broken"]["entry"]) == (1, 1)
        assert "are gone" in found["broken"]["why"]


def test_an_emptied_trail_is_found_where_people_are_here(trail: None, by_hand: None) -> None:
    for model in (TrailWords, TrailEntry, TrailSegment, TrailHead):
        model.objects.all().delete()
    assert "All of the trail was removed" in broken_at()[1]


def test_oversight_reads_that_a_reason_was_erased(trail: None) -> None:
    assert line(4).reason.startswith("Reason")
    with transaction.atomic():
        forget_traces("rights.Person", [TrailEntry.objects.get(pk=4).thing_id])
    assert line(4).reason == "erased"


def test_the_first_of_several_is_named(trail: None, by_hand: None) -> None:
    TrailWords.objects.filter(entry=2).update(reason="Another reason.")
    TrailEntry.objects.filter(pk=8).update(verb="x")
    assert broken_at()[0] == 2


def test_people_read_plain_words(trail: None) -> None:
    done = CliRunner().invoke(rights, ["verify"])
    assert done.exit_code == 0
    assert "The trail is whole: 10 entries in 3 segments." in done.stdout
    assert "--help" in done.stderr


def test_people_read_what_is_broken(trail: None, by_hand: None) -> None:
    TrailEntry.objects.filter(pk=7).update(verb="x")
    done = CliRunner().invoke(rights, ["verify"])
    assert done.exit_code == 1
    assert "broken at entry 7" in done.stdout
    assert "triggers are missing" in done.stderr


def test_an_anchor_finds_a_cut_tail_and_a_chain_written_anew(
    trail: None, by_hand: None, tmp_path: Path
) -> None:
    file = tmp_path / "anchors.txt"
    done = CliRunner().invoke(rights, ["anchor", str(file)])
    assert done.exit_code == 0
    assert file.read_text() == done.stdout
    assert verified("--anchor", str(file))[0] == 0
    cut = TrailEntry.objects.get(pk=9)
    TrailEntry.objects.filter(pk=10).delete()
    TrailWords.objects.filter(entry=10).delete()
    TrailHead.objects.update(entry=9, hash=cut.hash)
    # The last segment is left with its first entry, so that nothing but the anchor shows it.
    assert verified()[0] == 0
    code, found = verified("--anchor", str(file))
    assert (code, found["broken"]["entry"]) == (1, 10)
    assert "tail was cut" in found["broken"]["why"]
    again = CliRunner().invoke(rights, ["anchor", str(file)])
    assert again.exit_code != 0


def test_an_anchor_finds_a_rewritten_chain(
    trail: None, by_hand: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "anchors.txt"
    CliRunner().invoke(rights, ["anchor", str(file)])
    end = TrailEntry.objects.get(pk=9)
    TrailEntry.objects.filter(pk=10).delete()
    TrailWords.objects.filter(entry=10).delete()
    TrailHead.objects.update(entry=9, hash=end.hash, at=end.at)
    with transaction.atomic():
        record(None, JOINED, thing=Thing("rights.Person", "forged"))
    assert verified()[0] == 0
    code, found = verified("--anchor", str(file))
    assert code == 1
    assert "written anew" in found["broken"]["why"]


@pytest.mark.parametrize("text", ["nothing\n", "1 abc 2026\n", "x " + "0" * 64 + " t\n", "ć\n"])
def test_a_file_without_anchors_is_refused(trail: None, tmp_path: Path, text: str) -> None:
    file = tmp_path / "anchors.txt"
    file.write_text(text)
    done = CliRunner().invoke(rights, ["verify", "--anchor", str(file)])
    assert done.exception
    assert "anchor" in str(done.exception)


def test_an_anchor_is_not_written_where_it_cannot_be(trail: None, tmp_path: Path) -> None:
    done = CliRunner().invoke(rights, ["anchor", str(tmp_path / "no" / "file.txt")])
    assert "cannot be written" in str(done.exception)


def test_an_empty_trail_has_no_anchor(tmp_path: Path) -> None:
    done = CliRunner().invoke(rights, ["anchor", str(tmp_path / "file.txt")])
    assert "no entry yet" in str(done.exception)


def test_entries_are_walked_while_others_write(
    trail: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    real: Callable = queries.links

    def writing_meanwhile(**options: object) -> Iterator:
        with transaction.atomic():
            record(None, JOINED, thing=Thing("rights.Person", "meanwhile"))
        yield from real(**options)

    monkeypatch.setattr(queries, "links", writing_meanwhile)
    assert queries.verify().broken is None
