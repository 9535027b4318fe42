"""What a cell of a table says: its number with the unit that its column, its row or the caption states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extractors.counted_again import Counted
from extractors.home_currency import Home
from extractors.lexicon import lexicon
from extractors.phrases import singular
from extractors.quantities import Quantity, read_quantities
from extractors.text import fold
from extractors.tokens import tokenise
from extractors.words import words

# "(3.0)", "+14%", "$4.1bn*", "12 (3.4%)"
_CELL = re.compile(
    r"(?P<open>\()?\s?(?P<sign>[+\-\u2212\u2013\u25b2\u25bc])?\s?(?P<body>[^()]*\d[^()]*?)\s?(?P<close>\))?"
    r"(?P<note>\s?(?:[*\u2020\u2021]+|\[\w{1,2}\]|\(\w\)))*"
)
_PAIR = re.compile(r"(?P<first>[^()]*\d[^()]*?)\s?\((?P<second>[^()]*\d[^()]*)\)")
# "$ (0.08)", "(0.5)p"
_OWN_BRACKET = re.compile(r"(?P<before>[^\d()]{0,5})\((?P<number>\d[\d,.]*)\)?(?P<behind>\s?(?:%|[A-Za-z]{1,8}))?")
_NUMBER = r"\d[\d,._\u00a0 ]*"
_PLAIN = re.compile(_NUMBER)
_HEDGED = re.compile(
    rf"(?:[<>\u2264\u2265~] ?|(?:about|around|at least|less than|more than|nearly|over|under|up to) ){_NUMBER}\+?"
    rf"|{_NUMBER}\+"
)
_RANGE = re.compile(rf"{_NUMBER}(?:[-\u2013\u2014]|to ){_NUMBER}")
_BRACKET = re.compile(r"\(([^()]{1,40})\)")
_SIGN = re.compile(
    r"(?P<sign>(?:US|A|C|HK|S|NZ|NT|R)?\$|[€£¥₹₦₱₩]|Rs\.?|RM|[A-Z]{3}(?=[ '\u20190])) ?(?P<rest>.*)", re.DOTALL
)
_SCALE = re.compile(
    r"(?:in )?(?:(?P<thousand>['\u2019]?000s?|thousands?)"
    r"|(?P<other>millions?|billions?|trillions?|crores?|lakhs?|mn|bn|m))",
    re.IGNORECASE,
)
_SCALED = re.compile(r" ?(?:thousand|million|billion|trillion|crore|lakh|lakh crore|mn|bn|m)")
_OF = re.compile(r"(?:in )?(?P<scale>thousand|million|billion|trillion|crore|lakh)s? of (?P<what>.+)", re.IGNORECASE)
_PERCENT = re.compile(r"(?:%|per ?cent(?:age)?|pct|pc)(?: .*)?|share(?: \(?%\)?)?|[\w .]{1,30} %", re.IGNORECASE)
_POINTS = re.compile(r"(?:percentage|%)[ -]?(?:points?|pts)|pp|ppts?", re.IGNORECASE)
# what stands around a unit: "All figures in", "Unit:", ", except per share data"
_LEAD = re.compile(
    r"(?:(?:all )?(?:figures?|amounts?|values?|data)(?: are| is)? |(?:expressed|stated) )?in (?=\S)|units?: ?",
    re.IGNORECASE,
)
_TAIL = re.compile(r",? (?:except|unless|excluding)\b.*", re.IGNORECASE)
_THOUSANDS = re.compile(r"['\u2019]?000s? (?=[A-Za-z])")
_LENGTHS = re.compile(
    r"height|length|depth|width|distance|elevation|altitude|level|rise|long|deep|tall|high|wide", re.IGNORECASE
)
_KINDS_OF_UNIT = frozenset(("money", "percent", "percentage_point", "measure", "duration", "index"))
_DOWN = frozenset("-\u2212\u2013")


@dataclass(frozen=True, slots=True)
class Hint:
    """What stands before and behind the bare numbers of a column or row: ("$", " million"), ("", "%")."""

    before: str
    behind: str


_DATED = re.compile(r"(?P<said>[^()]*\d[^()]*?)\s?\((?P<year>(?:19|20)\d\d)\)")


def year_apart(text: str) -> tuple[str, str | None]:
    """A cell without the year in brackets that it ends in, and that year: "1.2 million (2021)"."""
    match = _DATED.fullmatch(text)
    return (match["said"], match["year"]) if match is not None else (text, None)


@dataclass(frozen=True, slots=True)
class Value:
    """A number of a cell.

    Attributes:
        start, end: its place within the cell's text.
        sign: "+", "-" or "\u25bc" where one is written, which ``quantity`` does not count;
            "-" also for one in brackets.
        noun: True where the unit is only a noun lent for reading.
    """

    start: int
    end: int
    quantity: Quantity
    sign: str
    noun: bool


def values_of(text: str, hints: Sequence[Hint], home: Home) -> list[Value]:
    """The numbers of a cell that holds nothing else; none where it holds words or what is no number."""
    text, _ = year_apart(text)
    pair = _PAIR.fullmatch(text)
    if pair is not None and _PLAIN.fullmatch(pair["first"].strip()) and not pair["second"].strip().isdigit():
        parts = [(pair.start("first"), pair["first"].strip()), (pair.start("second"), pair["second"].strip())]
    else:
        parts = [(0, text)]
    found = []
    for at, part in parts:
        apart = len(parts) > 1 and "%" in text  # "Sold (share): 1,200 (45%)"
        own = [hint for hint in hints if at == 0 and not (apart and hint == PERCENT)]
        value = _value(part, own, home)
        if value is None:
            return []
        found.append(replace(value, start=value.start + at, end=value.end + at))
    return found


def hints_of(*texts: str) -> list[Hint]:
    """The units that heads, labels and captions state, in the order given, each once."""
    return list(dict.fromkeys(hint for text in texts for hint in _hints(text)))


def _value(text: str, hints: Sequence[Hint], home: Home) -> Value | None:
    own = _OWN_BRACKET.fullmatch(text)
    match = None if own is not None else _CELL.fullmatch(text)
    if own is not None:
        body, sign = f"{own['before']}{own['number']}{own['behind'] or ''}".strip(), "-"
        end = len(text)
    elif match is not None and bool(match["open"]) == bool(match["close"]):
        body, sign = match["body"], match["sign"] or ""
        sign = "-" if match["open"] or sign in _DOWN else sign
        end = match.end("close" if match["close"] else "body")
    else:
        return None
    quantity, noun = None, False
    money = _SIGN.fullmatch(body)
    if money is not None and _PLAIN.fullmatch(money["rest"]):
        scale = next((hint.behind for hint in hints if _SCALED.fullmatch(hint.behind)), "")
        quantity = read_words(f"{money['sign']}{money['rest']}{scale}", home)
    elif _RANGE.fullmatch(body):
        for hint in hints:
            quantity = quantity or read_words(f"{hint.before}{body}{hint.behind}", home)
    elif _PLAIN.fullmatch(body) or _HEDGED.fullmatch(body):
        for hint in hints:
            quantity = quantity or read_words(f"{hint.before}{body}{hint.behind}", home)
        if quantity is None:
            quantity, noun = read_words(f"{body} items", home), True
    else:
        quantity = read_words(body, home)
    if quantity is None:
        return None
    return Value(0, end, quantity, "+" if sign == "\u25b2" else sign, noun)


def read_words(words: str, home: Home) -> Quantity | None:
    """The quantity that ``words`` are, all of them; None where they are none or say more."""
    text = fold(f"It had {words}.")
    first, last = len("It had "), len(text) - 1
    sent = tokenise(text, 0, len(text))
    quantities, _ = read_quantities(sent, text, home, Counted(), 0)
    if len(quantities) != 1:
        return None
    (q,) = quantities
    return q if sent.start[q.first] == first and sent.end[q.last - 1] == last else None


@lru_cache(maxsize=2_000)
def _hints(text: str) -> tuple[Hint, ...]:
    whole = _TAIL.sub("", text)
    asked = [(part, True) for part in _apart(text)] + [(whole, False)]
    if _LEAD.match(whole):
        asked.reverse()
    found = (_hint(part.strip(), apart) for part, apart in asked)
    lengths = _LENGTHS.search(text) is not None
    return tuple(hint if hint != _METRES or lengths else _MILLIONS for hint in found if hint is not None)


def _apart(text: str) -> list[str]:
    """What a head or label sets apart: in brackets, behind its last comma or "in"."""
    whole = _TAIL.sub("", text)
    return [*_BRACKET.findall(text), *(whole.rpartition(sep)[2] for sep in _SET_APART if sep in whole)]


_SET_APART = (", ", " in ")


@lru_cache(maxsize=4096)
def without_unit(text: str) -> str:
    """A head, label or caption without the unit behind its last comma or "in": "Output" of "Output, € million"."""
    for sep in _SET_APART:
        said, _, behind = text.rpartition(sep)
        if said and _hint(behind.strip(), False) is not None:
            return said
    return text


def label_hints(text: str) -> list[Hint]:
    """The units that the label of a row sets apart; one that is all a unit ("US dollar") names what the row is of."""
    if _PERCENT.fullmatch(text):
        return [PERCENT]
    apart = [_hint(part.strip(), True) for part in _apart(text)]
    return [hint for hint in hints_of(text) if hint in apart or (hint == _MILLIONS and _METRES in apart)]


def _hint(text: str, apart: bool) -> Hint | None:
    text = _THOUSANDS.sub("thousand ", _LEAD.sub("", _TAIL.sub("", text), count=1)).replace("$US", "US$")
    if not text or len(text) > 40 or (len(text) == 1 and text.isalpha() and not apart):
        return None
    if _POINTS.fullmatch(text):
        return POINTS
    if _PERCENT.fullmatch(text):
        return PERCENT
    of = _OF.fullmatch(text)
    if of is not None:
        text = f"{of['scale']} {of['what']}"
    sign = _SIGN.fullmatch(text)
    before, rest = (sign["sign"], sign["rest"]) if sign is not None else ("", text)
    scale = _SCALE.fullmatch(rest)
    if scale is not None and (before or rest.lower() != "m"):
        return Hint(before, f" {'thousand' if scale['thousand'] else scale['other'].lower().rstrip('s')}")
    space = "" if rest.startswith("/") else " "
    for one in (Hint(before, f"{space}{rest}" if rest else ""), Hint("", f" {text}")):
        q = read_words(f"{one.before}5{one.behind}", _NOWHERE)
        if q is not None and q.kind in _KINDS_OF_UNIT and (apart or q.kind != "duration"):  # "Year" is no unit
            return one
    return Hint("", f" {of['scale'].lower()}") if of is not None else None  # "thousands of units"


_NOWHERE = Home("", "", None)
PERCENT = Hint("", "%")
POINTS = Hint("", " percentage points")
_METRES = Hint("", " m")
_MILLIONS = Hint("", " million")


def unit_written(text: str, home: Home) -> Hint | None:
    """The unit that a cell writes itself, for its neighbours that write none: ("", "%") of "5.9%"."""
    match = _WRITTEN.fullmatch(text)
    if match is None or not (match["before"] or match["behind"]):
        return None
    q = read_words(f"{match['before']}{match['number']}{match['behind']}", home)
    return Hint(match["before"], match["behind"]) if q is not None and q.kind in _KINDS_OF_UNIT else None


_WRITTEN = re.compile(
    r"\(?[+\-\u2212\u2013]?(?P<before>[^\d\s()+\-\u2212\u2013.,]{0,4} ?)(?P<number>\d[\d,._\u00a0]*)"
    r"(?P<behind>[^()]{0,20})\)?"
)


def counted_noun(*texts: str) -> str | None:
    """What a head, label or caption counts: "home" of "Homes finished", "vote" of "Votes by district"."""
    return next((noun for text in texts for noun in _nouns(text)), None)


def _nouns(text: str) -> Iterator[str]:
    for word in re.findall(r"[A-Za-z]+", _BRACKET.sub("", text))[:4]:
        low = word.lower()
        if word.isupper() or low in _OF_MONEY or not is_plural(low):
            continue
        q = read_words(f"12,431 {low}", _NOWHERE)
        if q is not None and q.kind == "count" and q.unit is not None:
            yield q.unit


def is_plural(low: str) -> bool:
    """True for a plural of a noun that the project's list knows."""
    return low[-1:] == "s" and singular(low) != low and lexicon().get(singular(low)) in ("NN", "VB")


_OF_MONEY = words("amount_units.sums_of") | words("amount_units.money_words")
