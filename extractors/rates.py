"""Per what a figure is: by the words behind it ("$5 a day") or by an adjective before ("daily output")."""

from __future__ import annotations

from extractors.amount import Amount
from extractors.model import Kind
from extractors.phrases import NOUNS
from extractors.tokens import Sentence
from extractors.units import match_unit
from extractors.words import words

_PER_WORDS = frozenset(("a", "an", "per", "each", "every", "/"))
PER_NOUNS = words("rates.per_nouns")
PER_NAMES = {
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
    "kilowatt-hour": "kWh",
    "megawatt-hour": "MWh",
    "gigawatt-hour": "GWh",
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
    "wh": "Wh", "ft": "foot", "bu": "bushel", "mt": "tonne", "gal": "gallon", "oz": "ounce", "cwt": "cwt",
    "therm": "therm", "th": "therm", "st": "short ton", "ac": "acre", "dwt": "DWT", "teu": "TEU", "feu": "FEU",
}  # fmt: skip
BEFORE_PER_NOUN = frozenset("- diluted basic common full adjusted troy metric single".split())
NOT_A_RATE = ("earlier", "ago", "later", "before", "after", "previously", "prior", "hence")
TIMES = frozenset(
    "second minute hour day week fortnight month quarter year season decade century night weekend".split()
)
ONCE_ONLY = ("time", "home", "m", "s")
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
_RATE_WORDS = frozenset((*RATE_ADJECTIVES, "capita"))
RATED = ("money", "measure", "count")
_OF_A_KIND = words("rates.of_a_kind")
RESULTS = frozenset("profit profits loss losses earnings revenue revenues sales results income turnover".split())


def is_of_a_kind(low: str) -> bool:
    """True for the noun that "daily" or "annual" only tells the kind of: "weekly paper", "annual meeting"."""
    return low in _OF_A_KIND


def without_rate(measure: str, kind: Kind, per: str | None) -> tuple[str, str | None]:
    """The measure without its rate, and the rate: "daily output" is (output, day); None without one."""
    lows = measure.lower().split()[:3]
    if _RATE_WORDS.isdisjoint(lows) and not measure.endswith((" per capita", " per head")):
        return measure, None
    said = measure.split()
    if lows[:2] == ["per", "capita"] and len(said) > 2 and per is None:
        return " ".join(said[2:]), "person"
    if lows[0] == "capita" and len(said) > 1 and per is None:
        return " ".join(said[1:]), "person"
    if measure.endswith((" per capita", " per head")) and kind in RATED and per is None and len(said) > 2:
        return measure, "person"  # "GDP per capita was $14,200"
    for k, low in enumerate(lows):
        rate = RATE_ADJECTIVES.get(low)
        if rate and len(said) > k + 1:
            follow = said[k + 1].lower()
            if rate == "quarter" and any(w.lower() in RESULTS for w in said[k + 1 :]):
                break  # "quarterly profit": which quarter's, not how much a quarter
            if kind in RATED and (follow == "average" or (per is None and follow not in _OF_A_KIND)):
                return " ".join(said[:k] + said[k + 1 :]), rate
            break
    return measure, None


def read_rate(sent: Sentence, amount: Amount) -> None:
    """ "a day", "per share", "/year", "-a-month" behind the quantity."""
    if amount.per or amount.kind in ("rank", "ratio", "age", None):
        return
    j = amount.last
    lows = sent.lows
    if amount.kind == "money" and j < len(lows) and lows[j] in _RENTED:
        amount.per, amount.last = _RENTED[lows[j]], j + 1  # "£1,150pcm"
        amount.rules.append("per")
        return
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
    if lows[j : j + 1] == ["/"] and sent.glued(j) and sent.forms[j + 1 : j + 2] == ["number"] and sent.glued(j + 1):
        found = match_unit(sent, j + 2) if amount.kind == "money" or amount.unit in _DOSES else None
        if found is not None and found[0].kind in ("measure", "duration"):
            amount.per = f"{sent.words[j + 1]} {found[0].symbol}"  # "Rs900/40kg": its number is no amount of its own
            amount.last = found[1]
            amount.rules.append("per")
        return
    if j < len(lows) and lows[j] == "-" and sent.glued(j) and lows[j + 1 : j + 2] in (["a"], ["an"], ["per"]):
        j += 1
    if amount.kind == "measure" and lows[j : j + 1] == ["of"] and lows[j + 2 : j + 3] in (["per"], ["a"], ["each"]):
        # "3 billion cubic feet of gas per day": the rate is no part of the quote
        if sent.tags[j + 1] in NOUNS and lows[j + 3 : j + 4] and lows[j + 3] in TIMES:
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
    if lows[j : j + 1] in _EACH and amount.unit in ("°C", "°F", "degree"):
        return  # "over 40 degrees every day"
    if lows[j : j + 1] == ["per"] and lows[j + 1 : j + 2] in _EACH:
        j += 1  # "$1,000 per each day"
    if amount.kind == "money" and lows[j : j + 1] in _SPELLS and sent.tags[j + 1 : j + 2] == ["NN"]:
        if lows[j + 1] in _PAID and not sent.glued(j):
            amount.per, amount.last = lows[j], j + 1  # "a $40 month increase"
            amount.rules.append("per")
            return
    if lows[j : j + 1] == ["for"] and lows[j + 1 : j + 2] in (["each"], ["every"]) and amount.kind != "duration":
        j += 1  # "$2 for each child"
    if amount.kind == "money" and lows[j : j + 2] in (["on", "every"], ["on", "each"]):
        j += 1  # "losing 4p on every litre"
    if j + 1 >= len(lows) or lows[j] not in _PER_WORDS:
        return
    k = j + 1
    while k < len(lows) and lows[k] in BEFORE_PER_NOUN:
        k += 1
    if lows[k : k + 1] in (["u.s."], ["us"]) and lows[k + 1 : k + 2] == ["dollar"]:
        k += 1
    if k >= len(lows) or lows[j : k + 1] == ["each", "time"]:
        return
    taxed = lows[k + 1 : k + 2] in _NET and lows[k + 2 : k + 3] in _OF_TAX  # "$700 a week after tax"
    if k + 1 < len(lows) and lows[k + 1] in NOT_A_RATE and lows[j] != "per" and lows[k] in TIMES and not taxed:
        return  # "$5 a year earlier"; "$5 a bushel after a fall" is a rate
    if lows[j : k + 1] == ["a", "second"] and sent.tags[k + 1 : k + 2] in (["NN"], ["NNS"], ["JJ"]):
        return  # "gave 40 people a second dose"
    if lows[k] == "dozen" and (amount.kind != "money" or sent.tags[k + 1 : k + 2] == ["NNS"]):
        return  # "$4 a dozen" is a rate, "£50 a dozen times" is none
    of_size = lows[j] != "a" or lows[k + 1 : k + 2] == ["-"]  # "$2,100 a 20-foot box"
    if of_size and amount.kind != "percent" and (name := _per_so_many(sent, k)):
        amount.per = name  # its number is told as well: no part of the quote
        amount.rules.append("per")
        return
    if lows[j] == "per" or lows[j - 1] == "for":
        k = _noun_of_run(sent, k)
    name = per_name(sent, lows[j], k, amount.kind == "duration")
    if not name and lows[k] in _WATTS and lows[k + 1 : k + 2] in (["hour"], ["hours"]) and amount.kind == "money":
        name = lows[k]  # "60 euros a megawatt hour"
    if not name and lows[j - 1] == "for" and amount.kind != "percent" and sent.tags[k] in ("NN", "NNP"):
        name = lows[k]  # "40 children for every nurse"
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
        elif lows[k] in _WATTS and lows[stop] in ("hour", "hours"):
            name = f"{lows[k]} hour"
            stop += 1
        elif lows[k] in ("kilowatt", "megawatt", "gigawatt") and lows[stop : stop + 2] == ["-", "hour"]:
            name = f"{lows[k]} hour"
            stop += 2
        elif sent.tags[k] == "$" and sent.forms[stop] == "number":
            name = sent.words[k] + sent.words[stop]  # "per $1,000 of assessed value"
            stop += 1
        elif lows[k] in _ROUND or lows[k] in ("million", "thousand", "hundred"):
            described = sent.tags[stop] in ("JJ", "VBN", "NN") and sent.tags[stop + 1 : stop + 2] == ["NNS"]
            if described or sent.tags[stop] in NOUNS or sent.tags[stop] == "JJ":
                name = f"{lows[k]} {lows[stop]}"
                stop += 1
                if described:
                    name, stop = f"{name} {lows[stop]}", stop + 1  # "per 1,000 live births"
            elif lows[stop : stop + 3] == ["of", "the", "population"]:
                name, stop = f"{lows[k]} people", stop + 3
    if name not in TIMES and lows[stop : stop + 1] in _PER_AGAIN and lows[stop + 1 : stop + 2] != []:
        if lows[stop + 1] in TIMES and lows[stop + 2 : stop + 3] not in _NOT_AGAIN:
            name, stop = lows[stop + 1], stop + 2  # "11 GB per user per month"
    amount.per = PER_NAMES.get(name, name)
    amount.last = stop
    amount.rules.append("per")
    if amount.per == "barrel" and amount.signed and sent.words[amount.first] == "$":
        amount.unit = "USD"  # oil is paid in dollars of the United States


_WATTS = ("kilowatt", "megawatt", "gigawatt", "terawatt", "watt")
_RENTED = {
    "pcm": "month", "pw": "week", "pppw": "week", "p.a.": "year", "p.a": "year", "pa": "year",
    "psf": "square foot", "psm": "square metre", "pp": "person",
}  # fmt: skip
_DOSES = ("mg", "µg", "g")  # "250mg/5ml"
_EACH = (["each"], ["every"])
_SPELLS = (["month"], ["week"], ["year"], ["day"], ["hour"])
_PAID = frozenset("increase raise rise cut payment pension benefit salary wage rent fee allowance".split())
_AREAS = {"square": "square", "cubic": "cubic", "sq": "square", "cu": "cubic", "sq.": "square"}
_LENGTHS = {"ft": "foot", "feet": "foot", "m": "metre", "km": "kilometre", "yd": "yard", "mi": "mile"}
_NET = (["before"], ["after"])
_OF_TAX = (["tax"], ["taxes"], ["deductions"], ["expenses"], ["tips"], ["rent"], ["bills"])
_NOT_AGAIN = [[low] for low in NOT_A_RATE]  # "$2 a share a quarter earlier"
_PER_AGAIN = (["per"], ["a"], ["each"], ["every"])


def _per_so_many(sent: Sentence, k: int) -> str:
    """ "one guard per 40 square metres", "one fire for every 1,200 flights": the number with its noun; "" else."""
    if sent.forms[k] != "number" or k + 1 >= len(sent.lows):
        return ""
    if sent.lows[k + 1] == "-" and sent.tags[k + 3 : k + 4] == ["NN"] and match_unit(sent, k + 2) is not None:
        return "".join(sent.words[k : k + 3]) + f" {sent.lows[k + 3]}"  # "per 40-foot container"
    if sent.lows[k] in _ROUND:
        return ""
    stop = k + 1
    while sent.tags[stop] in ("JJ", "NN") and sent.tags[stop + 1 : stop + 2] == ["NNS"]:
        stop += 1
    return " ".join([sent.words[k], *sent.lows[k + 1 : stop + 1]]) if sent.tags[stop] == "NNS" else ""


def _noun_of_run(sent: Sentence, k: int) -> int:
    """ "per senior nurse", "for every hospital bed": the noun that the words from token ``k`` on end in."""
    if sent.lows[k] in PER_NOUNS or sent.lows[k].rstrip("s") in PER_NOUNS:
        return k
    stop = k
    while stop + 1 < len(sent.lows) and stop < k + 2 and sent.tags[stop] in ("JJ", "NN", "NNP"):
        if sent.tags[stop + 1] != "NN" or sent.lows[stop + 1] in TIMES:
            break
        stop += 1
    return stop


_ROUND = frozenset("100,000 10,000 1,000 100 1,000,000".split())


def _ends_as_noun(sent: Sentence, k: int) -> bool:
    """ "£90 per animal and", "$8,000 per chief.", "6 mg per serving or": no noun follows, so it is one."""
    ends = k + 1 >= len(sent.words) or sent.tags[k + 1] in (".", ",", "CC", "IN", ":", ")", "TO", "MD", "VBD", "VBZ")
    return sent.tags[k] in ("JJ", "VBG", "VB", "VBP") and sent.forms[k] == "word" and ends


def per_name(sent: Sentence, word: str, k: int, of_time: bool) -> str:
    """What the noun at token ``k`` behind "a", "per" or "each" makes the figure a rate of; "" for no rate."""
    noun = sent.lows[k]
    if sent.lows[k + 1 : k + 2] == ["-"] and sent.glued(k + 1) and word != "per":
        return ""  # "five a quarter-point cut"
    if noun in PER_NOUNS:
        name = noun
    elif noun.endswith("s") and noun[:-1] in PER_NOUNS:
        name = noun[:-1]
    else:
        named = sent.tags[k] in NOUNS or sent.tags[k] == "$" or _ends_as_noun(sent, k)
        name = noun if word == "per" and named else ""
    if word == "a" and noun in ONCE_ONLY:
        return ""
    if of_time and (word in ("each", "every") or (word in ("a", "an") and noun not in TIMES)):
        return ""
    return name
