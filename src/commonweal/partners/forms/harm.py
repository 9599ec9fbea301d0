"""What a person may type in a do-no-harm check."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.partners.engine.harm import ASKED_FOR, QUESTIONS, HarmAnswerDraft
from commonweal.partners.forms.fields import FilterField, PartnerField, ReasonArea, ReasonField
from commonweal.partners.models import HarmSubject
from commonweal.partners.queries.harm import ALL_QUESTIONS, STATE_NAMES

if TYPE_CHECKING:
    from django.forms import BoundField

    from commonweal.rights.public import OrganisationName

PARTS = ("risk", "mitigation", "owner")


class HarmListForm(forms.Form):
    """The filters of what is to be checked; what is not among the choices asks for nothing."""

    kind = FilterField(label=_("What"), choices=HarmSubject.choices)
    state = FilterField(label=_("Check"), choices=[(key, STATE_NAMES[key]) for key in ASKED_FOR])
    ours = forms.BooleanField(label=_("Only what my partner keeps"), required=False)


class HarmForm(forms.Form):
    """Eight questions, each with what could go wrong, what is done about it, and who answers for it."""

    def __init__(self, *args: Any, partners: Sequence[OrganisationName], **options: Any) -> None:
        super().__init__(*args, **options)
        for key in QUESTIONS:
            self.fields[f"{key}_risk"] = ReasonField(label=_("What could go wrong"), required=False)
            self.fields[f"{key}_mitigation"] = ReasonField(
                label=_("What is done about it"), required=False
            )
            self.fields[f"{key}_owner"] = PartnerField(
                label=_("Who answers for it"), required=False
            )
            self.fields[f"{key}_owner"].offer(partners, empty=str(_("Nobody yet")))  # type: ignore[attr-defined]  # a PartnerField
            for part in PARTS[:2]:
                self.fields[f"{key}_{part}"].widget = ReasonArea(attrs={"rows": 2})
            for part in PARTS:
                # A part may be kept unfinished; the check is made when all are there.
                self.fields[f"{key}_{part}"].is_demanded = True  # type: ignore[attr-defined]  # read by the tag that draws it

    def groups(self) -> list[tuple[object, object, list[BoundField]]]:
        """Return the fields under their question."""
        return [
            (name, help_text, [self[f"{key}_{part}"] for part in PARTS])
            for key, name, help_text in ALL_QUESTIONS
        ]

    def answers(self) -> dict[str, HarmAnswerDraft]:
        """Return what was typed, by question."""
        values = self.cleaned_data
        return {
            key: HarmAnswerDraft(
                values[f"{key}_risk"], values[f"{key}_mitigation"], values[f"{key}_owner"]
            )
            for key in QUESTIONS
        }
