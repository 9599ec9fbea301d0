"""Exercises at a table: the cards, what was said right afterwards, and what is done about it.

Meeting ── Exercise ─< ExerciseCard, HotWashLine, Improvement ── Recommendation, Action
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.partners.models.doing import Action
from commonweal.partners.models.meetings import Meeting
from commonweal.partners.models.promises import Recommendation
from commonweal.partners.parts import ORGANISATION, Said


class ExerciseForm(models.TextChoices):
    DISCUSSION = "discussion", _("discussion")
    TABLE_TOP = "table-top", _("table-top exercise")


class ExerciseState(models.TextChoices):
    DRAFT = "draft", _("being written")
    READY = "ready", _("ready")
    RUNNING = "running", _("under way")
    HOT_WASH = "hot-wash", _("hot wash")
    CLOSED = "closed", _("closed")


class Exercise(models.Model):
    """What a meeting of the kind exercise tries out. Where, when and who takes part is the meeting's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="exercise")
    form = models.CharField(_("form"), max_length=20, choices=ExerciseForm)
    scope = models.TextField(_("scope"), blank=True)
    # One a line.
    objectives = models.TextField(_("objectives"), blank=True)
    capabilities = models.TextField(_("capabilities"), blank=True)
    scenario = models.TextField(_("scenario"), blank=True)
    state = models.CharField(max_length=10, choices=ExerciseState, default=ExerciseState.DRAFT)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-added_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="partners_exercise_times_in_order",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.meeting.title

    def get_absolute_url(self) -> str:
        return reverse("partners:exercise", args=[self.pk])


class CardKind(models.TextChoices):
    SCENARIO = "scenario", _("scenario card")
    INJECT = "inject", _("inject")


class ExerciseCard(models.Model):
    """One card: what those at the table read, and what they talk about then."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="cards")
    number = models.PositiveSmallIntegerField(_("place in the order"))
    kind = models.CharField(_("kind"), max_length=10, choices=CardKind)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("what they read"))
    question = models.TextField(_("what to talk about"), blank=True)
    # After how many minutes it comes by itself; None: somebody releases it.
    minute = models.PositiveSmallIntegerField(_("comes after minutes"), null=True, blank=True)
    for_organisation = models.ForeignKey(
        ORGANISATION, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    released_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["number", "id"]

    def __str__(self) -> str:
        return self.title


class HotWashKind(models.TextChoices):
    WELL = "well", _("went well")
    BETTER = "better", _("should go better")


class HotWashLine(Said):
    """One thing said right after the exercise, for a partner; no person is named."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="hot_wash")
    kind = models.CharField(_("it"), max_length=10, choices=HotWashKind)
    text = models.CharField(_("what"), max_length=500)

    class Meta:
        ordering = ["kind", "at", "id"]

    def __str__(self) -> str:
        return self.text


class Element(models.TextChoices):
    PLANNING = "planning", _("planning")
    ORGANISATION = "organisation", _("organisation")
    EQUIPMENT = "equipment", _("equipment")
    TRAINING = "training", _("training")
    EXERCISE = "exercise", _("exercise")


class Improvement(models.Model):
    """One row of the improvement plan; made into an action, it leads there and back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="improvements")
    area = models.TextField(_("area for improvement"))
    action_text = models.CharField(_("corrective action"), max_length=300)
    element = models.CharField(_("capability element"), max_length=20, choices=Element)
    organisation = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    contact = models.CharField(_("point of contact, by function"), max_length=100, blank=True)
    starts_on = models.DateField(_("start date"), null=True, blank=True)
    done_by = models.DateField(_("completion date"), null=True, blank=True)
    recommendation = models.ForeignKey(
        Recommendation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    action = models.ForeignKey(
        Action, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_for = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="partners_improvement_days_in_order",
                condition=Q(done_by=None) | Q(starts_on=None) | Q(done_by__gte=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.action_text

    def get_absolute_url(self) -> str:
        return f"{self.exercise.get_absolute_url()}#improve"
