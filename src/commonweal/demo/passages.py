"""The sentence of a document that holds some words: what a person would mark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import UUID

from commonweal.kernel.errors import NotFound
from commonweal.library import public as library

if TYPE_CHECKING:
    from commonweal.rights.models import Person

SENTENCE_ENDS = re.compile(r"(?<=[.!?])[”\"]?\s+")


def find(words: str, document_id: UUID, *, person: Person) -> library.Passage:
    """Return the sentence that holds the words: the reader's own offer first, else out of its paragraph.

    Args:
        words: Words that stand once in the document.
        document_id: The document.
        person: Who looks.

    Raises:
        NotFound: If the words do not stand there.
    """
    for offered in library.offered_commitments(document_id, person=person):
        if words in _flat(offered.text):
            return library.passage(document_id, start=offered.start, end=offered.end, person=person)
    for paragraph in library.paragraphs(document_id, person=person):
        if words in _flat(paragraph.text):
            start, end = _sentence(paragraph.text, words)
            return library.passage(
                document_id,
                start=paragraph.start + start,
                end=paragraph.start + end,
                person=person,
            )
    raise NotFound(
        "demo.words", f"The sample document {document_id} does not hold the words {words!r}."
    )


def _flat(text: str) -> str:
    return " ".join(text.split())


def _sentence(text: str, words: str) -> tuple[int, int]:
    start = 0
    for end in [*(match.start() for match in SENTENCE_ENDS.finditer(text)), len(text)]:
        if words in _flat(text[start:end]):
            return start + len(text[start:end]) - len(text[start:end].lstrip()), end
        start = end
    return 0, len(text)
