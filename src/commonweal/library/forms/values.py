"""What a person may type about read values: why, the right one, and what the reader missed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from commonweal.kernel.provenance import Span
from commonweal.library.actions.missing import WORDS_MOST, Missed
from commonweal.library.engine.corrections import (
    LONGEST,
    LONGEST_NAME,
    MOST_PARTICIPANTS,
    country_choices,
)
from commonweal.library.engine.printed import around
from commonweal.library.engine.values import LISTS
from commonweal.library.queries.names import COMMITMENTS, EVENTS, KINDS
from commonweal.library.queries.value_words import PART_NAMES

# So many of the places where words stand can be chosen from.
PLACES_MOST = 20
ENTRY_LABELS = {
    "name": _("Name"),
    "short_name": _("Short form"),
    "role": _("Office held then"),
    "organisation": _("Organisation"),
    "type": _("What kind of promise"),
    "strength": _("How it is put"),
    "speaker": _("Who said it"),
}
STRENGTHS = (("explicit", _("plainly")), ("soft", _("softly")))
# Of a list's entry: what must be there; everything else may be left empty.
_REQUIRED = frozenset({"name", "type", "strength"})
_DAYS = frozenset({"date_issued", "event.start", "event.end", "event.registration_deadline"})
_REASON_MOST = 2000


class WhyForm(forms.Form):
    """Why somebody rejects or undoes something."""

    why = forms.CharField(
        label=_("Why"),
        max_length=_REASON_MOST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class CorrectionForm(forms.Form):
    """The right value, in the fields of its kind, and why."""

    def __init__(self, part: str, read: Any, *given: Any, **options: Any) -> None:
        self.part, self.read = part, read
        options["initial"] = _initial(part, read)
        super().__init__(*given, **options)
        names = [name for name in LISTS.get(part, ("value",)) if name != "text"]
        for name in names:
            self.fields[name] = _field_for(part, name, read)
        self.fields["why"] = forms.CharField(
            label=_("Why"),
            max_length=_REASON_MOST,
            help_text=_("Such as: the second line says so."),
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    @property
    def value(self) -> Any:
        """Return the value as JSON; the words of a promise or a quotation stay."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "why"}
        if self.part not in LISTS:
            value = given["value"]
            return value.isoformat() if hasattr(value, "isoformat") else value
        kept = {"text": self.read["text"]} if "text" in LISTS[self.part] and self.read else {}
        return kept | {name: value or None for name, value in given.items()}


def _initial(part: str, read: Any) -> dict[str, Any]:
    if part in LISTS:
        return dict(read or {})
    return {"value": read}


def _field_for(part: str, name: str, read: Any) -> forms.Field:
    """Return the field that takes one part of a value."""
    choices = _choices(part, name, read)
    label = ENTRY_LABELS.get(name, _("The right value"))
    if choices:
        return forms.ChoiceField(label=label, choices=choices)
    if part in _DAYS:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        return forms.DateField(label=label, widget=widget)
    if part == "event.participants":
        return forms.IntegerField(label=label, min_value=0, max_value=MOST_PARTICIPANTS)
    most = LONGEST.get(part if name == "value" else name, LONGEST_NAME)
    is_required = name in _REQUIRED or name == "value"
    return forms.CharField(label=label, max_length=most, required=is_required)


def _choices(part: str, name: str, read: Any) -> list[tuple[str, Any]]:
    if part == "event.country":
        return [("", _("choose")), *((country, country) for country in country_choices())]
    given = {
        ("kind", "value"): KINDS.items(),
        ("event.type", "value"): EVENTS.items(),
        ("commitments", "type"): COMMITMENTS.items(),
        ("commitments", "strength"): STRENGTHS,
    }
    found = list(given.get((part, name), ()))
    # Where nothing was read, nothing is chosen for the person.
    return [("", _("choose")), *found] if found and read is None else found


class WordsForm(forms.Form):
    """What kind of value is missing, and the words of the text that say it."""

    part = forms.ChoiceField(
        label=_("What is missing"), choices=[("", _("choose")), *PART_NAMES.items()]
    )
    words = forms.CharField(
        label=_("The words in the text that say it"),
        max_length=WORDS_MOST,
        help_text=_(
            "Copy them from the text, or type them as they stand there: a name, a day, a sentence."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class MissingForm(forms.Form):
    """Which of the places is meant, what else is known, and why it is added."""

    def __init__(
        self, part: str, words: str, places: Sequence[Span], *given: Any, text: str, **options: Any
    ) -> None:
        self.part, self.words, self.places = part, words, places
        if part not in LISTS:
            options["initial"] = {"value": " ".join(words.split())}
        super().__init__(*given, **options)
        if len(places) > 1:
            self.fields["place"] = forms.ChoiceField(
                label=_("Which place do you mean?"),
                choices=[(one.start, _excerpt(text, one)) for one in places[:PLACES_MOST]],
                widget=forms.RadioSelect,
            )
        for name in LISTS[part][1:] if part in LISTS else ("value",):
            self.fields[name] = _field_for(part, name, None)
        self.fields["why"] = forms.CharField(
            label=_("Why"),
            max_length=_REASON_MOST,
            help_text=_("Such as: the last paragraph names them, with their office."),
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    @property
    def missed(self) -> Missed:
        """Return what is missing, from checked data."""
        given = self.cleaned_data
        value: Any = given.get("value")
        return Missed(
            part=self.part,
            words=self.words,
            start=int(given["place"]) if "place" in given else self.places[0].start,
            value=value.isoformat() if hasattr(value, "isoformat") else value,
            fields={name: given.get(name) for name in LISTS.get(self.part, ())[1:]},
        )


def _excerpt(text: str, place: Span) -> SafeString:
    before, after = around(text, place)
    return format_html("… {}<mark>{}</mark>{} …", before, place.of(text), after)
