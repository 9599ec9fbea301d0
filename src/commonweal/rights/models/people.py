"""People, whom they act for, and invitations."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _


class Organisation(models.Model):
    """Whom a person acts for. What a partner does and offers is kept by the partners room."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=200)
    # The same partner under another name: this name leads there. Never a chain.
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="absorbed"
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="organisation_name_once"),
            models.CheckConstraint(
                name="organisation_not_into_itself",
                condition=models.Q(merged_into=None) | ~models.Q(merged_into=models.F("id")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class People(BaseUserManager["Person"]):
    """Makes persons; there is no open sign-up, see Invitation."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        """Return a saved person; without a password they cannot sign in."""
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Digest(models.TextChoices):
    NONE = "none", _("no mail")
    DAILY = "daily", _("every day")
    WEEKLY = "weekly", _("every week")


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody who works in the workspace. What they may do comes from the roles granted to them.

    ``organisation`` is whom they act for now; they may change to another partner for which they
    hold a role.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    job = models.CharField(_("job"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("acts for"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="people",
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    # When Today was last read: what came later is new.
    today_read_at = models.DateTimeField(null=True, blank=True)
    # How often Today is sent by mail; it never holds anybody's name or words.
    digest = models.CharField(_("mail"), max_length=6, choices=Digest, default=Digest.NONE)
    digest_sent_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(default=timezone.now)
    # When the account's name and address were erased; the row stays for what points at it.
    erased_at = models.DateTimeField(null=True, blank=True)

    # Set while a program acts for them by a key; no column.
    key_id: UUID | None = None

    objects = People()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ["name"]
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles held now for the partner acted for; read once for each row that was loaded."""
        if self.organisation_id is None:
            return frozenset()
        now = timezone.now()
        return frozenset(
            self.grants.filter(
                organisation_id=self.organisation_id,
                starts_at__lte=now,
                ends_at__gt=now,
                ended_at=None,
            ).values_list("role", flat=True)
        )


class Invitation(models.Model):
    """A link that makes one person, once, until it runs out. Only the link's hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token_sha256 = models.CharField(max_length=64, unique=True)
    email = models.EmailField(_("e-mail address"))
    job = models.CharField(_("job"), max_length=200)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    # The role that joining grants, for how long, and why.
    role = models.CharField(_("role"), max_length=20, default="partner")
    role_days = models.PositiveSmallIntegerField(_("for how many days"), default=365)
    reason = models.TextField(_("reason"), default="")
    # Whose account gets the role, where they have one already: there is no link then.
    for_person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    invited_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    # Where the partner has people and none of them invited, one of them agrees first.
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    declined_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-invited_at"]

    def __str__(self) -> str:
        return self.email
