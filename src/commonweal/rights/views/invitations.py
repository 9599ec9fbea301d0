"""Pages that bring people in: invite, withdraw, accept."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commonweal.kernel.doors import EVERYONE, MEMBERS, PEOPLE_KEEPERS, opens_to
from commonweal.kernel.errors import CommonwealError, Conflict, NotAllowed, NotFound
from commonweal.rights.actions import agreeing
from commonweal.rights.actions import people as actions
from commonweal.rights.actions.grants import raise_if_lapsed
from commonweal.rights.forms.invitations import InvitationForm, JoiningForm
from commonweal.rights.forms.people import ReasonForm
from commonweal.rights.models import Role
from commonweal.rights.public import organisations
from commonweal.rights.queries import invitations as queries
from commonweal.rights.rules.invitations import waits_for_partner
from commonweal.rights.rules.role_words import MAY
from commonweal.rights.rules.roles import grantable_roles, may_invite


@opens_to(PEOPLE_KEEPERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody; the link is shown once, to be handed over."""
    person = request.user
    if not person.is_authenticated or not may_invite(person):
        raise Http404
    roles, partners = grantable_roles(person), organisations()
    names = [each.name for each in partners]
    form = InvitationForm(request.POST or None, roles=roles, partners=names)
    token = None
    if form.is_valid():
        try:
            token = actions.invite(
                person,
                email=form.cleaned_data["email"],
                organisation=form.cleaned_data["organisation"],
                job=form.cleaned_data["job"],
                terms=form.terms,
            )
        except CommonwealError as error:
            form.add_error(None, error.message)
    if token is not None:
        return _show_link(request, token)
    context = {
        "form": form,
        "organisations": partners,
        "roles": [(role.label, MAY[role]) for role in roles],
    }
    return render(request, "rights/invite.html", context, status=422 if form.errors else 200)


def _show_link(request: HttpRequest, token: str) -> HttpResponse:
    made = queries.invitation_of(token)
    context = {
        "link": request.build_absolute_uri(f"/invitation/{token}/"),
        "made": made,
        "role": Role(made.role).label,
        "waits": waits_for_partner(made),
        "replaces": queries.replaces_another(made),
    }
    return render(request, "rights/invite.html", context)


@opens_to(PEOPLE_KEEPERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Ask once more, then withdraw an open invitation; the co-ordinator only."""
    invitation = queries.open_invitation(invitation_id, person=request.user)
    if request.method == "POST" and request.user.is_authenticated:
        actions.withdraw_invitation(request.user, invitation_id)
        messages.success(
            request, _("The invitation for %(email)s was withdrawn.") % {"email": invitation.email}
        )
        return HttpResponseRedirect(reverse("rights:people"), status=303)
    return render(request, "rights/withdraw.html", {"invitation": invitation})


@opens_to(MEMBERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Show who is to act for the reader's partner; take their yes, or their no, with the reason."""
    person = request.user
    found = queries.invitation_to_agree(invitation_id, person=person)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and person.is_authenticated and form.is_valid():
        says = agreeing.agree if request.POST.get("says") == "yes" else agreeing.decline
        try:
            says(person, invitation_id, reason=form.cleaned_data["reason"])
        except NotFound:
            raise
        except CommonwealError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("It is done, and kept in the trail."))
            return HttpResponseRedirect(reverse("today:home"), status=303)
    context = {"invitation": found, "role": Role(found.role).label, "form": form}
    return render(request, "rights/agree.html", context, status=422 if form.errors else 200)


@opens_to(EVERYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Let an invited person choose a name and a password, and sign them in."""
    try:
        return _join(request, token)
    except NotFound:
        # Used, withdrawn, run out or never made: nobody learns which.
        return render(request, "rights/no_invitation.html", status=HTTPStatus.NOT_FOUND)


def _join(request: HttpRequest, token: str) -> HttpResponse:
    invitation = queries.invitation_of(token)
    context = {
        "invitation": invitation,
        "role": Role(invitation.role).label,
        "until": timezone.now() + timedelta(days=invitation.role_days),
    }
    try:
        agreeing.raise_if_invited_by(request.user, invitation)
        actions.raise_if_joined(invitation.email)
        raise_if_lapsed(invitation)
    except (NotAllowed, Conflict) as error:
        is_known = isinstance(error, Conflict)
        context |= {"lapsed": error.message, "is_known": is_known}
        status = HTTPStatus.CONFLICT if is_known else HTTPStatus.FORBIDDEN
        return render(request, "rights/accept.html", context, status=status)
    form = JoiningForm(request.POST or None)
    if form.is_valid():
        try:
            person = actions.accept_invitation(token, **form.cleaned_data)
        except NotFound:
            raise
        except CommonwealError as error:
            form.add_error(None, error.message)
        else:
            login(request, person, backend="allauth.account.auth_backends.AuthenticationBackend")
            return redirect("today:home")
    context["form"] = form
    return render(request, "rights/accept.html", context, status=422 if form.errors else 200)
