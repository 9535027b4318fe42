"""JSON feeds with a broken character: so written that a strict reader takes the rest."""

from __future__ import annotations

import json


def whole_json(body: bytes) -> bytes:
    """``body`` without half surrogate pairs, and with control characters and bytes of no charset as JSON has them; as
    it is where that is not what is wrong with it.

    >>> whole_json(b'{"a": "1 \\\\ud800 2"}')
    b'{"a": "1  2"}'
    """
    text = body.decode("utf-8-sig", "replace")
    try:
        document = json.loads(text, strict=False)
        return json.dumps(document, ensure_ascii=False).encode("utf-8", "ignore")
    except (ValueError, RecursionError):
        return body


def why_no_json(body: bytes) -> str | None:
    """What is wrong with ``body``, where it begins as JSON does and is none; None for JSON and for anything else.

    >>> why_no_json(b'{"items": [{"url": "https://a.example/1"')
    "line 1 column 41: Expecting ',' delimiter"
    >>> why_no_json(b'{"items": []}'), why_no_json(b"<rss>")
    (None, None)
    """
    text = body.decode("utf-8-sig", "replace").lstrip()
    if not text.startswith("{"):
        return None
    try:
        json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        return f"line {error.lineno} column {error.colno}: {error.msg}"
    except (ValueError, RecursionError):
        return "it is nested too deeply, or holds a number that is too long"
    return None
