"""Pages of inclusion figures: a meeting's, its form, and the sum of a quarter."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.kernel.doors import SHARED, WORKERS, opens_to
from commonweal.kernel.errors import NotAllowed
from commonweal.partners.actions.inclusion import enter_figures
from commonweal.partners.forms.inclusion import FiguresForm
from commonweal.partners.queries.inclusion import (
    QUARTERS,
    figures_of,
    organisations_at,
    quarter_before,
    quarter_of,
    sum_day,
    tables_of,
)
from commonweal.partners.queries.rows import meeting_of
from commonweal.partners.rules.inclusion import ENTER_FIGURES
from commonweal.partners.views.acting import SignedIn, attempt, go_on, number

FIRST_YEAR = 2000


@opens_to(SHARED)
@require_safe
def inclusion(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """Show who spoke, decided and took part in a meeting, without small counts."""
    found = meeting_of(request.user, meeting_id)
    context = {
        "meeting": found,
        "tables": tables_of(figures_of(found)),
        "organisations": organisations_at(found),
        "may_enter": ENTER_FIGURES.allows(request.user, found),
    }
    return render(request, "partners/inclusion.html", context)


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """Enter the counts of a meeting, or correct them."""
    found = meeting_of(request.user, meeting_id)
    if not ENTER_FIGURES.allows(request.user, found):
        raise NotAllowed(
            ENTER_FIGURES.name,
            _("Only the people of the partner that organises the meeting enter and read counts."),
        )
    figures = figures_of(found)
    posted = request.POST if request.method == "POST" else None
    form = FiguresForm(posted, counts=figures.counts if figures else {})
    status = HTTPStatus.OK
    if posted is not None:
        seen = number(posted.get("seen"))
        status = attempt(
            form, lambda: enter_figures(request.user, meeting_id, form.counts(), seen=seen)
        )
        if status == HTTPStatus.SEE_OTHER:
            messages.success(request, _("The counts are kept."))
            return go_on("partners:inclusion", meeting_id)
    context = {"meeting": found, "form": form, "seen": figures.version if figures else 0}
    return render(request, "partners/inclusion_form.html", context, status=status)


@opens_to(SHARED)
@require_safe
def quarter(request: SignedIn) -> HttpResponse:
    """Show the sum of a quarter that is over."""
    today = timezone.localdate()
    year, which = quarter_before(today)
    asked = number(request.GET.get("year")), number(request.GET.get("quarter"))
    if FIRST_YEAR <= asked[0] <= today.year and 1 <= asked[1] <= QUARTERS:
        year, which = asked
    context = {
        "year": year,
        "which": which,
        "quarters": range(1, QUARTERS + 1),
        "years": range(today.year, today.year - 10, -1),
        "found": quarter_of(year, which, today=today),
        "sum_day": sum_day(year, which),
        "is_over": quarter_before(today) >= (year, which),
    }
    return render(request, "partners/inclusion_quarter.html", context)
