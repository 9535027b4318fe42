"""When a link that failed may be asked for again: the reason and the failures in a row in, an instant out."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

FIRST = timedelta(minutes=10)
LONGEST = timedelta(days=1)
JITTER = 0.2  # of the wait, either way, so that links that failed together do not come back together

# Reasons that time alone does not mend soon. None: never again.
FIXED: dict[str, timedelta | None] = {
    "gone": None,
    "bad_url": None,
    "blocked_address": timedelta(days=1),
    "robots": timedelta(days=1),
    "tdm_reserved": timedelta(days=7),
    "not_text": timedelta(days=30),
    "too_large": timedelta(days=7),
    "not_found": timedelta(days=1),
    "forbidden": timedelta(days=1),
}
GIVE_UP = {"not_found": 5, "forbidden": 14}  # so many failures for that reason, and a link is left alone


def retry_at(
    reason: str, url: str, failures: int, now: datetime, asked_wait_s: float | None = None, *, alike: int
) -> datetime | None:
    """The instant after which ``url`` may be tried again; None for never.

    ``failures`` in a row and those of them ``alike``, for the same reason, count this one, too. A wait the site asked
    for goes before ours, and is never shortened. The jitter follows from the URL, so the same failure gives the same
    instant.
    """
    if alike >= GIVE_UP.get(reason, alike + 1):
        return None
    if reason in FIXED:
        fixed = FIXED[reason]
        return None if fixed is None else now + fixed
    wait = min(LONGEST, FIRST * 2 ** min(failures - 1, 20))
    wait += wait * JITTER * _share(url, failures)
    if asked_wait_s is not None:
        wait = max(wait, timedelta(seconds=asked_s(asked_wait_s, url, failures)))
    return now + wait


def asked_s(wait_s: float, url: str, failures: int = 1) -> float:
    """A wait that a site asked for, in seconds, and a little more, so that not all of its links come back at once."""
    more = min(wait_s * JITTER, FIRST.total_seconds())
    return wait_s + more * abs(_share(url, failures))


def _share(url: str, failures: int) -> float:
    """A number from -1 to 1 that looks random and is not."""
    digest = hashlib.sha256(f"{failures} {url}".encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:4], "big") / 2**31 - 1
