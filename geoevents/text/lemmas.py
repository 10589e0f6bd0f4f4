"""Base forms of English words by rule: "attacked" is attack, "clashes" is clash, "fled" is flee.

spaCy's own lemmatizer costs a fifth of a parse; these rules cost next to nothing, need no model and give
the same answer with and without one. They are made for a trigger lexicon: verbs and nouns matter.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

_VERBS = """
be: am is are was were been being 're 'm
have: has had having 've
do: does did done doing
go: goes went gone | come: came | get: got gotten | give: gave given | take: took taken | make: made
say: said | tell: told | see: saw seen | know: knew known | think: thought | find: found | leave: left
meet: met | lead: led | feed: fed | flee: fled | bleed: bled | breed: bred | speed: sped | plead: pled
shoot: shot | lose: lost | hold: held | fight: fought | strike: struck stricken | kill: killed | die: died dying
lie: lay lain lying | lay: laid | pay: paid | send: sent | spend: spent | lend: lent | bend: bent | build: built
bring: brought | buy: bought | catch: caught | seek: sought | teach: taught | sell: sold | stand: stood
understand: understood | withstand: withstood | withdraw: withdrew withdrawn | draw: drew drawn | blow: blew blown
grow: grew grown | throw: threw thrown | overthrow: overthrew overthrown | fly: flew flown flies | show: shown
begin: began begun | drink: drank drunk | sink: sank sunk | ring: rang rung | sing: sang sung | swim: swam swum
run: ran | win: won | sit: sat | spit: spat | hang: hung | sting: stung | swing: swung | cling: clung | dig: dug
stick: stuck | slide: slid | hide: hid hidden | ride: rode ridden | rise: rose risen | arise: arose arisen
drive: drove driven | write: wrote written | strive: strove striven | break: broke broken | speak: spoke spoken
steal: stole stolen | freeze: froze frozen | choose: chose chosen | wake: woke woken | wear: wore worn
tear: tore torn | bear: bore borne born | swear: swore sworn | fall: fell fallen | befall: befell befallen
eat: ate eaten | beat: beaten | bite: bit bitten | forget: forgot forgotten | forgive: forgave forgiven
forbid: forbade forbidden | become: became | overcome: overcame | overtake: overtook overtaken | overrun: overran
undertake: undertook undertaken | shake: shook shaken | mistake: mistook mistaken | retake: retook retaken
keep: kept | sleep: slept | sweep: swept | weep: wept | creep: crept | leap: leapt | deal: dealt | mean: meant
feel: felt | kneel: knelt | burn: burnt | learn: learnt | dwell: dwelt | spill: spilt | grind: ground | bind: bound
wind: wound | foresee: foresaw foreseen | oversee: oversaw overseen | undergo: underwent undergone
rebuild: rebuilt | behold: beheld | uphold: upheld | withhold: withheld | mislead: misled | behead: beheaded
shed: shedding | set: setting | put: putting | cut: cutting | hit: hitting | let: letting | shut: shutting
quit: quitting | split: splitting | rid: ridding | spread: spreading | bet: betting | upset: upsetting
stay: stayed | tie: tying | vie: vying | bus: bussed bussing | gas: gassed gassing | panic: panicked panicking
mimic: mimicked | picnic: picnicking | hear: heard | shine: shone | shrink: shrank shrunk | spring: sprang sprung
hijack: hijacked hijacking | kidnap: kidnapped kidnapping kidnaped | travel: travelled travelling
traffic: trafficked trafficking | bog: bogged | sue: sued suing | free: freed freeing | agree: agreed agreeing
see: seeing | guarantee: guaranteed guaranteeing | decree: decreed | disagree: disagreed | flee: fleeing
abduct: abducted abducting | evacuate: evacuated evacuating | dye: dyed | singe: singed | age: aging ageing
"""
_NOUNS = """
man: men | woman: women | child: children | person: persons | foot: feet | tooth: teeth | goose: geese
mouse: mice | wife: wives | life: lives | knife: knives | thief: thieves | half: halves | leaf: leaves
loaf: loaves | wolf: wolves | shelf: shelves | self: selves | policeman: policemen | policewoman: policewomen
gunman: gunmen | serviceman: servicemen | militiaman: militiamen | tribesman: tribesmen | clansman: clansmen
fireman: firemen | fisherman: fishermen | spokesman: spokesmen | congressman: congressmen | businessman: businessmen
crewman: crewmen | guardsman: guardsmen | infantryman: infantrymen | cameraman: cameramen | herdsman: herdsmen
schoolchild: schoolchildren | grandchild: grandchildren | bus: buses busses | gas: gases | crisis: crises
basis: bases | analysis: analyses | ox: oxen | criterion: criteria | phenomenon: phenomena | medium: media
refugee: refugees | cargo: cargoes | hero: heroes | torpedo: torpedoes | potato: potatoes | movie: movies
tie: ties | lie: lies | pie: pies | zombie: zombies | cookie: cookies | rookie: rookies | axe: axes | cache: caches
""".replace("basis: bases | ", "")  # "bases" are military bases far more often
_UNCHANGED = frozenset(
    """
    was is has this his its us as gas bus yes news series species means headquarters barracks aircraft thus
    plus always perhaps besides afterwards towards sometimes less unless across politics economics athletics
    logistics statistics al-aqsa chaos virus campus status census ms mrs dr st us-led lens
    """.split()
)
# Words in -ing and -ed that are base forms themselves when no tag says otherwise.
_NO_VERB = frozenset(
    """
    king ring thing bring sing wing spring string sting swing ping sling during nothing something anything
    everything morning evening ceiling wedding building meeting offspring sibling viking red bed shed need feed
    seed speed deed indeed breed bleed weed greed heed exceed proceed succeed hundred sacred naked wicked
    kindred rugged ragged steed embed shred sled creed reed united hatred infrared
    """.split()
)


def _table(lines: str) -> dict[str, str]:
    forms: dict[str, str] = {}
    for entry in lines.replace("\n", "|").split("|"):
        lemma, _, inflected = entry.partition(":")
        for form in inflected.split():
            forms[form] = lemma.strip()
    return forms


_VERB_FORMS = _table(_VERBS)
_NOUN_FORMS = _table(_NOUNS)
# Past forms that are more often another word when no tag tells.
_SELDOM_VERBS = frozenset(
    {"wound", "ground", "bound", "lay", "saw", "felt", "bit", "rose", "bore", "lead", "am", "hung"}
)
_VERB_FORMS_BARE = {form: base for form, base in _VERB_FORMS.items() if form not in _SELDOM_VERBS}

_VOWELS = frozenset("aeiou")


@lru_cache(maxsize=16_384)
def lemma(word: str, tag: str = "") -> str:
    """The base form of ``word`` in lower case.

    Parameters
    ----------
    word : str
        One token, any case.
    tag : str, optional
        Its Penn tag; "" where no model has tagged it: then verb forms are tried before plurals.
    """
    lower = word.lower().replace("\u2019", "'")
    if len(lower) < 3 and lower not in ("'s", "am", "is"):
        return lower
    if tag == "VBZ" and lower == "'s":
        return "be"
    if tag.startswith("VB") or tag == "MD":
        return _verb(lower, tag)
    if tag in ("NNS", "NNPS"):
        return _noun(lower)
    if tag:
        return lower
    return _untagged(lower)


def _untagged(lower: str) -> str:
    if lower in _UNCHANGED or lower in _NO_VERB or lower.startswith("'"):
        return _VERB_FORMS.get(lower, lower) if lower in ("was", "is", "has") else lower
    if lower in _VERB_FORMS_BARE:
        return _VERB_FORMS_BARE[lower]
    if lower in _NOUN_FORMS:
        return _NOUN_FORMS[lower]
    if lower.endswith(("ed", "ing")) and len(lower) > 3:
        return _verb(lower, "")
    if lower.endswith("s"):
        return _noun(lower)
    return lower


def _noun(lower: str) -> str:
    if lower in _NOUN_FORMS:
        return _NOUN_FORMS[lower]
    if lower in _UNCHANGED or not lower.endswith("s") or lower.endswith(("ss", "us", "is")):
        return lower
    if lower.endswith("men") and len(lower) > 4:
        return lower[:-2] + "an"
    return _strip_s(lower)


def _strip_s(lower: str) -> str:
    if lower.endswith("ies") and len(lower) > 4:
        return lower[:-3] + "y"
    if lower.endswith(("sses", "shes", "ches", "xes", "zzes")) and not lower.endswith(("aches", "axes")):
        return lower[:-2]
    if lower.endswith(("caches", "headaches", "moustaches")):
        return lower[:-1]
    if lower.endswith(("aches", "axes")):
        return lower[:-2]
    if lower.endswith(("goes", "does", "toes", "noes", "roes")) and len(lower) > 5:
        return lower[:-2]
    return lower[:-1]


def _verb(lower: str, tag: str) -> str:
    if lower in _VERB_FORMS:
        return _VERB_FORMS[lower]
    if tag in ("VB", "VBP", "MD"):
        return {"'d": "would", "'ll": "will", "ca": "can", "wo": "will"}.get(lower, lower)
    if lower in ("died", "lied", "tied", "vied"):
        return lower[:-1]
    if lower.endswith("ied") and len(lower) > 4:
        return lower[:-3] + "y"
    if lower.endswith("ed") and len(lower) > 3:
        return _restore(lower[:-2], lower.endswith("eed"))
    if lower.endswith("ing") and len(lower) > 4:
        return _restore(lower[:-3], False)
    if lower.endswith("s") and not lower.endswith(("ss", "us")) and tag in ("VBZ", ""):
        return _strip_s(lower)
    return lower


def _restore(stem: str, double_e: bool) -> str:
    """The verb that a stem without -ed or -ing belongs to: "rais" to raise, "plann" to plan."""
    verbs = _verbs()
    if double_e:
        return stem + "e" if stem + "e" in verbs else stem + "ed"
    if not any(c in "aeiouy" for c in stem):
        return stem
    with_e = stem + "e"
    doubled = len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS
    if doubled and stem not in verbs:
        return stem[:-1]
    if stem in verbs and with_e in verbs:
        # "hated" is hate: hat would have doubled its t; "bathed" can only be told by its sense
        return with_e if _would_double(stem) else stem
    if stem in verbs or with_e not in verbs and not stem.endswith(("v", "u", "iz", "c", "at", "dg", "rg")):
        return stem
    return with_e


def _would_double(stem: str) -> bool:
    """Whether a verb of this spelling doubles its last letter before -ed: one vowel, one consonant."""
    return (
        len(stem) > 2
        and stem[-1] not in _VOWELS
        and stem[-1] not in "wxy"
        and stem[-2] in _VOWELS
        and stem[-3] not in _VOWELS
    )


@lru_cache(maxsize=1)
def _verbs() -> frozenset[str]:
    text = (resources.files("geoevents.text") / "data" / "verbs.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
