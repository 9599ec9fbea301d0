"""Minutes: their phases, paragraphs that keep their identity through every revision, what changed.

    draft → by the convener → amendment (a window that closes by itself) → final
    a later correction is another revision, with its reason; the former ones stay

A paragraph keeps its key as long as somebody can tell that it is the same: the same words, or enough of
them. What was marked in it and proposed for it finds it again by its key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Literal

from rapidfuzz.distance import Indel

Phase = Literal["draft", "convener", "amendment", "final"]
Stage = Literal["", "minutes_draft", "minutes_amendment", "minutes_final"]
Operation = Literal["same", "added", "removed"]
Kind = Literal["same", "changed", "added", "removed"]

# From each phase, those that may follow; what was opened by mistake goes back the same way.
NEXT: Mapping[str, tuple[Phase, ...]] = {
    "draft": ("convener",),
    "convener": ("draft", "amendment"),
    "amendment": ("convener", "final"),
    "final": (),
}
STAGES: Mapping[str, Stage] = {
    "draft": "minutes_draft",
    "convener": "minutes_draft",
    "amendment": "minutes_amendment",
    "final": "minutes_final",
}
WINDOW_DAYS_LEAST, WINDOW_DAYS_MOST = 1, 60
PARAGRAPHS_LIMIT, PARAGRAPH_CHARACTERS = 400, 4000
# Two texts with this share of words in common are the same paragraph, written again.
ALIKE = 0.5
_BLANK = re.compile(r"\n[ \t]*\n")
_TOKENS = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph.

    Attributes:
        key: By which it is found again in every revision.
        session: The id of the agenda's line under which it was said; empty for none.
        text: Its words.
    """

    key: str
    session: str
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed, came or went."""

    operation: Operation
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one paragraph between two revisions."""

    kind: Kind
    session: str
    pieces: tuple[Piece, ...]


def stage_of(phase: str) -> Stage:
    """Return what a meeting's state is called once its minutes are in a phase."""
    return STAGES.get(phase, "")


def may_follow(now: str, then: str) -> bool:
    """Say whether minutes may go from one phase to another."""
    return then in NEXT.get(now, ())


def is_open(phase: str, *, until: datetime | None, now: datetime) -> bool:
    """Say whether wordings may be proposed: during the amendment, until its last moment."""
    return phase == "amendment" and until is not None and now < until


def split(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text: what blank lines part."""
    parts = _BLANK.split(text.replace("\r\n", "\n").replace("\r", "\n"))
    return tuple(part.strip() for part in parts if part.strip())


def joined(paragraphs: Sequence[Paragraph], *, session: str) -> str:
    """Return the paragraphs of one session as a text that ``split`` parts again."""
    return "\n\n".join(each.text for each in paragraphs if each.session == session)


def typed_in(sections: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    """Return the paragraphs of what was typed, each with its session's id."""
    return [(session, text) for session, whole in sections for text in split(whole)]


def carried(
    before: Sequence[Paragraph],
    sections: Sequence[tuple[str, str]],
    *,
    new_key: Callable[[], str],
) -> tuple[Paragraph, ...]:
    """Return the paragraphs of what was typed, each with the key it had before, if it is the same.

    Args:
        before: The paragraphs of the last revision.
        sections: The session's id and all its text, in order.
        new_key: Makes a key that no paragraph has.
    """
    typed = typed_in(sections)
    left = list(before)
    keys: list[str | None] = [None] * len(typed)
    for same in (_is_the_same, _has_the_same_words, _is_alike):
        for place, (session, text) in enumerate(typed):
            if keys[place] is not None:
                continue
            found = next((one for one in left if same(one, session, text)), None)
            if found is not None:
                left.remove(found)
                keys[place] = found.key
    return tuple(
        Paragraph(key=key or new_key(), session=session, text=text)
        for key, (session, text) in zip(keys, typed, strict=True)
    )


def _is_the_same(one: Paragraph, session: str, text: str) -> bool:
    return one.session == session and one.text == text


def _has_the_same_words(one: Paragraph, _session: str, text: str) -> bool:
    return one.text == text


def _is_alike(one: Paragraph, _session: str, text: str) -> bool:
    alike = Indel.normalized_similarity(one.text.split(), text.split(), score_cutoff=ALIKE)
    return alike >= ALIKE


def replaced(paragraphs: Sequence[Paragraph], key: str, text: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs with other words in one of them; without it where there are none."""
    return tuple(
        Paragraph(each.key, each.session, text) if each.key == key else each
        for each in paragraphs
        if each.key != key or text
    )


def word_pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Return what stayed, came and went between two texts, word by word.

    What stayed are the words of a longest common subsequence; a mere space or mark between two changes
    counts to them, so that a rewritten sentence reads as one.

    Cost: The product of the two numbers of words, by 64 at once; also where one word stands a thousand times.
    """
    one, other = _TOKENS.findall(before), _TOKENS.findall(after)
    kept = [each for each in Indel.opcodes(one, other) if each.tag == "equal"]
    found: list[Piece] = []
    # Where the last piece ended in each text.
    a = c = 0
    for each in kept:
        words = "".join(one[each.src_start : each.src_end])
        is_between = each.src_start > a or each.dest_start > c
        at_an_end = each.src_end == len(one) or each.dest_end == len(other)
        if is_between and not at_an_end and not any(map(str.isalnum, words)):
            continue
        found += _changed(one[a : each.src_start], other[c : each.dest_start])
        found.append(Piece("same", words))
        a, c = each.src_end, each.dest_end
    return (*found, *_changed(one[a:], other[c:]))


def _changed(gone: Sequence[str], came: Sequence[str]) -> Iterator[Piece]:
    if gone:
        yield Piece("removed", "".join(gone))
    if came:
        yield Piece("added", "".join(came))


def changes(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> tuple[Change, ...]:
    """Return what became of each paragraph between two revisions, in the later one's order.

    A paragraph that stands elsewhere now is shown as removed there and added here.
    """
    one_side, other_side = [each.key for each in before], [each.key for each in after]
    matcher = SequenceMatcher(None, one_side, other_side, autojunk=False)
    found: list[Change] = []
    for operation, a, b, c, d in matcher.get_opcodes():
        if operation == "equal":
            found += [
                _change(one, other) for one, other in zip(before[a:b], after[c:d], strict=True)
            ]
            continue
        found += [_whole(one, "removed") for one in before[a:b]]
        found += [_whole(one, "added") for one in after[c:d]]
    return tuple(found)


def _change(one: Paragraph, other: Paragraph) -> Change:
    kind: Kind = "same" if one.text == other.text else "changed"
    return Change(kind, other.session, word_pieces(one.text, other.text))


def _whole(one: Paragraph, operation: Literal["added", "removed"]) -> Change:
    return Change(operation, one.session, (Piece(operation, one.text),))
