"""What Today says of questions to institutions: for who answers, who asked, who judges and the co-ordinator."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.kernel.today import TodayItem
from commonweal.partners.models import Commitment, CommitmentView, Question
from commonweal.partners.queries.institution_year import behind
from commonweal.partners.queries.questions import in_state
from commonweal.partners.rules.questions import JUDGE_COMMITMENT
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import Role, coordinates

if TYPE_CHECKING:
    from commonweal.rights.models import Person

SHOWN = 10
WORDS = 24


def questions_today(person: Person) -> Iterator[TodayItem]:
    """Yield what somebody of a partner should answer, or waits for.

    Args:
        person: Whose first page it is; acts for a partner.
    """
    own, today = acting_for(person), timezone.localdate()
    waiting = Question.objects.filter(withdrawn_at=None, answered_on=None)
    for row in waiting.filter(institution_id=own).order_by("due_on", "pk")[:SHOWN]:
        yield TodayItem(
            kind="due",
            text=_("Answer the question: %(text)s") % {"text": _short(row.text)},
            address=row.get_absolute_url(),
            due_on=row.due_on,
        )
    late = waiting.filter(in_state("overdue", today=today))
    for row in (
        late.filter(organisation_id=own).select_related("institution").order_by("due_on")[:SHOWN]
    ):
        yield TodayItem(
            kind="waiting",
            text=_("%(institution)s has not answered in time: %(text)s")
            % {"institution": row.institution.name, "text": _short(row.text)},
            address=row.get_absolute_url(),
        )
    yield from _promises(person)
    if coordinates(person):
        yield from _of_all(late.count())
        yield from _behind()


def _behind() -> Iterator[TodayItem]:
    """Yield the pages for everybody that the co-ordinator should bring up to date."""
    for page in behind().select_related("institution").order_by("published_at", "pk")[:SHOWN]:
        words = {"name": page.institution.name, "year": page.year}
        yield TodayItem(
            kind="waiting",
            text=_("Bring the page for everybody up to date: %(name)s, %(year)s") % words,
            address=reverse("partners:publish_institution", args=[page.institution_id, page.year]),
            role=Role.COORDINATOR,
            detail=_("something was asked or answered since it was shown"),
        )


def _promises(person: Person) -> Iterator[TodayItem]:
    own, today = acting_for(person), timezone.localdate()
    ours = Commitment.objects.filter(question__institution_id=own, kept_on=None)
    for row in ours.order_by("due_on", "pk").select_related("question")[:SHOWN]:
        yield TodayItem(
            kind="due",
            text=_("Promised with an answer: %(text)s") % {"text": _short(row.text)},
            address=row.question.get_absolute_url(),
            due_on=row.due_on,
            detail=_("its date is over") if row.due_on < today else "",
        )
    said = CommitmentView.objects.filter(
        commitment=OuterRef("pk"), organisation_id=own, superseded_at=None
    )
    # Those who asked are the first to know.
    to_judge = Commitment.objects.filter(
        JUDGE_COMMITMENT.rows(person), ~Exists(said), question__organisation_id=own
    )
    for row in to_judge.order_by("kept_on", "pk").select_related("question")[:SHOWN]:
        yield TodayItem(
            kind="waiting",
            text=_("Confirm or object: %(text)s") % {"text": _short(row.text)},
            address=row.question.get_absolute_url(),
        )


def _of_all(count: int) -> Iterator[TodayItem]:
    text = ngettext(
        "%(count)s question to an institution was not answered in time.",
        "%(count)s questions to institutions were not answered in time.",
        count,
    )
    if count:
        yield TodayItem(
            kind="waiting",
            text=text % {"count": count},
            address=f"{reverse('partners:questions')}?state=overdue",
            role=Role.COORDINATOR,
            count=count,
        )


def _short(text: str) -> str:
    return Truncator(text).words(WORDS)
