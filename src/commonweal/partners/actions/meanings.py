"""What we mean and do not mean: word it, word it anew, agree or object."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput
from commonweal.partners.actions.permit import permit, unchanged, within, written
from commonweal.partners.models import Meaning, MeaningView, MeaningViewKind, MeaningWording
from commonweal.partners.queries.meanings import meaning_of
from commonweal.partners.rules.prevention import KEEP_MEANING, VIEW_MEANING
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import record, verb

if TYPE_CHECKING:
    from commonweal.rights.models import Person

ADDED = verb("partners.meaning.added", gettext_lazy("proposed what a word means here"))
WORDED = verb("partners.meaning.worded", gettext_lazy("worded anew what a word means here"))
VIEWED = {
    "agrees": verb("partners.meaning.agreed", gettext_lazy("agreed to what a word means here")),
    "objects": verb("partners.meaning.objected", gettext_lazy("objected to what a word means here")),
}  # fmt: skip


@transaction.atomic
def add_meaning(
    person: Person, term: str, *, means: str, means_not: str, now: datetime | None = None
) -> Meaning:
    """Propose what a word means here, and what it does not; the person's partner keeps the wording.

    Raises:
        NotAllowed: If the person acts for nobody.
        Conflict: If the word is there already.
        InvalidInput: If a text is missing or too long.
    """
    own = acting_for(person)
    word = written(term, name=_("the word"), limit=200)
    found = Meaning.objects.filter(term__iexact=word).first()
    if found is not None:
        raise Conflict(
            "partners.meaning.twice",
            _("“%(term)s” is there already: word it anew, or object to its wording.")
            % {"term": found.term},
        )
    moment = now or timezone.now()
    row = Meaning.objects.create(term=word, keeper_id=own, added_by=person, added_at=moment)
    _word(person, row, means=means, means_not=means_not, now=moment)
    record(person, ADDED, thing=row)
    return row


@transaction.atomic
def word_anew(
    person: Person,
    meaning_id: UUID,
    *,
    means: str,
    means_not: str,
    seen: int | None = None,
    now: datetime | None = None,
) -> Meaning:
    """Give a word another wording; partners agree or object to it anew, and the earlier one stays.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not keep it.
        Conflict: If somebody worded it meanwhile.
        InvalidInput: If a text is missing or too long.
    """
    Meaning.objects.select_for_update().filter(pk=meaning_id).first()
    row = meaning_of(person, meaning_id)
    permit(KEEP_MEANING, person, row)
    unchanged(row, seen=seen)
    row.version += 1
    row.save()
    _word(person, row, means=means, means_not=means_not, now=now or timezone.now())
    record(person, WORDED, thing=row)
    return row


@transaction.atomic
def view_meaning(
    person: Person,
    meaning_id: UUID,
    *,
    kind: str,
    text: str = "",
    number: int | None = None,
    now: datetime | None = None,
) -> MeaningView:
    """Agree or object to the newest wording, for one's own partner.

    Args:
        person: Who says it.
        meaning_id: The word.
        kind: ``agrees`` or ``objects``.
        text: Why; required to object.
        number: The wording the person saw; None for callers that just read it.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person acts for nobody.
        Conflict: If it was worded anew meanwhile.
        InvalidInput: If the reason is missing.
    """
    own = acting_for(person)
    Meaning.objects.select_for_update().filter(pk=meaning_id).first()
    row = meaning_of(person, meaning_id)
    permit(VIEW_MEANING, person, row)
    if kind not in MeaningViewKind.values:
        raise InvalidInput("partners.meaning.kind", _("Say whether you agree or object."))
    newest = row.wordings.all()[0]
    if number is not None and number != newest.number:
        raise Conflict(
            "partners.meaning.worded", _("It was worded anew meanwhile. Read it again first.")
        )
    needed = written if kind == MeaningViewKind.OBJECTS else within
    said = needed(text, name=_("the reason"))
    moment = now or timezone.now()
    newest.views.filter(organisation_id=own, superseded_at=None).update(superseded_at=moment)
    view = MeaningView.objects.create(
        wording=newest, kind=kind, text=said, person=person, organisation_id=own, at=moment
    )
    record(person, VIEWED[kind], thing=row, facts={"wording": newest.number})
    return view


def _word(person: Person, row: Meaning, *, means: str, means_not: str, now: datetime) -> None:
    newest = MeaningWording.objects.filter(meaning=row).first()
    MeaningWording.objects.create(
        meaning=row,
        number=newest.number + 1 if newest else 1,
        means=written(means, name=_("what it means here")),
        means_not=written(means_not, name=_("what it does not mean here")),
        person=person,
        organisation_id=acting_for(person),
        at=now,
    )
