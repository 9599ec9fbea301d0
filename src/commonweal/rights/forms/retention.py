"""What a person may type about holds and about personal data."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from commonweal.rights.actions.grants import LONGEST_REASON
from commonweal.rights.forms.people import ReasonForm
from commonweal.rights.models import DataRequest

ASKED_SALT = "commonweal.rights.ask"
# Whoever fills the form in reads it first; a program does not. A page left open for a day is stale.
QUICKEST_S, LONGEST_S = 3, 86_400


class HoldForm(ReasonForm):
    """Until when a record is held, and why."""

    field_order = ("until", "reason")
    until = forms.DateField(
        label=_("Until"),
        help_text=_("Within twelve months; it can be renewed."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("Oversight reads it.")


class RequestForm(forms.Form):
    """What somebody with an account asks about their own data."""

    kind = forms.ChoiceField(label=_("I ask to"), choices=DataRequest.Kind.choices)
    text = forms.CharField(
        label=_("What should be done"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=_("For a correction: what is wrong, and what is right."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(forms.Form):
    """The answer to a request."""

    outcome = forms.ChoiceField(
        label=_("Answer"),
        choices=[("done", _("it is done")), ("refused", _("it is refused"))],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("What we tell the person"),
        max_length=LONGEST_REASON,
        help_text=_("Where it is refused: why, and that they can complain to oversight."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CorrectionForm(AnswerForm):
    """The answer to a request for correction, with what is right."""

    field_order = ("name", "job", "outcome", "text")
    name = forms.CharField(label=_("Corrected name"), max_length=200, required=False)
    job = forms.CharField(label=_("Corrected job"), max_length=200, required=False)


class AskForm(forms.Form):
    """What somebody without an account asks about a text that names them. No puzzle to solve."""

    contact = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("Only to answer you; it is erased with the request."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    kind = forms.ChoiceField(label=_("I ask to"), choices=DataRequest.Kind.choices)
    address = forms.CharField(
        label=_("Which text"),
        required=False,
        max_length=500,
        help_text=_("Its title, or the address of its page, if you know it."),
    )
    text = forms.CharField(
        label=_("What should be done, and why"),
        max_length=LONGEST_REASON - 520,
        help_text=_("Write only what is needed to find the passage."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    # People do not see it; programs that fill in everything do.
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    began = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["began"] = signing.TimestampSigner(salt=ASKED_SALT).sign("ask")

    def clean(self) -> dict[str, Any]:
        """Refuse what no person sent: the empty field filled, or sent in no time, or a day later."""
        data = super().clean() or {}
        if data.get("website"):
            raise forms.ValidationError(_("Leave the last field empty."))
        signer = signing.TimestampSigner(salt=ASKED_SALT)
        try:
            signer.unsign(data.get("began", ""), max_age=LONGEST_S)
        except signing.BadSignature:
            raise forms.ValidationError(
                _("This page was open for too long. Send it once more.")
            ) from None
        if self._is_too_quick(signer, data["began"]):
            raise forms.ValidationError(_("That was very quick. Read it once more, then send it."))
        return data

    def _is_too_quick(self, signer: signing.TimestampSigner, began: str) -> bool:
        try:
            signer.unsign(began, max_age=QUICKEST_S)
        except signing.SignatureExpired:
            return False
        return True
