"""The do-no-harm check of a partnership, a meeting series or a project: one table for all of them.

HarmCheck ─< HarmAnswer      (eight; a later check is another row, the earlier ones stay)
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.partners.parts import ORGANISATION


class HarmSubject(models.TextChoices):
    PARTNERSHIP = "partnership", _("partnership")
    SERIES = "series", _("meeting series")
    PROJECT = "project", _("project")


class HarmCheck(models.Model):
    """One check; it is made once all questions are answered, and then no longer changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # A series of meetings is no row of its own: what the check is about is its kind and its id.
    subject = models.CharField(_("about"), max_length=20, choices=HarmSubject)
    subject_id = models.UUIDField()
    keeper = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    begun_at = models.DateTimeField(default=timezone.now)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-begun_at", "id"]
        indexes = [models.Index(fields=["subject", "subject_id"], name="harm_subject")]
        constraints = [
            models.CheckConstraint(
                name="partners_harm_done_whole",
                condition=Q(done_at=None, done_by=None)
                | Q(done_at__isnull=False, done_by__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["subject", "subject_id"],
                condition=Q(done_at=None),
                name="partners_harm_one_begun",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("partners:harm_check", args=[self.pk])


class HarmAnswer(models.Model):
    """One question: what could go wrong, what is done about it, which partner answers for it."""

    id = models.BigAutoField(primary_key=True)
    check_of = models.ForeignKey(HarmCheck, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=20)
    risk = models.TextField(_("what could go wrong"), blank=True)
    mitigation = models.TextField(_("what is done about it"), blank=True)
    owner = models.ForeignKey(
        ORGANISATION, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["check_of", "question"], name="partners_harm_answer_once"
            ),
        ]

    def __str__(self) -> str:
        return self.question
