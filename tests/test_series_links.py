"""Articles into a warehouse: figures that outlets tell in other words are claims of one series there."""

from __future__ import annotations

from datetime import date

import pytest
from warehouse_cases import fresh, load, parsed, rows

from extractors.claims import find_claims
from extractors.record import own_series

TOLD = [
    # what each outlet says, and the values of the one series
    (
        ("Consumer prices in Norland rose 4.3% from a year earlier.", "Norland's inflation was 4.1%."),
        [("norland", "inflation", False, 4.1), ("norland", "inflation", False, 4.3)],
    ),
    (
        ("Consumer prices in Norland fell 0.3% from a year earlier.", "Norland's inflation was 0.1%."),
        [("norland", "inflation", False, -0.3), ("norland", "inflation", False, 0.1)],
    ),
    (
        ("Employment in Italy rose by 43,000.", "Italy's economy added 51,000 jobs."),
        [("italy", "add employ", False, 43_000), ("italy", "add employ", False, 51_000)],
    ),
    (
        ("Chatly is used by 43 million people each month.", "Chatly has 51 million monthly users."),
        [("chatly", "monthly user", False, 43_000_000), ("chatly", "monthly user", False, 51_000_000)],
    ),
    (
        ("Kestrel Foods rose. Kestrel employs 430 people.", "Kestrel Foods has 510 employees."),
        [("kestrel foods", "employ", False, 430), ("kestrel foods", "employ", False, 510)],
    ),
]


@pytest.mark.parametrize(("texts", "told"), TOLD)
def test_one_figure_in_other_words_is_one_series(
    texts: tuple[str, str], told: list[tuple[str, str, bool, float]]
) -> None:
    wh = fresh()
    for outlet, text in zip(("Courier", "Ledger"), texts, strict=True):
        (said,) = find_claims(text, published_on=date(2026, 6, 1)).claims
        intro = text[: said.sentence_start]
        page = parsed([said], url=f"https://{outlet}.example/", outlet=outlet, intro=intro)
        assert {own_series(record) for record in page.records} == {page.records[0].series_id}
        load(wh, page)
    found = rows(
        wh,
        "SELECT s.subject_key, s.measure_key, s.is_change, c.base_value_low FROM core.claim AS c"
        " JOIN core.series AS s USING (series_id) ORDER BY c.base_value_low",
    )
    assert [(*keys, float(value)) for *keys, value in found] == told
    assert len({row[:3] for row in told}) == 1
