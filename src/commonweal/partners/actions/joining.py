"""Another organisation joins what all have signed: asked, agreed to by each that is in it, signed by its own people."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput
from commonweal.partners.actions.meetings import known_partners
from commonweal.partners.actions.partnerships import MEMBERS_LIMIT, locked, say
from commonweal.partners.actions.permit import permit, written
from commonweal.partners.engine.partnerships import is_agreed, may_join
from commonweal.partners.models import (
    Accession,
    AccessionYes,
    Member,
    MemberRole,
    Partnership,
    StepKind,
)
from commonweal.partners.queries.joining import accession_of
from commonweal.partners.queries.partnerships import members_now
from commonweal.partners.rules.joining import DROP_ACCESSION, SPEAK_OF_ACCESSION
from commonweal.partners.rules.partnerships import KEEP_PARTNERSHIP
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import record, verb

if TYPE_CHECKING:
    from commonweal.rights.models import Person

OFFERED = verb("partners.accession.offered", gettext_lazy("asked another partner to join"))
AGREED = verb("partners.accession.agreed", gettext_lazy("said yes to another partner that joins"))
TAKEN_BACK = verb("partners.accession.taken-back", gettext_lazy("took that yes back"))
JOINED = verb("partners.accession.joined", gettext_lazy("let another partner join"))
DROPPED = verb("partners.accession.dropped", gettext_lazy("did not let another partner join"))


@transaction.atomic
def ask_to_join(
    person: Person,
    partnership_id: UUID,
    organisation_id: UUID,
    *,
    role: str = "member",
    now: datetime | None = None,
) -> Accession:
    """Ask another organisation to join what all have signed; each that is in it is asked too.

    Args:
        person: One of the people who keep the partnership.
        partnership_id: The partnership, signed or active.
        organisation_id: Who is to join; not in it now.
        role: One of ``MemberRole``'s values.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not keep it.
        Conflict: If it is not signed yet, or ended, or that organisation is in it or asked already.
        InvalidInput: If a value cannot be used.
    """
    row = locked(person, partnership_id)
    permit(KEEP_PARTNERSHIP, person, row)
    known_partners([organisation_id])
    if role not in MemberRole.values:
        raise InvalidInput("partners.partnership.role", _("Choose the roles from the list."))
    if not may_join(row.state):
        raise Conflict(
            "partners.accession.state",
            _("The partnership is “%(state)s” now. Who is in it changes with its text until all have signed, and not any more once it is ended.")
            % {"state": row.get_state_display()},
        )  # fmt: skip
    inside = members_now(row)
    asked = row.accessions.filter(
        organisation_id=organisation_id, joined_on=None, dropped_on=None
    ).exists()
    if organisation_id in inside or asked or len(inside) >= MEMBERS_LIMIT:
        raise Conflict(
            "partners.accession.twice",
            _("That partner is in it, or asked, already; and at most %(limit)s fit.")
            % {"limit": MEMBERS_LIMIT},
        )
    moment = now or timezone.now()
    made = Accession.objects.create(
        partnership=row, organisation_id=organisation_id, role=role,
        offered_at=moment, added_by=person,
    )  # fmt: skip
    say(person, row, StepKind.JOINING, text=made.organisation.name, now=moment)
    record(person, OFFERED, thing=row, facts={"accession": str(made.pk)})
    return made


@transaction.atomic
def agree_to_join(person: Person, accession_id: UUID, *, now: datetime | None = None) -> Accession:
    """Say yes for one's own organisation; when all have, and the new one has signed, it is in.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person's partner is neither in it nor the one that joins, or it is settled.
        Conflict: If that partner has said yes already, or the partnership is ended.
    """
    row = _spoken(person, accession_id)
    own = acting_for(person)
    if not may_join(row.partnership.state) or row.yes.filter(organisation_id=own).exists():
        raise Conflict(
            "partners.accession.said", _("Your partner has said yes already, or it is ended.")
        )
    moment = now or timezone.now()
    AccessionYes.objects.create(accession=row, person=person, organisation_id=own, at=moment)
    record(person, AGREED, thing=row.partnership, facts={"accession": str(row.pk)})
    let_in(person, row, now=moment)
    return row


@transaction.atomic
def take_yes_back(person: Person, accession_id: UUID) -> Accession:
    """Take one's own yes back while another one is missing.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person's partner has no say in it, or it is settled.
        Conflict: If that partner has not said yes.
    """
    row = _spoken(person, accession_id)
    taken, _each = row.yes.filter(organisation_id=acting_for(person)).delete()
    if not taken:
        raise Conflict("partners.accession.unsaid", _("Your partner has not said yes."))
    record(person, TAKEN_BACK, thing=row.partnership, facts={"accession": str(row.pk)})
    return row


@transaction.atomic
def refuse_to_join(
    person: Person, accession_id: UUID, *, reason: str, now: datetime | None = None
) -> Accession:
    """Say no: for those who are in it, for whoever keeps it, or for the one that was asked.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person has no say in it, or it is settled.
        InvalidInput: If the reason is missing.
    """
    row = accession_of(person, accession_id)
    locked(person, row.partnership_id)
    row = accession_of(person, accession_id)
    permit(DROP_ACCESSION, person, row)
    moment = now or timezone.now()
    text = written(reason, name=_("the reason"))
    row.dropped_on = timezone.localdate(moment)
    row.save()
    words = f"{row.organisation.name}: {text}"
    say(person, row.partnership, StepKind.NOT_JOINED, text=words, now=moment)
    record(person, DROPPED, thing=row.partnership, reason=text)
    return row


def let_in(person: Person, row: Accession, *, now: datetime) -> None:
    """Make an organisation a side of the partnership if all have said yes; inside a transaction.

    Args:
        person: Whose word was the last one.
        row: The accession, open.
        now: The time of the act.
    """
    yes = set(row.yes.values_list("organisation_id", flat=True))
    if not is_agreed([*members_now(row.partnership), row.organisation_id], yes):
        return
    row.joined_on = timezone.localdate(now)
    row.save()
    Member.objects.update_or_create(
        partnership=row.partnership,
        organisation_id=row.organisation_id,
        defaults={"role": row.role, "left_on": None, "joined_on": row.joined_on},
    )
    partnership = Partnership.objects.get(pk=row.partnership_id)
    partnership.version += 1
    partnership.save(update_fields=["version"])
    say(person, partnership, StepKind.JOINED, text=row.organisation.name, now=now)
    record(person, JOINED, thing=partnership, facts={"accession": str(row.pk)})


def _spoken(person: Person, accession_id: UUID) -> Accession:
    locked(person, accession_of(person, accession_id).partnership_id)
    row = accession_of(person, accession_id)
    permit(SPEAK_OF_ACCESSION, person, row)
    return row
