from __future__ import annotations

import pytest

from commonweal.kernel.errors import InvalidInput
from commonweal.kernel.place_notes import noted, place_notes


def test_there_is_a_note_unless_the_workspace_says_otherwise() -> None:
    assert "1244" in place_notes({})["Kosovo"]
    assert place_notes({"COMMONWEAL_PLACE_NOTES": ""}) == {}


def test_a_workspace_chooses_its_own_words() -> None:
    notes = place_notes({"COMMONWEAL_PLACE_NOTES": "Kosovo: own words | Elsewhere: others"})
    assert notes == {"Kosovo": "own words", "Elsewhere": "others"}
    assert (noted("Kosovo", notes), noted("Malta", notes)) == ("Kosovo*", "Malta")


@pytest.mark.parametrize("value", ["Kosovo", ": note", "Kosovo:"])
def test_a_note_without_place_or_words_is_refused(value: str) -> None:
    with pytest.raises(InvalidInput, match="it takes 'Place: note'"):
        place_notes({"COMMONWEAL_PLACE_NOTES": value})
