"""Pages of what we mean and do not mean: the words, one word with its wordings, agree or object."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.kernel.doors import SHARED, WORKERS, opens_to
from commonweal.kernel.errors import NotAllowed
from commonweal.partners.actions import meanings as acts
from commonweal.partners.forms.prevention import MeaningForm, ViewForm, WordingForm
from commonweal.partners.queries.meanings import meaning_of, meanings, worded
from commonweal.partners.rules.prevention import KEEP_MEANING, VIEW_MEANING
from commonweal.partners.rules.taking_part import organisation_of
from commonweal.partners.views.acting import SignedIn, number
from commonweal.partners.views.framing import Frame, added, done

PAGE_SIZE = 50
BOTH = ["GET", "HEAD", "POST"]


@opens_to(SHARED)
@require_safe
def meaning_list(request: SignedIn) -> HttpResponse:
    """Show what words mean here, and what they do not."""
    page = Paginator(meanings(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [(each, worded(each)[0]) for each in page]
    context = {"page": page, "rows": rows, "may_add": organisation_of(request.user) is not None}
    return render(request, "partners/meanings.html", context)


@opens_to(SHARED)
@require_safe
def meaning(request: SignedIn, meaning_id: UUID) -> HttpResponse:
    """Show one word: its wordings, who agrees and who objects."""
    row = meaning_of(request.user, meaning_id)
    context = {
        "row": row,
        "wordings": worded(row),
        "may_keep": KEEP_MEANING.allows(request.user, row),
        "may_view": VIEW_MEANING.allows(request.user, row),
    }
    return render(request, "partners/meaning.html", context)


@opens_to(WORKERS)
@require_http_methods(BOTH)
def add_meaning(request: SignedIn) -> HttpResponse:
    """Propose what a word means here."""
    form = MeaningForm(request.POST if request.method == "POST" else None)
    frame = Frame(
        heading=_("What does a word mean here?"),
        verb=_("Propose it"),
        back=reverse("partners:meanings"),
        lede=_("Partners agree, or object with a reason. Each wording is kept."),
    )

    def act() -> object:
        values = form.cleaned_data
        return acts.add_meaning(
            request.user, values["term"], means=values["means"], means_not=values["means_not"]
        )

    return added(request, form, frame, act, said=_("It is proposed. Partners say what they think."))


@opens_to(WORKERS)
@require_http_methods(BOTH)
def word_anew(request: SignedIn, meaning_id: UUID) -> HttpResponse:
    """Give a word another wording."""
    row = meaning_of(request.user, meaning_id)
    if not KEEP_MEANING.allows(request.user, row):
        raise NotAllowed(KEEP_MEANING.name, _("Only who keeps it words it anew."))
    newest = worded(row)[0].row
    form = WordingForm(
        request.POST if request.method == "POST" else None,
        initial={"means": newest.means, "means_not": newest.means_not},
    )
    frame = Frame(
        heading=_("Word it anew: %(term)s") % {"term": row.term},
        verb=_("Keep this wording"),
        back=row.get_absolute_url(),
        lede=_("The earlier wording stays readable; partners agree or object anew."),
        seen=row.version,
    )
    seen = number(request.POST.get("seen"))
    return done(
        request, form, frame,
        lambda: acts.word_anew(request.user, row.pk, seen=seen, **form.cleaned_data),
        to=row, said=_("It is worded anew."),
    )  # fmt: skip


@opens_to(WORKERS)
@require_http_methods(BOTH)
def view_meaning(request: SignedIn, meaning_id: UUID) -> HttpResponse:
    """Agree or object to the newest wording."""
    row = meaning_of(request.user, meaning_id)
    if not VIEW_MEANING.allows(request.user, row):
        raise NotAllowed(VIEW_MEANING.name, _("This is for people who act for a partner."))
    newest = worded(row)[0].row
    form = ViewForm(
        request.POST if request.method == "POST" else None, initial={"number": newest.number}
    )
    frame = Frame(
        heading=_("Agree or object: %(term)s") % {"term": row.term},
        verb=_("Say it"),
        back=row.get_absolute_url(),
        lede=newest.means,
    )
    return done(
        request, form, frame,
        lambda: acts.view_meaning(request.user, row.pk, **form.cleaned_data),
        to=row, said=_("Your partner’s view is kept."),
    )  # fmt: skip
