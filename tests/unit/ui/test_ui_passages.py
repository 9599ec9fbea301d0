from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from commonweal.kernel.provenance import Span
from commonweal.ui.passages import cut


def test_a_text_without_spans_is_one_piece() -> None:
    (piece,) = cut("Halvera", at=10)
    assert (piece.text, piece.start, piece.end, piece.read) == ("Halvera", 10, 17, False)


def test_overlapping_spans_are_cut_at_every_edge() -> None:
    pieces = cut("abcdef", read=[Span(0, 4), Span(2, 5)])
    assert [(piece.text, piece.read) for piece in pieces] == [
        ("ab", True),
        ("cd", True),
        ("e", True),
        ("f", False),
    ]


def test_only_the_first_piece_of_a_passage_is_its_first() -> None:
    pieces = cut("abcdef", read=[Span(3, 4)], shown=Span(1, 5))
    assert [piece.text for piece in pieces if piece.shown] == ["bc", "d", "e"]
    assert [piece.text for piece in pieces if piece.first_shown] == ["bc"]


def test_a_passage_that_began_in_another_paragraph_has_no_first_piece_here() -> None:
    pieces = cut("abcdef", at=100, shown=Span(90, 103))
    assert [piece.text for piece in pieces if piece.shown] == ["abc"]
    assert not any(piece.first_shown for piece in pieces)


def test_an_empty_text_has_no_pieces() -> None:
    assert cut("", read=[Span(0, 3)]) == ()


spans = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda x: Span(x[0], x[0] + x[1]))


@given(text=st.text(max_size=40), at=st.integers(0, 20), read=st.lists(spans), shown=spans)
def test_the_pieces_are_the_text_and_know_what_they_belong_to(
    text: str, at: int, read: list[Span], shown: Span
) -> None:
    pieces = cut(text, at=at, read=read, shown=shown)
    assert "".join(piece.text for piece in pieces) == text
    for piece in pieces:
        assert piece.text
        for place in range(piece.start, piece.end):
            here = Span(place, place + 1)
            assert piece.read == any(span.covers(here) for span in read)
            assert piece.shown == shown.covers(here)
