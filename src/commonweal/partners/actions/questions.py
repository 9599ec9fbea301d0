"""A partner asks a security institution; it answers, promises and keeps; another partner says whether it did."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput
from commonweal.partners.actions.permit import permit, within, written
from commonweal.partners.actions.unnamed_views import raise_if_known
from commonweal.partners.engine import questions as engine
from commonweal.partners.models import (
    Commitment,
    CommitmentView,
    Question,
    QuestionAnswer,
    QuestionKind,
    ViewKind,
)
from commonweal.partners.queries.questions import (
    commitment_of,
    institution_named,
    question_of,
    terms_of,
)
from commonweal.partners.rules.questions import (
    ANSWER_QUESTION,
    JUDGE_COMMITMENT,
    KEEP_COMMITMENT,
    WITHDRAW_QUESTION,
)
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import Role, Thing, holds, record, verb

if TYPE_CHECKING:
    from commonweal.partners.engine.questions import QuestionDraft, ReplyDraft
    from commonweal.rights.models import Person

ASKED = verb("partners.question.asked", gettext_lazy("asked a security institution"))
ASKED_UNNAMED = verb(
    "partners.question.asked-unnamed",
    gettext_lazy("asked a security institution, as a civil-society partner"),
    is_unnamed=True,
)
WITHDRAWN = verb("partners.question.withdrawn", gettext_lazy("took a question back"))
WITHDRAWN_UNNAMED = verb(
    "partners.question.withdrawn-unnamed",
    gettext_lazy("took a question back, as a civil-society partner"),
    is_unnamed=True,
)
ANSWERED = verb("partners.question.answered", gettext_lazy("answered a question"))
KEPT = verb("partners.commitment.kept", gettext_lazy("said that a promise was kept"))
CONFIRMED = verb("partners.commitment.confirmed", gettext_lazy("confirmed that a promise was kept"))
OBJECTED = verb(
    "partners.commitment.contested", gettext_lazy("objected that a promise was not kept")
)
OBJECTED_UNNAMED = verb(
    "partners.commitment.contested-unnamed",
    gettext_lazy("objected, as a civil-society partner, that a promise was not kept"),
    is_unnamed=True,
)


@transaction.atomic
def ask(person: Person, draft: QuestionDraft, *, now: datetime | None = None) -> Question:
    """Put a question or a recommendation to a security institution; its clock begins.

    Args:
        person: Acts for any other partner.
        draft: Whom, what, and what may be shown of it.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is no such institution that answers questions.
        NotAllowed: If the person acts for nobody.
        InvalidInput: If it asks its own partner, or a value cannot be used.
    """
    own = acting_for(person)
    institution_named(person, draft.institution_id)
    if own == draft.institution_id:
        raise InvalidInput("partners.question.own", _("A partner asks others, not itself."))
    if draft.kind not in QuestionKind.values:
        raise InvalidInput("partners.question.kind", _("Choose the kind from the list."))
    _raise_unless_unnamed_may(person, is_unnamed=draft.is_unnamed)
    at = now or timezone.now()
    days = terms_of(draft.institution_id).answer_days
    row = Question.objects.create(
        institution_id=draft.institution_id,
        kind=draft.kind,
        text=written(draft.text, name=_("what is asked")),
        is_public=draft.is_public,
        is_unnamed=draft.is_unnamed,
        due_on=engine.due_on(timezone.localdate(at), days=days),
        person=person,
        organisation_id=own,
        at=at,
    )
    if row.is_unnamed:
        record(person, ASKED_UNNAMED, thing=Thing("partners.Question", ""))
    else:
        record(person, ASKED, thing=row)
    return row


def _raise_unless_unnamed_may(person: Person, *, is_unnamed: bool) -> None:
    if is_unnamed and not holds(person, Role.CIVIL_SOCIETY):
        raise InvalidInput(
            "partners.question.unnamed",
            _("Only a civil-society partner can stay without its name."),
        )


def _locked(person: Person, question_id: UUID) -> Question:
    Question.objects.select_for_update().filter(pk=question_id).first()
    return question_of(person, question_id)


@transaction.atomic
def withdraw_question(person: Person, question_id: UUID, *, reason: str) -> None:
    """Take a question back while nobody answered; it stays listed with the reason.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If another partner asked, or it was answered.
        InvalidInput: If there is no reason.
    """
    row = _locked(person, question_id)
    permit(WITHDRAW_QUESTION, person, row)
    row.withdrawn_reason = written(reason, name=_("the reason"))
    row.withdrawn_at = timezone.now()
    row.save()
    if row.is_unnamed:
        record(person, WITHDRAWN_UNNAMED, thing=Thing("partners.Question", ""))
    else:
        record(person, WITHDRAWN, thing=row)


@transaction.atomic
def reply(
    person: Person,
    question_id: UUID,
    draft: ReplyDraft,
    *,
    seen: int = 0,
    now: datetime | None = None,
) -> QuestionAnswer:
    """Answer for an institution, and promise something with it; an earlier answer stays visible.

    Args:
        person: One of the institution's people.
        question_id: The question.
        draft: The answer, and what is promised with it.
        seen: How many answers the person saw.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person acts for another partner.
        Conflict: If a colleague answered meanwhile.
        InvalidInput: If a value cannot be used.
    """
    row = _locked(person, question_id)
    permit(ANSWER_QUESTION, person, row)
    if row.answers.count() != seen:
        raise Conflict(
            "partners.question.answered",
            _("A colleague answered while you were writing: their answer stands above. What you typed is still here."),
        )  # fmt: skip
    at = now or timezone.now()
    own = acting_for(person)
    answer = QuestionAnswer.objects.create(
        question=row,
        number=seen + 1,
        text=written(draft.text, name=_("the answer")),
        is_public=draft.is_public,
        person=person,
        organisation_id=own,
        at=at,
    )
    if draft.commitment.strip():
        Commitment.objects.create(
            question=row,
            text=within(draft.commitment, name=_("what is promised")),
            due_on=_not_over(draft.due_on, at=at),
            person=person,
            organisation_id=own,
            at=at,
        )
    row.answered_on = row.answered_on or timezone.localdate(at)
    row.save()
    record(person, ANSWERED, thing=row, facts={"answer": answer.number})
    return answer


def _not_over(due_on: date | None, *, at: datetime) -> date:
    today = timezone.localdate(at)
    if due_on is None or due_on < today:
        raise InvalidInput(
            "partners.commitment.due",
            _("Say by when it will be done: today, %(today)s, or a later day.")
            % {"today": date_format(today)},
        )
    return due_on


def _locked_commitment(person: Person, commitment_id: UUID) -> Commitment:
    Commitment.objects.select_for_update().filter(pk=commitment_id).first()
    return commitment_of(person, commitment_id)


@transaction.atomic
def say_kept(
    person: Person, commitment_id: UUID, *, text: str, now: datetime | None = None
) -> Commitment:
    """Say for an institution that it kept a promise, and how one sees it.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If another partner promised it.
        Conflict: If it was said already.
        InvalidInput: If nothing is said of how one sees it.
    """
    row = _locked_commitment(person, commitment_id)
    permit(KEEP_COMMITMENT, person, row)
    if row.kept_on is not None:
        raise Conflict("partners.commitment.kept", _("That was said already."))
    row.kept_text = written(text, name=_("what was done, and how one sees it"))
    row.kept_on = timezone.localdate(now or timezone.now())
    row.save()
    record(person, KEPT, thing=row.question)
    return row


@transaction.atomic
def judge_commitment(
    person: Person,
    commitment_id: UUID,
    *,
    kind: str,
    reason: str = "",
    is_unnamed: bool = False,
    now: datetime | None = None,
) -> CommitmentView:
    """Confirm for another partner that a promise was kept, or object; both views stand.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If it is their own, or nobody said that it was kept.
        Conflict: If one could tell from it whose an objection without a name is or was.
        InvalidInput: If the reason of an objection is missing.
    """
    row = _locked_commitment(person, commitment_id)
    permit(JUDGE_COMMITMENT, person, row)
    objects = kind == ViewKind.OBJECTS
    _raise_unless_unnamed_may(person, is_unnamed=is_unnamed)
    at = now or timezone.now()
    own = acting_for(person)
    check = written if objects else within
    view = CommitmentView(
        commitment=row,
        kind=ViewKind.OBJECTS if objects else ViewKind.CONFIRMS,
        reason=check(reason, name=_("the reason")),
        is_unnamed=is_unnamed and objects,
        person=person,
        organisation_id=own,
        at=at,
    )
    raise_if_known(row.views, view)
    row.views.filter(organisation_id=own, superseded_at=None).update(superseded_at=at)
    view.save(force_insert=True)
    if view.is_unnamed:
        record(person, OBJECTED_UNNAMED, thing=Thing("partners.Commitment", ""))
    else:
        record(person, OBJECTED if objects else CONFIRMED, thing=row.question)
    return view
