"""A recommendation as a line of a table: each cell as it is written, and read back.

What partners said here stands in the cells of the position, the progress and the assessment. Where nobody here has
said anything, the cells hold what the table said that brought the recommendation in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from commonweal.partners.engine.states import IDLE_STATES
from commonweal.partners.engine.tables import one_kind_of_end
from commonweal.partners.models import (
    Action,
    Answer,
    Confirmation,
    Evidence,
    Position,
    Recommendation,
    ViewKind,
)
from commonweal.partners.queries.board import Wanted, board

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader

CHUNK = 500
# What is for others to say; a table alone never says it in their name.
SAID = (
    "position", "lead", "supporting", "progress", "self_assessed_on", "independent_assessment", "evidence_urls",
)  # fmt: skip
UNSAID = {"position": "pending", "progress": "not_started"}
POSITIONS = {
    Position.SUPPORTED: "supported",
    Position.IN_PART: "supported_in_part",
    Position.NOT_AGREED: "not_agreed",
}
# Only what another partner confirmed is implemented; what is said to be done is under way until then.
PROGRESS = {
    "not-started": "not_started",
    "planned": "planned",
    "ongoing": "ongoing",
    "partially-implemented": "partially_implemented",
    "reported-done": "ongoing",
    "contested": "ongoing",
    "confirmed": "implemented",
    "not-implemented": "not_implemented",
    "superseded": "superseded",
    "withdrawn": "superseded",
}
POSITION_WORDS = ("pending", *POSITIONS.values())
PROGRESS_WORDS = tuple(dict.fromkeys(PROGRESS.values()))


def with_all_said(rows: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    """Return recommendations with what their cells are written from, in a constant number of queries.

    Args:
        rows: Any recommendations.
    """
    actions = Action.objects.exclude(state__in=IDLE_STATES).select_related("owner")
    views = Confirmation.objects.filter(superseded_at=None).select_related("organisation")
    return rows.select_related("addressee", "meeting__convener").prefetch_related(
        Prefetch("answers", queryset=Answer.objects.order_by("-number")),
        Prefetch("actions", queryset=actions.order_by("due_on", "added_at", "pk")),
        Prefetch("actions__confirmations", queryset=views.order_by("at", "pk")),
        Prefetch(
            "actions__evidence",
            queryset=Evidence.objects.filter(withdrawn_at=None).order_by("at", "pk"),
        ),
    )


def cells_of(row: Recommendation) -> dict[str, str]:
    """Return a recommendation's cells by column.

    Args:
        row: With what ``with_all_said`` loads.
    """
    said = said_here(row)
    brought: Mapping[str, str] = row.from_file
    cells = {
        "reference": row.reference or str(row.pk),
        "title": row.title,
        "text": row.text,
        "source_body": row.source_body or row.meeting.caller,
        "source_meeting_uid": brought.get("source_meeting_uid", str(row.meeting_id)),
        "document_symbol": row.document_symbol,
        "paragraph": row.paragraph,
        "date": brought.get("date", _day_of(row)),
        "addressee": row.addressee.name,
        "cluster": row.cluster,
        "affected_groups": "; ".join(row.affected),
        "sdg_targets": row.sdg_targets,
    }
    for name in SAID:
        cells[name] = said.get(name) or brought.get(name) or UNSAID.get(name, "")
    return {name: one_kind_of_end(value).strip() for name, value in cells.items()}


def _day_of(row: Recommendation) -> str:
    day: date = row.meeting.start or timezone.localdate(row.marked_at)
    return day.isoformat()


def said_here(row: Recommendation) -> dict[str, str]:
    """Return what partners said here of a recommendation, by column; what nobody said is left out.

    Args:
        row: With what ``with_all_said`` loads.
    """
    answers, actions = list(row.answers.all()), list(row.actions.all())
    owners = list(dict.fromkeys(each.owner.name for each in actions))
    days = [each.at for each in answers[:1]] + [each.said_at for each in actions if each.said_at]
    views = [view for each in actions for view in each.confirmations.all()]
    links = [shown.link for each in actions for shown in each.evidence.all() if shown.link]
    found = {
        "position": POSITIONS[Position(answers[0].position)] if answers else "",
        "lead": owners[0] if owners else "",
        "supporting": "; ".join(owners[1:]),
        "progress": PROGRESS[row.progress_now] if actions or row.closed_as else "",
        "self_assessed_on": timezone.localdate(max(days)).isoformat() if days else "",
        "independent_assessment": "\n".join(map(_view, views)),
        "evidence_urls": "\n".join(dict.fromkeys(links)),
    }
    return {name: value for name, value in found.items() if value}


def _view(view: Confirmation) -> str:
    kind = "objects" if view.kind == ViewKind.OBJECTS else "confirms"
    reason = " ".join(view.reason.split())
    return f"{view.said_for} {kind}: {reason}" if reason else f"{view.said_for} {kind}"


def recommendation_cells(
    person: Reader, wanted: Wanted, *, today: date
) -> Iterator[dict[str, str]]:
    """Yield the recommendations a person asks for as lines of a table, as the board shows them.

    Args:
        person: Who reads.
        wanted: Which of them.
        today: The present day.
    """
    rows = board(person, wanted, today=today)
    yield from _in_order(rows.values_list("pk", flat=True))


def all_recommendation_cells() -> Iterator[dict[str, str]]:
    """Yield every recommendation as a line of the table, for whoever runs the server."""
    rows = Recommendation.objects.filter(withdrawn_at=None).order_by("marked_at", "pk")
    yield from _in_order(rows.values_list("pk", flat=True))


def _in_order(keys: Iterable[UUID]) -> Iterator[dict[str, str]]:
    wanted = list(keys)
    for place in range(0, len(wanted), CHUNK):
        some = wanted[place : place + CHUNK]
        rows = {row.pk: row for row in with_all_said(Recommendation.objects.filter(pk__in=some))}
        yield from (cells_of(rows[key]) for key in some if key in rows)
