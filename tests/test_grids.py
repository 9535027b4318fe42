"""Tables in articles: what each cell says, of whom, of what and when, and the numerals that are no claims."""

# ruff: noqa: E501 (tables)

from __future__ import annotations

from datetime import date

import pytest

from extractors.claims import find_claims
from extractors.grids import grids_of
from extractors.model import Claim

PUBLISHED = date(2025, 8, 5)
FIRM = "Lumo Corp said that sales rose in the second quarter. Analysts of Lumo Corp had expected less."


def cells(table: str, lead: str = FIRM, title: str | None = "Lumo Corp: second quarter") -> list[Claim]:
    text = f"{lead}\n{table.strip()}\nThat was all."
    found = find_claims(text, title=title, published_on=PUBLISHED)
    for claim in found.claims:
        assert text[claim.start : claim.end] == claim.quote
        assert text.startswith(claim.sentence, claim.sentence_start)
    return [claim for claim in found.claims if "table:cell" in claim.rules]


def said(claim: Claim) -> tuple[object, ...]:
    iso = claim.period_iso
    return claim.quote, float(claim.low), claim.unit, claim.change, claim.subject, claim.measure, iso


ACCOUNTS = """
| Key figures | | | |
|---|---|---|---|
| $ million | Q2 2025 | Q2 2024 | Change |
|---|---|---|---|
| Revenue | 312.4 | 274.0 | +14% |
| Operating profit | 41.2 | (3.0) | n/a |
| Margin (%) | 13.2 | -1.1 | |
| Employees (number) | 4,310 | 4,120 | +4.6% |
"""


def test_what_is_measured_in_rows_and_times_in_columns() -> None:
    assert [said(claim) for claim in cells(ACCOUNTS)] == [
        ("312.4", 312.4e6, "USD", None, "Lumo Corp", "Revenue", "2025-Q2"),
        ("274.0", 274e6, "USD", None, "Lumo Corp", "Revenue", "2024-Q2"),
        ("+14%", 14, "%", "up", "Lumo Corp", "Revenue", "2025-Q2"),
        ("41.2", 41.2e6, "USD", None, "Lumo Corp", "Operating profit", "2025-Q2"),
        ("(3.0)", -3e6, "USD", None, "Lumo Corp", "Operating profit", "2024-Q2"),
        ("13.2", 13.2, "%", None, "Lumo Corp", "Margin", "2025-Q2"),
        ("-1.1", -1.1, "%", None, "Lumo Corp", "Margin", "2024-Q2"),
        ("4,310", 4310, "employee", None, "Lumo Corp", "Employees", "2025-Q2"),
        ("4,120", 4120, "employee", None, "Lumo Corp", "Employees", "2024-Q2"),
        ("+4.6%", 4.6, "%", "up", "Lumo Corp", "Employees", "2025-Q2"),
    ]


CONTEXTS = [
    # table, and of some cells in order: quote, what stands over it
    (ACCOUNTS, ["312.4", "Key figures · $ million · Q2 2025", "274.0", "Key figures · $ million · Q2 2024", "+14%", "Key figures · $ million · Change"]),
    ("| District | Output (million tonnes) | Change | % |\n|---|---|---|---|\n| Kell | 12.4 | 1.1 | 9.7 |\n| Orrin | 8.1 | 0.2 | 2.4 |",
     ["12.4", "Output (million tonnes)", "1.1", "Change", "9.7", "Change %"]),
    ("| Metric | 2025 |\n|---|---|\n| Sales | $3.4 billion |\n| Staff | 1,204 |", ["$3.4 billion", "2025", "1,204", "2025"]),
    ("| Name | Cranes |\n|---|---|\n| South | |\n| Kell | 12 |\n| Orrin | 14 |", ["12", "South · Cranes", "14", "South · Cranes"]),
    ("| Height | 34 m |\n| Length | 3.4 km |", ["34 m", None, "3.4 km", None]),
    (f"| {'Long ' * 80}| |\n|---|---|\n| Label | 2025 |\n|---|---|\n| Sales | $3 billion |\n| Staff costs | $1 billion |",
     ["$3 billion", ("Long " * 60)[:300] + "…"]),
]  # fmt: skip


@pytest.mark.parametrize(("table", "told"), CONTEXTS)
def test_what_stands_over_a_cell_is_told_beside_its_row(table: str, told: list[str | None]) -> None:
    found = [part for claim in cells(table) for part in (claim.quote, claim.context)]
    assert found[: len(told)] == told
    for claim in cells(table):
        assert claim.sentence.startswith("|") or "|" in claim.sentence
        words = (claim.context or "").rstrip("…").replace(" · ", " ").replace("|", " ").split()
        assert all(word in table for word in words), "nothing that the text does not say"


def test_prose_has_no_heads() -> None:
    text = f"{FIRM} Sales were $312.4 million.\n| District | Said |\n|---|---|\n| Kell | It has 23 cranes and will buy 8 more of them soon. |\n| Orrin | 12 |\n| Umber | 14 |"
    told = {claim.quote: claim.context for claim in find_claims(text, published_on=PUBLISHED).claims}
    assert told["$312.4 million"] is None
    assert told.get("23 cranes") is None


TABLES = [
    # table, and of some cells: quote, value, unit, change, subject, measure, period
    (
        "| District | Greens | Turnout |\n|---|---|---|\n| Kell | 12,431 | 61.2% |\n| Orrin | 8,002 | 58% |",
        [("12,431", 12431, None, None, "Kell", "Greens", None), ("58%", 58, "%", None, "Orrin", "Turnout", None)],
    ),
    (
        "| Votes by district | | |\n|---|---|---|\n| District | Greens | Turnout |\n|---|---|---|\n| Kell | 12,431 | 61.2% |\n| Orrin | 8,002 | 58% |",
        [("12,431", 12431, "vote", None, "Kell", "Greens vote", None)],
    ),
    (
        "| Year | Homes finished |\n|---|---|\n| 2023 | 178,600 |\n| 2024 | 184,000 |",
        [("178,600", 178600, "home", None, "Lumo Corp", "Homes finished", "2023")],
    ),
    (
        "| Rank | Country | Output (million tonnes) | Share (%) |\n|---|---|---|---|\n| 1 | Norvale | 12.4 | 31 |\n| 2 | Brazil | 8.1 | 20.3 |",
        [("12.4", 12.4e6, "tonne", None, "Norvale", "Output", None), ("20.3", 20.3, "%", None, "Brazil", "Share", None)],
    ),
    (
        "Inflation by country\n| Country | 2023 | 2024 |\n|---|---|---|\n| Germany | 5.9% | 2.2% |\n| France | 4.9 | 2.0 |",
        [("5.9%", 5.9, "%", None, "Germany", "Inflation by country", "2023"), ("4.9", 4.9, "%", None, "France", "Inflation by country", "2023")],
    ),
    (
        "| Party | Support | Change on year |\n|---|---|---|\n| Greens | 31% | -2 |\n| Blues | 28% | +3 |\n| Don't know | 12% | 0 |",
        [("-2", 2, "pp", "down", "Greens", "Support", None), ("+3", 3, "pp", "up", "Blues", "Support", None), ("0", 0, "pp", None, "Don't know", "Support", None)],
    ),
    (
        "| Indicator | Actual | Previous |\n|---|---|---|\n| Unemployment rate | 4.1% | 4.2% |\n| Trade balance | -$68.2B | -$71.1B |",
        [("4.1%", 4.1, "%", None, "Lumo Corp", "Unemployment rate", None), ("4.2%", 4.2, "%", None, "Lumo Corp", "Unemployment rate, Previous", None), ("-$68.2B", -68.2e9, "USD", None, "Lumo Corp", "Trade balance", None)],
    ),
    (
        "| Route | Old fare | New fare |\n|---|---|---|\n| Kell–Orrin | £36.50 | £38.20 |\n| Kell–Tarn | £12 | 12.60 |",
        [("£36.50", 36.5, "GBP", None, "Kell–Orrin", "Old fare", None), ("12.60", 12.6, "GBP", None, "Kell–Tarn", "New fare", None)],
    ),
    (
        "| Population | 1.2 million (2021) |\n| Area | 3,400 km2 |\n| GDP | $14 billion |",
        [("1.2 million", 1.2e6, None, None, "Lumo Corp", "Population", "2021"), ("$14 billion", 14e9, "USD", None, "Lumo Corp", "GDP", None)],
    ),
    (
        "| Rs crore | FY24 | FY25 |\n|---|---|---|\n| Defence | 5,93,538 | 6,21,940 |\n| Education | 1,12,899 | 1,20,628 |",
        [("5,93,538", 5_935_380e6, "INR", None, "Lumo Corp", "Defence", "2024")],
    ),
    (
        "| Brand | Sold (share) |\n|---|---|\n| Lumo | 1,200 (45%) |\n| Marn | 900 (34%) |",
        [("1,200", 1200, None, None, "Lumo", "Sold", None), ("45%", 45, "%", None, "Lumo", "Sold", None)],
    ),
    (
        "| | Orrin | Kell |\n|---|---|---|\n| Population | 41,000 | 38,000 |\n| Inflation (%) | 2.1 | 1.9 |",
        [("41,000", 41000, None, None, "Orrin", "Population", None), ("1.9", 1.9, "%", None, "Kell", "Inflation", None)],
    ),
    (
        "| | 2024 | 2025 |\n|---|---|---|\n| | Q1 | Q2 | Q1 | Q2 |\n| Sales | $1m | $2m | $3m | $4m |",
        [("$2m", 2e6, "USD", None, "Lumo Corp", "Sales", "2024-Q2"), ("$3m", 3e6, "USD", None, "Lumo Corp", "Sales", "2025-Q1")],
    ),
    (
        "| | 2024 | 2025 | 2026 |\n|---|---|---|---|\n| | Boys | Girls | All | Boys | All |\n| Kell | 31 | 28 | 59 | 30 | 57 |",
        [("59", 59, None, None, "Kell", "All", None)],
    ),
    (
        "| Ticker | Security | Last | Change | Change % |\n|---|---|---|---|---|\n| LMO | LUMO INC. | 25.86 | -1.99 | -5.44% |",
        [("25.86", 25.86, None, None, "LUMO INC.", "Last", None), ("-5.44%", 5.44, "%", "down", "LUMO INC.", "Last", None)],
    ),
    (
        "| Month | Cars built |\n|---|---|\n| January 2025 | 30,100 |\n| February 2025 | 28,400 |",
        [("28,400", 28400, "car", None, "Lumo Corp", "Cars built", "2025-02")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("table", "wanted"), TABLES)
def test_what_a_cell_says(table: str, wanted: list[tuple[object, ...]]) -> None:
    found = [said(claim) for claim in cells(table)]
    for claim in wanted:
        assert claim in found


US = "Lumo Corp"
SCALES = [
    # a row of units below the heads; what is in pence, counted or a change is not in it
    (
        "| | H1 2025 | H1 2024 | Change % |\n|---|---|---|---|\n| | £m | £m | |\n| Sales | 1,204.3 | (3.2) | 5 |\n| Dividend per share (p) | 3.1 | — | n/a |\n| Loss per share | (0.5)p | 2p | |\n| Number of shops | 412 | 405 | 2 |",
        [("1,204.3", 1204.3e6, "GBP", None, US, "Sales", "2025-01/2025-06"), ("(3.2)", -3.2e6, "GBP", None, US, "Sales", "2024-01/2024-06"), ("5", 5, "%", "up", US, "Sales", "2025-01/2025-06"), ("3.1", 0.031, "GBP", None, US, "Dividend per share", "2025-01/2025-06"), ("(0.5)p", -0.005, "GBP", None, US, "Loss per share", "2025-01/2025-06"), ("412", 412, "shop", None, US, "Number of shops", "2025-01/2025-06")],
    ),
    # "in thousands" holds for sums written with a sign, not for those per share; months that end on a day
    (
        "| | Three months ended June 30 | | Six months ended June 30 | |\n|---|---|---|---|---|\n| (In thousands, except per share data) | 2025 | 2024 | 2025 | 2024 |\n| Net sales | $ 412,310 | $ 398,204 | $ 801,112 | $ 780,450 |\n| Earnings per share | $ 1.24 | $ (0.08) | $ 2.41 | $ 0.44 |",
        [("$ 412,310", 412_310e3, "USD", None, US, "Net sales", "2025-04/2025-06"), ("$ 780,450", 780_450e3, "USD", None, US, "Net sales", "2024-01/2024-06"), ("$ (0.08)", -0.08, "USD", None, US, "Earnings per share", "2024-04/2024-06")],
    ),
    # signs in columns of their own, the unit in the line above
    (
        "(in millions)\n| | 2025 | | 2024 | |\n|---|---|---|---|---|\n| Revenue | $ | 412 | $ | 398 |\n| Margin | | 24.8 % | | 27.1 % |",
        [("412", 412e6, "USD", None, US, "Revenue", "2025"), ("398", 398e6, "USD", None, US, "Revenue", "2024"), ("24.8 %", 24.8, "%", None, US, "Margin", "2025")],
    ),
    # a margin is no million, a change of a rate is in points
    (
        "| $ millions, except per share | Q2 2025 | Q2 2024 |\n|---|---|---|\n| Net sales | $7,412 | 7,100 |\n| Gross margin | 34.1 | 33.0 |\n| EPS | 1.42 | 1.31 |",
        [("$7,412", 7412e6, "USD", None, US, "Net sales", "2025-Q2"), ("34.1", 34.1, None, None, US, "Gross margin", "2025-Q2"), ("1.42", 1.42, "USD", None, US, "EPS", "2025-Q2")],
    ),
    ("| | Jun 2025 | Change |\n|---|---|---|\n| Jobless rate (%) | 4.3 | 0.2 |", [("0.2", 0.2, "pp", "up", US, "Jobless rate", "2025-06")]),
    ("| Spending by ministry (in Rs crore) | |\n|---|---|\n| Ministry | 2024-25 |\n| Railways | 2,52,200 |", [("2,52,200", 2_522_000e6, "INR", None, "Railways", "Spending by ministry", "2024/2025")]),
    ("| Country | Population (m) | Depth (m) |\n|---|---|---|\n| France | 68.1 | 5 |", [("68.1", 68.1e6, None, None, "France", "Population", None), ("5", 5, "m", None, "France", "Depth", None)]),
    ("| Metal | Unit | Price |\n|---|---|---|\n| Copper | USD/tonne | 9,640 |", [("9,640", 9640, "USD", None, "Copper", "Price", None)]),
    ("| Currency | Selling |\n|---|---|\n| US dollar | 84.10 |", [("84.10", 84.1, None, None, "US dollar", "Selling", None)]),
    ("| Club | W | L |\n|---|---|---|\n| Kell | 8 | 1 |", [("8", 8, None, None, "Kell", "W", None), ("1", 1, None, None, "Kell", "L", None)]),
    ("| Turnout | 34,481 | 52.3% |\n| Voters | 61,000 | 100% |", [("34,481", 34481, None, None, US, "Turnout", None)]),
]  # fmt: skip
OWNERS = [
    # times in heads that say more; the share and its swing; rows of totals; parts of a table; facts; ages; ranges
    ("| Country | Growth 2025 (%) | Growth 2027 (%) |\n|---|---|---|\n| France | 0.6 | -0.2 |", [("0.6", 0.6, "%", "up", "France", "Growth", "2025"), ("-0.2", 0.2, "%", "down", "France", "Growth", "2027")]),
    ("| Candidate | Votes | % | ± |\n|---|---|---|---|\n| Ann Holm | 14,203 | 41.2 | −8.4 |", [("41.2", 41.2, "%", None, "Ann Holm", "Votes", None), ("−8.4", 8.4, "pp", "down", "Ann Holm", "Votes", None)]),
    ("| Party | July | June | Change |\n|---|---|---|---|\n| Greens | 31% | 33% | -2 |", [("-2", 2, "pp", "down", "Greens", None, "2025-07")]),
    ("| Country | Gold |\n|---|---|\n| China | 12 |\n| Total | 22 |", [("22", 22, None, None, None, "Gold", None)]),
    ("| | 2023 | 2024 |\n|---|---|---|\n| Brazil | | |\n| Homes sold | 12 | 13 |\n| Norvale | | |\n| Homes sold | 24 | 22 |", [("12", 12, "home", None, "Brazil", "Homes sold", "2023"), ("22", 22, "home", None, "Norvale", "Homes sold", "2024")]),
    ("| Region | Sales | Growth |\n|---|---|---|\n| North | $12m | 4% |\n| Division | Staff | Cost |\n| Retail | 1,200 | $3m |", [("1,200", 1200, None, None, "Retail", "Staff", None), ("$3m", 3e6, "USD", None, "Retail", "Cost", None)]),
    ("| Founded | 1987 |\n|---|---|\n| Seat | Kell |\n| Shops | 612 |\n| Sales | $3m |", [("612", 612, "shop", None, US, "Shops", None)]),
    ("| Age group | Ill (%) |\n|---|---|\n| 0-4 | 12 |\n| 65+ | 9 |", [("12", 12, "%", None, "0-4", "Ill", None), ("9", 9, "%", None, "65+", "Ill", None)]),
    ("| Role | Salary | Notice (weeks) |\n|---|---|---|\n| Nurse | $55,000–$70,000 | 2-4 |", [("$55,000–$70,000", 55000, "USD", None, "Nurse", "Salary", None), ("2-4", 2, "week", None, "Nurse", "Notice", None)]),
    ("| Answer | Men | Women |\n|---|---|---|\n| Agree | 54% | 61% |", [("54%", 54, "%", None, US, "Agree, Men", None)]),
    ("Jobless rate by state, June 2025\n| State | Rate | Change from May |\n|---|---|---|\n| Ohio | 4.9% | +0.1 |", [("4.9%", 4.9, "%", None, "Ohio", "Jobless rate", "2025-06"), ("+0.1", 0.1, "pp", "up", "Ohio", "Jobless rate", "2025-06")]),
    ("| Index | Close | Change | % |\n|---|---|---|---|\n| Nikkei | 6,299 | ▼ 30 | -0.49 |", [("▼ 30", 30, None, "down", "Nikkei", "Close", None), ("-0.49", 0.49, "%", "down", "Nikkei", "Close", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("table", "wanted"), SCALES + OWNERS)
def test_scales_signs_and_owners(table: str, wanted: list[tuple[object, ...]]) -> None:
    found = [said(claim) for claim in cells(table)]
    for claim in wanted:
        assert claim in found


MOODS = [
    ("| Item | 2024 | 2031 |\n|---|---|---|\n| Revenue | $3m | $9m |", ["actual", "forecast"]),
    ("| Item | Actual | Forecast |\n|---|---|---|\n| Revenue | $3m | $4m |", ["actual", "forecast"]),
    ("| Outlook for 2026 | Previous | New |\n|---|---|---|\n| Revenue | $3m | $4m |", ["forecast", "forecast"]),
    ("Growth forecasts\n| Country | Growth |\n|---|---|\n| France | 3% |", ["forecast"]),
    ("| Item | Actual | Target |\n|---|---|---|\n| Revenue | $3m | $5m |", ["actual", "target"]),
]


@pytest.mark.parametrize(("table", "moods"), MOODS)
def test_the_mood_of_a_column(table: str, moods: list[str]) -> None:
    assert [claim.modality for claim in cells(table)] == moods


NO_CLAIMS = [
    # table                                                                                   numerals and reasons
    ("| No. | Team | Points |\n|---|---|---|\n| 4 | Kell | 31 |\n| 7 | Orrin | 28 |", {"4": "list_number", "7": "list_number"}),
    ("| Code | Town | Shops |\n|---|---|---|\n| 881 | Kell | 31 |\n| 923 | Orrin | 28 |", {"881": "identifier", "923": "identifier"}),
    ("| Age | Voters |\n|---|---|\n| 18-24 | 310 |\n| 25-34 | 280 |", {}),
    ("| Team | Result | Fans |\n|---|---|---|\n| Kell | won 3-1 at home | 310 |", {"3": "table_text", "1": "table_text"}),
    ("| Founded | 1987 |\n| Shops | 31 |", {"1987": "table_text"}),
    ("(in millions)\n| | 2024 |\n|---|---|\n| Revenue | 31 |", {"millions": None}),
    ("| Home | Score | Away |\n|---|---|---|\n| Kell | 3-1 | Orrin |", {"3": "table_text", "1": "table_text"}),
    ("| 2023 | 2024 |\n|---|---|\n| 31 | 28 |", {"2023": "table_head", "2024": "table_head"}),
]  # fmt: skip


@pytest.mark.parametrize(("table", "wanted"), NO_CLAIMS)
def test_numerals_of_a_table_that_are_no_claims(table: str, wanted: dict[str, str]) -> None:
    found = find_claims(table, published_on=PUBLISHED)
    reasons = {drop.quote: drop.reason for drop in found.drops}
    assert {quote: reasons.get(quote) for quote in wanted} == wanted
    assert not {claim.quote for claim in found.claims} & set(wanted)


def test_a_cell_that_is_a_sentence_is_read_as_one() -> None:
    table = "| Quay | Cranes | Remarks |\n|---|---|---|\n| Kell | 23 | The board bought 4 cranes for $9 million in May. |\n| Orrin | 12 | |"
    text = f"{FIRM}\n{table}"
    found = {claim.quote: claim for claim in find_claims(text, published_on=PUBLISHED).claims}
    assert found["23"].subject == "Kell"
    assert found["4 cranes"].unit == "crane"
    assert found["$9 million"].unit == "USD"


NO_GRIDS = [
    "A line | with a bar",
    "| Quay |\n| Cranes |\n|---|---|",
    "| one row of 5 cells |",
    "| Cranes |\n| The port ordered 12 cranes. |",
    "| 12 May 2024 | The first case is found in Kell, a town of 40,000. |\n| 3 June 2024 | The school with 340 pupils closes for 2 weeks. |",
    "| " + "long words " * 12 + " | 5 |\n| " + "more words " * 12 + " | 6 |",
]


@pytest.mark.parametrize("text", NO_GRIDS)
def test_what_is_no_table_of_data(text: str) -> None:
    assert grids_of(text) == []


def test_a_table_of_prose_loses_nothing() -> None:
    table = (
        "| 12 May | The first case is found in Kell. |\n| 3 June | The school with 340 pupils closes for 2 weeks. |"
    )
    assert {"340 pupils", "2 weeks"} <= {claim.quote for claim in find_claims(table, published_on=PUBLISHED).claims}


def test_a_table_longer_than_any_article_has_is_read_to_a_point() -> None:
    rows = "\n".join(f"| Town{n} | {n + 5000} |" for n in range(1500))
    found = find_claims(f"| Town | Shops |\n|---|---|\n{rows}", published_on=PUBLISHED)
    assert len(found.claims) == 1000
    assert {drop.reason for drop in found.drops if drop.quote == "6400"} == {"table_too_large"}


UNITS_APART = [
    # the head of the column, and what its cell 12.4 says
    ("Output, € million", (12.4e6, "EUR", "Output")),
    ("Output in € million", (12.4e6, "EUR", "Output")),
    ("Output (€ million)", (12.4e6, "EUR", "Output")),
    ("Output, million tonnes", (12.4e6, "tonne", "Output")),
    ("Unemployment, %", (12.4, "%", "Unemployment")),
    ("Staff, thousands", (12.4e3, None, "Staff")),
    ("Sales, thousands of units", (12.4e3, None, "Sales")),
    ("Deaths in Arden", (12.4, "death", "Deaths in Arden")),
]


@pytest.mark.parametrize(("head", "expected"), UNITS_APART)
def test_a_unit_that_a_head_sets_apart_is_none_of_what_it_measures(head: str, expected: tuple[object, ...]) -> None:
    claim, *_ = cells(f"| District | {head} | Note |\n|---|---|---|\n| Kell | 12.4 | - |\n| Orrin | 8.1 | - |")
    assert (float(claim.low), claim.unit, claim.measure) == expected
