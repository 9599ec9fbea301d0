"""The smallest valid partnerships that are agreed and active, and what the walk through all addresses needs of them."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from commonweal.partners.actions.agreeing import move
from commonweal.partners.actions.diligence import begin, decide
from commonweal.partners.actions.diligence import fill as fill_diligence
from commonweal.partners.actions.harm import fill, make
from commonweal.partners.actions.obligations import add_obligation, enter
from commonweal.partners.engine.diligence import QUESTIONS, Finding
from commonweal.partners.engine.harm import QUESTIONS as HARM_QUESTIONS
from commonweal.partners.engine.harm import HarmAnswerDraft
from commonweal.partners.engine.obligations import ObligationDraft
from commonweal.partners.engine.partnership_types import MoveDraft
from commonweal.partners.models import Diligence, HarmCheck, Obligation
from commonweal.rights.models import Person
from factories_partners import World, partnership


def agreed_partnership(*people: Person, days_ago: int = 200, days_left: int = 165) -> uuid.UUID:
    """A partnership that each has signed and that is active, with two trainings a year of all together."""
    today = timezone.localdate()
    start, end = today - timedelta(days=days_ago), today + timedelta(days=days_left)
    pk = partnership(*people, start=start, end=end)
    add_obligation(people[0], pk, ObligationDraft("training", "Two trainings a year", 2))
    move(people[0], pk, MoveDraft("discussed"))
    for person in people:
        move(person, pk, MoveDraft("signed"))
    harmless(people[0], "partnership", pk)
    move(people[0], pk, MoveDraft("activated"))
    return pk


def harmless(person: Person, kind: str, subject_id: uuid.UUID, *, days_ago: int = 0) -> HarmCheck:
    """Make the do-no-harm check of something that the person's partner keeps."""
    now = timezone.now() - timedelta(days=days_ago)
    fill(person, kind, subject_id, harm_answers(person), now=now)
    return make(person, kind, subject_id, now=now)


def harm_answers(person: Person) -> dict[str, HarmAnswerDraft]:
    """An answer to each of the eight questions."""
    draft = HarmAnswerDraft("Little.", "We ask each quarter.", person.organisation_id)
    return dict.fromkeys(HARM_QUESTIONS, draft)


def found(**answers: str) -> dict[str, Finding]:
    """An answer to every question: yes, but for those that are named."""
    source = "The register, 3 May 2026"
    return {key: Finding(answers.get(key, "yes"), "A note.", source) for key in QUESTIONS}


def refused(person: Person, about: Person, partnership_id: uuid.UUID) -> Diligence:
    """A refusal that waits for a second person."""
    row = begin(person, partnership_id, about.organisation_id)
    fill_diligence(person, row.pk, found(purpose="no"))
    return decide(person, row.pk, outcome="not-now", reason="It sells what it should protect from.")


def partnership_rows(small: World) -> dict[str, Any]:
    """A row for each argument of the addresses of partnerships."""
    agreed_id = agreed_partnership(small.convener, small.other)
    obligation = Obligation.objects.get(partnership=agreed_id)
    entry = enter(small.other, obligation.pk, on=timezone.localdate(), text="A course.")
    return {
        "obligation_id": obligation.pk,
        "fulfilment_id": entry.pk,
        "diligence_id": refused(small.convener, small.other, agreed_id).pk,
        "move": "ended",
        "about_id": small.convener.organisation_id,
        "subject": "partnership",
        "subject_id": agreed_id,
        "harm_id": HarmCheck.objects.get(subject_id=agreed_id).pk,
    }
