"""Records whose ids are somebody, or a partner's own: what stewards read of them without their ids."""

from __future__ import annotations

# Kinds of record whose id is somebody, or stands beside a partner's own notes.
NAMELESS = frozenset(
    {"rights.Person", "rights.Note", "rights.NoteShare", "rights.ApiKey", "rights.DataRequest"}
)
# What a partner keeps for its own people: not even how many there are is told to others.
OWN_WORDS = frozenset({"rights.Note", "rights.NoteShare"})
# Ids of people that a declaration may leave on a tombstone of another kind.
OF_PEOPLE = frozenset({"person_id"})


def id_shown(thing: str, key: str) -> str:
    """Return a record's id as stewards may read it; "" where it would be somebody, or a partner's own.

    Args:
        thing: The kind's label.
        key: The id, as text.
    """
    return "" if thing in NAMELESS else key
