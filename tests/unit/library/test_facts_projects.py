"""Projects by name: in marks or in capitals, before and after the noun; programmes that are bodies are none."""

from __future__ import annotations

import pytest

from commonweal.library.engine.facts.projects import projects_on
from commonweal.library.engine.facts.reader import read_facts
from commonweal.library.engine.facts.sentences import sheet_of
from commonweal.library.engine.reading import page_of
from commonweal.library.engine.types import Loaded

CASES = [
    (
        "It is part of the OSCE project Strengthening Border Security in Lumivar.",
        "Strengthening Border Security in Lumivar",
    ),
    (
        "It was held within the Supporting Women Leaders in Policing project.",
        "Supporting Women Leaders in Policing",
    ),
    ("The event was organized under the project iTRAIN-2.", "iTRAIN-2"),
    ("It is held in the framework of the EU4CLEARSkies project.", "EU4CLEARSkies"),
    (
        "It is the third phase of “Leaders against Intolerance” (LAI).",
        "Leaders against Intolerance",
    ),
    ("Her project, Open Window, was opened in May.", "Open Window"),
    (
        "The programme, Training against Fraud for Customs (TAFC), was presented.",
        "Training against Fraud for Customs",
    ),
    (
        "It was held under the project 'Strengthening the Probation Service'.",
        "Strengthening the Probation Service",
    ),
    ("They're part of the Foundation's Near to You fund.", "Near to You"),
    ("The Safer Communities initiative was launched in Skopje.", "Safer Communities"),
    (
        "The course was part of “Watching Harbours”, a project financed by Norway.",
        "Watching Harbours",
    ),
    ("The course is part of “Own Boats”, a programme launched in 2018.", "Own Boats"),
    ("It is one component of “Green Slopes”, a UNDP project on landslides.", "Green Slopes"),
    (
        "The Minister announced money for Silver Pathways, a mentoring programme run by a centre.",
        "Silver Pathways",
    ),
    (
        "“I am proud of the portal. The project Open Rooms, which the Presence carried out, gave everybody a voice. Many came.”",
        "Open Rooms",
    ),
    ("It was held under the United Kingdom-funded project.", ""),
    ("It was held under the Programme Office’s project.", ""),
    ("She spoke to Ana Ruci, a project officer for the Mission.", ""),
    ("She thanked Ana Ruci, a programme manager of the Mission.", ""),
    ("He sang “Green Slopes”, a song the project office likes.", ""),
    ("He came with Green Slopes, an organization for farmers.", ""),
    ("The EU-funded project trains mayors.", ""),
    ("The OSCE-led programme ended.", ""),
    ("The Democratization Programme of the Mission took part.", ""),
    ("Staff of the Border Service and the United Nations Development Programme spoke.", ""),
    ("He is the head of the Mission's Rule of Law Programme.", ""),
    ("The project, Ana Ruci said, ends in May.", ""),
    (
        "The Committee of the action “Action against Bribery in Lumivar” met.",
        "Action against Bribery in Lumivar",
    ),
    (
        "It is carried out under the “Common Facility for Lumivar II”, which is co-funded by Norway.",
        "Common Facility for Lumivar II",
    ),
    (
        "It was organized under the Joint Action against Smuggling of Cars and the Theft of Boats (JASC), which is funded by Norway.",
        "Joint Action against Smuggling of Cars and the Theft of Boats",
    ),
    ("It was organized under the “Law on Boats”, which Norway welcomed.", ""),
    ("It worked with the organization Open Sea Initiative.", ""),
]


@pytest.mark.parametrize(("sentence", "names"), CASES)
def test_projects_by_name(sentence: str, names: str) -> None:
    text = f"A workshop is held in Skopje\nIssued on: 4 May 2021\n\n{sentence}\n"
    page = page_of(Loaded("x.txt", text, "text/plain", "0" * 64, text.encode()))
    assert [p.name for p in projects_on(sheet_of(page))] == [n for n in names.split("|") if n]


PAGE = """Projects
Safe Roads: helping drivers in the mountains
- Duration: {duration}
- Status: ongoing
What we do
Drivers in the mountains lose their way in fog. The project assists the road service in making the passes safer, and trains its staff in Halvera.
"""


def test_a_projects_own_page_presents_the_project_and_no_event() -> None:
    text = PAGE.format(duration="2023–2025")
    page = page_of(Loaded("x.txt", text, "text/plain", "0" * 64, text.encode()))
    facts = read_facts(page)
    assert page.kind == "other"
    assert [p.name for p in facts.projects] == ["Safe Roads"]
    assert (facts.event.type, facts.event.place, facts.event.country) == ("other", None, None)


def test_what_lasts_days_is_no_project() -> None:
    text = PAGE.format(duration="3 to 5 May 2023")
    page = page_of(Loaded("x.txt", text, "text/plain", "0" * 64, text.encode()))
    assert page.kind == "news item"
    assert read_facts(page).projects == ()
