"""How long promises are kept, with all that was said about them, and how they are erased.

A promise is kept for ten years, because that is how long a prevention plan and the next one are
measured against each other. The hard maximum of everything below a meeting counts from the meeting:
an action added late, taken up again or given a later date does not make any of it stay longer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from commonweal.partners.actions.standing import settle_all
from commonweal.partners.models import (
    Action,
    ActionState,
    Answer,
    Confirmation,
    Evidence,
    Meeting,
    MeetingPaper,
    PracticeSource,
    Recommendation,
    Report,
)
from commonweal.rights.public import (
    FilesKeeping,
    Keeping,
    Link,
    Term,
    copied_from,
    keep,
    keep_files,
    needed_by,
)

YEAR = 365
PROMISES = Term(days=10 * YEAR, maximum=15 * YEAR)


def erase_evidence(keys: Sequence[Any]) -> None:
    """Remove evidence with its files; the files first.

    Args:
        keys: The ids of the evidence.
    """
    rows = Evidence.objects.filter(pk__in=keys)
    _drop_files(rows)
    rows.delete()


def erase_actions(keys: Sequence[Any]) -> None:
    """Remove actions with everything said and shown about them.

    Args:
        keys: The actions' ids.
    """
    views = Confirmation.objects.filter(action__in=keys)
    _drop_files(views)
    views.delete()
    erase_evidence(list(Evidence.objects.filter(action__in=keys).values_list("pk", flat=True)))
    Report.objects.filter(action__in=keys).delete()
    rows = Action.objects.filter(pk__in=keys)
    asked = list(rows.values_list("recommendation_id", flat=True))
    rows.delete()
    settle_all(asked)


def erase_recommendations(keys: Sequence[Any]) -> None:
    """Remove recommendations with their answers and actions.

    Args:
        keys: The recommendations' ids.
    """
    below = Action.objects.filter(recommendation__in=keys)
    erase_actions(list(below.values_list("pk", flat=True)))
    Answer.objects.filter(recommendation__in=keys).delete()
    Recommendation.objects.filter(pk__in=keys).delete()


def erase_meetings(keys: Sequence[Any]) -> None:
    """Remove meetings with everything that was asked there.

    Args:
        keys: The meetings' ids.
    """
    below = Recommendation.objects.filter(meeting__in=keys)
    erase_recommendations(list(below.values_list("pk", flat=True)))
    Meeting.objects.filter(pk__in=keys).delete()


def _drop_files(rows: Any) -> None:
    for row in rows.exclude(file=""):
        row.file.storage.delete(row.file.name)


def documents_needed(keys: Sequence[Any]) -> set[Any]:
    """Return the documents on which a meeting, a recommendation or evidence rests.

    Args:
        keys: The ids of documents.
    """
    return {
        key
        for model in (Meeting, Recommendation, Evidence)
        for key in model.objects.filter(document_id__in=keys).values_list("document_id", flat=True)
    }


def forget_copies(whys: Mapping[Any, str]) -> None:
    """Take out what was copied from erased documents: their titles, and on request the exact words too.

    What is asked of a partner stays as it is: it is the promise's, with its own period.

    Args:
        whys: Why each document is erased, by id.
    """
    asked = [key for key, why in whys.items() if why == "request"]
    for paper in (MeetingPaper, PracticeSource):
        paper.objects.filter(document_id__in=whys).delete()
    for model in (Meeting, Recommendation, Evidence, Confirmation):
        model.objects.filter(document_id__in=whys).update(document_title=_("Erased document"))
    for model in (Recommendation, Evidence, Confirmation):
        model.objects.filter(document_id__in=asked).update(quoted="")


def actions_under_way(keys: Sequence[Any]) -> set[Any]:
    """Return the actions that are promised and not done yet.

    Args:
        keys: The ids of actions.
    """
    going = (ActionState.PLANNED, ActionState.ONGOING)
    return set(Action.objects.filter(pk__in=keys, state__in=going).values_list("pk", flat=True))


def sweep_evidence(older: datetime, *, is_dry: bool) -> int:
    """Remove files of evidence whose row is gone, and return how many there were.

    Args:
        older: Only what was written before this.
        is_dry: Whether to count only.
    """
    folder = Path(settings.DATA) / "evidence"
    there = {
        name
        for model in (Evidence, Confirmation)
        for name in model.objects.exclude(file="").values_list("file", flat=True)
    }
    lost = [
        file
        for file in folder.rglob("*")
        if file.is_file()
        and file.stat().st_mtime < older.timestamp()
        and file.relative_to(folder).as_posix() not in there
    ]
    for file in () if is_dry else lost:
        file.unlink(missing_ok=True)
    return len(lost)


keep(
    Keeping(
        thing="partners.Meeting",
        name=_("meetings"),
        why=_("What was asked there is followed up over two prevention plans."),
        term=PROMISES,
        counts_from="added_at",
        since=_("the meeting was added; changing it changes nothing"),
        erase=erase_meetings,
        remains=("start", "end", "recorder_id"),
        parts=(
            Link("partners.Meeting_partners", "meeting_id"),
            Link("partners.AgendaItem", "meeting_id"),
            Link("partners.AgendaSpeaker", "item__meeting_id"),
            Link("partners.MeetingPaper", "meeting_id"),
            Link("partners.Minutes", "meeting_id"),
            Link("partners.MinutesRevision", "minutes_id"),
            Link("partners.Amendment", "minutes_id"),
            Link("partners.Decision", "meeting_id"),
            Link("partners.PaperWording", "meeting_id"),
            Link("partners.InclusionFigures", "meeting_id"),
            Link("partners.RegistrationForm", "meeting_id"),
            Link("partners.FormField", "form__meeting_id"),
            Link("partners.Exercise", "meeting_id"),
            Link("partners.ExerciseCard", "exercise__meeting_id"),
            Link("partners.HotWashLine", "exercise__meeting_id"),
            Link("partners.Improvement", "exercise__meeting_id"),
        ),
        partner="recorder_id",
    )
)
keep(
    Keeping(
        thing="partners.Recommendation",
        name=_("recommendations"),
        why=_("A promise and its answer are followed up over two prevention plans."),
        term=PROMISES,
        counts_from="marked_at",
        since=_("it was marked; a new answer changes nothing"),
        maximum_from="meeting__added_at",
        erase=erase_recommendations,
        remains=("number", "meeting_id", "addressee_id", "published_at"),
        parts=(Link("partners.Answer", "recommendation_id"),),
        inside=(Link("partners.Meeting", "meeting_id"),),
        partner="addressee_id",
    )
)
keep(
    Keeping(
        thing="partners.Action",
        name=_("actions, with reports and confirmations"),
        why=_("Whether a promise was kept must be seen as long as the promise."),
        term=PROMISES,
        counts_from="added_at",
        since=_("the action was added; taking it up again or a later date changes nothing"),
        maximum_from="recommendation__meeting__added_at",
        erase=erase_actions,
        remains=("recommendation_id", "owner_id", "first_due_on", "due_on", "reported_at"),
        parts=(
            Link("partners.Report", "action_id"),
            Link("partners.Confirmation", "action_id"),
        ),
        inside=(
            Link("partners.Recommendation", "recommendation_id"),
            Link("partners.Meeting", "recommendation__meeting_id"),
        ),
        partner="owner_id",
    )
)
keep(
    Keeping(
        thing="partners.Evidence",
        name=_("evidence and its files"),
        why=_(
            "Files may show people; others have confirmed or objected within five years. Withdrawn evidence goes after one."
        ),
        term=Term(days=5 * YEAR, maximum=15 * YEAR, after_removal=YEAR),
        counts_from="at",
        since=_("it was added"),
        maximum_from="action__recommendation__meeting__added_at",
        removed_from="withdrawn_at",
        erase=erase_evidence,
        remains=("action_id", "organisation_id", "file_bytes"),
        inside=(
            Link("partners.Action", "action_id"),
            Link("partners.Recommendation", "action__recommendation_id"),
            Link("partners.Meeting", "action__recommendation__meeting_id"),
        ),
        partner="organisation_id",
    )
)
needed_by("library.Document", documents_needed)
copied_from("library.Document", forget_copies)
needed_by("partners.Action", actions_under_way)
keep_files(
    FilesKeeping(
        key="partners.evidence",
        name=_("files of evidence that is gone"),
        why=_("Left by a server that was stopped."),
        days=1,
        sweep=sweep_evidence,
    )
)
