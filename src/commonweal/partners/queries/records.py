"""The kinds of records of this room that have a page, for "Who can see this?" and for notes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonweal.partners.queries import (
    concerns,
    courses,
    entry_rows,
    exercises,
    initiatives,
    institution_year,
    prevention,
    projects,
    questions,
    raised,
    rows,
)
from commonweal.partners.queries.diligence import diligence_of
from commonweal.partners.queries.exchange import notice_of
from commonweal.partners.queries.harm import harm_of
from commonweal.partners.queries.meanings import meaning_of
from commonweal.partners.queries.minutes import minutes_of
from commonweal.partners.queries.registration import registration_of
from commonweal.rights.public import RecordKind


def _kind(
    thing: str, name: str | Promise, find: Callable[[Any, UUID], Model], page: str = ""
) -> RecordKind:
    """Return one kind; evidence and views have no page of their own, their action's page shows them."""
    return RecordKind(
        thing=f"partners.{thing}",
        name=name,
        find=lambda key, person: find(person, key),
        address=lambda row: (row if page else row.action).get_absolute_url(),
        page=page,
    )


KINDS = (
    _kind("Meeting", _("meeting"), rows.meeting_of, "partners:meeting"),
    _kind("Minutes", _("minutes"), minutes_of, "partners:minutes"),
    _kind("Recommendation", _("recommendation"), rows.recommendation_of, "partners:recommendation"),
    _kind("Action", _("action"), rows.action_of, "partners:action"),
    _kind("Partnership", _("partnership"), rows.partnership_of, "partners:partnership"),
    _kind("Profile", _("partner's entry"), entry_rows.profile_of, "partners:partner"),
    _kind("Listening", _("listening session"), concerns.listening_of, "partners:listening"),
    _kind("Concern", _("concern"), concerns.concern_of, "partners:concern"),
    _kind(
        "RaisedPage", _("page “Raised and answered”"), raised.raised_page_of, "partners:raised_page"
    ),
    _kind("Question", _("question to an institution"), questions.question_of, "partners:question"),
    _kind(
        "InstitutionPage",
        _("page of an institution’s year"),
        institution_year.institution_page_of,
        "partners:institution_page",
    ),
    _kind("Diligence", _("due diligence"), diligence_of, "partners:diligence"),
    _kind("Course", _("course"), courses.course_of, "partners:course"),
    _kind("Exercise", _("exercise"), exercises.exercise_of, "partners:exercise"),
    _kind("Notice", _("offer or need"), notice_of, "partners:notice"),
    _kind("PreventionPlan", _("prevention plan"), prevention.plan_of, "partners:prevention_plan"),
    _kind("Objective", _("objective"), prevention.objective_of, "partners:objective"),
    _kind("Meaning", _("word of the plan"), meaning_of, "partners:meaning"),
    _kind("Practice", _("good practice"), initiatives.practice_of, "partners:practice"),
    _kind("Initiative", _("initiative"), initiatives.initiative_of, "partners:initiative"),
    _kind("Project", _("project"), projects.project_of, "partners:project"),
    _kind("HarmCheck", _("do-no-harm check"), harm_of, "partners:harm_check"),
    RecordKind(
        thing="partners.Registration",
        name=_("registration"),
        find=lambda key, person: registration_of(person, key),
        address=lambda row: row.get_absolute_url(),
        page="partners:registration",
        takes_notes=False,
    ),
    _kind("Evidence", _("evidence"), rows.evidence_of),
    _kind("Confirmation", _("view of a partner"), rows.confirmation_of),
)
