"""Titles, names of projects and payers in other words than the phrases were made from."""

from __future__ import annotations

import pytest

from commonweal.library.engine.facts.money import funders_on
from commonweal.library.engine.facts.projects import projects_on
from commonweal.library.engine.facts.publications import publications_on
from commonweal.library.engine.facts.sentences import Sheet, sheet_of
from commonweal.library.engine.reading import page_of
from commonweal.library.engine.types import Loaded

TITLES = [
    (
        "A report commissioned by the Mission, entitled Quiet Streets: Policing after Dark, was presented.",
        "Quiet Streets: Policing after Dark",
    ),
    (
        "A study prepared by the University of Novi Sad, Cleaner Air for Small Towns, shows a drop of a third.",
        "Cleaner Air for Small Towns",
    ),
    (
        "A survey by the Women's Forum, published under the title Counting the Silent, reached 900 households.",
        "Counting the Silent",
    ),
    (
        "The results are part of the Field Officer Handbook: Missing Persons, which is in print.",
        "Field Officer Handbook: Missing Persons",
    ),
    (
        "Join us for the launch of the third edition of Dialogue and Trust in Local Politics: A Practical Guide on Monday, 3 May.",
        "Dialogue and Trust in Local Politics: A Practical Guide",
    ),
    (
        "The Mission launched the Guidelines on Human Rights Education for Prison Staff.",
        "Guidelines on Human Rights Education for Prison Staff",
    ),
    (
        "The publication Voices from the Valley tells the story of ten women.",
        "Voices from the Valley",
    ),
    (
        "They presented Media on the Margins, a study of minority broadcasters.",
        "Media on the Margins",
    ),
    ("He presented his book, The Long Way to Court, to the students.", "The Long Way to Court"),
    (
        "Each officer received a copy of Fair Treatment at the Border, a pocket guide in three languages.",
        "Fair Treatment at the Border",
    ),
    (
        "The new toolkit, called Safe Roads for Children, is free of charge.",
        "Safe Roads for Children",
    ),
    (
        "ODIHR's Practical Guide to Hate Crime Data was translated into Georgian.",
        "Practical Guide to Hate Crime Data",
    ),
    (
        "The OSCE Handbook for Election Observers will be updated.",
        "OSCE Handbook for Election Observers",
    ),
    (
        "The discussion was based on a policy brief, Water without Borders, issued in May.",
        "Water without Borders",
    ),
    ("The Global Terrorism Index was quoted.", ""),
    (
        "The Training Manual on Investigating Cybercrime has been reprinted.",
        "Training Manual on Investigating Cybercrime",
    ),
    ("The manual is titled Community Policing Step by Step.", "Community Policing Step by Step"),
    (
        "Participants used the Compendium of Good Practices in Juvenile Justice.",
        "Compendium of Good Practices in Juvenile Justice",
    ),
    ("The brochure Know Your Rights at Work was handed out.", "Know Your Rights at Work"),
    (
        "The report, Prisons in Numbers 2019, was written by a team of five.",
        "Prisons in Numbers 2019",
    ),
    (
        "The guidebook Young Voices, Strong Towns was presented by the Mayor.",
        "Young Voices, Strong Towns",
    ),
    (
        "The Ljubljana Guidelines on Integration of Diverse Societies were discussed.",
        "Ljubljana Guidelines on Integration of Diverse Societies",
    ),
    ("He cited the National Risk Assessment.", ""),
    (
        "Guests included the author of the study, Professor Elena Marku of the University of Tirana.",
        "",
    ),
    ("The report was presented by Ana Ruci, Head of the Border Police.", ""),
    ("The report to the Parliamentary Assembly was adopted.", ""),
    ("The guidelines of the Ministry of Interior apply.", ""),
    ("A study visit to Vienna followed. In Vienna the group met the police.", ""),
    ("The textbook was donated to the Faculty of Law of the University of Sarajevo.", ""),
    (
        "The review conference adopted the Vienna Document and the Code of Conduct on Politico-Military Aspects.",
        "",
    ),
    (
        "The Action Plan on Gender Equality and the Strategy for Integrated Border Management were adopted.",
        "",
    ),
    ("The Global Counter-Terrorism Strategy Review was discussed.", ""),
    ("The assessment, which the Ministry of Justice requested, is confidential.", ""),
]
PROJECTS = [
    ("The drill was designed under Project SEAL and paid for by Malta.", "Project SEAL"),
    ("The drill was designed with the Project OSCE experts wrote.", ""),
    (
        "The training is part of the project Safe Passage along the Amu Darya, funded by Norway.",
        "Safe Passage along the Amu Darya",
    ),
    (
        "It was held within ODIHR's Strengthening Local Courts (SLC) programme.",
        "Strengthening Local Courts",
    ),
    (
        "The workshop was delivered under the OSCE's regional project on Cross-Border Water Management in the Fergana Valley.",
        "Cross-Border Water Management in the Fergana Valley",
    ),
    (
        "The event is organized in the framework of the extra-budgetary project Women at the Border.",
        "Women at the Border",
    ),
    (
        "The seminar was part of the Young Mediators Initiative, which started in 2015.",
        "Young Mediators Initiative",
    ),
    ("The event was held as part of the Community Bridges project.", "Community Bridges"),
    (
        "The Drin Valley Tourism Development Project was launched in 2004.",
        "Drin Valley Tourism Development Project",
    ),
    ("Activities take place under the “Clean Rivers” initiative.", "Clean Rivers"),
    ("The exhibition is a part of the project entitled Memory of the Town.", "Memory of the Town"),
    (
        "It is implemented under the EU-funded project Integrity in Courts (IIC).",
        "Integrity in Courts",
    ),
    (
        "The course was organized through the Small Grants for Big Ideas programme.",
        "Small Grants for Big Ideas",
    ),
    ("The forum was organized under the project SafeNet-3.", "SafeNet-3"),
    ("She completed the Master's programme in Public Policy and Law.", ""),
    ("The OSCE project Support to Penal Reform ended in May.", "Support to Penal Reform"),
    ("The Bachelor's programme in Criminal Justice was accredited.", ""),
    ("Sweden will finance it from the Peace and Security fund.", ""),
    ("The project was implemented by the OSCE Mission to Moldova and the Ministry of Defence.", ""),
    ("The training programme on Human Rights and Policing lasts a week.", ""),
    ("The project in Bosnia and Herzegovina continues.", ""),
    ("He opened the Regional Conference on Border Security.", ""),
    ("The OSCE Programme Office in Dushanbe held a course.", ""),
    (
        "Through its Border Management Staff College and the Women's Resource Centres programme the OSCE supports women.",
        "",
    ),
    ("The UN Development Programme and the World Food Programme took part.", ""),
    ("The Erasmus exchange programme was presented.", ""),
    (
        "The meeting concluded the two-year project Strengthening Dialogue among Youth in the Western Balkans.",
        "Strengthening Dialogue among Youth in the Western Balkans",
    ),
    ("The project aims to strengthen the Ministry of Justice.", ""),
    ("The Leaders of Tomorrow scholarship programme was opened.", ""),
    (
        "The course is part of the UNODC Regional Project on Safer Ports by Training Customs Staff in the South.",
        "UNODC Regional Project on Safer Ports by Training Customs Staff in the South",
    ),
]
PAYERS = [
    (
        "It is funded by the Harbour Fund of the United Nations Secretary-General and the Government of Japan.",
        "Harbour Fund of the United Nations Secretary-General|Japan",
    ),
    ("The radios were a gift of the Danish Refugee Council.", "Danish Refugee Council"),
    ("The vehicles were a gift from the Government of Japan.", "Japan"),
    (
        "Contributions totalling EUR 300,000 were provided by Estonia, Latvia and the Czech Republic.",
        "Estonia|Latvia|Czech Republic",
    ),
    (
        "The programme has a budget of 2 million euros, which has been donated by ten States, including Malta, Cyprus and Greece.",
        "Malta|Cyprus|Greece",
    ),
    (
        "The Centre is financed by participating States. Among the largest contributors are Canada and Ireland.",
        "Canada|Ireland",
    ),
    ("Its main donors are Sweden and the European Union.", "Sweden|European Union"),
    ("The largest donor is Germany.", "Germany"),
    (
        "The course was held with the financial support of the Kingdom of the Netherlands.",
        "Kingdom of the Netherlands",
    ),
    ("The project was made possible thanks to a contribution from Liechtenstein.", "Liechtenstein"),
    (
        "It was co-funded by the European Union and the Austrian Development Agency.",
        "European Union|Austrian Development Agency",
    ),
    ("The initiative is financed by Andorra, Monaco and San Marino.", "Andorra|Monaco|San Marino"),
    ("The training was supported by the Government of Turkey.", "Turkey"),
    (
        "The event is part of an extra-budgetary project, funded by Italy, Luxembourg and the United States.",
        "Italy|Luxembourg|United States",
    ),
    ("The British Embassy in Tirana funded the printing.", "British Embassy in Tirana"),
    ("Germany, the project's main donor, was represented by its ambassador.", "Germany"),
    ("The project is sponsored by Kazakhstan.", "Kazakhstan"),
    ("Switzerland contributed 200,000 francs to the project.", "Switzerland"),
    ("The costs were shared by Norway and Poland.", "Norway|Poland"),
    ("Representatives of the donor countries, Norway and Spain, attended.", "Norway|Spain"),
    ("The Government of Japan donated the scanners.", "Japan"),
    ("The course was organized by the OSCE and funded by the United Kingdom.", "United Kingdom"),
    (
        "The travel of participants was paid by the French Ministry of Foreign Affairs.",
        "French Ministry of Foreign Affairs",
    ),
    ("The laboratory was equipped with US funding.", "US"),
    ("The project benefits from the generosity of Denmark and Iceland.", "Denmark|Iceland"),
    ("Belgium and Slovenia have provided the money.", "Belgium|Slovenia"),
    ("Financial support comes from Austria.", "Austria"),
    (
        "The activity was carried out with the support of the Norwegian Ministry of Foreign Affairs as donor.",
        "Norwegian Ministry of Foreign Affairs",
    ),
    (
        "The fund has received contributions from 12 States, among them Hungary, Croatia and Malta.",
        "Hungary|Croatia|Malta",
    ),
    ("The Ministry of Interior of Serbia supported the workshop with a venue.", ""),
    ("The workshop was supported by the Prosecutor General's Office.", ""),
    ("Terrorist groups are funded by crime in Europe.", ""),
    ("Experts from Norway and Italy took part.", ""),
    ("The OSCE Mission supports the Police Academy.", ""),
    ("Money laundering through Latvia was discussed.", ""),
    ("Lecturers thanked Albania for its hospitality.", ""),
    ("The donor conference was opened by France.", ""),
    ("The school is paid for by the Programme Office.", ""),
]


def sheet_with(sentence: str) -> Sheet:
    text = f"A workshop is held in Skopje\nIssued on: 4 May 2021\n\n{sentence}\n"
    return sheet_of(page_of(Loaded("x.txt", text, "text/plain", "0" * 64, text.encode())))


@pytest.mark.parametrize(("sentence", "titles"), TITLES)
def test_titles_of_publications(sentence: str, titles: str) -> None:
    assert "|".join(p.name for p in publications_on(sheet_with(sentence))) == titles


@pytest.mark.parametrize(("sentence", "names"), PROJECTS)
def test_names_of_projects(sentence: str, names: str) -> None:
    assert "|".join(p.name for p in projects_on(sheet_with(sentence))) == names


@pytest.mark.parametrize(("sentence", "payers"), PAYERS)
def test_payers(sentence: str, payers: str) -> None:
    assert "|".join(p.name for p in funders_on(sheet_with(sentence))) == payers
