"""What a person may type about their keys for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.rights.actions.keys import LONGEST_KEY_DAYS, LONGEST_NAME, KeyDraft
from commonweal.rights.rules.keys import SCOPES


class KeyForm(forms.Form):
    """What a key is for, what it may be used for, and for how long."""

    name = forms.CharField(
        label=_("What it is for"),
        max_length=LONGEST_NAME,
        help_text=_("So that you know it again in the list, such as: monthly report."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may be used for"),
        help_text=_("Choose as little as the program needs. It never may more than you may."),
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.IntegerField(
        label=_("For how many days from today"),
        min_value=1,
        max_value=LONGEST_KEY_DAYS,
        initial=90,
        help_text=_("It ends sooner if your role ends sooner."),
    )

    def __init__(self, *args: Any, scopes: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["scopes"]
        assert isinstance(chosen, forms.MultipleChoiceField)  # noqa: S101  tells the type checker
        chosen.choices = [(key, SCOPES[key].name) for key in scopes]

    @property
    def draft(self) -> KeyDraft:
        """Return what the key is to be, from checked data."""
        return KeyDraft(
            name=self.cleaned_data["name"],
            scopes=tuple(self.cleaned_data["scopes"]),
            days=self.cleaned_data["days"],
        )
