"""A calendar that other programs fetch: meetings, deadlines and actions as iCalendar (RFC 5545).

No ATTENDEE and no ORGANIZER are ever written: a feed names nobody. Instants stand in UTC, which every
program reads alike (tables of a zone's rules are read differently); what clocks show at the place stands
in the words. What was cancelled, postponed or deleted
stays in the feed for a while with a higher SEQUENCE, so that calendars that fetched it before take it off.

Source: RFC 5545 (2009), sections 3.6.1 (VEVENT), 3.6.2 (VTODO), 3.8.1.11 (STATUS), 3.8.7.4 (SEQUENCE).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from icalendar import Calendar, Event, Todo
from icalendar.prop import vText

EventStatus = Literal["TENTATIVE", "CONFIRMED", "CANCELLED"]
TodoStatus = Literal["NEEDS-ACTION", "IN-PROCESS", "COMPLETED", "CANCELLED"]
MAKER = "-//Commonweal//partners//EN"
# How often a program should ask again.
AGAIN = timedelta(hours=4)
MEETING_STATUS: dict[str, EventStatus] = {
    "draft": "TENTATIVE",
    "announced": "CONFIRMED",
    "held": "CONFIRMED",
    "postponed": "TENTATIVE",
    "cancelled": "CANCELLED",
}
ACTION_STATUS: dict[str, TodoStatus] = {
    "proposed": "NEEDS-ACTION",
    "planned": "NEEDS-ACTION",
    "ongoing": "IN-PROCESS",
    "done": "COMPLETED",
    "declined": "CANCELLED",
    "cancelled": "CANCELLED",
}


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """A meeting, or a deadline.

    Attributes:
        uid: The same as long as the thing exists, and after it is gone.
        sequence: Goes up with each change.
        title: What a calendar shows.
        status: One of RFC 5545.
        starts: The instant it begins; None where only days are known.
        ends: The instant it ends; None for a deadline, which takes no time.
        first: The first day, where no instant is known.
        last: The last day, where it is another one.
        place: Where.
        words: A few words more.
        address: The page that shows it.
        related: The uid of the meeting that a deadline belongs to.
    """

    uid: str
    sequence: int
    title: str
    status: EventStatus
    starts: datetime | None = None
    ends: datetime | None = None
    first: date | None = None
    last: date | None = None
    place: str = ""
    words: str = ""
    address: str = ""
    related: str = ""


@dataclass(frozen=True, slots=True)
class FeedTask:
    """An action: what is to be done, by when, and how far it is."""

    uid: str
    sequence: int
    title: str
    status: TodoStatus
    due_on: date
    done_at: datetime | None = None
    words: str = ""
    address: str = ""
    related: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """All that one address serves."""

    name: str
    events: Sequence[FeedEvent] = ()
    tasks: Sequence[FeedTask] = ()


def write(feed: Feed, *, now: datetime) -> bytes:
    """Return the feed as an iCalendar file.

    What has neither an instant nor a day is left out.

    Args:
        feed: What it holds.
        now: When it is made.
    """
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(one_line(feed.name)))
    calendar.add("refresh-interval", AGAIN, parameters={"VALUE": "DURATION"})
    for event in feed.events:
        if event.starts is not None or event.first is not None:
            calendar.add_component(_event(event, now=now))
    for task in feed.tasks:
        calendar.add_component(_todo(task, now=now))
    return bytes(calendar.to_ical())


def plain(text: str) -> str:
    """Return a text without characters that do not print; lines stay lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("".join(each for each in line if each.isprintable()) for line in lines)


def one_line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(plain(text).split())


def _event(event: FeedEvent, *, now: datetime) -> Event:
    made = Event()
    _about(made, event, now=now)
    made.add("status", event.status)
    if event.starts is not None:
        made.add("dtstart", event.starts.astimezone(UTC))
        if event.ends is not None:
            made.add("dtend", event.ends.astimezone(UTC))
    elif event.first is not None:
        made.add("dtstart", event.first)
        made.add("dtend", (event.last or event.first) + timedelta(days=1))
    if event.ends is None and event.starts is not None:
        made.add("transp", "TRANSPARENT")
    if event.place:
        made.add("location", one_line(event.place))
    return made


def _todo(task: FeedTask, *, now: datetime) -> Todo:
    made = Todo()
    _about(made, task, now=now)
    made.add("status", task.status)
    made.add("due", task.due_on)
    if task.status == "COMPLETED":
        made.add("percent-complete", 100)
        if task.done_at is not None:
            made.add("completed", task.done_at.astimezone(UTC))
    return made


def _about(made: Event | Todo, one: FeedEvent | FeedTask, *, now: datetime) -> None:
    made.add("uid", vText(one_line(one.uid)))
    made.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    made.add("sequence", one.sequence)
    made.add("summary", one_line(one.title))
    if one.words:
        made.add("description", plain(one.words))
    if one.address:
        made.add("url", one_line(one.address))
    if one.related:
        made.add("related-to", vText(one_line(one.related)))
