"""The prevention plan: what is needed, what is to be reached, what is done for it, how it is measured.

PreventionPlan ─< Objective ─< ObjectiveComment     (rows are added, never changed)
                      ├─────< Activity              (what a partner does for it)
                      ├─────< Indicator ─< IndicatorValue   (withdrawn, never deleted)
                      └─ concerns it answers; recommendations and actions that hang under it
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.partners.models.directory import Level
from commonweal.partners.models.doing import Action
from commonweal.partners.models.listening import Concern
from commonweal.partners.models.promises import Recommendation
from commonweal.partners.parts import ORGANISATION, Said

USER = settings.AUTH_USER_MODEL


class PreventionPlan(models.Model):
    """What a city or a country does so that nobody is drawn to violence, agreed with the partners."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=300)
    area = models.CharField(_("for where"), max_length=300, blank=True)
    start = models.DateField(_("first day"), null=True, blank=True)
    end = models.DateField(_("last day"), null=True, blank=True)
    need = models.TextField(_("statement of need"), blank=True)
    response = models.TextField(_("response after an incident"), blank=True)
    keeper = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = [F("start").desc(nulls_last=True), "-added_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="partners_plan_days_in_order",
                condition=Q(end=None) | Q(end__gte=F("start")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partners:prevention_plan", args=[self.pk])


class ObjectiveState(models.TextChoices):
    DRAFT = "draft", _("draft")
    APPROVED = "approved", _("approved")
    DROPPED = "dropped", _("dropped")


class Objective(models.Model):
    """What is to be reached. It is approved when those it is for were heard, or with the reason why not."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(PreventionPlan, on_delete=models.PROTECT, related_name="objectives")
    number = models.PositiveSmallIntegerField()
    level = models.CharField(_("level of prevention"), max_length=10, choices=Level)
    title = models.CharField(_("what is to be reached"), max_length=300)
    text = models.TextField(_("why, and how one will know"), blank=True)
    # Counts the changes of what it says: a comment is on one wording.
    wording = models.PositiveSmallIntegerField(default=1)
    concerns: models.ManyToManyField[Concern, Concern] = models.ManyToManyField(
        Concern, blank=True, related_name="objectives"
    )
    recommendations: models.ManyToManyField[Recommendation, Recommendation] = (
        models.ManyToManyField(Recommendation, blank=True, related_name="objectives")
    )
    actions: models.ManyToManyField[Action, Action] = models.ManyToManyField(
        Action, blank=True, related_name="objectives"
    )
    state = models.CharField(max_length=20, choices=ObjectiveState, default=ObjectiveState.DRAFT)
    approved_by = models.ForeignKey(
        USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    without_women = models.TextField(blank=True)
    without_youth = models.TextField(blank=True)
    dropped_reason = models.TextField(blank=True)
    added_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"], name="partners_objective_number_once"
            ),
            models.CheckConstraint(
                name="partners_objective_approved_whole",
                condition=~Q(state="approved")
                | Q(approved_by__isnull=False, approved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="partners_objective_dropped_because",
                condition=~Q(state="dropped") | ~Q(dropped_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partners:objective", args=[self.pk])


class ObjectiveComment(Said):
    """What a partner says of an objective, and as what the directory knew it then."""

    id = models.BigAutoField(primary_key=True)
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="comments")
    wording = models.PositiveSmallIntegerField()
    text = models.TextField()
    is_womens = models.BooleanField(default=False)
    is_youth = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:80]


class ActivityState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    PLANNED = "planned", _("planned")
    ONGOING = "ongoing", _("under way")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


class Activity(models.Model):
    """Something a partner does for an objective; until its own people take it on, it is only proposed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="activities")
    title = models.CharField(_("what is done"), max_length=300)
    partner = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    start = models.DateField(_("from"), null=True, blank=True)
    end = models.DateField(_("until"), null=True, blank=True)
    state = models.CharField(
        max_length=20, choices=ActivityState, default=ActivityState.PROPOSED, db_index=True
    )
    said = models.TextField(blank=True)
    said_at = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["end", "added_at", "id"]
        verbose_name_plural = _("activities")
        constraints = [
            models.CheckConstraint(
                name="partners_activity_days_in_order",
                condition=Q(end=None) | Q(start=None) | Q(end__gte=F("start")),
            ),
            models.CheckConstraint(
                name="partners_activity_dropped_because",
                condition=~Q(state="dropped") | ~Q(said=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Indicator(models.Model):
    """What is measured for an objective: from where, how far, by when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="indicators")
    title = models.CharField(_("what is measured"), max_length=300)
    unit = models.CharField(_("unit"), max_length=60)
    baseline = models.DecimalField(_("baseline"), max_digits=16, decimal_places=2)
    baseline_on = models.DateField(_("measured on"))
    target = models.DecimalField(_("target"), max_digits=16, decimal_places=2)
    target_on = models.DateField(_("to be reached by"))
    added_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="partners_indicator_has_a_way", condition=~Q(target=F("baseline"))
            ),
            models.CheckConstraint(
                name="partners_indicator_days", condition=Q(target_on__gt=F("baseline_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.title


class IndicatorValue(Said):
    """One measured value, dated; a wrong one is withdrawn with a reason and stays listed."""

    id = models.BigAutoField(primary_key=True)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="values")
    on = models.DateField(_("measured on"))
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=2)
    note = models.CharField(_("how it was measured"), max_length=500, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["on", "at", "id"]

    def __str__(self) -> str:
        return str(self.value)
