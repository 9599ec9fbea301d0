"""What an outcome paper says in a second language: each text with what somebody typed beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import override

from commonweal.partners.models import PaperWording
from commonweal.partners.queries.last_time import asked_before

if TYPE_CHECKING:
    from commonweal.partners.models import Meeting

TITLE = "title"


@dataclass(frozen=True, slots=True)
class Beside:
    """One text of the paper.

    Attributes:
        key: ``title``, or ``d`` or ``r`` and the number of a decision or of something asked, or ``p``
            and the id of something that an earlier meeting asked.
        text: In the first language.
        second: In the second; empty while nobody typed it.
    """

    key: str
    text: str
    second: str = ""


def languages_known() -> list[tuple[str, str]]:
    """Return the codes and names of the languages of the workspace, each called as it calls itself."""
    named = []
    for code, name in settings.LANGUAGES:
        with override(code):
            named.append((code, capfirst(str(name))))
    return named


def seconds_of(meeting: Meeting, language: str) -> Mapping[str, str]:
    """Return what was typed for a meeting's paper in a language, by the texts' keys."""
    rows = PaperWording.objects.filter(meeting=meeting, language=language)
    return {_key(row): row.text for row in rows.select_related("recommendation", "decision")}


def texts_of(meeting: Meeting, language: str) -> Sequence[Beside]:
    """Return every text of a meeting's paper with what was typed for it in a language."""
    seconds = seconds_of(meeting, language)
    pairs = [
        (TITLE, meeting.title),
        *((f"d{row.number}", row.text) for row in meeting.decisions.filter(withdrawn_at=None)),
        *(
            (f"r{row.number}", row.text)
            for row in meeting.recommendations.filter(withdrawn_at=None).order_by("number")
        ),
    ]
    earlier = list(asked_before(meeting, today=timezone.localdate()))
    typed = earlier_seconds(meeting, [row.pk for row in earlier], language)
    return [
        *(Beside(key, text, seconds.get(key, "")) for key, text in pairs),
        *(Beside(f"p{row.pk}", row.text, typed.get(row.pk, "")) for row in earlier),
    ]


def earlier_seconds(meeting: Meeting, keys: Sequence[UUID], language: str) -> Mapping[UUID, str]:
    """Return what earlier meetings asked, in a language: as typed for this paper, or else for their own.

    Args:
        meeting: The meeting whose paper it is.
        keys: Of the recommendations.
        language: The language.
    """
    rows = PaperWording.objects.filter(language=language, recommendation__in=keys)
    found = rows.values_list("recommendation_id", "meeting_id", "text")
    # What was typed for this paper comes last, and stands.
    ordered = sorted(found, key=lambda each: each[1] == meeting.pk)
    return {key: text for key, _meeting, text in ordered}


def state_of(meeting: Meeting, language: str) -> str:
    """Return a mark that is another one as soon as somebody types something in the language."""
    rows = PaperWording.objects.filter(meeting=meeting, language=language).order_by("-at")
    newest = rows.values_list("at", flat=True).first()
    return f"{rows.count()}-{newest.isoformat() if newest else ''}"


def _key(row: PaperWording) -> str:
    if row.decision:
        return f"d{row.decision.number}"
    if row.recommendation is None:
        return TITLE
    is_own = row.recommendation.meeting_id == row.meeting_id
    return f"r{row.recommendation.number}" if is_own else f"p{row.recommendation.pk}"
