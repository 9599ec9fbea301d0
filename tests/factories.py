"""The smallest valid people and partners."""

from __future__ import annotations

from datetime import timedelta

import factory
from django.utils import timezone

from commonweal.rights.models import Grant, Organisation, Person, Role

PASSWORD = "a long enough password"


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Partner {n}")


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    job = "youth worker"
    organisation = factory.SubFactory(OrganisationFactory)
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def role(self, create: bool, extracted: str | None, **_kwargs: object) -> None:
        """The role held for a year for the person's partner; "" for none."""
        role = Role.PARTNER if extracted is None else extracted
        if create and role and self.organisation:
            give(self, role=role)


class CoordinatorFactory(PersonFactory):
    job = "co-ordinator"

    @factory.post_generation
    def role(self, create: bool, extracted: str | None, **_kwargs: object) -> None:
        if create and self.organisation:
            give(self, role=extracted or Role.COORDINATOR)


def give(person: Person, *, role: str, organisation: Organisation | None = None) -> Grant:
    """A role for a year, granted by the command line."""
    now = timezone.now()
    return Grant.objects.create(
        person=person,
        organisation=organisation or person.organisation,
        role=role,
        starts_at=now,
        ends_at=now + timedelta(days=365),
        reason="works here",
    )
