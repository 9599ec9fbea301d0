"""Pages of the do-no-harm check: what is to be checked, how one stands, fill it in, one check."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.kernel.doors import SHARED, WORKERS, opens_to
from commonweal.kernel.errors import NotAllowed
from commonweal.partners.actions import harm as acts
from commonweal.partners.forms.harm import HarmForm, HarmListForm
from commonweal.partners.models import HarmCheck, HarmSubject, Meeting
from commonweal.partners.queries.harm import (
    ALL_QUESTIONS,
    Subject,
    answers_of,
    checks_of,
    harm_of,
    may_check,
    standing_of,
    subject_of,
    to_check,
)
from commonweal.partners.rules.meetings import CHANGE_MEETING
from commonweal.partners.rules.taking_part import organisation_of
from commonweal.partners.views.acting import SignedIn, attempt, go_on, identity, number
from commonweal.rights.public import organisations
from commonweal.ui.edits import note_kept

PAGE_SIZE = 50


@opens_to(SHARED)
@require_safe
def harm_list(request: SignedIn) -> HttpResponse:
    """List what runs without a check that counts, or whose check is due."""
    form, own = HarmListForm(request.GET), organisation_of(request.user)
    if own is None:
        del form.fields["ours"]
    form.is_valid()
    asked = {name: value for name, value in form.cleaned_data.items() if value}
    ours = asked.pop("ours", False)
    found = to_check(
        request.user,
        today=timezone.localdate(),
        kept_by=own if ours else None,
        **asked,
    )
    context = {
        "form": form,
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "is_filtered": bool(asked or ours),
    }
    return render(request, "partners/harm_list.html", context)


@opens_to(SHARED)
@require_safe
def harm(request: SignedIn, subject: str, subject_id: UUID) -> HttpResponse:
    """Show how the check of one thing stands, and the checks that were made."""
    about = subject_of(request.user, subject, subject_id)
    context = {
        "about": about,
        "standing": standing_of(about.kind, about.id, today=timezone.localdate()),
        "checks": checks_of(about),
        "may_check": may_check(request.user, about),
        "back": _back(request, about),
    }
    return render(request, "partners/harm.html", context)


def _back(request: SignedIn, about: Subject) -> Meeting | None:
    """Return the meeting of the series that somebody was about to announce, if the address names one."""
    key = identity(request.GET.get("for"))
    if key is None or about.kind != HarmSubject.SERIES:
        return None
    found = Meeting.objects.filter(pk=key, series_id=about.id).first()
    return found if found and CHANGE_MEETING.allows(request.user, found) else None


@opens_to(SHARED)
@require_safe
def harm_check(request: SignedIn, harm_id: UUID) -> HttpResponse:
    """Show one check with its answers."""
    row = harm_of(request.user, harm_id)
    about = subject_of(request.user, row.subject, row.subject_id)
    given = answers_of(row)
    context = {
        "row": row,
        "about": about,
        "asked": [(name, given.get(key)) for key, name, _help in ALL_QUESTIONS],
    }
    return render(request, "partners/harm_check.html", context)


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def fill_harm(request: SignedIn, subject: str, subject_id: UUID) -> HttpResponse:
    """Fill a check in: keep what there is, or say that it is made."""
    about = subject_of(request.user, subject, subject_id)
    if not may_check(request.user, about):
        raise NotAllowed("partners.harm.keep", _("Only who keeps it makes its do-no-harm check."))
    standing = standing_of(about.kind, about.id, today=timezone.localdate())
    source = standing.begun or standing.done
    form = HarmForm(
        request.POST if request.method == "POST" else None,
        initial=_values(source) if source else {},
        partners=organisations(),
    )
    status = HTTPStatus.OK
    if request.method == "POST":
        # What is typed is kept first: a refusal to call the check made loses nothing.
        seen = number(request.POST.get("seen"))
        status = attempt(
            form,
            lambda: acts.fill(request.user, about.kind, about.id, form.answers(), seen=seen),
        )
        if status == HTTPStatus.SEE_OTHER:
            status = _made(request, form, about)
            standing = standing_of(about.kind, about.id, today=timezone.localdate())
            note_kept(form)
        if status == HTTPStatus.SEE_OTHER:
            back = _back(request, about)
            page = reverse("partners:harm", args=[about.kind, about.id])
            return go_on(f"{page}?for={back.pk}" if back else page)
    context = {"form": form, "about": about, "begun": standing.begun}
    return render(request, "partners/harm_form.html", context, status=status)


def _made(request: SignedIn, form: HarmForm, about: Subject) -> HTTPStatus:
    if "made" not in request.POST:
        messages.success(request, _("What you have is kept. The check is not made yet."))
        return HTTPStatus.SEE_OTHER
    status = attempt(form, lambda: acts.make(request.user, about.kind, about.id))
    if status == HTTPStatus.SEE_OTHER:
        messages.success(request, _("The check is made. It counts for a year."))
    return status


def _values(check: HarmCheck) -> dict[str, Any]:
    return {
        f"{key}_{part}": value
        for key, each in answers_of(check).items()
        for part, value in (
            ("risk", each.risk),
            ("mitigation", each.mitigation),
            ("owner", str(each.owner_id or "")),
        )
    }
