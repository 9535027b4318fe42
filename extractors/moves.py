"""Tell the size of a change ("rose 5 percent") from a level ("rose to 5 percent")."""

from __future__ import annotations

from extractors.model import Change
from extractors.move_words import (
    DOWN_NOUNS,
    DOWN_VERBS,
    DOWN_WEAK,
    HARVESTS,
    LOSS_ONLY_PERCENT,
    MOVE_NOUNS,
    MOVES,
    MOVING_VERBS,
    PERCENTLIKE,
    UP_ADVERBS,
    UP_NOUNS,
    UP_VERBS,
    UP_WEAK,
)
from extractors.moves_after import change_after
from extractors.moves_beyond import change_beyond, is_when_or_where
from extractors.moves_far import FAR_NOUN, is_said_of_size, noun_far, object_far
from extractors.moves_named import change_named, goes_to_level
from extractors.moves_of_subject import SIZES_DOWN, SIZES_UP, change_of_subject
from extractors.no_moves import is_deposit, is_done_by, is_set, is_set_by, is_thing
from extractors.points import is_vote
from extractors.tokens import Sentence
from extractors.words import words


def _forms(listing: str) -> frozenset[str]:
    return frozenset(listing.split())


_VOTED = frozenset("rejected approved backed passed endorsed".split())
_DEGREES = ("°C", "°F", "degree", "K")
_HYPHENED = ("duration", "measure", "count")
_FARMING = frozenset("grow grows grew grown".split())
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_ASIDES = frozenset("- – — -- ( :".split())


def change_of(
    sent: Sentence, first: int, last: int, kind: str | None, unit: str | None, cents: bool
) -> tuple[Change, str] | None:
    """(direction, rule name) when the quantity in tokens ``first`` to ``last`` is the size of a move, else None.

    ``first`` is the first token of the hedge, if any ("by about 5 percent": "about").
    """
    if kind in ("rank", "age", None) or unit == "vote" or _passes_level(sent, first) or sent.lows[first] == "twice":
        return None
    if kind == "ratio" and sent.lows[last - 2] == "to":
        return None  # "outnumbered losers by 3 to 2"
    if is_when_or_where(sent, first, last, kind) or goes_to_level(sent, first, last, kind):
        return None
    if is_deposit(sent, first, last, kind):
        return None
    if kind in _HYPHENED and first < last - 2 and sent.words[last - 2] == "-" and not _is_of_move(sent, last):
        return None  # "are to grow as the 10-year Plan ends", "a rise in two-room flats"
    if last < len(sent.lows) and sent.lows[last] in _LESS and sent.tags[last + 1 : last + 2] == ["IN"]:
        if kind in PERCENTLIKE or kind == "measure":
            return "down", "change:comparative"  # "growing by 4 percent less than", "would rise 9 cm lower by 2100"
    if kind == "measure" and sent.lows[last : last + 1] in _UP_DOWN and sent.lows[last + 1 : last + 2] in _A_SLOPE:
        return None  # "slid 40 feet down a gully"
    behind = sent.lows[last] if last < len(sent.lows) else ""
    if behind in ("lower", "higher") and first and sent.tags[first - 1][:2] == "VB":
        if kind in (*PERCENTLIKE, "money") and sent.lows[last + 1 : last + 2] in _BEHIND_MOVE:
            return ("up" if behind == "higher" else "down"), "change:comparative"  # "edged 1.5% lower to"
    found = _change_here(sent, first, last, kind, unit, cents)
    level = first > 1 and sent.lows[first - 2] in ("percent", "%", "cent", "pct")  # "from 2.5 percent to 2.3"
    if found is None and kind == "percent" and first and sent.lows[first - 1] == "to" and not level:
        found = change_of_subject(sent, first - 1, True)  # "growth slowed to 2 percent"
    if found is None and kind in ("money", "measure", "duration"):
        found = change_of_subject(sent, first - 1, False)
    return found or change_beyond(sent, first, last, kind) or change_named(sent, first, last, kind)


def _is_of_move(sent: Sentence, last: int) -> bool:
    """ "a 2-mile increase", "an 8-minute cut in": the size of a move behind a hyphen."""
    return any(low in MOVE_NOUNS for low in sent.lows[last : last + 4])


def _passes_level(sent: Sentence, first: int) -> bool:
    """ "soared above 45 degrees", "fell sharply below 3 percent": a level that was passed, no size of a move."""
    if sent.lows[first] not in ("above", "below", "past", "beyond") or not first:
        return False
    k = first - 2 if first > 1 and sent.tags[first - 1] in ("RB", "RP") else first - 1
    return sent.lows[k] in MOVES


_UP_DOWN, _A_SLOPE = (["up"], ["down"]), (["a"], ["an"], ["the"])
_BEHIND_MOVE = (["to"], ["at"], ["on"], ["in"], ["."], [","], ["after"], ["as"], ["for"], ["and"], [";"])
_ON_TIME = (["on", "the"], ["on", "last"])
_GIVING = ("give", "gives", "gave", "giving", "given")
_LINKING = ("is", "was", "are", "were")
_HALVING = frozenset("cut cuts cutting slash slashes slashed slashing slice sliced chop chopped".split())
_LESS = frozenset("less lower fewer".split())
_AFTER_UP = frozenset("by just only another about nearly some".split())  # "up [just] 2 percent"


# What may stand between a verb or noun of moving and the size of the move: "rose by about another 5 percent".
_BEFORE_SIZE = frozenset(
    "by a an another further additional the extra just only as much some total of whopping modest sharply slightly"
    " staggering average annual annualised annualized combined roughly many mere massive record to up between".split()
)
# Of money these move a thing, where nothing says "by".
_WITH_OBJECT = frozenset(
    "raise raised raises raising cut cuts cutting add adds reduce reduced lower lowered boost boosted contract"
    " contracts contracted extend extended recover recovered recovering picked shed sheds slash slashed trim"
    " trimmed shaved advance advanced crash crashed rally lift lifted increased increase".split()
)


_MOVED_BY: dict[str, Change] = {**dict.fromkeys(DOWN_NOUNS, "down"), **dict.fromkeys(UP_NOUNS, "up")}


def _change_here(
    sent: Sentence, first: int, last: int, kind: str | None, unit: str | None, cents: bool
) -> tuple[Change, str] | None:
    """The direction by the words directly before the quantity or behind it."""
    if kind == "ratio" and last < len(sent.lows) and sent.lows[last - 1] in _FRACTIONS:
        if sent.lows[last] in ("fewer", "less", "lower", "more", "higher"):
            return ("up" if sent.lows[last] in UP_ADVERBS else "down"), "change:comparative"  # "a third fewer"
    ratio = kind == "ratio"
    if ratio:
        # "reduced by a third", "up by half"
        if first < 2:
            return None
        if sent.lows[first - 1] == "in" and not _HALVING.isdisjoint(sent.lows[max(0, first - 5) : first]):
            return "down", "change:verb"  # "cut the fee in half"
        verb = sent.lows[first - 1]
        if verb == "of" and sent.lows[last - 1] in _FRACTIONS and _MOVED_BY.get(sent.lows[first - 2]):
            return _MOVED_BY[sent.lows[first - 2]], "change:noun_of"  # "an increase of a third"
        if sent.lows[last - 1] in _FRACTIONS and verb in _MOVING_PARTS and sent.lows[last : last + 1] in _ENDS_PART:
            rising = verb in UP_VERBS or verb in UP_WEAK
            return ("up" if rising else "down"), "change:verb"  # "gained nearly a fifth"
        beside = sent.tags[first - 2] in (",", "CC", "NN", "NNS") or sent.lows[first - 2] in _LINKING
        if not (sent.lows[first - 1] == "by" or (sent.lows[first - 1] in ("up", "down") and beside)):
            return None
        kind = "percent"
    size = len(sent.words)
    i = first - 1
    by = False
    while (
        i >= 0
        and first - i < 7
        and (sent.lows[i] in _BEFORE_SIZE or (kind in PERCENTLIKE and is_said_of_size(sent, i)))
    ):
        low = sent.lows[i]
        if low == "by":
            by = True
        if low == "of":
            noun = sent.lows[i - 1] if i else ""
            if noun == "," and i > 1:
                noun = sent.lows[i - 2]  # "will see decreases, of $40"
            if noun in ("total", "average", "maximum", "minimum", "combined"):
                i -= 1
                continue
            if noun not in UP_NOUNS and noun not in DOWN_NOUNS:
                noun = noun_far(sent, i)
            if noun in UP_NOUNS or noun in DOWN_NOUNS:
                gained = kind == "count" and noun in ("gain", "gains") and sent.tags[last - 1] == "CD"
                gained = gained or (kind == "count" and noun == "loss" and _turns_to_loss(sent, i - 1))
                if noun in LOSS_ONLY_PERCENT and kind not in PERCENTLIKE and not gained:
                    return None
                if kind == "duration" and noun == "cuts":
                    return None  # "power cuts of up to 16 hours a day"
                return ("up" if noun in UP_NOUNS else "down"), "change:noun_of"
            return change_after(sent, last, kind, cents)
        recorded = (
            i > 0 and sent.lows[i + 1] == "record" and sent.tags[i - 1] in ("VBN", "JJ")
        )  # "is expected to record"
        grown = sent.lows[last : last + 1] == ["growth"]
        if low == "to" and (sent.lows[first - 1] in ("a", "an") or recorded or grown):
            return change_after(sent, last, kind, cents)  # "pointed to a 0.3 percent dip"
        if low == "to":
            return None
        if low == "up" and i + 2 == first and sent.lows[i + 1] in ("a", "an"):
            return change_after(sent, last, kind, cents)  # "notched up a 10 percent increase"
        if low == "up" and not (sent.lows[i + 1] in _AFTER_UP or i + 1 == first):
            return None
        if low == "up":
            break
        i -= 1
    if i > 0 and sent.lows[i - 1] == "as" and sent.lows[i + 1] == "as":
        return None  # "as narrow as 70 cm"
    if i > 0 and sent.lows[first : first + 2] == ["up", "to"] and sent.lows[i - 1] in _BEFORE_NOUNS:
        return None  # "with swell up to 7m"
    if i >= 0 and not is_thing(sent, i, last, of_share=kind in PERCENTLIKE):
        low = sent.lows[i]
        if (
            low == "up"
            and not by
            and kind in ("money", "count")
            and i
            and sent.tags[i - 1] in ("VBD", "VBN", "VB", "VBG")
            and sent.lows[i - 1] not in _UP_AFTER
        ):
            return None
        if low == "up" and kind in PERCENTLIKE and i and sent.lows[i - 1] in _GIVING:
            return "down", "change:verb"
        if low == "back" and kind in PERCENTLIKE and i and sent.lows[i - 1] in _GIVING:
            return "down", "change:verb"  # "gave back 2 percent"
        if (
            low in ("up", "higher")
            and not (i and sent.lows[i - 1] in _PHRASAL)
            and not (i + 1 < size and sent.lows[i + 1] == "to")
        ):
            return "up", "change:up"
        if (
            low == "back"
            and kind == "money"
            and sent.lows[last : last + 2] in _ON_TIME
            and sent.lows[i - 1] in _LINKING
        ):
            return "down", "change:down"  # "lambs were back 6p on the week"
        off = low == "off" and kind in PERCENTLIKE and not (i and sent.tags[i - 1] in ("VBN", "NN"))
        off = off or (
            low == "off" and kind == "money" and i > 0 and sent.lows[i - 1] in _LINKING
        )  # "was off 3 cents"
        off = off and not (i and sent.lows[i - 1].startswith("wav"))  # "waves off the 12 percent duty"
        if low == "down" and (sent.lows[i - 1][:4] == "chas" or (kind == "money" and _is_put_down(sent, i))):
            return None  # "to chase down a 210-run target", "turned down a $4 billion bid"
        if low == "down" and kind == "count" and not by and i and sent.tags[i - 1] in ("VBD", "VBN", "VBG", "VB"):
            if sent.lows[i - 1] not in _UP_AFTER and sent.lows[i - 1] not in DOWN_VERBS:
                return None  # "tracked down six boys", "shut down 40 farms"
        if low in ("down", "lower", "adrift") or off:
            return "down", "change:down"
        if i + 1 == first and i and sent.lows[i - 1] in _LINKING and is_set(low, kind):
            if is_set_by(sent, last, unit):
                return ("up" if low in UP_VERBS else "down"), "change:verb"  # "is lowered 6 million tons"
            return None
        strong = kind in PERCENTLIKE or cents or by or kind in ("money", "measure", "duration")
        off_it = kind == "money" and sent.lows[last : last + 1] == ["off"]  # "wiped $2 billion off its value"
        to_level = kind == "money" and _goes_to_sum(sent, last)
        worth = kind == "money" and not _WORTH.isdisjoint(
            sent.lows[last + 1 : last + 4]
        )  # "gained $9bn in market value"
        warmer = kind == "measure" and unit in _DEGREES and sent.tags[last : last + 1] not in (["NN"], ["NNS"])
        weak = kind in PERCENTLIKE or cents or by or off_it or to_level or worth or warmer  # "adding $14 to $2,390"
        whole = low in _FARMING and sent.lows[last : last + 1] == ["of"]  # "grows 40 percent of the world's cocoa"
        if low in ("grow", "grows", "grew") and unit in HARVESTS and not by:
            return None  # "grows 310,000 tonnes of berries"
        if low in UP_VERBS and strong and not whole and not _transitive(sent, i, by, kind, low):
            return "up", "change:verb"
        as_noun = (
            sent.tags[i] == "NN" and low in ("contract", "slide", "dive", "ease") and sent.tags[i - 1] in _OF_NOUN
        )
        if as_noun:
            return object_far(sent, i) if kind in PERCENTLIKE else None
        if low in DOWN_VERBS and strong and not _transitive(sent, i, by, kind, low):
            return "down", "change:verb"
        if low in UP_WEAK and weak and (low != "put" or "on" in sent.lows[i + 1 : first]):
            return "up", "change:verb"  # "put on 3 percent", not "put 45% of its staff on short time"
        if low in DOWN_WEAK and weak and not (by and low in _BY_MARGIN and kind in ("count", "index")):
            return "down", "change:verb"
        if kind == "count" and (
            low in _INTRANSITIVE_COUNT or (low in MOVING_VERBS and sent.tags[last : last + 2] == ["TO", "CD"])
        ):
            return ("up" if low in UP_VERBS else "down"), "change:verb"
        if sent.tags[i] == "RB" and i and sent.lows[i - 1] in MOVING_VERBS and strong:
            return ("up" if sent.lows[i - 1] in UP_VERBS else "down"), "change:verb"
    if by and kind == "percent" and sent.lows[last : last + 1] == ["to"] and not _VOTED.isdisjoint(sent.lows[:first]):
        return None  # "rejected a plan to lower the fee by 58 percent to 42 percent"
    if by and (kind == "count" or ratio) and is_done_by(sent, i):
        return None  # "were driven by three factors", "to be replaced by six times more nuts"
    if by and sent.lows[first - 1] in ("a", "an") and (named := change_after(sent, last, kind, cents)):
        return named  # "rose 2%, offset by a 1% slide in fuel"
    if by:  # "reduce national output by 0.3 percent": a verb of change earlier in the clause
        moved_by: Change | None = None  # of "trimmed its estimate of growth by 5", the verb decides
        for k in range(i, max(-1, i - (_PAST_ASIDE if sent.lows[i] in _ASIDES else _FAR_BY)), -1):
            low = sent.lows[k]
            if sent.words[k] in (";", ":") or (sent.tags[k] == "CC" and low == "but"):
                break
            if low in _SWAYED:
                sways = sent.lows[k - 1] if k else ""
                if sways in _WELL or sways in _BADLY:
                    return ("up" if sways in _WELL else "down"), "change:by"
            if low in _BY_MARGIN and kind in ("count", "index"):
                return None  # "won the seat by 9 points", "lost by 40,000"
            if low in _BEATING and kind == "percent" and is_vote(sent, last):
                return None  # "beat Pell by 52 percent to 48 percent"
            if low in UP_VERBS or low in UP_WEAK or (low in _OVER_BY and sent.lows[k - 1][:3] not in ("mad", "mak")):
                return "up", "change:by"
            if low in DOWN_VERBS or low in DOWN_WEAK or low in _UNDER_BY:
                return "down", "change:by"
            if moved_by is None and low in UP_NOUNS:
                moved_by = "up"
            elif moved_by is None and low in DOWN_NOUNS:
                moved_by = "down"
            elif moved_by is not None and sent.tags[k] in _FINITE:
                break
        if moved_by is not None:
            return moved_by, "change:by"
    if i >= 1 and sent.lows[i] in _ASIDES and (kind in PERCENTLIKE or kind == "money"):
        noun = sent.lows[i - 1]
        if noun in UP_NOUNS or noun in DOWN_NOUNS:
            return ("up" if noun in UP_NOUNS else "down"), "change:aside"  # "The rise - 4.5% - was"
    if kind in PERCENTLIKE and sent.lows[last : last + 1] == ["to"] and i > 1 and sent.tags[i] in ("NN", "NNS"):
        for k in range(i - 1, max(-1, i - 6), -1):  # "raised its dividend 3 percent to 39 cents"
            if sent.lows[k] in UP_VERBS or sent.lows[k] in DOWN_VERBS:
                return ("up" if sent.lows[k] in UP_VERBS else "down"), "change:verb"
            if sent.tags[k] not in ("NN", "JJ", "DT", "PRP$", "NNP", "POS", "NNS"):
                break
    if sent.lows[first - 1 : first] in _SUMMING:
        noun = sent.lows[first - 2] if sent.lows[first - 2] in MOVE_NOUNS else noun_far(sent, first - 1)
        if noun in SIZES_UP or noun in SIZES_DOWN:
            return ("up" if noun in UP_NOUNS else "down"), "change:noun_of"  # "increases in pay totalling $3 million"
    if i >= 0 and (kind in PERCENTLIKE or kind in ("money", "measure", "duration")):
        moved = change_of_subject(sent, i, kind in PERCENTLIKE)
        if moved:
            return moved
    return change_after(sent, last, kind, cents)


def _goes_to_sum(sent: Sentence, last: int) -> bool:
    """ "gained $2 to $80", "added $12, or 0.6%, to $2,040", "lost $1.40, or 2%.": a move of a price."""
    if sent.lows[last : last + 2] == [",", "or"]:
        part = next((k for k in range(last + 3, last + 3 + _SHORT_ASIDE) if sent.lows[k : k + 1] in _PARTED), 0)
        if not part or sent.lows[part - 1] not in _PERCENT:
            return False
        if sent.lows[part : part + 2] != [",", "to"]:
            return True
        last = part + 3 if sent.lows[part + 3 : part + 4] == ["at"] else part + 1  # "to settle at $80"
        if sent.lows[last] == "at":
            return True
    return sent.lows[last : last + 1] == ["to"] and sent.tags[last + 1 : last + 2] == ["$"]


_PARTED = ([","], ["."], [";"])
_PERCENT = ("%", "percent", "pct", "cent")
_SHORT_ASIDE = 4  # tokens
_BEFORE_NOUNS = frozenset("with of the a an".split())


def _turns_to_loss(sent: Sentence, loss: int) -> bool:
    """ "from a gain of 27,000 to a loss of 13,000": what was gained before may be lost."""
    if sent.lows[loss - 2 : loss] not in (["to", "a"], ["to", "the"]):
        return False
    return not _GAINING.isdisjoint(sent.lows[max(0, loss - FAR_NOUN) : loss])


_GAINING = _forms("gain gains gained")


def _is_put_down(sent: Sentence, i: int) -> bool:
    """ "staring [down] a $4 billion bill": the particle of a verb that moves nothing."""
    verb = sent.lows[i - 1]
    opens = sent.lows[i + 1 : i + 2] in (["a"], ["an"]) and sent.lows[i + 2] not in _BEFORE_SIZE
    return opens and sent.tags[i - 1][:1] == "V" and verb not in _UP_AFTER and verb not in DOWN_VERBS


_FAR_BY, _PAST_ASIDE = 18, 26  # tokens
_OF_NOUN = ("NN", "DT", "JJ", "NNP", "PRP$")


_SUMMING = (["totalling"], ["totaling"], ["worth"])
_MOVING_PARTS = _forms(
    "rose risen rise rises gained gain gains grew grown grow grows jumped climbed soared surged fell fallen fall"
    " falls dropped drop drops lost lose loses losing shed plunged slumped tumbled slid sank sunk declined shrank"
    " shrunk plummeted dived added"
)
_ENDS_PART: tuple[list[str], ...] = (
    [],
    ["."],
    [","],
    [";"],
    ["in"],
    ["to"],
    ["over"],
    ["since"],
    ["on"],
    ["after"],
    ["last"],
    ["this"],
    ["and"],
)
_FRACTIONS = _forms("half third thirds quarter quarters fifth fifths tenth sixth eighth")
_WORTH = _forms("value capitalization capitalisation cap")
_SWAYED = _forms("impact impacts impacted impacting affect affects affected affecting influenced")
_WELL = _forms("favorably favourably positively")
_BADLY = _forms("unfavorably unfavourably adversely negatively")
_OVER_BY = words("moves.over_by")
_UNDER_BY = words("moves.under_by")
_WON = _forms("won win wins winning carried led leads leading")
_BEATING = frozenset("beat beats beaten defeated led leads".split())
_BY_MARGIN = _WON | _forms("lost lose loses losing")
_INTRANSITIVE_COUNT = words("moves.intransitive_count")


_UP_AFTER = UP_VERBS | words("moves.not_moving")
_PHRASAL = words("moves.phrasal")


def _transitive(sent: Sentence, i: int, by: bool, kind: str | None, low: str) -> bool:
    """True where the verb's object is a thing: "raised $5 million" is money got, not a rise."""
    if by or kind in PERCENTLIKE or low not in _WITH_OBJECT:
        return False
    return not (low in ("increased", "increase") and kind in ("money", "measure", "duration"))
