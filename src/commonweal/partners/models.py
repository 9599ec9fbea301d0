"""A promise and what became of it: meeting, recommendation, answer, action, evidence, confirmation.

    Meeting ─< Recommendation ─< Answer          (the newest one counts, all stay)
                      └─────────< Action ─< Report        (what its owner says, all stay)
                                     ├────< Evidence      (withdrawn, never deleted)
                                     └────< Confirmation  (or objection; one a partner counts, all stay)

Words of a document are kept with their place, so that a promise outlives a change of its source.
"""

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
from commonweal.partners.parts import ORGANISATION, Attached, Passage, Said

if TYPE_CHECKING:
    from commonweal.rights.models import Organisation


class MeetingType(models.TextChoices):
    MEETING = "meeting", _("meeting")
    WORKSHOP = "workshop", _("workshop")
    TRAINING = "training", _("training")
    SEMINAR = "seminar", _("seminar")
    CONFERENCE = "conference", _("conference")
    ROUNDTABLE = "roundtable", _("round table")
    EXERCISE = "exercise", _("exercise")
    LAUNCH = "launch", _("launch")
    VISIT = "visit", _("visit")
    OTHER = "other", _("other")


class Meeting(models.Model):
    """People met: when, where, who called it, who was there, and the document that says so.

    Who called it need not work here, and is often not known; who recorded it keeps it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=300)
    type = models.CharField(
        _("kind of meeting"), max_length=20, choices=MeetingType, default=MeetingType.MEETING
    )
    start = models.DateField(_("first day"), null=True, blank=True)
    end = models.DateField(_("last day"), null=True, blank=True)
    date_text = models.CharField(_("days as written"), max_length=200, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    country = models.CharField(_("country"), max_length=100, blank=True)
    recorder = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    convener = models.ForeignKey(
        ORGANISATION, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    called_by = models.CharField(_("other bodies that called it"), max_length=300, blank=True)
    partners: models.ManyToManyField[Organisation, Organisation] = models.ManyToManyField(
        ORGANISATION, blank=True, related_name="+"
    )
    # Bodies as the document names them; whom a person may act for are the partners.
    bodies = models.JSONField(_("bodies named"), default=list, blank=True)
    document_id = models.UUIDField(null=True, blank=True, db_index=True)
    document_title = models.CharField(max_length=500, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = [F("start").desc(nulls_last=True), "-added_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="partners_meeting_days_in_order",
                condition=Q(end=None) | Q(end__gte=F("start")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partners:meeting", args=[self.pk])

    @property
    def caller(self) -> str:
        """Return who called it, partners and other bodies; nothing where it is not known."""
        partner = self.convener.name if self.convener else ""
        return "; ".join(filter(None, [partner, self.called_by]))


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


class ReportKind(models.TextChoices):
    ACCEPTED = "accepted", _("taken on")
    DECLINED = "declined", _("not taken on")
    CORRECTED = "corrected", _("corrected")
    STARTED = "started", _("started")
    EXTENDED = "extended", _("given a later date")
    DONE = "done", _("reported done")
    REOPENED = "reopened", _("taken up again")
    CANCELLED = "cancelled", _("cancelled")


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
