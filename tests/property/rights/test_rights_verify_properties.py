"""Whatever is done to one entry by hand is found, and the first entry that does not hold is named."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from commonweal.rights.engine.chain import BEGINNING, hash_of
from commonweal.rights.engine.types import Anchor, Broken, End, Link, Segment, Verified
from commonweal.rights.engine.verify import EXPIRED, SEALED, rolled, walk

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass
class Trail:
    links: list[Link]
    segments: list[Segment]
    end: End

    def verify(self, *anchors: Anchor) -> Verified:
        return walk(iter(self.links), segments=self.segments, end=self.end, anchors=anchors)

    def broken(self, *anchors: Anchor) -> Broken | None:
        return self.verify(*anchors).broken

    def anchor(self, entry: int) -> Anchor:
        return Anchor(entry=entry, hash=self.links[entry - 1].hash, at="2026-01-31")


def link(number: int, segment: int, previous: str, **changes: object) -> Link:
    made = Link(
        entry=number,
        segment=segment,
        at=BEGAN + timedelta(minutes=number),
        person_id=f"00000000-0000-0000-0000-{number:012}",
        organisation_id=None,
        roles=("partner",),
        verb="rights.person.joined",
        thing="rights.Person",
        thing_id=str(number),
        facts={"n": number},
        reason_digest="",
        before_digest="",
        after_digest="",
        previous=previous,
        hash="",
    )
    return rehashed(replace(made, **changes))


def rehashed(link: Link) -> Link:
    return replace(link, hash=hash_of(link))


def grown(*sizes: int) -> Trail:
    """A trail of segments of these sizes, each but the last sealed; from the second on the first entry seals."""
    links: list[Link] = []
    segments: list[Segment] = []
    heads = ""
    for number, size in enumerate(sizes, start=1):
        here: list[Link] = []
        for place in range(size):
            all_links = [*links, *here]
            previous = all_links[-1].hash if all_links else BEGINNING
            seal: dict[str, object] = {}
            if place == 0 and number > 1:
                seal = {"verb": SEALED, "facts": {"segment": number - 1, "heads": heads}}
            here.append(link(len(all_links) + 1, number, previous, **seal))
        row = head_of(number, here, is_closed=number < len(sizes))
        if row.is_closed:
            heads = rolled(heads, row)
        links, segments = links + here, [*segments, row]
    last = links[-1] if links else None
    end = End(entry=last.entry, hash=last.hash) if last else End(0, BEGINNING)
    return Trail(links, segments, end)


def head_of(number: int, links: list[Link], *, is_closed: bool) -> Segment:
    return Segment(
        number=number,
        is_closed=is_closed,
        is_expired=False,
        is_expiring=False,
        count=len(links) if is_closed else 0,
        first_entry=links[0].entry if links else None,
        last_entry=links[-1].entry if is_closed else None,
        first_hash=links[0].hash if is_closed else "",
        last_hash=links[-1].hash if is_closed else "",
    )


def expired(trail: Trail, number: int) -> Trail:
    """The trail after segment ``number`` was let go, which its newest entry says."""
    last = trail.links[-1]
    said = link(last.entry + 1, last.segment, last.hash, verb=EXPIRED, facts={"segment": number})
    rows = [
        replace(row, is_expired=True, expired_at=said.at) if row.number == number else row
        for row in trail.segments
    ]
    kept = [one for one in [*trail.links, said] if one.segment != number]
    return Trail(kept, rows, End(said.entry, said.hash))


SIZES = st.lists(st.integers(1, 8), min_size=1, max_size=4).map(tuple)
TRAILS = SIZES.map(lambda sizes: grown(*sizes))
EDITS = st.sampled_from(
    [
        {"at": BEGAN - timedelta(days=1)},
        {"person_id": None},
        {"organisation_id": "somebody"},
        {"roles": ("police",)},
        {"verb": "rights.role.granted"},
        {"thing": "library.Document"},
        {"thing_id": "another"},
        {"facts": {"n": -1}},
        {"segment": 9},
        {"reason_digest": "0" * 64},
        {"before_digest": "0" * 64},
        {"after_digest": "0" * 64},
        {"previous": "f" * 64},
    ]
)


@given(TRAILS)
def test_a_trail_that_nobody_touched_holds(trail: Trail) -> None:
    found = trail.verify(*(trail.anchor(one.entry) for one in trail.links))
    assert found.broken is None
    assert (found.entries, found.segments) == (len(trail.links), len(trail.segments))
    assert found.head == trail.links[-1].hash


def test_an_empty_trail_holds() -> None:
    assert walk([], segments=[], end=End(0, BEGINNING)) == Verified(0, 0, BEGINNING, None)
    assert grown(0).broken() is None


@given(TRAILS, st.data(), EDITS)
def test_an_edited_entry_is_named(trail: Trail, data: st.DataObject, edit: dict) -> None:
    place = data.draw(st.integers(0, len(trail.links) - 1))
    trail.links[place] = replace(trail.links[place], **edit)
    found = trail.broken()
    assert found
    assert found.entry == place + 1
    assert "edited" in found.why


@given(TRAILS, st.data(), EDITS.filter(lambda edit: "segment" not in edit))
def test_an_entry_edited_and_hashed_anew_is_named(
    trail: Trail, data: st.DataObject, edit: dict
) -> None:
    place = data.draw(st.integers(0, len(trail.links) - 1))
    trail.links[place] = rehashed(replace(trail.links[place], **edit))
    found = trail.broken()
    assert found
    assert found.entry == place + 1


@given(TRAILS, st.data())
def test_a_missing_entry_is_named(trail: Trail, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(trail.links) - 1))
    count = data.draw(st.integers(1, len(trail.links) - first))
    del trail.links[first : first + count]
    found = trail.broken()
    assert found
    assert found.entry == first + 1
    is_tail = first == len(trail.links)
    assert ("beginning was cut" in found.why) == (first == 0 and not is_tail)
    assert any(words in found.why for words in ("missing", "cut"))


@given(TRAILS, st.data())
def test_two_swapped_entries_are_found_by_the_first(trail: Trail, data: st.DataObject) -> None:
    assume(len(trail.links) > 1)
    one = data.draw(st.integers(0, len(trail.links) - 2))
    other = data.draw(st.integers(one + 1, len(trail.links) - 1))
    links = trail.links
    links[one], links[other] = (
        replace(links[other], entry=one + 1),
        replace(links[one], entry=other + 1),
    )
    found = trail.broken()
    assert found
    assert found.entry == one + 1
    assert f"swapped: what stands there is what entry {other + 1} said" in found.why


@given(TRAILS, st.data(), st.booleans())
def test_an_entry_put_in_between_is_named(trail: Trail, data: st.DataObject, follows: bool) -> None:
    place = data.draw(st.integers(0, len(trail.links)))
    before = trail.links[place - 1] if place else None
    previous = before.hash if before and follows else "e" * 64
    segment = before.segment if before else 1
    forged = link(place + 1, segment, previous, thing_id="forged")
    # Whoever does it moves the later ones up; their hashes then no longer cover what they say.
    moved = [replace(one, entry=one.entry + 1) for one in trail.links[place:]]
    trail.links = [*trail.links[:place], forged, *moved]
    found = trail.broken()
    assert found
    # A forged entry that follows well is only known by what comes after it.
    assert found.entry in {place + 1, place + 2}
    if place == len(trail.links) - 1:
        assert found.entry == place + 1
        assert "added by hand" in found.why


@given(TRAILS, st.data())
def test_a_number_that_stands_twice_is_named(trail: Trail, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(trail.links) - 1))
    trail.links.insert(place + 1, trail.links[place])
    found = trail.broken()
    assert found
    assert (found.entry, "second time" in found.why) == (place + 1, True)


@given(TRAILS, st.data())
def test_a_cut_tail_with_a_changed_end_is_found_by_an_anchor_only(
    trail: Trail, data: st.DataObject
) -> None:
    rows = trail.segments[-1].number
    own = [one for one in trail.links if one.segment == rows]
    assume(len(own) > 1)
    anchor = trail.anchor(len(trail.links))
    cut = data.draw(st.integers(1, len(own) - 1))
    trail.links = trail.links[:-cut]
    trail.end = End(trail.links[-1].entry, trail.links[-1].hash)
    assert trail.broken() is None
    found = trail.broken(anchor)
    assert found
    assert found.entry == len(trail.links) + 1
    assert "tail was cut" in found.why


@given(st.integers(3, 12), st.data())
def test_a_chain_written_anew_is_found_by_an_anchor_only(size: int, data: st.DataObject) -> None:
    trail = grown(size)
    first = data.draw(st.integers(2, size))
    anchors = (trail.anchor(first - 1), trail.anchor(size))
    for place in range(first - 1, size):
        trail.links[place] = link(place + 1, 1, trail.links[place - 1].hash, thing_id="forged")
    trail.end = End(size, trail.links[-1].hash)
    assert trail.broken() is None
    found = trail.broken(*anchors)
    assert found
    assert f"after entry {first - 1} and up to entry {size}" in found.why


@given(SIZES.filter(lambda sizes: len(sizes) > 1), st.data())
def test_a_sealed_head_that_does_not_fit_is_named(
    sizes: tuple[int, ...], data: st.DataObject
) -> None:
    trail = grown(*sizes)
    place = data.draw(st.integers(0, len(sizes) - 2))
    row = trail.segments[place]
    change = data.draw(
        st.sampled_from(
            [
                {"count": row.count + 1},
                {"first_entry": (row.first_entry or 0) + 1},
                {"last_entry": (row.last_entry or 0) - 1},
                {"first_hash": "0" * 64},
                {"last_hash": "0" * 64},
                {"is_closed": False},
                {"is_expiring": True},
            ]
        )
    )
    trail.segments[place] = replace(row, **change)
    assert trail.broken()


@given(st.integers(1, 6), st.integers(2, 6), st.integers(2, 6))
def test_heads_stand_for_the_entries_that_were_let_go(one: int, two: int, three: int) -> None:
    trail = expired(grown(one, two, three), 1)
    found = trail.verify()
    assert found.broken is None
    assert found.entries == one + two + three + 1
    again = expired(trail, 2)
    assert again.broken() is None
    # What the heads say is in the chain, so that nobody edits them either.
    for place, name, value in (
        (0, "last_hash", "0" * 64),
        (1, "last_hash", "0" * 64),
        (0, "first_hash", "0" * 64),
        (0, "count", one + 1),
        (0, "first_entry", 2),
        (1, "last_entry", one + two + 1),
    ):
        rows = list(again.segments)
        rows[place] = replace(rows[place], **{name: value})
        assert Trail(again.links, rows, again.end).broken(), (place, name)


@given(st.integers(1, 6), st.integers(2, 6))
def test_entries_that_vanish_without_a_word_are_found(one: int, two: int) -> None:
    trail = grown(one, two)
    trail.links = [link for link in trail.links if link.segment != 1]
    trail.segments[0] = replace(
        trail.segments[0], is_expired=True, expired_at=BEGAN + timedelta(days=9)
    )
    found = trail.broken()
    assert found
    assert (found.entry, "are gone" in found.why) == (1, True)


@given(st.integers(1, 6), st.integers(2, 6), EDITS)
def test_an_edit_behind_an_expired_segment_is_named(one: int, two: int, edit: dict) -> None:
    trail = expired(grown(one, two), 1)
    trail.links[1] = replace(trail.links[1], **edit)
    found = trail.broken()
    assert found
    assert found.entry == one + 2


def test_a_segment_without_entries_is_a_cut_tail() -> None:
    trail = grown(3, 3)
    trail.links = trail.links[:3]
    trail.end = End(3, trail.links[-1].hash)
    found = trail.broken()
    assert found
    assert "nothing is left of segment 2" in found.why
