"""Raised and answered: what a council's page says, and the pages there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.partners.engine import concerns as engine
from commonweal.partners.engine.raised import (
    RaisedPaper,
    RaisedRow,
    as_values,
    days_between,
    named_groups,
)
from commonweal.partners.models import (
    Concern,
    ConcernState,
    ConcernStep,
    ConsentFor,
    Partnership,
    RaisedPage,
    Wording,
)
from commonweal.partners.queries.concerns import clock_of, last_outcome, with_steps
from commonweal.partners.queries.rows import one
from commonweal.partners.queries.wording_concerns import CONCERN_BADGES
from commonweal.partners.rules.listening import SEE_RAISED_PAGE

if TYPE_CHECKING:
    from commonweal.partners.engine.listening_types import PageDraft
    from commonweal.partners.rules.taking_part import Reader


def raised_page_of(person: Reader, page_id: UUID) -> RaisedPage:
    """Return a council's page that a person may read.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    rows = RaisedPage.objects.filter(SEE_RAISED_PAGE.rows(person)).select_related("council")
    return one(rows, page_id)


def public_pages(person: Reader) -> QuerySet[RaisedPage]:
    """Return the councils' pages that are shown to everybody, the newest period first."""
    rows = RaisedPage.objects.filter(SEE_RAISED_PAGE.rows(person), withdrawn_at=None)
    return rows.select_related("council").order_by("-last_day", "council__title", "pk")


def pages_of(council: Partnership) -> QuerySet[RaisedPage]:
    """Return every page of a council, also those taken back, the newest first."""
    return council.raised_pages.order_by("-published_at")


def raised_in(draft: PageDraft) -> list[Concern]:
    """Return what was raised to a council in a period, in order, with what was said of it.

    Args:
        draft: The council and the period.
    """
    rows = Concern.objects.filter(
        listening__council_id=draft.council_id,
        raised_on__gte=draft.first_day,
        raised_on__lte=draft.last_day,
    ).exclude(state=ConcernState.WITHDRAWN)
    loaded = with_steps(rows.select_related("listening", "taken_up_by"))
    return list(loaded.prefetch_related("recommendations").order_by("year", "number"))


def content_of(
    council: Partnership, draft: PageDraft, *, now: date | None = None
) -> Mapping[str, Any]:
    """Return the page as everybody would see it now, as JSON values, for each of its languages.

    Args:
        council: The Public Council.
        draft: The period and the languages.
        now: The day of the page; the present if None.
    """
    rows = raised_in(draft)
    today = now or timezone.localdate()
    content = {}
    for code in draft.languages:
        with translation.override(code):
            content[code] = as_values(_paper(council, draft, rows, today=today))
    return content


def _paper(
    council: Partnership, draft: PageDraft, rows: Sequence[Concern], *, today: date
) -> RaisedPaper:
    shown = [row for row in rows if not row.is_off_paper]
    named = named_groups((row.municipality, row.group, row.voices) for row in shown)
    language = translation.get_language()
    return RaisedPaper(
        language=language,
        title=_("Raised and answered"),
        council=council.title,
        period=_("%(first)s to %(last)s")
        % {"first": date_format(draft.first_day), "last": date_format(draft.last_day)},
        tally=_tally(rows),
        left_out=_left_out(len(rows) - len(shown)),
        made_on=today.isoformat(),
        words=_words(today),
        rows=tuple(_row(row, language, named=named, today=today) for row in shown),
    )


def _tally(rows: Sequence[Concern]) -> str:
    count = len(rows)
    states = [row.state for row in rows]
    parts = [
        _("%(count)s %(state)s") % {"count": states.count(state), "state": state.label}
        for state in (
            ConcernState.DONE,
            ConcernState.ANSWERED,
            ConcernState.DECLINED,
            ConcernState.TAKEN_UP,
        )
        if state in states
    ]
    if ConcernState.RAISED in states:
        parts.append(_("%(count)s not taken up yet") % {"count": states.count(ConcernState.RAISED)})
    raised = ngettext("%(count)s concern", "%(count)s concerns", count) % {"count": count}
    if not parts:
        return raised + "."
    return _("%(raised)s: %(parts)s.") % {"raised": raised, "parts": ", ".join(parts)}


def _left_out(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)s of them is not printed here, so that nobody can be recognised.",
        "%(count)s of them are not printed here, so that nobody can be recognised.",
        count,
    ) % {"count": count}


def _words(today: date) -> dict[str, str]:
    return {
        "made": _("As of %(day)s.") % {"day": date_format(today)},
        "no_names": _("No names are written down. What people raised is answered here."),
        "number": _("No."),
        "raised": _("What was raised"),
        "answered": _("What came of it"),
        "quote": _("In their own words:"),
        "asked": _("Recommended because of it:"),
        "nothing": _("Nothing was raised in this period."),
        "more": _("{count} more stand on the public page:"),
        "address": _("This page for everybody:"),
        "original": _("not translated"),
    }


def _row(
    row: Concern, language: str, *, named: frozenset[tuple[str, str]], today: date
) -> RaisedRow:
    wording = next((each for each in row.wordings.all() if each.language == language), None)
    outcome = last_outcome(row)
    is_named = (row.municipality, row.group) in named
    is_quoted = row.consent_for == ConsentFor.PUBLIC
    return RaisedRow(
        id=str(row.pk),
        number=row.label,
        theme=capfirst(str(row.get_theme_display())),
        **_texts(row, wording, outcome, language=language),
        group=str(row.get_group_display()) if is_named else _("a small group, not named here"),
        raised=_("raised %(day)s") % {"day": date_format(row.raised_on)},
        state=_state(row),
        badge=CONCERN_BADGES[row.state],
        partner=row.taken_up_by.name if row.taken_up_by else "",
        took="; ".join(_took(row, outcome, today=today)),
        quote=row.quote if is_quoted else "",
        asked=tuple(each.text for each in row.recommendations.all() if each.is_public),
    )


def _state(row: Concern) -> str:
    if row.state == ConcernState.RAISED:
        return _("Not taken up yet")
    return capfirst(str(row.get_state_display()))


def _texts(
    row: Concern, wording: Wording | None, outcome: ConcernStep | None, *, language: str
) -> dict[str, str]:
    """Return the texts in the page's language where they were translated, else as they were typed."""
    text, said = row.text, outcome.text if outcome else ""
    written_in = said_in = row.language
    if wording is not None and wording.text:
        text, written_in = wording.text, language
    if wording is not None and wording.outcome and outcome and wording.step_id == outcome.pk:
        said, said_in = wording.outcome, language
    return {
        "text": text,
        "language": written_in,
        "outcome": said,
        "outcome_language": said_in,
    }


def _took(row: Concern, outcome: ConcernStep | None, *, today: date) -> list[str]:
    """Return how long it took to be taken up, and to be answered, done or declined; what is late says so."""
    parts = []
    waited = days_between(row.raised_on, row.taken_up_on)
    if waited is not None:
        parts.append(
            ngettext("taken up after %(count)s day", "taken up after %(count)s days", waited)
            % {"count": waited}
        )
    if outcome is not None:
        days = days_between(row.raised_on, timezone.localdate(outcome.at)) or 0
        parts.append(
            ngettext("%(state)s after %(count)s day", "%(state)s after %(count)s days", days)
            % {"state": row.get_state_display(), "count": days}
        )
    last, is_over = clock_of(row, today=today)
    if last is not None:
        words = _("late: due %(day)s") if is_over else _("due %(day)s")
        parts.append(words % {"day": date_format(last)})
    return parts


def language_names(codes: Sequence[str]) -> list[tuple[str, str]]:
    """Return codes of languages with their own names.

    Args:
        codes: Such as ``en``.
    """
    known = dict(settings.LANGUAGES)
    named = []
    for code in codes:
        with translation.override(code):
            named.append((code, capfirst(str(known.get(code, code)))))
    return named


def clocks() -> dict[str, int]:
    """Return the days within which a concern is taken up, and answered, for pages that say so."""
    return {
        "taken_up": engine.TAKEN_UP_WITHIN_DAYS,
        "answered": engine.ANSWERED_WITHIN_DAYS,
    }
