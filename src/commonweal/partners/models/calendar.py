"""Secret addresses of calendars, and what is left of deleted meetings so that calendars take them off."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from commonweal.partners.models.meetings import Meeting
from commonweal.partners.parts import ORGANISATION


class CalendarAddress(models.Model):
    """An address at which one person's calendar is fetched, for the partner they act for.

    It opens to whoever knows it, without a sign-in; only a hash of its secret is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    # Only what is done under it; everything that concerns the person's partner if there is none.
    partnership = models.ForeignKey(
        "partners.Partnership", null=True, on_delete=models.CASCADE, related_name="+"
    )
    # Counts renewals: each gives another secret.
    number = models.PositiveIntegerField(default=1)
    secret_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    # To the day.
    used_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return str(self.pk)


class GoneMeeting(models.Model):
    """A meeting that was deleted: when it would have been and who knew of it, without its title."""

    id = models.UUIDField(primary_key=True, editable=False)
    sequence = models.PositiveIntegerField()
    deadline_sequence = models.PositiveIntegerField(default=0)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    start = models.DateField(null=True)
    end = models.DateField(null=True)
    closes_at = models.DateTimeField(null=True)
    partner_ids = models.JSONField(default=list)
    partnership = models.ForeignKey(
        "partners.Partnership", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    was_shared = models.BooleanField(default=False)
    was_public = models.BooleanField(default=False)
    gone_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-gone_at", "id"]

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    def of(cls, meeting: Meeting, **more: object) -> GoneMeeting:
        """Return what is left of a meeting, not kept yet."""
        names = ("starts_at", "ends_at", "start", "end", "partnership_id")
        return cls(
            id=meeting.pk,
            sequence=meeting.version + 1,
            **{name: getattr(meeting, name) for name in names},
            **more,
        )
