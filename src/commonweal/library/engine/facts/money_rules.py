"""The phrases that say who paid: before a list of payers, after one, and as its heading."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A phrase after which those who paid are listed.

    Attributes:
        name: Key of its confidence.
        admits: ``any`` name where the phrase speaks of money, only ``payers`` (countries, bodies) or
            ``supporters`` (countries, bodies of a kind that pays) after phrases of support.
    """

    name: str
    pattern: re.Pattern[str]
    example: str
    admits: str = "any"


def _rule(name: str, pattern: str, example: str, *, admits: str = "any") -> Rule:
    return Rule(name, re.compile(pattern, re.IGNORECASE), example, admits)


_KIND = r"(?:generous|kind|voluntary|financial|extra-?budgetary|additional|joint|substantial|significant|in-kind|technical|expert|logistical|and|the|a|an|its|their)"
_SUM = r"(?:fund(?:ing|s)?|financing|grants?|money|financial (?:means|resources)|monetary support|sponsorship|donations?)"
_GIFT = (
    r"(?:(?:financial(?:ly)?|generous|extra-?budgetary|voluntary|monetary|budget)(?:,? (?:and )?(?:technical|expert|in-kind|logistical|generous|kind|financial|material))?"
    r" (?:support|help|contributions?|assistance|aid|backing|funding|means))"
)
_MONEY = rf"(?:{_SUM}|{_GIFT})"
_GIVEN = r"(?:provided|given|made available|allocated|donated|contributed|secured|granted|offered|supplied|received|made|obtained|ensured|awarded)"
_PAID = r"(?:(?:co-?)?(?:funded|financed|sponsored)|financially (?:supported|backed|assisted)|supported financially|bankrolled|underwritten|paid for)"

_THANKS = r"thanks to|made possible (?:by|through|thanks to|with|due to|under)|possible thanks to|grateful (?:to|for)"

RULES: tuple[Rule, ...] = (
    _rule(
        "funded by",
        rf"\b{_PAID}(?:[\w ,/-]{{0,48}}?)[\s,]+(?:by|with|through|from|thanks to)\b:?",
        "funded by Austria, Finland and Norway",
    ),
    _rule(
        "funding from",
        rf"(?:(?<!counter )(?<!terrorism )(?<!terrorist ))\b{_MONEY}\s+(?:(?:was |were |is |are |has been |have been |being )?(?:kindly |generously |jointly )?{_GIVEN} )?(?:through|from|by)\b"
        rf"|\b(?:{_GIFT}|funding|donations?|grants?|sponsorship)\s+of\b",
        "with funding from Canada",
    ),
    _rule(
        "money was given by",
        rf"\b(?:{_MONEY}|costs?|expenses)\b[^.;]{{0,70}}?\b(?:was|were|is|are|has been|have been)\s+(?:also |partly |kindly |generously |jointly )?(?:{_GIVEN}|covered|borne|met|shared|paid)\s+(?:by|from|through)\b"
        rf"|\b(?:{_MONEY}|(?:generous|financial) support)\b[^.;]{{0,70}}?\b(?:came|comes|has come|coming|was coming) from\b|\b[Ff]unding: ",
        "Financial support for the course was provided by the Governments of Italy and Spain.",
    ),
    _rule(
        "contributed by",
        rf"\b(?:{_THANKS})\s+(?:{_KIND}\s+){{0,5}}(?:support|contributions?|funding|funds|grants?|donations?|assistance|help|backing)\s+(?:(?:received |provided |made |given )?(?:from|by)|of)\b"
        rf"|\bwith (?:{_KIND} ){{0,4}}(?:contributions?|funding|funds|grants?|donations?)\s+(?:(?:received |provided |made |given )?(?:from|by)|of)\b"
        rf"|\b(?:generous|kind) (?:and \w+ )?(?:support|help|assistance|backing) (?:of|from|by|provided by|received from)\b",
        "made possible by the generous support of Sweden",
        admits="payers",
    ),
    _rule(
        "thanked for money",
        rf"\b(?:thank(?:ed|s|ing)?|grateful to|(?:appreciation|gratitude) to|acknowledged?)\b(?=[^.;]{{3,160}}?\bfor (?:(?:its|their|the|his|her) (?:{_KIND} ){{0,3}}(?:{_MONEY}|contributions?|generosity)|(?:co-?)?(?:funding|financing|sponsoring)|paying for|covering the costs?|making (?:it|this|the) (?:[\w-]+ ){{0,3}}possible)\b)",
        "He thanked Norway and Italy for their financial support.",
        admits="payers",
    ),
    _rule(
        "gift of",
        r"\b(?:gifts?|donations?|generosity) (?:of|from|by)\b",
        "The radios were a gift of the Danish Refugee Council.",
        admits="payers",
    ),
    _rule(
        "contributions were made by",
        r"\bcontributions?\b(?:[^.;]|\.(?=\d)){0,60}? (?:was|were|is|are|has been|have been) (?:also |kindly |generously )?(?:provided|made|given|received|pledged|donated) (?:by|from)\b"
        r"|\b(?:euros?|dollars|francs|kron(?:er|or|a)|pounds|(?:EUR|USD|CHF|GBP|[€$£])\s?\d[\d.,]*(?:\smillion)?),?\s(?:(?:which|that)\s(?:was|were)\s)?(?:contributed|donated|provided|given|made available|raised|paid)\s(?:jointly\s)?by\b"
        r"|\b(?:costs?|travel|accommodation|printing|expenses|fees?|translation)\b[^.;]{0,50}? (?:was|were|is|are|has been|have been) (?:partly |also |kindly )?(?:paid|covered|borne|met) by\b",
        "Contributions totalling EUR 300,000 were provided by Estonia and Latvia.",
        admits="payers",
    ),
    _rule(
        "donated by",
        r"\b(?:(?:has|have) been|was|were) (?:generously |kindly )?(?:donated|contributed) by\b",
        "a budget that has been donated by ten States, including Malta",
        admits="countries",
    ),
    _rule(
        "contributions from",
        r"\bcontributions? (?:(?:made )?(?:from|by)|of (?=the [Gg]overnments? of))\b|\bcountries that (?:contributed to|funded|financed|support) [^.;]{3,60}? (?:include|are|were)\b",
        "with contributions from Germany and Norway",
        admits="payers",
    ),
    _rule(
        "made possible by",
        r"\b(?:made possible (?:by|through|thanks to)|possible thanks to|thanks to)\b(?= (?:the )?(?:[Gg]overnments?\b|[A-Z]))",
        "The course was made possible by Liechtenstein.",
        admits="payers",
    ),
    _rule(
        "contributed to",
        r"\b(?:to which|which|that)\s+(?=[^.]{2,160}?\b(?:ha(?:ve|s) (?:also |generously )?(?:contributed|donated|funded|financed)|(?:contribute|fund|finance)s?|(?:is|are) (?:contributing|funding|financing))\b)(?=(?:the )?[A-Z])",
        "a project to which France and Italy have contributed",
        admits="payers",
    ),
    _rule(
        "donors",
        r"\b(?:donors?|funders?|sponsors|(?:financial|largest|biggest|main|major) contributors|contributing (?:countries|states|governments))(?:[ -](?:countries|country|states|state|governments?|nations?|partners?|organi[sz]ations?))?(?: (?:of|to|for|behind) (?:the|this) (?:[\w-]+ )?(?:project|programme|initiative|activity|course|event))?"
        r"(?:\s*(?:,|:|\(|–|—| -)\s*(?:the |namely |including |such as |among them |are )?| (?:are|is|were|was|include[sd]?|including|such as|like|namely)(?: the)?(?::)?) ?(?=(?:the )?(?:[Gg]overnments? of )?(?:the )?[A-Z])",
        "The donors are Italy and Spain.",
        admits="payers",
    ),
)
SUPPORTED = re.compile(
    r"\b(?:supported (?:also |jointly |generously |kindly )?by|(?:with|through|thanks to|by) (?:the )?(?:kind |generous |continued |joint |additional )?(?:support|assistance|backing|help) (?:of|from|provided by)|support (?:of|from|was provided by|is provided by|comes from)|backed by|assistance (?:from|of))\b",
    re.IGNORECASE,
)
# One cheap look before the rules: each of them needs one of these.
MAY = re.compile(
    r"fund|financ|invest|pledg|donor|donat|sponsor|contribut|grant|support|possible|thank|pai?[dy]|cost|money|backed|backing|assist|help|award|gave|gift|grateful|generos|generous|bankroll|underwrit|acknowledg|gratitude|appreciat",
    re.IGNORECASE,
)
PROJECT = re.compile(
    r"\b(?:project|programme|initiative|activity|activities|[“”\"])", re.IGNORECASE
)
AND_BY = re.compile(r"\band (?:also )?(?:by|from|with funds from)\b", re.IGNORECASE)
# What may stand between a phrase of money and the payers: "funded through voluntary contributions from".
THEN = re.compile(
    rf"\s*(?:(?:{_KIND}|some|further)\s+){{0,5}}(?:contributions?|fund(?:s|ing)?|grants?|money|support|resources|means|donations?|assistance|help)\s+(?:(?:kindly |generously )?(?:provided|made|given|received|allocated|made available)\s+)?(?:from|of|by|through)\b",
    re.IGNORECASE,
)
# "has been donated by ten States, including Malta": the number stands before the names.
NUMBERED = re.compile(
    r"\s*(?:(?:the|its|[\w-]+)\s){0,4}(?:[Ss]tates|countries|donors|governments|partners|nations)\b,?\s(?:including|among (?:them|which|others)|such as|namely)\b,?"
)
# "Germany, the project’s main donor,"
IS_DONOR = re.compile(
    r",\s(?:the|its|a|one of the|our)\s(?:[\w’'-]+\s){0,4}?(?:donors?|funders?|sponsors?|contributors?)\b(?! (?:conference|country|countries))"
)
# "with Swiss funding": the adjective names the country.
ADJECTIVE = re.compile(
    r"\b(?:with|through|by|from|thanks to|under)\s(?P<name>EU|UK|US|[A-Z][a-z]+(?:ese|ish|ch|an|ss|ic|ine))\s(?:financial\s)?(?:funding|funds|financing|money|grants?)\b"
)
# "The Government of Japan donated the scanners": governments, countries and embassies alone.
DONATES = re.compile(r"\b(?:has |have )?donated\b(?! by)")
ACTIVE = re.compile(
    r"\b(?:(?:co-?)?(?:funds?|funded|finances?|financed|sponsors?|sponsored)|financially supports?|financially supported|(?:is|are|was|were|has been|have been) (?:also |jointly )?(?:co-?)?(?:funding|financing|sponsoring)"
    r"|pa(?:id|ys?) for|(?:covered|covers?|bore|met) (?:all |part of )?the (?:\w+ )?(?:costs?|expenses)"
    r"|provide[sd]? (?:the |its |additional |all the |further |most of the |some of the )?(?:necessary )?(?:funding|financial (?:support|assistance|resources|means)|financing|funds|money|grants?|a grant)"
    r"|contribut(?:ed?|es) (?:financially|funds|funding|money|(?:EUR|USD|GBP|CHF)|(?:€|\$|£)?(?:some |about |over )?\d[\d.,]*(?: million)? ?(?:euros?|dollars)?|to the (?:budget|costs?|funding|financing))"
    r"|(?:donated|granted|gave|awarded|allocated) (?:some |about |over |more than )?(?:(?:EUR|USD|GBP|CHF)|[€$£]\d+)"
    r"|award(?:ed|s) grants|announced grants"
    r"|(?:has |have )?(?<!had )(?:invest(?:ed|s)|pledg(?:ed|es)) (?:some |about |over |more than |another |a further )?(?:(?:EUR|USD|GBP|CHF|[€$£])\s?\d[\d.,]*\d|\d[\d.,]*(?: million)? (?:euros?|dollars|francs|kroner|kronor))"
    r"|(?:is|are|was|were) (?:one of |among )?(?:the|its|our) (?:\w+ )?(?:donors?|funders?|sponsors?))\b(?!\s+(?:\w+ly\s+)?(?:by|through|from|with|under|within)\b)"
)
# A foundation that supports pays.
GIVES = re.compile(
    r"\b(?:(?:has|have) (?:also |long )?supported|supports?|supported|is supporting|are supporting)\b(?!\s+by\b)"
)
# "Norway and Sweden support the project": countries alone, since bodies support in many ways.
BACKS = re.compile(
    r"\b(?:supports?|supported|have supported|has supported)(?= (?:the|this|our|its) (?:[\w-]+ ){0,2}(?:project|programme|initiative)\b)"
)
OWNED = re.compile(rf"(?<=[’'])s?\s(?:{_KIND}\s+){{0,3}}(?:{_MONEY}|contributions?)\b")
HYPHENED = re.compile(
    r"\b(?P<name>EU|UK|US|USAID|UN|Sida|[A-Z][a-z]+)[-‑–](?:co-?)?(?:funded|financed|sponsored)\b"
)
HEADING = re.compile(
    r"^(?:Donors?|Funders?|Funded by|Financed by|Co-funded by|With funding from|Financial contributors|Sponsors?|Donor countries|Project donors?)\s*:?$",
    re.IGNORECASE,
)
PAYS = re.compile(
    r"\b(?:Government|Agency|Union|Fund|Foreign|Ministry|Embassy|Foundation|Development|Bank|Commission|Department|USAID|Sida|GIZ|SDC|State)\b"
)
# Bodies that pay wherever they are said to support.
ALWAYS_PAYS = re.compile(
    r"\b(?:European Union|EU|European Commission|Embassy|Foundation|Endowment|Fund|USAID|Sida|GIZ|SDC|INL|Development (?:Co-?operation )?Agency|Agency for (?:International )?Development|Foreign Office|Global Affairs|State Department|Department of State|British Council|Development Bank|Government|Stiftung)\b"
)
NO_PAYER = re.compile(
    r"\b(?:Instrument|Mechanism|Framework|Participants|Programme|Project|Budget|Plan|Strategy|Initiative|Phase|Course|Conference|Workshop|Chair|Chairmanship|Presidency)\b"
)
