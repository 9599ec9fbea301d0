"""Nothing stays for ever: holds, what is left of erased records, runs, and people's requests."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.rights.models.people import Person


class Hold(models.Model):
    """A record that may not be erased yet, with the reason and an end."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    thing = models.CharField(max_length=100)
    thing_id = models.CharField(max_length=64)
    reason = models.TextField(_("reason"))
    until = models.DateField(_("until"))
    placed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(default=timezone.now)
    # How often the record was held on before, by a renewal or by another hold.
    renewals = models.PositiveSmallIntegerField(default=0)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    lifted_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["until", "id"]
        indexes = [models.Index(fields=["thing", "thing_id"], name="hold_on")]
        constraints = [
            models.CheckConstraint(name="rights_hold_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return self.thing_id


class Tombstone(models.Model):
    """What is left of an erased record: that it was there, and when and why it went; no content."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    thing = models.CharField(max_length=100)
    thing_id = models.CharField(max_length=64)
    # "period", "hard maximum", "request" or "removed".
    why = models.CharField(max_length=20)
    began_on = models.DateField(null=True)
    # Numbers, dates and ids that the kind of record declares to remain.
    remains = models.JSONField(default=dict)
    erased_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-erased_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["thing", "thing_id"], name="tombstone_once"),
        ]

    def __str__(self) -> str:
        return self.thing_id


class RetentionRun(models.Model):
    """One pass over everything that has reached its end; one at a time, taken up where it stopped."""

    id = models.BigAutoField(primary_key=True)
    started_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    # Who runs it ("host:process"); one that lives is left alone, another's run is taken up.
    runner = models.CharField(max_length=200, blank=True)
    # Only one run is open at a time; the database holds to it.
    is_open = models.BooleanField(default=True)
    # How far it came: the kind, and the last key looked at.
    position = models.JSONField(null=True)
    # For each kind of record how many were erased and how many held.
    counts = models.JSONField(default=dict)
    # Why something that is due was not erased.
    message = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_open"], condition=Q(is_open=True), name="rights_one_run_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"


class DataRequest(models.Model):
    """A person asks for access to their own data, its correction or its erasure; with a clock."""

    class Kind(models.TextChoices):
        ACCESS = "access", _("see my data")
        CORRECTION = "correction", _("correct my data")
        ERASURE = "erasure", _("erase my data")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        DONE = "done", _("done")
        REFUSED = "refused", _("refused, with the reason")

    class Mail(models.TextChoices):
        """How the answer comes to whoever asked."""

        BY_HAND = "hand", _("to be handed over")
        QUEUED = "queued", _("waits for the mail server")
        SENDING = "sending", _("is being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("could not be sent")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # None once the person is erased, and for people without an account.
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Where to answer somebody who has no account.
    contact = models.EmailField(_("e-mail address"), blank=True)
    # The record that it is about, where it is about one.
    thing = models.CharField(max_length=100, blank=True)
    thing_id = models.CharField(max_length=64, blank=True)
    kind = models.CharField(max_length=12, choices=Kind)
    text = models.TextField(_("what should be done"), blank=True)
    received_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField(_("answer due on"))
    # Put off once, with a reason, which the person reads.
    extended_at = models.DateTimeField(null=True, blank=True)
    extended_reason = models.TextField(_("why it takes longer"), blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    mail = models.CharField(max_length=10, choices=Mail, default=Mail.BY_HAND)
    # Queued: not tried before; else when it was tried last, or sent.
    mail_at = models.DateTimeField(null=True, blank=True)
    mail_tries = models.PositiveSmallIntegerField(default=0)

    # Nobody knows who asks without an account: the record they name is erased once two people want it.
    erasure_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    erasure_agreed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="rights_request_erasure_by_two",
                condition=Q(erasure_agreed_by=None)
                | Q(erasure_by__isnull=False) & ~Q(erasure_agreed_by=F("erasure_by")),
            ),
        ]

    def __str__(self) -> str:
        return self.kind
