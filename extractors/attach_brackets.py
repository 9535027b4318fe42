"""Figures in brackets, behind dashes and colons, and lists of them."""

from __future__ import annotations

import re

from extractors.clause_subjects import clause_subject
from extractors.clauses import FORMS_OF_BE, verb_before
from extractors.measure_nouns import says_what
from extractors.noun_phrases import TIMES, is_year_word, left_phrase
from extractors.owner_splits import owner_of_clause, split
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Attached
from extractors.ways import Rule, Way


def in_brackets(scene: Scene, q: Quantity) -> Attached | None:
    """ "recommendation widgets (38%)", "Turnout: 61 percent"."""
    opener = bracket_before(scene, q)
    phrase = left_phrase(scene.sent, opener) if opener >= 0 else None
    if phrase is None:
        return None
    if scene.done and scene.low(opener) == ":" and _says_when(scene, opener):
        return Attached(scene.done[-1].measure, scene.done[-1].subject, "attach:earlier_period")
    measure, owner = split(scene, phrase)
    whole = scene.words_of(phrase)
    last = next((said for said in reversed(scene.done) if said.rule != "attach:compared"), None)
    if last is not None and last.rule == "attach:listed" and scene.behind >= 0:
        return Attached(last.measure, whole, "attach:listed")
    head = scene.low(phrase.head)
    goes_on = last is not None and last.rule == "attach:parenthesis" and last.measure != last.subject
    if last is not None and goes_on and scene.low(opener) == "(" and scene.low(phrase.first - 1) in _BETWEEN:
        if owner is None and not says_what(head):
            return Attached(last.measure, whole, "attach:parenthesis")  # "sales of paint (10 percent), tiles (8)"
    if last is not None and last.rule == "attach:parenthesis" and scene.tag(phrase.head) == "NNP" and measure is None:
        return Attached(last.measure, whole, "attach:parenthesis")  # "gains in Kelso (14 percent) and Arden (12)"
    if measure is None or not says_what(head):
        compared = _likelier(scene, q, phrase.first)
        if compared is not None:
            return Attached(compared, whole, "attach:likelier")
    rival = q.kind == "percent" and scene.tag(phrase.head) == "NNP"
    if rival and last is not None and last.rule == "attach:share_object":
        return Attached(last.measure, whole, "attach:parenthesis")  # "27% of the market, behind Koryo (34%)"
    listed = _listed_under(scene, opener)
    if listed and "the" in scene.sent.lows[max(0, phrase.first - 2) : phrase.first + 1]:
        return Attached(
            whole, listed, "attach:listed"
        )  # "Trams are the usual way to work (38%), followed by cars (30%)"
    if listed:
        return Attached(listed, whole, "attach:listed")
    if (
        owner is None
        and scene.low(opener) != "("
        and scene.tag(phrase.first - 1) in ("VBD", "VBN", "VBZ", "VBP", "VB")
    ):
        owner = owner_of_clause(scene, phrase.first - 1)  # "Roe amassed a fortune - at least $500,000"
    if owner is None and scene.low(opener) == "(" and q.kind in ("percent", "money"):
        if says_what(head) and scene.low(phrase.head + 1) in ("of", "for") and phrase.head + 2 < phrase.last:
            whose = scene.text(phrase.head + 2, phrase.last)
            return Attached(scene.text(phrase.first, phrase.head + 1), whose, "attach:parenthesis")
        measured = clause_subject(scene, verb_before(scene.sent, opener)) if not says_what(head) else None
        if measured is not None and says_what(scene.low(measured.head)) and scene.low(phrase.first - 1) in _UNDER:
            return Attached(
                scene.words_of(measured), whole, "attach:parenthesis"
            )  # "Sales rose most for paint (11%)"
    return Attached(measure or whole, owner or whole, "attach:parenthesis")


def _likelier(scene: Scene, q: Quantity, first: int) -> str | None:
    """ "Girls (66%) were likelier to pass than boys (57%)": what those of the first bracket do more or less often."""
    last = next((said for said in scene.done[-_NEAR:] if said.rule == "attach:likelier"), None)
    if last is not None:
        k = first - 1 - (scene.tag(first - 1) == "DT")
        acts = scene.tag(q.last + 1) in _FINITE  # ", and staff (57%) agreed"
        return last.measure if scene.low(k) in ("than", "as") or (scene.low(k) in ("and", ",") and not acts) else None
    sent, k = scene.sent, q.last + 1
    if scene.low(q.last) != ")" or scene.low(k) not in FORMS_OF_BE:
        return None
    k += 1 + (scene.tag(k + 1) == "RB" and scene.low(k + 1) not in ("more", "less"))
    k += scene.low(k) in ("twice", "thrice") and scene.low(k + 1) == "as"
    k += 1 if scene.low(k) == "likelier" else 2 * (scene.low(k) in _MORE and scene.low(k + 1) in ("likely", "apt"))
    if scene.low(k) != "to" or scene.low(k - 1) not in ("likelier", "likely", "apt"):
        return None
    stop = next((m for m in range(k + 1, len(sent.lows)) if sent.lows[m] in _ENDING), len(sent.lows))
    return scene.text(k + 1, stop) if stop > k + 1 else None


_FINITE = frozenset("VBD VBZ VBP MD".split())
_NEAR = 3  # figures
_MORE = frozenset("more less most least as".split())
_ENDING = frozenset("than as . , ; ( and while but".split())


def _says_when(scene: Scene, colon: int) -> bool:
    """ "Sales were $5m (previous year: $4m)", "(p/y: 4)", "(H1 2024: 4)": only a time before the colon."""
    for k in range(colon - 1, max(-1, colon - 7), -1):
        low = scene.low(k)
        if low == "(":
            return k < colon - 1
        if not (low in _WHEN or low in TIMES or is_year_word(low) or _PART_OF_YEAR.fullmatch(low)):
            return False
    return False


_WHEN = frozenset("p y / py prev prev. previous prior last same period year a in the of vs pro-forma".split())
_PART_OF_YEAR = re.compile(r"[hq][1-4]|fy\d{2,4}|\d[hqm]")
_BETWEEN = frozenset((",", ";", "and"))
_UNDER = frozenset("for in of among".split())


def _listed_under(scene: Scene, opener: int) -> str | None:
    """ "The sources of light are candles (5%), oil (12%)": what the list is of."""
    sent = scene.sent
    if scene.low(opener) != "(" or sent.words.count("(") < 2:
        return None
    verb = verb_before(sent, opener)
    while verb > 0 and sent.lows[verb] not in _LISTING:
        verb = verb_before(sent, verb)  # past "solar-powered" and the like inside the list
    if verb < 0:
        return None
    subject = clause_subject(scene, verb)
    return scene.words_of(subject) if subject is not None and sent.tags[subject.head] in ("NN", "NNS") else None


_LISTING = frozenset("is are was were include includes included including being".split())


_LEADING = frozenset("currently now about some nearly only up down".split())


def bracket_before(scene: Scene, q: Quantity) -> int:
    """The token of the bracket, dash or colon that opens before the number, -1 without one."""
    k = scene.before
    while k > 0 and scene.sent.lows[k] in _LEADING:
        k -= 1
    if k <= 0:
        return -1
    low = scene.sent.lows[k]
    return k if low in ("(", "—", "–", "--") or (low == ":" and k == q.first - 1) else -1


IN_BRACKETS = Way(
    in_brackets,
    (
        Rule(
            "attach:parenthesis",
            (("A smaller part of the harbour fund (<38%>) is in bonds.", "smaller part", "harbour fund"),),
            ("Turnout was 61 percent.",),
        ),
        Rule(
            "attach:likelier",
            (
                ("Girls (<66%>) were likelier to pass than boys (57%).", "pass", "Girls"),
                ("Girls (66%) were likelier to pass than boys (<57%>).", "pass", "boys"),
            ),
            ("Girls (66%) were tall.",),
        ),
        Rule(
            "attach:listed",
            (("The sources of light are candles (<5%>) and oil (12%).", "sources of light", "candles"),),
            ("The source of light is a candle (5%).",),
        ),
        Rule(
            "attach:earlier_period",
            (("Sales of paint came to $5m (previous year: <$4m>).", "Sales of paint", None),),
            ("Sales of paint came to $5m (glue: $4m).",),
        ),
    ),
)
