"""What the columns and cells of figures are called on pages and in reports; files that programs read keep the codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from commonweal.partners.models import (
    ConcernState,
    ExerciseForm,
    Grade,
    Group,
    Level,
    MeetingType,
    NoticeKind,
    NoticeSort,
    PartnershipKind,
    Position,
    PracticeState,
    Theme,
)
from commonweal.partners.queries.partnerships import STAGE_NAMES
from commonweal.partners.queries.wording import PROGRESS_NAMES

COLUMNS: Mapping[str, Promise] = {
    "addressee": _("of whom"),
    "amount": _("amount"),
    "area": _("area to improve"),
    "baseline": _("baseline"),
    "by": _("raised by"),
    "called_by": _("called by"),
    "completion": _("to be done by"),
    "corrective_action": _("what is to be done"),
    "country": _("country"),
    "course": _("course"),
    "currency": _("currency"),
    "date": _("day"),
    "due": _("due"),
    "element": _("what it concerns"),
    "exercise": _("exercise"),
    "first_due": _("first due"),
    "form": _("kind of exercise"),
    "from": _("from"),
    "given_by": _("given by"),
    "grade": _("evidence"),
    "initiative": _("initiative"),
    "kept_by": _("kept by"),
    "kind": _("kind"),
    "led_by": _("led by"),
    "level": _("level"),
    "meeting": _("meeting"),
    "municipality": _("municipality"),
    "not_worked": _("what did not work"),
    "number": _("number"),
    "overdue": _("past its date"),
    "owner": _("owner"),
    "partner": _("partner"),
    "people": _("people"),
    "place": _("place"),
    "position": _("answer"),
    "progress": _("how far"),
    "project": _("project"),
    "raised_on": _("raised on"),
    "reached": _("reached"),
    "recorded_by": _("recorded by"),
    "responsible": _("responsible"),
    "result": _("what comes of it"),
    "sort": _("offer or need"),
    "stage": _("how far"),
    "state": _("state"),
    "subject": _("subject"),
    "target": _("target"),
    "text": _("words"),
    "theme": _("theme"),
    "title": _("title"),
    "until": _("until"),
    "worked": _("what worked"),
}
_VALUES: Mapping[str, Mapping[str, str | Promise]] = {
    "by": dict(Group.choices),
    "form": dict(ExerciseForm.choices),
    "grade": dict(Grade.choices),
    "kind": dict(MeetingType.choices) | dict(PartnershipKind.choices) | dict(NoticeKind.choices),
    "level": dict(Level.choices),
    "overdue": {"yes": _("yes"), "no": _("no")},
    "position": dict(Position.choices) | {"none": _("not answered yet")},
    "progress": {str(key): name for key, name in PROGRESS_NAMES.items()},
    "sort": dict(NoticeSort.choices),
    "stage": {str(key): name for key, name in STAGE_NAMES.items()},
    "state": dict(ConcernState.choices) | dict(PracticeState.choices),
    "theme": dict(Theme.choices),
}


def _as_day(text: str) -> str:
    return date_format(date.fromisoformat(text))


def _as_number(text: str) -> str:
    return number_format(Decimal(text), force_grouping=True)


_DRAWN: Mapping[str, Callable[[str], str]] = {
    **dict.fromkeys(("completion", "date", "due", "first_due", "from", "raised_on", "until"), _as_day),
    **dict.fromkeys(("amount", "baseline", "target", "reached"), _as_number),
}  # fmt: skip


def column_name(column: str) -> str:
    """Return how a column is called."""
    return capfirst(str(COLUMNS[column]))


def cell_words(column: str, cell: str) -> str:
    """Return a cell as people read it: the name of a code, a day as days are written, an amount in groups.

    Args:
        column: Its column.
        cell: What the file says.
    """
    names = _VALUES.get(column, {})
    if cell in names:
        return capfirst(str(names[cell]))
    drawn = _DRAWN.get(column)
    return drawn(cell) if drawn and cell else cell
