"""What a meeting will do: its sessions and breaks, who speaks in which function, and its papers."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commonweal.partners.models.meetings import Meeting
from commonweal.partners.parts import ORGANISATION


class AgendaKind(models.TextChoices):
    SESSION = "session", _("session")
    BREAK = "break", _("break")


class AgendaItem(models.Model):
    """One line of an agenda; a break has no speakers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    day = models.PositiveSmallIntegerField(_("day of the meeting"), default=1)
    time = models.TimeField(_("begins at"))
    kind = models.CharField(
        _("kind"), max_length=10, choices=AgendaKind, default=AgendaKind.SESSION
    )
    title = models.CharField(_("title"), max_length=300)
    words = models.TextField(_("what it is about"), blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["day", "time", "id"]
        constraints = [
            models.CheckConstraint(name="partners_agenda_day_counted", condition=Q(day__gte=1)),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.meeting.get_absolute_url()


class AgendaSpeaker(models.Model):
    """Who speaks: a partner, another body, and the function; no person is named."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="speakers")
    partner = models.ForeignKey(
        ORGANISATION, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    body = models.CharField(_("another body"), max_length=200, blank=True)
    function = models.CharField(_("function"), max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        called = self.partner.name if self.partner else self.body
        return ", ".join(filter(None, [called, self.function]))


class MeetingPaper(models.Model):
    """A document of the library that a meeting works with."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="papers")
    document_id = models.UUIDField(db_index=True)
    document_title = models.CharField(max_length=500)

    class Meta:
        ordering = ["document_title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "document_id"], name="partners_paper_once"),
        ]

    def __str__(self) -> str:
        return self.document_title
