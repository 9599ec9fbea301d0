"""What a person may type about an organisation that joins a partnership."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.partners.forms.fields import PartnerField, ReasonField
from commonweal.partners.models import MemberRole

if TYPE_CHECKING:
    from commonweal.rights.public import OrganisationName


class JoinForm(forms.Form):
    """Who is asked to join, in which role."""

    organisation = PartnerField(label=_("Who would join"))
    role = forms.ChoiceField(
        label=_("Role"), choices=MemberRole.choices, initial=MemberRole.MEMBER.value
    )

    def __init__(self, *args: Any, partners: Sequence[OrganisationName], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].offer(partners)  # type: ignore[attr-defined]  # a PartnerField


class YesForm(forms.Form):
    """Yes, or no with the reason."""

    said = forms.ChoiceField(label=_("What we say"), widget=forms.RadioSelect)
    reason = ReasonField(label=_("Because"), help_text=_("Needed to say no."))

    def __init__(
        self, *args: Any, may_agree: bool, may_take_back: bool, is_own: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        choices = [("no", _("we do not agree"))]
        if may_agree:
            choices.insert(0, ("yes", _("we sign it, and join") if is_own else _("we agree")))
        if may_take_back:
            choices.insert(0, ("take-back", _("we take our yes back")))
        self.fields["said"].choices = choices  # type: ignore[attr-defined]  # has choices

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("said") == "no" and not values.get("reason"):
            self.add_error("reason", _("Say why, so that the others understand it."))
        return values


class NamedForm(forms.Form):
    """Whether the public page names one's own partner."""

    said = forms.ChoiceField(
        label=_("What we say"),
        widget=forms.RadioSelect,
        choices=[("yes", _("yes, everybody may read our name")), ("no", _("no, only count us"))],
    )
