"""Footnotes to the names of places: a workspace chooses its own words, or none.

Names and borders are not ours to decide; a note says in which sense a name is used.
"""

from __future__ import annotations

from collections.abc import Mapping

from commonweal.kernel.errors import InvalidInput

VARIABLE = "COMMONWEAL_PLACE_NOTES"
DEFAULT = (
    "Kosovo: the name is used without prejudice to positions on status, "
    "and in line with United Nations Security Council resolution 1244 (1999)."
)


def place_notes(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the notes by place: COMMONWEAL_PLACE_NOTES, or the default.

    Args:
        environment: The process's variables. The value is ``Place: note``, several parted by ``|``;
            an empty value means no notes.

    Raises:
        InvalidInput: If a part has no place or no note.
    """
    notes = {}
    for part in filter(None, map(str.strip, environment.get(VARIABLE, DEFAULT).split("|"))):
        place, _, note = (piece.strip() for piece in part.partition(":"))
        if not place or not note:
            raise InvalidInput(
                "place-notes",
                f"{VARIABLE} has {part!r}; it takes 'Place: note', several parted by '|'.",
            )
        notes[place] = note
    return notes


def noted(name: str, notes: Mapping[str, str]) -> str:
    """Return the name with a star where it has a note."""
    return f"{name}*" if name in notes else name
