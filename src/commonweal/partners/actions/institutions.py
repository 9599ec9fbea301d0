"""What an institution agreed about questions, its figures, and its year's page for everybody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed
from commonweal.partners.actions.permit import lock_partner, overtaken, permit, within
from commonweal.partners.engine import questions as engine
from commonweal.partners.engine.raised import digest
from commonweal.partners.models import DecidingRoles, InstitutionPage, InstitutionTerms
from commonweal.partners.queries.institution_year import content_of, institution_page_of
from commonweal.partners.queries.questions import (
    institution_named,
    partner_row,
    times_written,
    years_entered,
)
from commonweal.partners.rules.questions import KEEP_INSTITUTION_PAGE, may_keep_terms
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import coordinates, record, verb

if TYPE_CHECKING:
    from commonweal.partners.engine.questions import FiguresDraft, TermsDraft
    from commonweal.rights.models import Person

TERMS = verb("partners.institution.terms", gettext_lazy("wrote how a security institution answers questions"))  # fmt: skip
FIGURES = verb("partners.institution.figures", gettext_lazy("entered who decides in a security institution, as numbers"))  # fmt: skip
PUBLISHED = verb("partners.institution-page.published", gettext_lazy("showed a security institution's year to everybody"))  # fmt: skip
TAKEN_BACK = verb("partners.institution-page.taken-back", gettext_lazy("took a security institution's year back"))  # fmt: skip
MOST_PEOPLE = 100_000


@transaction.atomic
def write_terms(
    person: Person,
    institution_id: UUID,
    draft: TermsDraft,
    *,
    seen: int | None = None,
    now: datetime | None = None,
) -> InstitutionTerms:
    """Write within how many days an institution answers, and how one complains; it answers questions from then on.

    Args:
        person: One of its people, or the co-ordinator.
        institution_id: The partner.
        draft: What was agreed.
        seen: How many times it was written when the person saw it.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is no such partner.
        NotAllowed: If it is another partner's.
        Conflict: If somebody wrote it anew meanwhile.
        InvalidInput: If a value cannot be used.
    """
    _keeps(person, institution_id)
    lock_partner(institution_id)
    partner_row(person, institution_id)
    if seen is not None and seen != times_written(institution_id):
        raise overtaken()
    if not engine.DAYS_LEAST <= draft.answer_days <= engine.DAYS_MOST:
        raise InvalidInput(
            "partners.institution.days",
            _("%(days)s days: an institution answers within %(least)s to %(most)s days.")
            % {"days": draft.answer_days, "least": engine.DAYS_LEAST, "most": engine.DAYS_MOST},
        )
    row = InstitutionTerms.objects.create(
        institution_id=institution_id,
        answer_days=draft.answer_days,
        complaints=within(draft.complaints, name=_("the ways to complain")),
        link=_address(draft.link),
        person=person,
        organisation_id=acting_for(person),
        at=now or timezone.now(),
    )
    record(person, TERMS, thing=row, facts={"days": row.answer_days})
    return row


def _address(link: str) -> str:
    link = link.strip()
    try:
        if link:
            URLValidator(schemes=["http", "https"])(link)
    except ValidationError as error:
        raise InvalidInput(
            "partners.institution.link",
            _("“%(link)s” is no address of a page, such as https://city.example/complaints.")
            % {"link": link[:80]},
        ) from error
    return within(link, name=_("the address"), limit=500)


@transaction.atomic
def enter_figures(
    person: Person,
    institution_id: UUID,
    draft: FiguresDraft,
    *,
    seen: int | None = None,
    now: datetime | None = None,
) -> DecidingRoles:
    """Enter how many people decide in an institution, and how many are women, and young.

    Args:
        person: One of its people, or the co-ordinator.
        institution_id: The institution.
        draft: Numbers alone; no person is named.
        seen: How many figures of any year there were when the person saw them.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is no such institution.
        NotAllowed: If it is another partner's.
        Conflict: If somebody entered figures of the same year meanwhile.
        InvalidInput: If a number cannot be right.
    """
    _keeps(person, institution_id)
    lock_partner(institution_id)
    institution_named(person, institution_id)
    if seen is not None and draft.year in years_entered(institution_id)[seen:]:
        raise overtaken()
    at = now or timezone.now()
    this_year = timezone.localdate(at).year
    if not 2000 <= draft.year <= this_year:
        raise InvalidInput(
            "partners.figures.year",
            _("%(year)s: give a year from 2000 to %(last)s.")
            % {"year": draft.year, "last": this_year},
        )
    if not 0 <= max(draft.women, draft.youth) <= draft.total <= MOST_PEOPLE or draft.total < 1:
        raise InvalidInput(
            "partners.figures.total",
            _("%(women)s women and %(youth)s young people of %(total)s: each is a part of all who decide.")
            % {"women": draft.women, "youth": draft.youth, "total": draft.total},
        )  # fmt: skip
    row = DecidingRoles.objects.create(
        institution_id=institution_id,
        year=draft.year,
        total=draft.total,
        women=draft.women,
        youth=draft.youth,
        source=within(draft.source, name=_("the source"), limit=300),
        person=person,
        organisation_id=acting_for(person),
        at=at,
    )
    record(person, FIGURES, thing=row, facts={"year": row.year})
    return row


def _keeps(person: Person, institution_id: UUID) -> None:
    if not may_keep_terms(person, institution_id):
        raise NotAllowed(
            "partners.institution.keep",
            _("This is for the institution's own people and the co-ordinator."),
        )


def preview(person: Person, institution_id: UUID, year: int) -> tuple[Mapping[str, Any], str]:
    """Return exactly what everybody would see of a year, and what tells this state of it from another.

    Raises:
        NotFound: If there is no such institution.
        NotAllowed: If the person is no co-ordinator.
    """
    _coordinates(person)
    content = content_of(institution_named(person, institution_id), year, is_public=True)
    return content, digest(content)


@transaction.atomic
def publish_year(
    person: Person,
    institution_id: UUID,
    year: int,
    *,
    seen: str | None = None,
    now: datetime | None = None,
) -> InstitutionPage:
    """Show an institution's year to everybody; the page of the same year is replaced and keeps its address.

    Args:
        person: A co-ordinator.
        institution_id: The institution.
        year: The year.
        seen: What told the state that was previewed; None if it was not shown to anybody.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is no such institution.
        NotAllowed: If the person is no co-ordinator.
        Conflict: If what it says has changed since the preview.
    """
    _coordinates(person)
    content = content_of(institution_named(person, institution_id), year, is_public=True)
    if seen is not None and seen != digest(content):
        raise Conflict(
            "partners.institution-page.changed",
            _("Something was changed since you looked. This is how it would be shown now."),
        )
    rows = InstitutionPage.objects.select_for_update(of=("self",))
    row = rows.filter(
        institution_id=institution_id, year=year, withdrawn_at=None
    ).first() or InstitutionPage(institution_id=institution_id, year=year)
    row.content = dict(content)
    row.question_ids = [each["id"] for each in content["rows"]]
    row.published_by, row.published_for_id = person, acting_for(person)
    row.published_at = now or timezone.now()
    row.save()
    record(person, PUBLISHED, thing=row, facts={"rows": len(row.question_ids)})
    return row


@transaction.atomic
def take_year_back(person: Person, page_id: UUID, *, now: datetime | None = None) -> None:
    """Take a year's page back: from now on nobody outside reads it.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person is no co-ordinator.
    """
    InstitutionPage.objects.select_for_update().filter(pk=page_id).first()
    row = institution_page_of(person, page_id)
    permit(KEEP_INSTITUTION_PAGE, person, row)
    if row.withdrawn_at is None:
        row.withdrawn_at = now or timezone.now()
        row.save()
        record(person, TAKEN_BACK, thing=row)


def _coordinates(person: Person) -> None:
    if not coordinates(person):
        raise NotAllowed(
            KEEP_INSTITUTION_PAGE.name, _("Only the co-ordinator shows it to everybody.")
        )
