"""People with role and body, in the ways news items and press releases name them."""

from __future__ import annotations

import pytest

from commonweal.kernel.provenance import Span
from commonweal.library.engine.facts.people import mentions_in
from commonweal.library.engine.facts.sentences import Sentence
from commonweal.library.engine.facts.tokens import tokens_of

CASES = [
    ("said Ana Ruci, a headteacher from Halvera.", [("Ana Ruci", "headteacher | ")]),
    ("said Ana Ruci, a paralegal.", [("Ana Ruci", "paralegal | ")]),
    (
        "Ana Ruci, a fact-checker of the Wetterhorn portal, came.",
        [("Ana Ruci", "fact-checker | Wetterhorn portal")],
    ),
    (
        "said Aijan Omor-kyzy, an editor of the newspaper Halvera Pirim.",
        [("Aijan Omor-kyzy", "editor | Halvera Pirim")],
    ),
    (
        "Soo-min Park-Lind, Programme Specialist at UNESCO, spoke.",
        [("Soo-min Park-Lind", "Programme Specialist | UNESCO")],
    ),
    (
        "Colonel Ana Ruci of the State Harbour Guard Service added this.",
        [("Ana Ruci", "Colonel | State Harbour Guard Service")],
    ),
    (
        "Ana Ruci, Commissioner for Protection from Noise, spoke.",
        [("Ana Ruci", "Commissioner for Protection from Noise | ")],
    ),
    (
        "Ana Ruci is Adviser on Trade and Fisheries.",
        [("Ana Ruci", "Adviser on Trade and Fisheries | ")],
    ),
    ("Ana Ruci is Director and teaches.", [("Ana Ruci", "Director | ")]),
    (
        "said Ana Ruci, Adviser for Security to the Mayor of Korça.",
        [("Ana Ruci", "Adviser for Security to the Mayor of Korça | ")],
    ),
    ("said Ana Ruci, Head of the centre.", [("Ana Ruci", "Head | ")]),
    (
        "said Ana Ruci, Head of the contact point of the Canton of Uri.",
        [("Ana Ruci", "Head | contact point of the Canton of Uri")],
    ),
    (
        "said Ana Ruci, Head of Albania’s Harbour Focal Point.",
        [("Ana Ruci", "Head | Albania’s Harbour Focal Point")],
    ),
    (
        "Special Envoy of the President in Halvera region Ana Ruci spoke.",
        [("Ana Ruci", "Special Envoy of the President in Halvera region | ")],
    ),
    (
        "Ana Ruci, Deputy Minister for Combating Terrorism, Organized Crime, Corruption and War Crimes at the port, spoke.",
        [
            (
                "Ana Ruci",
                "Deputy Minister for Combating Terrorism, Organized Crime, Corruption and War Crimes | ",
            )
        ],
    ),
    (
        "Ana Ruci is a Research Fellow at the Institute for Tides.",
        [("Ana Ruci", "Research Fellow | Institute for Tides")],
    ),
    (
        "Ana Ruci is a former clerk and teaches at the University of Halvera.",
        [("Ana Ruci", "former clerk | ")],
    ),
    ("Ana Ruci was happy.", [("Ana Ruci", " | ")]),
    (
        "Prof. Ana Ruci, University of Halvera (moderator)",
        [("Ana Ruci", " | University of Halvera")],
    ),
    ("Ana Ruci, co-founder, Bridge Menders", [("Ana Ruci", "co-founder | Bridge Menders")]),
    ("Ana Ruci, Chair, Tide Circle Halvera", [("Ana Ruci", "Chair | Tide Circle Halvera")]),
    ("The old harbour’s deputy mayor, Ana Ruci, spoke.", [("Ana Ruci", "deputy mayor | ")]),
    ("Afterwards Ana Ruci, a tailor, sang.", [("Ana Ruci", "tailor | ")]),
    ("Her neighbour, Orla Ní Dhomh, summed up what she saw.", [("Orla Ní Dhomh", " | ")]),
    ("Eoin Ó Bric, Head of the Unit, spoke.", [("Eoin Ó Bric", "Head | Unit")]),
    ("Ana Ruci, Mayor of Korça, opened the course.", [("Ana Ruci", "Mayor | ")]),
    (
        "Ana Ruci, Deputy Mayor of the municipality of Halvera, opened it.",
        [("Ana Ruci", "Deputy Mayor | municipality of Halvera")],
    ),
    ("said Ana Ruci, Ambassador of Sweden.", [("Ana Ruci", "Ambassador of Sweden | ")]),
    ("said Ana Ruci, a student of law.", [("Ana Ruci", "student | ")]),
    ("said Ana Ruci, a teacher of Serbian.", [("Ana Ruci", "teacher of Serbian | ")]),
    ("said Ana Ruci, a pupil and one of the hosts.", [("Ana Ruci", "pupil | ")]),
    (
        "Ana Ruci, a sector officer responsible for seven villages, described it.",
        [("Ana Ruci", "sector officer | ")],
    ),
    (
        "Ana Ruci, an inspector of the Halvera department of internal affairs, spoke.",
        [("Ana Ruci", "inspector | Halvera department of internal affairs")],
    ),
    (
        "said Ana Ruci, a member of the winning team.",
        [("Ana Ruci", "member of the winning team | ")],
    ),
    (
        "Ana Ruci, co-ordinator of Harbour Watch, regretted this.",
        [("Ana Ruci", "co-ordinator | Harbour Watch")],
    ),
    (
        "Ana Ruci, adviser for Roma Issues, regretted this.",
        [("Ana Ruci", "adviser for Roma Issues | ")],
    ),
    (
        "said Ana Ruci, Country Representative of UN Women Moldova.",
        [("Ana Ruci", "Country Representative | UN Women Moldova")],
    ),
    (
        "Ana Ruci, Communication Specialist at the UNICEF Kosovo Programme, said",
        [("Ana Ruci", "Communication Specialist | UNICEF Kosovo Programme")],
    ),
    ("Ana Ruci, a beekeeper, said he had seen it.", [("Ana Ruci", "beekeeper | ")]),
    (
        "In his meeting with Deputy Minister Ana Ruci, the Secretary General commended the country.",
        [("Ana Ruci", "Deputy Minister | ")],
    ),
    (
        "The Deputy Mayor, Councillor Ana Ruci, spoke at the signing.",
        [("Ana Ruci", "Deputy Mayor | ")],
    ),
    ("Councillor Ana Ruci spoke at the signing.", [("Ana Ruci", "Councillor | ")]),
    (
        "The head of the network Ana Ruci reported on it.",
        [("Ana Ruci", None)],
    ),
    ("said Lumivar Deputy Head of the OSCE Mission to Serbia Anna Berg.", [("Anna Berg", None)]),
    (
        "Anna Berg, Deputy Head of the OSCE Mission to Serbia, said that",
        [("Anna Berg", "Deputy Head | OSCE Mission to Serbia")],
    ),
    (
        "The Head of the OSCE Presence in Albania, Ambassador Ivo Lenz, noted",
        [("Ivo Lenz", "Head | OSCE Presence in Albania")],
    ),
    (
        "said Albanian Deputy Minister of Interior Mira Kola.",
        [("Mira Kola", "Albanian Deputy Minister of Interior | ")],
    ),
    (
        "Colonel Nurbek Asanov, Deputy Head of the Public Security Service, said",
        [("Nurbek Asanov", "Deputy Head | Public Security Service")],
    ),
    (
        "The Agency’s Chief Executive Officer, Blerta Kastri-Muja, thanked them",
        [("Blerta Kastri-Muja", "Chief Executive Officer | Agency")],
    ),
    (
        "said Chief Inspector Milena Radin of the Police Directorate.",
        [("Milena Radin", "Chief Inspector | Police Directorate")],
    ),
    (
        "joked host instructor Petteri Kallio, before showing",
        [("Petteri Kallio", "host instructor | ")],
    ),
    (
        "admitted Maftuna Rahim of Tajikistan’s Financial Monitoring Department.",
        [("Maftuna Rahim", " | Tajikistan’s Financial Monitoring Department")],
    ),
    (
        "said Snežana Radić, Deputy Basic Public Prosecutor from Sombor, who trained",
        [("Snežana Radić", "Deputy Basic Public Prosecutor | ")],
    ),
    ("Jean-Baptiste Kerval (OSCE) presented practices", [("Jean-Baptiste Kerval", " | OSCE")]),
    (
        "opened by Maria-Pia Kolb, Permanent Representative of Liechtenstein to the OSCE.",
        [("Maria-Pia Kolb", "Permanent Representative of Liechtenstein to the OSCE | ")],
    ),
    (
        "Minister of Justice of Albania Etilda Gjon, Prosecutor General Arta Mark, and others",
        [
            ("Etilda Gjon", "Minister of Justice of Albania | "),
            ("Arta Mark", "Prosecutor General | "),
        ],
    ),
    (
        "Head of the EU Delegation to Georgia Carl Hartz and UN Resident Coordinator Sabine Mach spoke",
        [
            ("Carl Hartz", "Head | EU Delegation to Georgia"),
            ("Sabine Mach", "UN Resident Coordinator | UN"),
        ],
    ),
    (
        "Michael Huber, Deputy Head of Mission, and others",
        [("Michael Huber", "Deputy Head of Mission | ")],
    ),
    (
        "said Gilles de Kerval, EU Counter-Terrorism Coordinator; and",
        [("Gilles de Kerval", "EU Counter-Terrorism Coordinator | EU")],
    ),
    (
        "H.E. Anatoly Rogov, Head of the OSCE Programme Office in Bishkek, spoke",
        [("Anatoly Rogov", "Head | OSCE Programme Office in Bishkek")],
    ),
    (
        "says Sergiu Bostan, who was the station chief at the time.",
        [("Sergiu Bostan", "station chief | ")],
    ),
    (
        "explained one of the trainers, Hannes Pramer of the Document Advisers Unit.",
        [("Hannes Pramer", "one of the trainers | Document Advisers Unit")],
    ),
    (
        "said the Deputy Director of APIK, Hasida Brkić, “I think",
        [("Hasida Brkić", "Deputy Director | APIK")],
    ),
    (
        "Ruždi Redić, Deputy Mayor of Prizren for Communities, pledged",
        [("Ruždi Redić", "Deputy Mayor of Prizren for Communities | ")],
    ),
    (
        "The instructors, Krešimir Bošnjak and Ivana Horvat, demonstrated",
        [("Krešimir Bošnjak", "instructors | "), ("Ivana Horvat", "instructors | ")],
    ),
    (
        "said Anna Berg, Director of the Academy for Judges and Public Prosecutors.",
        [("Anna Berg", "Director | Academy for Judges and Public Prosecutors")],
    ),
    (
        "trainers Ms. Anna Kowal (Poland) and Mr. Pedro Gomes (Portugal)",
        [("Anna Kowal", None), ("Pedro Gomes", None)],
    ),
    (
        "The Council of Europe Commissioner for Human Rights, Nils Muiz, today",
        [("Nils Muiz", "Council of Europe Commissioner for Human Rights | ")],
    ),
    ("A soil geologist from Serbia, Ana Kos, led it.", [("Ana Kos", "geologist | ")]),
    ("An energy auditor from Serbia, Ana Kos, led it.", [("Ana Kos", "energy auditor | ")]),
    (
        "Retired parliamentary clerk Ana Kos advised them",
        [("Ana Kos", "Retired parliamentary clerk | ")],
    ),
    (
        "They met the Minister of Trade, Science and Culture, Ana Kos, and the mayors.",
        [("Ana Kos", "Minister of Trade, Science and Culture | ")],
    ),
    (
        "They met the Minister of Justice, Ana Kos, and the Minister of Trade, Ivo Bek.",
        [("Ana Kos", "Minister of Justice | "), ("Ivo Bek", "Minister of Trade | ")],
    ),
    (
        "State Secretary in the Ministry of Education, Science and Technological Development Goran Kos said",
        [
            (
                "Goran Kos",
                "State Secretary | Ministry of Education, Science and Technological Development",
            )
        ],
    ),
    ("Ana Kos, gender officer in Prizren, said", [("Ana Kos", "gender officer | ")]),
    (
        "Ana Kos, legal officer of the HAND Programme, said",
        [("Ana Kos", "legal officer | HAND Programme")],
    ),
    (
        "Ana Kos, Executive Director, Women on Wheels",
        [("Ana Kos", "Executive Director | Women on Wheels")],
    ),
    (
        "Ana Kos, Director, Ivo Bek, Deputy Director",
        [("Ana Kos", "Director | "), ("Ivo Bek", "Deputy Director | ")],
    ),
    (
        "Professor Ana Kos of the University of Riga said",
        [("Ana Kos", "Professor | University of Riga")],
    ),
    (
        "Professor Ana Kos, Dean of the Faculty of Law, said",
        [("Ana Kos", "Dean | Faculty of Law")],
    ),
]
NOBODY = [
    "Pupils of the Ana Ruci secondary school and of the Ivo Bek primary schools came.",
    "Experts and the volunteers’ network Grupa Jasna reported on it.",
    "She is a member of the women’s committee of the Amir Timur district.",
    "The course was held in Novi Sad and in Banja Luka.",
    "The Aga Khan Foundation supported the Human Rights Department.",
    "The public foundation “Ilim Nuru” took part.",
    "They visited the Geneva-based DCAF and Vadul lui Voda.",
    "Western Balkans Digital Summit speakers discussed Rule of Law.",
]


def read(words):
    return mentions_in(Sentence(Span(0, len(words)), 0, tokens_of(words, Span(0, len(words)))))


@pytest.mark.parametrize(("words", "people"), CASES, ids=[c[0][:40] for c in CASES])
def test_people_are_named_with_role_and_body(words, people):
    found = read(words)
    assert [m.name for m in found] == [name for name, _ in people]
    for mention, (_, office) in zip(found, people, strict=True):
        assert mention.span.of(words) == mention.name
        if office is not None:
            assert f"{mention.role or ''} | {mention.organisation or ''}" == office


@pytest.mark.parametrize("words", NOBODY)
def test_places_bodies_and_topics_are_nobody(words):
    assert read(words) == []
