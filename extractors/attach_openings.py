"""Numbers that are the subject themselves: what their own verb says of them is the measure."""

from __future__ import annotations

from extractors.asked import asked_group
from extractors.attach_acts import HARMED, PARTICLES
from extractors.attach_doers import doer_or_place, within_clause
from extractors.attach_shares import BE, FINITE
from extractors.attach_wholes import thing_told
from extractors.clause_subjects import place_after
from extractors.clauses import SPEECH, subject_of, verb_before
from extractors.noun_phrases import Phrase, left_phrase, right_phrase
from extractors.owner_splits import owner_of_clause
from extractors.owners import owner_name
from extractors.phrases import singular
from extractors.predicates import predicate, until_mark
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Attached
from extractors.unsaid_owners import fronted_place
from extractors.ways import Rule, Way
from extractors.words import words


def opening_share(scene: Scene, q: Quantity) -> Attached | None:
    """ "64 percent were tenants": a share that is the subject of its clause."""
    whole = scene.done[-1] if scene.done else None
    fronted = scene.word in ("which", "whom") and scene.low(scene.before - 1) == "of"
    if fronted and scene.tag(q.last) not in (".", ",", "IN", "CC"):
        named = left_phrase(scene.sent, scene.before - 2) if scene.low(scene.before - 2) == "," else None
        if named is not None and scene.tag(named.first) == "DT" and scene.low(named.first) == "those":
            act = until_mark(scene, q.last, q.last + 1)  # "those over 65, of whom just 31 percent back the plan"
            group = scene.text(named.first, scene.before - 2)
            return Attached(f"{group} {act}", group, "attach:opening")
    if fronted and whole is not None and whole.measure and scene.tag(q.last) in (*FINITE, "MD", "VBN"):
        # "3,200 replies, of which 71 percent opposed the cuts"
        return Attached(f"{thing_told(whole)} {predicate(scene, q.last)}".strip(), whole.subject, "attach:opening")
    if q.kind in ("money", "measure"):
        return opening(scene, q) if _is_needed(scene, q) else None
    sides = scene.word in ("with", "and", ",") and (_favours(scene, q.last) or scene.low(q.last) in _SIDES)
    if q.kind == "percent" and sides:  # "Voters are split, with 46 percent in favor and 45 percent opposed"
        owner = scene.done[-1].subject if scene.word != "with" and scene.done else owner_of_clause(scene, scene.verb)
        return Attached(until_mark(scene, q.last, q.last + 1), owner, "attach:opening")
    polled = q.kind == "percent" and scene.before == scene.verb and scene.low(scene.verb) in _POLLED
    if polled and (scene.low(q.last) in ("against", "for") or _favours(scene, q.last)):
        return Attached(until_mark(scene, q.last, q.last + 1), owner_of_clause(scene, scene.verb), "attach:opening")
    asked = scene.word in ("found", "showed", "shows", "finds") and scene.tag(q.last) in ("VBN", "VBD", "JJ")
    if asked and q.kind == "percent" and scene.low(q.last + 1) in ("and", ",", ".", "to"):
        return Attached(scene.sent.words[q.last], owner_of_clause(scene, scene.verb), "attach:opening")
    if (
        q.kind in ("percent", "ratio")
        and (_acts_behind(scene, q.last) or _acts_alone(scene, q))
        and (scene.word in ("", ",", "and", '"', "while", "that") or polled)
    ):
        return opening(scene, q)
    if q.kind in ("money", "measure") and scene.tag(q.last) in FINITE and scene.word in ("and", ";", "but"):
        return opening(scene, q)  # "1,250 people had been displaced and 6 million kina was needed"
    return None


def _acts_behind(scene: Scene, k: int) -> bool:
    """ "22% [will] freeze hiring", "12% [never wear] a belt", "40% [drink]": what a share does."""
    k += scene.tag(k) == "RB"
    return scene.tag(k) in FINITE or scene.tag(k) == "MD"


def _is_needed(scene: Scene, q: Quantity) -> bool:
    """True for "The board says the extra $5 million is needed to pay for it"."""
    if scene.low(q.last) not in _NEEDED:
        return False
    if scene.word in ("", "that") or scene.low(scene.before) in SPEECH:
        return True
    return scene.low(q.first - 1) in ("the", "extra") and scene.low(scene.verb) in SPEECH


_NEEDED = frozenset("is was has had will would could should were are".split())
_SIDES = frozenset("opposed against undecided unsure".split())
_POLLED = frozenset("found finds showed shows put had".split())


def _acts_alone(scene: Scene, q: Quantity) -> bool:
    """True for the verb of "four in five renew" and ", 94 percent passed", whatever its tag."""
    tag = scene.tag(q.last)
    ends = scene.tag(q.last + 1) in (".", ",", ";") or scene.low(q.last + 1) == ""
    return (q.kind == "ratio" and tag == "VB") or (tag == "VBN" and ends and scene.word in ("", ","))


def _favours(scene: Scene, k: int) -> bool:
    """True for "in favour" at token ``k``."""
    return scene.low(k) == "in" and scene.low(k + 1) in ("favour", "favor")


def share_of_noun(scene: Scene, q: Quantity) -> Attached | None:
    """ "one post in nine is vacant", "kills one patient in three": the noun inside, and what it does or suffers."""
    if "ratio:one_in" not in q.rules or not q.first < q.phrase <= q.head < q.last:
        return None
    noun, verb = scene.text(q.phrase, q.head + 1), scene.verb
    if verb < 0 or scene.low(verb) in SPEECH or not within_clause(scene.sent, verb, q.first):
        return Attached(f"{noun} {predicate(scene, q.last)}".strip(), None, "attach:share_of_noun")
    state = scene.text(q.last, q.last + 1) if scene.tag(q.last) in ("JJ", "VBN") else ""
    act = scene.sent.words[verb] if scene.tag(verb) in ("VBD", "VBN") and not state else ""
    return Attached(f"{noun} {state or act}".strip(), owner_of_clause(scene, verb), "attach:share_of_noun")


def opening(scene: Scene, q: Quantity) -> Attached | None:
    """ "Forty were turned away": what the number's own verb says of it is the measure."""
    sent, j = scene.sent, q.last
    if scene.tag(j) not in (*FINITE, "MD", "VB", "VBN") and not (scene.tag(j) == "RB" and _acts_behind(scene, j)):
        return None
    k = j + 1 if sent.lows[j] in (*BE, "had", "have") else j
    said = j + 1 + (scene.low(j + 1) == "that")
    if sent.lows[j] in SPEECH and scene.tag(said) == "PRP":
        k = said + 1
        while scene.tag(k) == "MD" or scene.low(k) in ("had", "have", "already", "been"):
            k += 1  # "One in six said they had already lost"
    said_last = scene.done[-1] if scene.done else None
    listed = said_last.subject if said_last is not None and said_last.rule in _SHARING else None
    group = (
        _of_group(scene)
        or fronted_place(scene)
        or listed
        or (asked_group(scene) if q.kind in ("percent", "ratio") else None)
    )
    colon = q.first - 1 - (sent.lows[q.first - 1] in ("only", "just"))
    if group is None and q.kind in ("percent", "ratio") and colon > 0 and sent.lows[colon] == ":":
        group = _led_in(scene, colon)
    act = until_mark(scene, k, k)
    if group is None and q.kind == "measure" and not scene.done:
        group = doer_or_place(scene, j, min(len(sent.words), j + 7))  # "1.2 million hectares have burned in Norland"
        group = group if group is not None and group[0].isupper() else None
    if q.kind == "ratio" and q.first <= q.phrase <= q.head < q.last:
        act = f"{scene.text(q.phrase, q.head + 1)} {act}"  # "One post in nine is vacant"
    return Attached(act, group, "attach:opening")


_SHARING = ("attach:opening", "attach:share_acts", "attach:noun_opens")


def _led_in(scene: Scene, colon: int) -> str | None:
    """ "Shoppers are cutting back: 45 percent buy less": whom the clause before the colon is about, if many."""
    verb = verb_before(scene.sent, colon)
    phrase = subject_of(scene.sent, verb) if verb >= 0 else None
    return scene.words_of(phrase) if phrase is not None and scene.tag(phrase.head) == "NNS" else None


def next_opening(scene: Scene, q: Quantity) -> Attached | None:
    """ "77 percent were renters, 12 percent owners": the second of a list of such shares."""
    if (
        scene.done[-1].rule == "attach:opening"
        and scene.word in (",", "and")
        and scene.tag(q.last) in ("JJ", "NNP", "NN", "NNS", "IN")
    ):
        return Attached(until_mark(scene, q.last, q.last + 1), scene.done[-1].subject, "attach:opening")
    return None


def share_that_acts(scene: Scene, q: Quantity) -> Attached | None:
    """ "Renters are worst off, with 41 percent saying they sold a car": what a share of the subject does."""
    if scene.tag(q.last) != "VBG" or scene.word not in ("with", "and", ","):
        return None
    verb = scene.verb if scene.verb >= 0 else -1
    owner = scene.done[-1].subject if scene.word != "with" and scene.done else owner_of_clause(scene, verb)
    return Attached(until_mark(scene, q.last, q.last + 1), owner, "attach:share_doing")


def count_that_acts(scene: Scene, q: Quantity) -> Attached | None:
    """ "after two were lost", "and 39 went missing", "Twenty of them left": a number without a noun that is the
    subject of its own clause, of what was counted before.
    """
    if q.head >= 0 and not q.carried:
        return None
    if "unit:part_of" in q.rules and scene.low(q.last) == "of":
        return _part_of(scene, q)
    k = q.last + (scene.low(q.last) in ("more", "others", "still"))
    stated = scene.low(k) in HARMED and scene.tag(k + 1) not in ("NN", "NNS")
    if q.unit == "person" and q.head < 0 and stated and scene.word in ("with", "and", ",", "or"):
        owner = scene.done[-1].subject if scene.done else None  # "with 300 more missing"
        return Attached(f"people {scene.low(k)}", owner, "attach:count_again")
    if scene.low(q.last) == "who" and (q.named is not None or (q.unit == "person" and q.head < 0)):
        said = until_mark(scene, q.last, q.last + 2)
        said = said if said != "who" else scene.text(q.last, q.last + 2)  # "the 350,000 who remain"
        return Attached(f"{q.named or 'people'} {said}", None, "attach:count_again")
    total = scene.word == "of" and scene.low(scene.before - 1) in ("total", "number")
    of_which = scene.word in ("which", "whom") and scene.low(scene.before - 1) == "of" and bool(scene.done)
    if scene.word and scene.word not in _OPENERS and not total and not of_which:
        return None
    k = q.last
    if scene.low(k) == "of" and scene.low(k + 1) in _THOSE:
        k += 2
    elif q.carried and _whole(scene) is None:
        return None
    if scene.done and scene.done[-1].rule == "attach:count_again" and scene.low(k) in ("in", "at", "from"):
        place = place_after(scene, k)  # "31 were in Arden and 14 in Telmar"
        return Attached(scene.done[-1].measure, place, "attach:count_again") if place else None
    things = q.named or (scene.text(q.phrase, q.head + 1) if q.head >= 0 else "")
    if k > q.last and scene.word == "," and scene.done and things and scene.tag(k) in ("IN", "JJ", "NNS", "VBG"):
        said = until_mark(scene, k, k + 1)  # "31,000 of them under five", "9 of them porters"
        owner = scene.done[-1].subject
        return Attached(said if scene.tag(k) == "NNS" else f"{things} {said}", owner, "attach:count_again")
    listed = scene.word in ("and", ",", ";") and scene.tag(k) == "VBN" and bool(scene.done)
    listed = listed or (not scene.word and scene.tag(k) == "VBN" and q.unit == "person")  # "At least 12 drowned"
    states = k > q.last and scene.low(k) == "in" and scene.done and place_after(scene, k) is None
    if scene.tag(k) not in (*FINITE, "MD") and not listed and not states:
        return None
    before = scene.done[-1] if scene.done else None
    whole = _whole(scene)
    if whole is not None:
        thing: str | None = scene.words_of(whole)
    elif q.named is not None:
        thing = q.named
    elif q.unit == "person":
        thing = "people"
    elif q.carried and q.head >= 0:
        thing = scene.text(q.phrase, q.head + 1)
    else:
        thing = before.measure if before is not None and "count:again" in q.rules else None
        if before is not None and of_which:
            thing = _things(before.measure, q.unit)  # "It sold 40 cars, of which [12] were red"
    if thing is None:
        return None
    owner = before.subject if before is not None else None
    if before is None and whole is not None:
        owner = scene.words_of(whole)
    elif before is None and k > q.last and scene.names.last is not None:
        owner = scene.names.last.subject
    if scene.low(k) in BE and scene.low(k + 1) in ("in", "at", "from") and place_after(scene, k + 1):
        return Attached(thing, place_after(scene, k + 1), "attach:count_again")  # "31 were in Arden"
    if k > q.last and scene.low(k) == "in" and before is not None:  # "12 of them in critical condition"
        return Attached(f"{thing} {until_mark(scene, k, k + 1)}", owner, "attach:count_again")
    act = predicate(scene, k)
    if q.unit and act and scene.tag(k) in ("MD", *FINITE) and singular(act.rpartition(" ")[2]) == q.unit:
        thing, act = act, ""  # "of whom 40 are nurses"
    return Attached(f"{thing} {act}".strip(), owner, "attach:count_again")


def _things(measure: str | None, unit: str | None) -> str | None:
    """ "seats" of "seats went to her party" where seats are counted: without what is said of them."""
    parts = (measure or "").split()
    stop = next((k for k, part in enumerate(parts, 1) if singular(part.lower()) == unit), len(parts))
    return " ".join(parts[:stop]) or None


_ABOUT = frozenset("about around some nearly roughly almost".split())


def _part_of(scene: Scene, q: Quantity) -> Attached | None:
    """ "12 of the 40 wells are working", "closed 12 of its 40 wells": the wells, and what they or others do."""
    k = q.last + 1 + (scene.low(q.last + 1) in _ABOUT)
    while (scene.tag(k) in ("DT", "PRP$", "CD", "POS", "NNP") and scene.tag(k + 1) in _BEFORE_WHOLE) or (
        scene.tag(k) == "NN" and scene.tag(k + 1) == "POS"
    ):
        k += 1
    whose = left_phrase(scene.sent, k - 2, q.last + 1) if scene.tag(k - 2) == "POS" else None
    whole = right_phrase(scene.sent, k, tails=0)
    if whole is None or (scene.tag(whole.head) != "NNS" and scene.low(whole.head) not in _PLURAL):
        return None
    first = max((m + 1 for m in range(whole.first, whole.head) if scene.tag(m) in ("POS", "CD")), default=whole.first)
    thing = scene.text(first, whole.last)  # "73 of the country's 96 districts"
    if scene.tag(whole.last) in (*FINITE, "MD"):
        owner = owner_name(scene, whose) if whose is not None else None
        return Attached(f"{thing} {predicate(scene, whole.last)}".strip(), owner, "attach:count_again")
    if scene.verb < 0:
        return None
    act = scene.sent.words[scene.verb] if scene.tag(scene.verb) in ("VBD", "VBN") else ""
    if act and scene.before == scene.verb + 1 and scene.word in PARTICLES:
        act = f"{act} {scene.word}"  # "shot down 19 of the 24 drones"
    act = "" if scene.low(scene.verb) in (*BE, *_FORESEEN, "had", "has") or scene.word in _PLACING else act
    return Attached(f"{thing} {act}".strip(), owner_of_clause(scene, scene.verb), "attach:count_again")


_FORESEEN = ("expected", "set", "due", "scheduled", "forced", "allowed")  # "are expected to scrap 48 of 715 sailings"
_PLACING = frozenset("in at across from for on to throughout".split())
_BEFORE_WHOLE = ("CD", "POS", "NN", "NNS", "JJ", "NNP", "JJS")
_OPENERS = words("attach_openings.openers")
_PLURAL = frozenset("staff crew personnel aircraft police people".split())
_THOSE = frozenset("them these those whom which".split())


def _whole(scene: Scene) -> Phrase | None:
    """ "Of these projects, 44": the noun of the group in front; None where it is a pronoun."""
    if scene.sent.lows[0] not in ("of", "among"):
        return None
    k = 1
    while scene.tag(k) in ("DT", "CD"):
        k += 1
    phrase = right_phrase(scene.sent, k, tails=0)
    plural = phrase is not None and scene.tag(phrase.head) == "NNS" and scene.low(phrase.last) == ","
    return phrase if plural else None


def _of_group(scene: Scene) -> str | None:
    """ "Of the 300 people asked, half ...": the group in front."""
    sent = scene.sent
    if sent.lows[0] not in ("of", "among"):
        return None
    phrase = Phrase(1, 2, 1) if sent.lows[1] in ("those", "these") else right_phrase(sent, 1, tails=1)
    if phrase is None:
        return None
    stop = phrase.last
    while stop < len(sent.words) and stop < phrase.last + 14 and sent.lows[stop] != ",":
        stop += 1
    return scene.text(phrase.first, stop)


OPENING = Rule(
    "attach:opening",
    (
        ("Of the tenants asked, <64 percent> were older than 30.", "older than 30", "tenants asked"),
        ("Among tenants of the tower, 77 percent were new, <12 percent> seniors.", "seniors", "tenants of the tower"),
    ),
    ("Turnout was 77 percent.",),
)
SHARE_OF_NOUN = Way(
    share_of_noun,
    (
        Rule(
            "attach:share_of_noun",
            (
                ("<One post in nine> is vacant.", "post vacant", None),
                ("The strike left <one post in nine> vacant.", "post vacant", "strike"),
            ),
            ("One in nine posts is vacant.",),
        ),
    ),
)
OPENING_SHARE = Way(
    opening_share,
    (OPENING,),
    kinds=(
        "percent",
        "ratio",
        "money",
        "measure",
    ),
)
OPENING_NUMBER = Way(opening, (OPENING,))
NEXT_OPENING = Way(
    next_opening,
    (OPENING,),
    kinds=(
        "percent",
        "ratio",
    ),
    later=True,
)
SHARE_THAT_ACTS = Way(
    share_that_acts,
    (
        Rule(
            "attach:share_doing",
            (
                (
                    "Renters are worst off, with <41 percent> saying they sold a car.",
                    "saying they sold a car",
                    "Renters",
                ),
            ),
            ("Renters are worst off, with 41 percent of the vote.",),
        ),
    ),
    kinds=(
        "percent",
        "ratio",
    ),
)
COUNT_THAT_ACTS = Way(
    count_that_acts,
    (
        Rule(
            "attach:count_again",
            (
                (
                    "Calder Marine has 60 barges after <two> were lost in a gale.",
                    "barges lost in a gale",
                    "Calder Marine",
                ),
            ),
            ("Calder Marine has 60 barges after two barges were lost.",),
        ),
    ),
    kinds=("count",),
)
