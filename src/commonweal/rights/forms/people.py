"""What a person may type about people and their roles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.rights.actions.grants import LONGEST_GRANT_DAYS, LONGEST_REASON, Terms
from commonweal.rights.models import Role


class ReasonForm(forms.Form):
    """Why something is done; asked for wherever it is about somebody's rights."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        help_text=_("They read it, and so does oversight."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ExtendForm(ReasonForm):
    """For how long a role goes on, and why."""

    field_order: tuple[str, ...] = ("days", "reason")
    days = forms.IntegerField(
        label=_("For how many days from today"),
        min_value=1,
        max_value=LONGEST_GRANT_DAYS,
        initial=365,
    )


class GrantForm(ExtendForm):
    """Which role, for which partner, for how long, and why."""

    field_order = ("organisation", "role", "days", "reason")
    organisation = forms.TypedChoiceField(label=_("For which partner"), coerce=UUID)
    role = forms.ChoiceField(
        label=_("Role"), help_text=_("What they may see and do. You may grant only what is listed.")
    )

    def __init__(
        self,
        *args: Any,
        roles: Sequence[Role],
        partners: Sequence[tuple[UUID, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("role", [(role.value, role.label) for role in roles]),
            ("organisation", [(str(key), name) for key, name in partners]),
        ):
            chosen = self.fields[name]
            assert isinstance(chosen, forms.ChoiceField)  # noqa: S101  tells the type checker
            chosen.choices = choices

    @property
    def terms(self) -> Terms:
        """Return the terms of the role, from checked data."""
        return Terms(**{name: self.cleaned_data[name] for name in ("role", "days", "reason")})
