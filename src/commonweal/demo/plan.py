"""The prevention plan of the demo city: one objective approved, one that waits for the young people's word, two words.

Acted out through the room's public verbs by the person whose act it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from commonweal.demo.agreements import HARM
from commonweal.demo.city import (
    COORDINATOR,
    DONOR,
    INTERFAITH,
    NAME,
    POLICE,
    TEACHERS,
    WOMEN,
    YOUTH,
    Resident,
)
from commonweal.demo.models import Made
from commonweal.partners.public import plan as planning

if TYPE_CHECKING:
    from commonweal.rights.models import Person

# What else the young people's practice stands on.
SOURCE = "university-guidebook-extract.pdf"
BEGUN_AGO, APPROVED_AGO = 58, 40
NEED = """People in Halvera say that they are stopped without being told why, that offices keep them waiting, and that what works ends when the money ends. Whoever is treated like this does not ask authorities for help when somebody near them changes.

The city has no place where a parent, a teacher or a friend can ask without giving a name."""
RESPONSE = """Within the first hour the City Co-ordinator's Office, the police and Radio Riverside agree on what is known, and say it together; what is not known is said to be not known.

The Health and Social Service opens the telephone line the same evening. Schools get a page for the next morning. Nobody names a community. After four weeks everybody who took part looks at what went well and what did not."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Who plays whom, and when things happened."""

    person: Callable[[Resident], Person]
    partner: Callable[[Resident], UUID]
    ago: Callable[[int], datetime]
    documents: Mapping[str, UUID]


def plan(scene: Scene) -> None:
    """Let the city write its plan."""
    host = scene.person(COORDINATOR)
    plan_id = planning.add_plan(
        host,
        planning.PreventionDraft(
            title=f"Prevention plan of {NAME}",
            area=f"City of {NAME}",
            start=scene.ago(BEGUN_AGO).date(),
            end=scene.ago(BEGUN_AGO - 3 * 365).date(),
            need=NEED,
            response=RESPONSE,
        ),
        now=scene.ago(BEGUN_AGO),
    )
    Made.objects.create(name="plan", made_id=plan_id)
    _stops(scene, plan_id)
    _path(scene, plan_id)
    _words(scene)
    _practice(scene)
    _project(scene)


def _stops(scene: Scene, plan_id: UUID) -> None:
    host, police = scene.person(COORDINATOR), scene.person(POLICE)
    key = planning.add_objective(
        host,
        plan_id,
        planning.ObjectiveDraft(
            "primary",
            "Whoever is stopped knows why, and where to complain",
            "People who are told why, and can complain to somebody else, trust the police with what worries them.",
            _made("concern:stops", "concern:counter"),
        ),
        now=scene.ago(BEGUN_AGO),
    )
    Made.objects.create(name="objective:stops", made_id=key)
    said = (
        (WOMEN, "Women complain more often if they can do it in a shop or a school, not at the station."),
        (YOUTH, "Print the slip in the languages that are spoken on the river path, and say how long an answer takes."),
    )  # fmt: skip
    for who, words in said:
        planning.comment(scene.person(who), key, words, now=scene.ago(APPROVED_AGO + 5))
    planning.approve(host, key, now=scene.ago(APPROVED_AGO))
    planning.hang(host, key, recommendation_ids=_made("promise:stops"))
    draft = planning.ActivityDraft(
        "A slip with the reason and the place to complain, handed to everybody who is stopped",
        scene.partner(POLICE),
        start=scene.ago(APPROVED_AGO).date(),
        end=scene.ago(-20).date(),
    )
    slip = planning.add_activity(host, key, draft, now=scene.ago(APPROVED_AGO))
    for days, kind in ((APPROVED_AGO - 2, "accepted"), (25, "started")):
        planning.move_activity(police, slip, kind, now=scene.ago(days))
    indicator = planning.add_indicator(
        host,
        key,
        planning.IndicatorDraft(
            title="Complaints about stops that were answered within thirty days",
            unit="%",
            baseline=Decimal(31),
            baseline_on=scene.ago(90).date(),
            target=Decimal(90),
            target_on=scene.ago(-300).date(),
        ),
        now=scene.ago(APPROVED_AGO),
    )
    values = ((30, Decimal(44)), (3, Decimal("58.5")))
    for days, value in values:
        planning.measure(
            police, indicator, on=scene.ago(days).date(), value=value,
            note="Counted from the register of complaints", now=scene.ago(days),
        )  # fmt: skip


def _path(scene: Scene, plan_id: UUID) -> None:
    """Let an objective wait for the comment of a youth organisation."""
    host = scene.person(COORDINATOR)
    key = planning.add_objective(
        host,
        plan_id,
        planning.ObjectiveDraft(
            "secondary",
            "Evening courses and open rooms can be reached by everybody",
            "Who has somewhere to go in the evening, and somebody to talk to there, is not left to those who recruit.",
            _made("concern:path"),
        ),
        now=scene.ago(20),
    )
    Made.objects.create(name="objective:path", made_id=key)
    planning.comment(
        scene.person(WOMEN),
        key,
        "Light alone is not enough: the last bus leaves before the courses end.",
        now=scene.ago(9),
    )
    draft = planning.ActivityDraft(
        "Two open evenings a week in the school on the river, with a teacher",
        scene.partner(TEACHERS),
    )
    planning.add_activity(host, key, draft, now=scene.ago(8))


def _words(scene: Scene) -> None:
    host = scene.person(COORDINATOR)
    prevention = planning.add_meaning(
        host,
        "prevention",
        means="What makes violence less likely: being heard, work, rights that are kept, places that are open to all.",
        means_not="Watching people because of what they believe, or where they live; collecting names.",
        now=scene.ago(50),
    )
    Made.objects.create(name="meaning:prevention", made_id=prevention)
    for who in (WOMEN, YOUTH, POLICE):
        planning.view_meaning(
            scene.person(who), prevention, kind="agrees", now=scene.ago(45)
        )  # fmt: skip
    hotspot = planning.add_meaning(
        scene.person(POLICE),
        "vulnerable place",
        means="A place where many people meet and little protects them in an emergency.",
        means_not="A place that is dangerous, or where dangerous people live.",
        now=scene.ago(44),
    )
    planning.view_meaning(scene.person(POLICE), hotspot, kind="agrees", now=scene.ago(44))
    planning.view_meaning(
        scene.person(INTERFAITH),
        hotspot,
        kind="objects",
        text="Say “place that many people use”: whoever reads “vulnerable” stays away.",
        now=scene.ago(30),
    )


def _made(*names: str) -> tuple[UUID, ...]:
    rows = Made.objects.filter(name__in=names).values_list("made_id", flat=True)
    return tuple(key for key in rows if key is not None)


def _practice(scene: Scene) -> None:
    """Let the young people write down what worked, the teachers review it, and the women begin with it."""
    practice = planning.propose_practice(
        scene.person(YOUTH),
        planning.PracticeDraft(
            title="The open kitchen",
            level="primary",
            text="Once a week young people cook with older neighbours in a school kitchen. Whoever cooks decides what is talked about.",
            worked="Forty people came each week for a year; neighbours who had complained about noise came first.",
            not_worked="Nobody came from the new houses across the river until the bus ran later. Talking about the news ended two evenings early.",
            grade="counted",
            sources="Yearly report of the Halvera Youth Network\nTeachers' Association of Halvera, who keep the school's kitchen",
            for_whom="whoever is alone in the evening",
            place=f"{NAME}, the quarter on the river",
        ),
        now=scene.ago(35),
    )
    Made.objects.create(name="practice:kitchen", made_id=practice)
    planning.name_sources(scene.person(YOUTH), practice, [scene.documents[SOURCE]])
    planning.review_practice(
        scene.person(TEACHERS),
        practice,
        is_good=True,
        text="We counted with them for half a year. What did not work is said as it was.",
        now=scene.ago(28),
    )
    initiative = planning.begin_initiative(
        scene.person(WOMEN),
        planning.InitiativeDraft(
            title="The open kitchen in the morning",
            level="primary",
            purpose="Mothers and grandmothers who cannot come in the evening cook and talk in the morning.",
            serves="whoever looks after children in the evening",
            designed_with="Halvera Youth Network; twelve women of the quarter; Health and Social Service",
            theory="If people who never meet cook together every week, rumours about each other are asked about before they are believed.",
            harm_indicator="Women stop coming after somebody asked them about their sons; we ask each month why somebody stayed away.",
            exit_plan="After a year the women's association and the school decide together; the kitchen stays open to those who come.",
            start=scene.ago(14).date(),
            end=scene.ago(-350).date(),
            practice_id=practice,
            objective_id=next(iter(_made("objective:path")), None),
        ),
        now=scene.ago(15),
    )
    Made.objects.create(name="initiative:kitchen", made_id=initiative)


def _project(scene: Scene) -> None:
    """Let the women carry the kitchen with a foundation's money, under way since three weeks."""
    keeper, begun = scene.person(WOMEN), 21
    key = planning.add_project(
        keeper,
        planning.ProjectDraft(
            title="Morning kitchens on the river",
            text="Two kitchens, a cook for two mornings a week, and somebody who looks after the children.",
            theory="People who meet every week ask each other before they believe a rumour.",
            harm_indicator="Somebody stays away after being asked about relatives; counted each month, without names.",
            iati_identifier="XM-HALVERA-0042-KITCHEN",
            planned_start=scene.ago(begun).date(),
            planned_end=scene.ago(begun - 365).date(),
            currency="EUR",
            place=NAME,
            sector="15150",
            initiative_id=next(iter(_made("initiative:kitchen")), None),
        ),
        now=scene.ago(30),
    )
    Made.objects.create(name="project:kitchen", made_id=key)
    for role in (
        planning.RoleDraft(scene.partner(DONOR), "1", "XM-OPENSQUARE-7", "XM-OPENSQUARE-7-2026-19"),
        planning.RoleDraft(scene.partner(WOMEN), "4", "XM-HALVERA-0042"),
        planning.RoleDraft(scene.partner(TEACHERS), "4"),
    ):
        planning.name_role(keeper, key, role)
    half = scene.ago(begun - 182).date()
    planning.add_phase(
        keeper,
        key,
        title="One kitchen, with those who come already",
        start=scene.ago(begun).date(),
        end=half,
    )
    planning.plan_budget(
        keeper,
        key,
        planning.BudgetDraft(
            scene.ago(begun).date(), scene.ago(begun - 365).date(), Decimal(18400), "EUR"
        ),
    )
    answers = {
        question: planning.HarmAnswerDraft(risk, what, scene.partner(who))
        for question, (risk, what, who) in HARM.items()
    }
    planning.check_harm(keeper, "project", key, answers, now=scene.ago(begun + 1))
    planning.move_project(keeper, key, "2", now=scene.ago(begun))
    money = (
        ("1", begun - 1, Decimal(9200), "First half of the grant", DONOR, WOMEN),
        ("4", 6, Decimal("1143.60"), "Two stoves, and rent of the school kitchen", WOMEN, None),
    )
    for kind, days, value, words, giver, taker in money:
        planning.enter_money(
            keeper,
            key,
            planning.TransactionDraft(
                kind,
                scene.ago(days).date(),
                value,
                "EUR",
                words,
                provider_id=scene.partner(giver),
                provider_activity_id="XM-OPENSQUARE-7-2026-19" if giver is DONOR else "",
                receiver_id=scene.partner(taker) if taker else None,
            ),
            now=scene.ago(days),
        )
    planning.add_result(
        keeper,
        key,
        planning.ResultDraft(
            "2",
            "People who did not know each other meet every week",
            "people in the kitchen in an ordinary week",
            Decimal(0),
            scene.ago(begun).date(),
            Decimal(40),
            scene.ago(begun - 300).date(),
        ),
    )
