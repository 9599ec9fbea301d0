"""A course of three sessions that counts once, and a table-top at the Old Market with what it should improve."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from commonweal.demo.city import COORDINATOR, POLICE, RADIO, TEACHERS, TRADERS, YOUTH
from commonweal.demo.models import Made
from commonweal.partners import public as partners

if TYPE_CHECKING:
    from commonweal.demo.tell import Stage

ZONE = "Europe/Vienna"
# How many days ago each session was held, and how many came.
SESSIONS = ((30, 14), (23, 12), (16, 13))
# What eight people marked, and what some of them wrote.
MARKS = (5, 4, 4, 5, 3, 4, 5, 2)
WROTE = {
    0: ("To look for the first place a picture was shown.", ""),
    3: ("The radio's own mistakes, told openly.", "More time for questions."),
    7: ("", "Shorter words on the slides."),
}
HELD_AGO = 12
CARDS = (
    ("scenario", "Friday, a quarter past five", "The market is full. The power fails in the whole quarter; the till of every stall is dead.", "Who notices first, and who tells whom?", 0),
    ("inject", "The side gate", "The gate to the river opens by motor. It stays shut.", "Which ways out are left for a wheelchair and a pram?", None),
    ("inject", "A message goes round", "“Something exploded at the market.” Nothing did.", "Who answers, where, in which languages?", None),
    ("inject", "Ten to six", "The power is back. People ask whether the market opens tomorrow.", "Who decides, and who says so?", None),
)  # fmt: skip


def train(stage: Stage) -> None:
    """Let the youth network and the radio give a course, and the market's partners try a table-top.

    Args:
        stage: Who is here, and the present moment.
    """
    _course(stage)
    _exercise(stage)


def _squares() -> UUID:
    key = Made.objects.values_list("made_id", flat=True).get(name="partnership:safe-squares")
    assert key is not None  # noqa: S101  a partnership that was told before
    return key


def _course(stage: Stage) -> None:
    host, kit = stage.person(YOUTH), partners.training
    draft = kit.CourseDraft(
        title="Seven questions before passing something on",
        subject="media literacy",
        aim="To find out where a picture or a sentence comes from, and to say so without a quarrel.",
        for_whom="parents, teachers and young people",
        place="Riverside library, Halvera",
        languages=("en",),
        trainers=(
            kit.TrainerDraft(stage.partner(RADIO), "editor"),
            kit.TrainerDraft(stage.partner(TEACHERS), "teacher of media"),
        ),
    )
    key = kit.plan_course(host, draft, now=stage.ago(45))
    Made.objects.create(name="course:seven-questions", made_id=key)
    for days, heads in SESSIONS:
        session = kit.SessionDraft(stage.ago(days).date(), time(17, 0), time(19, 0), ZONE)
        kit.add_session(host, key, session, heads=heads, now=stage.now)
    kit.ask_how_it_was(host, key, until=stage.ago(-10).date(), now=stage.now)
    statements = ("useful", "clear", "safe", "use")
    sheets = []
    for number, mark in enumerate(MARKS):
        best, change = WROTE.get(number, ("", ""))
        sheets.append(kit.FeedbackDraft(dict.fromkeys(statements, mark), best, change))
    kit.type_in_feedback(host, key, sheets)


def _exercise(stage: Stage) -> None:
    city, market, kit = stage.person(COORDINATOR), stage.person(TRADERS), partners.training
    begun = stage.ago(HELD_AGO)
    draft = kit.ExerciseDraft(
        title="When the lights go out: a table-top at the Old Market",
        form="table-top",
        day=begun.date(),
        begins=time(9, 0),
        ends=time(11, 0),
        zone=ZONE,
        place="Town hall, Halvera",
        partner_ids=(stage.partner(COORDINATOR), stage.partner(TRADERS), stage.partner(POLICE)),
        partnership_id=_squares(),
        scope="The first hour without power on a full market day. Not the search for its cause.",
        objectives=("Everybody finds a step-free way out", "One voice answers rumours within ten minutes"),
        capabilities=("evacuation", "telling the public"),
        scenario="A full market, a power cut, and nobody hurt.",
    )  # fmt: skip
    cards = [
        kit.CardDraft(kind, title, text, question, minute)
        for kind, title, text, question, minute in CARDS
    ]
    key = kit.plan_exercise(city, draft, cards, now=begun - timedelta(days=10))
    Made.objects.create(name="exercise:lights", made_id=key)
    kit.move_exercise(city, key, "running", now=begun)
    for minutes in (20, 45, 70):
        kit.release_next(city, key, now=begun + timedelta(minutes=minutes))
    ended = begun + timedelta(minutes=95)
    kit.move_exercise(city, key, "hot-wash", now=ended)
    kit.say_after(
        market, key, kind="well", text="The stalls had torches within two minutes.", now=ended
    )
    kit.say_after(stage.person(POLICE), key, kind="better", text="Nobody at the table had the key of the side gate.", now=ended)  # fmt: skip
    own = kit.ImprovementDraft(
        area="The side gate cannot be opened without power",
        action="Keep a key of the side gate at two stalls, and try it each month",
        element="organisation",
        organisation_id=stage.partner(TRADERS),
        contact="head of the stewards",
        starts_on=stage.ago(10).date(),
        done_by=stage.ago(-40).date(),
    )
    kit.make_action(market, kit.improve(market, key, own, now=ended), now=stage.ago(HELD_AGO - 1))
    others = kit.ImprovementDraft(
        area="Rumours were answered after twenty minutes",
        action="Agree on one sentence for the first ten minutes, in four languages",
        element="planning",
        organisation_id=stage.partner(RADIO),
        done_by=stage.ago(-60).date(),
    )
    kit.improve(city, key, others, now=ended)
    kit.move_exercise(city, key, "closed", now=ended)
    kit.show_partnership(city, _squares(), now=stage.ago(3))
    # The police have not said yet whether the public page names them.
    for resident in (COORDINATOR, TRADERS):
        kit.let_be_named(stage.person(resident), _squares())
