"""The smallest valid people and partners."""

from __future__ import annotations

import factory

from commonweal.rights.models import Organisation, Person

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


class CoordinatorFactory(PersonFactory):
    job = "co-ordinator"
    is_staff = True
