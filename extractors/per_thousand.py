"""Rates of a round number: "27 per 100,000 people" and "5 litres per 100 km" are one figure, not two."""

from __future__ import annotations

from extractors.amount import Amount
from extractors.tokens import Sentence

_ROUND = (100, 1_000, 10_000, 100_000, 1_000_000)
_BETWEEN = (["per"], ["per", "every"], ["for", "every"], ["in", "every"])


def join_rates(sent: Sentence, amounts: list[Amount]) -> list[Amount]:
    """The amounts, where "27" and "100,000 people" of "27 per 100,000 people" have become one."""
    if "per" in sent.said:
        _rates_told_apart(sent, amounts)
    if len(amounts) < 2 or ("per" not in sent.said and "every" not in sent.said):
        return amounts
    out: list[Amount] = []
    for b in amounts:
        a = out[-1] if out else None
        if a is not None and _is_per_measure(sent, a, b):
            a.per = " ".join(sent.lows[b.num_first : b.last])
            a.last = b.last
            continue
        if a is None or not _is_rate(sent, a, b):
            out.append(b)
            continue
        a.per = " ".join(sent.lows[b.num_first : max(b.last, b.num_last)])
        a.last = max(b.last, b.num_last)
        a.drop = None
        a.take_kind("index", None, "index:per_thousand")
    return out


def _rates_told_apart(sent: Sentence, amounts: list[Amount]) -> None:
    """ "The rate per 10,000 pupils rose from 16.2 to 18.7": the round number says of how many."""
    told = ""
    for k, b in enumerate(amounts):
        here = b.first > 1 and sent.lows[b.first - 1] == "per" and b.low in _ROUND and b.kind in (None, "count")
        if here and sent.lows[b.first - 2] in _TOLD and not (k and amounts[k - 1].last == b.first - 1):
            told = " ".join(sent.lows[b.num_first : max(b.last, b.num_last)])
            b.drop = "idiom"
        elif told and b.kind is None and b.drop is None and sent.lows[b.first - 1] in _LEVELS and b.form == "digits":
            b.per = told
            b.take_kind("index", None, "index:per_thousand")


_TOLD = frozenset("rate rates number incidence prevalence ratio".split())
_LEVELS = frozenset("from to at was of is stood".split())


def _is_per_measure(sent: Sentence, a: Amount, b: Amount) -> bool:
    """ "6.1 litres per 100km", "$3,900 per ten grams"."""
    if a.drop is not None or a.kind not in ("money", "measure"):
        return False
    if a.per is not None and a.per != " ".join(sent.lows[b.num_first : b.last]):
        return False  # "Rs 700 a month"; "per 10 grams" has been read and is no amount of its own
    return b.drop is None and b.kind == "measure" and not b.hyphen and sent.lows[a.last : b.first] == ["per"]


def _is_rate(sent: Sentence, a: Amount, b: Amount) -> bool:
    if a.kind is not None or a.drop not in (None, "bare") or a.form == "vague" or b.form == "vague":
        return False
    bare = b.kind is None or (b.kind == "count" and b.head >= 0)
    return bare and b.low in _ROUND and a.low < b.low and sent.lows[a.num_last : b.first] in _BETWEEN
