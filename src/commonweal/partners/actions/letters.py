"""Mails about registrations: queued with the act itself, sent by the worker, tried again, shown.

    queued → sending → sent (its words and address go)
      ↑        ├→ the server said no, or was not there: queued again, later; at last failed
      └────────┤
               └→ we were stopped meanwhile: failed, sent again only when the organiser asks

The subject names nobody and no meeting.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from commonweal.kernel.errors import Conflict
from commonweal.partners.actions.permit import permit
from commonweal.partners.models import Letter, Registration, RegistrationForm
from commonweal.partners.queries.registration import letter_of
from commonweal.partners.queries.wording import time_there
from commonweal.partners.rules.registration import KEEP_FORM
from commonweal.rights.public import record, verb
from commonweal.ui.terminal import site_address

if TYPE_CHECKING:
    from commonweal.rights.models import Person

State = Letter.State
AGAIN = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 60, 360, 1440, 1440))
STOPPED_AFTER = timedelta(minutes=15)
# What the next word about the meeting makes untrue while it waits to go.
OVERTAKEN = ("moved", "postponed", "cancelled")
Says = Callable[[], Sequence[str]]
RETRIED = verb("partners.letter.again", gettext_lazy("asked that a mail is sent again"))
log = logging.getLogger(__name__)

# What each mail says; every one carries the link by which all of it can be done, and withdrawn.
SAYS = {
    "prove": gettext_lazy("Open this link to register. Until then you are not registered, and nothing is done:"),
    "again": gettext_lazy("You have registered already. By this link you see how it stands, change it or withdraw:"),
    "confirmed": gettext_lazy("You have a place. By this link you see it, change it or withdraw:"),
    "waitlisted": gettext_lazy("All places are taken; you are on the waiting list. We write as soon as a place is free. By this link you see it, or leave the list:"),
    "pending": gettext_lazy("We have received it and decide soon. By this link you see how it stands, or withdraw:"),
    "offered": gettext_lazy("A place is free for you. Take it by this link until %(until)s; then it goes to the next:"),
    "expired": gettext_lazy("The place was held for you until %(until)s and has gone to the next. You may register again:"),
    "rejected": gettext_lazy("You cannot take part this time. The reason stands here:"),
    "withdrawn": gettext_lazy("You are no longer registered. If it was a mistake, register again:"),
    "changed": gettext_lazy("What you asked to change was decided. By this link you see it:"),
    "invited": gettext_lazy("You are invited. Say yes or no by this link:"),
    "moved": gettext_lazy("Its time or place has changed. By this link you see the new ones, or withdraw:"),
    "postponed": gettext_lazy("It is postponed; you keep your place. By this link you see how it stands, or withdraw:"),
    "cancelled": gettext_lazy("It is cancelled and does not take place. By this link you see how it stands:"),
    "deleted": gettext_lazy("It does not take place. What you wrote is erased."),
}  # fmt: skip


def secret_of(registration_id: UUID) -> str:
    """Return the secret part of a registration's link; it stands in mails alone."""
    return salted_hmac("commonweal.partners.registration", str(registration_id)).hexdigest()


def link_of(registration: Registration) -> str:
    """Return the whole secret link of a registration."""
    return site_address() + reverse("partners:my_registration", args=[secret_of(registration.pk)])


def queue(
    kind: str, registration: Registration, *, now: datetime, says: Says = list
) -> Letter | None:
    """Keep a mail to be sent, in the act's own transaction; None where there is no address any more.

    Args:
        kind: One of ``SAYS``.
        registration: Whom it goes to.
        now: The present.
        says: What it says beside, such as the reason; asked in the reader's language.
    """
    if not registration.email:
        return None
    with override(registration.language):
        subject, body = _words(kind, registration, says())
    is_left = kind != "deleted"
    return Letter.objects.create(
        form=registration.form if is_left else None,
        registration=registration if is_left else None,
        kind=kind,
        address=registration.email,
        subject=subject,
        body=body,
        added_at=now,
        next_at=now,
    )


def tell_everybody(form: RegistrationForm, kind: str, *, now: datetime, says: Says = list) -> int:
    """Queue a mail to everybody who has, waits for or was offered a place; return how many.

    A mail that waits and that this one overtakes drops out. Who was not told of the former change reads
    how it is now, not what became of what they never heard of.

    Args:
        form: The form.
        kind: Such as ``moved``.
        now: The present.
        says: What the mails say beside, asked in each reader's language.
    """
    waiting = form.letters.select_for_update().filter(state=State.QUEUED)
    if kind == "deleted":
        # The links of all others are dead by then; that one is no longer registered stays true.
        overtaken = waiting.exclude(kind="withdrawn")
    else:
        overtaken = waiting.filter(kind__in=OVERTAKEN)
    skipped = set(overtaken.filter(kind="moved").values_list("registration_id", flat=True))
    overtaken.delete()
    is_how_it_was = kind == "moved"
    return sum(
        queue(
            kind,
            each,
            now=now,
            says=list if is_how_it_was and each.pk in skipped else says,
        )
        is not None
        for each in told(form).select_related("form__meeting").iterator()
    )


def told(form: RegistrationForm) -> QuerySet[Registration]:
    """Return whom a change of the meeting concerns: who has, waits for or was offered a place, or is invited."""
    rows = form.registrations.filter(
        state__in=["invited", "pending", "confirmed", "waitlisted", "offered"]
    )
    return rows.exclude(number=None, state="pending")


def send_letters(*, now: datetime, is_over: Callable[[], bool] = lambda: False) -> int:
    """Send the mails whose time has come; return how many went. Killed at any point, it goes on.

    Args:
        now: The present.
        is_over: Asked before each mail; the rest is left for the next call.
    """
    stopped = Letter.objects.filter(state=State.SENDING, next_at__lt=now - STOPPED_AFTER)
    stopped.update(state=State.FAILED, problem="stopped")
    queued = Letter.objects.filter(state=State.QUEUED, next_at__lte=now)
    keys = list(queued.order_by("next_at", "added_at").values_list("pk", flat=True))
    if not keys:
        return 0
    connection = get_connection()
    try:
        connection.open()
    except (SMTPException, OSError) as error:
        for key in keys:
            if letter := _claimed(key, now):
                _try_later(letter, error, now)
        return 0
    try:
        return sum(_send(key, connection, now) for key in keys if not is_over())
    finally:
        connection.close()


def next_letter_at() -> datetime | None:
    """Return when a mail is to be sent next; None where none waits."""
    waiting = Letter.objects.filter(state__in=[State.QUEUED, State.SENDING]).order_by("next_at")
    first = waiting.first()
    if first is None:
        return None
    return first.next_at + (STOPPED_AFTER if first.state == State.SENDING else timedelta())


@transaction.atomic
def send_again(person: Person, letter_id: UUID, *, now: datetime | None = None) -> Letter:
    """Queue a mail again that could not be sent.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not organise the meeting.
        Conflict: If it is not one that failed.
    """
    letter = letter_of(person, letter_id)
    if letter.form is not None:
        permit(KEEP_FORM, person, letter.form)
    changed = Letter.objects.filter(pk=letter_id, state=State.FAILED).update(
        state=State.QUEUED, tries=0, next_at=now or timezone.now()
    )
    if not changed or letter.form is None:
        raise Conflict("partners.letter.state", _("This mail waits or went already."))
    record(person, RETRIED, thing=letter.form)
    return letter


def _words(kind: str, registration: Registration, beside: Sequence[str]) -> tuple[str, str]:
    meeting = registration.form.meeting
    until = registration.offer_ends_at
    says = str(SAYS[kind])
    if "%(until)s" in says:
        says %= {"until": time_there(until, zone=meeting.time_zone) if until else ""}
    when = time_there(meeting.starts_at, zone=meeting.time_zone) if meeting.starts_at else ""
    lines = [meeting.title, *filter(None, [when, meeting.place]), "", *beside, says]
    if kind in {"expired", "withdrawn"}:
        lines += ["", site_address() + reverse("partners:register", args=[meeting.pk])]
    elif kind != "deleted":
        lines += ["", link_of(registration)]
        lines += ["", _("Whoever has this link can do the same: do not pass it on.")]
    return _("About your registration"), "\n".join(lines) + "\n"


def _claimed(key: UUID, now: datetime) -> Letter | None:
    """Return a mail that this sender alone sends; None where another one has it."""
    mine = Letter.objects.filter(pk=key, state=State.QUEUED).update(
        state=State.SENDING, tries=F("tries") + 1, next_at=now
    )
    return Letter.objects.get(pk=key) if mine else None


def _send(key: UUID, connection: object, now: datetime) -> bool:
    letter = _claimed(key, now)
    if letter is None:
        return False
    message = EmailMessage(
        subject=letter.subject,
        body=letter.body,
        to=[letter.address],
        connection=connection,  # type: ignore[arg-type]  # one of Django's
        headers={"Auto-Submitted": "auto-generated"},
    )
    try:
        message.send()
    except (SMTPException, OSError) as error:
        _try_later(letter, error, now)
        return False
    Letter.objects.filter(pk=key).update(
        state=State.SENT, problem="", address="", subject="", body="", next_at=now
    )
    return True


def _try_later(letter: Letter, error: Exception, now: datetime) -> None:
    log.warning("letter-not-taken", extra={"facts": {"error": type(error).__name__}})
    is_last = letter.tries > len(AGAIN)
    Letter.objects.filter(pk=letter.pk).update(
        state=State.FAILED if is_last else State.QUEUED,
        problem=type(error).__name__[:80],
        next_at=now if is_last else now + AGAIN[letter.tries - 1],
    )
