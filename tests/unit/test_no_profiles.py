"""No field, choice or column anywhere for what a person believes, is, or might do (partners.md G4, G5)."""

from __future__ import annotations

from dataclasses import dataclass

import click
import pytest
from django import forms
from django.db import models
from django.test import Client
from django.test.utils import isolate_apps

import no_profiles as walk
from commonweal.cli import commonweal
from commonweal.library import public as library
from commonweal.library.models import Document
from factories import CoordinatorFactory, PersonFactory

# What looks like it and is not: each with its reason. A new one is added by a person, with a reason.
ALLOWED = {
    "commonweal.partners.forms.concerns.ChangeConcernForm.group": "bodies that raised something, never a person",
    "commonweal.partners.forms.concerns.ConcernForm.group": "bodies that raised something, never a person",
    "commonweal.partners.forms.concerns.ConcernsForm.group": "bodies that raised something, never a person",
    "partners.Concern.group": "bodies that raised something, never a person",
    "commonweal.rights.engine.anomalies.Act.is_party": "whether a partner is a party to the record",
    **dict.fromkeys(
        (
            "partners.Profile.kind",
            "commonweal.partners.forms.directory.EntryForm.kind",
            "commonweal.partners.forms.directory.AddPartnerForm.kind",
            "commonweal.partners.forms.directory.DirectoryForm.kind",
        ),
        "what kind of body a partner is; a religious community is one among ten, and no person's",
    ),
}


def test_no_table_holds_it() -> None:
    assert walk.found(walk.of_tables(), allowed=ALLOWED) == []


def test_no_form_asks_for_it() -> None:
    assert walk.found(walk.of_forms(), allowed=ALLOWED) == []


def test_no_command_takes_it() -> None:
    assert walk.found(walk.of_commands(commonweal), allowed=ALLOWED) == []


def test_no_shape_carries_it() -> None:
    assert walk.found(walk.of_shapes(), allowed=ALLOWED) == []


@pytest.mark.django_db
def test_no_export_has_it() -> None:
    person = CoordinatorFactory()
    text = b"Round table\n12 March 2026\n\nThe City of Halvera met faith leaders and police.\n"
    library.add_now("paper.txt", text, person=person)
    client = Client()
    client.force_login(person)
    mine = client.get("/rights/my-data/my-data.json").json()
    written = [("a document's record", Document.objects.get().record), ("my data", mine)]
    assert walk.found(walk.of_rows_written(written), allowed=ALLOWED) == []


def test_the_walk_is_long() -> None:
    """A walk that meets nobody would find nothing."""
    assert len(list(walk.of_tables())) > 400
    assert len(list(walk.of_forms())) > 40
    assert len(list(walk.of_commands(commonweal))) > 30
    assert len(list(walk.of_shapes())) > 200


# The walk finds what is put there


@pytest.mark.parametrize(
    "name",
    [
        "religion", "religious_affiliation", "faith", "isMuslim", "ethnicity", "ethnicGroup", "race", "nationality",
        "political-opinion", "PoliticalParty", "party", "sexual_orientation", "sexuality", "trade_union",
        "union membership", "tradeUnion", "risk_score", "riskScore", "RISK-SCORE", "riskscore", "threat level",
        "ideology", "Belief", "suspect", "radicalisation", "radicalization_stage", "mother_tongue",
    ],
)  # fmt: skip
def test_each_form_of_a_word_is_found(name: str) -> None:
    assert walk.is_forbidden(name)


@pytest.mark.parametrize(
    "name",
    ["organisation", "name", "partner", "country", "place", "trace", "partners",
     "participants", "score", "risk", "kind", "embrace", "language", "department", "reunite", "confirms"],
)  # fmt: skip
def test_other_words_are_not(name: str) -> None:
    assert not walk.is_forbidden(name)


@isolate_apps("commonweal.rights")
def test_a_seeded_field_label_and_choice_are_found() -> None:
    class Seeded(models.Model):
        note = models.CharField(max_length=9, verbose_name="Denomination")
        kind = models.CharField(max_length=9, choices=[("a", "Trade-union member"), ("b", "b")])
        ethnic_group = models.TextField()

        class Meta:
            app_label = "rights"

        def __str__(self) -> str:
            return ""

    hits = {one.where for one in walk.found(walk.of_tables([Seeded]))}
    assert hits == {"rights.Seeded.note", "rights.Seeded.kind", "rights.Seeded.ethnic_group"}


def test_a_seeded_form_option_shape_and_column_are_found() -> None:
    class Seeded(forms.Form):
        a = forms.CharField(label="Political opinion")
        b = forms.ChoiceField(choices=[("x", "Faith group")])
        c = forms.CharField()

    @click.command("seeded")
    @click.option("--nationality")
    @click.option("--sort", type=click.Choice(["date", "risk-score"]))
    def seeded(nationality: str, sort: str) -> None: ...

    @dataclass
    class Shape:
        threat_level: int
        name: str

    assert len(walk.found(walk.of_forms([Seeded]))) == 2
    assert len(walk.found(walk.of_commands(seeded))) == 2
    assert [one.name for one in walk.found(walk.of_shapes([Shape]))] == ["threat_level"]
    written = [("x", {"people": [{"name": "A", "religion": ""}]})]
    assert [one.name for one in walk.found(walk.of_rows_written(written))] == ["religion"]


def test_what_is_allowed_is_named_exactly() -> None:
    seeded = [walk.Named("party", "a.B.party"), walk.Named("party", "a.C.party")]
    assert [one.where for one in walk.found(seeded, allowed=["a.B.party"])] == ["a.C.party"]


@pytest.mark.django_db
def test_the_people_of_the_tests_have_no_such_thing() -> None:
    assert not walk.found(walk.of_rows_written([("person", PersonFactory().__dict__)]))
