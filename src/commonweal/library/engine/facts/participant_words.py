"""The words around a number of people that say whether they took part: verbs of coming, and what speaks against."""

from __future__ import annotations

import re

from commonweal.library.engine.facts import lexicon as lx

MEETING_NOUN = r"(?:workshop|seminar|course|training|conference|meeting|roundtable|round table|camp|school|exercise|event|session|ceremony|programme|webinar|forum|debate|launch|visit|tour|module|hearing|symposium|discussion|simulation|competition|hackathon|festival|drill|academy|gathering)s?"
EVENT = re.compile(
    r"\b(?:attend\w*|took part|take part|taking part|takes part|participat\w+|gather\w*|brought together|brings together|bring together|bringing together|met|conven\w+|joined|trained|trains|train|practi[sc]ed|exchanged|learn(?:ed|t|s)?|graduat\w+|complet\w+|audience|present at|were present|are present|was present|follow(?:ed|ing)? (?:it|the|online)|logged in|tuned in|registered for|"
    r"participants|invited|discuss\w*|worked on|traced|developed|united|assembled|involv\w+|hosted|received certificates|together|showed up|turned out|turned up|came to(?:gether)?|sat down|debated|compared|tested|explored|examined|improved|enhanced|practise|shared (?:experience|views|their)|"
    r"participated|welcomed|engaged|instructed|taught|selected to|awarded|benefit(?:ed|ted) from|attract(?:ed|s)|drew|in attendance|in the audience|travelled to|took to|applauded|analysed|reviewed|drafted|simulated|rehearsed|celebrated|commemorated|in all\b|altogether|competed|spent|listened|studied|filled the|filled|crowded|packed|queued|received [\w-]+ (?:explanations?|instructions?|training)|were shown|(?<!is )(?<!are )(?:composed|comprised) of|comprising|consist(?:ed|ing) of)\b|\b(?:at|for|in|during|of|to|on) (?:an?|the|this|its)\s(?:[\w’'-]+\s){0,4}?"
    + MEETING_NOUN
    + r"\b|\b"
    + MEETING_NOUN
    + r" (?:for|with|of)\b",
    re.IGNORECASE,
)
FOR = re.compile(
    rf"\b{MEETING_NOUN}\b[^.]{{0,110}}\b(?:for|to|audience of)\s*$|\b(?:organi[sz]ed|held|conducted|run|arranged) for\s*$",
    re.IGNORECASE,
)
FOREIGN_EVENT = re.compile(
    r"участвова|участие|участници|собрал|обуч|обук|obuk|učestv|prisustv|sudjelov|okupil|учеств|присуств|окупи|pred (?:više od )?\d|teil|beraten|trafen|diskutiert|geschult|versammel|ont participé|assisté|réuni|morën pjesë|pjesëmarrës|au participat|trajnim|тренинг|семинар|seminar|radionic|радиониц|Tagung|formation|pour \d|für \d|za \d|за \d|për \d|pentru \d",
    re.IGNORECASE,
)
NOT = re.compile(
    r"\b(?:respondents?|interviewed\b|interviews with (?=[\w, ]{0,16}\d)|(?:[Aa]|the|in a|this) survey(?! (?:presented|methods?|tool))|surveyed|polled|questionnaire|households|victims (?:were|had)|beneficiaries|since (?:19|20)\d\d|so far|to date|over the (?:past|last)|last year|this year alone|"
    r"in total since|(?:has|have|had|having)(?: already| now)?(?: been)? trained|have been trained|had graduated|per cent of|percent of|each year|annually|every year|per [\d,. ]*inhabitants|[\d,.]{5,} inhabitants|with [\d,.]+ inhabitants|population|in 20\d\d alone|future(?! (?:\w+ )?(?:trainers|teachers|leaders|officers|diplomats|judges|lawyers|journalists|mediators|police))|planned to|expected to serve|to serve some|will be used|brought home|employ(?:s|ed|ing)|passengers|are registered|applications|are expected to train|staffed by|on duty)\b",
    re.IGNORECASE,
)
# What befell others than those who came: "14 drivers were arrested", "the names of 26 people killed", "arrested nine smugglers".
# Who learned how people convicted of arson go home was not convicted.
HARMED_AFTER = re.compile(
    r"(?:\s+(?!who\b|that\b|which\b)[\w’'-]+){0,6}?\s+(?:was |were |been |being |got )?(?:identified|arrested|convicted|detained|injured|wounded|killed|charged|prosecuted|missing|evacuated from)\b",
    re.IGNORECASE,
)
HARMED_BEFORE = re.compile(
    r"\b(?:identified|arrested|arresting|convicted|detained|injured|injuring|wounded|wounding|killed|killing|charged|prosecuted)(?:\s+[\w-]+){0,3}\s*$",
    re.IGNORECASE,
)
# A verb of taking part between the people and what befell others: "16 doctors discussed how injured skiers are carried".
DID_FIRST = re.compile(
    r"[^.;]{0,90}?\b(?:discuss\w*|learn\w*|examined|practi[sc]ed|took part|attended|met|gathered|heard|studied|trained|compared|explored|exchanged|asked|how)\b",
    re.IGNORECASE,
)
# Listed people who do something together: "seventy rescuers, divers and dock hands had raised a boat".
LISTED = re.compile(
    r"(?:,\s(?:[\w’'-]+\s){0,3}[\w’'-]+s\b)+,?\s+(?:and|as well as)\s(?:[\w’'-]+\s){0,4}?[\w’'-]+s\s+(?:from [^,.;]{3,60}? )?(?:had|have|took|met|came|sat|held|gave|built|drew|spent|put|saw|heard|went|made|got|[a-z]{3,}ed)\b"
)
# Who had guests: "The Governor received fourteen members of the club", "met with 25 pupils".
RECEIVED = re.compile(
    r"\b(?:(?<!has )(?<!have )(?<!had )received|greeted|hosted|met with|met|played host to)\s(?:a (?:group|party|delegation) of )?$",
    re.IGNORECASE,
)
# Who is thanked need not have been there: "thanked the forty workers of the plant".
THANKED = re.compile(
    r"\b(?:thank(?:ed|s|ing)|praised|commended|congratulated|paid tribute to|honoured)(?: to)?(?: (?:all|the|its|their))*\s$",
    re.IGNORECASE,
)
# What is handed over is no people, whatever its ending: "a handover of 24 card readers".
HANDED = re.compile(
    r"\b(?:handed over|handover|hand-?over|handing over|donat\w+|purchas\w+|procur\w+|bought|suppl(?:y|ied|ies)|equipment|equipped|vehicles|installed|delivered (?:\w+ )?to)\b",
    re.IGNORECASE,
)
# What is told of those who shall come later; an invitation tells of its own event so.
NOT_YET = re.compile(
    r"\b(?:will (?:serve|benefit|be trained|train|receive|use|reach|employ)|would be)\b",
    re.IGNORECASE,
)
# What an invitation says of those who will come: "The course will introduce 30 young professionals to".
INVITED = re.compile(
    r"\b(?:will|is to|aims to|shall|is designed to|is open to|are open to|intended for|designed for|aimed at|open for|addressed to|targets?|offers?)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
BEFORE_SUBSET = re.compile(
    r"\b(?:including|among them|among whom|of whom|of which|of them|only|such as|(?:chosen|selected|picked|drawn|out) (?:from|of|from among|among)(?: (?:the|some|more than|over|nearly|about))?|spoke to|speaking to|addressed|lectured to|(?<!was )(?<!were )(?<!is )among|among our|a team of|a panel of|the same)\s*$",
    re.IGNORECASE,
)
AUTHORS = re.compile(
    r"\b(?:written|edited|prepared|drafted|authored|led|delivered|conducted|facilitated|taught|moderated|run|compiled|staffed|supported|assisted|given|guided|co-authored|reviewed) (?:jointly )?by\s*$|\b(?:gathers the work of|work of|team of|(?:working|expert|drafting) group of|\bby (?:an?|the) (?:\w+ )?(?:group|panel) of)\s*$",
    re.IGNORECASE,
)
SAID = re.compile(
    r"\b(?:said|told|recalled|noted|reported|stated|added|stressed|pointed out|explained|confirmed|announced|promised|recommended|called (?:for|on))\b(?:\s+that)?\s",
    re.IGNORECASE,
)
DEFINITE = re.compile(
    r"\b(?:the|these|of the|all|its)\s(?:first\s|next\s)?$",
    re.IGNORECASE,
)
SUBJECT = re.compile(
    r"^\W*(?:(?:In|On|From|Between|At|This|Last|Over|During|Yesterday|Today|Taking part were|Taking part|To|With|As|For|By|Within)\b[^,]{0,80},?\s+(?:(?:an?|the)\s[^,]{0,60},\s+)?)?(?:the\s+|a total of\s+|a group of\s+|an?\s+)?$",
    re.IGNORECASE,
)
# Words that say who was there: "in the presence of about 70 guests", "It attracted over 210 viewers", "told the 90 judges present".
THERE = re.compile(
    r"(?:\b(?:in the presence of|attended by|attracted|drew|gathered|brought together|bringing together|audience of|watched by|followed by|welcomed|united|assembled|hosted|joined by|counted|involved|trained|instructed|taught|certificates (?:to|for)|(?<!is )(?<!are )(?:composed|comprised|consisted|consisting|made up) of|comprising|comprised|delegation of|was one of|were among|was among|(?:one|two|three|half|some|most|many) of)(?: a total of)?(?: the| these| its)?\s*|\b(?:told|addressing|greeted|congratulated) (?:the|all) |\b(?:delivered|given|taught|offered|presented) to )$",
    re.IGNORECASE,
)
PRESENT = re.compile(
    r"[^.;]{0,80}?\b(?:present|in attendance|in the audience|who (?:attended|came|took part|participated|gathered|joined)|attending|taking part|participating|attended|took part|participated|gathered|convened)\b",
    re.IGNORECASE,
)
# "The conference was attended by", which says more than "For two years, they trained around 380 inspectors".
ATTENDED = re.compile(
    rf"\b{MEETING_NOUN} (?:was|were|is) attended by(?: the| a total of)?\s*$", re.IGNORECASE
)
OVER_TIME = re.compile(
    r"\b(?:for|over|during|in|within) (?:the (?:past |last )?)?(?:\w+|\d+) (?:months|years)\b|\b(?:prepared|wrote|drafted|produced|revised) \d+ [^.;]*\band trained\b",
    re.IGNORECASE,
)
# "gave 30 councillors the chance to", "offered 12 apprentices an opportunity".
GAVE = re.compile(r"\b(?:gave|gives|giving|offered|offering|provided)\s$")
A_CHANCE = re.compile(
    r"(?:,? (?:and|as well as)(?: \w+){1,3})?\s(?:the|an?) (?:\w+ )?(?:opportunity|chance|possibility|occasion|space) (?:to|for|of)\b"
)
# "a station with eight officers": what a body has.
HAS = re.compile(
    r"\b(?:station|office|unit|department|section|school|company|firm|factory|brigade|village|newsroom|ministry|agency) with(?: only| just)?\s*$",
    re.IGNORECASE,
)
# "29 inhabitants know what to look at. On 9 and 10 March they took part in a school".
THEY = re.compile(
    r"\s+(?:[^.;“”]{0,60}, ?|[^.;“”,]{0,40} )?they (?:all )?(?:took part|attended|met|gathered|participated|completed|came together|spent)\b",
    re.IGNORECASE,
)
# What will be, or shall be, done with people: they were not there.
TO_COME = re.compile(
    r"\b(?:will|would|shall|to) (?:also |then |later |soon )?(?:train|reach|teach|help|give|send|deploy|employ|serve|accommodate|benefit|host|receive|hire|recruit|support|register|second|request(?:ing)?)\b[^.;]{0,40}$|\b(?:will|would|shall) [^.;,“”]{3,80}? and (?:train|reach|teach|help|employ|serve|benefit|host|receive|hire|recruit|support)\b[^.;]{0,30}$|\b(?:requesting|deployment of|arrival of|deployed|recruitment of)\s*$",
    re.IGNORECASE,
)
AFTERWARDS = re.compile(
    r"(?:\s+(?!who\b|that\b)\w+){0,3}?\s+(?:will|would|are to|is to|are expected|is expected|are due|fleeing|living in|residing in|had been|employed|have been (?:arrested|killed|charged))\b",
    re.IGNORECASE,
)
OTHERS = re.compile(
    r"\b(?:(?:in|during|throughout|since) (?:19|20)\d\d,? (?:alone,? )?(?:it|they|he|she|we|the [\w ]{2,30}?|[A-Z]\w+) (?:has |have )?(?:carried out|held|organi[sz]ed|conducted|ran|reached|trained)|the others?|(?:the )?(?:previous|earlier|preceding|other) (?:ones?|meetings?|trainings?|workshops?|seminars?|courses?|sessions?|events?|rounds?)|(?:course|meeting|workshop|seminar|event|edition|conference|school|camp)s? (?:held |organi[sz]ed )?(?:in|of) (?:19|20)\d\d (?:was|were) attended by|(?:kindergarten|nursery|school|facility),? (?:which is )?attended by)\b[^.;]*$"
    r"|\b(?:project|programme|initiative|scheme)s?,? (?:that|which|(?:during|under|through|within) which)\b(?:(?!\b(?:was|were|ended|concluded)\b)[^.;,]){0,60}$",
    re.IGNORECASE,
)
BESIDE = re.compile(r"^\W*(?:While|In addition to|Ahead of)\b[^,]*$")
# Those who were seen at what was visited: "visited a training centre, where a class of twenty-two was busy".
SEEN = re.compile(
    r"\b(?:visited|toured|saw|watched|inspected)\b[^.;“”]{3,120}?,? where (?:an? |some |about |more than |over )?$",
    re.IGNORECASE,
)
# Those of whom a clause says that they had done it before: "the meeting which 50 mayors had attended".
HAD_DONE = re.compile(
    r"(?:\s+(?!who\b|that\b|after\b)[\w’'-]+){0,3}?\s+had (?:\w+ )?(?:been (?:trained|taught|instructed)|attended|taken part|participated|completed)\b"
)
# Those who taught: "Three experts from Slovenia led the training".
LED_IT = re.compile(
    r"(?:\s+(?:from|of|in)\s[^.;,]{2,60}?)?\s+(?:led|conducted|delivered|facilitated|taught|ran|moderated|gave (?:lectures|the|a)|served as trainers)\b",
    re.IGNORECASE,
)
OF_THEM = re.compile(
    r"\s+(?:of them|of whom|(?:among|out of) (?:the |some |about )?\d+|died|lost their|perished|(?:were|was|have been|had been) (?:\w+ )?(?:killed|injured|hurt|arrested|attacked)|killed|injured|arrested|detained|wounded)\b",
    re.IGNORECASE,
)
TEACHING = re.compile(
    r"\b(?:trainers|instructors|experts|facilitators|speakers|specialists|lecturers|interpreters|organi[sz]ers)\b",
    re.IGNORECASE,
)
OBSERVING = lx.words(
    "observers monitors staff personnel residents citizens owners children refugees migrants voters"
)
STRONG = lx.words(
    "participants participant representatives attendees delegates people officers experts officials"
)
PLACES = re.compile(
    r"(?P<number>\b[\w-]+) (?:(?:places|seats) (?:are|will be) (?:available|offered)|(?:[\w-]+ ){0,3}?(?:participants|professionals|officers|students|applicants|candidates|journalists|people|persons|representatives|practitioners|teachers)(?: [\w ]{0,40}?)? (?:are|will be|shall be) (?:selected|chosen|admitted|invited|accepted))",
    re.IGNORECASE,
)
