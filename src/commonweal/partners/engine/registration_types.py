"""What is handed in for a registration, by its organiser and by whoever would like to come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class FormDraft:
    """How one registers for a meeting; times as the clock shows them where it is held.

    Attributes:
        opens: From when.
        closes: The deadline.
        late_until: Until when late requests are taken; None for none.
        capacity: How many places; None where nobody counts them.
        is_public: Whether the page is open to everybody.
        needs_approval: Whether the organiser decides about each.
        is_chatham_house: Whether nobody is to be named outside.
        welcome: Words above the form.
        consent_text: What people agree to.
        retention_days: How long names and answers are kept after the meeting.
        offer_hours: How long an offered place is held.
    """

    opens: datetime
    closes: datetime
    consent_text: str
    late_until: datetime | None = None
    capacity: int | None = None
    is_public: bool = False
    needs_approval: bool = False
    is_chatham_house: bool = False
    welcome: str = ""
    retention_days: int = 90
    offer_hours: int = 24


@dataclass(frozen=True, slots=True)
class FieldDraft:
    """One question of a form.

    Attributes:
        label: The question.
        kind: One of ``FieldKind``'s values.
        hint: Under the question.
        is_required: Whether it must be answered.
        options: What may be chosen, each with how many may, or None.
        is_sensitive: Whether the answers go soon after the meeting.
        retention_days: How long they are kept after it; the form's period if None.
    """

    label: str
    kind: str = "text"
    hint: str = ""
    is_required: bool = False
    options: tuple[tuple[str, int | None], ...] = ()
    is_sensitive: bool = False
    retention_days: int | None = None


@dataclass(frozen=True, slots=True)
class RegistrationDraft:
    """What somebody types who would like to come.

    Attributes:
        name: How they would like to be called.
        email: Where mails go.
        body_kind: For whom they come, one of ``BodyKind``'s values.
        listed: Who may read the name: ``nobody``, ``participants`` or ``everybody``.
        is_named_at_door: Whether they chose to be greeted by name; else they are only counted.
        agrees: Whether they agree to what the form says.
        answers: By the question's id: text, a truth value, or a list of options.
        language: In which language mails are written.
    """

    name: str
    email: str
    body_kind: str = "none"
    listed: str = "nobody"
    is_named_at_door: bool = False
    agrees: bool = False
    answers: Mapping[UUID, Any] = field(default_factory=dict)
    language: str = "en"
