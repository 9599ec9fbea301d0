"""The publisher's own taxonomy, read from its navigation: fields of work, countries, structures.

A head is a line after a bare list mark, or one followed by deeper lines; what follows belongs to it until
the next head. Menus without depth do not show where a section ends, so each section also has a shape:
states are known by name, field operations by "Mission to ...", fields of work by their alphabetical order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from commonweal.library.engine.clean import draft as part
from commonweal.library.engine.clean.draft import Draft
from commonweal.library.engine.clean.lines import Line
from commonweal.library.engine.clean.states import state_of
from commonweal.library.engine.types import TaxonomyEntry

_SECTIONS = {
    "fields of work": "fields_of_work",
    "field of work": "fields_of_work",
    "areas of work": "fields_of_work",
    "what we do": "fields_of_work",
    "themes": "fields_of_work",
    "topics": "fields_of_work",
    "области деятельности": "fields_of_work",
    "oblasti rada": "fields_of_work",
    "arbeitsfelder": "fields_of_work",
    "domaines d'activité": "fields_of_work",
    "countries": "countries",
    "participating states": "countries",
    "member states": "countries",
    "where we are": "countries",
    "where we work": "countries",
    "страны": "countries",
    "field operations": "field_operations",
    "field missions": "field_operations",
    "where we work in the field": "field_operations",
    "полевые операции": "field_operations",
    "structures and institutions": "structures",
    "secretariat": "structures",
    "institutions": "structures",
    "bodies": "structures",
    "структуры и институты": "structures",
    "meetings and conferences": "meetings",
    "conferences": "meetings",
    "совещания и конференции": "meetings",
}
_OTHER_HEADS = frozenset(
    {
        "about us",
        "our work",
        "leadership",
        "decision-making bodies",
        "news",
        "resources",
        "organizational structure",
    }
)
_OPERATION = re.compile(
    r"\b(?:presence|centre|center|mission|office|project co-?ordinator|delegation|operation)s?\b.*\b(?:in|to)\b",
    re.IGNORECASE,
)
_LEAST_STATES = 5


def entries_of(draft: Draft) -> tuple[TaxonomyEntry, ...]:
    """Return the entries of the publisher's taxonomy that the page's navigation lists.

    Args:
        draft: The page with its furniture set apart.

    Returns:
        Entries in reading order, each name once a section.
    """
    lines = [
        line for line, one in zip(draft.lines, draft.parts, strict=True) if one == part.FURNITURE
    ]
    if len(lines) < _LEAST_STATES:
        return ()
    found: list[TaxonomyEntry] = []
    seen: set[tuple[str, str]] = set()
    for entry in _walk(lines):
        if (entry.section, entry.name) not in seen:
            seen.add((entry.section, entry.name))
            found.append(entry)
    states = sum(entry.section == "countries" for entry in found)
    return tuple(
        entry for entry in found if entry.section != "countries" or states >= _LEAST_STATES
    )


def flat(entries: Sequence[TaxonomyEntry]) -> Mapping[str, tuple[str, ...]]:
    """Return the names of each section."""
    sections = ("fields_of_work", "countries", "field_operations", "structures", "meetings")
    return {
        section: tuple(one.name for one in entries if one.section == section)
        for section in sections
    }


def _walk(lines: Sequence[Line]) -> list[TaxonomyEntry]:
    """Return an entry for each line under a head, its section by head and shape."""
    found: list[TaxonomyEntry] = []
    heads: list[tuple[int, str, str]] = []
    last, closed = "", False
    for index, line in enumerate(lines):
        if line.mark == "bare":
            continue
        heads = [head for head in heads if head[0] < line.indent] if line.indent else heads[-1:]
        name = line.key
        if _is_head(lines, index):
            parent = heads[-1] if heads else None
            if (
                parent is not None
                and parent[2] == "structures"
                and name not in _SECTIONS | dict.fromkeys(_OTHER_HEADS)
            ):
                found.append(TaxonomyEntry("structures", line.words, parent[1], line.span))
            heads.append((line.indent, line.words, _section(name, heads)))
            last, closed = "", False
            continue
        head = heads[-1] if heads else (0, "", "other")
        closed = closed or (head[2] == "fields_of_work" and (name in _SECTIONS or name < last))
        last = name
        entry = _entry(line, head=head[1], section="other" if closed else head[2])
        if entry is not None:
            found.append(entry)
    return found


def _section(name: str, heads: Sequence[tuple[int, str, str]]) -> str:
    """Return the section a head opens: its own, or under structures still structures."""
    return _SECTIONS.get(
        name,
        "structures"
        if heads and heads[-1][2] == "structures" and name not in _OTHER_HEADS
        else "other",
    )


def _is_head(lines: Sequence[Line], index: int) -> bool:
    """Say whether a line heads the lines after it."""
    line = lines[index]
    if index > 0 and lines[index - 1].mark == "bare":
        return True
    following = lines[index + 1] if index + 1 < len(lines) else None
    if following is None or following.mark != "item":
        return False
    return following.indent > line.indent or (line.mark == "" and line.key in _SECTIONS)


def _entry(line: Line, *, head: str, section: str) -> TaxonomyEntry | None:
    """Return the entry of one line, or None for a line that is no entry, such as "All"."""
    state = state_of(line.words)
    if state is not None and section in ("countries", "other"):
        return TaxonomyEntry("countries", state, head or None, line.span)
    if section == "countries" or line.key in ("all", "overview", "alle", "все", "toutes"):
        return None
    if section == "field_operations":
        section = section if _OPERATION.search(line.words) else "structures"
    elif section == "structures" and line.words.startswith(
        ("Mission ", "Presence ", "Programme Office ")
    ):
        section = "field_operations"
    return TaxonomyEntry(section, line.words, head or None, line.span)
