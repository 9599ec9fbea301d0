"""What we mean and what we do not mean: words as the partners here agreed on them, each wording kept.

Meaning ─< MeaningWording ─< MeaningView     (one a partner counts, all stay)
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.partners.parts import ORGANISATION, Said


class Meaning(models.Model):
    """A word that people here use, whoever keeps its wording."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    term = models.CharField(_("word"), max_length=200, unique=True)
    keeper = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["term"]

    def __str__(self) -> str:
        return self.term

    def get_absolute_url(self) -> str:
        return reverse("partners:meaning", args=[self.pk])


class MeaningWording(Said):
    """One wording; the newest is the one that partners agree or object to. Rows are added, never changed."""

    id = models.BigAutoField(primary_key=True)
    meaning = models.ForeignKey(Meaning, on_delete=models.PROTECT, related_name="wordings")
    number = models.PositiveSmallIntegerField()
    means = models.TextField(_("what we mean"))
    means_not = models.TextField(_("what we do not mean"))

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["meaning", "number"], name="partners_meaning_number_once"
            ),
        ]

    def __str__(self) -> str:
        return self.means[:80]


class MeaningViewKind(models.TextChoices):
    AGREES = "agrees", _("agrees")
    OBJECTS = "objects", _("objects")


class MeaningView(Said):
    """A partner's yes or no to a wording, with its reason; an earlier one stays, superseded."""

    id = models.BigAutoField(primary_key=True)
    wording = models.ForeignKey(MeaningWording, on_delete=models.PROTECT, related_name="views")
    kind = models.CharField(max_length=20, choices=MeaningViewKind)
    text = models.TextField(blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["wording", "organisation"],
                condition=Q(superseded_at=None),
                name="partners_meaning_view_one_counts",
            ),
            models.CheckConstraint(
                name="partners_meaning_objection_has_reason",
                condition=~Q(kind="objects") | ~Q(text=""),
            ),
        ]

    def __str__(self) -> str:
        return self.kind
