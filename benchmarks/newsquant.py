"""Predictions of our extractor in NewsQuant's form: ``python -m benchmarks.newsquant FILE.json > predictions.json``.

NewsQuant's labels differ from our claims in convention, not in kind: bound and direction share one symbol, units
are spelled out, "from X to Y" is one range, "one of the" counts. All of that is translated here, so that the
model of :mod:`extractors.model` stays as it is.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from benchmarks import newsquant_names as names
from extractors.claims import find_claims
from extractors.model import Claim, Drop
from extractors.phrases import singular
from extractors.tagger import tag
from extractors.tokens import NUMBER_WORDS

WORD = re.compile(r"[\w$&%.'’+-]*\w", re.UNICODE)
FRACTION_WORD = re.compile(r"\b(half|thirds?|quarters?|fourths?|fifths?|sixths?|eighths?|tenths?)\b|[½⅓⅔¼¾⅕⅛]", re.I)
NUMBER_IN_QUOTE = re.compile(
    r"\d|[½⅓⅔¼¾⅕⅛]|\b(?:" + "|".join(sorted(names.NUMBER_WORDS - {"m", "k", "b", "and", "point", "plus"})) + r")\b"
    r"|fold\b|one\b",
    re.IGNORECASE,
)
NEVER_LABELLED = re.compile(r"\b(?:doubl|twice|tripl|quadrupl|thrice|a couple|pair of|halv)", re.I)
VAGUE = re.compile(
    r"\b((?:(?:tens|hundreds|thousands)[ ]of[ ])?(?:hundreds|thousands|millions|billions|trillions)"
    r"|dozens|scores|tens)\b"
    r"(?![ ]of[ ](?:hundreds|thousands|millions|billions))",
    re.I,
)
FROM_BEFORE = re.compile(r"\bfrom[ ](?:(?:about|around|nearly|up to|over|more than|between|roughly|the)[ ])?$", re.I)
TO_BETWEEN = re.compile(r"^[ ](?:[^,;()$]{1,40}[ ])?(?:to|up to)[ ](?:about[ ]|around[ ]|nearly[ ])?$", re.I)
MOVE_NOUN_AFTER = re.compile(rf"^\W*(?:[\w-]+[ ]){{0,3}}?(?:{'|'.join(names.MOVE_NOUNS)})s?\b", re.I)
MOVE_NOUN_BEFORE = re.compile(
    rf"\b(?:{'|'.join(names.MOVE_NOUNS)})s?\b(?:[ ][\w'’-]+){{0,6}}?[ ]of[ ](?:[\w-]+[ ]){{0,3}}$", re.I
)
AVERAGED = re.compile(r"\baverag(?:ed|ing|es)[ ](?:[\w]+[ ])?$", re.I)
COMPARISON_AFTER = re.compile(
    r"^[ ](?:more|less|lower|higher|cheaper|fewer|greater|bigger|smaller|faster|slower|longer|shorter|better)\b",
    re.I,
)
BETWEEN_RANGE = re.compile(r"\bbetween\b", re.I)
ONE_OF = re.compile(r"\s+of\s+(?:the|its|his|her|their|our|my|your|those|these|[\w.-]+['’]s?)\s+", re.I)
RATE = re.compile(r"(?:[ ](?:a|an|per|every|each)[ ][a-z]+|-an?-[a-z]+)$")
MAIN_UNIT = re.compile(r"[$€£¥]|[A-Z]{3}|\b(?i:dollars?|euros?|pounds?|rupees?|yuan|ringgit)\b")
WIRELESS = re.compile(r"^[2-6]G$")


@dataclass(slots=True)
class Quantity:
    """One NewsQuant prediction; ``start`` only orders them."""

    start: int
    value: float | tuple[float, float]
    unit: str
    change: str
    concepts: list[str]

    def to_json(self) -> dict[str, Any]:
        """The form ``newsquant_score.py`` reads."""
        value = list(self.value) if isinstance(self.value, tuple) else self.value
        return {"value": value, "unit": self.unit, "change": self.change, "concepts": self.concepts}


def predict(text: str) -> list[Quantity]:
    """All quantities of one sentence as NewsQuant would label them, in text order."""
    extraction = find_claims(text)
    out: list[Quantity] = []
    pending = [c for c in extraction.claims if is_labelled(c)]
    skip: set[int] = set()
    for i, claim in enumerate(pending):
        if i in skip:
            continue
        if i + 1 < len(pending) and is_from_to(text, claim, pending[i + 1]):
            first, second = quantity(text, claim), quantity(text, pending[i + 1])
            first.value = (low_of(first.value), high_of(second.value))
            first.unit = second.unit if first.unit == "-" else first.unit
            out.append(first)
            skip.add(i + 1)
        elif claim.low != claim.high and claim.kind != "duration" and re.search(r"[ ]or[ ]", claim.quote):
            whole = quantity(text, claim)
            ends = [low_of(whole.value), high_of(whole.value)]
            out += [Quantity(whole.start, end, whole.unit, whole.change, whole.concepts) for end in ends]
        elif "unit:parts" in claim.rules:
            out += parts(text, claim)
        else:
            out.append(quantity(text, claim))
    out += [q for drop in extraction.drops if (q := labelled_drop(text, drop)) is not None]
    return sorted(out, key=lambda q: q.start)


PART = re.compile(r"(\d+(?:\.\d+)?|[a-z-]+)[ -]([a-z]+)", re.I)


def parts(text: str, claim: Claim) -> list[Quantity]:
    """ "2 hours and 15 minutes", which is one claim, as NewsQuant's two quantities."""
    whole = quantity(text, claim)
    out = []
    for match in PART.finditer(claim.quote):
        number, unit = match.group(1).lower(), match.group(2).lower()
        value = float(number) if number[0].isdigit() else NUMBER_WORDS.get(number)
        if value is not None:
            start = claim.start + match.start()
            out.append(Quantity(start, float(value), singular(unit), whole.change, whole.concepts))
    return out or [whole]


def is_labelled(claim: Claim) -> bool:
    """Whether NewsQuant labels such a quantity: it needs a number in digits or words, and "double" is none."""
    if claim.kind == "rank" or NEVER_LABELLED.search(claim.quote):
        return False
    if claim.unit in ("decade", "century") and not re.search(r"\d|\b(?:two|three|four|five)\b", claim.quote):
        return False
    return NUMBER_IN_QUOTE.search(claim.quote) is not None


def is_from_to(text: str, first: Claim, second: Claim) -> bool:
    """Two levels "from X to Y", which are one quantity in time order."""
    if first.low != first.high or (first.kind, first.per) != (second.kind, second.per):
        return False
    between = text[first.end : second.start]
    hedge = leading_hedge(second.quote)
    return (
        FROM_BEFORE.search(text[: first.start]) is not None
        or first.quote.lower().startswith("from ")
        or re.search(r"\bfrom[ ]$", text[: first.start] + leading_hedge(first.quote), re.I) is not None
    ) and TO_BETWEEN.match(between + hedge) is not None


def leading_hedge(quote: str) -> str:
    """The hedge words a quote opens with, with a space behind: "up to " of "up to 252 miles"."""
    match = re.match(r"(?:(?:about|around|nearly|up to|over|more than|roughly|almost)[ ])+", quote, re.I)
    return match.group() if match else ""


def quantity(text: str, claim: Claim) -> Quantity:
    """One claim in NewsQuant's words."""
    unit, factor = unit_name(text, claim)
    vague = VAGUE.search(claim.quote)
    low, high = float(claim.low) * factor, float(claim.high) * factor
    value: float | tuple[float, float] = (low, high) if low != high else low
    if vague and claim.vague:
        value = names.VAGUE_DECADES.get(vague.group(1).lower(), value)
    return Quantity(claim.start, value, unit, change_symbol(text, claim, vague is not None), concepts(text, claim))


def unit_name(text: str, claim: Claim) -> tuple[str, float]:
    """NewsQuant's name of the unit with its rate, and the factor from our value to theirs."""
    factor = 1.0
    if claim.kind == "age":
        return f"{claim.unit or 'year'} of age", factor
    if claim.kind == "money":
        name, factor = money_name(claim)
    elif claim.kind == "count":
        name = count_name(text, claim)
    elif claim.kind == "ratio":
        name = "% " + fraction_noun(text, claim) if FRACTION_WORD.search(claim.quote) else "count"
    elif claim.kind == "score":
        name = "-"
    elif claim.unit == "pp" and re.search(r"\bbasis|bps?\b", claim.quote, re.I):
        name, factor = "basis point", 100.0
    elif claim.unit == "pp" and not re.search(r"percent|per cent|%|\bpp", claim.quote, re.I):
        name = "point"
    else:
        name = names.UNITS.get(claim.unit or "", claim.unit or "-")
    if claim.per and claim.kind != "ratio":
        per = names.UNITS.get(claim.per, names.BRITISH.get(claim.per, claim.per))
        said = rf"(?:\b(?:a|an|per|every|each|p)\b|/|-)[ -]?{re.escape(per[:3])}"
        if re.search(said, text[claim.start : claim.end + 30], re.I) or claim.kind == "measure":
            name = f"{name} per {per}"
    elif name == "barrel" and text[claim.end :].startswith(" of oil"):
        name = "barrel of oil"
    return name, factor


def money_name(claim: Claim) -> tuple[str, float]:
    """Currency name; pence, cents and the like are counted in hundredths."""
    for word in re.findall(r"[^\W\d]+|¢", claim.quote.lower()):
        if word in names.MINOR_UNITS and not MAIN_UNIT.search(claim.quote):
            return names.MINOR_UNITS[word], 100.0
        if word.rstrip("s") in names.PLAIN_CURRENCY_WORDS and claim.unit in (None, "INR"):
            return names.PLAIN_CURRENCY_WORDS[word.rstrip("s")], 1.0
    return names.CURRENCIES.get(claim.unit or "", (claim.unit or "-").lower()), 1.0


def noun_words(quote: str) -> list[str]:
    """The words of a quote behind its hedge and number: "about 7 new data centres" gives new, data, centres."""
    words = [w for w in re.split(r"[\s\u00a0]+", quote) if w]
    for k, word in enumerate(words):
        bare = word.lower().strip(".,~()[]")
        pieces = set(re.split(r"[-–]", bare))
        if (
            re.search(r"\d|^[½¼¾⅓⅔]", bare)
            or pieces <= names.NUMBER_WORDS
            or bare in names.HEDGE_WORDS | {"or", "and"}
        ):
            continue
        return words[k:]
    return []


def count_name(text: str, claim: Claim) -> str:
    """The counted noun phrase without stop words and leading participles, its last word singular."""
    unit = claim.unit or "-"
    quote = RATE.sub("", claim.quote)
    abbreviation = names.ABBREVIATED_COUNTS.get(quote.split()[-1])
    if unit in names.COUNT_NAMES or abbreviation:
        return abbreviation or names.COUNT_NAMES[unit]
    words = [
        plain_adjective(w) for w in noun_words(quote) if w.lower() not in names.STOP_WORDS - {"other", "more", "same"}
    ]
    while len(words) > 1 and re.search(r"(?:ed|ing)$", words[0]):
        words = words[1:]
    if not words:
        words = unit.split()
    singular = singular_of(unit.split()[-1]) if unit.endswith("men") else unit.split()[-1]
    words = [w.strip(",.") for w in [*words[:-1], names.COUNT_NAMES.get(singular, singular)]]
    return " ".join([*words, *of_tail(text, claim.end, 2)])


def of_tail(text: str, end: int, most: int) -> list[str]:
    """The noun words of an "of" phrase that follows directly, last one singular; empty when there is none."""
    match = re.match(r"[ ]of[ ](?:the[ ])?(?=[a-z])", text[end:])
    tail = noun_run(text[end + match.end() :], most) if match else []
    tail = [w for w in tail if not w.endswith("ing")]
    return [*tail[:-1], singular_of(tail[-1])] if tail else []


def singular_of(word: str) -> str:
    """A plain English singular; good enough for the tail of a unit name."""
    for end, new in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("xes", "x"), ("men", "man"), ("ss", "ss")):
        if word.endswith(end):
            return word[: -len(end)] + new
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


def fraction_noun(text: str, claim: Claim) -> str:
    """What a fraction is of: "half the condos" gives condo; "-" when it is a pronoun or unstated."""
    rest = re.match(r"(?:[ ]of)?(?:[ ](?:the|its|their|all|combined|[\d.,]+[a-zA-Z]*))*[ ]", text[claim.end :])
    own = noun_words(claim.quote.replace(" of ", " "))
    words = own or (noun_run(text[claim.end + rest.end() :], 3, through=("and",)) if rest else [])
    return " ".join([*words[:-1], singular_of(words[-1])]) if words else "-"


def change_symbol(text: str, claim: Claim, vague: bool) -> str:
    """Bound and direction in one symbol; a bound beats a direction, a direction beats "about"."""
    if claim.bound in (">", ">="):
        return ">"
    if claim.bound in ("<", "<="):
        return "<"
    before, after = text[: claim.start][-80:], text[claim.end :][:60]
    if claim.change and not (
        MOVE_NOUN_AFTER.match(after)
        or MOVE_NOUN_BEFORE.search(before)
        or COMPARISON_AFTER.match(after)
        or BETWEEN_RANGE.match(claim.quote)
    ):
        return claim.change
    if AVERAGED.search(before):
        return "~"
    return "~" if claim.bound == "~" and not vague else "="


def concepts(text: str, claim: Claim) -> list[str]:
    """The nouns and their modifiers that say what the number is about, from our measure and subject.

    A plain count takes the subject alone, since its measure repeats the counted noun; a fraction takes nothing, since
    its whole is in the unit; without measure and subject, the noun phrase that the quantity modifies.
    """
    if claim.kind == "ratio" and FRACTION_WORD.search(claim.quote):
        return []
    own = {w.lower() for w in WORD.findall(claim.quote)}
    tags = sentence_tags(text)
    parts = [claim.subject] if claim.kind == "count" and claim.subject else [claim.measure, claim.subject]
    out: list[str] = []
    has_noun = False
    for word in [w for part in parts for w in WORD.findall(part or "")]:
        key = re.sub(r"['’]s?$", "", word).lower()
        kind = tags.get(key) or tags.get(word.lower())
        if (
            kind is None
            or key in names.STOP_WORDS | names.TIME_WORDS
            or key in own
            or kind[:2] not in ("NN", "JJ", "VB", "CD")
        ):
            continue
        if kind[:2] == "VB" and not key.endswith(("ing", "ed")):
            continue
        has_noun = has_noun or kind[:2] == "NN"
        if key not in (w.lower() for w in out):
            out.append(re.sub(r"['’]s?$", "", word))
    if has_noun:
        return out
    if claim.kind in ("count", "ratio"):
        return []
    after = re.match(r"-?(?:old)?(?:[ ]\([^)]{1,20}\))?[ ](?:of[ ])?(?:the[ ]|a[ ])?", text[claim.end :])
    following = noun_run(text[claim.end + after.end() :], 3) if after else []
    return following or noun_before(text[: claim.start])


def noun_before(text: str) -> list[str]:
    """The first noun phrase of ``text``: of the last clause that has one, as NewsQuant always names something."""
    for clause in reversed(re.split(r"[;:]| (?:and|but|while|as|which|who|that) |, ", text)):
        listed = WORD.findall(clause)
        run: list[str] = []
        for word, kind in zip(listed, tag(listed, [w.lower() for w in listed]), strict=True):
            if kind[:2] in ("NN", "JJ") and word.lower() not in names.STOP_WORDS | names.TIME_WORDS:
                run.append(word)
            elif any(sentence_tags(clause).get(w.lower(), "").startswith("NN") for w in run):
                break
            else:
                run = []
        if any(sentence_tags(clause).get(w.lower(), "").startswith("NN") for w in run):
            return run
    return []


@lru_cache(maxsize=8)
def sentence_tags(text: str) -> dict[str, str]:
    """Lower-case word of ``text`` to its part of speech, a noun where it is one anywhere."""
    listed = WORD.findall(text)
    found: dict[str, str] = {}
    for word, kind in zip(listed, tag(listed, [w.lower() for w in listed]), strict=True):
        key = re.sub(r"['’]s?$", "", word).lower()
        if not found.get(key, "").startswith("NN"):
            found[key] = kind
    return found


def labelled_drop(text: str, drop: Drop) -> Quantity | None:
    """A quantity for what we drop and NewsQuant counts: "one of the best screens" and "5G"."""
    if WIRELESS.match(drop.quote):
        return Quantity(drop.start, float(drop.quote[0]), "generation wireless", "=", [])
    if drop.reason != "one_pronoun" or drop.quote.split()[0].lower() != "one":
        return None
    match = ONE_OF.match(text, drop.start + 3)
    if match is None:
        return None
    words = [w for w in map(plain_adjective, noun_run(text[match.end() :], 4, through=("and",))) if w]
    unit = " ".join([*words[:-1], singular_of(words[-1])]) if words else "-"
    inside = (
        re.search(rf"{re.escape(words[-1])}\s+in (?:the|his|her|its|their) ", text[match.end() :]) if words else None
    )
    if inside:
        unit = " ".join([unit, *noun_run(text[match.end() + inside.end() :], 2)])
    return Quantity(drop.start, 1.0, unit, "=", [])


def noun_run(text: str, most: int, through: tuple[str, ...] = ()) -> list[str]:
    """The words a noun phrase opens with, up to ``most``: it ends at punctuation, a stop word or a verb."""
    listed = text.split()[: most + 2]
    bare = [w.strip(".,;:()\"'?!…”’") for w in listed]
    tags = tag([w or "." for w in bare], [w.lower() or "." for w in bare])
    words: list[str] = []
    for raw, word, kind in zip(listed, bare, tags, strict=True):
        if word.lower() in through and words:
            continue
        if word.lower() in ("most", "ever", "very") and not words:
            continue
        if not word or word.lower() in names.STOP_WORDS or kind in ("VBZ", "VBD", "VBP", "MD", "RB"):
            break
        words.append(word)
        if len(words) == most or not raw.endswith(word):
            break
    return words


def plain_adjective(word: str) -> str:
    """A superlative to its plain form: "proudest" gives proud; other words stay."""
    low = word.lower()
    if low in names.PLAIN_ADJECTIVES:
        return names.PLAIN_ADJECTIVES[low]
    return word[:-3] if re.fullmatch(r"[a-z]{3,}est", word) and low not in ("interest", "forest", "request") else word


def main() -> int:
    """Read a NewsQuant file, print one list of quantities per sentence."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="a JSON list of {text, quantities}")
    sentences = json.loads(parser.parse_args().file.read_text(encoding="utf-8"))
    json.dump([[q.to_json() for q in predict(s["text"])] for s in sentences], sys.stdout, ensure_ascii=False)
    print()
    return 0


def low_of(value: float | tuple[float, float]) -> float:
    """The first end."""
    return value[0] if isinstance(value, tuple) else value


def high_of(value: float | tuple[float, float]) -> float:
    """The second end."""
    return value[1] if isinstance(value, tuple) else value


if __name__ == "__main__":
    sys.exit(main())
