"""Pages that answer like an article and are none: consent walls, challenges, soft 404s, section fronts, stubs."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.page_flash import LEAST_FLASH
from extractors.page_metadata import Metadata

LEAST_CHARS = 140  # a shorter text holds no article, unless it is a flash: see extractors.page_flash
STUB_CHARS = 600
REFUSAL_CHARS = 3 * STUB_CHARS  # no page that refuses is longer, with whatever else it offers

_FRONT_KINDS = frozenset({"collectionpage", "searchresultspage", "itemlist"})
_ARTICLE_KINDS = frozenset(
    {"article", "newsarticle", "reportagenewsarticle", "blogposting", "liveblogposting", "analysisnewsarticle"}
)


@dataclass(frozen=True, slots=True)
class NoArticle:
    """Why a page is none: ``reason`` is a stable code, ``why`` a few words for people."""

    reason: str
    why: str


CLOSED = NoArticle("paywall", "the site shows only the beginning to readers without a subscription")
IN_DATA = frozenset({"no_text", "section_front"})
"""Reasons after which the article may yet stand in the data of the page's scripts."""


def why_no_article(text: str, metadata: Metadata, html: str, link_share: float) -> NoArticle | None:
    """The reason why a page is no article, or None when it is one.

    ``text`` is the main text found; ``link_share`` the share of it, 0 to 1, that stands inside links.
    """
    if len(text) < REFUSAL_CHARS:
        refusal = _refusal(text, metadata, html)
        if refusal is not None:
            return refusal
    if len(text) < LEAST_CHARS:
        return NoArticle("no_text", _too_short(len(text)))
    is_article = metadata.published or metadata.kinds & _ARTICLE_KINDS
    if not is_article and (metadata.kinds & _FRONT_KINDS or link_share > 0.6):
        return NoArticle("section_front", "the page lists articles and is none itself")
    return None


def _too_short(chars: int) -> str:
    """What is said of a text of so many characters.

    >>> _too_short(0)
    'no text was found'
    """
    if not chars:
        return "no text was found"
    return (
        f"no text of an article's length was found: {chars} characters, where {LEAST_CHARS} are the least, "
        f"and {LEAST_FLASH} in whole sentences where the page says that it is a NewsArticle"
    )


def _refusal(text: str, metadata: Metadata, html: str) -> NoArticle | None:
    """What a page of few words says instead of an article."""
    from extractors.page_refusals import CHALLENGE, CHALLENGE_MARKUP, CONSENT, MISSING, PAYWALL

    title = " ".join((*metadata.titles[:2], *metadata.headings[:1]))
    short, head = len(text) < STUB_CHARS, text[:STUB_CHARS]
    by_markup = len(text) < 300 and CHALLENGE_MARKUP.search(html[:200_000])
    if CHALLENGE.search(title) or (short and (CHALLENGE.search(head) or by_markup)):
        return NoArticle("challenge", "the site asks for proof that a person is reading")
    if not metadata.published and (MISSING.search(title[:120]) or (short and MISSING.search(head))):
        return NoArticle("soft_404", "the site says that the page is not there")
    if short and CONSENT.search(head) and not metadata.published:
        return NoArticle("consent_wall", "the site shows only its question about cookies")
    if short and (PAYWALL.search(text) or not metadata.free):
        return CLOSED
    return None
