"""The only module of this room that other rooms import."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from commonweal.kernel.today import TodayItem
from commonweal.rights.actions.digests import (
    choose_digest,
    digest_readers,
    note_digest,
    stop_digest,
)
from commonweal.rights.actions.erased_list import (
    add_lines,
    complete_list,
    erase_again,
    lines_in,
    list_file,
)
from commonweal.rights.actions.erasure import forget_traces
from commonweal.rights.actions.expiry import expire_segment, expire_trail, let_everything_go
from commonweal.rights.actions.grants import Terms, act_for, end_grant, given_reason, grant
from commonweal.rights.actions.limits import Limit, network_of, seconds_to_wait
from commonweal.rights.actions.partners import (
    add_organisations,
    merge_organisation,
    part_organisation,
    remove_organisation,
    remove_organisations,
    rename_organisation,
)
from commonweal.rights.actions.people import (
    accept_invitation,
    add_organisation,
    invite,
    read_today,
)
from commonweal.rights.actions.reading import record_denial, record_export, record_read
from commonweal.rights.actions.refusals import record_refusal
from commonweal.rights.actions.retention import retain
from commonweal.rights.actions.reviews import (
    accept,
    accept_together,
    correct,
    propose,
    reject,
    undo,
    undo_together,
)
from commonweal.rights.actions.sign_in import forget_ended_sessions
from commonweal.rights.actions.trail import Thing, Verb, declared_verbs, record, verb
from commonweal.rights.engine.retention import Term
from commonweal.rights.engine.reviews import Draft, Ref, Settled
from commonweal.rights.engine.suppression import Shown, suppress
from commonweal.rights.models import Digest, Role
from commonweal.rights.queries.ending import records_that_end, requests_due
from commonweal.rights.queries.oversight import findings_that_wait
from commonweal.rights.queries.people import (
    acted_for,
    acting_of,
    may_act_for,
    organisation_names,
    organisations_needed,
    partner_named,
    partners_here,
    partners_named,
    people_act_for,
    signing_in_as,
)
from commonweal.rights.queries.requests import erasure_is_asked
from commonweal.rights.queries.reviews import (
    Review,
    Said,
    Tally,
    keys_accepted_together,
    reviews_of,
    reviews_of_each,
    tallies,
)
from commonweal.rights.queries.sign_in import people_without_second_step, somebody_holds
from commonweal.rights.queries.standing import trail_complaint, trail_end
from commonweal.rights.queries.today import (
    accounts_to_look_at,
    acts_since,
    newcomers_to_agree,
    notes_shared_since,
    roles_that_end,
)
from commonweal.rights.queries.verify import hash_at
from commonweal.rights.queries.verify import verify as verify_trail
from commonweal.rights.rules.doors import opens
from commonweal.rights.rules.keeping import (
    FilesKeeping,
    Keeping,
    Link,
    copied_from,
    goes_with,
    keep,
    keep_files,
    needed_by,
    needs_of,
    stays,
)
from commonweal.rights.rules.keys import scope_names
from commonweal.rights.rules.people import sees_names
from commonweal.rights.rules.reasons import usual_reason
from commonweal.rights.rules.records import RecordKind, register_record
from commonweal.rights.rules.reviews import ProposalKind, declare_kind
from commonweal.rights.rules.roles import (
    READING_ROLES,
    WORKING_ROLES,
    acts_for_someone,
    coordinates,
    holds,
    may_invite,
    partner_of,
    partners_of,
    reads_here,
    roles_of,
    shares_here,
    speaks_for,
    works_here,
)
from commonweal.rights.rules.rule import EVERYTHING, NOTHING, Rule, register, registered_rules

if TYPE_CHECKING:
    from commonweal.rights.models import Person

__all__ = [
    "EVERYTHING",
    "NOTHING",
    "READING_ROLES",
    "WORKING_ROLES",
    "Digest",
    "Draft",
    "FilesKeeping",
    "Keeping",
    "Limit",
    "Link",
    "OrganisationName",
    "ProposalKind",
    "RecordKind",
    "Ref",
    "Review",
    "Role",
    "Rule",
    "Said",
    "Settled",
    "Shown",
    "Tally",
    "Term",
    "Terms",
    "Thing",
    "Verb",
    "accept",
    "accept_invitation",
    "accept_together",
    "act_for",
    "acted_for",
    "acting_of",
    "acts_for_someone",
    "add_lines",
    "add_organisation",
    "add_organisations",
    "choose_digest",
    "complete_list",
    "coordinates",
    "copied_from",
    "correct",
    "declare_kind",
    "declared_verbs",
    "digest_readers",
    "end_grant",
    "erase_again",
    "erasure_is_asked",
    "expire_segment",
    "expire_trail",
    "forget_ended_sessions",
    "forget_traces",
    "given_reason",
    "goes_with",
    "grant",
    "hash_at",
    "holds",
    "invite",
    "keep",
    "keep_files",
    "keys_accepted_together",
    "let_everything_go",
    "lines_in",
    "list_file",
    "may_act_for",
    "may_invite",
    "merge_organisation",
    "needed_by",
    "needs_of",
    "network_of",
    "note_digest",
    "opens",
    "organisation_names",
    "organisations",
    "organisations_needed",
    "part_organisation",
    "partner_named",
    "partner_of",
    "partners_here",
    "partners_named",
    "partners_of",
    "people_act_for",
    "people_without_second_step",
    "propose",
    "read_today",
    "reads_here",
    "record",
    "record_denial",
    "record_export",
    "record_read",
    "record_refusal",
    "register",
    "register_record",
    "registered_rules",
    "reject",
    "remove_organisation",
    "remove_organisations",
    "rename_organisation",
    "retain",
    "reviews_of",
    "reviews_of_each",
    "roles_of",
    "scope_names",
    "seconds_to_wait",
    "sees_names",
    "shares_here",
    "signing_in_as",
    "somebody_holds",
    "speaks_for",
    "stays",
    "stop_digest",
    "suppress",
    "tallies",
    "today_items",
    "trail_complaint",
    "trail_end",
    "undo",
    "undo_together",
    "usual_reason",
    "verb",
    "verify_trail",
    "works_here",
]


# What this room says on a person's first page, one part after the other.
TODAY: tuple[Callable[..., Sequence[TodayItem]], ...] = (
    roles_that_end,
    newcomers_to_agree,
    notes_shared_since,
    accounts_to_look_at,
    acts_since,
    requests_due,
    records_that_end,
    findings_that_wait,
)


def today_items(person: Person, *, since: datetime | None) -> Sequence[TodayItem]:
    """Return what rights says on a person's first page.

    Args:
        person: Whose page it is.
        since: What came after this moment is new; all of it if None.
    """
    return [item for part in TODAY for item in part(person, since=since)]


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """A partner as other rooms know it."""

    id: UUID
    name: str


def organisations() -> Sequence[OrganisationName]:
    """Return every partner that somebody may act for, by name."""
    return [
        OrganisationName(id=key, name=name)
        for key, name in partners_here().values_list("id", "name")
    ]
