"""What we mean and do not mean: the words, their newest wording, who agrees and who objects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from commonweal.partners.models import Meaning, MeaningView, MeaningViewKind, MeaningWording
from commonweal.partners.queries.rows import one
from commonweal.partners.rules.prevention import SEE_MEANING

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader


@dataclass(frozen=True, slots=True)
class Worded:
    """A wording with the views on it that count."""

    row: MeaningWording
    agree: Sequence[MeaningView]
    object_to: Sequence[MeaningView]
    former: Sequence[MeaningView]


def meanings(person: Reader) -> QuerySet[Meaning]:
    """Return the words a person may see, by the alphabet, with their wordings and views."""
    views = MeaningView.objects.select_related("person", "organisation")
    wordings = MeaningWording.objects.select_related("person", "organisation")
    return (
        Meaning.objects.filter(SEE_MEANING.rows(person))
        .select_related("keeper")
        .prefetch_related(
            Prefetch("wordings", queryset=wordings), Prefetch("wordings__views", queryset=views)
        )
    )


def meaning_of(person: Reader, meaning_id: UUID) -> Meaning:
    """Return a word the person may see, with its wordings.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    return one(meanings(person), meaning_id)


def worded(row: Meaning) -> Sequence[Worded]:
    """Return a word's wordings, the newest first, each with who agrees and who objects."""
    return [_worded(each) for each in row.wordings.all()]


def _worded(row: MeaningWording) -> Worded:
    views = list(row.views.all())
    counted = [each for each in views if each.superseded_at is None]
    return Worded(
        row=row,
        agree=[each for each in counted if each.kind == MeaningViewKind.AGREES],
        object_to=[each for each in counted if each.kind == MeaningViewKind.OBJECTS],
        former=[each for each in views if each.superseded_at is not None],
    )
