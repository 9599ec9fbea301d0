"""The prevention plan as a paper, for a person: what they may see of it, in their language."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commonweal.partners.engine.prevention_paper import (
    IndicatorLine,
    LevelPaper,
    MeaningLine,
    ObjectivePaper,
    PlanPaper,
)
from commonweal.partners.models import Level, Objective, ObjectiveState, PreventionPlan
from commonweal.partners.queries.meanings import meanings, worded
from commonweal.partners.queries.prevention import (
    Measured,
    measured,
    need_by_theme,
    objectives_of,
    plan_of,
    with_served,
)
from commonweal.partners.queries.wording import progress_name

if TYPE_CHECKING:
    from datetime import date

    from commonweal.partners.rules.taking_part import Reader


def paper_of_plan(person: Reader, plan_id: UUID) -> PlanPaper:
    """Return all that the printed plan says to a person.

    Raises:
        NotFound: If there is no such plan, or not for this person.
    """
    plan, today = plan_of(person, plan_id), timezone.localdate()
    found = objectives_of(plan)
    with_served(person, found, today=today)
    return PlanPaper(
        title=plan.title,
        facts=_facts(plan),
        need=plan.need,
        needs=[
            _("%(theme)s: %(raised)s raised, %(answered)s answered by this plan")
            % {"theme": capfirst(each.name), "raised": each.raised, "answered": each.answered}
            for each in need_by_theme(person, plan)
        ],
        levels=[
            LevelPaper(
                capfirst(str(level.label)),
                [_objective(each) for each in found if each.level == level],
            )
            for level in Level
        ],
        response=plan.response,
        meanings=_meanings(person),
        language=get_language() or "en",
        made_on=today,
        words=_words(today),
    )


def _facts(plan: PreventionPlan) -> Sequence[tuple[str, str]]:
    facts = [(_("For"), plan.area), (_("Kept by"), plan.keeper.name)]
    if plan.start:
        end = date_format(plan.end) if plan.end else _("without an end")
        days = _("%(start)s to %(end)s") % {"start": date_format(plan.start), "end": end}
        facts.append((_("Period"), days))
    return [(label, value) for label, value in facts if value]


def _objective(row: Any) -> ObjectivePaper:
    return ObjectivePaper(
        heading=f"{row.number}. {row.title}",
        state=_state(row),
        text=row.text,
        concerns=[f"{each.label}: {each.text}" for each in row.concerns.all()],
        heard=_heard(row),
        doing=[*_activities(row), *_hung(row)],
        indicators=[_line(each) for each in measured(row.indicators.all())],
    )


def _state(row: Objective) -> str:
    if row.state == ObjectiveState.APPROVED and row.approved_at is not None:
        day = date_format(timezone.localdate(row.approved_at))
        return _("approved on %(day)s") % {"day": day}
    return str(row.get_state_display())


def _heard(row: Any) -> Sequence[str]:
    heard = [
        _("%(partner)s: %(words)s") % {"partner": each.organisation.name, "words": each.text}
        for each in row.said
        if each.wording == row.wording and (each.is_womens or each.is_youth)
    ]
    if row.without_women:
        heard.append(
            _("Without a women’s organisation, because: %(why)s") % {"why": row.without_women}
        )
    if row.without_youth:
        heard.append(
            _("Without a youth organisation, because: %(why)s") % {"why": row.without_youth}
        )
    return heard


def _activities(row: Objective) -> Sequence[str]:
    return [
        _("%(partner)s: %(title)s (%(state)s)")
        % {"partner": each.partner.name, "title": each.title, "state": each.get_state_display()}
        for each in row.activities.all()
    ]


def _hung(row: Any) -> Sequence[str]:
    rows: list[Any] = [(each, each.owner.name, each.title) for each in row.served_by]
    rows += [(each, each.addressee.name, each.text) for each in row.asked_for]
    return [
        _("%(partner)s: %(title)s (%(state)s)")
        % {"partner": partner, "title": words, "state": progress_name(each.progress)}
        for each, partner, words in rows
    ]


def _line(each: Measured) -> IndicatorLine:
    row, newest = each.row, each.newest
    return IndicatorLine(
        title=row.title,
        baseline=_value(row.baseline, row.unit, row.baseline_on),
        target=_value(row.target, row.unit, row.target_on),
        newest=_value(newest.value, row.unit, newest.on) if newest else _("not measured yet"),
        share="" if each.share is None else f"{each.share} %",
    )


def _value(value: Decimal, unit: str, day: date) -> str:
    return _("%(value)s %(unit)s, %(day)s") % {
        "value": number_format(value.normalize() if value else Decimal(0), force_grouping=True),
        "unit": unit,
        "day": date_format(day, "SHORT_DATE_FORMAT"),
    }


def _meanings(person: Reader) -> Sequence[MeaningLine]:
    lines = []
    for row in meanings(person):
        newest = worded(row)[0]
        views = _("wording %(number)s; %(agree)s agree, %(object)s object") % {
            "number": newest.row.number,
            "agree": len(newest.agree),
            "object": len(newest.object_to),
        }
        lines.append(MeaningLine(row.term, newest.row.means, newest.row.means_not, views))
    return lines


def _words(today: date) -> dict[str, str]:
    return {
        "kind": _("Prevention plan"),
        "need": _("Statement of need"),
        "response": _("Response after an incident"),
        "answers": _("It answers what people raised"),
        "heard": _("Women’s and youth organisations"),
        "doing": _("What is done"),
        "indicators": _("Indicators"),
        "columns": "|".join(
            (_("What is measured"), _("Baseline"), _("Target"), _("Newest value"), _("Way gone"))
        ),
        "meanings": _("What we mean and do not mean"),
        "means": _("We mean"),
        "means_not": _("We do not mean"),
        "nothing": _("Nothing is written here yet."),
        "made": _("As of %(day)s") % {"day": date_format(today)},
    }
