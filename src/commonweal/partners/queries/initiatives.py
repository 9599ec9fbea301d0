"""The guidebook of good practices, and the initiatives that try them; for a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet

from commonweal.library import public as library
from commonweal.library.public import hidden_from
from commonweal.partners.models import Initiative, Practice, PracticeSource, PracticeState
from commonweal.partners.queries.rows import one
from commonweal.partners.rules.initiatives import SEE_INITIATIVE, SEE_PRACTICE

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader
    from commonweal.rights.models import Person

# So many documents are offered for some words.
FOUND = 20


@dataclass(frozen=True, slots=True)
class WantedPractices:
    """What the guidebook is asked for; empty values ask for nothing.

    Attributes:
        words: Words in title, text or for whom.
        level: One of ``Level``'s values.
        grade: One of ``Grade``'s values.
        state: One of ``PracticeState``'s values; the guidebook itself is what was reviewed.
    """

    words: str = ""
    level: str = ""
    grade: str = ""
    state: str = ""


def practices(person: Reader, wanted: WantedPractices) -> QuerySet[Practice]:
    """Return the practices a person asked for, by title; those that were reviewed if no state is asked for."""
    rows = Practice.objects.filter(
        SEE_PRACTICE.rows(person), state=wanted.state or PracticeState.REVIEWED
    )
    if wanted.level:
        rows = rows.filter(level=wanted.level)
    if wanted.grade:
        rows = rows.filter(grade=wanted.grade)
    for word in wanted.words.split():
        rows = rows.filter(
            Q(title__icontains=word) | Q(text__icontains=word) | Q(for_whom__icontains=word)
        )
    return rows.select_related("keeper", "reviewed_for").order_by("title", "added_at", "pk")


def practice_of(person: Reader, practice_id: UUID) -> Practice:
    """Return a practice the person may see.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    rows = Practice.objects.filter(SEE_PRACTICE.rows(person))
    return one(
        rows.select_related("keeper", "reviewed_for", "reviewed_by", "added_by"), practice_id
    )


def papers_of(person: Reader, rows: Iterable[Practice]) -> Mapping[UUID, Sequence[PracticeSource]]:
    """Return the documents of the library on which practices stand, by practice; those a person may know of.

    Args:
        person: Who reads.
        rows: The practices.
    """
    papers = PracticeSource.objects.filter(practice__in=[row.pk for row in rows])
    hidden, found = hidden_from(person), defaultdict[UUID, list[PracticeSource]](list)
    for each in papers:
        if each.document_id not in hidden:
            found[each.practice_id].append(each)
    return found


def documents_found(person: Person, practice: Practice, words: str) -> Sequence[library.Passage]:
    """Return a passage of each document that answers some words and is no source of a practice yet, best first.

    Args:
        person: Who looks; only documents they may see are found.
        practice: The practice.
        words: What to look for; nothing finds nothing.
    """
    if not words.strip():
        return ()
    there = set(practice.papers.values_list("document_id", flat=True))
    passages = library.find_passages(words, person=person, limit=100)
    best: dict[UUID, library.Passage] = {}
    for each in passages:
        if each.document_id not in there:
            best.setdefault(each.document_id, each)
    return list(best.values())[:FOUND]


def initiatives(person: Reader, *, state: str = "") -> QuerySet[Initiative]:
    """Return the initiatives a person may see, by title.

    Args:
        person: Who reads.
        state: One of ``InitiativeState``'s values; all if empty.
    """
    rows = Initiative.objects.filter(SEE_INITIATIVE.rows(person)).select_related("keeper")
    return rows.filter(state=state) if state else rows


def initiative_of(person: Reader, initiative_id: UUID) -> Initiative:
    """Return an initiative the person may see, with what it began with and what it became.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    rows = Initiative.objects.filter(SEE_INITIATIVE.rows(person))
    return one(
        rows.select_related("keeper", "practice", "became", "objective", "added_by"), initiative_id
    )
