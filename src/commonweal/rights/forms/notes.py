"""What a person may type about notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.rights.actions.notes import LONGEST_NOTE, With, roles_to_share_with

ROLE = "role:"


class NoteForm(forms.Form):
    """A note's words."""

    text = forms.CharField(
        label=_("Note"),
        max_length=LONGEST_NOTE,
        help_text=_(
            "For the people of your partner alone, unless you share it. Do not write about private "
            "persons, nor what would endanger somebody: whoever controls the server can technically "
            "read it."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class ShareForm(forms.Form):
    """With whom a note is shared: one partner, or everybody in one role."""

    whom = forms.ChoiceField(label=_("Share it with"))

    def __init__(self, *args: Any, partners: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whom = self.fields["whom"]
        assert isinstance(whom, forms.ChoiceField)  # noqa: S101  tells the type checker
        roles = [(f"{ROLE}{role.value}", role.label) for role in roles_to_share_with()]
        whom.choices = [
            ("", "—"),
            (_("One partner"), [(str(key), name) for key, name in partners]),
            (_("Everybody in one role"), roles),
        ]

    @property
    def chosen(self) -> With:
        """Return with whom, from checked data."""
        chosen = self.cleaned_data["whom"]
        if chosen.startswith(ROLE):
            return With(role=chosen.removeprefix(ROLE))
        return With(organisation_id=UUID(chosen))
