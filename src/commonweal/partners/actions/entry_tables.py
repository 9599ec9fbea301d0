"""What partners offer and how to reach them as tables: checked, written, and taken back line by line.

A line with an id changes that row; one without adds to the partner whose name it bears. What stands there
word for word already is left as it is, so that a file that comes in twice adds nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.kernel.errors import CommonwealError
from commonweal.partners.actions.directory import contact_facts, service_facts
from commonweal.partners.engine.directory import ContactDraft, ServiceDraft
from commonweal.partners.engine.foreseen import Foreseen, foreseen
from commonweal.partners.engine.languages import language_codes
from commonweal.partners.engine.tables import Column, Fault, Line, Table
from commonweal.partners.models import ImportLine, Level, Profile
from commonweal.partners.queries.entry_tables import MODELS, TEXTS, part_cells, parts_in
from commonweal.rights.public import partners_named

if TYPE_CHECKING:
    from commonweal.rights.models import Person

_Outcome = ImportLine.Outcome
_PARTNER = Column("partner", is_required=True, limit=200)

SERVICES = Table(
    name="services",
    columns=(
        Column("id", kind="id"),
        _PARTNER,
        Column("level", kind="choice", is_required=True, choices=tuple(Level.values)),
        Column("title", is_required=True, limit=200),
        Column("description"),
        Column("for_whom", limit=300),
        Column("pathway"),
        Column("area", limit=300),
        Column("languages", limit=200, check=language_codes),
    ),
    once=("id",),
)
CONTACTS = Table(
    name="contacts",
    columns=(
        Column("id", kind="id"),
        _PARTNER,
        Column("function", is_required=True, limit=100),
        Column("email", limit=254),
        Column("phone", limit=60),
        Column("hours", limit=200),
    ),
    once=("id",),
)


def _service(cells: Mapping[str, str]) -> dict[str, Any]:
    texts = {name: cells.get(name, "") for name in TEXTS["services"]}
    return service_facts(ServiceDraft(**texts | {"languages": language_codes(texts["languages"])}))  # type: ignore[arg-type]  # every other field is text


def _contact(cells: Mapping[str, str]) -> dict[str, Any]:
    return contact_facts(ContactDraft(**{name: cells.get(name, "") for name in TEXTS["contacts"]}))


FACTS: Mapping[str, Callable[[Mapping[str, str]], dict[str, Any]]] = {
    "services": _service,
    "contacts": _contact,
}


def _check(table: str, lines: Sequence[Line]) -> Mapping[int, list[Fault]]:
    """Return what is wrong beside what is here: an unknown id or partner, another partner's row, no address."""
    here = _by_id(table, (each.values for each in lines))
    named = partners_named([each.values.get("partner", "") for each in lines])
    found: dict[int, list[Fault]] = {}
    for each in lines:
        if not each.faults and (fault := _fault(table, each.values, here, named)):
            found[each.number] = [fault]
    return found


def _fault(
    table: str,
    values: Mapping[str, str],
    here: Mapping[str, Any],
    named: Mapping[str, UUID],
) -> Fault | None:
    key, name = values.get("id", ""), values.get("partner", "")
    owner = named.get(name.casefold())
    if owner is None:
        words = _("There is no partner “%(name)s”. Add it to the directory first.")
        return Fault("partner", "value", {"words": words % {"name": name[:80]}})
    if key and key not in here:
        words = _("There is none with this id now. Leave the cell empty for a new one.")
        return Fault("id", "value", {"words": words})
    if key and here[key].profile.organisation_id != owner:
        words = _("The id belongs to another partner: “%(name)s”.")
        return Fault(
            "id", "value", {"words": words % {"name": here[key].profile.organisation.name}}
        )
    try:
        FACTS[table](_cells_after(table, here.get(key), values))
    except CommonwealError as error:
        return Fault("", "value", {"words": error.message})
    return None


def _foresee(table: str, lines: Sequence[ImportLine]) -> Mapping[int, Foreseen]:
    """Return what lines would do to what is here now, by their numbers."""
    here = _by_id(table, (each.values for each in lines))
    named = partners_named([each.values["partner"] for each in lines])
    rows = Profile.objects.filter(organisation__in=named.values())
    entries = {each.organisation_id: each for each in rows}
    known = _known(table, entries.values())
    found = {}
    for each in lines:
        row = here.get(each.values.get("id", ""))
        if row is None and each.values.get("id"):
            continue
        facts = FACTS[table](_cells_after(table, row, each.values))
        entry = entries.get(named.get(each.values["partner"].casefold(), UUID(int=0)))
        mark = (entry.pk if entry else None, *(str(facts[name]) for name in TEXTS[table]))
        before = part_cells(table, row) if row is not None else None
        written = {name: cell for name, cell in each.values.items() if name in TEXTS[table]}
        is_known = row is None and mark in known
        if entry is not None:
            known.setdefault(mark, entry.pk)
        found[each.number] = Foreseen("same") if is_known else foreseen(before, written)
    return found


def _apply(table: str, person: Person | None, lines: Sequence[ImportLine]) -> None:
    """Write some lines, and note on each what became of it; inside a transaction."""
    here = _by_id(table, (each.values for each in lines))
    named = partners_named([each.values["partner"] for each in lines])
    entries = _entries(person, set(named.values()))
    known = _known(table, entries.values())
    for each in lines:
        owner = named.get(each.values["partner"].casefold())
        row = here.get(each.values.get("id", ""))
        if owner is None or (each.values.get("id") and row is None):
            each.outcome, each.why = _Outcome.LEFT, _("It is not here any more.")
            continue
        try:
            _write(table, each, row or MODELS[table](profile=entries[owner], added_by=person), known)  # fmt: skip
        except CommonwealError as error:
            each.outcome, each.why = _Outcome.LEFT, error.message


def _write(table: str, line: ImportLine, row: Any, known: dict[Any, UUID]) -> None:
    is_new = row._state.adding  # noqa: SLF001  whether it is in the database, as Django keeps it
    before = {} if is_new else part_cells(table, row)
    facts = FACTS[table](_cells_after(table, None if is_new else row, line.values))
    mark = (row.profile_id, *(str(facts[name]) for name in TEXTS[table]))
    if is_new and mark in known:
        line.outcome, line.thing_id = _Outcome.SAME, known[mark]
        return
    for name, value in facts.items():
        setattr(row, name, value)
    line.thing_id = row.pk
    if not is_new and part_cells(table, row) == before:
        line.outcome = _Outcome.SAME
        return
    line.outcome = _Outcome.ADDED if is_new else _Outcome.CHANGED
    line.before = None if is_new else before
    row.version += 0 if is_new else 1
    row.save()
    known[mark] = row.pk
    Profile.objects.filter(pk=row.profile_id).update(checked_at=timezone.now())


def _revert(table: str, _person: Person | None, lines: Sequence[ImportLine]) -> None:
    """Take some lines back, and note on each what became of it; what somebody changed since stays."""
    here = _by_id(table, ({"id": str(each.thing_id)} for each in lines))
    for each in lines:
        row = here.get(str(each.thing_id))
        if row is None:
            each.outcome, each.why = _Outcome.KEPT, _("It is not here any more.")
        elif not _is_as_left(table, each, row):
            each.outcome, each.why = _Outcome.KEPT, _("Somebody changed it since.")
        elif each.outcome == _Outcome.ADDED:
            row.delete()
            each.outcome = _Outcome.UNDONE
        else:
            for name, value in FACTS[table](each.before or {}).items():
                setattr(row, name, value)
            row.version += 1
            row.save()
            each.outcome = _Outcome.UNDONE


def _is_as_left(table: str, line: ImportLine, row: Any) -> bool:
    left = dict.fromkeys(TEXTS[table], "") | (line.before or {}) | line.values
    facts = FACTS[table](left)
    return all(getattr(row, name) == value for name, value in facts.items())


def _cells_after(table: str, row: Any, values: Mapping[str, str]) -> dict[str, str]:
    """Return the cells that a line leaves: a column that the file does not have stays as it is."""
    before = part_cells(table, row) if row is not None else {}
    return before | dict(values)


def _by_id(table: str, values: Iterable[Mapping[str, str]]) -> dict[str, Any]:
    keys = []
    for each in values:
        try:
            keys.append(UUID(each.get("id", "")))
        except ValueError:
            continue
    return {str(row.pk): row for row in parts_in(table).filter(pk__in=keys)}


def _entries(person: Person | None, partners: Collection[UUID]) -> dict[UUID, Profile]:
    """Return the partners' entries; an empty one is begun where there is none."""
    found = {
        each.organisation_id: each
        for each in Profile.objects.filter(organisation__in=partners).select_related("organisation")
    }
    for key in set(partners) - set(found):
        found[key] = Profile.objects.create(organisation_id=key, added_by=person)
    return found


def _known(table: str, entries: Iterable[Profile]) -> dict[Any, UUID]:
    """Return what stands in entries word for word, with its id."""
    rows = parts_in(table).filter(profile__in=[each.pk for each in entries])
    return {
        (row.profile_id, *(str(getattr(row, name)) for name in TEXTS[table])): row.pk
        for row in rows
    }


CHECK = {key: partial(_check, key) for key in MODELS}
FORESEE = {key: partial(_foresee, key) for key in MODELS}
APPLY = {key: partial(_apply, key) for key in MODELS}
REVERT = {key: partial(_revert, key) for key in MODELS}
