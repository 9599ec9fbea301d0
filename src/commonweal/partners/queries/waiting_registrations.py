"""What of the registrations waits for the organising partner, on its people's first pages. No person is named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_stubs_ext import WithAnnotations

from commonweal.kernel.today import TodayItem
from commonweal.partners.models import Letter, RegistrationForm, RegistrationState
from commonweal.partners.queries.registration import GRACE
from commonweal.partners.rules.registration import KEEP_FORM

if TYPE_CHECKING:
    from commonweal.rights.models import Person

SHOWN = 10


class Waiting(TypedDict):
    """How many wait of what is counted."""

    waiting: int


def of_registrations(person: Person) -> Iterator[TodayItem]:
    """Yield what waits: registrations and late changes to decide, mails that did not go, late erasures.

    Args:
        person: Whose first page it is.
    """
    forms = RegistrationForm.objects.filter(KEEP_FORM.rows(person)).select_related("meeting")
    for form in _counted(forms, "registrations", _to_decide()):
        yield _item(form, ngettext("%(count)s registration waits for your decision.", "%(count)s registrations wait for your decision.", form.waiting))  # fmt: skip
    for form in _counted(forms, "letters", Q(letters__state=Letter.State.FAILED)):
        yield _item(form, ngettext("%(count)s mail to somebody who registered could not be sent.", "%(count)s mails to people who registered could not be sent.", form.waiting))  # fmt: skip
    late = Q(registrations__keep_until__lte=timezone.now() - GRACE)
    for form in _counted(forms, "registrations", late):
        yield _item(form, ngettext("%(count)s registration should be erased by now.", "%(count)s registrations should be erased by now.", form.waiting))  # fmt: skip


def _to_decide() -> Q:
    pending = Q(registrations__state=RegistrationState.PENDING, registrations__number__isnull=False)
    return pending | Q(registrations__wanted__isnull=False)


def _counted(
    forms: QuerySet[RegistrationForm], what: str, condition: Q
) -> QuerySet[WithAnnotations[RegistrationForm, Waiting]]:
    waiting = Count(what, filter=condition, distinct=True)
    return forms.annotate(waiting=waiting).filter(waiting__gt=0).order_by("closes_at")[:SHOWN]


def _item(form: WithAnnotations[RegistrationForm, Waiting], text: str) -> TodayItem:
    count = form.waiting
    return TodayItem(
        kind="waiting",
        text=text % {"count": count},
        address=reverse("partners:registrations", args=[form.meeting_id]),
        detail=_("“%(meeting)s”") % {"meeting": form.meeting.title},
        count=count,
    )
