"""Offices and bodies of people where the words around a name are built in other ways."""

from __future__ import annotations

import pytest

from commonweal.library.engine.facts.people import people_on
from commonweal.library.engine.facts.sentences import sheet_of
from commonweal.library.engine.reading import page_of
from commonweal.library.engine.types import Loaded

CASES: list[tuple[str, list[tuple[str, str | None, str | None]]]] = [
    (
        "The course was opened by the Academy's Deputy Head, Colonel of Police Ilir Gashi.",
        [("Ilir Gashi", "Deputy Head", "Academy")],
    ),
    (
        "“It works,” said the Commission's Chair, Major of Justice Dauren Seitkali.",
        [("Dauren Seitkali", "Chair", "Commission")],
    ),
    (
        "Accompanied by the Head of the OSCE Mission to Serbia, Ambassador Paul Brenner, the Secretary General met Rade Ilić, President of the High Court Council.",
        [
            ("Paul Brenner", "Head", "OSCE Mission to Serbia"),
            ("Rade Ilić", "President", "High Court Council"),
        ],
    ),
    (
        "Accompanied by the Head of the OSCE Presence in Albania, Ambassador Bruno Keller, the High Commissioner visited Korça.",
        [("Bruno Keller", "Head", "OSCE Presence in Albania")],
    ),
    (
        "Also present were UNMIK Deputy Police Commissioner Sanjay Iyer, the Deputy Prime Minister, Agim Krasniqi, and many parents.",
        [
            ("Sanjay Iyer", "UNMIK Deputy Police Commissioner", "UNMIK"),
            ("Agim Krasniqi", "Deputy Prime Minister", None),
        ],
    ),
    (
        "“We must follow the money,” said Senior Prosecutor for Economic Crime Mirela Popa, one of the trainers.",
        [("Mirela Popa", "Senior Prosecutor for Economic Crime", None)],
    ),
    (
        "She met the Speaker of the Senate, Timur Aliyev, and Chairwoman of the Assembly Nigora Karimova.",
        [("Timur Aliyev", "Speaker", "Senate"), ("Nigora Karimova", "Chairwoman", "Assembly")],
    ),
    (
        "He was joined by Marko Bellini (MP, Italy), the Assembly's Special Representative on Youth.",
        [("Marko Bellini", "Special Representative on Youth", "Assembly")],
    ),
    (
        "In Tbilisi he met with Minister of Education Zurab Kobakhidze and the Public Defender, Nana Lomidze.",
        [
            ("Zurab Kobakhidze", "Minister of Education", None),
            ("Nana Lomidze", "Public Defender", None),
        ],
    ),
    (
        "Larysa Kovalchuk has taught biology in Kharkiv for 20 years. For the last six of these she has used new books.",
        [("Larysa Kovalchuk", None, None)],
    ),
    (
        "The prize for the best essay went to Umida Rasulova from Bukhara for her study of water rights.",
        [("Umida Rasulova", None, None)],
    ),
    (
        "“I sell bread here,” said Zarina Davlatova, a baker from the village of Rin.",
        [("Zarina Davlatova", "baker", None)],
    ),
    (
        "“He obeys only me,” said Igor Stanev, the dog's handler.",
        [("Igor Stanev", "handler", None)],
    ),
    (
        "“That is what counts,” said Vera Lindt, Project Officer in the Border Security and Management Unit.",
        [("Vera Lindt", "Project Officer", "Border Security and Management Unit")],
    ),
    (
        "“The dogs are patient,” says Firuz Saidov, who manages training for the National Mine Action Centre.",
        [("Firuz Saidov", None, "National Mine Action Centre")],
    ),
    (
        "The President met with Helga Brandt, who heads the OSCE Programme Office in Astana.",
        [("Helga Brandt", None, "OSCE Programme Office in Astana")],
    ),
    (
        "It was taught by Senior Inspector Jan Kowalski, of the Polish Border Guard, and Eva Nagy, an instructor at Hungary's National Police Academy.",
        [
            ("Jan Kowalski", "Senior Inspector", "Polish Border Guard"),
            ("Eva Nagy", "instructor", "Hungary's National Police Academy"),
        ],
    ),
    (
        '"They chose calmly," said Dame Harriet Wells, Head of the OSCE/ODIHR election observation mission.',
        [("Harriet Wells", "Head", "OSCE/ODIHR election observation mission")],
    ),
    (
        "Inga Ozola, who headed the delegation of the Congress, regretted the delay.",
        [("Inga Ozola", None, "delegation of the Congress")],
    ),
    (
        "“It took an hour,” said Captain Malika Yusupova from the Namangan regional police.",
        [("Malika Yusupova", "Captain", "Namangan regional police")],
    ),
    (
        "Mari Tamm, Head of the Prison Department in Estonia's Ministry of Justice, explained the method.",
        [("Mari Tamm", "Head", "Prison Department in Estonia's Ministry of Justice")],
    ),
    (
        "The then Prime Minister, Anders Lind, opened the bridge in 2003, recalled Mayor Pekka Salo.",
        [("Anders Lind", "Prime Minister", None), ("Pekka Salo", "Mayor", None)],
    ),
    (
        "Moderated by Irina Vlad, a lecturer at the State University of Moldova, the debate lasted an hour.",
        [("Irina Vlad", "lecturer", "State University of Moldova")],
    ),
    (
        "Christoph Wirth, Austria's Ambassador to Kosovo, handed over the keys.",
        [("Christoph Wirth", "Austria's Ambassador to Kosovo", None)],
    ),
    (
        "Ambassador Clara Vogt, Head of Mission, thanked the donors.",
        [("Clara Vogt", "Head of Mission", None)],
    ),
    (
        "The Director of the Women's Centre “Horizonti”, Drita Hoxha, agreed.",
        [("Drita Hoxha", "Director", "Women's Centre")],
    ),
    (
        "Elmira Osmonova, a third-year cadet at the Police Academy, enjoyed it.",
        [("Elmira Osmonova", "third-year cadet", "Police Academy")],
    ),
    (
        "Said Ruslan Botnaru, Deputy Chief of the Orhei Police Inspectorate: “We need time.”",
        [("Ruslan Botnaru", "Deputy Chief", "Orhei Police Inspectorate")],
    ),
    (
        "According to Katrin Berger, spokesperson for the Federal Police, the number fell.",
        [("Katrin Berger", "spokesperson", "Federal Police")],
    ),
    (
        "The Minister for Foreign Affairs of Slovakia and OSCE Chairperson-in-Office, Miroslav Hudák, will attend.",
        [
            (
                "Miroslav Hudák",
                "Minister for Foreign Affairs of Slovakia and OSCE Chairperson-in-Office",
                None,
            )
        ],
    ),
    (
        "“It is open,” noted Rector of the University of Zenica Damir Kapetanović.",
        [("Damir Kapetanović", "Rector", "University of Zenica")],
    ),
    (
        "Speakers included Ana Kos, Programme Manager at the Peace Institute, and Tim Reed, Executive Director of Open Borders.",
        [
            ("Ana Kos", "Programme Manager", "Peace Institute"),
            ("Tim Reed", "Executive Director", "Open Borders"),
        ],
    ),
    (
        "Major Gulnara Isaeva, who commands the women's police station, said it was full.",
        [("Gulnara Isaeva", None, None)],
    ),
    (
        "Dušan Petrović, acting head of the Serbian Customs Administration, and his Bulgarian counterpart, Ivan Dimov, signed.",
        [
            ("Dušan Petrović", "acting head", "Serbian Customs Administration"),
            ("Ivan Dimov", None, None),
        ],
    ),
    (
        "Four envoys from the Land Institute of Estonia, led by its Head, Mari Tamm, went to Riga.",
        [("Mari Tamm", "Head", "Land Institute of Estonia")],
    ),
    (
        "Said Olim Karimov, Director of the Analytical Centre on Drugs under the Cabinet of Ministers.",
        [("Olim Karimov", "Director", "Analytical Centre on Drugs under the Cabinet of Ministers")],
    ),
]


@pytest.mark.parametrize(("sentence", "people"), CASES)
def test_people_with_office_and_body(
    sentence: str, people: list[tuple[str, str | None, str | None]]
) -> None:
    text = f"A workshop is held in Skopje\nIssued on: 4 May 2021\n\n{sentence}\n"
    page = page_of(Loaded("x.txt", text, "text/plain", "0" * 64, text.encode()))
    found = people_on(sheet_of(page))
    assert [(p.name, p.role, p.organisation) for p in found] == people
