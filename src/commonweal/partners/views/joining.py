"""Pages on which another organisation joins what is signed: ask it, say yes or no."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonweal.kernel.doors import WORKERS, opens_to
from commonweal.kernel.errors import NotAllowed, WayOn
from commonweal.partners.actions import joining as acts
from commonweal.partners.forms.joining import JoinForm, YesForm
from commonweal.partners.models import Accession, Partnership
from commonweal.partners.queries.joining import accession_of
from commonweal.partners.queries.partnership_acts import parties_to_choose
from commonweal.partners.queries.partnerships import members_now
from commonweal.partners.queries.rows import partnership_of
from commonweal.partners.rules.joining import DROP_ACCESSION, SPEAK_OF_ACCESSION
from commonweal.partners.rules.partnerships import KEEP_PARTNERSHIP
from commonweal.partners.rules.taking_part import acting_for
from commonweal.partners.views.acting import SignedIn
from commonweal.partners.views.framing import Frame, done

METHODS = ["GET", "HEAD", "POST"]


@opens_to(WORKERS)
@require_http_methods(METHODS)
def ask(request: SignedIn, partnership_id: UUID) -> HttpResponse:
    """Ask another organisation to join."""
    row = partnership_of(request.user, partnership_id)
    if not KEEP_PARTNERSHIP.allows(request.user, row):
        raise _not_kept(row)
    inside = set(members_now(row))
    others = [each for each in parties_to_choose() if each.id not in inside]
    form = JoinForm(request.POST if request.method == "POST" else None, partners=others)
    frame = Frame(
        heading=_("Ask another partner to join “%(title)s”") % {"title": row.title},
        verb=_("Ask them, and all who are in it"),
        back=row.get_absolute_url(),
        lede=" ".join([
            _("It is in when each party has said yes and its own people have signed. It reads the whole text before."),
            *_told(row),
        ]),
    )  # fmt: skip
    return done(
        request,
        form,
        frame,
        lambda: acts.ask_to_join(
            request.user,
            partnership_id,
            form.cleaned_data["organisation"],
            role=form.cleaned_data["role"],
        ),
        to=row,
        said=_("They are asked; each sees it on the first page."),
    )


@opens_to(WORKERS)
@require_http_methods(METHODS)
def answer(request: SignedIn, accession_id: UUID) -> HttpResponse:
    """Say yes or no to an organisation that would join; its own people sign, or decline."""
    row = accession_of(request.user, accession_id)
    if not DROP_ACCESSION.allows(request.user, row):
        raise _not_asked(row)
    own = acting_for(request.user)
    may_agree = SPEAK_OF_ACCESSION.allows(request.user, row)
    has_agreed = row.yes.filter(organisation_id=own).exists()
    form = YesForm(
        request.POST if request.method == "POST" else None,
        may_agree=may_agree and not has_agreed,
        may_take_back=may_agree and has_agreed,
        is_own=own == row.organisation_id,
    )
    frame = Frame(
        heading=_("%(partner)s would join “%(title)s”")
        % {"partner": row.organisation.name, "title": row.partnership.title},
        verb=_("Keep it"),
        back=row.get_absolute_url(),
        lede=" ".join(
            [
                _("Role: %(role)s. Nobody signs for another.") % {"role": row.get_role_display()},
                *_told(row.partnership),
            ]
        ),
    )
    return done(
        request,
        form,
        frame,
        lambda: _said(request, accession_id, form),
        to=row.partnership,
        said=_("It is kept."),
    )


def _not_kept(row: Partnership) -> NotAllowed:
    """Return why this page is closed to somebody who may read the partnership."""
    return NotAllowed(
        KEEP_PARTNERSHIP.name,
        _("This page is for asking another partner to join “%(title)s”. Its keeper does that: %(keeper)s. Tell them which partner is missing. Where your own partner is asked to join, or to say yes, that stands on your first page.")
        % {"title": row.title, "keeper": row.keeper.name},
        way_on=WayOn(
            reverse("partners:partner", args=[row.keeper_id]),
            _("How to reach %(keeper)s") % {"keeper": row.keeper.name},
        ),
    )  # fmt: skip


def _not_asked(row: Accession) -> NotAllowed:
    """Return why there is nothing for the reader to say about an organisation that would join."""
    names = {"partner": row.organisation.name, "title": row.partnership.title}
    if row.joined_on is not None:
        why = _("On this page the partners said whether %(partner)s joins “%(title)s”. It has joined; nothing waits here.")  # fmt: skip
    elif row.dropped_on is not None:
        why = _("On this page the partners said whether %(partner)s joins “%(title)s”. It did not come about; its keeper may ask anew.")  # fmt: skip
    else:
        why = _("On this page %(partner)s and the partners in “%(title)s” say whether it joins. Your partner is not one of them; nothing waits for you here.")  # fmt: skip
    return NotAllowed(
        DROP_ACCESSION.name,
        why % names,
        way_on=WayOn(row.partnership.get_absolute_url(), _("To the partnership")),
    )


def _told(row: Partnership) -> list[str]:
    """What whoever joins is told where everybody reads who is in it."""
    if row.published_at is None:
        return []
    return [
        _(
            "This partnership is shown on the public page: whoever joins is named there once its own people say so."
        )
    ]


def _said(request: SignedIn, accession_id: UUID, form: YesForm) -> None:
    said = form.cleaned_data["said"]
    if said == "yes":
        acts.agree_to_join(request.user, accession_id)
    elif said == "take-back":
        acts.take_yes_back(request.user, accession_id)
    else:
        acts.refuse_to_join(request.user, accession_id, reason=form.cleaned_data["reason"])
