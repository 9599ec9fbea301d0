"""What is promised, announced or asked, in other words than those of the phrases: who acts and what is reported."""

from __future__ import annotations

import pytest

from commonweal.library.engine.facts.commitment_rules import RULES, Rule
from commonweal.library.engine.facts.commitments import commitments_on
from commonweal.library.engine.facts.sentences import sheet_of
from commonweal.library.engine.reading import page_of
from commonweal.library.engine.types import Loaded

CASES: list[tuple[str, str | None]] = [
    ("“I came with the idea that every net must be burned,” said Una Kos, a sailor.", None),
    ("“We used to believe that every boy should go to sea,” said Una Kos, a sailor.", None),
    ("“By May there will be one map for all ports,” said Una Kos, a sailor.", "commitment"),
    ("By the end of the year there will be a second pier.", "next step"),
    ("There will be soup and tea.", None),
    ("“From May our clerks will have a desk in each port,” said Una Kos.", "commitment"),
    ("“The School of Sailing will include this test in its course,” said Una Kos.", "commitment"),
    ("The network is to meet for the first time in Bar in spring 2022.", "next step"),
    ("The first songs will be broadcast in September.", "next step"),
    ("The delegation will summarize what it saw in a letter to the port.", "next step"),
    (
        "She said that the Council would discuss the map in May and publish it in June.",
        "commitment",
    ),
    ("She said that the Council would discuss the map in May.", None),
    ("He said that the port had agreed with the school to print a map.", "commitment"),
    ("The Ministry has agreed to recommend the map to all ports.", "commitment"),
    ("In her view, no boat should be sold without a lamp.", "recommendation"),
    ("The Representative will continue to follow the matter.", "commitment"),
    ("He said that the exercises would enter the syllabus of the school.", "commitment"),
    ("They are less often asked as sailors, though they are the first to see the storm.", None),
    ("They asked me whether I am allowed to have a boat.", None),
    ("He asked the participants to sort forty shells; no two groups did it alike.", None),
    ("Interpretation into Gagauz will be available in the hall.", None),
    ("There were men in masks who promised gold and a boat.", None),
    ("“I should like that to stay,” said Una Kos, a sailor.", None),
    ("The quarrel had led to fights and to calls for revenge.", None),
    ("The people of the port do not need to be told what a storm is.", None),
    ("On the second day they will visit the pier and the fish market.", None),
    ("“If we learn to swim, we will see more of the sea,” said Una Kos, a sailor.", None),
    ("The Centre will help the archive to copy its oldest maps in spring.", "next step"),
    ("The first benches will be planted round with limes in April 2022.", "next step"),
    ("Una Kos, a jurist, remarked that registers ought to be open to the poor.", "recommendation"),
    ("He recalled the shelter that the town had offered to sailors in the war.", None),
    ("“The two millers agreed on the price of rye,” laughed Una Kos.", None),
    ("“We agreed on a price for rye and on one scale,” said Una Kos.", "commitment"),
    ("It builds on the School Act, which calls for smaller classes.", None),
    ("Volunteers who call on the old brought soup.", None),
    ("The seminar is being organized with the harbour school.", None),
    ("Its activities are planned by a committee of anglers.", None),
    ("Una Kos tried the soup and said: “I recommend it to nobody else.”", None),
    ("Women who intend to stand in the ballot came to the course.", None),
    (
        "The Governor said that the province would cover the salaries of two mediators from May.",
        "commitment",
    ),
    ("The amendments would be tabled in the spring session, the Speaker said.", "commitment"),
    ("A hotline would be opened in all five districts by autumn, he added.", "commitment"),
    ("The Rector declared that the module would become compulsory next year.", "commitment"),
    ("She disclosed that the inspectorate would hire twelve labour inspectors.", "commitment"),
    (
        "Under the agreement, the two agencies undertake to share statistics every quarter.",
        "commitment",
    ),
    ("The regional administration has undertaken to maintain the cameras.", "commitment"),
    ("In the charter, members commit themselves to publishing their accounts.", "commitment"),
    ("The two mayors committed their towns to a joint fire drill every year.", "commitment"),
    ("Its Financial Intelligence Unit will open a second office by the end of 2026.", "commitment"),
    ("Norway will contribute two million kroner to the fund in 2019.", "commitment"),
    ("The Statistical Office will publish disaggregated data every six months.", "commitment"),
    ("The Mission plans to organize a refresher course next autumn.", "commitment"),
    ("ODIHR intends to publish its final report within eight weeks.", "commitment"),
    ("The Mission has pledged to supply the first forty radios.", "commitment"),
    ("The Government has decided to extend the pilot to all regions.", "commitment"),
    ("It was agreed that the working group would meet every month.", "commitment"),
    ("The parties agreed that prisoner lists be exchanged before Easter.", "commitment"),
    ("Participants resolved to set up a joint contact point.", "commitment"),
    ("“We are going to translate it into Gagauz,” Popa said.", "commitment"),
    ("“My office will answer every letter within ten days,” said the Ombudsman.", "commitment"),
    ("The Minister gave assurances that the archive would remain open.", "commitment"),
    ("The Ministry has committed to funding the shelter until 2027.", "commitment"),
    ("She vowed that no file would be closed without a hearing.", "commitment"),
    ("The Chief of Police gave his word that patrols would be doubled.", "commitment"),
    ("The Mission will bear the costs of the translation.", "commitment"),
    ("The Deputy Head added that a similar workshop would be held in Gyumri in May.", "next step"),
    ("He noted that two further seminars would follow in autumn.", "next step"),
    ("She said that the next round of training would take place in Osh.", "next step"),
    ("Control of the depot will be fully handed over to the army by June.", "next step"),
    ("The guidelines are to be published in three languages in March.", "next step"),
    ("A joint plan is to be adopted at the next session.", "next step"),
    ("The Police Academy is to add the module to its syllabus.", "next step"),
    ("Upon their return, the delegates will draft proposals for the committee.", "next step"),
    ("Back home, the trainees will pass on what they learned in their own stations.", "next step"),
    ("The results will subsequently be shared with all ministries.", "next step"),
    ("The findings are due to be presented in Brussels in October.", "next step"),
    ("A third round is planned for the spring.", "next step"),
    ("Similar events are envisaged in Lviv and Odesa.", "next step"),
    ("An expert group will reconvene in September to review progress.", "next step"),
    ("In a next step, the team will map all crossing points.", "next step"),
    ("The exhibition will travel to Bar and Budva in the summer.", "next step"),
    ("Further consultations are foreseen before the end of the year.", "next step"),
    ("Over the coming months, mentors will visit each of the twelve schools.", "next step"),
    ("The course will be repeated in Batumi in May.", "next step"),
    ("Preparations for a second edition are under way.", "next step"),
    ("The Ambassador stressed that the backlog of cases had to be reduced.", "recommendation"),
    ("Experts emphasized that evidence has to be stored safely.", "recommendation"),
    ("The report suggests that interpreters be present at every hearing.", "recommendation"),
    ("The opinion proposes that the fines be lowered.", "recommendation"),
    ("He asked them to report every incident to the hotline.", "recommendation"),
    ("The judges asked for an electronic register of decisions.", "recommendation"),
    ("Speakers advocated closer co-operation between border posts.", "recommendation"),
    ("The study recommends a single contact point.", "recommendation"),
    ("It was suggested that probation officers be invited.", "recommendation"),
    ("She appealed to the parties to release the detainees.", "recommendation"),
    ("The Mission calls upon all sides to show restraint.", "recommendation"),
    ("Participants insisted that victims be heard first.", "recommendation"),
    ("Trainers advised against using informants under eighteen.", "recommendation"),
    ("The experts deemed it necessary to amend the by-law.", "recommendation"),
    ("“It is time to give local councils a budget,” he said.", "recommendation"),
    ("Participants identified the need for a regional database.", "recommendation"),
    ("He invited the authorities to ratify the protocol.", "recommendation"),
    ("The group considered that the law should be amended.", "recommendation"),
    ("Some 4,000 residents are expected to benefit from the new road.", None),
    ("Serbia is due to elect a new president in April.", None),
    ("The measure would require additional staff, observers noted.", None),
    ("Experts noted that the reform would cost two million euros.", None),
    ("She explained where the cameras will be placed and who will watch them.", None),
    ("It is a question every officer will face one day.", None),
    ("The aim is to raise awareness of online fraud.", None),
    ("The task of the centre is to collect data.", None),
    ("They examined whether the money that was promised had arrived.", None),
    ("The interview was held with a prisoner who had agreed to it.", None),
    ("“Who should pay for the cameras?” asked a mayor.", None),
    ("“You just have to be patient,” said a teacher.", None),
    ("“One has to know the mountain,” he said.", None),
    ("What I will remember is the silence.", None),
    ("The workshop will focus on hate speech.", None),
    ("Participants learned how evidence should be stored.", None),
    ("He recalled that the region had long needed a bridge.", None),
    ("The project is planned in three stages and was opened in 2015.", None),
    ("The law would allow the police to keep data for ten years.", None),
    ("A visit will help participants to understand the court.", None),
    ("Nobody will remember the seminar, but they will remember the dog.", None),
    ("The term will end in 2026.", None),
    ("The course aimed to strengthen skills needed to investigate fraud.", None),
    ("The Agency says the loan will support farmers in the north.", None),
    ("They are encouraged by letters from parents, and by visits to the villages.", None),
    ("Five clerks undertook a study visit to the archive.", None),
    ("She condemned the plans to hold a vote in May.", None),
    ("By the end of the year the expert team will submit its findings.", "next step"),
    ("Teachers asked for textbooks to be made available in both languages.", "recommendation"),
    ("Mayors asked for the fees to be lowered before the next season.", "recommendation"),
    ("The Director invited law faculties to make legal clinics compulsory.", "recommendation"),
    (
        "I also invite the Bank and its members to consider further loans for housing.",
        "recommendation",
    ),
    ("They advise schools of journalism to teach reporting in crises.", "recommendation"),
    (
        "All towns were asked to report by December on one measure they have taken.",
        "recommendation",
    ),
    ("The Ministry is asked to examine whether the open regime can be enlarged.", "recommendation"),
    (
        "Participants drew up twelve recommendations, including the creation of a fund for repairs.",
        "recommendation",
    ),
    (
        "For each valley the participants proposed measures such as joint snow surveys.",
        "recommendation",
    ),
    (
        "4.1 The National Administration of Prisons should test contact officers in two prisons.",
        "recommendation",
    ),
    ("2. The basic training of guards needs to be extended to twelve months.", "recommendation"),
    ("The Ministry for Communities and Return should provide free legal aid.", "recommendation"),
    ("She offered the assistance of her Office in training police units.", "commitment"),
    ("He offered the Embassy’s help in translating the manual.", "commitment"),
    ("The Co-ordinator said that his team stood ready to assist with the register.", "commitment"),
    ("The Mission, for its part, will train court staff in plain language.", "commitment"),
    ("The Office, for its part, will print the forms.", "commitment"),
    (
        "The Mission will carry on supporting the authorities in reducing surplus stocks.",
        "commitment",
    ),
    ("The Presence will keep supporting the network of youth centres.", "commitment"),
    ("Under the memorandum, the bank will open a credit line for small farms.", "commitment"),
    (
        "The two mayors signed a memorandum under which officers will be exchanged every year.",
        "commitment",
    ),
    (
        "At the end four cities signed a letter of intent: they will exchange two employees each.",
        "commitment",
    ),
    ("Graduates who pass the final test will be included in the pool of observers.", "next step"),
    ("Those who complete the course will be invited to a study visit.", "next step"),
    ("A collection of their stories is going to be published in October.", "next step"),
    ("A second training is going to be held in the eastern districts in May.", "next step"),
    ("The winning team is to represent the region at a competition in Ljubljana.", "next step"),
    ("Country teams are to draft action plans for the coming school year.", "next step"),
    ("Mission staff will convey these proposals to the working group.", "next step"),
    ("“Our grandchildren will ask us what we did with the water,” she said.", None),
    ("The new law is expected to enter into force on 1 January.", None),
    ("Four of five priorities have been agreed on since then, among them a bridge.", None),
    ("In a survey, nine in ten said that they would do it again.", None),
    ("Most agreed on three points.", None),
    ("Forty portraits tell of some who decided to leave again.", None),
]


@pytest.mark.parametrize(("sentence", "kind"), CASES)
def test_what_a_clause_says(sentence: str, kind: str | None) -> None:
    text = f"A workshop is held in Skopje\nIssued on: 4 May 2021\n\n{sentence}\n"
    page = page_of(Loaded("x.txt", text, "text/plain", "0" * 64, text.encode()))
    assert [c.type for c in commitments_on(sheet_of(page))] == ([kind] if kind else [])


def test_the_tasks_of_minutes_are_next_steps() -> None:
    text = (
        "Minutes of the 4th meeting\n\nThe board met in Skopje on 4 May 2021 and had two points.\n\nTasks\n\n"
        "- Ms Ortner to send the statistics to all members\n- The chairs to write to the police\n"
    )
    page = page_of(Loaded("x.txt", text, "text/plain", "0" * 64, text.encode()))
    assert [c.type for c in commitments_on(sheet_of(page))] == ["next step", "next step"]


@pytest.mark.parametrize("rule", RULES, ids=[r.name for r in RULES])
def test_each_rule_has_a_word_of_its_example(rule: Rule) -> None:
    assert any(word in rule.example.lower() for word in rule.needs)
