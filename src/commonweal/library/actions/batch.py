"""Add several files at once, archives and feeds too, without a worker: for the terminal and the demo."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from uuid import UUID

from commonweal.kernel.errors import CommonwealError, NoAnswer
from commonweal.library.actions.documents import (
    Pending,
    Source,
    contents_of,
    keep,
)
from commonweal.library.actions.faults import reader_failed

if TYPE_CHECKING:
    from commonweal.library.engine.types import Loaded, Refused
    from commonweal.rights.models import Person

# Documents are made findable together, for one write of the index costs as much as twenty.
FLUSH_AT = 20


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one document.

    Attributes:
        name: The file's name; a member of an archive is ``archive.zip/folder/member.txt``.
        document_id: None where it was refused.
        refusal: Why it was refused; empty where it was not.
        code: The refusal's stable name, for programs.
        title: The document's title.
        is_new: False where its bytes were known already.
        is_back: True where it had been removed and was put back.
    """

    name: str
    document_id: UUID | None
    refusal: str = ""
    code: str = ""
    title: str = ""
    is_new: bool = False
    is_back: bool = False


def add_files(
    files: Iterable[tuple[str, bytes]], *, person: Person | None
) -> Iterator[tuple[Added, ...]]:
    """Add and read files one after the other, and yield for each what became of its documents.

    What was yielded is kept; it can be found when the last one was yielded, or the iteration ends
    in another way.

    Args:
        files: Name and bytes of each file.
        person: Who adds them; None for the command line and the demo.

    Yields:
        For each file, in order, the documents in it: one, or those of an archive or a feed.

    Raises:
        NotAllowed: If the person may not add documents.
        NoAnswer: If the disk is full; what could not be made findable is taken back then.
    """
    problems: list[CommonwealError] = []
    pending = Pending(done=lambda _id: None, failed=lambda _id, why: problems.append(why))
    try:
        for name, content in files:
            source = Source(person=person)
            yield tuple(_add(one, pending, source=source) for one in contents_of(name, content))
            if len(pending.ids) >= FLUSH_AT:
                pending.flush()
    finally:
        pending.flush()
    if problems:
        raise problems[0]


def add_each(documents: Iterable[Loaded | Refused], *, person: Person | None) -> Iterator[Added]:
    """Add and read documents, and yield what became of each, in order, once it can be found.

    Unlike ``add_files``, one document's trouble never ends the others: it is yielded as a refusal.
    Only what would stop each of them, as a full disk does, ends all.

    Args:
        documents: As the loader gives them.
        person: Who adds them; None for the command line and the demo.

    Raises:
        NoAnswer: If the disk is full; what was yielded before is kept.
    """
    stream = iter(documents)
    while batch := list(islice(stream, FLUSH_AT)):
        failures: dict[UUID, CommonwealError] = {}
        pending = Pending(done=lambda _id: None, failed=failures.__setitem__)
        added, stopper = _add_until_stopped(batch, pending, person=person)
        pending.flush()
        for one in added:
            problem = failures.get(one.document_id) if one.document_id else None
            yield _refused(one.name, problem) if problem else one
        faults = [stopper, *failures.values()]
        for fault in faults:
            if isinstance(fault, NoAnswer):
                raise fault


def _add_until_stopped(
    batch: Sequence[Loaded | Refused], pending: Pending, *, person: Person | None
) -> tuple[list[Added], NoAnswer | None]:
    added: list[Added] = []
    for one in batch:
        try:
            added.append(_add_or_refuse(one, pending, source=Source(person=person)))
        except NoAnswer as stopper:
            return added, stopper
    return added, None


def _add_or_refuse(found: Loaded | Refused, pending: Pending, *, source: Source) -> Added:
    try:
        return _add(found, pending, source=source)
    except NoAnswer:
        raise
    except CommonwealError as problem:
        return _refused(found.name, problem)
    except Exception as error:
        return _refused(found.name, reader_failed(error))


def _refused(name: str, problem: CommonwealError) -> Added:
    return Added(name=name, document_id=None, refusal=problem.message, code=problem.code)


def _add(found: Loaded | Refused, pending: Pending, *, source: Source) -> Added:
    from commonweal.library.engine.types import Refused

    if isinstance(found, Refused):
        return Added(name=found.name, document_id=None, refusal=found.detail, code=found.code)
    kept = keep(found, source=source)
    if kept.must_be_indexed:
        pending.add(kept.document_id)
    return Added(
        name=found.name,
        document_id=kept.document_id,
        title=kept.title,
        is_new=kept.is_new or kept.is_hidden,
        is_back=kept.is_back,
    )
