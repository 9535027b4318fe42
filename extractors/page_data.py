"""The article that stands in the data of a page's scripts and not in its markup: data in, a page of its own out."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING, Any

from extractors.dates_page import Stamp, parse_stamp
from extractors.page_blocks import Budget, blocks_html, words_of
from extractors.page_scripts import read_data
from extractors.page_title import closeness

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from selectolax.lexbor import LexborHTMLParser

LEAST_PROSE = 250  # characters in sentences
_VALUES = 200_000  # looked at in one page
_CHARS_OF_VALUE = 100  # that cost as much as one more value
_DEEPEST = 60
_MOST_FOUND = 400
_MOST_HTML = 2_000_000
_WHOLE = 0.8  # of the longest text: a part of it that has so much is the article, and the rest is around it
_RIVAL = 0.4  # of the longest text: what is not of the page's own article must be shorter
_SHARE = 0.34  # of what is said below the same headline, its other forms included: less is a part of an article
_CLOSE = 0.6
_UP = 6  # values around a text of which one may have its headline
_NEAR = 4  # values around a text that may say when it was published and for whom
_NOT_OF_IT = frozenset(
    "comment comments reply replies related recommended recommendation recommendations more trending popular "
    "promo promos footer header nav navigation menu menus i18n translation translations locale locales messages "
    "cookie cookies consent privacy terms legal config settings newsletter newsletters author authors bio byline "
    "contributor contributors sponsor sponsored ad ads advert adverts teaser teasers faq seo previous next latest "
    "sidebar widget widgets features flags experiments theme styles labels strings captions caption credit alt "
    "transcript abstract summary description excerpt correction corrections".split()
)
_HEADLINES = ("headline", "headlines", "title", "articleTitle", "heading")
_PUBLISHED = re.compile(
    r"publish(?:ed)?|publication|issued|^(?:display|pub|first|post|release|created)_?(?:date|at|on)|^date$",
    re.IGNORECASE,
)
_NOT_PUBLISHED = re.compile(r"update|modif|last|expir|publisher|by$|is_?pub|unpub|state|status", re.IGNORECASE)
_CLOSED = frozenset(
    "ispremium premium ispaid paid islocked locked paywall paywalled haspaywall ispaywalled subscriberonly "
    "subscribersonly issubscriberonly membersonly subscriptionrequired requiressubscription".split()
)
_FREE = frozenset({"isaccessibleforfree", "isfree", "accessibleforfree"})
_TAG = re.compile(r"<[^<>]{1,2000}>")
_LINE_END = re.compile(r"</(?:p|li|h[1-6]|tr|blockquote|div|ul)\s{0,9}>|<br\s{0,9}/?>|\n", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[\w%)'\"’”][.!?…]['\"’”)]*(?:\s|$)")
_SENTENCE = 700  # characters; none is longer
_LINE, _WORDS = 40, 7  # characters and words of a paragraph at least
_LONG_WORD = 24  # characters; few words are longer
_SENTENCES_OF_LINE = 2_000
_LONGEST_TITLE = 400
_EARLIEST, _LATEST = 10**8, 4 * 10**9  # in seconds since 1970, when articles may have been published


@dataclass(frozen=True, slots=True)
class DataArticle:
    """An article found in a page's data.

    Attributes:
        html: its text as a page of its own.
        is_named: the page's own title names it.
        free: False when the data says that it is for subscribers.
    """

    html: str
    title: str | None
    published: Stamp | None
    is_named: bool
    free: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """A text of the data, how many characters of it are sentences, and the values it lies in, the nearest first."""

    html: str
    prose: int
    above: tuple[dict[str, Any], ...]
    trail: tuple[Any, ...]


def article_in_data(tree: LexborHTMLParser, titles: Sequence[str], stated: str = "") -> DataArticle | None:
    """The page's own article as its scripts have it; None where there is none, or none can be told to be its own.

    ``titles``: what the page calls itself; ``stated``: the text that its JSON-LD gives, which is its own.
    """
    if prose_in(stated) >= LEAST_PROSE:
        lines = "".join(f"<p>{escape(line, quote=False)}</p>" for line in stated.split("\n"))
        return DataArticle(_page_of(lines), None, None, is_named=True, free=True)
    budget = Budget(_VALUES)
    told = _Told()
    found = [one for place, data in enumerate(read_data(tree)) for one in _texts(data, place, budget, told)]
    chosen = _own_of_page(found, titles)
    if chosen is None or chosen.prose < _SHARE * told.below(chosen.above):
        return None
    title = _title(chosen.above)
    published = next((stamp for one in chosen.above[:_NEAR] if (stamp := _published(one))), None)
    if title is None and published is None:
        return None  # a text of the site, for all that is known
    return DataArticle(
        html=_page_of(chosen.html),
        title=title,
        published=published,
        is_named=_is_named(title, titles),
        free=not any(map(_is_closed, chosen.above[:_NEAR])),
    )


def prose_in(html: str) -> int:
    """How many characters of a text are sentences."""
    lines = (_TAG.sub("", line).strip() for line in _LINE_END.split(html))
    return sum(len(line) for line in lines if len(line) >= _LINE and _is_prose(line[:_SENTENCES_OF_LINE]))


def _is_prose(line: str) -> bool:
    """True for words that make a sentence: no list of key words or addresses."""
    words = line.split()
    long = sum(len(word) > _LONG_WORD for word in words)
    return (
        len(words) >= _WORDS and 10 * long <= len(words) and _SENTENCE * len(_SENTENCE_END.findall(line)) >= len(line)
    )


def _page_of(html: str) -> str:
    return f"<html><body><article>{html}</article></body></html>"


class _Told:
    """What was looked at: how many characters of sentences stand in the strings of each value with a headline."""

    def __init__(self) -> None:
        self.seen: dict[int, Any] = {}  # every value by its id, which no other may have while it is there
        self._prose: dict[int, int] = {}
        self._strings: set[tuple[int, str]] = set()

    def add(self, text: str, above: Sequence[dict[str, Any]]) -> None:
        """Count a string, once in each value."""
        holder = _holder(above)
        if (holder, text) not in self._strings:
            self._strings.add((holder, text))
            self._prose[holder] = self._prose.get(holder, 0) + prose_in(text)

    def below(self, above: Sequence[dict[str, Any]]) -> int:
        """Of the nearest value with a headline."""
        return self._prose.get(_holder(above), 0)


def _texts(data: Any, place: int, budget: Budget, told: _Told) -> Iterator[_Found]:
    """The texts of the value in this place that are long enough for an article, each with what it lies in."""
    waiting: list[tuple[Any, tuple[dict[str, Any], ...], tuple[Any, ...]]] = [(data, (), (place,))]
    found = 0
    while waiting and found < _MOST_FOUND and budget.spend():
        value, above, trail = waiting.pop()
        if len(trail) > _DEEPEST:
            continue
        if isinstance(value, str):
            inner = _written_as_json(value)
            if inner is not None:
                waiting.append((inner, above, (*trail, "")))
                continue
            if len(value) >= _LINE:
                told.add(value, above)
        elif not isinstance(value, (dict, list)) or id(value) in told.seen:
            continue
        else:
            told.seen[id(value)] = value
        if isinstance(value, dict):
            waiting += (
                (one, (value, *above), (*trail, key))
                for key, one in value.items()
                if isinstance(one, (dict, list, str)) and _NOT_OF_IT.isdisjoint(words_of(key[:80]))
            )
            continue
        if isinstance(value, list):
            waiting += ((one, above, (*trail, place)) for place, one in enumerate(value))
        if len(value) < (LEAST_PROSE if isinstance(value, str) else 1):
            continue
        html = blocks_html(value, budget)
        budget.spend(len(html) // _CHARS_OF_VALUE)
        if len(html) <= _MOST_HTML and (prose := prose_in(html)) >= LEAST_PROSE:
            found += 1
            yield _Found(html, prose, above, trail)


def _written_as_json(text: str) -> Any:
    """What a string that holds JSON says; None for any other."""
    if len(text) < LEAST_PROSE or text[:1] not in "[{" or text.rstrip()[-1:] not in "]}":
        return None
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, (dict, list)) else None


def _own_of_page(found: list[_Found], titles: Sequence[str]) -> _Found | None:
    """The text that is the page's own: named by its title, else the one that has no rival."""
    named = [one for one in found if _is_named(_title(one.above), titles)]
    pool = named or found
    if not pool:
        return None
    longest = max(pool, key=lambda one: one.prose)
    parts = [
        one
        for one in pool
        if one.trail[: len(longest.trail)] == longest.trail and one.prose >= _WHOLE * longest.prose
    ]
    chosen = max(parts, key=lambda one: (len(one.trail), one.prose))
    others = (one for one in pool if not _is_of(one, longest) and one.prose > _RIVAL * chosen.prose)
    title = _title(chosen.above)
    if not named and any(_title(one.above) != title for one in others):
        return None  # several articles: which is the page's?
    return chosen


def _is_of(one: _Found, other: _Found) -> bool:
    """True when one of two texts lies in the other, or has the same words."""
    short, long = sorted((one.trail, other.trail), key=len)
    return long[: len(short)] == short or one.html == other.html


def _title(above: Sequence[dict[str, Any]]) -> str | None:
    """The nearest headline, of several words, of what a text lies in."""
    return next((title for one in above[:_UP] if (title := _headline(one))), None)


def _holder(above: Sequence[dict[str, Any]]) -> int:
    return next((id(one) for one in above[:_UP] if _headline(one)), 0)


def _headline(value: dict[str, Any]) -> str | None:
    stated = (_as_line(value.get(name)) for name in _HEADLINES)
    return next((title for title in stated if title.count(" ") > 1 and len(title) < _LONGEST_TITLE), None)


def _is_named(title: str | None, titles: Sequence[str]) -> bool:
    return title is not None and any(closeness(title, one) >= _CLOSE for one in titles)


def _as_line(value: Any) -> str:
    if isinstance(value, dict):
        names = ("basic", "default", "rendered", "main", "text", "value", "long", "plain")
        value = next((value[name] for name in names if isinstance(value.get(name), str)), "")
    return " ".join(_TAG.sub("", value[:2000]).split()) if isinstance(value, str) else ""


def _published(value: dict[str, Any]) -> Stamp | None:
    """When a value says that it was published."""
    for key, stated in value.items():
        if not (isinstance(key, str) and _PUBLISHED.search(key)) or _NOT_PUBLISHED.search(key):
            continue
        if isinstance(stated, (int, float)) and not isinstance(stated, bool):
            if _EARLIEST < stated < _LATEST or 1000 * _EARLIEST < stated < 1000 * _LATEST:
                at = datetime.fromtimestamp(stated if stated < _LATEST else stated / 1000, UTC)
                return Stamp(at.date(), at)
        elif isinstance(stated, str) and 8 <= len(stated) <= 60 and (stamp := parse_stamp(stated)):
            return stamp
    return None


def _is_closed(value: dict[str, Any]) -> bool:
    """True for an article that only subscribers may read."""
    for key, said in value.items():
        name = key.replace("_", "").replace("-", "").lower()
        if name in _CLOSED and (said is True or str(said).lower() in ("true", "yes", "locked", "premium", "paid")):
            return True
        if name in _FREE and str(said).lower() == "false":
            return True
    return False
