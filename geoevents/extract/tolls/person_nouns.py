"""Nouns that name one person or several, and those that name none; all in lower case."""

from __future__ import annotations

SINGULAR = frozenset(
    """man woman child boy girl baby infant toddler person civilian soldier policeman policewoman officer fighter
    militant rebel insurgent guerrilla guerilla gunman militiaman terrorist jihadist jihadi extremist commander
    general colonel major captain lieutenant sergeant corporal brigadier cadet recruit guard bodyguard driver
    passenger resident villager farmer herder herdsman peasant worker laborer labourer teacher student pupil
    professor academic doctor nurse medic paramedic journalist reporter photographer cameraman editor activist
    lawyer attorney judge prosecutor politician mayor governor deputy legislator lawmaker senator congressman
    minister councillor councilman candidate president vice-president leader chief chieftain elder imam cleric
    priest nun bishop archbishop pastor missionary monk rabbi refugee migrant prisoner inmate detainee hostage
    captive victim demonstrator protester protestor rioter bystander passer-by pedestrian shopkeeper vendor trader
    merchant businessman industrialist banker fisherman miner contractor peacekeeper volunteer rescuer firefighter
    fireman pilot sailor marine airman paratrooper conscript reservist settler pilgrim worshipper tourist citizen
    national foreigner member employee staffer aide adviser official diplomat ambassador envoy consul attacker
    assailant bomber suspect accomplice smuggler trafficker gangster criminal thief robber bandit pirate operative
    agent spy informant sniper deminer subversive communist leftist separatist unionist brother sister mother father
    son daughter wife husband uncle aunt cousin nephew niece grandmother grandfather grandson granddaughter relative
    parent widow orphan teenager youth adult adolescent schoolgirl schoolboy schoolchild patient writer poet singer
    engineer technician trooper serviceman servicewoman veteran mercenary warlord kingpin shepherd tribesman
    clansman spokesman coordinator director manager secretary cook cleaner translator interpreter aid-worker caller
    owner tenant traveller traveler biker motorcyclist rider cop ranger warden inspector superintendent constable
    seaman crewman gunner scout guide hunter mufti sheikh emir waiter waitress barman bartender chef stewardess steward
    actor actress musician footballer athlete coach clerk accountant banker economist scientist researcher pharmacist
    dentist midwife surgeon caretaker watchman gatekeeper mechanic electrician plumber carpenter welder tailor butcher
    baker barber porter docker stevedore bride groom bridegroom fiance fiancee godfather stepson stepdaughter orphan
    beggar neighbour neighbor friend colleague companion gendarme carabiniere trafficker herdswoman businesswoman
    fisher trucker welfare-worker broadcaster newsreader presenter blogger anchor principal headmaster headmistress
    lecturer negotiator mediator observer monitor evangelist catechist sexton deacon
    mourner shopper commuter guest customer visitor spectator onlooker churchgoer congregant reveller motorist
    cyclist teen chairman chairwoman chairperson organiser organizer campaigner dissident defector columnist preacher
    rector dean landowner rancher hawker dealer legionnaire postman cabbie muezzin novice king queen prince princess
    sultan lieutenant-colonel lieutenant-general vice-chairman whistleblower hitchhiker backpacker strategist
    inhabitant individual youngster jawan commando
    prefect sub-prefect commissioner ombudsman playwright novelist painter rapper dancer""".split()
)
IRREGULAR = frozenset(
    """people men women children persons troops police personnel others dead wounded injured youths gunmen militiamen
    policemen policewomen servicemen businessmen fishermen herdsmen tribesmen clansmen firemen cameramen congressmen
    wives families lives bodies corpses casualties fatalities victims staff clergy crew nationals schoolchildren
    infantry personnel militia passers-by seamen crewmen airmen civilians""".split()
)
NOT_PEOPLE = frozenset(
    """house houses home homes vehicle vehicles car cars tank tanks village villages town towns city cities shell
    shells rocket rockets missile missiles strike strikes airstrike airstrikes attack attacks raid raids bomb bombs
    bombing bombings explosion explosions blast blasts building buildings bullet bullets weapon weapons rifle rifles
    truck trucks bus buses cattle sheep goats cows camels cow animals animal livestock dogs dog plane planes
    aircraft helicopter helicopters drone drones site sites position positions area areas province provinces
    district districts incident incidents clash clashes battle battles shots operation operations occasions
    locations places state states countries nations offensive ship ships boat boats base bases post posts point
    points checkpoint checkpoints hospital hospitals school schools grenade grenades mortar mortars mine mines fire
    accident crash ambush shooting motorcycle motorcycles jet jets horse horses neighbourhoods neighborhoods regions
    governorates tents shops stores warehouses device devices way cause""".split()
)
COLLECTIVE = frozenset(
    """family families household households group crowd number couple patrol convoy unit squad team gang cell platoon
    population majority series lot part handful mob band community company battalion brigade army force forces
    government militia corps division legion front movement council command organisation organization party""".split()
)
TITLES = frozenset(
    """mr mr. mrs mrs. ms dr dr. gen gen. col col. maj maj. capt capt. lt lt. sgt sgt. cpl pvt president general
    colonel major captain lieutenant sergeant brigadier commander archbishop bishop father monsignor sheikh sheik
    mullah imam judge mayor governor senator minister professor emir deputy journalist activist leader prince king
    abu""".split()
)
GENERAL_NOUNS = frozenset(
    {"", "people", "persons", "dead", "lives", "deaths", "fatalities", "individuals", "body", "bodies", "victims"}
)


def is_singular_person(noun: str) -> bool:
    """Whether ``noun`` (lower case) names one person by role or kin."""
    noun = noun.removesuffix("'s").removesuffix("’s")
    return noun in SINGULAR or noun.split("-")[-1] in SINGULAR or noun.endswith("year-old")


def is_plural_person(noun: str) -> bool:
    """Whether ``noun`` (lower case) names several people."""
    if noun in IRREGULAR:
        return True
    return (noun.endswith("s") and noun[:-1] in SINGULAR) or (noun.endswith("ies") and noun[:-3] + "y" in SINGULAR)
