"""Items of a list take time and mood from the line and the heading that lead to them, where they say none."""

# ruff: noqa: E501 (tables)

from __future__ import annotations

from datetime import date

import pytest

from extractors.claims import find_claims

LEAD = "Orrin Foods said on Tuesday that it had a good year. The grocer sells tea."

LISTS = [
    # lines                                                                              quote, mood, period
    (["Fiscal 2026 Outlook", "The company expects:", "- Net sales of $7.4 billion", "- 45 new shops"], [("$7.4 billion", "forecast", "2026"), ("45 new shops", "forecast", "2026")]),
    (["2026 guidance", "• Net sales of $7.4 billion"], [("$7.4 billion", "forecast", "2026")]),
    (["By 2030 the group plans:", "- 400 shops", "- $90 million for lorries"], [("400 shops", "target", "2030"), ("$90 million", "target", "2030")]),
    (["Third Quarter Highlights", "- Opened 14 shops", "- Net income of $96 million"], [("14 shops", "actual", "2025-Q3"), ("$96 million", "actual", "2025-Q3")]),
    # opposite: the item says its own; it tells of the past; a list behind a sentence; the line behind a list
    (["Outlook", "The company expects:", "- Net sales of $7.4 billion in 2027"], [("$7.4 billion", "forecast", "2027")]),
    (["Outlook for 2026", "- Sales were $6.9 billion", "- Sales of $7.4 billion"], [("$6.9 billion", "actual", None), ("$7.4 billion", "forecast", "2026")]),
    (["The company expects more shops in 2026.", "- 612 shops are open"], [("612 shops", "actual", None)]),
    (["The company expects:", "- 45 new shops", "It has 612 shops."], [("45 new shops", "forecast", None), ("612 shops", "actual", None)]),
    (["Outlook", "- Sales of $7.4 billion in 2026", "Third Quarter Highlights", "- Opened 14 shops"], [("14 shops", "actual", "2025-Q3")]),
    (["Third quarter beats forecasts", "- Sales of $7.4 billion"], [("$7.4 billion", "actual", "2025-Q3")]),
    (["Better than expected results", "- Sales of $7.4 billion"], [("$7.4 billion", "actual", None)]),
    (["| Founded | 1987 |", "- 612 shops"], [("612 shops", "actual", None)]),
    (["The company has:", "- 612 shops"], [("612 shops", "actual", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "wanted"), LISTS)
def test_what_leads_to_a_list_holds_for_its_items(
    lines: list[str], wanted: list[tuple[str, str, str | None]]
) -> None:
    found = find_claims(
        "\n".join([LEAD, *lines]), title="Orrin Foods has a good year", published_on=date(2025, 11, 5)
    )
    told = {claim.quote: (claim.modality, claim.period_iso) for claim in found.claims}
    assert {quote: told.get(quote) for quote, _, _ in wanted} == {quote: (mood, iso) for quote, mood, iso in wanted}
