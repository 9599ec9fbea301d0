"""Who comes to a meeting: its form, its questions, registrations with their answers, and the mails about them.

    Meeting ── RegistrationForm ─< FormField
                     └──────────< Registration ─< RegistrationAnswer
                                        └──────< Letter

A registration belongs to nobody's account. Its secret link is in mails alone: only the link's hash is kept.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.partners.models.meetings import Meeting


class FieldKind(models.TextChoices):
    TEXT = "text", _("a line")
    LONG = "long", _("several lines")
    NUMBER = "number", _("a number")
    YES_NO = "yes-no", _("yes or no")
    DATE = "date", _("a day")
    PHONE = "phone", _("a telephone number")
    EMAIL = "email", _("an e-mail address")
    COUNTRY = "country", _("a country")
    ONE = "one", _("one of several")
    SEVERAL = "several", _("some of several")


class RegistrationState(models.TextChoices):
    INVITED = "invited", _("invited")
    PENDING = "pending", _("waits")
    CONFIRMED = "confirmed", _("has a place")
    WAITLISTED = "waitlisted", _("on the waiting list")
    OFFERED = "offered", _("is offered a place")
    DECLINED = "declined", _("declined")
    REJECTED = "rejected", _("not accepted")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Listed(models.TextChoices):
    NOBODY = "nobody", _("nobody: I am only counted")
    PARTICIPANTS = "participants", _("those who have a place too")
    EVERYBODY = "everybody", _("everybody, on the public page")


class BodyKind(models.TextChoices):
    """For whom somebody comes, as coarse as totals need it."""

    GOVERNMENT = "government", _("government")
    LOCAL = "local", _("city or municipality")
    POLICE = "police", _("police")
    CIVIL = "civil", _("civil society")
    COMMUNITY = "community", _("community organisation")
    EDUCATION = "education", _("school or university")
    MEDIA = "media", _("media")
    BUSINESS = "business", _("private sector")
    INTERNATIONAL = "international", _("international organisation")
    NONE = "none", _("nobody, or I do not say")


class RegistrationForm(models.Model):
    """How one registers for a meeting: until when, how many, and what is asked and kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.OneToOneField(
        Meeting, on_delete=models.CASCADE, related_name="registration_form"
    )
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    late_until = models.DateTimeField(_("late requests until"), null=True, blank=True)
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    is_public = models.BooleanField(_("public page"), default=False)
    needs_approval = models.BooleanField(_("we decide about each"), default=False)
    is_chatham_house = models.BooleanField(_("Chatham House Rule"), default=False)
    welcome = models.TextField(_("words above the form"), blank=True)
    consent_text = models.TextField(_("what people agree to"))
    consent_version = models.PositiveIntegerField(default=1)
    retention_days = models.PositiveIntegerField(_("days kept after the meeting"), default=90)
    offer_hours = models.PositiveIntegerField(_("hours an offer holds"), default=24)
    last_number = models.PositiveIntegerField(default=0)
    head_count = models.PositiveIntegerField(_("people who came"), null=True, blank=True)
    added_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-added_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="partners_form_times_in_order",
                condition=Q(closes_at__gt=F("opens_at"))
                & (Q(late_until=None) | Q(late_until__gte=F("closes_at"))),
            ),
        ]

    def __str__(self) -> str:
        return str(self.meeting)

    def get_absolute_url(self) -> str:
        return reverse("partners:registrations", args=[self.meeting_id])


class FormField(models.Model):
    """One question of a form; nothing is asked that a person is not asked here (engine.asking)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    form = models.ForeignKey(RegistrationForm, on_delete=models.CASCADE, related_name="fields")
    position = models.PositiveIntegerField(default=0)
    kind = models.CharField(_("kind"), max_length=10, choices=FieldKind, default=FieldKind.TEXT)
    label = models.CharField(_("question"), max_length=200)
    hint = models.CharField(_("hint"), max_length=300, blank=True)
    is_required = models.BooleanField(_("must be answered"), default=False)
    # Such as [{"text": "Guided tour", "limit": 12}]; a limit of None is none.
    options = models.JSONField(_("choices"), default=list, blank=True)
    is_sensitive = models.BooleanField(_("goes soon after the meeting"), default=False)
    retention_days = models.PositiveIntegerField(
        _("days kept after the meeting"), null=True, blank=True
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return self.form.get_absolute_url()


class Registration(models.Model):
    """Somebody who would like to come. Only the organising partner's people read who it is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    form = models.ForeignKey(
        RegistrationForm, on_delete=models.CASCADE, related_name="registrations"
    )
    # Given when the mail's link was followed: the order in which places are given.
    number = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=RegistrationState)
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    body_kind = models.CharField(max_length=15, choices=BodyKind, default=BodyKind.NONE)
    listed = models.CharField(max_length=15, choices=Listed, default=Listed.NOBODY)
    is_named_at_door = models.BooleanField(default=False)
    consent_version = models.PositiveIntegerField(default=0)
    language = models.CharField(max_length=10, default="en")
    link_sha256 = models.CharField(max_length=64, unique=True)
    added_at = models.DateTimeField(default=timezone.now)
    proven_at = models.DateTimeField(null=True, blank=True)
    offer_ends_at = models.DateTimeField(null=True, blank=True)
    is_late = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    # What they ask to change after the deadline; the organiser decides.
    wanted = models.JSONField(null=True, blank=True)
    has_come = models.BooleanField(null=True, blank=True)
    keep_until = models.DateTimeField()

    class Meta:
        ordering = [F("number").asc(nulls_last=True), "added_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["form", "number"], name="partners_registration_number"),
            models.CheckConstraint(
                name="partners_offer_has_its_end",
                condition=Q(state="offered", offer_ends_at__isnull=False)
                | (~Q(state="offered") & Q(offer_ends_at=None)),
            ),
            # Nobody has two places: one that counts for each address.
            models.UniqueConstraint(
                fields=["form", "email"],
                condition=Q(number__isnull=False)
                & ~Q(email="")
                & Q(state__in=["pending", "confirmed", "waitlisted", "offered"]),
                name="partners_registration_once",
            ),
        ]
        indexes = [models.Index(fields=["form", "state", "number"], name="partners_reg_line")]

    def __str__(self) -> str:
        return str(self.number or "")

    def get_absolute_url(self) -> str:
        return reverse("partners:registration", args=[self.pk])


class RegistrationAnswer(models.Model):
    """What somebody answered to one question, kept as long as the question says."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="answers")
    field = models.ForeignKey(FormField, on_delete=models.CASCADE, related_name="answers")
    value = models.JSONField()
    keep_until = models.DateTimeField()

    class Meta:
        ordering = ["field__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "field"], name="partners_registration_answer_once"
            ),
        ]

    def __str__(self) -> str:
        return self.shown

    @property
    def shown(self) -> str:
        """Return the answer as text."""
        if isinstance(self.value, list):
            return ", ".join(map(str, self.value))
        if isinstance(self.value, bool):
            return str(_("yes") if self.value else _("no"))
        return str(self.value)


class Letter(models.Model):
    """A mail about a registration: queued, sent, or not sent and why. Its words go once it went."""

    class State(models.TextChoices):
        QUEUED = "queued", _("queued")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("not sent")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # A deleted meeting's mails still go; then nobody is left to be shown them.
    form = models.ForeignKey(
        RegistrationForm, null=True, on_delete=models.SET_NULL, related_name="letters"
    )
    registration = models.ForeignKey(
        Registration, null=True, on_delete=models.SET_NULL, related_name="letters"
    )
    kind = models.CharField(max_length=20)
    address = models.EmailField(blank=True)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=80, blank=True)
    added_at = models.DateTimeField(default=timezone.now)
    # When it is tried next; while it is being sent, since when.
    next_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-added_at", "id"]
        indexes = [models.Index(fields=["state", "next_at"], name="partners_letter_queue")]

    def __str__(self) -> str:
        return self.kind


def ends_of(meeting: Meeting) -> datetime:
    """Return from when what is kept of a meeting's registrations is counted: its end, else when it was added."""
    return meeting.ends_at or meeting.added_at
