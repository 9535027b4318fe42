"""What somebody did, and how much of it: "earned $2.8 billion", "killed 6 people", "waited for 3 hours"."""

from __future__ import annotations

from extractors.attach_objects import how_long, object_between
from extractors.clause_map import FINITE
from extractors.clause_subjects import clause_subject, is_time
from extractors.clauses import SPEECH, main_verb_after
from extractors.measure_nouns import says_what
from extractors.no_owners import opens_with_common
from extractors.noun_phrases import right_phrase
from extractors.owner_splits import owner_of_clause, split
from extractors.predicates import until_mark
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Attached
from extractors.ways import Rule, Way
from extractors.words import words

_TAKES = frozenset("take takes took taken taking need needs needed".split())
_TAKES_HOME = frozenset("take takes took taking taken bring brings brought bringing".split())
PARTICLES = frozenset("aside apart away off out back in up down over through".split())
_LEAVING = words("attach_counts.leaving")
_BRINGS = words("attach_acts.brings")
_NOMINAL = {
    **dict.fromkeys(("earn", "earns", "earned", "earning"), "earnings"),
    **dict.fromkeys(("lose", "loses", "lost", "losing"), "loss"),
}
_WHICH_THERE_ARE = (["which", "there", "are"], ["which", "there", "were"], ["whom", "there", "are"])
_SPENT_ON = words("attach_acts.spent_on")


def act(scene: Scene, q: Quantity, before: int) -> Attached:
    """ "earned $2.8 billion", "spent 9 lakh in the three rounds", "paid $5m to settle": what somebody did."""
    sent, verb = scene.sent, scene.verb
    owner = owner_of_clause(scene, verb)
    if _costs_again(scene, q):
        return Attached(scene.done[-1].measure, scene.done[-1].subject, "attach:verb")
    there = q.kind == "count" and q.head < 0 and sent.lows[max(0, verb - 2) : verb + 1] in _WHICH_THERE_ARE
    if there and (things := q.named or q.unit):
        return Attached(things, owner, "attach:verb")  # "protects deer, of which there are 9,000"
    task = _task(scene, q)
    if task is not None:
        return Attached(task, owner, "attach:task")
    if q.kind == "count" and q.unit == "person" and sent.lows[verb] in HARMING:
        return Attached(f"people {HARMING[sent.lows[verb]]}", owner, "attach:harm")
    if q.named is not None and before == verb and sent.lows[q.last : q.last + 2] in _OF_THEM:
        past = sent.tags[verb] in ("VBD", "VBN") and sent.lows[verb] not in _BE_HAVE
        done = HARMING.get(sent.lows[verb]) or (sent.words[verb] if past else "")
        if done:
            return Attached(f"{q.named} {done}", owner, "attach:harm")  # ", killing two of them"
    if "count:again" in q.rules and sent.lows[verb] in HARMING and (group := _harmed_before(scene)):
        return Attached(f"{group} {HARMING[sent.lows[verb]]}", owner, "attach:harm")
    if (
        q.kind == "count"
        and q.head < 0
        and sent.lows[verb] in _LEAVING
        and (scene.tag(q.last) in ("JJ", "VBN") or scene.low(q.last) in HARMED)
    ):
        group = "people" if q.unit == "person" else q.named or ""
        return Attached(f"{group} {until_mark(scene, q.last, q.last + 1)}".strip(), owner, "attach:harm")
    if q.kind == "count" and q.head < 0 and sent.lows[q.last : q.last + 2] in (["on", "board"], ["aboard"]):
        return Attached("people on board", owner, "attach:verb")
    if q.kind == "measure" and sent.lows[verb] in _BRINGS and before == verb and q.last > q.num_last:
        unit = scene.text(q.num_last, q.last)
        if unit.lower() not in ("bpd", "b/d"):  # these say how fast, and not of what
            return Attached(unit, owner, "attach:unit")
    word = scene.low(before)
    if q.kind == "money" and before == verb + 1 and word == "home" and sent.lows[verb] in _TAKES_HOME:
        return Attached("take-home pay", owner, "attach:verb")
    measure = _nominal(scene, q, owner) or scene.text(verb, verb + 1)
    if measure in ("'ve", "'d", "'s"):
        measure = "have"  # "I've 400 acres"
    if before == verb + 1 and word in PARTICLES and sent.lows[verb] not in _NOMINAL:
        measure = scene.text(verb, verb + 2)  # "set aside $3 million"
    if verb + 1 < before and word not in ("to", "and"):
        thing = object_between(scene, before)
        if thing is not None and "CD" not in sent.tags[thing.first : thing.last]:
            measure = scene.text(verb, thing.last)
            what = split(scene, thing)[0]
            if q.kind == "money" and word in ("for", "at", "of", "with", "by"):
                return Attached(measure, owner, "attach:verb_object")
            if (
                q.kind != "money"
                and what
                and sent.lows[verb] in SPEECH
                and says_what(what.rpartition(" ")[2].lower())
            ):
                return Attached(what, owner, "attach:verb_object")  # "said inflation, now 4.6%, would fall"
            if q.kind != "money" and what:
                return Attached(f"{sent.words[verb]} {what}", owner, "attach:verb_object")
    if q.kind == "duration":
        return _streak(scene, word) or Attached(how_long(scene, before), owner, "attach:verb")
    on = _past_whole(scene, q)
    if scene.low(on) in _SPENT_ON:
        tail = right_phrase(sent, on + 1, tails=0)
        counted = tail is not None and scene.tag(tail.first) in ("CD", "$")
        next_of = tail is not None and scene.low(tail.last) == "of" and scene.tag(tail.last + 1) in ("CD", "$")
        if (
            tail is not None
            and not (counted or next_of)
            and not is_time(scene, tail)
            and sent.forms[tail.head] != "number"
        ):
            measure = f"{measure} {scene.text(on, tail.last)}"
    return Attached(measure, owner, "attach:verb")


def _costs_again(scene: Scene, q: Quantity) -> bool:
    """ "cost $190m to make and [$100m] to market": both are costs, each of what is named behind it."""
    if q.kind != "money" or not scene.done or scene.word not in ("and", "or", "but", "plus") or scene.behind < 0:
        return False
    if (scene.done[-1].measure or "") not in _COST or scene.low(scene.behind) != "to" or scene.low(q.last) != "to":
        return False
    done = scene.sent.tags[scene.behind + 2 : q.first]
    return FINITE.isdisjoint(done) and scene.tag(q.last + 1) not in ("CD", "$", "DT", "PRP$")


_COST = ("cost", "costs", "costing")


def _past_whole(scene: Scene, q: Quantity) -> int:
    """Where it goes on behind the yardstick of a share: "spends 4% of GDP [on schools]"."""
    whole = (
        right_phrase(scene.sent, q.last + 1, tails=0) if (q.kind, scene.low(q.last)) == ("percent", "of") else None
    )
    return whole.last if whole is not None else q.last


def _nominal(scene: Scene, q: Quantity, owner: str | None) -> str | None:
    """ "earned": the noun for it; "lost" too, where the accounts of a firm do: investors have lost what they have."""
    noun = _NOMINAL.get(scene.low(scene.verb))
    if noun != "loss":
        return noun
    who = (owner or "").removeprefix("The ").removeprefix("A ")
    return noun if q.kind == "money" and who[:1].isupper() and not opens_with_common(who) else None


HARMING = {
    form: stem
    for stem, forms in (
        ("killed", "kill kills killed killing"),
        ("injured", "injure injures injured injuring"),
        ("wounded", "wound wounds wounded wounding"),
        ("infected", "infect infects infected infecting sicken sickens sickened"),
        ("displaced", "displace displaces displaced displacing"),
        ("hurt", "hurt hurts hurting"),
        ("destroyed", "destroying"),
        ("damaged", "damaging"),
        ("flattened", "flattening levelling leveling"),
        ("burned", "burning"),
        ("stranded", "stranding"),
        ("trapped", "trapping"),
        ("murdered", "murder murders murdered murdering"),
        ("abducted", "abduct abducts abducted abducting kidnap kidnaps kidnapped kidnapping"),
    )
    for form in forms.split()
}
_BE_HAVE = frozenset("was were been had has have".split())
_OF_THEM = (["of", "them"], ["of", "these"], ["of", "those"])
# What tells that there are fewer or more of what is counted, in the forms that are no past tense.
MAKING_FEWER_OR_MORE = {
    form: stem
    for stem, forms in (
        ("cut", "cutting cut"),
        ("axed", "axe axes axing"),
        ("eliminated", "eliminate eliminates eliminating"),
        ("shed", "shed sheds shedding"),
        ("slashed", "slash slashes slashing"),
        ("scrapped", "scrap scraps scrapping"),
        ("lost", "lose loses losing"),
        ("closed", "close closes closing"),
        ("opened", "open opens opening"),
        ("created", "create creates creating"),
        ("added", "add adds adding"),
        ("hired", "hire hires hiring"),
        ("recruited", "recruit recruits recruiting"),
    )
    for form in forms.split()
}
# Of verbs whose past tense is no participle: "drew 40,000 people" are people drawn.
DONE = dict(pair.split("=") for pair in words("attach_acts.participles"))
HARMED = frozenset(HARMING.values()) | {
    "dead",
    "missing",
    "unaccounted",
    "arrested",
    "detained",
    "hospitalised",
    "hospitalized",
}


_NEAR = 4  # figures


def _harmed_before(scene: Scene) -> str:
    """ "killed nine civilians and wounded [31]": the civilians; "" where none were harmed before."""
    told = (one.measure.rpartition(" ") for one in reversed(scene.done[-_NEAR:]) if one.measure)
    return next((group for group, _, how in told if how in HARMED), "")


def _task(scene: Scene, q: Quantity) -> str | None:
    """ "It takes 40 minutes to pitch the tent": what the time is needed for."""
    costs = q.kind == "money" and scene.low(scene.verb) in ("cost", "costs") and _of_it(scene)
    if not costs and (q.kind != "duration" or scene.low(scene.verb) not in _TAKES):
        return None
    k = q.last
    if scene.low(k) in ("for", "after", "before") and "for" in scene.sent.lows[k : k + 4]:
        limit = min(len(scene.sent.words), k + 12)  # "It took 40 minutes for the tent to dry"
        while k < limit and scene.low(k) != "to" and scene.low(k) not in (",", ".", ";"):
            k += 1
    if scene.low(k) != "to" or scene.tag(k + 1) in ("DT", "CD", "NNP"):
        return None
    stop = k + 1
    while stop < len(scene.sent.words) and stop < k + 6 and scene.sent.lows[stop] not in TASK_ENDS:
        stop += 1
    return scene.text(k + 1, stop) if stop > k + 1 else None


def _of_it(scene: Scene) -> bool:
    """True for "it costs", "it would cost"."""
    return "it" in scene.sent.lows[max(0, scene.verb - 2) : scene.verb]


TASK_ENDS = words("attach_acts.task_ends")


def _streak(scene: Scene, word: str) -> Attached | None:
    """ "It ranked first for five years": how long the rank lasted."""
    last = scene.done[-1] if scene.done else None
    if last is None or word != "for" or last.rule != "attach:rank" or not last.measure:
        return None
    return Attached(f"{last.measure} rank", last.subject, "attach:streak")


def opening_time(scene: Scene, q: Quantity) -> Attached | None:
    """ "For 3 days, divers have searched the lake", "During the 2 hours that the team spent there", "By 61 percent
    to 27 percent, voters prefer a toll".
    """
    opens = scene.word in _DURING if q.kind == "duration" else scene.word == "by"
    if not opens or scene.verb >= 0 or scene.before > 1:
        return None
    verb = main_verb_after(scene.sent, q.last)
    subject = clause_subject(scene, verb)
    if subject is None or subject.first < q.last:
        return None
    stop = verb + 1
    while stop < len(scene.sent.words) and stop < verb + 6 and scene.sent.lows[stop] not in TASK_ENDS:
        stop += 1
    return Attached(scene.text(verb, stop), owner_of_clause(scene, verb), "attach:opening_time")


_DURING = frozenset("for during in over within after through throughout".split())


ACT = Way(
    act,
    (
        Rule(
            "attach:verb",
            (
                ("Norvale earned <$2.8 billion>.", "earnings", "Norvale"),
                ("Divers waited at the gate for <3 hours>.", "waited at the gate", "Divers"),
            ),
            ("Norvale's earnings were $2.8 billion.",),
        ),
        Rule(
            "attach:verb_object",
            (("The fund backed the builder with <$4 million>.", "backed the builder", "fund"),),
            ("Norvale paid $5 million to settle.",),
        ),
        Rule(
            "attach:task",
            (("The crew takes <15 minutes> to fold the roof.", "fold the roof", "crew"),),
            ("The voyage takes 15 days.",),
        ),
        Rule(
            "attach:harm",
            (("The storm killed at least <six>.", "people killed", "storm"),),
            ("The storm stranded 6 people.",),
        ),
        Rule(
            "attach:unit",
            (("The new engine makes <400 horsepower>.", "power", "new engine"),),
            ("The engine weighs 400 kilograms.",),
        ),
        Rule(
            "attach:streak",
            (("Norvale has ranked first in exports of tin for <five years>.", "exports of tin rank", "Norvale"),),
            ("Norvale ran the port for five years.",),
        ),
    ),
)
OPENING_TIME = Way(
    opening_time,
    (
        Rule(
            "attach:opening_time",
            (("For <3 days>, divers have searched the lake.", "searched the lake", "divers"),),
            ("Divers have searched the lake for 3 days.",),
        ),
    ),
    kinds=(
        "duration",
        "percent",
    ),
)
