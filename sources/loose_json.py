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
