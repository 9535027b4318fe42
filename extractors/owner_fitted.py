"""Whose a figure is by weights fitted to annotated articles: the likeliest of all whom the article speaks of."""

from __future__ import annotations

from collections import Counter

from extractors.attach_owner import named, without_size
from extractors.attach_tallies import is_tally, reports_cases
from extractors.clause_subjects import clause_subject
from extractors.clauses import SPEECH
from extractors.discourse import Discourse, names_of_text
from extractors.foretold import foresees_for_land
from extractors.kinds import is_another_branch
from extractors.measure_nouns import says_what
from extractors.no_owners import starts_with_number, thing_counted
from extractors.owner_pool import Candidate, cast_of, pool_of
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Statement
from extractors.weighing import surest, weights, worths
from extractors.words import words

TABLE = "owner_weights"
_TELLER = 3000  # thousandths that speak against who only reports cases; set by hand, no fitted sign says so
_NEVER = 100_000
_LYING = ("at", "in", "on", "aboard")
_OF_GROUPS = ("attach:share_acts", "attach:opening")
_LONG = 12  # figures of one sentence


def choose_owner(scene: Scene, q: Quantity, told: Statement, lasting: bool) -> str | None:
    """The owner that the weights say, if that is clearly another than whom the rules say in ``told``.

    ``lasting`` where the measure is what goes on, which belongs to somebody with a name if to anybody.
    """
    owner = told.subject
    by_name = told.rule in _MOVING and owner is not None and _is_subject_by_name(scene, owner)
    if is_open(scene) and not by_name:
        pool = pool_of(scene, q, told)
        worth = worths(pool.candidates, pool.contexts, weights(TABLE))
        worth = [
            one - _against(scene, told, c, lasting) if c.known is not None else one
            for one, c in zip(worth, pool.candidates, strict=True)
        ]
        best = surest(worth, lambda k: pool.candidates[k].words, pool.ruled)
        if best != pool.ruled and not _is_held(scene, q, told, pool.candidates[best], pool.candidates[pool.ruled]):
            said = pool.candidates[best].text
            owner = named(scene.names, without_size(said)) if said is not None else None
            if owner and q.kind == "ratio" and starts_with_number(owner):
                owner = thing_counted(owner) or owner  # "one in [five roads]"
            q.rules.append("owner:fitted")
        elif owner and (pool.candidates[pool.ruled].full or pool.candidates[pool.ruled].text is None):
            owner = pool.candidates[pool.ruled].text  # nobody, where the rules took a piece of a sentence
    cast_of(scene.names).remember(owner)
    return owner


def _against(scene: Scene, told: Statement, candidate: Candidate, lasting: bool) -> int:
    """What speaks against a candidate beside the weights, in thousandths."""
    known = candidate.known
    if known is None:
        return 0
    if known.text.startswith(_TRADED):
        return _NEVER  # "Shares in Oakmart" own nothing: Oakmart does
    if lasting and (known.sort not in "PLE" or known.text[0].islower() or _NEAR_BY.isdisjoint(candidate.signs)):
        return _NEVER
    if lasting and known.sort == "E" and known.text not in scene.names.once(_often_named):
        return _NEVER  # the words of a headline
    told_of = "Linv" in candidate.signs and not _TOLD_OF.isdisjoint(
        scene.sent.said
    )  # "said Ann Mill, whose farm has"
    if not _INVERTED.isdisjoint(candidate.signs) and not told_of and _SELF.isdisjoint(scene.sent.said):
        return _TELLER  # "there were 30 open posts, said [Ann Mill]"
    return _TELLER if is_tally(told.measure) and reports_cases(known.text) else 0  # "Officials reported nine deaths"


_TRADED = tuple(f"{what} {of} " for what in ("Shares", "shares", "Stock", "stock") for of in ("in", "of"))
# Signs of those the sentence names, those before or the title.
_NEAR_BY = frozenset("main subj1 insubj1 par0 agent1 first C N".split())
_INVERTED = frozenset(("Linv", "Rinv"))


def _often_named(names: Discourse) -> frozenset[str]:
    """Names that the text writes more than once."""
    times = Counter(name for _, name in names.once(names_of_text))
    return frozenset(name for name, count in times.items() if count > 1)


_TOLD_OF = frozenset("who whose".split())
_SELF = frozenset("i we me us my our he she his her it its they their him them".split())


def _is_held(scene: Scene, q: Quantity, told: Statement, other: Candidate, ruled: Candidate) -> bool:
    """True where grammar or the paragraph says more than the weights: "Orrin — The toy maker sold 4 million" is of
    Orrin and not of whom the article is about.
    """
    if ruled.text is not None and ruled.text == scene.names.of_paragraph(scene.index) and "same" not in other.signs:
        return True
    if _goes_on(scene, q, other, ruled):
        return True
    if other.text is not None and other.text.lower() in _RELATIVES:
        return True  # "of whom 32,600 are in shelters"
    if ruled.text is not None and _says_it_would(scene, ruled.text):
        return True
    if told.rule in _OF_GROUPS and other.words < ruled.words and "%" not in (ruled.text or ""):
        return True  # "adults who own a car", of whom "adults" alone says too little
    if "tells" in other.signs and "agent0s" not in other.signs and ruled.text is not None:
        return True  # "The Census Bureau said rents rose": not of the bureau
    if told.rule == "attach:count_object" and ruled.text is not None and scene.low(scene.verb - 1) == "there":
        if scene.low(q.last) in _LYING and not other.words > ruled.words and _stands_at(scene, q.last, ruled.text):
            return True  # "There were 40 guests at the inn"
    if other.text is not None and not other.text.islower() and _is_cited(scene, other.text):
        return True  # "According to the blog Orlo, two batches have it"
    if ruled.text is not None and foresees_for_land(scene, other.text, told.measure):
        return True  # "The central bank sees inflation at 4 percent"
    if "agent0" in ruled.signs and other.known is not None and other.known.sort == "E" and _is_somebody(ruled.text):
        return True  # "The worker, aged 54, spent 11 weeks": not the firm
    if ruled.text is not None and ruled.text.lower() in _MONEYS and told.rule == "attach:verb_thing":
        return True  # "The crown gained 0.8%": not the central bank's
    if ruled.text is not None and other.text is not None and is_another_branch(ruled.text, other.text):
        return True  # "The transport ministry": not the Norland Defence Ministry
    return _is_below(other, ruled) or _is_other_measure(told.measure, other.text)


def _goes_on(scene: Scene, q: Quantity, other: Candidate, ruled: Candidate) -> bool:
    """ "Fenwick would close 45 shops with the loss of [1,200 jobs]": what one verb tells is of one, whom the sentence
    names or points to, where nobody else is named between the two.
    """
    if not scene.done or not ruled.text or not other.text or ruled.text != scene.done[-1].subject:
        return False
    sent, start = scene.sent, scene.sent.start[q.first]
    if scene.verb < 0 or scene.verb > scene.behind:
        return False
    if scene.folded.find(ruled.text, sent.offset, start) < 0:
        subject = clause_subject(scene, scene.verb)
        if subject is None or scene.tag(subject.first) not in ("PRP", "PRP$"):
            return False
    return scene.folded.find(other.text, sent.start[scene.behind], sent.stop) < 0


_MOVING = ("attach:verb_entity", "attach:verb_thing")


def _is_subject_by_name(scene: Scene, name: str) -> bool:
    """ "while the [Conservatives] have fallen to 28 percent": nobody else is meant."""
    subject = clause_subject(scene, scene.verb)
    if subject is None or scene.tag(subject.head) not in ("NNP", "NNPS"):
        return False
    return scene.folded.find(name, scene.sent.start[subject.first], scene.sent.end[subject.last - 1]) >= 0


_RELATIVES = frozenset("who whom whose which that".split())


def _says_it_would(scene: Scene, name: str) -> bool:
    """ "Fenwick said its sales fell and warned it would close 45 shops": who says so of itself."""
    subject = clause_subject(scene, scene.verb)
    if subject is None or subject.last - subject.first != 1 or scene.low(subject.first) not in ("it", "they"):
        return False
    k = subject.first - 1 - (scene.low(subject.first - 1) == "that")
    return scene.low(k) in SPEECH and scene.folded.find(name, scene.sent.offset, scene.sent.start[k]) >= 0


def _stands_at(scene: Scene, k: int, text: str) -> bool:
    """True for "the inn" of "at the inn", whose preposition is token ``k``."""
    first = k + 1 + (scene.tag(k + 1) == "DT")
    return first < len(scene.sent.start) and scene.folded.startswith(text, scene.sent.start[first])


def _is_cited(scene: Scene, name: str) -> bool:
    """True where the sentence only has from ``name`` what it says: "according to the blog Orlo"."""
    sent = scene.sent
    if "according" not in sent.said or "it" in sent.said or "its" in sent.said or "their" in sent.said:
        return False
    k = sent.lows.index("according")
    first = k + 2 + (scene.tag(k + 2) == "DT")
    if scene.low(k + 1) != "to" or first >= len(sent.start):
        return False
    at = sent.start[first]
    return scene.folded.startswith(name, at) and scene.folded.find(name, sent.offset, sent.stop) == at


def _is_somebody(text: str | None) -> bool:
    """True for "worker" and "young driver"."""
    return text is not None and text.islower() and text.rpartition(" ")[2] in _SOMEBODY


_MONEYS = words("ranges.moneys")
_SOMEBODY = (words("people.men") | words("people.women") | words("people.either")) - words("people.offices")


def _is_other_measure(measure: str | None, text: str | None) -> bool:
    """ "Approvals dropped to 64,100" in an article on house prices: no prices have approvals."""
    if not measure or not text or text != text.capitalize():
        return False
    head = text.rpartition(" ")[2].lower()
    own = measure.partition(" of ")[0].rpartition(" ")[2].lower()
    return head in _PLAIN and says_what(own) and own != head and own not in _OF_MEASURES


_PLAIN = frozenset("prices sales exports imports profits deaths cases rents wages orders starts earnings".split())
_OF_MEASURES = frozenset(
    "rate growth rise increase fall drop average level index pace figure number total value share volume".split()
)


def _is_below(other: Candidate, ruled: Candidate) -> bool:
    """ "The group, which owns Orrin and Corvin, is paying": who stands in the relative clause does not pay."""
    return "agent0" in ruled.signs and "child" in other.signs and "same" not in other.signs


def is_open(scene: Scene) -> bool:
    """False in a lone sentence without a title, where nobody else is spoken of, and far down a list."""
    return (len(scene.names.spans) > 1 or bool(scene.names.title)) and len(scene.done) <= _LONG
