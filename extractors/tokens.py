"""One sentence to tokens: words, numbers, glued units and marks, each with its offsets."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import TypeVar

from extractors.tagger import tag
from extractors.words import words

T = TypeVar("T")

# From the surest to the plainest. What groups digits in a way that no custom knows stays in one piece ("1,2345"), so that
# no part of it is taken for the number.
NUMBER = (
    r"\d+(?:\.\d+)?[eE][+-]?\d{1,2}(?!\w)"
    r"|\d{1,3}(?:'\d{3})+(?:[.,]\d\d?)?(?![\d'])"  # 1'234.50
    r"|\d{1,3}(?:\.\d{3})+,\d+(?![\d,]|\.\d)"  # 1.234,56
    r"|\d{1,3}(?:\.\d{3}){2,}(?![\d.])"
    r"|\d{1,3},\d(?=[ ]?(?:%|(?:percent|per[ ]cent|(?:m|b|tr)illion|[mb]l?n|mio|tn|crore|lakh)\b))"
    r"|\d{1,3},\d(?=[ ]?(?:milliards?|mrd|[€£$°]|[kcm]?m[23]?\b|[km]?g\b|[kMGT]Wh?\b|(?:euro|dollar|pound)s?\b))"
    r"|\d{1,3},\d(?=[ ](?:(?:kilo|centi|milli)?met(?:re|er)s?|(?:kilo)?gram(?:me)?s?|kilos?|lit(?:re|er)s?|hectares?|tonnes?|ha)\b)"
    r"|(?<![\d,])\d{1,3},\d(?=[ ](?!(?:and|or|to|vs|versus)\b)[^\W\d_]{3})"  # "4,2 Prozent"
    r"|\d{1,3},(?!(?:19|20)\d\d(?!\d))\d{4,}(?![.,]?\d)"
    r"|\d{1,3}(?:[,_]\d{2,3})+(?!\d)(?:\.\d+)*"
    r"|\d+(?:\.\d+)?|\.\d+"
)
# Letters that stand for a currency only where digits follow at once: "RM23.50", "USD10m", "Rs 24"; some only before
# a large amount: "N2.3bn", "K40,000", but no "M25".
_SIGNS = "|".join(re.escape(sign) for sign in sorted(words("tokens.letter_signs"), key=lambda s: (-len(s), s)))
_SIGNS_OF_SUMS = "|".join(sorted(words("tokens.letter_signs_of_sums"), key=lambda s: (-len(s), s)))
LETTER_SIGNS = (
    rf"{_SIGNS}|(?:{_SIGNS_OF_SUMS})"
    r"(?=[ ]?(?:\d{1,3}(?:[,_]\d{3})+|\d[\d.,]*[ ]?(?:m|[mb]l?n|trn?|tn|[mb]il|[mb]illion|trillion|thousand|lakh|crore)\b"
    r"|\d[\d.]*-(?:million|billion|trillion)\b))"
    r"|[RNP](?=\d+\.\d\d(?![\w-]|\.\d)|\d[\d.]*(?:/(?:kg|kilo|kWh|litre|unit)\b"
    r"|[ ]?(?:a[ ](?:kilo|month|year|day|week|litre|share|sack|bag|tonne|head)|per[ ](?!cent))|-a-))"
    r"|PS(?=\d{2,}|\d+[,.]\d)"
)
_DAYS = "Jan|Feb|Mar|Apr|May|Ju[nl]|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun"  # "April–June" are two words
_SHORT = r"(?:a[nst]?|b[ey]|i[nst]|o[fnr]|to|up)(?=[ ])"  # of two letters, and no sign of money before a number
_PLAIN = rf"(?:[A-Za-z][a-z]{{2,}}(?=[ ,;:)]|\.\Z)|{_SHORT}|[A-Za-z][a-z]?(?=[ ][a-z]))"
# The first three are seen at a glance and are most of a text: words with one space between each two, numbers, marks.
TOKEN = re.compile(
    rf"""
    [ ]*+(?:
    (?P<plain>{_PLAIN}(?:[ ]{_PLAIN})*)
  | (?P<figure>\d+(?:\.\d+)?(?=[ %]|,[ ]))
  | (?P<stop>[,;:()"'%]|\.(?=\s|\Z))
  | (?P<url>(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.]+|[a-z\d-]+\.(?:com|org|net|io|co\.uk)\b\S*)
  | (?P<sign>GH[₵¢](?=[ ]?\d)|(?:CN|JP|RMB)¥(?=[ ]?[\d.])|[€£¥₹₩₽₺₦₪฿₫₱₴](?=-?[\d.])|(?:U\.S\.|\b(?:US|HK|NZ|CA|AU|NT|C|S|c|hk)[ ]|[A-Za-z]{{1,3}})?\$(?:US|NZ|HK|[ACS])?(?=[ ]?-?[\d.])|\b(?=[^\W\d_]{{1,5}}[.=]?[ ]?\d)(?:{LETTER_SIGNS})(?=[ ]?\d))
  | (?P<code>(?!(?<=\d)(?:(?:m|bn?|k|[mt]n|M|B|K)-\d|(?:[MGk]Wp?h?|[kmM]?g|[km]m|mph|[MGT]B)/\d|hr?s?\d\d?m)|(?:minus|sub|mid|plus|negative|about|around|to|and|or|foot|feet|[Mm]agnitude)-)[A-Za-z]+[-/]?\d[\w/-]*(?:\.\d+)?)
  | (?P<number>{NUMBER})
  | (?P<abbr>(?:[A-Za-z]\.){{2,}}|(?<=[a-z][ ])(?-i:[A-Z])\.(?=[ ](?-i:[A-Z])[a-z])|[A-Z](?:&[A-Z])+|(?:Nov|Dec|Jan|Feb|Aug|Sept|Sep|Oct|Mar|Apr|Jun|Jul|No|Nos|Mr|Mrs|Ms|Dr|St|sq|Rs|vs|approx|est|Inc|Corp|Ltd|Co|Gov|Sen|Rep|Gen|Lt)\.(?=[\s,\d'"]))
  | (?P<word>(?-i:[qymw]/[qymw])\b|[^\W\d_]+(?:['&][^\W\d_]+|-(?![A-Z]{{1,3}}\$)(?=[^\W\d_]{{2}}|[^\W\d_]\b)[^\W\d_]+|–(?=(?-i:[A-Z])[a-z])(?!{_DAYS})[^\W\d_]+)*(?:\.(?:com|net|org)\b(?:'s\b)?)?)
  | (?P<mark>(?:[A-Za-z]{{1,3}})?[$]|\.\.\.|--|[^\s\w]|_)
    )
    """,
    re.VERBOSE,
)
NUMBER_WORDS: dict[str, int] = {
    "zero": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fourty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
SCALES: dict[str, int] = {
    "hundred": 10**2,
    "thousand": 10**3,
    "lakh": 10**5,
    "lac": 10**5,
    "lakhs": 10**5,
    "million": 10**6,
    "mln": 10**6,
    "mn": 10**6,
    "mio": 10**6,
    "crore": 10**7,
    "crores": 10**7,
    "billion": 10**9,
    "bn": 10**9,
    "bln": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
    "trn": 10**12,
    "tr": 10**12,
    "tril": 10**12,
    "mil": 10**6,
    "mill": 10**6,
    "bil": 10**9,
    "cr": 10**7,
    "lacs": 10**5,
    "mrd": 10**9,
    "milliard": 10**9,
    "milliards": 10**9,
    "millions": 10**6,
    "billions": 10**9,
    "trillions": 10**12,
    "quadrillion": 10**15,
    "quintillion": 10**18,
}
# Words and names as well, so scales only behind a sign, glued to digits or before a currency: "3 mil pesos".
WEAK_SCALES = frozenset(("tn", "tr", "mil", "mill", "cr"))
# Scales that stand behind digits only: "5 millions", never "five millions" of a list.
DIGIT_SCALES = frozenset(("mn", "bn", "millions", "billions", "trillions")) | WEAK_SCALES
# Only glued to the digits or after a currency sign: "25k", "$3 m". A capital M or B counts as well.
SHORT_SCALES: dict[str, int] = {
    "k": 10**3,
    "K": 10**3,
    "m": 10**6,
    "M": 10**6,
    "MM": 10**6,
    "b": 10**9,
    "B": 10**9,
    "T": 10**12,
    "L": 10**5,
}
VULGAR: dict[str, tuple[int, int]] = {
    "½": (1, 2),
    "¼": (1, 4),
    "¾": (3, 4),
    "⅓": (1, 3),
    "⅔": (2, 3),
    "⅕": (1, 5),
    "⅖": (2, 5),
    "⅗": (3, 5),
    "⅘": (4, 5),
    "⅙": (1, 6),
    "⅛": (1, 8),
    "⅜": (3, 8),
    "⅝": (5, 8),
    "⅞": (7, 8),
}
_SAME = {"plain": "word", "figure": "number", "stop": "mark"}
_FORMS = ("mark", *(_SAME.get(name, name) for name in TOKEN.groupindex))
"""By the number of its group in ``TOKEN``, which is quicker to ask a match for than its name."""
_PLAIN_WORDS = TOKEN.groupindex["plain"]
_SPLIT_HEADS = frozenset(NUMBER_WORDS) | frozenset(SCALES) | {"half", "quarter"} | frozenset(VULGAR)

_UNIT_HEADS = words("tokens.unit_heads")


@dataclass(slots=True)
class Sentence:
    """Parallel lists, one entry a token. ``start`` and ``end`` count from the beginning of the article's text.

    Attributes:
        words: as in the folded text; ``lows`` the same in lower case, ``said`` each of those once.
        forms: the token's kind: url, code, number, abbr, word, mark.
        tags: Penn Treebank tags.
        offset, stop: the sentence's own span in the text.
    """

    offset: int
    stop: int
    words: list[str]
    lows: list[str]
    forms: list[str]
    start: list[int]
    end: list[int]
    tags: list[str]
    said: frozenset[str]
    _found: dict[Callable[[Sentence], list[int]], list[int]] = field(default_factory=dict)
    _read: dict[object, object] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.words)

    def glued(self, i: int) -> bool:
        """True when token ``i`` follows the one before it without a space."""
        return i > 0 and self.start[i] == self.end[i - 1]

    def once(self, read: Callable[[Sentence], T]) -> T:
        """What ``read`` makes of this sentence, made once however often it is asked for."""
        try:
            return self._read[read]  # type: ignore[return-value]
        except KeyError:
            made = self._read[read] = read(self)
            return made

    def landmarks(self, find: Callable[[Sentence], list[int]], first: int, last: int) -> list[int]:
        """The tokens that ``find`` gives, in order, from ``first`` up to ``last``; looked for once in a sentence, so
        that many numbers in one do not make each of them walk through all of it.
        """
        places = self._found.get(find)
        if places is None:
            places = self._found[find] = find(self)
        return places[bisect_left(places, first) : bisect_left(places, last)]


def tokenise(folded: str, offset: int, stop: int) -> Sentence:
    """Tokens of ``folded[offset:stop]``, tagged.

    Hyphens inside a word stay ("long-term"), but a number is set free: "two-month" and "13.8-billion-year" give
    number, mark and unit.
    """
    words: list[str] = []
    forms: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in TOKEN.finditer(folded, offset, stop):
        group = match.lastindex or 0
        at, end = match.span(group)
        if group == _PLAIN_WORDS:
            for word in folded[at:end].split(" "):
                words.append(word)
                forms.append("word")
                starts.append(at)
                at += len(word)
                ends.append(at)
                at += 1
        else:
            words.append(folded[at:end])
            forms.append(_FORMS[group])
            starts.append(at)
            ends.append(end)
    text = folded[offset:stop]
    if not text.isascii():
        forms = ["mark" if word in VULGAR else form for word, form in zip(words, forms, strict=True)]
    if "-" in text or "'" in text or not text.isascii():
        _set_free(words, forms, starts, ends)
    if "code" in forms and (letters := money_letters(folded)):
        _free_sums(words, forms, starts, ends, letters)
    lows = list(map(str.lower, words))
    tags = tag(words, lows, forms)
    return Sentence(offset, stop, words, lows, forms, starts, ends, tags, frozenset(lows))


@lru_cache(maxsize=1)
def money_letters(folded: str) -> frozenset[str]:
    """Of "N", "R" and "P" those that this text writes before sums beyond doubt, as in "N312bn": "N540" is money there too."""
    return frozenset(_LARGE_SUMS.findall(folded))


_LARGE_SUMS = re.compile(
    r"(?<!\w)[NRP](?=\d{1,3}(?:,\d{3})+\b|\d+(?:\.\d+)?[ ]?(?:[mb]l?n|trn?|[mb]illion|trillion)\b)"
)
_SUM = re.compile(r"[NRP]\d+(?:\.\d+)?")
_BEFORE_SUMS = words("tokens.before_sums")


def _free_sums(
    words: list[str], forms: list[str], starts: list[int], ends: list[int], letters: frozenset[str]
) -> None:
    """Part "N540" into sign and number where the text writes money so and the word before leads to a price."""
    for k in range(len(words) - 1, 0, -1):
        word = words[k]
        if forms[k] != "code" or word[0] not in letters or not _SUM.fullmatch(word):
            continue
        if words[k - 1].lower() in _BEFORE_SUMS:
            middle = starts[k] + 1
            words[k : k + 1], forms[k : k + 1] = [word[0], word[1:]], ["sign", "number"]
            starts[k : k + 1], ends[k : k + 1] = [starts[k], middle], [middle, ends[k]]


def _set_free(words: list[str], forms: list[str], starts: list[int], ends: list[int]) -> None:
    """Put the parts of words that are tokens by themselves in their places: "two-month", "firm's", "don't"."""
    made_up = [
        k
        for k, (word, form) in enumerate(zip(words, forms, strict=True))
        if form == "word" and ("-" in word or "'" in word or (word[0] in VULGAR and len(word) > 1))
    ]
    added = 0
    for place in made_up:
        k = place + added
        pieces = _pieces(words, forms, k, k > 0 and ends[k - 1] == starts[k])
        if len(pieces) > 1:
            bounds = [*accumulate(map(len, pieces), initial=starts[k])]
            words[k : k + 1] = pieces
            forms[k : k + 1] = ["mark" if piece == "-" or piece in VULGAR else "word" for piece in pieces]
            starts[k : k + 1], ends[k : k + 1] = bounds[:-1], bounds[1:]
            added += len(pieces) - 1


def _pieces(words: list[str], forms: list[str], k: int, glued: bool) -> list[str]:
    """The parts of word ``k``, which are one without the next; ``glued`` to the token before it. Itself where whole."""
    word = words[k]
    head, hyphen, _ = word.partition("-")
    if word[0] in VULGAR and len(head) > 1:
        return [word[0], word[1:]]  # "312½p"
    if hyphen and (
        (glued and k > 1 and words[k - 1] == "-" and _numeric(words[k - 2], forms[k - 2]))
        or head.lower() in _SPLIT_HEADS
        or (k and head.lower() in _UNIT_HEADS and _numeric(words[k - 1], forms[k - 1]))
    ):
        return [part for piece in _AT_HYPHENS.split(word) for part in _without_genitive(piece)]
    low = word.lower()
    if low.endswith(("'s", "n't", "'ve", "'re", "'ll", "'d", "'m")) and len(word) > 2:
        cut = 3 if low[-3] in "n'" and low[-2] in "'vrl" and not low.endswith("'s") else 2
        if cut < len(word):
            return [word[:-cut], word[-cut:]]
    return [word]


_AT_HYPHENS = re.compile("(-)")


def _without_genitive(piece: str) -> list[str]:
    return [piece[:-2], "'s"] if piece.endswith("'s") and len(piece) > 2 else [piece]


def _numeric(word: str, form: str) -> bool:
    return form == "number" or word.lower() in NUMBER_WORDS or word.lower() in SCALES
