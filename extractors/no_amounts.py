"""Numbers that look like an amount and are none: names, notes, sureness, zero of a view."""

from __future__ import annotations

import re
from decimal import Decimal

from extractors.amount import Amount
from extractors.amount_counts import read_count
from extractors.counted_models import read_models
from extractors.drops import is_label, is_name_number, is_year
from extractors.lexicon import lexicon
from extractors.matched import read_odds
from extractors.numeral import Numeral
from extractors.phrases import singular
from extractors.pointing_one import is_idle_one, is_pronoun_one, points_only
from extractors.tokens import Sentence
from extractors.units import match_unit
from extractors.words import words

_TOO_LARGE = Decimal(10) ** 27


def is_split(sent: Sentence, j: int) -> bool:
    """True for "-for-1" at token ``j``."""
    return sent.words[j : j + 1] == ["-"] and sent.lows[j + 1 : j + 2] != [] and sent.lows[j + 1].startswith("for-")


def is_denomination(sent: Sentence, amount: Amount) -> bool:
    """ "rare $2 bills", "five-pound notes", "5.1 surround sound": a kind of thing, named by a number."""
    if amount.kind == "money":
        return is_note(sent, amount)
    decimal = amount.kind == "count" and amount.scale == 1 and "." in sent.words[amount.num_first]
    return decimal and amount.head >= 0 and sent.tags[amount.head] == "NN" and amount.low > 1


def is_all_round(sent: Sentence, amount: Amount) -> bool:
    """ "a 360-degree view", "zero-hour contracts", "zero tolerance": a kind of thing, none of it counted."""
    after = sent.lows[amount.last : amount.last + 1]
    if amount.unit == "degree" and amount.low in (180, 360):
        return after in _VIEWS
    if amount.low or amount.form != "words":
        return False
    return sent.lows[amount.last - 1] in _ZERO_OF and (
        after in _ZERO_THINGS or sent.lows[amount.last - 1] not in _HOURS
    )


_VIEWS = (["view"], ["views"], ["video"], ["camera"], ["cameras"], ["turn"], ["panorama"], ["photo"], ["picture"])
_ZERO_OF = frozenset("hour hours tolerance sum gravity carbon waste prospect doubt".split())
_HOURS = ("hour", "hours")
_ZERO_THINGS = (["contract"], ["contracts"], ["worker"], ["workers"], ["deal"], ["deals"], ["jobs"])


def is_confidence(sent: Sentence, amount: Amount) -> bool:
    """ "(95% CI: 48-71%)", "at the 95% confidence level", "a confidence level of 95%": how sure an estimate is."""
    j = amount.last
    if amount.low < _LEAST_SURE or amount.low >= _HUNDRED:
        return False
    j += sent.words[j : j + 1] == ["-"]
    if sent.words[j : j + 1] in (["CI"], ["CIs"], ["CrI"]):
        return True
    if sent.lows[j : j + 1] in (["confidence"], ["credible"]) and sent.lows[j + 1 : j + 2] in _SURENESS:
        return True
    before = sent.lows[max(0, amount.first - 3) : amount.first]
    return before in (["confidence", "level", "of"], ["confidence", "interval", "of"])


_LEAST_SURE, _HUNDRED = 50, 100

_SURENESS = (["interval"], ["intervals"], ["level"], ["levels"], ["limit"], ["limits"], ["range"])


def is_note(sent: Sentence, amount: Amount) -> bool:
    """ "$2 bills", "100-rupee notes", "a Rs 500 note", "the old Rs 1,000 and Rs 500 notes"."""
    if amount.low not in _DENOMINATIONS or amount.low != amount.high or amount.num_last - amount.num_first > 1:
        return False
    j, lows = amount.last, sent.lows
    hyphen = lows[j : j + 1] == ["-"] or lows[j - 2 : j - 1] == ["-"]
    j += lows[j : j + 1] == ["-"]
    first = lows[amount.first - 1 : amount.first]
    if lows[j : j + 1] in _NOTES:
        return True
    if lows[j : j + 1] in _NOTE and (hyphen or first in (["a"], ["the"], ["one"], ["new"], ["old"])):
        return True
    if lows[j : j + 1] not in (["and"], ["or"], [","]):
        return False
    k = next((m for m in range(j + 1, min(j + 4, len(lows))) if sent.tags[m] == "CD"), 0)
    return k > 0 and (lows[k + 1 : k + 2] in _NOTES or lows[k + 2 : k + 3] in _NOTES or lows[k + 3 : k + 4] in _NOTES)


_NOTES = (["bills"], ["notes"], ["coins"], ["banknotes"])
_NOTE = (["note"], ["coin"], ["banknote"])  # a bill may be one to pay
_DENOMINATIONS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)


def is_no_number(sent: Sentence, amount: Amount, money: bool) -> bool:
    """True, with the reason set, for a score, a name, an unreadable numeral and one beyond all reason."""
    score_end = 0 if money else _score_end(sent, amount)
    if score_end and read_odds(sent, amount):
        return False
    if score_end:
        amount.become("score", score_end)
    elif sent.forms[amount.first] == "word" and amount.first and _is_capital_compound(sent, amount):
        amount.drop = "name"
    elif _is_campaign(sent, amount) or _opens_name(sent, amount):
        amount.drop = "name"
    elif amount.form == "ambiguous":
        amount.drop = "ambiguous"
    elif abs(amount.high) >= _TOO_LARGE:
        amount.drop = "out_of_range"
    return amount.drop is not None


def _opens_name(sent: Sentence, amount: Amount) -> bool:
    """ "Three Rivers Bank said profit rose", "Four Winds Brewing opened": things with a capital, and a capital behind
    them; "Two Rangers Players Held", all of it in capitals, is a heading.
    """
    i, j = amount.first, amount.num_last
    if amount.form != "words" or i > 1 or not sent.words[i][0].isupper() or sent.tags[j + 1 : j + 2] != ["NNP"]:
        return False
    plural, kind = sent.words[j], sent.lows[j + 1]
    things = plural.istitle() and plural.endswith("s") and lexicon().get(singular(plural.lower())) in ("NN", "VB")
    if not things or lexicon().get(kind) not in ("NN", "VBG", "VB"):
        return False
    rest = [word for word in sent.words[j + 2 :] if word.isalpha()]
    return sum(word.islower() for word in rest) * 2 > len(rest)


def is_group_or_decimals(sent: Sentence, amount: Amount) -> bool:
    """ "1.234 servers", "12.500 hectares", "$12.500": a group of thousands to some, decimals to others; with what
    it is per, as an average, a rate of exchange ("149.350 yen"), what is quoted in thousandths ("the euro rose to
    $1.100", "futures", "diesel") or a size that is measured ("1.254 kg") decimals.
    """
    word = sent.words[amount.num_first]
    if (
        word[-4:-3] != "."
        or not _GROUP_OR_DECIMALS.match(word)
        or amount.scale != 1
        or amount.per
        or amount.num_last != amount.num_first + 1
    ):
        return False
    if amount.kind == "count":
        return word[1] == "." and sent.tags[amount.head] in _PLURAL and _AVERAGED.isdisjoint(sent.said)
    if amount.kind == "money" and (amount.unit == "JPY" or not _QUOTED.isdisjoint(sent.said)):
        return False
    return amount.kind in ("money", "measure") and word.endswith("00")


_GROUP_OR_DECIMALS = re.compile(r"[1-9]\d{0,2}\.\d{3}\Z")
_PLURAL = ("NNS", "NNPS")
_AVERAGED = frozenset("average averages averaged averaging mean per each".split())
_QUOTED = frozenset(
    "average averaged euro sterling pound franc futures settled traded diesel petrol gasoline".split()
)


def _score_end(sent: Sentence, amount: Amount) -> int:
    """The token after "2-0" in "beat them 2-0", or 0: two small whole numbers, the first not the smaller."""
    j = amount.num_last
    if j + 1 >= len(sent.words) or sent.forms[amount.first] != "number" or j != amount.first + 1:
        return 0
    if sent.words[j] not in "-–" or not sent.glued(j) or not sent.glued(j + 1) or sent.forms[j + 1] != "number":
        return 0
    a, b = sent.words[amount.first], sent.words[j + 1]
    if not (a.isdecimal() and b.isdecimal()) or len(a) > 3 or len(b) > 3 or int(a) < int(b):
        return 0
    counted = j + 2 < len(sent.words) and sent.tags[j + 2] in ("NNS", "%", "-", "CD")
    return 0 if counted or match_unit(sent, j + 2) else j + 2


def _is_campaign(sent: Sentence, amount: Amount) -> bool:
    """ "the 1 Billion Trees initiative": a scale written large in a name."""
    j = amount.num_last
    if sent.words[j - 1] not in _LARGE_SCALES or j >= len(sent.words) or sent.lows[amount.first - 1] != "the":
        return False
    return amount.first > 0 and sent.words[j][0].isupper()


_LARGE_SCALES = frozenset("Thousand Million Billion Trillion".split())


def _is_capital_compound(sent: Sentence, amount: Amount) -> bool:
    """True for "the Nine-Day War": a number word in a capitalised compound inside a sentence."""
    j = amount.num_last
    if not sent.words[amount.first][0].isupper() or j + 1 >= len(sent.words):
        return False
    if sent.words[j] in _SIZES_OF_NAMES and sent.tags[amount.first - 1] not in _OPENINGS:
        return True  # "at Eight Mile and Brook"
    return sent.words[j] == "-" and sent.glued(j) and sent.words[j + 1][0].isupper()


_SIZES_OF_NAMES = frozenset("Mile Acre Point Foot Day Inch Pound Bar".split())
_OPENINGS = frozenset(". : \" ' ( ; ,".split())
QUAKES = words("amounts.quakes")


def is_magnitude(sent: Sentence, amount: Amount) -> bool:
    """ "a magnitude 5.1 quake", "magnitude-5 earthquake", "a 7.2 temblor", "measured 6.3 on the Richter scale"."""
    i, j = amount.num_first, amount.num_last
    if amount.form != "digits" or amount.scale != 1 or not 0 < amount.low < 10:
        return False
    before = sent.lows[i - 1] if i and sent.lows[i - 1] != "-" else sent.lows[i - 2] if i > 1 else ""
    quake = j < len(sent.words) and sent.lows[j] in QUAKES
    told = j < len(sent.words) and sent.lows[j] == "magnitude"
    if "richter" in sent.lows[j : j + 4]:
        return True
    return before == "magnitude" or told or (quake and "." in sent.words[i])


def is_threshold(sent: Sentence, amount: Amount) -> bool:
    """ "A reading above 50 signals growth", "a score over 30 points to": what a level means, none of it counted."""
    i, j = amount.num_first, amount.num_last
    if amount.kind is not None or amount.scale != 1 or i < 2 or sent.lows[i - 1] not in _PAST_LEVEL:
        return False
    read = sent.lows[i - 2] in _READ or sent.lows[i - 3 : i - 1] in (["reading", "of"], ["score", "of"])
    means = sent.lows[j : j + 1]
    return read and means != [] and (means[0] in _MEANS or sent.lows[j : j + 2] == ["points", "to"])


_PAST_LEVEL = frozenset("above below over under of".split())
_READ = frozenset("reading readings score scores figure figures number numbers anything index".split())
_MEANS = frozenset(
    "signals indicates shows means suggests denotes marks represents signal indicate show mean".split()
)


def is_idle(sent: Sentence, amount: Amount) -> bool:
    """True, with the reason set, for "one day" and for the number of a list."""
    if is_idle_one(sent, amount):
        amount.drop = "one_pronoun"
    elif amount.num_first == 0 and len(sent.words) <= 2 and sent.forms[0] == "number" and sent.words[-1] == ".":
        amount.drop = "list_number"
    return amount.drop is not None


def is_year_or_name(sent: Sentence, amount: Amount, numeral: Numeral) -> bool:
    """Read what the number counts; True, with the reason set, where it is a year, a pronoun or part of a name."""
    i = numeral.first
    if sent.forms[i] == "number" and is_year(sent, i) and numeral.last == i + 1:
        amount.drop = "year"
        return True
    if is_pronoun_one(sent, amount):
        amount.drop = "one_pronoun"
        return True
    if is_label(sent, i, numeral.last):
        amount.become("identifier", numeral.last)
        return True
    if read_models(sent, amount):
        return False
    read_count(sent, amount)
    if amount.head >= 0 and points_only(sent, amount):
        amount.become("one_pronoun", numeral.last)
        return True
    counted = amount.head >= 0
    plural = counted and sent.tags[amount.head] in ("NNS", "NNPS")
    if is_name_number(sent, i, numeral.last, counted, plural):
        amount.become("name", numeral.last)
        return True
    return False
