"""Reading everything again: one row for each run, and one for each document that kept its earlier reading."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.library.models.documents import Document


class Rereading(models.Model):
    """One run over all documents of older readers: who asked for it, how far it is, how it ended."""

    class State(models.TextChoices):
        RUNNING = "running", _("under way")
        STOPPED = "stopped", _("stopped")
        DONE = "done", _("done")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    # None: the command line.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # For which partner; whoever asked for it may act for another one by now.
    asked_for = models.ForeignKey(
        "rights.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    reader_version = models.CharField(max_length=40)
    started_at = models.DateTimeField(default=timezone.now)
    # When it was stopped, or done; empty while it is under way.
    ended_at = models.DateTimeField(null=True, blank=True)
    # Why it was stopped, where no person did it: a full disk.
    message = models.TextField(blank=True)
    # How many documents there were to read; read since; left with their earlier reading.
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    # The last document it is through with, for it takes them in the order of their ids; and the one
    # it is at, with how often a worker began with that.
    last = models.UUIDField(null=True)
    at = models.UUIDField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # Who reads now ("host:process"; empty between two turns), and the last sign of life.
    worker = models.CharField(max_length=200, blank=True)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="running"), name="rereading_one_runs"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        """Return the address of the page that shows its progress."""
        return reverse("library:rereading", args=[self.pk])

    @property
    def through(self) -> int:
        """Return how many documents it is through with."""
        return self.done + self.kept


class KeptReading(models.Model):
    """That one document kept its earlier reading in a run, and why."""

    id = models.BigAutoField(primary_key=True)
    rereading = models.ForeignKey(Rereading, on_delete=models.CASCADE, related_name="kept_readings")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    why = models.TextField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["rereading", "document"], name="kept_reading_once"),
        ]

    def __str__(self) -> str:
        return self.why
