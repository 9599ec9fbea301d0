"""Who the partners are: what each says of itself, what it offers, how to reach it.

Organisation 1─1 Profile ─< Service   (ended, never deleted)
                         ─< Contact   (by function; no person's name)
                         ─< Source    (which body of the library it is)
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.partners.parts import ORGANISATION


class PartnerKind(models.TextChoices):
    GOVERNMENT = "government", _("government")
    LOCAL = "local government", _("local government")
    POLICE = "police", _("police")
    CIVIL = "civil society", _("civil society")
    RELIGIOUS = "religious community", _("religious community")
    SCHOOL = "school", _("school")
    ACADEMIA = "academia", _("academia")
    MEDIA = "media", _("media")
    PRIVATE = "private sector", _("private sector")
    INTERNATIONAL = "international organisation", _("international organisation")
    OTHER = "other", _("other")


class Profile(models.Model):
    """A partner's entry in the directory. A partner without one is listed by its name alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.OneToOneField(
        ORGANISATION, on_delete=models.PROTECT, related_name="profile"
    )
    short_name = models.CharField(_("short form"), max_length=60, blank=True)
    # One a line.
    other_names = models.TextField(_("other names"), blank=True)
    kind = models.CharField(_("kind of partner"), max_length=30, choices=PartnerKind, blank=True)
    is_womens = models.BooleanField(_("women’s organisation"), default=False)
    is_youth = models.BooleanField(_("youth organisation"), default=False)
    mandate = models.TextField(_("mandate"), blank=True)
    area = models.CharField(_("where it works"), max_length=300, blank=True)
    country = models.CharField(_("country"), max_length=100, blank=True)
    # Codes with a space between: "sq en".
    languages = models.CharField(_("languages"), max_length=200, blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    # None: the command line.
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)
    # When somebody last wrote it, or said that it is still right.
    checked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["organisation__name"]
        indexes = [
            models.Index(fields=["kind"], name="profile_kind"),
            models.Index(fields=["checked_at"], name="profile_checked"),
        ]
        verbose_name = _("partner")

    def __str__(self) -> str:
        return self.organisation.name

    def get_absolute_url(self) -> str:
        return reverse("partners:partner", args=[self.organisation_id])

    @property
    def names(self) -> list[str]:
        """The other names, one each."""
        return self.other_names.splitlines()


class Level(models.TextChoices):
    PRIMARY = "primary", _("primary prevention: for everybody")
    SECONDARY = "secondary", _("secondary prevention: where there are first signs")
    TERTIARY = "tertiary", _("tertiary prevention: for those who want to leave, and afterwards")


class OfPartner(models.Model):
    """Something that stands in a partner's entry; ended, never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True


class Service(OfPartner):
    """What a partner offers and how one gets there. Services are described; personal cases are not kept."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="services")
    level = models.CharField(_("level of prevention"), max_length=10, choices=Level)
    title = models.CharField(_("what is offered"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    for_whom = models.CharField(_("for whom"), max_length=300, blank=True)
    pathway = models.TextField(_("how one gets there"), blank=True)
    area = models.CharField(_("where"), max_length=300, blank=True)
    languages = models.CharField(_("languages"), max_length=200, blank=True)

    class Meta:
        ordering = ["level", "title", "id"]
        indexes = [models.Index(fields=["level", "ended_at"], name="service_level")]

    def __str__(self) -> str:
        return self.title


class Contact(OfPartner):
    """How to reach a partner for one purpose, whoever answers there."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="contacts")
    function = models.CharField(_("for what"), max_length=100)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    hours = models.CharField(_("when somebody answers"), max_length=200, blank=True)

    class Meta:
        ordering = ["function", "id"]

    def __str__(self) -> str:
        return self.function


class Source(models.Model):
    """Which body of the library a partner is: the documents that name it are looked up, never copied."""

    id = models.BigAutoField(primary_key=True)
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="sources")
    # As the library folds the body's name.
    body_key = models.CharField(max_length=300, unique=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.body_key
