"""What a person may type about partnerships."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.partners.engine.partnership_types import MemberDraft, MoveDraft, PartnershipDraft
from commonweal.partners.engine.partnerships import MOVES, STAGES
from commonweal.partners.forms.fields import (
    AREA,
    FilterField,
    PartnerField,
    ReasonField,
    SeenForm,
    day_input,
)
from commonweal.partners.models import PartnershipKind
from commonweal.partners.queries.partnerships import STAGE_NAMES

if TYPE_CHECKING:
    from commonweal.rights.public import OrganisationName


class PartnershipForm(forms.Form):
    """What is to be agreed, with whom, from when until when."""

    kind = forms.ChoiceField(label=_("Kind"), choices=PartnershipKind.choices)
    title = forms.CharField(label=_("Title"), max_length=300)
    purpose = forms.CharField(label=_("Purpose"), widget=AREA, max_length=4000)
    chair = PartnerField(label=_("Who chairs"), required=False)
    secretariat = PartnerField(label=_("Secretariat"), required=False)
    members = forms.TypedMultipleChoiceField(
        label=_("Members"),
        required=False,
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each signs for itself; nobody signs for another."),
    )
    start = forms.DateField(label=_("First day"), required=False, widget=day_input())
    end = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=day_input(),
        help_text=_("Ninety days before it, the partnership is shown as expiring."),
    )
    legal_basis = forms.CharField(
        label=_("Legal basis"), required=False, widget=AREA, max_length=4000
    )
    terms_of_reference = forms.CharField(
        label=_("Terms of reference"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=20_000,
        help_text=_("How it works: who is heard, how it decides, what is published."),
    )

    def __init__(self, *args: Any, partners: Sequence[OrganisationName], **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("chair", "secretariat"):
            self.fields[name].offer(partners, empty=str(_("Nobody")))  # type: ignore[attr-defined]  # a PartnerField
        self.fields["members"].choices = [(str(each.id), each.name) for each in partners]  # type: ignore[attr-defined]  # has choices

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        start, end = values.get("start"), values.get("end")
        if end and (start is None or end < start):
            self.add_error("end", _("The last day is not before the first day."))
        chair = values.get("chair")
        if chair and chair == values.get("secretariat"):
            self.add_error("secretariat", _("This partner chairs already; leave one of the two."))
        return values

    def draft(self, document_id: UUID | None = None) -> PartnershipDraft:
        """Return what was typed."""
        values = self.cleaned_data
        leading = {values["chair"]: "chair", values["secretariat"]: "secretariat"}
        leading.pop(None, None)
        members = [MemberDraft(key, role) for key, role in leading.items()]
        members += [MemberDraft(key) for key in values["members"] if key not in leading]
        names = ("kind", "title", "purpose", "start", "end", "legal_basis", "terms_of_reference")
        return PartnershipDraft(
            members=tuple(members),
            document_id=document_id,
            **{name: values[name] for name in names},
        )


class MoveForm(SeenForm):
    """One thing said of a partnership; what it is stands on the button."""

    kind = forms.ChoiceField(
        widget=forms.HiddenInput,
        error_messages={
            "invalid_choice": _("This cannot be said of it now. Read how it stands, then go on.")
        },
    )
    text = ReasonField(label=_("Because"))

    def __init__(self, *args: Any, kinds: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [(kind, kind) for kind in kinds]  # type: ignore[attr-defined]  # has choices
        self.fields["kind"].initial = kinds[0] if kinds else ""
        if "remark" in kinds:
            self.fields["text"].label = _("Our remark")
        if "renewal" in kinds:
            self.fields["start"] = forms.DateField(
                label=_("First day of the new term"), required=False, widget=day_input()
            )
            self.fields["end"] = forms.DateField(
                label=_("Its last day"),
                required=False,
                widget=day_input(),
                help_text=_("Without one it has no end."),
            )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        kind = values.get("kind")
        if kind and MOVES[kind].needs_reason and not values.get("text"):
            self.add_error("text", _("Say why, so that the others understand it."))
        if kind == "renewal" and not values.get("start") and "start" not in self.errors:
            self.add_error("start", _("Give the first day of the new term."))
        return values

    def draft(self) -> MoveDraft:
        """Return what was said."""
        values = self.cleaned_data
        return MoveDraft(
            kind=values["kind"],
            text=values["text"],
            start=values.get("start"),
            end=values.get("end"),
        )


class PartnershipsForm(forms.Form):
    """The list's filters; what is not among the choices asks for nothing."""

    kind = FilterField(label=_("Kind"), choices=PartnershipKind.choices)
    stage = FilterField(label=_("How far"), choices=[(key, STAGE_NAMES[key]) for key in STAGES])
    organisation = PartnerField(label=_("Partner"), required=False)

    def __init__(self, *args: Any, partners: Sequence[OrganisationName], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].offer(partners, empty=str(_("All")))  # type: ignore[attr-defined]  # a PartnerField
