"""The board's filters, and what is done to many recommendations at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.partners.actions.bulk import Together
from commonweal.partners.engine.states import PROGRESS
from commonweal.partners.forms.fields import FilterField, PartnerField
from commonweal.partners.models import Affected, Position
from commonweal.partners.queries.wording import PROGRESS_NAMES

if TYPE_CHECKING:
    from commonweal.rights.public import OrganisationName


class BoardForm(forms.Form):
    """The board's filters; what is not among the choices asks for nothing."""

    state = FilterField(
        label=_("How far"), choices=[(key, PROGRESS_NAMES[key]) for key in PROGRESS]
    )
    answer = FilterField(
        label=_("Answer"), choices=[("none", _("not answered yet")), *Position.choices]
    )
    organisation = PartnerField(label=_("Partner"), required=False)
    meeting = forms.TypedChoiceField(
        label=_("Meeting"), required=False, coerce=UUID, empty_value=None
    )
    cluster = forms.ChoiceField(label=_("Cluster"), required=False)
    affected = FilterField(label=_("Whom it concerns"), choices=Affected.choices)
    words = forms.CharField(label=_("Words"), required=False, max_length=100)
    overdue = forms.BooleanField(label=_("Overdue only"), required=False)
    leaderless = forms.BooleanField(label=_("Led by nobody any more"), required=False)

    def __init__(
        self,
        *args: Any,
        partners: Sequence[OrganisationName],
        meetings: Sequence[tuple[UUID, str]],
        clusters: Sequence[str] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].offer(partners, empty=str(_("All")))  # type: ignore[attr-defined]  # a PartnerField
        self.fields["cluster"].choices = [("", _("All")), *((each, each) for each in clusters)]  # type: ignore[attr-defined]  # has choices
        self.fields["meeting"].choices = [  # type: ignore[attr-defined]  # has choices
            ("", _("All")),
            *((str(key), title) for key, title in meetings),
        ]


class BulkForm(forms.Form):
    """What is done to all of them."""

    act = forms.ChoiceField(
        label=_("What is done"),
        choices=[
            ("cluster", _("put them into a cluster")),
            ("unpublish", _("take them off the public page")),
        ],
        widget=forms.RadioSelect,
    )
    cluster = forms.CharField(
        label=_("Cluster"),
        required=False,
        max_length=100,
        help_text=_("Empty takes them out of their cluster."),
    )

    def __init__(self, *args: Any, clusters: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        if clusters:
            self.fields["cluster"].help_text = _(
                "There are: %(clusters)s. Empty takes them out of their cluster."
            ) % {"clusters": "; ".join(clusters[:12])}

    def what(self, *, count: int) -> Together:
        """Return what is to be done.

        Args:
            count: How many the person was told that it changes.
        """
        values = self.cleaned_data
        return Together(act=values["act"], cluster=values["cluster"], count=count)
