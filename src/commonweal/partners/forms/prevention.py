"""What a person may type about the prevention plan, its objectives, and what words mean here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.partners.engine.prevention import (
    ActivityDraft,
    IndicatorDraft,
    ObjectiveDraft,
    PreventionDraft,
    Reasons,
)
from commonweal.partners.forms.fields import AREA, PartnerField, ReasonField, SeenForm, day_input
from commonweal.partners.models import Level, MeaningViewKind

if TYPE_CHECKING:
    from commonweal.rights.public import OrganisationName

    Offered = Sequence[tuple[UUID, str]]

LONG = forms.Textarea(attrs={"rows": 8})
ACTIVITY_WORDS = {
    "accepted": _("we take it on"),
    "started": _("it is under way"),
    "done": _("it is done"),
    "dropped": _("it is dropped"),
}


class ManyField(forms.TypedMultipleChoiceField):
    """Several rows to choose, by id.

    Attributes:
        search: The words that were looked for among the choices; None where one cannot look there.
    """

    search: str | None = None

    def __init__(self, **options: Any) -> None:
        super().__init__(coerce=UUID, widget=forms.CheckboxSelectMultiple, **options)

    def offer(self, rows: Offered) -> None:
        """Set what may be chosen."""
        self.choices = [(str(key), text) for key, text in rows]


class PlanForm(forms.Form):
    """A prevention plan."""

    title = forms.CharField(label=_("Title"), max_length=300)
    area = forms.CharField(
        label=_("For where"),
        required=False,
        max_length=300,
        help_text=_("A city, a district or a country, in words."),
    )
    start = forms.DateField(label=_("First day"), required=False, widget=day_input())
    end = forms.DateField(label=_("Last day"), required=False, widget=day_input())
    need = forms.CharField(
        label=_("Statement of need"),
        required=False,
        widget=LONG,
        max_length=20_000,
        help_text=_(
            "What people raised, and what is missing. Say it of conditions, never of a community."
        ),
    )
    response = forms.CharField(
        label=_("Response after an incident"),
        required=False,
        widget=LONG,
        max_length=20_000,
        help_text=_("Who speaks, who looks after whom, what is checked before it is passed on."),
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        start, end = values.get("start"), values.get("end")
        if end and (start is None or end < start):
            self.add_error("end", _("The last day is not before the first day."))
        return values

    def draft(self) -> PreventionDraft:
        """Return what was typed."""
        return PreventionDraft(**self.cleaned_data)


class ObjectiveForm(forms.Form):
    """One objective, and the concerns that it answers."""

    level = forms.ChoiceField(label=_("Level of prevention"), choices=Level.choices)
    title = forms.CharField(label=_("What is to be reached"), max_length=300)
    text = forms.CharField(
        label=_("Why, and how one will know"), required=False, widget=AREA, max_length=4000
    )
    concerns = ManyField(
        label=_("It answers these concerns"),
        required=False,
        help_text=_("At least one, before it can be approved."),
    )

    def __init__(self, *args: Any, concerns: Offered, search: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["concerns"].offer(concerns)  # type: ignore[attr-defined]  # a ManyField
        self.fields["concerns"].search = search  # type: ignore[attr-defined]  # a ManyField

    def draft(self) -> ObjectiveDraft:
        """Return what was typed."""
        values = self.cleaned_data
        return ObjectiveDraft(
            values["level"], values["title"], values["text"], tuple(values["concerns"])
        )


class CommentForm(forms.Form):
    """What a partner thinks of an objective."""

    text = forms.CharField(
        label=_("What your partner thinks of it"),
        widget=AREA,
        max_length=4000,
        help_text=_("Everybody who takes part reads it, with your partner’s name."),
    )


class ApproveForm(SeenForm):
    """Why an objective is approved although somebody was not heard."""

    without_women = ReasonField(
        label=_("Why without the comment of a women’s organisation"), required=False
    )
    without_youth = ReasonField(
        label=_("Why without the comment of a youth organisation"), required=False
    )

    def reasons(self) -> Reasons:
        """Return what was typed."""
        values = self.cleaned_data
        return Reasons(values["without_women"], values["without_youth"])


class HangForm(forms.Form):
    """Which recommendations and actions serve an objective."""

    recommendations = ManyField(label=_("Recommendations"), required=False)
    actions = ManyField(label=_("Actions"), required=False)

    def __init__(
        self,
        *args: Any,
        recommendations: Offered,
        actions: Offered,
        search: str = "",
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.fields["recommendations"].offer(recommendations)  # type: ignore[attr-defined]  # a ManyField
        self.fields["recommendations"].search = search  # type: ignore[attr-defined]  # a ManyField
        self.fields["actions"].offer(actions)  # type: ignore[attr-defined]  # a ManyField


class ActivityForm(forms.Form):
    """Something that is done for an objective."""

    title = forms.CharField(label=_("What is done"), max_length=300)
    partner = PartnerField(
        label=_("By which partner"),
        help_text=_("Another partner’s people take it on first; nobody promises for others."),
    )
    start = forms.DateField(label=_("From"), required=False, widget=day_input())
    end = forms.DateField(label=_("Until"), required=False, widget=day_input())

    def __init__(self, *args: Any, partners: Sequence[OrganisationName], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["partner"].offer(partners)  # type: ignore[attr-defined]  # a PartnerField

    def draft(self) -> ActivityDraft:
        """Return what was typed."""
        values = self.cleaned_data
        return ActivityDraft(values["title"], values["partner"], values["start"], values["end"])


class MoveActivityForm(SeenForm):
    """What is said of an activity."""

    kind = forms.ChoiceField(label=_("What we say"), widget=forms.RadioSelect)
    text = ReasonField(
        label=_("In words"), required=False, help_text=_("Needed where it is dropped.")
    )

    def __init__(self, *args: Any, kinds: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [(each, ACTIVITY_WORDS[each]) for each in kinds]  # type: ignore[attr-defined]  # has choices


class IndicatorForm(forms.Form):
    """What is measured, from where, how far."""

    title = forms.CharField(
        label=_("What is measured"),
        max_length=300,
        help_text=_("Of services and institutions; nothing about a person or a community."),
    )
    unit = forms.CharField(label=_("Unit"), max_length=60, help_text=_("Such as “days” or “%”."))
    baseline = forms.DecimalField(label=_("Baseline"), decimal_places=2, max_digits=16)
    baseline_on = forms.DateField(label=_("Measured on"), widget=day_input())
    target = forms.DecimalField(label=_("Target"), decimal_places=2, max_digits=16)
    target_on = forms.DateField(label=_("To be reached by"), widget=day_input())

    def draft(self) -> IndicatorDraft:
        """Return what was typed."""
        return IndicatorDraft(**self.cleaned_data)


class ValueForm(forms.Form):
    """One measured value."""

    on = forms.DateField(label=_("Measured on"), widget=day_input(), initial=timezone.localdate)
    value = forms.DecimalField(label=_("Value"), decimal_places=2, max_digits=16)
    note = forms.CharField(label=_("How it was measured"), required=False, max_length=500)


class MeaningForm(forms.Form):
    """What a word means here, and what it does not."""

    term = forms.CharField(label=_("Word"), max_length=200)
    means = forms.CharField(label=_("What we mean"), widget=AREA, max_length=4000)
    means_not = forms.CharField(
        label=_("What we do not mean"),
        widget=AREA,
        max_length=4000,
        help_text=_("Whom and what the word must not be used for."),
    )


class WordingForm(MeaningForm):
    """Another wording of a word."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["term"]


class ViewForm(forms.Form):
    """A partner's view on a wording."""

    kind = forms.ChoiceField(
        label=_("What we say"), choices=MeaningViewKind.choices, widget=forms.RadioSelect
    )
    text = ReasonField(label=_("Because"), required=False, help_text=_("Needed to object."))
    number = forms.IntegerField(widget=forms.HiddenInput)
