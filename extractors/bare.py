"""Numbers without a unit: index levels, people and other counts; what is none of these stays bare."""

from __future__ import annotations

from collections.abc import Callable

from extractors.amount import Amount
from extractors.bare_again import acts_after, counts_again, is_level_behind, is_rise_of
from extractors.bare_levels import (
    of_share,
    past_percent,
    read_exchange_rate,
)
from extractors.bare_moves import (
    AFTER_LEVEL,
    is_halved_to,
    is_moved_by,
    is_moved_by_to,
    is_moved_from,
    is_moved_level,
    is_moved_to,
    is_past_size,
    is_put_at,
    is_reached,
    is_stood_at,
    is_up_from,
)
from extractors.bare_people import (
    is_acting,
    is_harmed_later,
    is_hedged_acting,
    is_people_harmed,
    is_who,
    is_word_acting,
)
from extractors.bare_place import Place
from extractors.bare_ratings import is_averaged, is_rating_beside, is_round
from extractors.bare_temperatures import is_temperature
from extractors.index_words import speaks_of_index
from extractors.left_bare import versus_noun
from extractors.matched import SCORING
from extractors.model import Kind
from extractors.move_words import MOVES
from extractors.phrases import singular
from extractors.rates import TIMES, read_rate
from extractors.shared_nouns import is_named_part
from extractors.tokens import Sentence
from extractors.words import words

_SCORED = frozenset("magnitude score rating reading ratio gpa index pmi iq aqi".split())
_BEFORE_INDEX = frozenset("to at of above below around near from was stood hit reach reached crossed by".split())


def name_bare(sent: Sentence, amounts: list[Amount]) -> None:
    """What a number without unit and noun is: an index level, people, a count; else it stays bare and is dropped."""
    previous: Amount | None = None
    whole: Amount | None = None
    for a in amounts:
        before, previous = previous, a if a.drop is None else previous
        if before is not None and is_named_part(sent, before):
            before = whole or before  # "killed nine civilians, including two children, and wounded [31]"
        else:
            whole = before
        if a.kind is not None or a.drop is not None:
            if a.kind == "count" and a.head == a.phrase >= 0 and sent.lows[a.head] in ("points", "point"):
                a.kind, a.unit = "index", "point"
            continue
        j = past_percent(sent, a.num_last)
        place = Place(
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
        if place.before == "of" and a.first > 1 and sent.lows[a.first - 2] in _FOLK and 1 < a.low < _HOUSEHOLD:
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
        if _is_rate(place, before) or (before is not None and _is_rival_share(place, before)):
            a.take_kind("percent", "%", "percent:bare")
            continue
        if before is not None and before.kind == "ratio" and "multiple:times" in before.rules and place.plain:
            if sent.lows[a.first - 1] in _AGAINST and a.first - before.last <= _NEAR_LEVEL:
                a.take_kind("ratio", None, "multiple:again")  # "trades at 15 times earnings, against [11] for"
                continue
        if place.before == "of" and a.first > 1 and sent.lows[a.first - 2] in _PARTIES and a.low > 1 and place.whole:
            if place.after in AFTER_LEVEL or place.after == "who":
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
                a.vague = a.vague or is_so is is_round
                break
        if a.kind is None and _is_paced(place):
            a.take_kind("count", None, "count:paced")
            read_rate(sent, a)
            if a.per not in TIMES:
                a.kind = a.per = None
                a.last = a.num_last
                a.rules.clear()


def _is_index_down(p: Place, before: Amount | None) -> bool:
    """ "His rating was 38, down 4": of the index before it."""
    near = before is not None and before.kind == "index" and p.sent.lows[before.last : p.amount.first] in _MOVED_BY
    return near and p.plain and p.after in (".", ",", ";", "from", "on", "in", ")")


_MOVED_BY = ([",", "up"], [",", "down"], ["(", "up"], ["(", "down"])


def _is_paced(p: Place) -> bool:
    """ "four an hour at peak", "It makes 40 a day": so many in a time, of what the text counts."""
    follows = p.sent.lows[p.amount.num_last + 1 : p.amount.num_last + 2]
    timed = p.after in ("a", "an", "per", "every", "each") and follows != [] and follows[0] in TIMES
    return timed and p.whole and p.amount.low > 1 and p.amount.form in ("digits", "words") and follows != ["second"]


def _is_index_move(p: Place) -> bool:
    """ "The Baltic Dry Index was up 34 at 1,412", "The VIX jumped 3.1 to 22.4": points, the level behind."""
    if not p.plain or p.after not in ("to", "at") or not p.moved or not speaks_of_index(p.sent):
        return False
    verb = p.before in MOVES or p.before in ("up", "down", "off")
    return verb and p.sent.forms[p.amount.num_last + 1 : p.amount.num_last + 2] == ["number"]


def _is_rate(p: Place, before: Amount | None) -> bool:
    """ "The jobless rate reached 7.7 in May", "went from 5.3 percent in May to 5.7": percent that is not said."""
    if not p.plain or p.word.count(".") != 1 or not 0 < p.amount.low < _ALL or p.after not in AFTER_LEVEL:
        return False
    lows, i = p.sent.lows, p.amount.first
    if before is not None and before.kind == "percent" and p.before == "to" and i - before.last < _NEAR_LEVEL:
        return lows[before.first - 1 : before.first] == ["from"]
    return p.before in _AT_RATE and not _RATES.isdisjoint(lows[max(0, i - _NEAR_LEVEL) : i])


def _is_rival_share(p: Place, before: Amount) -> bool:
    """ "leads Roe 48 percent to [44]", "passed by 52% to [48]": the share of the other side."""
    lows, a = p.sent.lows, p.amount
    pair = before.kind == "percent" and lows[before.last : a.first] == ["to"] and p.plain
    if not pair or before.low + a.low > _ALL or not MOVES.isdisjoint(lows[max(0, before.first - 3) : before.first]):
        return False
    if lows[before.first - 1] not in (",", "by") and p.sent.tags[before.first - 1] not in ("NNP", "NNPS"):
        return False
    return not _VOTING.isdisjoint(p.sent.said)


_VOTING = words("ranges.voting") | words("votes.decided")
_AGAINST = frozenset("against versus vs".split())
_ALL, _NEAR_LEVEL = 100, 8
_AT_RATE = frozenset("to at of is was reached hit from stood".split())
_RATES = frozenset("unemployment jobless joblessness inflation".split())
_GROUPS = ("group", "party", "convoy")
_PARTIES = frozenset("group party crew team squad convoy delegation".split())
_FOLK = frozenset("family household crew team party".split())
_HOUSEHOLD = 30
_PARENTS = frozenset("mother father mum mom dad parent parents grandmother grandfather".split())


def _is_idle_vague(p: Place) -> bool:
    """True for "several" and "dozens" with nothing behind them that could be counted."""
    return (
        p.amount.form == "vague"
        and p.amount.low < 100
        and p.after_tag not in ("VBD", "VBP", "IN", "VBN")
        and p.before != "killed"
    )


def _is_named_index(p: Place) -> bool:
    """ "The benchmark index stood at 4,120"."""
    if p.amount.form != "digits" or p.before not in _BEFORE_INDEX:
        return False
    if not ("." in p.word or p.amount.low >= 1000):
        return not _GAUGES.isdisjoint(p.sent.lows[max(0, p.amount.first - 6) : p.amount.first])
    return speaks_of_index(p.sent)


_GAUGES = frozenset("index barometer".split())


def _is_vague(p: Place) -> bool:
    """ "Thousands marched"."""
    return p.amount.form == "vague"


def _is_fraction(p: Place) -> bool:
    """ "Half agreed"."""
    return p.amount.form == "fraction"


def _is_large(p: Place) -> bool:
    """ "a total of 4,100", "3 million"."""
    a = p.amount
    if a.scale >= 1000:
        return True
    return a.low >= 1000 and ("," in p.word or a.low >= 10000 or p.before == "of" or p.after == "who" or p.hedged)


def _is_listed(p: Place) -> bool:
    """ "Schools closed: 41"."""
    return p.before == ":" and p.whole and p.amount.low > 1


def _is_change_in_points(sent: Sentence, a: Amount, before: Amount) -> bool:
    """ "Labour 19% (-1), the Greens 12% (+2)": how a poll has changed."""
    if before.kind != "percent" or a.form != "digits" or a.scale != 1 or abs(a.low) > _MOST_POINTS:
        return False
    signed = a.negative or sent.words[a.first - 1] == "+"
    opened = sent.words[before.last : a.first] in (["("], ["(", "+"])
    return signed and opened and sent.words[a.num_last : a.num_last + 1] == [")"]


_MOST_POINTS = 30


def _is_tally(p: Place) -> bool:
    """ "The alliance's tally of 293 is enough"."""
    plain = p.before == "of" and p.whole and p.plain and p.amount.low > 1
    return plain and p.sent.lows[p.amount.first - 2] in ("tally", "headcount")


def _is_stated_level(p: Place) -> bool:
    """ "The reading was 51.3"."""
    return (
        p.plain
        and p.word.count(".") == 1
        and p.before in ("is", "was", "of", "at", "be", "to")
        and p.after_tag in (".", ",", "CC", "IN", ";", "VBD", "RB", ":", "PRP")
    )


def _is_score(p: Place) -> bool:
    """ "a rating of 4", "a quake of magnitude 6 at sea"."""
    if not p.plain or p.before not in ("of", "at", "was", "is", "to"):
        return False
    if p.before == "to" and not SCORING.isdisjoint(p.sent.lows[max(0, p.amount.first - 4) : p.amount.first]):
        return False  # "the board voted 8 to 1"
    return any(w in _SCORED for w in p.sent.lows[max(0, p.amount.first - 7) : p.amount.first])


def _is_of_them(p: Place) -> bool:
    """ "12 of them"."""
    if p.after != "of" or p.amount.form not in ("words", "digits"):
        return False
    return p.sent.lows[p.amount.num_last + 1 :][:1] in (["them"], ["those"], ["these"], ["us"], ["which"], ["whom"])


# What a bare number is: the first that holds.
_BARE: tuple[tuple[Callable[[Place], bool], Kind, str | None, str], ...] = (
    (is_moved_level, "index", None, "index:level"),
    (is_round, "score", None, "score:round"),
    (_is_named_index, "index", None, "index:level"),
    (_is_vague, "count", None, "count:bare"),
    (_is_fraction, "ratio", None, "ratio:fraction"),
    (is_people_harmed, "count", "person", "count:people"),
    (_is_large, "count", None, "count:bare"),
    (is_moved_by_to, "count", None, "count:bare"),
    (is_moved_from, "count", None, "count:bare"),
    (is_up_from, "count", None, "count:bare"),
    (is_moved_to, "count", None, "count:bare"),
    (is_past_size, "count", None, "count:bare"),
    (is_halved_to, "count", None, "count:bare"),
    (is_who, "count", "person", "count:people"),
    (_is_listed, "count", None, "count:bare"),
    (is_reached, "count", None, "count:bare"),
    (is_stood_at, "count", None, "count:bare"),
    (is_put_at, "count", None, "count:bare"),
    (_is_tally, "count", None, "count:bare"),
    (_is_stated_level, "index", None, "index:level"),
    (_is_score, "index", None, "index:score"),
    (is_harmed_later, "count", "person", "count:bare"),
    (is_acting, "count", None, "count:bare"),
    (is_hedged_acting, "count", None, "count:bare"),
    (is_word_acting, "count", None, "count:bare"),
    (is_moved_by, "count", None, "count:bare"),
    (_is_of_them, "count", None, "count:bare"),
)
