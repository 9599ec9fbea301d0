"""The type of a request that ``login_required`` let through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from commonweal.rights.models import Person


class SignedIn(HttpRequest):
    """A request of somebody who has signed in; only ever the type of one."""

    user: Person
