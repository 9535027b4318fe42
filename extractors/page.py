"""Page bytes in, article out: its text, title, times, authors, language and canonical address."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from extractors.dates_page import Stamp, day_in_url
from extractors.errors import NotAnArticle
from extractors.model import Article
from extractors.page_charset import decode
from extractors.page_clean import clean_line, clean_text, mark_gaps, same_words, unmark_gaps, with_whole_numbers
from extractors.page_hints import NO_HINTS, PageHints, PageSelectors
from extractors.page_url import canonical_url

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

    from extractors.page_kind import NoArticle
    from extractors.page_metadata import Metadata
__all__ = ["PageHints", "PageSelectors", "decode", "parse_page"]

MAX_CHARS = 8_000_000
MUCH_MORE = 3  # times a short text of the page: so long is the text in its data that goes before it
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"PK\x03\x04", "a zip file"),
    (b"\x1f\x8b", "compressed data"),
    (b"RIFF", "a media file"),
    (b"\x7fELF", "a program"),
)
_TEXT_TYPE = re.compile(
    r"text/|application/(?:xhtml\+xml|xml|octet-stream|x-httpd-php)|multipart/|unknown/", re.IGNORECASE
)
_MARKUP = re.compile(r"<(?:!doctype|html|head|body|article|div|p|meta|title|h1|span|section|main)\b", re.IGNORECASE)


def parse_page(body: bytes, *, url: str, content_type: str | None = None, hints: PageHints | None = None) -> Article:
    """The article that a page holds; NotAnArticle with its reason when it holds none.

    Reasons: ``empty``, ``binary``, ``charset``, ``too_large``, ``too_deep``, ``challenge``, ``consent_wall``,
    ``soft_404``, ``paywall``, ``section_front``, ``no_text``.

    ``url`` is the page's address after redirects (a page from a file may have a ``file:`` address), ``content_type``
    the header as sent, ``hints`` what the source knows, used where the page does not say.
    """
    hints = hints or NO_HINTS
    text = _page_text(body, url, content_type)
    is_plain = (content_type or "").lower().startswith("text/plain") or not _MARKUP.search(text[:100_000])
    return _from_plain(text, url, hints) if is_plain else _from_html(text, url, hints)


def _page_text(body: bytes, url: str, content_type: str | None) -> str:
    """The page as text, once it is sure that it is one."""
    if not body.strip():
        raise NotAnArticle("empty", f"{url}: the page is empty")
    kind = next((kind for magic, kind in _MAGIC if body.startswith(magic)), None)
    if kind is None and content_type and not _TEXT_TYPE.match(content_type.strip()):
        kind = content_type.split(";")[0].strip()
    if kind is None and not body.startswith((b"\xff\xfe", b"\xfe\xff")) and body[:4096].count(0) > 8:
        kind = "binary data"
    if kind is not None:
        raise NotAnArticle("binary", f"{url}: {kind}, no text")
    text = decode(body, content_type)
    if len(text) > MAX_CHARS:
        raise NotAnArticle("too_large", f"{url}: {len(text)} characters, more than {MAX_CHARS}")
    if text.count("\ufffd") > max(20, len(text) // 50):
        raise NotAnArticle("charset", f"{url}: the characters cannot be told from the bytes in any charset it names")
    return text


def _from_plain(text: str, url: str, hints: PageHints) -> Article:
    text = clean_text(text)
    if not text:
        raise NotAnArticle("empty", f"{url}: the page holds no text")
    published = _hinted(hints)
    return Article(
        url=canonical_url(url),
        title=clean_line(hints.title) if hints.title else None,
        text=text,
        published_on=published.on if published else day_in_url(url),
        published_at=published.at if published else None,
        language=_language(text, hints.language),
    )


def _from_html(html: str, url: str, hints: PageHints) -> Article:
    from selectolax.lexbor import LexborHTMLParser

    from extractors.page_dateline import day_of
    from extractors.page_flash import flash_in
    from extractors.page_furniture import without_furniture
    from extractors.page_kind import IN_DATA, STUB_CHARS, why_no_article
    from extractors.page_metadata import read_metadata
    from extractors.page_shape import DEEPEST, MOST_ATTRIBUTES, shape_of
    from extractors.page_title import pick_title

    shape = shape_of(html)
    if shape.depth > DEEPEST or shape.attributes > MOST_ATTRIBUTES:
        raise NotAnArticle("too_deep", f"{url}: {shape.depth} nested elements, {shape.attributes} attributes on one")
    html = mark_gaps(html)
    tree = LexborHTMLParser(html)
    metadata = read_metadata(tree, url, hints.selectors)
    text = _body(html, tree, hints.selectors, metadata.body, walkable=shape.is_walkable)
    links = _link_texts(tree)
    no_article = why_no_article(text, metadata, html, _link_share(links, text))
    if (no_article.reason in IN_DATA) if no_article else len(text) < STUB_CHARS:
        text, metadata, no_article = _from_data(tree, text, metadata, html, no_article)
    title = pick_title(metadata.headings, metadata.titles, metadata.site_name)
    if no_article and no_article.reason == "no_text" and (flash := flash_in(text, metadata, title, hints)):
        text, no_article = flash, None
    if no_article:
        raise NotAnArticle(no_article.reason, f"{url}: {no_article.why}")
    published = metadata.published or _hinted(hints) or day_of(url, tree, title, text) or _searched(html)
    text = without_furniture(text, title, links)
    return Article(
        url=canonical_url(url, metadata.canonical),
        title=title or (clean_line(hints.title) if hints.title else None),
        text=text,
        published_on=published.on if published else None,
        published_at=published.at if published else None,
        modified_at=metadata.modified.at if metadata.modified else None,
        authors=metadata.authors,
        language=_language(text, metadata.language or hints.language),
        site_name=metadata.site_name,
    )


def _body(html: str, tree: LexborHTMLParser, selectors: PageSelectors, stated: str, *, walkable: bool) -> str:
    """The text: what the source's selector names, else what the readers find, with ``stated`` for its line breaks."""
    from extractors.page_lists import with_lists
    from extractors.page_prune import pruned
    from extractors.page_text import main_text, selected_text

    html = with_whole_numbers(pruned(html, tree, selectors.remove))
    if selectors.body:
        text = selected_text(tree, selectors.body)
        if text:
            return text
    text = main_text(html, tree, walkable=walkable)
    if stated.count("\n") > text.count("\n") and same_words(text, stated):
        return stated
    return with_lists(text, tree) if walkable else text


def _from_data(
    tree: LexborHTMLParser, text: str, metadata: Metadata, html: str, no_article: NoArticle | None
) -> tuple[str, Metadata, NoArticle | None]:
    """The same three, with the article that only the page's scripts hold, where there is one."""
    from dataclasses import replace

    from selectolax.lexbor import LexborHTMLParser

    from extractors.page_data import article_in_data, prose_in
    from extractors.page_kind import CLOSED, why_no_article
    from extractors.page_shape import shape_of

    found = article_in_data(tree, (*metadata.headings, *metadata.titles), metadata.body)
    if found is None:
        return text, metadata, no_article
    inner = mark_gaps(unmark_gaps(found.html).encode("utf-8", "ignore").decode())  # JSON may hold lone surrogates
    within = _body(inner, LexborHTMLParser(inner), NO_HINTS.selectors, "", walkable=shape_of(inner).is_walkable)
    if no_article is None and not (found.is_named and prose_in(within) >= MUCH_MORE * len(text)):
        return text, metadata, None
    titles = (clean_line(unmark_gaps(found.title)),) if found.title else ()
    told = replace(
        metadata,
        titles=(*titles, *metadata.titles),
        published=metadata.published or found.published,
        free=metadata.free and found.free,
    )
    refused = why_no_article(within, told, html, 0.0)
    if not told.free:
        refused = CLOSED
    return (text, metadata, no_article or refused) if refused else (within, told, None)


def _link_texts(tree: LexborHTMLParser) -> set[str]:
    """The texts of the page's links."""
    return {clean_line(unmark_gaps(node.text(separator=" "))) for node in tree.css("a[href]")[:3000]}


def _link_share(links: set[str], text: str) -> float:
    """The share of the text's lines that are the text of a link."""
    lines = [line.lstrip("- ").strip() for line in text.split("\n")]
    if not lines:
        return 0.0
    return sum(len(line) for line in lines if line in links) / max(1, sum(map(len, lines)))


def _searched(html: str) -> Stamp | None:
    from datetime import date

    from htmldate import find_date

    found = find_date(html, original_date=True, extensive_search=False, outputformat="%Y-%m-%d")
    return Stamp(date.fromisoformat(found)) if found else None


def _hinted(hints: PageHints) -> Stamp | None:
    at = hints.published_at
    if at is None:
        return None
    day_only = (at.hour, at.minute, at.second) == (0, 0, 0)
    return Stamp(at.date(), None if day_only else at)


def is_english(article: Article) -> bool:
    """False where the article's language is known, is another than English, and its words bear that out: claims are
    read from English alone, and "4,2 Prozent" would be a figure of two.
    """
    return article.language in (None, "en") or _is_plainly_english(article.text[:5000])


def _language(text: str, stated: str | None) -> str | None:
    """ISO 639-1 code of ``text``: the stated one where the words bear it out, else what the words say."""
    sample = text[:5000]
    if stated == "en" and _ascii(sample) < 0.5:
        stated = None  # a template says so of every page
    if (stated == "en" and _is_english(sample)) or (stated is None and _is_plainly_english(sample)):
        return "en"
    found, sure = _classify(sample)
    if stated == found or sure > 0.9 or stated is None:
        return found if sure > 0.5 else None
    return stated


_ENGLISH = re.compile(r"\b(?:the|of|and|to|in|that|is|was|for|on|with|said|by|as|it|from|has|are)\b")


def _is_english(text: str) -> bool:
    """True when every eighth word or more is one that English cannot do without; spares loading a classifier.

    A page in a script without spaces between its words is not English for an English line at its end.
    """
    return _ascii(text) > 0.9 and len(_ENGLISH.findall(text)) * 8 > text.count(" ") + 1


def _ascii(text: str) -> float:
    """The share of ``text`` that is ASCII, 0 to 1."""
    return len(text.encode("ascii", "ignore")) / max(1, len(text))


def _is_plainly_english(text: str) -> bool:
    """The same where no page says so: of some length, and with the article that English alone has.

    Afrikaans and Dutch have "in", "is", "was", "of", too.
    """
    words = text.count(" ") + 1
    return words >= 20 and len(re.findall(r"\b[Tt]he\b", text)) * 30 > words and _is_english(text)


@cache
def _classifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _classify(text: str) -> tuple[str, float]:
    language, probability = _classifier().classify(text)
    return language, float(probability)
