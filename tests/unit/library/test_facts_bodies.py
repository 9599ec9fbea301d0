"""Names of bodies: where they start, where they end, what only looks like one."""

from __future__ import annotations

import pytest

from commonweal.kernel.provenance import Span
from commonweal.library.engine.facts.bodies import bodies_in
from commonweal.library.engine.facts.tokens import tokens_of

CASES = [
    (
        "by the Halvera Academy of In-Service Teacher Training with",
        ["Halvera Academy of In-Service Teacher Training"],
    ),
    ("of the Global Forum to Counter Piracy and", ["Global Forum to Counter Piracy"]),
    ("the Institute for Peace and Society", ["Institute for Peace and Society"]),
    ("Analysts of Tech Against Terrorism showed it.", ["Tech Against Terrorism"]),
    (
        "by the OSCE Presence in Albania and the Austrian Federal Ministry of Defence.",
        ["OSCE Presence in Albania", "Austrian Federal Ministry of Defence"],
    ),
    (
        "the Ministry of Justice, Ministry of Interior and the Ministry for Human Rights and Refugees of Bosnia and Herzegovina",
        [
            "Ministry of Justice",
            "Ministry of Interior",
            "Ministry for Human Rights and Refugees of Bosnia and Herzegovina",
        ],
    ),
    (
        "the Head of the Action against Terrorism Unit of the OSCE’s Transnational Threats Department",
        ["Action against Terrorism Unit of the OSCE’s Transnational Threats Department"],
    ),
    (
        "the Border Security and Management Unit of the OSCE Transnational Threats Department and the OSCE Mission to Montenegro, with",
        [
            "Border Security and Management Unit of the OSCE Transnational Threats Department",
            "OSCE Mission to Montenegro",
        ],
    ),
    (
        "the Academy of Law Enforcement Agencies under the Prosecutor General’s Office of the Republic of Kazakhstan held",
        [
            "Academy of Law Enforcement Agencies under the Prosecutor General’s Office of the Republic of Kazakhstan"
        ],
    ),
    (
        "the Ministry of Labour, Health and Social Affairs and the State Police",
        ["Ministry of Labour, Health and Social Affairs", "State Police"],
    ),
    (
        "the OSCE Office for Democratic Institutions and Human Rights (ODIHR) and the National Police of Ukraine",
        ["OSCE Office for Democratic Institutions and Human Rights", "National Police of Ukraine"],
    ),
    (
        "the Interior Ministry’s Public Security Service met",
        ["Interior Ministry’s Public Security Service"],
    ),
    ("the Council of Europe Office in Yerevan said", ["Council of Europe Office in Yerevan"]),
    ("the Institute for Municipal Studies, with funding", ["Institute for Municipal Studies"]),
    (
        "the Academy for Judges and Public Prosecutors, and",
        ["Academy for Judges and Public Prosecutors"],
    ),
]
NONE = [
    "The OSCE participating States agreed.",
    "under UN Security Council resolution 2178 and the Council of Europe Convention on Action",
    "Probation Service Director Ana Ruci said",
    "the OSCE-wide Counter-Terrorism Conference",
]


def read(words):
    return bodies_in(tokens_of(words, Span(0, len(words))))


@pytest.mark.parametrize(("words", "names"), CASES, ids=[c[1][0][:40] for c in CASES])
def test_bodies_are_read_whole(words, names):
    assert [b.span.of(words) for b in read(words)] == names


def test_a_short_form_in_brackets_is_kept():
    (body,) = read("the UN Office on Drugs and Crime (UNODC) met")
    assert body.short_name == "UNODC"


@pytest.mark.parametrize("words", NONE)
def test_what_only_looks_like_a_body_is_left(words):
    assert read(words) == []
