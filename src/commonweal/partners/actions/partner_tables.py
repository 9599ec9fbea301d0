"""The directory as a table: one line a partner. What comes in is checked, written, and can be taken back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.kernel.errors import CommonwealError, InvalidInput
from commonweal.partners.actions.directory import entry_facts, website_of
from commonweal.partners.actions.keeping_directory import erase_profiles
from commonweal.partners.engine.directory import EntryDraft
from commonweal.partners.engine.foreseen import Foreseen, foreseen
from commonweal.partners.engine.languages import language_codes
from commonweal.partners.engine.tables import Column, Fault, Line, Table
from commonweal.partners.models import Contact, ImportLine, PartnerKind, Profile, Service, Source
from commonweal.partners.queries.partner_tables import cells_of
from commonweal.rights.public import (
    add_organisations,
    organisations_needed,
    partners_here,
    partners_named,
    remove_organisations,
    rename_organisation,
)

if TYPE_CHECKING:
    from commonweal.rights.models import Organisation, Person

_Outcome = ImportLine.Outcome
NAMES_MOST = 20


def _few(text: str) -> None:
    count = len(text.split("\n"))
    if count > NAMES_MOST:
        raise InvalidInput(
            "partners.names",
            _("A partner has at most %(limit)s other names; these are %(count)s.")
            % {"limit": NAMES_MOST, "count": count},
        )


TABLE = Table(
    name="partners",
    columns=(
        Column("id", kind="id"),
        Column("name", is_required=True, limit=200),
        Column("short_name", limit=60),
        Column("other_names", kind="lines", check=_few),
        Column("kind", kind="choice", choices=tuple(PartnerKind.values)),
        Column("womens_organisation", kind="yes-no"),
        Column("youth_organisation", kind="yes-no"),
        Column("mandate", limit=4000),
        Column("area", limit=300),
        Column("country", limit=100),
        Column("languages", limit=200, check=language_codes),
        Column("website", limit=500, check=website_of),
    ),
    once=("id", "name"),
)


def check(lines: Sequence[Line]) -> Mapping[int, list[Fault]]:
    """Return what is wrong in some lines beside what is here: an unknown id, another partner's name.

    Args:
        lines: Read, with their values.
    """
    here = _by_id(_ids([each.values for each in lines]))
    named = partners_named([each.values.get("name", "") for each in lines])
    found: dict[int, list[Fault]] = {}
    for each in lines:
        key, name = each.values.get("id", ""), each.values.get("name", "")
        owner = named.get(name.casefold())
        if any(fault.column == "id" for fault in each.faults):
            continue
        if key and UUID(key) not in here:
            found[each.number] = [Fault("id", "unknown", {"value": key})]
        elif key and owner not in {None, UUID(key)}:
            found[each.number] = [Fault("name", "taken", {"value": name[:80]})]
    return found


def foresee(lines: Sequence[ImportLine]) -> Mapping[int, Foreseen]:
    """Return what lines would do to the directory as it is now, by their numbers.

    Args:
        lines: Without faults.
    """
    here = _by_id(_ids([each.values for each in lines]))
    named = partners_named([each.values["name"] for each in lines])
    here |= _by_id(set(named.values()))
    found = {}
    for each in lines:
        key = each.values.get("id") or named.get(_folded(each))
        partner = here.get(UUID(str(key))) if key else None
        written = {name: cell for name, cell in each.values.items() if name != "id"}
        if partner is not None and not each.values.get("id"):
            written["name"] = partner.name
        found[each.number] = foreseen(cells_of(partner) if partner else None, written)
    return found


def apply(person: Person | None, lines: Sequence[ImportLine]) -> None:
    """Write some lines, and note on each what became of it; inside a transaction.

    Args:
        person: Whose import it is; None for the command line.
        lines: Without faults.
    """
    partners = _by_id(_ids([each.values for each in lines]))
    unnamed = [each.values["name"] for each in lines if not each.values.get("id")]
    named = partners_named(unnamed)
    partners |= _by_id(set(named.values()))
    new = [name for name in unnamed if name.casefold() not in named]
    added = add_organisations(person, new)
    partners |= _by_id(set(added.values()))
    done = _done_before(lines, partners)
    made: list[Profile] = []
    changed: list[Profile] = []
    for each in lines:
        key = each.values.get("id") or named.get(_folded(each)) or added.get(_folded(each))
        partner = partners.get(UUID(str(key))) if key else None
        if partner is None:
            each.outcome, each.why = _Outcome.LEFT, _("There is no such partner any more.")
            continue
        if partner.pk in done:
            each.outcome, each.why = _Outcome.LEFT, _("An earlier line is about the same partner.")
            continue
        done.add(partner.pk)
        each.thing_id = partner.pk
        try:
            profile = _written(person, each, partner, is_new=_folded(each) in added)
        except CommonwealError as error:
            each.outcome, each.why = _Outcome.LEFT, error.message
            continue
        if profile is not None:
            (changed if profile.version else made).append(profile)
            profile.version += 1
    Profile.objects.bulk_create(made)
    Profile.objects.bulk_update(changed, [*_FACTS, "version", "checked_at"])


def _done_before(lines: Sequence[ImportLine], partners: Collection[UUID]) -> set[UUID]:
    """Return about which partners earlier lines of the same file were."""
    of_file = {each.table_import_id for each in lines}
    rows = ImportLine.objects.filter(table_import__in=of_file, thing_id__in=partners).order_by()
    return {key for key in rows.values_list("thing_id", flat=True) if key}


_FACTS = (
    "short_name", "other_names", "kind", "is_womens", "is_youth", "mandate", "area", "country",
    "languages", "website",
)  # fmt: skip


def _written(
    person: Person | None, line: ImportLine, partner: Organisation, *, is_new: bool
) -> Profile | None:
    """Return the entry with a line's values, not saved yet; None where it is so already."""
    before = cells_of(partner)
    after = before | line.values | {"id": str(partner.pk)}
    if not line.values.get("id"):
        # The partner was found by its name; in which letters it is written stays its own.
        after["name"] = partner.name
    profile = getattr(partner, "profile", None)
    if is_new:
        line.outcome = _Outcome.ADDED
    elif after == before:
        line.outcome = _Outcome.SAME
        return None
    else:
        line.outcome, line.before = _Outcome.CHANGED, before
        if after["name"] != before["name"]:
            rename_organisation(person, partner.pk, name=after["name"])
    return _filled(profile or Profile(organisation=partner, added_by=person, version=0), after)


def _filled(profile: Profile, cells: Mapping[str, str]) -> Profile:
    for name, value in entry_facts(draft_of(cells)).items():
        setattr(profile, name, value)
    profile.checked_at = timezone.now()
    return profile


def draft_of(cells: Mapping[str, str]) -> EntryDraft:
    """Return the entry that a line of the table describes."""
    return EntryDraft(
        short_name=cells["short_name"],
        other_names=tuple(cells["other_names"].split("\n")),
        kind=cells["kind"],
        is_womens=cells["womens_organisation"] == "yes",
        is_youth=cells["youth_organisation"] == "yes",
        mandate=cells["mandate"],
        area=cells["area"],
        country=cells["country"],
        languages=language_codes(cells["languages"]),
        website=cells["website"],
    )


def revert(person: Person | None, lines: Sequence[ImportLine]) -> None:
    """Take some lines back, and note on each what became of it; inside a transaction.

    What somebody changed since, or what something rests on by now, stays as it is.

    Args:
        person: Who takes the import back; None for the command line.
        lines: Whose outcome is added or changed.
    """
    partners = _by_id({each.thing_id for each in lines if each.thing_id})
    added = [each for each in lines if each.outcome == _Outcome.ADDED]
    needed = _needed({each.thing_id for each in added if each.thing_id in partners})
    gone: list[UUID] = []
    for each in lines:
        partner = partners.get(each.thing_id) if each.thing_id else None
        if each.outcome == _Outcome.ADDED and partner is not None and partner.pk not in needed:
            gone.append(partner.pk)
            each.outcome = _Outcome.UNDONE
        elif (
            each.outcome == _Outcome.CHANGED and partner is not None and _is_as_left(each, partner)
        ):
            _put_back(person, each, partner)
        else:
            each.outcome, each.why = _Outcome.KEPT, _why_kept(partner, each)
    entries = Profile.objects.filter(organisation__in=gone)
    erase_profiles(list(entries.values_list("pk", flat=True)))
    remove_organisations(person, gone)


def _put_back(person: Person | None, line: ImportLine, partner: Organisation) -> None:
    before = line.before or {}
    if before["name"] != partner.name:
        try:
            rename_organisation(person, partner.pk, name=before["name"])
        except CommonwealError as error:
            line.outcome, line.why = _Outcome.KEPT, error.message
            return
    profile = _filled(partner.profile, before)
    profile.version += 1
    profile.save()
    line.outcome = _Outcome.UNDONE


def _is_as_left(line: ImportLine, partner: Organisation) -> bool:
    """Say whether an entry still holds what the import wrote."""
    before = line.before or {}
    after = before | line.values | {"id": str(partner.pk)}
    if not line.values.get("id"):
        after["name"] = before["name"]
    is_same: bool = cells_of(partner) == after
    return is_same


def _needed(keys: Collection[UUID]) -> set[UUID]:
    """Return the partners on which something rests but the entry that the import wrote."""
    found = set(organisations_needed(keys, besides=("partners.Profile",)))
    written = Profile.objects.filter(organisation__in=keys).order_by()
    found |= set(written.exclude(version=1).values_list("organisation_id", flat=True))
    for model in (Service, Contact, Source):
        rows = model.objects.filter(profile__in=written.values("pk")).order_by()
        found |= set(rows.values_list("profile__organisation_id", flat=True))
    return found


def _why_kept(partner: Organisation | None, line: ImportLine) -> str:
    if partner is None:
        return _("It is not here any more.")
    if line.outcome == _Outcome.CHANGED:
        return _("Somebody changed it since.")
    return _("Something rests on it by now: people, a promise, or words that somebody added.")


def _folded(line: ImportLine) -> str:
    return str(line.values["name"]).casefold()


def _ids(values: Sequence[Mapping[str, Any]]) -> set[UUID]:
    found = set()
    for each in values:
        try:
            found.add(UUID(each.get("id", "")))
        except ValueError:
            continue
    return found


def _by_id(keys: Collection[UUID]) -> dict[UUID, Organisation]:
    rows = partners_here().filter(pk__in=keys).select_related("profile")
    return {each.pk: each for each in rows}
