"""What a person may choose about mail."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.rights.public import Digest


class MailForm(forms.Form):
    """How often mail comes."""

    digest = forms.ChoiceField(
        label=_("How often"),
        choices=[
            (Digest.NONE.value, _("No mail")),
            (Digest.DAILY.value, _("Every morning, when something waits")),
            (Digest.WEEKLY.value, _("Every Monday, when something waits")),
        ],
        widget=forms.RadioSelect,
    )
