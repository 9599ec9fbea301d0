"""What a meeting asks of a partner, and what the partner answers."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.partners.models.meetings import Meeting
from commonweal.partners.parts import ORGANISATION, Passage, Said

if TYPE_CHECKING:
    pass


class RecommendationType(models.TextChoices):
    RECOMMENDATION = "recommendation", _("recommendation")
    COMMITMENT = "commitment", _("commitment")
    NEXT_STEP = "next step", _("next step")


class Recommendation(Passage):
    """What a meeting asks of one partner, with the exact words it was marked from."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="recommendations")
    number = models.PositiveSmallIntegerField()
    type = models.CharField(_("kind"), max_length=20, choices=RecommendationType)
    text = models.TextField(_("what is asked"))
    addressee = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    # For which partner; whoever marked it may act for another one by now.
    marked_for = models.ForeignKey(
        ORGANISATION, null=True, on_delete=models.PROTECT, related_name="+"
    )
    marked_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True, db_index=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta(Passage.Meta):
        ordering = ["-marked_at", "meeting", "number"]
        indexes = [
            models.Index(fields=["-marked_at"], name="recommendation_newest"),
            models.Index(fields=["addressee", "marked_at"], name="recommendation_addressee"),
        ]
        constraints = [
            *Passage.Meta.constraints,
            models.UniqueConstraint(
                fields=["meeting", "number"], name="partners_recommendation_number_once"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return reverse("partners:recommendation", args=[self.pk])

    @property
    def is_public(self) -> bool:
        return self.published_at is not None and self.withdrawn_at is None


class Position(models.TextChoices):
    SUPPORTED = "supported", _("supported")
    IN_PART = "in-part", _("supported in part")
    NOT_AGREED = "not-agreed", _("not agreed")


class Answer(Said):
    """What the addressee says. A later answer stands before the earlier ones, which stay."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="answers"
    )
    # 1 for the first answer; two people who answer the same state cannot both have the next number.
    number = models.PositiveSmallIntegerField()
    position = models.CharField(_("answer"), max_length=20, choices=Position)
    reason = models.TextField(_("reason"), blank=True)
    # Without the addressee's yes the public sees the position only.
    is_public = models.BooleanField(default=False)

    class Meta:
        ordering = ["-number"]
        indexes = [models.Index(fields=["-at"], name="answer_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "number"], name="partners_answer_number_once"
            ),
            models.CheckConstraint(
                name="partners_answer_has_reason",
                condition=Q(position=Position.SUPPORTED) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.position
