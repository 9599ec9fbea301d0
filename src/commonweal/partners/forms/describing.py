"""What a person may type to sort a recommendation, to end it, and to lead an action."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.partners.engine.types import EndDraft, FactsDraft
from commonweal.partners.forms.fields import AREA, ReasonField
from commonweal.partners.models import Affected

if TYPE_CHECKING:
    from commonweal.partners.models import Recommendation


class FactsForm(forms.Form):
    """How a recommendation is sorted and where it comes from."""

    reference = forms.CharField(
        label=_("Reference"), required=False, max_length=60, help_text=_("Such as REC-2026-014.")
    )
    title = forms.CharField(label=_("Short title"), required=False, max_length=300)
    cluster = forms.CharField(
        label=_("Cluster"),
        required=False,
        max_length=100,
        help_text=_("Recommendations that are followed together have the same."),
    )
    affected = forms.MultipleChoiceField(
        label=_("Whom it concerns"),
        required=False,
        choices=Affected.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    sdg_targets = forms.CharField(
        label=_("SDG targets"), required=False, max_length=200, help_text=_("Such as 5.5, 16.7.")
    )
    source_body = forms.CharField(
        label=_("Body that asks"),
        required=False,
        max_length=300,
        help_text=_("Only if it is another one than whoever called the meeting."),
    )
    document_symbol = forms.CharField(label=_("Document symbol"), required=False, max_length=100)
    paragraph = forms.CharField(label=_("Paragraph"), required=False, max_length=60)

    def draft(self) -> FactsDraft:
        """Return what was typed."""
        values: Mapping[str, Any] = self.cleaned_data
        return FactsDraft(**{**values, "affected": tuple(values["affected"])})


class EndForm(forms.Form):
    """Why nothing more is expected of a recommendation."""

    reason = forms.CharField(label=_("Because"), widget=AREA, max_length=4000)


class SupersedeForm(EndForm):
    """Why, and by which other recommendation of the same addressee."""

    by = forms.TypedChoiceField(
        label=_("What took its place"), required=False, coerce=UUID, empty_value=None
    )

    def __init__(self, *args: Any, others: Sequence[Recommendation], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["by"].choices = [  # type: ignore[attr-defined]  # has choices
            ("", _("No other recommendation here")),
            *((str(row.pk), str(row)) for row in others),
        ]


def end_draft(kind: str, values: Mapping[str, Any]) -> EndDraft:
    """Return what was typed about a recommendation's end."""
    return EndDraft(kind=kind, reason=values["reason"], superseded_by_id=values.get("by"))


class HandOnForm(forms.Form):
    """Who leads an action from now on."""

    person = forms.TypedChoiceField(
        label=_("Who leads it from now on"),
        required=False,
        coerce=UUID,
        empty_value=None,
        help_text=_("One of your colleagues. Never shown to the public."),
    )
    text = ReasonField(label=_("In words"), required=False)

    def __init__(self, *args: Any, colleagues: Sequence[tuple[UUID, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].choices = [  # type: ignore[attr-defined]  # has choices
            ("", _("Nobody named")),
            *((str(key), name) for key, name in colleagues),
        ]


NEW_STEPS = 3


class StepsForm(forms.Form):
    """The steps of an action, each with whether it is done; three empty ones for more."""

    def __init__(self, *args: Any, steps: Sequence[Mapping[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.count = len(steps) + NEW_STEPS
        for place in range(self.count):
            step = steps[place] if place < len(steps) else {"text": "", "done_on": ""}
            names = {"number": place + 1}
            self.fields[f"text-{place}"] = forms.CharField(
                label=_("Step %(number)s") % names,
                required=False,
                max_length=300,
                initial=step["text"],
            )
            self.fields[f"done-{place}"] = forms.BooleanField(
                label=_("Step %(number)s is done") % names,
                required=False,
                initial=bool(step["done_on"]),
            )

    def written(self) -> tuple[list[str], list[int]]:
        """Return the texts, and the places of those that are done."""
        values = self.cleaned_data
        texts = [values[f"text-{place}"] for place in range(self.count)]
        return texts, [place for place in range(self.count) if values[f"done-{place}"]]
