"""Moods that the words around a figure leave no doubt of, whatever else the sentence speaks of."""

from __future__ import annotations

from collections.abc import Callable

from extractors.awaited import awaited
from extractors.clause_map import FINITE
from extractors.modality_now import SO_NOW
from extractors.modality_signs import BE
from extractors.model import Modality
from extractors.move_words import MOVE_NOUNS
from extractors.phrases import NOUNS
from extractors.quantities import Quantity
from extractors.tokens import Sentence
from extractors.words import words

RULE = "modality:certain"
_URGED = words("modality_certain.urged")
_FAVOURING = words("modality_certain.favouring")
_FORETOLD = words("modality_certain.foretold")
_REVISED = words("modality_certain.revised")
_SEERS = words("awaited.seers")
_RULED = words("modality_certain.ruled")
_MAY = frozenset("may might could".split())
_LEVELS = frozenset("to from at".split())
_HEDGES = words("modality_certain.hedges")
_NO_VERB = frozenset(("close to", "give or", "set of"))  # "Close to 40 percent", "Give or take 30"
_NOUN_WITH = frozenset("in of".split())  # "Increase in sales of 40 percent"
_ASIDE = words("modality_certain.aside")
_ASKED = words("modality_certain.asked")
_CONDITIONS = frozenset("if unless should whether".split())
_NEAR = 6  # tokens
_REACH = 12  # tokens


def certain_mood(sent: Sentence, q: Quantity) -> Modality | None:
    """The mood of ``q`` where its words leave no doubt: "scheduled to open with [40 cars]" is planned, not done."""
    for mood, says in sent.once(_ways_of):
        if says(sent, q):
            return mood
    return None


def _ways_of(sent: Sentence) -> list[tuple[Modality, Callable[[Sentence, Quantity], bool]]]:
    """Those of the ways that a word of the sentence speaks for; most sentences have none."""
    told = _ANY & sent.said
    return [(mood, says) for mood, says, asked in _WAYS if not asked.isdisjoint(told)] if told else []


def _is_urged(sent: Sentence, q: Quantity) -> bool:
    """ ""Raise the wage to [$15]," she said"."""
    if sent.lows[:1] != ['"'] or len(sent.lows) < _NEAR or sent.lows[1] not in _URGED:
        return False
    if " ".join(sent.lows[1:3]) in _NO_VERB or (sent.lows[2] in _NOUN_WITH and sent.lows[1] != "invest"):
        return False
    if sent.lows[1] == "set" and sent.tags[2] in ("CD", "IN", "RB"):
        return False  # "Set 200 miles from the coast, a town"
    end = next((k for k in range(2, len(sent.lows)) if sent.lows[k] == '"'), len(sent.lows))
    return q.last <= end and FINITE.isdisjoint(sent.tags[2:end])


def _is_favoured(sent: Sentence, q: Quantity) -> bool:
    """ "back cutting fares to [$2]", "say they favour raising it to [$15]"."""
    return any(
        sent.lows[k] in _FAVOURING and sent.tags[k + 1] == "VBG" and FINITE.isdisjoint(sent.tags[k + 1 : q.first])
        for k in range(max(0, q.first - _REACH), q.first - 1)
    )


def _is_ruled(sent: Sentence, q: Quantity) -> bool:
    """ "ordered him to be held for [two months]", "recommended that she be barred for [a year]"."""
    for k in range(max(0, q.first - _REACH), q.first - 2):
        if sent.lows[k] in _RULED and sent.tags[k] != "NNS":
            between = sent.lows[k + 1 : q.first]
            at = between.index("be") + k + 1 if "be" in between else -1
            if at > 0 and sent.tags[at + 1] in ("VBN", "VBD") and FINITE.isdisjoint(sent.tags[at + 2 : q.first]):
                return True
    return False


def _is_scheduled(sent: Sentence, q: Quantity) -> bool:
    """ "is scheduled to begin a [three-day] tour, with [40 vans]"."""
    if "scheduled" not in sent.lows[1 : q.first]:
        return False
    k = sent.lows.index("scheduled")
    if (
        sent.lows[k - 1] not in BE
        or sent.lows[k + 1 : k + 2] != ["to"]
        or sent.lows[k - 1] in ("was", "were", "been")
    ):
        return False
    between = slice(k + 3, q.first)  # "scheduled to close despite its [4,000 riders]" says what is
    return k + 2 < q.first and FINITE.isdisjoint(sent.tags[between]) and _ASIDE.isdisjoint(sent.lows[between])


def _is_to_come(sent: Sentence, q: Quantity) -> bool:
    """ "with [67 shops] to close by May"."""
    if sent.lows[q.first - 1 : q.first] != ["with"] or q.kind != "count":
        return False
    k = next((k for k in range(q.last, min(len(sent.lows), q.last + 3)) if sent.lows[k] == "to"), -1)
    if k < 0 or sent.lows[k + 1 : k + 2] == []:
        return False
    if sent.lows[k + 1] == "be":
        return sent.tags[k + 2 : k + 3] in (["VBN"], ["VBD"])  # not "to be proud of"
    return sent.lows[k + 1] in ("close", "shut", "open")  # "12 games to go" are left


def _is_in_forecast(sent: Sentence, q: Quantity) -> bool:
    """ "to [5.6 percent], compared with [5.5 percent] in its last forecast"."""
    if sent.lows[q.last : q.last + 1] != ["in"]:
        return False
    near = sent.lows[q.last + 1 : q.last + _NEAR]
    ends = next((k for k, low in enumerate(near) if low in _FORETOLD), -1)
    if ends < 1 or near[0] not in ("its", "the", "their", "his", "her"):
        return False
    at = q.last + 1 + ends  # "in the run-up to guidance changes", "in its effort to upgrade forecasts": no forecast's
    return _DESCRIBING.issuperset(sent.tags[q.last + 2 : at]) and sent.tags[at + 1 : at + 2] not in (["NN"], ["NNS"])


_DESCRIBING = frozenset("JJ NN NNS NNP VBN CD RB POS JJS JJR".split())


def _is_marked(sent: Sentence, q: Quantity) -> bool:
    """ "2023 (forecast) [1.3%]", "[1.3%] (forecast)": the brackets say so."""
    lows = sent.lows
    ahead = lows[q.first - 3 : q.first - 2] == ["("] and lows[q.first - 2] in _FORETOLD and lows[q.first - 1] == ")"
    behind = lows[q.last : q.last + 1] == ["("] and lows[q.last + 2 : q.last + 3] == [")"]
    return (q.first > 2 and ahead) or (behind and lows[q.last + 1] in _FORETOLD)


def _is_revised(sent: Sentence, q: Quantity) -> bool:
    """ "lifted the estimate for growth to [4 percent] from [3 percent]"."""
    return _is_changed(sent, q, _FORETOLD)


def _is_goal_revised(sent: Sentence, q: Quantity) -> bool:
    """ "cut its target to [850,000] from [900,000]"."""
    return _is_changed(sent, q, _GOALS)


def _is_goal(sent: Sentence, q: Quantity) -> bool:
    """ "below its [13%] target": what somebody wants."""
    behind = sent.lows[q.last : q.last + 1]
    whose = sent.tags[q.first - 1 : q.first] in (["PRP$"], ["POS"]) and q.kind == "percent"
    return (
        behind != []
        and behind[0] in _GOALS
        and whose
        and not _BEYOND.isdisjoint(sent.lows[max(0, q.first - _NEAR) : q.first])
    )


_BEYOND = frozenset("above below".split())
_GOALS = frozenset("target targets goal goals plan plans".split())


def _is_changed(sent: Sentence, q: Quantity, nouns: frozenset[str]) -> bool:
    k = q.first - 1
    while k > 0 and sent.lows[k] in _HEDGES:
        k -= 1
    if k < 2 or sent.lows[k] not in _LEVELS:
        return False
    lo = max(0, k - _REACH)
    at = next((j for j in range(k, lo, -1) if sent.lows[j] in nouns and sent.tags[j] in ("NN", "NNS")), -1)
    behind = sent.lows[at : k - (sent.lows[k - 1] == ",")]  # "its forecast for the second time, to [4 percent]"
    if at < 0 or not {",", ";"}.isdisjoint(behind) or "VBZ" in sent.tags[at:k]:
        return False
    return not _REVISED.isdisjoint((*sent.lows[max(0, at - _NEAR) : at], *sent.lows[at + 1 : min(k, at + _NEAR)]))


def _is_awaited(sent: Sentence, q: Quantity) -> bool:
    """ "missing the [$455 million] expected on average", "short of the [$2bn] pencilled in by brokers", "than the
    [2%] analysts had expected".
    """
    k = q.last + (sent.lows[q.last : q.last + 1] == ["that"])
    k += sent.lows[k : k + 1] != [] and sent.lows[k] in MOVE_NOUNS  # "the 3% growth forecast in a poll"
    behind = sent.lows[k : k + 1]
    if behind == [] or sent.lows[q.first - 1] != "the" or q.first < 2:
        return False
    if behind[0] not in _PENCILLED and awaited(sent, q.last) is None:
        return False
    return sent.lows[q.first - 2] in _AGAINST or sent.lows[q.first - 3 : q.first - 1] in _SHORT


_PENCILLED = frozenset("expected forecast predicted projected anticipated pencilled penciled".split())
_AGAINST = frozenset(
    "against above below missing beating topping exceeding beat beats topped missed than with".split()
)
_SHORT = (["short", "of"], ["shy", "of"], ["ahead", "of"])


def _follows(sent: Sentence, q: Quantity) -> bool:
    """ "Tax will rise by 5%, adding [$79] to a bill": what comes of what will be."""
    k = next((k for k in range(q.first - 1, 1, -1) if sent.lows[k] in _ADDING or sent.lows[k] == ","), 0)
    if k < 2 or sent.lows[k - 1] != "," or sent.tags[k] != "VBG" or sent.lows[k + 1] == "that":
        return False
    modals = [j for j in range(k) if sent.tags[j] == "MD"]
    if modals == [] or sent.lows[modals[-1]] != "will":
        return False
    return FINITE.isdisjoint(sent.tags[modals[-1] + 1 : k]) and FINITE.isdisjoint(sent.tags[k : q.first])


_ADDING = frozenset("adding cutting saving costing creating bringing taking pushing raising lifting".split())


def _is_foreseer(sent: Sentence, q: Quantity) -> bool:
    """ "All [21 economists] polled forecast a rise": those who foresee are there."""
    ahead = "MD" in sent.tags[: q.first] or "to" in sent.lows[: q.first]
    if q.kind != "count" or q.unit not in _SEERS or ahead or not _CONDITIONS.isdisjoint(sent.lows[: q.first]):
        return False
    return not _ASKED.isdisjoint(sent.said)  # not "Hiring of [40 analysts] is planned"


_VERBS = FINITE | {"MD", "VB", "VBN"}
_WISHING = words("modality_certain.wishing")


def _would_have_to(sent: Sentence, q: Quantity) -> bool:
    """ "would have to list only [$2.5 million]"."""
    for k in range(max(0, q.first - _REACH), q.first - 3):
        if sent.lows[k : k + 3] == ["would", "have", "to"]:
            return "," not in sent.lows[k : q.first] and FINITE.isdisjoint(sent.tags[k + 3 : q.first])
    return False


def _should_have(sent: Sentence, q: Quantity) -> bool:
    """ "should have made [five rounds]": what was not done, or nobody knows."""
    for k in range(max(0, q.first - _REACH), q.first - 2):
        if sent.lows[k : k + 2] == ["should", "have"] and sent.tags[k + 2] in ("VBN", "VBD"):
            return "," not in sent.lows[k : q.first] and FINITE.isdisjoint(sent.tags[k + 3 : q.first])
    return False


def _is_wished(sent: Sentence, q: Quantity) -> bool:
    """ "suggested that Norland buy [$20 billion] of grain", "on condition that each post [$90,000]": a bare verb."""
    for k in range(max(1, q.first - _REACH), q.first - 2):
        if sent.lows[k] == "that" and sent.lows[k - 1] in _WISHING:
            verb = next((j for j in range(k + 1, q.first) if sent.tags[j] in _VERBS or sent.tags[j] == "VBP"), -1)
            single = verb > k + 1 and sent.tags[verb - 1] in ("NN", "NNP", "DT", "PRP")
            single = single and sent.lows[verb - 1] not in _MANY  # "She insisted that they need 40 trucks": as it is
            return single and sent.tags[verb] in ("VB", "VBP") and FINITE.isdisjoint(sent.tags[verb + 1 : q.first])
    return False


_MANY = frozenset("they we you i".split())


def _may_be(sent: Sentence, q: Quantity) -> bool:
    """ "[three others] may have fled"."""
    behind = sent.words[q.last : q.last + 2]
    return behind[:1] != [] and behind[0] in _MAY and behind[1:] in (["have"], ["be"])


def _headline_to(sent: Sentence) -> int:
    """The "to" of a headline "Nimbus to spend $10 billion", with nothing but whose it is before it; -1 for none."""
    k = sent.lows.index("to")
    verb = sent.tags[k + 1 : k + 2]
    if not k or sent.tags[0] in ("IN", "TO", "VB", "VBG") or sent.tags[k - 1] not in NOUNS:
        return -1
    if verb != ["VB"] and sent.lows[k + 1 : k + 2] not in _SLOWING:
        return -1
    return k if _NAMING.issuperset(sent.tags[:k]) and not _TAKING_TO.intersection(sent.lows[k - 1 : k]) else -1


def _is_of_headline(sent: Sentence, q: Quantity) -> bool:
    k = sent.once(_headline_to)
    if k < 0 or q.first <= k or sent.lows[q.first - 1] in _OF_NOW or sent.tags[q.first - 1] == "PRP$":
        return False
    if not (_OTHER_CLAUSE.isdisjoint(sent.lows[k + 2 : q.first]) and FINITE.isdisjoint(sent.tags[k + 2 : q.first])):
        return False
    for j in range(q.last, len(sent.tags)):
        if sent.lows[j] in _OTHER_CLAUSE or sent.lows[j] in (",", ":", "-", "–", "—"):
            return True
        if sent.tags[j] in FINITE:
            return False
    return True


def _is_announced(sent: Sentence, q: Quantity) -> bool:
    """ "Nimbus to spend [$10 billion]", "Mill to cut [400 jobs] after losses": a plan, as headlines say it."""
    return _is_of_headline(sent, q) and sent.lows[sent.once(_headline_to) + 1] not in _HAPPENING


def _is_foreseen(sent: Sentence, q: Quantity) -> bool:
    """ "Sea levels to rise [1.2 metres] by 2100", "Growth to slow to [2 percent]": what comes about."""
    return _is_of_headline(sent, q) and sent.lows[sent.once(_headline_to) + 1] in _HAPPENING


_NAMING = frozenset("DT JJ NN NNS NNP NNPS POS PRP$ CC IN CD &".split())
_TAKING_TO = frozenset("thanks due right way bid need ability failure chance".split())
_SLOWING = (["slow"], ["rise"], ["cut"], ["invest"])
_OF_NOW = frozenset("from than 's '".split())
_OTHER_CLAUSE = frozenset("after as when while because but which that who whose despite amid following if ;".split())
_HAPPENING = words("modality_certain.happening")


def _is_denied(sent: Sentence, q: Quantity) -> bool:
    """ "does not have [500 vans]", "7%, not [5%]", "it is not true that [300] died": what the text says
    is not so. Not what is owned ("did not have the [500 vans]") and no limit ("does not have more than [500]").
    """
    lows, k = sent.lows, q.first - 1
    if q.bound in ("=", "~") and k > 0:
        not_at = k - 2 if lows[k] in _HAVING and lows[k - 1] in _EVEN else k - 1
        if lows[k] in _HAVING and lows[not_at] in _DENYING:
            return True
        if lows[k] == "not" and (lows[k - 1] not in ("or", "than") or "whether" in lows[: k - 1]):
            return True  # but "believe it or not", "more often than not"
        if lows[k] == "n't" and lows[k - 1] in BE and lows[k - 2 : k - 1] == ["there"]:
            return True
    for j in range(2, q.first):
        denied = lows[j - 3 if lows[j - 2] == "be" else j - 2] in _DENYING
        if lows[j] == "that" and lows[j - 1] in _TRUE and denied != (lows[j - 1] in _UNTRUE):
            return _OTHER_CLAUSE.isdisjoint(lows[j + 1 : q.first])
    return False


_DENYING = frozenset("not n't never cannot".split())
_HAVING = frozenset("have had own owned employ employed hold held possess possessed number total".split())
_EVEN = frozenset("actually currently even yet".split())
_UNTRUE = frozenset("untrue false incorrect".split())
_TRUE = _UNTRUE | frozenset("true correct".split())

# What each way finds, and the words without which it finds nothing.
_WAYS: tuple[tuple[Modality, Callable[[Sentence, Quantity], bool], frozenset[str]], ...] = (
    ("hypothetical", _is_denied, _DENYING | _UNTRUE),
    ("actual", _is_foreseer, _SEERS),
    *(("actual", says, asked) for says, asked in SO_NOW),
    ("forecast", _is_marked, _FORETOLD),
    ("forecast", _is_revised, _FORETOLD),
    ("target", _is_goal_revised, _GOALS),
    ("target", _is_goal, _GOALS),
    ("forecast", _is_awaited, _PENCILLED | {"expecting", "expect"}),
    ("forecast", _follows, _ADDING),
    ("forecast", _is_in_forecast, _FORETOLD),
    ("target", _is_urged, frozenset('"')),
    ("target", _is_favoured, _FAVOURING),
    ("target", _is_ruled, _RULED),
    ("target", _is_scheduled, frozenset(("scheduled",))),
    ("target", _is_to_come, frozenset(("with",))),
    ("target", _is_announced, frozenset(("to",))),
    ("forecast", _is_foreseen, frozenset(("to",))),
    ("target", _is_wished, _WISHING),
    ("hypothetical", _should_have, frozenset(("should",))),
    ("hypothetical", _may_be, _MAY),
    ("hypothetical", _would_have_to, frozenset(("would",))),
)
_ANY = frozenset().union(*(asked for _, _, asked in _WAYS))
