"""Offers and needs: write one, change or withdraw it, take one up, agree, call it off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput
from commonweal.partners.actions.permit import permit, unchanged, within, written
from commonweal.partners.engine.exchange import MOVES, NEEDS_REASON, moves_open
from commonweal.partners.engine.languages import in_one_line, language_codes
from commonweal.partners.models import (
    Notice,
    NoticeKind,
    NoticeSort,
    NoticeState,
    Uptake,
    UptakeState,
)
from commonweal.partners.queries.exchange import notice_of, uptake_of
from commonweal.partners.rules.exchange import KEEP_NOTICE, TAKE_UP_NOTICE
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import record, verb

if TYPE_CHECKING:
    from commonweal.partners.engine.exchange import NoticeDraft
    from commonweal.rights.models import Person

ADDED = verb("partners.notice.added", gettext_lazy("wrote an offer or a need"))
CHANGED = verb("partners.notice.changed", gettext_lazy("changed an offer or a need"))
WITHDRAWN = verb("partners.notice.withdrawn", gettext_lazy("withdrew an offer or a need"))
REOPENED = verb("partners.notice.reopened", gettext_lazy("opened an offer or a need again"))
ASKED = verb("partners.uptake.asked", gettext_lazy("would take up an offer or meet a need"))
SAID: Mapping[str, Any] = {
    "agree": verb("partners.uptake.agreed", gettext_lazy("agreed to an offer or a need")),
    "decline": verb("partners.uptake.declined", gettext_lazy("did not agree to a request")),
    "withdraw": verb("partners.uptake.withdrawn", gettext_lazy("withdrew a request")),
    "call-off": verb("partners.uptake.called-off", gettext_lazy("called off what was agreed")),
}
MET_BY_ANOTHER = verb(
    "partners.uptake.met-by-another",
    gettext_lazy("agreed with another; the others who asked were told"),
)


@transaction.atomic
def add_notice(person: Person, draft: NoticeDraft, *, now: datetime | None = None) -> Notice:
    """Write what the person's partner offers, or needs.

    Args:
        person: Who writes it, for their own partner.
        draft: What, when, where, in which languages.
        now: The time of the act; the present if None.

    Raises:
        NotAllowed: If the person acts for nobody.
        InvalidInput: If a value cannot be used, or its last day is over.
    """
    own, moment = acting_for(person), now or timezone.now()
    facts = _facts(draft, now=moment)
    row = Notice.objects.create(organisation_id=own, added_by=person, added_at=moment, **facts)
    record(person, ADDED, thing=row, facts={"sort": row.sort})
    return row


@transaction.atomic
def change_notice(
    person: Person, notice_id: UUID, draft: NoticeDraft, *, seen: int | None = None
) -> Notice:
    """Change an offer or a need that nobody has agreed on yet; whoever asked for it reads the new words.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If it is another partner's.
        Conflict: If it is agreed or withdrawn, or somebody changed it meanwhile.
        InvalidInput: If a value cannot be used.
    """
    row = _kept(person, notice_id, seen=seen)
    _still(row, NoticeState.OPEN)
    for name, value in _facts(draft, now=timezone.now()).items():
        setattr(row, name, value)
    return _saved(person, row, CHANGED)


@transaction.atomic
def withdraw_notice(person: Person, notice_id: UUID, *, seen: int | None = None) -> Notice:
    """Withdraw an offer or a need; whoever asked for it is told so on the page.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If it is another partner's.
        Conflict: If it is agreed, or withdrawn already.
    """
    row = _kept(person, notice_id, seen=seen)
    _still(row, NoticeState.OPEN)
    row.state = NoticeState.WITHDRAWN
    return _saved(person, row, WITHDRAWN)


@transaction.atomic
def reopen_notice(person: Person, notice_id: UUID, *, seen: int | None = None) -> Notice:
    """Undo ``withdraw_notice``.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If it is another partner's.
        Conflict: If it is not withdrawn.
    """
    row = _kept(person, notice_id, seen=seen)
    _still(row, NoticeState.WITHDRAWN)
    row.state = NoticeState.OPEN
    return _saved(person, row, REOPENED)


@transaction.atomic
def take_up(
    person: Person, notice_id: UUID, *, text: str = "", now: datetime | None = None
) -> Uptake:
    """Ask for what is offered, or say that one meets what is needed; the other partner says yes or no.

    Args:
        person: Who asks, for their own partner.
        notice_id: Another partner's offer or need, open and not over.
        text: What they write to each other.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If it is their own, agreed, withdrawn or over.
        Conflict: If the person's partner has asked already.
    """
    row = _locked(person, notice_id)
    permit(TAKE_UP_NOTICE, person, row)
    own = acting_for(person)
    if row.uptakes.filter(organisation_id=own, state=UptakeState.ASKED).exists():
        raise Conflict(
            "partners.uptake.twice", _("Your partner has asked already; it waits for an answer.")
        )
    made = Uptake.objects.create(
        notice=row, text=within(text, name=_("what you write to them"), limit=1000),
        person=person, organisation_id=own, at=now or timezone.now(),
    )  # fmt: skip
    record(person, ASKED, thing=row, facts={"uptake": str(made.pk)})
    return made


@transaction.atomic
def say_of_uptake(
    person: Person, uptake_id: UUID, move: str, *, reason: str = "", now: datetime | None = None
) -> Uptake:
    """Agree, decline, withdraw, or call off what was agreed; called off, it is open again.

    Args:
        person: Of one of the two sides.
        uptake_id: The request.
        move: One of ``engine.exchange.MOVES``'s.
        reason: Why; required to decline and to call off.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is none, or not for this person.
        Conflict: If this cannot be said of it now, or it is agreed with another partner.
        InvalidInput: If the reason is missing.
    """
    _locked(person, uptake_of(person, uptake_id).notice_id)
    row = uptake_of(person, uptake_id)
    own = acting_for(person)
    sides = ["holder"] * (own == row.notice.organisation_id) + ["asker"] * (own == row.organisation_id)  # fmt: skip
    _raise_unless_open_to(row, move, sides)
    check = written if move in NEEDS_REASON else within
    row.reason = check(reason, name=_("the reason"), limit=1000)
    row.state = UptakeState(MOVES[row.state][move][1])
    row.settled_for_id, row.settled_at = own, now or timezone.now()
    row.save()
    if move in {"agree", "call-off"}:
        row.notice.state = NoticeState.SETTLED if move == "agree" else NoticeState.OPEN
        row.notice.version += 1
        row.notice.save()
    record(person, SAID[move], thing=row.notice, reason=row.reason)
    if move == "agree":
        _end_the_others(person, row)
    return row


def _raise_unless_open_to(row: Uptake, move: str, sides: list[str]) -> None:
    if move == "agree" and row.notice.state != NoticeState.OPEN:
        raise Conflict(
            "partners.uptake.notice",
            _("“%(what)s” is “%(state)s” now, so nobody else can be agreed with. Call off what was agreed, or open it again, first.")
            % {"what": row.notice.title, "state": row.notice.get_state_display()},
        )  # fmt: skip
    if row.state == UptakeState.MET:
        raise Conflict(
            "partners.uptake.met",
            _("It was agreed with another partner, so this request has ended. Once that is called off, one can ask anew."),
        )  # fmt: skip
    if move not in moves_open(row.state, sides):
        raise Conflict(
            "partners.uptake.move",
            _("It is “%(state)s” now; this cannot be said of it any more, or it is for the other side.")
            % {"state": row.get_state_display()},
        )  # fmt: skip


def _end_the_others(person: Person, agreed: Uptake) -> None:
    """End what else was asked for the same; those who asked read it on their first page."""
    others = Uptake.objects.filter(notice_id=agreed.notice_id, state=UptakeState.ASKED)
    ended = others.update(
        state=UptakeState.MET, settled_for_id=agreed.settled_for_id, settled_at=agreed.settled_at
    )
    if ended:
        record(person, MET_BY_ANOTHER, thing=agreed.notice, facts={"requests": ended})


def _locked(person: Person, notice_id: UUID) -> Notice:
    Notice.objects.select_for_update().filter(pk=notice_id).first()
    return notice_of(person, notice_id)


def _kept(person: Person, notice_id: UUID, *, seen: int | None) -> Notice:
    row = _locked(person, notice_id)
    permit(KEEP_NOTICE, person, row)
    unchanged(row, seen=seen)
    return row


def _still(row: Notice, state: NoticeState) -> None:
    if row.state != state:
        raise Conflict(
            "partners.notice.state",
            _("It is “%(state)s” now; this cannot be done with it any more, or not yet.")
            % {"state": row.get_state_display()},
        )


def _saved(person: Person, row: Notice, done: Any) -> Notice:
    row.version += 1
    row.save()
    record(person, done, thing=row)
    return row


def _facts(draft: NoticeDraft, *, now: datetime) -> dict[str, Any]:
    terms = draft.terms
    if draft.sort not in NoticeSort.values or terms.kind not in NoticeKind.values:
        raise InvalidInput("partners.notice.kind", _("Choose from the lists."))
    if terms.first and terms.last and terms.last < terms.first:
        raise InvalidInput(
            "partners.notice.days", _("The last day is before the first day. Change one of them.")
        )
    if terms.last is not None and terms.last < timezone.localdate(now):
        raise InvalidInput(
            "partners.notice.over",
            _("Its last day, %(day)s, is over. Give today or a later day.") % {"day": terms.last},
        )
    return {
        "sort": draft.sort,
        "kind": terms.kind,
        "title": written(draft.title, name=_("what it is"), limit=200),
        "words": within(draft.words, name=_("what else there is to know")),
        "place": within(terms.place, name=_("the place"), limit=200),
        "first": terms.first,
        "last": terms.last,
        "languages": in_one_line(language_codes(", ".join(terms.languages))),
    }
