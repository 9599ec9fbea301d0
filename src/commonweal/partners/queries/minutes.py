"""The words of minutes for a reader: by session, each paragraph with what was marked in it and proposed for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.kernel.errors import NotFound
from commonweal.partners.engine.minutes import Change, Paragraph, changes
from commonweal.partners.models import (
    AgendaItem,
    AgendaKind,
    Amendment,
    Decision,
    Meeting,
    Minutes,
    MinutesRevision,
    Recommendation,
)
from commonweal.partners.queries.rows import meeting_of, one
from commonweal.partners.rules.minutes import SEE_MINUTES

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader


Mark = Recommendation | Decision


@dataclass(frozen=True, slots=True)
class Told:
    """One paragraph as it is shown.

    Attributes:
        number: Its place in the whole, from 1.
        key: By which it is found again.
        text: Its words.
        asked: The recommendations marked in it.
        decided: The decisions marked in it.
        proposed: Other wordings proposed for it.
        former: What it said when something was marked in it, where it says it otherwise now.
    """

    number: int
    key: str
    text: str
    asked: tuple[Recommendation, ...] = ()
    decided: tuple[Decision, ...] = ()
    proposed: tuple[Amendment, ...] = ()
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """What is written under one line of the agenda; the first has none."""

    id: str
    title: str
    paragraphs: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was marked: the way back to the session and the paragraph.

    Attributes:
        session: The session's title; empty for none.
        session_address: Where it begins in the minutes.
        paragraph: The paragraph's number.
        address: Where the paragraph stands.
        words: Its words at the time of the mark.
        now: Its words today; None where it is not in the minutes any more.
        is_otherwise: Whether the minutes say by now something else than what was marked.
    """

    session: str
    session_address: str
    paragraph: int
    address: str
    words: str
    now: str | None
    is_otherwise: bool


@dataclass(frozen=True, slots=True)
class Marks:
    """What was marked in a meeting's minutes and proposed for them, by paragraph."""

    asked: dict[str, list[Recommendation]] = field(default_factory=dict)
    decided: dict[str, list[Decision]] = field(default_factory=dict)
    proposed: dict[str, list[Amendment]] = field(default_factory=dict)
    # What a paragraph said in the revision in which something was marked in it.
    former: dict[str, list[tuple[Mark, str]]] = field(default_factory=dict)


def minutes_of(person: Reader, meeting_id: UUID) -> Minutes:
    """Return the minutes of a meeting.

    Raises:
        NotFound: If there are none, or not for this person.
    """
    rows = Minutes.objects.filter(SEE_MINUTES.rows(person)).select_related(
        "meeting__convener", "meeting__recorder"
    )
    return one(rows, meeting_id)


def minutes_if_seen(person: Reader, meeting: Meeting) -> Minutes | None:
    """Return a meeting's minutes where there are some and the person may read them."""
    rows = Minutes.objects.filter(SEE_MINUTES.rows(person), meeting=meeting)
    return rows.select_related("meeting").first()


def amendment_of(person: Reader, amendment_id: UUID) -> Amendment:
    """Return a proposed wording.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    seen = Minutes.objects.filter(SEE_MINUTES.rows(person)).values("pk")
    rows = Amendment.objects.filter(minutes__in=seen).select_related(
        "minutes__meeting", "organisation", "person"
    )
    return one(rows, amendment_id)


def decision_of(person: Reader, decision_id: UUID) -> Decision:
    """Return a decision of a meeting that the person may see.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    found = one(Decision.objects.all(), decision_id)
    found.meeting = meeting_of(person, found.meeting_id)
    return found


def revision_of(minutes: Minutes, number: int | None = None) -> MinutesRevision | None:
    """Return a revision, the newest if no number is named; None while nothing is written.

    Raises:
        NotFound: If there is none with the number.
    """
    rows = minutes.revisions.select_related("person", "organisation")
    if number is None:
        return rows.first()
    found = rows.filter(number=number).first()
    if found is None:
        raise NotFound("partners.not-found", _("There is no such page, or not for you."))
    return found


def paragraphs_of(revision: MinutesRevision | None) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a revision; none where there is none."""
    rows = revision.paragraphs if revision else ()
    return tuple(Paragraph(each["key"], each["session"], each["text"]) for each in rows)


def sessions_of(meeting: Meeting) -> list[AgendaItem]:
    """Return the sessions of a meeting's agenda, in order; breaks are none."""
    return [each for each in meeting.agenda.all() if each.kind == AgendaKind.SESSION]


def sections_of(
    meeting: Meeting, paragraphs: Sequence[Paragraph], *, marks: Marks | None = None
) -> list[Section]:
    """Return paragraphs under the agenda's sessions; what stands under none comes first.

    Args:
        meeting: The meeting.
        paragraphs: Those of one revision.
        marks: What was marked and proposed; nothing if None.
    """
    titles = {str(each.pk): each.title for each in sessions_of(meeting)}
    grouped: dict[str, list[Told]] = defaultdict(list)
    ordered = _in_order(paragraphs, titles)
    for number, each in enumerate(ordered, start=1):
        where = each.session if each.session in titles else ""
        grouped[where].append(_told(each, number, marks or Marks()))
    first = Section("", "", tuple(grouped[""]))
    return [first, *(Section(key, title, tuple(grouped[key])) for key, title in titles.items())]


def _in_order(paragraphs: Sequence[Paragraph], titles: Iterable[str]) -> list[Paragraph]:
    places = {key: place for place, key in enumerate(titles, start=1)}
    return sorted(paragraphs, key=lambda each: places.get(each.session, 0))


def _told(each: Paragraph, number: int, marks: Marks) -> Told:
    return Told(
        number=number,
        key=each.key,
        text=each.text,
        asked=tuple(marks.asked.get(each.key, ())),
        decided=tuple(marks.decided.get(each.key, ())),
        proposed=tuple(marks.proposed.get(each.key, ())),
        former=_former(each, marks),
    )


def _former(each: Paragraph, marks: Marks) -> tuple[str, ...]:
    marked = marks.former.get(each.key, ())
    return tuple(dict.fromkeys(then for row, then in marked if _is_otherwise(row, then, each.text)))


def _is_otherwise(row: Mark, then: str, now: str | None) -> bool:
    """Say whether a paragraph says by now neither what it said nor what was marked."""
    return now not in {then, row.text}


def marks_in(minutes: Minutes) -> Marks:
    """Return what was marked in minutes and proposed for them, by paragraph."""
    marks = Marks(defaultdict(list), defaultdict(list), defaultdict(list), defaultdict(list))
    asked = minutes.meeting.recommendations.filter(
        minutes_paragraph__isnull=False, withdrawn_at=None
    )
    for row in asked.select_related("addressee").order_by("number"):
        marks.asked[str(row.minutes_paragraph)].append(row)
    for decision in minutes.meeting.decisions.filter(withdrawn_at=None):
        marks.decided[str(decision.minutes_paragraph)].append(decision)
    for amendment in minutes.amendments.select_related("organisation", "person", "decided_for"):
        marks.proposed[str(amendment.paragraph)].append(amendment)
    rows: list[Mark] = [mark for found in marks.asked.values() for mark in found]
    rows += [mark for found in marks.decided.values() for mark in found]
    then = _words_of(minutes, {row.minutes_revision for row in rows if row.minutes_revision})
    for each in rows:
        key = str(each.minutes_paragraph)
        words = then.get(each.minutes_revision or 0, {}).get(key)
        if words is not None:
            marks.former[key].append((each, words))
    return marks


def _words_of(minutes: Minutes, numbers: set[int]) -> dict[int, dict[str, str]]:
    rows = minutes.revisions.filter(number__in=numbers) if numbers else ()
    return {row.number: {each.key: each.text for each in paragraphs_of(row)} for row in rows}


def said_otherwise(minutes: Minutes) -> list[tuple[Mark, str, str]]:
    """Return what was marked in minutes that say it otherwise by now: the mark, their words then and now.

    Args:
        minutes: With their meeting. A paragraph that is not there any more has no words now.
    """
    now = {each.key: each.text for each in paragraphs_of(revision_of(minutes))}
    return [
        (row, then, now.get(key, ""))
        for key, marked in marks_in(minutes).former.items()
        for row, then in marked
        if _is_otherwise(row, then, now.get(key))
    ]


def place_of(person: Reader, row: Mark) -> Place | None:
    """Return where in the minutes something was marked; None where it was not, or not for this person.

    Args:
        person: Who reads.
        row: What was marked, with its meeting.
    """
    return places_of(person, row.meeting, [row]).get(row.pk) if row.minutes_paragraph else None


def places_of(person: Reader, meeting: Meeting, rows: Sequence[Mark]) -> Mapping[UUID, Place]:
    """Return where in a meeting's minutes things were marked, by their ids, in a few queries.

    Args:
        person: Who reads.
        meeting: The meeting.
        rows: What was marked there; what was not marked in the minutes is left out.
    """
    marked = [row for row in rows if row.minutes_paragraph and row.minutes_revision]
    minutes = minutes_if_seen(person, meeting) if marked else None
    newest = minutes.revisions.first() if minutes else None
    if minutes is None or newest is None:
        return {}
    prefetch_related_objects([meeting], "agenda")
    numbers = {row.minutes_revision for row in marked if row.minutes_revision}
    earlier = minutes.revisions.filter(number__in=numbers)
    then = {each.number: _by_key(meeting, each) for each in earlier}
    now = _by_key(meeting, newest)
    found = {}
    for row in marked:
        key = str(row.minutes_paragraph)
        former = then.get(row.minutes_revision or 0, {}).get(key)
        if former is not None:
            page = minutes.get_absolute_url()
            if key not in now:
                page = reverse("partners:minutes_revision", args=[minutes.pk, row.minutes_revision])
            section, told = now.get(key, former)
            said = told.text if key in now else None
            found[row.pk] = Place(
                session=section.title,
                session_address=f"{page}#s-{section.id}" if section.id else page,
                paragraph=told.number,
                address=f"{page}#p-{told.key}",
                words=former[1].text,
                now=said,
                is_otherwise=_is_otherwise(row, former[1].text, said),
            )
    return found


def _by_key(meeting: Meeting, revision: MinutesRevision) -> dict[str, tuple[Section, Told]]:
    sections = sections_of(meeting, paragraphs_of(revision))
    return {told.key: (section, told) for section in sections for told in section.paragraphs}


def compared(minutes: Minutes, *, before: int, after: int) -> list[tuple[str, list[Change]]]:
    """Return what changed between two revisions, under the sessions' titles.

    Raises:
        NotFound: If one of them is not there.
    """
    titles = {str(each.pk): each.title for each in sessions_of(minutes.meeting)}
    one_side = _in_order(paragraphs_of(revision_of(minutes, before)), titles)
    other_side = _in_order(paragraphs_of(revision_of(minutes, after)), titles)
    grouped: dict[str, list[Change]] = {key: [] for key in ("", *titles)}
    for change in changes(one_side, other_side):
        grouped[change.session if change.session in titles else ""].append(change)
    return [(titles.get(key, ""), found) for key, found in grouped.items() if found]
