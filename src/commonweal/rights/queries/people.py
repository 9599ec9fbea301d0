"""Reads about people and partners, always for a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from commonweal.rights.models import Organisation, Person
from commonweal.rights.rules.rule import SEE_PEOPLE


def people_visible_to(person: Person | AnonymousUser) -> QuerySet[Person]:
    """Return the people whom ``person`` may see listed, with their organisations."""
    return Person.objects.filter(SEE_PEOPLE.rows(person)).select_related("organisation")


def organisation_is_known(name: str) -> bool:
    """Say whether there is a partner of this name, in any case and spacing."""
    return Organisation.objects.filter(name__iexact=" ".join(name.split())).exists()


def organisation_names(ids: Iterable[UUID]) -> Mapping[UUID, str]:
    """Return the names of the organisations with these ids."""
    return dict(Organisation.objects.filter(id__in=set(ids)).values_list("id", "name"))
