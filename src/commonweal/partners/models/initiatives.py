"""Good practices, and initiatives that begin with one and offer themselves back as one.

Practice ─< Initiative (begun from it)      Initiative 1─1 Practice (what it became)
Practice ─< PracticeSource                  (a document of the library; others are typed)
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
from commonweal.partners.models.prevention import Objective
from commonweal.partners.parts import ORGANISATION

USER = settings.AUTH_USER_MODEL


class Grade(models.TextChoices):
    """How well it is known that it works; from weak to strong."""

    TOLD = "told", _("those who did it say so")
    HEARD = "heard", _("those it was for say so, too")
    COUNTED = "counted", _("counted before and after")
    COMPARED = "compared", _("compared with others that had nothing like it")
    EVALUATED = "evaluated", _("evaluated by somebody independent")


class PracticeState(models.TextChoices):
    PROPOSED = "proposed", _("waits for a review")
    REVIEWED = "reviewed", _("in the guidebook")
    RETURNED = "returned", _("sent back")


class Practice(models.Model):
    """What worked somewhere, and what did not; in the guidebook once another partner has reviewed it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=300)
    level = models.CharField(_("level of prevention"), max_length=10, choices=Level)
    text = models.TextField(_("what it is"))
    for_whom = models.CharField(_("for whom"), max_length=300, blank=True)
    place = models.CharField(_("where it was tried"), max_length=300, blank=True)
    worked = models.TextField(_("what worked"))
    not_worked = models.TextField(_("what did not work"))
    grade = models.CharField(_("how well it is known"), max_length=20, choices=Grade)
    # One a line.
    sources = models.TextField(_("sources"))
    keeper = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=20, choices=PracticeState, default=PracticeState.PROPOSED, db_index=True
    )
    reviewed_by = models.ForeignKey(
        USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_for = models.ForeignKey(
        ORGANISATION, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    review = models.TextField(blank=True)
    added_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["title", "added_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="partners_practice_says_what_did_not_work",
                condition=~Q(not_worked="") & ~Q(worked="") & ~Q(sources=""),
            ),
            models.CheckConstraint(
                name="partners_practice_reviewed_by_another",
                condition=Q(state="proposed", reviewed_by=None)
                | (Q(reviewed_at__isnull=False) & ~Q(reviewed_by=F("added_by"))),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partners:practice", args=[self.pk])


class PracticeSource(models.Model):
    """A document of the library on which a practice stands."""

    id = models.BigAutoField(primary_key=True)
    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="papers")
    document_id = models.UUIDField(db_index=True)
    document_title = models.CharField(max_length=500)

    class Meta:
        ordering = ["document_title", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "document_id"], name="partners_practice_source_once"
            ),
        ]

    def __str__(self) -> str:
        return self.document_title


class InitiativeState(models.TextChoices):
    RUNNING = "running", _("running")
    ENDED = "ended", _("ended")
    STOPPED = "stopped", _("stopped early")


class Initiative(models.Model):
    """A try of something that worked elsewhere: for whom, made by whom, how it is meant to work, how it ends."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=300)
    level = models.CharField(_("level of prevention"), max_length=10, choices=Level)
    practice = models.ForeignKey(
        Practice, null=True, blank=True, on_delete=models.SET_NULL, related_name="initiatives"
    )
    objective = models.ForeignKey(
        Objective, null=True, blank=True, on_delete=models.SET_NULL, related_name="initiatives"
    )
    purpose = models.TextField(_("purpose"))
    serves = models.CharField(_("whom it serves"), max_length=300)
    designed_with = models.CharField(_("who helped design it"), max_length=500)
    theory = models.TextField(_("how it is meant to work"))
    harm_indicator = models.TextField(_("how one notices that it harms"))
    exit_plan = models.TextField(_("how it ends"))
    start = models.DateField(_("first day"), null=True, blank=True)
    end = models.DateField(_("last day"), null=True, blank=True)
    keeper = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=20, choices=InitiativeState, default=InitiativeState.RUNNING, db_index=True
    )
    became = models.OneToOneField(
        Practice, null=True, blank=True, on_delete=models.SET_NULL, related_name="came_from"
    )
    added_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["title", "added_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="partners_initiative_days_in_order",
                condition=Q(end=None) | Q(start=None) | Q(end__gte=F("start")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partners:initiative", args=[self.pk])
