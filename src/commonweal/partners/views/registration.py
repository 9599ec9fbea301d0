"""Pages for the organiser: the form, its questions, who registered, the mails; and totals for others."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.kernel.doors import READERS, WORKERS, opens_to
from commonweal.kernel.errors import NotFound
from commonweal.partners.actions import deciding, letters, registration_forms
from commonweal.partners.engine.local_time import wall_of
from commonweal.partners.forms.meetings import ReasonForm
from commonweal.partners.forms.planning import SureForm
from commonweal.partners.forms.registration import (
    HeadsForm,
    InviteForm,
    OpeningForm,
    QuestionForm,
)
from commonweal.partners.models import FormField, Meeting, RegistrationForm
from commonweal.partners.queries.registration import (
    backlog_of,
    field_of,
    form_of,
    letter_counts,
    letters_of,
    registration_of,
    registrations_of,
    seats_of,
    totals_form_of,
    totals_of,
)
from commonweal.partners.queries.rows import meeting_of
from commonweal.partners.queries.wording import zone_of
from commonweal.partners.rules.registration import organises
from commonweal.partners.tasks import see_to_registrations
from commonweal.partners.views.acting import SignedIn, attempt, go_on, number
from commonweal.partners.views.framing import Frame, done, framed
from commonweal.partners.views.planning import BOTH

PAGE_SIZE = 50


def organised(request: SignedIn, meeting_id: UUID) -> Meeting:
    """Return a meeting that the person's partner organises; to others it is not there.

    Raises:
        NotFound: If there is none, or another partner organises it.
    """
    found = meeting_of(request.user, meeting_id)
    if not organises(request.user, found):
        raise NotFound("partners.not-found", _("There is no such page, or not for you."))
    return found


@opens_to(WORKERS)
@never_cache
@require_safe
def registrations(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """Show who registered, what is asked, how the mails go, and what is erased when."""
    meeting = organised(request, meeting_id)
    form = RegistrationForm.objects.filter(meeting=meeting).first()
    if form is None:
        return render(request, "partners/registrations.html", {"meeting": meeting})
    form.meeting = meeting
    rows = registrations_of(request.user, form)
    mails = Paginator(letters_of(form), PAGE_SIZE)
    context = {
        "meeting": meeting,
        "registration_form": form,
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "seats": seats_of(form),
        "fields": form.fields.all(),
        "mails": mails.get_page(request.GET.get("mails")),
        "mail_counts": letter_counts(form),
        "backlog": backlog_of(form, now=timezone.now()),
        "zone": zone_of(meeting),
    }
    return render(request, "partners/registrations.html", context)


@opens_to(WORKERS)
@require_http_methods(BOTH)
def keep_form(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """Open registration for a meeting, or change how one registers."""
    meeting = organised(request, meeting_id)
    found = RegistrationForm.objects.filter(meeting=meeting).first()
    form = OpeningForm(
        request.POST if request.method == "POST" else None, initial=_values(found, meeting)
    )
    status = HTTPStatus.OK
    if request.method == "POST":
        seen = number(request.POST.get("seen")) if found else None
        status = attempt(
            form,
            lambda: registration_forms.keep_form(request.user, meeting_id, form.draft(), seen=seen),
        )
        if status == HTTPStatus.SEE_OTHER:
            soon()
            messages.success(request, _("It is kept. Now choose what the form asks."))
            return go_on("partners:registrations", meeting_id)
    frame = Frame(
        heading=_("How one registers"),
        verb=_("Keep it"),
        back=reverse("partners:registrations", args=[meeting_id]),
        lede=_("All times are meant where the meeting is held: %(zone)s.") % {"zone": zone_of(meeting)},
        seen=found.version if found else None,
    )  # fmt: skip
    return framed(request, form, frame, status=status)


@opens_to(WORKERS)
@require_http_methods(BOTH)
def add_question(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """Add a question to the form."""
    form_of(request.user, meeting_id)
    form = QuestionForm(request.POST if request.method == "POST" else None)
    frame = Frame(
        heading=_("Ask something"),
        verb=_("Add the question"),
        back=reverse("partners:registrations", args=[meeting_id]),
        lede=_("Ask only what you need for the meeting itself. Papers, and what people believe or are, are not asked here."),
    )  # fmt: skip
    return done(
        request,
        form,
        frame,
        lambda: registration_forms.add_field(request.user, meeting_id, form.draft()),
        to=reverse("partners:registrations", args=[meeting_id]),
    )


@opens_to(WORKERS)
@require_http_methods(BOTH)
def change_question(request: SignedIn, field_id: UUID) -> HttpResponse:
    """Change a question of the form."""
    found = field_of(request.user, field_id)
    posted = request.POST if request.method == "POST" else None
    form = QuestionForm(posted, initial=_question_values(found))
    frame = Frame(
        heading=_("Change a question"),
        verb=_("Keep the changes"),
        back=found.get_absolute_url(),
        lede=_(
            "Where it is answered in another way from now on, the answers until now are erased."
        ),
        seen=found.version,
    )
    seen = number(request.POST.get("seen"))
    return done(
        request,
        form,
        frame,
        lambda: registration_forms.change_field(request.user, field_id, form.draft(), seen=seen),
        to=reverse("partners:registrations", args=[found.form.meeting_id]),
    )


@opens_to(WORKERS)
@require_http_methods(BOTH)
def remove_question(request: SignedIn, field_id: UUID) -> HttpResponse:
    """Ask whether a question is to go with its answers, and take it out."""
    found = field_of(request.user, field_id)
    if request.method == "POST":
        registration_forms.remove_field(request.user, field_id)
        return go_on("partners:registrations", found.form.meeting_id)
    count = found.answers.count()
    frame = Frame(
        heading=_("Take this question out?"),
        verb=_("Take it out"),
        back=found.get_absolute_url(),
        lede=ngettext(
            "“%(question)s”: %(count)s answer is erased with it.",
            "“%(question)s”: %(count)s answers are erased with it.",
            count,
        )
        % {"question": found.label, "count": count},
        is_danger=True,
    )
    return framed(request, SureForm(), frame)


@opens_to(WORKERS)
@require_http_methods(BOTH)
def invite(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """Invite people by mail."""
    form_of(request.user, meeting_id)
    form = InviteForm(request.POST if request.method == "POST" else None)
    status = HTTPStatus.OK
    if request.method == "POST":
        made: list[deciding.Invitations] = []
        status = attempt(
            form,
            lambda: made.append(
                deciding.invite(request.user, meeting_id, form.cleaned_data["emails"].splitlines())
            ),
        )
        if made:
            soon()
            words = _("%(sent)s invitations are on their way; %(known)s addresses were invited or registered already.")  # fmt: skip
            messages.success(request, words % {"sent": made[0].sent, "known": made[0].known})
            return go_on("partners:registrations", meeting_id)
    frame = Frame(
        heading=_("Invite people"),
        verb=_("Invite them"),
        back=reverse("partners:registrations", args=[meeting_id]),
    )
    return framed(request, form, frame, status=status)


@opens_to(WORKERS)
@require_http_methods(BOTH)
def count_heads(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """Keep how many people came."""
    found = form_of(request.user, meeting_id)
    form = HeadsForm(
        request.POST if request.method == "POST" else None, initial={"count": found.head_count}
    )
    frame = Frame(
        heading=_("How many people came?"),
        verb=_("Keep the number"),
        back=reverse("partners:registrations", args=[meeting_id]),
        lede=_("Count heads. Only who chose to be greeted by name is noted by name."),
    )
    return done(
        request,
        form,
        frame,
        lambda: deciding.count_heads(request.user, meeting_id, count=form.cleaned_data["count"]),
        to=reverse("partners:registrations", args=[meeting_id]),
    )


@opens_to(WORKERS)
@never_cache
@require_safe
def registration(request: SignedIn, registration_id: UUID) -> HttpResponse:
    """Show one registration, and what can be decided about it."""
    found = registration_of(request.user, registration_id)
    wanted = found.wanted or {}
    labels = {str(field.pk): field.label for field in found.form.fields.all()}
    asked = [(labels[k], v) for k, v in wanted.get("answers", {}).items() if k in labels]
    context = {
        "registration": found,
        "meeting": found.form.meeting,
        "answers": found.answers.select_related("field"),
        "wanted": asked,
        "wanted_name": wanted.get("name", ""),
        "mails": found.letters.order_by("-added_at"),
        "may_approve": found.state == "pending" and found.number is not None,
        "may_reject": found.state in {"pending", "confirmed", "waitlisted", "offered"},
        "may_greet": found.is_named_at_door and found.state == "confirmed",
    }
    return render(request, "partners/registration.html", context)


@opens_to(WORKERS)
@require_POST
def decide(request: SignedIn, registration_id: UUID) -> HttpResponse:
    """Accept a registration or a late change, decline a late change, or note who came."""
    acts = {
        "approve": lambda: deciding.approve(request.user, registration_id),
        "accept": lambda: deciding.decide_change(request.user, registration_id, is_accepted=True),
        "refuse": lambda: deciding.decide_change(request.user, registration_id, is_accepted=False),
        "came": lambda: deciding.note_who_came(request.user, registration_id, has_come=True),
        "absent": lambda: deciding.note_who_came(request.user, registration_id, has_come=False),
        "unknown": lambda: deciding.note_who_came(request.user, registration_id, has_come=None),
    }
    form = SureForm(request.POST)
    status = attempt(form, acts.get(request.POST.get("do", ""), lambda: None))
    if status == HTTPStatus.SEE_OTHER:
        soon()
    else:
        messages.error(request, " ".join(map(str, form.non_field_errors())))
    return go_on("partners:registration", registration_id)


@opens_to(WORKERS)
@require_http_methods(BOTH)
def reject(request: SignedIn, registration_id: UUID) -> HttpResponse:
    """Do not accept a registration, with a reason."""
    found = registration_of(request.user, registration_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = attempt(
            form,
            lambda: deciding.reject(
                request.user, registration_id, reason=form.cleaned_data["reason"]
            ),
        )
        if status == HTTPStatus.SEE_OTHER:
            soon()
            return go_on(found)
    frame = Frame(
        heading=_("Not accept this registration?"),
        verb=_("Do not accept it"),
        back=found.get_absolute_url(),
        lede=_("They read your reason. The place goes to the next in line."),
        is_danger=True,
    )
    return framed(request, form, frame, status=status)


@opens_to(WORKERS)
@require_POST
def send_again(request: SignedIn, letter_id: UUID) -> HttpResponse:
    """Queue a mail again that could not be sent."""
    letter = letters.send_again(request.user, letter_id)
    soon()
    assert letter.form is not None  # noqa: S101  it was found through its form
    return go_on("partners:registrations", letter.form.meeting_id)


@opens_to(READERS)
@require_safe
def totals(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """Show how many come, for whom: no name, and no count under five."""
    form = totals_form_of(request.user, meeting_id)
    context = {"meeting": form.meeting, "totals": totals_of(form)}
    return render(request, "partners/totals.html", context)


def soon() -> None:
    """Let the worker see to offers and mails once this is written."""
    transaction.on_commit(see_to_registrations.enqueue)


def _values(found: RegistrationForm | None, meeting: Meeting) -> dict[str, Any]:
    zone = zone_of(meeting)
    if found is None:
        now = wall_of(timezone.now(), zone=zone)
        starts = meeting.starts_at
        closes = wall_of(starts - timedelta(days=3), zone=zone) if starts else None
        return {
            "opens": now.replace(second=0, microsecond=0),
            "closes": closes,
            "consent_text": _(
                "Your name, your address and your answers are read by the people of the partner that organises the meeting, and erased 90 days after it."
            ),
        }
    names = ("capacity", "is_public", "needs_approval", "is_chatham_house", "welcome", "consent_text", "retention_days", "offer_hours")  # fmt: skip
    times = {"opens": found.opens_at, "closes": found.closes_at, "late_until": found.late_until}
    return {name: getattr(found, name) for name in names} | {
        name: wall_of(at, zone=zone) if at else None for name, at in times.items()
    }


def _question_values(found: FormField) -> dict[str, Any]:
    names = ("label", "kind", "hint", "is_required", "is_sensitive", "retention_days")
    lines = [
        f"{one['text']} | {one['limit']}" if one.get("limit") is not None else one["text"]
        for one in found.options
    ]
    return {name: getattr(found, name) for name in names} | {"options": "\n".join(lines)}
