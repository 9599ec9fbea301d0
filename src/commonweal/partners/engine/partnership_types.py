"""The words of a partnership: what a person hands in to propose one, to change it, to renew it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class MemberDraft:
    """One organisation of a partnership.

    Attributes:
        organisation_id: The partner.
        role: ``chair``, ``secretariat`` or ``member``.
    """

    organisation_id: UUID
    role: str = "member"


@dataclass(frozen=True, slots=True)
class PartnershipDraft:
    """What is to be agreed.

    Attributes:
        kind: One of ``PartnershipKind``'s values, such as ``memorandum``.
        title: 1 to 300 characters.
        purpose: What it is for.
        members: The organisations that are to agree; at least two.
        legal_basis: The law or decision it rests on, if there is one.
        terms_of_reference: How it works: who chairs, who is heard, how it decides.
        start: The first day, if known.
        end: The last day; None if it is agreed without an end.
        document_id: The document in the library that holds the text, if it is there.
    """

    kind: str
    title: str
    purpose: str
    members: tuple[MemberDraft, ...]
    legal_basis: str = ""
    terms_of_reference: str = ""
    start: date | None = None
    end: date | None = None
    document_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class MoveDraft:
    """One thing said of a partnership.

    Attributes:
        kind: One of ``engine.partnerships.MOVES``, such as ``signed``.
        text: Why, or what; required to remark, to drop a renewal, to leave and to end.
        start: The first day of the new term, for a renewal.
        end: Its last day; None if it has none.
    """

    kind: str
    text: str = ""
    start: date | None = None
    end: date | None = None
