"""Who is due a mail, how somebody's mails went, and whether mail works at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.kernel.today import TodayItem
from commonweal.rights.public import Digest, Role, digest_readers, holds
from commonweal.today.models import Mail

if TYPE_CHECKING:
    from commonweal.rights.models import Person

LOOKED_BACK = timedelta(days=7)
SHOWN = 7
State = Mail.State
FAILED = (State.GIVEN_UP, State.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Post:
    """How the mails of the last seven days went, in numbers.

    Attributes:
        failed: Given up, or stopped while they were sent.
        problem: The name of the newest error; empty where there is none.
    """

    sent: int
    queued: int
    failed: int
    problem: str


def due_readers(*, day: date) -> QuerySet[Person]:
    """Return the people who want a mail and had none: daily today, weekly since Monday.

    Args:
        day: The present day.
    """
    monday = day - timedelta(days=day.weekday())
    today = Mail.objects.filter(day__gte=day).values("person_id")
    # What was given up on an earlier day is made again.
    since_monday = Mail.objects.filter(day__gte=monday).exclude(state=State.GIVEN_UP, day__lt=day)
    week = since_monday.values("person_id")
    return digest_readers().filter(
        Q(digest=Digest.DAILY) & ~Q(pk__in=today) | Q(digest=Digest.WEEKLY) & ~Q(pk__in=week)
    )


def next_try() -> datetime | None:
    """Return when the first queued mail is to be tried; None where none is queued."""
    queued = Mail.objects.filter(state=State.QUEUED).order_by("next_at")
    return queued.values_list("next_at", flat=True).first()


def mails_of(person: Person) -> Sequence[Mail]:
    """Return a person's own last mails, the newest first."""
    return list(Mail.objects.filter(person_id=person.pk)[:SHOWN])


def post_of_the_week(*, today: date) -> Post:
    """Return how the mails of the last seven days went."""
    found = Mail.objects.filter(day__gt=today - LOOKED_BACK)
    states = dict(found.order_by().values_list("state").annotate(count=Count("pk")))
    troubled = found.exclude(problem="").order_by("-tried_at")
    return Post(
        sent=states.get(State.SENT, 0),
        queued=states.get(State.QUEUED, 0),
        failed=sum(states.get(state, 0) for state in FAILED),
        problem=troubled.values_list("problem", flat=True).first() or "",
    )


def today_items(person: Person, *, since: datetime | None) -> Sequence[TodayItem]:  # noqa: ARG001  told until the week is over
    """Tell the administrator that mails were not sent.

    Args:
        person: Whose first page it is.
        since: When they read it before.
    """
    if not holds(person, Role.ADMINISTRATOR):
        return ()
    failed = post_of_the_week(today=timezone.localdate()).failed
    if not failed:
        return ()
    text = ngettext("%(n)s mail could not be sent in the last seven days.", "%(n)s mails could not be sent in the last seven days.", failed)  # fmt: skip
    return (
        TodayItem(
            kind="waiting",
            text=text % {"n": failed},
            address=reverse("today:mail"),
            detail=_("Look at the mail server, and at COMMONWEAL_MAIL_URL."),
            role=Role.ADMINISTRATOR,
            count=failed,
        ),
    )
