"""Offers, needs, joining and due diligence for other rooms: ids go out, never rows."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from commonweal.partners.actions import diligence, exchange, joining
from commonweal.partners.engine.diligence import QUESTIONS, Finding, LookDraft
from commonweal.partners.engine.exchange import NoticeDraft, Terms

if TYPE_CHECKING:
    from commonweal.rights.models import Person

__all__ = [
    "QUESTIONS",
    "Finding",
    "LookDraft",
    "NoticeDraft",
    "Terms",
    "add_notice",
    "agree_to_join",
    "ask_to_join",
    "look_at",
    "own_wrong_refusal",
    "reply_to_look",
    "say_of_uptake",
    "second_look",
    "take_up",
]


def add_notice(person: Person, draft: NoticeDraft, *, now: datetime | None = None) -> UUID:
    """Write an offer or a need and return its id; see ``actions.exchange.add_notice``.

    Raises:
        NotAllowed: If the person acts for nobody.
        InvalidInput: If a value cannot be used.
    """
    return exchange.add_notice(person, draft, now=now).pk


def take_up(
    person: Person, notice_id: UUID, *, text: str = "", now: datetime | None = None
) -> UUID:
    """Ask for what is offered, or say that one meets a need; return the request's id.

    Raises:
        NotAllowed: If it is their own, agreed, withdrawn or over.
    """
    return exchange.take_up(person, notice_id, text=text, now=now).pk


def say_of_uptake(
    person: Person, uptake_id: UUID, move: str, *, reason: str = "", now: datetime | None = None
) -> None:
    """Agree, decline, withdraw or call off; see ``actions.exchange.say_of_uptake``.

    Raises:
        Conflict: If this cannot be said of it now.
    """
    exchange.say_of_uptake(person, uptake_id, move, reason=reason, now=now)


def ask_to_join(
    person: Person, partnership_id: UUID, organisation_id: UUID, *, now: datetime | None = None
) -> UUID:
    """Ask another organisation to join what is signed and return the accession's id.

    Raises:
        NotAllowed: If the person does not keep the partnership.
        Conflict: If it is not signed, or that organisation is in it already.
    """
    return joining.ask_to_join(person, partnership_id, organisation_id, now=now).pk


def agree_to_join(person: Person, accession_id: UUID, *, now: datetime | None = None) -> None:
    """Say yes to an organisation that joins, or sign for the one that does.

    Raises:
        NotAllowed: If the person's partner has no say in it.
    """
    joining.agree_to_join(person, accession_id, now=now)


def look_at(
    person: Person,
    partnership_id: UUID,
    about_id: UUID,
    draft: LookDraft,
    *,
    now: datetime | None = None,
) -> UUID:
    """Look at another organisation of a partnership, decide, and return the look's id.

    Raises:
        NotAllowed: If the two are not both in it.
        InvalidInput: If a question is open, or a refusal rests on nothing.
    """
    row = diligence.begin(person, partnership_id, about_id, now=now)
    diligence.fill(person, row.pk, draft.findings)
    done = diligence.decide(person, row.pk, outcome=draft.outcome, reason=draft.reason, now=now)
    return done.pk


def second_look(person: Person, diligence_id: UUID, *, now: datetime | None = None) -> None:
    """Say as a second person that a refusal stands.

    Raises:
        NotAllowed: If the person decided it, or nothing waits.
    """
    diligence.second(person, diligence_id, now=now)


def reply_to_look(
    person: Person, diligence_id: UUID, text: str, *, now: datetime | None = None
) -> None:
    """Say something beside what another partner found.

    Raises:
        NotAllowed: If it is about another partner.
    """
    diligence.reply(person, diligence_id, text, now=now)


def own_wrong_refusal(
    person: Person, diligence_id: UUID, *, text: str, changed: str, now: datetime | None = None
) -> None:
    """Record that a refusal was an error.

    Raises:
        NotAllowed: If the person is neither of the partner that refused nor the co-ordinator.
    """
    diligence.own_wrong_refusal(person, diligence_id, text=text, changed=changed, now=now)
