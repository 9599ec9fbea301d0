"""Pages of a partner's own notes: the list, one note with its sharing, write, change, delete."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.kernel.doors import READERS, WORKERS, opens_to
from commonweal.kernel.errors import CommonwealError, NotFound
from commonweal.rights.actions import notes as acts
from commonweal.rights.forms.notes import NoteForm, ShareForm
from commonweal.rights.public import organisations
from commonweal.rights.queries import notes as reads
from commonweal.rights.rules.notes import KEEP_NOTE
from commonweal.rights.rules.records import kind_with_notes
from commonweal.rights.views.gone import leads_to_what_is_gone
from commonweal.rights.views.signed_in import SignedIn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import Model

    from commonweal.rights.models import Note
    from commonweal.rights.rules.records import RecordKind


PAGE_SIZE = 30
LONGEST_QUERY = 200


@opens_to(READERS)
@never_cache
@require_safe
def notes(request: SignedIn) -> HttpResponse:
    """List the notes of the reader's partner and those shared with it, or those with some words."""
    words = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    found = Paginator(reads.notes_with(words, person=request.user), PAGE_SIZE)
    page = found.get_page(request.GET.get("page"))
    rows = [
        (note, reads.record_beside(note, person=request.user), reads.is_own(note, person=request.user))
        for note in page
    ]  # fmt: skip
    return render(request, "rights/notes.html", {"page": page, "rows": rows, "query": words})


@opens_to(READERS)
@never_cache
@require_safe
def note(request: SignedIn, note_id: UUID) -> HttpResponse:
    """Show one note: its words, beside what it stands, and with whom it is shared."""
    return _page(request, reads.note_of(note_id, person=request.user))


@opens_to(WORKERS)
@never_cache
@leads_to_what_is_gone
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedIn) -> HttpResponse:
    """Write a note, beside a record or beside none."""
    beside = _beside(request)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = beside[1] if beside else None
        made = acts.add_note(request.user, form.cleaned_data["text"], beside=row)
        messages.success(request, _("The note is kept."))
        return _see(beside[0].address(row) if beside and row else _address(made.pk))
    context = {"form": form, "beside": beside[1] if beside else None}
    return _form(request, form, context)


@opens_to(WORKERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedIn, note_id: UUID) -> HttpResponse:
    """Change the words of a note."""
    found = reads.note_kept_by(note_id, person=request.user)
    form = NoteForm(request.POST or None, initial={"text": found.text})
    if request.method == "POST" and form.is_valid():
        acts.change_note(request.user, note_id, form.cleaned_data["text"])
        messages.success(request, _("The note is changed."))
        return _see(_address(note_id))
    return _form(request, form, {"form": form, "note": found})


@opens_to(WORKERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: SignedIn, note_id: UUID) -> HttpResponse:
    """Show the note and ask once more; then delete it for good."""
    found = reads.note_kept_by(note_id, person=request.user)
    if request.method == "POST":
        acts.delete_note(request.user, note_id)
        messages.success(request, _("The note is deleted."))
        return _see(reverse("rights:notes"))
    return render(request, "rights/note_delete.html", {"note": found})


@opens_to(WORKERS)
@require_POST
def share(request: SignedIn, note_id: UUID) -> HttpResponse:
    """Share a note with one partner or one role."""
    found = reads.note_kept_by(note_id, person=request.user)
    form = _share_form(found, request)
    if form.is_valid():
        try:
            acts.share_note(request.user, note_id, form.chosen)
        except NotFound:
            raise
        except CommonwealError as error:
            form.add_error("whom", error.message)
        else:
            messages.success(request, _("The note is shared. You can take that back at any time."))
            return _see(_address(note_id))
    return _page(request, found, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@opens_to(WORKERS)
@require_POST
def revoke(request: SignedIn, share_id: UUID) -> HttpResponse:
    """Take the sharing of a note back."""
    changed = acts.revoke_share(request.user, share_id)
    messages.success(request, _("The sharing is taken back. For them the note is gone."))
    return _see(_address(changed.pk))


def _page(
    request: SignedIn,
    found: Note,
    *,
    form: ShareForm | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    own = reads.is_own(found, person=request.user)
    may_keep = KEEP_NOTE.allows(request.user, found)
    context = {
        "note": found,
        "is_own": own,
        "may_keep": may_keep,
        "beside": reads.record_beside(found, person=request.user),
        "shares": reads.sharing_of(found) if own else (),
        "form": (form or _share_form(found)) if may_keep else None,
    }
    return render(request, "rights/note.html", context, status=status)


def _share_form(found: Note, request: SignedIn | None = None) -> ShareForm:
    others = [(each.id, each.name) for each in organisations() if each.id != found.organisation_id]
    return ShareForm(request.POST if request else None, partners=others)


def _beside(request: SignedIn) -> tuple[RecordKind, Model] | None:
    """Return the record that the address names, which the person may see; None where it names none."""
    thing, key = request.GET.get("beside", ""), request.GET.get("key", "")
    if not thing:
        return None
    try:
        wanted = UUID(key)
    except ValueError as error:
        raise NotFound("rights.record", _("There is no such record, or not for you.")) from error
    kind = kind_with_notes(thing)
    return kind, kind.ask(wanted, request.user)


def _form(request: SignedIn, form: NoteForm, context: Mapping[str, object]) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "rights/note_form.html", dict(context), status=status)


def _address(note_id: UUID) -> str:
    return reverse("rights:note", args=[note_id])


def _see(address: str) -> HttpResponse:
    return HttpResponseRedirect(address, status=HTTPStatus.SEE_OTHER)
