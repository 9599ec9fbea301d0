"""What several kinds of rows share: a document's exact words, who said something, a file."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

if TYPE_CHECKING:
    from django.core.files.storage import Storage

ORGANISATION = "rights.Organisation"


def evidence_store() -> Storage:
    """Return where evidence lies: in the data folder, under no public address."""
    return FileSystemStorage(location=settings.DATA / "evidence", base_url=None)


def evidence_name(row: models.Model, _name: str) -> str:
    """Return a stored file's name: random, with none of the words somebody gave it."""
    return str(PurePath(str(row.pk)[:2]) / str(row.pk))


class Passage(models.Model):
    """The exact words of a document that a row rests on, and where they stand.

    ``start`` and ``end`` count characters of the document's original; all or none is given.
    """

    document_id = models.UUIDField(null=True, blank=True, db_index=True)
    document_title = models.CharField(max_length=500, blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    quoted = models.TextField(blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_passage_whole",
                condition=Q(document_id=None, start=None, end=None, quoted="")
                | Q(document_id__isnull=False, start__isnull=False, end__gt=F("start")),
            ),
        ]

    @property
    def passage_address(self) -> str:
        """Return the page that shows the words where they stand, or nothing."""
        if self.document_id is None:
            return ""
        page = reverse("library:document", args=[self.document_id])
        return f"{page}?from={self.start}&to={self.end}#passage"


class Said(models.Model):
    """Who said something, for whom they acted then, and when."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True


class Attached(models.Model):
    """A file as somebody handed it in: stored under a random name, only ever downloaded."""

    file = models.FileField(storage=evidence_store, upload_to=evidence_name, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    file_type = models.CharField(max_length=100, blank=True)
    file_bytes = models.PositiveIntegerField(default=0)
    file_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        abstract = True
