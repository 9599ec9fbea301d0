"""What a person hands in about minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class MinutesDraft:
    """The whole text, as it is to be from now on.

    Attributes:
        sections: The id of the agenda's line, or empty, and all that is written under it; blank lines
            part the paragraphs.
        reason: Why; required for a correction of what is final.
    """

    sections: tuple[tuple[str, str], ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AmendmentDraft:
    """Another wording for a paragraph.

    Attributes:
        paragraph: The paragraph's key.
        text: Its words; empty to take it out.
        why: Why.
    """

    paragraph: UUID
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class PhaseMove:
    """The phase that follows.

    Attributes:
        phase: One of ``engine.minutes.Phase``.
        days: For how many days wordings may be proposed, where it is the amendment.
    """

    phase: str
    days: int = 7


@dataclass(frozen=True, slots=True)
class MinutesTold:
    """Minutes from their first words until others may propose theirs.

    Attributes:
        revisions: The whole text of each, one after the other; blank lines part the paragraphs.
        decisions: The numbers of paragraphs of the last one that are decisions; the first is 1.
        days: For how many days words may be proposed.
        figures: Who spoke, decided and took part, as counts; see ``engine.inclusion``.
    """

    revisions: tuple[str, ...]
    decisions: tuple[int, ...] = ()
    days: int = 7
    figures: Mapping[str, Sequence[Sequence[int]]] | None = None
