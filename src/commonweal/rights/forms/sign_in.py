"""What a person may type at sign-in; the checks are allauth's, the words ours."""

from __future__ import annotations

import struct
from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ResetPasswordForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from cryptography.exceptions import UnsupportedAlgorithm
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.rights.actions.keys import revoke_all
from commonweal.rights.actions.sign_in import note_locked
from commonweal.rights.queries.keys import keys_of, live_keys

LONGEST_NAME = 100


def _without_placeholders(form: forms.Form) -> None:
    """Take the grey words out of the boxes: the label stands above, and stays while one types."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth is untyped
    """Address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _without_placeholders(self)
        self.fields["login"].label = _("E-mail address")
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class NewPasswordForm(ResetPasswordForm):  # type: ignore[misc]  # allauth is untyped
    """The address to which the link goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _without_placeholders(self)
        self.fields["email"].label = _("E-mail address")


class ChangedPasswordForm(ChangePasswordForm):  # type: ignore[misc]  # allauth is untyped
    """A new password; and whether the keys that were made under the old one go with it."""

    revoke_keys = forms.BooleanField(
        label=_("Revoke all my keys for programs"),
        help_text=_("Do so if somebody else may have known the old password."),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _without_placeholders(self)
        if not keys_of(self.user).filter(live_keys(timezone.now())).exists():
            del self.fields["revoke_keys"]

    def save(self) -> None:
        """Keep the new password, and revoke the keys where that was left ticked."""
        super().save()
        if self.cleaned_data.get("revoke_keys"):
            revoke_all(self.user, of=self.user)


class CodeMixin:
    """A code of the authenticator app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]  # type: ignore[attr-defined]
        code.label = _("Code")
        code.help_text = _("Six digits from the app, or one of your recovery codes.")
        code.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "text"}

    def clean_code(self) -> str:
        """Check the code; record whoever is kept out after too many."""
        try:
            return str(super().clean_code())  # type: ignore[misc]
        except ValidationError as error:
            if error.code in {"too_many_login_attempts", "rate_limited"}:
                key = str(self.user.pk)  # type: ignore[attr-defined]
                note_locked(key, of="second step", whose=Q(pk=key))
            raise


class SecondStepForm(CodeMixin, AuthenticateForm):  # type: ignore[misc]  # allauth is untyped
    """The second step at sign-in."""


class ConfirmCodeForm(CodeMixin, ReauthenticateForm):  # type: ignore[misc]  # allauth is untyped
    """The same once more before something about the sign-in is changed."""


class AppForm(CodeMixin, ActivateTOTPForm):  # type: ignore[misc]  # allauth is untyped
    """The first code of a new authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _("Six digits that the app shows now.")


# What taking apart a damaged or forged answer of a device can end in.
DAMAGED = (
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    UnsupportedAlgorithm,
    ValueError,
    struct.error,
)


def _damaged() -> ValidationError:
    return ValidationError(_("The passkey's answer cannot be read. Try again."), code="damaged")


class AnswerMixin:
    """The answer of a device to our question; whatever is wrong with it is a refusal, no fault."""

    def clean_credential(self) -> Any:
        """Check the answer."""
        try:
            return super().clean_credential()  # type: ignore[misc]
        except DAMAGED as error:
            raise _damaged() from error


class PasskeySignInForm(AnswerMixin, LoginWebAuthnForm):  # type: ignore[misc]  # allauth is untyped
    """Sign-in with a passkey alone."""


class PasskeyStepForm(AnswerMixin, AuthenticateWebAuthnForm):  # type: ignore[misc]  # as above
    """A passkey as the second step."""


class ConfirmPasskeyForm(AnswerMixin, ReauthenticateWebAuthnForm):  # type: ignore[misc]  # as above
    """A passkey once more before something about the sign-in is changed."""


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth is untyped
    """A new passkey's name, and whether it opens the door alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name, alone = self.fields["name"], self.fields["passwordless"]
        name.label, name.max_length = _("Name"), LONGEST_NAME
        name.help_text = _("So that you know it again, such as: my phone.")
        name.widget.attrs["maxlength"] = LONGEST_NAME
        alone.label = _("Sign in with it alone, without a password")
        alone.help_text = _(
            "The device then asks for its PIN, your finger or your face. "
            "Leave this out for a key that has none of them."
        )
        alone.initial = True

    def clean(self) -> dict[str, Any]:
        """Check the device's answer."""
        try:
            return dict(super().clean())
        except DAMAGED as error:
            raise _damaged() from error


class PasskeyNameForm(EditWebAuthnForm):  # type: ignore[misc]  # allauth is untyped
    """Another name for a passkey."""

    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
