"""Mails that say that something waits: made once a day, sent once, tried again while the server is away.

    due → [queued] → sending → [sent]
              ↑          ├→ the server said no: queued again, later; given up at the end of the day
              └──────────┤
                         └→ we were stopped meanwhile: [unknown], never sent again
    nothing waits → [nothing]

The row is kept before the mail goes, and claimed by one sender in one statement: whatever happens, nobody
gets two mails for a day.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import TYPE_CHECKING

from django.core.mail import get_connection
from django.db.models import Count, F
from django.utils import timezone

from commonweal.rights.public import digest_readers, note_digest
from commonweal.today.actions.letter import letter_to
from commonweal.today.models import Mail
from commonweal.today.queries.mails import due_readers
from commonweal.today.queries.page import URGENCIES, today_of

if TYPE_CHECKING:
    from commonweal.rights.models import Person

State = Mail.State
# After how long a mail that the server did not take is tried again, the more often the later.
AGAIN = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 60, 180, 360))
# A sender that says nothing for this long was stopped.
STOPPED_AFTER = timedelta(minutes=15)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run did, in numbers.

    Attributes:
        made: How many people were looked at.
        nothing: For how many of them nothing waits.
        sent: How many mails went.
        queued: How many wait for the mail server.
        given_up: How many could not be sent within a day, or may not have been.
        is_finished: Whether all were looked at.
    """

    made: int = 0
    nothing: int = 0
    sent: int = 0
    queued: int = 0
    given_up: int = 0
    is_finished: bool = True


def send_digests(*, now: datetime, is_over: Callable[[], bool] = lambda: False) -> Outcome:
    """Make today's mails for whoever wants one and has none, and send what is queued.

    Killed at any point and called again, it goes on; nobody gets two mails for a day.

    Args:
        now: The present.
        is_over: Asked before each person and each mail; the rest is left for the next call.
    """
    day = timezone.localdate(now)
    made = nothing = 0
    for key in list(due_readers(day=day).values_list("pk", flat=True)):
        person = digest_readers().filter(pk=key).first()
        if is_over() or person is None:
            continue
        counts = counts_for(person, day=day)
        made += 1
        nothing += not waits(counts)
        _make(person, counts, day=day, now=now)
    _settle_what_is_over(now, day=day)
    sent = _send_queued(now, is_over=is_over)
    states = dict(
        Mail.objects.filter(day__gte=day - timedelta(days=1))
        .order_by()
        .values_list("state")
        .annotate(count=Count("pk"))
    )
    return Outcome(
        made=made,
        nothing=nothing,
        sent=sent,
        queued=states.get(State.QUEUED, 0),
        given_up=states.get(State.GIVEN_UP, 0) + states.get(State.UNKNOWN, 0),
        is_finished=not is_over(),
    )


def dry_run(*, now: datetime) -> Outcome:
    """Return how many mails would be sent now; nothing is changed and none is sent."""
    day = timezone.localdate(now)
    counted = [counts_for(person, day=day) for person in due_readers(day=day)]
    nothing = sum(not waits(counts) for counts in counted)
    queued = Mail.objects.filter(state=State.QUEUED).count() + len(counted) - nothing
    return Outcome(made=len(counted), nothing=nothing, queued=queued)


def counts_for(person: Person, *, day: date) -> dict[str, int]:
    """Return how many things of each kind a person's first page has now: numbers, no words."""
    page = today_of(person, since=person.today_read_at, today=day)
    return {urgency: page.count(urgency) for urgency in URGENCIES}


def waits(counts: dict[str, int]) -> bool:
    """Say whether something waits or is due: news alone are no reason for a mail."""
    return any(counts[kind] for kind in ("waiting", "overdue", "due"))


def _make(person: Person, counts: dict[str, int], *, day: date, now: datetime) -> None:
    state = State.QUEUED if waits(counts) else State.NOTHING
    # Another worker may be at the same person: the database keeps one row a day.
    Mail.objects.bulk_create(
        [Mail(person=person, day=day, state=state, counts=counts, made_at=now, next_at=now)],
        ignore_conflicts=True,
    )


def _settle_what_is_over(now: datetime, *, day: date) -> None:
    """Settle mails of earlier days, and those whose sender was killed: nobody knows whether these went."""
    late = Mail.objects.filter(state=State.QUEUED, day__lt=day)
    late.update(state=State.GIVEN_UP)
    stopped = Mail.objects.filter(state=State.SENDING, tried_at__lt=now - STOPPED_AFTER)
    stopped.update(state=State.UNKNOWN, problem="stopped")


def _send_queued(now: datetime, *, is_over: Callable[[], bool]) -> int:
    queued = Mail.objects.filter(state=State.QUEUED, next_at__lte=now)
    ids = list(queued.order_by("next_at", "pk").values_list("pk", flat=True))
    if not ids:
        return 0
    connection = get_connection()
    try:
        connection.open()
    except (SMTPException, OSError) as error:
        for key in ids:
            if mail := _claimed(key, now):
                _try_later(mail, error, now)
        return 0
    try:
        return sum(_send(key, connection, now) for key in ids if not is_over())
    finally:
        connection.close()


def _claimed(key: int, now: datetime) -> Mail | None:
    """Return a mail that this sender alone sends; None where another one has it, or nobody wants it."""
    mine = Mail.objects.filter(pk=key, state=State.QUEUED).update(
        state=State.SENDING, attempts=F("attempts") + 1, tried_at=now
    )
    return Mail.objects.select_related("person").get(pk=key) if mine else None


def _send(key: int, connection: object, now: datetime) -> bool:
    mail = _claimed(key, now)
    if mail is None:
        return False
    letter = letter_to(mail.person, mail.counts, connection=connection)
    if letter is None:
        # Stopped, closed or erased since it was queued.
        Mail.objects.filter(pk=key).update(state=State.NOTHING)
        return False
    try:
        letter.send()
    except (SMTPResponseException, SMTPRecipientsRefused) as error:
        _try_later(mail, error, now)
        return False
    except (SMTPException, OSError) as error:
        # The server went away before it said yes or no.
        _settle(mail, State.UNKNOWN, error)
        return False
    Mail.objects.filter(pk=key).update(state=State.SENT, problem="")
    note_digest(mail.person_id, at=now)
    return True


def _try_later(mail: Mail, error: Exception, now: datetime) -> None:
    if mail.attempts > len(AGAIN):
        _settle(mail, State.GIVEN_UP, error)
        return
    log.warning("mail-not-taken", extra={"facts": {"error": type(error).__name__}})
    Mail.objects.filter(pk=mail.pk).update(
        state=State.QUEUED,
        next_at=now + AGAIN[mail.attempts - 1],
        problem=type(error).__name__[:80],
    )


def _settle(mail: Mail, state: str, error: Exception) -> None:
    log.error("mail-not-sent", extra={"facts": {"error": type(error).__name__, "state": state}})
    Mail.objects.filter(pk=mail.pk).update(state=state, problem=type(error).__name__[:80])
