"""Money that changes hands: investments, gains and fines, purchases."""

from __future__ import annotations

from extractors.clause_subjects import clause_subject, is_time, last_segment
from extractors.clauses import verb_before
from extractors.discourse import THINGS
from extractors.measure_nouns import says_what
from extractors.noun_phrases import Phrase, left_phrase, right_phrase
from extractors.own_units import may_be_who
from extractors.owner_splits import owner_of_clause
from extractors.owners import ORGANISATIONS, owner_name
from extractors.phrases import singular
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Attached
from extractors.ways import Rule, Way
from extractors.words import words

_BUYING = words("attach_deals.buying")


def put_into(scene: Scene, q: Quantity, before: int) -> Attached | None:
    """ "Oakmart will put $700 million into its stores": an investment in it."""
    if scene.low(scene.verb) not in _PUTTING or scene.low(q.last) not in ("into", "in", "towards"):
        return None
    thing = right_phrase(scene.sent, q.last + 1, tails=1)
    if thing is None or is_time(scene, thing):
        return None
    if scene.low(q.last) == "in" and scene.low(scene.verb) not in _INVESTING:
        return None
    return Attached(f"investment in {scene.words_of(thing)}", owner_of_clause(scene, scene.verb), "attach:investment")


_INVESTING = frozenset("invest invests invested investing".split())
_PUTTING = _INVESTING | words("attach_deals.putting")


def gave(scene: Scene, q: Quantity, before: int) -> Attached | None:
    """ "The cuts saved the county $6 million", "fined the bank $5m": whose gain or loss it is."""
    low = scene.low(scene.verb)
    if low not in _GIVING or before <= scene.verb:
        return None
    first = scene.verb + 1 + (scene.low(scene.verb + 1) == "that")  # "earned that country $3 billion"
    whom = right_phrase(scene.sent, first, tails=1, ceiling=before + 1)
    if before == scene.verb + 1 and scene.tag(before) == "PRP":
        whom = Phrase(before, before + 1, before)  # "cost it $4 million"
    if whom is None or whom.last != before + 1 or is_time(scene, whom) or says_what(scene.low(whom.head)):
        return None
    if scene.low(before) == "home" and before == scene.verb + 1:
        return None  # "brings home $900 a week"
    if low.startswith(("ow", "charg")):
        return Attached(scene.text(scene.verb, whom.last), owner_of_clause(scene, scene.verb), "attach:gave")
    return Attached(scene.text(scene.verb, scene.verb + 1), owner_name(scene, whom), "attach:gave")


_GIVING = words("attach_deals.giving")


def purchase(scene: Scene, q: Quantity) -> Attached | None:
    """ "acquired the paper for $5m", "its purchase of the paper for $5m": the deal and who made it."""
    if scene.word != "for":
        return None
    sent, before = scene.sent, scene.before
    for k in range(before - 1, max(-1, before - 24), -1):
        low = sent.lows[k]
        if low in (";", ".", ":"):
            return None
        if low in _BUYING:
            if sent.lows[k + 1] == "by" and sent.tags[k] == "VBN":
                agent = right_phrase(sent, k + 2, tails=0, ceiling=before)
                return Attached(low, owner_name(scene, agent) if agent else None, "attach:purchase")
            noun = sent.tags[k] in ("NN", "NNS")
            phrase = right_phrase(sent, k if noun else k + 1, tails=2, ceiling=before)
            if phrase is not None and not noun and is_time(scene, phrase):
                return Attached(low, owner_of_clause(scene, k), "attach:purchase")  # "was sold last year for $5m"
            deal = scene.text(k, phrase.last if phrase else min(before, k + 9))
            buyer = _buyer(scene, k) if noun else owner_of_clause(scene, k)
            return Attached(deal, buyer, "attach:purchase")
    return None


def on_sale(scene: Scene, q: Quantity) -> Attached | None:
    """ "launches next month at $6.99", "goes on sale in May for $249", "is out now from $300": the price of it."""
    if q.change is not None or scene.word not in ("at", "for", "from"):
        return None
    verb = scene.verb
    if scene.low(verb) in ("starting", "beginning"):
        verb = verb_before(scene.sent, verb)
    low, between = scene.low(verb), scene.sent.lows[verb + 1 : scene.before]
    offered = low in _OFFERING and (scene.word != "for" or low not in _STARTING)
    offered = offered or ((low in _GOING or low in _BEING) and any(w in _FOR_SALE for w in between))
    subject = clause_subject(scene, verb) if offered else None
    if subject is None or says_what(scene.low(subject.head)):
        return None
    thing = right_phrase(scene.sent, verb + 1, tails=0, ceiling=scene.before)
    sold = thing is not None and low in _OFFERING and not is_time(scene, thing)
    owner = scene.words_of(thing if sold and thing is not None else subject)
    if low in _STARTING and q.per in _WAGED and may_be_who(singular(scene.low(subject.head))):
        return Attached("pay", owner, "attach:on_sale")  # "Porters start at $24 an hour"
    if (scene.low(subject.head) in THINGS or scene.low(subject.head) in ORGANISATIONS) and not sold:
        owner = owner_name(scene, subject)
    return Attached("price", owner, "attach:on_sale")


_STARTING = frozenset("start starts started begin begins".split())
_WAGED = ("hour", "day", "week", "month", "year")
_OFFERING = _STARTING | words("attach_deals.offering")
_GOING = frozenset("go goes went gone going come comes came".split())
_BEING = frozenset("is are was were be".split())
_FOR_SALE = frozenset("sale available out".split())


def _buyer(scene: Scene, deal: int) -> str | None:
    """ "Oakmart's purchase", "its purchase"; else the agent of the clause."""
    sent = scene.sent
    if deal and sent.tags[deal - 1] == "PRP$":
        return scene.names.resolve(sent.lows[deal - 1], scene.index)
    if deal and sent.tags[deal - 1] == "POS":
        whose = left_phrase(sent, deal - 1)
        if whose is not None:
            return scene.words_of(last_segment(scene, whose))
        return scene.names.resolve(sent.lows[deal - 1], scene.index)
    return owner_of_clause(scene, verb_before(sent, deal))


PUT_INTO = Way(
    put_into,
    (
        Rule(
            "attach:investment",
            (("Oakmart will put <$1.1 billion> into its network.", "investment in network", "Oakmart"),),
            ("Oakmart will put $1.1 billion on a horse.",),
        ),
    ),
    kinds=("money",),
)
GAVE = Way(
    gave,
    (
        Rule(
            "attach:gave",
            (("The cuts saved the county <$6 million>.", "saved", "county"),),
            ("The county saved $6 million.",),
        ),
    ),
    kinds=("money",),
)
ON_SALE = Way(
    on_sale,
    (
        Rule(
            "attach:on_sale",
            (
                ("The Telmar tablet goes on sale in May at <$249>.", "price", "Telmar tablet"),
                ("Oakmart launches the lamp next month at <$30>.", "price", "lamp"),
            ),
            ("Oakmart launches a sale of $30 million.",),
        ),
    ),
    kinds=("money",),
)
PURCHASE = Way(
    purchase,
    (
        Rule(
            "attach:purchase",
            (
                ("Oakmart acquired the paper for <$5 million>.", "acquired the paper", "Oakmart"),
                ("The paper was bought by Oakmart for <$5 million>.", "bought", "Oakmart"),
            ),
            ("Oakmart was fined for $5 million.",),
        ),
    ),
    kinds=("money",),
)
