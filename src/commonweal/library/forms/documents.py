"""What a person may type: files, a text, words to look for, filters, who may see a document."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from commonweal.library.actions.restrictions import Circle
from commonweal.library.queries.documents import Option, Wanted
from commonweal.library.queries.names import kind_name, language_name
from commonweal.library.queries.value_words import PART_NAMES

TEXT_MOST = 5_000_000
FILTER_LABELS = {
    "kind": _("Kind"),
    "country": _("Country"),
    "field": _("Field of work"),
    "body": _("Body"),
    "year": _("Year"),
    "language": _("Language"),
}
SORT_LABELS = (
    ("newest", _("Newest first")),
    ("oldest", _("Oldest first")),
    ("added", _("Last added first")),
    ("title", _("By title")),
    ("kind", _("By kind")),
    ("country", _("By country")),
)


class SeveralFiles(forms.ClearableFileInput):
    """A file input that takes many."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, as a list."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Return the files; an empty file is for the reader to refuse, with its name."""
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if not files and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return [file for file in files if isinstance(file, UploadedFile)]


class FilesForm(forms.Form):
    """Files, a folder, archives."""

    documents = FilesField(
        label=_("Files"),
        required=False,
    )
    folder = FilesField(
        label=_("Or a whole folder"),
        required=False,
        widget=SeveralFiles(attrs={"webkitdirectory": True}),
    )

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        limits = settings.READING_LIMITS
        self.fields["documents"].help_text = _(
            "Text, HTML, PDF, Word, mail, a feed, or a zip of them. Up to 10,000 files, 1 GB "
            "together. A text, HTML, mail or feed file may have %(text)s MB, any other file "
            "%(file)s MB, a PDF %(pages)s pages."
        ) % {"text": limits.text_mb, "file": limits.file_mb, "pages": limits.pdf_pages}

    def clean(self) -> dict[str, Any]:
        """Require at least one file."""
        cleaned = super().clean() or {}
        if not cleaned.get("documents") and not cleaned.get("folder"):
            self.add_error(
                "documents", _("Choose at least one file, or a folder with files in it.")
            )
        return cleaned

    def chosen(self) -> Sequence[tuple[str, UploadedFile[Any]]]:
        """Return all files, in the order chosen, each with its name: with its folders where the page's script tells them."""
        found: list[tuple[str, UploadedFile[Any]]] = []
        for field in ("documents", "folder"):
            files = self.cleaned_data[field]
            names = _paths(self.data.get(f"{field}_paths", ""), count=len(files))
            found += zip(names or [file.name or "" for file in files], files, strict=True)
        return found


def _paths(told: str, *, count: int) -> list[str] | None:
    """Return the paths of a field's files, or None where there is not exactly one for each: names will do then."""
    try:
        paths = json.loads(told)
    except (ValueError, RecursionError):
        return None
    if not isinstance(paths, list) or len(paths) != count:
        return None
    return paths if all(isinstance(path, str) and path for path in paths) else None


class TextForm(forms.Form):
    """A text pasted from somewhere."""

    text = forms.CharField(
        label=_("Text"),
        max_length=TEXT_MOST,
        strip=False,
        help_text=_("Paste the whole page, with its navigation if you like: it is set aside."),
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={
            "max_length": _(
                "The text has %(show_value)s characters; the most is %(limit_value)s. "
                "Save it as a file and add that."
            )
        },
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=500,
        required=False,
        help_text=_("If you leave it empty, the title is read from the text."),
    )

    def clean_text(self) -> str:
        """Require words."""
        text: str = self.cleaned_data["text"]
        if not text.strip():
            raise forms.ValidationError(_("There are no words in it."))
        return text


class FiltersForm(forms.Form):
    """Words and one choice for each filter; shown with what each choice would leave."""

    def __init__(
        self,
        wanted: Wanted,
        options: Mapping[str, Sequence[Option]],
        *,
        names: Sequence[str],
        has_sort: bool = True,
    ) -> None:
        chosen = {name: wanted.value(name) for name in names}
        super().__init__(initial={"q": wanted.words, "sort": wanted.sort, **chosen})
        self.fields["q"] = forms.CharField(
            label=_("Words"),
            required=False,
            widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        )
        for name in names:
            self.fields[name] = forms.ChoiceField(
                label=FILTER_LABELS[name],
                required=False,
                choices=[("", _("all")), *(_choice(name, one) for one in options[name])],
            )
        if has_sort:
            self.fields["sort"] = forms.ChoiceField(
                label=_("Order"), required=False, choices=SORT_LABELS
            )


def label_of(name: str, option: Option) -> str:
    """Return what a person reads for one value of a filter."""
    if name == "kind":
        return kind_name(option.value)
    return language_name(option.value) if name == "language" else option.label


def _choice(name: str, option: Option) -> tuple[str, str]:
    return option.value, f"{label_of(name, option)} ({option.count})"


class QueueForm(forms.Form):
    """Which values somebody wants to go through."""

    sure = forms.ChoiceField(
        label=_("How sure"),
        required=False,
        choices=[
            ("unsure", _("likely and check")),
            ("check", _("check only")),
            ("all", _("all, certain ones too")),
        ],
    )
    part = forms.ChoiceField(
        label=_("Kind of value"),
        required=False,
        choices=[("", _("all")), *PART_NAMES.items()],
    )


class LiftForm(forms.Form):
    """Why everybody may see a document again."""

    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class RestrictForm(forms.Form):
    """Who alone may see a document, and why."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Whoever holds one of them, for any partner. Oversight learns that a document was "
            "restricted, by whom and why; it reads the document only if you tick it here."
        ),
    )
    partners = forms.TypedMultipleChoiceField(
        label=_("Partners"),
        required=False,
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever acts for one of them, in any role that reads documents."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        help_text=_("Those who may see the document read it, and so does oversight."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        *given: Any,
        roles: Sequence[tuple[str, str]],
        partners: Sequence[tuple[UUID, str]],
        **options: Any,
    ) -> None:
        super().__init__(*given, **options)
        for name, choices in (("roles", roles), ("partners", partners)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  tells the type checker
            field.choices = [(str(key), label) for key, label in choices]

    def clean(self) -> dict[str, Any]:
        """Require somebody."""
        cleaned = super().clean() or {}
        if not (cleaned.get("roles") or cleaned.get("partners") or self.errors):
            self.add_error("roles", _("Choose at least one role or partner."))
        return cleaned

    @property
    def circle(self) -> Circle:
        """Return who may see it, from checked data."""
        return Circle(roles=self.cleaned_data["roles"], partners=self.cleaned_data["partners"])
