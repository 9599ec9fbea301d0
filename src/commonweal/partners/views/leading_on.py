"""The address of a partner that was merged leads on to the one that stays."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from commonweal.kernel.errors import NotFound
from commonweal.partners.queries.same import merged_away
from commonweal.partners.views.acting import SignedIn

View = TypeVar("View", bound=Callable[..., HttpResponse])


def leads_on(view: View) -> View:
    """Lead who reads a page of a partner that was merged to the same page of the one that stays.

    Args:
        view: A page whose address names a partner first. Whoever may not see it is led nowhere.
    """

    @wraps(view)
    def led(request: SignedIn, partner_id: UUID, **more: Any) -> HttpResponse:
        try:
            return view(request, partner_id, **more)
        except NotFound:
            gone = merged_away(request.user, partner_id)
            if gone is None or request.method not in {"GET", "HEAD"}:
                raise
        if request.method == "GET":
            messages.info(
                request, _("“%(name)s” was merged with this partner.") % {"name": gone.name}
            )
        # Not for good: two that were merged may be parted again.
        name = request.resolver_match.view_name if request.resolver_match else "partners:partner"
        return redirect(name, gone.merged_into_id)

    return cast(View, led)
