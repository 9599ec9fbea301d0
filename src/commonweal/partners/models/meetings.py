"""People met: when, where, who called it, who was there."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.partners.parts import ORGANISATION

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
    COUNCIL = "public council", _("Public Council")
    COORDINATION = "coordination", _("coordination meeting")
    LAUNCH = "launch", _("launch")
    VISIT = "visit", _("visit")
    OTHER = "other", _("other")


class MeetingState(models.TextChoices):
    DRAFT = "draft", _("draft")
    ANNOUNCED = "announced", _("announced")
    HELD = "held", _("held")
    POSTPONED = "postponed", _("postponed")
    CANCELLED = "cancelled", _("cancelled")


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
    # Under which partnership it is held; what is held counts towards its obligations.
    partnership = models.ForeignKey(
        "partners.Partnership",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="meetings",
        verbose_name=_("held under"),
    )
    document_id = models.UUIDField(null=True, blank=True, db_index=True)
    document_title = models.CharField(max_length=500, blank=True)
    # What is recorded afterwards was held; what is planned begins as a draft (see engine.planning).
    state = models.CharField(
        _("state"), max_length=10, choices=MeetingState, default=MeetingState.HELD
    )
    state_reason = models.TextField(_("because"), blank=True)
    # A planned meeting has instants, and the zone in which people read them; its days follow.
    starts_at = models.DateTimeField(_("begins"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=50, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    themes = models.JSONField(_("themes"), default=list, blank=True)
    is_step_free = models.BooleanField(_("step-free"), default=False)
    has_interpretation = models.BooleanField(_("interpretation"), default=False)
    has_sign_language = models.BooleanField(_("sign language"), default=False)
    has_hearing_loop = models.BooleanField(_("hearing loop"), default=False)
    place_note = models.CharField(_("about the place"), max_length=300, blank=True)
    # For those who take part; never on a public page.
    online_link = models.URLField(_("link to take part online"), max_length=500, blank=True)
    # Meetings that follow each other share it.
    series_id = models.UUIDField(null=True, blank=True, db_index=True)
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
            models.CheckConstraint(
                name="partners_meeting_times_whole",
                condition=Q(starts_at=None, ends_at=None, time_zone="")
                | (Q(starts_at__isnull=False, ends_at__gt=F("starts_at")) & ~Q(time_zone="")),
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
