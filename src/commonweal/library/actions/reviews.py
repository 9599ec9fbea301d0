"""Verbs on read values: accept, correct, reject, undo; and what follows in columns, names and search.

The reading stays as the machine made it. Lists, filters and the search's facets are written anew from
the record that holds (`engine/overlay.py`) whenever a decision or another reading changes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import CommonwealError, Conflict, InvalidInput, NotFound
from commonweal.library.actions.columns import columns_of, one_line, save_names
from commonweal.library.actions.search import index_documents
from commonweal.library.engine.corrections import checked, raise_if_out_of_order
from commonweal.library.engine.overlay import BY_PERSON, Decided, settled
from commonweal.library.engine.printed import around, found_again
from commonweal.library.engine.values import ReadValue, part_of, values_of
from commonweal.library.models import Document, Waiting
from commonweal.library.queries.reviews import (
    KIND,
    THING,
    decided,
    fingerprint,
    open_values,
    reviews_in,
)
from commonweal.library.rules import SEE_DOCUMENT, may_review
from commonweal.rights import public as rights
from commonweal.rights.public import Draft, ProposalKind, Ref, Settled

if TYPE_CHECKING:
    from commonweal.kernel.provenance import Span
    from commonweal.rights.models import Person
    from commonweal.rights.public import Review

# From this confidence on a value counts as certain, here as on its badge.
CERTAIN = 0.9
# Of these the words are the document's own; only what is said about them can be corrected.
VERBATIM = frozenset({"commitments", "quotes"})


def accept_value(
    document_id: UUID, key: str, *, person: Person, seen: str | None = None, why: str = ""
) -> Settled:
    """Accept a value as it was read.

    Args:
        document_id: The document.
        key: The value's key, see ``engine/values.py``.
        person: Who accepts it.
        seen: The fingerprint of the value the person saw; None if they cannot have seen an older one.
        why: A reason, if there is one to give.

    Raises:
        NotFound: If there is no such document or value, or the person may not know of it.
        NotAllowed: If the person may not decide about values.
        Conflict: If somebody decided meanwhile, or the value was read differently meanwhile.
    """
    with transaction.atomic():
        ref = _proposed(document_id, key, person=person, seen=seen)
        return rights.accept(ref, person=person, why=why)


def correct_value(
    document_id: UUID, key: str, value: Any, *, person: Person, why: str, seen: str | None = None
) -> Settled:
    """Put the right value in the place of the one that was read; what it missed: ``actions/missing.py``.

    Raises:
        NotFound: As for ``accept_value``.
        NotAllowed: As for ``accept_value``.
        Conflict: As for ``accept_value``.
        InvalidInput: If it cannot be such a value, is the one that was read, or no reason is given.
    """
    with transaction.atomic():
        ref = _proposed(document_id, key, person=person, seen=seen)
        right = _right(document_id, key, value)
        return rights.correct(ref, right, person=person, why=why)


def reject_value(
    document_id: UUID, key: str, *, person: Person, why: str, seen: str | None = None
) -> Settled:
    """Reject a value: it leaves lists and filters, and stays on the document's page, struck through.

    Raises:
        NotFound: As for ``accept_value``.
        NotAllowed: As for ``accept_value``.
        Conflict: As for ``accept_value``.
        InvalidInput: If no reason is given.
    """
    with transaction.atomic():
        ref = _proposed(document_id, key, person=person, seen=seen)
        return rights.reject(ref, person=person, why=why)


def undo_value(document_id: UUID, key: str, *, person: Person, why: str) -> Settled:
    """Undo a decision about a value: the reading holds again, and waits.

    Raises:
        NotFound: As for ``accept_value``.
        NotAllowed: As for ``accept_value``.
        Conflict: If no decision holds any more.
        InvalidInput: If no reason is given.
    """
    with transaction.atomic():
        locked(document_id, person=person)
        return rights.undo(ref_of(document_id, key), person=person, why=why)


@transaction.atomic
def accept_certain(document_id: UUID, *, person: Person, count: int) -> int:
    """Accept every value that waits and that the reader was certain of, and return how many.

    Args:
        document_id: The document.
        person: Who accepts them.
        count: How many the person was shown.

    Raises:
        NotFound: As for ``accept_value``.
        NotAllowed: As for ``accept_value``.
        Conflict: If there are not as many any more.
    """
    document = locked(document_id, person=person)
    certain = certain_values(document, reviews_in(document_id))
    if len(certain) != count:
        raise Conflict(
            "library.values.changed",
            _("There are %(now)s such values now; %(seen)s were shown. Look again.")
            % {"now": len(certain), "seen": count},
        )
    drafts = [_draft(document, one) for one in certain]
    return rights.accept_together(drafts, person=person)


def undo_certain(document_id: UUID, *, person: Person, why: str) -> int:
    """Undo what a person accepted at once in a document, and return how many values wait again.

    Args:
        document_id: The document.
        person: Who accepted them.
        why: Asked for always.

    Raises:
        NotFound: As for ``accept_value``.
        NotAllowed: As for ``accept_value``.
        InvalidInput: If no reason is given.
    """
    with transaction.atomic():
        locked(document_id, person=person)
        keys = rights.keys_accepted_together(KIND, THING, str(document_id), person=person)
        return rights.undo_together(
            [ref_of(document_id, key) for key in keys], person=person, why=why
        )


def certain_values(document: Document, reviews: Mapping[str, Review]) -> tuple[ReadValue, ...]:
    """Return the values that wait and that the reader was certain of."""
    waiting = open_values(document.record, reviews)
    return tuple(one for one in waiting if one.sureness >= CERTAIN and one.value is not None)


def propose_again(
    document: Document, reviews: Mapping[str, Review], *, is_same_text: bool
) -> Mapping[str, Review]:
    """Bring what was decided about up to date with a document's new reading, and return it all.

    Args:
        document: Just read again; inside the transaction that keeps it.
        reviews: What was decided about its values.
        is_same_text: Whether places in the text are still the same.
    """
    read = {one.key: one for one in values_of(document.record)}
    for key, review in reviews.items():
        if key in read:
            draft = _draft(document, read[key])
        else:
            reasons = review.reasons if is_same_text else ()
            ref = ref_of(document.pk, key)
            draft = Draft(ref=ref, value=None, reasons=reasons, machine=document.reader_version)
        rights.propose(_by_its_words(draft, review, text=document.text))
    return reviews_in(document.pk) if reviews else reviews


def reason_by(words: str, text: str, place: Span) -> dict[str, Any]:
    """Return the reason of what a person puts: the words it stands on, and how to find them again.

    Args:
        words: As they are printed.
        text: The document's text.
        place: Where in it they stand.
    """
    before, after = around(text, place)
    spans = [[place.start, place.end]]
    return {"rule": BY_PERSON, "detail": words, "spans": spans, "around": [before, after]}


def _by_its_words(draft: Draft, review: Review, *, text: str) -> Draft:
    """Let what a person put rest on its words, wherever they stand now; where nowhere, it waits."""
    reason = next((one for one in review.reasons if one.get("around")), None)
    if reason is None or not review.is_put:
        return draft
    words, (before, after) = reason["detail"], reason["around"]
    place = found_again(text, words, before=before, after=after)
    if place is None:
        lost = {**reason, "spans": []}
        return replace(draft, reasons=[lost], is_shaken=draft.value is None)
    return replace(draft, reasons=[reason_by(words, text, place)])


def write_settled(document: Document, reviews: Mapping[str, Review]) -> None:
    """Write columns, names and what waits, as they follow from reading and decisions; in a transaction.

    The search's facets follow after it; where the index cannot be written now, it is when a worker starts.
    """
    record = settled(document.record, decided(reviews))
    title = reviews.get("title")
    is_titled = title is not None and title.holds is not None and title.holds.state == "corrected"
    own = one_line(record.get("title")) if is_titled else document.own_title
    columns = columns_of(record, name=str(record.get("file") or ""), title=own)
    for name, value in columns.items():
        setattr(document, name, value)
    document.indexed_in = ""
    document.save(update_fields=[*columns, "indexed_in"])
    document.mentions.all().delete()
    document.subjects.all().delete()
    save_names(document, record)
    note_waiting(document, reviews)
    if document.removed_at is None:
        transaction.on_commit(lambda: _index(document.pk))


def note_waiting(document: Document, reviews: Mapping[str, Review]) -> None:
    """Write how much of a document's reading waits for a person; inside a transaction."""
    waiting = open_values(document.record, reviews)
    parts: dict[str, float] = {}
    for one in waiting:
        parts.setdefault(one.part, one.sureness)
    Waiting.objects.update_or_create(
        document=document,
        defaults={
            "count": len(waiting),
            "unsure": sum(1 for one in waiting if one.sureness < CERTAIN),
            "least": waiting[0].sureness if waiting else 2,
            "parts": parts,
        },
    )


def note_all_waiting() -> int:
    """Note what waits in documents that were read before this was noted; return how many there were."""
    missing = Document.objects.filter(waiting=None).values_list("pk", flat=True)
    count = 0
    for document_id in list(missing):
        with transaction.atomic():
            document = Document.objects.defer("text", "blocks").filter(pk=document_id).first()
            if document is not None:
                note_waiting(document, reviews_in(document_id))
                count += 1
    return count


def _proposed(document_id: UUID, key: str, *, person: Person, seen: str | None) -> Ref:
    """Make the row of a read value that somebody decides about, if there is none yet; return its name."""
    document = locked(document_id, person=person)
    read = {one.key: one for one in values_of(document.record)}.get(key)
    if seen is not None and seen != fingerprint(read.value if read else None):
        raise Conflict(
            "library.value.changed",
            _("The document was read again meanwhile, and this value with it. Look again."),
        )
    if read is not None and may_review(person):
        rights.propose(_draft(document, read))
    return ref_of(document_id, key)


def _right(document_id: UUID, key: str, value: Any) -> Any:
    """Return the value that a person puts, if it can be one and fits with the others."""
    right = checked(key, value)
    record = Document.objects.values_list("record", flat=True).get(pk=document_id)
    read = next((one.value for one in values_of(record) if one.key == key), None)
    review = reviews_in(document_id).get(key)
    if read is None and (review is None or review.holds is None or review.is_put):
        raise InvalidInput(
            "library.value.unread",
            _("Nothing was read here that could be corrected. Add it by its words in the text."),
        )
    if right == read:
        raise InvalidInput(
            "library.value.same", _("This is the value that was read: accept it instead.")
        )
    if part_of(key) in VERBATIM and read is not None and right["text"] != read["text"]:
        raise InvalidInput(
            "library.value.verbatim",
            _("The words themselves are the document's. Reject the value if they are wrong."),
        )
    raise_if_unfit(document_id, record, key, right)
    return right


def raise_if_unfit(document_id: UUID, record: Mapping[str, Any], key: str, right: Any) -> None:
    """Raise where a value does not fit with the others that hold.

    Args:
        document_id: The document.
        record: Its reading.
        key: The value's.
        right: What would hold.

    Raises:
        InvalidInput: If so.
    """
    others = [one for one in decided(reviews_in(document_id)) if one.key != key]
    raise_if_out_of_order(settled(record, [*others, Decided(key, right, is_corrected=True)]))


def locked(document_id: UUID, *, person: Person) -> Document:
    """Return a document that a person may see, its row locked until the transaction ends.

    Raises:
        NotFound: If there is none, or the person may not know of it.
    """
    rows = Document.objects.select_for_update().filter(SEE_DOCUMENT.rows(person))
    document = rows.filter(pk=document_id).first()
    if document is None:
        raise NotFound("library.document", _("There is no such document, or not for you."))
    return document


def ref_of(document_id: UUID, key: str) -> Ref:
    """Return the name of the proposal of a value."""
    return Ref(kind=KIND, thing=THING, thing_id=str(document_id), key=key)


def _draft(document: Document, read: ReadValue) -> Draft:
    spans = [[span.start, span.end] for span in read.spans]
    return Draft(
        ref=ref_of(document.pk, read.key),
        value=read.value,
        reasons=[{"rule": read.rule, "detail": "", "spans": spans}],
        confidence=read.confidence,
        machine=document.reader_version,
    )


def _settle(decisions: Sequence[Settled]) -> None:
    """Let lists, filters and search follow a decision."""
    for document_id in {one.ref.thing_id for one in decisions}:
        document = Document.objects.select_for_update().get(pk=document_id)
        reviews = reviews_in(document.pk)
        if all(_is_first_acceptance(one, reviews) for one in decisions):
            note_waiting(document, reviews)
        else:
            write_settled(document, reviews)


def _is_first_acceptance(one: Settled, reviews: Mapping[str, Review]) -> bool:
    """Say whether a value was accepted that held already: nothing follows from it."""
    return one.state == "accepted" and len(reviews[one.ref.key].history) == 1


def _index(document_id: UUID) -> None:
    # What cannot be written now is written when a worker starts: it is marked as not in the index.
    with suppress(OSError, CommonwealError):
        index_documents([document_id])


rights.declare_kind(
    ProposalKind(
        key=KIND,
        label=gettext_lazy("values read in documents"),
        needs_other_person=False,
        may_decide=lambda person, _ref: may_review(person),
        settle=_settle,
    )
)
