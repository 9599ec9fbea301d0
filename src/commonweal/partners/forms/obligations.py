"""What a person may type about obligations and what was done of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.partners.engine.obligations import ObligationDraft
from commonweal.partners.forms.fields import PartnerField, day_input
from commonweal.partners.models import ObligationKind, Per

if TYPE_CHECKING:
    from commonweal.rights.public import OrganisationName


class ObligationForm(forms.Form):
    """So many of something, a year or in all."""

    kind = forms.ChoiceField(
        label=_("Of what"),
        choices=ObligationKind.choices,
        help_text=_(
            "Meetings, trainings and exercises held under the partnership count themselves."
        ),
    )
    text = forms.CharField(
        label=_("What"), max_length=300, help_text=_("Such as “Quarterly meetings of the council”.")
    )
    number = forms.IntegerField(label=_("How many"), min_value=1, max_value=366)
    per = forms.ChoiceField(
        label=_("In which time"),
        choices=Per.choices,
        help_text=_("A year is counted from the first day on."),
    )
    organisation = PartnerField(label=_("By whom"), required=False)
    since = forms.DateField(
        label=_("From"),
        required=False,
        widget=day_input(),
        help_text=_("Otherwise from the first day of the term."),
    )
    until = forms.DateField(
        label=_("Until"),
        required=False,
        widget=day_input(),
        help_text=_("Otherwise until the partnership’s last day."),
    )

    def __init__(self, *args: Any, members: Sequence[OrganisationName], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].offer(members, empty=str(_("All of them together")))  # type: ignore[attr-defined]  # a PartnerField

    def draft(self) -> ObligationDraft:
        """Return what was typed."""
        values = self.cleaned_data
        return ObligationDraft(
            kind=values["kind"],
            text=values["text"],
            number=values["number"],
            per=values["per"],
            organisation_id=values["organisation"],
            since=values["since"],
            until=values["until"],
        )


class FulfilmentForm(forms.Form):
    """Something that was done, and when."""

    on = forms.DateField(label=_("Done on"), widget=day_input(), initial=timezone.localdate)
    text = forms.CharField(
        label=_("What was done"),
        max_length=500,
        help_text=_("Such as “Yearly report handed in”. No names of persons."),
    )
