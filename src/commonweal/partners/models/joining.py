"""Another organisation joins what is signed: it signs, and those who are in it said yes."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.partners.models.partnerships import MemberRole, Partnership
from commonweal.partners.parts import ORGANISATION, Said


class Accession(models.Model):
    """An organisation that is asked to join a partnership which all have signed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="accessions"
    )
    organisation = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=20, choices=MemberRole, default=MemberRole.MEMBER)
    offered_at = models.DateTimeField(default=timezone.now)
    joined_on = models.DateField(null=True, blank=True)
    dropped_on = models.DateField(null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["offered_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "organisation"],
                condition=Q(joined_on=None, dropped_on=None),
                name="partners_accession_once",
            ),
            models.CheckConstraint(
                name="partners_accession_joined_or_dropped",
                condition=Q(joined_on=None) | Q(dropped_on=None),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation_id)

    def get_absolute_url(self) -> str:
        return f"{self.partnership.get_absolute_url()}#joining"


class AccessionYes(Said):
    """One organisation's yes: of those who are in the partnership, or of the one that joins."""

    id = models.BigAutoField(primary_key=True)
    accession = models.ForeignKey(Accession, on_delete=models.CASCADE, related_name="yes")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["accession", "organisation"], name="partners_accession_yes_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation_id)
