"""Rows follow a partner that is merged into another, and go back; the ids of all that moved are kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.apps import apps
from django.utils import timezone

from commonweal.partners.models import (
    Confirmation,
    Contact,
    Meeting,
    Merge,
    Profile,
    Service,
    Source,
)

# What moves: the table and the column. Who said, showed or signed something is never among them.
MOVED = (
    ("Meeting", "recorder_id"),
    ("Meeting", "convener_id"),
    ("Recommendation", "addressee_id"),
    ("Recommendation", "lead_id"),
    ("Action", "owner_id"),
    ("AgendaSpeaker", "partner_id"),
    ("Listening", "host_id"),
    ("Listening", "recorder_id"),
    ("Concern", "taken_up_by_id"),
    ("Partnership", "keeper_id"),
    ("Obligation", "organisation_id"),
    ("Notice", "organisation_id"),
    ("Course", "keeper_id"),
    ("ExerciseCard", "for_organisation_id"),
    ("Improvement", "organisation_id"),
    ("Question", "institution_id"),
    ("InstitutionTerms", "institution_id"),
    ("DecidingRoles", "institution_id"),
    ("InstitutionPage", "institution_id"),
    ("HarmCheck", "keeper_id"),
    ("PreventionPlan", "keeper_id"),
    ("Activity", "partner_id"),
    ("Meaning", "keeper_id"),
    ("Practice", "keeper_id"),
    ("Initiative", "keeper_id"),
    ("Project", "keeper_id"),
    ("HarmAnswer", "owner_id"),
)
PARTS = (Service, Contact, Source)


def move(absorbed_id: UUID, *, to: UUID) -> dict[str, Any]:
    """Move what is asked of a partner, what it does and where it was to another; inside a transaction.

    Args:
        absorbed_id: Whose rows move.
        to: The partner that stays.

    Returns:
        The ids of what moved, by table and column, as JSON.
    """
    moved: dict[str, Any] = {}
    for model, column in MOVED:
        rows = apps.get_model("partners", model)._default_manager.filter(**{column: absorbed_id})  # noqa: SLF001  the table's own manager
        moved[f"{model}.{column}"] = _moved(rows, **{column: to})
    owned = Confirmation.objects.filter(owner_id=absorbed_id)
    moved["Confirmation.owner_id"] = _moved(owned, owner_id=to)
    return moved | _present(absorbed_id, to=to) | _entry(absorbed_id, to=to)


def _moved(rows: Any, **to: UUID) -> list[str]:
    keys = list(rows.order_by().values_list("pk", flat=True))
    rows.model._default_manager.filter(pk__in=keys).update(**to)  # noqa: SLF001  the table's own manager
    return [str(key) for key in keys]


def _presence() -> Any:
    """Return the rows that say which partner was at which meeting."""
    return Meeting.partners.through._default_manager  # noqa: SLF001  the link's own manager


def _present(absorbed_id: UUID, *, to: UUID) -> dict[str, Any]:
    """Let the partner that stays be among those present; where it was there too, the other name goes."""
    through = _presence()
    there = set(through.filter(organisation_id=to).values_list("meeting_id", flat=True))
    rows = list(through.filter(organisation_id=absorbed_id))
    both = [str(row.meeting_id) for row in rows if row.meeting_id in there]
    alone = [str(row.meeting_id) for row in rows if row.meeting_id not in there]
    through.filter(organisation_id=absorbed_id, meeting_id__in=both).delete()
    through.filter(organisation_id=absorbed_id).update(organisation_id=to)
    return {"present": alone, "present_too": both}


def _entry(absorbed_id: UUID, *, to: UUID) -> dict[str, Any]:
    """Move what the entry offers; the other name is one of the other names from now on."""
    absorbed = Profile.objects.filter(organisation_id=absorbed_id).select_related("organisation")
    old = absorbed.first()
    kept, is_new = Profile.objects.get_or_create(organisation_id=to)
    names = [*kept.names, *(old.names if old else [])]
    names.append(apps.get_model("rights", "Organisation").objects.get(pk=absorbed_id).name)
    before, kept.other_names = kept.other_names, "\n".join(dict.fromkeys(names))
    kept.version += 1
    kept.save(update_fields=["other_names", "version"])
    parts = {
        model.__name__: _moved(model.objects.filter(profile=old), profile_id=kept.pk)
        for model in (PARTS if old else ())
    }
    return {
        "entry": {"is_new": is_new, "before": before, "after": kept.other_names},
        "parts": parts,
    }


def move_back(row: Merge) -> None:
    """Move back just what was moved and still is where it was moved to; inside a transaction.

    Args:
        row: The merge; it is marked as undone.
    """
    moved: Mapping[str, Any] = row.moved
    for model, column in (*MOVED, ("Confirmation", "owner_id")):
        manager = apps.get_model("partners", model)._default_manager  # noqa: SLF001  the table's own manager
        still = manager.filter(pk__in=moved.get(f"{model}.{column}", ()), **{column: row.kept_id})
        still.update(**{column: row.absorbed_id})
    through = _presence()
    alone = through.filter(organisation_id=row.kept_id, meeting_id__in=moved.get("present", ()))
    alone.update(organisation_id=row.absorbed_id)
    for meeting in Meeting.objects.filter(pk__in=moved.get("present_too", ())):
        meeting.partners.add(row.absorbed_id)  # type: ignore[arg-type]  # ids are taken, as documented
    _entry_back(row)
    row.undone_at = timezone.now()
    row.save(update_fields=["undone_at"])


def _entry_back(row: Merge) -> None:
    old = Profile.objects.filter(organisation_id=row.absorbed_id).first()
    kept = Profile.objects.filter(organisation_id=row.kept_id).first()
    parts = row.moved.get("parts", {})
    for model in PARTS if old and kept else ():
        model.objects.filter(pk__in=parts.get(model.__name__, ()), profile=kept).update(profile=old)
    entry = row.moved.get("entry", {})
    if kept is not None and kept.other_names == entry.get("after"):
        kept.other_names = entry["before"]
        kept.version += 1
        kept.save(update_fields=["other_names", "version"])
