"""The closed word lists of the fact readers, each with what it is for.

The words are our own choice, made by reading how international organisations, ministries and
non-governmental bodies write about their work; none is a copy of a published list.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def words(text: str) -> frozenset[str]:
    """Return the words of a text as a set: a word list that reads like one."""
    return frozenset(text.split())


# Nouns that end or start the name of a body: "Ministry of Justice", "Border Police".
BODY_HEADS = words(
    """
    academy administration agency alliance army assembly association authority authorities board branch brigade broadcaster bureau
    cabinet center centre centres chairmanship chairpersonship chamber chambers chancellery church clinic club coalition college
    command commission commissariat committee community company confederation consortium consulate corporation corps council court courts
    delegation department departments directorate division embassy establishment faculty federation force forces forum foundation fund
    gendarmerie government group guard guards hub initiative inspectorate institute institution institutions laboratory
    league library marshals militsiya ministry ministries mission mosque municipality museum network ngo office ombudsman
    ombudsperson organization organisation organizations organisations parliament partnership patriarchate platform police policlinic presence press
    prosecution register school seminary section secretariat senate service services sejm society staff taskforce team
    televison television trust tribunal troops union unit unicameral university universities verkhovna workgroup registry
    stiftung endowment gymnasium presidency city registrar clearinghouse observatory caucus caritas coast-guard customs shelter theatre hospital prison archive archives parliamentary
    """
)
# Names that are bodies although no head noun says so (folded to lower case).
KNOWN_BODIES = frozenset(
    """
    osce|un|united nations|european union|eu|nato|council of europe|european commission|european parliament|world bank|interpol|europol|frontex
    eurojust|cepol|undp|unodc|unhcr|unicef|unesco|unoct|unfpa|un women|iom|icrc|ilo|who|wto|wco|icao|iaea|imo|imf|ebrd|oecd|odihr|hcnm|dcaf|gcsp|gctf
    giz|usaid|sida|rcc|seesac|regional cooperation council|csto|cis|sco|carec|centcom|unrcca|cicа|fatf|moneyval|greco|venice commission|egmont group|eurasian group
    carabinieri|guardia di finanza|guarda nacional republicana|guardia civil|gendarmerie nationale|bundespolizei|bundeskriminalamt|national gendarmerie
    human rights watch|amnesty international|transparency international|internews|save the children|red cross|red crescent|world vision
    reporters without borders|freedom house|search for common ground|aga khan foundation|open society foundations|world customs organization
    strong cities network|radicalisation awareness network|hedayah|gcerf|tech against terrorism|eubam|eulex|unmik|kfor|eufor|euam|icmpd|irex|iri|ndi
    transnational threats department|conflict prevention centre|permanent council|forum for security co-operation|tntd|cpc|ocea|oceea|tntd/atu|pa|osce pa
    world health organization|global affairs canada|osce gender issues programme|global network of women peacebuilders|regional anti-corruption initiative|central european initiative|iaea|selec|nadcp|unops|usaid|fcdo|dfid|inl|sdc|ada|united nations development programme|un development programme|european forum for urban security|norwegian refugee council
    high commissioner on national minorities|representative on freedom of the media|foreign, commonwealth & development office
    foreign, commonwealth and development office|japan international cooperation agency|jica|isaf|gendarmerie|state duma|verkhovna rada|jogorku kenesh|bmsc
    world organization against torture|geneva centre for security sector governance|gardaí|an garda síochána|garda síochána|pccc|selec|eupol|eucap|united nations high commissioner for refugees|office of the united nations high commissioner for refugees|office of the united nations high commissioner for human rights|ohchr|united nations educational, scientific and cultural organization|un entity for gender equality and the empowerment of women|international institute for justice and the rule of law|eufor althea|organized crime and corruption reporting project
    """.replace("\n", "|")
    .replace("    ", "")
    .split("|")
) - {""}
# Units that hang on another body with "at", "in", "under" or "within".
UNIT_HEADS = words(
    "unit department section division directorate bureau office secretariat team branch faculty centre center institute academy school college agency service inspectorate committee"
)
# Bodies whose own name goes on with "in Albania", "to Serbia".
MISSION_HEADS = words(
    "court mission presence centre center office embassy delegation co-ordinator coordinator representation consulate programme team representative internews international chapter branch"
)
# A capitalised phrase that ends in one of these names a text, an event or an idea, not a body.
NOT_BODY_TAILS = words(
    """
    act agenda agreement annex award campaign charter code commitment commitments concept conference convention conventions course day decade decision
    declaration decree directive document documents exhibition fair festival framework goal goals guide guidebook guidelines handbook index
    law laws list manual mechanism meeting memorandum month msop objectives olympiad operation pact plan plans pledge principles prize procedure process
    programme programmes project projects protocol protocols regulation regulations report reports resolution resolutions roadmap roundtable rule rules seminar
    session sessions standard standards statement statute strategies strategy summit survey symposium talks toolkit tools training treaty treaties vision war week workshop
    representatives experts participants officials speakers pillar protocols recommendations review scheme syllabus curriculum module awards
    """
)
# Heads of what a person is, for finding roles.
ROLE_HEADS = words(
    """
    protector plenipotentiary alderman prefect chargé d'affaires d’affaires academic activist candidate actor actress adviser advisor advocate agent ambassador analyst analysts archbishop archimandrite artist assistant associate attache attaché attorney attorney-general author
    bishop blogger camper captain cardinal chair chairman chairperson chairperson-in-office chairwoman chair-in-office chancellor chief chief-of-staff clerk co-author co-chair co-director co-founder co-ordinator coach commandant
    commander commissioner commissioners consul consultant coordinator co-organizer co-trainer councillor counsel counsellor counselor curator custodian cadet
    dean delegate deputy designer detective developer diplomat director director-general doctor donor driver deminer
    economist editor editor-in-chief educator engineer entrepreneur envoy examiner expert experts facilitator farmer fellow fighter film-maker filmmaker founder
    general governor graduate guard guardian handler head headmaster headmistress historian host imam inspector inspectors inspector-general instructor instructors intern interpreter investigator
    journalist judge judges justice laureate lawyer lawyers leader leaders lecturer librarian lieutenant lord
    major manager marshal mayor mayors mediator member members mentor metropolitan minister ministers moderator monitor mother mufti musician negotiator notary nurse
    observer officer officers official ombudsman ombudsperson ombudswoman operator organizer organiser owner
    painter parent parliamentarian participant patriarch permanent photographer pilot player poet policewoman policeman policy-maker practitioner premier president priest primeminister
    principal producer professor programmer promoter prosecutor prosecutors prosecutor-general provost psychologist publisher pupil rabbi ranger rapporteur rector referee registrar reporter
    representative representatives researcher resident returnee scholar scientist secretary secretary-general senator sergeant sheikh sheriff singer sociologist soldier specialist specialists speaker spokesman spokesperson
    spokeswoman student students superintendent supervisor survivor teacher teachers technician trainee trainer trainers translator treasurer trustee tutor undersecretary veteran vice-chair vice-chairman vice-chairperson
    vice-chancellor vice-minister vice-mayor vice-president vice-rector vice-speaker vice-principal veterinarian victim volunteer volunteers witness worker writer youth-worker winner winners envoy lead
    programme-manager focal superior warden akim governor-general hakim pro-rector prorector hafiz colonel deputies entrepreneurs co-rapporteur rapporteurs villager villagers widow
    defender baker trader seller vendor merchant shopkeeper tailor carpenter mechanic electrician plumber builder miner fisherman beekeeper
    shepherd gardener cook chef waiter hairdresser seamstress weaver potter butcher pensioner housewife businesswoman businessman dancer composer
    sculptor athlete footballer boxer champion pharmacist dentist surgeon midwife physician biologist chemist physicist geologist hydrologist
    ecologist environmentalist statistician linguist philosopher anthropologist archaeologist architect surveyor accountant auditor banker
    planner strategist peacekeeper peacebuilder campaigner fundraiser commentator columnist correspondent presenter cameraman camerawoman
    cartoonist illustrator whistleblower caretaker sapper cynologist winemaker herder sailor skipper lawmaker grower
    imam-khatib khatib aksakal elder barrister solicitor magistrate coroner archivist fact-checker headteacher head-teacher paralegal subeditor copywriter blacksmith cobbler cyclist swimmer goalkeeper bookseller publican postman postwoman carer foreman criminologist psychiatrist paediatrician pediatrician forester firefighter paramedic
    """
)
# Words that may stand before a role's head.
ROLE_MODIFIERS = words(
    """
    policing energy health climate forest training monitoring acting assistant associate chief deputy executive ex first former general honorary interim international junior lead legal local managing national permanent principal
    programme project regional senior special state vice second third political police human foreign prime interior public federal municipal technical press media
    military economic environmental rule-of-law rights counter-terrorism anti-trafficking gender basic supreme high constitutional district field area head training young
    independent long-term short-term newly appointed visiting freelance investigative retired parliamentary leading prominent renowned well-known civil youth community religious
    third-year first-year second-year fourth-year final-year local-government school border customs civic university student host guest keynote lay parish village town city
    """
)
HONORIFICS = words(
    "academician rabbi mr mrs ms miss dr prof professor ambassador h.e h.e. he excellency sir dame lord lady madam honourable hon rev father sister imam sheikh amb engr eng mag supt det dipl.-ing msc phd col gen lt maj capt sgt insp brig cmdr adm"
)
# Plural heads are about several persons.
ROLE_PLURALS = frozenset(w + "s" for w in ROLE_HEADS if not w.endswith("s")) - {
    "generals",
    "states",
}
RANKS = words(
    "colonel lieutenant major general captain brigadier sergeant admiral corporal commodore marshal lt col maj gen capt sgt brig insp police justice rear vice"
)
SPEECH_VERBS = words(
    """
    acknowledged added admitted advised affirmed agreed announced appealed argued asked asserted assured believed called cautioned cited claimed commended commented concluded condemned confessed
    confirmed congratulated continued declared described elaborated emphasised emphasized encouraged estimated explained expressed highlighted hoped informed insisted joked joked maintained mentioned noted
    observed opined outlined pledged pointed praised predicted presented promised proposed quipped quoted recalled recognized recognised recommended recounted reflected reiterated remarked remembered reminded replied
    reported responded revealed said says stated states stressed suggested summarized summarised summed thanked thinks told underlined underscored urged voiced warned welcomed wondered writes wrote
    recounts complained complains objected countered counters interjected conceded concedes mused protested contends contended exclaimed exclaims
    confided confides commented testified testifies declares reflects confirms insists reveals emphasised cautions observes remarks predicts
    hopes smiles laughs nods jokes remembers confesses admits insists argues warns asks replies tells hears reads goes adds explains notes recalls stresses concludes says underlines emphasizes emphasises acknowledges believes laughs laughed smiled sighed whispered shared
    """
)
WEEKDAYS = words("monday tuesday wednesday thursday friday saturday sunday")
# Capitalised at the start of a sentence, or anywhere, without being part of a name.
STOP_CAPS = words(
    """
    a afterwards meanwhile thereafter subsequently similarly likewise finally instead nonetheless therefore thus hence about according across addressing after ahead all also although amid among an and another any around as at attended background based because before behind being below besides between both but by
    commenting considering despite during each either established every few first followed following for from furthermore further given good government-led he her here his hosted how however i if in including it its jointly
    last later launched let like many more moreover most my nearly nevertheless new no not now of on once one only opening or organised organized other our out over participants participating people present recent referring representatives
    run save she since so some speaking special-purpose such supported take taking thank that the their them then there these they this those three through throughout to today together tomorrow two under
    until up upon very was we welcoming what when where whether which while who whom whose why will with within without yesterday yet you your four five six seven eight nine ten eleven twelve
    thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred building strengthening joint additionally addition closing concluding
    """
)
# Words of the trade that are never part of a person's name.
TRADE_WORDS = words(
    """
    aspects politico-military reforms access accountability action activities adviser affairs africa african age agriculture aid anti-corruption anti-terrorism anti-trafficking armed arms asia asian atlantic aviation awareness baltic bank basic black border borders building business balkan balkans
    campaign capital care caspian caucasus central child children chapter church citizens city civic civil climate coast combating commerce communication communications communities community conflict constitution
    constitutional control convention cooperation co-operation corruption council counter counter-terrorism countering countries country course crime criminal crossing culture cultural customs cyber cybersecurity
    data day defence defense democracy democratic democratization detention development digital dimension disability disaster district diversity domestic drug drugs eastern east economic economics economy
    education elections electoral emergency employment energy environment environmental equal equality ethnic euro europe european external extremism families family federal field finance financial fight fire first
    food foreign forensic freedom gender general global good governance green health heritage high higher history holy home house human humanitarian identity immigration inclusion independence independent industry information
    infrastructure initiative innovation integration integrity intelligence inter interior internal international internet investigation investment islamic journalism journalists judicial judiciary justice juvenile
    kingdom knowledge labour labor lake land language languages law lead learning legal liberty life lifelong local management market markets media mediterranean memorial middle migrants migration military millennium minorities minority
    mobile model modern money monitoring municipal national nations natural neighbourhood new news non north northern nuclear ocean old online open operational operations order participating partners peace penal pension people
    peoples persons phase planning point policing policy political politics population port prevention preventing prison prisons privacy private procurement programme project property prosecution protection public quality radio
    railway red reform refugee refugees region regional relations religion religious republic rescue research resources response revenue rights river road roma rule rural safe safety science sciences sea second secondary
    security senior sector settlement sexual sinti small smart social society soft south southern sports sport stability standards standing state states statistics strategic strategy strategic street strong student students
    studies study summer super supreme sustainable targets tax technical technological technologies technology territorial terrorism terrorist threats tolerance tourism town trade traffic trafficking training transit transnational transparency transport travel
    treaty united university urban veterans victims village violence violent voice voices vulnerable war water weapons welfare western west white wildlife winter women work workers world young youth zone street square avenue hotel
    covid pandemic international e-learning hall palace house resort mountains valley river peninsula province provinces district districts oblast oblasts raion canton cantons county bank left right administrative line contact line
    issues traveller travellers appeal appeals enlargement neighbourhood broadcasting elder internally displaced crimes rules powers days
    conventional self-government prosecutor prosecutors commercial entity vice police policewomen senior chairmanship presidency ceremony award day-to-day anniversary festival trial radical radicalization radicalisation
    """
)
TOPIC_WORDS = TRADE_WORDS
MONTH_WORDS = words(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec"
)


@cache
def is_role_head(low: str) -> bool:
    """Say whether a word is the head of a role: "director", "vice-rector", "trainers"."""
    return (
        low in ROLE_HEADS
        or low in ROLE_PLURALS
        or ("-" in low and low.rsplit("-", 1)[1] in ROLE_HEADS and not low.startswith("non"))
    )


@cache
def is_surname_shape(low: str) -> bool:
    """Say whether a word can be a surname: no noun for a body or an office, no word of the trade, no pronoun."""
    return not (
        low in BODY_HEADS or low in STOP_CAPS or low in TRADE_WORDS or is_role_head(low)
    ) and not (low in KNOWN_BODIES or low in HONORIFICS or low in MONTH_WORDS)


@cache
def given_names() -> frozenset[str]:
    """Return the given names that are known, in plain lower case. Loaded on first use."""
    text = (
        files("commonweal.library.engine.facts")
        .joinpath("data/given_names.txt")
        .read_text(encoding="utf-8")
    )
    return frozenset(text.split())
