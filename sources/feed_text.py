"""The text that a feed brings of an article, as a page of its own, to be read where the page itself refuses."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any

from extractors.model import Failure, Page
from extractors.page_data import prose_in
from sources.answer import Refused
from sources.tdm import header_reserves

if TYPE_CHECKING:
    from datetime import datetime

    from extractors.errors import FetchError
    from sources.client import Client
    from sources.config import Source
    from sources.round import Link
    from sources.state import LinkState

LEAST_PROSE = 600  # characters in sentences: a feed that brings less of an article brings an excerpt
MOST_CHARS = 1_000_000
REFUSED = frozenset({"robots", "forbidden"})
"""Failures after which the feed's text is read: the page is for others, and its text for whoever reads the feed."""
_TAIL = 1_500  # characters in which the end of a text is looked at
_FOR_LAW = 451  # what must not be read for reasons of law must not be read elsewhere
_TAG = re.compile(r"<[^<>]{1,2000}>")
_CUT_OFF = re.compile(
    r"(?:\[?(?:…|\.{3}|&hellip;|&#8230;)\]?|\b(?:continue reading|read (?:more|on|the (?:full|rest|whole)\b.{0,40})"
    r"|keep reading|full story|subscribe (?:to|for)\b.{0,60}))\W{0,6}$",
    re.IGNORECASE,
)
_SYNDICATED = re.compile(r"<p[^<>]*>(?:(?!</p>).){0,600}\bappeared first on\b(?:(?!</p>).){0,600}</p>\s*$", re.DOTALL)


def whole_text(entry: dict[str, Any]) -> str | None:
    """The HTML of a feed's item, where it is a whole article: RSS ``content:encoded``, Atom ``content``, JSON Feed
    ``content_html`` and ``content_text``; None for an excerpt.
    """
    for content in entry.get("content") or ():
        value = content.get("value") if isinstance(content, dict) else None
        if not isinstance(value, str) or len(value) > MOST_CHARS:
            continue
        if content.get("type") in ("text", "text/plain"):
            value = "".join(f"<p>{escape(line, quote=False)}</p>" for line in value.split("\n") if line.strip())
        value = value.strip()
        value = value[:-_TAIL] + _SYNDICATED.sub("", value[-_TAIL:])
        if prose_in(value) >= LEAST_PROSE and not _CUT_OFF.search(" ".join(_TAG.sub(" ", value[-_TAIL:]).split())):
            return value
    return None


def page_of(link: Link, source: Source, at: datetime, final_url: str | None = None) -> Page | None:
    """The feed's text of ``link`` as a page; None where the feed brings none."""
    if not link.text or not link.listed_in:
        return None
    title = f"<title>{escape(link.title, quote=False)}</title>" if link.title else ""
    head = f"<!doctype html><html><head><meta charset=utf-8>{title}</head>"
    encoded = f"{head}<body><article>{link.text}</article></body></html>".encode("utf-8", "ignore")
    return Page(
        source_id=source.id,
        outlet=source.outlet,
        url=link.url,
        final_url=final_url or link.url,
        fetched_at=at,
        status=200,
        content_type="text/html; charset=utf-8",
        sha256=hashlib.sha256(encoded).hexdigest(),
        body=encoded,
        published_at=link.published_at,
        title=link.title,
        text_from=link.listed_in,
    )


def offered(page: Page, link: Link, source: Source, known: LinkState) -> Page:
    """``page`` with the feed's text, to be read should it hold no article; as it is where it held one before."""
    text = None if known.gave_article else page_of(link, source, page.fetched_at, page.final_url)
    return replace(page, instead=text) if text is not None and text.sha256 != known.feed_sha256 else page


def after_refusal(
    link: Link, failure: Failure, error: FetchError, source: Source, known: LinkState, client: Client
) -> Page | None:
    """What is read after ``failure``; None where the feed brings no text, or the site does not want that read."""
    text = None if known.gave_article or failure.reason not in REFUSED else page_of(link, source, failure.failed_at)
    if text is None or text.sha256 == known.feed_sha256:
        return None
    if isinstance(error, Refused) and error.answer.status == _FOR_LAW:
        return None
    if source.tdm_licensed:
        return text
    reserved = isinstance(error, Refused) and header_reserves(error.answer.headers)
    return None if reserved or client.tdm.reserves(link.url) else text
