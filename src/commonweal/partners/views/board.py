"""Pages of many promises: the board, and what the public sees."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from commonweal.kernel.doors import EVERYONE, SHARED, opens_to
from commonweal.partners.engine.states import PROGRESS
from commonweal.partners.forms.meetings import BoardForm
from commonweal.partners.queries.board import Wanted, agreed, board, counts, meetings_visible_to
from commonweal.partners.queries.wording import PROGRESS_NAMES
from commonweal.partners.views.acting import SignedIn
from commonweal.rights.public import organisations

PAGE_SIZE = 50
MEETINGS_OFFERED = 200


@opens_to(SHARED)
@require_safe
def recommendations(request: SignedIn) -> HttpResponse:
    """Show what was asked, how far it is and when it is due, with filters."""
    meetings = meetings_visible_to(request.user).values_list("pk", "title")[:MEETINGS_OFFERED]
    form = BoardForm(request.GET, partners=organisations(), meetings=list(meetings))
    form.is_valid()
    values = form.cleaned_data
    wanted = Wanted(
        state=values.get("state", ""),
        answer=values.get("answer", ""),
        organisation=values.get("organisation"),
        meeting=values.get("meeting"),
        overdue=values.get("overdue", False),
    )
    today = timezone.localdate()
    page = Paginator(board(request.user, wanted, today=today), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    found = counts(request.user, wanted, today=today)
    context = {
        "page": page,
        "form": form,
        "is_filtered": wanted != Wanted(),
        "counts": [
            (state, PROGRESS_NAMES[state], found.get(state, 0), _with(request, state))
            for state in PROGRESS
            if state != "withdrawn" or found.get(state)
        ],
        "state": wanted.state,
    }
    return render(request, "partners/board.html", context)


@opens_to(EVERYONE)
@require_safe
def agreed_page(request: HttpRequest) -> HttpResponse:
    """Show everybody what was asked, answered and done, as far as conveners made it public."""
    rows = agreed(request.user, today=timezone.localdate())
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "partners/agreed.html", {"page": page})


def _with(request: HttpRequest, state: str) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    if query.get("state") == state:
        query.pop("state")
    else:
        query["state"] = state
    return f"?{query.urlencode()}"
