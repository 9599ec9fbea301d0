"""The mails that say that something waits: one row a person and day, with numbers and no words."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Mail(models.Model):
    """One mail to one person for one day. The row is there before the mail goes, so none goes twice.

    Its address and its words are made when it is sent; here is nothing to be read by others.
    """

    class State(models.TextChoices):
        NOTHING = "nothing", _("nothing waited, so none was sent")
        QUEUED = "queued", _("waits for the mail server")
        SENDING = "sending", _("is being sent")
        SENT = "sent", _("was sent")
        # Somebody stopped us while it was being sent: to send it again might be twice.
        UNKNOWN = "unknown", _("may not have been sent")
        GIVEN_UP = "given up", _("could not be sent")

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    state = models.CharField(max_length=10, choices=State)
    # How many things: {"waiting", "overdue", "due", "new"}.
    counts = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField(default=timezone.now)
    # The name of the mail server's error, never its words: they may repeat an address.
    problem = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["-day", "id"]
        constraints = [models.UniqueConstraint(fields=["person", "day"], name="mail_once_a_day")]
        indexes = [
            models.Index(fields=["state", "next_at"], name="mail_queue"),
            models.Index(fields=["day"], name="mail_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.state}"
