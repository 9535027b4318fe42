"""What a text says has been replaced: which of its claims are former, and what these are about."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.claims import find_claims
from extractors.keys import NO_ALIASES
from extractors.model import Article
from extractors.record import make_records

FORMER = [
    # text, the former claims, and the time of all of the text's
    (
        "Telmar Group restated its revenue for the first half to 81.2 million euros from 84.5 million euros.",
        ["84.5 million euros"],
        "2026-01/2026-06",
    ),
    ("Telmar cut its forecast for 2026 deliveries to 4.6 million from 4.9 million.", ["4.9 million"], "2026"),
    ("Telmar cut its 2026 wheat harvest forecast to 21 million tonnes from 23 million.", ["23 million"], "2026"),
    ("Telmar's sales target for 2027 was raised from $5 billion to $6 billion.", ["$5 billion"], "2027"),
    ("First-quarter growth in Norland was revised up to 0.6% from 0.4%.", ["0.4%"], "2026-Q1"),
    ("Norland's deficit for May was revised from $4.2 billion to $4.9 billion.", ["$4.2 billion"], "2026-05"),
    ("Inflation in Norland was 2.1 percent in May, up from a preliminary 2.4 percent.", ["2.4 percent"], "2026-05"),
    ("Norland's inflation was 2.1% in May, down from an initial estimate of 2.4%.", ["2.4%"], "2026-05"),
    ("Norland's inflation was 2.1% in May, against the 2.4% initially reported.", ["2.4%"], "2026-05"),
    ("Norland's inflation was 2.1% in May, against a previously reported 2.4%.", ["2.4%"], "2026-05"),
    ("Telmar expects 4.6 million sales in 2026. It had previously forecast 4.9 million.", ["4.9 million"], "2026"),
    ("The toll stands at 40. Police in Arden had first put the toll at 43.", ["43"], None),
    (
        "Norland's bank expects inflation of 1.6% next year, compared with the 1.9% it forecast in May.",
        ["1.9%"],
        "2027",
    ),
    ("Telmar Steel expects sales of $4 billion, down from the $5 billion it had predicted.", ["$5 billion"], None),
    ("Telmar raised its spending plan for 2027 to $21 billion from $18 billion.", ["$18 billion"], "2027"),
    (
        "The bank cut its growth forecast for Norland in 2027 to 2.1 percent from 2.4 percent in April.",
        ["2.4 percent"],
        "2027",
    ),
    (
        "Oakmart cut its profit guidance for 2027 to between $4.00 and $4.20 a share from a range of $4.50 to $4.70.",
        ["$4.50 to $4.70"],
        "2027",
    ),
    ("Oakmart cut its profit forecast to 90m to 100m euros from 120m to 130m euros.", ["120m to 130m euros"], None),
    ("Norland's bank now expects inflation of 3.1% in 2027, up from 2.8% previously.", ["2.8%"], "2027"),
    ("Telmar lowered its forecast for sales for the second time, to 4.4m from 4.6m.", ["4.6m"], None),
    ("Telmar raised its outlook for sales this year to $4.4bn from $4.2bn on Friday.", ["$4.2bn"], "2026"),
    ("Unemployment in May was revised to 5.2%, having first been reported at 5.0%.", ["5.0%"], "2026-05"),
    ("The office put growth in May at 0.4%, against the 0.2% first reported.", ["0.2%"], "2026-05"),
    ("Telmar restated its 2024 loss to $43m, from the $31m it had reported in March.", ["$31m"], "2024"),
    ("The death toll was lowered to 41 from 43 after a double count.", ["43"], None),
    ("Growth was 0.2 percent in May. It was revised to 0.4 percent on Friday.", ["0.2 percent"], "2026-05"),
    ("Growth of 0.2 percent in May was later revised up to 0.4 percent.", ["0.2 percent"], "2026-05"),
    ("Telmar now expects to carry 4.6 million riders in 2027, down from 5 million, it said.", ["5 million"], "2027"),
    ("Telmar now expects growth of 2.6 percent in 2027, instead of 3 percent.", ["3 percent"], "2027"),
    ("Telmar had reported sales of $4 million for 2024. That was corrected to $3 million.", ["$4 million"], "2024"),
]  # fmt: skip
NONE = [
    "The plant will employ 4,200 people, up from 3,900 previously.",
    "The mill employed 400 people in May. The toll was revised to 380.",
    "Telmar earned $31 million, up from the $28 million it had reported a year earlier.",
    "The bridge toll was lowered to $3 from $4.",
    "Telmar made 40 cars and sold 30 in May. The number was revised to 38.",
    "The toll road operator lowered its staff to 12 from 15.",
    "Sales rose from $4.0 billion to $4.2 billion.",
    "The plan cuts the number of wardens from 90 to 60.",
    "Norvik raised its full-year forecast after third-quarter sales rose to $45 million from $40 million.",
    "Norvik beat analysts' estimates as profit rose to $45 million from $40 million.",
    "Norvik missed its target when output fell to 45 tonnes from 50 tonnes.",
    "Norvik topped forecasts and raised its dividend to 45 cents from 40 cents.",
    "The central bank met forecasts and cut its key rate to 4 percent from 4.5 percent.",
    "The flash estimate showed inflation slowed to 2.1 percent in November from 2.4 percent.",
    "Norvik upgraded its fleet to 60 jets from 45 jets. Norvik revised the minimum wage to $15 from $12.",
    "The storm was downgraded to 45 mph from 60 mph. The council amended the budget to $45 million from $40 million.",
    "Turnout was a preliminary 61 percent, compared with 58 percent in 2022.",
    "The preliminary estimate of 0.4 percent compares with 0.2 percent in the second quarter.",
    "Norvik has 45 stores. It had previously announced 12 new stores.",
    "The club raised $30 million of the $45 million originally targeted.",
    "Telmar cut its workforce to 4,600 from 4,900.",
    "The central bank raised its key rate to 4 percent from 3.5 percent.",
    "Telmar's revenue rose to 81.2 million euros from 84.5 million euros.",
    "The previous reading of inflation in Norland was 2.4 percent, and it is 2.1 percent now.",
    "Growth in Norland was 0.4 percent, above the forecast of 0.2 percent.",
    "Jobs in Norland rose by 110,000 in May, after an upwardly revised gain of 145,000 in April.",
    "Telmar now expects 4.6 million deliveries in 2027, up from 4.1 million this year.",
    "Telmar expects 4.6 million deliveries in 2027, up from 4.1 million.",
    "Telmar sold 40 cars instead of 50.",
    "Telmar expects 4.6 million deliveries in 2026, up from 4.1 million last year.",
    "Telmar earned $41 million, above the $38 million analysts had expected.",
    "Telmar's profit was $4 million in 2026. It had previously reported a profit of $6 million for 2025.",
    "Telmar's sales were $9 million in 2026. It had earlier reported a profit of $6 million.",
]


@pytest.mark.parametrize(("text", "former", "period"), FORMER)
def test_what_has_been_replaced(text: str, former: list[str], period: str | None) -> None:
    found = find_claims(text, published_on=date(2026, 9, 1))
    assert [claim.quote for claim in found.claims if claim.replaced_by is not None] == former
    assert {claim.period_iso for claim in found.claims} == {period}
    assert len({claim.modality for claim in found.claims}) == 1
    article = Article("https://a.example/1", None, text)
    records = make_records(article, found, outlet="Courier", aliases=NO_ALIASES, extractor_version="test")
    assert len({record.series_id for record in records}) == 1
    assert [record.quote for record in records if record.replaced_by] == former


@pytest.mark.parametrize("text", NONE)
def test_what_has_not(text: str) -> None:
    found = find_claims(text, published_on=date(2026, 9, 1)).claims
    assert len(found) > 1
    assert not [claim.quote for claim in found if claim.replaced_by is not None]


def test_an_earlier_toll_is_of_the_dead_and_not_of_the_missing() -> None:
    text = "At least 68 people died in Arden and 120 are missing, raising an earlier toll of 56."
    dead, missing, former = find_claims(text, published_on=date(2026, 9, 1)).claims
    assert (former.replaced_by, former.measure, former.subject) == (dead.start, dead.measure, dead.subject)
    assert missing.measure != dead.measure


def test_what_was_before_without_a_time_is_no_figure_of_today() -> None:
    texts = {
        "The toll in Arden rose to 41 from 34.": ["41"],
        "The toll in Arden rose to 41 from 34 in May.": ["41", "34"],
        "Telmar cut its sales target to 850 cars from 900 cars.": ["850 cars", "900 cars"],  # replaced
    }
    for text, comparable in texts.items():
        found = find_claims(text, published_on=date(2026, 9, 1))
        article = Article("https://a.example/1", None, text)
        records = make_records(article, found, outlet="Courier", aliases=NO_ALIASES, extractor_version="test")
        assert [record.quote for record in records if record.comparable] == comparable
