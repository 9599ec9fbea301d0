"""Pages of listening sessions: the list, one session, add or change one, the forms to print."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.kernel.doors import SHARED, WORKERS, opens_to
from commonweal.kernel.errors import InvalidInput, NotAllowed
from commonweal.partners.actions import listening as acts
from commonweal.partners.engine import listening_form_pdf
from commonweal.partners.forms.listening import ListeningForm, PrintForm, is_translated
from commonweal.partners.models import Group, Listening, Theme
from commonweal.partners.queries.board import meetings_offered
from commonweal.partners.queries.concerns import (
    WantedConcerns,
    concerns,
    councils,
    listening_of,
    listenings_visible_to,
)
from commonweal.partners.queries.raised import language_names
from commonweal.partners.rules.listening import KEEP_LISTENING
from commonweal.partners.rules.taking_part import acting_for
from commonweal.partners.views.acting import SignedIn, attempt, go_on, identity, number
from commonweal.rights.public import Thing, coordinates, organisations, record_export

PAGE_SIZE = 50
OFFERED = 200


@opens_to(SHARED)
@require_safe
def listenings(request: SignedIn) -> HttpResponse:
    """List the listening sessions, newest first, with the forms to print."""
    rows = listenings_visible_to(request.user)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    form = PrintForm(initial={"language": translation.get_language(), "sheets": 6})
    return render(request, "partners/listenings.html", {"page": page, "print_form": form})


@opens_to(SHARED)
@require_safe
def listening(request: SignedIn, listening_id: UUID) -> HttpResponse:
    """Show a listening session: its facts, and what was raised."""
    found = listening_of(request.user, listening_id)
    rows = concerns(request.user, WantedConcerns(), today=timezone.localdate())
    page = Paginator(rows.filter(listening=found).order_by("year", "number"), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    context = {
        "listening": found,
        "languages": [name for _code, name in language_names(found.languages)],
        "page": page,
        "may_keep": KEEP_LISTENING.allows(request.user, found),
        "print_form": PrintForm(initial={"language": translation.get_language(), "sheets": 6}),
    }
    return render(request, "partners/listening.html", context)


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_listening(request: SignedIn) -> HttpResponse:
    """Add a listening session; then its concerns are typed in."""
    own = acting_for(request.user)
    initial: dict[str, Any] = {"host": str(own), "seen": 0}
    meeting_id = identity(request.GET.get("meeting"))
    if meeting_id is not None:
        initial |= {"meeting": str(meeting_id), "kind": "meeting"}
    form = _form(request, initial=initial)
    status = HTTPStatus.OK
    if request.method == "POST":
        made: list[Listening] = []
        status = attempt(form, lambda: made.append(acts.add_listening(request.user, form.draft())))
        if made:
            messages.success(request, _("The session is added. Now type in what was raised."))
            return go_on("partners:type_in", made[0].pk)
    return render(request, "partners/listening_form.html", {"form": form}, status=status)


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def change_listening(request: SignedIn, listening_id: UUID) -> HttpResponse:
    """Change what is known of a listening session."""
    found = listening_of(request.user, listening_id)
    if not KEEP_LISTENING.allows(request.user, found):
        raise NotAllowed(KEEP_LISTENING.name, _("Only who keeps the session changes it."))
    form = _form(request, initial=_values(found), listening=found)
    status = HTTPStatus.OK
    if request.method == "POST":
        seen = number(request.POST.get("seen"))
        status = attempt(
            form,
            lambda: acts.change_listening(request.user, listening_id, form.draft(), seen=seen),
        )
        if status == HTTPStatus.SEE_OTHER:
            messages.success(request, _("The session is changed."))
            return go_on(found)
    context = {"form": form, "listening": found}
    return render(request, "partners/listening_form.html", context, status=status)


@opens_to(SHARED)
@require_safe
def session_form(request: SignedIn) -> HttpResponse:
    """Hand out the forms for the tables of a listening session, as a PDF in large print."""
    form = PrintForm({"sheets": "6", "language": "en"} | request.GET.dict())
    if not form.is_valid():
        wrong = [f"{form.fields[name].label}: {each}" for name, told in form.errors.items() for each in told]  # fmt: skip
        raise InvalidInput("partners.session-form", "\n".join(wrong))
    listening_id = identity(request.GET.get("session"))
    title = listening_of(request.user, listening_id).title if listening_id else ""
    chosen = form.cleaned_data["language"]
    # In a language without its words it is an English form, and says so of itself.
    language = chosen if is_translated(chosen) else "en"
    with translation.override(language):
        content = listening_form_pdf.write(_printed(title, form.cleaned_data["sheets"]))
    record_export(request.user, Thing("partners.Listening", str(listening_id or "")))
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="listening-form-{language}.pdf"'
    return answer


def _printed(title: str, sheets: int) -> listening_form_pdf.SessionForm:
    return listening_form_pdf.SessionForm(
        language=translation.get_language(),
        title=title or _("Listening session"),
        sheets=sheets,
        words={
            "group_number": _("Table"),
            "people": _("People at the table"),
            "no_names": _("Write no names here: neither your own nor anybody else’s."),
            "who": _("Which group are you, mostly?"),
            "what": _("What do you want to raise?"),
            "theme": _("What is it about?"),
            "quote": _("In somebody’s own words"),
            "consent": _("Only if they agree. They can take it back at any time. Agreed for:"),
            "for_partners": _("the partners who read this"),
            "for_public": _("the council’s public page"),
            "after": _(
                "This sheet is typed in and then destroyed. What was raised is taken up within 30 days and "
                "answered on the council’s page “Raised and answered”."
            ),
        },
        groups=tuple(capfirst(str(each)) for each in Group.labels),
        themes=tuple(capfirst(str(each)) for each in Theme.labels),
    )


def _form(
    request: SignedIn, *, initial: dict[str, Any], listening: Listening | None = None
) -> ListeningForm:
    kept = {acting_for(request.user), listening.host_id if listening else None}
    hosts = [each for each in organisations() if each.id in kept or coordinates(request.user)]
    meetings = meetings_offered(request.user, most=OFFERED)
    if listening is not None and listening.meeting is not None:
        meetings.append((listening.meeting.pk, listening.meeting.title))
    return ListeningForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        hosts=hosts,
        meetings=dict(meetings).items(),
        councils=councils(request.user).values_list("pk", "title")[:OFFERED],
    )


def _values(found: Listening) -> dict[str, Any]:
    names = ("title", "kind", "held_on", "municipality", "heads", "languages")
    return {name: getattr(found, name) for name in names} | {
        "seen": found.version,
        "host": str(found.host_id),
        "meeting": str(found.meeting_id or ""),
        "council": str(found.council_id or ""),
    }


def new_token() -> UUID:
    """Return what tells one form from another, so that it is not added twice."""
    return uuid4()
