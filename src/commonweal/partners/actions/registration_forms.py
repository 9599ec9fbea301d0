"""The form of a meeting: when it opens and closes, how many places, what is asked, how long it is kept."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed
from commonweal.partners.actions import seats
from commonweal.partners.actions.permit import lock_meeting, permit, unchanged, within, written
from commonweal.partners.actions.planning import instant
from commonweal.partners.engine.asking import never_asked
from commonweal.partners.models import (
    FieldKind,
    FormField,
    Meeting,
    RegistrationForm,
)
from commonweal.partners.queries.registration import field_of, form_of
from commonweal.partners.queries.rows import meeting_of
from commonweal.partners.queries.wording import zone_of
from commonweal.partners.rules.registration import KEEP_FORM, organises
from commonweal.rights.public import record, verb

if TYPE_CHECKING:
    from commonweal.partners.engine.registration_types import FieldDraft, FormDraft
    from commonweal.rights.models import Person

MADE = verb("partners.registrationform.made", gettext_lazy("opened registration for a meeting"))
CHANGED = verb("partners.registrationform.changed", gettext_lazy("changed how one registers for a meeting"))  # fmt: skip
ASKS = verb("partners.registrationform.asks", gettext_lazy("changed what a registration form asks"))
FIELDS_LIMIT, OPTIONS_LIMIT = 30, 30
KEPT_LONGEST, SENSITIVE_LONGEST = 365, 14
OFFER_LONGEST = 24 * 14


@transaction.atomic
def keep_form(
    person: Person,
    meeting_id: UUID,
    draft: FormDraft,
    *,
    seen: int | None = None,
    now: datetime | None = None,
) -> RegistrationForm:
    """Make the form of a meeting, or change it; where places are added, those who wait are offered them.

    Args:
        person: Somebody of the partner that organises the meeting.
        meeting_id: The meeting, planned with its times.
        draft: How one registers.
        seen: The version the person saw.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is no such meeting, or not for this person.
        NotAllowed: If another partner organises it.
        Conflict: If the meeting has no times, or somebody changed the form meanwhile.
        InvalidInput: If a value cannot be used.
    """
    now = now or timezone.now()
    lock_meeting(meeting_id)
    meeting = meeting_of(person, meeting_id)
    if not organises(person, meeting):
        raise NotAllowed(KEEP_FORM.name, _("Only the partner that organises a meeting takes registrations."))  # fmt: skip
    if meeting.starts_at is None:
        raise Conflict(
            "partners.registrationform.times",
            _("The meeting has no hours yet. Change its plan first: the deadline is meant there."),
        )
    form = RegistrationForm.objects.select_for_update().filter(meeting=meeting).first()
    is_new = form is None
    form = form or RegistrationForm(meeting=meeting, added_at=now)
    form.meeting = meeting
    if not is_new:
        unchanged(form, seen=seen)
        form.version += 1
    facts = _facts(draft, meeting)
    if not is_new and facts["consent_text"] != form.consent_text:
        form.consent_version += 1
    for name, value in facts.items():
        setattr(form, name, value)
    form.save()
    seats.reckon_keeping(form)
    seats.promote(form, now=now)
    record(person, MADE if is_new else CHANGED, thing=form)
    return form


@transaction.atomic
def add_field(person: Person, meeting_id: UUID, draft: FieldDraft) -> FormField:
    """Add a question to a form.

    Raises:
        NotFound: If there is no form, or not for this person.
        InvalidInput: If it asks what nobody is asked here, or a value cannot be used.
    """
    form = seats.lock_form(form_of(person, meeting_id).pk)
    permit(KEEP_FORM, person, form)
    if form.fields.count() >= FIELDS_LIMIT:
        raise InvalidInput(
            "partners.registrationform.full",
            _("A form asks at most %(limit)s questions. Take one out first.") % {"limit": FIELDS_LIMIT},
        )  # fmt: skip
    field = FormField(form=form, position=form.fields.count(), **_field_facts(draft, form))
    field.save()
    record(person, ASKS, thing=form)
    return field


@transaction.atomic
def change_field(
    person: Person, field_id: UUID, draft: FieldDraft, *, seen: int | None = None
) -> FormField:
    """Change a question; what was answered stays, unless the kind is another one.

    Raises:
        NotFound: If there is none, or not for this person.
        Conflict: If somebody changed it meanwhile.
        InvalidInput: If it asks what nobody is asked here, or a value cannot be used.
    """
    field = _field_held(person, field_id)
    unchanged(field, seen=seen)
    field.version += 1
    was = field.kind
    for name, value in _field_facts(draft, field.form).items():
        setattr(field, name, value)
    field.save()
    if field.kind != was:
        field.answers.all().delete()
    seats.reckon_keeping(field.form)
    record(person, ASKS, thing=field.form)
    return field


@transaction.atomic
def remove_field(person: Person, field_id: UUID) -> RegistrationForm:
    """Take a question out with all its answers, and return the form.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    field = _field_held(person, field_id)
    field.delete()
    record(person, ASKS, thing=field.form)
    return field.form


def copy_form(form: RegistrationForm, to: Meeting) -> RegistrationForm | None:
    """Copy a form with its questions to a copy of its meeting, all times as much later; not who registered.

    Args:
        form: The form.
        to: The copied meeting.
    """
    meeting = form.meeting
    if meeting.starts_at is None or to.starts_at is None:
        return None
    later = to.starts_at - meeting.starts_at
    fields = list(form.fields.all())
    names = (
        "capacity", "is_public", "needs_approval", "is_chatham_house", "welcome", "consent_text",
        "consent_version", "retention_days", "offer_hours",
    )  # fmt: skip
    copy = RegistrationForm.objects.create(
        meeting=to,
        opens_at=form.opens_at,
        closes_at=form.closes_at + later,
        late_until=form.late_until + later if form.late_until else None,
        **{name: getattr(form, name) for name in names},
    )
    asked = ("position", "kind", "label", "hint", "is_required", "options", "is_sensitive", "retention_days")  # fmt: skip
    FormField.objects.bulk_create(
        FormField(form=copy, **{name: getattr(field, name) for name in asked}) for field in fields
    )
    return copy


def _field_held(person: Person, field_id: UUID) -> FormField:
    form = seats.lock_form(field_of(person, field_id).form_id)
    field = field_of(person, field_id)
    field.form = form
    permit(KEEP_FORM, person, field.form)
    return field


def _facts(draft: FormDraft, meeting: Meeting) -> dict[str, Any]:
    zone = zone_of(meeting)
    opens, closes = instant(draft.opens, zone=zone), instant(draft.closes, zone=zone)
    late = instant(draft.late_until, zone=zone) if draft.late_until else None
    if closes <= opens or (late is not None and late < closes):
        raise InvalidInput(
            "partners.registrationform.times",
            _("Registration opens first, then closes; late requests end after that. Change the times."),
        )  # fmt: skip
    if meeting.ends_at and max(closes, late or closes) > meeting.ends_at:
        raise InvalidInput(
            "partners.registrationform.after",
            _("The deadline is after the end of the meeting. Choose an earlier one."),
        )
    if draft.capacity is not None and not 1 <= draft.capacity <= 100_000:
        raise InvalidInput(
            "partners.registrationform.capacity",
            _("%(count)s is no number of places; write one from 1, or leave it empty.")
            % {"count": draft.capacity},
        )
    return {
        "opens_at": opens,
        "closes_at": closes,
        "late_until": late,
        "capacity": draft.capacity,
        "is_public": draft.is_public,
        "needs_approval": draft.needs_approval,
        "is_chatham_house": draft.is_chatham_house,
        "welcome": within(draft.welcome, name=_("the words above the form")),
        "consent_text": written(draft.consent_text, name=_("what people agree to")),
        "retention_days": _days(draft.retention_days, most=KEPT_LONGEST),
        "offer_hours": _hours(draft.offer_hours),
    }


def _field_facts(draft: FieldDraft, form: RegistrationForm) -> dict[str, Any]:
    if draft.kind not in FieldKind.values:
        raise InvalidInput("partners.registrationform.kind", _("Choose the kind from the list."))
    words = [draft.label, draft.hint, *(text for text, _limit in draft.options)]
    if found := next(filter(None, map(never_asked, words)), ""):
        raise InvalidInput(
            "partners.registrationform.never-asked",
            _(
                "“%(word)s” asks what nobody is asked here: what a person believes or is, or the papers "
                "that prove who they are. Ask for what you need to do, such as “What should the kitchen know?”."
            )
            % {"word": found},
        )
    most = SENSITIVE_LONGEST if draft.is_sensitive else form.retention_days
    days = draft.retention_days
    return {
        "kind": draft.kind,
        "label": written(draft.label, name=_("a question"), limit=200),
        "hint": within(draft.hint, name=_("the hint"), limit=300),
        "is_required": draft.is_required,
        "options": _options(draft),
        "is_sensitive": draft.is_sensitive,
        "retention_days": (
            _days(days, most=most) if days is not None else most if draft.is_sensitive else None
        ),
    }


def _options(draft: FieldDraft) -> list[dict[str, Any]]:
    if draft.kind not in {FieldKind.ONE, FieldKind.SEVERAL}:
        return []
    options = {" ".join(text.split()): limit for text, limit in draft.options if text.strip()}
    if not 1 <= len(options) <= OPTIONS_LIMIT:
        raise InvalidInput(
            "partners.registrationform.options",
            _("%(count)s choices are written; a question offers from 1 to %(limit)s.")
            % {"count": len(options), "limit": OPTIONS_LIMIT},
        )
    return [
        {"text": within(text, name=_("a choice"), limit=100), "limit": limit}
        for text, limit in options.items()
    ]


def _days(days: int, *, most: int) -> int:
    if not 0 <= days <= most:
        raise InvalidInput(
            "partners.registrationform.days",
            _(
                "%(days)s days were written; names and answers are kept from 0 to %(most)s days here."
            )
            % {"days": days, "most": most},
        )
    return days


def _hours(hours: int) -> int:
    if not 1 <= hours <= OFFER_LONGEST:
        raise InvalidInput(
            "partners.registrationform.hours",
            _("An offer holds from 1 to %(most)s hours, not %(hours)s.")
            % {"hours": hours, "most": OFFER_LONGEST},
        )
    return hours
