"""Questions to institutions, for a person: one, all of them, and what each institution agreed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.kernel.errors import NotFound
from commonweal.partners.engine.questions import DAYS_USUAL
from commonweal.partners.models import (
    Commitment,
    CommitmentView,
    DecidingRoles,
    InstitutionTerms,
    PartnerKind,
    Question,
    QuestionAnswer,
)
from commonweal.partners.queries.rows import one
from commonweal.partners.rules.questions import SEE_COMMITMENT, SEE_QUESTION
from commonweal.rights.public import OrganisationName, partners_here, shares_here

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader
    from commonweal.rights.models import Organisation

STATES = ("open", "overdue", "answered", "withdrawn")


@dataclass(frozen=True, slots=True)
class WantedQuestions:
    """Which questions are asked for; empty values ask for nothing.

    Attributes:
        institution: Who answers.
        state: One of ``STATES``.
        year: Of the question.
    """

    institution: UUID | None = None
    state: str = ""
    year: int | None = None


def partner_row(person: Reader, partner_id: UUID) -> Organisation:
    """Return a partner.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    return one(partners_here() if shares_here(person) else partners_here().none(), partner_id)


def _answering() -> QuerySet[Organisation]:
    """Return the partners that answer questions: the police, and who else agreed to."""
    agreed = InstitutionTerms.objects.order_by().values("institution_id")
    return partners_here().filter(Q(pk__in=agreed) | Q(profile__kind=PartnerKind.POLICE))


def institutions(person: Reader) -> Sequence[OrganisationName]:
    """Return the institutions that answer questions, by name.

    Args:
        person: Who reads.
    """
    if not shares_here(person):
        return ()
    rows = _answering().order_by("name").values_list("pk", "name").distinct()
    return [OrganisationName(key, name) for key, name in rows]


def institution_named(person: Reader, institution_id: Any) -> Organisation:
    """Return an institution that answers questions.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    found = _answering().filter(pk=institution_id).first() if shares_here(person) else None
    if found is None:
        raise NotFound(
            "partners.institution", _("There is no such institution that answers questions.")
        )
    return found


def terms_of(institution_id: Any) -> InstitutionTerms:
    """Return what an institution agreed about questions; the usual where nothing was written yet."""
    rows = InstitutionTerms.objects.filter(institution_id=institution_id)
    return rows.order_by("-at").first() or InstitutionTerms(
        institution_id=institution_id, answer_days=DAYS_USUAL
    )


def figures_of(institution_id: Any, year: int) -> DecidingRoles | None:
    """Return the figures of a year that count."""
    rows = DecidingRoles.objects.filter(institution_id=institution_id, year=year)
    return rows.order_by("-at").first()


def with_all(rows: QuerySet[Question]) -> QuerySet[Question]:
    """Return questions with their answers and promises, in a constant number of queries.

    Args:
        rows: Any questions.
    """
    by = ("person", "organisation")
    views = CommitmentView.objects.select_related(*by)
    return rows.select_related("institution", *by).prefetch_related(
        Prefetch("answers", queryset=QuestionAnswer.objects.select_related(*by)),
        Prefetch(
            "commitments",
            queryset=Commitment.objects.prefetch_related(Prefetch("views", queryset=views)),
        ),
    )


def question_of(person: Reader, question_id: UUID) -> Question:
    """Return a question with its answers and promises.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    return one(with_all(Question.objects.filter(SEE_QUESTION.rows(person))), question_id)


def commitment_of(person: Reader, commitment_id: UUID) -> Commitment:
    """Return what an institution promised.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    rows = Commitment.objects.filter(SEE_COMMITMENT.rows(person)).select_related("question")
    return one(rows, commitment_id)


def questions(
    person: Reader, wanted: WantedQuestions, *, today: date | None = None
) -> QuerySet[Question]:
    """Return the questions a person asks for, the newest first.

    Args:
        person: Who reads.
        wanted: Which of them.
        today: The present day; read from the clock if None.
    """
    rows = Question.objects.filter(SEE_QUESTION.rows(person))
    if wanted.institution:
        rows = rows.filter(institution_id=wanted.institution)
    if wanted.year:
        rows = rows.filter(at__year=wanted.year)
    if wanted.state:
        rows = rows.filter(in_state(wanted.state, today=today or timezone.localdate()))
    return with_all(rows).order_by("-at", "pk")


def in_state(state: str, *, today: date) -> Q:
    """Return the condition that selects questions that are so far, as ``engine.questions.state_of`` says it.

    Args:
        state: One of ``STATES``.
        today: The present day.
    """
    return {
        "withdrawn": Q(withdrawn_at__isnull=False),
        "answered": Q(withdrawn_at=None, answered_on__isnull=False),
        "overdue": Q(withdrawn_at=None, answered_on=None, due_on__lt=today),
        "open": Q(withdrawn_at=None, answered_on=None, due_on__gte=today),
    }.get(state, Q())


def times_written(institution_id: UUID) -> int:
    """Return how many times it was written how an institution answers: what a page saw is told by it."""
    return InstitutionTerms.objects.filter(institution_id=institution_id).count()


def years_entered(institution_id: UUID) -> Sequence[int]:
    """Return of which year figures of an institution were entered, in the order in which they were."""
    rows = DecidingRoles.objects.filter(institution_id=institution_id).order_by("at", "pk")
    return list(rows.values_list("year", flat=True))
