"""News flashes: the whole sentences of a page too short for an article, where they are one all the same."""

from __future__ import annotations

import re

from extractors.page_hints import PageHints
from extractors.page_metadata import Metadata

LEAST_FLASH = 40  # characters of whole sentences; "Two boats sank off Lindow on Monday morning."
_NEWS_KINDS = re.compile(r"(?:\w+)?newsarticle|liveblogposting")
_DATED_KINDS = frozenset({"article", "blogposting"})  # said of any page by templates, so a time has to be stated, too
_SENTENCE = re.compile(r"""["'“‘(\[]?[A-Z0-9£$€].*\w.*[.!?]["'”’)\]]{0,2}""")
_OF_THE_SITE = re.compile(
    r"javascript|\bbrowser\b|\bcookies?\b|copyright|©|\brights reserved\b|newsletter|\bsubscri"
    r"|\b(?:sign|log)(?:ged)? ?(?:in|up)\b|\bloading\b|please (?:wait|enable|try)|terms of (?:use|service)|privacy"
    r"|\badvertis|\bread more\b|something went wrong",
    re.IGNORECASE,
)
_CUT_OFF = re.compile(r"(?:\.{3}|…)\W*$")
_WORD = re.compile(r"\w{4,}|\d+")


def flash_in(text: str, metadata: Metadata, title: str | None, hints: PageHints) -> str:
    """The sentences of ``text`` that are the news, a line for each of its lines; "" for a shell of a page.

    A page says that it is news (JSON-LD ``NewsArticle``, or an article with its time), and its sentences speak of
    what its title speaks of, which "Turn the page to portrait mode." does not. Where a person has said that it is an
    article (``hints.is_article``) neither is asked for.
    """
    lines = [line for line in text.split("\n") if _SENTENCE.fullmatch(line.strip()) and not _OF_THE_SITE.search(line)]
    flash = "\n".join(lines)
    if hints.in_feed or len(flash) < LEAST_FLASH or _CUT_OFF.search(flash):
        return ""
    is_news = hints.is_article or (_says_news(metadata) and _is_about(flash, title or "", metadata.site_name or ""))
    return flash if is_news else ""


def _says_news(metadata: Metadata) -> bool:
    named = any(_NEWS_KINDS.fullmatch(kind) for kind in metadata.kinds)
    return named or bool(metadata.published and metadata.kinds & _DATED_KINDS)


def _is_about(flash: str, title: str, site: str) -> bool:
    """True where a third of the title's words are in the flash, those of the site's name left out."""
    wanted = _words(title) - _words(site)
    return bool(wanted) and len(wanted & _words(flash)) * 3 >= len(wanted)


def _words(text: str) -> set[str]:
    """Longer words without the ends that grammar changes, and numbers."""
    return {word[:5] for word in _WORD.findall(text.casefold())}
