"""Roles, granted to a person for a partner, for a time, by someone entitled, with a reason."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.rights.models.people import Organisation, Person


class Role(models.TextChoices):
    """What somebody does here; the public is whoever is not signed in."""

    COORDINATOR = "co-ordinator", _("co-ordinator")
    CIVIL_SOCIETY = "civil society", _("civil-society partner")
    POLICE = "police", _("police or security-agency member")
    PARTNER = "partner", _("other partner member")
    REVIEWER = "reviewer", _("reviewer")
    PLACE = "place", _("person responsible for a place")
    MISSION = "mission", _("mission (impartial)")
    DONOR = "donor", _("donor (its own projects)")
    OVERSIGHT = "oversight", _("oversight")
    ADMINISTRATOR = "administrator", _("administrator (accounts and settings)")


class Grant(models.Model):
    """One role that one person holds for one partner, from one instant until another.

    Rows are never deleted: a role that is taken back gets an end.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    starts_at = models.DateTimeField(_("from"), default=timezone.now)
    ends_at = models.DateTimeField(_("until"))
    reason = models.TextField(_("reason"))
    # None: the command line, which whoever runs the server uses.
    granted_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    granted_at = models.DateTimeField(default=timezone.now)
    # Who asked for its end, where it takes a second person; see `actions.grants.end_grant`.
    end_asked_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    end_asked_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-granted_at", "id"]
        indexes = [models.Index(fields=["person", "organisation"], name="grant_of_person")]
        constraints = [
            models.CheckConstraint(
                name="rights_grant_has_an_end", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="rights_grant_not_to_oneself",
                condition=Q(granted_by=None) | ~Q(granted_by=F("person")),
            ),
            models.CheckConstraint(name="rights_grant_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return self.role
