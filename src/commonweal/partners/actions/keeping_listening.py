"""How long it is kept what people raised, and the councils' pages; and how it is erased."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.partners.actions.keeping import PROMISES, YEAR
from commonweal.partners.actions.raised_copies import drop_rows
from commonweal.partners.models import Concern, ConcernStep, Listening, RaisedPage, Wording
from commonweal.rights.public import Keeping, Link, Term, keep, stays


def erase_concerns(keys: Sequence[Any]) -> None:
    """Remove concerns with everything said of them, here and on councils' pages.

    Args:
        keys: The concerns' ids.
    """
    drop_rows(keys)
    Wording.objects.filter(concern__in=keys).delete()
    ConcernStep.objects.filter(concern__in=keys).delete()
    Concern.objects.filter(pk__in=keys).delete()


def erase_listenings(keys: Sequence[Any]) -> None:
    """Remove listening sessions with what was raised there.

    Args:
        keys: The sessions' ids.
    """
    below = Concern.objects.filter(listening__in=keys)
    erase_concerns(list(below.values_list("pk", flat=True)))
    Listening.objects.filter(pk__in=keys).delete()


def erase_pages(keys: Sequence[Any]) -> None:
    """Remove councils' pages.

    Args:
        keys: The pages' ids.
    """
    RaisedPage.objects.filter(pk__in=keys).delete()


keep(
    Keeping(
        thing="partners.Listening",
        name=_("listening sessions"),
        why=_("What people raised is compared over two prevention plans."),
        term=PROMISES,
        counts_from="added_at",
        since=_("the session was added; changing it changes nothing"),
        erase=erase_listenings,
        remains=("held_on", "kind", "heads", "recorder_id"),
        partner="recorder_id",
    )
)
keep(
    Keeping(
        thing="partners.Concern",
        name=_("concerns, with what was answered"),
        why=_("What people raised and what came of it is followed up over two prevention plans."),
        term=PROMISES,
        counts_from="added_at",
        since=_("it was typed in; answering it or opening it again changes nothing"),
        maximum_from="listening__added_at",
        erase=erase_concerns,
        remains=("year", "number", "theme", "state", "listening_id", "taken_up_by_id"),
        parts=(
            Link("partners.ConcernStep", "concern_id"),
            Link("partners.Wording", "concern_id"),
            Link("partners.Concern_recommendations", "concern_id"),
        ),
        inside=(Link("partners.Listening", "listening_id"),),
        partner="listening__recorder_id",
    )
)
keep(
    Keeping(
        thing="partners.RaisedPage",
        name=_("councils’ pages “Raised and answered”"),
        why=_("Everybody can look up for some years what a council answered. Taken back, it goes after one."),
        term=Term(days=5 * YEAR, maximum=10 * YEAR, after_removal=YEAR),
        counts_from="published_at",
        since=_("it was last shown to everybody"),
        removed_from="withdrawn_at",
        erase=erase_pages,
        remains=("first_day", "last_day", "council_id", "published_at", "withdrawn_at"),
        partner="published_for_id",
    )
)  # fmt: skip
stays(
    "partners.ConcernCount",
    _("One number for each year, so that no concern gets the number of an erased one."),
)
