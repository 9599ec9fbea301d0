"""What stands now beside what was typed: each kind of field says it in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django import forms

from commonweal.ui.edits import is_overtaken, note_kept, now_of, overtake
from commonweal.ui.templatetags.ui import seen

ONE, TWO = UUID(int=1), UUID(int=2)


class EveryForm(forms.Form):
    text = forms.CharField(required=False, widget=forms.Textarea)
    day = forms.DateField(required=False)
    count = forms.IntegerField(required=False)
    share = forms.DecimalField(required=False)
    is_open = forms.BooleanField(required=False)
    partner = forms.TypedChoiceField(
        coerce=UUID, empty_value=None, required=False, choices=[(str(ONE), "City"), (str(TWO), "Police")]
    )  # fmt: skip
    groups = forms.MultipleChoiceField(
        required=False, choices=[("G", [("a", "Parents"), ("b", "Traders")])]
    )
    file = forms.FileField(required=False)
    new = forms.CharField(required=False)
    token = forms.CharField(required=False, widget=forms.HiddenInput)


STANDS = {
    "text": "One.\nTwo.",
    "day": date(2026, 5, 12),
    "count": 1200,
    "share": Decimal("2.5"),
    "is_open": True,
    "partner": str(ONE),
    "groups": ["a", "b"],
    "token": "old",
}
SAME = {
    "text": "One.\r\nTwo.",
    "day": "2026-05-12",
    "count": "1200",
    "share": "2.50",
    "is_open": "on",
    "partner": str(ONE),
    "groups": ["b", "a"],
    "new": "A reason.",
    "token": "other",
}


def overtaken(**typed: object) -> EveryForm:
    form = EveryForm(SAME | typed, initial=STANDS)
    overtake(form)
    return form


def test_nothing_is_said_of_what_is_the_same() -> None:
    form = overtaken()
    assert [each.name for each in form if now_of(each)] == []
    assert is_overtaken(form)


@pytest.mark.parametrize(
    ("name", "typed", "stands"),
    [
        ("text", "Three.", "One.\nTwo."),
        ("text", "", "One.\nTwo."),
        ("day", "", "12 May 2026"),
        ("day", "no day", "12 May 2026"),
        ("count", "5", "1200"),
        ("share", "3", "2.5"),
        ("is_open", "", "Yes"),
        ("partner", str(TWO), "City"),
        ("partner", "", "City"),
        ("groups", ["a"], "Parents; Traders"),
    ],
)
def test_what_stands_is_said_in_words(name: str, typed: object, stands: str) -> None:
    form = overtaken(**{name: typed})
    assert {each.name: now_of(each) for each in form if now_of(each)} == {name: stands}


def test_what_was_emptied_says_nothing_stands() -> None:
    form = EveryForm(SAME, initial=dict.fromkeys(STANDS))
    overtake(form)
    told = {each.name: now_of(each) for each in form if now_of(each)}
    assert told == dict.fromkeys(
        ("text", "day", "count", "share", "partner", "groups"), "nothing"
    ) | {"is_open": "No"}


def test_the_version_that_was_sent_goes_on_until_what_stands_was_shown() -> None:
    assert 'value="4"' in seen(EveryForm(), 4)
    form = EveryForm(SAME | {"seen": '3"'}, initial=STANDS)
    assert 'value="3&quot;"' in seen(form, 4)
    overtake(form)
    assert 'value="4"' in seen(form, 4)
    kept = EveryForm(SAME | {"seen": "3"}, initial=STANDS)
    note_kept(kept)
    assert 'value="4"' in seen(kept, 4)
