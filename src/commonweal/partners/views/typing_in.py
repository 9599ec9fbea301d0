"""The quick form: up to ten concerns of one session on one page, more on request; sent twice, added once."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from commonweal.kernel.doors import WORKERS, opens_to
from commonweal.kernel.errors import InvalidInput, NotAllowed
from commonweal.partners.actions import concerns as acts
from commonweal.partners.forms.concerns import ConcernForm, QuickForm
from commonweal.partners.models import Concern, Listening
from commonweal.partners.queries.concerns import listening_of
from commonweal.partners.rules.listening import KEEP_LISTENING
from commonweal.partners.views.acting import SignedIn, attempt, go_on, number

LINES, MORE_LINES, MOST_LINES = 10, 5, 50


@opens_to(WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def type_in(request: SignedIn, listening_id: UUID) -> HttpResponse:
    """Type in what was raised at a session, many concerns at once."""
    listening = listening_of(request.user, listening_id)
    if not KEEP_LISTENING.allows(request.user, listening):
        raise NotAllowed(KEEP_LISTENING.name, _("Only who keeps the session types it in."))
    head, lines = _forms(request)
    status = HTTPStatus.OK
    if request.method == "POST" and "more" not in request.POST:
        made: list[Concern] = []
        status = _checked(head, lines)
        if status == HTTPStatus.SEE_OTHER:
            status = attempt(head, lambda: made.extend(_typed(request, listening, head, lines)))
        if status == HTTPStatus.SEE_OTHER:
            return _added(request, listening, len(made))
    context = {
        "listening": listening,
        "head": head,
        "lines": lines,
        "draft_key": f"concerns:{listening.pk}",
        "may_add_lines": len(lines) < MOST_LINES,
    }
    return render(request, "partners/type_in.html", context, status=status)


def _forms(request: SignedIn) -> tuple[QuickForm, list[ConcernForm]]:
    posted = request.POST.copy() if request.method == "POST" else None
    wants_more = posted is not None and "more" in posted
    wanted = number((request.GET if posted is None else posted).get("lines")) or LINES
    count = max(1, min(wanted + MORE_LINES * wants_more, MOST_LINES))
    if posted is not None:
        posted["lines"] = str(count)
        for place in range(1, count + 1):
            # A line that is new on this page begins as every line does.
            posted.setdefault(f"line{place}-voices", "1")
    start = {"language": translation.get_language(), "token": uuid4(), "lines": count}
    head = QuickForm(posted, initial=start)
    # A line that nobody typed into is no concern.
    lines = [
        ConcernForm(
            posted,
            prefix=f"line{place}",
            empty_permitted=True,
            use_required_attribute=False,
        )
        for place in range(1, count + 1)
    ]
    if wants_more:
        # Whoever asks for more lines is not told what is missing in those that are not finished.
        for line in lines:
            line.errors.clear()
    return head, lines


def _checked(head: QuickForm, lines: list[ConcernForm]) -> HTTPStatus:
    right = [line.is_valid() for line in lines]
    if head.is_valid() and all(right):
        return HTTPStatus.SEE_OTHER
    wrong = [str(place) for place, is_right in enumerate(right, start=1) if not is_right]
    if wrong:
        head.add_error(
            None,
            _("Look at line %(lines)s. Nothing is added yet; all you typed is still here.")
            % {"lines": ", ".join(wrong)},
        )
    return HTTPStatus.UNPROCESSABLE_ENTITY


def _typed(
    request: SignedIn, listening: Listening, head: QuickForm, lines: list[ConcernForm]
) -> list[Concern]:
    language = head.cleaned_data["language"]
    drafts = [
        line.draft(language=language, line=place)
        for place, line in enumerate(lines, start=1)
        if line.drafted
    ]
    if not drafts:
        raise InvalidInput("partners.concern.lines", _("Type in at least one concern."))
    return acts.type_in(request.user, listening.pk, drafts, form=head.cleaned_data["token"])


def _added(request: SignedIn, listening: Listening, count: int) -> HttpResponse:
    if count:
        text = ngettext("%(count)s concern is added.", "%(count)s concerns are added.", count)
        messages.success(request, text % {"count": count})
    else:
        messages.info(
            request, _("This form was sent before: its concerns stand here already, once each.")
        )
    return go_on("partners:listening", listening.pk)
