"""What is said of a partnership on a page of its own: it needs days, or ends something for others too."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonweal.kernel.doors import WORKERS, opens_to
from commonweal.kernel.errors import NotAllowed, NotFound
from commonweal.partners.actions.agreeing import move as say_it
from commonweal.partners.engine.partnerships import APART
from commonweal.partners.forms.partnerships import MoveForm
from commonweal.partners.models import Partnership
from commonweal.partners.queries.partnerships import members_now, page_of
from commonweal.partners.rules.taking_part import acting_for
from commonweal.partners.views.acting import SignedIn
from commonweal.partners.views.framing import Frame, done
from commonweal.rights.public import organisation_names


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def say_apart(request: SignedIn, partnership_id: UUID, move: str) -> HttpResponse:
    """Offer a renewal, refuse one, leave or end: the page says what follows, and asks."""
    page = page_of(request.user, partnership_id, today=timezone.localdate())
    kind = move
    if kind not in APART:
        raise NotFound("partners.not-found", _("There is no such page, or not for you."))
    if kind not in page.moves:
        raise NotAllowed(
            f"partners.partnership.{kind}",
            _("This cannot be said of it now, or is for another partner to say."),
        )
    form = MoveForm(request.POST if request.method == "POST" else None, kinds=[kind])
    return done(
        request,
        form,
        _frame(page.row, kind, acting_for(request.user)),
        lambda: say_it(request.user, partnership_id, form.draft(), seen=form.cleaned_data["seen"]),
        to=page.row,
        said=_("It is kept."),
    )


def _frame(row: Partnership, kind: str, own: UUID) -> Frame:
    """Return what stands around the form: what is asked, and what follows for whom."""
    parties = members_now(row)
    facts = {
        "title": row.title,
        "partner": organisation_names([own]).get(own, ""),
        "number": len(parties),
    }
    asked = {
        "renewal": (
            _("Offer to renew “%(title)s”"),
            _("Offer it"),
            _("Each party says yes for its own; until all have, it runs as it does. What you offer for a party you act for is its yes."),
        ),
        "dropped": (
            _("Not renew “%(title)s”?"),
            _("Do not renew it"),
            _("The renewal that was offered falls for all %(number)s parties. The present term runs to its end; another one can be offered."),
        ),
        "left": (
            _("Does %(partner)s leave “%(title)s”?"),
            _("Leave it"),
            _("It leaves today, and cannot undo that: to come back, all parties say yes again. Signatures under what not all have agreed to fall. With fewer than two parties left it ends."),
        ),
        "ended": (
            _("End “%(title)s” for all?"),
            _("End it for all"),
            _("It ends today for all %(number)s parties and cannot be begun again; it stays readable, and a new one can be proposed."),
        ),
    }[kind]  # fmt: skip
    heading, verb, lede = (each % facts for each in asked)
    return Frame(
        heading=heading,
        verb=verb,
        back=row.get_absolute_url(),
        lede=lede,
        is_danger=kind != "renewal",
        seen=row.version,
    )
