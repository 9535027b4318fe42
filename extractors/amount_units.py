"""The currency sign or minus before a number, and the unit glued to it, behind a hyphen or behind a space."""

from __future__ import annotations

from decimal import Decimal

from extractors.amount import Amount
from extractors.drops import is_year, is_year_of_money
from extractors.home_currency import Home
from extractors.lexicon import CURRENCY_MARKS
from extractors.move_words import DOWN_NOUNS, UP_NOUNS
from extractors.ranks import is_superlative, rank_at
from extractors.rates import read_rate
from extractors.tokens import SCALES, Sentence
from extractors.unit_senses import sense_of
from extractors.units import WEAK, Unit, currency_of, is_shared_name, match_unit
from extractors.words import words

# Signs that are words: "Php 500", "Birr 300".
_POINTS = Unit("pp", "percentage_point")
_BASIS_POINTS = Unit("bp", "percentage_point")
_POUNDS = Unit("GBP", "money")
_FOOT = Unit("foot", "measure")
_INCH = Unit("inch", "measure")
_STONE = Unit("stone", "measure")
_MINUS_WORDS = frozenset(("minus", "negative"))
_ORDINAL_SUFFIX = frozenset(("st", "nd", "rd", "th"))
_SCREEN_LINES = (240, 360, 480, 720, 1080, 1440, 2160, 4320)
_CALENDAR_UNITS = frozenset("quarter night day month week year season bars".split())
# Short units that are words as well, after a number in words and in digits.
_LEADS = frozenset("lead margin edge advantage gap swing deficit".split())
_UNITS_AFTER_WORDS = frozenset("night quarter point penny stone block cup pint barrel won rand second".split())
_UNITS_AFTER_DIGITS = _UNITS_AFTER_WORDS | {"real"}
_NO_UNITS = frozenset("in at a A us d c n Tesla".split())
_PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}
_LETTERS_BEFORE_NAMES = "WVKmghl"


# --- before the number --------------------------------------------------------------------------------------------


def read_sign(sent: Sentence, amount: Amount, home: Home, money: bool) -> None:
    """ "$5", "-$5", "$-5", "-5", "minus 5"; ``money`` when a currency sign stands before the number."""
    i = amount.first
    if money:
        sign = sent.words[i - 1]
        if sign == "-":
            _negate(sent, amount, amount.first)
            i -= 1
            sign = sent.words[i - 1]
        code = currency_of(sign)
        if code:
            told = currency_of(sent.words[i - 2]) if sign == "$" and i > 1 and sent.words[i - 2].isupper() else None
            ours = _is_shared_sign(sign) and not (sign == "$" and is_traded_worldwide(sent))
            code = told or (home.money(code, sign) if ours else code)  # "USD $40"
            i -= 1
            amount.first = i
            amount.signed = True
            amount.take_kind("money", code, "money:sign")
    if amount.negative or not i:
        return
    if sent.lows[i - 3 : i] == ["plus", "or", "minus"]:
        amount.first = i - 3
        return
    if sent.words[i - 1] in ("-", "–") and sent.glued(i):
        if not sent.glued(i - 1) or sent.words[i - 2 : i - 1] in (["("], ["["]):
            _negate(sent, amount, i - 1)  # "(-5 percent in May)"
            return
    if sent.lows[i - 1] in _MINUS_WORDS and sent.forms[amount.num_first] == "number":
        _negate(sent, amount, i - 1)
    elif i > 1 and sent.words[i - 1] == "-" and sent.lows[i - 2] in _MINUS_WORDS:
        _negate(sent, amount, i - 2)


def _is_shared_sign(sign: str) -> bool:
    """True for a sign of many countries' money: "$", "Rs", "Sh"; not for an ISO 4217 code or "US$"."""
    return sign == "$" or (not (sign.isupper() and len(sign) == 3) and "$" not in sign)


def _negate(sent: Sentence, amount: Amount, first: int) -> None:
    amount.negative = True
    amount.first = first
    if amount.signed and _is_lost(sent, first):
        return  # "a net loss of $(45.2) million" is no gain
    amount.low, amount.high = -amount.low, -amount.high


def _is_lost(sent: Sentence, first: int) -> bool:
    """True where what is below zero is called a loss already: the last word of the two sorts decides."""
    for low in reversed(sent.lows[max(0, first - _NEAR_RESULT) : first]):
        if low in _LOST or low in _EARNED:
            return low in _LOST
    return False


_LOST = frozenset("loss losses deficit outflow outflows shortfall".split())
_EARNED = frozenset("profit profits income earnings ebitda ebit eps margin cash flow result results balance".split())
_NEAR_RESULT = 30  # tokens


# --- glued to the number ------------------------------------------------------------------------------------------


def read_glued(sent: Sentence, amount: Amount) -> bool:
    """Letters behind digits: an ordinal, a name ("5G", "3D") or an unknown code end it. True when done."""
    j = amount.num_last
    if sent.forms[j] not in ("word", "code") or sent.forms[j - 1] != "number":
        return False
    if sent.words[j] == "st" and amount.low % 10 != 1:
        amount.take_unit(_STONE, "unit:measure")  # "17st 6lb"
        amount.last = j + 1
        return True
    if sent.lows[j].partition("-")[0] in _ORDINAL_SUFFIX:
        _read_ordinal(sent, amount, j)
        return True
    word = sent.words[j]
    if word in ("x", "X"):
        return False
    if word == "in" and amount.kind is None and sent.forms[j + 1 : j + 2] not in (["number"], ["code"]):
        amount.take_unit(_INCH, "unit:measure")  # "6ft 2in", "a 12in pizza"
        amount.last = j + 1
        return True
    named = (
        (word in ("G", "D", "K") and amount.low <= 9)
        or (word in ("P", "i", "p") and not amount.low)
        or (word == "p" and amount.low in _SCREEN_LINES and amount.kind is None)
        or (word == "s" and "." not in sent.words[j - 1])  # "0.3s back" are seconds
        or (len(word) == 1 and word in "ABDEHJLNSX" and amount.kind is None and _is_of_name(sent, amount))
        or (amount.kind is None and match_unit(sent, j) is None)
    )
    if named:
        amount.become("identifier", j + 1)
    return named


def _is_of_name(sent: Sentence, amount: Amount) -> bool:
    """ "Fab [14A]", "the Bell [206L]": a letter behind the number of a thing that has a name."""
    i = amount.num_first
    return i > 0 and sent.tags[i - 1] == "NNP" and sent.words[i - 1][0].isupper() and amount.low == int(amount.low)


def _read_ordinal(sent: Sentence, amount: Amount, j: int) -> None:
    """ "ranked 4th", "in 4th place", "4th-largest" are ranks; "the 4th" is dropped."""
    _, hyphen, tail = sent.lows[j].partition("-")
    if hyphen:
        rank = (amount.first, j + 1, "rank:superlative") if is_superlative(tail) else None
    else:
        rank = rank_at(sent, amount.first, j + 1, int(amount.low))
    if rank is None:
        amount.become("ordinal", j + 1)
        return
    amount.first, amount.last, rule = rank
    amount.take_kind("rank", None, rule)


def read_hyphen(sent: Sentence, amount: Amount) -> bool:
    """ "a 3-inch pipe", "the 18-year-old", "13.8-billion-year": the unit behind a hyphen. True when read."""
    j = amount.num_last + 1
    found = match_unit(sent, j)
    if sent.lows[j : j + 2] == ["basis", "-"] and sent.lows[j + 2 : j + 3] in (["point"], ["points"]):
        found = _BASIS_POINTS, j + 3  # "a 25-basis-point cut"
    if found is None or sent.words[j] == "B" or (found[0].kind == "money" and sent.lows[j] == "won"):
        return False
    unit, stop = found
    lows = sent.lows
    if unit.symbol == "point":
        fraction = amount.form == "fraction"
        after = lows[stop] if stop < len(lows) else ""
        if not fraction and after not in UP_NOUNS and after not in DOWN_NOUNS and after not in _LEADS:
            return False
        if fraction or abs(amount.high) < 10:
            unit = _POINTS
    amount.hyphen = True
    amount.last = stop
    amount.take_unit(sense_of(sent, amount, j, unit) if stop == j + 1 else unit, "unit:hyphen")
    if (
        unit.symbol == "foot"
        and lows[stop : stop + 1] == ["-"]
        and lows[stop + 1 : stop + 2]
        and sent.glued(stop + 1)
    ):
        inches = lows[stop + 1]
        if inches.isdecimal() and int(inches) < 12 and amount.low == int(amount.low):
            amount.low = amount.high = (amount.low + Decimal(inches) / 12).quantize(Decimal("1e-10"))
            amount.last = stop + 2  # "the 6-foot-4 guard"
    if unit.kind == "duration" and stop < len(lows):
        if lows[stop] == "-" and stop + 1 < len(lows) and lows[stop + 1].startswith("old"):
            amount.kind = "age"
            amount.last = stop + 2
        elif lows[stop] in ("old", "olds"):
            amount.kind = "age"
            amount.last = stop + 1
    read_rate(sent, amount)
    return True


def is_traded_worldwide(sent: Sentence) -> bool:
    """ "Copper traded at $11,240 a tonne on the London Metal Exchange": in US dollars, whoever writes so."""
    said = sent.said
    return not _WORLD_MARKETS.isdisjoint(said) or ("metal" in said and "exchange" in said)


_WORLD_MARKETS = frozenset("lme brent wti comex nymex bullion".split())


# --- behind the number --------------------------------------------------------------------------------------------


def read_unit(sent: Sentence, amount: Amount, home: Home) -> None:
    """The unit behind the number: "5 km", "5 [km]", "5 €", "6' tall", "75 USD million", "5 years old"."""
    j = amount.num_last
    if j >= len(sent.words) or _read_bracketed(sent, amount, j):
        return
    if amount.kind is None and sent.words[j : j + 2] == ["/", "-"] and sent.glued(j) and sent.glued(j + 1):
        # "620m/-": shillings, as East African papers write them
        amount.last = j + 2
        shilling = home.money("KES")
        known = shilling != "KES" or home.given == "KES"
        amount.take_kind("money", shilling if known else "TZS", "money:shilling_mark")
        return
    if (
        sent.lows[j : j + 2] == ["of", "a"]
        and amount.form == "digits"
        and abs(amount.low) < 1
        and amount.kind is None
    ):
        part = match_unit(sent, j + 2)
        if part is not None and part[0].kind in ("percentage_point", "percent", "duration", "measure"):
            amount.take_unit(part[0], "unit:part")  # "0.3 of a percentage point"
            amount.last = part[1]
            return
    found = match_unit(sent, j)
    if found is None and amount.kind is None and _is_mark_of(sent, j):
        code = currency_of(sent.words[j])
        if code:
            amount.last = j + 1
            amount.take_kind("money", home.money(code, sent.words[j]), "money:sign_after")
        return
    if found is None and _is_prime(sent, amount, j):
        found = _FOOT, j + 1
    if found is None and amount.kind is None and sent.words[j] == "-" and not sent.glued(j):
        j += 1
        found = match_unit(sent, j) if j < len(sent.words) else None
        if found is None or found[0].kind not in ("duration", "measure") or sent.lows[j].endswith("s"):
            return
        amount.hyphen = True
    if found is None or not _may_be_unit(sent, amount, j, found[1]):
        return
    if sent.lows[found[1] : found[1] + 2] == ["-", "round"] and sent.glued(found[1]):
        return  # "63 year-round residents"
    if sent.lows[found[1] : found[1] + 1] == ["-"] and sent.tags[found[1] + 1 : found[1] + 2] == ["VBN"]:
        if sent.glued(found[1]) and found[0].kind == "money":
            return  # "one dollar-pegged coin"
    unit, stop = found
    if amount.kind == "money":
        # "$75 billion dollars", "$3 USD"
        if unit.kind == "money":
            amount.last = stop
            if sent.lows[j] not in ("dollar", "dollars", "$"):
                amount.unit = unit.symbol
        return
    if stop == j + 1 and sent.words[j] in WEAK and not sent.glued(j) and not _weak_unit_fits(sent, amount, j):
        return
    after = sent.lows[stop] if stop < len(sent.words) else ""
    if unit.symbol == "block" and after not in _FAR_OFF and not amount.hyphen:
        return  # "151 of its 268 blocks"
    if unit.symbol == "lb" and sent.lows[j] in ("pound", "pounds"):
        of_mass = after == "of" and _SUMS_OF.isdisjoint(sent.lows[stop : stop + _NEAR_MASS])
        large = (amount.form == "vague" or amount.scale >= 1000) and not of_mass
        large = large and (amount.form == "vague" or not home.weighs_pounds())
        if large or after == "sterling" or _is_sterling(sent, amount, j, home):
            unit = _POUNDS
    if unit.kind == "money" and is_shared_name(sent.words[j:stop]):
        code = home.money(unit.symbol, at=sent.start[j])
        unit = Unit(home.cents(code) if unit.factor < 1 else code, "money", unit.factor, unit.per)
    if unit.symbol == "mbar" and sent.lows[j] == "mb" and not _LOW_PRESSURE <= amount.low <= _HIGH_PRESSURE:
        unit = _MEGABYTES  # "512mb of storage"
    if unit.symbol == "point" and amount.form == "fraction" and amount.low < 1 and not _RATED.isdisjoint(sent.said):
        unit = _POINTS  # "a quarter point rise in rates"
    if stop == j + 1 and unit.kind == "measure":
        unit = sense_of(sent, amount, j, unit)
    if unit.symbol == "century" and not _CRICKET.isdisjoint(sent.said):
        return  # of a hundred runs
    amount.take_unit(unit, f"unit:{unit.kind}")
    amount.last = stop
    if unit.kind in ("duration", "measure"):
        amount.last = read_half_behind(sent, amount, stop)
    if unit.kind == "duration":
        _read_old(sent, amount, amount.last)
    elif unit.kind == "money" and after in SCALES and amount.scale == 1:
        # "75 USD million"
        amount.scale = Decimal(SCALES[after])
        amount.multiply(SCALES[after])
        amount.last = stop + 1


_CRICKET = frozenset(
    "runs innings batting batsman batter wicket wickets odi odis tests cricket half-centuries".split()
)
_LOW_PRESSURE, _HIGH_PRESSURE = 850, 1100  # of the air, in millibars
_MEGABYTES = Unit("MB", "measure")
_RATED = frozenset(
    "rate rates libor interbank lending discount interest fed bank policymakers hike hikes hiked easing".split()
)
_SUMS_OF = words("amount_units.sums_of")
_NEAR_MASS = 6  # words
_FAR_OFF = frozenset("away from north south east west off long wide down up to".split())
_MONEY_WORDS = words("amount_units.money_words")
_WEIGHTS = words("amount_units.weight_words")
_PAID_BY = frozenset("week month year night hour person head ticket share family household term".split())


def _is_sterling(sent: Sentence, amount: Amount, j: int, home: Home) -> bool:
    """True for pounds that are paid and not weighed: "for 900 pounds a month", "prices rose to 286,000 pounds"."""
    lows = sent.lows
    if amount.first and lows[amount.first - 1] in ("at", "for") and _looks_priced(sent.words[amount.num_first]):
        return True
    if amount.hyphen or lows[j + 1 : j + 2] == ["of"] or not _WEIGHTS.isdisjoint(lows):
        return False
    rated = lows[j + 1 : j + 2] in (["a"], ["per"], ["each"]) and lows[j + 2 : j + 3] != []
    if rated and lows[j + 2] in _PAID_BY:
        return True
    return (home.in_sterling() and not home.weighs_pounds()) or not _MONEY_WORDS.isdisjoint(
        lows[max(0, amount.first - 12) : j + 4]
    )


def _looks_priced(word: str) -> bool:
    """True for "2.99", which has pounds and pence."""
    return word[-3:-2] == "." and word[-2:].isdigit()


def read_half_behind(sent: Sentence, amount: Amount, stop: int) -> int:
    """ "two years and a half": adds it; the token behind."""
    said = sent.lows[stop : stop + 3]
    part = _PARTS.get(said[2]) if len(said) == 3 and said[:2] == ["and", "a"] else None
    if part is None or amount.low != int(amount.low):
        return stop
    amount.low += part
    amount.high += part
    return stop + 3


def _read_bracketed(sent: Sentence, amount: Amount, j: int) -> bool:
    """ "5 (km)", "5 [km": a measure in brackets. True when read."""
    size = len(sent.words)
    if j + 2 >= size or not (sent.words[j] == "[" or (sent.words[j] == "(" and sent.words[j + 2] == ")")):
        return False
    found = match_unit(sent, j + 1)
    if found is None or amount.kind is not None or found[0].kind != "measure":
        return False
    amount.take_unit(found[0], "unit:bracket")
    amount.last = found[1] + 1
    return True


_LEAST_CROWNS = 50  # below it they may be worn
_PRICED = frozenset(
    "bill charge charges cost costs costing dividend dividends fare fares fee fees fine fines pay payout price "
    "priced prices rent rents salary share shares tariff tax tip toll tolls wage wages worth".split()
)


def _are_money(sent: Sentence, amount: Amount, stop: int) -> bool:
    """True for crowns that are paid: many, a part of one, so many for something, or those of a price."""
    if amount.low >= _LEAST_CROWNS or amount.low % 1 or sent.lows[stop : stop + 1] == ["per"]:
        return True
    rate = sent.lows[stop : stop + 1] in (["a"], ["an"]) and sent.tags[stop + 1 : stop + 2] == ["NN"]
    often = sent.lows[stop + 1 : stop + 2] in (["day"], ["week"], ["month"], ["year"])  # "fitted 12 crowns a day"
    return (rate and not often) or not _PRICED.isdisjoint(sent.lows[: amount.num_first])


def _is_mark_of(sent: Sentence, j: int) -> bool:
    """True for a currency mark at token ``j`` that does not belong to a number behind it."""
    if sent.words[j] not in CURRENCY_MARKS:
        return False
    return not (j + 1 < len(sent.words) and sent.glued(j + 1) and sent.forms[j + 1] == "number")


def _is_prime(sent: Sentence, amount: Amount, j: int) -> bool:
    """True for the mark of feet in "6' tall", which closes no quotation."""
    return (
        sent.words[j] == "'"
        and sent.words[j + 1 : j + 2] != ["s"]
        and sent.glued(j)
        and sent.forms[amount.num_first] == "number"
        and sent.words.count("'") % 2 == 1
    )


def _may_be_unit(sent: Sentence, amount: Amount, j: int, stop: int) -> bool:
    """False for the year in "2019 season", for "two barrel bombs" and for quotation marks that are no inches."""
    word = sent.words[j]
    if word == "AU" and sent.tags[stop : stop + 1] == ["NNS"]:
        return False  # "40 AU troops"
    if word in ("barrel", "bar") and stop == j + 1 and amount.low > 1 and sent.tags[stop : stop + 1] == ["NNS"]:
        return False  # "two barrel bombs"
    if stop == j + 1 and word in _CALENDAR_UNITS and amount.kind is None and is_year(sent, amount.num_first):
        return False
    if word in _DATED_MONEY and stop == j + 1 and amount.kind is None and is_year_of_money(sent, amount.num_first):
        return False
    if word in ("crown", "crowns") and stop == j + 1:
        if sent.lows[stop : stop + 1] in (["court"], ["courts"], ["prosecutor"], ["prosecutors"], ["corporation"]):
            return False  # "800 crown court trials"
        return amount.form == "digits" and (amount.scale >= 1000 or _are_money(sent, amount, stop))
    if word not in ('"', "'"):
        return True
    marks = sent.words.count('"')
    if word == '"' and marks % 2 == 0:
        return False
    return sent.glued(j) or (sent.forms[amount.num_first] == "number" and marks == 1)


_DATED_MONEY = frozenset("dollars pounds euros rupees RAND".split())


def _weak_unit_fits(sent: Sentence, amount: Amount, j: int) -> bool:
    """A short symbol after a space ("12 C", "5 W") is a unit only where no word could stand there."""
    word = sent.words[j]
    if amount.form == "vague":
        return len(word) > 2
    if sent.forms[amount.num_first] != "number":
        return word in _UNITS_AFTER_WORDS
    if word in _NO_UNITS:
        return False
    if word in _UNITS_AFTER_DIGITS or len(word) > 1:
        return True
    named = j + 1 < len(sent.words) and sent.tags[j + 1] == "NNP"
    return not named or word in _LETTERS_BEFORE_NAMES


def _read_old(sent: Sentence, amount: Amount, stop: int) -> None:
    """ "5 years old", "5 years of age", "5 years-old" are ages; in "5 years running" the word adds nothing."""
    after = sent.lows[stop : stop + 2]
    if after[:1] in (["old"], ["olds"]):
        amount.kind = "age"
        amount.last = stop + 1
    elif after in (["of", "age"], ["-", "old"]):
        amount.kind = "age"
        amount.last = stop + 2
    elif after and after[0] in ("consecutive", "straight", "successive", "running"):
        amount.last = stop + 1
