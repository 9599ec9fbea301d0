"""The page's own metadata lines: labels with their values, filled or empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from commonweal.kernel.provenance import Span
from commonweal.library.engine.clean.dates import read_date
from commonweal.library.engine.clean.labels import BARE_KEYS, label_of
from commonweal.library.engine.clean.lines import Line
from commonweal.library.engine.types import MetadataLine

_MOST_VALUE_LINES = 12
_LONGEST_VALUE_WORDS = 40
_LONGEST_BARE_WORDS = 15
_CLUSTER_LINES = 3
# Without a colon these count only where two different ones stand close together.
_CLUSTERED = frozenset(
    {"issued_on", "issued_by", "fields_of_work", "content_type", "country", "place", "source"}
)
_ANYWHERE = frozenset({"issued_on", "issued_by", "fields_of_work"})


@dataclass(frozen=True, slots=True)
class Labelled:
    """A metadata line and the page's lines it takes: the label's and those of its values."""

    line: MetadataLine
    label: int
    end: int


def metadata_of(
    text: str, lines: Sequence[Line], *, taken: Sequence[bool], prose_before: Sequence[int]
) -> list[Labelled]:
    """Return the metadata lines of a page.

    Labels stand on list lines ("- Issued by:"), on lines of their own ("Organized by"), or before their
    value ("Place: Vienna"); values are the list lines that follow, or the next line where it can be one.
    An empty value is an empty tuple.

    Args:
        text: The page's text.
        lines: Its lines.
        taken: True for lines that are furniture.
        prose_before: For each line, how many lines of sentences stand before it.

    Returns:
        Labels with values in reading order.
    """
    keys = [None if taken[i] else _key(lines, i, prose_before[i]) for i in range(len(lines))]
    _drop_lonely(lines, keys)
    found: list[Labelled] = []
    for index, key in enumerate(keys):
        if key is not None and (not found or found[-1].end <= index):
            found.append(_labelled(text, lines, keys, index=index, taken=taken))
    return found


def as_meeting(
    metadata: Sequence[MetadataLine], *, sure: bool, event: bool
) -> Sequence[MetadataLine]:
    """Return the labels with "Date" and "Place" read as when and where, on minutes and on an event's page that has no "When".

    Args:
        metadata: The page's labels.
        sure: True for minutes, an agenda, a record: their date is the meeting's.
        event: True for an event's page; there both labels must be filled.

    A filled "Location" or "Venue" beside a filled "Date" tells of an event on any page: "DATE: 3 - 4 May 2022" / "LOCATION: Graz".
    """
    filled = {line.key for line in metadata if line.values}
    sure = sure or _tells_where(metadata)
    if not sure and not (event and "when" not in filled and filled & {"place", "where"}):
        return metadata
    return [
        replace(line, key=_OF_MEETINGS[line.key]) if _is_of_meeting(line) else line
        for line in metadata
    ]


def _tells_where(metadata: Sequence[MetadataLine]) -> bool:
    """Say whether "Location" and "Date" stand filled together; "Place" beside a date may be the dateline's."""
    labels = {line.label.casefold() for line in metadata if line.values}
    return bool(labels & _LOCATIONS and labels & _MEETING_DATES)


_LOCATIONS = frozenset(["location", "locations", "venue"])
_OF_MEETINGS = {"issued_on": "when", "place": "where"}
_MEETING_DATES = frozenset(["date", "dates", "datum", "дата", "data", "fecha", "tarih"])


def _is_of_meeting(line: MetadataLine) -> bool:
    """Say whether a label may be of the meeting itself: "Date", but not "Published on"."""
    return line.key == "place" or (
        line.key == "issued_on" and line.label.casefold() in _MEETING_DATES
    )


def _key(lines: Sequence[Line], index: int, prose: int) -> tuple[str, int] | None:
    """Return key and length of the label on a line, if one may stand there."""
    line = lines[index]
    label = label_of(line)
    if label is None or line.mark == "bare":
        return None
    key, length = label
    if line.words[length - 1 : length] == ":":
        if key == "other" and line.mark == "":
            return label if prose == 0 and len(line.words) > length else None
        most = 3 if line.mark == "item" else 1
        return label if prose <= most or (key in _ANYWHERE and line.count <= length) else None
    after_bare = index > 0 and lines[index - 1].mark == "bare"
    return label if prose == 0 and not after_bare and key in BARE_KEYS | _CLUSTERED else None


def _drop_lonely(lines: Sequence[Line], keys: list[tuple[str, int] | None]) -> None:
    """Drop labels without a colon that stand alone: "Countries" in a menu is no label."""
    labelled = [i for i, key in enumerate(keys) if key is not None]
    for index in labelled:
        key = keys[index]
        if key is None or ":" in lines[index].words[: key[1]] or key[0] in BARE_KEYS:
            continue
        near = {
            other[0]
            for i in labelled
            if i != index and abs(i - index) <= _CLUSTER_LINES and (other := keys[i]) is not None
        }
        if not near - {key[0]}:
            keys[index] = None


def _labelled(
    text: str,
    lines: Sequence[Line],
    keys: Sequence[tuple[str, int] | None],
    *,
    index: int,
    taken: Sequence[bool],
) -> Labelled:
    """Return the label on a line with its values."""
    key, length = keys[index] or ("other", 0)
    line = lines[index]
    rest = _trimmed(text, Span(line.span.start + length, line.span.end))
    if rest.start < rest.end:
        spans, end = [rest], index + 1
    else:
        end = index + 1
        filters = key in _CLUSTERED and index > 0 and keys[index - 1] is not None
        empty = filters and not line.mark and ":" not in line.words
        while not empty and end < len(lines) and keys[end] is None and not taken[end]:
            if not _is_value(lines, label=index, index=end, key=key):
                break
            end += 1
        spans = [lines[i].span for i in range(index + 1, end)]
    values = tuple(part for span in spans for part in parts_of(text, span))
    label = line.words[:length].rstrip(" :")
    words = tuple(value.of(text) for value in values)
    return Labelled(MetadataLine(key, label, words, values), index, end)


def _is_value(lines: Sequence[Line], *, label: int, index: int, key: str) -> bool:
    """Say whether a line can be a value of the label before it."""
    line, head = lines[index], lines[label]
    if (
        line.mark == "bare"
        or line.count > _LONGEST_VALUE_WORDS
        or index - label > _MOST_VALUE_LINES
    ):
        return False
    if head.mark == "item":
        return line.mark == "item"
    longest = _LONGEST_VALUE_WORDS if key == "organized_by" else _LONGEST_BARE_WORDS
    if index > label + 1 or line.mark == "item" or line.count > longest or line.ended:
        return key == "issued_on" and index == label + 1 and read_date(line.words) is not None
    if key == "issued_on":
        return read_date(line.words) is not None
    return any(c.isdigit() for c in line.words) if key == "when" else line.words[:1].isupper()


def parts_of(text: str, span: Span) -> Iterator[Span]:
    """Return the spans of the values in a line, split at ", ".

    ``"OSCE Secretariat, OSCE Presence in Albania"`` gives two.
    """
    start = span.start
    for piece in span.of(text).split(", "):
        part = _trimmed(text, Span(start, start + len(piece)))
        if part.start < part.end:
            yield part
        start += len(piece) + 2


def _trimmed(text: str, span: Span) -> Span:
    """Return a span without white space at its ends."""
    words = span.of(text)
    left = len(words) - len(words.lstrip())
    return Span(
        min(span.start + left, span.end), max(span.start + left, span.start + len(words.rstrip()))
    )
