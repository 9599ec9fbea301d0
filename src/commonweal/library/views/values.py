"""The page of one value: its words, why it was read, who decided what; and the forms that decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.kernel.doors import READERS, WORKERS, opens_to
from commonweal.kernel.errors import InvalidInput, NotFound
from commonweal.library import tasks
from commonweal.library.actions import rereading
from commonweal.library.actions import reviews as actions
from commonweal.library.forms.values import CorrectionForm, WhyForm
from commonweal.library.models import Document
from commonweal.library.queries import documents as reads
from commonweal.library.queries.reviews import accepted_at_once
from commonweal.library.queries.waiting import (
    Place,
    Queue,
    next_place,
    place_of,
    queue_of,
    waiting_count,
)
from commonweal.library.views.checking import Checked, Checking, checking_of, value_address
from commonweal.library.views.passages import Context, context_of
from commonweal.library.views.sheet import row_of
from commonweal.library.views.signed_in import SignedIn

ACTS = ("accept", "correct", "reject", "undo")


@dataclass(slots=True)
class Forms:
    """The forms under a value, the one that was sent bound to what was typed."""

    correct: CorrectionForm
    reject: WhyForm
    undo: WhyForm
    problem: str = ""

    def of(self, act: str) -> CorrectionForm | WhyForm | None:
        """Return the form of an act; accepting needs none."""
        forms: dict[str, CorrectionForm | WhyForm] = {
            "correct": self.correct,
            "reject": self.reject,
            "undo": self.undo,
        }
        return forms.get(act)


@opens_to(READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def value(request: SignedIn, document_id: UUID, value_key: str) -> HttpResponse:
    """Show one value with its passage, or decide about it."""
    document = reads.document_of(document_id, person=request.user)
    checking = checking_of(document, person=request.user)
    checked = _checked(checking, value_key)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    forms = _forms(checked, act=act, given=request.POST if act else None)
    if request.method == "POST" and _decide(request, checked, forms, act=act):
        return _done(request, document, checked.key)
    is_wrong = request.method == "POST"
    return _page(request, checking, checked, forms, status=422 if is_wrong else 200)


def _checked(checking: Checking, key: str) -> Checked:
    if not checking.knows(key):
        raise NotFound("library.value", _("There is no such value."))
    return checking.of(key)


def _forms(checked: Checked, *, act: str, given: Mapping[str, Any] | None) -> Forms:
    def given_to(name: str) -> Mapping[str, Any] | None:
        return given if act == name else None

    def ids(name: str) -> str:
        return f"{checked.anchor}-{name}-%s"

    return Forms(
        correct=CorrectionForm(
            checked.part, checked.value, given_to("correct"), auto_id=ids("correct")
        ),
        reject=WhyForm(given_to("reject"), auto_id=ids("reject")),
        undo=WhyForm(given_to("undo"), auto_id=ids("undo")),
    )


def _decide(request: SignedIn, checked: Checked, forms: Forms, *, act: str) -> bool:
    """Do what was asked for, and say whether it was done; what was typed wrong is said in the form."""
    form = forms.of(act)
    if act not in ACTS:
        raise InvalidInput("library.value.act", _("Nothing was chosen. Go back and choose."))
    if form is not None and not form.is_valid():
        return False
    try:
        _act(request, checked, form, act=act)
    except InvalidInput as error:
        forms.problem = error.message
        if form is not None:
            form.add_error(None, error.message)
        return False
    return True


def _act(
    request: SignedIn, checked: Checked, form: CorrectionForm | WhyForm | None, *, act: str
) -> None:
    document_id, key, person = checked.document_id, checked.key, request.user
    seen = request.POST.get("seen")
    why = form.cleaned_data["why"] if form is not None else ""
    if isinstance(form, CorrectionForm):
        actions.correct_value(document_id, key, form.value, person=person, why=why, seen=seen)
    elif act == "accept":
        actions.accept_value(document_id, key, person=person, seen=seen)
    elif act == "reject":
        actions.reject_value(document_id, key, person=person, why=why, seen=seen)
    else:
        actions.undo_value(document_id, key, person=person, why=why)


def _done(request: SignedIn, document: Document, key: str) -> HttpResponse:
    """Show the row as it is now, or go where the person came from: the document, or the next value."""
    queue = queue_of(request.GET)
    if request.headers.get("HX-Request") == "true":
        document.refresh_from_db()
        checking = checking_of(document, person=request.user)
        return _row(request, checking, checking.of(key), is_done=True)
    if queue is None:
        anchor = checking_of(document, person=request.user).of(key).anchor
        return _see(f"{document.get_absolute_url()}#{anchor}")
    _tell_kept(request, document, key, queue)
    return _see(after(queue, place_of(request.GET, document.pk, key), person=request.user))


def _tell_kept(request: SignedIn, document: Document, key: str, queue: Queue) -> None:
    """Say above the next value what was kept, with the way back to it, and how many wait."""
    checked = checking_of(document, person=request.user).of(key)
    count, is_more = waiting_count(queue, person=request.user)
    told = ngettext("%(count)s waits", "%(count)s wait", count)
    if is_more:
        told = ngettext("more than %(count)s waits", "more than %(count)s wait", count)
    if request.POST.get("act") == "undo":
        kept, back = _("Undone: %(part)s."), _("See it")
    else:
        kept, back = _("Kept: %(part)s."), _("Undo")
    messages.success(
        request,
        format_html(
            '{} <a href="{}">{}</a> · {}',
            kept % {"part": checked.name},
            checked.address,
            back,
            told % {"count": count},
        ),
    )


def after(queue: Queue, place: Place, *, person: Any) -> str:
    """Return the address of the next value of a queue; of its list where there is none."""
    found = next_place(queue, place, person=person)
    if found is None:
        return queue.address
    return value_address(found.document, found.key, **queue.query, at=repr(found.least))


def _page(
    request: SignedIn, checking: Checking, checked: Checked, forms: Forms, *, status: int
) -> HttpResponse:
    if request.headers.get("HX-Request") == "true":
        if "closed" in request.GET:
            return _row(request, checking, checked)
        shown = {"checked": checked, "forms": forms, "document": checking.document}
        return render(request, "library/value_open.html", shown, status=status)
    queue = queue_of(request.GET)
    context: Context = context_of(checking.document, checked.spans)
    return render(
        request,
        "library/value.html",
        {
            "document": checking.document,
            "checking": checking,
            "checked": checked,
            "forms": forms,
            "context": context,
            "queue": queue,
            "skip": after(
                queue, place_of(request.GET, checking.document.pk, checked.key), person=request.user
            )
            if queue
            else "",
        },
        status=status,
    )


def _row(
    request: SignedIn, checking: Checking, checked: Checked, *, is_done: bool = False
) -> HttpResponse:
    """Return one row of the document's page."""
    row = row_of(checking, checked.key, page=request.GET.get("page"))
    shown = {"cited": row, "document": checking.document, "is_focused": True, "is_done": is_done}
    return render(request, "library/row.html", shown)


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def certain(request: SignedIn, document_id: UUID) -> HttpResponse:
    """Show how many values are certain and wait, and accept them all at once; or undo that."""
    document = reads.document_of(document_id, person=request.user)
    is_undo = request.POST.get("act") == "undo"
    form = WhyForm(request.POST if is_undo else None)
    if request.method == "POST" and not is_undo:
        return _accept_certain(request, document)
    if is_undo and form.is_valid():
        return _undo_certain(request, document, form)
    checking = checking_of(document, person=request.user)
    values = [checking.of(one.key) for one in actions.certain_values(document, checking.reviews)]
    accepted = accepted_at_once(document_id, person=request.user)
    facts = {"document": document, "values": values, "accepted": accepted, "form": form}
    return render(request, "library/certain.html", facts, status=422 if is_undo else 200)


def _accept_certain(request: SignedIn, document: Document) -> HttpResponse:
    count = request.POST.get("count", "")
    accepted = actions.accept_certain(
        document.pk, person=request.user, count=int(count) if count.isdecimal() else 0
    )
    text = ngettext("%(count)s value was accepted.", "%(count)s values were accepted.", accepted)
    messages.success(
        request,
        format_html(
            '{} <a href="{}#undo">{}</a>',
            text % {"count": accepted},
            reverse("library:certain", args=[document.pk]),
            _("Undo"),
        ),
    )
    return _see(document.get_absolute_url())


def _undo_certain(request: SignedIn, document: Document, form: WhyForm) -> HttpResponse:
    undone = actions.undo_certain(document.pk, person=request.user, why=form.cleaned_data["why"])
    text = ngettext("%(count)s value waits again.", "%(count)s values wait again.", undone)
    messages.success(request, text % {"count": undone})
    return _see(document.get_absolute_url())


@opens_to(WORKERS)
@require_POST
def reread(request: SignedIn, document_id: UUID) -> HttpResponse:
    """Have a document read again by the worker."""
    with transaction.atomic():
        rereading.ask(document_id, person=request.user)
        transaction.on_commit(lambda: tasks.reread_document.enqueue(str(document_id)))
    messages.success(
        request, _("It will be read again in a moment; what people decided about it stays.")
    )
    return _see(reads.card_of(document_id, person=request.user).get_absolute_url())


def _see(address: str) -> HttpResponse:
    return HttpResponseRedirect(address, status=303)
