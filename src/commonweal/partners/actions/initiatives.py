"""Good practices and initiatives: propose, review, begin, end; at its end an initiative offers itself back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput
from commonweal.library import public as library
from commonweal.partners.actions.permit import TITLE_CHARACTERS, permit, unchanged, within, written
from commonweal.partners.engine.initiatives import Ending, InitiativeDraft, PracticeDraft
from commonweal.partners.models import (
    Grade,
    Initiative,
    InitiativeState,
    Level,
    Practice,
    PracticeState,
)
from commonweal.partners.queries.initiatives import initiative_of, practice_of
from commonweal.partners.queries.prevention import objective_of
from commonweal.partners.rules.initiatives import (
    CHANGE_PRACTICE,
    KEEP_INITIATIVE,
    REVIEW_PRACTICE,
)
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import record, verb

if TYPE_CHECKING:
    from commonweal.rights.models import Person

PROPOSED = verb("partners.practice.proposed", gettext_lazy("proposed a good practice"))
CHANGED = verb("partners.practice.changed", gettext_lazy("changed a proposed practice"))
SOURCED = verb("partners.practice.sourced", gettext_lazy("named documents as sources of a practice"))  # fmt: skip
UNSOURCED = verb("partners.practice.unsourced", gettext_lazy("took a document off a practice's sources"))  # fmt: skip
REVIEWED = {
    "reviewed": verb("partners.practice.reviewed", gettext_lazy("reviewed a good practice")),
    "returned": verb("partners.practice.returned", gettext_lazy("sent a practice back")),
}
BEGUN = verb("partners.initiative.begun", gettext_lazy("began an initiative"))
REPLANNED = verb("partners.initiative.changed", gettext_lazy("changed an initiative"))
ENDED = verb("partners.initiative.ended", gettext_lazy("ended an initiative"))
SOURCES_LIMIT = 50


@transaction.atomic
def propose_practice(
    person: Person, draft: PracticeDraft, *, now: datetime | None = None
) -> Practice:
    """Propose a good practice for the guidebook; a person of another partner reviews it.

    Raises:
        NotAllowed: If the person acts for nobody.
        InvalidInput: If a value is missing or cannot be used.
    """
    own = acting_for(person)
    row = Practice.objects.create(
        **_practice(draft), keeper_id=own, added_by=person, added_at=now or timezone.now()
    )
    record(person, PROPOSED, thing=row)
    return row


@transaction.atomic
def change_practice(
    person: Person, practice_id: UUID, draft: PracticeDraft, *, seen: int | None = None
) -> Practice:
    """Change a practice that is not in the guidebook yet; it waits for a review again.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If it is another partner's, or was reviewed.
        Conflict: If somebody changed it meanwhile.
        InvalidInput: If a value is missing or cannot be used.
    """
    row = _locked_practice(person, practice_id)
    permit(CHANGE_PRACTICE, person, row)
    unchanged(row, seen=seen)
    for name, value in _practice(draft).items():
        setattr(row, name, value)
    _propose_anew(row, person)
    record(person, CHANGED, thing=row)
    return row


@transaction.atomic
def add_sources(
    person: Person, practice_id: UUID, document_ids: Collection[UUID], *, seen: int | None = None
) -> Practice:
    """Name documents of the library as sources of a practice; it waits for a review again.

    Args:
        person: One of the people of the partner that wrote it.
        practice_id: A practice that is not in the guidebook yet.
        document_ids: Documents that the person may see; those named already stay.
        seen: The version the person saw.

    Raises:
        NotFound: If there is no such practice or document, or not for this person.
        NotAllowed: If it is another partner's, or was reviewed.
        Conflict: If somebody changed it meanwhile, or it would have too many.
        InvalidInput: If no document is named.
    """
    row = _locked_practice(person, practice_id)
    permit(CHANGE_PRACTICE, person, row)
    unchanged(row, seen=seen)
    if not document_ids:
        raise InvalidInput("partners.practice.source", _("Choose at least one document."))
    there = set(row.papers.values_list("document_id", flat=True))
    cards = [
        library.document(key, person=person) for key in dict.fromkeys(document_ids) if key not in there
    ]  # fmt: skip
    if len(there) + len(cards) > SOURCES_LIMIT:
        raise Conflict(
            "partners.practice.sources",
            _("A practice stands on at most %(limit)s documents; it would be %(count)s. Take some off first.")
            % {"limit": SOURCES_LIMIT, "count": len(there) + len(cards)},
        )  # fmt: skip
    for card in cards:
        row.papers.create(document_id=card.id, document_title=card.title[:500])
    _propose_anew(row, person)
    documents = [str(card.id) for card in cards]
    record(person, SOURCED, thing=row, facts={"documents": documents})
    return row


@transaction.atomic
def remove_source(
    person: Person, practice_id: UUID, document_id: UUID, *, seen: int | None = None
) -> Practice:
    """Take a document off a practice's sources; it stays in the library, and the practice waits for a review.

    Raises:
        NotFound: If there is no such practice, or not for this person.
        NotAllowed: If it is another partner's, or was reviewed.
        Conflict: If somebody changed it meanwhile.
    """
    row = _locked_practice(person, practice_id)
    permit(CHANGE_PRACTICE, person, row)
    unchanged(row, seen=seen)
    gone, _rows = row.papers.filter(document_id=document_id).delete()
    if gone:
        _propose_anew(row, person)
        record(person, UNSOURCED, thing=row, facts={"document": str(document_id)})
    return row


@transaction.atomic
def review_practice(
    person: Person,
    practice_id: UUID,
    *,
    is_good: bool,
    text: str,
    seen: int | None = None,
    now: datetime | None = None,
) -> Practice:
    """Let a practice into the guidebook, or send it back, with the reason.

    Args:
        person: Somebody else than who wrote it, of another partner.
        practice_id: A practice that waits for a review.
        is_good: Whether what it says is clear, honest and has its sources.
        text: What was looked at, or what is missing.
        seen: The version the person read.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If it is their own, or does not wait.
        Conflict: If it was changed meanwhile.
        InvalidInput: If the words are missing.
    """
    row = _locked_practice(person, practice_id)
    permit(REVIEW_PRACTICE, person, row)
    unchanged(row, seen=seen)
    row.review = written(text, name=_("what you looked at, or what is missing"))
    row.state = PracticeState.REVIEWED if is_good else PracticeState.RETURNED
    row.reviewed_by, row.reviewed_for_id = person, acting_for(person)
    row.reviewed_at = now or timezone.now()
    row.version += 1
    row.save()
    record(person, REVIEWED[row.state], thing=row, reason=row.review)
    return row


@transaction.atomic
def begin(person: Person, draft: InitiativeDraft, *, now: datetime | None = None) -> Initiative:
    """Begin an initiative, from a practice of the guidebook where one is named.

    Raises:
        NotAllowed: If the person acts for nobody.
        NotFound: If the practice or the objective is not for this person.
        InvalidInput: If a value is missing or cannot be used.
    """
    own = acting_for(person)
    row = Initiative.objects.create(
        **_initiative(person, draft), keeper_id=own, added_by=person, added_at=now or timezone.now()
    )
    record(person, BEGUN, thing=row)
    return row


@transaction.atomic
def change(
    person: Person, initiative_id: UUID, draft: InitiativeDraft, *, seen: int | None = None
) -> Initiative:
    """Change an initiative that runs.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not keep it.
        Conflict: If it has ended, or somebody changed it meanwhile.
        InvalidInput: If a value is missing or cannot be used.
    """
    row = _running(person, initiative_id, seen=seen)
    for name, value in _initiative(person, draft).items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    record(person, REPLANNED, thing=row)
    return row


@transaction.atomic
def end(
    person: Person,
    initiative_id: UUID,
    ending: Ending,
    *,
    is_early: bool = False,
    seen: int | None = None,
    now: datetime | None = None,
) -> Practice:
    """End an initiative; it offers itself back as a practice that waits for a review.

    Args:
        person: One of the people who keep it.
        initiative_id: The initiative; it runs.
        ending: What worked and what did not, how well that is known, and where it is from.
        is_early: Whether it was stopped early; what was learnt is offered all the same.
        seen: The version the person saw.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not keep it.
        Conflict: If it has ended, or somebody changed it meanwhile.
        InvalidInput: If what worked, what did not, the grade or the sources are missing.
    """
    row = _running(person, initiative_id, seen=seen)
    practice = propose_practice(
        person,
        PracticeDraft(
            title=row.title,
            level=row.level,
            text=f"{row.purpose}\n\n{row.theory}",
            for_whom=row.serves,
            worked=ending.worked,
            not_worked=ending.not_worked,
            grade=ending.grade,
            sources=ending.sources,
        ),
        now=now,
    )
    row.state = InitiativeState.STOPPED if is_early else InitiativeState.ENDED
    row.became = practice
    row.version += 1
    row.save()
    record(person, ENDED, thing=row, facts={"practice": str(practice.pk)})
    return practice


def _propose_anew(row: Practice, person: Person) -> None:
    """Keep a practice that was written anew: it waits for a review by another partner."""
    row.state, row.review = PracticeState.PROPOSED, ""
    row.reviewed_by = row.reviewed_for = row.reviewed_at = None
    row.added_by = person
    row.version += 1
    row.save()


def _locked_practice(person: Person, practice_id: UUID) -> Practice:
    Practice.objects.select_for_update().filter(pk=practice_id).first()
    return practice_of(person, practice_id)


def _running(person: Person, initiative_id: UUID, *, seen: int | None) -> Initiative:
    Initiative.objects.select_for_update().filter(pk=initiative_id).first()
    row = initiative_of(person, initiative_id)
    permit(KEEP_INITIATIVE, person, row)
    unchanged(row, seen=seen)
    if row.state != InitiativeState.RUNNING:
        raise Conflict("partners.initiative.over", _("It has ended; nothing is changed any more."))
    return row


def _practice(draft: PracticeDraft) -> dict[str, Any]:
    if draft.level not in Level.values or draft.grade not in Grade.values:
        raise InvalidInput("partners.practice.choice", _("Choose from the lists."))
    return {
        "title": written(draft.title, name=_("a title"), limit=TITLE_CHARACTERS),
        "level": draft.level,
        "text": written(draft.text, name=_("what it is"), limit=10_000),
        "for_whom": within(draft.for_whom, name=_("for whom"), limit=300),
        "place": within(draft.place, name=_("where"), limit=300),
        "worked": written(draft.worked, name=_("what worked")),
        "not_worked": written(draft.not_worked, name=_("what did not work; there is always something")),
        "grade": draft.grade,
        "sources": written(draft.sources, name=_("where it can be read or asked")),
    }  # fmt: skip


def _initiative(person: Person, draft: InitiativeDraft) -> dict[str, Any]:
    if draft.level not in Level.values:
        raise InvalidInput("partners.initiative.level", _("Choose the level from the list."))
    if draft.end is not None and draft.start is not None and draft.end < draft.start:
        raise InvalidInput("partners.initiative.days", _("The last day is not before the first day."))  # fmt: skip
    practice = practice_of(person, draft.practice_id) if draft.practice_id else None
    objective = objective_of(person, draft.objective_id) if draft.objective_id else None
    return {
        "title": written(draft.title, name=_("a title"), limit=TITLE_CHARACTERS),
        "level": draft.level,
        "purpose": written(draft.purpose, name=_("the purpose")),
        "serves": written(draft.serves, name=_("whom it serves"), limit=300),
        "designed_with": written(draft.designed_with, name=_("who helped design it"), limit=500),
        "theory": written(draft.theory, name=_("how it is meant to work")),
        "harm_indicator": written(draft.harm_indicator, name=_("how one notices that it harms")),
        "exit_plan": written(draft.exit_plan, name=_("how it ends")),
        "start": draft.start,
        "end": draft.end,
        "practice": practice,
        "objective": objective,
    }
