"""What oversight may type: filters of the trail, random checks, findings; and a partner's answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from commonweal.rights.actions.oversight import (
    ANSWER_DAYS,
    LONGEST_ANSWER_DAYS,
    LONGEST_SEED,
    LONGEST_TEXT,
    MOST_DRAWN,
    DrawTerms,
)
from commonweal.rights.models import Role
from commonweal.rights.queries.trail import Wanted
from commonweal.rights.rules.verbs import declared_verbs

ANY = ("", _("any"))


class LongSelect(forms.Select):
    """A choice of many, drawn in one go: Django draws each option by a template of its own."""

    template_name = "rights/long_select.html"


DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _choices(form: forms.Form, name: str, choices: Iterable[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField | forms.MultipleChoiceField)  # noqa: S101  tells the type checker
    field.choices = list(choices)


def _verbs() -> list[tuple[str, str]]:
    return sorted(((one.key, capfirst(str(one.sentence))) for one in declared_verbs()), key=_second)


def _second(pair: tuple[str, str]) -> str:
    return pair[1].lower()


class TrailForm(forms.Form):
    """Which entries of the trail are looked for."""

    verb = forms.ChoiceField(label=_("What was done"), required=False, widget=LongSelect)
    room = forms.ChoiceField(label=_("In which room"), required=False)
    role = forms.ChoiceField(label=_("In which role"), required=False, widget=LongSelect)
    partner = forms.TypedChoiceField(
        label=_("For which authority"),
        required=False,
        coerce=UUID,
        empty_value=None,
        widget=LongSelect,
    )
    since = forms.DateField(label=_("From"), required=False, widget=DAY)
    until = forms.DateField(label=_("To"), required=False, widget=DAY)
    thing = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    thing_id = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        authorities: Iterable[tuple[UUID, str]],
        rooms: Iterable[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "verb", [ANY, *_verbs()])
        _choices(self, "room", [ANY, *((room, room) for room in rooms)])
        _choices(self, "role", [ANY, *((role.value, role.label) for role in Role)])
        _choices(self, "partner", [ANY, *((str(key), name) for key, name in authorities)])

    def clean(self) -> dict[str, Any]:
        """Check that the days are in order."""
        values = super().clean() or {}
        since, until = values.get("since"), values.get("until")
        if since and until and since > until:
            raise forms.ValidationError(_("The first day is after the last one; swap them."))
        return values

    @property
    def wanted(self) -> Wanted:
        """Return what is looked for, from checked data."""
        return Wanted(**self.cleaned_data)


class DrawForm(forms.Form):
    """How a random check is drawn."""

    seed = forms.CharField(
        label=_("Seed"),
        max_length=LONGEST_SEED,
        help_text=_(
            "Publish it before you draw, such as numbers of a lottery of tomorrow: then nobody can "
            "say that you chose what is drawn."
        ),
    )
    count = forms.IntegerField(
        label=_("How many entries"), min_value=1, max_value=MOST_DRAWN, initial=8
    )
    first_entry = forms.IntegerField(label=_("From entry"), min_value=1, initial=1)
    last_entry = forms.IntegerField(
        label=_("To entry"), min_value=1, required=False, help_text=_("Empty: to the newest.")
    )
    verbs = forms.MultipleChoiceField(
        label=_("Of which acts"),
        required=False,
        help_text=_("None marked: of all."),
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "verbs", _verbs())

    @property
    def terms(self) -> DrawTerms:
        """Return the terms, from checked data."""
        values = self.cleaned_data
        return DrawTerms(**{**values, "verbs": tuple(values["verbs"])})


class FindingForm(forms.Form):
    """What oversight found, and until when it wants an answer."""

    text = forms.CharField(
        label=_("What did you find?"),
        max_length=LONGEST_TEXT,
        help_text=_("The partner's people read it. Write nobody's name."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    addressee = forms.TypedChoiceField(label=_("To which authority"), coerce=UUID, empty_value=None)
    days = forms.IntegerField(
        label=_("Days for the answer"),
        min_value=1,
        max_value=LONGEST_ANSWER_DAYS,
        initial=ANSWER_DAYS,
    )

    def __init__(
        self, *args: Any, authorities: Iterable[tuple[UUID, str]], is_of_entry: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if is_of_entry:
            # It goes to the partner for which the act was done, whatever its name.
            del self.fields["addressee"]
        else:
            _choices(self, "addressee", ((str(key), name) for key, name in authorities))


class WordsForm(forms.Form):
    """An answer, or the reason of a closing."""

    text = forms.CharField(
        label=_("Answer"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args: Any, label: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["text"].label = label
