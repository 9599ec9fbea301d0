"""Where words stand in a text, as people type them, and where again in another version."""

from __future__ import annotations

import pytest

from commonweal.kernel.provenance import Span
from commonweal.library.engine.printed import around, found_again, places_of

TEXT = "The guild’s hall. The Guild met;\nthe guild-hall\nis “open”. Café Übung."


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("guild's hall", ["guild’s hall"]),
        ("the  guild-hall is", ["the guild-hall\nis".replace("the guild", "the guild")]),
        ('"open"', ["“open”"]),
        ("The guild", ["The guild"]),
        ("THE GUILD", ["The guild", "The Guild", "the guild"]),
        ("uil", []),
        ("Cafe\u0301", ["Café"]),
        ("übung", ["Übung"]),
        (".", [".", ".", "."]),
        ("", []),
        ("(", []),
    ],
)
def test_words_are_found_as_people_type_them(words: str, found: list[str]) -> None:
    assert [place.of(TEXT) for place in places_of(TEXT, words)] == found


def test_no_more_places_than_wanted() -> None:
    assert len(places_of("a " * 5000, "a")) == 1000
    assert places_of("a " * 50, "a", most=3) == (Span(0, 1), Span(2, 3), Span(4, 5))


def test_between_several_places_the_one_with_the_same_neighbours_is_found_again() -> None:
    text = "First the guild sang. Then the guild danced."
    place = places_of(text, "the guild")[1]
    before, after = around(text, place)
    again = "Nobody came. First the guild sang. At last the guild danced. So the guild."
    found = found_again(again, "the guild", before=before, after=after)
    assert found is not None
    assert again[found.start :].startswith("the guild danced")
    assert found_again("Nobody came.", "the guild", before=before, after=after) is None
