"""What a partnership obliges to, and what was done of it that no meeting shows."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.partners.models.partnerships import Partnership, Term
from commonweal.partners.parts import ORGANISATION, Said


class ObligationKind(models.TextChoices):
    MEETING = "meeting", _("meetings")
    TRAINING = "training", _("trainings")
    EXERCISE = "exercise", _("exercises")
    REPORT = "report", _("reports")
    OTHER = "other", _("other")


class Per(models.TextChoices):
    YEAR = "year", _("a year")
    ALL = "all", _("in all")


class Obligation(models.Model):
    """So many of something, a year or in all, by one organisation or by all together.

    It is agreed with a term: until all have said yes to that, nobody is obliged.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="obligations"
    )
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="obligations")
    kind = models.CharField(_("of what"), max_length=20, choices=ObligationKind)
    text = models.CharField(_("what"), max_length=300)
    number = models.PositiveSmallIntegerField(
        _("how many"), validators=[MinValueValidator(1), MaxValueValidator(366)]
    )
    per = models.CharField(max_length=10, choices=Per, default=Per.YEAR)
    organisation = models.ForeignKey(
        ORGANISATION, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    since = models.DateField(_("from"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="partners_obligation_asks_something", condition=Q(number__range=(1, 366))
            ),
            models.CheckConstraint(
                name="partners_obligation_days_in_order",
                condition=Q(until=None) | Q(since=None) | Q(until__gte=F("since")),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Fulfilment(Said):
    """Something done towards an obligation that is no meeting here: a report handed in, a course elsewhere."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="fulfilments")
    on = models.DateField(_("done on"))
    text = models.CharField(_("what was done"), max_length=500)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["on", "at", "id"]

    def __str__(self) -> str:
        return self.text
