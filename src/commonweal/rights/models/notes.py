"""A partner's own notes: for its own people, unless it shares one, and takes that back."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.rights.models.grants import Role
from commonweal.rights.models.people import Organisation, Person


class Note(models.Model):
    """What people of one partner write down beside a record of any room, or on no record."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    # The record it stands beside: the model's label, such as library.Document, and its id.
    thing = models.CharField(max_length=100, blank=True)
    thing_id = models.CharField(max_length=64, blank=True)
    text = models.TextField(_("note"))
    at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "id"]
        indexes = [models.Index(fields=["thing", "thing_id", "organisation"], name="note_beside")]
        constraints = [
            # Notes kept beside somebody's account would be a file on them.
            models.CheckConstraint(
                name="rights_note_not_beside_a_person", condition=~Q(thing="rights.Person")
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class NoteShare(models.Model):
    """One note shared with one other partner, or with everybody who holds a role; revocable."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="shares")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField(max_length=20, choices=Role, blank=True)
    shared_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["shared_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="rights_share_with_one",
                condition=Q(organisation=None) & ~Q(role="")
                | Q(organisation__isnull=False) & Q(role=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
