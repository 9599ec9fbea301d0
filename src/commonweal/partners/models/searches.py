"""Where the search for evidence in the library has come to."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.partners.parts import ORGANISATION


class EvidenceSearch(models.Model):
    """One run over documents that looks for evidence: all of them, or those read since the last run.

    RUNNING ⇄ STOPPED, → DONE
    """

    class State(models.TextChoices):
        RUNNING = "running", _("under way")
        STOPPED = "stopped", _("stopped")
        DONE = "done", _("done")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    # None: the workspace itself, after documents were read.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_for = models.ForeignKey(
        ORGANISATION, null=True, on_delete=models.PROTECT, related_name="+"
    )
    begun_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    # The document it is through with: when that was read, and which.
    read_at = models.DateTimeField(null=True)
    document_id = models.UUIDField(null=True)
    total = models.PositiveIntegerField(default=0)
    through = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-begun_at", "id"]
        verbose_name = _("search for evidence")
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="running"), name="partners_search_one_runs"
            ),
        ]

    def __str__(self) -> str:
        return str(self.begun_at)
