"""Pages about people: who is here."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.kernel.doors import MEMBERS, opens_to
from commonweal.rights.queries.invitations import open_invitations
from commonweal.rights.queries.people import people_visible_to
from commonweal.rights.rules.roles import may_invite

PAGE_SIZE = 50


@opens_to(MEMBERS)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """List the people whom the reader may see, and the open invitations."""
    page = Paginator(people_visible_to(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request,
        "rights/people.html",
        {
            "page": page,
            "invitations": open_invitations(request.user),
            "may_invite": may_invite(request.user),
        },
    )
