"""Due diligence as pages read it, for a person: what is asked, what was found, between whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonweal.partners.engine.diligence import QUESTIONS, Finding, again_on, is_in_force
from commonweal.partners.models import Diligence, DiligenceFinding, Partnership, WrongRefusal
from commonweal.partners.queries.rows import one
from commonweal.partners.rules.diligence import SEE_DILIGENCE, reads_notes
from commonweal.partners.rules.taking_part import organisation_of

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader
    from commonweal.rights.models import Organisation

QUESTION_NAMES: Mapping[str, Promise] = {
    "identity": _("Do we know who they are: a registered name, an address, people who answer for it?"),
    "purpose": _("Does what they do fit the purpose of this partnership?"),
    "control": _("Do those who answer for it decide what it does, and nobody behind them?"),
    "money": _("Can they say where the money and the goods for this come from, and where they go?"),
    "listed": _("Did a look at the lists that bind us find no name like theirs? Yes: none is like it. No: one is, which alone decides nothing. Name the lists and their dates as the source."),
    "identifier": _("If a name was alike: does a second fact, such as a registration number, show that it is another body?"),
    "independence": _("Can both sides disagree in public, and does nobody ask for personal data in return?"),
    "harm": _("Was it asked what working together could do to people: stigma, reprisals, lost trust?"),
    "record": _("Were earlier agreements, with us or with others, kept?"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, and the answer to it, if there is one."""

    key: str
    question: Promise
    finding: DiligenceFinding | None


@dataclass(frozen=True, slots=True)
class Look:
    """One look at another organisation.

    Attributes:
        row: The look.
        asked: Every question with its answer.
        reads_notes: Whether the reader reads the notes; only the two partners do.
        holds: Whether the outcome holds: a refusal only with a second person.
        again_on: When it is to be looked at again.
        former: Earlier looks of the same partner at the same one.
    """

    row: Diligence
    asked: Sequence[Asked]
    reads_notes: bool
    holds: bool
    again_on: date | None
    former: Sequence[Diligence]
    wrong: WrongRefusal | None


@dataclass(frozen=True, slots=True)
class Way:
    """What one organisation looks at, of another: the look that counts, or none yet."""

    by: Organisation
    about: Organisation
    row: Diligence | None
    may_begin: bool


def diligence_of(person: Reader, diligence_id: UUID) -> Diligence:
    """Return a look the person may see.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    rows = Diligence.objects.filter(SEE_DILIGENCE.rows(person))
    return one(rows.select_related("partnership", "by", "about"), diligence_id)


def findings_of(row: Diligence) -> dict[str, Finding]:
    """Return the answers of a look, by question."""
    return {
        each.question: Finding(each.answer, each.note, each.source) for each in row.findings.all()
    }


def look_of(person: Reader, diligence_id: UUID) -> Look:
    """Return all that the page of a look says to a person.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    row = diligence_of(person, diligence_id)
    found = {each.question: each for each in row.findings.all()}
    former = Diligence.objects.filter(
        partnership=row.partnership_id, by=row.by_id, about=row.about_id
    ).exclude(pk=row.pk)
    return Look(
        row=row,
        asked=[Asked(key, QUESTION_NAMES[key], found.get(key)) for key in QUESTIONS],
        reads_notes=reads_notes(person, row),
        holds=is_in_force(row.outcome, has_second=row.second_by_id is not None),
        again_on=again_on(timezone.localdate(row.decided_at)) if row.decided_at else None,
        former=list(former),
        wrong=WrongRefusal.objects.filter(diligence=row).select_related("organisation").first(),
    )


def ways_of(person: Reader, partnership: Partnership) -> list[Way]:
    """Return, for a partnership, who looked at whom, as far as the person may see it, both ways.

    Args:
        person: Who reads; sees the looks of and at their own partner, the co-ordinator and oversight all.
        partnership: A partnership the person may see.
    """
    seen = Diligence.objects.filter(
        SEE_DILIGENCE.rows(person), partnership=partnership, superseded_at=None
    )
    rows: dict[tuple[Any, Any], Diligence] = {(each.by_id, each.about_id): each for each in seen}
    members = [
        each.organisation
        for each in partnership.members.select_related("organisation")
        if each.left_on is None
    ]
    own = organisation_of(person)
    ways = [
        Way(by, about, rows.get((by.pk, about.pk)), may_begin=by.pk == own)
        for by in members
        for about in members
        if by != about
    ]
    return [way for way in ways if way.row is not None or way.may_begin]


def wrong_refusals(person: Reader, partnership: Partnership) -> int:
    """Return how many refusals in a partnership were errors, as far as the person may see them."""
    seen = Diligence.objects.filter(SEE_DILIGENCE.rows(person), partnership=partnership)
    return WrongRefusal.objects.filter(diligence__in=seen).count()
