"""A labelled set for the proposals of evidence: promises of a fictional city, and papers that show something or nothing.

Each paper says of which promise it is evidence, or why it is of none: ``other subject`` (the same body does something
else), ``other town`` (the same subject elsewhere), ``other body`` (somebody else does something alike), ``earlier``
(before the promise), ``ahead`` (it asks or announces again). Written for this purpose; the city and all bodies are
invented. The first half (``DEV``) was looked at while the thresholds were chosen, the second (``HELD``) was not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commonweal.partners.engine.evidence_types import Paper, Passage, Promise

MADE = date(2026, 3, 1)
LATER, EARLIER = date(2026, 9, 14), date(2025, 11, 3)
CITY, OTHER = "Halvera", "Orlast"


@dataclass(frozen=True, slots=True)
class Labelled:
    """One paper, of which promise it is evidence (empty: of none), and which sort it is."""

    paper: Paper
    promise: str
    sort: str


def _promise(key: str, body: str, text: str) -> Promise:
    return Promise(key=key, text=text, bodies=(body,), since=MADE, places=(CITY,))


def _paper(key: str, text: str, *, on: date = LATER, place: str = CITY) -> Paper:
    """Return a paper of three paragraphs; the second is what matters."""
    passages, start = [], 0
    for part in (f"News from {place}, a page of the city.", text, "The page can be printed."):
        passages.append(Passage(start, start + len(part), part))
        start += len(part) + 2
    return Paper(key=key, title=f"Notice {key}", on=on, passages=passages, places=(place,))


# Body, what was asked, what shows it, the same body and another subject, somebody else and the same subject,
# the same announced again.
_CASES = (
    ("City Works Department", "Install movable bollards at the north and west entrances of the Old Market.",
     "The City Works Department put twelve movable bollards in at the entrances of the market; they have stood there since August.",
     "The City Works Department resurfaced four streets in the harbour quarter and renewed the drains under them.",
     "The owner of the Glass Hall put movable bollards in at both entrances of his car park.",
     "The City Works Department should install movable bollards at the market's entrances before winter, residents asked again."),
    ("Halvera Police Service", "Publish yearly figures on stops and searches, without personal data.",
     "The Halvera Police Service has published its figures on stops and searches of the past year; no personal data are in them.",
     "The Halvera Police Service opened a new station in the hills and moved forty officers there.",
     "A newspaper published figures on stops of buses and trams, by line and by hour.",
     "The ombudsperson asked the Halvera Police Service to publish figures on stops and searches; it plans to do so next year."),
    ("Radio Riverside", "Read out one corrected rumour a week in the evening programme.",
     "Each Thursday evening Radio Riverside reads out a rumour and what is known about it; thirty were corrected by September.",
     "Radio Riverside moved its studio to the old customs house and has a new transmitter.",
     "The evening programme of Harbour TV now corrects its own mistakes once a month.",
     "Listeners urged Radio Riverside to read out corrected rumours in the evening programme, as was promised."),
    ("Youth Network", "Train twenty young people to lead discussions about violent videos.",
     "Twenty-two young people were trained by the Youth Network to lead discussions about violent videos in their schools.",
     "The Youth Network painted the benches on the quay together with pensioners.",
     "The film club held discussions about old videos with young people from three countries.",
     "The Youth Network will train young people to lead discussions about violent videos once a trainer is found."),
    ("Health Centre East", "Keep an evening open for mothers in winter, with an interpreter.",
     "On winter evenings the Health Centre East was open for mothers; an interpreter was there each time.",
     "The Health Centre East vaccinated nine hundred children and has a new X-ray room.",
     "The library was open on winter evenings for fathers who read to their children.",
     "The Health Centre East should keep an evening open for mothers next winter, with an interpreter, the council said."),
    ("Market Traders Association", "Widen the passage between the stalls so that wheelchairs can pass.",
     "Stalls were moved by half a metre, the Market Traders Association reports; wheelchairs pass everywhere between them now.",
     "The Market Traders Association elected a new board and lowered its fees.",
     "The cinema widened its doors so that wheelchairs can pass, and removed a row of seats.",
     "Wheelchairs still cannot pass between the stalls; the Market Traders Association is to widen the passage."),
    ("Teachers Association", "Hold a course on media literacy for teachers of all eleven schools.",
     "Teachers of eleven schools took part in the media literacy course that the Teachers Association held in May and June.",
     "The Teachers Association called a strike over pay in the spring and ended it after a week.",
     "A bank held a course on financial literacy for pensioners in all its branches.",
     "A course on media literacy was proposed to the Teachers Association once more; no date has been set."),
    ("University of Halvera", "Study how rumours spread during a power cut and give the results to the council.",
     "The University of Halvera studied how rumours spread when the power failed in April; the council was given the results.",
     "The University of Halvera opened a new hall of residence and named it after its gardener.",
     "An insurance company studied how often the power fails in tall buildings.",
     "The University of Halvera intends to study how rumours spread during a power cut."),
    ("Supporters Club", "Send members to a common training with the stadium stewards before the season.",
     "Members of the Supporters Club and the stewards of the stadium were trained together before the season began.",
     "The Supporters Club collected scarves for its museum and opened it to visitors.",
     "Stewards of the concert hall were trained together with the fire brigade before the season.",
     "The Supporters Club would send members to a common training with stewards if the stadium paid for it."),
    ("Interfaith Council", "Open the guided walks through houses of worship to school classes.",
     "School classes have joined the guided walks since Easter, the Interfaith Council says: forty classes walked so far.",
     "The Interfaith Council wrote to the parliament about holidays and rents.",
     "School classes joined guided walks through the harbour, led by retired sailors.",
     "The Interfaith Council was called on to open its guided walks to school classes."),
    ("City Library", "Lend tablets with corrected-news lessons to families without a computer.",
     "Families without a computer have borrowed sixty tablets with the lessons on news from the City Library.",
     "The City Library bought a bus and reads fairy tales in the villages with it.",
     "A phone shop lends tablets to families for a fee and teaches nobody anything.",
     "The City Library has not lent any tablets yet; the lessons for families are not finished."),
    ("Fire Brigade", "Drill the evacuation of the covered market with traders and deaf visitors.",
     "The evacuation of the covered market was drilled by the Fire Brigade in June with the traders; deaf visitors took part.",
     "The Fire Brigade bought two boats and trained on the river in the fog.",
     "A hotel drilled the evacuation of its kitchens with the cooks and two visitors.",
     "Drilling the evacuation of the covered market is to be planned by the Fire Brigade."),
    ("Ombudsperson", "Answer complaints about policing within thirty days and print how many came.",
     "Complaints about policing were answered by the Ombudsperson within thirty days; two hundred and six came, says the printed report.",
     "The Ombudsperson visited three prisons and wrote about the food there.",
     "The water works answered complaints about bills within thirty days and printed how many came.",
     "The Ombudsperson ought to answer complaints about policing within thirty days, said a member of parliament."),
    ("Women Association", "Open a room where women can report threats in person, in three languages.",
     "The room where women report threats in person was opened by the Women Association in July; three languages are spoken there.",
     "The Women Association celebrated its fortieth year with a concert.",
     "A lawyers' chamber opened a room where tenants report broken heating in three languages.",
     "For lack of money the room where women can report threats was postponed, the Women Association said."),
    ("Transport Company", "Light the underpass at the station and repair its lift.",
     "Since June the underpass at the station is lit and the lift has been repaired, writes the Transport Company.",
     "The Transport Company sells tickets by telephone and has a new tram line.",
     "The museum's lift was repaired and its cellar is lit by candles.",
     "Passengers asked the Transport Company to light the underpass and to repair the lift at the station."),
    ("Housing Office", "Explain decisions on flats in plain language and name whom to ask.",
     "Decisions on flats are now explained in plain language; each letter of the Housing Office names whom one may ask.",
     "The Housing Office sold two empty houses at the river to a cooperative.",
     "The tax office explains its letters in plain language and names a telephone number.",
     "The Housing Office will explain decisions on flats in plain language from next year."),
)  # fmt: skip


def _labelled(number: int) -> list[Labelled]:
    key = f"p{number}"
    body, asked, shows, other, alike, ahead = _CASES[number]
    elsewhere = shows.replace(CITY, OTHER)
    return [
        Labelled(_paper(f"{key}-shows", shows), key, "evidence"),
        Labelled(_paper(f"{key}-says", f"{body}: {asked} It was done."), key, "evidence"),
        Labelled(_paper(f"{key}-other", other), "", "other subject"),
        Labelled(_paper(f"{key}-alike", alike), "", "other body"),
        Labelled(_paper(f"{key}-ahead", ahead), "", "ahead"),
        Labelled(_paper(f"{key}-earlier", shows, on=EARLIER), "", "earlier"),
        Labelled(_paper(f"{key}-elsewhere", elsewhere, place=OTHER), "", "other town"),
    ]


def _half(numbers: range) -> tuple[list[Promise], list[Labelled]]:
    promises = [_promise(f"p{number}", *_CASES[number][:2]) for number in numbers]
    return promises, [each for number in numbers for each in _labelled(number)]


DEV = _half(range(8))
HELD = _half(range(8, len(_CASES)))
