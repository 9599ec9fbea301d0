"""How long it is kept who came: as long as the form says after the meeting, then nobody remembers a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.partners.models import Letter, Registration, RegistrationAnswer
from commonweal.rights.public import Keeping, Link, Term, keep

YEAR = 365


def erase_registrations(keys: Sequence[Any]) -> None:
    """Remove registrations with their answers, and the mails that were about them.

    Args:
        keys: The registrations' ids.
    """
    Letter.objects.filter(registration__in=keys).delete()
    RegistrationAnswer.objects.filter(registration__in=keys).delete()
    Registration.objects.filter(pk__in=keys).delete()


def erase_registration_answers(keys: Sequence[Any]) -> None:
    """Remove answers to questions of registration forms.

    Args:
        keys: The answers' keys.
    """
    RegistrationAnswer.objects.filter(pk__in=keys).delete()


def erase_letters(keys: Sequence[Any]) -> None:
    """Remove mails about registrations, sent or not.

    Args:
        keys: The mails' ids.
    """
    Letter.objects.filter(pk__in=keys).delete()


keep(
    Keeping(
        thing="partners.Registration",
        name=_("registrations for meetings"),
        why=_(
            "Who came is of use until the meeting is over and accounted for; the form says for how many days. Whoever does not follow the link in the mail is forgotten after two days."
        ),
        term=Term(days=0, maximum=2 * YEAR),
        counts_from="keep_until",
        since=_("the days that the form names, after the meeting, are over"),
        maximum_from="added_at",
        erase=erase_registrations,
        remains=("number", "form_id"),
    )
)
keep(
    Keeping(
        thing="partners.RegistrationAnswer",
        name=_("answers in registrations"),
        why=_(
            "An answer goes when its question says so; what is sensitive after two weeks at the latest."
        ),
        term=Term(days=0, maximum=2 * YEAR),
        counts_from="keep_until",
        since=_("the days that the question names, after the meeting, are over"),
        maximum_from="registration__added_at",
        erase=erase_registration_answers,
        inside=(Link("partners.Registration", "registration_id"),),
    )
)
keep(
    Keeping(
        thing="partners.Letter",
        name=_("mails about registrations"),
        why=_(
            "A mail that went keeps neither address nor words; one that did not is shown to the organiser for a month."
        ),
        term=Term(days=30, maximum=30),
        counts_from="added_at",
        since=_("the mail was made"),
        erase=erase_letters,
    )
)
