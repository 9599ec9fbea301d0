"""How long the library keeps documents and uploads, and how their content is erased."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from commonweal.library.actions import files
from commonweal.library.actions.search import forget_everywhere, reindex_cleanly
from commonweal.library.models import (
    KEPT_AFTER_REMOVAL,
    Body,
    Document,
    Intake,
    IntakeItem,
    Origin,
    Rereading,
)
from commonweal.rights.public import (
    FilesKeeping,
    Keeping,
    Link,
    Term,
    copied_from,
    goes_with,
    keep,
    keep_files,
)

if TYPE_CHECKING:
    from commonweal.rights.models import Person

YEAR = 365
SHORTEST_NAME = 3
LONGEST_ENDING = len(".html")


def erase_documents(keys: Sequence[Any]) -> None:
    """Remove documents with their originals, passages and records, and the bodies only they name.

    Files and passages go first: whoever is stopped between them and the rows finds the rows still due.

    Args:
        keys: The documents' ids.
    """
    found = Document.objects.filter(pk__in=keys)
    for document_id, sha256 in found.values_list("pk", "sha256"):
        files.drop_original(sha256)
        forget_everywhere(document_id)
    IntakeItem.objects.filter(document__in=keys).update(name="", title="", message="")
    found.delete()
    Body.objects.filter(mentions=None).delete()


def forget_names_of(whys: Mapping[Any, str]) -> None:
    """Take the names of files out that people brought who are erased: they gave them, often their own.

    Where a document came from keeps a file's name unless it names the person. Its ending stays,
    because a file that waits is read by it.

    Args:
        whys: Why each person is erased, by id.
    """
    items = IntakeItem.objects.filter(intake__person__in=whys).exclude(name="")
    for item in items.iterator():
        IntakeItem.objects.filter(pk=item.pk).update(name=_ending(item.name), title="")
    for origin in Origin.objects.filter(added_by__in=whys).select_related("added_by").iterator():
        if origin.added_by is not None and names(origin.name, person=origin.added_by):
            Origin.objects.filter(pk=origin.pk).update(name=_ending(origin.name))
            _forget_file_name(origin.document_id, name=origin.name)


def _forget_file_name(document_id: UUID, *, name: str) -> None:
    """Take a file's name out of the document's record, and out of its title where it has no other."""
    document = Document.objects.select_for_update().get(pk=document_id)
    bare = PurePath(name).name
    if document.record.get("file") in {name, bare}:
        document.record["file"] = _ending(name)
    if document.title == bare[: len(document.title)]:
        document.title = _ending(name)
    document.save(update_fields=["record", "title"])


def names(text: str, *, person: Person) -> bool:
    """Say whether a text holds a part of somebody's name, or of their address before its @.

    Args:
        text: Such as a file's name.
        person: Who may be named.
    """
    words = re.findall(r"\w+", f"{person.name} {person.email.partition('@')[0]}".casefold())
    return any(word in text.casefold() for word in words if len(word) >= SHORTEST_NAME)


def _ending(name: str) -> str:
    ending = PurePath(name).suffix
    return f"…{ending}" if len(ending) <= LONGEST_ENDING else "…"


def erase_intakes(keys: Sequence[Any]) -> None:
    """Remove uploads: their files that were not read, and the names of all of them.

    Args:
        keys: The uploads' ids.
    """
    for intake_id in keys:
        files.drop_incoming(intake_id)
    Intake.objects.filter(pk__in=keys).delete()


def erase_rereadings(keys: Sequence[Any]) -> None:
    """Remove runs in which all documents were read again; the readings stay with the documents.

    Args:
        keys: The runs' ids.
    """
    Rereading.objects.filter(pk__in=keys).delete()


def sweep_incoming(older: datetime, *, is_dry: bool) -> int:
    """Remove uploaded files whose upload is gone, and return how many there were.

    Args:
        older: Only what was written before this.
        is_dry: Whether to count only.
    """
    folder = Path(settings.DATA) / "incoming"
    there = {str(key) for key in Intake.objects.values_list("pk", flat=True)}
    lost = [file for file in _older(folder, older) if file.parent.name not in there]
    return _removed(lost, is_dry=is_dry)


def sweep_originals(older: datetime, *, is_dry: bool) -> int:
    """Remove originals whose document is gone, and half-written ones; return how many there were.

    Args:
        older: Only what was written before this.
        is_dry: Whether to count only.
    """
    old = list(_older(Path(settings.MEDIA_ROOT), older))
    names = {file.parent.name + file.name for file in old}
    there = set(Document.objects.filter(sha256__in=names).values_list("sha256", flat=True))
    lost = [file for file in old if file.parent.name + file.name not in there]
    return _removed(lost, is_dry=is_dry)


def sweep_uploads(older: datetime, *, is_dry: bool) -> int:
    """Remove what a stopped upload left in the folder for uploads, and return how many there were.

    Args:
        older: Only what was written before this.
        is_dry: Whether to count only.
    """
    lost = list(_older(Path(settings.FILE_UPLOAD_TEMP_DIR), older))
    return _removed(lost, is_dry=is_dry)


def _older(folder: Path, than: datetime) -> Iterator[Path]:
    for file in folder.rglob("*"):
        if file.is_file() and file.stat().st_mtime < than.timestamp():
            yield file


def _removed(lost: list[Path], *, is_dry: bool) -> int:
    if not is_dry:
        for file in lost:
            file.unlink(missing_ok=True)
    return len(lost)


keep(
    Keeping(
        thing="library.Document",
        name=_("documents"),
        why=_(
            "A published text stays useful for some years; it names people in the office they held then. What a promise rests on stays with the promise."
        ),
        term=Term(days=5 * YEAR, maximum=15 * YEAR, after_removal=KEPT_AFTER_REMOVAL.days),
        counts_from="added_at",
        since=_("it was first added here; adding or reading it again changes nothing"),
        removed_from="removed_at",
        erase=erase_documents,
        remains=("added_at", "date_issued", "size_bytes"),
        parts=(
            Link("library.Origin", "document_id"),
            Link("library.Mention", "document_id"),
            Link("library.Subject", "document_id"),
            Link("library.Waiting", "document_id"),
            Link("library.Restriction", "document_id"),
            Link("library.Allowed", "restriction__document_id"),
        ),
        afterwards=reindex_cleanly,
    )
)
keep(
    Keeping(
        thing="library.Intake",
        name=_("uploads"),
        why=_(
            "Who uploaded which files is only needed until everybody has seen what became of them."
        ),
        term=Term(days=90, maximum=90),
        counts_from="started_at",
        since=_("the upload began; stopping and resuming changes nothing"),
        erase=erase_intakes,
        remains=("started_at", "finished_at"),
        parts=(Link("library.IntakeItem", "intake_id"),),
        partner="added_for_id",
    )
)
keep(
    Keeping(
        thing="library.Rereading",
        name=_("runs in which all documents were read again"),
        why=_(
            "Who asked for one, and which documents kept their earlier reading, is needed until somebody has seen to those."
        ),
        term=Term(days=90, maximum=90),
        counts_from="started_at",
        since=_("the run began; stopping and resuming changes nothing"),
        erase=erase_rereadings,
        remains=("started_at", "ended_at", "total"),
        parts=(Link("library.KeptReading", "rereading_id"),),
    )
)
goes_with("library.Body", "library.Document")
copied_from("rights.Person", forget_names_of)
keep_files(
    FilesKeeping(
        key="library.incoming",
        name=_("uploaded files whose upload is gone"),
        why=_("Nobody can read them any more."),
        days=1,
        sweep=sweep_incoming,
    )
)
keep_files(
    FilesKeeping(
        key="library.originals",
        name=_("originals whose document is gone, and half-written ones"),
        why=_("Left by a server that was stopped."),
        days=1,
        sweep=sweep_originals,
    )
)
keep_files(
    FilesKeeping(
        key="library.uploads",
        name=_("leftovers of uploads that broke off"),
        why=_("Left by a browser that went away."),
        days=1,
        sweep=sweep_uploads,
    )
)
