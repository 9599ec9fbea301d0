"""The words of a promise: what a person hands in to keep one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class MeetingDraft:
    """A meeting as a person describes it, or as a read document offers it.

    Attributes:
        title: 1 to 300 characters.
        type: One of ``MeetingType``'s values, such as ``workshop``.
        start: First day, if known.
        end: Last day, if it lasted longer than one.
        date_text: The days as the document writes them, where no day can be read.
        place: As printed.
        country: Short English name, or empty; nobody is forced into one.
        bodies: Bodies that the document names, as printed.
        document_id: The source document, if there is one.
        convener_id: The partner who called the meeting; None if it was no partner, or is not known.
        called_by: Other bodies that called it, as printed.
        partner_ids: Partners present.
        partnership_id: The partnership under which it is held, if there is one.
    """

    title: str
    type: str = "meeting"
    start: date | None = None
    end: date | None = None
    date_text: str = ""
    place: str = ""
    country: str = ""
    bodies: tuple[str, ...] = ()
    document_id: UUID | None = None
    convener_id: UUID | None = None
    called_by: str = ""
    partner_ids: tuple[UUID, ...] = ()
    partnership_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """One passage, or a sentence typed by hand, that becomes a recommendation.

    Attributes:
        addressee_id: The partner it is addressed to.
        text: The promise as it is followed; the passage's own words if empty.
        type: ``recommendation``, ``commitment`` or ``next step``.
        start: First character of the passage in the meeting's document; None if typed by hand.
        end: The character after its last.
        paragraph: The key of a paragraph of the meeting's minutes, if it is marked there.
        lead_id: The partner that should lead it, as the meeting asks.
        wanted_by: By when, as the meeting asks.
    """

    addressee_id: UUID
    text: str = ""
    type: str = "recommendation"
    start: int | None = None
    end: int | None = None
    paragraph: UUID | None = None
    lead_id: UUID | None = None
    wanted_by: date | None = None


@dataclass(frozen=True, slots=True)
class FactsDraft:
    """What those who keep a recommendation say of it; its words and its place stay as they are.

    Attributes:
        reference: How others call it, such as ``REC-2026-014``; one recommendation only.
        title: A short title.
        cluster: The group of recommendations that are followed together.
        affected: Whom it concerns, each one of ``Affected``'s values.
        sdg_targets: Such as ``5.5, 16.7``.
        source_body: The body that asks, where it is not the meeting.
        document_symbol: The document's symbol.
        paragraph: Its paragraph there.
    """

    reference: str = ""
    title: str = ""
    cluster: str = ""
    affected: tuple[str, ...] = ()
    sdg_targets: str = ""
    source_body: str = ""
    document_symbol: str = ""
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class EndDraft:
    """How a recommendation ends of which nothing more is expected.

    Attributes:
        kind: ``not-implemented`` or ``superseded``.
        reason: Why.
        superseded_by_id: The recommendation that took its place, if one did.
    """

    kind: str
    reason: str
    superseded_by_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """What an addressee answers.

    Attributes:
        position: ``supported``, ``in-part`` or ``not-agreed``.
        reason: Why; required unless it is supported.
        is_public: Whether the reason may stand on the public page.
    """

    position: str
    reason: str = ""
    is_public: bool = False


@dataclass(frozen=True, slots=True)
class ActionDraft:
    """What somebody will do about a recommendation.

    Attributes:
        title: What will be done, 1 to 300 characters.
        owner_id: The partner who does it.
        due_on: The day it will be done.
        person_id: Who leads it there, if named; acts for the owner.
    """

    title: str
    owner_id: UUID
    due_on: date
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as it was handed in."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class EvidenceDraft:
    """One thing that shows what was done: exactly one of a file, a link or a passage.

    Attributes:
        title: What it shows, 1 to 300 characters.
        file: The file, if it is one.
        link: An http or https address, if it is one.
        document_id: The document of the passage, if it is one, with ``start`` and ``end``.
    """

    title: str
    file: Attachment | None = None
    link: str = ""
    document_id: UUID | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class ViewDraft:
    """A partner's view of an action that is reported done.

    Attributes:
        reason: Why; required for an objection.
        is_public: Whether the partner's name and reason may stand on the public page.
        is_unnamed: Whether an objection stands everywhere as a civil-society partner's, without its name.
        file: A file that bears it out.
        document_id: The document of a passage that bears it out, with ``start`` and ``end``.
    """

    reason: str = ""
    is_public: bool = False
    is_unnamed: bool = False
    file: Attachment | None = None
    document_id: UUID | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """What those who do an action say about it.

    Attributes:
        kind: ``started``, ``extended``, ``done``, ``reopened`` or ``cancelled``; of what is proposed,
            ``accepted`` or ``declined``.
        text: What was done, or why; required to extend, to cancel and to decline.
        due_on: The later date, to extend.
    """

    kind: str
    text: str = ""
    due_on: date | None = None
