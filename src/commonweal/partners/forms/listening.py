"""What a person may type about a listening session, and about a council's page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from commonweal.partners.engine.listening_types import ListeningDraft, PageDraft
from commonweal.partners.forms.fields import PartnerField, SeenForm, day_input
from commonweal.partners.models import ListeningKind

if TYPE_CHECKING:
    from commonweal.rights.public import OrganisationName

# Rows that are offered in a list: their id and what they are called.
Offered = Iterable[tuple[UUID, str]]


class RowField(forms.TypedChoiceField):
    """One row of a list that the view offers, by id."""

    def __init__(self, **options: Any) -> None:
        super().__init__(coerce=UUID, empty_value=None, **options)

    def offer(self, rows: Offered, *, empty: str) -> None:
        """Set the rows to choose from, behind an empty choice with these words."""
        self.choices = [("", empty), *((str(key), name) for key, name in rows)]


# One of the words of the form to print: where it is translated, the form is.
FORM_WORDS = "What do you want to raise?"


class ListeningForm(SeenForm):
    """Where people raised something: no names, a head count."""

    title = forms.CharField(label=_("Title"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind"), choices=ListeningKind.choices)
    held_on = forms.DateField(
        label=_("Day"),
        widget=day_input(),
        help_text=_("Of a round of forms: the last day."),
    )
    municipality = forms.CharField(
        label=_("Municipality"),
        max_length=100,
        help_text=_("Its name only: no street, no number, no postcode."),
    )
    host = PartnerField(label=_("Held by"))
    heads = forms.IntegerField(
        label=_("How many people came"),
        required=False,
        min_value=0,
        max_value=100_000,
        help_text=_("A head count. Nobody is listed."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken"),
        required=False,
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
    )
    meeting = RowField(label=_("Part of the meeting"), required=False)
    council = RowField(
        label=_("For the Public Council"),
        required=False,
        help_text=_("Its page “Raised and answered” shows what was raised here."),
    )

    def __init__(
        self,
        *args: Any,
        hosts: Sequence[OrganisationName],
        meetings: Offered,
        councils: Offered,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.fields["seen"].required = False
        self.fields["host"].offer(hosts)  # type: ignore[attr-defined]  # a PartnerField
        self.fields["meeting"].offer(meetings, empty=str(_("No meeting")))  # type: ignore[attr-defined]  # a RowField
        self.fields["council"].offer(councils, empty=str(_("No council")))  # type: ignore[attr-defined]  # a RowField

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("kind") == ListeningKind.MEETING and not values.get("meeting"):
            self.add_error("meeting", _("Choose the meeting it was raised at."))
        return values

    def draft(self) -> ListeningDraft:
        """Return what was typed."""
        values = self.cleaned_data
        return ListeningDraft(
            title=values["title"],
            kind=values["kind"],
            held_on=values["held_on"],
            municipality=values["municipality"],
            host_id=values["host"],
            heads=values["heads"],
            languages=tuple(values["languages"]),
            meeting_id=values["meeting"],
            council_id=values["council"],
        )


class PageForm(forms.Form):
    """The period and the languages of a council's page."""

    first_day = forms.DateField(label=_("From"), widget=day_input())
    last_day = forms.DateField(label=_("Until"), widget=day_input())
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Each language has its page; texts without a translation stay as they were typed."
        ),
    )

    def draft(self, council_id: UUID) -> PageDraft:
        """Return what was chosen."""
        values = self.cleaned_data
        return PageDraft(
            council_id=council_id,
            first_day=values["first_day"],
            last_day=values["last_day"],
            languages=tuple(values["languages"]),
        )


def is_translated(language: str) -> bool:
    """Say whether the words of the form to print are there in a language."""
    with override("en"):
        first = gettext(FORM_WORDS)
    with override(language):
        return language == "en" or gettext(FORM_WORDS) != first


class PrintForm(forms.Form):
    """Which forms to print for a listening session."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    sheets = forms.IntegerField(
        label=_("How many groups"), min_value=1, max_value=30, help_text=_("A sheet for each.")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["language"].choices = [  # type: ignore[attr-defined]  # has choices
            (
                code,
                name
                if is_translated(code)
                else gettext("%(language)s (not translated yet: printed in English)")
                % {"language": name},
            )
            for code, name in settings.LANGUAGES
        ]
