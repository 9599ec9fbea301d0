"""Recommendations: mark a passage, take a mark back, show it to the public, answer it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput
from commonweal.library import public as library
from commonweal.partners.actions.meetings import known_partners
from commonweal.partners.actions.permit import (
    lock_meeting,
    lock_recommendation,
    permit,
    within,
    written,
)
from commonweal.partners.actions.standing import settle
from commonweal.partners.models import Answer, Position, Recommendation, RecommendationType
from commonweal.partners.queries.minutes import minutes_of, paragraphs_of, revision_of
from commonweal.partners.queries.rows import meeting_of, recommendation_of
from commonweal.partners.rules.meetings import CHANGE_MEETING
from commonweal.partners.rules.promises import ANSWER, KEEP_RECOMMENDATION
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import record, verb

if TYPE_CHECKING:
    from commonweal.partners.engine.types import AnswerDraft, Mark
    from commonweal.partners.models import Meeting
    from commonweal.rights.models import Person

MARKED = verb("partners.recommendation.marked", gettext_lazy("marked a recommendation"))
WITHDRAWN = verb("partners.recommendation.withdrawn", gettext_lazy("took a mark back"))
RESTORED = verb("partners.recommendation.restored", gettext_lazy("marked it again"))
PUBLISHED = verb("partners.recommendation.published", gettext_lazy("showed it to the public"))
UNPUBLISHED = verb(
    "partners.recommendation.unpublished", gettext_lazy("took it off the public page")
)
ANSWERED = verb("partners.recommendation.answered", gettext_lazy("answered a recommendation"))


@transaction.atomic
def mark(
    person: Person, meeting_id: UUID, marks: Sequence[Mark], *, now: datetime | None = None
) -> list[Recommendation]:
    """Mark passages of the meeting's document, or sentences typed by hand, as recommendations.

    Args:
        person: One of the people who keep the meeting, or a co-ordinator.
        meeting_id: The meeting.
        marks: One or more; a passage keeps its exact words and place.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is no such meeting, or not for this person.
        NotAllowed: If the person does not keep the meeting.
        Conflict: If a passage is marked already.
        InvalidInput: If nothing is marked, or a value cannot be used.
    """
    lock_meeting(meeting_id)
    meeting = meeting_of(person, meeting_id)
    permit(CHANGE_MEETING, person, meeting)
    if not marks:
        raise InvalidInput("partners.mark.none", _("Choose at least one sentence to mark."))
    known_partners(each.addressee_id for each in marks)
    known_partners(each.lead_id for each in marks if each.lead_id)
    last = meeting.recommendations.aggregate(last=Max("number"))["last"] or 0
    rows = [
        _marked(person, meeting, each, number=last + place)
        for place, each in enumerate(marks, start=1)
    ]
    for row in rows:
        row.marked_by, row.marked_for_id = person, acting_for(person)
        row.marked_at = now or timezone.now()
        row.save()
        record(person, MARKED, thing=row, facts={"meeting": str(meeting.pk)})
    return rows


def _marked(person: Person, meeting: Meeting, one: Mark, *, number: int) -> Recommendation:
    if one.type not in RecommendationType.values:
        raise InvalidInput("partners.mark.type", _("Choose the kind from the list."))
    source = _source(person, meeting, one)
    return Recommendation(
        meeting=meeting,
        number=number,
        type=one.type,
        text=written(one.text or source.get("words", ""), name=_("what is asked")),
        addressee_id=one.addressee_id,
        lead_id=one.lead_id,
        wanted_by=one.wanted_by,
        **{name: value for name, value in source.items() if name != "words"},
    )


def marked_paragraph(person: Person, meeting: Meeting, key: UUID) -> tuple[int, str]:
    """Return the revision in which a paragraph of the minutes is marked now, and its words.

    Raises:
        NotFound: If there are no minutes, or not for this person.
        Conflict: If the paragraph is not in them any more.
    """
    revision = revision_of(minutes_of(person, meeting.pk))
    for each in paragraphs_of(revision):
        if revision is not None and each.key == str(key):
            return revision.number, each.text
    raise Conflict("partners.minutes.paragraph", _("The paragraph is not in the minutes any more."))


def _in_minutes(person: Person, meeting: Meeting, one: Mark, key: UUID) -> dict[str, Any]:
    number, words = marked_paragraph(person, meeting, key)
    same = meeting.recommendations.filter(minutes_paragraph=key, addressee_id=one.addressee_id)
    if found := same.filter(withdrawn_at=None).first():
        raise Conflict(
            "partners.mark.twice",
            _("This paragraph is asked of the same partner already, as number %(number)s.")
            % {"number": found.number},
        )
    return {"minutes_paragraph": key, "minutes_revision": number, "words": words}


def _source(person: Person, meeting: Meeting, one: Mark) -> dict[str, Any]:
    if one.paragraph is not None:
        return _in_minutes(person, meeting, one, one.paragraph)
    if one.start is None or one.end is None:
        return {}
    if meeting.document_id is None:
        raise InvalidInput(
            "partners.mark.no-document", _("This meeting has no document to mark in.")
        )
    marked = meeting.recommendations.filter(start=one.start, end=one.end, withdrawn_at=None).first()
    if marked is not None:
        raise Conflict(
            "partners.mark.twice",
            _("These words are marked already, as number %(number)s of this meeting.")
            % {"number": marked.number},
        )
    words = library.passage(meeting.document_id, start=one.start, end=one.end, person=person)
    quoted = written(words.text, name=_("words to mark"))
    return {
        "words": quoted,
        "document_id": words.document_id,
        "document_title": words.title[:500],
        "start": words.start,
        "end": words.end,
        "quoted": quoted,
    }


@transaction.atomic
def withdraw(person: Person, recommendation_id: UUID, *, reason: str) -> None:
    """Take a mark back while it has no answer; it stays listed with the reason.

    Args:
        person: One of the people who keep the meeting, or a co-ordinator.
        recommendation_id: The recommendation.
        reason: Why.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not keep the meeting.
        Conflict: If it was answered, or taken back already.
        InvalidInput: If there is no reason.
    """
    lock_recommendation(recommendation_id)
    row = recommendation_of(person, recommendation_id)
    permit(KEEP_RECOMMENDATION, person, row)
    if row.withdrawn_at is not None or row.answers.exists():
        raise Conflict(
            "partners.recommendation.answered",
            _("It was answered, or taken back, already; what was answered stays."),
        )
    row.withdrawn_at = timezone.now()
    row.withdrawn_reason = written(reason, name=_("the reason"))
    row.published_at = None
    row.save()
    settle(row.pk)
    record(person, WITHDRAWN, thing=row, reason=row.withdrawn_reason)


@transaction.atomic
def restore(person: Person, recommendation_id: UUID) -> None:
    """Undo ``withdraw``.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not keep the meeting.
        Conflict: If it was not taken back, or the same words were marked again meanwhile.
    """
    lock_recommendation(recommendation_id)
    row = recommendation_of(person, recommendation_id)
    permit(KEEP_RECOMMENDATION, person, row)
    if row.withdrawn_at is None or _is_marked_again(row):
        raise Conflict(
            "partners.recommendation.marked", _("It is not taken back, or was marked again.")
        )
    row.withdrawn_at = None
    row.withdrawn_reason = ""
    row.save()
    settle(row.pk)
    record(person, RESTORED, thing=row)


def _is_marked_again(row: Recommendation) -> bool:
    standing = row.meeting.recommendations.filter(withdrawn_at=None)
    if row.minutes_paragraph is not None:
        return standing.filter(
            minutes_paragraph=row.minutes_paragraph, addressee=row.addressee_id
        ).exists()
    return row.start is not None and standing.filter(start=row.start, end=row.end).exists()


@transaction.atomic
def publish(
    person: Person, recommendation_id: UUID, *, is_public: bool = True, now: datetime | None = None
) -> None:
    """Show a recommendation and what became of it to the public, or no longer.

    Args:
        person: One of the people who keep the meeting, or a co-ordinator.
        recommendation_id: The recommendation.
        is_public: Whether the public may see it from now on.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not keep the meeting.
        Conflict: If its mark was taken back.
    """
    lock_recommendation(recommendation_id)
    row = recommendation_of(person, recommendation_id)
    permit(KEEP_RECOMMENDATION, person, row)
    if row.withdrawn_at is not None:
        raise Conflict("partners.recommendation.withdrawn", _("Its mark was taken back."))
    if is_public == row.is_public:
        return
    row.published_at = (now or timezone.now()) if is_public else None
    row.save()
    record(person, PUBLISHED if is_public else UNPUBLISHED, thing=row)


@transaction.atomic
def answer(
    person: Person,
    recommendation_id: UUID,
    draft: AnswerDraft,
    *,
    seen: int = 0,
    now: datetime | None = None,
) -> Answer:
    """Answer a recommendation for its addressee; an earlier answer stays visible.

    Args:
        person: One of the addressee's people.
        recommendation_id: The recommendation.
        draft: The answer, its reason, and whether the public may read the reason.
        seen: How many answers the person saw when they wrote this one.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person acts for another partner than the addressee.
        Conflict: If somebody answered meanwhile.
        InvalidInput: If the reason is missing.
    """
    lock_recommendation(recommendation_id)
    row = recommendation_of(person, recommendation_id)
    permit(ANSWER, person, row)
    if draft.position not in Position.values:
        raise InvalidInput("partners.answer.position", _("Choose one of the three answers."))
    if row.answers.count() != seen:
        raise Conflict(
            "partners.answered",
            _(
                "Somebody answered while you were writing: their answer stands above. What you typed "
                "is still here; send it only if it should stand before theirs."
            ),
        )
    check = within if draft.position == Position.SUPPORTED else written
    said = Answer.objects.create(
        recommendation=row,
        number=seen + 1,
        position=draft.position,
        reason=check(draft.reason, name=_("the reason")),
        is_public=draft.is_public,
        person=person,
        organisation_id=acting_for(person),
        at=now or timezone.now(),
    )
    settle(row.pk)
    record(person, ANSWERED, thing=row, facts={"answer": said.number})
    return said
