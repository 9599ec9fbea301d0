"""What takes a partnership further, for whoever reads its page, and whom it waits for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commonweal.partners.engine.harm import CLEARED
from commonweal.partners.engine.partnerships import APART, next_move
from commonweal.partners.queries.harm import standing_of
from commonweal.partners.rules.taking_part import organisation_of
from commonweal.rights.public import OrganisationName, acted_for, organisation_names, organisations

if TYPE_CHECKING:
    from uuid import UUID

    from commonweal.partners.queries.joining import Joining
    from commonweal.partners.queries.partnerships import PartnershipPage
    from commonweal.partners.rules.taking_part import Reader


@dataclass(frozen=True, slots=True)
class Step:
    """One act and its button.

    Attributes:
        kind: What is said, as in ``engine.partnerships.MOVES``; empty where a page is opened instead.
        words: What the button says.
        address: The page that it opens; empty where the button says it at once.
    """

    kind: str
    words: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Next:
    """What stands first on the page of a partnership.

    Attributes:
        told: How it stands, and what follows from the button.
        step: What the reader may do to take it further, if anything.
        beside: The answer that is not the first one, such as a signature that is taken back.
        joins: Whom the reader is asked about, each with the page on which to answer.
        waits: Who has not said yes yet to what waits for a yes, by name.
        apart: What ends something for others too; each has a page that asks first.
    """

    told: str
    step: Step | None
    beside: Sequence[Step]
    joins: Sequence[Step]
    waits: Sequence[str]
    apart: Sequence[Step]


def next_of(
    person: Reader, page: PartnershipPage, *, joins: Sequence[Joining], today: date
) -> Next:
    """Return what stands first on a partnership's page for a person.

    Args:
        person: Who reads.
        page: What the page says otherwise.
        joins: Who would join it.
        today: The present day.
    """
    own = organisation_of(person)
    name = organisation_names([own]).get(own, "") if own else ""
    told, step = _first(page, name, today=today)
    return Next(
        told=told,
        step=step,
        beside=_beside(page, name),
        joins=_joins(page, own, name, joins),
        waits=waits_for(page),
        apart=_apart(page, name),
    )


def waits_for(page: PartnershipPage) -> list[str]:
    """Return who has not said yes yet, by name; with a word where nobody could."""
    waiting = [each for each in page.sides if each.is_awaited and each.said_yes is None]
    known = acted_for() if waiting else set()
    return [with_word(e.member.organisation_id, e.member.organisation.name, known) for e in waiting]


def parties_to_choose() -> list[OrganisationName]:
    """Return every partner for a list of those who could be parties; who could not sign is called so."""
    known = acted_for()
    return [OrganisationName(e.id, with_word(e.id, e.name, known)) for e in organisations()]


def with_word(key: UUID, name: str, known: Collection[UUID]) -> str:
    """Return a partner's name, with a word where nobody acts for it.

    Args:
        key: The partner.
        name: Its name.
        known: Those for whom somebody acts.
    """
    return name if key in known else _("%(partner)s (nobody acts for it yet)") % {"partner": name}


def _first(page: PartnershipPage, name: str, *, today: date) -> tuple[str, Step | None]:
    kind = next_move(page.moves, page.row.stage)
    match kind:
        case "discussed":
            said = _("It is only proposed. Once it is being discussed, each party can sign it.")
            return said, Step(kind, _("Take it up for discussion"))
        case "signed":
            said = _("You sign the text and the days as they stand on this page. It can be taken back until all have signed.")  # fmt: skip
            return said, Step(kind, _("Sign for %(partner)s") % {"partner": name})
        case "activated":
            return _to_begin(page, today=today)
        case "agreed":
            said = _("A renewal is offered: %(days)s.") % {"days": _days(page)}
            return said, Step(kind, _("Agree to the renewal for %(partner)s") % {"partner": name})
        case "renewal":
            ends = page.row.end
            past = _("Its last day was %(day)s."), _("Its last day is %(day)s.")
            said = past[ends >= today] % {"day": date_format(ends)}
            return said, Step("", _("Offer to renew it"), _address(page, kind))
        case _:
            return "", None


def _to_begin(page: PartnershipPage, *, today: date) -> tuple[str, Step | None]:
    start = page.row.start
    if start is not None and start > today:
        said = _("All have signed. It begins on %(day)s; say then, here, that it is active.")
        return said % {"day": date_format(start)}, None
    standing = standing_of("partnership", page.row.pk, today=today)
    if standing.state not in CLEARED:
        to_harm = reverse("partners:harm", args=["partnership", page.row.pk])
        said = _("All have signed. Before it is active it needs a do-no-harm check that counts.")
        return said, Step("", _("Make the do-no-harm check"), to_harm)
    return _("All have signed."), Step("activated", _("Say that it is active"))


def _beside(page: PartnershipPage, name: str) -> list[Step]:
    found = []
    if "unsigned" in page.moves:
        words = _("Take the signature of %(partner)s back") % {"partner": name}
        found.append(Step("unsigned", words))
    if "dropped" in page.moves:
        found.append(Step("", _("Do not renew it"), _address(page, "dropped")))
    if "renewal" in page.moves and next_move(page.moves, page.row.stage) != "renewal":
        found.append(Step("", _("Offer to renew it"), _address(page, "renewal")))
    return found


def _joins(
    page: PartnershipPage, own: UUID | None, name: str, joins: Sequence[Joining]
) -> list[Step]:
    inside = {each.member.organisation_id for each in page.sides if each.member.left_on is None}
    found = []
    for each in joins:
        is_own = own == each.row.organisation_id
        asked = own is not None and (is_own or own in inside)
        if not asked or any(said.organisation_id == own for said in each.row.yes.all()):
            continue
        words = (
            _("Sign and join for %(partner)s, or not") % {"partner": name}
            if is_own
            else _("Say yes or no: %(partner)s would join")
            % {"partner": each.row.organisation.name}
        )
        found.append(Step("", words, reverse("partners:answer_accession", args=[each.row.pk])))
    return found


def _apart(page: PartnershipPage, name: str) -> list[Step]:
    words = {
        "left": _("%(partner)s leaves it") % {"partner": name},
        "ended": _("End it for all"),
    }
    return [
        Step("", words[kind], _address(page, kind))
        for kind in APART
        if kind in words and kind in page.moves
    ]


def _address(page: PartnershipPage, kind: str) -> str:
    return reverse("partners:move_apart", args=[page.row.pk, kind])


def _days(page: PartnershipPage) -> str:
    term = page.open_term
    if term is None or term.start is None:
        return ""
    if term.end is None:
        return _("from %(start)s, without an end") % {"start": date_format(term.start)}
    days = {"start": date_format(term.start), "end": date_format(term.end)}
    return _("from %(start)s to %(end)s") % days
