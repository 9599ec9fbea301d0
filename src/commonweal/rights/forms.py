"""What a person may type about people."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


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
    is_coordinator = forms.BooleanField(
        label=_("Co-ordinator"), required=False, help_text=_("May invite others and add partners.")
    )


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
        help_text=_("At least 12 characters."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
