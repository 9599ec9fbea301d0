"""Courses: who teaches, which sessions were held, how many came, and what they say of it without a name.

Course ─< CourseTrainer, CourseSession ── Meeting
   └────< Feedback      (no account, no name, no time of day)
"""

from __future__ import annotations

import secrets
import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.partners.models.meetings import Meeting
from commonweal.partners.models.partnerships import Partnership
from commonweal.partners.parts import ORGANISATION


class Subject(models.TextChoices):
    MEDIA = "media literacy", _("media and information literacy")
    RIGHTS = "human rights", _("human rights")
    LISTENING = "listening", _("listening, and talking with communities")
    ANSWERING = "answering", _("answering violent narratives")
    PLACES = "places", _("safe and open places")
    LEAVING = "leaving violence", _("support for those who leave violence")
    OTHER = "other", _("other")


def new_code() -> str:
    """Return a code for an address that nobody guesses; short enough to be typed from paper."""
    return secrets.token_urlsafe(9)


class Course(models.Model):
    """A course of one or more sessions. Each session is a meeting; the course counts once towards an obligation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=300)
    subject = models.CharField(_("subject"), max_length=20, choices=Subject)
    aim = models.TextField(_("what people can do afterwards"), blank=True)
    for_whom = models.CharField(_("for whom"), max_length=300, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    # Codes with a space between: "sq en".
    languages = models.CharField(_("languages"), max_length=200, blank=True)
    keeper = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        Partnership, null=True, blank=True, on_delete=models.SET_NULL, related_name="courses"
    )
    # Where people say how it was, without an account; until this day, if it is open.
    code = models.CharField(max_length=20, unique=True, default=new_code, editable=False)
    feedback_until = models.DateField(_("until"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-added_at", "id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partners:course", args=[self.pk])


class CourseTrainer(models.Model):
    """Who teaches: a partner, and the function; no person is named."""

    id = models.BigAutoField(primary_key=True)
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="trainers")
    organisation = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    function = models.CharField(_("function"), max_length=200, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "organisation", "function"], name="partners_trainer_once"
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.organisation.name, self.function]))


class CourseSession(models.Model):
    """One session of a course: a meeting of the kind training, and how many people came."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="sessions")
    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="course_session")
    heads = models.PositiveIntegerField(
        _("people who came"), null=True, blank=True, validators=[MaxValueValidator(5000)]
    )

    class Meta:
        ordering = ["meeting__start", "meeting__added_at", "id"]

    def __str__(self) -> str:
        return self.meeting.title


SCALE = [MinValueValidator(1), MaxValueValidator(5)]


class Feedback(models.Model):
    """What somebody says of a course: four statements from 1 to 5, and two sentences. Nobody knows who."""

    id = models.BigAutoField(primary_key=True)
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="feedback")
    useful = models.PositiveSmallIntegerField(_("it was useful to me"), validators=SCALE)
    clear = models.PositiveSmallIntegerField(_("I understood it"), validators=SCALE)
    safe = models.PositiveSmallIntegerField(_("I could speak freely"), validators=SCALE)
    use = models.PositiveSmallIntegerField(_("I will use what I learned"), validators=SCALE)
    best = models.CharField(_("what helped most"), max_length=300, blank=True)
    change = models.CharField(_("what to do differently"), max_length=300, blank=True)
    is_paper = models.BooleanField(default=False)
    # The day alone: the hour would tell who wrote it.
    on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="partners_feedback_on_the_scale",
                condition=Q(
                    useful__range=(1, 5), clear__range=(1, 5), safe__range=(1, 5), use__range=(1, 5)
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
