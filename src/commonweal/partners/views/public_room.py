"""The room's page for everybody, and the pages on which a partnership is shown there and its partners are named."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.kernel.doors import EVERYONE, WORKERS, opens_to
from commonweal.kernel.errors import NotAllowed, WayOn
from commonweal.partners.actions.public_room import let_be_named, show_partnership
from commonweal.partners.engine.states import PROGRESS
from commonweal.partners.forms.joining import NamedForm
from commonweal.partners.queries.public_room import public_room
from commonweal.partners.queries.rows import partnership_of
from commonweal.partners.queries.wording import PROGRESS_NAMES
from commonweal.partners.rules.partnerships import KEEP_PARTNERSHIP, SPEAK_IN_PARTNERSHIP
from commonweal.partners.rules.public_room import PUBLISH_PARTNERSHIP
from commonweal.partners.rules.taking_part import acting_for
from commonweal.partners.views.acting import SignedIn, attempt, go_on
from commonweal.partners.views.framing import Frame, done


@opens_to(EVERYONE)
@require_safe
def room(request: HttpRequest) -> HttpResponse:
    """Show everybody what is public of the room, without an account."""
    found = public_room(request.user, now=timezone.now(), today=timezone.localdate())
    progress = [
        (PROGRESS_NAMES[key], found.progress[key]) for key in PROGRESS if found.progress.get(key)
    ]
    return render(request, "partners/public_room.html", {"found": found, "progress": progress})


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: SignedIn, partnership_id: UUID) -> HttpResponse:
    """Show exactly what everybody would read of a partnership, then show it, or take it back."""
    row = partnership_of(request.user, partnership_id)
    if not KEEP_PARTNERSHIP.allows(request.user, row):
        raise NotAllowed(KEEP_PARTNERSHIP.name, _("Only who keeps a partnership shows it."))
    may_show = PUBLISH_PARTNERSHIP.allows(request.user, row)
    form = forms.Form(request.POST if request.method == "POST" else None)
    status = HTTPStatus.OK
    if request.method == "POST":
        # The button says what the page offered, whatever somebody else did meanwhile.
        is_public = request.POST.get("act") != "hide"
        status = attempt(
            form, lambda: show_partnership(request.user, partnership_id, is_public=is_public)
        )
        if status == HTTPStatus.SEE_OTHER:
            told = _("Everybody can read of it now.") if is_public else _("Nobody outside reads of it any more.")  # fmt: skip
            messages.success(request, told)
            return go_on(row)
    context = {"row": row, "form": form, "may_show": may_show}
    return render(request, "partners/show_partnership.html", context, status=status)


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def name_us(request: SignedIn, partnership_id: UUID) -> HttpResponse:
    """Say for one's own partner whether the public page names it."""
    row = partnership_of(request.user, partnership_id)
    if not SPEAK_IN_PARTNERSHIP.allows(request.user, row):
        raise NotAllowed(
            SPEAK_IN_PARTNERSHIP.name,
            _("On this page each partner in “%(title)s” says for itself whether the public page names it. Yours is not in it.") % {"title": row.title},
            way_on=WayOn(row.get_absolute_url(), _("To the partnership")),
        )  # fmt: skip
    own = row.members.get(organisation_id=acting_for(request.user), left_on=None)
    said = None if own.is_named is None else "yes" if own.is_named else "no"
    form = NamedForm(request.POST if request.method == "POST" else None, initial={"said": said})
    frame = Frame(
        heading=_("Shall the public page name %(partner)s?") % {"partner": own.organisation.name},
        verb=_("Keep it"),
        back=row.get_absolute_url(),
        lede=_("“%(title)s” can be shown to everybody. Without your yes your partner is only counted there, as a further member. You can change this at any time.") % {"title": row.title},
    )  # fmt: skip
    return done(
        request,
        form,
        frame,
        lambda: let_be_named(
            request.user, partnership_id, is_named=form.cleaned_data["said"] == "yes"
        ),
        to=row,
        said=_("It is kept."),
    )
