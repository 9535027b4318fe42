"""The same news, loaded in one batch or in many, comes to the same."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from warehouse_cases import at, claim, fresh, load, parsed, rows

from extractors.model import Claim
from warehouse.batch import ParsedArticle
from warehouse.due import due_forecasts
from warehouse.verify import verify

OUTLETS = ("Courier", "Ledger", "Herald", "Post")
PERIODS = (None, None, None, "2023", "2024", "2024-Q1", "2024-01-20", "2025")
FOUND = {
    "claims": "SELECT claim_id, version, series_id, figure_id FROM core.claim",
    "series": "SELECT * FROM core.series",
    "figures": "SELECT * FROM core.figure",
    "appearances": "SELECT * FROM core.appearance",
    "latest": "SELECT * FROM core.latest",
    # How many carried a figure is counted when its event is found: at the end of the load.
    "events": "SELECT * EXCLUDE (outlets, origins) FROM core.event",
}


def a_claim(random: Random) -> Claim:
    value = random.choice(("20", "21", "23", "23", "25", "30", "46"))
    period = random.choice(PERIODS)
    modality = random.choices(("actual", "forecast", "target", "hypothetical"), (8, 2, 1, 1))[0]
    more: dict[str, Any] = {
        "modality": modality,
        "attributed_to": random.choice((None, None, "the bureau", "the mayor")),
    }
    if modality in ("forecast", "target"):
        period = random.choice(("2024", "2024-Q1", "2025"))
    if period:
        more |= {"period": f"in {period}", "period_iso": period}
    if random.random() < 0.4:
        more |= {"measure": "labs", "unit": "lab"}
    if random.random() < 0.1:
        more["subject"] = None
    if random.random() < 0.15:
        return claim((value, str(int(value) + 4)), **more)
    return claim(value, random.choice(("=", "=", "=", "~", ">", ">=", "<=")), **more)


def edited(random: Random, one: Claim) -> Claim:
    """The claim with another value, or another claim, or as it was."""
    drawn = random.random()
    if drawn < 0.4 and one.low == one.high:
        value = random.choice(("20", "22", "26", "40"))
        return replace(one, low=Decimal(value), high=Decimal(value), quote=f"{value} sites")
    return a_claim(random) if drawn < 0.6 else one


def news(seed: int, articles: int = 45, apart: float = 0.7, edits: float = 0.25) -> list[ParsedArticle]:
    """Articles in the order in which they were published and fetched, with copies, edits, and edits taken back.

    ``apart``: days from one to the next; ``edits``: share of edits, a fifth of them taken back.
    """
    random = Random(seed)
    told: list[tuple[str, str, float, list[Claim]]] = []
    found = []
    for number in range(articles):
        day = number * apart
        drawn = random.random()
        if told and drawn < edits:  # an edit, or an edit taken back
            url, outlet, first, claims = random.choice(told)
            changed = [edited(random, one) for one in claims if random.random() < 0.8]
            new = claims if drawn < edits / 5 else changed
            found.append(
                parsed(new, url=url, outlet=outlet, day=first, fetched=day, intro=random.choice(("", "", "Again. ")))
            )
            continue
        outlet = random.choice(OUTLETS)
        claims = [a_claim(random) for _ in range(random.randrange(1, 4))]
        if told and drawn < edits + 0.15:
            claims = random.choice(told)[3]
        url = f"https://{outlet.lower()}.example/{number}"
        told.append((url, outlet, day, claims))
        found.append(parsed(claims, url=url, outlet=outlet, day=day, fetched=day + 0.01))
    return found


def loaded(articles: list[ParsedArticle], sizes: list[int]) -> dict[str, list[tuple[Any, ...]]]:
    wh, start = fresh(), 0
    for size in sizes:
        load(wh, *articles[start : start + size])
        start += size
    assert start >= len(articles)
    assert verify(wh) == []
    due_forecasts(wh, at(900))
    return {what: rows(wh, f"{query} ORDER BY ALL") for what, query in FOUND.items()}


def sizes(seed: int, total: int) -> list[int]:
    random, found = Random(seed), []
    while sum(found) < total:
        found.append(random.choice((1, 1, 2, 3, 10)))
    return found


@pytest.mark.parametrize(
    ("seed", "apart", "edits"),
    [
        (0, 0.7, 0.25),
        (1, 0.7, 0.25),
        (2, 0.7, 0.25),
        # Long enough that most of what was said before need not be looked at again.
        (3, 9.0, 0.0),
        (6, 17.0, 0.15),
    ],
)
def test_how_news_is_cut_into_batches_makes_no_difference(seed: int, apart: float, edits: float) -> None:
    articles = news(seed, apart=apart, edits=edits)
    whole = loaded(articles, [len(articles)])
    expected = {"new_series", "new_figure", "conflict", "forecast", *(["edit"] if edits else [])}
    assert expected <= {row[1] for row in whole["events"]}
    parts = sizes(seed, len(articles))
    cut = loaded(articles, parts)
    for what in FOUND:
        assert cut[what] == whole[what], (what, parts)
