"""Pages on which a partner takes back an objection that stands without its name."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonweal.kernel.doors import WORKERS, opens_to
from commonweal.partners.actions import unnamed_views as acts
from commonweal.partners.queries.questions import commitment_of
from commonweal.partners.queries.rows import action_of
from commonweal.partners.queries.way import objects_unnamed
from commonweal.partners.rules.taking_part import organisation_of
from commonweal.partners.views.acting import SignedIn
from commonweal.partners.views.framing import Frame, done

METHODS = ["GET", "HEAD", "POST"]


def _frame(back: str) -> Frame:
    return Frame(
        heading=_("Take your objection back?"),
        verb=_("Take it back, without our name"),
        back=back,
        lede=_(
            "The others read that a civil-society partner objected, and that it counts no more; your name stays away. So that nobody can put the two together, your partner cannot speak of this by name for the next %(days)s days. You can object again without your name at any time."
        )
        % {"days": acts.APART_DAYS},
        is_danger=True,
    )


@opens_to(WORKERS)
@require_http_methods(METHODS)
def take_back(request: SignedIn, action_id: UUID) -> HttpResponse:
    """Say what the others will see, then take back the objection to an action."""
    row = action_of(request.user, action_id)
    stands = objects_unnamed(row.confirmations, organisation_of(request.user))
    if request.method != "POST" and not stands:
        return redirect(row)
    return done(
        request,
        forms.Form(request.POST if request.method == "POST" else None),
        _frame(row.get_absolute_url()),
        lambda: acts.take_back_objection(request.user, row.pk),
        to=row,
        said=_("It is taken back; your name was shown to nobody."),
    )


@opens_to(WORKERS)
@require_http_methods(METHODS)
def take_back_of_promise(request: SignedIn, commitment_id: UUID) -> HttpResponse:
    """Say what the others will see, then take back the objection to a kept promise."""
    row = commitment_of(request.user, commitment_id)
    stands = objects_unnamed(row.views, organisation_of(request.user))
    if request.method != "POST" and not stands:
        return redirect(row.question)
    return done(
        request,
        forms.Form(request.POST if request.method == "POST" else None),
        _frame(row.question.get_absolute_url()),
        lambda: acts.take_back_objection_to_promise(request.user, row.pk),
        to=row.question,
        said=_("It is taken back; your name was shown to nobody."),
    )
