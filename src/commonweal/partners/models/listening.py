"""What people raised, where, and what became of it: listening sessions, concerns, the council's page.

    Listening ─< Concern ─< ConcernStep       (every change of state; rows are added, never changed)
                    ├─────< Wording           (the same in another language, typed beside)
                    └─ recommendations, the meeting that took it up
    RaisedPage      what a council shows everybody of a period, exactly as it was previewed

No person is named or described: a concern is raised by a kind of group, in a municipality.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.partners.models.meetings import Meeting
from commonweal.partners.models.promises import Recommendation
from commonweal.partners.parts import ORGANISATION, Said

COUNCIL = "partners.Partnership"


class ListeningKind(models.TextChoices):
    SESSION = "session", _("listening session")
    FORM = "form", _("forms handed in")
    MEETING = "meeting", _("meeting")


class Theme(models.TextChoices):
    OFFICES = "offices", _("how offices and services treat people")
    POLICE = "police", _("police and community")
    RIGHTS = "rights", _("human rights and fair treatment")
    VOICE = "voice", _("being heard: women, young people, communities")
    SCHOOLS = "schools", _("schools and training")
    LIVING = "living", _("work, housing and income")
    ONLINE = "online", _("violent content online")
    RUMOURS = "rumours", _("rumours and false information")
    PLACES = "places", _("public places: safe, open, accessible")
    EMERGENCY = "emergency", _("emergencies and basic supply")
    RETURN = "return", _("return and reintegration")
    SUPPORT = "support", _("support for associations and projects")
    OTHER = "other", _("something else")


class Group(models.TextChoices):
    """By which kind of group something was raised: a role in public life, nothing about a person."""

    YOUTH = "youth", _("young people")
    WOMEN = "women", _("women’s groups")
    PARENTS = "parents", _("parents")
    RESIDENTS = "residents", _("residents")
    TRADERS = "traders", _("traders")
    SCHOOL = "school", _("school staff")
    HEALTH = "health", _("health and social workers")
    POLICE = "police", _("police officers on the beat")
    CONGREGATIONS = "congregations", _("religious communities, as organisations")
    OTHERS = "others", _("others")


class ConsentFor(models.TextChoices):
    PARTNERS = "partners", _("to be read by the partners here")
    PUBLIC = "public", _("to stand on the council’s public page")


class ConcernState(models.TextChoices):
    RAISED = "raised", _("raised")
    TAKEN_UP = "taken-up", _("taken up")
    ANSWERED = "answered", _("answered")
    DONE = "done", _("done")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("taken back")


class ConcernStepKind(models.TextChoices):
    RAISED = "raised", _("raised")
    TAKEN_UP = "taken-up", _("taken up")
    GIVEN_BACK = "given-back", _("given back")
    ANSWERED = "answered", _("answered")
    DONE = "done", _("done")
    DECLINED = "declined", _("declined")
    REOPENED = "reopened", _("opened again")
    WITHDRAWN = "withdrawn", _("taken back")
    RESTORED = "restored", _("put back on the list")


# Where a concern stands, it stands in somebody's name.
TAKEN_UP_STATES = (ConcernState.TAKEN_UP, ConcernState.ANSWERED, ConcernState.DONE)
WORDLESS_STEPS = (ConcernStepKind.RAISED, ConcernStepKind.TAKEN_UP, ConcernStepKind.RESTORED)


class Listening(models.Model):
    """Where people raised something: a listening session, a round of forms, a meeting. A head count, no names."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=300)
    kind = models.CharField(_("kind"), max_length=20, choices=ListeningKind)
    held_on = models.DateField(_("day"))
    municipality = models.CharField(_("municipality"), max_length=100)
    host = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    recorder = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    heads = models.PositiveIntegerField(_("how many people came"), null=True, blank=True)
    # Codes of the languages that were spoken.
    languages = models.JSONField(default=list, blank=True)
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="listenings"
    )
    council = models.ForeignKey(
        COUNCIL, null=True, blank=True, on_delete=models.SET_NULL, related_name="listenings"
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-held_on", "-added_at", "id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partners:listening", args=[self.pk])


class ConcernCount(models.Model):
    """The last number given in a year; a number is never given twice, even where its concern is erased."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["year"]

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Concern(models.Model):
    """What people raised, in the words of whoever typed it, and how far it is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    listening = models.ForeignKey(Listening, on_delete=models.PROTECT, related_name="concerns")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    theme = models.CharField(_("theme"), max_length=20, choices=Theme)
    text = models.TextField(_("what was raised"))
    language = models.CharField(_("language"), max_length=10, default="en")
    municipality = models.CharField(_("municipality"), max_length=100)
    group = models.CharField(_("raised by"), max_length=20, choices=Group)
    voices = models.PositiveSmallIntegerField(_("about how many people raised it"), default=1)
    raised_on = models.DateField(db_index=True)
    quote = models.TextField(_("their own words"), blank=True)
    has_consent = models.BooleanField(default=False)
    consent_for = models.CharField(max_length=20, choices=ConsentFor, blank=True)
    # Why words that look like a name, an address or a belief stay as they are.
    kept_because = models.TextField(blank=True)
    is_off_paper = models.BooleanField(default=False)
    state = models.CharField(
        max_length=20, choices=ConcernState, default=ConcernState.RAISED, db_index=True
    )
    taken_up_by = models.ForeignKey(
        ORGANISATION, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_up_on = models.DateField(null=True, blank=True)
    taken_up_at = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="took_up"
    )
    recommendations: models.ManyToManyField[Recommendation, Recommendation] = (
        models.ManyToManyField(Recommendation, blank=True, related_name="concerns")
    )
    # The form it came with and its line there: sent twice, it is added once.
    form = models.UUIDField(null=True, blank=True)
    line = models.PositiveSmallIntegerField(null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-year", "-number"]
        indexes = [
            models.Index(fields=["state", "raised_on"], name="concern_waiting"),
            models.Index(fields=["taken_up_by", "state"], name="concern_taken_up"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="partners_concern_number_once"),
            models.UniqueConstraint(fields=["form", "line"], name="partners_concern_line_once"),
            models.CheckConstraint(
                name="partners_quote_has_consent",
                condition=Q(quote="") | Q(has_consent=True) & ~Q(consent_for=""),
            ),
            models.CheckConstraint(
                name="partners_concern_taken_up_by_somebody",
                condition=Q(
                    state__in=TAKEN_UP_STATES, taken_up_by__isnull=False, taken_up_on__isnull=False
                )
                | ~Q(state__in=TAKEN_UP_STATES),
            ),
            models.CheckConstraint(name="partners_concern_voices", condition=Q(voices__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.text[:80]}"

    def get_absolute_url(self) -> str:
        return reverse("partners:concern", args=[self.pk])

    @property
    def label(self) -> str:
        """Return its number as people say it: 14/2026."""
        return f"{self.number}/{self.year}"


class ConcernStep(Said):
    """One thing said of a concern, by whom, for whom and when. Rows are added, never changed."""

    id = models.BigAutoField(primary_key=True)
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=20, choices=ConcernStepKind)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["-at"], name="concern_step_newest")]
        constraints = [
            models.CheckConstraint(
                name="partners_concern_step_has_words",
                condition=Q(kind__in=WORDLESS_STEPS) | ~Q(text=""),
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class Wording(models.Model):
    """What a concern says, and what was answered, in another language; typed beside it."""

    id = models.BigAutoField(primary_key=True)
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="wordings")
    language = models.CharField(_("language"), max_length=10)
    text = models.TextField(_("what was raised"), blank=True)
    outcome = models.TextField(_("what was answered or done"), blank=True)
    # The step whose words are translated; an older one's translation is not shown.
    step = models.ForeignKey(
        ConcernStep, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["concern", "language"], name="partners_wording_once"),
        ]

    def __str__(self) -> str:
        return self.language


class RaisedPage(models.Model):
    """What a council shows everybody of a period: raised and answered, exactly as it was previewed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    council = models.ForeignKey(COUNCIL, on_delete=models.CASCADE, related_name="raised_pages")
    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("until"))
    # The page as it was previewed, one for each language: values, no markup.
    content = models.JSONField(default=dict)
    concern_ids = models.JSONField(default=list)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    published_for = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-last_day", "-published_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="partners_raised_page_days", condition=Q(last_day__gte=F("first_day"))
            ),
            models.UniqueConstraint(
                fields=["council", "first_day", "last_day"],
                condition=Q(withdrawn_at=None),
                name="partners_raised_page_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_day} {self.last_day}"

    def get_absolute_url(self) -> str:
        return reverse("partners:raised_page", args=[self.pk])

    @property
    def is_public(self) -> bool:
        return self.withdrawn_at is None
