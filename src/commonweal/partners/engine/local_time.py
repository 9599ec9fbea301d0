"""Times as people at a place read them, and the instants they are; across changes of the clock.

A deadline "Friday at 17:00" is meant where the meeting is. Its instant is reckoned once with the zone's
rules of that day, so that a change of the clock between now and then does not move it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones


@lru_cache(maxsize=1)
def zone_names() -> tuple[str, ...]:
    """Return the names of zones that people know: an area and a city, and UTC; by name."""
    areas = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")  # fmt: skip
    known = (name for name in available_timezones() if name.split("/")[0] in areas and "/" in name)
    return (*sorted(known), "UTC")


def instant_of(wall: datetime, *, zone: str) -> datetime | None:
    """Return the instant, in UTC, at which the clocks of a zone show a time.

    Where they show it twice (the hour in which they are put back) it is the first. Where they never
    show it (the hour that is left out when they are put forward) it is None.

    Args:
        wall: What the clock shows, without a zone.
        zone: An IANA name, such as ``Europe/Vienna``.
    """
    local = wall.replace(tzinfo=ZoneInfo(zone), fold=0)
    instant = local.astimezone(UTC)
    return instant if wall_of(instant, zone=zone) == wall.replace(fold=0) else None


def wall_of(instant: datetime, *, zone: str) -> datetime:
    """Return what the clocks of a zone show at an instant, without a zone.

    Args:
        instant: An aware instant.
        zone: An IANA name; UTC if empty.
    """
    return instant.astimezone(ZoneInfo(zone or "UTC")).replace(tzinfo=None, fold=0)


def days_between(starts: datetime, ends: datetime, *, zone: str) -> tuple[date, date | None]:
    """Return the first day of something by the calendar there, and the last if it is another one.

    Args:
        starts: The instant it begins.
        ends: The instant it ends.
        zone: An IANA name.
    """
    first, last = (wall_of(instant, zone=zone).date() for instant in (starts, ends))
    return first, last if last != first else None
