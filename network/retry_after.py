"""A Retry-After header in, seconds out (RFC 9110, 10.2.3); for sites that are read and receivers of alerts alike."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

# Sent twice, as a cache before the site does, the header comes as one list.
_SECONDS = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:\s*,\s*[0-9]+(?:\.[0-9]+)?)*")


def retry_after_s(value: str | None, now: datetime, max_s: float) -> float | None:
    """Seconds that ``value`` asks for, at most ``max_s``; None where it is absent or no time at all.

    A date that has passed is 0; of several numbers the longest counts.
    """
    text = (value or "").strip()
    if _SECONDS.fullmatch(text):
        return min(max(float(one) for one in text.split(",")), max_s)
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):  # OverflowError: a year of twenty digits
        return None
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at
    return min(max(0.0, (at - now).total_seconds()), max_s)
