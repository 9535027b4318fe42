"""What a page says about its article: title, times, authors, language, site, canonical address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extractors import page_jsonld as jsonld
from extractors.dates_page import Stamp, parse_stamp
from extractors.page_clean import clean_line, clean_text, unmark_gaps
from extractors.page_hints import PageSelectors

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

# Names of meta elements, most trusted first, lower case.
PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "article:published", "article.published", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "dc.date.issued", "dcterms.created", "dcterms.issued", "dc.date.created", "citation_publication_date",
    "citation_date", "publish-date", "publish_date", "published_time", "publication_date", "pubdate",
    "publishdate", "publisheddate", "article_date_original", "originalpublicationdate", "article.created",
    "rnews:datepublished", "published-date", "dc.date", "dcterms.date", "bt:pubdate", "iso-8601-publish-date",
    "date.created", "date", "displaydate",
)  # fmt: skip
MODIFIED = (
    "article:modified_time", "article:modified", "og:updated_time", "datemodified", "dcterms.modified",
    "last-modified", "lastmod",    "article.updated", "dc.date.modified",
)  # fmt: skip
TITLES = ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "headline", "title")
AUTHORS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl", "citation_author")
_BY = re.compile(r"^\s*(?:by|from|written by|story by|reporting by)\s*:?\s+", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|;|\band\b|&|\|)\s*(?=[A-Z])")
_LANGUAGE = re.compile(r"([a-zA-Z]{2,3})(?:[-_]|$)")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What was found; None or empty where the page does not say.

    Attributes:
        titles: stated titles, most trusted first; ``headings``: texts of the h1 elements.
        free: False when the page says that its text is for subscribers.
        body: the article's text as JSON-LD tells it, a paragraph a line; "" where it does not.
        kinds: the JSON-LD and og types, lower case, for telling articles from other pages.
    """

    titles: tuple[str, ...]
    headings: tuple[str, ...]
    published: Stamp | None
    modified: Stamp | None
    authors: tuple[str, ...]
    language: str | None
    site_name: str | None
    canonical: tuple[str, ...]
    kinds: frozenset[str]
    free: bool
    tdm_reserved: bool
    body: str


def read_metadata(tree: LexborHTMLParser, url: str, selectors: PageSelectors) -> Metadata:
    """Metadata of the page in ``tree``; ``selectors`` of the source go before the general places."""
    nodes = jsonld.read_nodes(node.text() for node in tree.css('script[type*="ld+json"]'))
    own = jsonld.article_node(nodes, url)
    meta = _meta(tree)
    site = jsonld.text(own.get("publisher")) or _first(meta, ("og:site_name", "application-name")) or None
    titles = [_chosen(tree, selectors.title), jsonld.text(own.get("headline")) or jsonld.text(own.get("name"))]
    titles += [_first(meta, (name,)) for name in TITLES]
    titles.append(_text(tree.css_first("head title") or tree.css_first("title")))
    return Metadata(
        titles=tuple(dict.fromkeys(clean_line(unmark_gaps(title)) for title in titles if title)),
        headings=tuple(text for node in tree.css("h1")[:20] if (text := _text(node)))
        or tuple(
            text for node in tree.css("h2[itemprop=headline], header h2, article h2")[:1] if (text := _text(node))
        ),
        published=_published(tree, own, nodes, meta, selectors),
        modified=_stamp(jsonld.text(own.get("dateModified"))) or _meta_stamp(meta, MODIFIED),
        authors=_authors(tree, own, nodes, meta, selectors),
        language=_language(tree, own, meta),
        site_name=clean_line(site) if site and not site.startswith("http") else None,
        canonical=tuple(_canonical(tree, meta)),
        kinds=frozenset(kind.lower() for node in nodes[:50] for kind in jsonld.types(node))
        | frozenset(value.lower() for value in meta.get("og:type", ())[:1]),
        free=_is_free(own, meta),
        tdm_reserved=_first(meta, ("tdm-reservation",)) == "1",
        body=clean_text(unmark_gaps(jsonld.paragraphs(own.get("articleBody")))),
    )


def _published(
    tree: LexborHTMLParser,
    own: dict[str, Any],
    nodes: list[dict[str, Any]],
    meta: dict[str, list[str]],
    selectors: PageSelectors,
) -> Stamp | None:
    """JSON-LD of the article, then meta elements, microdata, other JSON-LD, and time elements near the headline."""
    if selectors.date and (node := tree.css_first(selectors.date)):
        attributes = node.attributes
        stamp = _stamp(attributes.get("datetime") or attributes.get("content") or node.text(separator=" "))
        if stamp:
            return stamp
    stamp = _stamp(jsonld.text(own.get("datePublished")))
    other = _meta_stamp(meta, PUBLISHED)
    if stamp and other and stamp.at is None and other.on == stamp.on:
        return other  # the same day, and a clock time as well
    if stamp or other:
        return stamp or other
    for node in tree.css("[itemprop=datePublished], [itemprop=dateCreated], [property='schema:datePublished']")[:5]:
        attributes = node.attributes
        stamp = _stamp(attributes.get("content") or attributes.get("datetime") or node.text(separator=" "))
        if stamp:
            return stamp
    for data in nodes:
        stamp = _stamp(jsonld.text(data.get("datePublished") or data.get("uploadDate")))
        if stamp and jsonld.types(data) & (jsonld.WEAK_TYPES | {"VideoObject"}):
            return stamp
    return _time_element(tree)


def _time_element(tree: LexborHTMLParser) -> Stamp | None:
    """The first time element that is marked as publication, or stands in the article or its header."""
    for selector in (
        "time[pubdate], time[class*=publish], time.entry-date, time[itemprop*=publish], [class*=publish] time",
        "article header time[datetime], article time[datetime], header time[datetime], main time[datetime]",
        "time[datetime]",
        "article time, header time, main time",
    ):
        for node in tree.css(selector)[:3]:
            attributes = node.attributes
            stamp = _stamp(attributes.get("datetime") or attributes.get("content") or node.text(separator=" "))
            if stamp:
                return stamp
    return None


def _authors(
    tree: LexborHTMLParser,
    own: dict[str, Any],
    nodes: list[dict[str, Any]],
    meta: dict[str, list[str]],
    selectors: PageSelectors,
) -> tuple[str, ...]:
    found: list[str] = []
    if selectors.author:
        found = [node.text(separator=" ") for node in tree.css(selectors.author)[:10]]
    found = found or jsonld.names(own.get("author") or own.get("creator") or [], nodes)
    if not found:
        found = [
            value for name in AUTHORS for value in meta.get(name, ()) if not value.startswith(("http", "@", "/"))
        ][:5]
    if not found:
        marked = tree.css("[itemprop=author] [itemprop=name], [itemprop=author], [rel=author]")[:5]
        found = [node.attributes.get("content") or node.text(separator=" ") for node in marked]
    people = (name for value in found for name in _AND.split(_BY.sub("", clean_line(value))))
    return tuple(dict.fromkeys(name for name in people if 2 <= len(name) <= 80))


def _language(tree: LexborHTMLParser, own: dict[str, Any], meta: dict[str, list[str]]) -> str | None:
    root = tree.css_first("html")
    attributes = root.attributes if root is not None else {}
    stated = (
        attributes.get("lang"),
        attributes.get("xml:lang"),
        jsonld.text(own.get("inLanguage")),
        _first(meta, ("og:locale", "content-language", "dc.language")),
    )
    for value in stated:
        match = _LANGUAGE.match(value or "")
        if match:
            return match[1].lower()
    return None


def _canonical(tree: LexborHTMLParser, meta: dict[str, list[str]]) -> Iterator[str]:
    for node in tree.css("link[rel]")[:200]:
        relations = (node.attributes.get("rel") or "").lower().split()
        href = node.attributes.get("href")
        if "canonical" in relations and href:
            yield href.strip()
    yield from meta.get("og:url", ())


def _is_free(own: dict[str, Any], meta: dict[str, list[str]]) -> bool:
    stated = own.get("isAccessibleForFree")
    if str(stated).lower() == "false":
        return False
    return _first(meta, ("article:content_tier",)) not in ("locked", "metered-locked")


def _meta(tree: LexborHTMLParser) -> dict[str, list[str]]:
    """Contents of meta elements by name or property, lower case, in order."""
    found: dict[str, list[str]] = {}
    for node in tree.css("meta[content]")[:2000]:
        attributes = node.attributes
        content = (attributes.get("content") or "").strip()
        name = (
            attributes.get("property")
            or attributes.get("name")
            or attributes.get("itemprop")
            or attributes.get("http-equiv")
        )
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _first(meta: dict[str, list[str]], names: tuple[str, ...]) -> str:
    return next((meta[name][0] for name in names if name in meta), "")


def _meta_stamp(meta: dict[str, list[str]], names: tuple[str, ...]) -> Stamp | None:
    stamps = (_stamp(value) for name in names for value in meta.get(name, ())[:2])
    return next((stamp for stamp in stamps if stamp), None)


def _stamp(text: str | None) -> Stamp | None:
    return parse_stamp(text) if text else None


def _chosen(tree: LexborHTMLParser, selector: str | None) -> str:
    return _text(tree.css_first(selector)) if selector else ""


def _text(node: LexborNode | None) -> str:
    return clean_line(unmark_gaps(node.text(separator=" "))) if node is not None else ""
