"""What the outcome paper of a meeting says, put into words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _
from django_stubs_ext import WithAnnotations

from commonweal.kernel.place_notes import noted
from commonweal.library import public as library
from commonweal.partners.engine.outcome import (
    Paper,
    PaperAction,
    PaperDecision,
    PaperRow,
    PaperWords,
    Second,
    shorten,
)
from commonweal.partners.models import (
    Action,
    Answer,
    Meeting,
    Position,
    Recommendation,
    ViewKind,
)
from commonweal.partners.queries.board import said_about
from commonweal.partners.queries.last_time import asked_before
from commonweal.partners.queries.paper_words import (
    TITLE,
    earlier_seconds,
    languages_known,
    seconds_of,
)
from commonweal.partners.queries.people import other_bodies
from commonweal.partners.queries.progress import (
    ActionProgress,
    RecommendationProgress,
    with_progress,
)
from commonweal.partners.queries.rows import meeting_of
from commonweal.partners.queries.wording import days_of, progress_name

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader

# Characters of a title and of a reason that the paper shows.
TITLE_SHOWN, REASON_SHOWN = 90, 140


def paper_of(
    person: Reader, meeting_id: UUID, *, absolute: Callable[[str], str], second: str = ""
) -> Paper:
    """Return what the outcome paper of a meeting says.

    Args:
        person: Who asks.
        meeting_id: The meeting.
        absolute: Makes a whole address of a page's path.
        second: The language that stands beside the first one; none if empty.

    Raises:
        NotFound: If there is no such meeting, or not for this person.
    """
    return paper_about(meeting_of(person, meeting_id), absolute=absolute, second=second)


def paper_about(meeting: Meeting, *, absolute: Callable[[str], str], second: str = "") -> Paper:
    """Return what the outcome paper of a meeting says, for whoever may see the meeting.

    Papers are passed on: a restricted document is not named, whoever makes the paper.

    Args:
        meeting: The meeting, with its convener.
        absolute: Makes a whole address of a page's path.
        second: The language that stands beside the first one; none if empty.
    """
    unnamed = library.restricted_now()
    seconds = seconds_of(meeting, second) if second else {}
    code = get_language() or "en"
    return Paper(
        title=meeting.title,
        language=code,
        facts=tuple(_facts(meeting, unnamed)),
        last_time=_last_time(meeting, unnamed, absolute=absolute, second=second),
        agreed=_worded(_rows(_asked(meeting), unnamed, absolute=absolute), seconds),
        made_on=timezone.localdate(),
        address=absolute(meeting.get_absolute_url()),
        words=_words(),
        decided=tuple(
            PaperDecision(str(row.number), row.text, seconds.get(f"d{row.number}", ""))
            for row in meeting.decisions.filter(withdrawn_at=None)
        ),
        second=_second(second, title=seconds.get(TITLE, "")) if second else None,
        language_name=dict(languages_known()).get(code, code),
    )


def _second(language: str, *, title: str) -> Second:
    """Return the second language; the paper's own words in it as far as they are translated."""
    name = dict(languages_known()).get(language, language)
    missing = _("Not yet given in %(language)s") % {"language": name}
    with override(language):
        return Second(language=language, name=name, title=title, missing=missing, words=_words())


def _worded(rows: tuple[PaperRow, ...], seconds: Mapping[str, str]) -> tuple[PaperRow, ...]:
    return tuple(replace(row, second=seconds.get(f"r{row.number}", "")) for row in rows)


def _last_time(
    meeting: Meeting, unnamed: frozenset[UUID], *, absolute: Callable[[str], str], second: str
) -> tuple[PaperRow, ...]:
    """Return what earlier meetings asked, numbered here, in the second language as typed here or for their own papers."""
    asked = asked_before(meeting, today=timezone.localdate())
    rows = tuple(
        replace(row, number=str(place))
        for place, row in enumerate(
            _rows(asked, unnamed, absolute=absolute, with_meeting=True), start=1
        )
    )
    if not second:
        return rows
    keys = list(asked.values_list("pk", flat=True))
    seconds = earlier_seconds(meeting, keys, second)
    return tuple(
        replace(row, second=seconds.get(key, "")) for key, row in zip(keys, rows, strict=True)
    )


def _facts(meeting: Meeting, unnamed: frozenset[UUID]) -> Iterable[tuple[str, str]]:
    country = noted(meeting.country, settings.PLACE_NOTES)
    note = settings.PLACE_NOTES.get(meeting.country, "")
    facts = (
        (_("Kind of meeting"), str(meeting.get_type_display())),
        (_("When"), days_of(meeting)),
        (_("Where"), ", ".join(filter(None, [meeting.place, country]))),
        (_("Called by"), meeting.caller),
        (_("Partners present"), ", ".join(each.name for each in meeting.partners.all())),
        (_("Bodies the document names"), ", ".join(other_bodies(meeting))),
        (country, note),
        (_("Document"), _document(meeting, unnamed)),
    )
    return ((label, value) for label, value in facts if value)


def _asked(meeting: Meeting) -> QuerySet[Recommendation]:
    return meeting.recommendations.filter(withdrawn_at=None).order_by("number")


def _rows(
    rows: QuerySet[Recommendation],
    unnamed: frozenset[UUID],
    *,
    absolute: Callable[[str], str],
    with_meeting: bool = False,
) -> tuple[PaperRow, ...]:
    whole = (
        with_progress(rows, today=timezone.localdate())
        .select_related("addressee", "lead", "meeting")
        .prefetch_related(
            Prefetch("answers", queryset=Answer.objects.order_by("-number")),
            *said_about(),
        )
    )
    return tuple(
        PaperRow(
            number=str(row.number),
            text=row.text,
            addressee=row.addressee.name,
            answer=_answer(row),
            actions=_actions(row),
            state=_state(row),
            source=_source(row, unnamed, with_meeting=with_meeting),
            source_address=absolute(_source_address(row, unnamed)),
            asked_for=_asked_for(row),
        )
        for row in whole
    )


def _state(row: WithAnnotations[Recommendation, RecommendationProgress]) -> str:
    """Return how far it is; what was never promised is as far as its answer."""
    if row.position == Position.NOT_AGREED and row.progress == "not-started":
        return capfirst(str(Position.NOT_AGREED.label))
    return capfirst(progress_name(row.progress))


def _asked_for(row: Recommendation) -> str:
    """Return who should lead it and by when, as the meeting asks."""
    parts = []
    if row.lead:
        parts.append(_("to be led by %(partner)s") % {"partner": row.lead.name})
    if row.wanted_by:
        parts.append(_("by %(day)s") % {"day": date_format(row.wanted_by)})
    return ", ".join(parts)


def _answer(row: Recommendation) -> str:
    newest = next(iter(row.answers.all()), None)
    if newest is None:
        return _("not answered yet")
    said = str(newest.get_position_display())
    return f"{said}: {newest.reason}" if newest.reason else said


def _actions(row: Recommendation) -> tuple[PaperAction, ...]:
    """Return the row's actions; one that stands alone is as far as the row itself says."""
    actions: list[WithAnnotations[Action, ActionProgress]] = list(row.actions.all())  # type: ignore[arg-type]  # loaded with it, above
    return tuple(
        PaperAction(
            title=each.title,
            owner=each.owner.name,
            details=_details(each),
            note="; ".join(filter(None, [_due(each), _how_far(each, is_alone=len(actions) == 1)])),
        )
        for each in actions
    )


def _details(action: WithAnnotations[Action, ActionProgress]) -> tuple[str, ...]:
    """Return what shows an action, and what other partners say to it: objections first."""
    views = list(action.confirmations.all())
    confirming = [each.organisation.name for each in views if each.kind == ViewKind.CONFIRMS]
    titles = "; ".join(shorten(each.title, TITLE_SHOWN) for each in action.evidence.all())
    details = [
        _("%(partner)s objects: %(reason)s")
        % {"partner": each.said_for, "reason": shorten(each.reason, REASON_SHOWN)}
        for each in views
        if each.kind == ViewKind.OBJECTS
    ]
    if confirming:
        details.append(_("Confirmed by %(partners)s") % {"partners": ", ".join(confirming)})
    if titles:
        details.append(_("Evidence: %(titles)s") % {"titles": titles})
    return tuple(details)


def _due(action: Action) -> str:
    if action.due_on == action.first_due_on:
        return _("due %(day)s") % {"day": date_format(action.due_on)}
    return _("due %(day)s, first %(first)s") % {
        "day": date_format(action.due_on),
        "first": date_format(action.first_due_on),
    }


def _how_far(action: WithAnnotations[Action, ActionProgress], *, is_alone: bool) -> str:
    if action.due_state == "overdue":
        return _("overdue")
    return "" if is_alone else progress_name(action.progress)


def _document(row: Meeting | Recommendation, unnamed: frozenset[UUID]) -> str:
    return _("a restricted document") if row.document_id in unnamed else row.document_title


def _source_address(row: Recommendation, unnamed: frozenset[UUID]) -> str:
    address = "" if row.document_id in unnamed else row.passage_address
    return address or row.get_absolute_url()


def _source(row: Recommendation, unnamed: frozenset[UUID], *, with_meeting: bool) -> str:
    source = _document(row, unnamed) or _("said at the meeting")
    if not with_meeting:
        return source
    asked = _("%(meeting)s, no. %(number)s") % {
        "meeting": row.meeting.title,
        "number": row.number,
    }
    return asked if row.meeting.title == source else f"{asked}; {source}"


def _words() -> PaperWords:
    return PaperWords(
        kind=_("Outcome paper"),
        decided=_("What this meeting decided"),
        decided_columns=(_("No."), _("What was decided")),
        last_time=_("From earlier meetings: what was asked, and what came of it"),
        agreed=_("What this meeting asks, and what was answered"),
        columns=(
            _("No."),
            _("What is asked"),
            _("Of whom, and the answer"),
            _("Who does what by when, and how far it is"),
        ),
        source=_("Source"),
        no_action=_("No action yet."),
        nothing=_("Nothing."),
        made=_("As of %(day)s. The workspace has the newest state.")
        % {"day": date_format(timezone.localdate())},
        more=lambda count: (
            ngettext(
                "%(count)s more is only in the workspace:",
                "%(count)s more are only in the workspace:",
                count,
            )
            % {"count": count}
        ),
    )
