"""What partners ask security institutions, and what these answer, promise and keep.

InstitutionTerms        how soon it answers, how one complains   (rows are added; the newest counts)
DecidingRoles           women and young people who decide there  (rows are added; the newest of a year counts)
Question ─< QuestionAnswer
    └────< Commitment ─< CommitmentView   (another partner confirms or objects)
InstitutionPage         what everybody reads of a year, as it was previewed
"""

from __future__ import annotations

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.partners.engine import questions as engine
from commonweal.partners.models.doing import ViewKind
from commonweal.partners.parts import ORGANISATION, Said


class InstitutionTerms(Said):
    """Within how many days an institution answers, and how one complains there. The newest row counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    institution = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    answer_days = models.PositiveSmallIntegerField(_("days to answer"), default=30)
    complaints = models.TextField(_("ways to complain"), blank=True)
    link = models.URLField(_("page about complaints"), max_length=500, blank=True)

    class Meta:
        ordering = ["-at", "id"]
        indexes = [models.Index(fields=["institution", "-at"], name="institution_terms_newest")]
        constraints = [
            models.CheckConstraint(
                name="partners_institution_days",
                condition=Q(answer_days__gte=engine.DAYS_LEAST, answer_days__lte=engine.DAYS_MOST),
            ),
        ]

    def __str__(self) -> str:
        return str(self.answer_days)


class DecidingRoles(Said):
    """How many people decide in an institution, how many are women, how many young: numbers alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    institution = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    total = models.PositiveIntegerField(_("people in deciding roles"))
    women = models.PositiveIntegerField(_("of them women"))
    youth = models.PositiveIntegerField(_("of them under 35"))
    source = models.CharField(_("where the figures are from"), max_length=300, blank=True)

    class Meta:
        ordering = ["-at", "id"]
        indexes = [
            models.Index(fields=["institution", "year", "-at"], name="deciding_roles_newest")
        ]
        constraints = [
            models.CheckConstraint(
                name="partners_deciding_of_total",
                condition=Q(women__lte=F("total"), youth__lte=F("total")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)


class QuestionKind(models.TextChoices):
    QUESTION = "question", _("question")
    RECOMMENDATION = "recommendation", _("recommendation")


class Question(Said):
    """What one partner asks an institution, and by when it is to be answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    institution = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=15, choices=QuestionKind)
    text = models.TextField(_("what is asked"))
    is_public = models.BooleanField(default=False)
    is_unnamed = models.BooleanField(default=False)
    due_on = models.DateField()
    answered_on = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "id"]
        indexes = [
            models.Index(fields=["institution", "-at"], name="question_newest"),
            models.Index(fields=["answered_on", "due_on"], name="question_due"),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return reverse("partners:question", args=[self.pk])

    @property
    def asked_for(self) -> str:
        """Who asks, as everybody may read it."""
        return str(_("a civil-society partner")) if self.is_unnamed else self.organisation.name

    @property
    def state(self) -> engine.State:
        """How far it is today."""
        return engine.state_of(
            self.due_on,
            answered_on=self.answered_on,
            is_withdrawn=self.withdrawn_at is not None,
            today=timezone.localdate(),
        )

    @property
    def days_late(self) -> int:
        """By how many days the answer came late, or is late by now."""
        return engine.days_late(
            self.due_on, answered_on=self.answered_on, today=timezone.localdate()
        )


class QuestionAnswer(Said):
    """What the institution answers. A later answer stands before the earlier ones, which stay."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(_("answer"))
    is_public = models.BooleanField(default=False)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "number"], name="partners_question_answer_once"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Commitment(Said):
    """What an institution promises with an answer, and whether it says that it kept it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="commitments")
    text = models.TextField(_("what is promised"))
    due_on = models.DateField(_("by when"))
    kept_on = models.DateField(null=True)
    kept_text = models.TextField(blank=True)

    class Meta:
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return self.text[:80]

    def state_on(self, today: date) -> engine.CommitmentState:
        """Return how far it is; its views are loaded."""
        now = [each.kind for each in self.views.all() if each.superseded_at is None]
        return engine.commitment_state(
            self.due_on,
            kept=self.kept_on is not None,
            confirms=ViewKind.CONFIRMS in now,
            objects=ViewKind.OBJECTS in now,
            today=today,
        )

    @property
    def state(self) -> engine.CommitmentState:
        """How far it is today."""
        return self.state_on(timezone.localdate())


class CommitmentView(Said):
    """Another partner confirms that a promise was kept, or objects with a reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="views")
    kind = models.CharField(max_length=20, choices=ViewKind)
    reason = models.TextField(blank=True)
    is_unnamed = models.BooleanField(default=False)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                name="partners_commitment_objection_has_reason",
                condition=Q(kind=ViewKind.CONFIRMS) | ~Q(reason=""),
            ),
            models.UniqueConstraint(
                fields=["commitment", "organisation"],
                condition=Q(superseded_at=None),
                name="partners_commitment_one_view_counts",
            ),
        ]

    def __str__(self) -> str:
        return self.kind

    @property
    def said_for(self) -> str:
        """Whose view it is, as everybody may read it."""
        return str(_("a civil-society partner")) if self.is_unnamed else self.organisation.name


class InstitutionPage(models.Model):
    """A year of an institution as everybody reads it: kept as it was previewed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    institution = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    content = models.JSONField(default=dict)
    question_ids = models.JSONField(default=list)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    published_for = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-year", "-published_at", "id"]

    def __str__(self) -> str:
        return str(self.year)

    def get_absolute_url(self) -> str:
        return reverse("partners:institution_page", args=[self.pk])

    @property
    def is_public(self) -> bool:
        return self.withdrawn_at is None
