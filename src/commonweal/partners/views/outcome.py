"""The outcome paper: in one language or two side by side, as Word and PDF; typed in the second by a person."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.kernel.doors import SHARED, WORKERS, opens_to
from commonweal.partners.actions.paper_words import type_words
from commonweal.partners.engine import outcome_pdf, outcome_word
from commonweal.partners.engine.outcome import Paper
from commonweal.partners.forms.paper import SecondForm, WordsForm
from commonweal.partners.queries.paper import paper_of
from commonweal.partners.queries.paper_words import languages_known, state_of, texts_of
from commonweal.partners.queries.rows import meeting_of
from commonweal.partners.rules.meetings import CHANGE_MEETING
from commonweal.partners.views.acting import SignedIn, attempt, go_on
from commonweal.partners.views.planning import kept
from commonweal.rights.public import Thing, record_export

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@opens_to(SHARED)
@require_safe
def outcome(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """Offer the outcome paper, in one language or in two."""
    found = meeting_of(request.user, meeting_id)
    second = _second(request)
    form = SecondForm({"second": second}, languages=languages_known())
    context = {
        "meeting": found,
        "form": form,
        "second": second,
        "second_name": dict(languages_known()).get(second, ""),
        "texts": texts_of(found, second) if second else (),
        "may_change": CHANGE_MEETING.allows(request.user, found),
    }
    return render(request, "partners/outcome.html", context)


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """Type what the paper says in a second language, beside the first."""
    found = kept(request, meeting_id)
    second = _second(request)
    texts = texts_of(found, second)
    posted = request.POST if request.method == "POST" else None
    form = WordsForm(posted, texts=texts, initial={"seen": state_of(found, second)})
    status = HTTPStatus.OK
    if posted is not None:
        status = attempt(
            form,
            lambda: type_words(
                request.user, meeting_id, second, form.words(), seen=form.cleaned_data["seen"]
            ),
        )
        if status == HTTPStatus.SEE_OTHER:
            messages.success(request, _("The words are kept."))
            return go_on(f"{_address(meeting_id)}?second={second}")
    context = {
        "meeting": found,
        "form": form,
        "seen": state_of(found, second),
        "second": second,
        "second_name": dict(languages_known()).get(second, ""),
    }
    return render(request, "partners/outcome_words.html", context, status=status)


@opens_to(SHARED)
@require_safe
def outcome_in_word(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """Hand out the outcome paper as a Word document."""
    second = _second(request)
    paper = paper_of(request.user, meeting_id, absolute=request.build_absolute_uri, second=second)
    content = outcome_word.write(paper)
    record_export(request.user, Thing("partners.Meeting", str(meeting_id)))
    return _file(content, name=_name(paper, second), suffix="docx", kind=WORD)


@opens_to(SHARED)
@require_safe
def outcome_in_pdf(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """Hand out the outcome paper as a PDF."""
    second = _second(request)
    paper = paper_of(request.user, meeting_id, absolute=request.build_absolute_uri, second=second)
    content = outcome_pdf.write(paper)
    record_export(request.user, Thing("partners.Meeting", str(meeting_id)))
    return _file(content, name=_name(paper, second), suffix="pdf", kind="application/pdf")


def _second(request: SignedIn) -> str:
    """Return the second language that the address names; none where the workspace does not know it."""
    code = request.GET.get("second", "")
    return code if code in dict(languages_known()) else ""


def _address(meeting_id: UUID) -> str:
    return reverse("partners:outcome", args=[meeting_id])


def _name(paper: Paper, second: str) -> str:
    """Return the file's name: one in two languages does not overwrite the other."""
    short = slugify(paper.title)[:60] or "meeting"
    return f"{short}-{paper.language}-{second}" if second else short


def _file(content: bytes, *, name: str, suffix: str, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="outcome-{name}.{suffix}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
