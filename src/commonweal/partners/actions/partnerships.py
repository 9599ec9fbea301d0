"""Partnerships: propose one, change what is proposed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput
from commonweal.library import public as library
from commonweal.partners.actions.meetings import known_partners
from commonweal.partners.actions.permit import (
    TITLE_CHARACTERS,
    permit,
    unchanged,
    within,
    written,
)
from commonweal.partners.engine.partnerships import MOVES, term_problem
from commonweal.partners.models import (
    Member,
    MemberRole,
    Partnership,
    PartnershipKind,
    Signature,
    Step,
    StepKind,
    Term,
)
from commonweal.partners.queries.rows import partnership_of
from commonweal.partners.rules.partnerships import KEEP_PARTNERSHIP
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import organisation_names, record, verb

if TYPE_CHECKING:
    from commonweal.partners.engine.partnership_types import MemberDraft, PartnershipDraft
    from commonweal.rights.models import Person

PROPOSED = verb("partners.partnership.proposed", gettext_lazy("proposed a partnership"))
CHANGED = verb("partners.partnership.changed", gettext_lazy("changed a proposed partnership"))
MEMBERS_LIMIT = 60


@transaction.atomic
def propose(person: Person, draft: PartnershipDraft, *, now: datetime | None = None) -> Partnership:
    """Propose a partnership; the person's own partner keeps it, whether or not it is part of it.

    Args:
        person: Who proposes it.
        draft: What is to be agreed.
        now: The time of the act; the present if None.

    Raises:
        NotAllowed: If the person acts for nobody.
        NotFound: If the person may not know of the document.
        InvalidInput: If a value cannot be used.
    """
    own = acting_for(person)
    moment = now or timezone.now()
    row = Partnership(
        **_facts(draft), **_document(person, draft.document_id), keeper_id=own,
        added_by=person, added_at=moment, kept_from=moment,
    )  # fmt: skip
    row.save()
    _set_members(row, draft.members)
    Term.objects.create(partnership=row, start=draft.start, end=draft.end, offered_at=moment)
    say(person, row, StepKind.PROPOSED, now=moment)
    record(person, PROPOSED, thing=row, facts={"members": len(draft.members)})
    return row


@transaction.atomic
def change(
    person: Person,
    partnership_id: UUID,
    draft: PartnershipDraft,
    *,
    seen: int | None = None,
    now: datetime | None = None,
) -> Partnership:
    """Change what is proposed; whoever had signed signs again, because the text is another one.

    Raises:
        NotFound: If there is none, or not for this person, or they may not know of the document.
        NotAllowed: If the person does not keep it.
        Conflict: If it is signed by all, or somebody changed it meanwhile.
        InvalidInput: If a value cannot be used.
    """
    row = locked(person, partnership_id)
    permit(KEEP_PARTNERSHIP, person, row)
    unchanged(row, seen=seen)
    may_still(row, "changed")
    for name, value in _facts(draft).items():
        setattr(row, name, value)
    if draft.document_id != row.document_id:
        for name, value in _document(person, draft.document_id).items():
            setattr(row, name, value)
    row.version += 1
    row.save()
    _set_members(row, draft.members)
    Term.objects.filter(partnership=row, number=1).update(start=draft.start, end=draft.end)
    Signature.objects.filter(term__partnership=row).delete()
    say(person, row, StepKind.CHANGED, now=now)
    record(person, CHANGED, thing=row)
    return row


def locked(person: Person, partnership_id: UUID) -> Partnership:
    """Hold a partnership until the transaction ends, and return it as this person may see it.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    Partnership.objects.select_for_update().filter(pk=partnership_id).first()
    return partnership_of(person, partnership_id)


def may_still(row: Partnership, move: str) -> None:
    """Raise where a partnership is too far, or not far enough, for something to be said of it.

    Raises:
        Conflict: If it is.
    """
    if row.state not in MOVES[move].before:
        raise Conflict(
            f"partners.partnership.{move}",
            _("The partnership is “%(state)s” now; this cannot be said of it any more, or not yet.")
            % {"state": row.get_state_display()},
        )


def say(
    person: Person,
    row: Partnership,
    kind: StepKind,
    *,
    text: str = "",
    now: datetime | None = None,
) -> Step:
    """Keep what was said of a partnership, for whom and when.

    Args:
        person: Who says it.
        row: The partnership.
        kind: What is said.
        text: The reason, in the person's words.
        now: The time of the act; the present if None.

    Raises:
        NotAllowed: If the person acts for nobody.
    """
    return Step.objects.create(
        partnership=row, kind=kind, text=text, person=person,
        organisation_id=acting_for(person), at=now or timezone.now(),
    )  # fmt: skip


def _facts(draft: PartnershipDraft) -> dict[str, Any]:
    if draft.kind not in PartnershipKind.values:
        raise InvalidInput(
            "partners.partnership.kind", _("Choose the kind of partnership from the list.")
        )
    if term_problem(draft.start, draft.end):
        raise InvalidInput(
            "partners.partnership.days",
            _("The last day is before the first day, or there is no first day."),
        )
    return {
        "kind": draft.kind,
        "title": written(draft.title, name=_("a title"), limit=TITLE_CHARACTERS),
        "purpose": written(draft.purpose, name=_("the purpose")),
        "legal_basis": within(draft.legal_basis, name=_("the legal basis")),
        "terms_of_reference": within(
            draft.terms_of_reference, name=_("the terms of reference"), limit=20_000
        ),
        "start": draft.start,
        "end": draft.end,
    }


def _document(person: Person, document_id: UUID | None) -> dict[str, Any]:
    if document_id is None:
        return {"document_id": None, "document_title": ""}
    card = library.document(document_id, person=person)
    return {"document_id": card.id, "document_title": card.title[:500]}


def _set_members(row: Partnership, drafts: Iterable[MemberDraft]) -> None:
    """Make these the organisations of a partnership that nobody has to keep to yet."""
    wanted = list(drafts)
    _fit(wanted)
    row.members.all().delete()
    Member.objects.bulk_create(
        Member(partnership=row, organisation_id=each.organisation_id, role=each.role)
        for each in wanted
    )
    # What was prefetched with the row is another list now.
    row.__dict__.pop("_prefetched_objects_cache", None)


def _fit(wanted: list[MemberDraft]) -> None:
    ids = [each.organisation_id for each in wanted]
    known_partners(ids)
    twice = [key for key, count in Counter(ids).items() if count > 1]
    if twice:
        names = "; ".join(organisation_names(twice).values())
        raise InvalidInput(
            "partners.partnership.twice",
            _("%(names)s: named twice. Each partner is in it once, with one role.")
            % {"names": names},
        )
    if not 2 <= len(wanted) <= MEMBERS_LIMIT:
        raise InvalidInput(
            "partners.partnership.members",
            _("A partnership has 2 to %(limit)s organisations; this one has %(count)s.")
            % {"limit": MEMBERS_LIMIT, "count": len(wanted)},
        )
    if any(each.role not in MemberRole.values for each in wanted):
        raise InvalidInput("partners.partnership.role", _("Choose the roles from the list."))
