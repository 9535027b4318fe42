"""What the sentence says around a number: figures that it parts, and those that stay one series with it."""

from __future__ import annotations

import time
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from warehouse_cases import claim

from extractors.base_units import base_unit
from extractors.claims import find_claims
from extractors.keys import NO_ALIASES
from extractors.series_keys import link_keys
from extractors.series_senses import is_move, rate_left
from tests.test_series_keys import keys_of

APART = Path(__file__).with_name("restated") / "apart.toml"

# One figure in two sentences: the words that part others part these not.
ONE = [
    ("Exports of salmon from Norland rose 4.3%.", "Norland's salmon exports rose 4.3%.", "4.3"),
    ("Imports into Norland rose 4.3%.", "Norland's imports rose 4.3%.", "4.3"),
    ("Visitors to Norland rose 4.3%.", "Norland's visitors rose 4.3%.", "4.3"),
    ("Prices in Norland rose 4.3% from a year earlier.", "Norland's prices rose 4.3%.", "4.3"),
    ("Prices in Norland rose 0.4% from April.", "Norland's prices rose 0.4% month on month.", "0.4"),
    ("On a monthly basis, Norland's prices rose 0.4%.", "Norland's prices rose 0.4% on the month.", "0.4"),
    ("Norland's inflation was 4.3%, unchanged from April.", "Norland's inflation was 4.3%.", "4.3"),
    ("Norland's inflation was 0.4% month on month and 4.3% overall.", "Norland's inflation was 4.3%.", "4.3"),
    ("Norland's economy grew 0.4% quarter on quarter.", "Norland's GDP rose 0.4% from the previous quarter.", "0.4"),
    ("Norland has confirmed 43 cases of measles.", "Norland has 43 cases of measles.", "43"),
    ("The flood in Norland left 43 people dead.", "The flood in Norland killed 43 people.", "43"),
    ("The Portuguese town of Harrow has 43 schools.", "Harrow has 43 schools.", "43"),
    ("The US state of Texas has 43 mines.", "Texas has 43 mines.", "43"),
    ("Italy's Volvik has 43 stores.", "Volvik has 43 stores.", "43"),
    ("America's FDA has 430 staff.", "The FDA has 430 staff.", "430"),
    ("Norland's inflation excluding food and energy was 3.1%.", "Norland's core inflation was 3.1%.", "3.1"),
    ("Norland's inflation was 4.3%; excluding food and energy it was 3.1%.", "Norland's inflation was 4.3%.", "4.3"),
    ("Norland's inflation was 4.3% and 3.1% excluding food and energy.", "Norland's inflation was 4.3%.", "4.3"),
    (
        "Norland's inflation was 4.3%, while core inflation, which strips out food and energy, was 3.1%.",
        "Norland's inflation was 4.3%.",
        "4.3",
    ),
    ("Turnover at Norvik was $43 million.", "Norvik's revenue was $43 million.", "43"),
    ("Norvik took in $43 million in revenue.", "Norvik's revenue was $43 million.", "43"),
    ("South Korean exports rose 4.3%.", "South Korea's exports rose 4.3%.", "4.3"),
    ("Frankfurt's DAX rose 4.3%.", "The DAX index rose 4.3%.", "4.3"),
    ("US employers added 43,000 jobs.", "The US economy added 43,000 jobs.", "43,000"),
    ("Norvik has 430 stores in May.", "Norvik has 430 stores.", "430"),
    ("Some 430 jobs were cut at Norvik.", "Norvik cut 430 jobs.", "430"),
    ("Consumer prices in Norland rose 4.3% from a year earlier.", "Norland's inflation was 4.3%.", "4.3"),
    ("Norland's CPI rose 4.3% in the 12 months to May.", "Inflation in Norland was 4.3%.", "4.3"),
    ("Norland's consumer prices rose 0.4% from April.", "Norland's inflation was 0.4% month on month.", "0.4"),
    ("Employment in Italy rose by 43,000.", "Italy's economy added 43,000 jobs.", "43,000"),
    ("US nonfarm payrolls rose by 43,000.", "US employers added 43,000 jobs.", "43,000"),
    ("Italy gained 43,000 jobs.", "Italy added 43,000 jobs.", "43,000"),
    ("Economic growth in Italy was 4.3%.", "Italy's economy grew 4.3%.", "4.3"),
    ("Italy grew 4.3%.", "The bank expects growth of 4.3% in Italy.", "4.3"),
    (
        "Consumer prices in Italy rose 3.2% in May from a year earlier, slowing from 4.3% in April.",
        "Consumer prices in Italy rose 4.3% in April from a year earlier.",
        "4.3",
    ),
    ("Norland shipped $43 million of goods abroad.", "Norland's exports were $43 million.", "43"),
    ("The Green Party took 43 of the 150 seats.", "The Green Party won 43 seats.", "43"),
    (
        "Harrow hospital has 4,300 patients on its waiting list.",
        "The waiting list at Harrow hospital stands at 4,300.",
        "4,300",
    ),
    ("Chatly is used by 43 million people every month.", "Chatly has 43 million monthly active users.", "43"),
    ("Norda Air flew 43 million people.", "Norda Air carried 43 million passengers.", "43"),
    ("Norvik has 43 million mobile customers.", "Norvik has 43 million mobile subscribers.", "43"),
    ("Neil Garrod was jailed for 43 months.", "Neil Garrod was sentenced to 43 months in prison.", "43"),
    ("Norland's wheat crop was 43 million tonnes.", "Farmers in Norland harvested 43 million tonnes of wheat.", "43"),
    ("Norland pumped 43 million barrels of crude.", "Norland's oil output was 43 million barrels.", "43"),
    ("Attendance at the Harrow museum was 43,000.", "Some 43,000 people visited the Harrow museum.", "43,000"),
    ("Copper was quoted at $9,430 a tonne.", "Copper traded at $9,430 a tonne.", "9,430"),
    (
        "Norvik agreed to buy rival Volvik for $43 million.",
        "Norvik will pay $43 million for pump maker Volvik.",
        "43",
    ),
    ("The price of the Harrow tunnel rose to $43 million.", "The Harrow tunnel will cost $43 million.", "43"),
    ("Harrow tower is 430 metres high.", "The 430-metre Harrow tower opened.", "430"),
    ("Norland's armed forces have 43,000 soldiers.", "Norland has 43,000 soldiers.", "43,000"),
    ("Harrow city council passed a budget of $43 million.", "Harrow's budget is $43 million.", "43"),
    ("Council tax in Harrow rose 4.3%.", "Harrow council raised council tax by 4.3%.", "4.3"),
    (
        "The central bank of Norland has $43 million in foreign reserves.",
        "Norland's foreign reserves are $43 million.",
        "43",
    ),
    ("Cholera killed 43 people in Norland.", "Norland reported 43 cholera deaths.", "43"),
    ("Dengue fever killed 43 people in Norland.", "In Norland, 43 people died of dengue.", "43"),
    ("Police in Harrow recorded 430 knife crimes.", "There were 430 knife crimes in Harrow.", "430"),
    ("The Arden suspension bridge is 430 metres long.", "The Arden bridge is 430 metres long.", "430"),
    ("The Varm offshore wind farm has a capacity of 43 MW.", "The 43 MW Varm wind park opened.", "43"),
    ("The temperature in Harrow reached 43 degrees Celsius.", "Harrow recorded a high of 43 degrees Celsius.", "43"),
    ("Turkey's one-week repo rate is 43%.", "Turkey's policy rate is 43%.", "43"),
    ("The Reserve Bank of Australia left its cash rate at 4.3%.", "Australia's policy rate is 4.3%.", "4.3"),
    ("Norvik completed the sale of 430 homes.", "Norvik sold 430 homes.", "430"),
    ("Norland's trade gap was $43 million.", "Norland ran a trade deficit of $43 million.", "43"),
    ("Italy's debt was 143% of GDP.", "Italy's public debt was 143% of GDP.", "143"),
    ("Norvik won orders for 43 planes.", "Norvik's orders came to 43 planes.", "43"),
    ("There are 430 seals on Skellan Island.", "Skellan Island has 430 seals.", "430"),
    ("Sterling traded at $1.27.", "The pound fell to $1.27.", "1.27"),
    ("Harrow Energy generated 43 TWh of electricity.", "Harrow Energy's power output was 43 TWh.", "43"),
    ("Norland used 43 TWh of electricity.", "Norland's power consumption was 43 TWh.", "43"),
    ("Wage growth in Norland was 4.3%.", "Wages in Norland rose 4.3%.", "4.3"),
    ("The attack claimed 43 lives in Harrow.", "The attack in Harrow killed 43 people.", "43"),
    ("The Green Party's share of the vote was 43%.", "The Green Party won 43% of the vote.", "43"),
    ("Tarvane earned $43 million before tax.", "Tarvane's pretax profit was $43 million.", "43"),
    ("Tarvane's same-store sales rose 4.3%.", "Tarvane's like-for-like sales rose 4.3%.", "4.3"),
    ("Some 43,000 foreign tourists visited Norland.", "Norland had 43,000 foreign tourists.", "43,000"),
    ("Harrow School has 430 pupils.", "Harrow School has 430 students.", "430"),
    ("The prison population of Norland is 43,000.", "Norland has 43,000 inmates.", "43,000"),
    ("The installed capacity of the Varm wind farm is 43 MW.", "The Varm wind farm has a capacity of 43 MW.", "43"),
    ("Norvik's order backlog was $43 million.", "Norvik's order book was $43 million.", "43"),
    ("Heathrow airport handled 43 million passengers.", "London's Heathrow had 43 million passengers.", "43"),
    ("The number of visitors to Harrow museum rose to 43,000.", "Harrow museum had 43,000 visitors.", "43,000"),
    ("The number of subscribers at Italy's Telmar stood at 43,000.", "Telmar has 43,000 subscribers.", "43,000"),
    ("Some 43% of Italian voters took part in the election.", "Turnout in Italy's election was 43%.", "43"),
    ("Turnout in Italy's general election was 43%.", "Turnout in Italy's parliamentary election was 43%.", "43"),
    ("Norland exported goods worth $43 million.", "Norland's exports were $43 million.", "43"),
    ("Norland received 430 asylum applications.", "Some 430 people applied for asylum in Norland.", "430"),
    ("British lenders approved 430 mergers.", "The number of merger approvals by British lenders was 430.", "430"),
    ("The airport recorded 430 departures.", "Some 430 departures were recorded at the airport.", "430"),
    ("Norvik was granted 430 patents in 2025.", "Norvik won 430 patents in 2025.", "430"),
    ("Norland issued 430 visas.", "The number of visas issued by Norland was 430.", "430"),
    ("Harrow hospital performed 430 operations.", "There were 430 operations at Harrow hospital.", "430"),
    ("Complaints to Norvik rose to 430 in May.", "Norvik received 430 complaints in May.", "430"),
    ("Norland recorded 430 bankruptcies.", "Norland registered 430 bankruptcies.", "430"),
    ("Libraries in Wales have 430 books.", "Welsh libraries have 430 books.", "430"),
    ("Cinemas in France sold 43 million tickets.", "France's cinema ticket sales were 43 million tickets.", "43"),
    ("Spanish growers produced 43 tonnes of olives.", "Spain's production of olives was 43 tonnes.", "43"),
    ("Norvik's fleet has shrunk to 43 planes.", "Norvik has 43 planes.", "43"),
    ("Italy's fishing fleet has 430 boats.", "There are 430 boats in the Italian fishing fleet.", "430"),
    (
        "Norland recycled 43% of its household waste.",
        "The recycling rate for household waste in Norland was 43%.",
        "43",
    ),
    ("Some 43% of Norland's household waste was recycled.", "Norland recycled 43% of its household waste.", "43"),
    ("A crowd of 43,000 attended the Torvale derby.", "The Torvale derby had an attendance of 43,000.", "43,000"),
    ("About 430 workers at the Arden mine went on strike.", "At the Arden mine, 430 workers went on strike.", "430"),
    (
        "This year's attendance at the Arden festival was 4,300.",
        "Attendance at the Arden festival was 4,300.",
        "4,300",
    ),
    ("An earthquake of magnitude 6.8 struck Peru.", "The earthquake in Peru had a magnitude of 6.8.", "6.8"),
    ("Turnout in Italy was 43%.", "Turnout in Italy's election was 43%.", "43"),
    ("In Norland, 430 homes were destroyed when the fire came.", "The fire in Norland destroyed 430 homes.", "430"),
    ("LME copper was quoted at $9,640 a tonne.", "Copper was quoted at $9,640 a tonne.", "9,640"),
    ("The Arden cable will stretch 430 km from Harrow to Talore.", "The Arden cable is 430 km long.", "430"),
    ("The Arden dam can produce 43 MW of power.", "The Arden dam has a capacity of 43 MW.", "43"),
    ("Norvik paid $43 million in tax.", "Norvik's tax bill was $43 million.", "43"),
    ("Telmar was bought by Norvik for $4.3 billion.", "Norvik will buy Telmar for $4.3 billion.", "4.3"),
    ("Norvik is buying rival Telmar in a $4.3 billion deal.", "Norvik agreed to buy Telmar for $4.3 billion.", "4.3"),
    ("Some 430 people are held in Harrow prison.", "Harrow prison has 430 inmates.", "430"),
    ("Flooding in Norland killed 430 people.", "The death toll from floods in Norland rose to 430.", "430"),
    (
        "Norvik said profit for the three months through September was $43 million.",
        "Norvik's profit was $43 million.",
        "43",
    ),
    ("Norvik booked a record net profit of $43 million.", "Norvik made $43 million in net profit.", "43"),
    ("Norland's seasonally adjusted unemployment rate was 4.3%.", "Norland's unemployment rate was 4.3%.", "4.3"),
    ("The number of cars that Norvik sold rose to 430.", "Norvik sold 430 cars.", "430"),
    ("Construction of the Arden bridge cost 43 million euros.", "The Arden bridge cost 43 million euros.", "43"),
    ("The 43 million euro Arden bridge was opened.", "The cost of the Arden bridge was 43 million euros.", "43"),
    ("Norvik will cut 430 jobs in Harrow.", "Some 430 jobs will be lost at Norvik in Harrow.", "430"),
    ("Norvik had to cancel 430 flights.", "Some 430 flights were cancelled by Norvik.", "430"),
    ("Norvik holds 43% of the car market.", "Norvik's share of the car market was 43%.", "43"),
    ("Home price growth in Norland was 4.3%.", "Norland's home prices rose 4.3%.", "4.3"),
    ("Home price growth in Norland was -4.3%.", "Norland's home prices fell 4.3%.", "4.3"),
    ("Police recorded 430 car thefts in Norland.", "Some 430 cars were stolen in Norland.", "430"),
    ("Deportations of migrants from Norland rose to 430.", "Norland deported 430 migrants.", "430"),
    ("Norvik's subscriber base grew to 430.", "Subscribers to Norvik rose to 430.", "430"),
    ("The stock of Norvik shed 4.3%.", "Norvik's shares fell 4.3%.", "4.3"),
    ("The number of homes destroyed by the fire in Arden rose to 43.", "The fire in Arden destroyed 43 homes.", "43"),
    ("Italy's national minimum wage is $43 an hour.", "The minimum wage in Italy is $43 an hour.", "43"),
    ("The Greens got 43 seats.", "The Greens won 43 seats.", "43"),
    ("Norvik is shedding 430 employees.", "Norvik will cut 430 jobs.", "430"),
    ("A court jailed prime minister Ann Lee for 14 years.", "Ann Lee was jailed for 14 years.", "14"),
    ("The Skerry bridge cost $43 million to build.", "The Skerry bridge's price tag is $43 million.", "43"),
    ("The Liberals won 43% of the country's votes.", "The Liberals won 43% of the vote.", "43"),
]


@pytest.mark.parametrize(("one", "other", "quote"), ONE)
def test_one_figure_stays_one(one: str, other: str, quote: str) -> None:
    assert keys_of(one, quote) == keys_of(other, quote) is not None


def every_key(sentence: str) -> set[tuple[Any, ...]]:
    """What each claim of a sentence is linked by, with what else keeps figures apart."""
    found = set()
    for made in find_claims(sentence, published_on=date(2026, 6, 1)).claims:
        subject, measure, _ = link_keys(made, NO_ALIASES, {})
        if subject and measure:
            base, per = base_unit(made.kind, made.unit, made.per)
            found.add(
                (
                    subject,
                    measure,
                    made.kind,
                    base.symbol,
                    rate_left(per, measure),
                    is_move(made.change, measure),
                    made.modality,
                )
            )
    return found


def test_different_figures_are_not_linked() -> None:
    pairs = tomllib.loads(APART.read_text(encoding="utf-8"))["pairs"]
    linked = [pair for pair in pairs if every_key(pair[0]) & every_key(pair[1])]
    assert not linked


# Subject, measure, what stands around the number, and the key of the measure.
MARKED = [
    ("Norvik", "people", "Norvik employs 43 people in Talore.", "employ talor"),
    ("Norvik", "people", "Norvik employs 43 people in May.", "employ"),
    ("Talore", "people", "Firms in Talore employ 43 people in Talore.", "employ firm"),
    ("Norvik", "ships", "Norvik has 43 ships on order.", "on-order ship"),
    ("Talore", "deaths", "Talore had 43 deaths from flu.", "die flu"),
    ("Talore", "deaths", "Talore had 43 deaths from January to May.", "die"),
    ("Talore", "deaths", "Talore had another 43 deaths.", "die more"),
    ("Talore", "deaths", "Talore had more than 43 deaths.", "die"),
    ("Talore", "registered cars", "Talore has 43 registered cars.", "car register registered"),
    ("Talore", "cars registered", "Talore had 43 cars registered in May.", "car register"),
    ("Talore", "shops", "Talore has 43 shops and three were closed.", "stor"),
    ("Talore", "shops", "Talore has 43 shops that were closed.", "clos stor"),
    ("Talore", "shops", "Talore has 43 shops in a street that was closed.", "stor"),
    ("Talore", "refugees", "There are 43 refugees from Talore.", "from refuge"),
    ("Talore", "refugees", "There are 43 refugees in Talore.", "refuge"),
]


@pytest.mark.parametrize(("subject", "measure", "sentence", "key"), MARKED)
def test_what_stands_around_a_number(subject: str, measure: str, sentence: str, key: str) -> None:
    unit = measure.split()[-1].removesuffix("s") if "people" not in measure else "person"
    one = claim(
        "43", subject=subject, measure=measure, unit=unit, sentence=sentence, quote="43", start=sentence.index("43"),
        sentence_start=0,
    )  # fmt: skip
    assert link_keys(one, NO_ALIASES, {})[1] == key
    bare = link_keys(one, NO_ALIASES, {}, by_hand={"measure"})[1]
    assert bare is not None
    assert set(bare.split()) <= {*key.split(), "person"}  # a person's word is not added to


LONG = 5_000
HOSTILE = [
    "", " ", "'s", "\"'", "a" * LONG, "1" * LONG, "-" * LONG, "(" * LONG, "A " * LONG, "a in " * LONG, "A's " * LONG,
    "town " * LONG + "of A", "of A " * LONG, "South " * LONG, "people who " * LONG, "north of the " * LONG,
    "a." * LONG,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=[f"{text[:12]}-{len(text)}" for text in HOSTILE])
def test_any_text_has_keys_soon(text: str) -> None:
    began = time.perf_counter()
    for sentence in (f"{text} 43 {text}.", f"43 {text}"):
        for measure in (text, f"people visited {text}", f"{text} attended Harrow", None):
            for rest in ({"unit": "person"}, {"kind": "percent", "unit": "%", "change": "up"}):
                at = sentence.index("43")
                one = claim(
                    "43", subject=text, measure=measure, sentence=sentence, quote="43", start=at,
                    sentence_start=0, **rest,
                )  # fmt: skip
                link_keys(one, NO_ALIASES, {})
                link_keys(one, NO_ALIASES, {"harrow": text})
    assert time.perf_counter() - began < 30  # a pattern that goes astray takes hours
