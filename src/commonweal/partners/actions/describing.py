"""What those who keep a recommendation say of it, and how it ends when nothing more is expected of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonweal.kernel.errors import Conflict, InvalidInput
from commonweal.partners.actions.permit import (
    lock_recommendation,
    permit,
    unchanged,
    within,
    written,
)
from commonweal.partners.actions.standing import settle
from commonweal.partners.engine.states import OPEN_STATES
from commonweal.partners.models import Affected, Closing, Recommendation
from commonweal.partners.queries.rows import recommendation_of
from commonweal.partners.rules.promises import ANSWER, KEEP_RECOMMENDATION
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import record, verb

if TYPE_CHECKING:
    from commonweal.partners.engine.types import EndDraft, FactsDraft
    from commonweal.rights.models import Person

DESCRIBED = verb("partners.recommendation.described", gettext_lazy("sorted a recommendation"))
NOT_DONE = verb(
    "partners.recommendation.not-implemented",
    gettext_lazy("said that a recommendation will not be implemented"),
)
REPLACED = verb(
    "partners.recommendation.superseded", gettext_lazy("marked a recommendation as superseded")
)
OPENED = verb("partners.recommendation.opened", gettext_lazy("opened a recommendation again"))

LIMITS = {
    "reference": 60,
    "title": 300,
    "cluster": 100,
    "sdg_targets": 200,
    "source_body": 300,
    "document_symbol": 100,
    "paragraph": 60,
}


@transaction.atomic
def describe(
    person: Person, recommendation_id: UUID, draft: FactsDraft, *, seen: int | None = None
) -> Recommendation:
    """Write a recommendation's reference, cluster, whom it concerns and its source; its words stay.

    Args:
        person: One of the people who keep the meeting, or a co-ordinator.
        recommendation_id: The recommendation.
        draft: What is to stand there.
        seen: The version the person saw; None if it was not shown to anybody.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not keep the meeting.
        Conflict: If it changed meanwhile.
        InvalidInput: If a value cannot be used, or another recommendation has the reference.
    """
    lock_recommendation(recommendation_id)
    row = recommendation_of(person, recommendation_id)
    permit(KEEP_RECOMMENDATION, person, row)
    unchanged(row, seen=seen)
    for name, limit in LIMITS.items():
        setattr(row, name, within(getattr(draft, name), name=name.replace("_", " "), limit=limit))
    row.affected = known_groups(draft.affected)
    same = Recommendation.objects.filter(reference=row.reference).exclude(pk=row.pk)
    if row.reference and same.exists():
        raise InvalidInput(
            "partners.recommendation.reference",
            _("“%(reference)s” is the reference of another recommendation. Choose another one.")
            % {"reference": row.reference},
        )
    row.version += 1
    row.save()
    record(person, DESCRIBED, thing=row)
    return row


def known_groups(groups: tuple[str, ...]) -> list[str]:
    """Return groups of people concerned, each once, in the list's order.

    Raises:
        InvalidInput: If one is not on the list.
    """
    for each in groups:
        if each not in Affected.values:
            raise InvalidInput(
                "partners.recommendation.affected",
                _("“%(value)s” is none of: %(choices)s.")
                % {"value": each[:60], "choices": ", ".join(Affected.values)},
            )
    return [each for each in Affected.values if each in groups]


@transaction.atomic
def end(
    person: Person, recommendation_id: UUID, draft: EndDraft, *, now: datetime | None = None
) -> Recommendation:
    """Say that nothing more is expected of a recommendation: not implemented, or superseded.

    The addressee says that it will not be implemented; who keeps the meeting, that another one took its
    place. Either way it stays on the board, with the reason.

    Args:
        person: One of the addressee's people, or of those who keep the meeting.
        recommendation_id: The recommendation.
        draft: How, why, and by which other recommendation, if by one.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If it is for others to say.
        Conflict: If it ended already, is confirmed, or has open actions.
        InvalidInput: If there is no reason, or it cannot be superseded by that one.
    """
    for key in sorted(filter(None, {recommendation_id, draft.superseded_by_id})):
        lock_recommendation(key)
    row = recommendation_of(person, recommendation_id)
    is_replaced = draft.kind == Closing.SUPERSEDED
    permit(KEEP_RECOMMENDATION if is_replaced else ANSWER, person, row)
    _raise_unless_open(row)
    if draft.kind not in Closing.values:
        raise InvalidInput("partners.recommendation.end", _("Choose how it ends from the list."))
    row.superseded_by = _successor(person, row, draft) if is_replaced else None
    row.closed_as = draft.kind
    row.closed_reason = written(draft.reason, name=_("the reason"))
    row.closed_at, row.closed_for_id = now or timezone.now(), acting_for(person)
    row.version += 1
    row.save()
    settle(row.pk)
    record(person, REPLACED if is_replaced else NOT_DONE, thing=row)
    return row


def _raise_unless_open(row: Recommendation) -> None:
    if row.closed_as or row.withdrawn_at is not None or row.progress_now == "confirmed":
        raise Conflict(
            "partners.recommendation.ended",
            _("It ended already: it is implemented, superseded or not implemented."),
        )
    count = row.actions.filter(state__in=OPEN_STATES).count()
    if count:
        raise Conflict(
            "partners.recommendation.open-actions",
            ngettext(
                "%(count)s action is still open. Its owner cancels it first, with a reason.",
                "%(count)s actions are still open. Their owners cancel them first, with a reason.",
                count,
            )
            % {"count": count},
        )


def _successor(person: Person, row: Recommendation, draft: EndDraft) -> Recommendation | None:
    if draft.superseded_by_id is None:
        return None
    other = recommendation_of(person, draft.superseded_by_id)
    if other.pk == row.pk or other.closed_as == Closing.SUPERSEDED:
        raise InvalidInput(
            "partners.recommendation.superseded-by",
            _("A recommendation is not superseded by itself, nor by one that was superseded: choose the one that stands now."),
        )  # fmt: skip
    return other


@transaction.atomic
def open_again(person: Person, recommendation_id: UUID) -> Recommendation:
    """Undo ``end``.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If it is for others to say.
        Conflict: If it did not end.
    """
    lock_recommendation(recommendation_id)
    row = recommendation_of(person, recommendation_id)
    is_replaced = row.closed_as == Closing.SUPERSEDED
    permit(KEEP_RECOMMENDATION if is_replaced else ANSWER, person, row)
    if not row.closed_as:
        raise Conflict("partners.recommendation.open", _("It is open already."))
    row.closed_as = row.closed_reason = ""
    row.closed_at = row.closed_for = row.superseded_by = None
    row.version += 1
    row.save()
    settle(row.pk)
    record(person, OPENED, thing=row)
    return row
