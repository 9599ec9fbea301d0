"""What a person may type about the outcome paper: its second language, and the words in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from commonweal.partners.forms.fields import AREA

if TYPE_CHECKING:
    from commonweal.partners.queries.paper_words import Beside


class SecondForm(forms.Form):
    """Which language stands beside the first one."""

    second = forms.ChoiceField(label=_("Second language"), required=False)

    def __init__(self, *args: Any, languages: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["second"].choices = [("", _("None")), *languages]  # type: ignore[attr-defined]  # has choices


class WordsForm(forms.Form):
    """Each text of the paper, and the field for it in the second language."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, texts: Sequence[Beside], **options: Any) -> None:
        super().__init__(*args, **options)
        self.texts = texts
        for each in texts:
            self.fields[f"w-{each.key}"] = forms.CharField(
                label=each.text,
                required=False,
                max_length=4000,
                widget=AREA,
                initial=each.second,
            )

    def typed(self) -> Iterator[BoundField]:
        """Yield the fields in order."""
        for each in self.texts:
            yield self[f"w-{each.key}"]

    def words(self) -> dict[str, str]:
        """Return what was typed, by the texts' keys."""
        return {each.key: self.cleaned_data[f"w-{each.key}"] for each in self.texts}
