"""Pages of partnerships: one of them, with what was said of it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.kernel.doors import SHARED, opens_to
from commonweal.partners.queries.rows import partnership_of
from commonweal.partners.views.acting import SignedIn


@opens_to(SHARED)
@require_safe
def partnership(request: SignedIn, partnership_id: UUID) -> HttpResponse:
    """Show a partnership: who is in it, what for, from when until when."""
    found = partnership_of(request.user, partnership_id)
    context = {
        "row": found,
        "members": found.members.all(),
        "terms": found.terms.all(),
        "steps": found.steps.select_related("person", "organisation"),
        "meetings": found.meetings.order_by("-start", "-added_at")[:50],
    }
    return render(request, "partners/partnership.html", context)
