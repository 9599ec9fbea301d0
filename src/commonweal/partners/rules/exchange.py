"""Who sees offers and needs: everybody who takes part. A partner's own people keep theirs; another one takes them up.

What the two write to each other is theirs; others see that it is agreed, and with whom.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from commonweal.partners.models import Notice, NoticeState, Uptake
from commonweal.partners.rules.taking_part import (
    all_who_take_part,
    organisation_of,
    takes_part,
    why,
)
from commonweal.rights.public import NOTHING, Rule, register

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader


def _keeps(person: Reader, row: Notice) -> bool:
    return organisation_of(person) == row.organisation_id


def _kept_by(person: Reader) -> Q:
    own = organisation_of(person)
    return NOTHING if own is None else Q(organisation_id=own)


def _may_take_up(person: Reader, row: Notice) -> bool:
    own = organisation_of(person)
    is_over = row.last is not None and row.last < timezone.localdate()
    is_open = row.state == NoticeState.OPEN and not is_over
    return own is not None and own != row.organisation_id and is_open


def _to_take_up(person: Reader) -> Q:
    own = organisation_of(person)
    if own is None:
        return NOTHING
    in_time = Q(last=None) | Q(last__gte=timezone.localdate())
    return in_time & Q(state=NoticeState.OPEN) & ~Q(organisation_id=own)


def _is_of(person: Reader, row: Uptake) -> bool:
    own = organisation_of(person)
    return own is not None and own in {row.organisation_id, row.notice.organisation_id}


def _of(person: Reader) -> Q:
    own = organisation_of(person)
    if own is None:
        return NOTHING
    return Q(organisation_id=own) | Q(notice__organisation_id=own)


SEE_NOTICE = register(
    Rule(
        name="partners.notice.see",
        thing="partners.Notice",
        one=takes_part,
        many=all_who_take_part,
        why=why,
    )
)
KEEP_NOTICE = register(
    Rule(name="partners.notice.keep", thing="partners.Notice", one=_keeps, many=_kept_by)
)
TAKE_UP_NOTICE = register(
    Rule(
        name="partners.notice.take-up",
        thing="partners.Notice",
        one=_may_take_up,
        many=_to_take_up,
    )
)
# The two sides: they read what was written, and say what becomes of it.
SPEAK_OF_UPTAKE = register(
    Rule(
        name="partners.uptake.speak",
        thing="partners.Uptake",
        one=_is_of,
        many=_of,
        beside=("notice",),
    )
)
