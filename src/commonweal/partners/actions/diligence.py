"""Due diligence: begin a look, answer its questions, decide, second a refusal, reply beside it, own a wrong refusal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed, WayOn
from commonweal.partners.actions.partnerships import locked
from commonweal.partners.actions.permit import permit, unchanged, within, written
from commonweal.partners.engine.diligence import QUESTIONS, Finding, grounds, missing
from commonweal.partners.models import (
    Diligence,
    DiligenceFinding,
    DiligenceOutcome,
    DiligenceReply,
    FindingAnswer,
    WrongRefusal,
)
from commonweal.partners.queries.diligence import QUESTION_NAMES, diligence_of, findings_of
from commonweal.partners.rules.diligence import (
    FILL_DILIGENCE,
    REPLY_TO_DILIGENCE,
    SECOND_DILIGENCE,
    is_in_with,
)
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import coordinates, record, verb

if TYPE_CHECKING:
    from commonweal.rights.models import Person

BEGUN = verb("partners.diligence.begun", gettext_lazy("began due diligence about a partner"))
FILLED = verb("partners.diligence.filled", gettext_lazy("answered questions of due diligence"))
DECIDED = verb("partners.diligence.decided", gettext_lazy("decided after due diligence"))
SECONDED = verb("partners.diligence.seconded", gettext_lazy("seconded a refusal"))
REPLIED = verb("partners.diligence.replied", gettext_lazy("replied to due diligence"))
WRONG = verb("partners.diligence.wrong", gettext_lazy("recorded a refusal as an error"))


@transaction.atomic
def begin(
    person: Person, partnership_id: UUID, about_id: UUID, *, now: datetime | None = None
) -> Diligence:
    """Begin to look at another organisation of a partnership, or look again: the answers are taken over.

    Raises:
        NotFound: If there is no such partnership, or not for this person.
        NotAllowed: If the two organisations are not both in it.
        Conflict: If a look is under way already.
    """
    row = locked(person, partnership_id)
    own = acting_for(person)
    if not is_in_with(own, about_id, row.pk):
        raise NotAllowed(
            "partners.diligence.begin", _("Only organisations of a partnership look at each other.")
        )
    former = Diligence.objects.filter(
        partnership=row, by_id=own, about_id=about_id, superseded_at=None
    ).first()
    moment = now or timezone.now()
    if former is not None and not former.outcome:
        raise Conflict("partners.diligence.open", _("It is under way already."))
    if former is not None:
        former.superseded_at = moment
        former.save()
    made = Diligence.objects.create(
        partnership=row, by_id=own, about_id=about_id, begun_by=person, begun_at=moment
    )
    if former is not None:
        _keep(made, findings_of(former))
    record(person, BEGUN, thing=made, facts={"partnership": str(row.pk)})
    return made


@transaction.atomic
def fill(
    person: Person,
    diligence_id: UUID,
    findings: Mapping[str, Finding],
    *,
    seen: int | None = None,
) -> Diligence:
    """Answer questions of the checklist.

    Args:
        person: Acts for the partner that looks.
        diligence_id: A look that is not decided.
        findings: The answers, by question.
        seen: The version the person saw.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If another partner looks.
        Conflict: If it is decided, or somebody changed it meanwhile.
        InvalidInput: If an answer cannot be used.
    """
    row = _locked(person, diligence_id)
    permit(FILL_DILIGENCE, person, row)
    unchanged(row, seen=seen)
    _still_open(row)
    for key, each in findings.items():
        if key not in QUESTIONS or each.answer not in FindingAnswer.values:
            raise InvalidInput("partners.diligence.answer", _("Choose each answer from the list."))
        within(each.note, name=_("the note"))
        within(each.source, name=_("the source"), limit=500)
    row.findings.filter(question__in=findings).delete()
    _keep(row, findings)
    row.version += 1
    row.save()
    record(person, FILLED, thing=row)
    return row


@transaction.atomic
def decide(
    person: Person,
    diligence_id: UUID,
    *,
    outcome: str,
    reason: str,
    seen: int | None = None,
    now: datetime | None = None,
) -> Diligence:
    """Decide after the questions; a refusal holds only once a second person has said so too.

    Args:
        person: Acts for the partner that looks.
        diligence_id: A look whose questions are all answered; "not known" is an answer.
        outcome: ``together``, ``conditions`` or ``not-now``.
        reason: Why, and with which conditions; the other partner reads it.
        seen: The version the person saw.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If another partner looks.
        Conflict: If it is decided, or somebody changed it meanwhile.
        InvalidInput: If a question is open, the reason is missing, or a refusal rests on nothing but a
            name, on what is not known, or on a no without its source.
    """
    row = _locked(person, diligence_id)
    permit(FILL_DILIGENCE, person, row)
    unchanged(row, seen=seen)
    _still_open(row)
    if outcome not in DiligenceOutcome.values:
        raise InvalidInput("partners.diligence.outcome", _("Choose the outcome from the list."))
    _rests(row, outcome)
    row.outcome, row.reason = outcome, written(reason, name=_("the reason"))
    row.decided_by, row.decided_at = person, now or timezone.now()
    row.version += 1
    row.save()
    record(person, DECIDED, thing=row, facts={"outcome": outcome}, reason=row.reason)
    return row


@transaction.atomic
def second(
    person: Person, diligence_id: UUID, *, reason: str = "", now: datetime | None = None
) -> Diligence:
    """Say as a second person that a refusal stands.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person decided it, is not of the partner that looks and does not co-ordinate, or nothing waits.
    """
    row = _locked(person, diligence_id)
    permit(SECOND_DILIGENCE, person, row)
    row.second_by, row.second_at = person, now or timezone.now()
    row.version += 1
    row.save()
    record(person, SECONDED, thing=row, reason=reason)
    return row


@transaction.atomic
def reply(
    person: Person, diligence_id: UUID, text: str, *, now: datetime | None = None
) -> DiligenceReply:
    """Say something beside what another partner found; neither overwrites the other.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If it is about another partner.
        InvalidInput: If nothing is said.
    """
    row = _locked(person, diligence_id)
    permit(REPLY_TO_DILIGENCE, person, row)
    made = DiligenceReply.objects.create(
        diligence=row, text=written(text, name=_("your reply")), person=person,
        organisation_id=acting_for(person), at=now or timezone.now(),
    )  # fmt: skip
    record(person, REPLIED, thing=row)
    return made


@transaction.atomic
def own_wrong_refusal(
    person: Person, diligence_id: UUID, *, text: str, changed: str, now: datetime | None = None
) -> WrongRefusal:
    """Record that a refusal was an error (over-blocking); it is counted, and a new look can begin.

    Args:
        person: Acts for the partner that refused, or co-ordinates.
        diligence_id: A look that ended in a refusal.
        text: Why it was wrong.
        changed: What was changed so that it does not happen again.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If another partner refused.
        Conflict: If it is no refusal, or recorded already.
        InvalidInput: If a text is missing.
    """
    row = _locked(person, diligence_id)
    if not coordinates(person):
        permit(FILL_DILIGENCE, person, row)
    if row.outcome != DiligenceOutcome.NOT_NOW:
        raise Conflict("partners.diligence.wrong", _("Nobody was refused here."))
    if WrongRefusal.objects.filter(diligence=row).exists():
        raise Conflict("partners.diligence.wrong", _("It is recorded as an error already."))
    made = WrongRefusal.objects.create(
        diligence=row,
        text=written(text, name=_("why it was wrong")),
        changed=written(changed, name=_("what was changed")),
        person=person,
        organisation_id=acting_for(person),
        at=now or timezone.now(),
    )
    record(person, WRONG, thing=row, reason=made.text)
    return made


def _locked(person: Person, diligence_id: UUID) -> Diligence:
    Diligence.objects.select_for_update().filter(pk=diligence_id).first()
    return diligence_of(person, diligence_id)


def _still_open(row: Diligence) -> None:
    if row.outcome:
        raise Conflict("partners.diligence.decided", _("It is decided. Begin another look."))


def _rests(row: Diligence, outcome: str) -> None:
    found = findings_of(row)
    left = missing(found)
    if left:
        raise InvalidInput(
            "partners.diligence.missing",
            _("Answer first, if only with “not known”: %(questions)s")
            % {"questions": " ".join(str(QUESTION_NAMES[key]) for key in left)},
            way_on=WayOn(
                reverse("partners:fill_diligence", args=[row.pk]), _("Answer the questions")
            ),
        )
    if outcome == DiligenceOutcome.NOT_NOW and not grounds(found):
        raise InvalidInput(
            "partners.diligence.grounds",
            _(
                "A refusal rests on a “no” with its source. A name that is alike decides nothing, and "
                "what is not known is no “no”: find out more, or work together with conditions."
            ),
        )


def _keep(row: Diligence, findings: Mapping[str, Finding]) -> None:
    DiligenceFinding.objects.bulk_create(
        DiligenceFinding(
            diligence=row,
            question=key,
            answer=each.answer,
            note=each.note.strip(),
            source=each.source.strip(),
        )
        for key, each in findings.items()
    )
