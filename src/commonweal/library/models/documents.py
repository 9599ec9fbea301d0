"""What the library keeps: documents with their records, where they came from, what they name.

    Intake 1─* IntakeItem *─1 Document 1─* Origin
                                       1─* Mention *─1 Body
                                       1─* Subject
                                       1─* Restriction 1─* Allowed
                                       1─* KeptReading *─1 Rereading

People are never rows: a person is found only as words in the passage that names them.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# How long a removed document can be put back.
KEPT_AFTER_REMOVAL = timedelta(days=30)


class Document(models.Model):
    """One published document: its original, its text, and everything that was read in it.

    The original bytes lie in the data folder under their hash (see actions/originals.py); the same
    bytes are one document, however often and under whatever names they were added.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Of the original bytes, in hex: what makes it the same document.
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    media_type = models.CharField(max_length=100)
    size_bytes = models.PositiveBigIntegerField()

    # The decoded original, or the text extracted from it. Every span counts its characters.
    text = models.TextField()
    is_extracted = models.BooleanField(default=False)
    # The whole reading as `commonweal library read --json` prints it, and by which reader.
    record = models.JSONField(default=dict)
    reader_version = models.CharField(max_length=40)
    # What the passages of the search are made of: [start, end, kind] for each block of the body.
    blocks = models.JSONField(default=list)
    # When it was read by that reader; and what the reading before had different, with its reader:
    # {"reader", "read_at", "values": [{"key", "before", "after"}]}; empty until it is read again.
    read_at = models.DateTimeField(default=timezone.now)
    changed = models.JSONField(default=dict)
    # What was assumed on the way: [{"code", "detail"}].
    notes = models.JSONField(default=list)

    # A person's own title, given when the text was pasted; it goes before the one that was read.
    own_title = models.CharField(max_length=500, blank=True, default="")

    # Copies of the values that hold, the reading under people's decisions: lists sort and filter by them.
    title = models.CharField(_("title"), max_length=500)
    kind = models.CharField(_("kind"), max_length=40)
    language = models.CharField(_("language"), max_length=35, blank=True)
    date_issued = models.DateField(_("issued on"), null=True, blank=True)
    event_start = models.DateField(_("event begins"), null=True, blank=True)
    event_end = models.DateField(_("event ends"), null=True, blank=True)
    # The day a list sorts by: of issue, else of the event; none where the document prints neither.
    dated_on = models.DateField(null=True, blank=True)
    # Of the same day, for the filter.
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    country = models.CharField(_("country"), max_length=100, blank=True)
    commitments_count = models.PositiveIntegerField(default=0)

    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # For which partner; whoever added it may act for another one by now.
    added_for = models.ForeignKey(
        "rights.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    # Name of the search index that holds its passages; empty until they can be found.
    indexed_in = models.CharField(max_length=40, blank=True, default="")
    # Removed ones are nowhere to be seen but on the co-ordinator's page of them, until they are erased.
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = [models.F("dated_on").desc(nulls_last=True), "-added_at", "id"]
        indexes = [
            models.Index(fields=["-dated_on", "-added_at"], name="document_newest"),
            models.Index(fields=["kind"], name="document_kind"),
            models.Index(fields=["language"], name="document_language"),
            models.Index(fields=["year"], name="document_year"),
            models.Index(fields=["country"], name="document_country"),
            models.Index(fields=["indexed_in"], name="document_indexed_in"),
            models.Index(fields=["-added_at"], name="document_added"),
            models.Index(fields=["removed_at"], name="document_removed"),
        ]
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the document's page."""
        return reverse("library:document", args=[self.pk])

    @property
    def erased_on(self) -> datetime | None:
        """Return when a removed document is erased for good, with its original."""
        return self.removed_at + KEPT_AFTER_REMOVAL if self.removed_at else None


class Origin(models.Model):
    """One way a document came here. The same document twice is one document with two origins."""

    id = models.BigAutoField(primary_key=True)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="origins")
    # The file's name; a member of an archive is "archive.zip/folder/member.txt".
    name = models.CharField(max_length=500)
    intake = models.ForeignKey(
        "library.Intake", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # For which partner; whoever added it may act for another one by now.
    added_for = models.ForeignKey(
        "rights.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["added_at", "id"]

    def __str__(self) -> str:
        return self.name


class Body(models.Model):
    """What documents name: a ministry, a mission, an association. Whom people act for is in rights."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # The name without case, accents, articles and punctuation: what makes it the same body.
    key = models.CharField(max_length=300, unique=True)
    # As the first document that named it printed it.
    name = models.CharField(_("name"), max_length=300)
    short_name = models.CharField(_("short form"), max_length=60, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("body")
        verbose_name_plural = _("bodies")

    def __str__(self) -> str:
        return self.name


class Mention(models.Model):
    """One body as one document names it, and what for."""

    class Role(models.TextChoices):
        ISSUED = "issued", _("issued the document")
        TOOK_PART = "took part", _("took part")
        PAID = "paid", _("paid")

    id = models.BigAutoField(primary_key=True)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="mentions")
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="mentions")
    role = models.CharField(max_length=20, choices=Role.choices)
    # As printed there.
    name = models.CharField(max_length=300)
    confidence = models.FloatField()
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["document", "body", "role"], name="mention_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Subject(models.Model):
    """A field of work that a document's own metadata names."""

    id = models.BigAutoField(primary_key=True)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="subjects")
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["document", "name"], name="subject_once"),
        ]
        indexes = [models.Index(fields=["name"], name="subject_name")]

    def __str__(self) -> str:
        return self.name


class Waiting(models.Model):
    """How much of one document's reading waits for a person: one row for all its values.

    Read values have no rows of their own until somebody decides about them. This row is narrow, so
    that the queue of hundreds of thousands of documents is sorted and filtered without touching them.
    """

    document = models.OneToOneField(
        Document, primary_key=True, on_delete=models.CASCADE, related_name="waiting"
    )
    # All values nobody decided about, and those of them the reader was not certain of.
    count = models.PositiveIntegerField(default=0)
    unsure = models.PositiveIntegerField(default=0)
    # The lowest confidence of a value that waits; 2 where none does.
    least = models.FloatField(default=2)
    # The same for each kind of value that waits: {"event.start": 0.61}.
    parts = models.JSONField(default=dict)

    class Meta:
        ordering = ["least", "document_id"]
        indexes = [models.Index(fields=["least", "document"], name="waiting_least")]

    def __str__(self) -> str:
        return str(self.count)


class Restriction(models.Model):
    """That some roles or partners alone may see a document: by whom, why, and until it was lifted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="restrictions")
    reason = models.TextField(_("reason"))
    # None: the command line, or the demo.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    lifted_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["document"], condition=Q(lifted_at=None), name="restriction_one_holds"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="restriction_has_a_reason"),
            models.CheckConstraint(
                condition=Q(lifted_at=None) | ~Q(lifted_reason=""),
                name="restriction_lifted_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"


class Allowed(models.Model):
    """One role, of any partner, or one partner, in any role, that may see a restricted document."""

    id = models.BigAutoField(primary_key=True)
    restriction = models.ForeignKey(Restriction, on_delete=models.CASCADE, related_name="allowed")
    role = models.CharField(max_length=20, blank=True)
    organisation = models.ForeignKey(
        "rights.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["restriction", "role"],
                condition=Q(organisation=None),
                name="allowed_role_once",
            ),
            models.UniqueConstraint(
                fields=["restriction", "organisation"],
                condition=Q(role=""),
                name="allowed_partner_once",
            ),
            models.CheckConstraint(
                condition=Q(role="", organisation__isnull=False)
                | (~Q(role="") & Q(organisation=None)),
                name="allowed_role_or_partner",
            ),
        ]

    def __str__(self) -> str:
        return self.role or str(self.organisation_id)
