"""Add to a record what the reader missed: by the words of the text that say it, with a reason.

It is a correction of nothing: the same proposal, decision, trail and overlay. Its words are found again
when the document is read again (`actions/reviews.py: propose_again`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.kernel.errors import InvalidInput, NotAllowed
from commonweal.library.actions.reviews import (
    locked,
    raise_if_unfit,
    reason_by,
    ref_of,
)
from commonweal.library.engine.corrections import checked
from commonweal.library.engine.overlay import Decided, is_same
from commonweal.library.engine.printed import places_of
from commonweal.library.engine.values import LISTS, SINGLES, entries_of, key_of, values_of
from commonweal.library.queries.reviews import reviews_in
from commonweal.library.queries.value_words import value_words
from commonweal.library.rules import may_review
from commonweal.rights import public as rights
from commonweal.rights.public import Draft

if TYPE_CHECKING:
    from commonweal.kernel.provenance import Span
    from commonweal.library.models import Document
    from commonweal.rights.models import Person

WORDS_MOST = 20_000


@dataclass(frozen=True, slots=True)
class Missed:
    """Something that stands in the text and that the reader did not read.

    Attributes:
        part: Which kind of value: one of ``engine/values.py``'s singles or lists.
        words: The words that say it, as they stand in the text.
        start: Place of the first of them; needed where they stand several times.
        value: Of a single value, the value as JSON; the words themselves do not say a day or a number.
        fields: Of a list's entry, what else is known of it, such as the office held then.
    """

    part: str
    words: str
    start: int | None = None
    value: Any = None
    fields: Mapping[str, Any] = field(default_factory=dict)


def add_value(document_id: UUID, missed: Missed, *, person: Person, why: str) -> str:
    """Add a value that the reader missed, and return its key.

    Args:
        document_id: The document.
        missed: What is missing, and where the text says it.
        person: Who adds it.
        why: Asked for always.

    Raises:
        NotFound: If there is no such document, or the person may not know of it.
        NotAllowed: If the person may not decide about values.
        InvalidInput: If the words do not stand in the text, or several times and no place is named; if
            it cannot be such a value, was read already, or no reason is given.
        Conflict: If somebody added it already.
    """
    with transaction.atomic():
        document = locked(document_id, person=person)
        if not may_review(person):
            raise NotAllowed("library.value.add", _("You may not add values."))
        if missed.part not in SINGLES and missed.part not in LISTS:
            raise InvalidInput("library.value.part", _("Choose what is missing."))
        place = place_of(document.text, missed.words, start=missed.start)
        key, value = _put(missed, " ".join(place.of(document.text).split()), document.text, place)
        _raise_if_read(document, key, value, place)
        raise_if_unfit(document_id, document.record, key, value)
        rights.propose(_draft(document, key, place))
        rights.correct(ref_of(document_id, key), value, person=person, why=why)
    return key


def place_of(text: str, words: str, *, start: int | None) -> Span:
    """Return where words stand in a text.

    Args:
        text: The text.
        words: As a person gave them.
        start: Which place, where there are several.

    Raises:
        InvalidInput: If there are no words, they stand nowhere, or several times and not at ``start``.
    """
    if not words.strip():
        raise InvalidInput("library.value.no-words", _("Give the words of the text that say it."))
    if len(words) > WORDS_MOST:
        raise InvalidInput(
            "library.value.long-words",
            _("These are %(count)s characters; the most is %(most)s. Give fewer words.")
            % {"count": len(words), "most": WORDS_MOST},
        )
    places = places_of(text, words)
    if not places:
        raise InvalidInput(
            "library.value.not-there",
            _("These words do not stand in the text: “%(words)s”. Copy them as they stand there.")
            % {"words": " ".join(words.split())[:120]},
        )
    chosen = [place for place in places if place.start == start]
    if len(places) > 1 and not chosen:
        raise InvalidInput(
            "library.value.several",
            _("These words stand at %(count)s places. Choose the one that you mean.")
            % {"count": len(places)},
        )
    return (chosen or list(places))[0]


def _put(missed: Missed, words: str, text: str, place: Span) -> tuple[str, Any]:
    """Return the key and the value of what is missing, if it can be one."""
    if missed.part in SINGLES:
        return missed.part, checked(missed.part, missed.value)
    first = LISTS[missed.part][0]
    said = place.of(text) if first == "text" else words
    fields = {name: given or None for name, given in missed.fields.items() if name != first}
    if missed.part == "people" and not (fields.get("role") or fields.get("organisation")):
        raise InvalidInput(
            "library.value.no-office",
            _(
                "Say the office held then, or the organisation: people are named here in their "
                "public office only."
            ),
        )
    value = checked(missed.part, {first: said, **fields})
    return key_of(missed.part, value), value


def _raise_if_read(document: Document, key: str, value: Any, place: Span) -> None:
    """Raise where the reader read it, in these words or in others at the same place."""
    part = key.split(":", 1)[0]
    mine = Decided(key=key, value=value, spans=(place,), is_missed=True)
    read = {one.key: one.value for one in values_of(document.record)}
    twice = [
        other
        for other, entry in (entries_of(document.record, part) if part in LISTS else ())
        if is_same(part, mine, entry)
    ]
    for other in (key, *twice):
        # What somebody put before it was read stands in the way of nothing new: the decision does.
        if other in read:
            raise InvalidInput(
                "library.value.read",
                _("This was read already: %(value)s. Correct it there instead.")
                % {"value": value_words(part, read[other])[:200]},
            )


def _draft(document: Document, key: str, place: Span) -> Draft:
    review = reviews_in(document.pk).get(key)
    reason = reason_by(place.of(document.text), document.text, place)
    return Draft(
        ref=ref_of(document.pk, key),
        value=None,
        reasons=[reason],
        machine=document.reader_version,
        # Whoever puts it by other words, because the earlier ones are gone, decides anew.
        is_shaken=review is not None and review.state == "waiting",
    )
