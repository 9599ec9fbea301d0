"""Nothing stays for ever: every table says how long its rows are kept, or with what they go."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateTimeField, Model

from commonweal.rights.rules import keeping as register
from commonweal.rights.rules.keeping import Keeping, keepings

MODELS = apps.get_models(include_auto_created=True)
ALL = keepings()


def undeclared(models: list[type[Model]], declared: dict[str, str]) -> list[str]:
    return [one._meta.label for one in models if one._meta.label not in declared]


def field_at(model: type[Model], path: str) -> object:
    """The field a lookup leads to; FieldDoesNotExist where there is none."""
    *way, last = path.split("__")
    for name in way:
        model = model._meta.get_field(name).related_model
    if last == "pk":
        return model._meta.pk
    return next(
        (each for each in model._meta.get_fields() if getattr(each, "attname", "") == last),
        None,
    ) or model._meta.get_field(last)


def test_every_table_is_declared() -> None:
    assert undeclared(MODELS, register.declared()) == []


def test_a_new_table_without_a_declaration_is_found() -> None:
    known = register.declared()
    known.pop("partners.Action")
    assert undeclared(MODELS, known) == ["partners.Action"]


def test_nothing_is_declared_that_does_not_exist() -> None:
    there = {one._meta.label for one in MODELS}
    assert set(register.declared()) - there == set()


def test_a_kind_is_declared_once() -> None:
    with pytest.raises(ValueError, match="declared twice"):
        register.stays("partners.Action", "again")
    with pytest.raises(ValueError, match="declared twice"):
        register.keep(ALL[0])


@pytest.mark.parametrize("keeping", ALL, ids=lambda one: one.thing)
def test_a_declaration_names_what_is_there(keeping: Keeping) -> None:
    for path in filter(None, [keeping.counts_from, keeping.maximum_from, keeping.removed_from]):
        if keeping.rows is None:
            assert isinstance(field_at(keeping.model, path), DateTimeField)
        keeping.all().filter(**{f"{path}__isnull": False}).query.sql_with_params()
    for path in [*keeping.remains, *filter(None, [keeping.partner])]:
        keeping.all().values_list(path).query.sql_with_params()
    for link in keeping.parts:
        assert field_at(apps.get_model(link.thing), link.path)
        assert register.wholes()[link.thing] == keeping.thing
    for link in keeping.inside:
        assert field_at(keeping.model, link.path)
    assert str(keeping.name)
    assert str(keeping.why)
    assert str(keeping.since)


@pytest.mark.parametrize("keeping", ALL, ids=lambda one: one.thing)
def test_a_part_never_outlives_its_whole(keeping: Keeping) -> None:
    for link in keeping.inside:
        whole = register.keeping_of(link.thing)
        assert whole is not None
        assert keeping.term.maximum <= whole.term.maximum
        assert keeping.maximum_from.endswith("added_at")
        assert keeping.maximum_from.count("__") == len(keeping.inside)


@pytest.mark.parametrize("keeping", [one for one in ALL if one.is_content], ids=lambda o: o.thing)
def test_a_tombstone_holds_no_words(keeping: Keeping) -> None:
    for path in keeping.remains:
        field = field_at(keeping.model, path)
        kind = type(field).__name__
        is_choice = bool(getattr(field, "choices", None))
        assert ("Char" not in kind and "Text" not in kind) or is_choice, path
        assert kind != "JSONField", path


@pytest.mark.parametrize("keeping", [o for o in ALL if not o.is_content], ids=lambda o: o.thing)
def test_what_is_no_content_is_named_as_such(keeping: Keeping) -> None:
    assert keeping.thing in {
        "partners.CalendarAddress",
        "partners.GoneMeeting",
        "rights.RetentionRun",
        "rights.Tombstone",
        "rights.TrailSegment",
        "sessions.Session",
        "today.Mail",
        "usersessions.UserSession",
        "django_tasks_database.DBTaskResult",
    }


def test_parts_are_erased_before_their_wholes() -> None:
    order = [one.thing for one in ALL]
    for keeping in ALL:
        for link in keeping.inside:
            assert order.index(keeping.thing) < order.index(link.thing)


def test_field_at_refuses_what_is_not_there() -> None:
    with pytest.raises(FieldDoesNotExist):
        field_at(apps.get_model("partners.Action"), "no_such_field")
