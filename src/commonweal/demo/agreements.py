"""The partnerships of the demo city: who agrees with whom, and how far each is.

- the Prevention Council: active, four meetings a year, of which the one with the minutes counts;
- the market's public-private partnership, which ends in sixty days and is not renewed yet;
- a memorandum that is being discussed, signed by two of three.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from commonweal.demo.city import (
    COORDINATOR,
    HEALTH,
    INTERFAITH,
    POLICE,
    RADIO,
    TEACHERS,
    TRADERS,
    UNIVERSITY,
    WOMEN,
    YOUTH,
    Resident,
)
from commonweal.demo.models import Made
from commonweal.partners import public as partners

if TYPE_CHECKING:
    from commonweal.rights.models import Person


@dataclass(frozen=True, slots=True)
class Duty:
    """What a partnership obliges to: so many of something a year."""

    kind: str
    text: str
    number: int
    who: Resident | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """One partnership.

    Attributes:
        key: How the tour calls it.
        kind: Such as ``memorandum``.
        title: Its title.
        purpose: What it is for.
        members: Who is in it; the first one proposes and keeps it.
        roles: The role of those who are more than members, by key.
        legal_basis: What it rests on.
        terms: How it works.
        days_ago: When it was proposed.
        starts_ago: Its first day; None if it is open.
        ends_in: Its last day, from today; None if it has none.
        duties: What it obliges to.
        signed_by: Who has signed.
        is_active: Whether all signed and it began.
    """

    key: str
    kind: str
    title: str
    purpose: str
    members: tuple[Resident, ...]
    roles: tuple[tuple[Resident, str], ...] = ()
    legal_basis: str = ""
    terms: str = ""
    days_ago: int = 30
    starts_ago: int | None = None
    ends_in: int | None = None
    duties: tuple[Duty, ...] = ()
    signed_by: tuple[Resident, ...] = ()
    is_active: bool = False


_COUNCIL = (COORDINATOR, POLICE, WOMEN, YOUTH, INTERFAITH, TEACHERS, UNIVERSITY, HEALTH, TRADERS)
_SQUARES = (COORDINATOR, TRADERS, POLICE)

AGREEMENTS = (
    Agreement(
        key="prevention-council",
        kind="public-council",
        title="Prevention Council of Halvera",
        purpose="To agree, in the open, who does what so that nobody in Halvera is drawn to violence, and to say what became of it.",
        members=_COUNCIL,
        roles=((COORDINATOR, "chair"), (WOMEN, "secretariat")),
        legal_basis="Decision of the City Assembly of Halvera on local safety councils",
        terms="It meets once a quarter. Each partner may put a point on the agenda. What is asked is answered at the next meeting.",
        days_ago=260,
        starts_ago=230,
        duties=(Duty("meeting", "Quarterly meetings of the council", 4),),
        signed_by=_COUNCIL,
        is_active=True,
    ),
    Agreement(
        key="safe-squares",
        kind="public-private",
        title="Safe Squares: the Old Market stays open",
        purpose="The city, the traders and the police share the work that keeps the Old Market safe, open and step-free.",
        members=_SQUARES,
        legal_basis="Contract between the City of Halvera and the market traders",
        days_ago=330,
        starts_ago=304,
        ends_in=60,
        duties=(
            Duty("training", "Training of the market's stewards", 2, TRADERS),
            Duty("exercise", "A table-top exercise of all three", 1),
        ),
        signed_by=_SQUARES,
        is_active=True,
    ),
    Agreement(
        key="rumour-line",
        kind="memorandum",
        title="Answering rumours together",
        purpose="The radio, the teachers and the youth network check what is said after an incident, and answer with one voice.",
        members=(RADIO, TEACHERS, YOUTH),
        days_ago=21,
        signed_by=(RADIO, YOUTH),
        duties=(Duty("report", "A joint report of what was asked and answered", 1),),
    ),
)


@dataclass(frozen=True, slots=True)
class Table:
    """Who plays whom, and when things happened."""

    person: Callable[[Resident], Person]
    partner: Callable[[Resident], UUID]
    ago: Callable[[int], datetime]


def agree(table: Table) -> None:
    """Let the partners agree with each other, each signing for its own."""
    for one in AGREEMENTS:
        _agree(table, one)


def _agree(table: Table, one: Agreement) -> None:
    keeper, now = table.person(one.members[0]), table.ago(one.days_ago)
    roles = {who.key: role for who, role in one.roles}
    draft = partners.PartnershipDraft(
        kind=one.kind,
        title=one.title,
        purpose=one.purpose,
        members=tuple(
            partners.MemberDraft(table.partner(who), roles.get(who.key, "member"))
            for who in one.members
        ),
        legal_basis=one.legal_basis,
        terms_of_reference=one.terms,
        start=None if one.starts_ago is None else table.ago(one.starts_ago).date(),
        end=None if one.ends_in is None else table.ago(-one.ends_in).date(),
    )
    key = partners.propose_partnership(keeper, draft, now=now)
    Made.objects.create(name=f"partnership:{one.key}", made_id=key)
    for duty in one.duties:
        partners.add_obligation(
            keeper,
            key,
            partners.ObligationDraft(
                kind=duty.kind,
                text=duty.text,
                number=duty.number,
                organisation_id=table.partner(duty.who) if duty.who else None,
            ),
            now=now,
        )
    partners.move_partnership(keeper, key, partners.MoveDraft("discussed"), now=now)
    for who in one.signed_by:
        partners.move_partnership(table.person(who), key, partners.MoveDraft("signed"), now=now)
    if one.is_active and one.starts_ago is not None:
        begun = table.ago(one.starts_ago)
        _check_harm(table, one, key, now=begun)
        partners.move_partnership(keeper, key, partners.MoveDraft("activated"), now=begun)


# What the Prevention Council's partners foresaw, and what they do about it; the others differ in nothing that matters here.
HARM = {
    "stigma": (
        "A quarter that is spoken of at every meeting is soon called dangerous.",
        "Points on the agenda name what is missing, never who lives there; the chair reads the minutes for it.",
        COORDINATOR,
    ),
    "security": (
        "Somebody who speaks at a meeting is recognised on the bus home.",
        "Heads are counted, names are not written down, nobody is photographed.",
        WOMEN,
    ),
    "trust": (
        "If what was promised is not heard of again, people come once and never again.",
        "Each meeting opens with what was promised at the last one.",
        COORDINATOR,
    ),
    "women": (
        "Meetings in the evening leave out whoever looks after children.",
        "Every second meeting is in the morning, and somebody looks after the children.",
        WOMEN,
    ),
    "youth": (
        "Young people are talked about in their presence.",
        "The Youth Network puts two points on every agenda and speaks first to them.",
        YOUTH,
    ),
    "reprisals": (
        "A trader who complains is checked more often afterwards.",
        "Whoever is treated worse after speaking tells the secretariat; the council hears it without the name.",
        POLICE,
    ),
    "independence": (
        "An association that is paid by the city feels that it has to report on people.",
        "The terms of reference say that nobody has a duty to report, and that no grant may ask for it.",
        COORDINATOR,
    ),
    "exit": (
        "The council ends with the people who began it.",
        "It ends by a decision, half a year ahead; what it wrote down is erased after its period.",
        COORDINATOR,
    ),
}


def _check_harm(table: Table, one: Agreement, key: UUID, *, now: datetime) -> None:
    answers = {
        question: partners.plan.HarmAnswerDraft(risk, what, table.partner(who))
        for question, (risk, what, who) in HARM.items()
    }
    partners.plan.check_harm(table.person(one.members[0]), "partnership", key, answers, now=now)
