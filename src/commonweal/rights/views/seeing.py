"""The page "Who can see this?" of any record."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.kernel.doors import SIGNED_IN, opens_to
from commonweal.rights.queries.seeing import changes_of, record_of, sights_of, told
from commonweal.rights.rules.stand_in import others_eyes
from commonweal.rights.views.gone import leads_to_what_is_gone
from commonweal.rights.views.signed_in import SignedIn

if TYPE_CHECKING:
    pass


PAGE_SIZE = 50


@opens_to(SIGNED_IN)
@leads_to_what_is_gone
@require_safe
def who(request: SignedIn, kind: str, of_id: UUID) -> HttpResponse:
    """List who sees a record and who does not, with the reason of each, and how it was changed."""
    found, row = record_of(kind, of_id, person=request.user)
    sights = sights_of(kind, row, person=request.user)
    changes = Paginator(changes_of(row, person=request.user), PAGE_SIZE).get_page(
        request.GET.get("changes")
    )
    context = {
        "kind": found,
        "row": row,
        "address": found.address(row),
        "public": sights[-1],
        "page": Paginator(sights[:-1], PAGE_SIZE).get_page(request.GET.get("page")),
        "eyes": [(name, text) for name, (_roles, text) in others_eyes().items()],
        "changes_page": changes,
        "changes": told(list(changes), person=request.user),
    }
    return render(request, "rights/who.html", context)
