"""Questions to an institution for rooms that tell a story of them: ids, never rows."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from commonweal.partners.actions import institutions, questions
from commonweal.partners.engine.questions import FiguresDraft

if TYPE_CHECKING:
    from commonweal.partners.engine.questions import QuestionDraft, ReplyDraft, TermsDraft
    from commonweal.rights.models import Person


def write_terms(
    person: Person,
    institution_id: UUID,
    draft: TermsDraft,
    *,
    deciding: tuple[int, int, int, int] | None = None,
    now: datetime | None = None,
) -> None:
    """Write how an institution answers questions, and who decides there; see ``actions.institutions``.

    Args:
        person: One of its people, or the co-ordinator.
        institution_id: The partner.
        draft: What was agreed.
        deciding: The year, all who decide, of them women, of them young.
        now: The time of the act; the present if None.

    Raises:
        NotAllowed: If it is another partner's.
        InvalidInput: If a value cannot be used.
    """
    institutions.write_terms(person, institution_id, draft, now=now)
    if deciding is not None:
        institutions.enter_figures(person, institution_id, FiguresDraft(*deciding), now=now)


def ask_institution(person: Person, draft: QuestionDraft, *, now: datetime | None = None) -> UUID:
    """Ask an institution and return the question's id; see ``actions.questions.ask``.

    Raises:
        NotFound: If there is no such institution that answers questions.
        InvalidInput: If a value cannot be used.
    """
    return questions.ask(person, draft, now=now).pk


def answer_institution(
    person: Person, question_id: UUID, draft: ReplyDraft, *, now: datetime | None = None
) -> None:
    """Answer a question for an institution; see ``actions.questions.reply``.

    Raises:
        NotAllowed: If the person acts for another partner.
        InvalidInput: If a value cannot be used.
    """
    questions.reply(person, question_id, draft, now=now)


def publish_institution_year(
    person: Person, institution_id: UUID, year: int, *, now: datetime | None = None
) -> UUID:
    """Show an institution's year to everybody and return the page's id; see ``actions.institutions``.

    Raises:
        NotAllowed: If the person is no co-ordinator.
    """
    return institutions.publish_year(person, institution_id, year, now=now).pk
