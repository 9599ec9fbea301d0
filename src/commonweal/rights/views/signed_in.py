"""The type of a request whose door has let somebody in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from commonweal.rights.models import Person


class SignedIn(HttpRequest):
    """A request of somebody who is signed in; only ever the type of one."""

    user: Person
