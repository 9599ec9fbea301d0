"""Look through everything that can hold or carry a value about a person, for what must not exist.

Names of table fields and their labels, choices, form fields, options of the command line, keys of
JSON shapes (dataclasses of the engines), columns that are written out. A word is found in any of its
forms and inside a longer name: ``is_muslim``, ``ethnicGroup``, ``party-membership``.
"""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import click
from django import forms
from django.apps import apps
from django.db.models import Field

import commonweal

# Beginnings of words, as they stand in a name cut into words.
FORBIDDEN = (
    "religi", "faith", "denominat", "confession", "creed", "belief", "muslim", "islam", "christian", "jewish",
    "ethnic", "ethnos", "race", "racial", "tribe", "tribal", "minorit", "nationalit", "citizenship", "skin",
    "politic", "ideolog", "party", "parties", "partisan", "worldview", "opinion",
    "sexual", "gender", "orientation", "lgbt", "transgender", "homosex",
    "union", "unionist", "membership",
    "suspect", "radicalis", "radicaliz", "extremist", "dangerous", "threatlevel", "riskscore", "biometric",
    "fingerprint", "passport", "criminal", "conviction",
)  # fmt: skip
# Two words that mean it only together.
PAIRS = (("risk", "score"), ("risk", "level"), ("threat", "level"), ("threat", "score"), ("danger", "level"),
         ("trade", "union"), ("person", "score"), ("mother", "tongue"), ("place", "birth"))  # fmt: skip


@dataclass(frozen=True)
class Named:
    """One name, and where it stands."""

    name: str
    where: str


def words_of(name: str) -> list[str]:
    """Cut a name into lower-case words: at anything but a letter, and where small meets capital."""
    parts = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return [word for word in re.split(r"[^a-z]+", parts.lower()) if word]


def is_forbidden(name: str) -> bool:
    """Say whether a name is, or holds, what is never kept of a person."""
    words = words_of(name)
    joined = "".join(words)
    return (
        any(word.startswith(stem) for word in words for stem in FORBIDDEN)
        or any(first in words and second in words for first, second in PAIRS)
        or any(first + second in joined for first, second in PAIRS)
    )


def found(names: Iterable[Named], *, allowed: Iterable[str] = ()) -> list[Named]:
    """Return the names that must not exist."""
    kept = set(allowed)
    return [one for one in names if is_forbidden(one.name) and one.where not in kept]


def of_tables(models: Iterable[Any] | None = None) -> Iterator[Named]:
    """Every table, field, label, help and choice."""
    for model in apps.get_models(include_auto_created=True) if models is None else models:
        yield Named(model.__name__, model._meta.label)
        for field in model._meta.get_fields():
            where = f"{model._meta.label}.{field.name}"
            yield Named(field.name, where)
            if isinstance(field, Field):
                yield Named(str(field.verbose_name), where)
                yield from (Named(f"{key} {label}", where) for key, label in field.flatchoices)


def of_forms(classes: Iterable[type[forms.BaseForm]] | None = None) -> Iterator[Named]:
    """Every field of every form of ours, its label and its choices."""
    for form in _classes(forms.BaseForm) if classes is None else classes:
        for name, field in form.base_fields.items():
            where = f"{form.__module__}.{form.__name__}.{name}"
            yield Named(name, where)
            yield Named(str(field.label or ""), where)
            for choice in getattr(field, "choices", ()) or ():
                yield Named(f"{choice[0]} {choice[1]}", where)


def of_commands(command: click.Command, path: str = "commonweal") -> Iterator[Named]:
    """Every command, option and argument, and what an option may be."""
    yield Named(command.name or "", path)
    for parameter in command.params:
        where = f"{path} {parameter.name}"
        yield Named(" ".join([parameter.name or "", *parameter.opts]), where)
        if isinstance(parameter.type, click.Choice):
            yield from (Named(str(choice), where) for choice in parameter.type.choices)
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from of_commands(below, f"{path} {name}")


def of_shapes(classes: Iterable[type] | None = None) -> Iterator[Named]:
    """Every field of every dataclass of ours: what JSON is made of, and what rooms hand each other."""
    for one in _classes(object) if classes is None else classes:
        if dataclasses.is_dataclass(one):
            for field in dataclasses.fields(one):
                yield Named(field.name, f"{one.__module__}.{one.__name__}.{field.name}")


def of_rows_written(rows: Iterable[tuple[str, object]]) -> Iterator[Named]:
    """Every key of a JSON value, at any depth, with where it comes from."""
    for where, value in rows:
        for key, below in value.items() if isinstance(value, dict) else ():
            yield Named(str(key), f"{where} {key}")
            yield from of_rows_written([(f"{where} {key}", below)])
        for below in value if isinstance(value, list | tuple) else ():
            yield from of_rows_written([(where, below)])


def modules() -> Iterator[Any]:
    """Every module of the package but migrations."""
    for info in pkgutil.walk_packages(commonweal.__path__, "commonweal."):
        if ".migrations" not in info.name and not info.name.startswith(
            "commonweal.config.settings"
        ):
            yield importlib.import_module(info.name)


def _classes(base: type) -> Iterator[type]:
    seen = set()
    for module in modules():
        for _name, one in inspect.getmembers(module, inspect.isclass):
            if (
                one.__module__.startswith("commonweal.")
                and issubclass(one, base)
                and one not in seen
            ):
                seen.add(one)
                yield one
