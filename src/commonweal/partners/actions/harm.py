"""The do-no-harm check: fill it in, make it; and the gate that asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed, WayOn
from commonweal.partners.actions.meetings import known_partners
from commonweal.partners.actions.permit import unchanged, within
from commonweal.partners.engine.harm import CLEARED, QUESTIONS, HarmAnswerDraft, missing
from commonweal.partners.models import HarmAnswer, HarmCheck
from commonweal.partners.queries.harm import (
    QUESTION_NAMES,
    Standing,
    Subject,
    as_drafts,
    may_check,
    standing_of,
    subject_of,
)
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import record, verb

if TYPE_CHECKING:
    from commonweal.rights.models import Person

FILLED = verb("partners.harm.filled", gettext_lazy("filled in a do-no-harm check"))
MADE = verb("partners.harm.made", gettext_lazy("made a do-no-harm check"))

# The version of a check that was begun and in which nobody has written yet.
BEGUN = 1


@transaction.atomic
def fill(
    person: Person,
    kind: str,
    subject_id: UUID,
    answers: Mapping[str, HarmAnswerDraft],
    *,
    seen: int | None = None,
    now: datetime | None = None,
) -> HarmCheck:
    """Keep what is answered so far; whoever goes on finds it there.

    Args:
        person: One of the people who keep what the check is about.
        kind: One of ``HarmSubject``'s values.
        subject_id: What it is about; of a meeting series, the series' id.
        answers: Answers by question; what is left out stays as it is.
        seen: The version the person saw; 0 or None where none was begun.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is no such thing, or not for this person.
        NotAllowed: If the person does not keep it.
        Conflict: If somebody changed the check meanwhile.
        InvalidInput: If an answer cannot be used.
    """
    subject = _permitted(person, kind, subject_id)
    check = _begun(person, subject, now=now or timezone.now())
    unchanged(check, seen=BEGUN if seen == 0 else seen)
    _keep(check, answers)
    check.version += 1
    check.save(update_fields=["version"])
    record(person, FILLED, thing=check, facts={"subject": kind})
    return check


@transaction.atomic
def make(
    person: Person, kind: str, subject_id: UUID, *, now: datetime | None = None
) -> HarmCheck:  # fmt: skip
    """Say that the check is made; from then on it stands as it is, for a year.

    Raises:
        NotFound: If there is no such thing, or not for this person.
        NotAllowed: If the person does not keep it.
        Conflict: If none was begun.
        InvalidInput: If an answer, what is done about it, or who answers for it is missing.
    """
    subject = _permitted(person, kind, subject_id)
    rows = HarmCheck.objects.select_for_update()
    check = rows.filter(subject=kind, subject_id=subject.id, done_at=None).first()
    if check is None:
        raise Conflict("partners.harm.none", _("No check was begun. Answer the questions first."))
    answers = {each.question: each for each in check.answers.all()}
    lacking = missing(as_drafts(answers))
    if lacking:
        raise InvalidInput(
            "partners.harm.incomplete",
            _("%(count)s of %(all)s questions lack what could go wrong, what is done about it, or who answers for it: %(names)s. Answer them; what you have is kept.")
            % {
                "count": len(lacking),
                "all": len(QUESTIONS),
                "names": "; ".join(str(QUESTION_NAMES[key]) for key in lacking),
            },
        )  # fmt: skip
    check.done_by, check.done_at = person, now or timezone.now()
    check.version += 1
    check.save()
    record(person, MADE, thing=check, facts={"subject": kind})
    return check


def require_check(
    kind: str, subject_id: UUID, *, address: str, now: datetime | None = None
) -> None:
    """Raise unless a do-no-harm check of the last year lets something begin.

    Args:
        kind: One of ``HarmSubject``'s values.
        subject_id: What is to begin.
        address: The page where the check is made, for the link under the message.
        now: The time of the act; the present if None.

    Raises:
        Conflict: If there is none that counts; it says what is missing and where to do it.
    """
    found = standing_of(kind, subject_id, today=timezone.localdate(now))
    if found.state in CLEARED:
        return
    raise Conflict(
        "partners.harm.required",
        _("%(why)s Do it on its page, then come back: nothing begins without it.")
        % {"why": _why_not(found)},
        way_on=WayOn(address, _("Go to the do-no-harm check")),
    )


def _why_not(found: Standing) -> str:
    if found.state == "over" and found.due_on is not None:
        return _("The do-no-harm check is more than a year old: it counted until %(day)s.") % {
            "day": date_format(found.due_on)
        }
    if found.state == "begun" and found.lacking:
        return _("The do-no-harm check is begun, but lacks: %(names)s.") % {
            "names": "; ".join(found.lacking)
        }
    if found.state == "begun":
        return _("The do-no-harm check is filled in, but nobody has said that it is made.")
    return _("The do-no-harm check is missing.")


def _permitted(person: Person, kind: str, subject_id: UUID) -> Subject:
    subject = subject_of(person, kind, subject_id)
    acting_for(person)
    if not may_check(person, subject):
        raise NotAllowed(
            "partners.harm.keep", _("Only who keeps it makes its do-no-harm check.")
        )  # fmt: skip
    return subject


def _begun(person: Person, subject: Subject, *, now: datetime) -> HarmCheck:
    """Return the check that is being filled in, begun with the answers of the last one."""
    rows = HarmCheck.objects.select_for_update()
    mine = rows.filter(subject=subject.kind, subject_id=subject.id)
    check = mine.filter(done_at=None).first()
    if check is not None:
        return check
    last = mine.order_by("-done_at").first()
    check = HarmCheck.objects.create(
        subject=subject.kind,
        subject_id=subject.id,
        keeper_id=acting_for(person),
        begun_by=person,
        begun_at=now,
    )
    if last is not None:
        _keep(check, as_drafts({each.question: each for each in last.answers.all()}))
    return check


def _keep(check: HarmCheck, answers: Mapping[str, HarmAnswerDraft]) -> None:
    known_partners(each.owner_id for each in answers.values() if each.owner_id)
    for key, each in answers.items():
        if key not in QUESTIONS:
            raise InvalidInput("partners.harm.question", _("Answer the questions of the list."))
        name = str(QUESTION_NAMES[key]).lower()
        HarmAnswer.objects.update_or_create(
            check_of=check,
            question=key,
            defaults={
                "risk": within(each.risk, name=name),
                "mitigation": within(each.mitigation, name=name),
                "owner_id": each.owner_id,
            },
        )
