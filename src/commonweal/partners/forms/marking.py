"""The offered sentences as checkboxes, each with whom it is addressed to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from commonweal.partners.engine.types import Mark
from commonweal.partners.forms.fields import PartnerField

if TYPE_CHECKING:
    from commonweal.partners.queries.offers import OfferedMark
    from commonweal.rights.public import OrganisationName


class OffersForm(forms.Form):
    """One checkbox and one partner for each sentence the reader offers."""

    everyone = PartnerField(
        label=_("Addressed to"),
        required=False,
        help_text=_("Of all that you tick, unless you choose another partner beside it."),
    )

    def __init__(
        self,
        *args: Any,
        offers: Sequence[OfferedMark],
        partners: Sequence[OrganisationName],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.offers = [offer for offer in offers if not offer.marked]
        self.fields["everyone"].offer(partners)  # type: ignore[attr-defined]  # a PartnerField
        for offer in self.offers:
            self.fields[f"mark-{offer.key}"] = forms.BooleanField(label=offer.text, required=False)
            to = PartnerField(label=_("Addressed to"), required=False)
            to.offer(partners, empty=str(_("as chosen above")))
            self.fields[f"to-{offer.key}"] = to

    def rows(self) -> Iterator[tuple[OfferedMark, BoundField, BoundField]]:
        """Yield each offer with its checkbox and its partner."""
        for offer in self.offers:
            yield offer, self[f"mark-{offer.key}"], self[f"to-{offer.key}"]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        ticked = [offer for offer in self.offers if values.get(f"mark-{offer.key}")]
        if not ticked:
            self.add_error(None, _("Tick at least one sentence."))
        for offer in ticked:
            if not self._to(values, offer):
                self.add_error(f"to-{offer.key}", _("Choose whom it is addressed to."))
        return values

    def marks(self) -> list[Mark]:
        """Return what was ticked."""
        values = self.cleaned_data
        return [
            Mark(addressee_id=to, type=offer.type, start=offer.start, end=offer.end)
            for offer in self.offers
            if values[f"mark-{offer.key}"] and (to := self._to(values, offer))
        ]

    def _to(self, values: dict[str, Any], offer: OfferedMark) -> UUID | None:
        return values.get(f"to-{offer.key}") or values.get("everyone")
