"""Who sees a meeting: everybody who takes part, once it is more than a draft.

Who recorded or called it, or the co-ordinator, keeps it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from commonweal.partners.models import Meeting, MeetingState
from commonweal.partners.rules.taking_part import (
    organisation_of,
)
from commonweal.rights.public import (
    EVERYTHING,
    NOTHING,
    Rule,
    coordinates,
    register,
    shares_here,
    usual_reason,
)

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader


def keeps(person: Reader, meeting: Meeting) -> bool:
    """Say whether a person keeps a meeting: for who recorded or called it, or as co-ordinator."""
    own = organisation_of(person)
    return coordinates(person) or (
        own is not None and own in {meeting.recorder_id, meeting.convener_id}
    )


def kept_by(person: Reader, *, path: str = "") -> Q:
    """Return the condition that selects the meetings a person keeps; ``path`` leads to the meeting."""
    if coordinates(person):
        return EVERYTHING
    own = organisation_of(person)
    if own is None:
        return NOTHING
    return Q(**{f"{path}recorder_id": own}) | Q(**{f"{path}convener_id": own})


def sees(person: Reader, meeting: Meeting) -> bool:
    """Say whether a person sees a meeting; a draft only where they keep it."""
    return shares_here(person) and (meeting.state != MeetingState.DRAFT or keeps(person, meeting))


def seen_by(person: Reader) -> Q:
    """Return the condition that selects the meetings a person sees."""
    if not shares_here(person):
        return NOTHING
    return ~Q(state=MeetingState.DRAFT) | kept_by(person)


def why(reader: Reader, meeting: Meeting) -> str | Promise:
    """Return why somebody sees a meeting, or why not."""
    form = getattr(meeting, "registration_form", None)
    is_public = form is not None and form.is_public and meeting.state != MeetingState.DRAFT
    if is_public and not sees(reader, meeting):
        return _(
            "Not this page; the public registration page shows its title, times, place and agenda."
        )
    return usual_reason(reader, sees=sees(reader, meeting))


SEE_MEETING = register(
    Rule(
        name="partners.meeting.see",
        thing="partners.Meeting",
        one=sees,
        many=seen_by,
        why=why,
        beside=("registration_form",),
    )
)
CHANGE_MEETING = register(
    Rule(
        name="partners.meeting.change",
        thing="partners.Meeting",
        one=keeps,
        many=kept_by,
    )
)
