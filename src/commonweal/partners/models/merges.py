"""Two partners that turned out to be one, and what was moved."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from commonweal.partners.parts import ORGANISATION


class Merge(models.Model):
    """One name that leads to another partner; who decided so, and why, is with the proposal."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kept = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    absorbed = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)
    # The ids of the rows that were moved, by table and column.
    moved = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["absorbed"], condition=Q(undone_at=None), name="partners_merge_one_holds"
            ),
            models.CheckConstraint(name="partners_merge_of_two", condition=~Q(kept=F("absorbed"))),
        ]

    def __str__(self) -> str:
        return f"{self.absorbed_id} → {self.kept_id}"
