"""Words for people that stand behind numbers, and the words of things that look like them.

Most nouns for people are known; of others the ending tells ("coopers", "bailors", "colourists"), unless they are things or
people of whom texts tell without that they came ("scanners", "voters", "smugglers").
"""

from __future__ import annotations

import re

KNOWN = (
    r"participants?|persons|people|(?:job-?)?seekers|applicants|representatives|officers|officials|experts|students|pupils|teachers|judges|prosecutors|lawyers|journalists|practitioners|professionals|policemen|policewomen|women|men|girls|boys|youths?|leaders|activists|members|"
    r"delegates|trainees|trainers|specialists|inspectors|investigators|analysts|instructors|lecturers|academics|researchers|mayors|councillors|counsellors|imams|workers|staff|personnel|employees|managers|cadets|guards|handlers|"
    r"stakeholders|policymakers|policy-makers|parliamentarians|diplomats|attendees|guests|speakers|citizens|residents|volunteers|entrepreneurs|farmers|youngsters|teenagers|children|adolescents|graduates|psychologists|"
    r"educators|advocates|commanders|chiefs|heads|directors|scientists|scholars|bloggers|campers|veterans|soldiers|technicians|"
    r"engineers|magistrates|advisers|advisors|ambassadors|ministers|servants|parents|doctors|nurses|editors|reporters|authors|artists|migrants|refugees|returnees|operators|planners|auditors|notaries|mediators|"
    r"sergeants|constables|clerics|priests|rabbis|pastors|mothers|fathers|nationals|attachés|mechanics|drivers|translators|interpreters|sheriffs|gendarmes|firefighters|rescuers|sappers|deminers|dispatchers|clerks|assistants|co-ordinators|coordinators|facilitators|jurists|negotiators|scouts|actors|"
    r"musicians|athletes|players|interviewers|candidates|alumni|learners|beginners|fellows|secretaries|bankers|viewers|listeners|visitors|spectators|owners|traders|librarians|archivists|defenders|attorneys|counsels|economists|paramedics|medics|"
    r"agents|detectives|politicians|lawmakers|legislators|deputies|senators|elders|custodians|liaisons|villagers|winners|finalists|contestants|debaters|interns|recruits|seafarers|sailors|pilots|foresters|rangers|border guards|observers|monitors|others|servicemen|servicewomen|spokespersons|spokespeople|webinar viewers|"
    r"alumnae|inhabitants|townspeople|ombudspeople|coaches|mentors|mentees|tutors|pensioners|survivors|victims|inmates|prisoners|hostages|ombudspersons|ombudsmen|commissioners|rectors|deans|principals|carers|wardens|consuls|envoys|vets|veterinarians|midwives|merchants|shopkeepers|herders|fishermen|miners|"
    r"programmers|developers|photographers|film-?makers|cartoonists|writers|poets|singers|dancers|painters|designers|architects|surveyors|historians|linguists|theologians|schoolchildren|schoolgirls|schoolboys|undergraduates|newcomers|peers|colleagues|counterparts|"
    r"nominees|grantees|awardees|business(?:women|men|people)|chairpersons|chairwomen|cyclists|runners|footballers|enthusiasts|mayors|vloggers|influencers|podcasters|publishers|producers|presenters|moderators|policewomen|troops|reservists|"
    r"(?:Roma|Sinti|Ashkali)(?=\s+(?:from|who|met|took|attended|and)\b|[,.])|Tajiks|Uzbeks|Kazakhs|Afghans|Serbs|Albanians|Bosniaks|Croats|Ukrainians|Georgians|Armenians|Moldovans|Azerbaijanis|Mongolians|Macedonians|Montenegrins|Kosovars|"
    r"bailiffs|registrars|examiners|evacuees|trustees|invitees|enrollees|registrants|consultants|accountants|lieutenants|neighbou?rs|farmhands|dockers|hands|divers|sculptors|apprentices|aides|captains|colonels|majors|nuns|monks|vicars|bishops|curators|wardens|spouses|widows|widowers|grandparents|grandmothers|retirees|freelancers|signatories|keynote speakers|paralegals|jurors|custodians|lifeguards|bodyguards|stewards|chaplains|muftis|"
    r"[a-z]{3,}(?:ologists|ographers|omists|women|people|persons)|police"
)
NOT_IN_NAME = (
    r"(?:countries|municipalities|schools|cities|towns|villages|institutions|organi[sz]ations|provinces|regions|states|parties|hours?|days?|months?|years?|weeks?|minutes|per|percent|euros?|dollars|million|thousand|times|pages|projects|courses|workshops|January|February|March|April|May|June|July|August|September|October|November|December|"
    r"participating|who|which|that|whose|cases|computers|copies|sets|vehicles|sessions|modules|recommendations|districts|ministries|agencies|universities|cent(?:re|er)s|teams|units|on|in|at|was|were|with|by|to|from|for|of|the|is|are|has|have|had|said|places|metres|kilometres|kilograms|tonnes|offices|stations|reports|laws|tools|kits|areas|fields|interviews|complaints|incidents|violations|attacks|and-a-half|cars|buses|phones|radios|cameras|dogs|articles|clauses|points|steps|outlets|companies|firms|banks|families|households|delegations|groups|teams|associations|clubs|sent|brought|gave|villages|houses|homes|cases|dialects|languages|nations|nationalities)\b"
)
# Nouns that end like those for people and are things ("scanners"), or people of whom texts tell without that they came ("voters").
_NOT_PEOPLE = (
    r"computers|readers|panell?ists|printers|scanners|trailers|servers|routers|vouchers|posters|tenders|chapters|letters|orders|papers|numbers|borders|centers|meters|kilometers|containers|counters|shelters|trackers|filters|boosters|boilers|heaters|freezers|refrigerators|generators|detectors|tractors|projectors|indicators|"
    r"sectors|factors|doors|floors|errors|mirrors|corridors|motors|reactors|elevators|calculators|sensors|processors|simulators|transmitters|transponders|rulers|drawers|folders|binders|stickers|flyers|newsletters|covers|layers|markers|pointers|towers|powers|offers|matters|waters|rivers|answers|"
    r"encounters|disorders|murders|transfers|registers|barriers|helicopters|cruisers|scooters|lighters|tankers|freighters|cutters|launchers|revolvers|loudspeakers|chargers|adapters|cylinders|ladders|quarters|headquarters|winters|summers|clusters|buffers|parameters|newspapers|theaters|cellars|"
    r"pillars|clippers|charters|banners|manners|corners|dinners|suppers|hangers|bunkers|lockers|users|followers|subscribers|voters|taxpayers|passengers|prayers|donors|partners|suppliers|providers|broadcasters|retailers|insurers|carriers|manufacturers|exporters|importers|contributors|employers|"
    r"predecessors|successors|ancestors|perpetrators|offenders|killers|attackers|smugglers|traffickers|robbers|hackers|terrorists|extremists|fighters|supporters|protesters|demonstrators|rioters|settlers|colou?rs|flavou?rs|favou?rs|honou?rs|labou?rs|tumou?rs|terrors|errors|behaviou?rs|majors|minors|"
    r"civilians|pedestrians|christians|lists|checklists|shortlists|twists|wrists|fists|tourists|receivers|transceivers|speakers|drawers|acres|feathers|shutters|rafters|flowers|tigers|customers|consumers|buyers|dancers of|barometers|thermometers|breathalysers|analysers|lasers|washers|dryers|hammers|"
    r"boulders|shoulders|fingers|streamers|cruisers|cars|hangars|mortars|dollars|seminars|webinars|years|ears|bars|radars|collars|calendars|guitars|liters|litres|semesters|trimesters|ministers of state|others|headers|sliders|boarders|dividers|burners|toners|sleepers|containers|superiors"
)
_BY_ENDING = rf"(?=[^\W\d_]{{3,}}(?:ers|ors|ists|ians)(?!\w))(?!(?:{_NOT_PEOPLE})\b)[^\W\d_]{{3,}}(?:ers|ors|ists|ians)"
KNOWN_HEAD = re.compile(KNOWN, re.IGNORECASE)
HEADS = rf"{KNOWN}|{_BY_ENDING}|[a-z]{{3,}}men"
"""Nouns for people, known or told by their ending."""

# What goes on after a noun for people and makes it an adjective: "12 judicial police officers", "seven police stations".
NOT_BEFORE_HEAD = r"(?!\s+(?:officers?|guards?|officials|cadets|students|teachers|leaders|workers|members|experts|staff|representatives|personnel|activists|professionals|chiefs|commanders|inspectors|investigators|instructors|organi[sz]ations|stations|departments|services|institutions|academies|units|schools|cent(?:re|er)s|teams|groups|associations|unions|networks|courts|offices|ministries|agencies|universities|colleges|faculties|clubs|councils|committees|posts|boats|cars|vehicles|dogs|per cent)\b)"
FOREIGN_HEADS = (
    r"участник|адвокат|депутат|педагог|врач|школьник|офицер|представител|сотрудник|эксперт|слушател|гост|службеник|учесни|следовател|прокурор|суд[ье]|полицейск|полица|журналист|новинар|студент|преподавател|специалист|инспектор|курсант|женщин|мужчин|человек|люд[еи]|учител|наставник|тужила|тужител|обвинител|ученик|жен[аи]|младих|пограничник|"
    r"polazni|učesni|sudionik|predstavni|službeni|nastavni|policaj|pedagog|učeni|studen|tuži|tužila|sudij|suda[cč]|novinar|inspektor|osob|mladih|žen[ae]|stručnja|građan|zaposlen|"
    r"représentant|élus|maires|éducateur|médiateur|élèves|agents|fonctionnaires|avocat|délégué|professeur|gendarmes|participant|expert|policier|personnes|juges|magistrat|procureur|journalist|étudiant|enseignant|femmes|jeunes|"
    r"Teilnehm|Lehrer|Anwält|Fachleute|Expert|Schülerinnen|Vertreter|Polizist|Bürgermeister|Fachkr|Lehr|Schüler|Studierende|Personen|Richter|Staatsanw|Beamt|Gäste|Menschen|Jugendlich|"
    r"pjesëmarr|përfaqësues|gazetar|polic[ëe]|gjyqtar|prokuror|student|nxënës|mësues|"
    r"reprezentan|participan[tţț]|persoane|poliți[sș]|judecător|procuror|jurnali[sș]|elevi|tineri"
)
FOREIGN_HEDGE = r"более(?: чем)?|около|свыше|почти|до|plus de|environ|près de|über|rund|etwa|mehr als|knapp|više od|oko|preko|повеќе од|више од|преко|понад|mbi|rreth|më shumë se|peste|circa|aproximativ|peste"
