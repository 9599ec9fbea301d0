"""From a loaded document to a page: furniture set apart, title, metadata and body found."""

from __future__ import annotations

from collections.abc import Sequence

from commonweal.kernel.provenance import Evidence, Span
from commonweal.library.engine.clean import draft as part
from commonweal.library.engine.clean.body import blocks_of
from commonweal.library.engine.clean.dates import read_date
from commonweal.library.engine.clean.draft import Draft, drafted, is_prose
from commonweal.library.engine.clean.header import Header, read_header
from commonweal.library.engine.clean.issue import date_issued, dateline_on
from commonweal.library.engine.clean.kinds import kind_of, kind_of_line
from commonweal.library.engine.clean.lines import lines_of
from commonweal.library.engine.clean.metadata import as_meeting, metadata_of
from commonweal.library.engine.clean.navigation import (
    is_button,
    is_navigation,
    is_path,
    kind_of_path,
    runs_of,
)
from commonweal.library.engine.clean.papers import names_itself
from commonweal.library.engine.clean.shared import SharedBlocks
from commonweal.library.engine.clean.tails import is_page_sentence, loose_ends, tail_lines
from commonweal.library.engine.clean.taxonomy import entries_of, flat
from commonweal.library.engine.clean.trails import parted
from commonweal.library.engine.clean.wrapping import unwrapped
from commonweal.library.engine.language import language_of
from commonweal.library.engine.types import Block, Dateline, Loaded, MetadataLine, Note, Page

_MANY_NAVIGATION_LINES = 60
_LEAST_NAVIGATION_LINES = 5
_ABSENT = Evidence((), 0.9, "metadata.absent")


def clean(loaded: Loaded, *, shared: SharedBlocks | None = None) -> Page:
    """Return a document as a page, its furniture set apart and kept.

    Args:
        loaded: The document's text.
        shared: Lines that many documents of the same source share, if they were counted.

    Returns:
        The page. Every line with words is in exactly one of title, metadata, blocks, furniture and aside.

    Cost: linear in the length of the text.
    """
    text = loaded.text
    draft = drafted(text, parted(text, unwrapped(text, lines_of(text))))
    hinted = _apply_hints(draft, loaded)
    metadata = _set_apart(draft, shared)
    only_navigation = _is_only_navigation(draft, metadata, hinted)
    if only_navigation:
        draft.give(draft.free(), part.FURNITURE)
    header = read_header(draft, hinted=hinted, names=(loaded.metadata.get("title", ""),))
    blocks, repeated = blocks_of(draft, headings=_hinted(draft, loaded, "heading"))
    return _page(
        loaded,
        draft,
        header,
        metadata=metadata,
        blocks=blocks,
        notes=_notes(only=only_navigation, repeated=repeated),
    )


def _hinted(draft: Draft, loaded: Loaded, kind: str) -> list[int]:
    """Return the lines that lie in the container's hints of a kind."""
    spans = sorted(hint.span for hint in loaded.hints if hint.kind == kind)
    found: list[int] = []
    at = 0
    for index, line in enumerate(draft.lines):
        while at < len(spans) and spans[at].end <= line.span.start:
            at += 1
        if (
            at < len(spans)
            and spans[at].start <= line.span.start
            and line.span.end <= spans[at].end
        ):
            found.append(index)
    return found


def _apply_hints(draft: Draft, loaded: Loaded) -> list[int]:
    """Give lines the parts that the container's structure shows; return those it calls the title."""
    if not loaded.hints:
        return []
    draft.give(_hinted(draft, loaded, "furniture"), part.FURNITURE)
    draft.give(_hinted(draft, loaded, "caption"), part.CAPTION)
    return [index for index in _hinted(draft, loaded, "title") if draft.parts[index] == part.FREE]


def _set_apart(draft: Draft, shared: SharedBlocks | None) -> list[MetadataLine]:
    """Give furniture and metadata their parts, the surest signs first; return the metadata."""
    lines = draft.lines
    draft.give([i for i in draft.free() if is_page_sentence(lines[i])], part.FURNITURE)
    draft.give(
        [i for i in draft.free() if is_path(lines[i]) and kind_of_line(lines[i]) is None],
        part.FURNITURE,
    )
    found = metadata_of(draft.text, lines, taken=_taken(draft), prose_before=_prose_before(draft))
    for one in found:
        draft.give(range(one.label, one.end), part.METADATA)
    _set_navigation(draft)
    if shared is not None:
        draft.give(
            [i for i in draft.free() if shared.holds(lines[i]) and kind_of_line(lines[i]) is None],
            part.FURNITURE,
        )
    prose = [i for i in draft.free() if is_prose(lines[i])]
    first = prose[0] if prose else len(lines)
    draft.give(
        [
            i
            for i in draft.free()
            if i < first and is_button(lines[i]) and kind_of_line(lines[i]) is None
        ],
        part.FURNITURE,
    )
    draft.give(tail_lines(lines, draft.is_free(), first=first), part.FURNITURE)
    prose = [i for i in draft.free() if is_prose(lines[i])]
    if prose:
        draft.give(loose_ends(lines, draft.free(), last=prose[-1]), part.FURNITURE)
    return [one.line for one in found]


def _taken(draft: Draft) -> list[bool]:
    """Return for each line whether it has a part."""
    return [one != part.FREE for one in draft.parts]


def _prose_before(draft: Draft) -> list[int]:
    """Return for each line how many free lines of sentences stand before it."""
    counts, count = [], 0
    for line, one in zip(draft.lines, draft.parts, strict=True):
        counts.append(count)
        count += one == part.FREE and is_prose(line)
    return counts


def _set_navigation(draft: Draft) -> None:
    """Give runs of navigation their part."""
    before = _prose_before(draft)
    total = before[-1] if before else 0
    for run in runs_of(draft.lines, _taken(draft)):
        inside = before[run.start] > 0
        if is_navigation(run, draft.lines, inside=inside, last=before[run.end - 1] >= total):
            draft.give(range(run.start, run.end), part.FURNITURE)


def _skips(words: str) -> bool:
    """Say whether a line is a link over the menus: "Skip to the text"."""
    return words.casefold().startswith(("skip to ", "jump to ", "go to ", "zum ", "aller au "))


def _is_only_navigation(
    draft: Draft, metadata: Sequence[MetadataLine], hinted: Sequence[int]
) -> bool:
    """Say whether nothing but menus is left: no sentence, no filled label, no kind, and few lines beside them."""
    free = draft.free()
    furniture = sum(one == part.FURNITURE for one in draft.parts)
    if len(free) <= 3 and furniture >= _MANY_NAVIGATION_LINES:
        free = [i for i in free if i != len(draft.lines) - 1 and not _skips(draft.lines[i].words)]
    if any(is_prose(draft.lines[i]) or kind_of_line(draft.lines[i]) for i in free) or any(
        one.values for one in metadata
    ):
        return False
    if not free:
        return furniture > 0
    return not hinted and furniture >= max(_LEAST_NAVIGATION_LINES, 3 * len(free))


def _notes(*, only: bool, repeated: int) -> tuple[Note, ...]:
    """Return what a person should know about this cleaning."""
    notes: list[Note] = []
    if only:
        notes.append(
            Note(
                "library.only-navigation",
                "This page holds menus and links only; there is no text to read.",
            )
        )
    if repeated:
        notes.append(
            Note(
                "library.repeated-paragraphs",
                f"Paragraphs that the page prints twice, read once: {repeated}.",
            )
        )
    return tuple(notes)


def _page(
    loaded: Loaded,
    draft: Draft,
    header: Header,
    *,
    metadata: Sequence[MetadataLine],
    blocks: tuple[Block, ...],
    notes: tuple[Note, ...],
) -> Page:
    """Return the page with its values read from the parts."""
    text = loaded.text
    title = draft.lines[header.title].span if header.title is not None else None
    dateline = dateline_on(draft, blocks)
    body = "\n".join(block.span.of(text) for block in blocks[:12])[:3000]
    kind, why_kind = kind_of(
        named=header.kind or _kind_in_path(draft),
        metadata=metadata,
        dateline=_of_release(text, dateline, blocks),
        body=body,
        title=(title.of(text), title) if title else None,
        stamped=dateline is not None and not dateline.place,
    )
    is_paper = title is not None and kind == "other" and names_itself(title.of(text)) == "sure"
    metadata = as_meeting(metadata, sure=is_paper, event=kind == "event")
    issues = kind != "event" and why_kind.rule != "kind.listing" and not is_paper
    issued, why_issued = date_issued(draft, metadata, dateline, kind=kind if issues else "")
    if issued is None and issues:
        issued, why_issued = _said_date(loaded) or (None, why_issued)
    by, why_by = _values(metadata, ("issued_by", "source"))
    fields, why_fields = _values(metadata, ("fields_of_work",))
    language, why_language = language_of(
        body or (title.of(text) if title else ""), declared=loaded.metadata.get("language")
    )
    entries = entries_of(draft)
    evidence = {
        "kind": why_kind,
        "title": header.evidence,
        "lead": header.lead_rule,
        "date_issued": why_issued,
    }
    evidence |= {"issued_by": why_by, "fields_of_work": why_fields, "language": why_language}
    return Page(
        text,
        kind,
        title,
        header.lead,
        tuple(metadata),
        dateline,
        blocks,
        _spans(draft, part.FURNITURE),
        language,
        evidence,
        date_issued=issued,
        issued_by=by,
        fields_of_work=fields,
        taxonomy=flat(entries),
        entries=entries,
        aside=_spans(draft, part.ASIDE),
        notes=notes,
    )


def _of_release(text: str, dateline: Dateline | None, blocks: Sequence[Block]) -> Span | None:
    """Return the span of a dateline that makes a press release: one that opens the text, or "CITY date" in capitals on its own line."""
    if dateline is None or not dateline.place:
        return None
    opens = any(block.span.covers(dateline.span) for block in blocks)
    return dateline.span if opens or dateline.place_span.of(text).isupper() else None


def _kind_in_path(draft: Draft) -> tuple[str, Span] | None:
    """Return the kind that a path in the furniture above the title names, or None."""
    for line, one in zip(draft.lines, draft.parts, strict=True):
        if one == part.TITLE:
            break
        kind = kind_of_path(line) if one == part.FURNITURE and is_path(line) else None
        if kind is not None:
            return kind, line.span
    return None


def _spans(draft: Draft, wanted: str) -> tuple[Span, ...]:
    """Return the spans of a part, lines that follow each other joined."""
    found: list[Span] = []
    last = -2
    for index, one in enumerate(draft.parts):
        if one != wanted:
            continue
        span = draft.lines[index].span
        if last == index - 1:
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
        last = index
    return tuple(found)


def _said_date(loaded: Loaded) -> tuple[str, Evidence] | None:
    """Return the date that the container gives, such as an HTML page's publication date or a feed's; it stands in no words."""
    iso = read_date(loaded.metadata.get("date", ""))
    return (iso, Evidence((), 0.85, "date_issued.container")) if iso is not None else None


def _values(
    metadata: Sequence[MetadataLine], keys: tuple[str, ...]
) -> tuple[tuple[str, ...], Evidence]:
    """Return the values of some labels, each once, with their spans."""
    lines = [line for line in metadata if line.key in keys]
    values = tuple(dict.fromkeys(value for line in lines for value in line.values))
    spans = tuple(span for line in lines for span in line.spans)
    return values, Evidence(spans, 0.98, f"metadata.{keys[0]}") if values else _ABSENT
