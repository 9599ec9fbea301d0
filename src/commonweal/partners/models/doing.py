"""What is done about it: actions, reports of how they go, evidence, and other partners' views."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.partners.engine import states
from commonweal.partners.models.promises import Recommendation
from commonweal.partners.parts import ORGANISATION, Attached, Passage, Said

if TYPE_CHECKING:
    pass


class ActionState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    DECLINED = "declined", _("not taken on")
    PLANNED = "planned", _("planned")
    ONGOING = "ongoing", _("ongoing")
    DONE = "done", _("reported done")
    CANCELLED = "cancelled", _("cancelled")


class Action(models.Model):
    """What one partner does about a recommendation, by when. The first date is never lost."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="actions"
    )
    title = models.CharField(_("what will be done"), max_length=300)
    owner = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField(_("due on"), db_index=True)
    first_due_on = models.DateField()
    state = models.CharField(max_length=20, choices=ActionState, default=ActionState.PLANNED)
    # Who reported it done, and for whom: neither can confirm it.
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reported_for = models.ForeignKey(
        ORGANISATION, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reported_at = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)
    # What it is made of, in order: each with a text, and the day on which it was done.
    steps = models.JSONField(default=list, blank=True)
    # When those who do it last said or showed anything; None: since it was added.
    said_at = models.DateTimeField(null=True, blank=True)
    # When whoever leads it was last reminded by mail.
    reminded_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due_on", "added_at", "id"]
        indexes = [
            models.Index(fields=["state", "reported_at"], name="action_reported"),
            models.Index(fields=["owner", "due_on"], name="action_owner"),
        ]
        constraints = [
            models.CheckConstraint(
                name="partners_action_done_is_reported",
                condition=~Q(state=ActionState.DONE)
                | Q(
                    reported_by__isnull=False, reported_for__isnull=False, reported_at__isnull=False
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partners:action", args=[self.pk])

    @property
    def is_correctable(self) -> bool:
        """Whether nothing was said yet about how it goes."""
        kept = (ReportKind.ACCEPTED, ReportKind.CORRECTED)
        is_new = self.state in {ActionState.PROPOSED, ActionState.PLANNED}
        return is_new and all(each.kind in kept for each in self.reports.all())

    @property
    def due_state(self) -> states.Due:
        """``overdue``, ``due-soon`` or nothing, as of today."""
        return states.due(self.due_on, self.state, today=timezone.localdate())  # type: ignore[arg-type]  # the choices are the states

    @property
    def is_stale(self) -> bool:
        """Whether nothing was said or shown for so long that somebody should ask."""
        said_on = timezone.localdate(self.said_at or self.added_at)
        return states.is_stale(said_on, self.state, today=timezone.localdate())  # type: ignore[arg-type]  # the choices are the states


class ReportKind(models.TextChoices):
    ACCEPTED = "accepted", _("taken on")
    DECLINED = "declined", _("not taken on")
    CORRECTED = "corrected", _("corrected")
    STARTED = "started", _("started")
    EXTENDED = "extended", _("given a later date")
    DONE = "done", _("reported done")
    REOPENED = "reopened", _("taken up again")
    CANCELLED = "cancelled", _("cancelled")
    HANDED_ON = "handed-on", _("handed on")


# What is said only with a reason.
NEEDS_REASON = (ReportKind.CANCELLED, ReportKind.EXTENDED, ReportKind.DECLINED)


class Report(Said):
    """One thing said about an action by those who do it. Rows are added, never changed."""

    id = models.BigAutoField(primary_key=True)
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=20, choices=ReportKind)
    text = models.TextField(blank=True)
    former_due_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="partners_report_has_reason",
                condition=~Q(kind__in=NEEDS_REASON) | ~Q(text=""),
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class EvidenceKind(models.TextChoices):
    FILE = "file", _("file")
    LINK = "link", _("link")
    PASSAGE = "passage", _("passage of a document")


class Evidence(Passage, Attached, Said):
    """A file, a link or a document's passage that shows what was done. Withdrawn, never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=20, choices=EvidenceKind)
    title = models.CharField(_("what it shows"), max_length=300)
    link = models.URLField(max_length=2000, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["-at"], name="evidence_newest")]
        verbose_name_plural = _("evidence")
        constraints = [
            *Passage.Meta.constraints,
            models.CheckConstraint(
                name="partners_evidence_one_kind",
                condition=Q(kind=EvidenceKind.FILE, link="", document_id=None) & ~Q(file="")
                | Q(kind=EvidenceKind.LINK, file="", document_id=None) & ~Q(link="")
                | Q(kind=EvidenceKind.PASSAGE, link="", file="", document_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ViewKind(models.TextChoices):
    CONFIRMS = "confirms", _("confirms")
    OBJECTS = "objects", _("objects")


class Confirmation(Passage, Attached, Said):
    """Another partner's view of what was reported done: it confirms, or it objects with a reason.

    Views of several partners stand side by side; a partner's later view stands before its earlier.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="confirmations")
    kind = models.CharField(max_length=20, choices=ViewKind)
    reason = models.TextField(_("reason"), blank=True)
    is_public = models.BooleanField(default=False)
    # Whether it stands everywhere as a civil-society partner's, without its name.
    is_unnamed = models.BooleanField(default=False)
    # The action's owner, repeated so that the database itself refuses a partner's own confirmation.
    owner = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "id"]
        indexes = [models.Index(fields=["-at"], name="confirmation_newest")]
        constraints = [
            *Passage.Meta.constraints,
            models.CheckConstraint(
                name="partners_confirmation_not_by_owner", condition=~Q(organisation=F("owner"))
            ),
            models.CheckConstraint(
                name="partners_objection_has_reason",
                condition=Q(kind=ViewKind.CONFIRMS) | ~Q(reason=""),
            ),
            models.UniqueConstraint(
                fields=["action", "organisation"],
                condition=Q(superseded_at=None),
                name="partners_confirmation_one_counts",
            ),
        ]

    def __str__(self) -> str:
        return self.kind

    @property
    def said_for(self) -> str:
        """Whose view it is, as everybody may read it."""
        return str(_("a civil-society partner")) if self.is_unnamed else self.organisation.name
