"""What partners of the demo city ask its police: answered, promised, and one that nobody answered in time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from commonweal.demo.city import COORDINATOR, POLICE, WOMEN, YOUTH, Resident
from commonweal.partners import public as partners

if TYPE_CHECKING:
    from commonweal.rights.models import Person


@dataclass(frozen=True, slots=True)
class Desk:
    """Who asks and answers, and the days."""

    person: Callable[[Resident], Person]
    partner: Callable[[Resident], UUID]
    ago: Callable[[int], datetime]


def ask_the_police(desk: Desk) -> None:
    """Let the police agree to answer, be asked three times, answer twice, and show the year to everybody."""
    police, today = desk.partner(POLICE), desk.ago(0)
    terms = partners.TermsDraft(
        answer_days=21,
        complaints="In writing or in person at any police station, in four languages; or at the "
        "Ombudsperson of Halvera, whose office is no part of the police.",
    )
    partners.institutions.write_terms(
        desk.person(POLICE),
        police,
        terms,
        deciding=(today.year, 42, 11, 7),
        now=desk.ago(90),
    )
    figures = _asked(desk, WOMEN, "How many complaints about stops came last year, and how many were upheld?", 70)  # fmt: skip
    partners.institutions.answer_institution(
        desk.person(POLICE),
        figures,
        partners.ReplyDraft(
            "Sixty-three came, nineteen were upheld. Until now we counted them in each station apart.",
            commitment="Publish the figures of all stations together, twice a year.",
            due_on=(today + timedelta(days=80)).date(),
        ),
        now=desk.ago(55),
    )
    _asked(desk, YOUTH, "Who may young people turn to who were stopped and not told why?", 40)
    _asked(desk, WOMEN, "Can an officer be reached at the women's evening, without uniform?", 5)
    partners.institutions.publish_institution_year(
        desk.person(COORDINATOR), police, today.year, now=desk.ago(1)
    )


def _asked(desk: Desk, by: Resident, text: str, days_ago: int) -> UUID:
    draft = partners.QuestionDraft(institution_id=desk.partner(POLICE), text=text, is_public=True)
    return partners.institutions.ask_institution(desk.person(by), draft, now=desk.ago(days_ago))
