"""What partners offer each other and need of each other, and who takes up what."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.partners.parts import ORGANISATION, Said


class NoticeSort(models.TextChoices):
    OFFER = "offer", _("offered")
    NEED = "need", _("needed")


class NoticeKind(models.TextChoices):
    TRAINER = "trainer", _("trainer")
    ROOM = "room", _("room")
    INTERPRETER = "interpreter", _("interpreter")
    OTHER = "other", _("other")


class NoticeState(models.TextChoices):
    OPEN = "open", _("open")
    SETTLED = "settled", _("agreed")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Notice(models.Model):
    """An offer or a need of a partner. After its last day it is over, without anybody doing anything."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    sort = models.CharField(_("offered or needed"), max_length=10, choices=NoticeSort)
    kind = models.CharField(_("of what"), max_length=20, choices=NoticeKind)
    title = models.CharField(_("what"), max_length=200)
    words = models.TextField(_("what else there is to know"), blank=True)
    place = models.CharField(_("where"), max_length=200, blank=True)
    first = models.DateField(_("first day"), null=True, blank=True)
    last = models.DateField(_("last day"), null=True, blank=True, db_index=True)
    # Codes with a space between: "sq en".
    languages = models.CharField(_("languages"), max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=NoticeState, default=NoticeState.OPEN)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = [F("first").asc(nulls_last=True), "added_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="partners_notice_days_in_order",
                condition=Q(last=None) | Q(first=None) | Q(last__gte=F("first")),
            ),
        ]
        indexes = [models.Index(fields=["sort", "kind", "state"], name="notice_fits")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partners:notice", args=[self.pk])


class UptakeState(models.TextChoices):
    ASKED = "asked", _("waits for a yes")
    AGREED = "agreed", _("agreed")
    DECLINED = "declined", _("not agreed")
    WITHDRAWN = "withdrawn", _("withdrawn")
    CALLED_OFF = "called-off", _("called off")
    MET = "met", _("met by another")


class Uptake(Said):
    """Another partner would take up an offer, or meet a need; who wrote it says yes or no."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="uptakes")
    text = models.TextField(_("what you write to them"), blank=True)
    state = models.CharField(max_length=10, choices=UptakeState, default=UptakeState.ASKED)
    # The newest word on it: why not, or why it was called off; for whom that was said, and when.
    reason = models.TextField(blank=True)
    settled_for = models.ForeignKey(
        ORGANISATION, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice"],
                condition=Q(state="agreed"),
                name="partners_uptake_one_agreed",
            ),
            models.UniqueConstraint(
                fields=["notice", "organisation"],
                condition=Q(state__in=("asked", "agreed")),
                name="partners_uptake_asked_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation_id)

    def get_absolute_url(self) -> str:
        return self.notice.get_absolute_url()
