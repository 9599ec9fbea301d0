"""Uploads and their files."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.library.models.documents import Document


class Intake(models.Model):
    """What one person added in one go; the worker reads it item by item."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for the reader")
        READING = "reading", _("being read")
        STOPPED = "stopped", _("stopped")
        DONE = "done", _("done")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # For which partner; whoever uploaded it may act for another one by now.
    added_for = models.ForeignKey(
        "rights.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    # Why it was stopped, where no person did it: a full disk.
    message = models.TextField(blank=True)
    # The last sign of life of whoever reads it: without one for a minute, another takes over.
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-started_at"]
        indexes = [models.Index(fields=["state", "seen_at"], name="intake_state")]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        """Return the address of the page that shows its progress."""
        return reverse("library:intake", args=[self.pk])


class IntakeItem(models.Model):
    """One file of an intake, or one member of an archive, and what became of it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        READING = "reading", _("being read")
        OPENED = "opened", _("opened")
        READ = "read", _("read")
        KNOWN = "known", _("known already")
        REFUSED = "refused", _("not read")

    id = models.BigAutoField(primary_key=True)
    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="items")
    # The archive it was found in, and its place there.
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="members")
    place = models.PositiveIntegerField()
    name = models.CharField(max_length=500)
    # A person's own title for a pasted text.
    title = models.CharField(max_length=500, blank=True)
    size_bytes = models.PositiveBigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    # Why it was not read; or that it was put back.
    code = models.CharField(max_length=80, blank=True)
    message = models.TextField(blank=True)
    document = models.ForeignKey(
        Document, null=True, on_delete=models.SET_NULL, related_name="items"
    )
    # Who reads it ("host:process"), and their last sign of life.
    reader = models.CharField(max_length=200, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    # How often a reader began with it; one that stops three readers is refused.
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["intake", "place"], condition=Q(parent=None), name="item_place_once"
            ),
            models.UniqueConstraint(
                fields=["parent", "place"], condition=~Q(parent=None), name="member_place_once"
            ),
        ]
        indexes = [models.Index(fields=["intake", "state"], name="item_state")]

    def __str__(self) -> str:
        return self.name
