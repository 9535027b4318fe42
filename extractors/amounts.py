"""One sentence to amounts: every number with its currency or unit, its rate, and the noun it counts; or why not."""

from __future__ import annotations

from decimal import Decimal

from extractors.amount import Amount, amount_of, dropped, exactly
from extractors.amount_counts import read_fraction, read_multiple
from extractors.amount_units import (
    read_glued,
    read_hyphen,
    read_sign,
    read_unit,
)
from extractors.amount_words import AMOUNT_WORDS, word_amount
from extractors.bounds import is_charged_too
from extractors.drops import dropped_spans
from extractors.home_currency import Home
from extractors.matched import read_listed_size, read_point_moves, read_ratio, read_to_one
from extractors.money_signs import is_money
from extractors.no_amounts import (
    is_all_round,
    is_confidence,
    is_denomination,
    is_group_or_decimals,
    is_idle,
    is_magnitude,
    is_no_number,
    is_note,
    is_split,
    is_threshold,
    is_year_or_name,
)
from extractors.numeral import Numeral
from extractors.numerals import STARTERS, read_numeral
from extractors.numerals_in_words import read_article_fraction
from extractors.one_units import BEFORE_ONE, FULL, than_one, unit_and_half, unit_and_part
from extractors.phrases import NOUNS, singular
from extractors.quoted_titles import QUOTES, in_quoted_title
from extractors.ranks import is_hash_rank
from extractors.rates import read_rate
from extractors.tokens import NUMBER_WORDS, Sentence
from extractors.units import Unit
from extractors.votes import RULE as VOTES
from extractors.votes import sided_votes, vote_tokens
from extractors.words import words

_ORDINALS = ("hundredth", "thousandth", "millionth", "billionth")
_OLDEST = 130
_LABELS = frozenset("phase section article chapter stage level type class grade tier zone category schedule".split())
_SIZED_BY = words("amounts.sized_by")
_SIZED_ALIKE = {
    "seater": "seat",
    "man": "person",
    "woman": "woman",
    "storeyed": "storey",
    "storied": "story",
    "capacity": "person",
}
_AGE_MARKS = ("yo", "y.o.", "yr-old", "yrs-old")


def read_amounts(sent: Sentence, folded: str, home: Home) -> list[Amount]:
    """All numerals of the sentence in order, dropped ones included; ``home`` tells the currency of a bare "$"."""
    spans = dropped_spans(sent, folded) if _may_be_dropped(sent) else []
    quoted = not QUOTES.isdisjoint(sent.words)
    out: list[Amount] = []
    votes = sent.once(vote_tokens) | sent.once(sided_votes)
    behind = 0
    for i in _where_amounts_may_begin(sent, folded):
        if i < behind:
            continue
        form, low = sent.forms[i], sent.lows[i]
        amount: Amount | None = None
        if i in votes and sent.lows[i + 1 : i + 2] != ["votes"]:
            amount = exactly(Decimal(NUMBER_WORDS.get(low, low)), i, i + 1, "count", VOTES)
            amount.unit = "vote"
        elif form == "number" or (low in STARTERS and form in ("word", "abbr", "mark")):
            titled = quoted and in_quoted_title(sent, i)
            amount = _in_span(sent, i, spans) or (dropped(i, i + 1, "name") if titled else _at_numeral(sent, i, home))
        elif form in ("word", "abbr"):
            named = low in _NUMBER_MARKS and _in_span(sent, i, spans)
            amount = named or (_article_fraction(sent, i) if low in _ARTICLES else word_amount(sent, i))
        elif form in ("code", "url"):
            inside = bool(out) and out[-1].last == i + 1
            if not inside and (form == "code" or any(c.isdigit() for c in sent.words[i])):
                amount = dropped(i, i + 1, "identifier" if form == "code" else "url")
        if amount is not None:
            out.append(amount)
            behind = max(amount.last, amount.num_last)
    return out


def _where_amounts_may_begin(sent: Sentence, folded: str) -> list[int]:
    """The few tokens worth a closer look: numbers, codes, addresses, and words that are or may open an amount."""
    text = folded[sent.offset : sent.stop].lower()
    made_up = "-" in text or "fold" in text  # "third-largest", "tenfold"
    return [
        i
        for i, (low, form) in enumerate(zip(sent.lows, sent.forms, strict=True))
        if low in _OPENERS or form in _NUMBERED or (made_up and ("-" in low or low[-4:] == "fold"))
    ]


_ARTICLES = ("a", "an")
_NUMBER_MARKS = ("no.", "no", "number")
_OPENERS = STARTERS | AMOUNT_WORDS | frozenset(_ARTICLES)
_NUMBERED = frozenset(("number", "code", "url"))


def _may_be_dropped(sent: Sentence) -> bool:
    """True where a date, a code or "Phase six" may stand."""
    return "number" in sent.forms or "code" in sent.forms or not _LABELS.isdisjoint(sent.said)


def _in_span(sent: Sentence, i: int, spans: list[tuple[int, int, str]]) -> Amount | None:
    """The date, time or name whose characters hold token ``i``, dropped."""
    at = sent.start[i]
    for start, end, reason in spans:
        if start <= at < end:
            j = i + 1
            while j < len(sent.words) and sent.start[j] < end:
                j += 1
            return dropped(i, j, reason)
    return None


def _article_fraction(sent: Sentence, i: int) -> Amount | None:
    """ "a third of", "a quarter-mile"."""
    if "and" in sent.lows[i + 2 : i + 4]:
        if (amount := unit_and_half(sent, i) or unit_and_part(sent, i)) is not None:
            return amount
    if (
        i
        and (sent.lows[i - 1] in BEFORE_ONE or sent.lows[i + 1 : i + 2] in FULL)
        and (one := than_one(sent, i)) is not None
    ):
        return one
    numeral = read_article_fraction(sent, i) if i + 1 < len(sent.words) else None
    if numeral is None:
        return None
    amount = amount_of(numeral)
    amount.rules.append("article_fraction")
    return read_fraction(sent, amount)


def _at_numeral(sent: Sentence, i: int, home: Home) -> Amount | None:
    money = is_money(sent, i)
    numeral = read_numeral(sent, i, money)
    if numeral is not None:
        return _read_one(sent, numeral, home, money)
    return dropped(i, i + 1, "idiom") if sent.lows[i] in ("half", "one") else None


def _read_one(sent: Sentence, numeral: Numeral, home: Home, money: bool) -> Amount:
    """Attach currency, unit, rate or counted noun to one numeral; sets ``drop`` where it is no quantity."""
    amount = amount_of(numeral)
    if is_no_number(sent, amount, money):
        return amount
    read_sign(sent, amount, home, money)
    j = numeral.last
    after = sent.lows[j] if j < len(sent.lows) else ""
    if is_hash_rank(sent, numeral.first, j):
        amount.first, amount.last = numeral.first - 1, j + (after == "spot")
        amount.take_kind("rank", None, "rank:number")
        return amount
    if "ratio:odds" in amount.rules or (
        (
            sent.lows[j : j + 2] in _TO_ONE
            or (sent.lows[j : j + 1] == ["to"] and amount.kind is None)
            or (after == "-" and is_split(sent, j))
        )
        and read_ratio(sent, amount)
    ):
        return amount
    if after == "-" and read_listed_size(sent, amount):
        return amount
    if after in _ORDINALS:
        amount.become("ordinal", j + 1)  # "its 10 millionth trip"
        return amount
    if after == "c" and sent.words[j] == "c" and sent.glued(j) and _is_cents(sent, amount):
        amount.take_unit(Unit(home.cents(home.money("USD", "$")), "money", _HUNDREDTH), "unit:money")
        amount.last = j + 1
        read_rate(sent, amount)
        return amount
    if after == "grand" and _is_thousand(sent, amount):
        amount.multiply(_GRAND)
        amount.scale = _GRAND
        amount.num_last = amount.last = j + 1
        if amount.kind is None:
            amount.take_kind("money", "GBP" if home.in_sterling() else home.money("USD", "$"), "money:grand")
        read_rate(sent, amount)
        return amount
    if after and sent.glued(j) and (read_glued(sent, amount) or _read_compound(sent, amount)):
        noted = amount.kind == "money" and is_note(sent, amount)
        if amount.drop is None and (
            noted or ((amount.unit == "degree" or not amount.low) and is_all_round(sent, amount))
        ):
            amount.drop = "name"
        return amount
    if after == "+" and sent.glued(j) and sent.forms[j + 1 : j + 2] == ["word"] and not is_charged_too(sent, j + 1):
        amount.num_last = amount.last = j + 1  # "10,000+ customers"
        amount.rules.append("hedge:plus")
    if read_point_moves(sent, amount) or is_idle(sent, amount) or _read_age_mark(sent, amount, j):
        return amount
    if is_threshold(sent, amount):
        amount.take_kind("index", None, "index:threshold")
        return amount
    read_unit(sent, amount, home)
    if amount.kind is None and is_magnitude(sent, amount):
        amount.take_kind("index", None, "index:magnitude")
        return amount
    if amount.kind is None:
        if read_multiple(sent, amount):
            return amount
        if numeral.form == "fraction" and amount.low < 1:
            return read_fraction(sent, amount)
        if is_year_or_name(sent, amount, numeral):
            return amount
    if amount.kind == "count" and sent.lows[amount.head] in _RATINGS and "." in sent.words[amount.num_first]:
        amount.take_kind("index", None, "index:rated")  # "an 81.4 passer rating"
        amount.last = max(amount.last, amount.head + 1)
        return amount
    if amount.kind == "percent" and is_confidence(sent, amount):
        amount.drop = "name"
        return amount
    if is_denomination(sent, amount) or (not amount.low and is_all_round(sent, amount)):
        amount.drop = "name"
        return amount
    if amount.unit == "time" and amount.kind == "count" and sent.tags[amount.last : amount.last + 1] == ["JJR"]:
        amount.head = amount.phrase = -1
        amount.take_kind("ratio", None, "multiple:times")  # "hundreds of times higher"
    read_rate(sent, amount)
    if is_group_or_decimals(sent, amount):
        amount.drop = "ambiguous"
    return amount


def _is_cents(sent: Sentence, amount: Amount) -> bool:
    """ "12c a litre", "rose 3c", "petrol at 98c": cents; not "Flat 12c", "12c in the shade"."""
    i, j = amount.first, amount.num_last + 1
    if sent.forms[i] != "number" or amount.kind is not None or (i and sent.tags[i - 1] in ("NN", "NNP")):
        return False
    if sent.lows[j : j + 1] in _RATED and sent.tags[j + 1 : j + 2] in _NOUNS:
        return True
    to_money = sent.lows[j : j + 1] in _TO and sent.tags[j + 1 : j + 2] == ["$"]  # "go up 50c to $3.20"
    return to_money or not _PRICED.isdisjoint(sent.said)


def _is_thousand(sent: Sentence, amount: Amount) -> bool:
    """ "20 grand for the car"; not "3 grand slams", "two grand pianos"."""
    j = amount.num_last + 1
    if amount.form not in ("digits", "words") or amount.scale != 1 or not 1 <= amount.low < _GRAND:
        return False
    return sent.tags[j : j + 1] not in _NAMED and sent.lows[j : j + 1] != ["-"]


_HUNDREDTH, _GRAND = Decimal("0.01"), Decimal(1000)
_TO = (["to"], ["at"])
_RATED = (["a"], ["an"], ["per"], ["each"], ["/"])
_NOUNS = (["NN"], ["NNP"])
_NAMED = (["NN"], ["NNS"], ["NNP"], ["NNPS"], ["JJ"])
_PRICED = frozenset(
    "price prices petrol diesel fuel litre litres liter gallon levy duty dividend share shares stamp cents".split()
)


_TO_ONE = (["to", "1"], ["to", "one"], [":", "1"])


_RATINGS = frozenset("rating ratings index".split())


_HERDS = (["herd"], ["herds"], ["flock"], ["flocks"])


def _read_compound(sent: Sentence, amount: Amount) -> bool:
    """ "3-inch", "a 12-storey block": True when the hyphen behind the number settles what it is."""
    j = amount.num_last
    if amount.kind is not None or j + 1 >= len(sent.words) or sent.words[j] != "-" or not sent.glued(j + 1):
        return False
    if read_hyphen(sent, amount) or read_to_one(sent, amount):
        return True
    low = sent.lows[j + 1]
    if low in ("odd", "plus", "ish") and j + 2 < len(sent.words):
        amount.num_last = amount.last = j + 2
        amount.rules.append("hedge:odd" if low != "plus" else "hedge:plus")
    elif low == "fold" and amount.form == "digits":
        amount.take_kind("ratio", None, "multiple:fold")  # "a 5-fold rise"
        amount.num_last = amount.last = j + 2
        return True
    elif low == "strong" and amount.form == "digits":
        amount.take_kind("count", "person", "count:strong")  # "a 1,800-strong workforce"
        amount.num_last = amount.last = j + 2
        return True
    elif low in ("fold", "times") and amount.low > 1:
        amount.take_kind("ratio", None, "multiple:fold" if low == "fold" else "multiple:times")
        amount.num_last = amount.last = j + 2  # "a 14-fold increase", "50-times stronger"
        return True
    elif low == "magnitude" and amount.form == "digits":
        amount.take_kind("index", None, "index:magnitude")  # "a 6.4-magnitude quake"
        amount.hyphen = True
        amount.num_last = amount.last = j + 2
        return True
    elif low == "home" and sent.lows[j + 2 : j + 3] in (["run"], ["runs"]):
        amount.take_kind("count", "home run", "count:hyphen")
        amount.hyphen = True
        amount.num_last = amount.last = j + 3
        return True
    elif low == "run" and amount.scale > 1:
        amount.become("compound", j + 2)  # "a 10k-run"
        return True
    elif low in _SIZED_BY and amount.form in ("digits", "words") and amount.low >= 2:
        # "a 12-storey block", "a six-game streak": what tells the size of a thing is stated
        amount.take_kind("count", _SIZED_ALIKE.get(low) or singular(low), "count:hyphen")
        amount.hyphen = True
        amount.num_last = amount.last = j + 2
        return True
    elif sent.lows[j + 2 : j + 3] in _HERDS and sent.tags[j + 1] in NOUNS and amount.form == "digits":
        amount.take_kind("count", singular(low), "count:hyphen")  # "a 320-cow herd"
        amount.hyphen = True
        amount.num_last = amount.last = j + 2
        return True
    elif sent.forms[j + 1] == "word" and low not in ("and", "to", "or"):
        # "a two-state solution": a count that describes, not one that states
        amount.become("compound", j + 2)
        return True
    return False


def _read_age_mark(sent: Sentence, amount: Amount, j: int) -> bool:
    """ "a 24 y.o. driver"; True when read."""
    if j >= len(sent.words) or sent.lows[j] not in _AGE_MARKS or amount.high >= _OLDEST:
        return False
    amount.last = j + 1
    amount.take_kind("age", "year", "age:yo")
    return True
