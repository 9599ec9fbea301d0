"""What a person may type to plan a meeting: its times, its place, its agenda, copies of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.partners.engine.local_time import zone_names
from commonweal.partners.engine.plan_types import Access, ItemDraft, PlanDraft, SpeakerDraft
from commonweal.partners.engine.planning import COPIES_LIMIT
from commonweal.partners.forms.fields import PartnerField
from commonweal.partners.models import AgendaKind, MeetingType
from commonweal.partners.queries.directory import language_name

if TYPE_CHECKING:
    from commonweal.rights.public import OrganisationName

WALL = "%Y-%m-%dT%H:%M"
SPEAKERS = 3
LINES = forms.Textarea(attrs={"rows": 2})


class WallTimeField(forms.DateTimeField):
    """What a clock shows, without a zone: where it is meant stands in another field."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(format=WALL, attrs={"type": "datetime-local"})
        formats = [WALL, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"]
        super().__init__(widget=widget, input_formats=formats, **options)

    def to_python(self, value: Any) -> datetime | None:
        """Return the time as typed; the workspace's own zone has nothing to do with it."""
        found = super().to_python(value)
        return found.replace(tzinfo=None) if found else None

    def prepare_value(self, value: Any) -> Any:
        """Show a time as it is kept."""
        return value


class PlanForm(forms.Form):
    """A meeting that is to come."""

    title = forms.CharField(label=_("Title"), max_length=300)
    type = forms.ChoiceField(label=_("Kind of meeting"), choices=MeetingType.choices)
    starts = WallTimeField(label=_("Begins"), help_text=_("Day and hour, by the clock there."))
    ends = WallTimeField(label=_("Ends"))
    zone = forms.ChoiceField(
        label=_("Time zone of the place"),
        choices=[(name, name) for name in zone_names()],
        help_text=_("All times of this meeting, its deadlines too, are meant there."),
    )
    place = forms.CharField(label=_("Place"), required=False, max_length=200)
    country = forms.CharField(label=_("Country"), required=False, max_length=100)
    is_step_free = forms.BooleanField(label=_("Reached without steps"), required=False)
    has_interpretation = forms.BooleanField(label=_("Interpretation"), required=False)
    has_sign_language = forms.BooleanField(label=_("Sign language"), required=False)
    has_hearing_loop = forms.BooleanField(label=_("Hearing loop"), required=False)
    place_note = forms.CharField(
        label=_("About the place"),
        required=False,
        max_length=300,
        help_text=_("Such as where the lift is, or which languages are interpreted."),
    )
    languages = forms.CharField(
        label=_("Languages"), required=False, widget=LINES, help_text=_("One a line.")
    )
    themes = forms.CharField(
        label=_("Themes"), required=False, widget=LINES, help_text=_("One a line.")
    )
    online_link = forms.CharField(
        label=_("Link to take part online"),
        required=False,
        max_length=500,
        help_text=_("Only partners and those who have a place read it; it is never public."),
    )
    convener = PartnerField(label=_("Called by"), required=False)
    called_by = forms.CharField(
        label=_("Other bodies that call it"), required=False, max_length=300
    )
    partners = forms.TypedMultipleChoiceField(
        label=_("Partners that take part"),
        required=False,
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Those who work in this workspace. People are not listed."),
    )
    partnership = forms.TypedChoiceField(
        label=_("Held under the partnership"),
        required=False,
        coerce=UUID,
        empty_value=None,
        help_text=_("Once it is held it counts towards its obligations."),
    )
    before = forms.TypedChoiceField(
        label=_("The meeting before"),
        required=False,
        coerce=UUID,
        empty_value=None,
        help_text=_("The agenda opens with what was promised there."),
    )

    def __init__(
        self,
        *args: Any,
        conveners: Sequence[OrganisationName],
        partners: Sequence[OrganisationName],
        meetings: Sequence[tuple[UUID, str]],
        partnerships: Sequence[tuple[UUID, str]] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.fields["convener"].offer(conveners, empty=str(_("No partner")))  # type: ignore[attr-defined]  # a PartnerField
        self.fields["partners"].choices = [(str(each.id), each.name) for each in partners]  # type: ignore[attr-defined]  # has choices
        self.fields["partnership"].choices = [  # type: ignore[attr-defined]  # has choices
            ("", _("None")),
            *((str(key), title) for key, title in partnerships),
        ]
        self.fields["before"].choices = [  # type: ignore[attr-defined]  # has choices
            ("", _("No meeting before")),
            *((str(key), title) for key, title in meetings),
        ]

    def draft(self) -> PlanDraft:
        """Return what was typed."""
        values = self.cleaned_data
        access = ("is_step_free", "has_interpretation", "has_sign_language", "has_hearing_loop")
        return PlanDraft(
            title=values["title"],
            type=values["type"],
            starts=values["starts"],
            ends=values["ends"],
            zone=values["zone"],
            place=values["place"],
            country=values["country"],
            access=Access(**{name: values[name] for name in access}, note=values["place_note"]),
            languages=tuple(
                language_name(each.strip()) for each in values["languages"].splitlines()
            ),
            themes=tuple(values["themes"].splitlines()),
            online_link=values["online_link"],
            convener_id=values["convener"],
            called_by=values["called_by"],
            partner_ids=tuple(values["partners"]),
            before_id=values["before"],
            partnership_id=values["partnership"],
        )


class ItemForm(forms.Form):
    """One line of an agenda, with up to three speakers."""

    time = forms.TimeField(
        label=_("Begins at"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    day = forms.IntegerField(
        label=_("Day of the meeting"), min_value=1, initial=1, help_text=_("The first is 1.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=AgendaKind.choices)
    title = forms.CharField(label=_("Title"), max_length=300)
    words = forms.CharField(
        label=_("What it is about"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, partners: Sequence[OrganisationName], **options: Any) -> None:
        super().__init__(*args, **options)
        for n in range(1, SPEAKERS + 1):
            numbered = {"number": n}
            speaker = PartnerField(
                label=_("Speaker %(number)s: partner") % numbered, required=False
            )
            speaker.offer(partners, empty=str(_("No partner")))
            self.fields[f"partner_{n}"] = speaker
            self.fields[f"body_{n}"] = forms.CharField(
                label=_("Speaker %(number)s: another body") % numbered,
                required=False,
                max_length=200,
            )
            self.fields[f"function_{n}"] = forms.CharField(
                label=_("Speaker %(number)s: function") % numbered,
                required=False,
                max_length=200,
                help_text=_("Such as “head of the school service”. No names."),
            )

    def draft(self) -> ItemDraft:
        """Return what was typed."""
        values = self.cleaned_data
        speakers = (
            SpeakerDraft(values[f"partner_{n}"], values[f"body_{n}"], values[f"function_{n}"])
            for n in range(1, SPEAKERS + 1)
        )
        return ItemDraft(
            title=values["title"],
            time=values["time"],
            day=values["day"],
            kind=values["kind"],
            words=values["words"],
            speakers=tuple(one for one in speakers if one.partner_id or one.body),
        )


class PaperForm(forms.Form):
    """The address of a document's page in the library."""

    address = forms.CharField(
        label=_("Address of the document’s page"),
        max_length=500,
        help_text=_("Open the document in the library and copy the address."),
    )


class CopyForm(forms.Form):
    """How a meeting is repeated."""

    rule = forms.ChoiceField(
        label=_("How often"),
        choices=[
            ("weekly", _("every week")),
            ("monthly", _("every month, on the same weekday")),
            ("quarterly", _("every quarter, on the same weekday")),
            ("yearly", _("every year, on the same weekday")),
        ],
        initial="monthly",
    )
    count = forms.IntegerField(
        label=_("How many copies"), min_value=1, max_value=COPIES_LIMIT, initial=3
    )


class StateForm(forms.Form):
    """Where a meeting goes from here."""

    state = forms.ChoiceField(label=_("It is now"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Because"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed where it is postponed or cancelled; those who come are told."),
    )

    def __init__(self, *args: Any, states: Sequence[tuple[str, Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["state"].choices = states  # type: ignore[attr-defined]  # has choices


class SureForm(forms.Form):
    """Nothing to type: only whether one is sure."""


class WhyForm(SureForm):
    """Why it is done, where people are to be told."""

    reason = forms.CharField(
        label=_("Because"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Those who have or wait for a place read it."),
    )
