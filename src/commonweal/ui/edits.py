"""Two people write the same thing: what stands now, beside what was typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.choices import flatten_choices
from django.utils.formats import date_format, localize
from django.utils.text import capfirst
from django.utils.translation import gettext as _


def overtake(form: forms.Form) -> None:
    """Note in a bound form what stands now wherever it is not what was typed.

    Pages draw the note below each field (``field``) and above the form (``errors_of``).

    Args:
        form: A bound form whose ``initial`` was read from the row in this request.
    """
    found = {each.name: _now(each) for each in form.visible_fields() if _differs(each)}
    form.now_says = found  # type: ignore[attr-defined]  # read by now_of alone
    for name in found:
        bound = form[name]
        if not bound.use_fieldset:
            told = filter(None, (bound.aria_describedby, f"{bound.auto_id}_now"))
            bound.field.widget.attrs["aria-describedby"] = " ".join(told)


def untouched(form: forms.Form, names: Iterable[str]) -> None:
    """Say nothing below fields that nobody changed meanwhile: what differs there is what was typed.

    Args:
        form: A form that ``overtake`` went over.
        names: The fields.
    """
    found: dict[str, str] = getattr(form, "now_says", {})
    for name in names:
        found.pop(name, None)


def note_kept(form: forms.Form) -> None:
    """Note that what this form holds is kept, although the page is shown again for another reason."""
    form.now_says = {}  # type: ignore[attr-defined]  # read by now_of alone


def is_overtaken(form: object) -> bool:
    """Whether somebody was quicker than who typed this form."""
    return hasattr(form, "now_says")


def now_of(bound: BoundField) -> str:
    """Return what stands now in place of what was typed, in words; nothing where they are the same."""
    found: dict[str, str] = getattr(bound.form, "now_says", {})
    return found.get(bound.name, "")


def _differs(bound: BoundField) -> bool:
    field, stands = bound.field, bound.initial
    if bound.name not in bound.form.initial and field.initial is None:
        return False
    if isinstance(field, forms.FileField) or not field.has_changed(stands, bound.data):
        return False
    shown = field.prepare_value(stands)
    return _plain("" if shown is None else shown) != _plain(bound.data)


def _plain(value: Any) -> str:
    return str(value).replace("\r\n", "\n").strip()


def _now(bound: BoundField) -> str:
    value = bound.initial
    if isinstance(bound.field, forms.ChoiceField):
        choices: Any = bound.field.choices
        flat: list[tuple[Any, Any]] = list(flatten_choices(choices))
        names = {str(key): str(name) for key, name in flat}
        many = value if isinstance(value, list | tuple | set) else [value]
        return "; ".join(names.get(str(each), str(each)) for each in many if each) or _("nothing")
    if isinstance(bound.field, forms.BooleanField):
        return _words(bool(value))
    return _words(bound.field.prepare_value(value)) or _("nothing")


def _words(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return capfirst(_("yes") if value else _("no"))
        case dt.datetime():
            return date_format(value, "DATETIME_FORMAT")
        case dt.date():
            return date_format(value, "DATE_FORMAT")
        case int() | float() | Decimal():
            return str(localize(value))
        case list() | tuple() | set():
            return "; ".join(map(str, value))
        case _:
            return str(value).strip()
