"""Pages of due diligence: one look, its questions, the decision, the second person, the reply, the error."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.kernel.doors import SHARED, WORKERS, opens_to
from commonweal.kernel.errors import NotAllowed
from commonweal.partners.actions import diligence as acts
from commonweal.partners.forms.diligence import (
    DecisionForm,
    FindingsForm,
    ReplyForm,
    SecondForm,
    WrongForm,
)
from commonweal.partners.models import Diligence
from commonweal.partners.queries.diligence import diligence_of, findings_of, look_of
from commonweal.partners.rules.diligence import (
    FILL_DILIGENCE,
    REPLY_TO_DILIGENCE,
    SECOND_DILIGENCE,
)
from commonweal.partners.views.acting import SignedIn, go_on, number
from commonweal.partners.views.framing import Frame, done
from commonweal.rights.public import Rule, coordinates

METHODS = ["GET", "HEAD", "POST"]


@opens_to(SHARED)
@require_safe
def diligence(request: SignedIn, diligence_id: UUID) -> HttpResponse:
    """Show one look: the questions, the answers, the outcome, and the reply beside it."""
    look = look_of(request.user, diligence_id)
    row = look.row
    refused = row.outcome == "not-now" and look.wrong is None
    fills = FILL_DILIGENCE.allows(request.user, row)
    context = {
        "look": look,
        "row": row,
        "may_fill": fills and not row.outcome,
        "may_begin": fills and bool(row.outcome) and row.superseded_at is None,
        "may_second": SECOND_DILIGENCE.allows(request.user, row),
        "may_reply": REPLY_TO_DILIGENCE.allows(request.user, row),
        "may_own": refused and (fills or coordinates(request.user)),
        "replies": row.replies.select_related("person", "organisation"),
    }
    return render(request, "partners/diligence.html", context)


@opens_to(WORKERS)
@require_POST
def begin(request: SignedIn, partnership_id: UUID, about_id: UUID) -> HttpResponse:
    """Begin to look at another organisation of a partnership, or look again."""
    made = acts.begin(request.user, partnership_id, about_id)
    return go_on("partners:fill_diligence", made.pk)


@opens_to(WORKERS)
@require_http_methods(METHODS)
def fill(request: SignedIn, diligence_id: UUID) -> HttpResponse:
    """Take the answers to the questions."""
    row = _row(request, diligence_id, FILL_DILIGENCE)
    form = FindingsForm(_typed(request), found=findings_of(row))
    frame = Frame(
        heading=_("What we know of %(partner)s") % {"partner": row.about.name},
        verb=_("Keep the answers"),
        back=row.get_absolute_url(),
        lede=_("“Not known” is an answer, and never a no. A name that is alike decides nothing."),
        seen=row.version,
    )
    return _do(
        request, row, form, frame,
        lambda: acts.fill(
            request.user, diligence_id, form.findings(), seen=number(request.POST.get("seen"))
        ),
    )  # fmt: skip


@opens_to(WORKERS)
@require_http_methods(METHODS)
def decide(request: SignedIn, diligence_id: UUID) -> HttpResponse:
    """Take the outcome and its reason."""
    row = _row(request, diligence_id, FILL_DILIGENCE)
    form = DecisionForm(_typed(request))
    frame = Frame(
        heading=_("Decide about %(partner)s") % {"partner": row.about.name},
        verb=_("Keep the decision"),
        back=row.get_absolute_url(),
        lede=_("A refusal rests on a “no” with its source, never on a name alone."),
        seen=row.version,
    )
    return _do(
        request, row, form, frame,
        lambda: acts.decide(
            request.user, diligence_id, seen=number(request.POST.get("seen")), **form.cleaned_data
        ),
    )  # fmt: skip


@opens_to(WORKERS)
@require_http_methods(METHODS)
def second(request: SignedIn, diligence_id: UUID) -> HttpResponse:
    """Ask, then let a second person say that a refusal stands."""
    row = _row(request, diligence_id, SECOND_DILIGENCE)
    form = SecondForm(_typed(request))
    frame = Frame(
        heading=_("Does the refusal of %(partner)s stand?") % {"partner": row.about.name},
        verb=_("It stands"),
        back=row.get_absolute_url(),
        lede=_(
            "Reason given: %(reason)s If it does not stand, leave it as it is: on the page before, “The refusal was wrong” records that."
        )
        % {"reason": row.reason},
        is_danger=True,
    )
    return _do(
        request, row, form, frame,
        lambda: acts.second(request.user, diligence_id, **form.cleaned_data),
    )  # fmt: skip


@opens_to(WORKERS)
@require_http_methods(METHODS)
def reply(request: SignedIn, diligence_id: UUID) -> HttpResponse:
    """Take what the partner it is about says beside it."""
    row = _row(request, diligence_id, REPLY_TO_DILIGENCE)
    form = ReplyForm(_typed(request))
    frame = Frame(
        heading=_("Reply to what %(partner)s found") % {"partner": row.by.name},
        verb=_("Keep the reply"),
        back=row.get_absolute_url(),
        lede=_("It stands beside what they wrote; neither overwrites the other."),
    )
    return _do(
        request, row, form, frame,
        lambda: acts.reply(request.user, diligence_id, form.cleaned_data["text"]),
    )  # fmt: skip


@opens_to(WORKERS)
@require_http_methods(METHODS)
def wrong(request: SignedIn, diligence_id: UUID) -> HttpResponse:
    """Take why a refusal was an error, and what was changed."""
    row = diligence_of(request.user, diligence_id)
    if not coordinates(request.user):
        row = _row(request, diligence_id, FILL_DILIGENCE)
    form = WrongForm(_typed(request))
    frame = Frame(
        heading=_("The refusal of %(partner)s was wrong") % {"partner": row.about.name},
        verb=_("Record the error"),
        back=row.get_absolute_url(),
        lede=_("To refuse a lawful partner out of caution is an error like any other: it is counted, and learned from."),
    )  # fmt: skip
    return _do(
        request, row, form, frame,
        lambda: acts.own_wrong_refusal(request.user, diligence_id, **form.cleaned_data),
    )  # fmt: skip


def _row(request: SignedIn, diligence_id: UUID, rule: Rule) -> Diligence:
    row = diligence_of(request.user, diligence_id)
    if not rule.allows(request.user, row):
        raise NotAllowed(rule.name, _("You may not do this: it is for another partner or person."))
    return row


def _typed(request: SignedIn) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _do(
    request: SignedIn, row: Diligence, form: forms.Form, frame: Frame, act: Callable[[], object]
) -> HttpResponse:
    return done(request, form, frame, act, to=row, said=_("It is kept."))
