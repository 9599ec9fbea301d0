"""Secret addresses of calendars: make one, renew it, give it up; and note that a meeting is gone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, NotFound
from commonweal.partners.models import (
    CalendarAddress,
    GoneMeeting,
    MeetingState,
    RegistrationForm,
)
from commonweal.partners.queries.registration import link_digest
from commonweal.partners.queries.rows import partnership_of
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import Thing, record, verb

if TYPE_CHECKING:
    from commonweal.partners.models import Meeting
    from commonweal.rights.models import Person

MADE = verb("partners.calendar.made", gettext_lazy("made an address for their calendar"))
RENEWED = verb("partners.calendar.renewed", gettext_lazy("renewed the address of their calendar"))
ENDED = verb("partners.calendar.ended", gettext_lazy("gave up the address of their calendar"))
SEEN_EVERY = timedelta(days=1)


def calendar_secret(address: CalendarAddress) -> str:
    """Return the secret part of an address; it is shown to its own person alone."""
    return salted_hmac("commonweal.partners.calendar", f"{address.pk}:{address.number}").hexdigest()


@transaction.atomic
def make_address(
    person: Person, partnership_id: UUID | None = None, *, now: datetime | None = None
) -> CalendarAddress:
    """Make the address of a person's calendar, for the partner they act for.

    Args:
        person: Whose calendar it is.
        partnership_id: The partnership of which it is; None for all that concerns their partner.
        now: The time of the act; the present if None.

    Raises:
        NotAllowed: If they act for nobody.
        NotFound: If there is no such partnership, or not for this person.
        Conflict: If they have the address already.
    """
    own = acting_for(person)
    if partnership_id is not None:
        partnership_of(person, partnership_id)
    mine = CalendarAddress.objects.filter(person=person, organisation_id=own)
    if mine.filter(partnership=partnership_id).exists():
        raise Conflict("partners.calendar.twice", _("You have this address already; renew it instead."))  # fmt: skip
    at = now or timezone.now()
    row = CalendarAddress(
        person=person, organisation_id=own, partnership_id=partnership_id, made_at=at, used_at=at
    )
    row.secret_sha256 = link_digest(calendar_secret(row))
    row.save(force_insert=True)
    record(person, MADE, thing=Thing("partners.CalendarAddress", str(row.pk)))
    return row


@transaction.atomic
def renew_address(person: Person, address_id: UUID) -> CalendarAddress:
    """Give a calendar another address; the former one opens nothing from now on.

    Raises:
        NotFound: If it is not their own.
    """
    row = _own(person, address_id)
    row.number += 1
    row.secret_sha256 = link_digest(calendar_secret(row))
    row.save()
    record(person, RENEWED, thing=Thing("partners.CalendarAddress", str(row.pk)))
    return row


@transaction.atomic
def end_address(person: Person, address_id: UUID) -> None:
    """Give an address up.

    Raises:
        NotFound: If it is not their own.
    """
    row = _own(person, address_id)
    record(person, ENDED, thing=Thing("partners.CalendarAddress", str(row.pk)))
    row.delete()


def note_fetched(address: CalendarAddress, *, now: datetime) -> None:
    """Keep to the day when an address was last fetched."""
    if now - address.used_at >= SEEN_EVERY:
        CalendarAddress.objects.filter(pk=address.pk).update(used_at=now)


def note_gone(meeting: Meeting, *, now: datetime) -> None:
    """Keep what calendars need to take a meeting off that is about to be deleted; inside a transaction."""
    form = RegistrationForm.objects.filter(meeting=meeting).first()
    is_shared = meeting.state != MeetingState.DRAFT
    kept_by = {meeting.recorder_id, meeting.convener_id} - {None}
    partners = {each.pk for each in meeting.partners.all()} if is_shared else set()
    GoneMeeting.of(
        meeting,
        closes_at=form.closes_at if form else None,
        deadline_sequence=meeting.version + form.version + 1 if form else 0,
        partner_ids=sorted(str(each) for each in kept_by | partners),
        was_shared=is_shared,
        was_public=bool(form and form.is_public and is_shared),
        gone_at=now,
    ).save(force_insert=True)


def _own(person: Person, address_id: UUID) -> CalendarAddress:
    found = CalendarAddress.objects.select_for_update().filter(pk=address_id, person=person).first()
    if found is None:
        raise NotFound("partners.not-found", _("There is no such page, or not for you."))
    return found
