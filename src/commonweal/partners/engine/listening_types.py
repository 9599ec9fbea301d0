"""What a person hands in about a listening session, a concern, and a council's page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ListeningDraft:
    """Where people raised something.

    Attributes:
        title: 1 to 300 characters.
        kind: ``session``, ``form`` or ``meeting``.
        held_on: The day, or the last day of a round of forms.
        municipality: Where; nothing finer.
        host_id: The partner that held it.
        heads: How many people came, if counted.
        languages: Codes of the languages that were spoken.
        meeting_id: The meeting it was part of; required of the kind ``meeting``.
        council_id: The Public Council it belongs to, if any.
    """

    title: str
    held_on: date
    municipality: str
    host_id: UUID
    kind: str = "session"
    heads: int | None = None
    languages: tuple[str, ...] = ()
    meeting_id: UUID | None = None
    council_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ConcernDraft:
    """One concern as somebody typed it.

    Attributes:
        theme: One of ``Theme``'s values.
        text: What was raised, in the typist's words.
        group: One of ``Group``'s values.
        municipality: Where; the session's if empty.
        voices: About how many people raised it.
        quote: Their own words; only with consent.
        has_consent: Whether whoever said it agreed.
        consent_for: What they agreed to: ``partners`` or ``public``.
        kept_because: Why words that look like a name, an address or a belief stay.
        is_off_paper: Whether it stays off the council's public page.
        language: The code of the language it is typed in.
        line: Its line in the form it came with, from 1.
    """

    theme: str
    text: str
    group: str
    municipality: str = ""
    voices: int = 1
    quote: str = ""
    has_consent: bool = False
    consent_for: str = ""
    kept_because: str = ""
    is_off_paper: bool = False
    language: str = "en"
    line: int | None = None


@dataclass(frozen=True, slots=True)
class StepDraft:
    """What somebody says of a concern.

    Attributes:
        kind: One of ``engine.concerns.STEPS``.
        text: In words; required of most.
        recommendation_ids: The recommendations that answer it, with ``answered``.
        meeting_id: The meeting that took it up, with ``taken-up``.
        kept_because: Why words that look like a name or an address stay.
    """

    kind: str
    text: str = ""
    recommendation_ids: tuple[UUID, ...] = ()
    meeting_id: UUID | None = None
    kept_because: str = ""


@dataclass(frozen=True, slots=True)
class WordingDraft:
    """A concern in another language.

    Attributes:
        language: Its code.
        text: What was raised; empty if it is not translated.
        outcome: What was answered or done; empty if it is not translated.
        kept_because: Why words that look like a name or an address stay.
    """

    language: str
    text: str = ""
    outcome: str = ""
    kept_because: str = ""


@dataclass(frozen=True, slots=True)
class PageDraft:
    """A council's page "Raised and answered": the period and the languages.

    Attributes:
        council_id: The Public Council.
        first_day: What was raised from this day on.
        last_day: What was raised until this day.
        languages: One or more codes, the first is read first.
    """

    council_id: UUID
    first_day: date
    last_day: date
    languages: tuple[str, ...] = ("en",)
