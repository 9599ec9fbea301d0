"""What is said of a partnership on its way: discussed, signed, begun, renewed, left, ended. Nobody signs for another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed
from commonweal.partners.actions.harm import require_check
from commonweal.partners.actions.joining import let_in
from commonweal.partners.actions.partnerships import locked, may_still, say
from commonweal.partners.actions.permit import unchanged, within, written
from commonweal.partners.engine.partnerships import MOVES, is_agreed, term_problem
from commonweal.partners.models import (
    Partnership,
    PartnershipState,
    Signature,
    StepKind,
    Term,
)
from commonweal.partners.queries.partnerships import members_now, open_term
from commonweal.partners.rules.partnerships import standing
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import record, verb

if TYPE_CHECKING:
    from commonweal.partners.engine.partnership_types import MoveDraft
    from commonweal.rights.models import Person

VERBS = {
    "discussed": verb("partners.partnership.discussed", gettext_lazy("took up a partnership")),
    "remark": verb("partners.partnership.remarked", gettext_lazy("remarked on a partnership")),
    "signed": verb("partners.partnership.signed", gettext_lazy("signed a partnership")),
    "unsigned": verb("partners.partnership.unsigned", gettext_lazy("took a signature back")),
    "activated": verb("partners.partnership.activated", gettext_lazy("began a partnership")),
    "renewal": verb("partners.partnership.renewal", gettext_lazy("offered to renew a partnership")),
    "agreed": verb("partners.partnership.agreed", gettext_lazy("agreed to renew a partnership")),
    "dropped": verb("partners.partnership.dropped", gettext_lazy("did not renew a partnership")),
    "left": verb("partners.partnership.left", gettext_lazy("left a partnership")),
    "ended": verb("partners.partnership.ended", gettext_lazy("ended a partnership")),
}


@dataclass(frozen=True, slots=True)
class _Act:
    """One thing being said, with all that it needs."""

    person: Person
    row: Partnership
    draft: MoveDraft
    text: str
    now: datetime

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def say(self, kind: StepKind, *, text: str = "") -> None:
        say(self.person, self.row, kind, text=text, now=self.now)

    def turn(self, state: PartnershipState) -> None:
        self.row.state = state
        self.row.version += 1
        self.row.save()


@transaction.atomic
def move(
    person: Person,
    partnership_id: UUID,
    draft: MoveDraft,
    *,
    seen: int | None = None,
    now: datetime | None = None,
) -> Partnership:
    """Say something of a partnership, and let follow what follows from it.

    It is signed, or renewed, when the people of each organisation have said yes for their own.

    Args:
        person: Who says it; acts for whoever keeps it, for one of its organisations, or co-ordinates.
        partnership_id: The partnership.
        draft: What is said, why, and from when until when.
        seen: The version the person saw: its text and days are what they agree to.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If it is for somebody else to say.
        Conflict: If it cannot be said of it now, or its text or days changed meanwhile.
        InvalidInput: If the reason is missing or the days cannot be used.
    """
    row = locked(person, partnership_id)
    _permitted(person, row, draft.kind)
    unchanged(row, seen=seen)
    may_still(row, draft.kind)
    act = _Act(person, row, draft, _reason(draft), now or timezone.now())
    ACTS[draft.kind](act)
    record(person, VERBS[draft.kind], thing=row, reason=act.text)
    return row


def _permitted(person: Person, row: Partnership, kind: str) -> None:
    if kind not in ACTS:
        raise InvalidInput("partners.partnership.move", _("Choose what you say from the list."))
    if not set(standing(person, row)) & set(MOVES[kind].who):
        raise NotAllowed(
            f"partners.partnership.{kind}",
            _("You may not do this: it is for another partner. Nobody signs for another."),
        )


def _reason(draft: MoveDraft) -> str:
    if MOVES[draft.kind].needs_reason:
        return written(draft.text, name=_("the reason, so that the others understand it"))
    return within(draft.text, name=_("the reason"))


def _discuss(act: _Act) -> None:
    act.say(StepKind.DISCUSSED, text=act.text)
    act.turn(PartnershipState.DISCUSSED)


def _remark(act: _Act) -> None:
    act.say(StepKind.REMARK, text=act.text)


def _sign(act: _Act) -> None:
    term = _term(act.row)
    _say_yes(act, term)
    act.say(StepKind.SIGNED, text=act.text)
    if _all_said_yes(act.row, term):
        Term.objects.filter(pk=term.pk).update(agreed_on=act.today)
        act.say(StepKind.ALL_SIGNED)
        act.turn(PartnershipState.SIGNED)


def _unsign(act: _Act) -> None:
    own = acting_for(act.person)
    taken, _each = Signature.objects.filter(term=_term(act.row), organisation_id=own).delete()
    if not taken:
        raise Conflict("partners.partnership.unsigned", _("Your partner has not signed it."))
    act.say(StepKind.UNSIGNED, text=act.text)


def _activate(act: _Act) -> None:
    start, end = act.row.start, act.row.end
    if start is not None and start > act.today:
        raise Conflict(
            "partners.partnership.activated",
            _("It begins on %(day)s; say then that it is active.") % {"day": date_format(start)},
        )
    if end is not None and end < act.today:
        raise Conflict(
            "partners.partnership.activated",
            _("Its last day was %(day)s; end it, and propose a new one.")
            % {"day": date_format(end)},
        )
    page = reverse("partners:harm", args=["partnership", act.row.pk])
    require_check("partnership", act.row.pk, address=page, now=act.now)
    if start is None:
        act.row.start = act.today
        act.row.terms.filter(number=1).update(start=act.today)
    act.say(StepKind.ACTIVATED, text=act.text)
    act.turn(PartnershipState.ACTIVE)


def _offer_renewal(act: _Act) -> None:
    if open_term(act.row) is not None:
        raise Conflict(
            "partners.partnership.renewal", _("A renewal waits for the organisations' yes already.")
        )
    start, end = act.draft.start, act.draft.end
    if start is None or term_problem(start, end):
        raise InvalidInput(
            "partners.partnership.renewal",
            _("Give the first day of the new term; its last day is not before it."),
        )
    if act.row.end is not None and term_problem(start, end, former_end=act.row.end):
        raise InvalidInput(
            "partners.partnership.renewal",
            _("The new term begins on %(start)s, before the present one ends on %(end)s. Let it begin the day after.")
            % {"start": date_format(start), "end": date_format(act.row.end)},
        )  # fmt: skip
    number = act.row.terms.filter(dropped_on=None).count() + 1
    term = Term.objects.create(
        partnership=act.row, number=number, start=start, end=end, offered_at=act.now
    )
    act.say(StepKind.RENEWAL, text=act.text)
    act.row.version += 1
    act.row.save()
    # Who offers the days for a party has said yes to them for that party, and for no other.
    if acting_for(act.person) in members_now(act.row):
        _say_yes(act, term)
        act.say(StepKind.AGREED)
        record(act.person, VERBS["agreed"], thing=act.row)


def _agree(act: _Act) -> None:
    term = _term(act.row)
    _say_yes(act, term)
    act.say(StepKind.AGREED, text=act.text)
    if _all_said_yes(act.row, term):
        Term.objects.filter(pk=term.pk).update(agreed_on=act.today)
        act.row.end, act.row.kept_from = term.end, act.now
        act.say(StepKind.RENEWED)
        act.turn(PartnershipState.ACTIVE)


def _drop(act: _Act) -> None:
    term = _term(act.row)
    Term.objects.filter(pk=term.pk).update(dropped_on=act.today)
    act.say(StepKind.DROPPED, text=act.text)
    act.row.version += 1
    act.row.save()


def _leave(act: _Act) -> None:
    own = acting_for(act.person)
    act.row.members.filter(organisation_id=own).update(left_on=act.today)
    # What the others have signed was to be an agreement with this one too: they say it again.
    Signature.objects.filter(term__partnership=act.row, term__agreed_on=None).delete()
    act.say(StepKind.LEFT, text=act.text)
    for each in act.row.accessions.filter(joined_on=None, dropped_on=None):
        let_in(act.person, each, now=act.now)
    if len(members_now(act.row)) < 2:
        act.say(StepKind.ENDED, text=_("Fewer than two organisations are left."))
        act.turn(PartnershipState.ENDED)
        return
    act.turn(PartnershipState(act.row.state))


def _end(act: _Act) -> None:
    act.say(StepKind.ENDED, text=act.text)
    act.turn(PartnershipState.ENDED)


def _term(row: Partnership) -> Term:
    """Return the term that waits for the organisations' yes."""
    term = open_term(row)
    if term is None:
        raise Conflict(
            "partners.partnership.renewal", _("No renewal waits for an answer any more.")
        )
    return term


def _say_yes(act: _Act, term: Term) -> None:
    own = acting_for(act.person)
    if term.signatures.filter(organisation_id=own).exists():
        raise Conflict("partners.partnership.signed", _("Your partner has signed it already."))
    Signature.objects.create(term=term, person=act.person, organisation_id=own, at=act.now)


def _all_said_yes(row: Partnership, term: Term) -> bool:
    yes = term.signatures.values_list("organisation_id", flat=True)
    return is_agreed(members_now(row), list(yes))


ACTS: dict[str, Callable[[_Act], None]] = {
    "discussed": _discuss,
    "remark": _remark,
    "signed": _sign,
    "unsigned": _unsign,
    "activated": _activate,
    "renewal": _offer_renewal,
    "agreed": _agree,
    "dropped": _drop,
    "left": _leave,
    "ended": _end,
}
