"""Verbs on proposals, the same for every room: propose, accept, correct, reject, undo.

    propose → [waiting] → accept, correct, reject → [decided] → undo → [waiting]
                  ↑ a newer machine proposes something else than was accepted ↓

A row is made when something is proposed. What a machine finds by the hundred thousand is proposed
only when somebody decides about it, in the same transaction: until then it waits where it was found.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, NotAllowed, NotFound
from commonweal.rights.actions.grants import given_reason
from commonweal.rights.actions.trail import Thing, Verb, record, verb
from commonweal.rights.engine.reviews import Draft, Ref, Settled, state_after
from commonweal.rights.models import Decision, Person, Proposal
from commonweal.rights.rules.reviews import kind_of

PROPOSED = verb("rights.proposal.proposed", gettext_lazy("proposed something"))
ACCEPTED = verb("rights.proposal.accepted", gettext_lazy("accepted what was proposed"))
CORRECTED = verb("rights.proposal.corrected", gettext_lazy("corrected what was proposed"))
PUT = verb("rights.proposal.put", gettext_lazy("put what nobody had proposed"))
REJECTED = verb("rights.proposal.rejected", gettext_lazy("rejected what was proposed"))
UNDONE = verb("rights.proposal.undone", gettext_lazy("undid a decision"))

_State = Proposal.State
_VERBS: dict[str, Verb] = {
    _State.ACCEPTED: ACCEPTED,
    _State.CORRECTED: CORRECTED,
    _State.REJECTED: REJECTED,
}


@transaction.atomic
def propose(draft: Draft, *, person: Person | None = None) -> Settled:
    """Propose something, once for each kind, record and key; proposed again, it is brought up to date.

    A person's decision is never touched. Where something else was accepted before, the proposal
    waits again, and what was accepted holds until somebody decides anew.

    Args:
        draft: What is proposed, and why.
        person: Who proposes; None for a machine.

    Returns:
        What holds now.
    """
    kind_of(draft.ref.kind)
    row, is_new = Proposal.objects.select_for_update().get_or_create(
        **_names(draft.ref),
        defaults=_said(draft) | {"proposed_by": person, "proposers": _ids(person)},
    )
    if not is_new and any(getattr(row, name) != said for name, said in _said(draft).items()):
        _propose_again(row, draft, person=person)
    elif not is_new:
        return _settled(row)
    if person is not None:
        record(person, PROPOSED, thing=_thing(draft.ref), facts=_facts(row))
    return _settled(row)


def _propose_again(row: Proposal, draft: Draft, *, person: Person | None) -> None:
    # Whose value it was stays barred from deciding, whoever proposes another one in its place.
    row.proposers = sorted({*row.proposers, *_ids(row.proposed_by), *_ids(person)})
    if row.value != draft.value:
        row.proposed_by = person
    holding = row.decisions.filter(undone_at=None).first()
    row.state = state_after(
        decided=holding.state if holding else "",
        settled=row.settled,
        value=draft.value,
        is_shaken=draft.is_shaken,
    )
    for name, value in _said(draft).items():
        setattr(row, name, value)
    row.save()


def accept(ref: Ref, *, person: Person, why: str = "") -> Settled:
    """Accept what is proposed.

    Raises:
        NotFound: If nothing of this name is proposed.
        NotAllowed: If the person may not decide about it, or proposed it and another one must decide.
        Conflict: If somebody decided about it already; the message says who, what and when.
        InvalidInput: If the reason is too long.
    """
    return _decide(ref, _State.ACCEPTED, person=person, value=None, why=_optional(why))


def correct(ref: Ref, value: Any, *, person: Person, why: str) -> Settled:
    """Put another value in the place of the proposed one.

    Args:
        ref: The proposal.
        value: The right value, as JSON; the room has checked it.
        person: Who corrects it.
        why: Asked for always.

    Raises:
        NotFound: As for ``accept``.
        NotAllowed: As for ``accept``.
        Conflict: As for ``accept``.
        InvalidInput: If no reason is given, or it is too long.
    """
    return _decide(ref, _State.CORRECTED, person=person, value=value, why=given_reason(why))


def reject(ref: Ref, *, person: Person, why: str) -> Settled:
    """Reject what is proposed: nothing holds in its place.

    Raises:
        NotFound: As for ``accept``.
        NotAllowed: As for ``accept``.
        Conflict: As for ``accept``.
        InvalidInput: If no reason is given, or it is too long.
    """
    return _decide(ref, _State.REJECTED, person=person, value=None, why=given_reason(why))


@transaction.atomic
def accept_together(drafts: Sequence[Draft], *, person: Person) -> int:
    """Accept many proposals of one kind and record at once; those already decided are passed over.

    They are marked so, for nobody looked at each: no error rate counts them.

    Args:
        drafts: What the person was shown.
        person: Who accepts.

    Returns:
        How many were accepted.

    Raises:
        NotAllowed: As for ``accept``.
    """
    settled = []
    for draft in drafts:
        propose(draft)
        row = _decidable(draft.ref, person=person)
        if row.state == _State.WAITING:
            decision = Decision(state=_State.ACCEPTED, by=person, is_together=True)
            settled.append(_write(row, draft.ref, decision))
    if settled:
        kind_of(settled[0].ref.kind).settle(settled)
    return len(settled)


@transaction.atomic
def undo(ref: Ref, *, person: Person, why: str) -> Settled:
    """Undo the decision that holds; what is proposed waits again. The decision stays to be seen.

    Args:
        ref: The proposal.
        person: Who undoes it: whoever may decide.
        why: Asked for always.

    Raises:
        NotFound: If nothing of this name is proposed.
        NotAllowed: As for ``accept``.
        Conflict: If no decision holds, as when somebody undid it just now.
        InvalidInput: If no reason is given, or it is too long.
    """
    row = _decidable(ref, person=person)
    settled = _undo(row, ref, person=person, reason=given_reason(why))
    kind_of(ref.kind).settle([settled])
    return settled


@transaction.atomic
def undo_together(refs: Sequence[Ref], *, person: Person, why: str) -> int:
    """Undo what a person accepted at once with others; what holds otherwise is passed over.

    Args:
        refs: The proposals, of one kind and record.
        person: Who accepted them, and undoes it.
        why: Asked for always.

    Returns:
        How many wait again.

    Raises:
        NotAllowed: As for ``accept``.
        InvalidInput: If no reason is given, or it is too long.
    """
    reason = given_reason(why)
    settled = []
    for ref in refs:
        row = _decidable(ref, person=person)
        if row.decisions.filter(undone_at=None, is_together=True, by=person).exists():
            settled.append(_undo(row, ref, person=person, reason=reason))
    if settled:
        kind_of(settled[0].ref.kind).settle(settled)
    return len(settled)


def _undo(row: Proposal, ref: Ref, *, person: Person, reason: str) -> Settled:
    holding = row.decisions.filter(undone_at=None).first()
    if holding is None:
        raise Conflict("rights.proposal.undecided", _("There is no decision to undo."))
    _end(holding, person=person, why=reason)
    before, row.state, row.settled = row.settled, _State.WAITING, None
    row.save(update_fields=["state", "settled"])
    record(
        person,
        UNDONE,
        thing=_thing(ref),
        facts=_facts(row) | {"decided": holding.state},
        reason=reason,
        change=(before, None),
    )
    return _settled(row)


@transaction.atomic
def _decide(ref: Ref, state: str, *, person: Person, value: Any, why: str) -> Settled:
    row = _decidable(ref, person=person)
    if row.state != _State.WAITING:
        raise _decided_already(row)
    settled = _write(row, ref, Decision(state=state, value=value, why=why, by=person))
    kind_of(ref.kind).settle([settled])
    return settled


def _write(row: Proposal, ref: Ref, decision: Decision) -> Settled:
    """Keep a decision and its entry of the trail, and return what holds now."""
    person = decision.by
    for earlier in row.decisions.filter(undone_at=None):
        _end(earlier, person=person, why=_("Decided anew: something else is read now."))
    before = row.settled if row.settled is not None else row.value
    row.settled = {_State.ACCEPTED: row.value, _State.CORRECTED: decision.value}.get(
        _State(decision.state)
    )
    row.state = decision.state
    decision.proposal = row
    decision.organisation_id = person.organisation_id  # type: ignore[assignment]  # asked for
    decision.proposed, decision.machine = row.value, row.machine
    if kind_of(row.kind).needs_other_person:
        decision.proposed_by, decision.proposers = row.proposed_by, " ".join(row.proposers)
    decision.save()
    row.save(update_fields=["state", "settled"])
    record(
        person,
        _verb_for(decision),
        thing=_thing(ref),
        facts=_facts(row),
        reason=decision.why,
        change=(before, row.settled),
    )
    return _settled(row)


def _verb_for(decision: Decision) -> Verb:
    is_put = decision.state == _State.CORRECTED and decision.proposed is None
    return PUT if is_put else _VERBS[decision.state]


def _decidable(ref: Ref, *, person: Person) -> Proposal:
    """Lock a proposal for a decision, if there is one and the person may decide about it."""
    kind = kind_of(ref.kind)
    if person.organisation_id is None or not kind.may_decide(person, ref):
        raise NotAllowed("rights.proposal.decide", _("You may not decide about this."))
    row = Proposal.objects.select_for_update().filter(**_names(ref)).first()
    if row is None:
        raise NotFound("rights.proposal", _("Nothing of this name is proposed."))
    proposers = {*row.proposers, *_ids(row.proposed_by)}
    if kind.needs_other_person and person.pk.hex in proposers:
        raise NotAllowed(
            "rights.proposal.own",
            _("Nobody decides about what they proposed themselves; ask somebody else to."),
        )
    return row


def _decided_already(row: Proposal) -> Conflict:
    holding = row.decisions.filter(undone_at=None).select_related("by").first()
    if holding is None:
        return Conflict("rights.proposal.decided", _("Somebody decided about this already."))
    return Conflict(
        "rights.proposal.decided",
        _("%(name)s decided about this on %(when)s: %(state)s. Undo that first to decide anew.")
        % {
            "name": holding.by.name,
            "when": date_format(timezone.localtime(holding.at), "DATETIME_FORMAT"),
            "state": holding.get_state_display(),
        },
    )


def _end(decision: Decision, *, person: Person, why: str) -> None:
    decision.undone_at, decision.undone_by, decision.undone_why = timezone.now(), person, why
    decision.save(update_fields=["undone_at", "undone_by", "undone_why"])


def _optional(why: str) -> str:
    return given_reason(why) if why.strip() else ""


def _names(ref: Ref) -> dict[str, str]:
    return {"kind": ref.kind, "thing": ref.thing, "thing_id": ref.thing_id, "key": ref.key}


def _said(draft: Draft) -> dict[str, Any]:
    return {
        "value": draft.value,
        "reasons": [dict(one) for one in draft.reasons],
        "confidence": draft.confidence,
        "machine": draft.machine,
    }


def _thing(ref: Ref) -> Thing:
    return Thing(ref.thing, ref.thing_id)


def _ids(person: Person | None) -> list[str]:
    return [person.pk.hex] if person else []


def _facts(row: Proposal) -> dict[str, str]:
    return {"kind": row.kind, "proposal": str(row.pk)}


def _settled(row: Proposal) -> Settled:
    ref = Ref(kind=row.kind, thing=row.thing, thing_id=row.thing_id, key=row.key)
    return Settled(ref=ref, state=row.state, value=row.settled, proposed=row.value)
