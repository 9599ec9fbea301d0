"""What every page's frame shows: the rooms, who hosts the workspace, whether it is the demo."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.demo.public import demo_logins


@dataclass(frozen=True, slots=True)
class Room:
    """One entry of the navigation."""

    name: str
    address: str
    current: bool


def house(request: HttpRequest) -> dict[str, object]:
    """Return the frame's context: ``rooms``, ``hosted_by``, ``demo_mode``, ``demo_logins``, ``place_notes``."""
    inside = request.user.is_authenticated
    logins = None if inside else demo_logins()
    return {
        "rooms": _rooms(request.path) if inside else [],
        "demo_logins": logins.people if logins else (),
        "place_notes": settings.PLACE_NOTES,
        "hosted_by": settings.HOSTED_BY or _("the computer it runs on"),
        "demo_mode": settings.DEMO,
    }


def _rooms(path: str) -> list[Room]:
    today = reverse("today:home")
    entries = [
        (_("Library"), reverse("library:documents")),
        (_("Partners"), reverse("partners:board")),
        (_("People"), reverse("rights:people")),
    ]
    return [
        Room(name=_("Today"), address=today, current=path == today),
        *(
            Room(name=name, address=address, current=path.startswith(address))
            for name, address in entries
        ),
    ]
