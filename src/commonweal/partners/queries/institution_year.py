"""A year of an institution: what was asked, answered, promised and kept, and who decides there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from commonweal.partners.engine.questions import days_late, share, tallied
from commonweal.partners.models import (
    Commitment,
    CommitmentView,
    DecidingRoles,
    InstitutionPage,
    InstitutionTerms,
    Question,
    QuestionAnswer,
)
from commonweal.partners.queries.questions import figures_of, terms_of, with_all
from commonweal.partners.queries.rows import one
from commonweal.partners.rules.questions import SEE_INSTITUTION_PAGE

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader
    from commonweal.rights.models import Organisation

# So many questions of a year stand on one page.
PAGE_SIZE = 50
QUESTION_NAMES = {
    "open": gettext_lazy("waits for an answer"),
    "overdue": gettext_lazy("not answered in time"),
    "answered": gettext_lazy("answered"),
    "withdrawn": gettext_lazy("taken back"),
}
QUESTION_BADGES = {"open": "info", "overdue": "bad", "answered": "ok", "withdrawn": "neutral"}
COMMITMENT_NAMES = {
    "promised": gettext_lazy("promised"),
    "late": gettext_lazy("past its date"),
    "reported-kept": gettext_lazy("said to be kept"),
    "confirmed": gettext_lazy("kept, confirmed"),
    "contested": gettext_lazy("contested"),
}
COMMITMENT_BADGES = {
    "promised": "info",
    "late": "bad",
    "reported-kept": "warn",
    "confirmed": "ok",
    "contested": "bad",
}


def institution_page_of(person: Reader, page_id: UUID) -> InstitutionPage:
    """Return a year's page that a person may read.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    rows = InstitutionPage.objects.filter(SEE_INSTITUTION_PAGE.rows(person))
    return one(rows.select_related("institution"), page_id)


def public_years(person: Reader) -> QuerySet[InstitutionPage]:
    """Return the years that are shown to everybody, the newest first."""
    rows = InstitutionPage.objects.filter(SEE_INSTITUTION_PAGE.rows(person), withdrawn_at=None)
    return rows.select_related("institution").order_by("-year", "institution__name", "pk")


def pages_of(institution: Organisation) -> QuerySet[InstitutionPage]:
    """Return every page of an institution's years, also those taken back."""
    return InstitutionPage.objects.filter(institution=institution)


def said_since(page: InstitutionPage) -> bool:
    """Say whether something was said in a year since everybody was shown it, so that the page is behind.

    Args:
        page: The page, as it is kept.
    """
    since, of = page.published_at, {"institution_id": page.institution_id}
    asked = Question.objects.filter(**of, at__year=page.year)
    told = (
        asked.filter(Q(at__gt=since) | Q(withdrawn_at__gt=since)),
        QuestionAnswer.objects.filter(question__in=asked, at__gt=since),
        Commitment.objects.filter(question__in=asked).filter(
            Q(at__gt=since) | Q(kept_on__gt=timezone.localdate(since))
        ),
        CommitmentView.objects.filter(commitment__question__in=asked, at__gt=since),
        InstitutionTerms.objects.filter(**of, at__gt=since),
        DecidingRoles.objects.filter(**of, year=page.year, at__gt=since),
    )
    return any(rows.exists() for rows in told)


def is_behind(institution: Organisation, year: int) -> bool:
    """Say whether what everybody reads of a year is behind what the partners read."""
    page = pages_of(institution).filter(year=year, withdrawn_at=None).first()
    return page is not None and said_since(page)


def behind() -> QuerySet[InstitutionPage]:
    """Return the pages that everybody reads and that do not show questions or answers of since then."""
    asked = Question.objects.filter(
        institution_id=OuterRef("institution_id"), at__year=OuterRef("year")
    )
    since = OuterRef("published_at")
    answers = QuestionAnswer.objects.filter(
        question__institution_id=OuterRef("institution_id"), question__at__year=OuterRef("year")
    )
    rows = InstitutionPage.objects.filter(withdrawn_at=None)
    return rows.filter(
        Exists(asked.filter(Q(at__gt=since) | Q(withdrawn_at__gt=since)))
        | Exists(answers.filter(at__gt=since))
    )


def content_of(
    institution: Organisation, year: int, *, is_public: bool, today: date | None = None
) -> dict[str, Any]:
    """Return an institution's year as JSON values.

    Args:
        institution: The institution.
        year: The year of the questions.
        is_public: Whether only what may stand on the public page is in it; the rest is counted.
        today: The day of the page; the present if None.
    """
    now = today or timezone.localdate()
    rows = _asked(institution, year)
    shown = [row for row in rows if row.is_public or not is_public]
    words = [_row(row, is_public=is_public, today=now) for row in shown]
    around = _around(institution, year, rows, today=now)
    return around | {"left_out": _left_out(len(rows) - len(shown)), "rows": words}


def year_page(
    institution: Organisation, year: int, number: str | None, *, today: date | None = None
) -> tuple[dict[str, Any], Page[Any]]:
    """Return an institution's year for the partners: what stands around its questions, and one page of them.

    Args:
        institution: The institution.
        year: The year of the questions.
        number: Which page; the first if it is none.
        today: The day of the page; the present if None.
    """
    now = today or timezone.localdate()
    rows = _asked(institution, year)
    page: Page[Any] = Paginator(rows, PAGE_SIZE).get_page(number)
    page.object_list = [_row(row, is_public=False, today=now) for row in page.object_list]
    return _around(institution, year, rows, today=now), page


def _asked(institution: Organisation, year: int) -> list[Question]:
    asked = Question.objects.filter(institution=institution, at__year=year, withdrawn_at=None)
    return list(with_all(asked).order_by("at", "pk"))


def _around(
    institution: Organisation, year: int, rows: list[Question], *, today: date
) -> dict[str, Any]:
    terms = terms_of(institution.pk)
    return {
        "institution": institution.name,
        "year": year,
        "tally": list(_tally(rows, terms.answer_days, today=today)),
        "figures": list(_figures(institution.pk, year)),
        "complaints": terms.complaints,
        "link": terms.link,
        "made_on": date_format(today),
        "language": get_language() or "en",
    }


def paper_words() -> Mapping[str, str]:
    """Return the printed year's own words, in the language that is spoken now."""
    return {
        "title": _("Asked and answered"),
        "asked": _("What was asked"),
        "state": _("How far"),
        "answer": _("Answer, and what was promised"),
        "due": _("due {day}"),
        "by": _("by {day}"),
        "nothing": _("Nothing that may be shown was asked this year."),
        "figures": _("Who decides there"),
        "no_figures": _("No figures were entered."),
        "complaints": _("How to complain"),
        "no_complaints": _("No way to complain was written down."),
        "made": _("As of {day}."),
        "address": _("Everybody reads it here:"),
    }


def _left_out(count: int) -> str:
    text = ngettext(
        "%(count)s question is counted and not shown.",
        "%(count)s questions are counted and not shown.",
        count,
    )
    return text % {"count": count} if count else ""


def _tally(rows: list[Question], answer_days: int, *, today: date) -> Iterator[str]:
    yield ngettext(
        "An answer is due within %(days)s day.",
        "An answer is due within %(days)s days.",
        answer_days,
    ) % {"days": answer_days}
    states = tallied(_state(row, today=today) for row in rows)
    late = sum(
        1 for row in rows if row.answered_on and days_late(row.due_on, answered_on=row.answered_on, today=today)
    )  # fmt: skip
    yield _("Asked: %(count)s") % {"count": len(rows)}
    yield _("Answered: %(count)s, of them late: %(late)s") % {
        "count": states.get("answered", 0),
        "late": late,
    }
    yield _("Not answered in time: %(count)s") % {"count": states.get("overdue", 0)}
    kept = tallied(each.state_on(today) for row in rows for each in row.commitments.all())
    yield _("Promised with an answer: %(count)s; kept and confirmed: %(kept)s; past their date: %(late)s") % {
        "count": sum(kept.values()), "kept": kept.get("confirmed", 0), "late": kept.get("late", 0),
    }  # fmt: skip


def _state(row: Question, *, today: date) -> str:
    if row.answered_on is not None:
        return "answered"
    return "overdue" if today > row.due_on else "open"


def _row(row: Question, *, is_public: bool, today: date) -> dict[str, Any]:
    state = _state(row, today=today)
    late = days_late(row.due_on, answered_on=row.answered_on, today=today)
    words = str(QUESTION_NAMES[state])
    if late:
        text = ngettext("%(days)s day late", "%(days)s days late", late) % {"days": late}
        words = f"{words}; {text}"
    # What stands now is the newest answer: an earlier one would say what no longer holds.
    newest = next(iter(row.answers.all()), None)
    is_shown = newest is not None and (newest.is_public or not is_public)
    hidden = _("The answer is not public.") if newest is not None else ""
    # A promise is as public as the answer that it was given with, in the same moment.
    told = {each.at for each in row.answers.all() if each.is_public or not is_public}
    promises = [each for each in row.commitments.all() if each.at in told]
    return {
        "id": str(row.pk),
        "text": row.text,
        "kind": str(row.get_kind_display()),
        "asked": f"{row.asked_for}, {date_format(timezone.localdate(row.at))}",
        "due": date_format(row.due_on),
        "state": words,
        "badge": QUESTION_BADGES[state],
        "answer": newest.text if newest is not None and is_shown else hidden,
        "commitments": [_promise(each, today=today) for each in promises],
    }


def _promise(row: Commitment, *, today: date) -> Mapping[str, str]:
    state = row.state_on(today)
    return {
        "text": row.text,
        "due": date_format(row.due_on),
        "state": str(COMMITMENT_NAMES[state]),
        "badge": COMMITMENT_BADGES[state],
    }


def _figures(institution_id: UUID, year: int) -> Iterator[str]:
    """Yield who decides there, as shares; what is too small to be shown is said to be."""
    row = figures_of(institution_id, year)
    if row is None:
        return
    small = _("not shown, for it is fewer than five people")
    women, youth = share(row.women, row.total), share(row.youth, row.total)
    yield _("Women in deciding roles: %(share)s") % {"share": women or small}
    yield _("People under 35 in deciding roles: %(share)s") % {"share": youth or small}
    if row.source:
        yield _("Source: %(source)s") % {"source": row.source}
