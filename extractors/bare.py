"""Numbers without a unit: index levels, people and other counts; what is none of these stays bare."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from extractors.amount import Amount
from extractors.bare_again import acts_after, counts_again, is_level_behind, is_rise_of
from extractors.bare_levels import (
    TALLIES,
    is_up_on,
    of_share,
    passes_count,
    past_percent,
    read_exchange_rate,
)
from extractors.bare_ratings import is_averaged, is_rating_beside
from extractors.bare_temperatures import is_temperature
from extractors.bounds import bound_before
from extractors.index_words import speaks_of_index
from extractors.left_bare import versus_noun
from extractors.matched import SCORING
from extractors.model import Kind
from extractors.move_words import MOVES, has_move
from extractors.phrases import singular
from extractors.rates import TIMES, read_rate
from extractors.tokens import Sentence
from extractors.words import words

_HARM = words("bare.harm")
_HARM_VERBS = words("bare.harm_verbs")
_SCORED = frozenset("magnitude score rating reading ratio gpa index pmi iq aqi".split())
_BEFORE_INDEX = frozenset("to at of above below around near from was stood hit reach reached crossed by".split())
_AFTER_REACHED = frozenset(". , in by on this last and ; at after from as per".split())
_REACHED = ("reached", "reach", "totalled", "totaled", "numbered", "numbering", "reaching")
_PRESENT = ("VBD", "VBP", "VBZ")


@dataclass(frozen=True, slots=True)
class _Place:
    """A bare number and the words on both sides of it; "" before the first, "." behind the last."""

    sent: Sentence
    amount: Amount
    before: str
    after: str
    after_tag: str

    @property
    def word(self) -> str:
        return self.sent.words[self.amount.num_first]

    @property
    def plain(self) -> bool:
        """True for digits without a scale word."""
        return self.amount.form == "digits" and self.amount.scale == 1

    @property
    def whole(self) -> bool:
        return self.amount.low == int(self.amount.low)

    @property
    def hedged(self) -> bool:
        return bound_before(self.sent, self.amount.first, None) is not None

    @property
    def moved(self) -> bool:
        return has_move(self.sent, self.amount.first)


def name_bare(sent: Sentence, amounts: list[Amount]) -> None:
    """What a number without unit and noun is: an index level, people, a count; else it stays bare and is dropped."""
    previous: Amount | None = None
    for a in amounts:
        before, previous = previous, a if a.drop is None else previous
        if a.kind is not None or a.drop is not None:
            if a.kind == "count" and a.head == a.phrase >= 0 and sent.lows[a.head] in ("points", "point"):
                a.kind, a.unit = "index", "point"
            continue
        j = past_percent(sent, a.num_last)
        place = _Place(
            sent,
            a,
            sent.lows[a.first - 1] if a.first else "",
            sent.lows[j] if j < len(sent.words) else ".",
            sent.tags[j] if j < len(sent.words) else ".",
        )
        if _is_idle_vague(place):
            a.drop = "bare"
            continue
        if place.before == "of" and a.first > 1 and sent.lows[a.first - 2] in _PARENTS and a.low > 1:
            grand = sent.lows[a.first - 2].startswith("grand")
            a.take_kind("count", "grandchild" if grand else "child", "count:children")  # "a mother of three"
            a.vague = True
            continue
        if place.before == "of" and a.first > 1 and sent.lows[a.first - 2] == "family" and 1 < a.low < _HOUSEHOLD:
            a.take_kind("count", "person", "count:people")
            continue
        noun = versus_noun(sent, a, before)
        if noun >= 0:
            a.take_kind("count", singular(sent.words[noun]), "count:versus")
            continue
        noun = of_share(sent, a, before)
        if noun >= 0:
            inside = sent.words[a.first - 1] == "("
            a.take_kind("count", singular(sent.words[noun]), "count:of_share" if inside else "count:or_share")
            continue
        if before is not None and (
            counts_again(sent, a, before) or acts_after(sent, a, before) or is_rise_of(sent, a, before)
        ):
            a.take_kind("count", before.unit, "count:again")
            continue
        if _is_rate(place, before):
            a.take_kind("percent", "%", "percent:bare")
            continue
        if place.before == "of" and a.first > 1 and sent.lows[a.first - 2] in _PARTIES and a.low > 1 and place.whole:
            if place.after in _AFTER_LEVEL or place.after == "who":
                alike = before is not None and before.kind == "count" and sent.lows[a.first - 2] in _GROUPS
                counted = before.unit if before is not None and alike else None
                a.take_kind("count", counted or "person", "count:people")
                continue
        level = before is not None and before.kind == "index" and place.moved and is_level_behind(sent, a, before)
        if level or is_averaged(sent, a) or is_rating_beside(sent, a, before) or read_exchange_rate(sent, a):
            a.take_kind("index", None, "index:level")
            if place.after == "per":
                read_rate(sent, a)  # "averaged 0.42 per fish"
            continue
        if place.after in ("off", "from") and place.whole and sent.lows[j + 2 : j + 3] == ["balls"]:
            a.take_kind("count", "run", "count:runs")  # "made 52 off 61 balls"
            continue
        if before is not None and _is_change_in_points(sent, a, before):
            a.take_kind("percentage_point", "pp", "points:bracket")
            continue
        if is_temperature(sent, a):
            a.take_kind("measure", "degree", "unit:temperature")
            continue
        if _is_index_down(place, before) or _is_index_move(place):
            a.take_kind("index", "point", "index:moved")
            continue
        for is_so, kind, unit, rule in _BARE:
            if is_so(place):
                a.take_kind(kind, unit, rule)
                if rule == "index:level" and place.after == "per":
                    read_rate(sent, a)  # "17.1 per dollar"
                a.of_whole = a.of_whole or is_so is _is_of_them
                break
        if a.kind is None and _is_paced(place):
            a.take_kind("count", None, "count:paced")
            read_rate(sent, a)
            if a.per not in TIMES:
                a.kind = a.per = None
                a.last = a.num_last
                a.rules.clear()


def _is_index_down(p: _Place, before: Amount | None) -> bool:
    """ "His rating was 38, down 4": of the index before it."""
    near = before is not None and before.kind == "index" and p.sent.lows[before.last : p.amount.first] in _MOVED_BY
    return near and p.plain and p.after in (".", ",", ";", "from", "on", "in", ")")


_MOVED_BY = ([",", "up"], [",", "down"], ["(", "up"], ["(", "down"])


def _is_paced(p: _Place) -> bool:
    """ "four an hour at peak", "It makes 40 a day": so many in a time, of what the text counts."""
    follows = p.sent.lows[p.amount.num_last + 1 : p.amount.num_last + 2]
    timed = p.after in ("a", "an", "per", "every", "each") and follows != [] and follows[0] in TIMES
    return timed and p.whole and p.amount.low > 1 and p.amount.form in ("digits", "words") and follows != ["second"]


def _is_index_move(p: _Place) -> bool:
    """ "The Baltic Dry Index was up 34 at 1,412", "The VIX jumped 3.1 to 22.4": points, the level behind."""
    if not p.plain or p.after not in ("to", "at") or not p.moved or not speaks_of_index(p.sent):
        return False
    verb = p.before in MOVES or p.before in ("up", "down", "off")
    return verb and p.sent.forms[p.amount.num_last + 1 : p.amount.num_last + 2] == ["number"]


def _is_rate(p: _Place, before: Amount | None) -> bool:
    """ "The jobless rate reached 7.7 in May", "went from 5.3 percent in May to 5.7": percent that is not said."""
    if not p.plain or p.word.count(".") != 1 or not 0 < p.amount.low < _ALL or p.after not in _AFTER_LEVEL:
        return False
    lows, i = p.sent.lows, p.amount.first
    if before is not None and before.kind == "percent" and p.before == "to" and i - before.last < _NEAR_LEVEL:
        return lows[before.first - 1 : before.first] == ["from"]
    return p.before in _AT_RATE and not _RATES.isdisjoint(lows[max(0, i - _NEAR_LEVEL) : i])


_ALL, _NEAR_LEVEL = 100, 8
_AT_RATE = frozenset("to at of is was reached hit from stood".split())
_RATES = frozenset("unemployment jobless joblessness inflation".split())
_GROUPS = ("group", "party", "convoy")
_PARTIES = frozenset("group party crew team squad convoy delegation".split())
_HOUSEHOLD = 30
_PARENTS = frozenset("mother father mum mom dad parent parents grandmother grandfather".split())


def _is_idle_vague(p: _Place) -> bool:
    """True for "several" and "dozens" with nothing behind them that could be counted."""
    return (
        p.amount.form == "vague"
        and p.amount.low < 100
        and p.after_tag not in ("VBD", "VBP", "IN", "VBN")
        and p.before != "killed"
    )


def _is_moved_level(p: _Place) -> bool:
    """ "The index rose to 51.3"."""
    levels = p.before in ("to", "at") or p.sent.lows[max(0, p.amount.first - 3) : p.amount.first - 1] in _LEVELLED
    return p.plain and "." in p.word and levels and p.moved


_LEVELLED = (["from", "an"], ["from", "a"], ["to", "an"], ["to", "a"])  # "from an adjusted 56.4"


def _is_named_index(p: _Place) -> bool:
    """ "The benchmark index stood at 4,120"."""
    if p.amount.form != "digits" or p.before not in _BEFORE_INDEX:
        return False
    if not ("." in p.word or p.amount.low >= 1000):
        return not _GAUGES.isdisjoint(p.sent.lows[max(0, p.amount.first - 6) : p.amount.first])
    return speaks_of_index(p.sent)


_GAUGES = frozenset("index barometer".split())


def _is_vague(p: _Place) -> bool:
    """ "Thousands marched"."""
    return p.amount.form == "vague"


def _is_fraction(p: _Place) -> bool:
    """ "Half agreed"."""
    return p.amount.form == "fraction"


def _is_people_harmed(p: _Place) -> bool:
    """ "killed 30", "killed more than 900", "left 12 injured"."""
    hedge = bound_before(p.sent, p.amount.first, None)
    verb = p.sent.lows[hedge[1] - 1] if hedge and hedge[1] else p.before
    behind = p.sent.lows[p.amount.num_last + 1 : p.amount.num_last + 2]
    already = p.after in _BEFORE_HARM and bool(behind) and behind[0] in _HARM  # "with 14 already dead", "9 shot dead"
    return already or p.after in _HARM or verb in _HARM_VERBS


_BEFORE_HARM = ("already", "now", "shot", "found")


def _is_large(p: _Place) -> bool:
    """ "a total of 4,100", "3 million"."""
    a = p.amount
    if a.scale >= 1000:
        return True
    return a.low >= 1000 and ("," in p.word or a.low >= 10000 or p.before == "of" or p.after == "who" or p.hedged)


def _is_moved_to(p: _Place) -> bool:
    """ "Cases rose to 41 in May"."""
    a, lows = p.amount, p.sent.lows
    hedge = bound_before(p.sent, a.first, None)
    k = hedge[1] if hedge else a.first
    k -= lows[k - 1] in ("just", "only")
    return (
        lows[k - 1 : k] == ["to"]
        and k > 1
        and a.form in ("digits", "words")
        and a.low > 1
        and p.whole
        and (lows[k - 2] in MOVES or lows[k - 2] in _FOLDED or lows[k - 2] in ("tally", "toll"))
        and p.after in _AFTER_LEVEL
    )


_AFTER_LEVEL = frozenset(", . in by on from since over this last after today yesterday tonight as when so".split())


def _is_up_from(p: _Place) -> bool:
    """ "That is up from 44 last year"."""
    return p.whole and p.amount.low > 1 and is_up_on(p.sent, p.amount, p.after)


def _is_past_size(p: _Place) -> bool:
    """ "Thefts dropped 6% to 518, the fewest": the level behind the size of the move."""
    a, lows = p.amount, p.sent.lows
    if p.before != "to" or not p.plain or not p.whole or a.low < _FEWEST or p.after not in _AFTER_LEVEL:
        return False
    return lows[a.first - 2] in _PERCENT_MARKS and p.sent.lows[a.first - 4] in MOVES


_FEWEST = 20  # so few may be a score
_PERCENT_MARKS = ("%", "percent", "pc", "pct")


def _is_moved_from(p: _Place) -> bool:
    """ "trebled from 12 to 36": the level it left and the one it came to."""
    a, lows, forms = p.amount, p.sent.lows, p.sent.forms
    if a.form not in ("digits", "words") or not p.whole or not p.moved or a.low < 2:
        return False
    if p.before == "from" and p.after in ("in", "at", "on"):
        behind = lows[a.num_last + 1 : a.num_last + 5]
        k = a.num_last + 1 + behind.index("to") if "to" in behind else -1
        return k > 0 and _is_number_at(p.sent, k + 1)  # "rose from seven in 2009 to 2,310"
    if p.before == "from" and lows[a.first - 3 : a.first - 2] == ["to"] and p.after in _AFTER_LEVEL:
        return forms[a.first - 2] == "number"  # "fell to 34 from 40"
    if p.before == "from":
        return p.after == "to" and forms[a.num_last + 1 : a.num_last + 2] in (["number"], ["word"])
    number = forms[a.first - 2 : a.first - 1] in (["number"], ["word"])
    return p.before == "to" and number and lows[a.first - 3] == "from"


def _is_number_at(sent: Sentence, k: int) -> bool:
    """True where a number stands at token ``k`` or behind its hedge: "more than 300"."""
    near = range(k, min(k + 6, len(sent.words)))
    at = next((m for m in near if sent.tags[m] == "CD"), -1)
    return at >= 0 and all(sent.tags[m] in _BEFORE_LEVEL for m in range(k, at))


_BEFORE_LEVEL = frozenset("IN JJR RB RBR JJS DT JJ NN -".split())


_FOLDED = frozenset("double triple treble doubled doubling tripled tripling trebled quadrupled halved".split())


def _is_moved_by_to(p: _Place) -> bool:
    """ "fell by 120 to 2,300": the move and the level."""
    a, lows, forms = p.amount, p.sent.lows, p.sent.forms
    if a.form != "digits" or not p.whole or not p.moved:
        return False
    by = p.before == "by" and p.after == "to" and forms[a.num_last + 1 : a.num_last + 2] == ["number"]
    return by or (p.before == "to" and forms[a.first - 2 : a.first - 1] == ["number"] and lows[a.first - 3] == "by")


def _is_listed(p: _Place) -> bool:
    """ "Schools closed: 41"."""
    return p.before == ":" and p.whole and p.amount.low > 1


def _is_reached(p: _Place) -> bool:
    """ "The dead numbered 41 by Monday"."""
    if p.after not in _AFTER_REACHED or p.amount.low <= 1:
        return False
    hedge = bound_before(p.sent, p.amount.first, None)
    word = p.sent.lows[hedge[1] - 1] if hedge and hedge[1] else p.before
    return word in _REACHED or passes_count(p.sent, p.amount)


def _is_stood_at(p: _Place) -> bool:
    """ "The number of ships now stood at 12"."""
    lows, i = p.sent.lows, p.amount.first
    stood = p.before == "at" and lows[i - 2] in _STOOD and p.whole and p.amount.form in ("digits", "words")
    return (
        stood and p.after in _AFTER_LEVEL | {"but", "and", ";"} and not TALLIES.isdisjoint(lows[max(0, i - 10) : i])
    )


_STOOD = frozenset("stood stands remained remains stayed".split())


def _is_change_in_points(sent: Sentence, a: Amount, before: Amount) -> bool:
    """ "Labour 19% (-1), the Greens 12% (+2)": how a poll has changed."""
    if before.kind != "percent" or a.form != "digits" or a.scale != 1 or abs(a.low) > _MOST_POINTS:
        return False
    signed = a.negative or sent.words[a.first - 1] == "+"
    opened = sent.words[before.last : a.first] in (["("], ["(", "+"])
    return signed and opened and sent.words[a.num_last : a.num_last + 1] == [")"]


_MOST_POINTS = 30


def _is_tally(p: _Place) -> bool:
    """ "The alliance's tally of 293 is enough"."""
    plain = p.before == "of" and p.whole and p.plain and p.amount.low > 1
    return plain and p.sent.lows[p.amount.first - 2] in ("tally", "headcount")


def _is_stated_level(p: _Place) -> bool:
    """ "The reading was 51.3"."""
    return (
        p.plain
        and p.word.count(".") == 1
        and p.before in ("is", "was", "of", "at", "be", "to")
        and p.after_tag in (".", ",", "CC", "IN", ";", "VBD", "RB", ":", "PRP")
    )


def _is_score(p: _Place) -> bool:
    """ "a rating of 4", "a quake of magnitude 6 at sea"."""
    if not p.plain or p.before not in ("of", "at", "was", "is", "to"):
        return False
    if p.before == "to" and not SCORING.isdisjoint(p.sent.lows[max(0, p.amount.first - 4) : p.amount.first]):
        return False  # "the board voted 8 to 1"
    return any(w in _SCORED for w in p.sent.lows[max(0, p.amount.first - 7) : p.amount.first])


def _is_acting(p: _Place) -> bool:
    """ "Forty marched, and 12 were held"."""
    stays = p.after_tag == "VB" and p.before in ("while", "but", "and", "though", ",")  # "while 20 remain"
    behind = p.sent.tags[p.amount.num_last + 1 : p.amount.num_last + 2]
    only = p.before == "only" and p.after_tag == "VBN" and behind in (["DT"], ["PRP$"])  # "only 40 registered a car"
    return (
        (p.after_tag in _PRESENT or only or stays or (p.after_tag == "MD" and p.before in (",", "only")))
        and p.amount.form == "digits"
        and p.whole
        and p.amount.low > 1
        and p.before in _BEFORE_ACTING
    )


_BEFORE_ACTING = frozenset(
    ("", ",", ";", *"and while but said that when which whom only since after because if".split())
)


def _is_harmed_later(p: _Place) -> bool:
    """ "and 12 were killed"."""
    j = p.amount.num_last
    return _is_acting(p) and any(w in _HARM for w in p.sent.lows[j : j + 3])


def _is_hedged_acting(p: _Place) -> bool:
    """ "At least 12 were held"."""
    stays = p.after_tag == "VB" and p.after.startswith("remain")
    return (p.after_tag in (*_PRESENT, "VBN", "MD") or stays) and p.amount.low > 1 and p.hedged


def _is_word_acting(p: _Place) -> bool:
    """ "Twelve were held"."""
    return p.after_tag in (*_PRESENT, "VBN", "MD", "VB") and p.amount.low > 1 and p.amount.form == "words"


def _is_moved_by(p: _Place) -> bool:
    """ "The fleet grew by 12"."""
    return p.before == "by" and p.amount.low > 0 and p.after in _AFTER_MOVED and p.moved


_AFTER_MOVED = frozenset(". , to in from on over since last this".split())


def _is_who(p: _Place) -> bool:
    """ "for nine who are missing": people."""
    return p.after == "who" and p.amount.low > 1 and p.whole


def _is_of_them(p: _Place) -> bool:
    """ "12 of them"."""
    if p.after != "of" or p.amount.form not in ("words", "digits"):
        return False
    return p.sent.lows[p.amount.num_last + 1 :][:1] in (["them"], ["those"], ["these"], ["us"], ["which"], ["whom"])


# What a bare number is: the first that holds.
_BARE: tuple[tuple[Callable[[_Place], bool], Kind, str | None, str], ...] = (
    (_is_moved_level, "index", None, "index:level"),
    (_is_named_index, "index", None, "index:level"),
    (_is_vague, "count", None, "count:bare"),
    (_is_fraction, "ratio", None, "ratio:fraction"),
    (_is_people_harmed, "count", "person", "count:people"),
    (_is_large, "count", None, "count:bare"),
    (_is_moved_by_to, "count", None, "count:bare"),
    (_is_moved_from, "count", None, "count:bare"),
    (_is_up_from, "count", None, "count:bare"),
    (_is_moved_to, "count", None, "count:bare"),
    (_is_past_size, "count", None, "count:bare"),
    (_is_who, "count", "person", "count:people"),
    (_is_listed, "count", None, "count:bare"),
    (_is_reached, "count", None, "count:bare"),
    (_is_stood_at, "count", None, "count:bare"),
    (_is_tally, "count", None, "count:bare"),
    (_is_stated_level, "index", None, "index:level"),
    (_is_score, "index", None, "index:score"),
    (_is_harmed_later, "count", "person", "count:bare"),
    (_is_acting, "count", None, "count:bare"),
    (_is_hedged_acting, "count", None, "count:bare"),
    (_is_word_acting, "count", None, "count:bare"),
    (_is_moved_by, "count", None, "count:bare"),
    (_is_of_them, "count", None, "count:bare"),
)
