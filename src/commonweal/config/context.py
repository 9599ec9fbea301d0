"""What every page's frame shows: the rooms, who hosts the workspace, whether it is the demo."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.demo.public import demo_letters, demo_logins
from commonweal.kernel.doors import MEMBERS, OVERSIGHT, READERS, SHARED, STEWARDS
from commonweal.rights.public import acting_of, opens


@dataclass(frozen=True, slots=True)
class Room:
    """One entry of the navigation."""

    name: str
    address: str
    current: bool


def house(request: HttpRequest) -> dict[str, object]:
    """Return the frame's context: ``rooms``, ``acting``, ``hosted_by``, ``demo_mode``, ``demo_letters``, ``demo_logins``, ``place_notes``, ``single_sign_on``, ``time_zone``."""
    inside = request.user.is_authenticated
    logins = None if inside else demo_logins()
    return {
        "rooms": _rooms(request) if inside else [],
        "demo_logins": logins.people if logins else (),
        "place_notes": settings.PLACE_NOTES,
        "acting": acting_of(request.user),
        "hosted_by": settings.HOSTED_BY or _("the computer it runs on"),
        "demo_mode": settings.DEMO,
        "time_zone": settings.TIME_ZONE,
        "demo_letters": demo_letters(),
        "single_sign_on": (settings.SINGLE_SIGN_ON or {}).get("name"),
    }


def _rooms(request: HttpRequest) -> list[Room]:
    """Return the rooms that open to the reader: the way to a closed one would lead nowhere."""
    path, today = request.path, reverse("today:home")
    entries = [
        (_("Library"), "library:documents", READERS),
        (_("Partners"), "partners:board", READERS),
        (_("Notes"), "rights:notes", READERS),
        (_("People"), "rights:people", MEMBERS),
        (_("Retention"), "rights:retention", STEWARDS),
        (_("Oversight"), "rights:oversight", OVERSIGHT),
    ]
    return [
        Room(name=_("Today"), address=today, current=path == today),
        *(
            Room(
                name=name, address=_way_into(page, request), current=path.startswith(reverse(page))
            )
            for name, page, door in entries
            if opens(door, request.user)
        ),
    ]


def _way_into(page: str, request: HttpRequest) -> str:
    """Return a room's first page; for a donor, who reads without sharing, its own projects."""
    is_donors = page == "partners:board" and not opens(SHARED, request.user)
    return reverse("partners:projects" if is_donors else page)
