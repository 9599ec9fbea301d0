"""What a calendar holds: of a person's partner, of a partnership, and of everybody."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commonweal.kernel.errors import NotFound
from commonweal.partners.engine.calendar_feed import (
    ACTION_STATUS,
    MEETING_STATUS,
    Feed,
    FeedEvent,
    FeedTask,
)
from commonweal.partners.models import (
    Action,
    ActionState,
    CalendarAddress,
    GoneMeeting,
    Meeting,
    MeetingState,
    Partnership,
    RegistrationForm,
)
from commonweal.partners.queries.registration import link_digest
from commonweal.partners.queries.wording import time_there
from commonweal.partners.rules.meetings import SEE_MEETING
from commonweal.partners.rules.partnerships import SEE_PARTNERSHIP
from commonweal.partners.rules.promises import SEE_ACTION
from commonweal.partners.rules.taking_part import organisation_of

if TYPE_CHECKING:
    from commonweal.rights.models import Person

Absolute = Callable[[str], str]
# What is longer ago is in no calendar; and no feed is longer than this of each sort.
SINCE = timedelta(days=365)
MOST = 500
DRAFT, HELD = MeetingState.DRAFT, MeetingState.HELD


def address_by_secret(secret: str) -> CalendarAddress:
    """Return the address with a secret, its person acting for the partner it was made for.

    Raises:
        NotFound: If there is none, its person holds no role for the partner any more, or may not see
            the partnership.
    """
    rows = CalendarAddress.objects.filter(secret_sha256=link_digest(secret))
    found = rows.select_related("person", "partnership").first()
    if found is not None:
        # As at the time it was made, whomever they act for at the moment.
        found.person.organisation_id = found.organisation_id
        if organisation_of(found.person) is not None and _sees(found):
            return found
    raise NotFound("partners.not-found", _("There is no such page, or not for you."))


def _sees(address: CalendarAddress) -> bool:
    partnership = address.partnership
    return partnership is None or SEE_PARTNERSHIP.allows(address.person, partnership)


def addresses_of(person: Person) -> QuerySet[CalendarAddress]:
    """Return a person's addresses for the partner they act for now."""
    rows = CalendarAddress.objects.filter(person=person, organisation=organisation_of(person))
    return rows.select_related("partnership")


def feed_of(address: CalendarAddress, *, now: datetime, absolute: Absolute) -> Feed:
    """Return what an address serves: what concerns the person's partner, or one partnership.

    Args:
        address: The address, its person acting for its partner.
        now: The present.
        absolute: Makes a whole address of a page's path.
    """
    person = address.person
    seen = Meeting.objects.filter(SEE_MEETING.rows(person))
    actions = Action.objects.filter(SEE_ACTION.rows(person))
    if address.partnership is not None:
        under = address.partnership
        return _feed(
            _("Commonweal: %(title)s") % {"title": under.title},
            meetings=seen.filter(partnership=under).exclude(state=DRAFT),
            actions=actions.filter(recommendation__meeting__partnership=under),
            gone=GoneMeeting.objects.filter(partnership=under, was_shared=True),
            now=now,
            absolute=absolute,
        )
    own = address.organisation_id
    return _feed(
        _("Commonweal: meetings and actions of %(partner)s") % {"partner": address.organisation.name},
        meetings=seen.filter(pk__in=_of_partner(own)),
        actions=actions.filter(owner_id=own),
        gone=[row for row in GoneMeeting.objects.all()[:MOST] if str(own) in row.partner_ids],
        now=now,
        absolute=absolute,
    )  # fmt: skip


def _of_partner(own: UUID) -> QuerySet[Meeting]:
    """Select the meetings that a partner recorded or called, takes part in, or whose partnership it is in."""
    inside = Partnership.objects.filter(members__organisation_id=own).values("pk")
    there = Meeting.objects.filter(partners=own).order_by().values("pk")
    rows = Meeting.objects.filter(
        Q(recorder_id=own) | Q(convener_id=own) | Q(pk__in=there) | Q(partnership__in=inside)
    )
    return rows.order_by().values("pk")  # type: ignore[return-value]  # ids, to be looked up in


def public_feed(*, now: datetime, absolute: Absolute) -> Feed:
    """Return the meetings that were announced to everybody; with their public pages.

    Args:
        now: The present.
        absolute: Makes a whole address of a page's path.
    """
    meetings = Meeting.objects.filter(registration_form__is_public=True).exclude(state=DRAFT)
    rows = list(_recent(meetings, now=now))
    gone = GoneMeeting.objects.filter(was_public=True, gone_at__gte=now - SINCE)[:MOST]
    return Feed(
        name=_("Commonweal: meetings open to everybody"),
        events=[
            *_events(rows, lambda row: absolute(reverse("partners:register", args=[row.pk]))),
            *_gone(gone),
        ],
    )


def _feed(
    name: str,
    *,
    meetings: QuerySet[Meeting],
    actions: QuerySet[Action],
    gone: Iterable[GoneMeeting],
    now: datetime,
    absolute: Absolute,
) -> Feed:
    rows = list(_recent(meetings, now=now))
    due = actions.filter(due_on__gte=(now - SINCE).date()).select_related("recommendation", "owner")
    return Feed(
        name=name,
        events=[*_events(rows, lambda row: absolute(row.get_absolute_url())), *_gone(gone)],
        tasks=[_task(row, absolute=absolute) for row in due.order_by("due_on", "pk")[:MOST]],
    )


def _recent(meetings: QuerySet[Meeting], *, now: datetime) -> QuerySet[Meeting]:
    rows = meetings.filter(start__gte=(now - SINCE).date()).order_by("-start", "pk")
    return rows.select_related("registration_form")[:MOST]


def _events(rows: Iterable[Meeting], page: Callable[[Meeting], str]) -> Iterator[FeedEvent]:
    for row in rows:
        address = page(row)
        yield _event(row, address)
        form = getattr(row, "registration_form", None)
        if form is not None and row.state != DRAFT:
            yield _deadline(row, form, address)


def meeting_uid(key: UUID) -> str:
    """Return by what calendars know a meeting, for good."""
    return f"meeting-{key}@commonweal"


def _event(row: Meeting, address: str) -> FeedEvent:
    suffix = {
        MeetingState.DRAFT: _(" (draft)"),
        MeetingState.POSTPONED: _(" (postponed)"),
        MeetingState.CANCELLED: _(" (cancelled)"),
    }.get(MeetingState(row.state), "")
    words = [str(row.get_type_display())]
    if row.starts_at is not None:
        words.append(time_there(row.starts_at, zone=row.time_zone))
    return FeedEvent(
        uid=meeting_uid(row.pk),
        sequence=row.version,
        title=f"{row.title}{suffix}",
        status=MEETING_STATUS[row.state],
        starts=row.starts_at,
        ends=row.ends_at,
        first=row.start,
        last=row.end,
        place=", ".join(filter(None, [row.place, row.country])),
        words="\n".join(words),
        address=address,
    )


def _deadline(row: Meeting, form: RegistrationForm, address: str) -> FeedEvent:
    return FeedEvent(
        uid=f"deadline-{row.pk}@commonweal",
        # Both only ever go up.
        sequence=row.version + form.version,
        title=_("Registration closes: %(title)s") % {"title": row.title},
        status="CANCELLED" if row.state == MeetingState.CANCELLED else "CONFIRMED",
        starts=form.closes_at,
        words=time_there(form.closes_at, zone=row.time_zone),
        address=address,
        related=meeting_uid(row.pk),
    )


def _gone(rows: Iterable[GoneMeeting]) -> Iterator[FeedEvent]:
    for row in rows:
        yield FeedEvent(
            uid=meeting_uid(row.pk),
            sequence=row.sequence,
            title=_("A meeting that does not take place"),
            status="CANCELLED",
            starts=row.starts_at,
            ends=row.ends_at,
            first=row.start,
            last=row.end,
        )
        if row.closes_at is not None:
            yield FeedEvent(
                uid=f"deadline-{row.pk}@commonweal",
                sequence=row.deadline_sequence,
                title=_("Registration for a meeting that does not take place"),
                status="CANCELLED",
                starts=row.closes_at,
                related=meeting_uid(row.pk),
            )


def _task(row: Action, *, absolute: Absolute) -> FeedTask:
    is_late = row.due_on != row.first_due_on
    first = _("First due: %(day)s") % {"day": date_format(row.first_due_on)}
    words = [row.owner.name, row.recommendation.text, *([first] if is_late else [])]
    return FeedTask(
        uid=f"action-{row.pk}@commonweal",
        sequence=row.version,
        title=row.title,
        status=ACTION_STATUS[row.state],
        due_on=row.due_on,
        done_at=row.reported_at if row.state == ActionState.DONE else None,
        words="\n".join(words),
        address=absolute(row.get_absolute_url()),
        related=meeting_uid(row.recommendation.meeting_id),
    )
