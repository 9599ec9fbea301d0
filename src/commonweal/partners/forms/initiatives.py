"""What a person may type about good practices and initiatives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.partners.engine.initiatives import Ending, InitiativeDraft, PracticeDraft
from commonweal.partners.forms.fields import AREA, FilterField, SeenForm, day_input
from commonweal.partners.models import Grade, InitiativeState, Level, PracticeState

Offered = Sequence[tuple[UUID, str]]


class OneField(forms.TypedChoiceField):
    """One row to choose, by id, or none."""

    def __init__(self, **options: Any) -> None:
        super().__init__(coerce=UUID, empty_value=None, required=False, **options)

    def offer(self, rows: Offered, *, empty: str) -> None:
        """Set what may be chosen."""
        self.choices = [("", empty), *((str(key), text) for key, text in rows)]


class EndingForm(forms.Form):
    """What came of it."""

    worked = forms.CharField(label=_("What worked"), widget=AREA, max_length=4000)
    not_worked = forms.CharField(
        label=_("What did not work"),
        widget=AREA,
        max_length=4000,
        help_text=_("Required: from it others learn most."),
    )
    grade = forms.ChoiceField(label=_("How well it is known"), choices=Grade.choices)
    sources = forms.CharField(
        label=_("Sources"),
        widget=AREA,
        max_length=4000,
        help_text=_("Where it can be read or asked, one a line. Organisations, no persons."),
    )

    def ending(self) -> Ending:
        """Return what was typed."""
        names = ("worked", "not_worked", "grade", "sources")
        return Ending(**{name: self.cleaned_data[name] for name in names})


class EndForm(EndingForm, SeenForm):
    """An initiative's end."""

    is_early = forms.BooleanField(label=_("It was stopped early"), required=False)


class PracticeForm(EndingForm):
    """A good practice."""

    title = forms.CharField(label=_("Title"), max_length=300)
    level = forms.ChoiceField(label=_("Level of prevention"), choices=Level.choices)
    text = forms.CharField(label=_("What it is"), widget=AREA, max_length=10_000)
    for_whom = forms.CharField(label=_("For whom"), required=False, max_length=300)
    place = forms.CharField(label=_("Where it was tried"), required=False, max_length=300)
    field_order = ("title", "level", "text", "for_whom", "place")

    def draft(self) -> PracticeDraft:
        """Return what was typed."""
        return PracticeDraft(**self.cleaned_data)


class SourcesForm(forms.Form):
    """Documents of the library, chosen among those that were found; the page draws them."""


class ReviewForm(SeenForm):
    """Another partner's view of a practice."""

    is_good = forms.TypedChoiceField(
        label=_("What we say"),
        choices=[
            ("yes", _("it is clear, honest and has its sources: into the guidebook")),
            ("no", _("something is missing: back to who wrote it")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("What you looked at, or what is missing"), widget=AREA, max_length=4000
    )


class InitiativeForm(forms.Form):
    """A try of something that worked elsewhere."""

    title = forms.CharField(label=_("Title"), max_length=300)
    level = forms.ChoiceField(label=_("Level of prevention"), choices=Level.choices)
    purpose = forms.CharField(label=_("Purpose"), widget=AREA, max_length=4000)
    serves = forms.CharField(
        label=_("Whom it serves"),
        max_length=300,
        help_text=_("A situation, such as “whoever leaves school early”; never a community."),
    )
    designed_with = forms.CharField(
        label=_("Who helped design it"),
        max_length=500,
        help_text=_("Organisations and groups, no names of persons."),
    )
    theory = forms.CharField(
        label=_("How it is meant to work"),
        widget=AREA,
        max_length=4000,
        help_text=_("If we do this, that follows, because ..."),
    )
    harm_indicator = forms.CharField(
        label=_("How one notices that it harms"), widget=AREA, max_length=4000
    )
    exit_plan = forms.CharField(label=_("How it ends"), widget=AREA, max_length=4000)
    start = forms.DateField(label=_("First day"), required=False, widget=day_input())
    end = forms.DateField(label=_("Last day"), required=False, widget=day_input())
    practice_id = OneField(label=_("It begins with this practice"))
    objective_id = OneField(label=_("It serves this objective of the plan"))

    def __init__(self, *args: Any, practices: Offered, objectives: Offered, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["practice_id"].offer(practices, empty=str(_("None")))  # type: ignore[attr-defined]  # a OneField
        self.fields["objective_id"].offer(objectives, empty=str(_("None")))  # type: ignore[attr-defined]  # a OneField

    def draft(self) -> InitiativeDraft:
        """Return what was typed."""
        return InitiativeDraft(**self.cleaned_data)


class GuidebookForm(forms.Form):
    """The guidebook's filters; what is not among the choices asks for nothing."""

    words = forms.CharField(label=_("Words"), required=False, max_length=200)
    level = FilterField(label=_("Level of prevention"), choices=Level.choices)
    grade = FilterField(label=_("How well it is known"), choices=Grade.choices)
    state = forms.ChoiceField(
        label=_("How far"),
        required=False,
        choices=[("", PracticeState.REVIEWED.label), *PracticeState.choices[:1], *PracticeState.choices[2:]],
    )  # fmt: skip


class InitiativesForm(forms.Form):
    """The list's filter."""

    state = FilterField(label=_("How far"), choices=InitiativeState.choices)
