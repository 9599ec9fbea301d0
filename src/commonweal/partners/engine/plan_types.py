"""What a person hands in to plan a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Access:
    """What a place offers to those who need it.

    Attributes:
        is_step_free: Whether it is reached without steps.
        has_interpretation: Whether there is interpretation.
        has_sign_language: Whether there is sign language.
        has_hearing_loop: Whether there is a hearing loop.
        note: Anything else, such as where the lift is.
    """

    is_step_free: bool = False
    has_interpretation: bool = False
    has_sign_language: bool = False
    has_hearing_loop: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A meeting that is to come.

    Attributes:
        title: 1 to 300 characters.
        starts: What the clock shows there when it begins, without a zone.
        ends: What it shows when the meeting ends; later than ``starts``.
        zone: The IANA name of the zone, such as ``Europe/Vienna``.
        type: One of ``MeetingType``'s values.
        place: Where.
        country: Short English name, or empty.
        access: What the place offers.
        languages: What is spoken.
        themes: What it is about.
        online_link: A web address for those who take part; never public.
        convener_id: The partner that calls it; None for another body.
        called_by: Other bodies that call it.
        partner_ids: Partners that take part.
        before_id: The meeting that it follows; both are of one series then.
        partnership_id: The partnership under which it is held, if there is one.
    """

    title: str
    starts: datetime
    ends: datetime
    zone: str
    type: str = "workshop"
    place: str = ""
    country: str = ""
    access: Access = Access()
    languages: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    online_link: str = ""
    convener_id: UUID | None = None
    called_by: str = ""
    partner_ids: tuple[UUID, ...] = ()
    before_id: UUID | None = None
    partnership_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class SpeakerDraft:
    """Who speaks: a partner, or another body; in which function."""

    partner_id: UUID | None = None
    body: str = ""
    function: str = ""


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """One line of an agenda.

    Attributes:
        title: 1 to 300 characters.
        time: When it begins, by the clock there.
        day: On which day of the meeting; the first is 1.
        kind: ``session`` or ``break``.
        words: What it is about.
        speakers: Who speaks; none for a break.
    """

    title: str
    time: time
    day: int = 1
    kind: str = "session"
    words: str = ""
    speakers: tuple[SpeakerDraft, ...] = ()
