"""What a listing in XML is, by its first element, and a feed that breaks off, closed behind its last whole item."""

from __future__ import annotations

import re

FEED_ROOTS = frozenset({b"rss", b"feed", b"rdf"})
SITEMAP_ROOTS = frozenset({b"urlset", b"sitemapindex"})
_LOOKED_AT = 10_000  # bytes: comments and declarations may come first
_FIRST = re.compile(rb"<(?P<name>(?:[A-Za-z][\w.-]*:)?(?P<local>[A-Za-z][\w.-]*))(?=[\s/>])")
_ITEM_END = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>")


def root_of(body: bytes) -> bytes:
    """The local name of the first element, in small letters; empty where there is none.

    >>> root_of(b"<?xml version='1.0'?><rdf:RDF xmlns:rdf='x'>")
    b'rdf'
    """
    match = _FIRST.search(body[:_LOOKED_AT])
    return match["local"].lower() if match else b""


def closed_feed(body: bytes) -> tuple[bytes, bool]:
    """``body`` and False; of a feed that ends before its end what is whole of it, closed, and True. An address that
    was cut is another address.

    >>> closed_feed(b"<rss><channel><item><link>http://a.example/1</link></item><item><link>http://a.ex")
    (b'<rss><channel><item><link>http://a.example/1</link></item></channel></rss>', True)
    >>> closed_feed(b"<feed><title>Quay</title><ent")
    (b'<feed></feed>', True)
    """
    root = _FIRST.search(body[:_LOOKED_AT])
    if root is None or root["local"].lower() not in FEED_ROOTS:
        return body, False
    name = re.escape(root["name"])
    if re.search(rb"</%s\s*>|<%s\b[^<>]*/>" % (name, name), body, re.IGNORECASE):
        return body, False
    end = max((match.end() for match in _ITEM_END.finditer(body)), default=0)
    if not end:
        return b"<%s></%s>" % (root["name"], root["name"]), True
    channel = b"</channel>" if root["local"].lower() == b"rss" else b""
    return body[:end] + channel + b"</%s>" % root["name"], True
