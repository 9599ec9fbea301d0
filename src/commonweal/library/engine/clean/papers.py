"""Documents that say what they are: minutes, a plan, a strategy, a report, an agenda; neither news nor releases.

Two degrees. Some names are hardly ever a headline's ("Minutes of ...", "Terms of reference"); others ("Report on ...", "City
strategy") may be, and count only in titles without a verb.
"""

from __future__ import annotations

import re

_DRAFT = (
    r"(?:\W*\b(?:draft|final|revised|adopted|consolidated|joint|annex(?: \w+)?|entwurf(?: der| des)?|projet (?:de |d['’])"
    r"|нацрт|nacrt|проект)\b\W*)*"
)
_SURE = (
    r"(?:minutes|(?:summary|verbatim) record|record of (?:the )?(?:discussion|decision|meeting)s?"
    r"|summary of (?:decisions|discussions|proceedings)|meeting (?:notes|summary|record|minutes)|(?:provisional |annotated )*agenda"
    r"|terms of reference|concept (?:note|paper)|rules of procedure|code of (?:conduct|practice)|memorandum of understanding)"
)
_SURE_FOREIGN = (
    r"(?:протокол|повестка дня|дневни ред|записник|техническое задание|концептуальная записка|порядок денний|zapisnik|dnevni red"
    r"|projektni zadatak|(?:ergebnis|sitzungs)?protokoll|niederschrift|tagesordnung|geschäftsordnung|procès-verbal|compte[ -]rendu"
    r"|ordre du jour|termes de référence|procesverbal|rendi i ditës|orden del día|ordine del giorno|protokół|porządek obrad|gündem)"
)
_LIKELY = (
    r"(?:(?:action|work|implementation|local|prevention|strategic|safety|security|communication|operational|community|response"
    r"|annual|interim|final|progress|city|national|municipal|regional|needs|policy|working|lessons)[ -])*"
    r"(?:plan|strategy|roadmap|road map|framework|policy|paper|report|evaluation|assessment|baseline|guidelines?|guidance"
    r"|handbook|guidebook|manual|toolkit|checklist|fact ?sheet|programme|protocol|charter|resolution|recommendations|learn(?:ed|t)"
    r"|findings|agreement|mandate|questionnaire|memorandum|briefing|glossary)"
)
_LIKELY_FOREIGN = (
    r"(?:(?:akcioni|akcijski|lokalni|godišnji|годовой|ежегодный|акциони|локални|годишњи) )*"
    r"(?:aktionsplan|maßnahmenplan|strategie|(?:jahres|abschluss)?bericht|leitfaden|handreichung|plan d['’]action|rapport|stratégie"
    r"|plan|strategija|izvještaj|izveštaj|план|стратегија|извештај|извјештај|стратегия|отчёт|отчет|стратегія|звіт|plani i veprimit"
    r"|strategjia|raporti|plan de acción|informe|piano d['’]azione|relazione|eylem planı|sprawozdanie|raport)"
)
# At the end: a year, a period, a number: "2026", "2026–2030", "No. 4", "(draft)".
_NUMBER = r"(?:\W*(?:\d{4}(?:\s?[-–—/]\s?\d{2,4})?|(?:no|nr)\.? ?\d+|№ ?\d+|v(?:ersion)? ?\d[\d.]*|draft|final))*\W*$"
_YEAR_LAST = re.compile(r"\b(?:19|20)\d\d\b\D{0,8}$")
_OF = r"\s*(?:\b(?:of|for|on|to|against|about|from|between|concerning|regarding)\b|[(,]|\s-\s|[–—])"

_FIRST_SURE = re.compile(
    rf"\W*{_DRAFT}(?:{_SURE}(?:{_OF}|:|{_NUMBER})|{_SURE_FOREIGN}\b)", re.IGNORECASE
)
_FIRST_LIKELY = re.compile(rf"\W*{_DRAFT}{_LIKELY}(?:{_OF}|{_NUMBER})", re.IGNORECASE)
_FIRST_FOREIGN = re.compile(rf"\W*{_DRAFT}{_LIKELY_FOREIGN}\b", re.IGNORECASE)
# "Halvera City Prevention Strategy 2026–2030"
_LAST = re.compile(rf"[\w)’'] (?:{_SURE}|{_LIKELY}){_NUMBER}", re.IGNORECASE)
_SMALL_WORD = re.compile(r"(?:^|\s)[^\W\d_A-ZÀ-Þ][^\W\d_]{3,}")
_PARTS = re.compile(r": | [–—-] |, (?=[^,]*$)")
# What makes a headline of a title: "Report on returnees launched in Halvera", "Plan for the market wins support".
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|can|could|must|should|says|said|help|helps|launches|adopts|approves|agrees|presents"
    r"|publishes|discusses|meets|supports|develops|drafts|hosts|holds|opens|starts|begins|ends|shows|calls|urges|welcomes|trains"
    r"|joins|visits|wins|takes|gets|gives|makes|goes|comes|brings|sets|puts|finds|warns|reveals|highlights|focuses|aims|seeks"
    r"|needs(?! assessment)|reviews|signs|leaves|reaches|becomes|steps|moves|passes|wants|asks|held|begun|met|seen|told|won|set"
    r"|(?!(?:related|united|armed|displaced|detained|organi[sz]ed|integrated|shared|need|targeted|revised|updated|combined|focused"
    r"|based|led|funded|mixed|proposed|detailed|lessons learned|learned|adopted|consolidated|annotated)\b)[a-z]{3,}ed)\b",
    re.IGNORECASE,
)
# The text says so in its first words: "This strategy sets out ...".
_OPENING = re.compile(
    rf"\W*(?:these minutes|(?:this|the present) (?:joint |draft )?(?:{_LIKELY}|document|publication|guide|note|terms of reference|agenda))\b",
    re.IGNORECASE,
)
_LONGEST_LABEL_WORDS = 6
_MOST_WORDS_BEFORE_YEAR = 4


def names_itself(title: str) -> str | None:
    """Return ``"sure"`` or ``"likely"`` where a title says that the document is a paper, else None.

    ``"Minutes of the partnership meeting"`` and ``"Agenda"`` are sure; ``"Annual report 2025"``, ``"Action plan for the market"`` and
    ``"Halvera City Prevention Strategy 2026–2030"`` likely; ``"Report on returnees launched in Halvera"`` is a headline.
    """
    if _VERB.search(title) is not None:
        return None
    parts = [title, *_PARTS.split(title)[1:]]
    if any(_FIRST_SURE.match(part) for part in parts):
        return "sure"
    first = any(_FIRST_LIKELY.match(part) for part in parts)
    dated = _YEAR_LAST.search(title) is not None
    short = dated and len(title.split()) <= _MOST_WORDS_BEFORE_YEAR
    last = _LAST.search(title) is not None and (short or _SMALL_WORD.search(title) is None)
    foreign = dated and _FIRST_FOREIGN.match(title) is not None
    return "likely" if first or last or foreign else None


def text_names_itself(body: str) -> str | None:
    """Return how surely the first words of a body say that it is a paper: "This strategy sets out ...", "MINUTES" alone; or None."""
    if _OPENING.match(body) is not None:
        return "likely"
    first = body.partition("\n")[0]
    return names_itself(first) if len(first.split()) <= _LONGEST_LABEL_WORDS else None
