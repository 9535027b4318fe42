"""Shares of a whole: "60 percent of its revenue", "half of the homes were empty"."""

from __future__ import annotations

from extractors.attach_doers import within_clause
from extractors.attach_wholes import SAID_WHOLE, past_holder, past_number, said_whole, summed, thing_told, year_olds
from extractors.clauses import SPEECH, opens_clause, subject_of
from extractors.measure_nouns import MEASURE_NOUNS, says_what
from extractors.noun_phrases import Phrase, right_phrase
from extractors.owner_splits import owner_of_clause, split
from extractors.owners import owner_name
from extractors.phrases import singular
from extractors.predicates import predicate, until_mark
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Attached, Statement
from extractors.ways import Rule, Way, makers
from extractors.words import words

_COMPANIES = frozenset("company firm bank group business carmaker airline startup".split())
BE = ("are", "is", "was", "were")
_GROSS_PRODUCT = ["gross", "domestic", "product"]
_ECONOMIES = (
    ["economic", "output"],
    ["annual", "economic", "output"],
    ["national", "income"],
    ["national", "output"],
)
_MAKING_UP = words("attach_shares.making_up")
_YARDSTICKS = frozenset("gdp gnp".split())
_BEING = frozenset(("is", "was", "are", "were"))
_NORMS = frozenset("average norm usual normal mean median".split())
_WHO_GO = ("er", "or", "ee", "ent", "ant", "child", "pupil", "woman", "man", "adult", "person")
_GOING = frozenset("came comes goes go went".split())
_MARKS = words("attach_shares.marks")
FINITE = ("VBD", "VBP", "VBZ")


def share_of_whole(scene: Scene, q: Quantity) -> Attached | None:
    """ "60 percent of its revenue", "half of the homes were empty"."""
    end = _past_restatement(scene, q.last)
    of = scene.low(end) == "of"
    kept = q.change is None or scene.low(scene.verb) in _LOSING  # "lost 14 percent of their pay"
    if not (of and kept) and not (q.of_whole and scene.tag(q.last) in ("DT", "PRP$")):
        return None
    k = end + 1 if of else q.last
    said = said_whole(scene, q, k) if of else None
    if said is not None:
        return said
    while scene.tag(k) == "DT" or (scene.tag(k) == "PRP$" and scene.tag(k + 1) == "CD"):
        k += 1
    k = past_number(scene, past_holder(scene, k))
    whole = right_phrase(scene.sent, k, tails=2)
    if whole is not None and scene.tag(whole.last) == "CD" and "and" in scene.sent.lows[whole.first : whole.last]:
        end = scene.sent.lows.index("and", whole.first)  # "51 percent of sales and books 13"
        whole = Phrase(whole.first, end, end - 1) if end > whole.first else whole
    if whole is None and scene.low(k - 1) in ("those", "these") and scene.low(k) in _NARROWING:
        place = right_phrase(scene.sent, k + 1, tails=0) if scene.low(k) in ("in", "with") else None
        whole = Phrase(k - 1, place.last if place else k, k - 1)  # "78 percent of those who voted"
        verb = _verb_of_group(scene, k) if scene.low(k) == "who" else -1
        if scene.low(verb) in BE:
            whole = Phrase(k - 1, verb, k - 1)  # "three quarters of those who died were over 65"
    if whole is None and scene.low(k - 1) in ("those", "these") and scene.tag(k) in ("VBN", "VBD"):
        whole = Phrase(k - 1, k + 1, k - 1)  # "31 percent of those vaccinated"
    last = scene.done[-1] if scene.done else None
    if last is not None and last.measure and not of and any(low in _NORMS for low in scene.sent.lows[k : k + 3]):
        return Attached(last.measure, last.subject, "attach:share")  # "less than half the average"
    if (
        whole is not None
        and scene.low(whole.head) in _YARDSTICKS
        and scene.low(scene.verb) not in (_MAKING_UP if _is_part_of_it(scene) else _MAKING_UP - _BEING)
    ):
        return None  # "The deficit fell to 3 percent of GDP": the deficit is measured
    whole_of = scene.sent.lows[whole.first : whole.last] if whole is not None else []
    gross = whole_of[:3] == _GROSS_PRODUCT or whole_of in _ECONOMIES
    if gross and scene.low(scene.verb) not in _MAKING_UP - _BEING:
        return None
    if whole is None and of and scene.tag(k) == "CD":
        whole = year_olds(scene, k)
    if whole is None and of and scene.low(k) in MEASURE_NOUNS:
        whole = Phrase(k, k + 1, k)  # "39 percent of pay"
    if whole is not None:
        whole = _with_age(scene, whole)
    if whole is None:
        total = "share of the total" if scene.low(k) == "total" else None
        return Attached(total, owner_of_clause(scene, scene.verb), "attach:share")
    if scene.low(whole.head) in _NUMBERS and scene.low(q.first - 1) == "," and scene.done and scene.done[-1].measure:
        # "Prisons hold 43,000 men, 138 percent of the number they were built for"
        return Attached(thing_told(scene.done[-1]), scene.done[-1].subject, "attach:share_said")
    measure, owner = split(scene, whole)
    subject = _set_against_itself(scene, q, whole)
    if subject is not None:
        return Attached(*split(scene, subject), "attach:share_said")
    if scene.words_of(whole) == "those" and scene.low(whole.last) in ("who", "that"):
        measure = until_mark(scene, whole.first, whole.last + 2)  # "kills 1 in 5 of those who get sick"
    totals = scene.tag(whole.last) == "POS" and scene.low(whole.last + 1) in ("total", "sum")
    if (totals or measure in ("total", "sum")) and (of_total := summed(scene)) is not None:
        return of_total
    if scene.word in ("with", "after") and scene.tag(whole.last) == "VBN" and scene.low(whole.last + 1) in _MARKS:
        group = scene.words_of(whole)  # "With 40 percent of votes counted, Roe had"
        return Attached(f"{group} {scene.low(whole.last)}", group, "attach:share_acts")
    acting = _group_that_acts(scene, q, whole) or (like_group(scene, q) if scene.word in _ALSO else None)
    if acting is not None:
        return acting
    for make in _MAKERS:
        made = make(scene, q, whole, measure, owner)
        if made is not None:
            return made
    last = scene.done[-1] if scene.done else None
    if last is not None and last.rule == "attach:share_object" and scene.word in ("and", ",", "but"):
        if scene.verb <= scene.behind:  # "in 9 percent of the men and 7 percent of the women"
            return Attached(measure or scene.words_of(whole), last.subject, "attach:share_object")
    return Attached(measure or scene.words_of(whole), owner, "attach:share")


def _set_against_itself(scene: Scene, q: Quantity, whole: Phrase) -> Phrase | None:
    """ "[Arrivals] are at 92 percent of their 2019 peak": what is measured in itself, and no share."""
    if scene.low(whole.head) not in _OWN_MARKS or "PRP$" not in scene.sent.tags[q.last : whole.last]:
        return None
    subject = subject_of(scene.sent, scene.verb)
    return subject if subject is not None and says_what(scene.low(subject.head)) else None


_OWN_MARKS = frozenset("level levels peak".split())


def _is_part_of_it(scene: Scene) -> bool:
    """ "Tourism is 12 percent of GDP": a part of it, and not as a debt is told in it."""
    subject = subject_of(scene.sent, scene.verb) if scene.low(scene.verb) in _BEING else None
    return subject is not None and not says_what(scene.low(subject.head))


def _group_that_acts(scene: Scene, q: Quantity, whole: Phrase) -> Attached | None:
    """ "a third of the schools closed", "60 percent of those who voted said they would go": a share that is the
    subject, and what its group does.
    """
    if scene.low(scene.verb) in ("accounts", "accounted", "account"):
        return None  # "Tourism accounts for a fifth of the economy and employs 40 people"
    verb = _verb_of_group(scene, whole.last)
    people = scene.tag(whole.head) == "NNS" and singular(scene.low(whole.head)).endswith(_WHO_GO)
    if verb < 0 or scene.low(verb) in BE or (scene.low(verb) in _GOING and not people):
        return None
    if scene.tag(verb) == "VBG" and scene.word not in ("with", "and", ","):
        return None
    if verb > whole.last + 1 or scene.verb >= 0:
        opens = opens_clause(scene.sent, q.first) or scene.word in _OPENERS or scene.before < 0
        if not opens:
            return None
    k = verb + (scene.low(verb) in ("have", "has", "had") and scene.low(verb + 1) in SPEECH)
    if (
        scene.low(k) in SPEECH
        or scene.low(k) == "saying"
        or (scene.low(k) in _HOLDING and scene.low(k + 1) == "that")
    ):
        said = k + 1 + (scene.low(k + 1) == "that")
        if scene.tag(said) == "PRP":
            k = said + 1  # "said they would go": go
        elif said > k + 1 and scene.tag(said) in _CLAUSE_OPENS:
            told = until_mark(scene, said, said + 1)  # "said that prices had hurt them"
            return Attached(told, scene.text(whole.first, verb), "attach:share_acts")
        elif scene.sent.lows[said : said + 2] == ["the", "same"] and scene.names.last is not None:
            other = scene.names.last
            same = _act(other) if other.rule == "attach:share_acts" else other.measure  # without the group before
            return Attached(same, scene.text(whole.first, verb), "attach:share_acts")
    act = predicate(scene, k)
    if not act:
        return None
    last = whole.last if scene.low(whole.head + 1) not in _AGED | {"aged"} else whole.head + 1
    now = scene.low(verb - 1) in _WHEN and scene.tag(verb) != "VBG" and verb > whole.first + 1
    stop = verb - now  # "Half of tenants now spend"
    return Attached(f"{scene.text(whole.first, last)} {act}", scene.text(whole.first, stop), "attach:share_acts")


_WHEN = frozenset("now currently still".split())


def like_group(scene: Scene, q: Quantity) -> Attached | None:
    """ "12 percent of men own one, compared with 9 percent of women": the same of another group of people."""
    if q.kind not in ("percent", "ratio") or scene.low(q.last) != "of":
        return None
    said = next((one for one in reversed(scene.done) if one.rule == "attach:share_acts"), None)
    if said is None and not scene.done and scene.index - scene.names.last_index == 1:
        said = scene.names.last  # "That compares with 9 percent of women"
    group = right_phrase(scene.sent, q.last + 1, tails=1)
    if said is None or said.rule != "attach:share_acts" or not said.measure or group is None:
        return None
    group = _with_age(scene, group)
    if scene.tag(group.head) != "NNS" or _verb_of_group(scene, group.last) >= 0:
        return None
    return Attached(_act(said), scene.words_of(group), "attach:share_acts")


def _act(said: Statement) -> str:
    """What the group of a share does, without the group: "men aged 18 own a car" of men as "own a car"."""
    group = (said.subject or "").split()
    rest = (said.measure or "").split()
    while len(rest) > 1 and rest[0] in group:
        rest.pop(0)
    return " ".join(rest)


def _with_age(scene: Scene, whole: Phrase) -> Phrase:
    """ "people [under 30]", "adults [aged 18 to 24]": with the age that narrows them."""
    k = whole.last
    if scene.low(whole.head) in _AGES and whole.head > whole.first and scene.tag(k) == "CD":
        k -= 1  # "men ages 18 to 29", where the ages look like the noun
        whole = Phrase(whole.first, whole.head, whole.head - 1)
    if scene.low(k) not in _AGED or scene.tag(k + 1) != "CD" or whole.last != whole.head + 1:
        return whole
    k += 2
    if scene.low(k) in ("to", "and", "-", "or") and (scene.tag(k + 1) == "CD" or scene.low(k + 1) in _OPEN_AGES):
        k += 2
    if scene.tag(k) in ("NNS", "NN", "%", "JJ"):
        return whole  # "of body weight over 68 weeks"
    return Phrase(whole.first, k, whole.head)


_ALSO = frozenset("and just only but while or".split())
_HOLDING = frozenset("feel feels felt believe believes believed think thinks thought agree agrees agreed".split())
_CLAUSE_OPENS = frozenset(("DT", "NN", "NNS", "NNP", "JJ", "JJR", "PRP$", "CD"))
_NUMBERS = frozenset("number average level norm figure amount".split())
_AGES = frozenset(("age", "ages"))
_AGED = frozenset("under over aged below above between".split()) | _AGES
_OPEN_AGES = frozenset("older over up above younger under".split())
_NARROWING = frozenset("who that which in aged under over with without".split())
_OPENERS = words("attach_openings.openers") | {"with", "found", "showed", "shows", "to", "reported"}


_BEHIND = ("by", "in", "to", "for", "from")


def _verb_of_group(scene: Scene, k: int) -> int:
    """The verb behind a group of people or things that ends at token ``k``, past its relative clause or participle
    ("those who voted [said]", "porters asked by the club [said]"); -1 where none follows.
    """
    finite = (*FINITE, "MD")
    size = min(len(scene.sent.words), k + 12)
    if scene.tag(k) == "PRP" and scene.tag(k + 1) in finite:
        k += 2  # "half of the people we meet are in work"
    elif scene.low(k) in ("who", "that", "which"):
        k += 1
        if scene.tag(k) in ("DT", "PRP", "PRP$", "NNP", "NNS"):
            while k < size and scene.tag(k) not in finite:
                k += 1
        k += 1
        while scene.tag(k) in ("VBN", "VB", "RB"):
            k += 1
    elif scene.tag(k) == "VBN" or scene.low(k) == "aged" or (scene.tag(k) == "VBD" and scene.low(k + 1) in _BEHIND):
        later = next((m for m in range(k + 1, size) if scene.tag(m) in finite or scene.low(m) in ",.;"), size)
        if later < size and scene.tag(later) in finite:
            return later
    if scene.low(k) == "and" and scene.tag(k + 1) in finite:
        return -1  # "moves one in six of the boxes and accounts for"
    while k < size and scene.tag(k) not in finite and scene.low(k) not in _MARKS:
        if scene.low(k) in ("but", "and") and scene.tag(k + 1) in finite:
            return -1  # "won 48 percent of the vote but lost its majority"
        if scene.tag(k) == "VBG":
            later = next((m for m in range(k + 1, size) if scene.tag(m) in finite or scene.low(m) in _MARKS), size)
            return later if later < size and scene.tag(later) in finite else k  # "people making less than $9 say"
        k += 1
    return k if k < size and scene.tag(k) in finite else -1


def _past_restatement(scene: Scene, k: int) -> int:
    """ "Nearly a third - 31% - of the renters": the token behind the second dash; ``k`` itself without one."""
    if scene.low(k) in _DASHES or scene.low(k) == "(":
        for m in range(k + 1, k + 7):
            if scene.low(m) in _DASHES or scene.low(m) == ")":
                return m + 1 if scene.low(m + 1) == "of" else k
    return k


_DASHES = ("-", "–", "—", "--")


def restated(scene: Scene, q: Quantity) -> Attached | None:
    """ "Nearly a third - 31% - of the renters": the same share once more."""
    if (
        not scene.done[-1].rule.startswith("attach:share")
        or scene.behind < 0
        or q.first - scene.behind != 1
        or (scene.low(q.first - 1) not in _DASHES and scene.low(q.first - 1) != "(")
    ):
        return None
    return Attached(scene.done[-1].measure, scene.done[-1].subject, "attach:restated")


_LOSING = frozenset("lose loses lost losing shed sheds shedding gain gains gained regain regained recover".split())
_OWNING = words("attach_shares.owning")


def is_place(scene: Scene, whole: Phrase) -> bool:
    """True for "40 percent of Norvale" where the article says that things happen in Norvale."""
    return scene.names.is_place(scene.words_of(whole))


def _stake(scene: Scene, q: Quantity, whole: Phrase, measure: str | None, owner: str | None) -> Attached | None:
    """ "holds 12 percent of the company": a stake."""
    low = scene.sent.lows[whole.head]
    generic = low in _COMPANIES and whole.last - whole.first <= 2
    if low == "group" and whole.last > whole.first + 1 and scene.low(scene.verb) not in _OWNING:
        generic = False  # "in 9 percent of the placebo group"
    named = scene.tag(whole.head) == "NNP" and scene.low(scene.verb) in _OWNING and not is_place(scene, whole)
    if q.kind != "percent" or not (generic or named):
        return None
    holder = owner_of_clause(scene, scene.verb)
    held = owner_name(scene, whole)
    if held == holder:
        held = scene.words_of(whole)  # "the company" that Norvale holds is not Norvale
    return Attached(f"stake in {held}", holder, "attach:stake")


def _share_as_object(
    scene: Scene, q: Quantity, whole: Phrase, measure: str | None, owner: str | None
) -> Attached | None:
    """ "generates 60 percent of its revenue from advertising": a share of the revenue, whose is the agent's."""
    if scene.verb < 0 or scene.low(whole.last) in BE or not within_clause(scene.sent, scene.verb, q.first):
        return None
    agent = owner_of_clause(scene, scene.verb)
    return Attached(measure or scene.words_of(whole), agent or owner, "attach:share_object")


def _part_or_state(
    scene: Scene, q: Quantity, whole: Phrase, measure: str | None, owner: str | None
) -> Attached | None:
    """ "36% of imports are computers": the part owns the share; "half of the homes were empty": a state."""
    sent, j = scene.sent, whole.last
    if (scene.low(j) not in BE and scene.low(j) not in _GOING) or j + 1 >= len(sent.words):
        return None
    step = j + 2 if sent.lows[j + 1] in ("from", "not", "on", "to", "into") else j + 1
    part = right_phrase(sent, step, tails=0) if scene.tag(step) != "VBG" and not _ing_clause(scene, step) else None
    if part is not None:
        return Attached(scene.words_of(whole), scene.words_of(part), "attach:share_part")
    if scene.tag(step) not in ("VBN", "JJ", "JJR", "VBD", "IN", "RB", "RBR", "VBG"):
        return None
    state = predicate(scene, j)
    return Attached(f"{measure or scene.words_of(whole)} {state}", scene.words_of(whole), "attach:share_state")


def _ing_clause(scene: Scene, k: int) -> bool:
    """True for "limiting their heating" behind a form of "be": an act, whatever its tag."""
    return scene.low(k).endswith("ing") and scene.tag(k + 1) in ("DT", "PRP$", "IN", "TO", "RB", "NNS")


RESTATED = Way(
    restated,
    (
        Rule(
            "attach:restated",
            (("Almost a fifth — <19%> — of the tenants left.", "tenants left", "tenants"),),
            ("Almost a fifth of the tenants left, 19% of them at once.",),
        ),
    ),
    kinds=(
        "percent",
        "ratio",
    ),
    later=True,
)
STAKE = Way(
    _stake,
    (
        Rule(
            "attach:stake",
            (("Norvale holds <12 percent> of the company.", "stake in company", "Norvale"),),
            ("Norvale holds 12 percent of the votes.",),
        ),
    ),
)
SHARE_AS_OBJECT = Way(
    _share_as_object,
    (
        Rule(
            "attach:share_object",
            (
                (
                    "Norvale generates <60 percent> of its revenue from advertising.",
                    "revenue from advertising",
                    "Norvale",
                ),
            ),
            ("36% of imports are computers.",),
        ),
    ),
)
PART_OR_STATE = Way(
    _part_or_state,
    (
        Rule(
            "attach:share_part",
            (("<36%> of imports are computers.", "imports", "computers"),),
            ("Half of the homes were empty.",),
        ),
        Rule(
            "attach:share_state",
            (("<Half> of the homes were empty.", "homes empty", "homes"),),
            ("36% of imports are computers.",),
        ),
    ),
)
LADDER = (STAKE, SHARE_AS_OBJECT, PART_OR_STATE)
_MAKERS = makers(LADDER)
SHARE_OF_WHOLE = Way(
    share_of_whole,
    (
        Rule(
            "attach:share",
            (("More than <half> of the oil, the mayor said, was burned.", "oil", None),),
            ("The deficit fell to 3 percent of GDP.",),
        ),
        Rule(
            "attach:share_acts",
            (("<A third> of the schools closed.", "schools closed", "schools"),),
            ("The city closed a third of the schools.",),
        ),
        SAID_WHOLE,
    ),
    inside=LADDER,
    kinds=(
        "percent",
        "ratio",
    ),
)
