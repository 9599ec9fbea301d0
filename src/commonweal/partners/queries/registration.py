"""Who would like to come: for the organiser by name, for others in totals, for a person by their own link."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from commonweal.kernel.errors import NotFound
from commonweal.partners.engine.asking import Question
from commonweal.partners.engine.registration import HOLDS_PLACE, Phase, Seats, phase_of
from commonweal.partners.models import (
    BodyKind,
    FormField,
    GoneMeeting,
    Letter,
    Listed,
    Meeting,
    MeetingState,
    Registration,
    RegistrationAnswer,
    RegistrationForm,
    RegistrationState,
)
from commonweal.partners.queries.rows import one
from commonweal.partners.rules.registration import KEEP_FORM, READ_TOTALS, SEE_REGISTRATION
from commonweal.rights.public import Shown, suppress

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader

State = RegistrationState
# The daily run has this long before what is due counts as overdue.
GRACE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Totals:
    """What others than the organiser read: no name, and no small count.

    Attributes:
        kinds: For whom people come, each with how many, or None where that is hidden.
        registered: How many have a place, or None.
        came: The head count at the door, or None where it is hidden or nobody counted.
    """

    kinds: Sequence[tuple[str, int | None]]
    registered: int | None
    came: int | None


@dataclass(frozen=True, slots=True)
class Backlog:
    """What should be erased by now, and is not.

    Attributes:
        overdue: How many registrations and answers are kept past their day.
        next_at: When the next one goes; None where nothing is kept.
    """

    overdue: int
    next_at: datetime | None


def form_of(person: Reader, meeting_id: UUID) -> RegistrationForm:
    """Return the form of a meeting that the person's partner organises.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    rows = RegistrationForm.objects.filter(KEEP_FORM.rows(person), meeting_id=meeting_id)
    return _only(rows.select_related("meeting").first())


def field_of(person: Reader, field_id: UUID) -> FormField:
    """Return a question of a form that the person keeps.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    forms = RegistrationForm.objects.filter(KEEP_FORM.rows(person))
    return one(FormField.objects.filter(form__in=forms).select_related("form__meeting"), field_id)


def registration_of(person: Reader, registration_id: UUID) -> Registration:
    """Return a registration that the person may read.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    rows = Registration.objects.filter(SEE_REGISTRATION.rows(person))
    return one(rows.select_related("form__meeting"), registration_id)


def letter_of(person: Reader, letter_id: UUID) -> Letter:
    """Return a mail of a form that the person keeps.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    forms = RegistrationForm.objects.filter(KEEP_FORM.rows(person))
    return one(Letter.objects.filter(form__in=forms).select_related("form"), letter_id)


def registrations_of(person: Reader, form: RegistrationForm) -> QuerySet[Registration]:
    """Return who registered, in the order of their numbers; who did not follow the mail's link is left out."""
    known = Q(number__isnull=False) | Q(state=State.INVITED) | ~Q(proven_at=None)
    rows = Registration.objects.filter(SEE_REGISTRATION.rows(person), known, form=form)
    return rows.prefetch_related("answers__field")


def letters_of(form: RegistrationForm) -> QuerySet[Letter]:
    """Return the mails about a form, those that did not go first, then the newest."""
    not_gone = Count("pk", filter=Q(state=Letter.State.FAILED) | Q(tries__gt=0, state=Letter.State.QUEUED))  # fmt: skip
    return (
        form.letters.select_related("registration")
        .annotate(not_gone=not_gone)
        .order_by("-not_gone", "-added_at", "pk")
    )


def letter_counts(form: RegistrationForm) -> Mapping[str, int]:
    """Return how many mails are in which state."""
    rows = form.letters.order_by().values_list("state").annotate(count=Count("pk"))
    return dict(rows)


def totals_form_of(person: Reader, meeting_id: UUID) -> RegistrationForm:
    """Return the form of a meeting of which the person may read totals.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    rows = RegistrationForm.objects.filter(READ_TOTALS.rows(person), meeting_id=meeting_id)
    return _only(rows.select_related("meeting").first())


def totals_of(form: RegistrationForm) -> Totals:
    """Return the totals of those who have a place, small counts and what would betray them hidden."""
    rows = form.registrations.filter(state=State.CONFIRMED)
    counted = dict(rows.order_by().values_list("body_kind").annotate(count=Count("pk")))
    shown: Shown = suppress([[counted.get(kind, 0)] for kind in BodyKind.values])
    came = suppress([[form.head_count]]).total if form.head_count is not None else None
    kinds = [
        (str(label), cells[0])
        for (_key, label), cells in zip(BodyKind.choices, shown.rows, strict=True)
    ]
    return Totals(kinds=kinds, registered=shown.total, came=came)


def seats_of(form: RegistrationForm) -> Seats:
    """Return how full a meeting is."""
    counted = form.registrations.aggregate(
        held=Count("pk", filter=Q(state__in=HOLDS_PLACE)),
        waiting=Count("pk", filter=Q(state=State.WAITLISTED)),
    )
    return Seats(capacity=form.capacity, held=counted["held"], waiting=counted["waiting"])


def place_in_line(registration: Registration) -> int:
    """Return which place in line somebody has who waits; the first is 1."""
    before = Q(number__lt=registration.number)
    return registration.form.registrations.filter(before, state=State.WAITLISTED).count() + 1


def phase(form: RegistrationForm, *, now: datetime) -> Phase:
    """Return in which phase a form is."""
    return phase_of(
        now, opens_at=form.opens_at, closes_at=form.closes_at, late_until=form.late_until
    )


def question_of(field: FormField) -> Question:
    """Return a question as answers are checked against it."""
    return Question(
        kind=field.kind,
        is_required=field.is_required,
        options=tuple(option["text"] for option in field.options),
        limits={one["text"]: one["limit"] for one in field.options if one.get("limit") is not None},
    )


def taken_options(field: FormField, *, but: Registration) -> Mapping[str, int]:
    """Return how many of those who hold a place have chosen each option of a question.

    Args:
        field: The question.
        but: The registration that is not counted.
    """
    answers = RegistrationAnswer.objects.filter(field=field, registration__state__in=HOLDS_PLACE)
    counted: Counter[str] = Counter()
    for value in answers.exclude(registration=but).values_list("value", flat=True):
        counted.update(value if isinstance(value, list) else [value])
    return counted


def public_meetings(*, now: datetime) -> QuerySet[Meeting]:
    """Return the announced meetings to come for which everybody may register, soonest first."""
    rows = Meeting.objects.filter(
        state=MeetingState.ANNOUNCED, registration_form__is_public=True, ends_at__gt=now
    )
    return rows.select_related("registration_form", "convener").order_by("starts_at", "pk")


def public_form(meeting_id: UUID) -> RegistrationForm:
    """Return the form of a meeting that everybody may read about.

    Raises:
        NotFound: If there is none, or it is not public.
    """
    rows = RegistrationForm.objects.filter(is_public=True, meeting_id=meeting_id)
    rows = rows.exclude(meeting__state=MeetingState.DRAFT)
    return _only(rows.select_related("meeting__convener", "meeting__recorder").first())


def was_public(meeting_id: UUID) -> bool:
    """Say whether everybody could read about a meeting that was deleted since."""
    return GoneMeeting.objects.filter(pk=meeting_id, was_public=True).exists()


def link_digest(token: str) -> str:
    """Return what is kept of a secret link."""
    return hashlib.sha256(token.encode()).hexdigest()


def by_link(token: str) -> Registration:
    """Return whose secret link this is.

    Raises:
        NotFound: If it is nobody's.
    """
    rows = Registration.objects.filter(link_sha256=link_digest(token))
    found = rows.select_related("form__meeting__convener", "form__meeting__recorder").first()
    if found is None:
        raise NotFound(
            "partners.registration.link",
            _(
                "This link belongs to no registration; it may be erased by now, or its meeting does not take place. Register again."
            ),
        )
    return found


def listed_names(form: RegistrationForm, *, to_public: bool) -> list[str]:
    """Return the names of those with a place who chose to be read, by name.

    Args:
        form: The form.
        to_public: Whether everybody reads it, or those who have a place; under the Chatham House Rule
            nobody is named to the public.
    """
    levels = [Listed.EVERYBODY] if to_public else [Listed.EVERYBODY, Listed.PARTICIPANTS]
    if to_public and form.is_chatham_house:
        return []
    rows = form.registrations.filter(state=State.CONFIRMED, listed__in=levels).exclude(name="")
    return list(rows.order_by("name").values_list("name", flat=True))


def backlog_of(form: RegistrationForm, *, now: datetime) -> Backlog:
    """Return what should be erased of a form's registrations and is not, and when the next goes."""
    rows = Registration.objects.filter(form=form)
    answers = RegistrationAnswer.objects.filter(registration__form=form)
    late = Q(keep_until__lte=now - GRACE)
    ends = [
        found
        for each in (rows, answers)
        if (found := each.order_by("keep_until").values_list("keep_until", flat=True).first())
    ]
    overdue = rows.filter(late).count() + answers.filter(late).count()
    return Backlog(overdue=overdue, next_at=min(ends, default=None))


def _only(form: RegistrationForm | None) -> RegistrationForm:
    if form is None:
        raise NotFound("partners.not-found", _("There is no such page, or not for you."))
    return form
