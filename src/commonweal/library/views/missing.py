"""The page on which a person adds what the reader missed: its words first, then what is known of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonweal.kernel.doors import WORKERS, opens_to
from commonweal.kernel.errors import InvalidInput, NotAllowed
from commonweal.library.actions.missing import add_value
from commonweal.library.engine.printed import places_of
from commonweal.library.forms.values import PLACES_MOST, MissingForm, WordsForm
from commonweal.library.queries import documents as reads
from commonweal.library.queries.value_words import part_name
from commonweal.library.rules import may_review
from commonweal.library.views.checking import checking_of
from commonweal.library.views.passages import Context, context_of
from commonweal.library.views.signed_in import SignedIn

if TYPE_CHECKING:
    from commonweal.kernel.provenance import Span
    from commonweal.library.models import Document

# Of these the entry names a person, or what one said.
OF_PEOPLE = frozenset({"people", "quotes"})


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is missing, as far as the person has said it.

    Attributes:
        words: The form that asks for the kind and the words.
        places: Where they stand.
        form: The form that asks for the rest; None until the words were found.
    """

    words: WordsForm
    places: Sequence[Span] = ()
    form: MissingForm | None = None


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def missing(request: SignedIn, document_id: UUID) -> HttpResponse:
    """Ask what is missing and where the text says it, show the place, and add it."""
    document = reads.document_of(document_id, person=request.user)
    if not may_review(request.user):
        raise NotAllowed("library.value.add", _("You may not add values."))
    is_sent = request.method == "POST"
    asked = _asked(document, request.POST if is_sent else request.GET, is_sent=is_sent)
    if asked.form is not None and is_sent and asked.form.is_valid():
        key = _added(request, document, asked.form)
        if key:
            return _see(request, document, key)
    is_wrong = bool(asked.words.errors) or (asked.form is not None and is_sent)
    return _page(request, document, asked, status=422 if is_wrong else 200)


def _asked(document: Document, given: Mapping[str, Any], *, is_sent: bool) -> _Asked:
    """Return the forms, the second one only when the words were found."""
    if "words" not in given:
        return _Asked(words=WordsForm(initial={"part": given.get("part", "")}, auto_id="words-%s"))
    words = WordsForm(given, auto_id="words-%s")
    if not words.is_valid():
        return _Asked(words=words)
    part, said = words.cleaned_data["part"], words.cleaned_data["words"]
    places = places_of(document.text, said, most=PLACES_MOST + 1)
    if not places:
        words.add_error(
            "words",
            _("These words do not stand in the text. Copy them as they stand there."),
        )
        return _Asked(words=words)
    form = MissingForm(part, said, places, given if is_sent else None, text=document.text)
    return _Asked(words=words, places=places, form=form)


def _added(request: SignedIn, document: Document, form: MissingForm) -> str:
    """Add it and return its key; what was wrong is said in the form."""
    why = form.cleaned_data["why"]
    try:
        return add_value(document.pk, form.missed, person=request.user, why=why)
    except InvalidInput as error:
        form.add_error(None, error.message)
        return ""


def _see(request: SignedIn, document: Document, key: str) -> HttpResponse:
    """Go to the value on the document's page, its words lit."""
    document.refresh_from_db()
    checked = checking_of(document, person=request.user).of(key)
    messages.success(request, _("Added: %(name)s.") % {"name": checked.name})
    address = document.get_absolute_url()
    for place in checked.spans[:1]:
        address += f"?from={place.start}&to={place.end}"
    return HttpResponseRedirect(f"{address}#{checked.anchor}", status=303)


def _page(request: SignedIn, document: Document, asked: _Asked, *, status: int) -> HttpResponse:
    form = asked.form
    context: Context = context_of(document, asked.places[:1]) if form else Context()
    part = form.part if form else asked.words["part"].value() or ""
    return render(
        request,
        "library/missing.html",
        {
            "document": document,
            "words_form": asked.words,
            "form": form,
            "context": context,
            "is_one": len(asked.places) == 1,
            "is_more": len(asked.places) > PLACES_MOST,
            "most": PLACES_MOST,
            "name": part_name(part) if form else "",
            "is_of_people": part in OF_PEOPLE or not part,
        },
        status=status,
    )
