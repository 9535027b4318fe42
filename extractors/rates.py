"""Adjectives that say per what time a figure is: "daily output of 5 barrels"."""

from __future__ import annotations

from extractors.quantities import Quantity

RATE_ADJECTIVES = {
    "daily": "day",
    "annual": "year",
    "yearly": "year",
    "monthly": "month",
    "weekly": "week",
    "hourly": "hour",
    "annualized": "year",
    "annualised": "year",
    "nightly": "night",
    "quarterly": "quarter",
    "per-share": "share",
}
_RATED = ("money", "measure", "count")
_OF_A_KIND = ("growth", "report", "meeting")


def without_rate(measure: str, q: Quantity) -> tuple[str, str | None]:
    """The measure without its rate, and the rate: "daily output" is (output, day); None without one."""
    words = measure.split()
    if [w.lower() for w in words[:2]] == ["per", "capita"] and len(words) > 2 and q.per is None:
        return " ".join(words[2:]), "person"
    for k, word in enumerate(words[:3]):
        per = RATE_ADJECTIVES.get(word.lower())
        if per and len(words) > k + 1:
            follow = words[k + 1].lower()
            if q.kind in _RATED and (follow == "average" or (q.per is None and follow not in _OF_A_KIND)):
                return " ".join(words[:k] + words[k + 1 :]), per
            break
    return measure, None
