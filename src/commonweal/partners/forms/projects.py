"""What a person may type about projects and their money."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.partners.engine.projects import (
    STATES,
    BudgetDraft,
    ProjectDraft,
    ResultDraft,
    RoleDraft,
    TransactionDraft,
)
from commonweal.partners.forms.fields import (
    AREA,
    FilterField,
    PartnerField,
    ReasonField,
    SeenForm,
    day_input,
)
from commonweal.partners.forms.initiatives import OneField
from commonweal.partners.models import (
    ProjectRoleKind,
    ProjectSector,
    ProjectState,
    ResultKind,
    TransactionKind,
)

if TYPE_CHECKING:
    from commonweal.partners.forms.initiatives import Offered
    from commonweal.rights.public import OrganisationName

RECORD = _("As IATI calls it; with it the money can be followed.")


class ProjectForm(forms.Form):
    """A project."""

    title = forms.CharField(label=_("Title"), max_length=300)
    text = forms.CharField(label=_("What it is for"), widget=AREA, max_length=4000)
    theory = forms.CharField(label=_("How it is meant to work"), widget=AREA, max_length=4000)
    harm_indicator = forms.CharField(
        label=_("How one notices that it harms"), widget=AREA, max_length=4000
    )
    iati_identifier = forms.CharField(
        label=_("IATI identifier"),
        max_length=200,
        help_text=_("Your organisation’s identifier, a hyphen and your own number; once only."),
    )
    planned_start = forms.DateField(label=_("Planned first day"), widget=day_input())
    planned_end = forms.DateField(label=_("Planned last day"), required=False, widget=day_input())
    currency = forms.CharField(
        label=_("Currency"), max_length=3, initial="EUR", help_text=_("Three letters, such as EUR.")
    )
    country = forms.CharField(
        label=_("Country"), required=False, max_length=2, help_text=_("Two letters, or empty.")
    )
    place = forms.CharField(label=_("Where"), required=False, max_length=200)
    sector = forms.ChoiceField(
        label=_("Sector"), required=False, choices=[("", _("Not said")), *ProjectSector.choices]
    )
    objective_id = OneField(label=_("It serves this objective of the plan"))
    initiative_id = OneField(label=_("It carries this initiative"))

    def __init__(
        self, *args: Any, objectives: Offered, initiatives: Offered, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["objective_id"].offer(objectives, empty=str(_("None")))  # type: ignore[attr-defined]  # a OneField
        self.fields["initiative_id"].offer(initiatives, empty=str(_("None")))  # type: ignore[attr-defined]  # a OneField

    def draft(self) -> ProjectDraft:
        """Return what was typed."""
        return ProjectDraft(**self.cleaned_data)


class MoveProjectForm(SeenForm):
    """How far a project is."""

    state = forms.ChoiceField(label=_("It is now"), widget=forms.RadioSelect)
    reason = ReasonField(
        label=_("Because"), required=False, help_text=_("Needed to suspend or cancel it.")
    )

    def __init__(self, *args: Any, now: str, **options: Any) -> None:
        super().__init__(*args, **options)
        names = dict(ProjectState.choices)
        self.fields["state"].choices = [(key, names[key]) for key in sorted(STATES[now])]  # type: ignore[attr-defined]  # has choices


class RoleForm(forms.Form):
    """Who takes part as what."""

    partner = PartnerField(label=_("Partner"))
    role = forms.ChoiceField(label=_("Role"), choices=ProjectRoleKind.choices)
    ref = forms.CharField(
        label=_("Its organisation identifier"),
        required=False,
        max_length=100,
        help_text=_("Registration agency and number, such as XM-HAL-0042; kept for all projects."),
    )
    activity_id = forms.CharField(
        label=_("Its own record of the project"), required=False, max_length=200, help_text=RECORD
    )
    asks_for_persons = forms.BooleanField(
        label=_("Its conditions ask for names or data of persons"), required=False
    )

    def __init__(self, *args: Any, partners: Sequence[OrganisationName], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["partner"].offer(partners)  # type: ignore[attr-defined]  # a PartnerField

    def draft(self) -> RoleDraft:
        """Return what was typed."""
        values = self.cleaned_data
        return RoleDraft(
            partner_id=values["partner"],
            role=values["role"],
            ref=values["ref"],
            activity_id=values["activity_id"],
            asks_for_persons=values["asks_for_persons"],
        )


class PhaseForm(forms.Form):
    """A part of a project's time."""

    title = forms.CharField(label=_("What is done in it"), max_length=300)
    start = forms.DateField(label=_("From"), widget=day_input())
    end = forms.DateField(label=_("Until"), widget=day_input())


class BudgetForm(forms.Form):
    """What is meant to be spent."""

    start = forms.DateField(label=_("From"), widget=day_input())
    end = forms.DateField(label=_("Until"), widget=day_input())
    value = forms.DecimalField(label=_("Amount"), min_value=0, decimal_places=2, max_digits=16)
    currency = forms.CharField(label=_("Currency"), max_length=3)
    is_committed = forms.BooleanField(
        label=_("It is committed, not only planned"), required=False, initial=True
    )

    def draft(self) -> BudgetDraft:
        """Return what was typed."""
        return BudgetDraft(**self.cleaned_data)


class TransactionForm(forms.Form):
    """Money that came, was promised or went."""

    kind = forms.ChoiceField(label=_("Kind"), choices=TransactionKind.choices)
    on = forms.DateField(label=_("Day"), widget=day_input(), initial=timezone.localdate)
    value = forms.DecimalField(label=_("Amount"), min_value=0, decimal_places=2, max_digits=16)
    currency = forms.CharField(label=_("Currency"), max_length=3)
    text = forms.CharField(
        label=_("For what"), required=False, max_length=300, help_text=_("No names of persons.")
    )
    provider_id = PartnerField(label=_("From"), required=False)
    provider_activity_id = forms.CharField(
        label=_("The giver’s own record of it"), required=False, max_length=200, help_text=RECORD
    )
    receiver_id = PartnerField(label=_("To"), required=False)
    receiver_activity_id = forms.CharField(
        label=_("The receiver’s own record of it"), required=False, max_length=200
    )

    def __init__(self, *args: Any, partners: Sequence[OrganisationName], **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("provider_id", "receiver_id"):
            self.fields[name].offer(partners, empty=str(_("Not said")))  # type: ignore[attr-defined]  # a PartnerField

    def draft(self) -> TransactionDraft:
        """Return what was typed."""
        return TransactionDraft(**self.cleaned_data)


class ResultForm(forms.Form):
    """What a project is measured by."""

    kind = forms.ChoiceField(label=_("Kind of result"), choices=ResultKind.choices)
    title = forms.CharField(label=_("What comes of it"), max_length=300)
    indicator = forms.CharField(
        label=_("What is measured"), max_length=300, help_text=_("Numbers of people, never names.")
    )
    is_percentage = forms.BooleanField(label=_("In per cent"), required=False)
    baseline = forms.DecimalField(label=_("Baseline"), decimal_places=2, max_digits=16)
    baseline_on = forms.DateField(label=_("Measured on"), widget=day_input())
    target = forms.DecimalField(label=_("Target"), decimal_places=2, max_digits=16)
    target_on = forms.DateField(label=_("To be reached by"), widget=day_input())

    def draft(self) -> ResultDraft:
        """Return what was typed."""
        return ResultDraft(**self.cleaned_data)


class ActualForm(forms.Form):
    """What came of it."""

    actual = forms.DecimalField(label=_("Value"), decimal_places=2, max_digits=16)
    on = forms.DateField(label=_("Measured on"), widget=day_input(), initial=timezone.localdate)
    comment = forms.CharField(
        label=_("In words"), required=False, max_length=500, help_text=_("Also what did not come about.")
    )  # fmt: skip


class ProjectsForm(forms.Form):
    """The list's filters; what is not among the choices asks for nothing."""

    funder = PartnerField(label=_("Funded by"), required=False)
    doer = PartnerField(label=_("Done by"), required=False)
    where = forms.CharField(label=_("Where"), required=False, max_length=100)
    sector = FilterField(label=_("Sector"), choices=ProjectSector.choices)
    state = FilterField(label=_("How far"), choices=ProjectState.choices)

    def __init__(self, *args: Any, partners: Sequence[OrganisationName], **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("funder", "doer"):
            self.fields[name].offer(partners, empty=str(_("All")))  # type: ignore[attr-defined]  # a PartnerField
