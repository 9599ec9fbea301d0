"""What changed between two texts gives both texts back; paragraphs keep their keys."""

from __future__ import annotations

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from commonweal.partners.engine.minutes import (
    Paragraph,
    carried,
    changes,
    joined,
    split,
    word_pieces,
)

TEXT = st.text(alphabet="ab <>&\"'.,\né", max_size=40)
WORDS = st.lists(st.sampled_from(["gate", "opens", "at", "seven", "<b>", "ö", ","]), max_size=12)


@given(TEXT, TEXT)
def test_the_pieces_give_both_texts_back(before: str, after: str) -> None:
    pieces = word_pieces(before, after)
    assert "".join(each.text for each in pieces if each.operation != "added") == before
    assert "".join(each.text for each in pieces if each.operation != "removed") == after


@given(st.lists(WORDS, max_size=6), st.lists(WORDS, max_size=6))
def test_every_paragraph_has_one_key_and_the_changes_give_both_revisions_back(
    first: list[list[str]], second: list[list[str]]
) -> None:
    numbers = count()
    typed = ["\n\n".join(" ".join(words) for words in each) for each in (first, second)]
    before = carried((), [("", typed[0])], new_key=lambda: str(next(numbers)))
    after = carried(before, [("", typed[1])], new_key=lambda: str(next(numbers)))
    for row, text in ((before, typed[0]), (after, typed[1])):
        assert [each.text for each in row] == list(split(text))
        assert len({each.key for each in row}) == len(row)
        assert split(joined(row, session="")) == split(text)
    found = changes(before, after)
    for row, gone in ((before, "added"), (after, "removed")):
        texts = [
            "".join(piece.text for piece in each.pieces if piece.operation != gone)
            for each in found
            if each.kind != gone
        ]
        assert texts == [each.text for each in row]


def test_a_paragraph_keeps_its_key_when_it_is_written_again_moved_or_pushed_down() -> None:
    before = (
        Paragraph("a", "", "The north gate opens at seven every day."),
        Paragraph("b", "", "The school plans a course."),
    )
    typed = "A new one.\n\nThe north gate opens at eight every day.\n\nWholly other words here."
    other = [("", typed), ("s", "The school plans a course.")]
    after = carried(before, other, new_key=lambda: "new")
    assert [(each.key, each.session) for each in after] == [
        ("new", ""),
        ("a", ""),
        ("new", ""),
        ("b", "s"),
    ]
