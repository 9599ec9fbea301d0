"""How long questions to institutions are kept, with their answers, promises, figures and pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.partners.actions.keeping import PROMISES, YEAR
from commonweal.partners.models import (
    Commitment,
    CommitmentView,
    DecidingRoles,
    EvidenceSearch,
    InstitutionPage,
    InstitutionTerms,
    Question,
    QuestionAnswer,
)
from commonweal.rights.public import Keeping, Link, Term, keep


def erase_questions(keys: Sequence[Any]) -> None:
    """Remove questions with their answers, promises and views, here and on the pages of years.

    Args:
        keys: The questions' ids.
    """
    gone = {str(key) for key in keys}
    for page in InstitutionPage.objects.all():
        if gone & set(page.question_ids):
            page.question_ids = [key for key in page.question_ids if key not in gone]
            rows = [row for row in page.content.get("rows", ()) if row["id"] not in gone]
            page.content = page.content | {"rows": rows}
            page.save()
    CommitmentView.objects.filter(commitment__question__in=keys).delete()
    Commitment.objects.filter(question__in=keys).delete()
    QuestionAnswer.objects.filter(question__in=keys).delete()
    Question.objects.filter(pk__in=keys).delete()


def erase_institution_pages(keys: Sequence[Any]) -> None:
    """Remove pages of institutions' years.

    Args:
        keys: The pages' ids.
    """
    InstitutionPage.objects.filter(pk__in=keys).delete()


def erase_searches(keys: Sequence[Any]) -> None:
    """Remove what is known of searches for evidence.

    Args:
        keys: The searches' ids.
    """
    EvidenceSearch.objects.filter(pk__in=keys).delete()


def erase_terms(keys: Sequence[Any]) -> None:
    """Remove what institutions agreed about questions.

    Args:
        keys: The rows' ids.
    """
    InstitutionTerms.objects.filter(pk__in=keys).delete()


def erase_figures(keys: Sequence[Any]) -> None:
    """Remove figures of who decides in institutions.

    Args:
        keys: The rows' ids.
    """
    DecidingRoles.objects.filter(pk__in=keys).delete()


keep(
    Keeping(
        thing="partners.Question",
        name=_("questions to institutions, with answers and promises"),
        why=_("What was asked, answered and kept is compared over two prevention plans."),
        term=PROMISES,
        counts_from="at",
        since=_("it was asked; an answer changes nothing"),
        erase=erase_questions,
        remains=("institution_id", "due_on", "answered_on"),
        parts=(
            Link("partners.QuestionAnswer", "question_id"),
            Link("partners.Commitment", "question_id"),
            Link("partners.CommitmentView", "commitment__question_id"),
        ),
        partner="institution_id",
    )
)
keep(
    Keeping(
        thing="partners.InstitutionPage",
        name=_("pages of institutions’ years"),
        why=_("Everybody can look up for some years what an institution answered. Taken back, it goes after one."),
        term=Term(days=5 * YEAR, maximum=10 * YEAR, after_removal=YEAR),
        counts_from="published_at",
        since=_("it was last shown to everybody"),
        removed_from="withdrawn_at",
        erase=erase_institution_pages,
        remains=("year", "institution_id", "published_at", "withdrawn_at"),
        partner="published_for_id",
    )
)  # fmt: skip
keep(
    Keeping(
        thing="partners.InstitutionTerms",
        name=_("how institutions answer questions"),
        why=_("By when an answer was due is seen as long as the question."),
        term=PROMISES,
        counts_from="at",
        since=_("it was written"),
        erase=erase_terms,
        remains=("institution_id", "answer_days"),
        partner="institution_id",
    )
)
keep(
    Keeping(
        thing="partners.EvidenceSearch",
        name=_("searches for evidence in the library"),
        why=_("Where the last one came to is needed for the next; who began it, for a year."),
        term=Term(days=YEAR, maximum=YEAR),
        counts_from="begun_at",
        since=_("it was begun"),
        erase=erase_searches,
        remains=("through", "found", "begun_at"),
    )
)
keep(
    Keeping(
        thing="partners.DecidingRoles",
        name=_("figures of who decides in institutions"),
        why=_("Years are compared with each other; they are numbers alone."),
        term=PROMISES,
        counts_from="at",
        since=_("they were entered"),
        erase=erase_figures,
        remains=("institution_id", "year"),
        partner="institution_id",
    )
)
