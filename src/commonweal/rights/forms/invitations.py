"""What a person may type to bring people in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.rights.actions.grants import LONGEST_GRANT_DAYS, LONGEST_REASON, Terms
from commonweal.rights.models import Role


class InvitationForm(forms.Form):
    """Who is invited, for whom they act, and their job there."""

    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("They sign in with it. Nothing is sent to it now.")
    )
    organisation = forms.CharField(
        label=_("Acts for"),
        max_length=200,
        help_text=_("The partner's name; a new name adds a partner."),
        widget=forms.TextInput(attrs={"list": "organisations"}),
    )
    job = forms.CharField(
        label=_("Job"), max_length=200, help_text=_("What they do there, such as youth worker.")
    )
    role = forms.ChoiceField(
        label=_("Role"), help_text=_("What they may see and do. You may grant only what is listed.")
    )
    days = forms.IntegerField(
        label=_("For how many days"),
        min_value=1,
        max_value=LONGEST_GRANT_DAYS,
        initial=365,
        help_text=_("The role ends by itself then; it can be granted again."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        help_text=_("Why they need this role. Oversight reads it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, roles: Sequence[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["role"]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101  tells the type checker
        chosen.choices = [(role.value, role.label) for role in roles]

    @property
    def terms(self) -> Terms:
        """Return the terms of the role, from checked data."""
        return Terms(**{name: self.cleaned_data[name] for name in ("role", "days", "reason")})


class JoiningForm(forms.Form):
    """What an invited person writes."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        help_text=_("As you want partners to see it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 12 characters: no common password, no row of keys or numbers."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
