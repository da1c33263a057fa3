# Frame
comma = ,
skip = Skip to the content
nav = Screens
nav-overview = Incidents
nav-sources = Sources
nav-queue = Links
nav-victims = Names
nav-history = Judgements
nav-log = Evidence
nav-public = Public view
nav-settings = Settings
search = Search
search-hint = Search everything
search-do = Search
claims-not-facts = These are claims, not facts. Nothing here says that something was done: it says who claims it.
method = Ranges and grades by the method
keys = Keys
live-newer = The casebook has changed.
live-show = Show it as it is now
kept = Kept.
kept-withdrawal = Withdrawn. The judgement stays in the history.
undo = Undo
save = Save
back = Back
on = On
off = Off
to-overview = To the incidents

# What is refused or missing
missing = Not here
missing-page = There is no page of this address.
missing-incident = No incident of this code is in the casebook as it is now. Judgements or new sources may have joined it to another; the search finds its claims.
missing-source = No source of this hash is in the casebook.
missing-claim = There is no such claim in the casebook as it is now.
missing-name = There is no such name in the casebook now.
bad = This cannot be taken
bad-setting = This is no setting that there is.
bad-judgement = Something that the judgement needs is missing. Go back and fill it in.
fault = The casebook cannot be used as it is
busy = Others are at it
busy-do = This takes much work, so it is done for one person at a time. Try again in a few seconds.
bug = A fault of the program
bug-do = This is a fault of the program, not of your input; please report it with the address of the page.
nameless = Who are you?
nameless-why = A judgement is kept with the name of who made it. Give yours once; this browser remembers it. Then go back and judge again.
refused-host = Not this host
refused-host-do = The request asks for another host than this machine's own. Open the address that `tollbook review` printed.
refused-method = Not in this way
refused-method-do = Pages are read with GET and written to with POST.
refused-stranger = Only for who has the address
refused-stranger-do = This browser has not opened the casebook. Open the address that `tollbook review` printed, with its token; a token opens one browser. For another browser, make a new address under Settings, or start `tollbook review` anew.
refused-origin = Not from there
refused-origin-do = Something was to be written, and no page of this casebook sent it. Go back to the page, load it anew and try again.

# Overview
incidents = { $n ->
    [one] { $shown } incident
   *[other] { $shown } incidents
}
incidents-of = { $shown } of { $all } incidents
from-sources = { $n ->
    [one] Read from { $shown } source.
   *[other] Read from { $shown } sources.
}
listed = { $n ->
    [one] { $shown } incident, as a list
   *[other] { $shown } incidents, as a list
}
totals = { $n ->
    [one] { $shown } total over a period or an area
   *[other] { $shown } totals over a period or an area
}
totals-why = A total over a period or an area, not one incident. It must not be added up with the incidents: they may count the same people.
claims = { $n ->
    [one] { $shown } claim
   *[other] { $shown } claims
}
sources = { $n ->
    [one] { $shown } source
   *[other] { $shown } sources
}
origins = { $n ->
    [one] { $shown } origin when copies count once
   *[other] { $shown } origins when copies count once
}
unread-items = { $n ->
    [one] { $shown } item could not be read
   *[other] { $shown } items could not be read
}
waiting = { $n ->
    [one] { $shown } source waits to be read by this version; run `tollbook extract`.
   *[other] { $shown } sources wait to be read by this version; run `tollbook extract`.
}
empty = No incident is in the casebook yet.
add = Add sources
facets = Narrow down
facets-do = Show
facets-none = Show all
facet-grade = Grade
facet-standing = Counted by the method
facet-conflict = What does not add up
facet-accused = Accused by some claim
facet-act = Kind of attack
facet-weapon = Weapon
facet-place = Place
facet-source = Publisher
facet-more = { $shown } more
facet-too-many = There are more; the search finds them.
conflict-none = nothing found
conflict-found = does not add up
timeline = Incidents over time. Each bar leads to its days.
from = From
to = To
all-days = All days
map-how = A dot stands where incidents are said to have been; a number says how many. The pale disc shows how far the place may reach.
map-ground = Coasts and borders are coarse lines of Natural Earth (public domain) and no position on sovereignty.
map-whole = Show the whole map
map-empty = None of these incidents has a place that is finer than a country.
map-label = { $n ->
    [one] Map of { $shown } incident. The list holds the same.
   *[other] Map of { $shown } incidents. The list holds the same.
}
not-placed = Not placed:
date-unsure = Date unsure:
unsure-mark = day not sure
none-chosen = No incident meets this choice.
newest-first = Newest first
oldest-first = Oldest first
pages = Pages
page-of = { $page } of { $pages }
page-before = Before
page-after = Next
place-unknown = Place not known
place-open = not on the map
no-figure = no figure

# Incident
sources-of-incident = What the sources say
asserted-by-nobody = Nobody asserts this: it is only denied, threatened, planned or warned of.
ranges = How many are claimed
range-or-more = { $n } or more
range-up-to = up to { $n }
range-no-number = no number
about = about { $n }
effect-on = { $who } { $effect }
accused = Who is accused
accused-nobody = Nobody, in these claims.
denies = Who denies
does-alleged = { $account } accuses { $name }
does-claimed_responsibility = { $account } says that { $name } claims responsibility
does-denied = { $account } denies for { $name }
does-admitted_act = { $account } says that { $name } admits the act
does-deny = { $account } denies it
findings = What does not add up
matrix = The claims side by side
matrix-how = A column is a claim; those of one origin stand together, and copies count once with it. Every entry leads to its words.
differ = cannot all be true
own-voice = own voice
with-copies = { $n ->
    [one] with { $shown } copy
   *[other] with { $shown } copies
}
steps = How the ranges came about
steps-how = Each step names its rule, and leads to the words that it rests on.
left-out = left out
links = Why these claims stand together
joins = { $n ->
    [one] { $shown } pair brought together
   *[other] { $shown } pairs brought together
}
refusals = { $n ->
    [one] { $shown } pair that came near and was kept apart
   *[other] { $shown } pairs that came near and were kept apart
}
judge-pair = Judge this pair
publisher-unknown = publisher not known
published-unknown = date of publication not known
quoted-by = { $name }, quoted by { $publisher }
a-source = another source
copy-of = Copy of { $original }: { $share } % of its words stand there. The two count as one source.
copy-here = A copy of another source
copy-original = the one it repeats

# Source
source-text = The text of the source
claims-here = Claims in this source
claims-none = No claim was read here.
in-incident = In the incident
in-no-incident = In no incident
problems = Seen here, but not safely read
problems-count = { $n ->
    [one] { $shown } problem
   *[other] { $shown } problems
}
custody = Whence it came
custody-verify = Check that its bytes are as they were received
file-says = What the file says of itself
file-taken = taken, by its camera's clock
file-satellite_time = taken, by the satellites' clock
file-position = position
file-direction = direction of the camera
file-camera = camera
file-orientation = orientation
file-software = written by the program
file-author = author
file-description = description

# History
judgements = { $n ->
    [one] { $shown } judgement
   *[other] { $shown } judgements
}
history-how = Nothing is ever taken back: a withdrawal is one more entry. The latest stands first.
history-older = { $shown } older ones are not shown here.
history-of-incident = Judgements on these claims
withdrawn = withdrawn
kind-place = Place of a name
kind-same_place = Two entries are one place
kind-withdrawal = Withdrawal of

# Settings
settings-language = Language of the pages
settings-name = Your name
settings-name-how = Every judgement is kept with the name of who made it. The name stays in the house: releases do not have it.
settings-name-label = Name
settings-keys = Single keys
settings-keys-how = Keys such as j, k and s act without Ctrl or Alt. Turn them off if you dictate, or if they get in your way.
settings-method = Method of the ranges
settings-method-how = How claims become ranges and grades. It changes what is shown here, until the program ends; nothing in the casebook.
settings-address = Another browser
settings-address-how = The printed address opens one browser. This makes another one, for a second browser of this machine.
settings-address-do = Make an address
settings-address-once = This address opens the casebook once, in one browser of this machine:

# Days
days-from = from { $day }
days-until = until { $day }
days-unknown = date not known
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

# Parts of a claim
part-act = Kind of attack
part-speaker = Speaker
part-place = Place
part-when = Date
part-victim = Named
part-weapon = Weapon
part-target = What was hit
part-perpetrator = Accused
part-figure = Figure

# Vocabularies
act-airstrike = airstrike
act-drone_strike = drone strike
act-barrel_bombing = barrel bombing
act-shelling = shelling
act-missile_strike = missile strike
act-naval_bombardment = naval bombardment
act-bombing = bombing
act-suicide_bombing = suicide bombing
act-mine_explosion = mine explosion
act-chemical_attack = chemical attack
act-shooting = shooting
act-sniping = sniping
act-execution = execution
act-ground_attack = ground attack
act-stabbing = stabbing
act-arson = arson
act-abduction = abduction
act-torture_or_custody_death = torture or death in custody
act-siege_or_deprivation = siege or deprivation
act-sexual_violence = sexual violence
act-vehicle_attack = vehicle attack
act-attack = attack, kind not said
weapon-aerial_bomb = aerial bomb
weapon-barrel_bomb = barrel bomb
weapon-parachute_mine = parachute mine
weapon-cluster_munition = cluster munition
weapon-incendiary = incendiary
weapon-thermobaric = thermobaric weapon
weapon-bunker_buster = bunker buster
weapon-guided_missile = guided missile
weapon-cruise_missile = cruise missile
weapon-ballistic_missile = ballistic missile
weapon-rocket = rocket
weapon-mortar = mortar
weapon-artillery_shell = artillery shell
weapon-tank_shell = tank shell
weapon-drone = drone
weapon-loitering_munition = loitering munition
weapon-chlorine = chlorine
weapon-nerve_agent = nerve agent
weapon-mustard_agent = mustard agent
weapon-toxic_gas = toxic gas
weapon-small_arms = small arms
weapon-machine_gun = machine gun
weapon-sniper_rifle = sniper rifle
weapon-grenade = grenade
weapon-ied = improvised explosive device
weapon-car_bomb = car bomb
weapon-suicide_vest = suicide vest
weapon-landmine = landmine
weapon-unexploded_ordnance = unexploded ordnance
weapon-knife = knife
weapon-fire = fire
weapon-vehicle = vehicle
weapon-other = other weapon
target-residential = homes
target-hospital = hospital
target-ambulance = ambulance
target-school = school
target-market = market
target-mosque = mosque
target-church = church
target-place_of_worship = place of worship
target-funeral = funeral
target-wedding = wedding
target-camp = camp
target-shelter = shelter
target-bakery = bakery
target-vehicle = vehicle
target-bus = bus
target-convoy = convoy
target-road = road
target-bridge = bridge
target-farm = farm
target-shop = shop
target-factory = factory
target-office = office
target-media = media
target-aid = aid
target-water_or_power = water or power
target-prison = prison
target-checkpoint = checkpoint
target-military_site = military site
target-police_site = police site
target-government_site = government site
target-gathering = gathering
target-boat = boat
target-other = other
status-asserted = asserted
status-denied = denied
status-hypothetical = threat, plan or warning
degree-alleged = accused
degree-claimed_responsibility = claims responsibility
degree-denied = denies
degree-admitted_act = admits the act
effect-killed = killed
effect-injured = injured
effect-killed_or_injured = killed or injured
effect-missing = missing
effect-abducted = abducted
effect-displaced = displaced
who-people = people
who-civilians = civilians
who-women = women
who-children = children
who-girls = girls
who-boys = boys
who-infants = infants
who-men = men
who-elderly = elderly
who-family_members = family members
who-journalists = journalists
who-health_workers = health workers
who-aid_workers = aid workers
who-rescuers = rescuers
who-teachers = teachers
who-students = students
who-worshippers = worshippers
who-detainees = detainees
who-fighters = fighters
who-soldiers = soldiers
who-police = police
who-officials = officials
vague-several = several
vague-many = many
vague-dozens = dozens
vague-tens = tens
vague-scores = scores
vague-hundreds = hundreds
vague-thousands = thousands
vague-plural = some, no number
vague-mostly = mostly
precision-site = site
precision-neighbourhood = neighbourhood
precision-locality = town or village
precision-district = district
precision-governorate = governorate
precision-country = country
part-of-day-dawn = dawn
part-of-day-morning = morning
part-of-day-noon = noon
part-of-day-afternoon = afternoon
part-of-day-evening = evening
part-of-day-night = night
grade-confirmed = Confirmed
grade-fair = Fair
grade-weak = Weak
grade-contested = Contested
grade-discounted = Discounted
standing-included = counted
standing-provisional = provisional
standing-left_out = left out
verdict-same = Same incident
verdict-different = Different incidents
verdict-unsure = Unsure
person-same = Same person
person-different = Different persons
person-unsure = Unsure
sex-male = male
sex-female = female

# Search
search-how = Words of all sources, places, names and codes. Case, marks and variants of Arabic letters make no difference; the last word may be the beginning of one.
search-none = Nothing was found.

# Links
queue = Do these two speak of one incident?
queue-one = Do these two speak of one incident?
queue-left = { $n ->
    [one] { $shown } pair is open.
   *[other] { $shown } pairs are open.
}
queue-judged = { $n ->
    [one] You have judged { $shown }.
   *[other] You have judged { $shown }.
}
queue-empty = No pair is open for you.
queue-skip = Skip
queue-fields = Both claims, field by field
waterfall = What the program makes of that pair
program-joined = It brought the two together; the evidence weighs
program-apart = It kept the two apart; the evidence weighs
apart = Apart
reason = Reason

# Merging
merge = Somebody else has judged this meanwhile
merge-how = Nothing is lost: their judgement is kept, and yours is not kept yet. Read theirs, then keep yours beside it, or let theirs stand.
merge-withdrawn = A judgement that you saw was withdrawn.
merge-mine = Keep mine too
merge-theirs = Let theirs stand

# Places
place-picker = What does this name mean?
place-written = As written:
place-now = Now:
place-none = No gazetteer of this casebook knows the name. Import one with `tollbook places import`, or give a point of your own.
place-own = A place of your own
place-lat = Degrees north
place-lon = Degrees east
place-kind = What it is
place-radius = How far it reaches, in km; empty for as far as its kind does
place-fix = What does the name mean?
bad-place = This is no point on the globe, or no radius. Go back and check the numbers.

# Adding
add-how = Drop files here, or choose them. They are kept byte for byte, and their claims are read.
add-files = Files
add-publisher = Publisher of those that do not say
add-published = Published, of those that do not say
add-do = Keep and read
add-progress = How much has been sent
add-reading = Kept; now the claims are read …
add-failed = The files did not arrive. Check that `tollbook review` still runs, and try again.
add-formats = Text, Markdown, HTML, PDF, Word, mail, JSON and CSV. Folders and archives: `tollbook add`.
add-taken = { $n ->
    [one] { $shown } source is in the casebook,
   *[other] { $shown } sources are in the casebook,
}
add-new = { $n ->
    [one] { $shown } of them new.
   *[other] { $shown } of them new.
}
add-refused = Not taken or not read

# Names
named = { $n ->
    [one] { $shown } named person
   *[other] { $shown } named persons
}
named-how = Persons as claims name them. Names of one incident that are spelt alike stand together, and so do names that a reviewer holds to be of one person.
persons = Are these two names of one person?
persons-fields = Both names, field by field
persons-list = Persons
persons-all = All persons
persons-open = { $n ->
    [one] { $shown } pair of names may be of one person: judge it
   *[other] { $shown } pairs of names may be of one person: judge them
}
persons-undecided = { $n ->
    [one] { $shown } pair of names is undecided: a missed link makes the estimate too high, a wrong one too low.
   *[other] { $shown } pairs of names are undecided: a missed link makes the estimate too high, a wrong one too low.
}
persons-joined-open = { $n ->
    [one] { $shown } pair that stands as one person already can be judged after them.
   *[other] { $shown } pairs that stand as one person already can be judged after them.
}
person-joined = The two stand as one person now.
person-apart = The two stand apart now.
column-role = Role
overlap = Who names whom
overlap-how = Persons named as killed, by the publishers that name them. Each row leads to its persons.
overlap-persons = Persons
overlap-elsewhere = { $n ->
    [one] { $shown } person is named elsewhere alone: by other publishers, or by sources whose publisher is not known.
   *[other] { $shown } persons are named elsewhere alone: by other publishers, or by sources whose publisher is not known.
}
overlap-estimate = Estimate those whom nobody names
overlap-estimate-how = What these lists leave out can be estimated only if they are of one place and time, and each was made without the others.
names-initials = Show initials alone
names-whole = Show whole names
column-name = Name
column-age = Age
column-sex = Sex
column-harm = Harm
column-incident = Incident
column-said = On whose account

# Evidence
log-how = A check hashes every file of bytes again, and follows every entry of the log to the signed checkpoint. Nothing is changed.
log-check = Check now
log-sound = All is as it was written
log-damaged = { $n ->
    [one] { $shown } thing is damaged
   *[other] { $shown } things are damaged
}
log-damaged-do = Put back copies from a backup. If it is the index, `tollbook rebuild` makes it again.
log-entries = Entries of the log
log-blobs = Files of bytes
log-readings = Readings
log-root = Root of the log
log-checkpoint = Checkpoint
log-give = Give a copy of it to somebody else. With it, a later check proves that nothing up to here was altered.
log-promises = What can be proved
proved = proved
not-proved = not proved
promise-entered = each byte string is the one entered under its number
promise-entered-why = by the tree of the entries and the signed checkpoint, once a check has found no damage
promise-altered = nothing entered before an earlier checkpoint was altered or removed
promise-altered-why = needs a checkpoint that somebody kept: `tollbook verify --since FILE`
promise-rolled-back = nothing was rolled back
promise-rolled-back-why = needs that somebody else holds a later checkpoint
promise-time = what is in it existed no later than some time
promise-time-why = needs a cosignature or a time token on a checkpoint that covers it; until then, order only
promise-true = what a source says is true
promise-true-why = no log can prove it

# Public view
public-how = What a release would show, made now from the casebook as it is. Names of reviewers, paths and protected sources are not in it.
public-write = Write this release
public-write-how = Into a new folder of the casebook, named by its hash.
public-written = Written:
public-alone = Open it alone
publication-cautious = Cautious: numbers, days, towns, parties and publishers; no words of a source, no names of persons
publication-open = Open: with the words and names of the sources

# Keys
keys-on = Single keys are on.
keys-off = Single keys are off.
key-keys = This page
key-search = Search
key-rows = Next or previous row
key-open = Open the row
key-cells = Through the claims side by side
key-skip = Skip the pair
key-candidates = Take that candidate
key-place = What does the place's name mean?
key-confirm = Confirm the claim
key-reject = Reject the claim
key-note = Note

# Judging
reason-none = no reason given
bad-again = Somebody is judging the same at this moment. Go back and try again.
bad-reason = What stands in place of the method's value, and what takes claims apart, needs a reason. Go back and give one.
bad-range = The lower end of a range is not above its upper end, and both are whole numbers. Go back and check them.
bad-split = The claims to take out stand in this incident, and at least one stays. Go back and choose.
decisions = Decide
decisions-how = What you decide stands beside what the program made of the words, with your name and reason, and can be undone.
decide-range = Another range
decide-grade = Another grade
decide-status = Civilians or fighters
decide-split = Claims that belong elsewhere
decide-note = Note
range-of = Of whom
range-min = At least; empty where open
range-max = At most; empty where open
status-of = Those whom some claims count as civilians and others as fighters are held to be
split-how = Chosen claims leave the incident, as different from those that stay.
do-confirmed = Confirm
do-rejected = Reject
claim-confirmed = confirmed
claim-rejected = rejected
civilian-civilians = civilians
civilian-fighters = fighters
civilian-contested = contested
kind-pair = Whether claims speak of one incident
kind-person = Whether names are of one person
kind-claim = Whether a claim stands
kind-field = What a field of a claim is
kind-new_claim = A claim made by a reviewer
kind-grade = Grade
kind-range = Range
kind-civilian_status = Civilians or fighters
kind-note = Note
overridden = by a reviewer; the method has
on-this-page = On this page

# Estimate
estimate = What no list holds
estimate-how = From overlapping lists of persons, how many there may be, those on no list included. Each method of the panel says what it assumes; where the data do not carry an answer, it refuses and says why. An estimate never enters the record.
estimate-table = A table of list patterns
estimate-format = A line of names: the lists, then `count`. Then a line for each pattern: 0 or 1 for each list, and how many persons have it. `tollbook link --lists` makes such tables. Some methods take a minute.
estimate-do = Estimate
bad-table = The table is missing. Go back and paste it.

# Words
words = What do these words tell?
words-say = Say what words tell
words-select = Or select words in the text: with the mouse, or in the text with ← and → (Shift for more of them, [ and ] for one less or more). A number then says what they tell.
words-none = No words are chosen yet. Select words in the text, or paste them here.
words-others = Other words
words-paste = Words of the text as they stand there
words-at = Where they begin, in letters from the start; only if they stand there more than once
words-take = Take these words
words-of = Of which claim
words-tell = What the words tell
words-there = Words of the text
tell-figure = How many
tell-place = Where
tell-when = When
tell-speaker = Who says so
tell-perpetrator = Who is accused
tell-act = Which kind of attack
tell-status = Asserted, denied or threatened
tell-claim = A claim that was not read
as-read = As read:
as-read-nothing = nothing
which-new = A further one
correct = Correct
take-out = Take it out
name-written = The name as written
degree = In which way
place-within = What it lies in, finest first, with commas between
when-days = Days: 2031-03-04, or 2031-03-04..2031-03-06
when-part = Part of the day
when-part-none = not said
figure-count = Number: 4, 4-5, 4+, ..5, about 4, or a word such as dozens
figure-effect = Which harm
figure-who = Whom it counts
claim-how = The chosen words state the act. Give words of the text for whatever else is claimed; what is not claimed stays empty.
claim-make = Make the claim
no-words = { $words }: these words do not stand in the source. Go back and copy them from its text.
no-place-of-words = { $words }: these words stand in the source at { $places }. Go back and give more words, or say at which of these.
no-count = { $written }: a number is written 4, a range 4-5, at least four 4+, at most five ..5. Go back and check it.
no-days = { $written }: a day is written 2031-03-04, a period 2031-03-04..2031-03-06. Go back and check it.
bad-words = No words of the source are chosen. Go back and choose them.
bad-same = That is what was read already. Go back and say what it is.
key-words = Choose words, in the text of a source
key-more = More or fewer words
key-tell = What the chosen words tell, or a field of the claim
key-correct = Correct a claim; another range on the page of an incident

# Roles
settings-role = What you do here
settings-role-how = On one machine everybody chooses for themselves. A role keeps you from what you do not mean to do, and a coder from what others judged; it is no password.
role-owner = Owner: everything
role-adjudicator = Adjudicator: judges, and settles what coders judged
role-coder = Coder: codes sources blind, without what others judged
role-publisher = Publisher: writes releases
role-reader = Reader: changes nothing
role-data-reader = Reader of data: changes nothing, and is not told who judged
role-other = Not in this role
role-other-why = Your role has no such page or form. Choose another role under Settings.
a-reviewer = a reviewer
coding-how = You code blind: all pages show what the program read and what you judged yourself, and nothing of what others judged. A source is coded when you have confirmed, rejected, corrected or made a claim of it.
coding-next = Next source that you have not coded

# Agreement
nav-agreement = Agreement
agreement-how = How far those agree who coded the same sources. Kappa and alpha are 1 where all agree and 0 where they agree as often as chance would have it; neither says who is right.
agreement-few = This needs two who have coded. Choose the role of a coder under Settings, in two browsers under two names.
agreement-sources = { $n ->
    [one] { $shown } source that all of them coded
   *[other] { $shown } sources that all of them coded
}
agreement-field = Field
agreement-units = Claims
agreement-same = The same
agreement-kappa = Cohen’s kappa
agreement-alpha = Krippendorff’s alpha
agreement-none = A dash stands where there is nothing to compare, or where nobody had a choice. Kappa is for two; numbers of killed and injured are compared as a ratio.
agreement-differences = { $n ->
    [one] { $shown } difference
   *[other] { $shown } differences
}
coded-claim = Whether the claim stands
coded-act = Kind of attack
coded-status = Asserted, denied or threatened
coded-speaker = Speaker
coded-place = Place
coded-when = Date
coded-killed = Killed
coded-injured = Injured
coded-perpetrator = Accused
contradictions = { $n ->
    [0] Nothing is to be settled
    [one] { $shown } contradiction is to be settled
   *[other] { $shown } contradictions are to be settled
}
contradictions-how = As long as judgements contradict each other, what the program made of the words stands. Say which judgement is to stand; all stay in the history.
contradiction-where = The claim in its source
settle-do = This one stands
bad-settled = Nobody contradicts this judgement any more. Load the page anew.

# Signing in
sign-in = Sign in
sign-in-name = Name
sign-in-password = Password
sign-in-do = Sign in
sign-in-wrong = Name and password do not belong together, or there is no such account.
sign-in-busy = Somebody else is signing in. Try again in a few seconds.
sign-out = Sign out
