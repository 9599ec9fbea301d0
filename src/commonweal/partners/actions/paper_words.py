"""Type what an outcome paper says in a second language, beside the first. Nothing is translated by a machine."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.partners.actions.listening import known_languages
from commonweal.partners.actions.permit import lock_meeting, overtaken, permit, within
from commonweal.partners.models import PaperWording, Recommendation
from commonweal.partners.queries.paper_words import state_of, texts_of
from commonweal.partners.queries.rows import meeting_of
from commonweal.partners.rules.meetings import CHANGE_MEETING
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import record, verb

if TYPE_CHECKING:
    from commonweal.partners.models import Meeting
    from commonweal.rights.models import Person

TYPED = verb("partners.paper.worded", gettext_lazy("typed an outcome paper in another language"))


@transaction.atomic
def type_words(
    person: Person,
    meeting_id: UUID,
    language: str,
    words: Mapping[str, str],
    *,
    seen: str | None = None,
    now: datetime | None = None,
) -> int:
    """Keep what a meeting's texts are in another language, and return how many changed.

    Args:
        person: One of the people who keep the meeting.
        meeting_id: The meeting.
        language: A language of the workspace.
        words: By the text's key, see ``queries.paper_words.Beside``; an empty one is taken out.
        seen: What ``state_of`` said when the person began; None if it was not shown to anybody.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is no such meeting, or not for this person.
        NotAllowed: If the person does not keep the meeting.
        Conflict: If somebody typed in the language meanwhile.
        InvalidInput: If the language is not known, or a text is too long.
    """
    lock_meeting(meeting_id)
    meeting = meeting_of(person, meeting_id)
    permit(CHANGE_MEETING, person, meeting)
    [code] = known_languages((language,))
    if seen is not None and seen != state_of(meeting, code):
        raise overtaken()
    said = {"person": person, "organisation_id": acting_for(person), "at": now or timezone.now()}
    changed = 0
    for beside in texts_of(meeting, code):
        text = within(words.get(beside.key, beside.second), name=_("the wording"))
        if text != beside.second:
            _keep(meeting, {"language": code, **_target(meeting, beside.key)}, text, said)
            changed += 1
    if changed:
        record(person, TYPED, thing=meeting, facts={"language": code, "texts": changed})
    return changed


def _target(meeting: Meeting, key: str) -> dict[str, Any]:
    """Return the row that a text belongs to, by columns."""
    row: Any = None
    if key.startswith("d"):
        row = meeting.decisions.get(number=int(key[1:]))
        return {"decision": row, "recommendation": None}
    if key.startswith("p"):
        row = Recommendation.objects.get(pk=key[1:])
    elif key.startswith("r"):
        row = meeting.recommendations.get(number=int(key[1:]))
    return {"decision": None, "recommendation": row}


def _keep(meeting: Meeting, of: dict[str, Any], text: str, said: dict[str, Any]) -> None:
    rows = PaperWording.objects.filter(meeting=meeting, **of)
    if text:
        PaperWording.objects.update_or_create(
            defaults={"text": text, **said}, meeting=meeting, **of
        )
    else:
        rows.delete()
