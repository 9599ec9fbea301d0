"""A listening evening in the demo city: what was raised, who took it up, and the council's page about it.

Five concerns, one in each state, acted out through the rooms' public verbs by the person whose act it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from commonweal.demo.city import COORDINATOR, HEALTH, POLICE, WOMEN, YOUTH, Resident
from commonweal.demo.models import Made
from commonweal.partners import public as partners

if TYPE_CHECKING:
    from commonweal.rights.models import Person

HELD_AGO = 75


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said of a concern: so many days ago, by whom, in which words.

    Attributes:
        answers_with: The promise of the story that answers it, if one does.
    """

    kind: str
    by: Resident
    days_ago: int
    text: str = ""
    answers_with: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """One concern and what came of it."""

    key: str
    theme: str
    group: str
    voices: int
    text: str
    quote: str = ""
    said: tuple[Said, ...] = ()


COUNTER = Heard(
    key="counter",
    theme="offices",
    group="residents",
    voices=9,
    text="At the housing counter people wait for three hours, and are spoken to as if they were begging.",
    quote="They looked through us as if we were a window.",
    said=(
        Said("taken-up", HEALTH, 70),
        Said(
            "answered",
            HEALTH,
            48,
            "Two more counters open on Mondays and Thursdays until six. Whoever waits gets a number and is told for how long.",
        ),
        Said(
            "done",
            HEALTH,
            14,
            "Both counters are open since the first Monday of the month. People waited for forty minutes in the first four weeks.",
        ),
    ),
)
STOPS = Heard(
    key="stops",
    theme="police",
    group="youth",
    voices=12,
    text="Young people are stopped on the river path several times in one evening and are not told why.",
    said=(
        Said("taken-up", POLICE, 66),
        Said(
            "answered",
            POLICE,
            6,
            "Whoever is stopped gets a slip with the reason and where to complain. We were asked for yearly figures; our answer to that is still due.",
            answers_with="promise:stops",
        ),
    ),
)
PATH = Heard(
    key="path",
    theme="places",
    group="women",
    voices=8,
    text="The way from the library to the bus is dark, so that women do not go to evening courses any more.",
    said=(Said("taken-up", COORDINATOR, 40),),
)
GRANTS = Heard(
    key="grants-end",
    theme="support",
    group="women",
    voices=6,
    text="What works ends when the money ends, after one year, and trust ends with it.",
    said=(
        Said("taken-up", COORDINATOR, 62),
        Said(
            "declined",
            COORDINATOR,
            33,
            "The city cannot promise grants of three years: the foundation decides on them. It was asked, and we publish its answer.",
        ),
    ),
)
FIRE = Heard(
    key="fire",
    theme="rumours",
    group="parents",
    voices=3,
    text="After the fire nobody knew for two days what was true, and many children stayed at home.",
)
HEARD = (COUNTER, STOPS, PATH, GRANTS, FIRE)


@dataclass(frozen=True, slots=True)
class Evening:
    """What the acts need: who plays whom, and moments.

    Attributes:
        person: Returns who plays a resident.
        ago: Returns the moment so many days ago.
    """

    person: Callable[[Resident], Person]
    ago: Callable[[int], datetime]

    def partner(self, one: Resident) -> UUID:
        """Return the partner that a resident acts for."""
        organisation_id = self.person(one).organisation_id
        assert organisation_id is not None, f"{one.key} acts for nobody"  # noqa: S101  settled so
        return organisation_id


def listen(evening: Evening, *, council_id: UUID) -> None:
    """Act the listening evening out, and let the council show everybody what came of it.

    Args:
        evening: Who plays whom.
        council_id: The Public Council, which the co-ordinator's office keeps.
    """
    host = evening.person(HEALTH)
    listening_id = partners.add_listening(
        host,
        partners.ListeningDraft(
            title="Listening evening: what makes people angry?",
            held_on=evening.ago(HELD_AGO).date(),
            municipality="Halvera",
            host_id=evening.partner(HEALTH),
            heads=34,
            languages=("en",),
            council_id=council_id,
        ),
        now=evening.ago(HELD_AGO - 1),
    )
    Made.objects.create(name="listening:evening", made_id=listening_id)
    keys = partners.type_in(
        host, listening_id, [_draft(each) for each in HEARD], now=evening.ago(HELD_AGO - 1)
    )
    for heard, key in zip(HEARD, keys, strict=True):
        Made.objects.create(name=f"concern:{heard.key}", made_id=key)
        for said in heard.said:
            _say(evening, said, key)
    page_id = partners.publish_raised(
        evening.person(COORDINATOR),
        partners.PageDraft(
            council_id, first_day=evening.ago(100).date(), last_day=evening.ago(0).date()
        ),
        now=evening.ago(0),
    )
    Made.objects.create(name="raised:page", made_id=page_id)


def _draft(heard: Heard) -> partners.ConcernDraft:
    return partners.ConcernDraft(
        theme=heard.theme,
        group=heard.group,
        voices=heard.voices,
        text=heard.text,
        quote=heard.quote,
        has_consent=bool(heard.quote),
        consent_for="public" if heard.quote else "",
    )


def _say(evening: Evening, said: Said, concern_id: UUID) -> None:
    answer = Made.objects.filter(name=said.answers_with).values_list("made_id", flat=True).first()
    draft = partners.StepDraft(
        kind=said.kind, text=said.text, recommendation_ids=(answer,) if answer else ()
    )
    partners.say_of_concern(
        evening.person(said.by), concern_id, draft, now=evening.ago(said.days_ago)
    )


# Who sits in the council that listens.
COUNCIL = (COORDINATOR, POLICE, WOMEN, YOUTH, HEALTH)
