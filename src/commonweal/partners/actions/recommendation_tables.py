"""Recommendations as a table: one line each. What comes in is checked, written, and can be taken back.

A table never speaks for a partner: what it says of positions, progress and assessments is kept as what the table
said, and gives way to what partners say here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import CommonwealError, NotAllowed
from commonweal.partners.actions.describing import known_groups
from commonweal.partners.actions.keeping import erase_recommendations
from commonweal.partners.engine.foreseen import Foreseen, foreseen
from commonweal.partners.engine.tables import Column, Fault, Line, Table
from commonweal.partners.models import ImportLine, Meeting, Recommendation
from commonweal.partners.queries.recommendation_tables import (
    POSITION_WORDS,
    PROGRESS_WORDS,
    SAID,
    UNSAID,
    cells_of,
    said_here,
    with_all_said,
)
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import partners_named, record, verb

if TYPE_CHECKING:
    from commonweal.rights.models import Person

IMPORTED = verb(
    "partners.recommendation.imported", gettext_lazy("brought a recommendation in by a table")
)
CHANGED = verb(
    "partners.recommendation.changed-by-table", gettext_lazy("changed a recommendation by a table")
)
PUT_BACK = verb(
    "partners.recommendation.put-back",
    gettext_lazy("took back what a table changed in a recommendation"),
)
_Outcome = ImportLine.Outcome
# What a table writes; the rest of what was asked stays as it was asked.
WRITES = (
    "title", "source_body", "document_symbol", "paragraph", "cluster", "affected_groups", "sdg_targets",
)  # fmt: skip
STAYS = ("text", "source_meeting_uid", "date", "addressee")


def groups_of(cell: str) -> tuple[str, ...]:
    """Return the groups that a cell names."""
    return tuple(filter(None, (each.strip() for each in cell.replace("\n", ";").split(";"))))


TABLE = Table(
    name="recommendations",
    columns=(
        Column("reference", limit=60),
        Column("title", limit=300),
        Column("text", is_required=True, limit=4000),
        Column("source_body", limit=300),
        Column("source_meeting_uid", limit=200),
        Column("document_symbol", limit=100),
        Column("paragraph", limit=60),
        Column("date", kind="date"),
        Column("addressee", is_required=True, limit=200),
        Column("position", kind="choice", choices=POSITION_WORDS),
        Column("cluster", limit=100),
        Column("affected_groups", limit=400, check=lambda cell: known_groups(groups_of(cell))),
        Column("sdg_targets", limit=200),
        Column("lead", limit=200),
        Column("supporting", limit=1000),
        Column("progress", kind="choice", choices=PROGRESS_WORDS),
        Column("self_assessed_on", kind="date"),
        Column("independent_assessment", limit=4000),
        Column("evidence_urls", kind="lines", limit=4000),
    ),
    once=("reference",),
)


def check(lines: Sequence[Line]) -> Mapping[int, list[Fault]]:
    """Return what is wrong in some lines beside what is here: an unknown partner, words that stay.

    Args:
        lines: Read, with their values.
    """
    here = _here([each.values.get("reference", "") for each in lines])
    named = partners_named([each.values.get("addressee", "") for each in lines])
    found: dict[int, list[Fault]] = {}
    for each in lines:
        row = here.get(each.values.get("reference", ""))
        name = each.values.get("addressee", "")
        faults = _of_row(row, each.values) if row is not None else []
        if row is None and name and name.casefold() not in named:
            faults = [Fault("addressee", "no-partner", {"value": name[:80]})]
        if faults:
            found[each.number] = faults
    return found


def _of_row(row: Recommendation, values: Mapping[str, str]) -> list[Fault]:
    """Return which cells a table may not change: what was asked, and what partners said here."""
    cells, said = cells_of(row), said_here(row)
    closed = [name for name in (*STAYS, *SAID) if name in STAYS or name in said]
    return [
        Fault(name, "stays", {"value": cells[name][:80]})
        for name in closed
        if name in values and values[name] != cells[name]
    ]


def foresee(lines: Sequence[ImportLine]) -> Mapping[int, Foreseen]:
    """Return what lines would do to the recommendations that are here now, by their numbers.

    Args:
        lines: Without faults.
    """
    here = _here([each.values.get("reference", "") for each in lines])
    named = partners_named([each.values["addressee"] for each in lines])
    found = {}
    for each in lines:
        reference = each.values.get("reference", "")
        row = here.get(reference)
        if row is None and not reference and _is_here(each.values, named):
            found[each.number] = Foreseen("same")
        else:
            found[each.number] = foreseen(cells_of(row) if row else None, each.values)
    return found


def _is_here(values: Mapping[str, str], named: Mapping[str, UUID]) -> bool:
    """Say whether a line without a reference came in before."""
    meeting = _Meetings.here(*(values.get(key, "") for key in ("source_meeting_uid", "source_body", "date")))  # fmt: skip
    addressee = named.get(values["addressee"].casefold())
    return bool(meeting and addressee and _same(meeting, addressee, values))


def apply(person: Person | None, lines: Sequence[ImportLine]) -> None:
    """Write some lines, and note on each what became of it; inside a transaction.

    Args:
        person: Whose import it is; acts for the partner that records what is new.
        lines: Without faults.

    Raises:
        NotAllowed: If nobody stands behind them: what is asked is always brought in by somebody.
    """
    if person is None:
        raise NotAllowed("partners.table.page", _("Recommendations are imported on their page."))
    here = _here([each.values.get("reference", "") for each in lines])
    named = partners_named([each.values["addressee"] for each in lines])
    meetings = _Meetings(person)
    for each in lines:
        reference = each.values.get("reference", "")
        row = here.get(reference)
        try:
            if row is None:
                row = _added(person, each, named, meetings)
                if reference:  # a line without one is never meant by another line
                    here[reference] = row
            else:
                _changed(person, each, row)
        except CommonwealError as error:
            each.outcome, each.why = _Outcome.LEFT, error.message
            continue
        each.thing_id = row.pk


class _Meetings:
    """The meetings of a table's lines by their uid: here already, brought in before, or made now."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.known: dict[str, Meeting] = {}
        self.numbers: dict[UUID, int] = {}

    def of(self, values: Mapping[str, str]) -> tuple[Meeting, bool]:
        """Return the meeting of a line, and whether it was made for it."""
        uid, body, day = (
            values.get(key, "") for key in ("source_meeting_uid", "source_body", "date")
        )
        key = uid or f"{body}\n{day}"
        found = self.known.get(key) or self.here(uid, body, day)
        is_new = found is None
        meeting = found or self._made(body, day)
        self.known[key] = meeting
        return meeting, is_new

    def next_number(self, meeting: Meeting) -> int:
        """Return the number of the next recommendation of a meeting."""
        if meeting.pk not in self.numbers:
            last = meeting.recommendations.aggregate(last=Max("number"))["last"]
            self.numbers[meeting.pk] = last or 0
        self.numbers[meeting.pk] += 1
        return self.numbers[meeting.pk]

    @staticmethod
    def here(uid: str, body: str, day: str) -> Meeting | None:
        """Return the meeting of such a line that is here already."""
        try:
            return Meeting.objects.filter(pk=UUID(uid)).first()
        except ValueError:
            pass
        brought = Recommendation.objects.filter(from_file__source_meeting_uid=uid)
        if not uid:
            brought = brought.filter(source_body=body, from_file__date=day)
        row = brought.select_related("meeting").order_by("marked_at", "pk").first()
        return row.meeting if row is not None else None

    def _made(self, body: str, day: str) -> Meeting:
        person = self.person
        title = _("Recommendations of %(body)s") % {"body": body} if body else _("Recommendations brought in by a table")  # fmt: skip
        return Meeting.objects.create(
            title=title[:300],
            type="other",
            start=date.fromisoformat(day) if day else None,
            recorder_id=acting_for(person),
            added_by=person,
        )


def _added(
    person: Person, line: ImportLine, named: Mapping[str, UUID], meetings: _Meetings
) -> Recommendation:
    values = line.values
    meeting, is_new = meetings.of(values)
    addressee = named[values["addressee"].casefold()]
    if not is_new and not values.get("reference") and (same := _same(meeting, addressee, values)):
        line.outcome = _Outcome.SAME
        return same
    row = Recommendation(
        meeting=meeting,
        number=meetings.next_number(meeting),
        type="recommendation",
        addressee_id=addressee,
        marked_by=person,
        marked_for_id=acting_for(person),
        reference=values.get("reference", ""),
        text=values["text"],
    )
    _write(row, values, said={})
    row.from_file |= {key: values.get(key, "") for key in ("source_meeting_uid", "date")}
    row.save(force_insert=True)
    line.outcome, line.before = _Outcome.ADDED, {"meeting": str(meeting.pk) if is_new else ""}
    record(person, IMPORTED, thing=row, facts={"meeting": str(meeting.pk)})
    return row


def _same(meeting: Meeting, addressee: UUID, values: Mapping[str, str]) -> Recommendation | None:
    """Return what a meeting asked already, word for word, of the same partner: the file came in before."""
    rows = meeting.recommendations.filter(withdrawn_at=None, text=values["text"])
    return rows.filter(addressee_id=addressee).order_by("marked_at", "pk").first()


def _changed(person: Person | None, line: ImportLine, row: Recommendation) -> None:
    before = cells_of(row)
    after = before | line.values
    if after == before:
        line.outcome = _Outcome.SAME
        return
    if _of_row(row, line.values):
        line.outcome, line.why = _Outcome.LEFT, _("A partner said something of it since.")
        return
    _write(row, after, said=said_here(row))
    row.version += 1
    row.save()
    line.outcome, line.before = _Outcome.CHANGED, before
    record(person, CHANGED, thing=row)


def _write(row: Recommendation, values: Mapping[str, str], *, said: Mapping[str, str]) -> None:
    for name in WRITES:
        if name == "affected_groups":
            row.affected = known_groups(groups_of(values.get(name, "")))
        elif name != "source_body" or not _is_callers(row, values.get(name, "")):
            setattr(row, name, values.get(name, ""))
    brought = {name: values.get(name, "") for name in SAID if name not in said}
    kept = {name: value for name, value in brought.items() if value != UNSAID.get(name, "")}
    row.from_file = {k: v for k, v in row.from_file.items() if k not in SAID} | kept


def _is_callers(row: Recommendation, body: str) -> bool:
    """Say whether a body is who called the meeting: then the meeting says it already."""
    return not row.source_body and bool(body) and body == row.meeting.caller


def revert(person: Person | None, lines: Sequence[ImportLine]) -> None:
    """Take some lines back, and note on each what became of it; inside a transaction.

    What somebody changed since, or what something rests on by now, stays as it is.

    Args:
        person: Who takes the import back.
        lines: Whose outcome is added or changed.
    """
    keys = {each.thing_id for each in lines if each.thing_id}
    rows = {row.pk: row for row in with_all_said(Recommendation.objects.filter(pk__in=keys))}
    needed = _needed(keys)
    gone: list[UUID] = []
    for each in lines:
        row = rows.get(each.thing_id) if each.thing_id else None
        if row is None:
            each.outcome, each.why = _Outcome.KEPT, _("It is not here any more.")
        elif each.outcome == _Outcome.ADDED and row.pk not in needed:
            gone.append(row.pk)
            each.outcome = _Outcome.UNDONE
        elif (
            each.outcome == _Outcome.CHANGED and cells_of(row) == (each.before or {}) | each.values
        ):
            _write(row, each.before or {}, said=said_here(row))
            row.version += 1
            row.save()
            record(person, PUT_BACK, thing=row)
            each.outcome = _Outcome.UNDONE
        else:
            each.outcome = _Outcome.KEPT
            each.why = _("Somebody changed it since, or said something of it.")
    erase_recommendations(gone)
    _forget_meetings(
        {(each.before or {}).get("meeting", "") for each in lines if each.thing_id in gone}
    )


def _needed(keys: Collection[Any]) -> set[Any]:
    """Return the recommendations of which somebody said something, or which somebody sorted or showed."""
    rows = Recommendation.objects.filter(pk__in=keys).order_by()
    found: set[Any] = set(rows.exclude(version=1).values_list("pk", flat=True))
    for said in ("answers", "actions", "concerns", "supersedes"):
        found |= set(rows.filter(**{f"{said}__isnull": False}).values_list("pk", flat=True))
    return found | set(rows.filter(published_at__isnull=False).values_list("pk", flat=True))


def _forget_meetings(keys: Collection[str]) -> None:
    """Remove meetings that were made for lines of a table, where nothing is left of them."""
    empty = Meeting.objects.filter(pk__in=[key for key in keys if key], recommendations=None)
    empty.filter(agenda=None, document_id=None, version=1).delete()


def _here(references: Sequence[str]) -> dict[str, Recommendation]:
    """Return the recommendations that have these references, or these ids where they have none."""
    ids = {}
    for each in references:
        try:
            ids[UUID(each)] = each
        except ValueError:
            continue
    rows = Recommendation.objects.filter(withdrawn_at=None)
    found = {
        row.reference: row
        for row in with_all_said(rows.filter(reference__in=[r for r in references if r]))
    }
    by_id = with_all_said(rows.filter(pk__in=ids, reference=""))
    return found | {ids[row.pk]: row for row in by_id}
