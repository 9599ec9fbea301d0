"""How long the rights room keeps what people wrote and who they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.apps import apps
from django.db.models import F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from commonweal.rights.actions.emptying import empty_accounts
from commonweal.rights.engine.retention import Term
from commonweal.rights.models import (
    Finding,
    Grant,
    Hold,
    Person,
    RandomCheck,
)
from commonweal.rights.queries.retention import live_holds
from commonweal.rights.rules.keeping import (
    Keeping,
    Link,
    keep,
    needed_by,
)

YEAR = 365


def rows_of(thing: str) -> Callable[[Sequence[Any]], None]:
    """Return the function that removes rows of a table of which nothing lies elsewhere.

    Args:
        thing: The table's label.
    """

    def erase(keys: Sequence[Any]) -> None:
        QuerySet(apps.get_model(thing)).filter(pk__in=keys).delete()

    return erase


def erase_checks(keys: Sequence[Any]) -> None:
    """Remove random checks; findings made in them stay as long as they are kept themselves.

    Args:
        keys: The checks' ids.
    """
    Finding.objects.filter(check_drawn__in=keys).update(check_drawn=None)
    RandomCheck.objects.filter(pk__in=keys).delete()


def accounts_left() -> QuerySet[Any]:
    """Return the accounts that were not emptied, each with the instant it was last of use."""
    last = (
        Grant.objects.filter(person=OuterRef("pk"))
        .order_by()
        .values("person")
        .annotate(last=Max("ends_at"))
        .values("last")
    )
    return Person.objects.filter(erased_at=None).annotate(
        last_of_use=Greatest(Coalesce(Subquery(last), F("joined_at")), F("joined_at"))
    )


def holds_that_hold(keys: Sequence[Any]) -> set[Any]:
    """Return the holds that are neither lifted nor run out.

    Args:
        keys: The ids of holds.
    """
    live = Hold.objects.filter(live_holds(), pk__in=keys)
    return set(live.values_list("pk", flat=True))


keep(
    Keeping(
        thing="rights.Person",
        name=_("accounts"),
        why=_(
            "A person's name, address and job are of no use once they hold no role. What they did stays with the partner, without their name."
        ),
        term=Term(days=2 * YEAR, maximum=2 * YEAR),
        counts_from="last_of_use",
        since=_("the last role ran out"),
        rows=accounts_left,
        erase=empty_accounts,
        remains=("organisation_id",),
    )
)


keep(
    Keeping(
        thing="rights.Grant",
        name=_("roles that have ended"),
        why=_("Oversight must be able to see who could do what, when a question comes late."),
        term=Term(days=5 * YEAR, maximum=5 * YEAR),
        counts_from="ends_at",
        since=_("the day it was granted until; ending it sooner changes nothing"),
        erase=rows_of("rights.Grant"),
        remains=("role", "starts_at", "ends_at", "organisation_id", "person_id"),
    )
)


keep(
    Keeping(
        thing="rights.Invitation",
        name=_("invitations"),
        why=_("The link runs out after two weeks; the address is only needed to explain it."),
        term=Term(days=90, maximum=90),
        counts_from="invited_at",
        since=_("it was made"),
        erase=rows_of("rights.Invitation"),
        remains=("invited_at", "accepted_at", "withdrawn_at", "organisation_id"),
    )
)


keep(
    Keeping(
        thing="rights.ApiKey",
        name=_("keys for programs"),
        why=_("A key that has run out opens nothing; that there was one is in the trail."),
        term=Term(days=90, maximum=90),
        counts_from="expires_at",
        since=_("it ran out"),
        erase=rows_of("rights.ApiKey"),
        remains=("person_id", "made_at", "expires_at"),
    )
)


keep(
    Keeping(
        thing="rights.Note",
        name=_("partners' own notes"),
        why=_("A note serves the work on the record beside it and goes with it, or earlier."),
        term=Term(days=3 * YEAR, maximum=3 * YEAR),
        counts_from="at",
        since=_("it was written; changing it changes nothing"),
        erase=rows_of("rights.Note"),
        parts=(Link("rights.NoteShare", "note_id"),),
        partner="organisation_id",
    )
)


keep(
    Keeping(
        thing="rights.DataRequest",
        name=_("people's requests about their own data"),
        why=_(
            "The answer can be contested for some time; then the request itself is personal data."
        ),
        term=Term(days=2 * YEAR, maximum=2 * YEAR),
        counts_from="received_at",
        since=_("it was received"),
        erase=rows_of("rights.DataRequest"),
        remains=("kind", "state", "received_at", "due_on", "answered_at"),
    )
)


keep(
    Keeping(
        thing="rights.Finding",
        name=_("findings of oversight, with their answers"),
        why=_("What oversight found is looked at again in its yearly statements."),
        term=Term(days=6 * YEAR, maximum=6 * YEAR),
        counts_from="filed_at",
        since=_("it was filed; answering or closing it changes nothing"),
        erase=rows_of("rights.Finding"),
        remains=("filed_at", "answer_due_on", "answered_at", "closed_at", "addressee_id"),
    )
)


keep(
    Keeping(
        thing="rights.RandomCheck",
        name=_("random checks"),
        why=_("The same entries can be drawn again from the seed as long as findings are kept."),
        term=Term(days=7 * YEAR, maximum=7 * YEAR),
        counts_from="drawn_at",
        since=_("it was drawn"),
        erase=erase_checks,
        remains=("drawn_at", "count", "first_entry", "last_entry"),
    )
)


keep(
    Keeping(
        thing="rights.Hold",
        name=_("holds that have run out"),
        why=_(
            "Why something was kept longer must be seen for a while after; then the reason goes."
        ),
        term=Term(days=3 * YEAR, maximum=4 * YEAR),
        counts_from="placed_at",
        since=_("it was placed"),
        erase=rows_of("rights.Hold"),
        remains=("placed_at", "until", "lifted_at"),
    )
)


needed_by("rights.Hold", holds_that_hold)
