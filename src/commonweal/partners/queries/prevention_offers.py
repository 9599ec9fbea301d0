"""What may hang under an objective: the newest, or what has some words; what is chosen stays among it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q, QuerySet

from commonweal.partners.models import Action, Concern, ConcernState, Recommendation
from commonweal.partners.rules.listening import SEE_CONCERN
from commonweal.partners.rules.promises import SEE_ACTION, SEE_RECOMMENDATION

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader

    Offered = Sequence[tuple[UUID, str]]

# Of each kind that a form offers, so many; what is chosen already is always among them.
OFFERED = 200
WORDS_CHARACTERS = 100


def offered_concerns(person: Reader, *, kept: Iterable[UUID] = (), words: str = "") -> Offered:
    """Return the newest concerns that an objective may answer, and those it answers already.

    Args:
        person: Who chooses.
        kept: What is chosen; it is offered in any case.
        words: Only what has all of these words.
    """
    rows = Concern.objects.filter(SEE_CONCERN.rows(person)).exclude(state=ConcernState.WITHDRAWN)
    found = _with_words(rows.order_by("-year", "-number"), words, ("text",))
    return _offered(rows, found, kept, lambda row: f"{row.label} {row.text}")


def offered_recommendations(
    person: Reader, *, kept: Iterable[UUID] = (), words: str = ""
) -> Offered:
    """Return the newest recommendations that may hang under an objective, and those that do.

    Args:
        person: Who chooses.
        kept: What is chosen; it is offered in any case.
        words: Only what has all of these words.
    """
    rows = Recommendation.objects.filter(SEE_RECOMMENDATION.rows(person), withdrawn_at=None)
    within = ("text", "title", "reference", "addressee__name")
    found = _with_words(rows.order_by("-marked_at"), words, within)
    return _offered(rows, found, kept, lambda row: row.text)


def offered_actions(person: Reader, *, kept: Iterable[UUID] = (), words: str = "") -> Offered:
    """Return the newest actions that may hang under an objective, and those that do.

    Args:
        person: Who chooses.
        kept: What is chosen; it is offered in any case.
        words: Only what has all of these words.
    """
    rows = Action.objects.filter(SEE_ACTION.rows(person)).select_related("owner")
    found = _with_words(rows.order_by("-added_at"), words, ("title", "owner__name"))
    return _offered(rows, found, kept, lambda row: f"{row.owner.name}: {row.title}")


def _with_words(rows: QuerySet[Any], words: str, within: Iterable[str]) -> QuerySet[Any]:
    for word in words[:WORDS_CHARACTERS].split():
        here = Q()
        for field in within:
            here |= Q(**{f"{field}__icontains": word})
        rows = rows.filter(here)
    return rows


def _offered(
    rows: QuerySet[Any],
    found: QuerySet[Any],
    kept: Iterable[UUID],
    said: Callable[[Any], str],
) -> Offered:
    chosen = {row.pk: said(row)[:160] for row in rows.filter(pk__in=list(kept))}
    return list((chosen | {row.pk: said(row)[:160] for row in found[:OFFERED]}).items())
