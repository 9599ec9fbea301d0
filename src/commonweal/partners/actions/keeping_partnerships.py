"""How long partnerships are kept, and how they are erased."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.partners.actions.keeping_harm import erase_checks
from commonweal.partners.models import (
    Accession,
    AccessionYes,
    Diligence,
    DiligenceFinding,
    DiligenceReply,
    Fulfilment,
    HarmCheck,
    Member,
    Obligation,
    Partnership,
    PartnershipState,
    Signature,
    Step,
    Term,
    WrongRefusal,
)
from commonweal.rights import public as rights

YEAR = 365


def erase_partnerships(keys: Sequence[Any]) -> None:
    """Remove partnerships with all that was said of them; meetings held under them stay.

    Args:
        keys: The partnerships' ids.
    """
    for part in (WrongRefusal, DiligenceReply, DiligenceFinding):
        QuerySet(part).filter(diligence__partnership__in=keys).delete()
    Diligence.objects.filter(partnership__in=keys).delete()
    QuerySet(AccessionYes).filter(accession__partnership__in=keys).delete()
    QuerySet(Accession).filter(partnership__in=keys).delete()
    checks = HarmCheck.objects.filter(subject="partnership", subject_id__in=keys)
    erase_checks(list(checks.values_list("pk", flat=True)))
    Fulfilment.objects.filter(obligation__partnership__in=keys).delete()
    Obligation.objects.filter(partnership__in=keys).delete()
    Signature.objects.filter(term__partnership__in=keys).delete()
    Term.objects.filter(partnership__in=keys).delete()
    Member.objects.filter(partnership__in=keys).delete()
    Step.objects.filter(partnership__in=keys).delete()
    Partnership.objects.filter(pk__in=keys).delete()


def partnerships_in_force(keys: Sequence[Any]) -> set[Any]:
    """Return the partnerships that are signed or active and not run out.

    Args:
        keys: The ids of partnerships.
    """
    today = timezone.localdate()
    rows = Partnership.objects.filter(pk__in=keys).filter(
        Q(end=None) | Q(end__gte=today),
        state__in=(PartnershipState.SIGNED, PartnershipState.ACTIVE),
    )
    return set(rows.values_list("pk", flat=True))


def texts_needed(keys: Sequence[Any]) -> set[Any]:
    """Return the documents that hold the text of a partnership.

    Args:
        keys: The ids of documents.
    """
    rows = Partnership.objects.filter(document_id__in=keys)
    return set(rows.values_list("document_id", flat=True))


def forget_texts(whys: Mapping[Any, str]) -> None:
    """Take out the titles of erased documents.

    Args:
        whys: Why each document is erased, by id.
    """
    rows = Partnership.objects.filter(document_id__in=whys)
    rows.update(document_title=_("Erased document"))


rights.keep(
    rights.Keeping(
        thing="partners.Partnership",
        name=_("partnerships"),
        why=_(
            "What was agreed, and whether it was kept to, is looked up when the next one is written."
        ),
        term=rights.Term(days=10 * YEAR, maximum=15 * YEAR),
        counts_from="kept_from",
        since=_("it was proposed, or renewed by all; what is said of it changes nothing"),
        erase=erase_partnerships,
        remains=("kind", "start", "end", "keeper_id"),
        parts=(
            rights.Link("partners.Member", "partnership_id"),
            rights.Link("partners.Accession", "partnership_id"),
            rights.Link("partners.AccessionYes", "accession__partnership_id"),
            rights.Link("partners.Term", "partnership_id"),
            rights.Link("partners.Signature", "term__partnership_id"),
            rights.Link("partners.Step", "partnership_id"),
            rights.Link("partners.Obligation", "partnership_id"),
            rights.Link("partners.Diligence", "partnership_id"),
            rights.Link("partners.DiligenceFinding", "diligence__partnership_id"),
            rights.Link("partners.DiligenceReply", "diligence__partnership_id"),
            rights.Link("partners.WrongRefusal", "diligence__partnership_id"),
            rights.Link("partners.Fulfilment", "obligation__partnership_id"),
        ),
        partner="keeper_id",
    )
)
rights.needed_by("partners.Partnership", partnerships_in_force)
rights.needed_by("library.Document", texts_needed)
rights.copied_from("library.Document", forget_texts)
