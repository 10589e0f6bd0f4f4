"""The words and patterns by which tolls are told, apart from how they are read."""

from __future__ import annotations

import re

from geoevents.text.lower_case import AnyCase

VERBS: dict[str, str] = {
    "dead": "kill murder slay massacre execute assassinate behead lynch martyr slaughter "
    "eliminate neutralise neutralize",
    "injured": "wound injure hurt maim",
    "displaced": "displace uproot evacuate",
    "detained": "arrest detain capture abduct kidnap imprison jail",
}


def _forms(verb: str) -> dict[str, str]:
    """Forms of a regular verb: participle, gerund, third person, base."""
    if verb == "slay":
        return {"slain": "ed", "slew": "active", "slaying": "ing", "slays": "s", "slay": "base"}
    if verb == "hurt":
        return {"hurt": "ed", "hurting": "ing", "hurts": "s"}
    if verb == "kidnap":
        return {
            "kidnapped": "ed", "kidnaped": "ed", "kidnapping": "ing", "kidnaping": "ing", "kidnaps": "s",
            "kidnap": "base",
        }  # fmt: skip
    stem = verb.removesuffix("e")
    plural = verb + ("es" if verb.endswith(("ch", "sh")) else "s")
    return {stem + "ed": "ed", stem + "ing": "ing", plural: "s", verb: "base"}


PREDICATES: dict[str, tuple[str, str]] = {
    form: (kind, role) for kind, verbs in VERBS.items() for verb in verbs.split() for form, role in _forms(verb).items()
}
PREDICATES |= {form: ("dead", "before") for form in ("died", "die", "dies", "perished", "succumbed", "dead")}
PREDICATES |= {
    form: ("dead", "before")
    for form in ("fatalities", "martyrs", "deaths", "corpses", "casualties", "fatality", "bodies")
}
PREDICATES |= {form: ("displaced", "before") for form in ("fled", "flee", "flees", "fleeing", "homeless")}
PREDICATES |= {form: ("injured", "before") for form in ("injuries", "injury")}
PREDICATES |= {
    form: ("dead", "of") for form in ("death", "deaths", "assassination", "murder", "massacre", "execution", "lives")
}
PREDICATES |= {
    form: ("detained", "of") for form in ("arrest", "arrests", "abduction", "detention", "kidnapping", "capture")
}
PREDICATES |= {form: ("displaced", "of") for form in ("evacuation", "displacement", "exodus")}
PREDICATES |= {form: ("dead", "ing") for form in ("lost", "losing")}
PREDICATES |= {"rounded": ("detained", "ed"), "returned": ("displaced", "before")}
PREDICATES |= {"kia": ("dead", "before"), "wia": ("injured", "before"), "survived": ("injured", "before")}
PREDICATES |= {form: ("injured", "ed") for form in ("treated", "hospitalised", "hospitalized")}
PREDICATES |= {"gunned": ("dead", "ed"), "passed": ("dead", "before"), "slaying": ("dead", "ing")}
PREDICATES |= {form: ("dead", "before") for form in ("embraced", "embrace", "embracing", "attained")}  # martyrdom
PREDICATES |= {form: ("detained", "ed") for form in ("seized", "snatched", "grabbed")}
PREDICATES |= {"seize": ("detained", "base"), "seizes": ("detained", "s"), "seizing": ("detained", "ing")}
PREDICATES |= {form: ("displaced", "ed") for form in ("driven", "drove", "forced")}
PREDICATES |= {"driving": ("displaced", "ing"), "forcing": ("displaced", "ing"), "custody": ("detained", "before")}
PREDICATES |= {form: ("detained", "before") for form in ("hostage", "captive", "prisoner")}
# only these come home: "12 soldiers returned fire"
RETURNING = frozenset(
    "refugees families people residents civilians villagers migrants idps persons displaced evacuees".split()
)
STOPS = frozenset(PREDICATES) - {
    "murder",
    "capture",
    "arrest",
    "execution",
    "death",
    "casualties",
    "custody",
    "hostage",
    "captive",
    "prisoner",
    "evacuation",
    "displacement",
    "exodus",
} | frozenset(
    """was were is are be been being has have had will would could may might said says say told reported reports added
    confirmed announced stated claimed claims according attacked fired opened exploded struck hit bombed shelled
    raided stormed ambushed clashed fought left leaving leaves destroyed damaged damaging destroying destroys when
    while where because that which if but although though as took taken seized shot burned blew broke began launched
    carried threw forced causing caused fell went came found recovered lost injuring""".split()
)
SKIP_BACK = frozenset(
    """was were is are be been being has have had got get getting reportedly also all both reported confirmed feared
    believed said to allegedly instantly later then seriously critically badly severely lightly slightly found left
    brutally summarily shot presumed officially either each mortally fatally gravely apparently already immediately
    declared pronounced taken held stabbed beaten hacked burned strangled stoned tortured clubbed choked
    gunned""".split()
)
AUX_ONE = frozenset("was is has".split())
MODAL_BEFORE = re.compile(
    r"\b(?:would|could|may|might|will|can|should|must|shall|threaten\w*|vow\w*|plan\w*|plot\w*|plans?|tr(?:y|ied|"
    r"ies|ying)|attempt\w*|"
    r"want\w*|intend\w*|fail\w*|order\w*|risk\w*|sought|seek\w*|about|aim\w*|not|never|cannot|n['’]t|wants?|"
    r"hop(?:e|ed|ing))\s+"
    r"(?:\w+ly\s+)?(?:to\s+)?(?:have\s+|be\s+|been\s+|have\s+been\s+)?$",
    re.IGNORECASE,
)
PARTY = (
    r"(?:army|military|troops|rebels?|forces?|militants?|insurgents?|guerrillas?|government|regime|militia|group|"
    r"fighters|"
    r"ministry|command(?:er|ers)?|separatists|jihadists|taliban|movement|organi[sz]ation|garrison|brigade|battalion)"
)
CLAIMS = re.compile(
    rf"\b{PARTY}[\w\s]{{0,30}}?\b(?:claim(?:s|ed)?|boast(?:s|ed)?)\b(?!\s+(?:responsibility|(?:an?|the|this|that|both|several)\s+|the\s+li[fv]es?|"
    rf"\d+\s+lives|at\s+least))|"
    rf"\b(?:claim(?:s|ed)|claiming)\s+(?:to\s+have\s+|it\s+had\s+|that\s+(?:it|they)\s+|it\s+|they\s+(?:had\s+)?|"
    rf"his\s+men\s+had\s+|having\s+)"
    r"(?:\w+ly\s+)?(?:kill|wound|injur|captur|neutrali|eliminat)",
    re.IGNORECASE,
)
INDEPENDENT = re.compile(
    r"\b(?:hospital|medics?|medical|doctors?|morgue|coroner|red\s+cross|red\s+crescent|united\s+nations|u\.?n\.?|"
    r"observatory|"
    r"monitor(?:s|ing)?|witness(?:es)?|residents|rescue\w*|journalists?|human\s+rights|rights\s+group|msf|"
    r"aid\s+(?:agency|workers))\b",
    re.IGNORECASE,
)
ZERO: list[tuple[AnyCase, tuple[str, ...]]] = [
    (AnyCase(p), kinds)
    for p, kinds in (
        (
            r"\b(?:no|without(?:\s+any)?|nor|not\s+(?:cause|causing|result\s+in)(?:\s+any)?|"
            r"zero)\s+(?:[\w-]+\s+){0,2}?"
            r"(?:casualties|victims|losses\s+of\s+life|loss\s+of\s+life|human\s+losses)\b",
            ("dead", "injured"),
        ),
        (r"\bno\s+[\w\s]{0,25}?\b(?:or|nor|and)\s+(?:[\w-]+\s+)?(?:casualties|victims)\b", ("dead", "injured")),
        (
            r"\b(?:no|without(?:\s+any)?)\s+(?:[\w-]+\s+)?(?:deaths|fatalities)\s+(?:or|and|nor)\s+injuries\b",
            ("dead", "injured"),
        ),
        (r"\b(?:no|without(?:\s+any)?)\s+(?:[\w-]+\s+)?(?:deaths|fatalities|dead)\b", ("dead",)),
        (r"\b(?:no|without(?:\s+any)?)\s+(?:[\w-]+\s+)?injuries\b", ("injured",)),
        (
            r"\b(?:no\s+one|nobody|none|no\s+(?:people|civilians|soldiers|person|passengers|"
            r"residents))\b[\w\s,]{0,30}?\b(?:was|were|is|are|had\s+been|has\s+been)?\s*"
            r"(?:hurt|injured|wounded|harmed)\b",
            ("injured",),
        ),
        (
            r"\b(?:no\s+one|nobody|none|no\s+(?:people|civilians|soldiers|person|passengers|"
            r"residents))\b(?:\s+(?:was|were|is|had\s+been|has\s+been|died|of\s+\w+))*\s*"
            r"(?:killed|died|dead)\b",
            ("dead",),
        ),
        (r"\bkill(?:ed|ing)\s+(?:no\s+one|nobody|none)\b|\bwithout\s+killing\s+(?:anyone|anybody)\b", ("dead",)),
        (r"\b(?:injur|wound|hurt)(?:ed|ing)?\s+(?:no\s+one|nobody)\b", ("injured",)),
        (
            r"\b(?:only|nothing\s+but)\s+(?:(?:minor|slight|some|material|property|light|limited)\s+)*damage\b",
            ("dead", "injured"),
        ),
        (
            r"\b(?:survived|escaped)\s+(?:an?|another|the\s+assassination)\s+(?:[\w-]+\s+){0,3}?(?:attack|attempt|ambush|bombing|blast|"
            r"explosion|shooting)\b|"
            r"\bonly\s+(?:[\w-]+\s+){0,3}?(?:injur(?:ed|ies)|wound(?:ed|s)|hurt)\b|"
            r"\b(?:left|leaving|result(?:ed|ing)\s+in|caus(?:ed|ing))\b[^.;]{0,60}?\b(?:wounded|injured|injuries|hurt)\b[^.;]{0,60}?"
            r"\b(?:damages?|losses)\b|"
            # harm to people and to things told in one breath: the whole of what came of it
            r"(?<!\band\s)\b(?:wounded|injured|injur(?:ies|ing)|wounding|hurt)\b(?:(?!\b(?:while|but|when|after|as)\b)[^.;]){0,40}?\band\s+"
            r"(?:(?!when\b|after\b|kill|dead|died)[\w-]+\s+){0,6}?(?:damages?|damag(?:ed|ing)|destroy(?:ed|ing)|destruction)\b|"
            r"\b(?:damages?|damaged|destroyed)\b(?:(?!\b(?:while|but|when|after|as)\b)[^.;]){0,50}?\band\s+"
            r"(?:(?!when\b|after\b|kill|dead|died)[\w-]+\s+){1,5}?(?:wounded|injured|hurt)\b|"
            r"\bonly\s+(?:one|two|three|\d+)\s+[^.;,]{1,90}?\b(?:was|were)\s+(?:\w+ly\s+)?(?:wounded|injured|hurt)\b|"
            r"\bout\s+of\s+danger\b|"
            r"\b(?:left|leaving|result(?:ed|ing)\s+in)\s+(?:(?!and\b|dead|kill|martyr|casualt|victim)[\w-]+\s+){1,4}?"
            r"(?:wounded|injured|hurt)\b(?!\s+(?:and|or)\s+(?:killed|dead))|"
            r"\b(?:wounded|injured|hurt)\b[^.;]{0,40}?\b(?:(?:assassination|murder)\s+attempt|attempt\s+(?:on|against)\s+(?:his|her)\s+life)\b",
            ("dead",),
        ),
        (  # whoever was set free is alive
            r"\b(?:kidnapp?ed|abducted|(?:taken|held)\s+(?:hostage|captive))\b[^.;]{0,160}?\b(?:was|were|(?:has|have|had)\s+been)"
            r"\s+(?:\w+\s+)?(?:released|freed|rescued|liberated|set\s+free)\b|"
            r"\b(?:released|freed|rescued|liberated)\s+(?:[\w’'-]+,?\s+){1,8}?(?:who|whom)\s+(?:[\w-]+\s+){0,4}?"
            r"(?:kidnapp?ed|abducted|(?:taken|held)\s+(?:hostage|captive))\b",
            ("dead",),
        ),
        (
            r"\b(?:escaped|unhurt|unharmed|unscathed)\b(?=[^.]*\b(?:unhurt|unharmed|unscathed)\b|)(?<!escaped)",
            ("injured",),
        ),
    )
]
UNKNOWN = re.compile(
    r"\b(?:no\s+(?:immediate\s+|initial\s+|confirmed\s+|official\s+|further\s+|independent\s+|"
    r"early\s+)*(?:reports?|word|information|details|news|figures|confirmation|comment|indication)|"
    r"not\s+(?:immediately\s+)?(?:clear|known)|unclear|unknown|whether)\b",
    re.IGNORECASE,
)
# a running toll that counts weeks, not one event: "raising the death toll to 154 in 17 days of shelling"
_LONG = (
    r"(?:(?:the|more|than|last|past|about|nearly|almost|over|both|this|their)\s+)*(?:[\w’'-]+\s+(?:[–—-]\s+)?){0,3}?"
    r"(?:(?:days|weeks|months|years|escalation|campaign|offensive|truce|ceasefire|agreement|operation|siege|war|conflict)\b|"
    r"(?:week|month|year)\b)"
)
OVER_TIME = re.compile(
    rf"(?:\s+[\w-]+){{0,4}}?\s+(?:(?:in|within|over|during)\s+{_LONG}|since\s)|\s+so\s+far\s+this\s", re.IGNORECASE
)
# the same, told before the number: "the number of people killed since May rose to 90"
TOLD_OVER_TIME = re.compile(rf"\b(?:since\s|(?:over|during|within)\s+{_LONG})", re.IGNORECASE)
# a land's day: "raising Monday's death toll to 38"
OF_A_DAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:yester|to)?day|week|month|year)['’]s\s+(?:overall\s+|total\s+)?(?:death\s+)?toll\b",
    re.IGNORECASE,
)
OF_BOTH = re.compile(r"\b(?:injur(?:ed|ies)|wounded)\b", re.IGNORECASE)  # "the number of killed and injured rose to"
# what is answered, judged or remembered was told before: "in retaliation for the execution of 20 men"
OF_OLD = re.compile(
    r"\b(?:(?:retaliat\w+|revenge|reprisals?|vengeance|responsible|convicted|sentenced|tried|wanted|charged|jailed)\s+"
    r"(?:for|in|over|with)|(?:response|reply|answer|related|linked|connection)\s+(?:to|with)|aveng\w+|anniversary\s+of|"
    r"accused\s+of|suspected\s+of|(?:commemorat|remember)\w*)\s+(?:the\s+|a\s+|his\s+|their\s+)?$",
    re.IGNORECASE,
)
_TOLD_NUMBER = (
    r"(?:(?:death|casualty|overall)\s+)?toll|casualty\s+figure|dead|deaths|fatalities|victims|(?:people|those)\s+killed|"
    r"number\s+of\s+(?:[\w’'-]+\s+){0,4}?(?:dead|deaths|victims|martyrs|casualties|fatalities|killed|who\s+(?:were|have|had)"
    r"\s+(?:been\s+)?killed)|(?:[\w-]+\s+){1,3}?killed"
)
RAISING = (
    r"(?:rais(?:es?|ed|ing)|br(?:ings?|inging|ought)|put(?:s|ting)?|push(?:es|ed|ing)?|tak(?:es|ing)|lift(?:s|ed|ing)?|"
    r"increas(?:es|ed|ing))"
)
_WHO_DIED = r"(?:dead|deaths|killed|fatalities|victims|who\s+(?:have\s+|had\s+|were\s+)?(?:died|killed))"
_ROSE = (
    r"(?:ris(?:es|en|ing)|rose|climb(?:s|ed|ing)|increas(?:es|ed|ing)|jump(?:s|ed|ing)|grown|grew|gone\s+up|"
    r"stands|stood)"
)
_NOT_OLD = "".join(rf"(?<!{word} )(?<!{word} death )" for word in ("previous", "earlier", "initial", "preliminary"))
FOR_NUMBER = re.compile(
    rf"{_NOT_OLD}"
    r"\b(?:death\s+)?toll\b(?P<gap>[^.;,]{0,50}?)\b(?P<link>to|at|of|was|is|stands\s+at|reached|hit|exceeded|"
    r"passed)\s+$|"
    rf"\b{RAISING}\s+(?:the\s+)?(?:{_TOLD_NUMBER})\b[^.;,]{{0,60}}?\b(?:to|at)\s+$|"
    rf"\b(?:death\s+toll|toll|number\s+of\s+(?:people\s+|those\s+)?{_WHO_DIED})\b(?:(?!\b(?:while|but|whereas|prices?)\b)[^.;]){{0,150}}?\b{_ROSE}\s+(?:(?:further|again|now|sharply)\s+)?(?:to|at)\s+$|"
    r"\bnumber\s+of\s+(?:dead|deaths|people\s+killed|fatalities|victims)\s+(?:has\s+)?reached\s+$|"
    r"\b(?:number|toll)\s+of\s+(?:\w+\s+)?(?:casualties|martyrs|victims|dead|killed|fatalities)\b[^.;]{0,60}?\b(?:rises?|rose|risen|"
    r"increases?|"
    r"increased|climbs?|climbed|jumps?|jumped|goes\s+up)\s+to\s+$",
    re.IGNORECASE,
)
# "raising to twelve the number of people killed by the blast"
RAISED_TO = re.compile(rf"\b{RAISING}\s+(?:up\s+)?to\s+$", re.IGNORECASE)
OF_THE_DEAD = re.compile(
    r"[\s,–—-]*(?:(?:mostly|including|among\s+them|at\s+least|half\s+of\s+them|\w+\s+of\s+(?:them|whom))\b[^.;]{0,60}?)?\bthe\s+(?:[\w-]+\s+){0,2}?number\s+of\s+(?:[\w’'-]+\s+){0,4}?"
    r"(?:dead|deaths|victims|martyrs|casualties|fatalities|killed)\b",
    re.IGNORECASE,
)
LIVES = re.compile(
    r"\b(?:claim|cost|t(?:ake|ook|aken|aking))\w*\s+(?:the\s+)?(?P<people>[^.;]{0,40}?)\blives\b", re.IGNORECASE
)
THROATS = re.compile(r"\b(?:slit|slitting|cut|cutting|slashed)\s+the\s+throats?\s+of\s+", re.IGNORECASE)
HAD_THROATS_CUT = re.compile(
    r"\b(?:had|have)\s+(?:had\s+)?(?:their|his|her)\s+throats?\s+(?:cut|slit|slashed)\b", re.IGNORECASE
)
# one person's: "claimed the life of a farmer"; not one's own
ONE_LIFE = re.compile(
    r"\b(?:claim|t(?:ake|ook|aken|aking))\w*\s+(?:(?:at\s+least\s+)?one|the|another|his|her)\s+life\b", re.IGNORECASE
)
# "took seven prisoners", "taken 20 more hostages"
TAKEN = re.compile(
    r"\bt(?:ook|aken|aking|akes?)\s+(?P<people>(?!part\b)[^.;,]{1,40}?)\s+(?:as\s+)?(?:prisoners?|hostages|captives)\b",
    re.IGNORECASE,
)
# "whisked away over 140 students", "took away eight villagers"
LED_AWAY = re.compile(
    r"\b(?:t(?:ook|aken|aking|akes)|whisk(?:ed|ing|s)|carted|led|dragged|herded|marched|made)\s+(?:away|off)\s+(?:with\s+)?(?=(?:at\s+least\s+|over\s+|"
    r"about\s+|some\s+|more\s+than\s+|nearly\s+)?[\w-]+\s+\w)",
    re.IGNORECASE,
)
# told of people before it, without a verb of wounding
WAS_HURT = re.compile(
    r"\b(?:(?:sustained|suffered|received|had(?=\s+(?:gunshot|bullet|shrapnel|stab|minor|serious)))\s+(?:[\w-]+\s+){0,3}?(?:injur(?:y|ies)|wounds?|burns)|"
    r"shot\s+in\s+the\s+(?:leg|arm|hand|foot|shoulder|thigh|knee|stomach|back|abdomen)s?)\b",
    re.IGNORECASE,
)
# "left another 25 in hospital", "sent nine people to hospital"
TO_HOSPITAL = re.compile(
    r"\b(?:left|sent|put)\s+(?P<people>[^.;,]{1,50}?)\s+(?:in|to)\s+(?:the\s+|a\s+)?hospitals?\b", re.IGNORECASE
)
LOST_LIVES = re.compile(
    r"\b(?:los[et]\s+(?:their|his|her)\s+li(?:ves|fe)|did\s+not\s+survive|fell\s+in\s+(?:the\s+line\s+of\s+duty|battle|combat|"
    r"action)|(?:laid|gave)\s+(?:down\s+)?(?:their|his|her)\s+li(?:ves|fe)|(?:paid|made)\s+the\s+(?:supreme|ultimate)\s+"
    r"(?:price|sacrifice))\b",
    re.IGNORECASE,
)
# one person's body: "his body was found by the road", "the trader's charred body was dumped"
BODY_FOUND = re.compile(
    r"\b(?:(?P<both>both)|(?:his|her|the|whose|an?|[\w-]+['’]s)\s+(?:[\w-]+\s+){0,2}?)\s*(?(both)\s*(?:bodies|corpses)|(?:body|corpse))\s+"
    r"(?:(?:was|were|has\s+been|have\s+been|had\s+been)\s+)?(?:\w+ly\s+|later\s+|then\s+)?"
    r"(?:found|discovered|recovered|dumped|thrown|identified)\b",
    re.IGNORECASE,
)
RIVAL = re.compile(
    rf"(?:[,;]|\bwhile|\bbut|\band)\s+(?:while\s+|but\s+|"
    rf"and\s+)?(?:the\s+)?(?P<source>(?:[\w-]+\s+){{0,3}}?(?:{PARTY}|police|officials|activists|residents|"
    r"hospital(?:\s+sources)?|medics|doctors|witnesses|observatory|monitors|united\s+nations|opposition|villagers|"
    r"locals))\s+"
    r"(?:(?:said|says|put\s+(?:it|(?:the|their|its)\s+(?:toll|number|figure|count|losses|"
    r"dead)(?:\s+of\s+dead)?)\s+at|spoke\s+of|reported|"
    r"gave|counted|claimed|mentioned)\s+"
    r"(?:that\s+)?(?:(?:it|the\s+(?:toll|number|figure))\s+was\s+)?)?$",
    re.IGNORECASE,
)
MIXED = re.compile(
    r"\bkill(?:ed|ing|s)?\s*(?:,|and|or|and/or|/)\s*(?:wound|injur)(?:ed|ing|es|s)?\b|\b(?:dead|deaths|martyrs|"
    r"casualties|martyred)\s+(?:and|or)\s+(?:wounded|injured|injuries)\b|"
    r"\b(?:wound|injur)(?:ed|ing)\s+(?:and|or)\s+kill(?:ed|ing)\b",
    re.IGNORECASE,
)
