"""Pages about people: who is here, in which roles, and acting for another partner."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.kernel.doors import ADMINISTRATORS, MEMBERS, PEOPLE_KEEPERS, SIGNED_IN, opens_to
from commonweal.kernel.errors import CommonwealError, InvalidInput, NotFound
from commonweal.rights.actions import agreeing, closing, grants
from commonweal.rights.forms.people import ExtendForm, GrantForm, ReasonForm
from commonweal.rights.models import Role
from commonweal.rights.public import organisations
from commonweal.rights.queries.invitations import open_invitations
from commonweal.rights.queries.people import (
    ending_soon,
    grant_of,
    partner,
    people_visible_to,
    person_of,
    roles_held,
)
from commonweal.rights.rules.invitations import waits_for_partner
from commonweal.rights.rules.people import KEEP_ACCOUNT
from commonweal.rights.rules.roles import grantable_roles, may_invite
from commonweal.rights.views.signed_in import SignedIn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django import forms

    from commonweal.rights.models import Invitation


PAGE_SIZE = 50


@opens_to(MEMBERS)
@require_safe
def people(request: SignedIn) -> HttpResponse:
    """List the people whom the reader may see with their roles, and the open invitations."""
    found = people_visible_to(request.user)
    only_ending = request.GET.get("ending") == "1"
    if only_ending:
        found = found.filter(pk__in=ending_soon(request.user).values("person_id"))
    context = {
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "only_ending": only_ending,
        "invitations": _with_what_they_wait_for(open_invitations(request.user)),
        "may_invite": may_invite(request.user),
    }
    return render(request, "rights/people.html", context)


def _with_what_they_wait_for(found: Iterable[Invitation]) -> list[Invitation]:
    listed = list(found)
    for each in listed:
        each.waits = waits_for_partner(each)  # type: ignore[attr-defined]  # for the template
        each.role_label = Role(each.role).label  # type: ignore[attr-defined]  # for the template
    return listed


@opens_to(SIGNED_IN)
@require_safe
def person(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Show somebody and their roles: for whom, since when, until when, by whom and why."""
    found = person_of(person_id, person=request.user)
    current, over = roles_held(found, person=request.user)
    is_self = found.pk == request.user.pk
    context = {
        "shown": found,
        "is_self": is_self,
        "current": current,
        "over": over,
        "sees_address": is_self or may_invite(request.user),
        "may_grant": not is_self and bool(grantable_roles(request.user)),
        "may_keep": KEEP_ACCOUNT.allows(request.user, found),
    }
    return render(request, "rights/person.html", context)


@opens_to(PEOPLE_KEEPERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def grant(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Ask which role, for which partner, how long and why; then grant it."""
    found = person_of(person_id, person=request.user)
    form = GrantForm(
        request.POST or None,
        roles=grantable_roles(request.user),
        partners=[(each.id, each.name) for each in organisations()],
        initial={"organisation": str(found.organisation_id)},
    )

    def act() -> None:
        agreeing.offer(
            request.user,
            to=found,
            organisation=partner(form.cleaned_data["organisation"]),
            terms=form.terms,
        )

    context = {
        "heading": _("Grant a role to %(name)s") % {"name": found.name},
        "consequence": _(
            "It holds from their next click on, and ends by itself. Where the partner has people of "
            "its own and you are not one of them, one of them agrees first."
        ),
        "verb": _("Grant it"),
    }
    return _asked(request, form, act, context=context, back=_page_of(found.pk))


@opens_to(PEOPLE_KEEPERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: SignedIn, grant_id: UUID) -> HttpResponse:
    """Ask for how long and why, then let a role end later."""
    found = grant_of(grant_id, person=request.user)
    form = ExtendForm(request.POST or None)

    def act() -> None:
        grants.extend_grant(
            request.user,
            grant_id,
            days=form.cleaned_data["days"],
            reason=form.cleaned_data["reason"],
        )

    context = {
        "heading": _("Extend this role?"),
        "consequence": _("%(name)s is %(role)s for %(partner)s.")
        % {
            "name": found.person.name,
            "role": found.get_role_display(),
            "partner": found.organisation.name,
        },
        "verb": _("Extend it"),
    }
    return _asked(request, form, act, context=context, back=_page_of(found.person_id))


@opens_to(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: SignedIn, grant_id: UUID) -> HttpResponse:
    """Ask why, then end a role at once: somebody's, or lay down one's own."""
    found = grant_of(grant_id, person=request.user)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        grants.end_grant(request.user, grant_id, reason=form.cleaned_data["reason"])

    context = {
        "heading": _("End this role?"),
        "consequence": _(
            "%(name)s will not be %(role)s for %(partner)s any more, from the next click on."
        )
        % {
            "name": found.person.name,
            "role": found.get_role_display(),
            "partner": found.organisation.name,
        }
        + (
            " " + _("It takes two people who may end it.")
            if grants.takes_two(request.user, found)
            else ""
        ),
        "verb": _("End it"),
        "is_grave": True,
    }
    return _asked(request, form, act, context=context, back=_page_of(found.person_id))


@opens_to(ADMINISTRATORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Ask why, then close an account, or open it again."""
    found = person_of(person_id, person=request.user)
    if not KEEP_ACCOUNT.allows(request.user, found):
        raise NotFound("rights.person", _("There is no such account, or not for you."))
    form = ReasonForm(request.POST or None)

    def act() -> None:
        closing.keep_account(
            request.user,
            person_id,
            is_open=not found.is_active,
            reason=form.cleaned_data["reason"],
        )

    closes = found.is_active
    context = {
        "heading": _("Close this account?") if closes else _("Open this account again?"),
        "consequence": _("%(name)s is signed out everywhere and cannot sign in. You can undo it.")
        % {"name": found.name}
        if closes
        else _("%(name)s can sign in again, in the roles that have not ended meanwhile.")
        % {"name": found.name},
        "verb": _("Close it") if closes else _("Open it"),
        "is_grave": closes,
    }
    return _asked(request, form, act, context=context, back=_page_of(found.pk))


@opens_to(SIGNED_IN)
@require_POST
def act_for(request: SignedIn) -> HttpResponse:
    """Act for another partner from now on."""
    try:
        wanted = UUID(request.POST.get("partner", ""))
    except ValueError as error:
        raise InvalidInput("rights.acts-for", _("Choose a partner to act for.")) from error
    changed = grants.act_for(request.user, wanted)
    messages.success(request, _("You act for %(partner)s now.") % {"partner": changed.organisation})
    return HttpResponseRedirect(reverse("today:home"), status=303)


def _asked(
    request: SignedIn,
    form: forms.Form,
    act: Callable[[], None],
    *,
    context: dict[str, Any],
    back: str,
) -> HttpResponse:
    """Show the form with what will happen; do it once the form is filled in."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except NotFound:
            raise
        except CommonwealError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("It is done, and kept in the trail."))
            return HttpResponseRedirect(back, status=303)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(
        request, "rights/asked.html", {"form": form, "back": back, **context}, status=status
    )


def _page_of(person_id: UUID) -> str:
    return reverse("rights:person", args=[person_id])
