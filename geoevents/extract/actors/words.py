"""Words for those who act in conflicts, by the sort of actor they name."""

from __future__ import annotations

MILITARY = frozenset(
    """army armies troops troop soldier soldiers military militaries navy marines marine airforce warplane warplanes
    jet jets fighter-jets aircraft plane planes helicopter helicopters gunship gunships drone drones artillery
    battalion battalions brigade brigades regiment division divisions garrison commando commandos paratrooper
    paratroopers patrol patrols serviceman servicemen conscript conscripts reservist reservists recruit recruits
    infantry infantryman infantrymen trooper troopers tank tanks warship warships gunner gunners ranger rangers
    airman airmen sailor sailors general generals colonel lieutenant captain sergeant corporal major cadet cadets
    bombers airpower airstrikes armed-forces legionnaires aviation defenders defender""".split()
)
POLICE = frozenset(
    """police policeman policemen policewoman policewomen officer officers cop cops gendarme gendarmes gendarmerie
    constable constables inspector superintendent sheriff carabineros constabulary patrolman
    patrolmen detectives investigator investigators""".split()
)
GOVERNMENT = frozenset(
    """government governments regime authorities authority ministry minister ministers president parliament cabinet
    official officials administration kremlin presidency premier junta lawmakers chancellor king envoy ambassador
    envoys diplomats diplomat delegation delegations negotiators negotiator state leaders court prosecutors congress
    senate mayor governor embassy federation republic""".split()
)
REBEL = frozenset(
    """rebel rebels insurgent insurgents guerrilla guerrillas guerilla guerillas militant militants jihadist jihadists
    jihadi jihadis fighter fighters separatist separatists terrorist terrorists extremist extremists islamist
    islamists subversive subversives mujahideen mujahedin mujahidin fedayeen insurgency opposition secessionist
    secessionists urban-commandos combatant combatants""".split()
)
MILITIA = frozenset(
    """militia militias militiaman militiamen paramilitary paramilitaries gunman gunmen assailant assailants attacker
    attackers bandit bandits kidnapper kidnappers kidnaper kidnapers hitman hitmen assassin assassins mercenary
    mercenaries gang gangs gangster gangsters cartel cartels vigilante vigilantes thug thugs abductor abductors
    bomber bombers sniper snipers supporters loyalists loyalist death-squad squad squads criminals robbers pirates
    sicarios traffickers individuals perpetrators killers murderers captors hijackers raiders marauders
    miscreants dacoits hoodlums""".split()
)
IDENTITY = frozenset(
    """tribesman tribesmen herder herders herdsman herdsmen pastoralist pastoralists settler settlers clan clans
    clansmen tribe tribes nomads nomad rustlers""".split()
)
RIOTERS = frozenset("rioter rioters mob mobs crowd crowds looter looters hooligan hooligans arsonists".split())
PROTESTERS = frozenset(
    """protester protesters protestor protestors demonstrator demonstrators marcher marchers striker strikers picketers
    activists campaigners""".split()
)
CIVILIANS = frozenset(
    """civilian civilians people person persons man men woman women child children boy boys girl girls villager
    villagers resident residents farmer farmers peasant peasants student students teacher teachers journalist
    journalists reporter reporters doctor doctors nurse nurses medic medics worker workers refugee refugees migrant
    migrants family families passenger passengers driver drivers worshipper worshippers worshipers pilgrim pilgrims
    trader traders shopkeeper shopkeepers citizen citizens inhabitants locals townspeople youth youths teenager
    teenagers priest priests imam cleric clerics bishop archbishop nun nuns judge lawyer lawyers activist politician
    prosecutor magistrate lecturer
    politicians councillor candidate bystander bystanders shepherd shepherds fisherman fishermen miner miners
    labourers laborers laborer labourer schoolgirl schoolgirls schoolchildren pupil pupils patient patients
    paramedic paramedics volunteer volunteers trucker truckers vendor vendors merchant merchants businessman
    businessmen tourist tourists hostage hostages prisoner prisoners detainee detainees inmates brother brothers
    sister sisters mother father son sons daughter daughters wife husband parents baby infant relatives elders elder
    chief missionary missionaries settlement photographer photographers academic professor jesuits jesuit unionists
    unionist leader mourner mourners
    shopper shoppers commuter commuters guest guests customer customers visitor visitors
    spectator spectators onlooker onlookers churchgoer churchgoers congregant congregants reveller revellers motorist
    motorists figure figures cyclist cyclists herbalist beggar beggars teen teens toddler couple couples
    newlyweds""".split()
)
# whom a report's own side fights; who that is the rest of the report tells
FOES = frozenset("enemy enemies occupier occupiers invader invaders aggressor aggressors".split())
# what is defended in peace: "human rights defenders" are no soldiers
PEACEFUL_CAUSES = frozenset(
    "rights human environmental environment land forest forests water indigenous public".split()
)
EXTERNAL = frozenset("peacekeeper peacekeepers coalition un nato mission contingent alliance".split())

# heads that name what was done or thrown: whoever modifies them is the actor ("Russian airstrikes")
INSTRUMENTS = frozenset(
    """airstrike airstrikes strike strikes attack attacks raid raids shelling bombardment bombing bombings fire gunfire
    shell shells rocket rockets missile missiles bomb bombs offensive assault assaults ambush operation operations
    explosion blast barrage salvo mortar mortars bullet bullets grenade grenades clash clashes fighting incident
    explosions blasts massacre shooting violence mine mines landmine device crackdown incursion siege invasion
    advance campaign""".split()
)
# heads that name what was hit: whoever owns it is the other side ("an army checkpoint")
PROPERTY = frozenset(
    """convoy convoys checkpoint checkpoints outpost outposts post posts position positions base bases barracks
    headquarters vehicle vehicles camp camps bunker bunkers airbase station compound depot stronghold strongholds
    hideout hideouts facility facilities installation installations building buildings hospital school market mosque
    church house houses home homes village villages town city area areas district neighbourhood neighborhood bus car
    truck bridge pipeline plant office offices embassy consulate residence airport target targets tanker site sites
    territory line lines prison land road roads highway highways motorway street
    streets shop shops crops property van vans trucks cars vehicles buses jeep jeeps motorcade pickup boat boats ship
    ships vessel vessels""".split()
)
# who reports is no party to what happened
SOURCES = frozenset(
    """media agency newspaper newspapers television radio observatory monitor monitors report reports source sources
    statement spokesman spokeswoman spokesperson correspondent reuters afp ap sana tass interfax witness witnesses
    news channel daily broadcaster account accounts analysts analyst eyewitnesses bulletin communique""".split()
)
# nouns that stand for those they belong to: "members of the Taliban"
OF_WHOM = frozenset(
    """member members group groups supporter supporters fighter fighters force forces unit units faction factions
    leader leaders commander commanders element elements band column columns cell cells crew crews wing branch
    official officials citizen citizens resident residents dozens hundreds scores thousands number soldiers troops
    police men people families family movement organization organisation command patrol convoy followers remnants
    affiliate operatives operative team teams party squad squads detachment contingent platoon company
    section""".split()
)
GOVERNMENT_SIDE = frozenset(
    """government regime pro-government pro-regime loyalist state national federal presidential security special border
    riot royal republican army military police air armed progovernment""".split()
)
# Those whose killing is politics, whoever did it.
PUBLIC_LIFE = frozenset(
    """mayor mayors judge judges magistrate magistrates senator senators governor governors minister ministers deputy
    councillor councillors councilman lawmaker lawmakers congressman congresswoman candidate candidates president
    vice-president premier ambassador ambassadors consul diplomat diplomats journalist journalists reporter reporters
    editor broadcaster newsman newsmen columnist bishop archbishop priest priests nun nuns monk monks pastor imam
    clergyman clergymen jesuit jesuits friar friars spokesman spokeswoman
    cleric clerics unionist unionists activist activists missionary missionaries peasant peasants prosecutor-general
    chief-justice justice politician politicians legislator legislators parliamentarian colonel colonels ombudsman
    opposition political""".split()
)
