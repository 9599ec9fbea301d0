"""Documents that tell of no event of their own: statements, opinions, interviews, reports of observers.

A condemnation has the date and place of what it condemns; neither is an event that somebody held.
"""

from __future__ import annotations

import re

from commonweal.kernel.provenance import Span
from commonweal.library.engine.facts.quoted import inside_quotes
from commonweal.library.engine.facts.sentences import Sheet

# What an office says about what others did: "condemned today the murder of", "expressed concern over".
_SPEAKS = re.compile(
    r"\b(?:(?:strongly |today |firmly |also |jointly )*(?:condemn(?:s|ed|ing)?|deplor(?:es|ed|ing)|denounc(?:es|ed)|welcom(?:es|ed|ing)|regret(?:s|ted)|mourn(?:s|ed)|applaud(?:s|ed)|prais(?:es|ed)|commend(?:s|ed)|congratulat(?:es|ed)|hail(?:s|ed)|thank(?:s|ed)|salut(?:es|ed)|saddened|reject(?:s|ed)|protest(?:s|ed))"
    r"|(?:express(?:es|ed|ing)?|voic(?:es|ed)|reiterat(?:es|ed)) (?:\w+ ){0,3}?(?:concern|alarm|regret|condolences|shock|sympathy|solidarity|outrage|hope|satisfaction|support|sadness|sorrow|grief|indignation|dismay|relief|gratitude|appreciation|disappointment)s?|condolences|(?:is|are|was|were) (?:\w+ )?(?:concerned|alarmed|appalled|saddened|shocked|dismayed|outraged|disappointed|worried)|deep(?:ly)? concern(?:ed)?"
    r"|call(?:s|ed|ing)? (?:on|upon|for)|urg(?:es|ed|ing)|appeal(?:s|ed)|warn(?:s|ed)|demand(?:s|ed)|rais(?:es|ed) concerns?|criticiz?s?(?:es|ed)|issued (?:a|the following|this) (?:joint )?statement|made the following statement|said in a statement|in a (?:joint )?(?:statement|letter|message)|(?:says?|said|stated|told) (?:the )?(?:OSCE |UN )?(?:(?:Special |Personal )?Representative|High Commissioner|Director|Chair\w*|media freedom representative))\b",
    re.IGNORECASE,
)
# What a document is by its own headline or first words.
_GENRE = re.compile(
    r"^\W*(?:interview\b|(?:joint |press )?statement (?:by|of|on|from)\b|spot report\b|daily report\b|weekly report\b|legal opinion\b|opinion on\b|open letter\b|op-ed\b|message (?:by|of|from|on)\b|remarks (?:by|of|at)\b|speech (?:by|of|at)\b|.{3,60}\bin an interview\b|latest from\b|condolences)"
    r"|\bspot report\b|\bmourns\b|\binterview with\b|\blegal (?:opinion|review|analysis) (?:on|of|finds|says|by|published)\b|\bstatement (?:on|by)\b|: (?:joint )?statement\b",
    re.IGNORECASE,
)
_OBSERVES = re.compile(
    r"\b(?:observers? (?:say|said|conclude[ds]?|find|found|note[ds]?|state[ds]?)|(?:election|referendum|elections|voting|vote|campaign|polling)\b[^.]{0,160}\b(?:observers|observation mission|fell short|largely met|in line with|competitive|well administered|were held in|was held in|took place in)|observation mission\b[^.]{0,120}\b(?:concluded|said|stated|reported|opened|began)"
    r"|(?:SMM|monitors|patrols?|monitoring mission)\b[^.]{0,80}\b(?:recorded|observed|heard|saw|noted|reported|registered)|ceasefire violations|preliminary (?:findings|conclusions|statement)|interim report)\b",
    re.IGNORECASE,
)
_OPINES = re.compile(
    r"\b(?:(?:legal )?(?:opinion|review|analysis|assessment) (?:of|on) (?:the |a )?(?:draft |new |proposed )?(?:\w+ ){0,3}(?:law|laws|bill|legislation|code|amendments)|draft (?:law|bill|amendments?)\b[^.]{0,80}\b(?:should|would|must|fails?|falls? short|restricts?))\b",
    re.IGNORECASE,
)
# Somebody gets, keeps or leaves a post: nothing was held.
_POSTS = re.compile(
    r"\b(?:(?:took|takes|take|taking|has taken|assum(?:es|ed|ing)|has assumed) (?:up )?(?:(?:his|her|their|the|its) )?(?:new )?(?:duties|office|post|position|functions?|role|mandate|responsibilit\w+)|(?:was|were|has been|have been|is) (?:\w+ )?(?:appointed|named|nominated|elected|re-elected|re-appointed|reappointed)|appoint(?:s|ed|ment of|ments of|ing)|nominat(?:es|ed|ion of)|extend(?:s|ed) (?:the |its )?mandate|mandate (?:\w+ )*?(?:extended|prolonged)|(?:new|first|next) (?:Head|head|Director|director|Secretary General|High Commissioner|Representative|Ambassador|Chief Monitor|Co-ordinator)\b[^.]{0,90}\b(?:takes|took|starts|started|begins|began|assumes|assumed|appointed|named|arrives|arrived)|steps? down|leaves office|completes? (?:his|her) (?:term|mandate|tenure))\b",
)
# A text comes out, and nobody is told to have come together for it.
_COMES_OUT = re.compile(
    r"\b(?:out now|publish(?:es|ed)|releas(?:es|ed)|issu(?:es|ed)|posted|made (?:public|available)|(?:is|are|now) available|came out|has been (?:published|released|updated|translated))\b"
)
_TEXT = re.compile(
    r"\b(?:reports?|data|opinions?|statistics|findings|guid(?:e|es|elines|ebooks?)|handbooks?|manuals?|studies|study|surveys?|analys[ei]s|reviews?|assessments?|recommendations|factsheets?|papers?|newsletters?|magazine|brochures?|toolkit|commentary|comments|figures|database|translation|edition|bulletin|journal|issue of)\b",
    re.IGNORECASE,
)
# What makes an event of it after all, wherever it stands in the opening.
_HELD = re.compile(
    r"\b(?:(?:(?<!been )(?<!being )(?<!were )held(?! (?:captive|hostage|in (?:detention|custody|prison|jail)|since|without|incommunicado|responsible|accountable|liable))|hosted|organi[sz]ed|conducted|convened|attended|concluded|began|started|(?<!would be )(?<!will be )opened|opens|closed|launched|inaugurated|handed over|donated|took place|taking place|took part|kicked off|gathered|brought together|participants|presented|spoke (?:at|in)|speaking at|addressed|addressing|met(?: with)?|visit(?:ed|s)?|travelled|toured|discussed|joined|signed|ended (?:a|an|his|her|its|their)|paid|unveiled|completed|delivered|trained|awarded)\b"
    r"|(?:at|during|after|following|for|in) (?:an?|the|his|her|its|their|today[’']s) (?:[\w-]+ ){0,4}?(?:meeting|conference|visit|seminar|workshop|roundtable|forum|session|event|ceremony|training|course|summit|debate|hearing|talks|exercise)\b)",
    re.IGNORECASE,
)
_INCIDENT = re.compile(
    r"\b(?:attack(?:s|ed)?|murder(?:ed)?|kill(?:ed|ing)s?|assault(?:ed)?|arrest(?:s|ed)?|detention|detained|sentenc(?:e|ed|ing)|conviction|convicted|shooting|bomb(?:ing|s)?|explosion|violence|beating|beaten|threat(?:s|ened)?|execution|verdict|harassment|desecration|vandali[sz]\w+|imprison\w+|blast|raids?|closure of|adoption of|adopted|decision (?:by|of|to)|ruling|release of|law on|amendments|decriminali[sz]ation|moratorium|ratif\w+|elections?|referendum|parliament|passed away|death of)\b|\b(?:International|World|European) (?:\w+ ){1,5}Day\b|\banniversary\b",
    re.IGNORECASE,
)
_SENTENCES = 3
_LEAST_WORDS = 6
"""Words of a sentence; less is a label or a button."""


def is_without_event(sheet: Sheet) -> bool:
    """Say whether a document tells of no event that somebody held.

    Examples: "The Representative today condemned the killing of a journalist in Kyiv on 20 July" tells of none;
    "welcomed the guidelines when they were presented at a ceremony in Riga" does; so does an invitation.

    Args:
        sheet: The document.
    """
    if sheet.page.kind == "event":
        return False
    if not sheet.sentences:
        return True
    title = sheet.page.title.of(sheet.text) if sheet.page.title else ""
    if is_election(sheet):
        return False
    if _is_stated(sheet):
        return not _says(sheet.text, [s.span for s in sheet.sentences[:2]], _STRICTLY_HELD)
    opening = [s.span for s in sheet.sentences[:12] if len(s.tokens) >= _LEAST_WORDS][:_SENTENCES]
    if _GENRE.search(title):
        return not _says(sheet.text, opening, _HELD) or bool(_NO_DOUBT.search(title))
    if _says(sheet.text, opening[:2], _STATES):
        return not _says(sheet.text, opening[:2], _STRICTLY_HELD)
    if sheet.page.kind == "other" or not opening:
        return False
    return _is_only_said(sheet.text, title, opening)


def is_speech_at_event(sheet: Sheet) -> bool:
    """Say whether a document is a speech held at an event that its title names, with its day and town under the title.

    Example: "Closing remarks at the Second Forum on Wells" with the line "Riga, 4 May 2021": the forum was that day, there.
    """
    dateline, title = sheet.page.dateline, sheet.page.title
    if dateline is None or not dateline.date or not dateline.place or title is None:
        return False
    return (
        sheet.page.kind == "other"
        and _SPEECH_AT.search(sheet.text, title.start, title.end) is not None
    )


_SPEECH_AT = re.compile(
    r"\b(?:remarks|speech|address|statement|greetings?|intervention|welcome|keynote)\b[^.]{0,80}?\b(?:at|to|delivered at|before|for|opening|closing) (?:the|an?|our|its|this) [^.]{0,90}?\b(?:conference|seminar|workshop|meeting|forum|roundtable|round table|symposium|summit|ceremony|session|course|launch|webinar|congress|hearing|debate|consultations?)\b",
    re.IGNORECASE,
)


def _is_stated(sheet: Sheet) -> bool:
    """Say whether the page's own line calls it a statement, an open letter or a speech: "JOINT STATEMENT" over the title."""
    why = sheet.page.evidence.get("kind")
    if why is None or why.rule != "kind.line" or sheet.page.kind != "other":
        return False
    return any(_STATED.match(span.of(sheet.text)) for span in why.spans)


_STATED = re.compile(
    r"\W*(?:(?:joint|public|press|open|written|oral) )?(?:statement|letter|declaration|remarks|speech|op-ed|opinion|position paper|commentary|interview|заявление|выступление|izjava|govor|изјава|говор|erklärung|rede|déclaration|discours|deklaratë|fjalim|interview)s?\W*$",
    re.IGNORECASE,
)


def _is_only_said(text: str, title: str, opening: list[Span]) -> bool:
    """Say whether a headline and its opening only observe, judge, publish, appoint or condemn.

    Args:
        text: The document's text.
        title: Its headline.
        opening: Its first whole sentences, at least one.
    """
    words = title + ". " + opening[0].of(text)
    if _SETS_OUT.search(words):
        return False
    if _OBSERVES.search(words) or _OPINES.search(words):
        return not _says(text, opening[:2], _STRICTLY_HELD)
    if _is_paper(title, opening[0].of(text)):
        return not _says(text, opening, _MET)
    spoken = _SPEAKS.search(words)
    told = _INCIDENT.search(words) or _SPEAKS.search(title)
    return bool(spoken and told) and not _says(text, opening, _HELD)


def _is_paper(title: str, first: str) -> bool:
    """Say whether headline and first sentence tell of a post or of a text that came out, and of nothing else.

    Examples: "Ambassador Berg takes up his post in Yerevan", "ODIHR publishes its hate crime data for 2019".
    """
    posts = _POSTS.search(title) or _POSTS.search(first)
    out = _COMES_OUT.search(title) or _COMES_OUT.search(first)
    text = _TEXT.search(title) and _TEXT.search(first)
    return bool(posts and not _TEXT.search(title)) or bool(out and text)


def is_election(sheet: Sheet) -> bool:
    """Say whether a document is what observers found of an election: the election is what happened, in a country.

    Example: "Moldova’s local elections well run, observers say". A day or a place of its own it has not: people vote everywhere.
    """
    title = sheet.page.title.of(sheet.text) if sheet.page.title else ""
    first = sheet.sentences[0].span.of(sheet.text) if sheet.sentences else ""
    return (
        sheet.page.kind != "event"
        and not _SETS_OUT.search(title + ". " + first)
        and bool(_ELECTION.search(title))
        and bool(_FOUND.search(title + ". " + first))
        and bool(_ELECTION.search(first))
    )


_ELECTION = re.compile(
    r"\b(?:elections?|referendum|vote|voting|run-off|polls?|campaign)\b", re.IGNORECASE
)
# Observers begin: that is an event, on a day, in a city. "ODIHR today opened an election observation mission for the 7 June elections".
_SETS_OUT = re.compile(
    r"\b(?:opens?|opened|launch(?:es|ed)|starts?|started|begins?|began|deploy(?:s|ed)|inaugurated)\b (?:today )?(?:(?:an?|its|the|their|limited|international|long-term|new) )*(?:[\w-]+ ){0,3}?(?:observation\b|observation mission|mission to observe|observers|election assessment mission)",
    re.IGNORECASE,
)
_FOUND = re.compile(
    r"\bobservers? (?:say|said|conclude[ds]?|find|found|note[ds]?|state[ds]?)|\b(?:observers|observation mission)\b[^.]{0,60}\b(?:concluded|said|stated|found|noted)\b|(?:concluded|said|found|noted|stated) (?:the )?(?:international )?(?:\w+ ){0,4}(?:observers|observation mission)|preliminary (?:findings|conclusions|statement)",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"\b(?:issued|made|released|adopted|delivered) (?:the following|a|this|the) (?:joint |following |public |written )*statement\b|\bsaid in a (?:joint )?statement\b",
    re.IGNORECASE,
)
_MET = re.compile(
    r"\b(?:workshop|seminar|round ?table|conference|training|course|forum|ceremony|launch(?:ed)? (?:event|in|at|today|on)|presented (?:in|at|to|today|on)|presentation|gathered|attended|participants|meeting (?:of|in|at|with)|met with|visit(?:ed|s)?|event|travelled|discussed|handed over|hosted|held (?:in|on|at|a|an|its))\b",
    re.IGNORECASE,
)
_NO_DOUBT = re.compile(
    r"\bspot report\b|\binterview\b|^\W*(?:daily|weekly) report\b|^\W*(?:joint )?statement by\b",
    re.IGNORECASE,
)
_STRICTLY_HELD = re.compile(
    r"\b(?:workshop|seminar|roundtable|round table|conference(?! (?:call|room))|training|course|visited|handed over|forum|needs assessment mission|took place from)\b(?! (?:on|for) election)",
    re.IGNORECASE,
)


def _says(text: str, spans: list[Span], pattern: re.Pattern[str]) -> bool:
    """Say whether a pattern is in the spans, outside quotation marks."""
    return any(
        not inside_quotes(text, span, match.start())
        for span in spans
        for match in pattern.finditer(text, span.start, span.end)
    )
