"""Due diligence: what one organisation of a partnership asks about another, both ways."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.partners.models.partnerships import Partnership
from commonweal.partners.parts import ORGANISATION, Said


class DiligenceOutcome(models.TextChoices):
    TOGETHER = "together", _("work together")
    CONDITIONS = "conditions", _("work together, with conditions")
    NOT_NOW = "not-now", _("not now")


class FindingAnswer(models.TextChoices):
    YES = "yes", _("yes")
    NO = "no", _("no")
    UNKNOWN = "unknown", _("not known")
    NOT_APPLY = "not-apply", _("does not apply")


class Diligence(models.Model):
    """One look of an organisation at another, within a partnership; a later look is another row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="looks")
    by = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    about = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    begun_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(_("outcome"), max_length=20, choices=DiligenceOutcome, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    # For a refusal: the second person, who is another one.
    second_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    second_at = models.DateTimeField(null=True, blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-begun_at", "id"]
        verbose_name_plural = _("due diligence")
        constraints = [
            models.CheckConstraint(
                name="partners_diligence_about_another", condition=~Q(by=F("about"))
            ),
            models.CheckConstraint(
                name="partners_diligence_decided_whole",
                condition=Q(outcome="", decided_at=None, decided_by=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False)
                & ~Q(outcome="")
                & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="partners_diligence_four_eyes",
                condition=Q(second_by=None) | ~Q(second_by=F("decided_by")),
            ),
            models.UniqueConstraint(
                fields=["partnership", "by", "about"],
                condition=Q(superseded_at=None),
                name="partners_diligence_one_counts",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("partners:diligence", args=[self.pk])


class DiligenceFinding(models.Model):
    """One answer of the checklist, with where it is from. The note is the two partners' own."""

    id = models.BigAutoField(primary_key=True)
    diligence = models.ForeignKey(Diligence, on_delete=models.PROTECT, related_name="findings")
    question = models.CharField(max_length=30)
    answer = models.CharField(max_length=20, choices=FindingAnswer)
    note = models.TextField(blank=True)
    source = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["diligence", "question"], name="partners_finding_once"),
        ]

    def __str__(self) -> str:
        return self.question


class DiligenceReply(Said):
    """What the partner it is about says beside it. Rows are added, never changed."""

    id = models.BigAutoField(primary_key=True)
    diligence = models.ForeignKey(Diligence, on_delete=models.PROTECT, related_name="replies")
    text = models.TextField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:80]


class WrongRefusal(Said):
    """A refusal that was an error (over-blocking): why it was wrong, and what was changed so that it is not again."""

    id = models.BigAutoField(primary_key=True)
    diligence = models.OneToOneField(
        Diligence, on_delete=models.PROTECT, related_name="wrong_refusal"
    )
    text = models.TextField(_("why it was wrong"))
    changed = models.TextField(_("what was changed"))

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:80]
