"""Bytes of a page to text: the order browsers use, with the two mistakes servers make most put right."""

from __future__ import annotations

import codecs
import re

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:+-]+)", re.IGNORECASE)
_META = re.compile(
    rb"<meta[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w.:+-]+)|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:+-]+)",
    re.IGNORECASE,
)
META_BYTES = 65_536  # the standard says 1024; real pages put it later, and looking further costs nothing
_PYTHON_NAMES = {"gbk": "gb18030", "gb2312": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs"}


def decode(body: bytes, content_type: str | None = None) -> str:
    """The text of ``body``, without byte order mark; bytes that fit no charset become U+FFFD.

    Order of the WHATWG standard: byte order mark, ``charset`` of the header, ``meta`` element, detection. Two
    departures: bytes that are valid UTF-8 beyond ASCII are UTF-8 whatever a single-byte label says, and a label
    whose charset the bytes break is passed over for the next one.
    """
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(name, errors="replace")
    if body.isascii() and b"\x1b" not in body:
        return body.decode("ascii")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        broken_at = error.start
    labels = [name for name in (_from_header(content_type), _from_meta(body)) if name]
    for name in labels:
        if name == "utf-8":
            continue
        text = _try(body, name)
        if text is not None:
            return text
    if "utf-8" in labels and _mostly_utf8(body):
        return body.decode("utf-8", errors="replace")
    detected = _detect(body, broken_at)
    return body.decode(detected, errors="replace")


def _from_header(content_type: str | None) -> str | None:
    match = _HEADER.search(content_type or "")
    return _python_name(match[1]) if match else None


def _from_meta(body: bytes) -> str | None:
    match = _META.search(body[:META_BYTES])
    if not match:
        return None
    name = _python_name((match[1] or match[2]).decode("ascii", errors="replace"))
    return "utf-8" if name in ("utf-16-le", "utf-16-be", "utf-16") else name  # the meta itself was read as bytes


def _python_name(label: str) -> str | None:
    """The codec for a charset label as the WHATWG table maps it (latin-1 means windows-1252); None if unknown."""
    from resiliparse.parse.encoding import map_encoding_to_html5

    name = map_encoding_to_html5(label.strip(), fallback_utf8=False)
    if name is None:
        return None
    name = _PYTHON_NAMES.get(name.lower(), name.lower())
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def _try(body: bytes, name: str) -> str | None:
    """``body`` in charset ``name``, or None when more than a few characters do not fit."""
    text = body.decode(name, errors="replace")
    broken = text.count("\ufffd")
    return text if broken <= max(3, len(text) // 2000) else None


def _mostly_utf8(body: bytes) -> bool:
    """True when the bytes beyond ASCII are UTF-8 but for a few; a cut or mended page, not another charset."""
    text = body.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    good = sum(1 for char in text if char > "\x7f") - broken
    return good > 4 * broken


def _detect(body: bytes, around: int) -> str:
    """The charset a detector sees, looking at the markup's text and at where the bytes leave ASCII."""
    if _mostly_utf8(body):
        return "utf-8"
    from resiliparse.parse.encoding import detect_encoding

    sample = re.sub(
        rb"<script\b.*?</script>|<style\b.*?</style>|<[^>]*>", b" ", body[max(0, around - 20_000) :][:200_000]
    )
    label = detect_encoding(sample or body, 0)
    return (_python_name(label) if label else None) or "windows-1252"
