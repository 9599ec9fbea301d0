"""Who sees what people raised: everybody who takes part. Who recorded or hosted it, or the co-ordinator, keeps it.

A council's page is the keeper's: their people publish it and take it back; then everybody reads it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from commonweal.partners.engine.concerns import Step, steps_from
from commonweal.partners.models import Concern, ConcernState, Listening, Partnership, RaisedPage
from commonweal.partners.models.partnerships import PartnershipKind
from commonweal.partners.rules.taking_part import (
    all_who_take_part,
    organisation_of,
    takes_part,
    why,
)
from commonweal.rights.public import EVERYTHING, NOTHING, Rule, coordinates, register, shares_here

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader


def keeps_listening(person: Reader, row: Listening) -> bool:
    """Say whether a person keeps a listening session: for who recorded or hosted it, or as co-ordinator."""
    own = organisation_of(person)
    return own is not None and (coordinates(person) or own in {row.recorder_id, row.host_id})


def listening_kept_by(person: Reader, *, path: str = "") -> Q:
    """Return the condition that selects the sessions a person keeps; ``path`` leads to the session."""
    own = organisation_of(person)
    if own is None:
        return NOTHING
    if coordinates(person):
        return EVERYTHING
    return Q(**{f"{path}recorder_id": own}) | Q(**{f"{path}host_id": own})


def _keeps_council(person: Reader, row: Partnership) -> bool:
    own = organisation_of(person)
    return (
        own is not None
        and row.kind == PartnershipKind.PUBLIC_COUNCIL
        and (coordinates(person) or own == row.keeper_id)
    )


def _councils_kept_by(person: Reader, *, path: str = "") -> Q:
    own = organisation_of(person)
    if own is None:
        return NOTHING
    councils = Q(**{f"{path}kind": PartnershipKind.PUBLIC_COUNCIL})
    return councils if coordinates(person) else councils & Q(**{f"{path}keeper_id": own})


def _takes_up(person: Reader, row: Concern) -> bool:
    return organisation_of(person) is not None and row.state == ConcernState.RAISED


def _to_take_up(person: Reader) -> Q:
    return NOTHING if organisation_of(person) is None else Q(state=ConcernState.RAISED)


def _sees_page(person: Reader, row: RaisedPage) -> bool:
    return row.is_public or shares_here(person)


def _pages_seen_by(person: Reader) -> Q:
    return EVERYTHING if shares_here(person) else Q(withdrawn_at=None)


def _why_page(reader: Reader, row: RaisedPage) -> str | Promise:
    if row.is_public and not shares_here(reader):
        return gettext_lazy("The council shows this page to everybody.")
    return why(reader, row)


def may_say(person: Reader, row: Concern) -> tuple[Step, ...]:
    """Return what a person may say of a concern now.

    Args:
        person: Who would say it.
        row: The concern, with its listening session.
    """
    own = organisation_of(person)
    return steps_from(
        row.state,
        took_it_up=own is not None and own == row.taken_up_by_id,
        keeps=keeps_listening(person, row.listening),
        works=own is not None,
    )


SEE_LISTENING = register(
    Rule(
        name="partners.listening.see",
        thing="partners.Listening",
        one=takes_part,
        many=all_who_take_part,
        why=why,
    )
)
KEEP_LISTENING = register(
    Rule(
        name="partners.listening.keep",
        thing="partners.Listening",
        one=keeps_listening,
        many=listening_kept_by,
    )
)
SEE_CONCERN = register(
    Rule(
        name="partners.concern.see",
        thing="partners.Concern",
        one=takes_part,
        many=all_who_take_part,
        why=why,
    )
)
KEEP_CONCERN = register(
    Rule(
        name="partners.concern.keep",
        thing="partners.Concern",
        one=lambda person, row: keeps_listening(person, row.listening),
        many=lambda person: listening_kept_by(person, path="listening__"),
    )
)
TAKE_UP = register(
    Rule(name="partners.concern.take-up", thing="partners.Concern", one=_takes_up, many=_to_take_up)
)
SEE_RAISED_PAGE = register(
    Rule(
        name="partners.raised-page.see",
        thing="partners.RaisedPage",
        one=_sees_page,
        many=_pages_seen_by,
        why=_why_page,
    )
)
KEEP_RAISED_PAGE = register(
    Rule(
        name="partners.raised-page.keep",
        thing="partners.RaisedPage",
        one=lambda person, row: _keeps_council(person, row.council),
        many=lambda person: _councils_kept_by(person, path="council__"),
    )
)
PUBLISH_RAISED = register(
    Rule(
        name="partners.partnership.publish-raised",
        thing="partners.Partnership",
        one=_keeps_council,
        many=_councils_kept_by,
    )
)
