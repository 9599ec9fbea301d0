"""The minutes of a meeting: every revision whole, wordings proposed for it, decisions marked in it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.partners.models.meetings import Meeting
from commonweal.partners.parts import ORGANISATION, Said


class MinutesPhase(models.TextChoices):
    DRAFT = "draft", _("draft, written together")
    CONVENER = "convener", _("with the convener")
    AMENDMENT = "amendment", _("open for amendments")
    FINAL = "final", _("final")


class Minutes(models.Model):
    """The minutes of one meeting, and how far they are; their words stand in the revisions."""

    meeting = models.OneToOneField(
        Meeting, on_delete=models.CASCADE, primary_key=True, related_name="minutes"
    )
    phase = models.CharField(
        _("phase"), max_length=10, choices=MinutesPhase, default=MinutesPhase.DRAFT
    )
    # Until when attendees may propose other words; it passes by itself.
    amend_until = models.DateTimeField(null=True, blank=True)
    final_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "minutes"
        constraints = [
            models.CheckConstraint(
                name="partners_minutes_window_known",
                condition=~Q(phase="amendment") | Q(amend_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.meeting)

    def get_absolute_url(self) -> str:
        return reverse("partners:minutes", args=[self.pk])


class MinutesRevision(Said):
    """The whole words at one time; rows are only added."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    phase = models.CharField(max_length=10, choices=MinutesPhase)
    # [{"key", "session", "text"}], see engine.minutes.Paragraph.
    paragraphs = models.JSONField(default=list)
    reason = models.TextField(_("because"), blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "number"], name="partners_minutes_revision_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class AmendmentState(models.TextChoices):
    OPEN = "open", _("waits")
    TAKEN = "taken", _("taken over")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("taken back")


class Amendment(Said):
    """Other words that an attendee proposes for a paragraph."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="amendments")
    paragraph = models.UUIDField()
    before = models.TextField(blank=True)
    text = models.TextField(_("its words"), blank=True)
    why = models.TextField(_("because"))
    state = models.CharField(max_length=10, choices=AmendmentState, default=AmendmentState.OPEN)
    decided_reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_for = models.ForeignKey(
        ORGANISATION, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                name="partners_amendment_declined_why",
                condition=~Q(state="declined") | ~Q(decided_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Decision(models.Model):
    """What a meeting decided, with the paragraph of the minutes in which it stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(_("what was decided"))
    minutes_paragraph = models.UUIDField()
    minutes_revision = models.PositiveSmallIntegerField()
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    marked_for = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    marked_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"], name="partners_decision_number_once"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return f"{self.meeting.get_absolute_url()}#d{self.number}"
