"""Obligations: agree them with a term, take one back before that, enter what was done, withdraw an entry."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput
from commonweal.partners.actions.partnerships import locked, say
from commonweal.partners.actions.permit import permit, unchanged, written
from commonweal.partners.models import (
    Fulfilment,
    Obligation,
    ObligationKind,
    Partnership,
    Per,
    Signature,
    StepKind,
    Term,
)
from commonweal.partners.queries.obligations import fulfilment_of, obligation_of
from commonweal.partners.queries.partnerships import members_now, open_term
from commonweal.partners.rules.obligations import ENTER_FULFILMENT, WITHDRAW_FULFILMENT
from commonweal.partners.rules.partnerships import KEEP_PARTNERSHIP
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import record, verb

if TYPE_CHECKING:
    from commonweal.partners.engine.obligations import ObligationDraft
    from commonweal.rights.models import Person

ADDED = verb("partners.obligation.added", gettext_lazy("added an obligation"))
TAKEN_BACK = verb("partners.obligation.taken-back", gettext_lazy("took an obligation back"))
ENTERED = verb("partners.fulfilment.entered", gettext_lazy("entered what was done"))
WITHDRAWN = verb("partners.fulfilment.withdrawn", gettext_lazy("withdrew what was entered"))
OBLIGATIONS_LIMIT = 40


@transaction.atomic
def add_obligation(
    person: Person,
    partnership_id: UUID,
    draft: ObligationDraft,
    *,
    seen: int | None = None,
    now: datetime | None = None,
) -> Obligation:
    """Add an obligation to what is being agreed; whoever had said yes says it again.

    Args:
        person: One of the people who keep the partnership.
        partnership_id: A partnership that is proposed or discussed, or for which a renewal waits.
        draft: What, how many, by whom.
        seen: The version the person saw.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not keep it.
        Conflict: If nothing waits for a yes now, or somebody changed it meanwhile.
        InvalidInput: If a value cannot be used.
    """
    row = locked(person, partnership_id)
    permit(KEEP_PARTNERSHIP, person, row)
    unchanged(row, seen=seen)
    term = _open(row)
    _usable(row, draft)
    made = Obligation.objects.create(
        partnership=row,
        term=term,
        kind=draft.kind,
        text=written(draft.text, name=_("what is to be done"), limit=300),
        number=draft.number,
        per=draft.per,
        organisation_id=draft.organisation_id,
        since=draft.since,
        until=draft.until,
        added_by=person,
        added_at=now or timezone.now(),
    )
    _another_text(person, row, term, now=now)
    record(person, ADDED, thing=made, facts={"partnership": str(row.pk), "number": draft.number})
    return made


@transaction.atomic
def take_back(person: Person, obligation_id: UUID, *, now: datetime | None = None) -> Partnership:
    """Take an obligation back that nobody is held to yet.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not keep the partnership.
        Conflict: If all have agreed to it.
    """
    found = obligation_of(person, obligation_id)
    row = locked(person, found.partnership_id)
    permit(KEEP_PARTNERSHIP, person, row)
    term = _open(row)
    if found.term_id != term.pk:
        raise Conflict(
            "partners.obligation.agreed",
            _("All have agreed to it. It ends with its term, or by another agreement."),
        )
    record(person, TAKEN_BACK, thing=found, facts={"partnership": str(row.pk)})
    found.delete()
    _another_text(person, row, term, now=now)
    return row


@transaction.atomic
def enter(
    person: Person, obligation_id: UUID, *, on: date, text: str, now: datetime | None = None
) -> Fulfilment:
    """Enter something that was done towards an obligation and that no meeting here shows.

    Args:
        person: Acts for an organisation that is obliged.
        obligation_id: The obligation; all have agreed to it.
        on: When it was done; no day to come, none before the obligation began.
        text: What was done.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person's partner is not obliged.
        Conflict: If it is not agreed yet.
        InvalidInput: If the day or the words cannot be used.
    """
    found = obligation_of(person, obligation_id)
    permit(ENTER_FULFILMENT, person, found)
    if found.term.agreed_on is None:
        raise Conflict(
            "partners.obligation.open", _("Nobody is held to it yet: not all have agreed.")
        )
    moment = now or timezone.now()
    since = found.since or found.partnership.start
    if on > timezone.localdate(moment) or (since is not None and on < since):
        raise InvalidInput(
            "partners.fulfilment.day",
            _("%(day)s is to come, or before the obligation began. Give the day on which it was done.")
            % {"day": date_format(on)},
        )  # fmt: skip
    made = Fulfilment.objects.create(
        obligation=found, on=on, text=written(text, name=_("what was done"), limit=500),
        person=person, organisation_id=acting_for(person), at=moment,
    )  # fmt: skip
    record(person, ENTERED, thing=made, facts={"obligation": str(found.pk)})
    return made


@transaction.atomic
def withdraw(person: Person, fulfilment_id: UUID, *, reason: str) -> Fulfilment:
    """Withdraw what was entered; it stays listed with the reason, and counts no longer.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If another partner entered it, or it is withdrawn already.
        InvalidInput: If the reason is missing.
    """
    found = fulfilment_of(person, fulfilment_id)
    permit(WITHDRAW_FULFILMENT, person, found)
    found.withdrawn_at = timezone.now()
    found.withdrawn_reason = written(reason, name=_("the reason"))
    found.save()
    record(person, WITHDRAWN, thing=found, reason=found.withdrawn_reason)
    return found


def _open(row: Partnership) -> Term:
    term = open_term(row)
    if term is None or row.state not in {"proposed", "discussed", "active"}:
        raise Conflict(
            "partners.obligation.closed",
            _("All have signed. Obligations change with a renewal: offer one first."),
        )
    return term


def _usable(row: Partnership, draft: ObligationDraft) -> None:
    if draft.kind not in ObligationKind.values or draft.per not in Per.values:
        raise InvalidInput("partners.obligation.kind", _("Choose from the lists."))
    if not 1 <= draft.number <= 366:
        raise InvalidInput(
            "partners.obligation.number",
            _("%(number)s is not possible; give a number from 1 to 366.")
            % {"number": draft.number},
        )
    if draft.organisation_id is not None and draft.organisation_id not in members_now(row):
        raise InvalidInput(
            "partners.obligation.member", _("Choose one of the parties, or all of them.")
        )
    if draft.until is not None and draft.since is not None and draft.until < draft.since:
        raise InvalidInput(
            "partners.obligation.days", _("The last day is not before the first day.")
        )
    if Obligation.objects.filter(partnership=row).count() >= OBLIGATIONS_LIMIT:
        raise InvalidInput(
            "partners.obligation.many",
            _("A partnership has at most %(limit)s obligations; join some of them.")
            % {"limit": OBLIGATIONS_LIMIT},
        )


def _another_text(person: Person, row: Partnership, term: Term, *, now: datetime | None) -> None:
    """Take the signatures off what is another text now."""
    Signature.objects.filter(term=term).delete()
    row.version += 1
    row.save(update_fields=["version"])
    say(person, row, StepKind.CHANGED, now=now)
