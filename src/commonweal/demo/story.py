"""The story of the demo city: which passages became recommendations, and what became of them.

Only facts here; `tell` acts them out, each through the public verb and as the right person. Days are
counted from the day on which the city is loaded, so that what is overdue stays overdue.

What is meant to be seen:

- one promise kept, from the minutes to the confirmation by another partner;
- one overdue by the police service;
- one contested: reported done, and the youth network objects with a passage of its letter;
- one not agreed, with the reason;
- some that wait for an answer, are supported in part, or are under way.
"""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.demo.city import (
    COORDINATOR,
    DONOR,
    HEALTH,
    INTERFAITH,
    MISSION,
    OMBUDSPERSON,
    POLICE,
    RADIO,
    SUPPORTERS,
    TEACHERS,
    TRADERS,
    UNIVERSITY,
    WOMEN,
    YOUTH,
    Resident,
)

MINUTES = "city-minutes-prevention-council.docx"
CONFERENCE = "rcco-news-vienna-conference.txt"
NEWSLETTER = "teachers-newsletter-autumn.html"
LETTER = "youth-letter-north-entrance.txt"
BOLLARDS = "city-note-bollards.txt"


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence in a sample document: the file, and words that only this sentence holds."""

    file: str
    words: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What the addressee answers.

    Attributes:
        position: ``supported``, ``in-part`` or ``not-agreed``.
        reason: Required unless supported.
        is_public: Whether the reason may stand on the page "Agreed and done".
    """

    position: str
    reason: str = ""
    is_public: bool = True


@dataclass(frozen=True, slots=True)
class View:
    """What another partner says about something reported done."""

    by: Resident
    confirms: bool
    reason: str = ""
    passage: Words | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done about a recommendation.

    Attributes:
        title: What will be done.
        owner: Who does it.
        due_in_days: From today; below 0 it was due already.
        is_started: Whether the owner said that it has begun.
        evidence: A passage that shows it.
        evidence_title: What the passage shows.
        report: What the owner wrote when it was done; empty while it is not.
        views: What other partners say about it.
    """

    title: str
    owner: Resident
    due_in_days: int
    is_started: bool = False
    evidence: Words | None = None
    evidence_title: str = ""
    report: str = ""
    views: tuple[View, ...] = ()


@dataclass(frozen=True, slots=True)
class Promise:
    """One recommendation and what became of it.

    Attributes:
        key: How the tour calls it.
        addressee: Whom it is addressed to.
        text: What is asked, as it is followed from then on.
        words: The passage it was marked from; None where nobody wrote it down.
        reply: The addressee's answer; None while it waits.
        deed: What is done about it, if anything.
    """

    key: str
    addressee: Resident
    text: str
    words: Words | None = None
    reply: Reply | None = None
    deed: Deed | None = None


@dataclass(frozen=True, slots=True)
class Gathering:
    """One meeting.

    Attributes:
        key: How the tour calls it.
        title: Its title; that of the document where it is empty.
        convener: Who called it; acts for them are done by this person.
        present: The partners who were there.
        promises: What was recommended, in the order of the paper.
        document: The file it is made from; empty where it is made by hand.
        type: Such as ``meeting``.
        days_ago: When it was, for a meeting made by hand.
        place: Where it was, for a meeting made by hand.
        marked_days_ago: When its recommendations were marked.
        is_public: Whether its recommendations stand on the page "Agreed and done".
    """

    key: str
    title: str
    convener: Resident
    present: tuple[Resident, ...]
    promises: tuple[Promise, ...]
    document: str = ""
    type: str = "meeting"
    days_ago: int = 0
    place: str = ""
    marked_days_ago: int = 45
    is_public: bool = False


KEPT = Promise(
    key="kept",
    addressee=TEACHERS,
    text="Train two teachers in every secondary school in media and information literacy, before the end of the autumn holidays.",
    words=Words(MINUTES, "should train two teachers in every secondary school"),
    reply=Reply("supported"),
    deed=Deed(
        title="Course “Who Says So?” for two teachers of each of the thirteen secondary schools",
        owner=TEACHERS,
        due_in_days=-20,
        is_started=True,
        evidence=Words(NEWSLETTER, "Twenty-six teachers from all thirteen secondary schools"),
        evidence_title="The newsletter reports the course in all thirteen schools",
        report="All thirteen schools took part. The evaluation follows in January.",
        views=(
            View(
                by=YOUTH,
                confirms=True,
                reason="Our members had lessons with the seven questions in nine of the thirteen schools.",
            ),
        ),
    ),
)

OVERDUE = Promise(
    key="overdue",
    addressee=POLICE,
    text="Publish the questions raised in the Public Councils and the answers at least twice a year.",
    words=Words(MINUTES, "should publish the questions raised in the Public Councils"),
    reply=Reply("supported"),
    deed=Deed(
        title="First page with the questions of the summer councils and the answers",
        owner=POLICE,
        due_in_days=-12,
        is_started=True,
    ),
)

CONTESTED = Promise(
    key="contested",
    addressee=COORDINATOR,
    text="Keep the north and west entrances of the Old Market step-free, while and after the bollards are placed.",
    words=Words(MINUTES, "should keep the north and west entrances of the Old Market step-free"),
    reply=Reply("supported"),
    deed=Deed(
        title="Movable bollards at the north and west entrances, kerbs kept level",
        owner=COORDINATOR,
        due_in_days=-15,
        is_started=True,
        evidence=Words(BOLLARDS, "Twelve movable bollards stand at the north and west entrances"),
        evidence_title="The City Works Department's note of 31 October",
        report="The bollards stand at both entrances since the end of October.",
        views=(
            View(
                by=YOUTH,
                confirms=False,
                reason="At the north entrance the kerb was raised and the ramp is missing.",
                passage=Words(LETTER, "the kerb behind them was raised"),
            ),
            View(
                by=TRADERS,
                confirms=True,
                reason="The west entrance is well done, and the stalls have moved for it.",
            ),
        ),
    ),
)

NOT_AGREED = Promise(
    key="not-agreed",
    addressee=WOMEN,
    text="Share the attendance lists of the evening meetings with the City Co-ordinator's Office once a quarter.",
    words=Words(MINUTES, "should share the attendance lists of its evening meetings"),
    reply=Reply(
        "not-agreed",
        "Women come because nobody writes their name down. A head count is all that a funder needs; "
        "we offer to report every three months what was raised, in general words.",
    ),
)

PREVENTION_COUNCIL = Gathering(
    key="prevention-council",
    title="",
    document=MINUTES,
    convener=COORDINATOR,
    present=(
        WOMEN,
        YOUTH,
        INTERFAITH,
        TEACHERS,
        UNIVERSITY,
        SUPPORTERS,
        TRADERS,
        COORDINATOR,
        POLICE,
        HEALTH,
        OMBUDSPERSON,
        DONOR,
        MISSION,
    ),
    promises=(
        KEPT,
        OVERDUE,
        CONTESTED,
        NOT_AGREED,
        Promise(
            key="telephone",
            addressee=COORDINATOR,
            text="Answer questions about rumours by telephone until ten at night, first for three months.",
            words=Words(MINUTES, "should answer questions about rumours by telephone"),
            reply=Reply("supported"),
            deed=Deed(
                title="Telephone line until ten at night, for three months",
                owner=COORDINATOR,
                due_in_days=70,
                is_started=True,
            ),
        ),
        Promise(
            key="stewards",
            addressee=SUPPORTERS,
            text="Send thirty members to a common training with the stewards before the spring season.",
            words=Words(MINUTES, "should send thirty members to a common training"),
            reply=Reply(
                "in-part",
                "We can promise twenty-two members before the spring season, and the others in summer.",
            ),
            deed=Deed(
                title="Two training evenings together with the stewards",
                owner=SUPPORTERS,
                due_in_days=24,
            ),
        ),
        Promise(
            key="grants",
            addressee=COORDINATOR,
            text="Ask the Open Square Foundation for grants of three years instead of one.",
            words=Words(MINUTES, "should ask the Open Square Foundation for grants of three years"),
        ),
    ),
    is_public=True,
)

REGIONAL_CONFERENCE = Gathering(
    key="regional-conference",
    title="",
    document=CONFERENCE,
    type="conference",
    convener=MISSION,
    present=(WOMEN, YOUTH, UNIVERSITY, RADIO, TRADERS, COORDINATOR, POLICE, DONOR, MISSION),
    promises=(
        Promise(
            key="interpreters",
            addressee=COORDINATOR,
            text="Pay for an interpreter wherever a council meets in a quarter with several languages.",
            words=Words(CONFERENCE, "should pay for an interpreter wherever a council meets"),
        ),
    ),
)

RIVERSIDE_COUNCIL = Gathering(
    key="riverside-council",
    title="Public Council of the Riverside quarter",
    type="public council",
    convener=POLICE,
    present=(WOMEN, YOUTH, INTERFAITH, RADIO, COORDINATOR, POLICE, HEALTH, OMBUDSPERSON),
    days_ago=9,
    marked_days_ago=8,
    place="Riverside library, Halvera",
    promises=(
        Promise(
            key="second-evening",
            addressee=HEALTH,
            text="Keep the second evening for mothers open in winter.",
            reply=Reply("supported"),
            deed=Deed(
                title="Second Tuesday of each month, from December to March",
                owner=HEALTH,
                due_in_days=9,
            ),
        ),
        Promise(
            key="stops",
            addressee=POLICE,
            text="Publish yearly figures on stops, without personal data.",
        ),
        Promise(
            key="corrections",
            addressee=RADIO,
            text="Read out one corrected rumour a week.",
        ),
    ),
)

GATHERINGS = (PREVENTION_COUNCIL, REGIONAL_CONFERENCE, RIVERSIDE_COUNCIL)
