"""Who may ask an institution, answer for it, judge what it kept, and show its year to everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.functional import Promise

from commonweal.partners.models import Commitment, InstitutionPage, Question
from commonweal.partners.rules.taking_part import (
    all_who_take_part,
    organisation_of,
    takes_part,
    why,
)
from commonweal.rights.public import (
    EVERYTHING,
    NOTHING,
    Rule,
    coordinates,
    partners_of,
    register,
    shares_here,
    usual_reason,
)

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader


def _answers(person: Reader, row: Question) -> bool:
    own = organisation_of(person)
    return own is not None and row.institution_id == own and row.withdrawn_at is None


def _to_answer(person: Reader) -> Q:
    own = organisation_of(person)
    return NOTHING if own is None else Q(institution_id=own, withdrawn_at=None)


def _asked(person: Reader, row: Question) -> bool:
    own = organisation_of(person)
    is_open = row.answered_on is None and row.withdrawn_at is None
    return own is not None and row.organisation_id == own and is_open


def _asked_by(person: Reader) -> Q:
    own = organisation_of(person)
    if own is None:
        return NOTHING
    return Q(organisation_id=own, answered_on=None, withdrawn_at=None)


def _promised(person: Reader, row: Commitment) -> bool:
    own = organisation_of(person)
    return own is not None and row.question.institution_id == own


def _promised_by(person: Reader) -> Q:
    own = organisation_of(person)
    return NOTHING if own is None else Q(question__institution_id=own)


def _judges(person: Reader, row: Commitment) -> bool:
    return (
        organisation_of(person) is not None
        and row.kept_on is not None
        and row.question.institution_id not in partners_of(person)
        and row.person_id != person.pk
    )


def _to_judge(person: Reader) -> Q:
    if organisation_of(person) is None:
        return NOTHING
    theirs = partners_of(person)
    not_own = ~Q(question__institution_id__in=theirs) & ~Q(person_id=person.pk)
    return Q(kept_on__isnull=False) & not_own


def _sees_page(person: Reader, row: InstitutionPage) -> bool:
    return row.withdrawn_at is None or shares_here(person)


def _pages_seen(person: Reader) -> Q:
    return EVERYTHING if shares_here(person) else Q(withdrawn_at=None)


def _why_page(reader: Reader, row: InstitutionPage) -> str | Promise:
    return usual_reason(reader, sees=_sees_page(reader, row))


def may_keep_terms(person: Reader, institution_id: object) -> bool:
    """Say whether a person writes how soon an institution answers: its own people, or the co-ordinator.

    Args:
        person: Who would.
        institution_id: The institution.
    """
    own = organisation_of(person)
    return coordinates(person) or (own is not None and own == institution_id)


SEE_QUESTION = register(
    Rule(
        name="partners.question.see",
        thing="partners.Question",
        one=takes_part,
        many=all_who_take_part,
        why=why,
    )
)
ANSWER_QUESTION = register(
    Rule(name="partners.question.answer", thing="partners.Question", one=_answers, many=_to_answer)
)
WITHDRAW_QUESTION = register(
    Rule(name="partners.question.withdraw", thing="partners.Question", one=_asked, many=_asked_by)
)
SEE_COMMITMENT = register(
    Rule(
        name="partners.commitment.see",
        thing="partners.Commitment",
        one=takes_part,
        many=all_who_take_part,
        why=why,
    )
)
KEEP_COMMITMENT = register(
    Rule(
        name="partners.commitment.keep",
        thing="partners.Commitment",
        one=_promised,
        many=_promised_by,
    )
)
JUDGE_COMMITMENT = register(
    Rule(name="partners.commitment.judge", thing="partners.Commitment", one=_judges, many=_to_judge)
)
SEE_INSTITUTION_PAGE = register(
    Rule(
        name="partners.institution-page.see",
        thing="partners.InstitutionPage",
        one=_sees_page,
        many=_pages_seen,
        why=_why_page,
    )
)
KEEP_INSTITUTION_PAGE = register(
    Rule(
        name="partners.institution-page.keep",
        thing="partners.InstitutionPage",
        one=lambda person, _row: coordinates(person),
        many=lambda person: EVERYTHING if coordinates(person) else NOTHING,
    )
)
