"""The ways in which a sentence recommends, promises or announces, in the order in which they are tried."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which a sentence recommends, promises or announces."""

    name: str
    type: str
    strength: str
    pattern: re.Pattern[str]
    example: str
    needs: tuple[str, ...] = ("",)


def _rule(name: str, kind: str, strength: str, pattern: str, example: str) -> Rule:
    needs = tuple(word.replace("_", " ") for word in _NEEDS[name].split())
    return Rule(name, kind, strength, re.compile(pattern, re.IGNORECASE), example, needs)


# Parts of words, one of which a sentence must have before a rule, which is slower, is tried on it.
_NEEDS = {
    "recommended": "encourag urged advised requested called_upon recommend",
    "asked for": "asked recommendation",
    "invites to": "invit ask encourag advis",
    "urged": "urg call appeal exhort",
    "called for": "call",
    "asked to": "ask request advis encourag demand instruct invit",
    "proposed": "propos suggest insist demand",
    "pledged": "pledg vow promis undert offer volunteer commit assurance word readiness willingness determination guarantee ready sign",
    "agreed to": "agreed decided resolved",
    "intends to": "inten plan aims",
    "said would": "would will",
    "will, said": "will",
    "we will": "will ll going shall decided",
    "will, contracted": "ll",
    "body will go on": "will stand remain committed",
    "will be published": "will being",
    "will be done": "will",
    "will follow": "will scheduled planned expected due foreseen envisaged preparations",
    "someone will": "will",
    "will, with a time": "will",
    "hopes to": "hope expect want like",
    "advocated": "advoc plead argued pressed spoke lobb asked advised",
    "should": "should must ought",
    "need to": "need has_to have_to had_to",
    "it is essential": "essential crucial vital imperative critical necessary indispensable paramount important time done needed",
}


SAID = r"(?:said|added|noted|stressed|emphasi[sz]ed|underlined|underscored|highlighted|announced|stated|explained|confirmed|reiterated|pointed out|informed|insisted|observed|agreed|assured|promised|adding|saying|stressing|noting)"

_SOMEONE = r"participants|OSCE|Mission|Centre|Center|Office|Presence|Ministry|Ministries|Agency|Department|Co-ordinator|Council|Committee|Commission|Police|Secretariat|Academy|Institute|Institution|Service|Directorate|Foundation|Union|Government|Association|[Gg]roup|[Tt]eam|experts|trainers|graduates|authorities|trainees|organi[sz]ers|partners|[Mm]unicipalit(?:y|ies)|University|Programme|Unit|Section|others|[Cc]ity|[Mm]ayor|[Mm]inister|[Cc]ouncils|network|NGOs?|[Pp]arliament|[Ss]chools?|officers"
_ONLY_TELLS = r"(?:run (?:until|from|through)|help|enable|allow|contribute|be\b|benefit|bring|discuss|cover (?!the (?:costs?|expenses)|travel)|focus|have|has|include|last|take part|attend|receive|gain|learn|remain|need|serve|gather|feature|look|examine|explore|address|consist|consider|play|face|make it|strengthen|improve|ensure|not\b|only|never|always|know|see|find|remember|forget|recogni[sz]e|miss|end\b|expire|mark\b|elect|lead|result|mean|become|hopefully|get|come|go\b|come|want|acquire|exchange|enhance|increase|analy[sz]e|practi[sc]e|reach|cost|stay|say|feel|understand|work with openly|work on|deliver opening|talk|hold (?:up|about|around|some|more|at)|house|accommodate|store|perhaps|probably|certainly)"

_TIME = r"\b(?:by|in|from|until|before|during|after|next|later|this|early|within)\s+(?:the\s+)?(?:end|beginning|course|first|second|third|fourth|last|coming|next|new|late|early|mid|spring|summer|autumn|fall|winter|January|February|March|April|May|June|July|August|September|October|November|December|Easter|Christmas|20\d\d|year|months?|weeks?|two|three|six)\b"

TIMED = re.compile(_TIME, re.IGNORECASE)
"""A time by which something is done: "by the end of May", "from April"."""

RULES: tuple[Rule, ...] = (
    _rule(
        "recommended",
        "recommendation",
        "explicit",
        r"\b(?:is|are|was|were) (?:strongly )?(?:encouraged|urged|advised|requested|called upon) to\b|\b(?:recommended|recommends|(?<!agreed to )(?<!decided to )(?<!promised to )recommend)\b(?! practices)(?! by)(?! (?:it|them|him|her)\b)",
        "They recommended that each municipality appoint a contact person.",
    ),
    _rule(
        "asked for",
        "recommendation",
        "explicit",
        r"\basked for (?:the |an? )?(?:[\w-]+ ){1,6}?to be \w+(?:ed|en|ld|de|ut|nt)\b|\b(?:drew up|drafted|formulated|produced|put forward|made|adopted|agreed on) (?:\w+ ){0,3}recommendations?\b,? (?:including|among them|such as|on|that|for)\b|(?<!\bI )(?<!\b[Ww]e )(?<!\bhe )(?<!\bshe )\b(?:is|are|was|were) asked (?:by [^.,;]{3,40} )?to (?!attend|join|leave|draw|fill|imagine|describe|choose|name|write|wait|explain|complete|answer|rate|sit|stand|solve|play)\w+",
        "Inspectors asked for interpreters to be made available at short notice.",
    ),
    _rule(
        "invites to",
        "recommendation",
        "explicit",
        r"\b(?:(?:[Ww]e|I)(?: also| therefore)? (?:invite|encourage|advise)|(?:[Tt]hey|[Tt]he (?:authors?|experts?|study|report|guide)) (?:also )?(?:advise|encourage|invite)s?)\s(?!you\b|everyone|people\b)\w+[^.;]{0,90}?\bto\s(?!attend|join|participate|take part|imagine|come)\w+|\binvited (?=(?:[\w’'-]+ ){0,3}?(?:faculties|universities|schools|municipalities|mayors|councils|courts|parliament|parties|employers|companies|ministries|agencies|media|editors|police|donors|banks?)\b)[^.;]{3,60}? to (?!attend|join|participate|take part|the\b|an?\b|see\b|visit|come|discuss)\w+",
        "I also invite the Bank to consider additional loans.",
    ),
    _rule(
        "urged",
        "recommendation",
        "explicit",
        r"\b(?:urged|urges|urge|called (?:up)?on|calls (?:up)?on|(?<!who )call (?:up)?on|appealed to|appeals to|exhorted)\s+(?!by\b)(?:the |all |both |local |both )?\w+",
        "He urged the authorities to allocate funds to shelters.",
    ),
    _rule(
        "called for",
        "recommendation",
        "explicit",
        r"\b(?:called|(?<!which )(?<!\bto )(?<!\bof )(?<!\bby )calls|calling|(?<!a )call) for (?!applications|proposals|papers)",
        "Speakers called for closer co-operation between schools and police.",
    ),
    _rule(
        "asked to",
        "recommendation",
        "explicit",
        r"\b(?:(?<!nobody )(?<!no one )asked|requested|advised|encouraged|demanded|instructed|invited(?= (?:[Ss]tates|governments|authorities|the (?:Ministry|Government|authorities|participating))))\s+(?!for\b|about\b|whether\b|if\b|how\b|what\b|why\b|who\b|by\b|questions\b|him\b|her\b|as\b|(?:[\w’-]+ ){1,3}(?:whether|why|how|what|who|where|when)\b|(?:the )?(?:participants|pupils|students|trainees|teams|groups|class|audience) to (?:apply|sort|list|rank|arrange|mark|guess|solve|match|compare|close|stand|picture|act out)\b)\w+[^.;]{0,80}?\bto\s+(?!attend|join|participate|take part|imagine|draw|fill)\w+",
        "The participants asked the Office to appoint a contact point.",
    ),
    _rule(
        "proposed",
        "recommendation",
        "explicit",
        r"\b(?:proposed|suggested)\s+(?:that|a|an|the|to|measures|steps|changes|ways|\w+ing)\b|\b(?:suggests?|proposes?|insist(?:s|ed)?|demands?|demanded)\b[^.]{0,40}?\bthat\b[^.]{0,90}?\b(?:be|should|no longer be)\b",
        "The participants proposed a regional mentoring network.",
    ),
    _rule(
        "pledged",
        "commitment",
        "explicit",
        r"\b(?:pledged|pledges?(?= (?:to|that))|vow(?:ed|s)|(?<!you has )(?<!was )(?<!were )(?<!been )(?<!\bwho )promised|promises? to|undertook (?:to|that)|undertakes? to|undertaken to|(?<!had )offered to(?! (?!discuss|assess|process|address|access|focus|express|pass)[a-z]+s\b)|volunteered to|committed (?:itself|himself|herself|themselves|to|their \w+ to|its \w+ to)|commits? (?:themselves |itself |himself |herself )?to|commit ourselves|ga(?:ve|ives) (?:assurances?|an assurance|(?:his|her|its|their) word) (?:that|to)|(?:reaffirmed|reiterated|confirmed|expressed) (?:its|his|her|their|the [\w’' ]{0,40}?) ?(?:commitment|readiness|willingness|determination) to|guaranteed that|offered (?:the|his|her|its|their|[\w ]{0,30}[’']s?) (?:\w+ )?(?:assistance|help|support|expertise|services)|(?:stood|stands?|was|were) (?:also )?ready to (?:assist|help|support|share|provide|host|offer|train))\b|\b(?:signed|signing) (?:an? |the |their )?(?:[\w-]+ ){0,3}?(?:memorandum|agreement|letter of intent|protocol|declaration|contract)\b[^.]{0,60}?(?:under which|by which|in which|:)[^.]{0,60}?\bwill\b",
        "The mayor pledged that the council would test the forms.",
    ),
    _rule(
        "agreed to",
        "commitment",
        "explicit",
        r"\b(?<!whether we )(?<!whether they )(?<!who had )(?<!who have )(?<!who )(?<!been )(?<![Mm]ost )(?<!of them )(?<!speakers )(?:agreed|decided|resolved)\s+(?:with (?:[\w’-]+ ){1,9}?to(?= (?!the\b|an?\b|its\b|their\b)[a-z])|to|on|that(?:(?!\b(?:must|should|need|has to|had to|could)\b)[^.]){0,90}\b(?:will|would|be))\b(?! the (?:need|importance)| (?:this|it|that|do so)\b| be\b)",
        "The Committee agreed to submit the revised strategy to Parliament.",
    ),
    _rule(
        "intends to",
        "commitment",
        "explicit",
        r"\b(?:(?<!who )intends?|(?<!who )intended|(?<!the )(?<!of )(?<!any )(?<!these )(?<!their )(?<!its )(?<!no )(?<!his )(?<!her )plans|planned|is planning|are planning|aims by)\s+to\s+(?!be held)\w+",
        "He said that the Inspectorate intended to revise its curriculum.",
    ),
    _rule(
        "said would",
        "commitment",
        "explicit",
        rf"\b{SAID}\b[^.]{{0,140}}?\b(?:would|will)\s+(?:soon |also |continue to |now )?(?!require|cost|mean\b|serve\b|take (?:time|years)|have\b|not\b|never\b|be no\b|nobody|be able|be (?:difficult|impossible|important|crucial|essential|useful|easier)|benefit|help|only|allow|enable|make it|need|like|contribute|lead|remain|depend)\w+",
        "The Deputy Head said the Service would introduce the course in all provinces.",
    ),
    _rule(
        "will, said",
        "commitment",
        "explicit",
        rf"\bwill\s+(?!have\b|not\b|be able|help|only|allow|enable|need|contribute|lead|remain)\w+[^.]*,[”\"]?\s(?:[A-Z][\w’'-]+\s){{1,3}}{SAID}\b",
        "The Office will set up a specialized unit by March, Ivanov said.",
    ),
    _rule(
        "we will",
        "commitment",
        "explicit",
        r"\b(?:we|I)(?:\s+will|’ll|'ll|\s+are going to|\s+shall|(?:\s+have|’ve|'ve) decided to)\s+(?!not\b|be able|see\b|have to|need|never|know|remember|be discussing)\w+",
        "We will include young people in the working group.",
    ),
    _rule(
        "will, contracted",
        "commitment",
        "explicit",
        rf"\b(?:he|she|they)[’']ll (?!not\b|be able|see\b|know)\w+[^.]{{0,140}}?{_TIME}",
        "She’ll report on each of the files by March.",
    ),
    _rule(
        "body will go on",
        "commitment",
        "explicit",
        r"\b(?:OSCE|Mission|Centre|Office|Presence|Ministry|Agency|Department|Government|Police|Secretariat|Co-ordinator|Representative|High Commissioner|Commissioner|Secretary General|United Nations|Union|(?-i:[A-Z]{3,}))\b[^.,;]{0,40}?\b(?:will (?:continue|carry on|keep (?:on )?\w+ing)|stands ready|remains (?:committed|ready)|is committed to|stand ready|remain committed)\b",
        "The OSCE will continue to offer its expertise to its partners.",
    ),
    _rule(
        "will be published",
        "next step",
        "explicit",
        r"\b(?:will (?:then |also |soon )?be (?:ready|available)|(?:is|are) being (?:prepared|planned|drawn up)|(?<!workshop )(?<!seminar )(?<!course )(?<!meeting )(?<!conference )(?<!training )(?<!event )(?<!webinar )(?:is|are) being organi[sz]ed|(?:the )?(?:next|new|second|third|further|follow-up)\b[^.]{0,60}\bwill (?:open|start|begin|resume))\b|\bwill (?:then |also |soon )?be (?:published|circulated|made available online|released)\b",
        "A summary will be published on the website in December.",
    ),
    _rule(
        "will be done",
        "next step",
        "explicit",
        r"\bwill (?:then |also |soon |now |later )?be (?:published|presented|delivered|shown|screened|broadcast|aired|promoted|made available|submitted|held|organi[sz]ed|followed|distributed|translated|launched|introduced|sent|shared|rolled out|repeated|conducted|extended|replicated|incorporated|integrated|included|tested|piloted|discussed|developed|drafted|finali[sz]ed|adopted|established|set up|opened|forwarded|circulated|printed|used as a basis|donated|certified|compiled|added|installed|implemented|piloted|planted|built|lit|renovated|repaired|replaced|unveiled)\b",
        "The action plans will be presented to the municipal councils.",
    ),
    _rule(
        "will follow",
        "next step",
        "explicit",
        r"\b(?:(?:follow-up|next|another|second|further|similar|more|final)\b[^.]{0,90}? will take place|will (?:follow|feed into|form the basis|serve as (?:a|the) (?:basis|foundation)|result in|inform)|(?:is|[’']s) (?:scheduled|planned|expected|due|foreseen|envisaged) (?:for|to)(?! (?:enter into force|come into force|take effect|benefit|elect|attend|arrive|reach|rise|grow|serve|be useful|take part|vote))|are (?:scheduled|planned|expected|due|foreseen|envisaged) (?:for|to)(?! (?:enter into force|come into force|take effect|benefit|elect|attend|arrive|reach|rise|grow|serve|be useful|take part|vote))|(?:events?|consultations|courses?|workshops?|meetings?|seminars?|trainings?|visits?|activities|rounds?|sessions?|exercises?) (?:is|are) (?:also )?(?:scheduled|planned|foreseen|envisaged)\b(?! and\b)(?! by\b)|[Pp]reparations for [^.]{3,60} (?:are|is) under ?way|(?:has|have) been (?:scheduled|planned) for|are expected (?:in|by)|is expected (?:in|by))\b",
        "A follow-up course for supervisors is scheduled for June.",
    ),
    _rule(
        "someone will",
        "next step",
        "explicit",
        rf"(?:\b(?:{_SOMEONE})(?:\s(?:to|in|of|for)\s[A-Z]\w+(?:\s[A-Z]\w+){{0,3}})?|(?<!\w)(?:It|They|(?-i:[A-Z]{{3,}})))(?:\s*,)?\s+will\s+(?:then |also |soon |now |next |further |jointly |continue to |in turn )?(?!{_ONLY_TELLS})[a-z]+"
        r"|\b(?:OSCE|Mission|Centre|Office|Presence|Secretariat|Co-ordinator|ODIHR)\b(?: (?:in|to) [A-Z]\w+)? will (?:also |then |further )?help (?:the|its|local|these|them|all) ",
        "The Mission will publish the referral charts before the summer break.",
    ),
    _rule(
        "will, with a time",
        "next step",
        "explicit",
        rf"\bwill\s+(?:then |also |soon |now |next |jointly )?(?!{_ONLY_TELLS})[a-z]+\b[^.]{{0,140}}?{_TIME}|{_TIME}, (?:the |a |\w+ ){{1,5}}will (?!{_ONLY_TELLS})[a-z]+",
        "Twelve towns will test the form by March.",
    ),
    _rule(
        "hopes to",
        "next step",
        "explicit",
        r"\b(?:Mission|Office|Centre|Presence|OSCE|Ministry|Co-ordinator|Agency|organi[sz]ers)\s+(?:hopes?|expects?|wants|would like)\s+to\b",
        "The Mission hopes to repeat the course every summer.",
    ),
    _rule(
        "advocated",
        "recommendation",
        "explicit",
        r"\b(?:advocate[ds]?|advocating|pleaded|argued|pressed|spoke out|spoke in favour|lobbied)(?: for| of)? (?=(?:an?|the|more|better|closer|stronger|greater|clear\w*|regular|joint|early|mandatory|additional|further|stricter|wider) )|\basked for (?=(?:an?|more|better|closer|stronger|clear\w*|additional|further) (?!moment|break|coffee))|\badvised against\b",
        "Speakers advocated closer co-operation between border posts.",
    ),
    _rule(
        "should",
        "recommendation",
        "explicit",
        r"\b(?:should|must|ought to)\b(?! like\b| have thought\b)(?![’'](?:ve|n))(?! be noted)(?! (?:not )?have (?:been|done|had))",
        "Operators should report incidents without delay.",
    ),
    _rule(
        "need to",
        "recommendation",
        "explicit",
        r"\b(?:stressed|underlined|underscored|emphasi[sz]ed|highlighted|noted|pointed (?:out|to)|agreed on|spoke of|recogni[sz]ed|identified) (?:the |an? )(?:urgent |clear |great |continued |continuing )?need (?:for|to)\b|(?<!\bwe )(?<!\bthey )(?<!\bone )(?<!\byou )(?<!’ve )(?<!'ve )(?<!have )(?<!had )(?<!has )\b(?:has|have|had) to (?!do\b|report\b|say\b|face\b|deal\b|wait\b)\w+|\bthey need an? \w+|\b(?<!\bnot )(?:needs?|needed)\s+to\s+(?!be held|do with|say|offer|know that|deal with|face|learn about)\w+|\b(?:we|states|governments|cameras|communities|schools|authorities)\s+need\s+(?!\w+ (?:minutes|hours|days|weeks|months|years))\w+|\b(?<!have )(?:needed|needs) an? \w+",
        "States need to unite in their response.",
    ),
    _rule(
        "it is essential",
        "recommendation",
        "soft",
        r"\b[Ii]t is (?:\w+ )?(?:essential|crucial|vital|imperative|critical|necessary|indispensable|paramount|important) (?:to|that)\b|\b(?:deem|consider|find|found|believ|think|thought)\w* it (?:\w+ )?(?:essential|crucial|vital|necessary|important|imperative) (?:to|that)\b|\b[Ii]t is (?:high )?time to\b|\bmore (?:can|needs to|must|should) be done\b|\b(?:is|are) (?:urgently )?needed\b",
        "It is critical to understand why individuals turn to violence.",
    ),
)
PROMISED = Rule(
    "clause that promises",
    "commitment",
    "explicit",
    re.compile(r"\bwould\b"),
    "The amendments would be tabled in spring, the Speaker said.",
)
ANNOUNCED = Rule(
    "clause that announces",
    "next step",
    "explicit",
    re.compile(r"\bwill\b"),
    "Upon return, the delegates will draft proposals.",
)
"""What the grammar of clauses finds where no phrase below was met; see ``futures``."""
HARD = frozenset(("should", "need to", "it is essential"))
LISTED = Rule(
    "listed recommendation",
    "recommendation",
    "explicit",
    re.compile(r"\brecommend\w*\b[^.\n]{0,120}:?\s*$", re.IGNORECASE),
    "The participants made the following recommendations:",
)
"""What opens a list of recommendations; its items are recommendations whatever their verb."""
TASKED = Rule(
    "listed task",
    "next step",
    "explicit",
    re.compile(
        r"^\W*(?:\d+\.?\s)?(?:tasks?|action points?|actions?(?: agreed)?|agreed actions|to do|next steps|follow-up(?: actions)?)\W*$",
        re.IGNORECASE,
    ),
    "Tasks / - Ms Ortner to send the statistics",
)
"""What opens the list of tasks in minutes; its items are next steps where no phrase says more."""
# One cheap look before the rules: each of them, and the grammar of clauses, needs one of these parts of words.
MAY = tuple(
    sorted({word for rule in RULES for word in rule.needs} | {"is to", "are to", "shall", "ll "})
)
NOT = re.compile(
    r"\b(?:in a survey|in an? (?:anonymous )?questionnaire|when asked|registration (?:deadline|is|will|opens|closes)|(?:wish\w*|how|like|order|want\w*) to register|register (?:by|here|online|at|via|before)|deadline|(?:how|what|who|where|when|whether)\b[^.;:,]{0,44}\b(?:should|must|needs? to|has to)|what to do|only if|resolution \d+|had recommended|(?:support|tools|skills|help|resources|knowledge|information|everything|what)\b[\w ]{0,16} (?:they|we|you) need|expected to serve|has asked (?:her|him|them|me|us) to|(?:nobody|no one|nothing) should (?:be afraid|feel|have to|ever|forget|worry)|should be afraid|as (?:it )?should|recommended (?:reading|by)|will bring together|will gather|participants will (?:discuss|learn|explore|exchange|have|hear|meet (?!every|again|in\b|on\b|at\b|next|regularly|once|twice|each|monthly))|on the (?:first|second|third|fourth|last|final) day,? \w+ will|"
    r"will discuss|should you|if you|if we (?:learn|want|listen|lose|fail|forget|look|talk|wait|stop)|hopes? that|please|click|follow us|(?:came|come|arrived|started|began|grew up|went|left|lived) with the (?:idea|belief|feeling|impression|notion|conviction|thought) that|(?:used to (?:think|believe)|always (?:thought|believed)|once (?:thought|believed)) (?:that )?\w+|(?:interpretation|refreshments|parking|transport|coffee|lunch)\b[^.]{0,50} will be (?:available|provided|offered|served)|will be able|must be able|no longer (?:have|has) to|did not have to|just (?:have|has) to|no need|agreed (?:with(?! (?:[\w’-]+ ){1,9}?to [a-z])|that the (?:workshop|meeting|training)))\b",
    re.IGNORECASE,
)
