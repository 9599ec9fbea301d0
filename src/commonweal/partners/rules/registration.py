"""Who reads who comes to a meeting: the people of the partner that organises it, and nobody else.

Not the co-ordinator of the workspace, not the police, not a donor, not oversight: they read totals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from commonweal.partners.models import Meeting, MeetingState, Registration, RegistrationForm
from commonweal.partners.rules.meetings import kept_by, sees
from commonweal.partners.rules.taking_part import organisation_of
from commonweal.rights.public import NOTHING, Rule, reads_here, register, shares_here

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader


def organises(person: Reader, meeting: Meeting) -> bool:
    """Say whether a person acts for the partner that recorded or called a meeting."""
    own = organisation_of(person)
    return own is not None and own in {meeting.recorder_id, meeting.convener_id}


def _organised_by(person: Reader, *, path: str) -> Q:
    own = organisation_of(person)
    if own is None:
        return NOTHING
    return Q(**{f"{path}recorder_id": own}) | Q(**{f"{path}convener_id": own})


def _keeps_form(person: Reader, form: RegistrationForm) -> bool:
    return organises(person, form.meeting)


def _forms_kept(person: Reader) -> Q:
    return _organised_by(person, path="meeting__")


def _reads_totals(person: Reader, form: RegistrationForm) -> bool:
    is_known = form.is_public and form.meeting.state != MeetingState.DRAFT
    return sees(person, form.meeting) or (is_known and reads_here(person))


def _totals_read(person: Reader) -> Q:
    known = Q(is_public=True) & ~Q(meeting__state=MeetingState.DRAFT)
    found = known if reads_here(person) else NOTHING
    if shares_here(person):
        found = found | ~Q(meeting__state=MeetingState.DRAFT) | kept_by(person, path="meeting__")
    return found


def _reads_who(person: Reader, registration: Registration) -> bool:
    return organises(person, registration.form.meeting)


def _those_read(person: Reader) -> Q:
    return _organised_by(person, path="form__meeting__")


def _why(reader: Any, registration: Registration) -> str | Promise:
    if _reads_who(reader, registration):
        return _("They act for the partner that organises the meeting.")
    return _("Only the people of the partner that organises the meeting read who comes.")


KEEP_FORM = register(
    Rule(
        name="partners.registrationform.keep",
        thing="partners.RegistrationForm",
        one=_keeps_form,
        many=_forms_kept,
        beside=("meeting",),
    )
)
READ_TOTALS = register(
    Rule(
        name="partners.registrationform.see",
        thing="partners.RegistrationForm",
        one=_reads_totals,
        many=_totals_read,
        beside=("meeting",),
    )
)
SEE_REGISTRATION = register(
    Rule(
        name="partners.registration.see",
        thing="partners.Registration",
        one=_reads_who,
        many=_those_read,
        why=_why,
        beside=("form__meeting",),
    )
)
