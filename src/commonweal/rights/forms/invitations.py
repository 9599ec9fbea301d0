"""What a person may type to bring people in."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonweal.rights.actions.grants import LONGEST_GRANT_DAYS, LONGEST_REASON, Terms
from commonweal.rights.models import Role


class InvitationForm(forms.Form):
    """Who is invited, for whom they act, their job there, and which role they get."""

    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("They sign in with it. Nothing is sent to it now.")
    )
    organisation = forms.CharField(
        label=_("Acts for"),
        max_length=200,
        help_text=_("The partner's name, as it is written here already."),
        widget=forms.TextInput(attrs={"list": "organisations"}),
    )
    # Asked only where nobody has the name: a misspelt partner is no new one.
    is_new = forms.BooleanField(label=_("This is a new partner"), required=False)
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

    def __init__(
        self, *args: Any, roles: Sequence[Role], partners: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.partners = {_folded(name): name for name in partners}
        chosen = self.fields["role"]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101  tells the type checker
        chosen.choices = [("", _("Choose a role")), *((role.value, role.label) for role in roles)]
        if not self.is_bound:
            del self.fields["is_new"]

    def clean(self) -> dict[str, Any]:
        """Take a partner's name as it is written here; a name that nobody has must be said to be new."""
        given = self.cleaned_data
        name = given.get("organisation", "")
        known = self.partners.get(_folded(name))
        if known is not None or not name:
            given["organisation"] = known or name
            del self.fields["is_new"]
        elif not given.get("is_new"):
            self.add_error("organisation", self._nobody_has(name))
        return given

    def _nobody_has(self, name: str) -> str:
        close = get_close_matches(_folded(name), self.partners, n=3)
        if not close:
            return gettext("No partner has this name. If it is a new one, say so below.")
        names = ", ".join(self.partners[each] for each in close)
        return gettext(
            "No partner has this name. Close to it: %(names)s. Take one of them, or say below "
            "that it is a new one."
        ) % {"names": names}

    @property
    def terms(self) -> Terms:
        """Return the terms of the role, from checked data."""
        return Terms(**{name: self.cleaned_data[name] for name in ("role", "days", "reason")})


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


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
