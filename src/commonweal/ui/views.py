"""The page that shows every component with its markup."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import Engine, RequestContext
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonweal.kernel.doors import EVERYONE, opens_to
from commonweal.kernel.provenance import Span
from commonweal.ui.edits import overtake

EXAMPLES: tuple[tuple[str, str | Promise], ...] = (
    ("said", _("Who said what, and how sure")),
    ("reading", _("Text and record, side by side")),
    ("quoted", _("The words of a source")),
    ("steps", _("The way of a promise")),
    ("banners", _("Banners")),
    ("cards", _("Cards, rows and figures")),
    ("facts", _("Facts")),
    ("table", _("Tables")),
    ("form", _("Forms")),
    ("filters", _("Filters and search")),
    ("drop", _("Dropping files")),
    ("buttons", _("Buttons and addresses")),
    ("tabs", _("Tabs and pages")),
    ("progress", _("Progress")),
    ("empty", _("Where nothing is yet")),
    ("folded", _("Folded away")),
)
TONES = (
    "paper", "surface", "sunken", "line", "ink", "soft", "accent", "accent-soft", "band",
    "ok", "warn", "bad", "info", "mark", "lit", "focus",
)  # fmt: skip
TEXT = (
    "HALVERA, 12 May 2026 – Forty people from the council, the police and the youth centres met "
    "to plan a safer summer. “We recommend that the city keeps two halls open until eleven,” "
    "said the youth council."
)


@dataclass(frozen=True, slots=True)
class Example:
    """One component on the page: its name, how it is written, and what becomes of it."""

    key: str
    title: str | Promise
    markup: str
    drawn: str


class MeetingForm(forms.Form):
    """A made-up form with one field of each kind and one mistake."""

    title = forms.CharField(label=_("Title"), help_text=_("As it will stand in the outcome paper."))
    held_on = forms.DateField(label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("council", _("Public Council")), ("workshop", _("Workshop"))]
    )
    minutes = forms.CharField(label=_("Minutes"), widget=forms.Textarea, required=False)
    answer = forms.ChoiceField(
        label=_("Your answer"),
        help_text=_("The others see it as soon as you send it."),
        widget=forms.RadioSelect,
        choices=[
            ("yes", _("Supported")),
            ("part", _("Supported in part")),
            ("no", _("Not agreed")),
        ],
    )
    is_public = forms.BooleanField(label=_("Show it to the public"), required=False)


@opens_to(EVERYONE)
def styles(request: HttpRequest) -> HttpResponse:
    """Show every component; open to everyone, with made-up text only."""
    context = _made_up()
    examples = [_example(request, key=key, title=title, context=context) for key, title in EXAMPLES]
    return render(request, "ui/styles.html", {"examples": examples, "tones": TONES})


def _example(
    request: HttpRequest, *, key: str, title: str | Promise, context: dict[str, object]
) -> Example:
    template = Engine.get_default().get_template(f"ui/examples/{key}.html")
    return Example(
        key=key,
        title=title,
        markup=str(template.source).split("{# shown #}\n", 1)[-1].strip(),
        drawn=template.render(RequestContext(request, context)),
    )


def _made_up() -> dict[str, object]:
    form = MeetingForm(
        {
            "title": "",
            "held_on": "2026-05-12",
            "kind": "council",
            "minutes": "Thirty people came.",
            "answer": "part",
        },
        initial={"minutes": "Forty people came."},
        auto_id="ex_%s",
    )
    overtake(form)
    return {
        "text": TEXT,
        "place": _spans("HALVERA"),
        "date": _spans("12 May 2026"),
        "present": _spans("Forty people"),
        "commitment": _spans("We recommend that the city keeps two halls open until eleven"),
        "all_spans": [
            *_spans("HALVERA"),
            *_spans("12 May 2026"),
            *_spans("Forty people"),
            *_spans("We recommend that the city keeps two halls open until eleven"),
        ],
        "day": dt.date(2026, 5, 12),
        "later": dt.date(2026, 6, 30),
        "form": form,
        "page": Paginator(range(1, 1235), per_page=50).page(4),
    }


def _spans(words: str) -> list[Span]:
    start = TEXT.index(words)
    return [Span(start, start + len(words))]
