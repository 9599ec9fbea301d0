"""What somebody wrote to register: checked against the form's questions, kept as long as each says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import InvalidInput
from commonweal.partners.actions import seats
from commonweal.partners.actions.permit import within, written
from commonweal.partners.engine import registration as engine
from commonweal.partners.engine.asking import problem_with
from commonweal.partners.engine.registration_types import RegistrationDraft
from commonweal.partners.models import (
    BodyKind,
    FormField,
    Listed,
    Registration,
    RegistrationAnswer,
    RegistrationForm,
)
from commonweal.partners.queries.registration import question_of

PROBLEMS = {
    "missing": gettext_lazy("“%(question)s” must be answered."),
    "long": gettext_lazy("The answer to “%(question)s” is too long. Shorten it."),
    "not-a-choice": gettext_lazy("Choose an answer to “%(question)s” from the list."),
    "not-a-number": gettext_lazy("The answer to “%(question)s” is no number, such as 12."),
    "not-a-day": gettext_lazy("The answer to “%(question)s” is no day, such as 2027-03-09."),
    "not-an-address": gettext_lazy("The answer to “%(question)s” is no e-mail address."),
    "not-a-telephone": gettext_lazy("The answer to “%(question)s” is no telephone number, such as +43 1 234567."),
}  # fmt: skip


def write(
    registration: Registration, values: Mapping[str, Any], answers: Mapping[FormField, Any]
) -> None:
    """Write new answers of somebody, who keeps their place.

    Raises:
        Conflict: If a chosen option has no place left.
    """
    for name in ("name", "body_kind"):
        setattr(registration, name, values[name])
    registration.wanted = None
    registration.save()
    keep_answers(registration, answers)
    if registration.state in engine.HOLDS_PLACE:
        seats.check_options(registration)


def keep_answers(registration: Registration, answers: Mapping[FormField, Any]) -> None:
    """Keep the answers of a registration in place of the earlier ones."""
    registration.answers.all().delete()
    RegistrationAnswer.objects.bulk_create(
        RegistrationAnswer(
            registration=registration,
            field=field,
            value=value,
            keep_until=seats.keep_until(registration.form, days=field.retention_days),
        )
        for field, value in answers.items()
        if value not in (None, "", [])
    )


def address_of(email: str) -> str:
    """Return an e-mail address as it is kept.

    Raises:
        InvalidInput: If it is none.
    """
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise InvalidInput(
            "partners.registration.email",
            _("“%(address)s” is no e-mail address, such as name@example.org.")
            % {"address": email[:80]},
        ) from error
    return email


def checked(
    form: RegistrationForm, draft: RegistrationDraft
) -> tuple[dict[str, Any], dict[FormField, Any]]:
    """Return what somebody typed as columns of a registration, and the answers by their questions.

    Raises:
        InvalidInput: If something is missing or cannot be used; the message names the question.
    """
    if not draft.agrees:
        raise InvalidInput(
            "partners.registration.agree",
            _("Without your yes to what is kept we cannot register you."),
        )
    if draft.body_kind not in BodyKind.values or draft.listed not in Listed.values:
        raise InvalidInput("partners.registration.choice", _("Choose from the list."))
    answers = {}
    for field in form.fields.all():
        value = draft.answers.get(field.pk)
        if problem := problem_with(question_of(field), value):
            raise InvalidInput(
                f"partners.registration.{problem}", PROBLEMS[problem] % {"question": field.label}
            )
        answers[field] = value
    return {
        "name": written(draft.name, name=_("your name"), limit=200),
        "body_kind": draft.body_kind,
        "listed": draft.listed,
        "is_named_at_door": draft.is_named_at_door,
        "consent_version": form.consent_version,
        "language": within(draft.language, name=_("the language"), limit=10),
    }, answers


def as_wanted(values: Mapping[str, Any], answers: Mapping[FormField, Any]) -> dict[str, Any]:
    """Return what somebody asks to change as a JSON value."""
    return {
        "name": values["name"],
        "body_kind": values["body_kind"],
        "answers": {str(field.pk): value for field, value in answers.items()},
    }
