"""Tables that came in: the file's lines, what is wrong in each, what became of each, and how far it is."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.partners.parts import ORGANISATION


class TableImport(models.Model):
    """One file that was handed in. Its lines are kept, the file is not.

    checking → [CHECKED] → begin → [RUNNING] ⇄ [STOPPED] → [DONE] → undo → [RUNNING] ⇄ … → [DONE]
    """

    class State(models.TextChoices):
        CHECKING = "checking", _("is being checked")
        CHECKED = "checked", _("checked; nothing is imported yet")
        RUNNING = "running", _("under way")
        STOPPED = "stopped", _("stopped")
        DONE = "done", _("done")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Which table, such as "partners".
    table = models.CharField(max_length=30)
    file_name = models.CharField(max_length=255)
    # None: the command line.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # For which partner; whoever handed it in may act for another one by now.
    asked_for = models.ForeignKey(
        ORGANISATION, null=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.CHECKING)
    # Whether what runs, or is done, is taking the import back.
    is_undo = models.BooleanField(default=False)
    total = models.PositiveIntegerField(default=0)
    bad = models.PositiveIntegerField(default=0)
    # How many lines it is through with, from the first on; when undone, from the last on.
    through = models.PositiveIntegerField(default=0)
    # When it was last worked on, stopped or done.
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-added_at"]
        verbose_name = _("import of a table")
        constraints = [
            models.UniqueConstraint(
                fields=["table"], condition=Q(state="running"), name="partners_import_one_runs"
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        # What the table is about stands in its address.
        return reverse("partners:import_of_recommendations" if self.table == "recommendations" else "partners:import", args=[self.pk])  # fmt: skip

    @property
    def good(self) -> int:
        """How many lines can be imported."""
        return self.total - self.bad


class ImportLine(models.Model):
    """One line of a file: its values, what is wrong in it, and what became of it."""

    class Outcome(models.TextChoices):
        WAITING = "", _("waits")
        ADDED = "added", _("added")
        CHANGED = "changed", _("changed")
        SAME = "same", _("is so already")
        LEFT = "left", _("left out")
        UNDONE = "undone", _("taken back")
        KEPT = "kept", _("stays, for something rests on it")

    id = models.BigAutoField(primary_key=True)
    table_import = models.ForeignKey(TableImport, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    values = models.JSONField(default=dict)
    # Each with column, code and facts.
    faults = models.JSONField(default=list)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True, default=Outcome.WAITING)
    # What the line is about, and what was there before; None where it was added.
    thing_id = models.UUIDField(null=True)
    before = models.JSONField(null=True)
    why = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["table_import", "number"], name="import_line_once"),
        ]
        indexes = [models.Index(fields=["table_import", "outcome"], name="import_line_outcome")]

    def __str__(self) -> str:
        return str(self.number)
