"""What a person may type about meetings, and what they may ask the board for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.partners.engine.types import (
    Mark,
    MeetingDraft,
)
from commonweal.partners.forms.fields import (
    AREA,
    PartnerField,
    day_input,
)
from commonweal.partners.models import MeetingType, RecommendationType

if TYPE_CHECKING:
    from commonweal.rights.public import OrganisationName


class MeetingForm(forms.Form):
    """A meeting, as a read document offers it or as somebody remembers it."""

    title = forms.CharField(label=_("Title"), max_length=300)
    type = forms.ChoiceField(label=_("Kind of meeting"), choices=MeetingType.choices)
    start = forms.DateField(label=_("First day"), required=False, widget=day_input())
    end = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=day_input(),
        help_text=_("Only if it lasted longer than one day."),
    )
    date_text = forms.CharField(
        label=_("Days as written"),
        required=False,
        max_length=200,
        help_text=_("Such as “autumn 2018”, where no day is known."),
    )
    place = forms.CharField(label=_("Place"), required=False, max_length=200)
    country = forms.CharField(label=_("Country"), required=False, max_length=100)
    convener = PartnerField(
        label=_("Called by"),
        required=False,
        help_text=_("Only if a partner called it. Your own partner records it and keeps it."),
    )
    called_by = forms.CharField(
        label=_("Other bodies that called it"),
        required=False,
        max_length=300,
        help_text=_("Bodies that are no partners here, as the document names them."),
    )
    partners = forms.TypedMultipleChoiceField(
        label=_("Partners present"),
        required=False,
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Those who work in this workspace. People are not listed."),
    )
    partnership = forms.TypedChoiceField(
        label=_("Held under the partnership"),
        required=False,
        coerce=UUID,
        empty_value=None,
        help_text=_("What is held counts towards its obligations."),
    )
    bodies = forms.CharField(
        label=_("Other bodies named"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("As the document names them, one a line."),
    )

    def __init__(
        self,
        *args: Any,
        conveners: Sequence[OrganisationName],
        partners: Sequence[OrganisationName],
        partnerships: Sequence[tuple[UUID, str]] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.fields["partnership"].choices = [  # type: ignore[attr-defined]  # has choices
            ("", _("None")),
            *((str(key), title) for key, title in partnerships),
        ]
        self.fields["convener"].offer(conveners, empty=str(_("No partner")))  # type: ignore[attr-defined]  # a PartnerField
        self.fields["partners"].choices = [(str(each.id), each.name) for each in partners]  # type: ignore[attr-defined]  # has choices

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        start, end = values.get("start"), values.get("end")
        if end and (start is None or end < start):
            self.add_error("end", _("The last day is not before the first day."))
        return values

    def draft(self, document_id: UUID | None = None) -> MeetingDraft:
        """Return what was typed."""
        values = self.cleaned_data
        return MeetingDraft(
            title=values["title"],
            type=values["type"],
            start=values["start"],
            end=values["end"],
            date_text=values["date_text"],
            place=values["place"],
            country=values["country"],
            bodies=tuple(values["bodies"].splitlines()),
            document_id=document_id,
            convener_id=values["convener"],
            called_by=values["called_by"],
            partner_ids=tuple(values["partners"]),
            partnership_id=values["partnership"],
        )


class MarkForm(forms.Form):
    """One sentence to mark: the words of a passage, or typed by hand."""

    text = forms.CharField(
        label=_("What is asked"),
        widget=AREA,
        max_length=4000,
        help_text=_("In one or two sentences, as it will be followed."),
    )
    type = forms.ChoiceField(label=_("Kind"), choices=RecommendationType.choices)
    addressee = PartnerField(label=_("Addressed to"))
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, partners: Sequence[OrganisationName], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["addressee"].offer(partners)  # type: ignore[attr-defined]  # a PartnerField

    def marks(self) -> list[Mark]:
        """Return what was marked."""
        values = self.cleaned_data
        return [
            Mark(
                addressee_id=values["addressee"],
                text=values["text"],
                type=values["type"],
                start=values["start"],
                end=values["end"],
            )
        ]


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(label=_("Because"), widget=AREA, max_length=4000)
