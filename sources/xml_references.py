"""Feeds and sitemaps that are no clean XML: what stands for characters in them, so that any reader reads it right."""

from __future__ import annotations

import html
import re

# "a?x=1&y=2" and "&nbsp;" are no XML, and what a lenient reader makes of them is another address.
_REFERENCE = re.compile(
    rb"<!\[CDATA\[.*?\]\]>|&(?!(?:amp|lt|gt|quot|apos);)"
    rb"(?:#(?P<decimal>\d{1,7});|#[xX](?P<hex>[\da-fA-F]{1,6});|(?P<name>[A-Za-z]\w{1,30};))?",
    re.DOTALL,
)


def with_references(body: bytes) -> bytes:
    """``body`` with bare ampersands and names that only HTML knows as references of XML, and without those to what is
    no character there (half a surrogate pair, NUL); JSON and UTF-16 as they are.

    >>> with_references(b"<a>1&2 &eacute; &#xD800;&amp; <![CDATA[3&4]]></a>")
    b'<a>1&#38;2 &#233; &amp; <![CDATA[3&4]]></a>'
    """
    if b"&" not in body or b"\0" in body[:100] or body.lstrip()[:1] in (b"{", b"["):
        return body
    return _REFERENCE.sub(_as_reference, body)


def _as_reference(match: re.Match[bytes]) -> bytes:
    if match[0].startswith(b"<"):
        return match[0]
    if number := match["decimal"] or match["hex"]:
        return match[0] if _is_character(int(number, 10 if match["decimal"] else 16)) else b""
    name = match["name"]
    named = html.unescape(match[0].decode("ascii")) if name else "&"
    return b"&#%d;" % ord(named) if len(named) == 1 else b"&amp;" + (name or b"")


def _is_character(code: int) -> bool:
    """Whether XML may hold it: https://www.w3.org/TR/xml/#charsets ."""
    return code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
