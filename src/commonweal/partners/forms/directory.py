"""What a person may type about partners, and what they may ask the directory for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.kernel.errors import InvalidInput
from commonweal.partners.engine.directory import ContactDraft, EntryDraft, ServiceDraft
from commonweal.partners.engine.languages import language_codes
from commonweal.partners.engine.tables import BYTES_MOST
from commonweal.partners.forms.fields import AREA, FilterField, PartnerField
from commonweal.partners.models import Level, PartnerKind
from commonweal.partners.queries.directory import language_name, language_names, reading

if TYPE_CHECKING:
    from commonweal.rights.models import Organisation
    from commonweal.rights.public import OrganisationName

NAMES = _("Names with commas between, such as: Albanian, Romani, Serbian (Latin). Codes do too.")


class LanguagesField(forms.CharField):
    """Languages by name or by code, typed with commas between; shown by name, kept as codes."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=_("Languages"), required=False, max_length=600, help_text=NAMES, **options
        )

    def clean(self, value: Any) -> tuple[str, ...]:
        try:
            return language_codes(super().clean(value), reading=reading())
        except InvalidInput as error:
            raise forms.ValidationError(error.message) from error

    def prepare_value(self, value: Any) -> Any:
        """Return what is kept, such as "sq rom", by name; anything else as it was typed."""
        if not isinstance(value, str) or any(language_name(each) == each for each in value.split()):
            return value
        return language_names(value)


class TableField(forms.FileField):
    """A table, refused before it is read into memory where it is too large."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if upload and upload.size > BYTES_MOST:
            raise forms.ValidationError(
                _("This file has %(size)s MB; at most %(limit)s MB can be read."),
                params={"size": upload.size // 1_000_000, "limit": BYTES_MOST // 1_000_000},
            )
        return upload


class EntryForm(forms.Form):
    """A partner's entry in the directory."""

    short_name = forms.CharField(label=_("Short form"), required=False, max_length=60)
    other_names = forms.CharField(
        label=_("Other names"),
        required=False,
        widget=AREA,
        help_text=_("In any language, one a line; so that it is found, and known as the same."),
    )
    kind = forms.ChoiceField(
        label=_("Kind of partner"),
        required=False,
        choices=[("", _("Not said yet")), *PartnerKind.choices],
    )
    is_womens = forms.BooleanField(label=_("A women’s organisation"), required=False)
    is_youth = forms.BooleanField(label=_("A youth organisation"), required=False)
    mandate = forms.CharField(
        label=_("Mandate"),
        required=False,
        max_length=4000,
        widget=AREA,
        help_text=_("What it is there for, in a few sentences."),
    )
    area = forms.CharField(
        label=_("Where it works"),
        required=False,
        max_length=300,
        help_text=_("Such as “the Riverside quarter and the villages along the road”."),
    )
    country = forms.CharField(label=_("Country"), required=False, max_length=100)
    languages = LanguagesField()
    website = forms.URLField(
        label=_("Website"), required=False, max_length=500, assume_scheme="https"
    )

    def draft(self) -> EntryDraft:
        """Return what was typed."""
        values = {name: self.cleaned_data[name] for name in EntryForm.base_fields}
        return EntryDraft(**values | {"other_names": tuple(values["other_names"].splitlines())})


class AddPartnerForm(EntryForm):
    """A new partner: its name, and its entry."""

    name = forms.CharField(label=_("Name"), max_length=200)
    field_order = ("name",)


class RenameForm(forms.Form):
    """A partner's other name."""

    name = forms.CharField(label=_("Name"), max_length=200)


class ServiceForm(forms.Form):
    """Something a partner offers: the service, never a person who uses it."""

    level = forms.ChoiceField(label=_("Level of prevention"), choices=Level.choices)
    title = forms.CharField(label=_("What is offered"), max_length=200)
    description = forms.CharField(
        label=_("Description"),
        required=False,
        max_length=4000,
        widget=AREA,
        help_text=_("Describe the service. Never write about a person who uses it."),
    )
    for_whom = forms.CharField(label=_("For whom"), required=False, max_length=300)
    pathway = forms.CharField(
        label=_("How one gets there"),
        required=False,
        max_length=4000,
        widget=AREA,
        help_text=_("Whom to ask first, what happens then, what it costs, who is told what."),
    )
    area = forms.CharField(label=_("Where"), required=False, max_length=300)
    languages = LanguagesField()

    def draft(self) -> ServiceDraft:
        """Return what was typed."""
        return ServiceDraft(**{name: self.cleaned_data[name] for name in ServiceForm.base_fields})


class ContactForm(forms.Form):
    """How to reach a partner for one purpose."""

    function = forms.CharField(
        label=_("For what"),
        max_length=100,
        help_text=_("Such as “school liaison” or “press”. Not a person’s name."),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Of the office, such as schools@example.org; not somebody’s own."),
    )
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=60)
    hours = forms.CharField(
        label=_("When somebody answers"),
        required=False,
        max_length=200,
        help_text=_("Such as “Monday to Friday, 9 to 16”."),
    )

    def draft(self) -> ContactDraft:
        """Return what was typed."""
        return ContactDraft(**{name: self.cleaned_data[name] for name in ContactForm.base_fields})


class DirectoryForm(forms.Form):
    """The directory's filters; what is not among the choices asks for nothing."""

    words = forms.CharField(label=_("Words"), required=False, max_length=200)
    kind = FilterField(label=_("Kind of partner"), choices=PartnerKind.choices)
    level = FilterField(label=_("Offers"), choices=Level.choices)
    language = forms.ChoiceField(label=_("Language"), required=False)
    area = forms.CharField(label=_("Where"), required=False, max_length=100)
    is_womens = forms.BooleanField(label=_("Women’s organisations"), required=False)
    is_youth = forms.BooleanField(label=_("Youth organisations"), required=False)

    def __init__(self, *args: Any, languages: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["language"].choices = [("", _("All")), *languages]  # type: ignore[attr-defined]  # has choices


class BodiesForm(forms.Form):
    """Words of the bodies that are looked for."""

    words = forms.CharField(label=_("Words of the name"), required=False, max_length=100)


class ImportForm(forms.Form):
    """A table that is handed in."""

    file = TableField(
        label=_("File"),
        help_text=_("Excel (.xlsx) or CSV in UTF-8, at most 50,000 lines and 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )


class MergeForm(forms.Form):
    """Which other partner it is, and which of the two names stays."""

    other = PartnerField(label=_("The same as"))
    keeps = forms.ChoiceField(label=_("Which name stays"), widget=forms.RadioSelect)
    why = forms.CharField(
        label=_("Because"), required=False, max_length=1000, widget=AREA,
        help_text=_("How you know that they are the same."),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        partner: Organisation,
        others: Sequence[OrganisationName],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.partner_id = partner.pk
        self.fields["other"].offer(others)  # type: ignore[attr-defined]  # a PartnerField
        self.fields["keeps"].choices = [  # type: ignore[attr-defined]  # has choices
            ("this", partner.name),
            ("other", _("the other one’s")),
        ]

    def kept_and_absorbed(self) -> tuple[UUID, UUID]:
        """Return the partner that stays, and the one whose name leads there."""
        both = (self.partner_id, self.cleaned_data["other"])
        return both if self.cleaned_data["keeps"] == "this" else (both[1], both[0])

    def other_id(self, offered: str) -> UUID | None:
        """Return the other partner that was chosen, or that the address offers."""
        chosen = self.data.get("other", "") if self.is_bound else offered
        known = {str(key) for key, _name in self.fields["other"].choices}  # type: ignore[attr-defined]  # has choices
        return UUID(str(chosen)) if chosen and str(chosen) in known else None
