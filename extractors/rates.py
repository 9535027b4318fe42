"""Per what a figure is: by the words behind it ("$5 a day") or by an adjective before ("daily output")."""

from __future__ import annotations

from extractors.amount import Amount
from extractors.clauses import subject_of, verb_before
from extractors.habits import share_habits
from extractors.model import Kind
from extractors.phrases import NOUNS, singular
from extractors.tokens import Sentence
from extractors.units import match_unit
from extractors.words import words

_PER_WORDS = frozenset(("a", "an", "per", "each", "every", "/"))
_PER_NOUNS = words("rates.per_nouns")
_PER_NAMES = {
    "annum": "year",
    "capita": "person",
    "head": "person",
    "hr": "hour",
    "h": "hour",
    "s": "second",
    "min": "minute",
    "oz": "ounce",
    "km": "km",
    "people": "person",
    "kwh": "kWh",
    "kilowatt hour": "kWh",
    "megawatt hour": "MWh",
    "gigawatt hour": "GWh",
    "mwh": "MWh",
    "mmbtu": "MMBtu",
    "ton": "ton",
    "ms": "millisecond",
}
# Short names of what a figure is a rate of, behind a slash only.
_SLASHED = {
    "t": "tonne", "bbl": "barrel", "lb": "lb", "kg": "kg", "g": "g", "mg": "mg", "mo": "month", "yr": "year",
    "wk": "week", "d": "day", "l": "litre", "ml": "mL", "dl": "dL", "ha": "hectare", "m2": "m2", "m3": "m3",
    "cm2": "cm2", "cm3": "cm3",
    "km2": "km2", "sqm": "m2", "mol": "mol", "cm": "cm", "mm": "mm", "w": "W", "kw": "kW", "mw": "MW",
    "wh": "Wh", "ft": "foot",
}  # fmt: skip
_BEFORE_PER_NOUN = frozenset("- diluted basic common full adjusted troy metric single".split())
_NOT_A_RATE = ("earlier", "ago", "later", "before", "after", "previously", "prior", "hence")
_TIMES = frozenset("second minute hour day week fortnight month quarter year season decade century night".split())
_ONCE_ONLY = ("time", "home", "m", "s")
RATE_ADJECTIVES = {
    "daily": "day",
    "annual": "year",
    "yearly": "year",
    "monthly": "month",
    "weekly": "week",
    "hourly": "hour",
    "annualized": "year",
    "annualised": "year",
    "nightly": "night",
    "quarterly": "quarter",
    "per-share": "share",
}
_RATED = ("money", "measure", "count")
_OF_A_KIND = frozenset(
    "news newspaper newspapers papers life lives growth report meeting members member subscribers pass passes ticket"
    " tickets leave".split()
)
_RESULTS = frozenset("profit profits loss losses earnings revenue revenues sales results income turnover".split())


def without_rate(measure: str, kind: Kind, per: str | None) -> tuple[str, str | None]:
    """The measure without its rate, and the rate: "daily output" is (output, day); None without one."""
    said = measure.split()
    lows = [w.lower() for w in said[:3]]
    if lows[:2] == ["per", "capita"] and len(said) > 2 and per is None:
        return " ".join(said[2:]), "person"
    if lows[0] == "capita" and len(said) > 1 and per is None:
        return " ".join(said[1:]), "person"
    if measure.endswith((" per capita", " per head")) and kind in _RATED and per is None and len(said) > 2:
        return measure, "person"  # "GDP per capita was $14,200"
    if RATE_ADJECTIVES.keys().isdisjoint(lows):
        return measure, None
    for k, low in enumerate(lows):
        rate = RATE_ADJECTIVES.get(low)
        if rate and len(said) > k + 1:
            follow = said[k + 1].lower()
            if rate == "quarter" and any(w.lower() in _RESULTS for w in said[k + 1 :]):
                break  # "quarterly profit": which quarter's, not how much a quarter
            if kind in _RATED and (follow == "average" or (per is None and follow not in _OF_A_KIND)):
                return " ".join(said[:k] + said[k + 1 :]), rate
            break
    return measure, None


def read_rate(sent: Sentence, amount: Amount) -> None:
    """ "a day", "per share", "/year", "-a-month" behind the quantity."""
    if amount.per or amount.kind in ("rank", "ratio", "age", None):
        return
    j = amount.last
    lows = sent.lows
    if (
        lows[j : j + 1] == ["/"]
        and sent.glued(j)
        and j + 1 < len(lows)
        and sent.glued(j + 1)
        and lows[j + 1] in _SLASHED
    ):
        amount.per = _SLASHED[lows[j + 1]]  # "$450/t", "4.5 g/cm3"
        amount.last = j + 2
        amount.rules.append("per")
        return
    if j < len(lows) and lows[j] == "-" and sent.glued(j) and lows[j + 1 : j + 2] in (["a"], ["an"], ["per"]):
        j += 1
    if amount.kind == "measure" and lows[j : j + 1] == ["of"] and lows[j + 2 : j + 3] in (["per"], ["a"], ["each"]):
        # "3 billion cubic feet of gas per day": the rate is no part of the quote
        if sent.tags[j + 1] in NOUNS and lows[j + 3 : j + 4] and lows[j + 3] in _TIMES:
            amount.per = lows[j + 3]
            amount.rules.append("per")
        return
    if amount.kind == "money" and lows[j : j + 2] == ["to", "the"] and j + 2 < len(lows):
        found = match_unit(sent, j + 2)
        if found is not None and (found[0].kind == "money" or lows[j + 2] == "pound"):
            amount.per = lows[j + 2]  # "two dollars to the pound"
            amount.last = j + 3
            amount.rules.append("per")
        return
    if lows[j : j + 1] == ["for"] and lows[j + 1 : j + 2] in (["each"], ["every"]) and amount.kind != "duration":
        j += 1  # "$2 for each child"
    if j + 1 >= len(lows) or lows[j] not in _PER_WORDS:
        return
    k = j + 1
    while k < len(lows) and lows[k] in _BEFORE_PER_NOUN:
        k += 1
    if lows[k : k + 1] in (["u.s."], ["us"]) and lows[k + 1 : k + 2] == ["dollar"]:
        k += 1
    if k >= len(lows) or (k + 1 < len(lows) and lows[k + 1] in _NOT_A_RATE) or lows[j : k + 1] == ["each", "time"]:
        return
    name = _per_name(sent, lows[j], k, amount.kind == "duration")
    if not name:
        return
    stop = k + 1
    if name == "ton" and lows[k - 1] == "metric":
        name = "tonne"
    if stop < len(lows):
        if lows[k] in _AREAS:
            length = lows[stop].rstrip("s")
            name = f"{_AREAS[lows[k]]} {_LENGTHS.get(length, length)}"
            stop += 1
        elif lows[k] in ("kilowatt", "megawatt", "gigawatt", "watt") and lows[stop] in ("hour", "hours"):
            name = f"{lows[k]} hour"
            stop += 1
        elif lows[k] in ("kilowatt", "megawatt", "gigawatt") and lows[stop : stop + 2] == ["-", "hour"]:
            name = f"{lows[k]} hour"
            stop += 2
        elif sent.tags[k] == "$" and sent.forms[stop] == "number":
            name = sent.words[k] + sent.words[stop]  # "per $1,000 of assessed value"
            stop += 1
        elif lows[k] in ("100,000", "10,000", "1,000", "100", "million", "thousand", "hundred"):
            if sent.tags[stop] in NOUNS or sent.tags[stop] == "JJ":
                name = f"{lows[k]} {lows[stop]}"
                stop += 1
            elif lows[stop : stop + 3] == ["of", "the", "population"]:
                name, stop = f"{lows[k]} people", stop + 3
    if name not in _TIMES and lows[stop : stop + 1] in _PER_AGAIN and lows[stop + 1 : stop + 2] != []:
        if lows[stop + 1] in _TIMES:
            name, stop = lows[stop + 1], stop + 2  # "11 GB per user per month"
    amount.per = _PER_NAMES.get(name, name)
    amount.last = stop
    amount.rules.append("per")
    if amount.per == "barrel" and amount.signed and sent.words[amount.first] == "$":
        amount.unit = "USD"  # oil is paid in dollars of the United States


_AREAS = {"square": "square", "cubic": "cubic", "sq": "square", "cu": "cubic", "sq.": "square"}
_LENGTHS = {"ft": "foot", "feet": "foot", "m": "metre", "km": "kilometre", "yd": "yard", "mi": "mile"}
_PER_AGAIN = (["per"], ["a"], ["each"], ["every"])


def read_late_rates(sent: Sentence, amounts: list[Amount]) -> None:
    """The rate that stands further behind: "12 gallons of water a day", "adds $9 to your bill each year", "$291
    annually", "4 km in a single day", "$40 each".
    """
    _share_rates(sent, amounts)
    for a in amounts:
        if a.kind == "count" and a.drop is None and a.head < 0 and sent.lows[a.last : a.last + 1] == ["per"]:
            read_rate(sent, a)  # "a cell count of 3,000 per microlitre"
    if not sent.once(_speaks_of_rate):
        return
    for k, a in enumerate(amounts):
        if a.drop is not None or a.per is not None or a.kind not in _RATED or a.vague or a.hyphen:
            continue
        behind = _past_bracket(sent, a.last)
        others = (
            b.first for b in amounts[k + 1 :] if b.first >= behind and b.drop != "identifier"
        )  # "of CO2 per mile"
        stop = next(others, len(sent.words))
        name = _adverb_rate(sent, a) or _time_behind(sent, behind, stop) or _each_rate(sent, amounts, k)
        name = name or (_happens_each(sent, a, stop) if a.kind == "count" and a.head >= 0 else "")
        if name:
            a.per = name
            a.rules.append("per:late")
    share_habits(sent, amounts)


def _share_rates(sent: Sentence, amounts: list[Amount]) -> None:
    """ "averages 9 points and 5 rebounds per game": both per game."""
    for b, a in zip(reversed(amounts[1:]), reversed(amounts[:-1]), strict=True):
        if b.per not in _BY_GAME or a.per is not None or a.drop is not None or a.kind not in ("count", "index"):
            continue
        if sent.lows[a.last : b.first] in (["and"], [","], [",", "and"]):
            a.per = b.per
            a.rules.append("per:shared")


_BY_GAME = frozenset("game match outing start season".split())


def _speaks_of_rate(sent: Sentence) -> bool:
    return not _LATE.isdisjoint(sent.lows)


def _past_bracket(sent: Sentence, j: int) -> int:
    """Token ``j``, or the one behind the short bracket that opens there: "80 km (50 miles) in one go"."""
    if sent.words[j : j + 1] == ["("]:
        for k in range(j + 1, min(j + 7, len(sent.words))):
            if sent.words[k] == ")":
                return k + 1
    return j


def _adverb_rate(sent: Sentence, a: Amount) -> str:
    """ "$291 annually": directly behind, which makes it part of the quote."""
    low = sent.lows[a.last] if a.last < len(sent.words) else ""
    name = _RATE_ADVERBS.get(low, "")
    ends = a.last + 1 >= len(sent.words) or sent.tags[a.last + 1] not in NOUNS
    if not name or not ends:
        return ""
    a.last += 1
    return name


def _time_behind(sent: Sentence, i: int, stop: int) -> str:
    """ "of water a quarter", "in chips annually", "in a single day", "in 24 hours", up to token ``stop``."""
    lows, tags = sent.lows, sent.tags
    for k in range(i, min(i + _FAR, len(lows) - 1)):
        low, after = lows[k], lows[k + 1]
        if k >= stop or (tags[k] in _ENDS_REACH and k > i) or (low == "," or tags[k] in ("VBD", "VBZ", "VBP", "MD")):
            return ""
        single = after == "single" and k + 2 < len(lows)
        if low in ("a", "an", "per", "each", "every") and (lows[k + 2] if single else after) in _TIMES:
            behind = lows[k + 3 if single else k + 2 : k + (4 if single else 3)]
            if behind and (behind[0] in _NOT_A_RATE or behind[0] in ("-", "on", "of")):
                return ""
            if after == "quarter" and not single and tags[k + 2 : k + 3] in (["NN"], ["NNS"]):
                return ""  # "half an acre and a quarter acre"
            if after == "second" and (lows[k - 1] in _ONE_MORE or (behind and tags[k + 2] == "IN")):
                return ""  # "for $90 and a second with lights for $140"
            said_in = k > 0 and tags[k - 1] in ("IN", "TO", "DT", "RB", "VB", "VBN", "VBG")
            if single:
                return lows[k + 2] if lows[k - 1] == "in" else ""
            if low in ("a", "an") and said_in and k > i and lows[k - 1] not in _COMPARED:
                return ""
            return after if not (low in ("each", "every") and said_in) else ""
        if low == "for" and after in ("each", "every") and k > i and lows[k + 2 : k + 3] != []:
            name = _per_name(sent, after, k + 2, False)  # "20 gallons of water for each load"
            return "" if name in _ONCE_ONLY else _PER_NAMES.get(name, name)
        if low == "per" and k > i + 1 and lows[i] == "of" and after in _PER_NOUNS:
            name = _per_name(sent, low, k + 1, False)  # "40 grams of carbon per mile"
            return _PER_NAMES.get(name, name)
        if low in _RATE_ADVERBS and k > i and tags[k + 1] not in NOUNS and tags[k] != "JJ":
            return _RATE_ADVERBS[low]
    last = min(i + _FAR, len(lows)) - 1
    closing = len(lows) - 2 if lows[-1:] == ["."] else len(lows) - 1
    if i < closing == last - 1 and lows[closing] in _RATE_ADVERBS and closing < stop:
        return _RATE_ADVERBS[lows[closing]]
    return ""


def _happens_each(sent: Sentence, a: Amount, stop: int) -> str:
    """ "40 people are hurt every day", "9,000 drivers retire each year": the verb between, and nothing else."""
    lows, tags = sent.lows, sent.tags
    k = a.last
    while (
        k < stop
        and k < a.last + _LONG_ACT
        and (tags[k] in ("VBD", "VBP", "VBN", "VB", "RB", "MD", "CC", "JJ") or lows[k] == "either")
    ):
        if lows[k] in _RATE_ADVERBS:
            return _RATE_ADVERBS[lows[k]]
        k += 1
    if k == a.last or k + 1 >= stop or lows[k] not in ("each", "every") or lows[k + 1] not in _TIMES:
        return ""
    return lows[k + 1] if tags[k + 2 : k + 3] != ["CD"] else ""


_LONG_ACT = 6  # words
_USUAL = frozenset("average typical normal ordinary usual given".split())


def _each_rate(sent: Sentence, amounts: list[Amount], k: int) -> str:
    """ "two ferries that carry 40 each", "each ferry carries 40": a ferry."""
    a, lows = amounts[k], sent.lows
    after = lows[a.last : a.last + 2]
    if after[:1] in (["each"], ["apiece"]) and (len(after) < 2 or sent.tags[a.last + 1] not in NOUNS):
        verb = verb_before(sent, a.first)
        phrase = subject_of(sent, verb) if verb >= 0 else None
        if phrase is not None and sent.tags[phrase.head] == "NNS":
            return singular(sent.words[phrase.head])
        for b in reversed(amounts[:k]):
            if b.kind == "count" and b.drop is None and b.unit and b.unit != a.unit:
                return b.unit
        return ""
    if a.kind == "count" and a.head < 0:
        return ""
    usual = lows[0] in ("on", "in") and not _USUAL.isdisjoint(lows[2:3]) and 4 <= a.first <= _FAR + 4
    if usual and lows[3] in _TIMES and a.kind != "duration":
        return lows[3]  # "On an average day the city uses"
    verb = verb_before(sent, a.first)
    if verb < 0 and lows[0] in ("each", "every") and lows[1] in _TIMES and a.first <= _FAR:
        return lows[1]  # "Every year 40,000 people"
    if verb < 0 or a.first - verb > 4 or (a.kind == "measure" and lows[verb] in _STATES):
        return ""
    for m in range(verb - 1, max(-1, verb - 8), -1):
        if lows[m] == "per" and lows[m + 1] in _TIMES and a.kind == "money":
            return lows[m + 1]  # "the cost per month is"
        if lows[m] == "each" and lows[m - 1] == "," and m > 1 and sent.tags[m + 1] in _ACTS:
            plural = next((n for n in range(m - 2, max(-1, m - 8), -1) if sent.tags[n] == "NNS"), -1)
            return singular(sent.words[plural]) if plural >= 0 else ""  # "boats, each built to carry 40"
        if lows[m] in ("each", "every"):
            noun = m + 1
            if lows[noun] in _TIMES:
                return lows[noun]  # "each day of the strike costs", "every year it sells"
            while noun + 1 < verb and sent.tags[noun] not in NOUNS:
                noun += 1
            while noun + 1 < verb and sent.tags[noun + 1] in NOUNS:
                noun += 1
            if sent.tags[noun] in ("NN", "NNP"):
                return singular(sent.words[noun])
            return ""
        if lows[m] in (",", ";", "but"):
            return ""
    return ""


_ACTS = ("VBN", "VBG", "VBD", "VBZ", "IN")
_ONE_MORE = frozenset("and or but , while plus".split())
_COMPARED = frozenset("more less extra fewer".split())  # "$87 more a year"
_STATES = frozenset("be is was are were been measure measures measured weigh weighs weighed".split())
_RATE_ADVERBS = {
    "annually": "year",
    "yearly": "year",
    "monthly": "month",
    "weekly": "week",
    "daily": "day",
    "hourly": "hour",
    "nightly": "night",
    "quarterly": "quarter",
}
_LATE = frozenset(("per", "each", "every", "apiece", *_TIMES, *_RATE_ADVERBS))
_ENDS_REACH = frozenset(". ; : ( )".split())
_FAR = 8


def _ends_as_noun(sent: Sentence, k: int) -> bool:
    """ "£90 per animal and", "$8,000 per chief.", "6 mg per serving or": no noun follows, so it is one."""
    ends = k + 1 >= len(sent.words) or sent.tags[k + 1] in (".", ",", "CC", "IN", ":", ")", "TO", "MD", "VBD", "VBZ")
    return sent.tags[k] in ("JJ", "VBG", "VB", "VBP") and sent.forms[k] == "word" and ends


def _per_name(sent: Sentence, word: str, k: int, of_time: bool) -> str:
    """What the noun at token ``k`` behind "a", "per" or "each" makes the figure a rate of; "" for no rate."""
    noun = sent.lows[k]
    if noun in _PER_NOUNS:
        name = noun
    elif noun.endswith("s") and noun[:-1] in _PER_NOUNS:
        name = noun[:-1]
    else:
        named = sent.tags[k] in NOUNS or sent.tags[k] == "$" or _ends_as_noun(sent, k)
        name = noun if word == "per" and named else ""
    if word == "a" and noun in _ONCE_ONLY:
        return ""
    if of_time and (word in ("each", "every") or (word in ("a", "an") and noun not in _TIMES)):
        return ""
    return name
