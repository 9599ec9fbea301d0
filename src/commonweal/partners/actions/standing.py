"""How far recommendations are is kept with every act, so that lists of many thousands need not derive it again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, cast
from uuid import UUID

from commonweal.partners.engine.states import (
    OPEN_STATES,
    Progress,
    action_progress,
    recommendation_progress,
)
from commonweal.partners.models import (
    NEVER,
    Action,
    Answer,
    Confirmation,
    Recommendation,
    ViewKind,
)

if TYPE_CHECKING:
    from commonweal.partners.engine.states import ActionState, Closed

CHUNK = 500
KEPT = ("progress_now", "position_now", "due_on_now")


def settle(*keys: UUID) -> None:
    """Derive anew how far some recommendations are, and keep it; inside the act's transaction.

    Args:
        keys: The recommendations' ids.
    """
    settle_all(keys)


def settle_all(keys: Iterable[UUID]) -> int:
    """Derive anew how far many recommendations are; return how many differed from what was kept.

    Args:
        keys: The recommendations' ids.
    """
    wanted = list(dict.fromkeys(keys))
    return sum(_settle(wanted[place : place + CHUNK]) for place in range(0, len(wanted), CHUNK))


def _settle(keys: Sequence[UUID]) -> int:
    positions, actions = _positions(keys), _actions(keys)
    changed = []
    for row in Recommendation.objects.filter(pk__in=keys).only("withdrawn_at", "closed_as", *KEPT):
        progress = recommendation_progress(
            [each for each, _due in actions[row.pk]],
            is_withdrawn=row.withdrawn_at is not None,
            closed=cast("Closed", row.closed_as),
        )
        due_on = min((due for _each, due in actions[row.pk] if due is not None), default=NEVER)
        derived = (progress, positions.get(row.pk), due_on)
        if derived != (row.progress_now, row.position_now, row.due_on_now):
            row.progress_now, row.position_now, row.due_on_now = derived
            changed.append(row)
    Recommendation.objects.bulk_update(changed, KEPT)
    return len(changed)


def _positions(keys: Sequence[UUID]) -> dict[UUID, str]:
    """Return the newest answer's position by recommendation."""
    rows = Answer.objects.filter(recommendation__in=keys).order_by("number")
    return dict(rows.values_list("recommendation_id", "position"))


def _actions(keys: Sequence[UUID]) -> dict[UUID, list[tuple[Progress, date | None]]]:
    """Return by recommendation how far each action is, and of an open one its date."""
    views = Confirmation.objects.filter(action__recommendation__in=keys, superseded_at=None)
    said = Counter(views.order_by().values_list("action_id", "kind"))
    found: dict[UUID, list[tuple[Progress, date | None]]] = defaultdict(list)
    for row in Action.objects.filter(recommendation__in=keys).order_by():
        progress = action_progress(
            cast("ActionState", row.state),
            confirmed=said[row.pk, ViewKind.CONFIRMS],
            objected=said[row.pk, ViewKind.OBJECTS],
        )
        is_open = row.state in OPEN_STATES
        found[row.recommendation_id].append((progress, row.due_on if is_open else None))
    return found
