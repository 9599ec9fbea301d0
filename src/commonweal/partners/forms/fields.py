"""What the forms are made of: partners, passages, files, days."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.partners.engine.attachments import KINDS, LIMIT_BYTES
from commonweal.partners.engine.types import (
    Attachment,
)

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from commonweal.library.public import Passage
    from commonweal.rights.public import OrganisationName

ACCEPTED = ",".join(sorted(KINDS))
AREA = forms.Textarea(attrs={"rows": 3})


def day_input() -> forms.DateInput:
    """Return an input that a browser shows as a calendar."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class FilterField(forms.ChoiceField):
    """One of some values to narrow a list down by; the empty one asks for all of them."""

    def __init__(self, *, choices: Iterable[tuple[str, Any]], **options: Any) -> None:
        every = [("", _("All")), *choices]
        super().__init__(required=False, choices=every, **options)


class ReasonField(forms.CharField):
    """A reason that some answers need: neither called optional nor asked for by the browser."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=ReasonArea(attrs={"rows": 3}), max_length=4000, **options)

    def validate(self, value: Any) -> None:
        """Take nothing too; the form knows when the reason is needed."""


class ReasonArea(forms.Textarea):
    """An area for a reason that may stay empty."""

    def use_required_attribute(self, initial: Any) -> bool:
        return False


def partner_choices(partners: Iterable[OrganisationName], *, empty: str) -> list[tuple[str, str]]:
    """Return partners as choices, behind an empty one with these words."""
    return [("", empty), *((str(each.id), each.name) for each in partners)]


class PartnerField(forms.TypedChoiceField):
    """One partner, by id."""

    def __init__(self, **options: Any) -> None:
        super().__init__(coerce=UUID, empty_value=None, **options)

    def offer(self, partners: Iterable[OrganisationName], *, empty: str = "") -> None:
        """Set the partners to choose from."""
        self.choices = partner_choices(partners, empty=empty or str(_("Choose a partner")))


class SeenForm(forms.Form):
    """Carries the version the person saw, so that nothing said meanwhile is lost."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


def passage_value(passage: Passage) -> str:
    """Return a passage as the value of a choice."""
    return f"{passage.document_id}/{passage.start}/{passage.end}"


class PassageField(forms.CharField):
    """A passage chosen from a search's results, as ``document/start/end``."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> tuple[UUID, int, int] | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            document_id, start, end = text.split("/")
            return UUID(document_id), int(start), int(end)
        except ValueError as error:
            raise forms.ValidationError(_("Choose a passage from the list.")) from error


class AttachmentField(forms.FileField):
    """A file of at most 20 MB, refused before it is read into memory."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if upload and upload.size > LIMIT_BYTES:
            raise forms.ValidationError(
                _("This file has %(size)s MB; at most %(limit)s MB can be kept."),
                params={"size": upload.size // 1_000_000, "limit": LIMIT_BYTES // 1_000_000},
            )
        return upload


def attachment(upload: UploadedFile[bytes] | None) -> Attachment | None:
    """Return an upload as a value, if there is one."""
    if upload is None:
        return None
    return Attachment(name=upload.name or "", content=upload.read())
