"""Who spoke, decided and took part in a meeting: counts by sex and age, no person."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from commonweal.partners.models.meetings import Meeting
from commonweal.partners.parts import Said


class InclusionFigures(Said):
    """Counts of one meeting, as far as somebody entered them; apart from who registered."""

    meeting = models.OneToOneField(
        Meeting, on_delete=models.CASCADE, primary_key=True, related_name="figures"
    )
    # By role, sex and age, in the order of engine.inclusion: {role: [[count]]}.
    counts = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "inclusion figures"

    def __str__(self) -> str:
        return str(self.meeting)

    def get_absolute_url(self) -> str:
        return reverse("partners:inclusion", args=[self.pk])
