"""What whoever runs the server reads at the terminal: everything, for no person in particular."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.kernel.errors import NotFound
from commonweal.partners.engine.outcome import Paper
from commonweal.partners.models import Meeting, Recommendation
from commonweal.partners.queries.paper import paper_about
from commonweal.partners.queries.progress import with_progress


def everything_asked(*, state: str, overdue: bool) -> Iterator[dict[str, object]]:
    """Yield every recommendation as an object; what is due first comes first.

    Args:
        state: How far; all if empty.
        overdue: Only what has an action past its date.
    """
    rows = with_progress(Recommendation.objects.all(), today=timezone.localdate())
    if state:
        rows = rows.filter(progress=state)  # type: ignore[misc]  # one of the states, or it finds nothing
    elif not overdue:
        rows = rows.filter(withdrawn_at=None)
    if overdue:
        rows = rows.filter(is_overdue=True)
    ordered = rows.select_related("addressee", "meeting").order_by(
        F("due_on").asc(nulls_last=True), "-marked_at", "number", "pk"
    )
    for row in ordered.iterator():
        yield {
            "id": str(row.pk),
            "meeting_id": str(row.meeting_id),
            "meeting": row.meeting.title,
            "number": row.number,
            "type": row.type,
            "text": row.text,
            "addressee": row.addressee.name,
            "answer": row.position,
            "state": row.progress,
            "due_on": row.due_on.isoformat() if row.due_on else None,
            "is_overdue": row.is_overdue,
            "is_public": row.is_public,
            "document_id": str(row.document_id) if row.document_id else None,
            "span": [row.start, row.end] if row.document_id else None,
        }


def paper_for_the_terminal(
    meeting_id: UUID, *, absolute: Callable[[str], str], second: str = ""
) -> Paper:
    """Return what the outcome paper of a meeting says.

    Args:
        meeting_id: The meeting.
        absolute: Makes a whole address of a page's path.
        second: The language that stands beside the first one; none if empty.

    Raises:
        NotFound: If there is no such meeting.
    """
    meeting = Meeting.objects.select_related("convener", "recorder").filter(pk=meeting_id).first()
    if meeting is None:
        raise NotFound(
            "partners.meeting",
            _("There is no meeting %(id)s; `commonweal partners list --json` shows their ids.")
            % {"id": meeting_id},
        )
    return paper_about(meeting, absolute=absolute, second=second)
