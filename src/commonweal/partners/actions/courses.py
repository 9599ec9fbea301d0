"""Courses: plan one, add sessions, count who came, open the form on which people say how it was."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput
from commonweal.partners.actions.meetings import known_partners
from commonweal.partners.actions.permit import permit, unchanged, within, written
from commonweal.partners.actions.planning import move_on, plan_meeting
from commonweal.partners.engine.courses import SCALE, STATEMENTS
from commonweal.partners.engine.languages import in_one_line, language_codes
from commonweal.partners.engine.plain_words import found_in
from commonweal.partners.engine.plan_types import PlanDraft
from commonweal.partners.models import (
    Course,
    CourseSession,
    CourseTrainer,
    Feedback,
    MeetingState,
    MeetingType,
    Subject,
)
from commonweal.partners.queries.courses import course_by_code, course_of, session_of
from commonweal.partners.queries.directory import language_name
from commonweal.partners.queries.partnerships import held_under
from commonweal.partners.rules.courses import KEEP_COURSE
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import record, verb

if TYPE_CHECKING:
    from commonweal.partners.engine.courses import CourseDraft, FeedbackDraft, SessionDraft
    from commonweal.rights.models import Person

PLANNED = verb("partners.course.planned", gettext_lazy("planned a course"))
CHANGED = verb("partners.course.changed", gettext_lazy("changed a course"))
WITHDRAWN = verb("partners.course.withdrawn", gettext_lazy("withdrew a course"))
BACK = verb("partners.course.back", gettext_lazy("took a course up again"))
SESSION = verb("partners.course.session", gettext_lazy("added a session to a course"))
COUNTED = verb("partners.course.counted", gettext_lazy("counted who came to a session"))
OPENED = verb("partners.course.feedback-opened", gettext_lazy("asked people how a course was"))
CLOSED = verb("partners.course.feedback-closed", gettext_lazy("stopped asking how a course was"))
TYPED_IN = verb("partners.course.feedback-typed-in", gettext_lazy("typed in what people wrote of a course"))  # fmt: skip
TRAINERS_MOST, SESSIONS_MOST, HEADS_MOST, ANSWERS_MOST, DAYS_MOST = 12, 60, 5000, 2000, 120


@transaction.atomic
def plan_course(person: Person, draft: CourseDraft, *, now: datetime | None = None) -> Course:
    """Plan a course that the person's partner gives.

    Args:
        person: Who plans it.
        draft: On what, for whom, who teaches.
        now: The time of the act; the present if None.

    Raises:
        NotAllowed: If the person acts for nobody.
        InvalidInput: If a value cannot be used.
    """
    own, moment = acting_for(person), now or timezone.now()
    made = Course.objects.create(
        keeper_id=own, added_by=person, added_at=moment, **_facts(person, draft)
    )
    _set_trainers(made, draft)
    record(person, PLANNED, thing=made)
    return made


@transaction.atomic
def change_course(
    person: Person, course_id: UUID, draft: CourseDraft, *, seen: int | None = None
) -> Course:
    """Change a course; sessions that are planned stay as they are.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If another partner gives it.
        Conflict: If somebody changed it meanwhile.
        InvalidInput: If a value cannot be used.
    """
    row = _kept(person, course_id, seen=seen)
    for name, value in _facts(person, draft, kept=row.partnership_id).items():
        setattr(row, name, value)
    row.trainers.all().delete()
    _set_trainers(row, draft)
    return _saved(person, row, CHANGED)


@transaction.atomic
def withdraw_course(person: Person, course_id: UUID, *, is_over: bool = True) -> Course:
    """Say that a course is not given any more, or that it is again; what was held stays held.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If another partner gives it.
    """
    row = _kept(person, course_id)
    if (row.withdrawn_at is not None) == is_over:
        return row
    row.withdrawn_at = timezone.now() if is_over else None
    return _saved(person, row, WITHDRAWN if is_over else BACK)


@transaction.atomic
def add_session(
    person: Person, course_id: UUID, draft: SessionDraft, *, now: datetime | None = None
) -> CourseSession:
    """Add a session: a meeting of the kind training, announced; held, if its day is over.

    Args:
        person: One of those who keep the course.
        course_id: A course that is not withdrawn.
        draft: When, where, on what.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If another partner gives it.
        Conflict: If it is withdrawn, or has too many sessions.
        InvalidInput: If a value cannot be used.
    """
    row = _kept(person, course_id)
    if row.withdrawn_at is not None or row.sessions.count() >= SESSIONS_MOST:
        raise Conflict(
            "partners.course.sessions",
            _("The course is withdrawn, or has its %(limit)s sessions already.")
            % {"limit": SESSIONS_MOST},
        )
    moment = now or timezone.now()
    teachers = [each.organisation_id for each in row.trainers.all()]
    plan = PlanDraft(
        title=draft.title.strip() or row.title,
        starts=datetime.combine(draft.day, draft.begins),
        ends=datetime.combine(draft.day, draft.ends),
        zone=draft.zone,
        type=MeetingType.TRAINING,
        place=draft.place.strip() or row.place,
        languages=tuple(language_name(each) for each in row.languages.split()),
        convener_id=acting_for(person),
        partner_ids=tuple(dict.fromkeys([row.keeper_id, *teachers])),
    )
    meeting = plan_meeting(person, plan, now=moment)
    meeting.partnership_id = row.partnership_id
    meeting.save(update_fields=["partnership"])
    move_on(person, meeting.pk, MeetingState.ANNOUNCED)
    if draft.day < timezone.localdate(moment):
        meeting = move_on(person, meeting.pk, MeetingState.HELD)
    made = CourseSession.objects.create(course=row, meeting=meeting)
    record(person, SESSION, thing=row, facts={"meeting": str(meeting.pk)})
    return made


@transaction.atomic
def count_who_came(
    person: Person, session_id: UUID, heads: int, *, now: datetime | None = None
) -> CourseSession:
    """Keep how many people came to a session, nobody's name; it is held then.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If another partner gives the course.
        Conflict: If its day is to come, or it was cancelled.
        InvalidInput: If the number cannot be right.
    """
    row = session_of(person, session_id)
    _kept(person, row.course_id)
    if not 0 <= heads <= HEADS_MOST:
        raise InvalidInput(
            "partners.course.heads",
            _("%(count)s people cannot be right; give 0 to %(limit)s.")
            % {"count": heads, "limit": HEADS_MOST},
        )
    meeting = row.meeting
    is_to_come = meeting.start is not None and meeting.start > timezone.localdate(now)
    if is_to_come or meeting.state not in {MeetingState.ANNOUNCED, MeetingState.HELD}:
        raise Conflict(
            "partners.course.not-held",
            _("The session is “%(state)s” and its day may be to come; count who came afterwards.")
            % {"state": meeting.get_state_display()},
        )
    if meeting.state == MeetingState.ANNOUNCED:
        move_on(person, meeting.pk, MeetingState.HELD)
    row.heads = heads
    row.save(update_fields=["heads"])
    record(person, COUNTED, thing=row.course, facts={"heads": heads})
    return row


@transaction.atomic
def open_feedback(
    person: Person, course_id: UUID, *, until: date | None, now: datetime | None = None
) -> Course:
    """Let everybody who has the form's address say how a course was, until a day; None to stop.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If another partner gives it.
        InvalidInput: If the day is over, or too far away.
    """
    row = _kept(person, course_id)
    today = timezone.localdate(now)
    if until is not None and not 0 <= (until - today).days <= DAYS_MOST:
        words = (
            _("%(day)s is over. Give today or a later day.")
            if until < today
            else _("%(day)s is more than %(limit)s days away. Give a day that is nearer.")
        )
        raise InvalidInput(
            "partners.feedback.until", words % {"day": date_format(until), "limit": DAYS_MOST}
        )
    row.feedback_until = until
    return _saved(person, row, CLOSED if until is None else OPENED)


@transaction.atomic
def say_how_it_was(code: str, draft: FeedbackDraft) -> Feedback:
    """Keep what somebody says of a course, without who or at what hour.

    Args:
        code: As it stands in the form's address.
        draft: The marks, and two sentences.

    Raises:
        NotFound: If there is no such form, or it is open no longer.
        Conflict: If too many were sent.
        InvalidInput: If a mark is missing, or the words look like somebody's name or address.
    """
    return _keep_answer(course_by_code(code), draft, is_paper=False)


@transaction.atomic
def type_in_feedback(person: Person, course_id: UUID, draft: FeedbackDraft) -> Feedback:
    """Type in what somebody wrote on paper.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If another partner gives the course.
        Conflict: If there are too many.
        InvalidInput: If a mark is missing, or the words look like somebody's name or address.
    """
    row = _kept(person, course_id)
    made = _keep_answer(row, draft, is_paper=True)
    record(person, TYPED_IN, thing=row)
    return made


def _keep_answer(row: Course, draft: FeedbackDraft, *, is_paper: bool) -> Feedback:
    if any(draft.marks.get(each) not in SCALE for each in STATEMENTS):
        raise InvalidInput(
            "partners.feedback.mark", _("Choose 1 to 5 for each of the four statements.")
        )
    if row.feedback.count() >= ANSWERS_MOST:
        raise Conflict(
            "partners.feedback.many",
            _("%(limit)s answers are kept; no more are taken.") % {"limit": ANSWERS_MOST},
        )
    texts = {
        name: within(getattr(draft, name), name=_("what you wrote"), limit=300)
        for name in ("best", "change")
    }
    looks_like = [each.words for text in texts.values() for each in found_in(text)]
    if looks_like:
        raise InvalidInput(
            "partners.feedback.names",
            _("This looks like a name, an address, or what somebody is or believes: %(words)s. Say it without that.")
            % {"words": "; ".join(looks_like)},
        )  # fmt: skip
    marks = {each: draft.marks[each] for each in STATEMENTS}
    return Feedback.objects.create(course=row, is_paper=is_paper, **marks, **texts)


def _kept(person: Person, course_id: UUID, *, seen: int | None = None) -> Course:
    Course.objects.select_for_update().filter(pk=course_id).first()
    row = course_of(person, course_id)
    permit(KEEP_COURSE, person, row)
    unchanged(row, seen=seen)
    return row


def _saved(person: Person, row: Course, done: Any) -> Course:
    row.version += 1
    row.save()
    record(person, done, thing=row)
    return row


def _facts(person: Person, draft: CourseDraft, *, kept: UUID | None = None) -> dict[str, Any]:
    if draft.subject not in Subject.values:
        raise InvalidInput("partners.course.subject", _("Choose the subject from the list."))
    if draft.partnership_id not in {None, kept, *dict(held_under(person))}:
        raise InvalidInput(
            "partners.meeting.partnership", _("Choose a partnership of which your partner is part.")
        )
    return {
        "title": written(draft.title, name=_("a title"), limit=300),
        "subject": draft.subject,
        "aim": within(draft.aim, name=_("the aim")),
        "for_whom": within(draft.for_whom, name=_("for whom it is"), limit=300),
        "place": within(draft.place, name=_("the place"), limit=200),
        "languages": in_one_line(language_codes(", ".join(draft.languages))),
        "partnership_id": draft.partnership_id,
    }


def _set_trainers(row: Course, draft: CourseDraft) -> None:
    found = list(dict.fromkeys(draft.trainers))
    known_partners(each.organisation_id for each in found)
    if len(found) > TRAINERS_MOST:
        raise InvalidInput(
            "partners.course.trainers",
            _("%(count)s trainers are named; at most %(limit)s fit.")
            % {"count": len(found), "limit": TRAINERS_MOST},
        )
    CourseTrainer.objects.bulk_create(
        CourseTrainer(
            course=row,
            organisation_id=each.organisation_id,
            function=within(each.function, name=_("the function"), limit=200),
        )
        for each in found
    )
