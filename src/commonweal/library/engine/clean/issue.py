"""When a page was issued: its label, its dateline, a date near its title or under its text."""

from __future__ import annotations

from collections.abc import Sequence

from commonweal.kernel.provenance import Evidence, Span
from commonweal.library.engine.clean import draft as part
from commonweal.library.engine.clean.datelines import dated_line, dateline_of, stamped_line
from commonweal.library.engine.clean.dates import read_date
from commonweal.library.engine.clean.draft import Draft
from commonweal.library.engine.clean.letterheads import is_days_line
from commonweal.library.engine.types import Block, Dateline, MetadataLine


def dateline_on(draft: Draft, blocks: Sequence[Block]) -> Dateline | None:
    """Return the dateline that opens the body, or the "CITY date" line above it."""
    opening = next((block for block in blocks if block.kind == "paragraph"), None)
    found = dateline_of(draft.text, opening.span) if opening is not None else None
    if found is not None:
        return found
    stamp = _stamp_line(draft)
    if stamp is not None:
        return stamp
    for index, one in enumerate(draft.parts):
        above = one == part.ASIDE or (
            one in {part.BODY, part.CAPTION}
            and bool(blocks)
            and draft.lines[index].span == blocks[0].span
        )
        dated = dated_line(draft.lines[index]) if above else None
        if dated is not None:
            return dated
    return None


def _stamp_line(draft: Draft) -> Dateline | None:
    """Return the date that a mirror puts on a line of its own over a text without a title: "date 2025-11-01"."""
    if part.TITLE in draft.parts or not draft.lines:
        return None
    return stamped_line(draft.lines[0])


def date_issued(
    draft: Draft, metadata: Sequence[MetadataLine], dateline: Dateline | None, *, kind: str
) -> tuple[str | None, Evidence]:
    """Return the date of issue: a filled "Issued on", else the dateline, else a date line under the title.

    Events, minutes and lists of documents have none but the labelled one.

    Args:
        draft: The page, taken apart.
        metadata: Its labels with their values.
        dateline: Its dateline, if any.
        kind: What kind of page it is; "" for one that has no date but a labelled one.
    """
    labelled = [line for line in metadata if line.key == "issued_on"]
    found = _labelled(draft, [line for line in labelled if not _is_update(line)])
    if found is not None:
        return found
    iso, why = _unlabelled(draft, dateline, kind=kind)
    updated = _labelled(draft, labelled) if iso is None else None
    return updated or (iso, why)


def _is_update(line: MetadataLine) -> bool:
    """Say whether a label tells of the last change, which is the day of issue only where nothing else says it."""
    return "updat" in line.label.casefold() or "modified" in line.label.casefold()


def _labelled(draft: Draft, lines: Sequence[MetadataLine]) -> tuple[str, Evidence] | None:
    """Return the first date that labels such as "Issued on" hold."""
    for line in lines:
        whole = Span(line.spans[0].start, line.spans[-1].end) if line.spans else None
        iso = read_date(whole.of(draft.text)) if whole is not None else None
        if whole is not None and iso is not None:
            return iso, Evidence((whole,), 0.97, "date_issued.label")
    return None


def _unlabelled(
    draft: Draft, dateline: Dateline | None, *, kind: str
) -> tuple[str | None, Evidence]:
    """Return the date of issue of the dateline, of a line near the title, or under a report."""
    if not kind:
        return None, Evidence((), 0.9, "date_issued.none")
    if dateline is not None and dateline.date is not None and dateline.date_span is not None:
        return dateline.date, Evidence((dateline.date_span,), 0.97, "date_issued.dateline")
    iso, why = _loose_date(draft)
    return _closing_date(draft) or (iso, why) if iso is None and kind == "other" else (iso, why)


def _closing_date(draft: Draft) -> tuple[str, Evidence] | None:
    """Return the date under a report, on its last line: "Bucharest, 27 April 2018"."""
    last = max((i for i, one in enumerate(draft.parts) if one == part.BODY), default=-1)
    ends = range(max(0, last), min(last + 3, len(draft.lines)))
    dated = next((d for i in ends if (d := dated_line(draft.lines[i])) is not None), None)
    if dated is None or dated.date is None or dated.date_span is None:
        return None
    return dated.date, Evidence((dated.date_span,), 0.85, "date_issued.closing")


def _loose_date(draft: Draft) -> tuple[str | None, Evidence]:
    """Return the date of a line near the title, such as "by Name Surname | 2 December 2020 | Blog"."""
    titles = [i for i, one in enumerate(draft.parts) if one == part.TITLE]
    near = (
        range(max(0, titles[0] - 2), min(len(draft.lines), titles[0] + 6)) if titles else range(0)
    )
    for index in near:
        iso = (
            read_date(draft.lines[index].words)
            if draft.parts[index] == part.ASIDE
            and draft.lines[index].count <= 16
            and not is_days_line(draft.lines[index])
            else None
        )
        if iso is not None:
            return iso, Evidence((draft.lines[index].span,), 0.85, "date_issued.line")
    return None, Evidence((), 0.9, "date_issued.none")
