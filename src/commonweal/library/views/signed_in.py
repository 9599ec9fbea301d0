"""The type of a request that ``login_required`` let through."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

if TYPE_CHECKING:
    from commonweal.rights.models import Person


class SignedIn(HttpRequest):
    """A request of somebody who has signed in; only ever the type of one."""

    user: Person
    # Of a view that is exempt from the forgery check before it: what the middleware would refuse.
    for_another_partner: Callable[[], HttpResponse | None]
