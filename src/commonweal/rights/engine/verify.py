"""Walk the chain from its beginning and name the first entry that does not hold.

    segments --+
    links -----+--> walk --> Verified(broken=None, or the first broken entry and why)
    end -------+
    anchors ---+

An entry holds when its own hash covers what it says and the entry after it holds its hash. Whoever
writes the chain anew from some entry on makes every hash fit; only an anchor kept elsewhere shows it.

Source: B. Schneier, J. Kelsey, Secure audit logs to support computer forensics, ACM Transactions on
Information and System Security 2 (1999): what a chain shows and what needs a kept end.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from commonweal.rights.engine.chain import BEGINNING, canonical, hash_of
from commonweal.rights.engine.types import Anchor, Broken, End, Link, Segment, Verified

SEALED = "rights.trail.sealed"
EXPIRED = "rights.trail.expired"
# How far from its place the entry is looked for that somebody put there.
LOOKED_AROUND = 10_000


def walk(
    links: Iterable[Link],
    *,
    segments: Sequence[Segment],
    end: End,
    anchors: Iterable[Anchor] = (),
) -> Verified:
    """Return whether the whole chain holds; memory stays the same however long it is.

    Args:
        links: Every entry that is kept, in the order of numbers.
        segments: Every segment, in the order of numbers.
        end: Where the chain should end.
        anchors: Ends of earlier days that were kept elsewhere.
    """
    state = _Walk(
        segments={one.number: one for one in segments},
        last_segment=max((one.number for one in segments), default=0),
        end=end,
        anchors=sorted(anchors, key=lambda one: one.entry),
    )
    broken = state.unfinished() or _first(links, state)
    return Verified(entries=end.entry, segments=len(segments), head=end.hash, broken=broken)


def _first(links: Iterable[Link], state: _Walk) -> Broken | None:
    """Return the first complaint; each link is looked at when the one after it is known."""
    for link, after in _pairs(links):
        found = state.take(link, after)
        if found is not None:
            return found
    return state.finish()


def _pairs(links: Iterable[Link]) -> Iterator[tuple[Link, Link | None]]:
    before: Link | None = None
    for link in links:
        if before is not None:
            yield before, link
        before = link
    if before is not None:
        yield before, None


@dataclass(slots=True)
class _Walk:
    """Where the walk stands: what the next entry must be, and what it must follow."""

    segments: dict[int, Segment]
    last_segment: int
    end: End
    anchors: list[Anchor]
    expected: int = 1
    previous: str = BEGINNING
    segment: int = 0
    first_hash: str = ""
    first_entry: int = 1
    is_behind_head: bool = False
    # What the chain itself says of segments: their sealed heads, and which were let go.
    seals: dict[int, str] = field(default_factory=dict)
    let_go: set[int] = field(default_factory=set)
    kept_anchor: int = 0

    def unfinished(self) -> Broken | None:
        """Return a segment that the database would let go of outside the one operation."""
        for one in self.segments.values():
            if one.is_expiring:
                return Broken(
                    one.first_entry or 1,
                    f"Segment {one.number} is marked to be let go, and nothing is letting it go.",
                )
        return None

    def take(self, link: Link, after: Link | None) -> Broken | None:
        """Look at one entry, and go on behind it; return what does not hold."""
        return (
            self._step_over(link.entry)
            or self._number(link)
            or self._own_hash(link)
            or (self._open(link) if link.segment != self.segment else None)
            or self._place(link, after)
            or self._behind(link)
        )

    def finish(self) -> Broken | None:
        """Return what does not hold where the entries end."""
        return (
            self._close()
            or self._step_over(self.end.entry + 1)
            or self._end()
            or self._tail_of_segments()
            or self._records()
        )

    # Each of these returns what does not hold, or None.

    def _number(self, link: Link) -> Broken | None:
        if link.entry == self.expected:
            return None
        if link.entry < self.expected:
            return Broken(link.entry, f"Entry {link.entry} stands a second time: added by hand.")
        if self.expected == 1:
            return Broken(1, f"The beginning was cut off: the first entry is {link.entry}, not 1.")
        return Broken(
            self.expected, f"Entry {self.expected} is missing; the next one is {link.entry}."
        )

    def _own_hash(self, link: Link) -> Broken | None:
        if hash_of(link) == link.hash:
            return None
        place = _place_of(link)
        if place is not None:
            return Broken(
                link.entry,
                f"Entry {link.entry} was swapped: what stands there is what entry {place} said.",
            )
        return Broken(link.entry, f"Entry {link.entry} was edited: its hash covers other words.")

    def _place(self, link: Link, after: Link | None) -> Broken | None:
        if link.previous == self.previous:
            return None
        is_held = link.hash == (after.previous if after else self.end.hash)
        if is_held and link.entry > 1:
            # What comes later holds this entry, so it is what is before that was changed.
            last = link.entry - 1
            what = f"Entry {last} was edited and given a new hash"
            if self.is_behind_head:
                what = f"The sealed head that ends with entry {last} was edited"
            return Broken(last, f"{what}: entry {link.entry} follows another one.")
        return Broken(
            link.entry,
            f"Entry {link.entry} was added by hand or edited: it does not follow the entry before.",
        )

    def _behind(self, link: Link) -> Broken | None:
        """Go on behind an entry that holds."""
        self.expected, self.previous, self.is_behind_head = link.entry + 1, link.hash, False
        if link.verb == SEALED:
            self.seals[_number_in(link)] = str(link.facts.get("heads", ""))
        if link.verb == EXPIRED:
            self.let_go |= {_number_in(link), *in_ranges(link.facts.get("gone", ()))}
        return self._anchored(link.entry, link.hash)

    def _anchored(self, entry: int, hash_there: str) -> Broken | None:
        while self.anchors and self.anchors[0].entry < entry:
            # It lies in a segment of which only the head is left.
            self.anchors.pop(0)
        while self.anchors and self.anchors[0].entry == entry:
            anchor = self.anchors.pop(0)
            if anchor.hash != hash_there:
                return Broken(
                    entry,
                    f"The chain was written anew after entry {self.kept_anchor} and up to entry "
                    f"{entry}: the anchor of {anchor.at} holds another hash for entry {entry}.",
                )
            self.kept_anchor = entry
        return None

    def _open(self, link: Link) -> Broken | None:
        found = self._close()
        if found is not None:
            return found
        if link.segment != self.segment + 1:
            return Broken(
                link.entry,
                f"Entry {link.entry} says it is of segment {link.segment}, which does not follow "
                f"segment {self.segment}.",
            )
        self.segment += 1
        self.first_entry, self.first_hash = self.expected, link.hash
        return None

    def _close(self) -> Broken | None:
        """Hold the segment that ends here against its sealed head."""
        row = self.segments.get(self.segment)
        if self.segment == 0 or (row is not None and row.is_expired):
            return None
        if row is None:
            return Broken(self.first_entry, f"Segment {self.segment} has no row of its own.")
        is_last = self.segment == self.last_segment
        if row.is_closed == is_last:
            state = "sealed, but it is the last one" if is_last else "not sealed"
            return Broken(self.first_entry, f"Segment {self.segment} is {state}.")
        return None if is_last else self._sealed_as(row)

    def _sealed_as(self, row: Segment) -> Broken | None:
        found = (
            self.expected - self.first_entry,
            self.first_entry,
            self.expected - 1,
            self.first_hash,
            self.previous,
        )
        if found == (row.count, row.first_entry, row.last_entry, row.first_hash, row.last_hash):
            return None
        if row.last_entry is not None and row.last_entry > self.expected - 1:
            return Broken(
                self.expected,
                f"Entry {self.expected} is missing: segment {row.number} was sealed with entry "
                f"{row.last_entry} as its last.",
            )
        if found[:3] == (row.count, row.first_entry, row.last_entry):
            # The entries hold each other up to the last one, so it is the last that differs.
            last = self.first_entry if self.first_hash != row.first_hash else self.expected - 1
            return Broken(
                last,
                f"Entry {last} was edited and given a new hash, or the sealed head of segment "
                f"{row.number} was: they do not fit.",
            )
        return Broken(
            self.first_entry, f"The sealed head of segment {row.number} does not fit its entries."
        )

    def _step_over(self, until: int) -> Broken | None:
        """Step over the segments before an entry of which only the sealed head is left."""
        while until > self.expected and self._is_complete():
            row = self.segments.get(self.segment + 1)
            if row is None or not row.is_expired:
                return None
            found = self._close() or self._stand_for(row)
            if found is not None:
                return found
        return None

    def _is_complete(self) -> bool:
        here = self.segments.get(self.segment)
        return self.segment == 0 or (here is not None and here.last_entry == self.expected - 1)

    def _stand_for(self, row: Segment) -> Broken | None:
        """Take a sealed head in the place of its entries."""
        first, last = row.first_entry or 0, row.last_entry or 0
        if first != self.expected or last - first + 1 != row.count or not row.is_closed:
            return Broken(
                self.expected,
                f"The sealed head of segment {row.number}, which stands for its entries, does "
                f"not begin with entry {self.expected}, or does not add up.",
            )
        self.segment, self.first_entry = row.number, first
        found = self._anchored(first, row.first_hash)
        self.expected, self.previous, self.is_behind_head = last + 1, row.last_hash, True
        return found or self._anchored(last, row.last_hash)

    def _end(self) -> Broken | None:
        last = self.expected - 1
        if self.end.entry > last:
            return Broken(
                self.expected,
                f"The tail was cut: the trail had {self.end.entry} entries, entry {self.expected} "
                "is missing.",
            )
        if self.end.entry < last:
            return Broken(
                self.end.entry + 1,
                f"Entry {self.end.entry + 1} was added by hand: the trail ends at entry "
                f"{self.end.entry}.",
            )
        if self.end.hash != self.previous:
            return Broken(
                last,
                f"Entry {last} was edited and given a new hash: the trail ends with another one.",
            )
        if self.anchors:
            return Broken(
                self.expected,
                f"The tail was cut: the anchor of {self.anchors[-1].at} knows entry "
                f"{self.anchors[-1].entry}; entry {self.expected} is missing.",
            )
        return None

    def _tail_of_segments(self) -> Broken | None:
        if self.segment == self.last_segment or (self.end.entry == 0 and self.last_segment <= 1):
            return None
        return Broken(
            self.expected,
            f"The tail was cut: nothing is left of segment {self.segment + 1} but its row.",
        )

    def _records(self) -> Broken | None:
        """Hold every segment's head against what the chain itself says of it."""
        heads = ""
        for number in sorted(self.segments):
            row = self.segments[number]
            if not row.is_closed:
                continue
            heads = rolled(heads, row)
            if self.seals.get(number, heads) != heads:
                return Broken(
                    row.first_entry or 1,
                    f"A sealed head was edited: those of segments 1 to {number} are not the ones "
                    "that the chain holds.",
                )
            if self._vanished(row):
                return Broken(
                    row.first_entry or 1,
                    f"The entries of segment {number} are gone, and the chain does not say that "
                    "they were let go.",
                )
        return None

    def _vanished(self, row: Segment) -> bool:
        """Say whether entries went by another way than the recorded operation.

        Each record of that operation names all that were gone by then, and the newest is never gone
        itself: it stands in a segment that went later, which would have another record.
        """
        if not row.is_expired:
            return False
        is_before = row.expired_at and row.closed_at and row.expired_at < row.closed_at
        return bool(is_before) or row.number not in self.let_go


def as_ranges(numbers: Iterable[int]) -> list[list[int]]:
    """Return rising numbers as runs, each with its first and its last."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return runs


def in_ranges(runs: object) -> Iterator[int]:
    """Yield the numbers of runs; none where a hand has written something else."""
    for run in runs if isinstance(runs, list | tuple) else ():
        match run:
            case [int(first), int(last)]:
                yield from range(first, min(last, first + LOOKED_AROUND) + 1)


def rolled(heads: str, segment: Segment) -> str:
    """Return the hash over all sealed heads up to this one, which each new seal puts in the chain.

    Args:
        heads: The hash over the heads before; "" before the first.
        segment: The segment whose head is sealed.
    """
    return hashlib.sha256(
        canonical(
            [
                heads,
                segment.number,
                segment.count,
                segment.first_entry,
                segment.last_entry,
                segment.first_hash,
                segment.last_hash,
            ]
        )
    ).hexdigest()


def _number_in(link: Link) -> int:
    number = link.facts.get("segment")
    return number if isinstance(number, int) else 0


def _place_of(link: Link) -> int | None:
    """Return the number under which this entry was written, where it is another one nearby."""
    around = range(max(1, link.entry - LOOKED_AROUND), link.entry + LOOKED_AROUND + 1)
    return next((n for n in around if hash_of(replace(link, entry=n)) == link.hash), None)
