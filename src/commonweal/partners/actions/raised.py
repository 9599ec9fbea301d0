"""A council's page "Raised and answered": shown to everybody as it was previewed, and taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput, NoAnswer
from commonweal.partners.actions.listening import known_languages
from commonweal.partners.actions.permit import permit
from commonweal.partners.engine.raised import digest, from_values
from commonweal.partners.engine.raised_pdf import fit
from commonweal.partners.models import Partnership, RaisedPage
from commonweal.partners.queries.concerns import council_of
from commonweal.partners.queries.raised import content_of, raised_page_of
from commonweal.partners.rules.listening import KEEP_RAISED_PAGE, PUBLISH_RAISED
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import record, verb

if TYPE_CHECKING:
    from commonweal.partners.engine.listening_types import PageDraft
    from commonweal.rights.models import Person

PUBLISHED = verb(
    "partners.raised-page.published", gettext_lazy("showed “raised and answered” to everybody")
)
TAKEN_BACK = verb(
    "partners.raised-page.taken-back", gettext_lazy("took “raised and answered” back")
)
MOST_LANGUAGES = 3
LONGEST_DAYS = 3 * 366


def preview(person: Person, draft: PageDraft) -> tuple[Mapping[str, Any], str]:
    """Return exactly what everybody would see, and what tells this state of it from another.

    Args:
        person: One of the council's keeper's people, or a co-ordinator.
        draft: The council, the period and the languages.

    Raises:
        NotFound: If there is no such council, or not for this person.
        NotAllowed: If the person does not keep it.
        InvalidInput: If the period or the languages cannot be used.
    """
    council = council_of(person, draft.council_id)
    permit(PUBLISH_RAISED, person, council)
    _check(draft)
    content = content_of(council, draft)
    return content, digest(content)


@transaction.atomic
def publish(
    person: Person, draft: PageDraft, *, seen: str | None = None, now: datetime | None = None
) -> RaisedPage:
    """Show a council's page to everybody; one of the same period is replaced and keeps its address.

    Args:
        person: One of the council's keeper's people, or a co-ordinator.
        draft: The council, the period and the languages.
        seen: What told the state that was previewed; None if it was not shown to anybody.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is no such council, or not for this person.
        NotAllowed: If the person does not keep it.
        Conflict: If what it says has changed since the preview.
        InvalidInput: If the period or the languages cannot be used.
    """
    council = council_of(person, draft.council_id)
    Partnership.objects.select_for_update().filter(pk=council.pk).first()
    permit(PUBLISH_RAISED, person, council)
    _check(draft)
    moment = now or timezone.now()
    content = content_of(council, draft, now=timezone.localdate(moment))
    if seen is not None and seen != digest(content):
        raise Conflict(
            "partners.raised-page.changed",
            _("Something was changed since you looked. This is how it would be shown now."),
        )
    row = RaisedPage.objects.filter(
        council=council, first_day=draft.first_day, last_day=draft.last_day, withdrawn_at=None
    ).first() or RaisedPage(council=council, first_day=draft.first_day, last_day=draft.last_day)
    row.content = {code: dict(each) | {"print": _print(each)} for code, each in content.items()}
    first = content[draft.languages[0]]
    row.concern_ids = [each["id"] for each in first["rows"]]
    row.published_by, row.published_for_id, row.published_at = person, acting_for(person), moment
    row.save()
    record(person, PUBLISHED, thing=row, facts={"rows": len(row.concern_ids)})
    return row


@transaction.atomic
def take_back(person: Person, page_id: UUID, *, now: datetime | None = None) -> None:
    """Take a council's page back: from now on nobody outside reads it.

    Args:
        person: One of the council's keeper's people, or a co-ordinator.
        page_id: The page.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not keep it.
    """
    RaisedPage.objects.select_for_update().filter(pk=page_id).first()
    row = raised_page_of(person, page_id)
    permit(KEEP_RAISED_PAGE, person, row)
    if row.withdrawn_at is not None:
        return
    row.withdrawn_at = now or timezone.now()
    row.save()
    record(person, TAKEN_BACK, thing=row)


def _print(content: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return how the page fits one sheet, measured once; None where no PDF can be written here."""
    try:
        page = fit(from_values(content))
    except NoAnswer:
        return None
    return {"letter_pt": page.letter_pt, "shown": page.shown}


def _check(draft: PageDraft) -> None:
    days = (draft.last_day - draft.first_day).days
    if not 0 <= days <= LONGEST_DAYS:
        raise InvalidInput(
            "partners.raised-page.period",
            _("From %(first)s to %(last)s: the last day is not before the first, and three years at most lie between.")
            % {"first": draft.first_day, "last": draft.last_day},
        )  # fmt: skip
    if not 0 < len(known_languages(draft.languages)) <= MOST_LANGUAGES:
        raise InvalidInput(
            "partners.raised-page.languages",
            _("Choose one to %(most)s languages.") % {"most": MOST_LANGUAGES},
        )
