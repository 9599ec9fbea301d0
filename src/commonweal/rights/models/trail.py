"""The trail: a chain of entries that are added and never changed, kept in segments.

Entries point at people, partners and records by id only, without a foreign key: what they point at
may be erased one day, the entry stays as it was.
"""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class TrailSegment(models.Model):
    """A run of entries that is kept, and one day replaced by its sealed head, as one."""

    number = models.PositiveIntegerField(primary_key=True)
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    # The sealed head: how many entries, and the first's and the last's number and hash.
    count = models.PositiveIntegerField(default=0)
    first_entry = models.BigIntegerField(null=True)
    last_entry = models.BigIntegerField(null=True)
    first_hash = models.CharField(max_length=64, blank=True)
    last_hash = models.CharField(max_length=64, blank=True)
    # True only inside the one operation that replaces the entries by the head.
    is_expiring = models.BooleanField(default=False)
    expired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return str(self.number)


class TrailHead(models.Model):
    """The end of the chain; one row, locked by whoever adds the next entry."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    entry = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)
    segment = models.PositiveIntegerField(default=1)
    # The first entry of that segment.
    segment_from = models.BigIntegerField(default=1)
    at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.entry)


class TrailEntry(models.Model):
    """One act: who, acting for whom, did what, on what. The database refuses to change it."""

    # One more than the entry before; never given by the database.
    id = models.BigIntegerField(primary_key=True)
    segment = models.PositiveIntegerField(default=1, db_index=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)
    person_id = models.UUIDField(null=True)
    organisation_id = models.UUIDField(null=True)
    # The roles in which the person acted, as held then.
    roles = models.JSONField(default=list)
    verb = models.CharField(max_length=100)
    thing = models.CharField(max_length=100)
    thing_id = models.CharField(max_length=64)
    # Numbers and ids only; never words a person wrote.
    facts = models.JSONField(default=dict)
    # HMAC-SHA256 with the record's own key, in hex: of the reason, of what was there before and after.
    reason_digest = models.CharField(max_length=64, blank=True)
    before_digest = models.CharField(max_length=64, blank=True)
    after_digest = models.CharField(max_length=64, blank=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["thing", "thing_id"], name="trail_thing"),
            models.Index(fields=["person_id", "-id"], name="trail_person"),
            models.Index(fields=["organisation_id", "-id"], name="trail_organisation"),
            models.Index(fields=["verb", "-id"], name="trail_verb"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.thing}"


class TrailWords(models.Model):
    """The reason a person gave for an act. Apart from the chain, so that it can be erased."""

    entry = models.BigIntegerField(primary_key=True)
    reason = models.TextField()

    def __str__(self) -> str:
        return str(self.entry)


class RecordKey(models.Model):
    """The key of one record's digests. Destroyed with the record: nothing can be guessed from them."""

    id = models.BigAutoField(primary_key=True)
    thing = models.CharField(max_length=100)
    thing_id = models.CharField(max_length=64)
    key = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thing", "thing_id"], name="record_key_once"),
        ]

    def __str__(self) -> str:
        return self.thing_id
