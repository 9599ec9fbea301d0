"""Lists to choose from are drawn in one go, and mean what Django's own template means."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from commonweal.ui.rendering import HouseRenderer

NASTY = "<b>\"Halvera\" & 'river'</b>"
CHOICES = [
    ("", "Choose"),
    (1, "One"),
    ("x", NASTY),
    (NASTY, "by value"),
    ("Group <1>", [("a", "A"), ("b", "B")]),
]


class Parts(HTMLParser):
    """The tags with their attributes in any order, and the words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[object] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, sorted(attrs, key=str)))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(("/", tag))

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.found.append(data.strip())


@pytest.mark.parametrize("widget", [forms.Select, forms.SelectMultiple])
@pytest.mark.parametrize("value", [None, "", 1, "x", NASTY, ["a", "x"]])
@pytest.mark.parametrize(
    "attrs", [{}, {"id": "i", "required": True, "disabled": False, "data-a": NASTY}]
)
def test_a_list_means_what_djangos_template_means(
    widget: type[forms.Select], value: object, attrs: dict[str, object]
) -> None:
    drawn = [
        Parts(widget(choices=CHOICES).render("n[0]", value, attrs, renderer)).found
        for renderer in (HouseRenderer(), DjangoTemplates())
    ]
    assert drawn[0] == drawn[1]


def test_other_parts_are_drawn_by_django() -> None:
    class Form(forms.Form):
        name = forms.CharField()

    assert Form(renderer=HouseRenderer()).as_p() == Form(renderer=DjangoTemplates()).as_p()
