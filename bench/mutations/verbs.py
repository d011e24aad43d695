"""Verbs as the rules need them: three forms, and which take a person or body as their object."""

from mutations.base import pairs_table, words_table

# now / past / participle, of verbs that act on somebody: no meeting, marrying or resembling,
# which say the same both ways round.
_ACTING = words_table(
    """
    accuses / accused / accused
    attacks / attacked / attacked
    arrests / arrested / arrested
    appoints / appointed / appointed
    asks / asked / asked
    backs / backed / backed
    beats / beat / beaten
    blames / blamed / blamed
    blasts / blasted / blasted
    calls / called / called
    challenges / challenged / challenged
    charges / charged / charged
    condemns / condemned / condemned
    congratulates / congratulated / congratulated
    criticizes / criticized / criticized
    criticises / criticised / criticised
    defeats / defeated / defeated
    defends / defended / defended
    endorses / endorsed / endorsed
    fires / fired / fired
    hits / hit / hit
    hosts / hosted / hosted
    informs / informed / informed
    interviews / interviewed / interviewed
    invades / invaded / invaded
    invites / invited / invited
    killed / killed / killed
    leads / led / led
    nominates / nominated / nominated
    ousts / ousted / ousted
    pardons / pardoned / pardoned
    praises / praised / praised
    pressures / pressured / pressured
    questions / questioned / questioned
    receives / received / received
    rejects / rejected / rejected
    replaces / replaced / replaced
    sanctions / sanctioned / sanctioned
    sues / sued / sued
    slams / slammed / slammed
    summons / summoned / summoned
    supports / supported / supported
    targets / targeted / targeted
    tells / told / told
    thanks / thanked / thanked
    threatens / threatened / threatened
    trails / trailed / trailed
    urges / urged / urged
    visits / visited / visited
    warns / warned / warned
    welcomes / welcomed / welcomed
    """
)
# … and of those that are done to things.
_MAKING = words_table(
    """
    adopts / adopted / adopted
    announces / announced / announced
    approves / approved / approved
    builds / built / built
    cancels / cancelled / cancelled
    closes / closed / closed
    completes / completed / completed
    conducts / conducted / conducted
    creates / created / created
    delivers / delivered / delivered
    describes / described / described
    destroys / destroyed / destroyed
    develops / developed / developed
    dismisses / dismissed / dismissed
    drafts / drafted / drafted
    establishes / established / established
    imposes / imposed / imposed
    introduces / introduced / introduced
    issues / issued / issued
    launches / launched / launched
    opens / opened / opened
    orders / ordered / ordered
    organizes / organized / organized
    passes / passed / passed
    proposes / proposed / proposed
    publishes / published / published
    ratifies / ratified / ratified
    releases / released / released
    reviews / reviewed / reviewed
    seizes / seized / seized
    signs / signed / signed
    submits / submitted / submitted
    unveils / unveiled / unveiled
    vetoes / vetoed / vetoed
    wins / won / won
    """
)
ACTING = {form: row for row in _ACTING for form in row[:2]}
MAKING = {form: row for row in _MAKING for form in row[:2]}
PARTICIPLES = {row[2]: row for row in (*_MAKING, *_ACTING)}

# Regular pasts that are no act upon what follows them, or say the same both ways round.
NO_ACTS = frozenset(
    """
    added agreed appeared applied argued arrived asserted based believed called claimed contained
    confirmed cooperated concluded conceded continued convened debated decided declared declined
    died differed divorced ended estimated existed expected explained failed featured happened
    hoped included indicated insisted involved joined labeled lacked lasted learned listed lived
    looked married marked matched measured named needed noted occurred participated passed
    departed moved entered pegged expressed repeated garnered granted posted predicted
    provided reached realized remained replied reported represented resembled responded resulted
    retired returned revealed seemed served showed shared signaled stated stayed stressed suggested
    talked totaled traveled turned tweeted viewed voted waited walked wanted weighed worked
    """.split()
)


def row(verb: str) -> tuple[str, ...]:
    """Now, past and participle of a form; of a regular verb that is in no table, past only."""
    return ACTING.get(verb) or MAKING.get(verb) or ("", verb, verb)


_IRREGULAR = pairs_table(
    """
    bear / bore
    become / became
    break / broke
    catch / caught
    choose / chose
    cost / cost
    deal / dealt
    draw / drew
    drive / drove
    fall / fell
    feed / fed
    feel / felt
    fight / fought
    find / found
    fly / flew
    forgive / forgave
    grow / grew
    hear / heard
    hurt / hurt
    know / knew
    lay / laid
    lead / led
    let / let
    mean / meant
    overcome / overcame
    oversee / oversaw
    read / read
    rebuild / rebuilt
    rid / rid
    say / said
    shut / shut
    show / showed
    sink / sank
    sit / sat
    spread / spread
    strike / struck
    tell / told
    think / thought
    undergo / underwent
    understand / understood
    undo / undid
    withdraw / withdrew
    begin / began
    bring / brought
    build / built
    buy / bought
    come / came
    cut / cut
    do / did
    get / got
    give / gave
    go / went
    have / had
    hit / hit
    hold / held
    keep / kept
    leave / left
    lose / lost
    make / made
    meet / met
    pay / paid
    put / put
    rise / rose
    run / ran
    see / saw
    seek / sought
    sell / sold
    send / sent
    set / set
    speak / spoke
    spend / spent
    stand / stood
    take / took
    win / won
    write / wrote
    """
)
_DOUBLED = frozenset("stop plan ban drop step win transfer commit permit admit".split())


def past(verb: str) -> str:
    """The past of a plain verb: sign → signed, carry → carried, hold → held."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + (verb[-1] if verb in _DOUBLED else "") + "ed"
