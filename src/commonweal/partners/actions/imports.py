"""Tables come in: check a file, import its good lines, stop, go on, take the import back.

    check_file → [CHECKED] → begin → [RUNNING] → work, chunk by chunk → [DONE] → take_back → [RUNNING] → …
                                        ↓ stop      ↑ resume
                                     [STOPPED] ─────┘

Each chunk is one transaction that holds the import's row: two workers never write a line twice, and a
worker that is killed leaves whole chunks behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed
from commonweal.partners.actions import entry_tables, partner_tables, recommendation_tables
from commonweal.partners.engine.foreseen import Foreseen
from commonweal.partners.engine.tables import Fault, Line, Table, read
from commonweal.partners.models import ImportLine, TableImport
from commonweal.partners.queries.imports import import_of
from commonweal.rights.public import coordinates, partner_of, record, verb

if TYPE_CHECKING:
    from commonweal.rights.models import Person

HANDED_IN = verb("partners.table.handed-in", gettext_lazy("handed a table in to be checked"))
BEGUN = verb("partners.table.begun", gettext_lazy("began to import a table"))
STOPPED = verb("partners.table.stopped", gettext_lazy("stopped the import of a table"))
RESUMED = verb("partners.table.resumed", gettext_lazy("went on with the import of a table"))
TAKEN_BACK = verb("partners.table.taken-back", gettext_lazy("began to take the import of a table back"))  # fmt: skip
DROPPED = verb("partners.table.dropped", gettext_lazy("dropped a table that was not imported"))

CHUNK = 200
# Of how many lines it is said, before they are imported, what each would do.
FORESEEN = 1000
# Without a sign of life for so long, a run is taken up again by whoever looks.
SILENCE = timedelta(seconds=60)
_State = TableImport.State
_Outcome = ImportLine.Outcome


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of table that can come in.

    Attributes:
        check: Returns what is wrong in lines beside what is here, by their numbers.
        apply: Writes lines, and notes on each what became of it.
        revert: Takes lines back, and notes on each what became of it.
        foresee: Returns what lines without faults would do to what is here now; writes nothing.
    """

    table: Table
    check: Callable[[Sequence[Line]], Mapping[int, list[Fault]]]
    apply: Callable[[Person | None, Sequence[ImportLine]], None]
    revert: Callable[[Person | None, Sequence[ImportLine]], None]
    foresee: Callable[[Sequence[ImportLine]], Mapping[int, Foreseen]]


KINDS: Mapping[str, Kind] = {
    "partners": Kind(
        partner_tables.TABLE,
        partner_tables.check,
        partner_tables.apply,
        partner_tables.revert,
        partner_tables.foresee,
    ),
    "recommendations": Kind(
        recommendation_tables.TABLE,
        recommendation_tables.check,
        recommendation_tables.apply,
        recommendation_tables.revert,
        recommendation_tables.foresee,
    ),
    **{
        table.name: Kind(
            table,
            entry_tables.CHECK[table.name],
            entry_tables.APPLY[table.name],
            entry_tables.REVERT[table.name],
            entry_tables.FORESEE[table.name],
        )
        for table in (entry_tables.SERVICES, entry_tables.CONTACTS)
    },
}


def permit(person: Person | None) -> None:
    """Raise unless a person may import tables; the command line may.

    Raises:
        NotAllowed: If they are no co-ordinator.
    """
    if person is not None and not coordinates(person):
        raise NotAllowed("partners.table.import", _("Only the co-ordinator imports tables."))


def checked_lines(content: bytes, kind: Kind) -> Iterator[Line]:
    """Yield the lines of a file with all that is wrong in each; nothing is written.

    Raises:
        InvalidInput: If the file as a whole cannot be read.
    """
    for some in _some(read(content, kind.table), CHUNK):
        found = kind.check(some)
        for each in some:
            faults = (*each.faults, *found.get(each.number, ()))
            yield Line(each.number, each.values, faults)


def check_file(person: Person | None, table: str, *, name: str, content: bytes) -> TableImport:
    """Read a file and keep its lines with what is wrong in each; nothing is imported.

    Args:
        person: The co-ordinator; None for the command line.
        table: Which table it is, one of ``KINDS``.
        name: The file's name.
        content: CSV or Excel.

    Raises:
        NotAllowed: If the person is no co-ordinator.
        InvalidInput: If the file as a whole cannot be read, or holds no line.
    """
    permit(person)
    if name.lower().endswith((".xlsx", ".xls")) and not content.startswith(b"PK"):
        raise InvalidInput(
            "partners.table.no-excel",
            _("“%(name)s” is called an Excel file and is none: what it holds is something else. Save it anew as .xlsx, or, if it is CSV, name it .csv.")
            % {"name": name[:80]},
        )  # fmt: skip
    made = TableImport.objects.create(
        table=table,
        file_name=name[:255],
        person=person,
        asked_for_id=partner_of(person) if person else None,
    )
    try:
        _keep_lines(made, content)
    except Exception:
        made.delete()
        raise
    with transaction.atomic():
        made.state = _State.CHECKED
        made.save()
        record(person, HANDED_IN, thing=made, facts={"lines": made.total, "bad": made.bad})
    return made


def _keep_lines(made: TableImport, content: bytes) -> None:
    for some in _some(checked_lines(content, KINDS[made.table]), 10 * CHUNK):
        ImportLine.objects.bulk_create(_row(made, each) for each in some)
        made.total += len(some)
        made.bad += sum(1 for each in some if each.faults)
    if not made.total:
        raise InvalidInput(
            "partners.table.empty",
            _("The file has headings and no line. Write at least one."),
        )


def _some(lines: Iterator[Line], count: int) -> Iterator[list[Line]]:
    while found := list(islice(lines, count)):
        yield found


def _row(made: TableImport, line: Line) -> ImportLine:
    faults = [
        {"column": each.column, "code": each.code, "facts": dict(each.facts)}
        for each in line.faults
    ]
    return ImportLine(
        table_import=made,
        number=line.number,
        values=dict(line.values),
        faults=faults,
        outcome=_Outcome.LEFT if faults else _Outcome.WAITING,
    )


def foresee(run: TableImport) -> dict[int, Foreseen]:
    """Return what the first lines of a checked file would do if it were imported now, by their numbers.

    Args:
        run: The import; nothing is foreseen of one that was begun.
    """
    if run.state != _State.CHECKED:
        return {}
    rows = list(run.lines.filter(outcome=_Outcome.WAITING)[:FORESEEN])
    found: dict[int, Foreseen] = {}
    for start in range(0, len(rows), CHUNK):
        found |= KINDS[run.table].foresee(rows[start : start + CHUNK])
    return found


@transaction.atomic
def begin(person: Person | None, import_id: UUID, *, only_good: bool = False) -> TableImport:
    """Begin to import a checked file; the door then asks the worker to work.

    Args:
        person: The co-ordinator; None for the command line.
        import_id: The import.
        only_good: Whether lines in which something is wrong are left out; asked for where there are some.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person is no co-ordinator.
        Conflict: If it was begun already, another one is under way, or it has bad lines and the good ones
            alone were not asked for.
    """
    run = _locked(person, import_id)
    if run.state != _State.CHECKED:
        raise Conflict("partners.table.begun", _("This import was begun already."))
    if run.bad and not only_good:
        raise Conflict(
            "partners.table.bad",
            ngettext(
                "%(count)s line cannot be imported as it is. Correct it, or import the good ones only.",
                "%(count)s lines cannot be imported as they are. Correct them, or import the good ones only.",
                run.bad,
            )
            % {"count": run.bad},
        )
    _start(run)
    record(person, BEGUN, thing=run, facts={"lines": run.good})
    return run


@transaction.atomic
def stop(person: Person | None, import_id: UUID) -> TableImport:
    """Stop a run before its next lines; what was written stays.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person is no co-ordinator.
    """
    run = _locked(person, import_id)
    if run.state == _State.RUNNING:
        run.state, run.seen_at = _State.STOPPED, timezone.now()
        run.save()
        record(person, STOPPED, thing=run)
    return run


@transaction.atomic
def resume(person: Person | None, import_id: UUID) -> TableImport:
    """Let a stopped run go on.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person is no co-ordinator.
        Conflict: If another one is under way.
    """
    run = _locked(person, import_id)
    if run.state == _State.STOPPED:
        _start(run)
        record(person, RESUMED, thing=run)
    return run


@transaction.atomic
def take_back(person: Person | None, import_id: UUID) -> TableImport:
    """Begin to take a whole import back, the last line first; a stopped one as far as it came.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person is no co-ordinator.
        Conflict: If nothing was imported, it runs, or it was taken back already.
    """
    run = _locked(person, import_id)
    if run.is_undo or run.state not in {_State.DONE, _State.STOPPED}:
        raise Conflict(
            "partners.table.undo", _("This import runs, was not begun, or was taken back already.")
        )
    run.is_undo = True
    _start(run)
    record(person, TAKEN_BACK, thing=run)
    return run


@transaction.atomic
def drop(person: Person | None, import_id: UUID) -> None:
    """Drop a file that was checked and not imported, with its lines.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person is no co-ordinator.
        Conflict: If some of it was imported.
    """
    run = _locked(person, import_id)
    if run.state not in {_State.CHECKED, _State.CHECKING}:
        raise Conflict(
            "partners.table.drop", _("Some of it was imported. Take the import back instead.")
        )
    record(person, DROPPED, thing=run)
    run.delete()


def work(import_id: UUID, *, is_over: Callable[[], bool] = lambda: False) -> bool:
    """Work on a run chunk by chunk; say whether it must go on.

    Args:
        import_id: The run; one that was stopped or dropped is left alone.
        is_over: Asked before each chunk; true leaves the rest for the next call.
    """
    while not is_over():
        if not _chunk(import_id):
            return False
    return TableImport.objects.filter(pk=import_id, state=_State.RUNNING).exists()


@transaction.atomic
def _chunk(import_id: UUID) -> bool:
    """Do the next lines of a run in one transaction; say whether it goes on."""
    rows = TableImport.objects.select_for_update(of=("self",)).select_related("person")
    run = rows.filter(pk=import_id, state=_State.RUNNING).first()
    if run is None:
        return False
    kind = KINDS[run.table]
    if run.is_undo:
        lines = list(
            run.lines.filter(outcome__in=(_Outcome.ADDED, _Outcome.CHANGED)).order_by("-number")[:CHUNK]
        )  # fmt: skip
        kind.revert(run.person, lines)
    else:
        lines = list(run.lines.filter(outcome=_Outcome.WAITING)[:CHUNK])
        kind.apply(run.person, lines)
    ImportLine.objects.bulk_update(lines, ["outcome", "thing_id", "before", "why"])
    run.through += len(lines)
    run.seen_at = timezone.now()
    run.state = _State.RUNNING if lines else _State.DONE
    run.save()
    return bool(lines)


def left_alone() -> list[UUID]:
    """Return the runs that are under way and show no sign of life; to ask too often does no harm."""
    silent = TableImport.objects.filter(state=_State.RUNNING, seen_at__lt=timezone.now() - SILENCE)
    return list(silent.values_list("pk", flat=True))


def _start(run: TableImport) -> None:
    run.state, run.seen_at = _State.RUNNING, timezone.now()
    try:
        with transaction.atomic():
            run.save()
    except IntegrityError as error:
        raise Conflict(
            "partners.table.running",
            _("Another import of this table is under way. Wait for it, or stop it first."),
        ) from error


def _locked(person: Person | None, import_id: UUID) -> TableImport:
    permit(person)
    TableImport.objects.select_for_update().filter(pk=import_id).first()
    return import_of(person, import_id)
