"""What a sign of mood says of a figure: a wish, a plan, a forecast, or nothing after all."""

from __future__ import annotations

from extractors.clause_map import ClauseMap, clause_map
from extractors.model import Modality
from extractors.period_timeless import is_distance
from extractors.phrases import CALENDAR
from extractors.quantities import Quantity
from extractors.tokens import Sentence
from extractors.words import words

_ACTS = words("modality.acts")
_COMMITS = words("modality.commits")
_DESCRIBES = words("modality.describes")
_PROJECTS = words("modality.projects")
_SAID = frozenset(
    "said announced told promised pledged vowed added confirmed insisted revealed stated declared says warned".split()
)
BE = frozenset("is are was were be been being 's 're".split())
_COMMITTED = words("modality.committed")
_ONLY_TO = frozenset("order orders try tries trying applied applying looking preparing prepares".split())
_WRONGS = frozenset("foul turnover error crime offence offense murder mistake violation robbery".split())
_NOUNS_TOO = frozenset(
    "plan plans target targets goal goals aim aims hope hopes promise promises pledge pledges proposal vow".split()
)
_NUMERIC = (["CD"], ["$"], ["RB"])
_FILLS = (["CD"], ["$"], ["VBG"], ["TO"], ["IN"], ["RB"], ["DT"], ["JJR"])
_PROVIDING = frozenset("exist include includes call calls foresee foresees envisage envisages involves".split())
_FORECASTERS = words("awaited.forecasters")
_REVISED = frozenset("raised cut lowered lifted trimmed increased reduced upgraded downgraded revised".split())
_PASSED = frozenset("beat beating topped topping missed missing exceeded exceeding surpassed above below".split())
_MARKET = frozenset("consensus analyst analysts street average market median".split())


def obliges(sent: Sentence, k: int, q: Quantity) -> bool:
    """ "must pay 5m", "needs to hire 40", "has to find room for 300", "needs 600 nurses"."""
    low, tags = sent.lows[k], sent.tags
    nxt = sent.lows[k + 1] if k + 1 < len(sent.lows) else ""
    before = sent.lows[k - 1] if k else ""
    if before in ("not", "n't", "did", "do", "does") or (k and tags[k - 1] == "MD"):
        return False
    if low == "must":
        return nxt != "have"
    if nxt == "to":
        return tags[k + 2 : k + 3] == ["VB"]
    if nxt == "until":  # "have until May to raise 5m"
        return "to" in sent.lows[k + 2 : k + 7]
    return low in ("need", "needs") and tags[k] in ("VBZ", "VBP") and k + 3 >= q.first


def acts(sent: Sentence, k: int, verbs: frozenset[str]) -> bool:
    """True where one of ``verbs`` is the verb behind the modal at ``k``."""
    j = k + 1
    while j < len(sent.lows) and (sent.tags[j] == "RB" or sent.lows[j] in ("also", "initially", "immediately")):
        j += 1
    return j < len(sent.lows) and sent.lows[j] in verbs


def commits(sent: Sentence, k: int) -> bool:
    """ "will hire 40", "40m will be invested": somebody binds himself."""
    if acts(sent, k, _COMMITS):
        return True
    return sent.lows[k + 1 : k + 2] == ["be"] and bool(set(sent.lows[k + 2 : k + 4]) & _COMMITTED)


def so_as_to(sent: Sentence, k: int, q: Quantity) -> bool:
    """ "will use the money to hire 40": the act stands in an infinitive of purpose."""
    return any(sent.lows[j] == "to" and sent.lows[j + 1] in _COMMITS for j in range(k + 1, q.first - 1))


def would(sent: Sentence, clauses: ClauseMap, k: int, c: int, q: Quantity) -> Modality | None:
    """ "said it would hire 40", "the line would be 15 km long", "it would cost 5m if"."""
    lows, tags = sent.lows, sent.tags
    if lows[k + 1 : k + 2] == ["have"] and tags[k + 2 : k + 3] in (["VBN"], ["VBD"]):
        return "hypothetical"
    clause = clauses.clauses[c]
    outer = clauses.clauses[clause.parent] if clause.parent >= 0 else None
    if outer is not None and clause.kind == "content" and "if" not in lows:
        said = sent.lows[max(0, clause.first - 8) : clause.first]
        if any(w in _SAID for w in said):
            return "target" if acts(sent, k, _ACTS) else "forecast"
        if any(w in ("estimated", "estimates", "reckoned", "reckons", "calculated") for w in said):
            return "forecast"  # "estimated that the works would take 14 months"
    if acts(sent, k, _DESCRIBES) or any(lows[j] in _PROJECTS for j in range(max(0, k - 4), k)):
        return "target" if "if" not in lows else "hypothetical"
    return "hypothetical"


def verbal(sent: Sentence, k: int, q: Quantity) -> bool:
    """True where the word at ``k`` says what somebody wants, and the figure is part of it."""
    low, lows, tags = sent.lows[k], sent.lows, sent.tags
    nxt = lows[k + 1] if k + 1 < len(lows) else ""
    if low.startswith(("agree", "decid")):
        j = k + 1
        while j < len(lows) and (lows[j] in CALENDAR or lows[j] in ("last", "this", "on", "night", "week", "month")):
            j += 1
        return lows[j : j + 1] == ["to"] and tags[j + 1 : j + 2] not in (["DT"], ["NNS"], ["PRP$"])
    if low.startswith(("call", "appeal", "bid", "ask")) and low not in ("asked", "asks"):
        return nxt == "for"
    if low == "looking" and nxt == "for":
        return False
    if low in _ONLY_TO:
        return nxt == "to" and lows[k - 1 : k] != ["in"] and (low != "looking" or tags[k + 2 : k + 3] == ["VB"])
    if low == "talks":
        return nxt == "to" and lows[k - 1 : k] == ["in"]
    if low == "demand":
        return nxt in ("that", "a", "the")
    if tags[k] in ("NN", "NNS"):
        return low not in _NOUNS_TOO or noun_of(sent, k, q)
    if (
        low.endswith("ed")
        and k > 0
        and tags[k - 1] in ("DT", "JJ", "PRP$")
        and tags[k + 1 : k + 2] in (["NN"], ["NNS"], ["JJ"])
    ):
        return k + 4 >= q.first  # "its planned 40 homes", but not "the planned merger took 3 years"
    if low in ("required", "requires", "require") or (low == "committed" and q.unit in _WRONGS):
        return False
    if low in ("asked", "pressed", "urged", "wanted", "ordered", "proposed", "committed", "planned", "planning"):
        return tags[k + 1 : k + 2] not in (["NN"], ["NNS"])
    return True


def noun_of(sent: Sentence, k: int, q: Quantity) -> bool:
    """ "a target of 5 percent", "plans for 40 homes", "its goal is 30 boats": a noun that the figure fills."""
    nxt = sent.lows[k + 1] if k + 1 < len(sent.lows) else ""
    if sent.lows[k] in ("target", "targets") and is_distance(sent, q):
        return False  # "can hit targets 300 km away"
    if sent.lows[k] in ("permission", "consent"):
        return "for" in sent.lows[k + 1 : q.first]  # "Permission was granted for 300 flats"
    if nxt == "of" and sent.lows[k] in ("goal", "goals"):
        return sent.tags[k + 2 : k + 3] != ["DT"]  # "the second goal of the game"
    if nxt in ("to", "of", "for", "at", "on", "that"):
        return True
    if nxt in BE:
        compared = "change:comparative" in q.rules  # "The plan is 3 percent larger than the last"
        return sent.tags[k + 2 : k + 3] in _FILLS and not compared
    clauses = clause_map(sent).clauses
    if any(c.first == k + 1 and c.kind == "reduced" for c in clauses) and "to" in sent.lows[k : q.first]:
        return True  # "a pledge made in May to build"
    return nxt in _PROVIDING or k + 1 >= q.first


_TELLING = frozenset("said says say that told".split())


def foretells(sent: Sentence, k: int, ahead: bool) -> bool:
    """True where the word at ``k`` tells what is to come: "expects", "due to open", "beating estimates of"."""
    low, lows, tags = sent.lows[k], sent.lows, sent.tags
    nxt = lows[k + 1 : k + 2]
    if low == "due" and lows[k - 1 : k] in (["is"], ["are"]) and nxt in (["by"], ["next"], ["later"]):
        return True  # "Another 900 boats are due by May"
    if low == "looking":
        near = lows[max(0, k - 8) : k]  # "economists had been looking for 3 percent"
        return nxt == ["for"] and bool(_FORECASTERS & set(near)) and _TELLING.isdisjoint(near)
    if low in ("guided", "guides", "guiding"):
        return nxt == ["for"]
    if low == "track":
        return lows[k - 1] == "on" and nxt in (["to"], ["for"])
    if low == "headed" and lows[k - 1] not in BE:
        return False  # "The storm headed to Arden"
    if low in ("set", "due", "bound", "heading", "headed", "poised", "slated", "tipped"):
        after = tags[k + 2 : k + 4]
        if after[:1] == ["JJ"] and after[1:] not in (["NN"], ["NNS"], ["JJ"]):
            return nxt == ["to"]  # "due to open in June", but not "due to bad weather"
        return nxt == ["to"] and after[:1] not in (["NN"], ["NNS"], ["DT"], ["JJ"], ["PRP$"])
    if low.startswith("warn"):
        return nxt == ["of"] and not low.endswith("g")  # "warned of a loss of $5m"
    if low in ("forecast", "forecasts", "estimate", "estimates") and k > 1:
        if lows[k - 1] == "its" and lows[k - 2] in _REVISED and "to" in lows[k + 1 : k + 5]:
            return True  # "raised its forecast for sales to $4m"
        if nxt in (["of"], ["for"]) and _PASSED & set(lows[max(0, k - 4) : k]) and tags[k + 2 : k + 3] in _NUMERIC:
            return True  # "beating estimates of 38 cents", "below the market estimate for 150,000"
    if low in ("forecast", "forecasts", "estimates") and nxt == ["by"] and tags[k] in ("NN", "NNS"):
        return False  # "beating forecasts by 3 cents"
    if low == "see":
        return bool(_FORECASTERS & set(lows[max(0, k - 3) : k]))  # "Analysts now see earnings of"
    if low in ("estimate", "estimates") and nxt == ["of"] and _MARKET & set(lows[max(0, k - 3) : k]):
        return True  # "missing the consensus estimate of $4m"
    if low in ("estimated", "estimate", "estimates"):
        return ahead or (nxt == ["to"] and lows[k + 2 : k + 3] != ["have"] and lows[k + 2 : k + 3] != ["be"])
    if low == "likely":
        return tags[k] != "JJ" or nxt == ["to"]
    if low in ("project", "projects"):
        return k > 0 and (tags[k] not in ("NN", "NNS") or nxt == ["that"])
    return low not in ("expected", "forecast") or lows[k - 1 : k] not in (["than"], ["as"], ["the"], ["its"])
