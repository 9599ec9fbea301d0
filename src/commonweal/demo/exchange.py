"""What the city's partners offer and need, who joins what is signed, and a due diligence with a refusal that was wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from commonweal.demo.city import (
    COORDINATOR,
    HEALTH,
    POLICE,
    RADIO,
    TEACHERS,
    TRADERS,
    UNIVERSITY,
    WOMEN,
    YOUTH,
    Resident,
)
from commonweal.demo.models import Made
from commonweal.partners import public as partners

if TYPE_CHECKING:
    from commonweal.demo.tell import Stage

WRITTEN_AGO = 6


@dataclass(frozen=True, slots=True)
class Notice:
    """One offer or need: whose, what, and from which day on to which, counted from today."""

    key: str
    who: Resident
    sort: str
    kind: str
    title: str
    days: tuple[int, int]
    place: str = "Halvera"
    languages: tuple[str, ...] = ()
    words: str = ""


NOTICES = (
    Notice("hall", UNIVERSITY, "offer", "room", "The small lecture hall, step-free, 60 seats", (3, 60), words="In the afternoons. The hearing loop works; the lift is beside the porter."),
    Notice("evening", WOMEN, "need", "room", "A hall for an evening with fifty parents", (20, 30)),
    Notice("interpreter", HEALTH, "offer", "interpreter", "An interpreter for one afternoon a week", (0, 90), languages=("rom", "sq", "en")),
    Notice("parents", TEACHERS, "need", "interpreter", "Interpretation at three parents' evenings", (14, 40), languages=("sq", "en")),
    Notice("trainer", RADIO, "offer", "trainer", "An editor who shows how a rumour is checked", (0, 120), place="Halvera, Riverside", languages=("en",)),
    Notice("course", YOUTH, "need", "trainer", "Somebody who teaches how to check a picture", (10, 45), languages=("en",)),
    Notice("chairs", TRADERS, "offer", "other", "Eighty folding chairs", (0, 30)),
)  # fmt: skip
# Whose need is met by whom, and whether the other side agreed.
REQUESTS = (("evening", UNIVERSITY, True), ("parents", HEALTH, False))


def exchange(stage: Stage) -> None:
    """Let partners offer, need, ask and agree; one joins the market's partnership; one looks at another.

    Args:
        stage: Who is here, and the present moment.
    """
    made = {one.key: _write(stage, one) for one in NOTICES}
    for key, who, is_agreed in REQUESTS:
        text = "We can do that, on any of these days."
        asked = partners.offers.take_up(
            stage.person(who), made[key], text=text, now=stage.ago(WRITTEN_AGO - 2)
        )
        if is_agreed:
            holder = next(one.who for one in NOTICES if one.key == key)
            partners.offers.say_of_uptake(
                stage.person(holder), asked, "agree", now=stage.ago(WRITTEN_AGO - 3)
            )
    _join(stage)
    _look(stage)


def _write(stage: Stage, one: Notice) -> UUID:
    first, last = (_day(stage, each) for each in one.days)
    terms = partners.offers.Terms(one.kind, first, last, one.place, one.languages)
    draft = partners.offers.NoticeDraft(one.sort, one.title, terms, one.words)
    key = partners.offers.add_notice(stage.person(one.who), draft, now=stage.ago(WRITTEN_AGO))
    Made.objects.create(name=f"notice:{one.key}", made_id=key)
    return key


def _day(stage: Stage, days: int) -> date:
    return stage.ago(-days).date()


def _squares() -> UUID:
    key = Made.objects.values_list("made_id", flat=True).get(name="partnership:safe-squares")
    assert key is not None  # noqa: S101  a partnership that was told before
    return key


def _join(stage: Stage) -> None:
    """The health service is asked to join the Old Market's partnership; the police have not said yes yet."""
    key = _squares()
    accession = partners.offers.ask_to_join(
        stage.person(COORDINATOR), key, stage.partner(HEALTH), now=stage.ago(9)
    )
    for one, days in ((COORDINATOR, 9), (TRADERS, 7), (HEALTH, 5)):
        partners.offers.agree_to_join(stage.person(one), accession, now=stage.ago(days))


def _look(stage: Stage) -> None:
    """The city looks at the traders and the traders at the city; a first refusal was wrong and is kept as an error."""
    key = _squares()
    city, traders = stage.person(COORDINATOR), stage.person(TRADERS)
    answers = {
        each: partners.offers.Finding("yes", "Seen in the register of associations.", "Register of Halvera, this year")
        for each in partners.offers.QUESTIONS
    }  # fmt: skip
    doubt = partners.offers.Finding("no", "The accounts of last year were not handed in.", "Register of Halvera, last year")  # fmt: skip
    look = partners.offers.LookDraft
    refused = partners.offers.look_at(
        city,
        key,
        stage.partner(TRADERS),
        look(answers | {"money": doubt}, "not-now", "The accounts are missing."),
        now=stage.ago(50),
    )
    words = "They were handed in; the register had a power cut that week."
    partners.offers.reply_to_look(traders, refused, words, now=stage.ago(48))
    partners.offers.own_wrong_refusal(
        city,
        refused,
        text="The accounts had been handed in; the register showed them a week later.",
        changed="We ask the partner first, and look at the register twice.",
        now=stage.ago(45),
    )
    partners.offers.look_at(
        city,
        key,
        stage.partner(TRADERS),
        look(answers, "together", "All questions are answered."),
        now=stage.ago(44),
    )
    terms = "We agree beforehand which pictures of the market are kept, and for how long."
    partners.offers.look_at(
        traders,
        key,
        stage.partner(POLICE),
        look(answers, "conditions", terms),
        now=stage.ago(40),
    )
