"""Send the answers to requests about personal data: once, and again later while the server is away.

    queued → sending → sent
      ↑        ├→ the server said no: queued again, later; at last failed
      └────────┤
               └→ we were stopped meanwhile: failed, never sent again

The row is claimed by one sender in one statement: nobody gets an answer twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Any
from uuid import UUID

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.rights.actions.trail import record, verb
from commonweal.rights.models import DataRequest
from commonweal.rights.queries.requests import contact_of

Mail = DataRequest.Mail
# After how long an answer that the server did not take is tried again: a weekend is got over.
AGAIN = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 60, 360, 1440, 1440))
# A sender that says nothing for this long was stopped.
STOPPED_AFTER = timedelta(minutes=15)
log = logging.getLogger(__name__)

MAILED = verb(
    "rights.request.answer-mailed", gettext_lazy("the answer to a request was sent by mail")
)
NOT_MAILED = verb(
    "rights.request.answer-not-mailed",
    gettext_lazy("the answer to a request could not be sent by mail"),
)


def letter_to(request: DataRequest, address: str, *, connection: Any = None) -> EmailMessage:
    """Return the mail with an answer: its words and the request's number, and nothing else.

    Args:
        request: An answered request.
        address: Where it goes.
        connection: How it is sent.
    """
    number = _("The number of your request: %(number)s") % {"number": request.pk}
    return EmailMessage(
        subject=_("The answer to your request"),
        body=f"{request.answer}\n\n{number}\n",
        to=[address],
        connection=connection,
        headers={"Auto-Submitted": "auto-generated"},
    )


def send_answers(*, now: datetime, is_over: Callable[[], bool] = lambda: False) -> int:
    """Send the answers whose time has come; return how many went.

    Killed at any point and called again, it goes on.

    Args:
        now: The present.
        is_over: Asked before each mail; the rest is left for the next call.
    """
    stopped = DataRequest.objects.filter(mail=Mail.SENDING, mail_at__lt=now - STOPPED_AFTER)
    for key in list(stopped.values_list("pk", flat=True)):
        _settle(key, Mail.FAILED)
    queued = DataRequest.objects.filter(mail=Mail.QUEUED, mail_at__lte=now)
    keys = list(queued.order_by("mail_at", "pk").values_list("pk", flat=True))
    if not keys:
        return 0
    connection = get_connection()
    try:
        connection.open()
    except (SMTPException, OSError) as error:
        for key in keys:
            if one := _claimed(key, now):
                _try_later(one, error, now)
        return 0
    try:
        return sum(_send(key, connection, now) for key in keys if not is_over())
    finally:
        connection.close()


def next_answer_at() -> datetime | None:
    """Return when an answer is to be sent next; None where none waits."""
    waiting = DataRequest.objects.filter(mail__in=[Mail.QUEUED, Mail.SENDING])
    first = waiting.order_by("mail_at").first()
    if first is None or first.mail_at is None:
        return None
    is_queued = first.mail == Mail.QUEUED
    return first.mail_at if is_queued else first.mail_at + STOPPED_AFTER


def _claimed(key: UUID, now: datetime) -> DataRequest | None:
    """Return a request whose answer this sender alone sends; None where another one has it."""
    mine = DataRequest.objects.filter(pk=key, mail=Mail.QUEUED).update(
        mail=Mail.SENDING, mail_tries=F("mail_tries") + 1, mail_at=now
    )
    return DataRequest.objects.select_related("person").get(pk=key) if mine else None


def _send(key: UUID, connection: object, now: datetime) -> bool:
    one = _claimed(key, now)
    if one is None:
        return False
    address = contact_of(one)
    if not address or not one.answer:  # erased since it was queued
        _settle(key, Mail.FAILED)
        return False
    try:
        letter_to(one, address, connection=connection).send()
    except (SMTPResponseException, SMTPRecipientsRefused) as error:
        _try_later(one, error, now)
        return False
    except (SMTPException, OSError) as error:
        # The server went away before it said yes or no.
        log.error("answer-not-sent", extra={"facts": {"error": type(error).__name__}})  # noqa: TRY400  no words of the server
        _settle(key, Mail.FAILED)
        return False
    _settle(key, Mail.SENT)
    return True


def _try_later(one: DataRequest, error: Exception, now: datetime) -> None:
    log.warning("answer-not-taken", extra={"facts": {"error": type(error).__name__}})
    if one.mail_tries > len(AGAIN):
        _settle(one.pk, Mail.FAILED)
        return
    later = now + AGAIN[one.mail_tries - 1]
    DataRequest.objects.filter(pk=one.pk).update(mail=Mail.QUEUED, mail_at=later)


@transaction.atomic
def _settle(key: UUID, state: str) -> None:
    open_ = DataRequest.objects.filter(pk=key, mail=Mail.SENDING)
    if open_.update(mail=state, mail_at=timezone.now()):
        act = MAILED if state == Mail.SENT else NOT_MAILED
        record(None, act, thing=DataRequest(pk=key))
