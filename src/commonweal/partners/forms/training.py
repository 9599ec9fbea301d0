"""What a person may type about courses and exercises."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.partners.engine.courses import (
    SCALE,
    STATEMENTS,
    CourseDraft,
    FeedbackDraft,
    SessionDraft,
    TrainerDraft,
)
from commonweal.partners.engine.exercises import CardDraft, ExerciseDraft, ImprovementDraft
from commonweal.partners.engine.local_time import zone_names
from commonweal.partners.forms.directory import LanguagesField
from commonweal.partners.forms.fields import AREA, PartnerField, SeenForm, day_input
from commonweal.partners.models import (
    CardKind,
    Element,
    ExerciseForm,
    Feedback,
    HotWashKind,
    Subject,
)

if TYPE_CHECKING:
    from commonweal.rights.public import OrganisationName

TEACHERS = 3


def _clock(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )


class _When(forms.Form):
    """A day, two hours, and the zone in which they are meant."""

    day = forms.DateField(label=_("Day"), widget=day_input())
    begins = _clock(_("Begins"))
    ends = _clock(_("Ends"))
    zone = forms.ChoiceField(
        label=_("Time zone of the place"), choices=[(name, name) for name in zone_names()]
    )
    place = forms.CharField(label=_("Place"), required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        begins, ends = values.get("begins"), values.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("It ends after it begins, on the same day."))
        return values


class _Under(forms.Form):
    """Under which partnership."""

    partnership = forms.TypedChoiceField(
        label=_("Held under the partnership"), required=False, coerce=UUID, empty_value=None
    )

    def offer_partnerships(self, rows: Sequence[tuple[UUID, str]]) -> None:
        """Set the partnerships to choose from."""
        self.fields["partnership"].choices = [  # type: ignore[attr-defined]  # has choices
            ("", _("None")),
            *((str(key), title) for key, title in rows),
        ]


class CourseForm(_Under):
    """A course, and who teaches."""

    title = forms.CharField(label=_("Title"), max_length=300)
    subject = forms.ChoiceField(label=_("Subject"), choices=Subject.choices)
    aim = forms.CharField(
        label=_("What people can do afterwards"), required=False, max_length=4000, widget=AREA
    )
    for_whom = forms.CharField(label=_("For whom"), required=False, max_length=300)
    place = forms.CharField(label=_("Place"), required=False, max_length=200)
    languages = LanguagesField()
    field_order = ("title", "subject", "aim", "for_whom", "place", "languages", "partnership")

    def __init__(
        self,
        *args: Any,
        partners: Sequence[OrganisationName],
        partnerships: Sequence[tuple[UUID, str]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.offer_partnerships(partnerships)
        for n in range(1, TEACHERS + 1):
            self.fields[f"teacher_{n}"] = PartnerField(
                label=_("Trainer %(number)s: partner") % {"number": n}, required=False
            )
            self.fields[f"teacher_{n}"].offer(partners, empty=str(_("Nobody")))  # type: ignore[attr-defined]  # a PartnerField
            self.fields[f"function_{n}"] = forms.CharField(
                label=_("Trainer %(number)s: function") % {"number": n},
                required=False,
                max_length=200,
                help_text=_("Such as “editor”. No names of persons."),
            )

    def draft(self) -> CourseDraft:
        """Return what was typed."""
        values = self.cleaned_data
        teachers = (
            (values[f"teacher_{n}"], values[f"function_{n}"]) for n in range(1, TEACHERS + 1)
        )
        names = ("title", "subject", "aim", "for_whom", "place", "languages")
        return CourseDraft(
            trainers=tuple(TrainerDraft(key, function) for key, function in teachers if key),
            partnership_id=values["partnership"],
            **{name: values[name] for name in names},
        )


class SessionForm(_When):
    """One session."""

    title = forms.CharField(
        label=_("What it is about"),
        required=False,
        max_length=300,
        help_text=_("The course’s title, if empty."),
    )

    def draft(self) -> SessionDraft:
        """Return what was typed."""
        return SessionDraft(**self.cleaned_data)


class HeadsForm(forms.Form):
    """How many came."""

    heads = forms.IntegerField(
        label=_("People who came"), min_value=0, max_value=5000, help_text=_("A number, no names.")
    )


class UntilForm(forms.Form):
    """Until when people may say how it was."""

    until = forms.DateField(
        label=_("Until"),
        required=False,
        widget=day_input(),
        help_text=_("At most 120 days; empty to stop asking."),
    )


class FeedbackForm(forms.Form):
    """Four statements from 1 to 5, and two sentences."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        ends = {1: _("1, not at all"), 5: _("5, very much")}
        for name in STATEMENTS:
            self.fields[name] = forms.TypedChoiceField(
                label=Feedback._meta.get_field(name).verbose_name,  # type: ignore[union-attr]  # a field of its own
                choices=[(each, ends.get(each, str(each))) for each in SCALE],
                coerce=int,
                widget=forms.RadioSelect,
            )
        for name, label in (("best", _("What helped most?")), ("change", _("What should we do differently?"))):  # fmt: skip
            self.fields[name] = forms.CharField(
                label=label,
                required=False,
                max_length=300,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=_("No names, please."),
            )

    def draft(self) -> FeedbackDraft:
        """Return what was said."""
        values = self.cleaned_data
        marks = {name: values[name] for name in STATEMENTS}
        return FeedbackDraft(marks=marks, best=values["best"], change=values["change"])


class PublicFeedbackForm(FeedbackForm):
    """The same on the public page, where programs come too: no puzzle, only what a person never notices."""

    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    @property
    def is_of_a_program(self) -> bool:
        """Whether the field that people do not see was filled in."""
        return bool(self.data.get("website"))


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a text that are not empty."""
    return tuple(filter(None, (each.strip() for each in text.splitlines())))


class _Tries(forms.Form):
    """What an exercise tries out."""

    form = forms.ChoiceField(label=_("Form"), choices=ExerciseForm.choices)
    scope = forms.CharField(
        label=_("Scope"),
        required=False,
        max_length=4000,
        widget=AREA,
        help_text=_("What it tries out, and what not."),
    )
    objectives = forms.CharField(
        label=_("Objectives"), required=False, max_length=4000, widget=AREA, help_text=_("One a line.")
    )  # fmt: skip
    capabilities = forms.CharField(
        label=_("Capabilities"),
        required=False,
        max_length=4000,
        widget=AREA,
        help_text=_("One a line, such as “evacuation” or “telling the public”."),
    )
    scenario = forms.CharField(
        label=_("Scenario"),
        required=False,
        max_length=4000,
        widget=AREA,
        help_text=_("What has happened when it begins. Invented: no real group, no community as a threat."),
    )  # fmt: skip

    def tried(self) -> dict[str, Any]:
        """Return what was typed, by the draft's names."""
        values = self.cleaned_data
        return {name: values[name] for name in ("form", "scope", "scenario")} | {
            name: lines_of(values[name]) for name in ("objectives", "capabilities")
        }


class PlanExerciseForm(_Tries, _When, _Under):
    """An exercise with its meeting."""

    title = forms.CharField(label=_("Title"), max_length=300)
    partners = forms.TypedMultipleChoiceField(
        label=_("Who takes part"),
        required=False,
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Their people read the cards that are out."),
    )
    field_order = ("title", "form", "day", "begins", "ends", "zone", "place", "partners", "partnership")  # fmt: skip

    def __init__(
        self,
        *args: Any,
        partners: Sequence[OrganisationName],
        partnerships: Sequence[tuple[UUID, str]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.offer_partnerships(partnerships)
        self.fields["partners"].choices = [(str(each.id), each.name) for each in partners]  # type: ignore[attr-defined]  # has choices

    def draft(self) -> ExerciseDraft:
        """Return what was typed."""
        values = self.cleaned_data
        names = ("title", "day", "begins", "ends", "zone", "place")
        return ExerciseDraft(
            partner_ids=tuple(values["partners"]),
            partnership_id=values["partnership"],
            **{name: values[name] for name in names},
            **self.tried(),
        )


class ChangeExerciseForm(_Tries):
    """What an exercise tries out, without its meeting."""


class FormForm(forms.Form):
    """In which form a meeting's exercise is held."""

    form = forms.ChoiceField(label=_("Form"), choices=ExerciseForm.choices)


class CardForm(forms.Form):
    """One card."""

    kind = forms.ChoiceField(label=_("Kind"), choices=CardKind.choices)
    title = forms.CharField(label=_("Title"), max_length=200)
    text = forms.CharField(
        label=_("What those at the table read"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )  # fmt: skip
    question = forms.CharField(
        label=_("What they talk about"), required=False, max_length=4000, widget=AREA
    )
    minute = forms.IntegerField(
        label=_("Comes by itself after so many minutes"),
        required=False,
        min_value=0,
        max_value=1440,
        help_text=_("Empty: whoever leads the exercise releases it."),
    )
    for_partner = PartnerField(label=_("Only for"), required=False)

    def __init__(self, *args: Any, partners: Sequence[OrganisationName], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["for_partner"].offer(partners, empty=str(_("All at the table")))  # type: ignore[attr-defined]  # a PartnerField

    def draft(self) -> CardDraft:
        """Return what was typed."""
        values = self.cleaned_data
        names = ("kind", "title", "text", "question", "minute")
        return CardDraft(for_id=values["for_partner"], **{name: values[name] for name in names})


class HotWashForm(forms.Form):
    """One thing said right afterwards."""

    kind = forms.ChoiceField(label=_("It"), choices=HotWashKind.choices)
    text = forms.CharField(label=_("What"), max_length=500, help_text=_("No names of persons."))


class ImprovementForm(SeenForm):
    """One row of the improvement plan."""

    area = forms.CharField(label=_("Area for improvement"), max_length=2000, widget=AREA)
    action = forms.CharField(label=_("Corrective action"), max_length=300)
    element = forms.ChoiceField(label=_("Capability element"), choices=Element.choices)
    organisation = PartnerField(label=_("Responsible organisation"))
    contact = forms.CharField(
        label=_("Point of contact"),
        required=False,
        max_length=100,
        help_text=_("A function, such as “head of the stewards”. No name."),
    )
    starts_on = forms.DateField(label=_("Start date"), required=False, widget=day_input())
    done_by = forms.DateField(label=_("Completion date"), required=False, widget=day_input())

    def __init__(self, *args: Any, partners: Sequence[OrganisationName], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].offer(partners)  # type: ignore[attr-defined]  # a PartnerField

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        start, end = values.get("starts_on"), values.get("done_by")
        if start and end and end < start:
            self.add_error("done_by", _("It is done after it begins."))
        return values

    def draft(self) -> ImprovementDraft:
        """Return what was typed."""
        values = self.cleaned_data
        names = ("area", "action", "element", "contact", "starts_on", "done_by")
        return ImprovementDraft(
            organisation_id=values["organisation"], **{name: values[name] for name in names}
        )
