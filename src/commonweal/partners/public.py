"""The only module of this room that other rooms import: ids and values, never rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from commonweal.kernel.today import TodayItem
from commonweal.library.public import RelatedLink
from commonweal.partners.actions import (
    directory,
    doing,
    meetings,
    recommendations,
    showing,
)
from commonweal.partners.actions import institution_ids as institutions
from commonweal.partners.actions import minutes_told as minutes
from commonweal.partners.actions import offer_ids as offers
from commonweal.partners.actions import plan_ids as plan
from commonweal.partners.actions import training_ids as training
from commonweal.partners.actions.bodies import take_over
from commonweal.partners.actions.listening_ids import (
    add_listening,
    publish_raised,
    say_of_concern,
    translate_concern,
    type_in,
)
from commonweal.partners.actions.opening import (
    open_registration,
    plan_meeting,
    register_without_mail,
)
from commonweal.partners.actions.partnership_ids import (
    add_obligation,
    move_partnership,
    propose_partnership,
)
from commonweal.partners.engine.directory import ContactDraft, EntryDraft, ServiceDraft
from commonweal.partners.engine.listening_types import (
    ConcernDraft,
    ListeningDraft,
    PageDraft,
    StepDraft,
    WordingDraft,
)
from commonweal.partners.engine.obligations import ObligationDraft
from commonweal.partners.engine.partnership_types import MemberDraft, MoveDraft, PartnershipDraft
from commonweal.partners.engine.plan_types import Access, ItemDraft, PlanDraft, SpeakerDraft
from commonweal.partners.engine.questions import QuestionDraft, ReplyDraft, TermsDraft
from commonweal.partners.engine.registration_types import FieldDraft, FormDraft, RegistrationDraft
from commonweal.partners.engine.types import (
    ActionDraft,
    AnswerDraft,
    Attachment,
    EvidenceDraft,
    Mark,
    MeetingDraft,
    ReportDraft,
    ViewDraft,
)
from commonweal.partners.queries import related, waiting
from commonweal.partners.queries.themes import (
    RaisedConcern,
    ThemeLine,
    ThemeTable,
    raised_by_theme,
    raised_concerns,
)
from commonweal.partners.queries.waiting_exchange import exchange_items
from commonweal.partners.queries.waiting_partnerships import partnership_items
from commonweal.partners.queries.waiting_plan import plan_items

if TYPE_CHECKING:
    from commonweal.rights.models import Person

__all__ = [
    "Access",
    "ActionDraft",
    "AnswerDraft",
    "Attachment",
    "ConcernDraft",
    "ContactDraft",
    "EntryDraft",
    "EvidenceDraft",
    "FieldDraft",
    "FormDraft",
    "ItemDraft",
    "ListeningDraft",
    "Mark",
    "MeetingDraft",
    "MemberDraft",
    "MoveDraft",
    "ObligationDraft",
    "PageDraft",
    "PartnershipDraft",
    "PlanDraft",
    "QuestionDraft",
    "RaisedConcern",
    "RegistrationDraft",
    "ReplyDraft",
    "ReportDraft",
    "ServiceDraft",
    "SpeakerDraft",
    "StepDraft",
    "TermsDraft",
    "ThemeLine",
    "ThemeTable",
    "ViewDraft",
    "WordingDraft",
    "add_action",
    "add_contact",
    "add_evidence",
    "add_listening",
    "add_meeting",
    "add_obligation",
    "add_partner",
    "add_service",
    "answer",
    "confirm",
    "describe",
    "institutions",
    "links_of",
    "mark",
    "minutes",
    "move_partnership",
    "object_to",
    "offers",
    "open_registration",
    "plan",
    "plan_meeting",
    "propose_partnership",
    "publish",
    "publish_raised",
    "raised_by_theme",
    "raised_concerns",
    "register_without_mail",
    "report",
    "report_done",
    "say_of_concern",
    "take_over",
    "today_items",
    "training",
    "translate_concern",
    "type_in",
]


def add_partner(
    person: Person, name: str, draft: EntryDraft, *, now: datetime | None = None
) -> UUID:
    """Add a partner with its entry and return its id; see ``actions.directory.add_partner``.

    Raises:
        NotAllowed: If the person is no co-ordinator.
        InvalidInput: If a value cannot be used, or the name is some partner's already.
    """
    return directory.add_partner(person, name, draft, now=now)


def describe(
    person: Person, partner_id: UUID, draft: EntryDraft, *, now: datetime | None = None
) -> None:
    """Write a partner's entry; see ``actions.directory.describe``.

    Raises:
        NotAllowed: If it is another partner's entry.
        InvalidInput: If a value cannot be used.
    """
    directory.describe(person, partner_id, draft, now=now)


def add_service(
    person: Person, partner_id: UUID, draft: ServiceDraft, *, now: datetime | None = None
) -> UUID:
    """Add what a partner offers and return its id; see ``actions.directory.add_service``.

    Raises:
        NotAllowed: If it is another partner's entry.
        InvalidInput: If a value cannot be used.
    """
    return directory.add_service(person, partner_id, draft, now=now).pk


def add_contact(
    person: Person, partner_id: UUID, draft: ContactDraft, *, now: datetime | None = None
) -> UUID:
    """Add a way to reach a partner and return its id; see ``actions.directory.add_contact``.

    Raises:
        NotAllowed: If it is another partner's entry.
        InvalidInput: If a value cannot be used, or there is neither address nor number.
    """
    return directory.add_contact(person, partner_id, draft, now=now).pk


def add_meeting(person: Person, draft: MeetingDraft, *, now: datetime | None = None) -> UUID:
    """Add a meeting and return its id; see ``actions.meetings.add_meeting``.

    Raises:
        NotAllowed: If the person may not.
        InvalidInput: If a value cannot be used.
    """
    return meetings.add_meeting(person, draft, now=now).pk


def mark(
    person: Person, meeting_id: UUID, marks: Sequence[Mark], *, now: datetime | None = None
) -> list[UUID]:
    """Mark recommendations and return their ids, in order; see ``actions.recommendations.mark``.

    Raises:
        NotAllowed: If the person may not.
        Conflict: If a passage is marked already.
        InvalidInput: If a value cannot be used.
    """
    return [row.pk for row in recommendations.mark(person, meeting_id, marks, now=now)]


def answer(
    person: Person,
    recommendation_id: UUID,
    draft: AnswerDraft,
    *,
    seen: int = 0,
    now: datetime | None = None,
) -> UUID:
    """Answer a recommendation and return the answer's id; see ``actions.recommendations.answer``.

    Raises:
        NotAllowed: If the person does not act for the addressee.
        Conflict: If there are more answers than ``seen``.
        InvalidInput: If the reason is missing.
    """
    return recommendations.answer(person, recommendation_id, draft, seen=seen, now=now).pk


def publish(
    person: Person, recommendation_id: UUID, *, is_public: bool = True, now: datetime | None = None
) -> None:
    """Show a recommendation to the public, or no longer; see ``actions.recommendations.publish``.

    Raises:
        NotAllowed: If the person may not.
    """
    recommendations.publish(person, recommendation_id, is_public=is_public, now=now)


def add_action(
    person: Person, recommendation_id: UUID, draft: ActionDraft, *, now: datetime | None = None
) -> UUID:
    """Add an action and return its id; see ``actions.doing.add_action``.

    Raises:
        NotAllowed: If the person may not.
        Conflict: If the addressee does not support the recommendation.
        InvalidInput: If a value cannot be used.
    """
    return doing.add_action(person, recommendation_id, draft, now=now).pk


def report(
    person: Person, action_id: UUID, draft: ReportDraft, *, now: datetime | None = None
) -> None:
    """Say how an action goes; see ``actions.doing.report``.

    Raises:
        NotAllowed: If the person may not.
        Conflict: If this cannot be said of it now.
        InvalidInput: If a value is missing.
    """
    doing.report(person, action_id, draft, now=now)


def report_done(
    person: Person, action_id: UUID, *, text: str = "", now: datetime | None = None
) -> None:
    """Report an action done; the short form of ``report``.

    Raises:
        NotAllowed: If the person may not.
        Conflict: If this cannot be said of it now.
    """
    doing.report(person, action_id, ReportDraft(kind="done", text=text), now=now)


def add_evidence(
    person: Person, action_id: UUID, draft: EvidenceDraft, *, now: datetime | None = None
) -> UUID:
    """Add evidence and return its id; see ``actions.showing.add_evidence``.

    Raises:
        NotAllowed: If the person may not.
        InvalidInput: If it cannot be used.
    """
    return showing.add_evidence(person, action_id, draft, now=now).pk


def confirm(
    person: Person, action_id: UUID, draft: ViewDraft | None = None, *, now: datetime | None = None
) -> UUID:
    """Confirm that an action was done and return the id; see ``actions.showing.confirm``.

    Raises:
        NotAllowed: If it is their own, or not reported done.
        Conflict: If there is no evidence yet.
    """
    return showing.confirm(person, action_id, draft or ViewDraft(), now=now).pk


def object_to(
    person: Person, action_id: UUID, draft: ViewDraft, *, now: datetime | None = None
) -> UUID:
    """Object to what was reported done and return the id; see ``actions.showing.object_to``.

    Raises:
        NotAllowed: If it is their own, or not reported done.
        InvalidInput: If the reason is missing.
    """
    return showing.object_to(person, action_id, draft, now=now).pk


def today_items(person: Person, *, since: datetime | None) -> Sequence[TodayItem]:
    """Return what waits for a person, what is due, and what is new in this room.

    Args:
        person: Whose first page it is.
        since: What came after this moment is new; all of it if None.
    """
    return (
        *waiting.today_items(person, since=since),
        *partnership_items(person, since=since),
        *exchange_items(person, since=since),
        *plan_items(person, since=since),
    )


def links_of(document_id: UUID, person: Person) -> Sequence[RelatedLink]:
    """Return what this room knows about a document, for the document's page and whoever reads it."""
    return related.links_of(document_id, person)
