"""Pages of an objective: read, comment, approve, drop; what is done for it and how it is measured."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.kernel.doors import SHARED, WORKERS, opens_to
from commonweal.kernel.errors import NotAllowed
from commonweal.partners.actions import objective_work as work
from commonweal.partners.actions import prevention as acts
from commonweal.partners.engine.prevention import Reasons
from commonweal.partners.forms.meetings import ReasonForm
from commonweal.partners.forms.prevention import (
    ActivityForm,
    ApproveForm,
    CommentForm,
    HangForm,
    IndicatorForm,
    MoveActivityForm,
    ObjectiveForm,
    ValueForm,
)
from commonweal.partners.models import Objective
from commonweal.partners.queries.prevention import (
    activity_moves,
    activity_of,
    comments_of,
    hung_actions,
    hung_recommendations,
    indicator_of,
    lacking,
    measured,
    objective_of,
    value_of,
)
from commonweal.partners.queries.prevention_offers import (
    offered_actions,
    offered_concerns,
    offered_recommendations,
)
from commonweal.partners.rules.prevention import (
    COMMENT_OBJECTIVE,
    KEEP_OBJECTIVE,
    MEASURE,
    WITHDRAW_VALUE,
)
from commonweal.partners.views.acting import SignedIn, number
from commonweal.partners.views.framing import Frame, chosen, done, is_sent, looked_for, typed
from commonweal.rights.public import Rule, organisations

BOTH = ["GET", "HEAD", "POST"]
PAGE_SIZE = 50


@opens_to(SHARED)
@require_safe
def objective(request: SignedIn, objective_id: UUID) -> HttpResponse:
    """Show an objective, with all that was said and is done."""
    row, today = objective_of(request.user, objective_id), timezone.localdate()
    activities = _some(request, row.activities.select_related("partner", "objective__plan"), "activities")  # fmt: skip
    entered = {
        value.pk
        for each in row.indicators.prefetch_related("values")
        for value in each.values.all()
        if WITHDRAW_VALUE.allows(request.user, value)
    }
    context = {
        "row": row,
        "concerns": _some(request, row.concerns.order_by("-year", "-number"), "concerns"),
        "comments": _some(request, comments_of(row), "comments"),
        "lacking": lacking(row, Reasons(row.without_women, row.without_youth)),
        "activities": activities,
        "moves": [(each, activity_moves(request.user, each)) for each in activities],
        "measured": measured(row.indicators.prefetch_related("values__organisation", "values__person")),
        "recommendations": _some(
            request, hung_recommendations(request.user, row, today=today), "recommendations"
        ),
        "actions": _some(request, hung_actions(request.user, row), "actions"),
        "entered": entered,
        "may_keep": KEEP_OBJECTIVE.allows(request.user, row),
        "may_comment": COMMENT_OBJECTIVE.allows(request.user, row),
        "may_measure": MEASURE.allows(request.user, row),
    }  # fmt: skip
    return render(request, "partners/objective.html", context)


def _some(request: SignedIn, rows: Any, name: str) -> Page[Any]:
    """Return one page of what stands under an objective; each list has its own way through."""
    return Paginator(rows, PAGE_SIZE).get_page(request.GET.get(name))


@opens_to(WORKERS)
@require_http_methods(BOTH)
def change(request: SignedIn, objective_id: UUID) -> HttpResponse:
    """Change an objective."""
    row = _allowed(request, objective_id, KEEP_OBJECTIVE)
    kept = list(row.concerns.values_list("pk", flat=True))
    words = looked_for(request)
    form = ObjectiveForm(
        request.POST if is_sent(request) else None,
        initial=typed(
            request,
            {
                "level": row.level,
                "title": row.title,
                "text": row.text,
                "concerns": [str(each) for each in kept],
            },
        ),
        concerns=offered_concerns(
            request.user, kept=chosen(request, "concerns", kept), words=words
        ),
        search=words,
    )
    seen = number(request.POST.get("seen"))
    frame = Frame(
        heading=_("Change the objective"),
        verb=_("Change it"),
        back=row.get_absolute_url(),
        lede=_("Another wording is a draft again: those who commented are asked once more."),
        # Who only looks for words has not seen what somebody changed meanwhile.
        seen=seen if "look" in request.POST else row.version,
    )
    return done(
        request, form, frame,
        lambda: acts.change_objective(request.user, row.pk, form.draft(), seen=seen),
        to=row, said=_("The objective is changed."),
    )  # fmt: skip


@opens_to(WORKERS)
@require_http_methods(BOTH)
def comment(request: SignedIn, objective_id: UUID) -> HttpResponse:
    """Say what one's partner thinks of an objective."""
    row = _allowed(request, objective_id, COMMENT_OBJECTIVE)
    form = CommentForm(request.POST if request.method == "POST" else None)
    frame = Frame(
        heading=_("Comment: %(title)s") % {"title": row.title},
        verb=_("Say it"),
        back=row.get_absolute_url(),
        lede=row.text,
    )
    return done(
        request, form, frame,
        lambda: acts.comment(request.user, row.pk, form.cleaned_data["text"]),
        to=row, said=_("Your partner’s comment is kept."),
    )  # fmt: skip


@opens_to(WORKERS)
@require_http_methods(BOTH)
def approve(request: SignedIn, objective_id: UUID) -> HttpResponse:
    """Approve an objective; where somebody was not heard, ask for the reason."""
    row = _allowed(request, objective_id, KEEP_OBJECTIVE)
    form = ApproveForm(request.POST if request.method == "POST" else None)
    lacks = lacking(row, Reasons())
    for name in {"women", "youth"} - set(lacks):
        del form.fields[f"without_{name}"]
    frame = Frame(
        heading=_("Approve: %(title)s") % {"title": row.title},
        verb=_("Approve it"),
        back=row.get_absolute_url(),
        lede=_("Whoever it is for is heard first: a women’s and a youth organisation. Where one was not, say why; it is printed in the plan.")
        if lacks
        else _("A women’s and a youth organisation have commented on this wording."),
        seen=row.version,
    )  # fmt: skip

    def act() -> None:
        values = form.cleaned_data
        reasons = Reasons(values.get("without_women", ""), values.get("without_youth", ""))
        acts.approve(request.user, row.pk, reasons, seen=values["seen"])

    return done(request, form, frame, act, to=row, said=_("The objective is approved."))


@opens_to(WORKERS)
@require_http_methods(BOTH)
def drop(request: SignedIn, objective_id: UUID) -> HttpResponse:
    """Ask for the reason, then drop an objective; or take a dropped one up again."""
    row = _allowed(request, objective_id, KEEP_OBJECTIVE)
    seen = number(request.POST.get("seen"))
    if row.state == "dropped":
        plain = forms.Form(request.POST if request.method == "POST" else None)
        again = Frame(
            heading=_("Take up again: %(title)s") % {"title": row.title},
            verb=_("Take it up again"),
            back=row.get_absolute_url(),
            lede=_("It is a draft then."),
            seen=row.version,
        )
        return done(
            request, plain, again,
            lambda: acts.take_up(request.user, row.pk, seen=seen),
            to=row, said=_("It is a draft again."),
        )  # fmt: skip
    form = ReasonForm(request.POST if request.method == "POST" else None)
    frame = Frame(
        heading=_("Drop: %(title)s") % {"title": row.title},
        verb=_("Drop it"),
        back=row.get_absolute_url(),
        lede=_("It stays readable with your reason, and can be taken up again."),
        is_danger=True,
        seen=row.version,
    )
    return done(
        request, form, frame,
        lambda: acts.drop(request.user, row.pk, reason=form.cleaned_data["reason"], seen=seen),
        to=row, said=_("The objective is dropped."),
    )  # fmt: skip


@opens_to(WORKERS)
@require_http_methods(BOTH)
def hang(request: SignedIn, objective_id: UUID) -> HttpResponse:
    """Choose the recommendations and actions that serve an objective."""
    row = _allowed(request, objective_id, KEEP_OBJECTIVE)
    asked = list(row.recommendations.values_list("pk", flat=True))
    doing = list(row.actions.values_list("pk", flat=True))
    words = looked_for(request)
    form = HangForm(
        request.POST if is_sent(request) else None,
        initial=typed(
            request,
            {"recommendations": list(map(str, asked)), "actions": list(map(str, doing))},
        ),
        recommendations=offered_recommendations(
            request.user, kept=chosen(request, "recommendations", asked), words=words
        ),
        actions=offered_actions(request.user, kept=chosen(request, "actions", doing), words=words),
        search=words,
    )
    seen = number(request.POST.get("seen"))
    frame = Frame(
        heading=_("What serves it: %(title)s") % {"title": row.title},
        verb=_("Keep it"),
        back=row.get_absolute_url(),
        lede=_(
            "The newest two hundred of each are offered, and what is chosen already. Look for words to find older ones."
        ),
        # Who only looks for words has not seen what somebody changed meanwhile.
        seen=seen if "look" in request.POST else row.version,
    )
    return done(
        request, form, frame,
        lambda: work.hang(
            request.user, row.pk,
            recommendation_ids=form.cleaned_data["recommendations"],
            action_ids=form.cleaned_data["actions"],
            seen=seen,
        ),
        to=row, said=_("It is kept."),
    )  # fmt: skip


@opens_to(WORKERS)
@require_http_methods(BOTH)
def add_activity(request: SignedIn, objective_id: UUID) -> HttpResponse:
    """Add an activity."""
    row = _allowed(request, objective_id, KEEP_OBJECTIVE)
    form = ActivityForm(
        request.POST if request.method == "POST" else None, partners=organisations()
    )
    frame = Frame(
        heading=_("Add an activity"),
        verb=_("Add it"),
        back=row.get_absolute_url(),
        lede=row.title,
    )
    return done(
        request, form, frame,
        lambda: work.add_activity(request.user, row.pk, form.draft()),
        to=row, said=_("The activity is added."),
    )  # fmt: skip


@opens_to(WORKERS)
@require_http_methods(BOTH)
def move_activity(request: SignedIn, activity_id: UUID) -> HttpResponse:
    """Say how an activity goes."""
    row = activity_of(request.user, activity_id)
    kinds = activity_moves(request.user, row)
    if not kinds:
        raise NotAllowed(
            "partners.activity.do", _("Only the partner that does it says how it goes.")
        )
    form = MoveActivityForm(request.POST if request.method == "POST" else None, kinds=kinds)
    frame = Frame(
        heading=row.title,
        verb=_("Say it"),
        back=row.objective.get_absolute_url(),
        lede=row.partner.name,
        seen=row.version,
    )

    def act() -> None:
        values = form.cleaned_data
        work.move_activity(
            request.user, row.pk, values["kind"], text=values["text"], seen=values["seen"]
        )

    return done(request, form, frame, act, to=row.objective, said=_("It is kept."))


@opens_to(WORKERS)
@require_http_methods(BOTH)
def add_indicator(request: SignedIn, objective_id: UUID) -> HttpResponse:
    """Add an indicator."""
    row = _allowed(request, objective_id, KEEP_OBJECTIVE)
    form = IndicatorForm(request.POST if request.method == "POST" else None)
    frame = Frame(
        heading=_("Add an indicator"),
        verb=_("Add it"),
        back=row.get_absolute_url(),
        lede=row.title,
    )
    return done(
        request, form, frame,
        lambda: work.add_indicator(request.user, row.pk, form.draft()),
        to=row, said=_("The indicator is added."),
    )  # fmt: skip


@opens_to(WORKERS)
@require_http_methods(BOTH)
def measure(request: SignedIn, indicator_id: UUID) -> HttpResponse:
    """Enter a measured value."""
    row = indicator_of(request.user, indicator_id)
    if not MEASURE.allows(request.user, row.objective):
        raise NotAllowed(
            MEASURE.name, _("Who keeps the plan, and who does something for it, enters values.")
        )
    form = ValueForm(request.POST if request.method == "POST" else None)
    frame = Frame(
        heading=_("Enter a value: %(title)s") % {"title": row.title},
        verb=_("Enter it"),
        back=row.objective.get_absolute_url(),
        lede=_("In %(unit)s.") % {"unit": row.unit},
    )
    return done(
        request, form, frame,
        lambda: work.measure(request.user, row.pk, **form.cleaned_data),
        to=row.objective, said=_("The value is entered."),
    )  # fmt: skip


@opens_to(WORKERS)
@require_http_methods(BOTH)
def withdraw_value(request: SignedIn, value_id: int) -> HttpResponse:
    """Ask for the reason, then withdraw a value."""
    row = value_of(request.user, value_id)
    if not WITHDRAW_VALUE.allows(request.user, row):
        raise NotAllowed(WITHDRAW_VALUE.name, _("Only who entered it withdraws it, once."))
    form = ReasonForm(request.POST if request.method == "POST" else None)
    frame = Frame(
        heading=_("Withdraw %(value)s?") % {"value": row.value},
        verb=_("Withdraw it"),
        back=row.indicator.objective.get_absolute_url(),
        lede=_("It stays listed with your reason, and counts no longer."),
        is_danger=True,
    )
    return done(
        request, form, frame,
        lambda: work.withdraw_value(request.user, value_id, reason=form.cleaned_data["reason"]),
        to=row.indicator.objective, said=_("It is withdrawn and stays listed."),
    )  # fmt: skip


def _allowed(request: SignedIn, objective_id: UUID, rule: Rule) -> Objective:
    row = objective_of(request.user, objective_id)
    if not rule.allows(request.user, row):
        raise NotAllowed(rule.name, _("This is for whoever keeps the plan, or it was dropped."))
    return row
