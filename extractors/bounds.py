"""How a text hedges a number: the words before and after it, as a table."""

from __future__ import annotations

from extractors.model import Bound
from extractors.tokens import NUMBER_WORDS, Sentence
from extractors.words import words

# Words directly before the number. Longest first; the longest that fits wins.
_BEFORE: dict[Bound, str] = {
    "~": "about|around|roughly|approximately|approx|approx.|circa|nearly|almost|some|close to|closer to|an estimated|"
    "estimated at|"
    "estimated|as good as|in the region of|in the neighborhood of|in the neighbourhood of|somewhere around|"
    "something like|more or less|just about|roundly|virtually|an average of about|nearing|approaching|~|"
    "on the order of|of the order of|the equivalent of about|barely|not quite|just shy of|shy of|"
    "hardly|scarcely|not far short of|not far off|"
    "a reported|a little|an approximate|approached|approaches|neared|nears|in the order of|just short of|close on|"
    "getting on for|around about|give or take|like|a near|near",
    ">": "more than|over|above|upwards of|upward of|in excess of|north of|exceeding|exceeds|exceed|exceeded|topping|"
    "top|topped|tops|surpassed|surpassing|surpasses|surpass|greater than|higher than|larger than|bigger than|"
    "better than|"
    "longer than|well over|well above|passed|passes|just over|just above|a little over|"
    "a little more than|slightly more than|slightly over|slightly above|well more than|far more than|far above|"
    "beyond|over than|passed the|past the|older than|heavier than|faster than|>|many more than|a bit more than|"
    "a shade over|a fraction over|a whisker over|marginally above|marginally over|fractionally above|"
    "comfortably over|past|crossed|crosses|crossing|"
    "crossed the mark of|passed the mark of|crossing the mark of|"
    "comfortably above|a bit over|even more than|not just|not only|way over|way more than|much more than",
    ">=": "at least|no fewer than|no less than|not less than|not fewer than|a minimum of|minimum of|a minimum|"
    "minimum|at a minimum|at the very least|a low of at least|≥|as few as|as little as|as low as|no lower than|"
    "at minimum",
    "<": "not even|"
    "less than|under|below|fewer than|lower than|smaller than|shorter than|just under|just below|south of|"
    "well below|well under|a little under|a little less than|slightly less than|slightly below|slightly under|"
    "a shade under|a fraction under|a whisker under|marginally below|fractionally below|comfortably under|"
    "little more than half of|<|sub -|younger than|no where near|nowhere near|a bit less than|"
    "much less than|far less than|far below|far fewer than|cheaper than",
    "<=": "up to and including|"
    "up to|at most|as much as|as many as|no more than|not more than|a maximum of|maximum of|a maximum|maximum|"
    "as high as|as long as|as far as|as large as|as big as|as deep as|as tall as|as wide as|as heavy as|as fast as|"
    "as thick as|upto|not exceeding|capped at|a cap of|limited to|≤|"
    "within|no greater than|no higher than|no longer than|a ceiling of|at the most",
}
_TABLE: dict[tuple[str, ...], Bound] = {
    tuple(hedge.split()): bound for bound, listing in _BEFORE.items() for hedge in listing.split("|") if hedge.strip()
}
_LAST: dict[str, list[tuple[str, ...]]] = {}
for _words in _TABLE:
    _LAST.setdefault(_words[-1], []).append(_words)
for _listing in _LAST.values():
    _listing.sort(key=len, reverse=True)

_AFTER: dict[tuple[str, ...], Bound] = {
    **{
        (a, b): ">="
        for a in ("or", "and")
        for b in "more older above over greater higher up better longer upward upwards beyond".split()
    },
    **{("or", b): "<=" for b in "less fewer under younger below lower shorter smaller".split()},
    ("and", "under"): "<=",
    ("and", "younger"): "<=",
    ("or", "so"): "~",
    ("or", "thereabouts"): "~",
    ("-", "plus"): ">=",
    ("-", "ish"): "~",
    ("-", "odd"): "~",
    ("+",): ">=",
    ("plus",): ">=",
    ("at", "most"): "<=",
    ("at", "least"): ">=",
    ("at", "a", "minimum"): ">=",
    ("maximum",): "<=",
    ("minimum",): ">=",
}  # fmt: skip
_AFTER_OPENS = frozenset(hedge[0] for hedge in _AFTER)
_MULTIPLES = frozenset("twice thrice times half third".split())
_ARTICLES = frozenset("a an the".split())
_SKIPPED = frozenset("the only just a an of by now".split())
_ARRIVING = frozenset("reached reach reaches reaching hit hits touched touches totalled totaled".split())
_BEFORE_ARTICLE = frozenset("about nearly almost around roughly over more less at up".split())
_NOT_BEFORE_THE = frozenset("about around less more".split())
_REACHING = frozenset("near exceed exceeds exceeded exceeding surpass surpasses surpassed surpassing".split())
_ABOUT_WHAT = words("bounds.about_what")
_MARKS = frozenset("mark level threshold barrier milestone line".split())
_NEAR_MARK = 6  # tokens
_PERIODLIKE = frozenset("over under past".split())
_LIKE_AFTER = frozenset("for is was 's be only just about it took cost costs been".split())
_UP_TO_AFTER = words("bounds.up_to_after")
_OVER_AFTER = words("bounds.over_after")


def bound_before(sent: Sentence, first: int, kind: str | None) -> tuple[Bound, int] | None:
    """(bound, first token of the hedging words) directly before token ``first``, or None."""
    i = first
    if i and sent.words[i - 1] == '"' and i > 1 and (kind in ("percent", "money") or sent.lows[i - 2] in _LAST):
        i -= 1  # "about "27%" of homes"
    if i == 0:
        return None
    places: tuple[int, ...] = (i,)
    if sent.lows[i - 1] == "than" and i > 2 and sent.tags[i - 2] in ("JJR", "RBR") and sent.lows[i - 3] == "no":
        if sent.lows[i - 2] not in ("more", "fewer", "less"):
            return "<=", i - 3  # "no thicker than 10 mm"; "more", "fewer" and "less" below
    if sent.lows[i - 1] == "another" and i > 2 and sent.lows[i - 3 : i - 1] in (["at", "least"], ["more", "than"]):
        return _TABLE[tuple(sent.lows[i - 3 : i - 1])], i - 3  # "at least another two weeks"
    if sent.lows[i - 1] in _ARTICLES:
        skip = i - 1
        if skip > 0 and sent.lows[skip - 1] in _SKIPPED:
            skip -= 1
        places = (i, skip) if skip else (i,)
    the = sent.lows[i - 1] == "the"
    marked = the and not _MARKS.isdisjoint(sent.lows[i + 1 : i + _NEAR_MARK])  # "near the $44 mark"
    for place in places:
        for hedge in _LAST.get(sent.lows[place - 1], ()):
            start = place - len(hedge)
            if start < 0 or tuple(sent.lows[start:place]) != hedge:
                continue
            if place != i and hedge[0] not in _BEFORE_ARTICLE and not (marked and hedge[0] in _REACHING):
                continue
            if place != i and the and not marked and hedge[0] in _NOT_BEFORE_THE:
                continue  # "talk about the 62-year-old", "less than the 2% of May"
            if place != i and hedge[0] == "less" and kind == "money":
                continue  # "for less than a $40 lamp"
            if not _fits(sent, hedge, start, kind, place != i):
                continue
            bound = _TABLE[hedge]
            if hedge == ("estimated", "at"):
                return "~", i  # the words are no part of the quantity
            if start and hedge[0] in ("exceed", "exceeding", "exceeded") and sent.lows[start - 1] in ("not", "never"):
                return "<=", start - 1
            if (
                start
                and sent.lows[start - 1] in ("not", "no")
                and hedge[0] in ("more", "less", "fewer", "over", "under")
            ):
                bound = {"<": ">=", ">": "<="}.get(bound, bound)  # type: ignore[assignment]
                start -= 1
            if (
                start
                and bound in ("~", ">", ">=", "<")
                and sent.lows[start - 1] in ("just", "well", "only", "an", "slightly", "far", "possibly", "perhaps")
            ):
                start -= sent.lows[start - 1] in ("just", "well", "slightly", "far")
            if bound in _DENIED and hedge[-1] == "than" and _is_denied(sent, start):
                bound = _DENIED[bound]
            return bound, start
    if sent.lows[i - 1] == "of":
        aged = (
            _AGED.get(sent.lows[i - 4])
            if kind == "age" and i > 3 and sent.lows[i - 3 : i] == ["the", "age", "of"]
            else None
        )
        return (aged, i) if aged else _at_most(sent, i)
    return _nearly_there(sent, i) if sent.lows[i - 1] in _ARRIVING else None


def _is_denied(sent: Sentence, start: int) -> bool:
    """ "should not last more than four hours", "can't borrow more than $5": no more than that."""
    for k in range(start - 1, max(-1, start - _FAR_DENIAL), -1):
        if sent.lows[k] in _NOT:
            return k < start - 1
        allowed = sent.lows[k] in _ALLOWED and sent.tags[k][0] == "V"
        if (
            not (allowed or sent.tags[k] in ("VB", "VBP", "VBN", "TO", "RP", "RB", "JJ", "IN"))
            or sent.lows[k] in _SAID
        ):
            return False
    return False


_DENIED: dict[Bound, Bound] = {">": "<=", "<": ">="}
_FAR_DENIAL = 7
_ALLOWED = frozenset("meant supposed allowed permitted entitled".split())
_NOT = frozenset("n't not cannot never".split())
_SAID = frozenset(
    "say believe think know expect rule mean see mind if that when because since after before until while".split()
)


def _nearly_there(sent: Sentence, i: int) -> tuple[Bound, int] | None:
    """ "almost reached $90bn", "nearly hit 40": the hedge is said of the verb and no part of the quantity."""
    return ("~", i) if i > 1 and sent.lows[i - 2] in ("almost", "nearly") else None


def _at_most(sent: Sentence, i: int) -> tuple[Bound, int] | None:
    """ "a maximum sentence of 5 years": a limit, said of the penalty; the words are no part of the quantity."""
    if i < 3 or sent.lows[i - 2] not in _PENALTIES:
        return None
    return ("<=", i) if "maximum" in sent.lows[max(0, i - 4) : i - 2] else None


_AGED: dict[str, Bound] = {"under": "<", "below": "<", "over": ">", "above": ">", "beyond": ">"}
_TAKING_OVER = frozenset("take takes took taking taken".split())
_SCALES = (["hundred"], ["thousand"], ["million"], ["billion"], ["trillion"], ["dozen"])
_SCALED = (*_SCALES, ["and"])  # "over two and a half million"
_PRESIDES = frozenset("preside presides presided presiding ruling dispute row feud wrangle tussle standoff".split())
_MIDST = words("bounds.midst")
_ABOVE = frozenset("flew fly flies flying flown sailed swept hovered presided watch watched fought fell".split())
_HANDED = frozenset(
    "hand hands handed handing turn turns turned turning ran run runs running knocked signed mull mulled".split()
)
_JUMPING = frozenset("jump jumps jumped jumping shot leapt leaped spiked rocketed".split())
_COMPARING = frozenset("more less fewer higher lower better older younger longer shorter larger".split())
_LASTING = frozenset("wait waits waited waiting in just for last lasts lasted lasting takes took".split())
_BURNS = frozenset("burns covered".split())
_TAKING = frozenset("move moves build builds bring brings charge".split())
_AGO = frozenset("ago earlier before".split())
_PENALTIES = frozenset("sentence penalty fine term punishment".split())


_STRETCHES = frozenset("% percent cent feet foot ft metres meters miles km kilometres kilometers".split())
_SPREADS = frozenset("spread extends extend extended extending stretches stretched sprawls sprawled laid".split())
_PARTS = frozenset("third half quarter fifth tenth twice thirds quarters fifths".split())
_HIGHER = frozenset("higher lower greater smaller".split())


def _fits(sent: Sentence, hedge: tuple[str, ...], start: int, kind: str | None, article: bool) -> bool:
    """False where the words mean something else: "over three years" (during), "past", "within 6 weeks"; ``article``
    where one that is no part of the number stands between.
    """
    before = sent.lows[start - 1] if start else ""
    word = hedge[-1]
    if len(hedge) == 1 and word in _PERIODLIKE and kind == "duration":
        takes = before.startswith(("take", "took", "taking")) and sent.lows[start + 1 : start + 2] == ["the"]
        if takes:
            return False  # "will take over the 45-minute crossing"
        if word == "under" and before == "of" and sent.tags[start - 2 : start - 1] in (["NN"], ["NNS"]):
            return True  # "latency of under 5 milliseconds"
        return (word == "over" and before in _OVER_AFTER) or (word == "under" and before in _LASTING)
    if hedge == ("over",) and (before in _HANDED or (before in _BURNS and kind == "percent")):
        return False  # "handed over 18 acres", "burns over 20 percent of the body"
    if hedge == ("over",) and ((before in _ABOVE and kind == "count") or before in _PRESIDES):
        return False  # "flew over 719 reefs", "presides over 80 percent of the cases"
    if hedge == ("over",) and kind == "measure" and (before in _STRETCHES or before in _SPREADS):
        return False  # "averages 8% over 14km", "climbs 2,300 feet over 4.5 miles", "spread over 40 acres"
    if hedge == ("over",) and (_goes_over(sent, start, kind) or _is_taken_over(sent, start, kind)):
        return False
    if hedge == ("around",) and before in _MIDST and kind == "count" and "," not in sent.words[start + 1]:
        return False  # "is focused around two vans"
    if hedge == ("about",) and before in _ABOUT_WHAT:
        return (kind == "duration" and sent.tags[start - 1][:1] == "V") or _is_how_many(sent, start)
    if kind == "duration" and hedge[-1] == "than" and len(hedge) > 1:
        ago = not _AGO.isdisjoint(sent.lows[start + 2 : start + 6])
        than_then = ago and hedge[0] in _HIGHER  # "lower than four years ago"
        if (
            than_then
            or before in ("percent", "%", "cent")
            or (ago and before in _PARTS)
            or (ago and sent.tags[start - 1] in ("CD", "NNS"))
        ):
            return False  # "6 percent less than five years ago", "310,000 more than three months earlier"
    if hedge[0] == "as" and before in _MULTIPLES:
        return False  # "twice as many as four years ago"
    if hedge == ("like",):
        return before in _LIKE_AFTER  # "for like three days"
    if hedge == ("up", "to"):
        # "adds up to $3bn", "went up to $5", "pushing the bill up to $5", "were up to $5m compared with $4m"
        if before == "back" and sent.lows[start - 2 : start - 1] in (
            ["is"],
            ["are"],
            ["was"],
            ["were"],
            ["went"],
            ["climbed"],
        ):
            return False
        if kind == "count" and before in _TAKING:
            return True  # "would move up to 70 bears", "build up to 40 homes"
        if kind == "percent" and before not in _UP_TO_AFTER and "of" in sent.lows[start + 3 : start + 5]:
            return True  # "could charge the firms up to 10% of sales"
        jumps = kind == "count" and before in _JUMPING  # "listings jumped up to 3,400"
        return before not in _UP_TO_AFTER and not jumps and not _moves_up(sent, start)
    if hedge in (("passed",), ("passes",), ("crossed",), ("crosses",), ("crossing",)):
        return kind in ("money", "percent") or not _TALLIES.isdisjoint(sent.lows[max(0, start - 6) : start])
    if hedge == ("top",):
        return kind in ("money", "percent") and sent.tags[start - 1 : start] in (["MD"], ["TO"])  # "could top $2bn"
    if hedge == ("past",) and kind != "duration":
        return kind in ("money", "percent")  # "lifted sales past $9 billion"
    if hedge == ("within",):
        near = kind == "measure" and sent.lows[start + 1 : start + 2] != ["the"] and before not in ("from", "to")
        near = near or (
            kind == "percent" and "of" in sent.lows[start + 2 : start + 5]
        )  # "within 4 percent of its peak"
        return near or (kind == "duration" and sent.lows[start + 1 : start + 2] != ["the"])
    if hedge == ("near",):
        return kind in ("money", "percent", "index")  # "near 14 shops" is a place
    if hedge[0] in ("close", "as") and hedge[-1] in ("to", "as") and kind in ("money", "percent", "index"):
        return hedge[1] != "far" and sent.tags[start - 1 if start else 0] != "POS" and before[-2:] not in ("´s", "`s")
    if hedge == ("some",):
        return True
    if hedge in (("minimum",), ("maximum",), ("estimated",)) and sent.tags[start - 1 if start else 0] in ("NN", "JJ"):
        return hedge == ("estimated",)
    article = article and sent.lows[start + 1] in ("a", "the") and before not in ("just", "well", "slightly", "far")
    if hedge in (("over",), ("under",)) and article and kind in ("money", "percent"):
        return False  # "rolling over a $20 million loan"
    if hedge == ("above",) or hedge == ("below",):
        return before not in ("percent", "%", "metres", "meters", "feet", "degrees", "points", "km", "miles", "cents")
    if hedge == ("almost",) or hedge == ("nearly",):
        return True
    if hedge == ("over",) and article and before in _TAKING_OVER:
        return False  # "to take over a 900-square-metre shop"
    small = NUMBER_WORDS.get(sent.lows[start + 1], 99) <= 10 and sent.lows[start + 2 : start + 3] not in _SCALED
    if hedge == ("under",) and small and sent.lows[start + 2 : start + 3] in _PLACES_UNDER:
        return False  # "under six headings"
    if hedge == ("over",) and kind == "count" and small:
        return before in ("just", "well", "slightly", "of", "for", "has", "have", "had")  # "over two spells"
    return hedge != ("a", "little")


def _goes_over(sent: Sentence, over: int, kind: str | None) -> bool:
    """ "1,000 episodes over 25 seasons", "carries 525 passengers over 15,200km": in the course of so many, so far."""
    near = sent.tags[max(0, over - _NEAR_COUNT) : over]
    if kind not in ("count", "measure") or sent.tags[over - 1 : over] != ["NNS"] or "CD" not in near:
        return False
    if kind == "count":
        return not _SPELLS.isdisjoint(sent.lows[over + 2 : over + 4])
    if _LENGTHS.isdisjoint(sent.lows[over + 2 : over + 3]):
        return False
    return not _CARRYING.isdisjoint(sent.lows[max(0, over - _NEAR_CARRYING) : over - 2])


def _is_taken_over(sent: Sentence, over: int, kind: str | None) -> bool:
    """ "took over 12 stores", "is taking over 4,800 square feet"; but "took over 250 hostages"."""
    if kind not in ("count", "measure") or not over or sent.lows[over - 1] not in _TAKING_OVER:
        return False
    return not _TAKEN_OVER.isdisjoint(sent.lows[over + 2 : over + 5])


_TAKEN_OVER = words("bounds.taken_over")
_NEAR_COUNT, _NEAR_CARRYING = 4, 8  # tokens
_SPELLS = frozenset(
    "seasons series games matches innings legs rounds stages sessions laps holes sets terms generations visits"
    " occasions weekends nights tests starts races episodes chapters meetings sittings shifts".split()
)
_LENGTHS = frozenset("km kilometres kilometers miles metres meters m nm".split())
_CARRYING = words("bounds.carrying")


def _is_how_many(sent: Sentence, about: int) -> bool:
    """ "think about 40 died", "know about 20,000 words": so many; but "fears about 40 bridges", "learned about 40
    leaks" and "know about 9 of them" tell of what.
    """
    before, tag = sent.lows[about - 1], sent.tags[about - 1]
    if tag[0] != "V":
        owned = sent.tags[about - 2 : about - 1] in (["NN"], ["NNP"]) if about > 1 else False
        fearing = owned and before == "fears"
        return fearing and _verb_ahead(sent, about + 2) == "MD"  # "the firm fears about 40 will go"
    if before in _CLAIMING:
        return True
    if before not in _KNOWING:
        return False
    if _verb_ahead(sent, about + 2):
        return True  # "learned about 40 percent of parts were faulty"
    return before not in _LEARNED and "of" not in sent.lows[about + 2 : about + 4]


def _verb_ahead(sent: Sentence, k: int) -> str:
    """The tag of the finite verb behind token ``k``, in the same clause, or ""."""
    for j in range(k, min(k + _NEAR_VERB, len(sent.tags))):
        if sent.tags[j] in ("MD", "VBD", "VBZ", "VBP"):
            return sent.tags[j]
        if sent.lows[j] in _CLAUSE_ENDS:
            return ""
    return ""


_NEAR_VERB = 8  # tokens
_CLAUSE_ENDS = frozenset("who that which whose where when as and but because after before while if , ; .".split())
_CLAIMING = frozenset("think thinks fear fears claims doubt doubts".split())
_KNOWING = frozenset("know knows knew learn learned learnt".split())
_LEARNED = frozenset("learned learnt".split())
_PLACES_UNDER = [
    [noun]
    for noun in "different headings names titles presidents governments managers leaders options plans proposals "
    "schemes scenarios deals agreements programmes programs contracts laws".split()
]


def _moves_up(sent: Sentence, up: int) -> bool:
    """True for the "up" of "pushing the bill up to" and, before a comparison, of "were up to"."""
    if up > 1 and sent.lows[up - 1] in ("is", "are", "was", "were") and sent.lows[up - 2] in _TALLIES:
        return True  # "the tally is up to 1,904"
    if up and sent.lows[up - 1] in ("is", "are", "was", "were"):
        return any(low in _COMPARED for low in sent.lows[up + 2 : up + 14])
    if up < 2 or sent.tags[up - 1] not in ("NN", "NNS", "NNP", "PRP"):
        return False
    return any(
        sent.lows[k] in _UP_TO_AFTER or sent.lows[k] in _LIFTING for k in range(max(0, up - _FAR_LIFT), up - 1)
    )


_FAR_LIFT = 9  # tokens
_TALLIES = frozenset("toll total tally number count figure dead deaths cases infections membership".split())
_COMPARED = frozenset("compared from versus against".split())
_LIFTING = words("bounds.lifting")


_CHARGED_TOO = frozenset("vat gst tax taxes hst pst postage fees fee super".split())


def is_charged_too(sent: Sentence, i: int) -> bool:
    """True for the "VAT" of "£400+VAT"."""
    return sent.lows[i] in _CHARGED_TOO


def bound_after(sent: Sentence, last: int) -> tuple[Bound, int] | None:
    """(bound, token after the hedging words) directly behind token ``last - 1``, or None."""
    if last >= len(sent.lows) or sent.lows[last] not in _AFTER_OPENS:
        return None
    for size in (3, 2, 1):
        hedge = tuple(sent.lows[last : last + size])
        if len(hedge) == size and hedge in _AFTER:
            if (
                hedge == ("plus",)
                and last + 1 < len(sent.words)
                and sent.tags[last + 1] in ("CD", "DT", "$", "NN", "NNS", "JJ", "PRP$")
            ):
                return None
            if hedge in (("maximum",), ("minimum",)):
                return None
            if hedge == ("+",) and sent.tags[last + 1 : last + 2] == ["CD"] and sent.glued(last + 1):
                return None  # "6GB+64GB"
            if hedge == ("+",) and last + 1 < len(sent.words) and sent.forms[last + 1] == "word":
                if not sent.glued(last) or is_charged_too(sent, last + 1):
                    return None  # "£400 + VAT", "$20+tax"
            if hedge[0] == "and" and hedge[1] in ("more", "better", "higher", "over", "up", "under", "below"):
                follow = sent.tags[last + 2] if last + 2 < len(sent.words) else "."
                if hedge[1] != "above" and follow not in (".", ",", ")", "IN", "VBD", "VBP"):
                    return None
                if hedge[1] in ("more", "over", "up", "higher", "better"):
                    return None if follow not in (".", ",", ")") else (_AFTER[hedge], last + 2)
            if hedge == ("+",) and sent.words[last + 1 : last + 3] == ["/", "-"]:
                return None  # "4% +/- 2%"
            if hedge[0] == "or" and hedge[1] in _COMPARING:
                if last + 2 < len(sent.words) and sent.lows[last + 2] == "than":
                    return None
            return _AFTER[hedge], last + size
    return None
