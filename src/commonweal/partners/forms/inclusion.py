"""How many women and men of which age spoke, decided and took part: one number field for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from commonweal.partners.engine.inclusion import AGES, MOST, ROLES, SEXES
from commonweal.partners.queries.inclusion import AGE_NAMES, ROLE_NAMES, SEX_NAMES


class FiguresForm(forms.Form):
    """A field for each role, sex and age; what is left empty counts nobody."""

    def __init__(
        self, *args: Any, counts: Mapping[str, Sequence[Sequence[int]]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        for role in ROLES:
            table = counts.get(role)
            for row, sex in enumerate(SEXES):
                for column, age in enumerate(AGES):
                    self.fields[f"{role}-{row}-{column}"] = forms.IntegerField(
                        label=_("%(role)s, %(sex)s, %(age)s")
                        % {"role": ROLE_NAMES[role], "sex": SEX_NAMES[sex], "age": AGE_NAMES[age]},
                        required=False,
                        min_value=0,
                        max_value=MOST,
                        widget=forms.NumberInput(attrs={"size": 4}),
                    )
                    counted = (table[row][column] or None) if table else None
                    self.initial[f"{role}-{row}-{column}"] = counted

    def tables(
        self,
    ) -> Iterator[tuple[str, list[str], list[tuple[str, list[tuple[str, BoundField]]]]]]:
        """Yield each role with the ages' names and, for each sex, its fields behind their age."""
        ages = [str(AGE_NAMES[age]) for age in AGES]
        for role in ROLES:
            rows = [
                (
                    str(SEX_NAMES[sex]),
                    [(age, self[f"{role}-{row}-{n}"]) for n, age in enumerate(ages)],
                )
                for row, sex in enumerate(SEXES)
            ]
            yield str(ROLE_NAMES[role]), ages, rows

    def counts(self) -> dict[str, list[list[int]]]:
        """Return what was typed."""
        values = self.cleaned_data
        return {
            role: [
                [values[f"{role}-{row}-{column}"] or 0 for column in range(len(AGES))]
                for row in range(len(SEXES))
            ]
            for role in ROLES
        }
