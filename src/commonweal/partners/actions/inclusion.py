"""Enter how many women and men of which age spoke, decided and took part; or take the figures out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput
from commonweal.partners.actions.permit import lock_meeting, permit, unchanged
from commonweal.partners.engine.inclusion import AGES, MOST, ROLES, SEXES
from commonweal.partners.models import InclusionFigures, Meeting, MeetingState
from commonweal.partners.queries.inclusion import summed_on
from commonweal.partners.queries.rows import meeting_of
from commonweal.partners.rules.inclusion import ENTER_FIGURES
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import record, verb

if TYPE_CHECKING:
    from commonweal.rights.models import Person

ENTERED = verb("partners.figures.entered", gettext_lazy("entered who spoke, decided and took part, as counts"))  # fmt: skip
TAKEN_OUT = verb("partners.figures.removed", gettext_lazy("took the counts of a meeting out"))

Counts = Mapping[str, Sequence[Sequence[int]]]


@transaction.atomic
def enter_figures(
    person: Person,
    meeting_id: UUID,
    counts: Counts,
    *,
    seen: int | None = None,
    now: datetime | None = None,
) -> InclusionFigures | None:
    """Keep the counts of a meeting; all nought takes them out, and returns None.

    Args:
        person: One of the people of the partner that organises the meeting.
        meeting_id: The meeting, which was held.
        counts: By role, a row for each sex and a column for each age; see ``engine.inclusion``.
        seen: The version the person saw; 0 where there were none.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is no such meeting, or not for this person.
        NotAllowed: If the person's partner does not organise the meeting.
        Conflict: If the meeting was not held, its quarter is summed, or somebody entered figures meanwhile.
        InvalidInput: If a count cannot be used.
    """
    lock_meeting(meeting_id)
    meeting = meeting_of(person, meeting_id)
    permit(ENTER_FIGURES, person, meeting)
    if meeting.state != MeetingState.HELD:
        raise Conflict("partners.figures.early", _("People are counted once the meeting was held."))
    _raise_if_summed(meeting, on=timezone.localdate(now))
    row = InclusionFigures.objects.filter(meeting=meeting).first()
    if row is not None:
        unchanged(row, seen=seen)
    checked = _checked(counts)
    if not any(count for table in checked.values() for line in table for count in line):
        if row is not None:
            row.delete()
            record(person, TAKEN_OUT, thing=meeting)
        return None
    row = row or InclusionFigures(meeting=meeting, version=0)
    row.counts = checked
    row.version += 1
    row.person, row.organisation_id = person, acting_for(person)
    row.at = now or timezone.now()
    row.save()
    record(person, ENTERED, thing=meeting)
    return row


def keep_summed(meeting: Meeting, *, start: date | None) -> None:
    """Refuse to take a meeting out of the sum of a quarter, or to put it into one, by another day.

    Args:
        meeting: As it stands.
        start: Its first day from now on; None to take back that it was held.

    Raises:
        Conflict: If its counts are in a sum already, or would come into one.
    """
    if start == meeting.start or not InclusionFigures.objects.filter(meeting=meeting).exists():
        return
    today = timezone.localdate()
    _raise_if_summed(meeting, on=today)
    if start is not None:
        _raise_if_summed(Meeting(start=start), on=today)


def _raise_if_summed(meeting: Meeting, *, on: date) -> None:
    day = summed_on(meeting)
    if day is not None and on >= day:
        raise Conflict(
            "partners.figures.summed",
            _("The quarter was summed on %(day)s. Of two sums the difference would be the counts of one meeting: they are neither entered nor changed any more, and its first day stays.")
            % {"day": date_format(day)},
        )  # fmt: skip


def _checked(counts: Counts) -> dict[str, list[list[int]]]:
    size = len(SEXES), len(AGES)
    tables = {role: [list(line) for line in counts.get(role, ())] for role in ROLES}
    for table in tables.values():
        is_whole = not table or (len(table), *{len(line) for line in table}) == size
        numbers = [count for line in table for count in line]
        wrong = next((each for each in numbers if not 0 <= each <= MOST), None)
        if not is_whole or wrong is not None:
            raise InvalidInput(
                "partners.figures.count",
                _("%(count)s is no count of people here. Give whole numbers from 0 to %(limit)s.")
                % {"count": wrong, "limit": MOST},
            )
    return {role: table or [[0] * size[1] for _sex in SEXES] for role, table in tables.items()}
