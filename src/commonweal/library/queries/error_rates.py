"""How often people found what the reader read to be right: numbers only, for everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.library.engine.facts.confidence import wilson
from commonweal.library.engine.values import PARTS
from commonweal.library.queries.reviews import KIND
from commonweal.library.queries.value_words import part_name
from commonweal.rights.public import Tally, tallies

# Below so many decisions a share says nothing.
ENOUGH = 20


@dataclass(frozen=True, slots=True)
class Rate:
    """What people decided about one kind of value.

    Attributes:
        name: What people call the kind.
        share: Accepted of those decided one by one, 0 to 1; None where there are fewer than 20.
        low: Lower end of its 95 % interval.
        high: Upper end of it.
    """

    name: str
    tally: Tally
    share: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def percents(self) -> tuple[str, str, str] | None:
        """Return share and interval in percent, for a page."""
        if self.share is None or self.low is None or self.high is None:
            return None
        return f"{self.share:.0%}", f"{self.low:.0%}", f"{self.high:.0%}"


def rates() -> Sequence[Rate]:
    """Return the rate of each kind of value that anybody decided about, and last that of all."""
    found = {one.part: one for one in tallies(KIND)}
    each = [_rate(part_name(part), found[part]) for part in PARTS if part in found]
    return [*each, _rate("", _sum(list(found.values())))] if each else []


def _rate(name: str, tally: Tally) -> Rate:
    if tally.decided < ENOUGH:
        return Rate(name=name, tally=tally)
    low, high = wilson(tally.accepted, tally.decided)
    return Rate(name, tally, share=tally.accepted / tally.decided, low=low, high=high)


def _sum(given: Sequence[Tally]) -> Tally:
    return Tally(
        part="",
        accepted=sum(one.accepted for one in given),
        corrected=sum(one.corrected for one in given),
        rejected=sum(one.rejected for one in given),
        together=sum(one.together for one in given),
        added=sum(one.added for one in given),
    )
