"""Verbs on requests about personal data: ask, put off once, answer; the clock is one month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput, NotFound
from commonweal.rights.actions.erasure import erase_now
from commonweal.rights.actions.grants import LONGEST_REASON, given_reason
from commonweal.rights.actions.trail import Thing, record, verb
from commonweal.rights.engine.retention import months_after
from commonweal.rights.models import DataRequest, Grant, Person, Role
from commonweal.rights.queries.requests import goes_by_mail, live_grants, request_of, subject_of
from commonweal.rights.rules.roles import coordinates

ANSWERED_WITHIN_MONTHS = 1
PUT_OFF_BY_MONTHS = 2
MOST_OPEN_OF_ONE = 3
# Within a day: a flood closes the page for that day, and not until all of it was answered.
MOST_FROM_OUTSIDE = 200

ASKED = verb("rights.request.made", gettext_lazy("asked about personal data"))
PUT_OFF = verb("rights.request.put-off", gettext_lazy("put the answer to a request off"))
ANSWERED = verb("rights.request.answered", gettext_lazy("answered a request about personal data"))
ERASURE_WANTED = verb(
    "rights.request.erasure-wanted", gettext_lazy("wants the record erased that a request is about")
)
CORRECTED = verb("rights.person.corrected", gettext_lazy("corrected an account"))
TAKEN = verb("rights.my-data.taken", gettext_lazy("took out what is held about them"))


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks.

    Attributes:
        kind: One of `DataRequest.Kind`.
        text: What should be done, in their words.
        contact: Where to answer somebody without an account.
        about: The record it is about, if one.
    """

    kind: str
    text: str = ""
    contact: str = ""
    about: Thing | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered.

    Attributes:
        is_done: Whether it was done; else it is refused.
        text: The answer, with the reason where it is refused.
        name: The corrected name, for a correction.
        job: The corrected job, for a correction.
    """

    is_done: bool
    text: str
    name: str = ""
    job: str = ""


@transaction.atomic
def note_taken(person: Person) -> None:
    """Note that a person took out what is held about them."""
    record(person, TAKEN, thing=person)


@transaction.atomic
def ask(person: Person | None, asked: Asked) -> DataRequest:
    """Take a request about personal data in; its answer is due in one month.

    Args:
        person: Who asks about their own account; None for somebody without one.
        asked: What they ask.

    Raises:
        InvalidInput: If it says nothing of what should be done.
        Conflict: If three requests of the same person are open, or 200 came from outside within a day.
    """
    text = asked.text.strip()
    if asked.kind not in DataRequest.Kind.values or len(text) > LONGEST_REASON:
        raise InvalidInput(
            "rights.request", _("Say what should be done, in at most 2,000 characters.")
        )
    if asked.kind == DataRequest.Kind.CORRECTION and not text:
        raise InvalidInput("rights.request.text", _("Say what is wrong, and what is right."))
    waiting = DataRequest.objects.filter(state=DataRequest.State.OPEN)
    mine = waiting.filter(person=person, contact=asked.contact)
    today = DataRequest.objects.filter(
        person=None, received_at__gt=timezone.now() - timedelta(days=1)
    )
    too_many = person is None and today.count() >= MOST_FROM_OUTSIDE
    if mine.count() >= MOST_OPEN_OF_ONE or too_many:
        raise Conflict(
            "rights.request.open",
            _("Several requests wait for their answer already. They come first."),
        )
    now = timezone.now()
    made = DataRequest.objects.create(
        person=person,
        contact=asked.contact,
        kind=asked.kind,
        text=text,
        thing=asked.about.label if asked.about else "",
        thing_id=asked.about.id if asked.about else "",
        received_at=now,
        due_on=months_after(timezone.localdate(now), months=ANSWERED_WITHIN_MONTHS),
    )
    record(person, ASKED, thing=made, facts={"kind": made.kind})
    return made


@transaction.atomic
def put_off(person: Person, request_id: UUID, *, reason: str) -> DataRequest:
    """Give the answer two months more, once, with a reason that the person reads.

    Args:
        person: Co-ordinator or administrator, of another request than their own.
        request_id: The request.
        reason: Why it takes longer.

    Raises:
        NotFound: If there is no such open request, or the person may not answer it.
        Conflict: If it was put off before.
        InvalidInput: If no reason is given.
    """
    found = request_of(request_id, person=person)
    if found.extended_at is not None:
        raise Conflict("rights.request.put-off", _("It was put off once already; answer it now."))
    reason = given_reason(reason)
    found.extended_at, found.extended_reason = timezone.now(), reason
    found.due_on = months_after(
        timezone.localdate(found.received_at), months=ANSWERED_WITHIN_MONTHS + PUT_OFF_BY_MONTHS
    )
    found.save(update_fields=["extended_at", "extended_reason", "due_on"])
    record(person, PUT_OFF, thing=found, reason=reason)
    return found


@transaction.atomic
def answer(person: Person, request_id: UUID, reply: Reply) -> DataRequest:
    """Answer a request: do what was asked, or refuse it with the reason.

    Erasure empties the account; the request stays as numbers and dates, and no address is left to
    send the answer to. Any other answer is queued, where it can be sent; the door asks for the sending.

    Args:
        person: Co-ordinator or administrator, of another request than their own.
        request_id: The request.
        reply: The answer.

    Raises:
        NotFound: If there is no such open request, or the person may not answer it.
        InvalidInput: If there are no words.
        Conflict: If a hold keeps the account, or nobody else would hold its role.
    """
    found = request_of(request_id, person=person)
    words, who = given_reason(reply.text), found.person
    found.answer, found.answered_by, found.answered_at = words, person, timezone.now()
    found.state = DataRequest.State.DONE if reply.is_done else DataRequest.State.REFUSED
    is_emptied = reply.is_done and who is not None and found.kind == DataRequest.Kind.ERASURE
    is_mailed = goes_by_mail(found) and not is_emptied
    found.mail = DataRequest.Mail.QUEUED if is_mailed else DataRequest.Mail.BY_HAND
    found.mail_at = found.answered_at if is_mailed else None
    found.save(update_fields=["answer", "answered_by", "answered_at", "state", "mail", "mail_at"])
    facts = {"kind": found.kind, "done": reply.is_done, "by_mail": is_mailed}
    record(person, ANSWERED, thing=found, facts=facts)
    if reply.is_done and who is not None:
        _do(person, found.kind, who, reply)
    return found


def _do(person: Person, kind: str, who: Person, reply: Reply) -> None:
    if kind == DataRequest.Kind.CORRECTION and (reply.name or reply.job):
        before = {"name": who.name, "job": who.job}
        after = {"name": reply.name or who.name, "job": reply.job or who.job}
        Person.objects.filter(pk=who.pk).update(**after)
        record(person, CORRECTED, thing=who, change=(before, after))
    if kind == DataRequest.Kind.ERASURE:
        _not_the_last(who)
        thing = Thing(Person._meta.label, str(who.pk))
        erase_now(person, thing, why="request", now=timezone.now())


def _not_the_last(who: Person) -> None:
    """Raise where nobody would be left to look after the workspace.

    Raises:
        Conflict: If nobody else holds a role without which nothing goes on.
    """
    live = Grant.objects.filter(live_grants())
    for role in (Role.COORDINATOR, Role.ADMINISTRATOR):
        holders = live.filter(role=role)
        if holders.filter(person=who).exists() and not holders.exclude(person=who).exists():
            raise Conflict(
                "rights.request.last",
                _("Nobody else is %(role)s here. Grant the role to somebody first.")
                % {"role": role.label},
            )


@transaction.atomic
def erase_named(person: Person, request_id: UUID) -> bool:
    """Erase the record a request is about, or say that it should be, so that somebody else agrees.

    Who asks without an account may be anybody: then it takes two people, a co-ordinator who may see
    the record first, and another one or an administrator after.

    Args:
        person: A co-ordinator who may see the record; an administrator, who sees none, only agrees.
        request_id: The request, about a record.

    Returns:
        Whether the record is erased; else it waits for another person.

    Raises:
        NotFound: If there is no such open request or record, or the person may not see it.
        Conflict: If a hold keeps it, or another person must agree or begin.
    """
    request_of(request_id, person=person)
    found = DataRequest.objects.select_for_update(of=("self",)).get(pk=request_id)
    if coordinates(person):
        _seen_subject(found, person=person)
    elif found.erasure_by is None:
        raise Conflict(
            "rights.request.erase-first",
            _("A co-ordinator who may see the record decides first; then you can agree."),
        )
    if found.person_id is None and not _is_second(found, person=person):
        found.erasure_by = person
        found.save(update_fields=["erasure_by"])
        record(person, ERASURE_WANTED, thing=found)
        return False
    thing = Thing(found.thing, found.thing_id)
    erase_now(person, thing, why="request", now=timezone.now())
    return True


def _seen_subject(found: DataRequest, *, person: Person) -> None:
    """Raise where the record a request is about is not there, or not for the person."""
    if subject_of(found, person=person) is None:
        raise NotFound("rights.request.subject", _("There is no such record, or not for you."))


def _is_second(found: DataRequest, *, person: Person) -> bool:
    """Note the second of the two people without whom nothing is erased; say whether it is them."""
    first = found.erasure_by
    # What the first one may is asked again: a right that has ended meanwhile decides nothing.
    if first is None or not coordinates(first) or subject_of(found, person=first) is None:
        if not coordinates(person):
            raise NotFound("rights.request.subject", _("There is no such record, or not for you."))
        return False
    if first.pk == person.pk:
        raise Conflict(
            "rights.request.erase-second",
            _("You said so already. It is erased once another person agrees."),
        )
    found.erasure_agreed_by = person
    found.save(update_fields=["erasure_agreed_by"])
    return True
