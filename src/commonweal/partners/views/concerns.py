"""Pages of concerns: the list and its CSV, one concern, what was raised by theme."""

from __future__ import annotations

import csv
import io
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.kernel.doors import SHARED, WORKERS, opens_to
from commonweal.kernel.errors import NotAllowed
from commonweal.partners.actions import concerns as acts
from commonweal.partners.forms.concerns import (
    ChangeConcernForm,
    ConcernsForm,
    StepForm,
    WordingForm,
)
from commonweal.partners.models import Concern
from commonweal.partners.queries.board import Wanted, board, meetings_offered
from commonweal.partners.queries.concerns import (
    WantedConcerns,
    as_objects,
    clock_of,
    concern_of,
    concerns,
    counts_by_state,
    last_outcome,
    municipalities,
    steps_of,
)
from commonweal.partners.queries.raised import clocks, language_names
from commonweal.partners.queries.themes import raised_by_theme
from commonweal.partners.rules.listening import KEEP_CONCERN, may_say
from commonweal.partners.rules.taking_part import organisation_of
from commonweal.partners.views.acting import SignedIn, attempt, go_on, number
from commonweal.rights.public import Thing, organisations, record_export

PAGE_SIZE = 50
OFFERED = 200
# What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = (
    "number", "theme", "text", "language", "municipality", "group", "raised_at", "raised_at_kind",
    "raised_on", "state", "taken_up_by", "taken_up_on", "outcome", "due_on", "is_late", "id",
)  # fmt: skip


@opens_to(SHARED)
@require_safe
def concern_list(request: SignedIn) -> HttpResponse:
    """Show what people raised and how far it is, with filters."""
    form, wanted = _asked(request)
    today = timezone.localdate()
    page = Paginator(concerns(request.user, wanted, today=today), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    for row in page:
        row.last_day, row.is_late = clock_of(row, today=today)  # type: ignore[attr-defined]  # for the template
    query = request.GET.copy()
    query.pop("page", None)
    found = counts_by_state(request.user, wanted, today=today)
    context = {
        "page": page,
        "form": form,
        "is_filtered": wanted != WantedConcerns(),
        "query": query.urlencode(),
        "clocks": clocks(),
        "counts": [
            (key, name, found.get(key, 0), _with(request, key))
            for key, name in form.fields["state"].choices  # type: ignore[attr-defined]  # has choices
            if key and (key != "withdrawn" or found.get(key))
        ],
        "state": wanted.state,
    }
    return render(request, "partners/concerns.html", context)


@opens_to(SHARED)
@require_safe
def concerns_csv(request: SignedIn) -> HttpResponse:
    """Hand out the filtered list as a table."""
    _form, wanted = _asked(request)
    rows = list(as_objects(concerns(request.user, wanted, today=timezone.localdate())))
    record_export(request.user, Thing("partners.Concern", ""), rows=len(rows))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_harmless(row[name]) for name in COLUMNS] for row in rows)
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="concerns.csv"'
    return answer


@opens_to(SHARED)
@require_safe
def concern(request: SignedIn, concern_id: UUID) -> HttpResponse:
    """Show a concern: what was raised, what became of it, how long it took."""
    row = concern_of(request.user, concern_id)
    return _page(request, row, step_form=_step_form(request, row))


@opens_to(WORKERS)
@require_POST
def say(request: SignedIn, concern_id: UUID) -> HttpResponse:
    """Say how far a concern is."""
    row = concern_of(request.user, concern_id)
    form = _step_form(request, row)
    seen = number(request.POST.get("seen"))
    status = attempt(form, lambda: acts.say(request.user, concern_id, form.draft(), seen=seen))
    if status == HTTPStatus.SEE_OTHER:
        messages.success(
            request, _("It is said. The session’s people and the council see it here.")
        )
        return go_on(row)
    return _page(request, concern_of(request.user, concern_id), step_form=form, status=status)


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def change_concern(request: SignedIn, concern_id: UUID) -> HttpResponse:
    """Change how a concern is written."""
    row = concern_of(request.user, concern_id)
    if not KEEP_CONCERN.allows(request.user, row):
        raise NotAllowed(KEEP_CONCERN.name, _("Only who keeps the session changes it."))
    form = ChangeConcernForm(
        request.POST if request.method == "POST" else None, initial=_values(row)
    )
    status = HTTPStatus.OK
    if request.method == "POST":
        status = attempt(form, lambda: _change(request, row, form))
        if status == HTTPStatus.SEE_OTHER:
            messages.success(request, _("The concern is changed."))
            return go_on(row)
    context = {"form": form, "row": row}
    return render(request, "partners/concern_form.html", context, status=status)


def _change(request: SignedIn, row: Concern, form: ChangeConcernForm) -> None:
    draft = form.draft(language=form.cleaned_data["language"])
    acts.change(request.user, row.pk, draft, seen=form.cleaned_data["seen"])


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def translate(request: SignedIn, concern_id: UUID) -> HttpResponse:
    """Type a concern in another language, beside the words it was typed in."""
    row = concern_of(request.user, concern_id)
    own = organisation_of(request.user)
    if not KEEP_CONCERN.allows(request.user, row) and own != row.taken_up_by_id:
        raise NotAllowed(
            KEEP_CONCERN.name, _("Who keeps the session, and who took it up, translates it.")
        )
    initial, now = _wording(request, row)
    form = WordingForm(request.POST if request.method == "POST" else None, initial=initial)
    status = HTTPStatus.OK
    if request.method == "POST":
        seen = _seen_wording(request)
        status = attempt(
            form, lambda: acts.translate(request.user, row.pk, form.draft(), seen=seen)
        )
        if status == HTTPStatus.SEE_OTHER:
            messages.success(request, _("The translation is kept."))
            return go_on(row)
    context = {"form": form, "row": row, "outcome": last_outcome(row), "seen": now}
    return render(request, "partners/concern_wording.html", context, status=status)


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def take_quote_out(request: SignedIn, concern_id: UUID) -> HttpResponse:
    """Ask, then erase somebody's own words: the consent was withdrawn."""
    row = concern_of(request.user, concern_id)
    if not KEEP_CONCERN.allows(request.user, row):
        raise NotAllowed(KEEP_CONCERN.name, _("Only who keeps the session does this."))
    if request.method == "POST":
        acts.take_quote_out(request.user, concern_id)
        messages.success(request, _("Their words are gone, here and on every public page."))
        return go_on(row)
    return render(request, "partners/concern_quote.html", {"row": row})


@opens_to(SHARED)
@require_safe
def themes(request: SignedIn) -> HttpResponse:
    """Show what people raised, by theme and municipality, with every count."""
    return render(request, "partners/themes.html", {"table": raised_by_theme(request.user)})


def _page(
    request: SignedIn, row: Concern, *, step_form: StepForm, status: int = HTTPStatus.OK
) -> HttpResponse:
    today = timezone.localdate()
    last, is_late = clock_of(row, today=today)
    own = organisation_of(request.user)
    keeps = KEEP_CONCERN.allows(request.user, row)
    context: dict[str, Any] = {
        "row": row,
        "steps": steps_of(row),
        "outcome": last_outcome(row),
        "recommendations": board(request.user, Wanted(), today=today).filter(concerns=row),
        "wordings": [(each, language_names([each.language])[0]) for each in row.wordings.all()],
        "last_day": last,
        "is_late": is_late,
        "may_keep": keeps,
        "may_translate": keeps or (own is not None and own == row.taken_up_by_id),
        "may_say": may_say(request.user, row),
        "step_form": step_form,
    }
    return render(request, "partners/concern.html", context, status=status)


def _step_form(request: SignedIn, row: Concern) -> StepForm:
    steps = may_say(request.user, row)
    meetings = meetings_offered(request.user, most=OFFERED)
    asked = board(request.user, Wanted(), today=timezone.localdate())
    return StepForm(
        request.POST if request.method == "POST" else None,
        initial={"seen": row.version},
        steps=steps,
        meetings=meetings if "taken-up" in steps else (),
        recommendations=[
            (key, Truncator(text).words(16))
            for key, text in asked.order_by("-marked_at").values_list("pk", "text")[:OFFERED]
        ]
        if "answered" in steps
        else (),
    )


def _values(row: Concern) -> dict[str, Any]:
    names = (
        "text", "theme", "group", "voices", "municipality", "quote", "has_consent", "consent_for",
        "kept_because", "is_off_paper", "language",
    )  # fmt: skip
    return {name: getattr(row, name) for name in names} | {"seen": row.version}


def _wording(request: SignedIn, row: Concern) -> tuple[dict[str, Any], str]:
    """Return what stands in the language that is asked for or was sent, and which version of it."""
    code = request.POST.get("language") or request.GET.get("language", "")
    found = next((each for each in row.wordings.all() if each.language == code), None)
    if found is None:
        return {"language": code}, f"{code}:0"
    initial = {"language": code, "text": found.text, "outcome": found.outcome}
    return initial, f"{code}:{found.version}"


def _seen_wording(request: SignedIn) -> int:
    """Return the version that was seen of the language that was sent; 0 if another one was seen."""
    code, _colon, version = request.POST.get("seen", "").partition(":")
    return number(version) if code == request.POST.get("language") else 0


def _asked(request: HttpRequest) -> tuple[ConcernsForm, WantedConcerns]:
    form = ConcernsForm(
        request.GET, municipalities=municipalities(request.user), partners=organisations()
    )
    form.is_valid()
    values = form.cleaned_data
    names = ("theme", "state", "municipality", "group")
    return form, WantedConcerns(
        **{name: values.get(name, "") for name in names},
        partner=values.get("partner"),
        late=values.get("late", False),
    )


def _with(request: HttpRequest, state: str) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    if query.get("state") == state:
        query.pop("state")
    else:
        query["state"] = state
    return f"?{query.urlencode()}"


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
