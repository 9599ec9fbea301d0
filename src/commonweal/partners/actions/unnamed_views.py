"""Objections without a name beside views with one: never so that the two can be put together.

A view without a name is refused once the partner has spoken by name of the same thing. The other way
round, what stands without a name is first taken back in an act of its own, seen by the others as a
civil-society partner's, and time lies between: nothing moves at the moment at which a name appears.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, NotFound
from commonweal.partners.actions.permit import lock_action
from commonweal.partners.actions.standing import settle
from commonweal.partners.models import Commitment, Confirmation
from commonweal.partners.queries.questions import commitment_of
from commonweal.partners.queries.rows import action_of
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import Thing, record, verb

if TYPE_CHECKING:
    from django.db.models import Manager

    from commonweal.partners.models import CommitmentView
    from commonweal.rights.models import Person

APART_DAYS = 30
TAKEN_BACK = verb(
    "partners.objection.taken-back-unnamed",
    gettext_lazy("took an objection back, as a civil-society partner"),
    is_unnamed=True,
)


def by_name_from(views: Manager[Any], organisation_id: UUID) -> datetime | None:
    """Return from when a partner whose objection stood without its name may speak by name; None where none did.

    Args:
        views: What was said of one thing so far.
        organisation_id: The partner.
    """
    former = views.filter(organisation_id=organisation_id, is_unnamed=True)
    ended: datetime | None = former.aggregate(last=Max("superseded_at"))["last"]
    return None if ended is None else ended + timedelta(days=APART_DAYS)


def raise_if_known(views: Manager[Any], row: Confirmation | CommitmentView) -> None:
    """Refuse a view beside which everybody would know whose objection without a name it was.

    Args:
        views: What was said of the same thing so far.
        row: What is about to be said.

    Raises:
        Conflict: If it has no name and the partner spoke by name, or the other way round: while its
            objection without a name stands, and for some days after it was taken back.
    """
    own = views.filter(organisation_id=row.organisation_id)
    if row.is_unnamed:
        if own.filter(is_unnamed=False).exists():
            raise Conflict(
                "partners.view.known",
                _("Your partner has spoken here under its name: beside that, everybody would know whose objection it is. Object by name, or let another civil-society partner object."),
            )  # fmt: skip
        return
    if own.filter(is_unnamed=True, superseded_at=None).exists():
        raise Conflict(
            "partners.view.unnamed-stands",
            _("Your objection stands here without your name: if you spoke by name now, everybody would know that it was yours. Take it back first; %(days)s days later you can speak by name. Without your name you can object anew at once.")
            % {"days": APART_DAYS},
        )  # fmt: skip
    first = by_name_from(views, row.organisation_id)
    if first is not None and row.at < first:
        raise Conflict(
            "partners.view.unnamed-lately",
            _("Your partner’s objection without its name was taken back less than %(days)s days ago: a view by name so soon would tell whose it was. You can speak by name from %(day)s.")
            % {"days": APART_DAYS, "day": date_format(timezone.localtime(first), "DATETIME_FORMAT")},
        )  # fmt: skip


@transaction.atomic
def take_back_objection(person: Person, action_id: UUID, *, now: datetime | None = None) -> None:
    """Take back the objection to an action that stands without the own partner's name.

    Args:
        person: One of its people.
        action_id: The action.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is no such action, or none of theirs stands there without a name.
        NotAllowed: If the person acts for nobody.
    """
    lock_action(action_id)
    action = action_of(person, action_id)
    _end(person, action.confirmations, now=now)
    settle(action.recommendation_id)


@transaction.atomic
def take_back_objection_to_promise(
    person: Person, commitment_id: UUID, *, now: datetime | None = None
) -> None:
    """Take back the objection to a kept promise that stands without the own partner's name.

    Args:
        person: One of its people.
        commitment_id: The promise.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is no such promise, or none of theirs stands there without a name.
        NotAllowed: If the person acts for nobody.
    """
    row = commitment_of(person, commitment_id)
    Commitment.objects.select_for_update().get(pk=row.pk)
    _end(person, row.views, now=now)


def _end(person: Person, views: Manager[Any], *, now: datetime | None) -> None:
    standing = views.filter(organisation_id=acting_for(person), is_unnamed=True, superseded_at=None)
    if not standing.update(superseded_at=now or timezone.now()):
        raise NotFound("partners.view.none", _("No objection of yours stands here without a name."))
    record(person, TAKEN_BACK, thing=Thing("partners.Confirmation", ""))
