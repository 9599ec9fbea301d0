"""What a person may ask figures and reports for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.partners.engine.quarterly import QUARTERS
from commonweal.partners.forms.fields import day_input


class _InPlace(forms.Form):
    """In which municipality."""

    municipality = forms.CharField(
        label=_("Municipality"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"list": "places", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, places: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.places = places

    @property
    def unknown_place(self) -> str:
        """What was typed, where no place has it in its name."""
        typed = str(self.data.get("municipality", "")).strip()
        is_known = any(typed.casefold() in each.casefold() for each in self.places)
        return "" if not typed or is_known else typed[:100]


class FiguresForm(_InPlace):
    """Where, and in which days; without both days, as of today."""

    first = forms.DateField(label=_("From"), required=False, widget=day_input())
    last = forms.DateField(label=_("Until"), required=False, widget=day_input())

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        first, last = values.get("first"), values.get("last")
        if first and last and last < first:
            self.add_error("last", _("Until lies before From; turn the two round."))
        return values


class QuarterForm(_InPlace):
    """Which quarter, and where."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    quarter = forms.ChoiceField(
        label=_("Quarter"), choices=[(each, str(each)) for each in QUARTERS]
    )
    field_order = ("year", "quarter", "municipality")

    def clean_year(self) -> int:
        """Refuse a year that has not begun."""
        year = int(self.cleaned_data["year"])
        if year > timezone.localdate().year:
            raise forms.ValidationError(
                _("%(year)s has not begun; give this year or an earlier one."),
                params={"year": year},
            )
        return year
