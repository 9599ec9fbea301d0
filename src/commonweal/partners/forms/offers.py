"""What a person may say of what the library offers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.partners.engine.types import Mark
from commonweal.partners.forms.fields import AREA, PartnerField
from commonweal.partners.models import RecommendationType

if TYPE_CHECKING:
    from commonweal.partners.models import Action
    from commonweal.rights.public import OrganisationName


class TakeForm(forms.Form):
    """Of which action a passage is evidence, and what it shows."""

    title = forms.CharField(label=_("What it shows"), max_length=300)
    action = forms.TypedChoiceField(label=_("Evidence of"), coerce=UUID)

    def __init__(self, *args: Any, actions: Sequence[Action], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["action"].choices = [(str(each.pk), each.title) for each in actions]  # type: ignore[attr-defined]  # has choices


class CommitmentForm(forms.Form):
    """A promise of a document as it is to be followed: its words may be corrected."""

    text = forms.CharField(label=_("What is asked"), widget=AREA, max_length=4000)
    type = forms.ChoiceField(label=_("Kind"), choices=RecommendationType.choices)
    addressee = PartnerField(label=_("Addressed to"))

    def __init__(self, *args: Any, partners: Sequence[OrganisationName], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["addressee"].offer(partners)  # type: ignore[attr-defined]  # a PartnerField

    def mark(self, *, start: int, end: int) -> Mark:
        """Return what is to be marked.

        Args:
            start: First character of the passage.
            end: The one after its last.
        """
        values = self.cleaned_data
        return Mark(
            addressee_id=values["addressee"],
            text=values["text"],
            type=values["type"],
            start=start,
            end=end,
        )
