"""Keys that link claims: what one outlet says in its words, another in others; and what only sounds alike."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from warehouse_cases import claim

from extractors.base_units import base_unit
from extractors.claims import find_claims
from extractors.keys import NO_ALIASES, make_aliases
from extractors.series_keys import asked_stems, link_keys
from extractors.series_senses import is_move, rate_left

FOLDER = Path(__file__).with_name("restated")
FLOORS = {
    # file: pairs of one figure that are linked, at least; of all pairs
    "plain": (196, 210),
    "news_a": (226, 444),
    "news_b": (80, 436),
    "news_c": (254, 369),
    "news_d": (107, 378),
    "news_e": (134, 237),
    "news_f": (5, 90),
    "news_g": (13, 90),
}


def keys_of(sentence: str, quote: str) -> tuple[Any, ...] | None:
    """What the claim whose quote holds ``quote`` is linked by; None where it is linked to nothing."""
    for one in find_claims(sentence, published_on=date(2026, 6, 1)).claims:
        if quote in one.quote:
            subject, measure, _ = link_keys(one, NO_ALIASES, {})
            base, per = base_unit(one.kind, one.unit, one.per)
            linked = (subject, measure, one.kind, base.symbol, rate_left(per, measure), is_move(one.change, measure))
            return linked if subject and measure else None
    return None


def restated(name: str) -> dict[str, list[tuple[Any, ...] | None]]:
    groups = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return {key: [keys_of(text, group["q"]) for text in group["t"]] for key, group in groups.items()}


def pairs(groups: dict[str, list[tuple[Any, ...] | None]]) -> Iterator[bool]:
    for keys in groups.values():
        yield from (one is not None and one == other for one, other in combinations(keys, 2))


@pytest.mark.parametrize("name", FLOORS)
def test_what_is_restated_is_linked_and_nothing_else(name: str) -> None:
    groups = restated(name)
    found = list(pairs(groups))
    assert (sum(found), len(found)) >= FLOORS[name]
    assert len(found) == FLOORS[name][1]
    for (one, these), (other, those) in combinations(groups.items(), 2):
        assert not {*these} & {*those} - {None}, f"{one} and {other} are different figures"


SIZED = {"rules": ("attach:sized_name",)}


def test_no_claim_changes_the_keys_of_the_next() -> None:
    groups = tomllib.loads((FOLDER / "news_c.toml").read_text(encoding="utf-8")).values()
    told = [(text, group["q"]) for group in groups for text in group["t"]]
    assert [keys_of(*one) for one in told] == [keys_of(*one) for one in reversed(told)][::-1]


# Subject and measure as the extractor gives them, the rest of the claim, and the keys.
CASES = [
    ("Tesla's deliveries", "vehicles", {"unit": "vehicle"}, "tesla", "deliver vehicl"),
    ("Deliveries at Tesla", "vehicles", {"unit": "vehicle"}, "tesla", "deliver vehicl"),
    ("Poland's armed forces", "soldiers", {"unit": "soldier"}, "poland", "soldier"),
    ("Norland's government", "employees", {"unit": "employee"}, "norland government", "employ"),
    ("Schools in Flanders", "teachers", {"unit": "teacher"}, "flanders schools", "teacher"),
    ("earthquake in eastern Talore", "people killed", {"unit": "person"}, "eastern talore earthquake", "die"),
    ("Portuguese town of Veldana", "inhabitants", {"unit": "inhabitant"}, "veldana", "population"),
    ("University of Marden", "students enrolled", {"unit": "student"}, "university of marden", "student"),
    ("Italy's Marlo", "stores", {"unit": "store"}, "marlo", "stor"),
    ("Italy's Ministry of Works", "offices", {"unit": "office"}, "italy ministry of works", "offic"),
    ("US economy", "jobs added", {"unit": "job"}, "us", "add employ"),
    ("Romanian children", "jabs", {"unit": "jab"}, "romania", "child jab"),
    ("American Widgets", "jabs", {"unit": "jab"}, "american widgets", "jab"),
    (None, "people visited Iskra National Park", {"unit": "person"}, "iskra national park", "visitor"),
    (None, "people moved to Harrow", {"unit": "person"}, "harrow", "mov"),
    (None, "civilians killed in May", {"unit": "civilian", "period": "May"}, None, "civilian kill"),  # no place
    (None, "people moved to Mayfield", {"unit": "person"}, "mayfield", "mov"),
    (None, "number of Japanese births", {"unit": "birth"}, "japan", "birth"),
    (None, "births", {"unit": "birth"}, None, "birth"),
    ("China", "Exports from China", {"kind": "money", "unit": "USD"}, "china", "export"),
    ("China", "exports to China", {"kind": "money", "unit": "USD"}, "china", "china export"),
    ("Norvik", "third-quarter revenue", {"kind": "money", "unit": "USD", "period": "Q3"}, "norvik", "revenu"),
    ("Norvik", "quarterly revenue", {"kind": "money", "unit": "USD"}, "norvik", "quarterly revenu"),
    ("Norvik", "sales", {"kind": "money", "unit": "USD"}, "norvik", "revenu"),
    ("Norvik", "net sales", {"kind": "money", "unit": "USD"}, "norvik", "revenu"),
    ("Norvik", "job losses announced", {"unit": "job loss"}, "norvik", "cut employ"),
    ("Norvik", "positions created", {"unit": "position"}, "norvik", "add employ"),
    ("Japan", "babies born", {"unit": "baby"}, "japan", "birth"),
    ("Japan", "deaths registered", {"unit": "death"}, "japan", "die"),
    ("France", "government debt", {"kind": "percent", "unit": "%"}, "france", "debt public"),
    ("Norvik", "sales", {"unit": "home"}, "norvik", "hous sell"),
    ("Norvik", "share price", {"kind": "percent", "unit": "%", "change": "up"}, "norvik", "shar"),
    ("Norvik", "share price", {"kind": "money", "unit": "USD"}, "norvik", "pric shar"),
    ("London", "FTSE 100", {"kind": "index", "unit": None}, "ftse 100", "index"),
    ("German DAX", "German DAX", {"kind": "percent", "unit": "%", "change": "down"}, "dax", "index"),
    ("DAX", "companies", {"unit": "company"}, "dax", "company"),
    ("Bank of England", "interest rates", {"kind": "percent", "unit": "%"}, "uk", "policy rat"),
    ("Sweden's central bank", "policy rate", {"kind": "percent", "unit": "%"}, "sweden", "policy rat"),
    ("Norvik", "interest rates", {"kind": "percent", "unit": "%"}, "norvik", "interest rat"),
    ("Brent crude", "crude price", {"kind": "money", "unit": "USD"}, "brent", "pric"),
    ("Lanshan Park", "Lanshan Park", {"unit": "bed"}, "lanshan park", "bed"),
    ("Lanshan Park", "people visited", {"unit": "person"}, "lanshan park", "visitor"),
    ("Arden Canal", "ships passed", {"unit": "ship"}, "arden canal", "ship"),
    ("Arden exam", "ships failed", {"unit": "ship"}, "arden exam", "fail ship"),
    ("University of Marden", "Enrolment", {"unit": "student"}, "university of marden", "student"),
    ("University of Marden", "Enrolment", {"unit": "person"}, "university of marden", "enroll"),
    (
        "Skerry wind farm",
        "Skerry wind farm",
        {"kind": "measure", "unit": "MW", **SIZED},
        "skerry wind farm",
        "capacity",
    ),
    ("Arden tunnel", "Arden tunnel", {"kind": "measure", "unit": "km", **SIZED}, "arden tunnel", "length"),
    ("Arden tower", "Arden tower", {"kind": "measure", "unit": "m", **SIZED}, "arden tower", "height"),
    ("Arden hall", "Arden hall", {"kind": "measure", "unit": "m", **SIZED}, "arden hall", "hall"),
    ("Arden tunnel", "Arden tunnel", {"kind": "money", "unit": "EUR", **SIZED}, "arden tunnel", "cost"),
    ("Arden tunnel", "Arden tunnel", {"kind": "money", "unit": "EUR"}, "arden tunnel", "tunnel"),
    ("Green Dawn party", "members", {"unit": "member"}, "green dawn", "member"),
    ("Norvik", "job losses announced", {"unit": "job loss"}, "norvik", "cut employ"),
    ("Norland", "Sudanese refugees living", {"unit": "refugee"}, "norland", "refuge sudan"),
]


@pytest.mark.parametrize(("subject", "measure", "rest", "owner", "key"), CASES)
def test_whose_and_what(
    subject: str | None, measure: str, rest: dict[str, Any], owner: str | None, key: str | None
) -> None:
    sentence = f"{subject or 'It'} has 43 of these."
    one = claim(
        "43", subject=subject, measure=measure, sentence=sentence, quote="43", start=sentence.index("43"), **rest
    )
    assert link_keys(one, NO_ALIASES, {})[:2] == (owner, key)


ACTS = [
    ("Norvik will cut 800 jobs.", "800", "cut employ"),
    ("Norvik is to lay off up to 800 workers.", "800", "cut employ"),
    ("Norvik cut jobs to 800.", "800", "employ"),
    ("Norvik has 800 jobs.", "800", "employ"),
    ("Some 800 jobs were created.", "800", "add employ"),
    ("Norvik hired a total of 800 staff.", "800", "add employ"),
    ("Norvik announced the loss of 800 posts.", "800", "employ"),  # "loss of" is no verb
    ("Norvik eliminated 800 jobs.", "800", "cut employ"),
    ("Norvik exported goods worth 800 jobs.", "800", "employ export"),
]


GASES = [
    ("Norland's emissions came to 43 tonnes of CO2.", "co2 emit"),
    ("Norland's emissions came to 43 tonnes of CO2 equivalent.", "emit ghg"),
    ("Norland emitted 43 tonnes of soot.", "emit"),
]


@pytest.mark.parametrize(("sentence", "key"), GASES)
def test_emissions_are_of_the_gas_that_their_unit_names(sentence: str, key: str) -> None:
    one = claim(
        "43", subject="Norland", measure="emissions", kind="measure", unit="tonne", sentence=sentence, quote="43",
        start=sentence.index("43"), sentence_start=0,
    )  # fmt: skip
    assert link_keys(one, NO_ALIASES, {})[:2] == ("norland", key)


@pytest.mark.parametrize(("sentence", "quote", "key"), ACTS)
def test_what_is_done_to_a_number_of_things_is_part_of_what_is_measured(sentence: str, quote: str, key: str) -> None:
    one = claim(
        quote, subject="Norvik", measure="jobs", unit="job", sentence=sentence, quote=quote,
        start=sentence.index(quote), sentence_start=0,
    )  # fmt: skip
    assert link_keys(one, NO_ALIASES, {})[:2] == ("norvik", key)
    assert link_keys(one, NO_ALIASES, {}, by_hand={"measure"})[:2] == ("norvik", "employ")


def test_whose_it_is_by_hand_is_taken_as_it_stands() -> None:
    sentence = "South Talore has 43 halls."
    one = claim("43", subject="Talore", measure="halls", unit="hall", sentence=sentence, quote="43", start=17)
    assert link_keys(one, NO_ALIASES, {}).subject == "south talore"
    assert link_keys(one, NO_ALIASES, {}, by_hand={"subject"}) == ("talore", "hall", True)
    two = claim("43", subject="Tesla's deliveries", measure="vehicles", unit="vehicle")
    assert link_keys(two, NO_ALIASES, {}, by_hand={"subject"}).subject == "tesla deliveries"


def test_what_the_operator_or_the_text_says_of_a_name_comes_first() -> None:
    one = claim("43", subject="Schools in Flanders", measure="teachers", unit="teacher")
    names = make_aliases([("Flemish Education", ["Schools in Flanders"])])
    assert link_keys(one, names, {})[0] == "flemish education"
    two = claim("43", subject="FS", measure="teachers", unit="teacher")
    assert link_keys(two, NO_ALIASES, {"fs": "flanders schools"})[0] == "flanders schools"


NAMED = [
    ("Norvik", "Norvik has 43 shops.", "", True),
    ("Schools in Flanders", "Schools in Flanders have 43.", "", True),
    ("Employers", "Employers cut 43 jobs.", "", False),
    ("employers", "In May employers cut 43 jobs.", "", False),
    ("participants", "The study had 43 participants.", "", False),
    ("study", "The study had 43 participants.", "", False),
    ("Vaccinations", "Vaccinations rose 43%.", "", False),
    ("Apple", "Apple sold 43 phones.", "", True),
    ("Visions", "Visions sold 43 phones.", "", False),
    ("Visions", "Visions sold 43 phones.", "Last year Visions sold none.", True),
    ("gold", "In May gold cost $43.", "", True),
    ("Spot gold", "Spot gold cost $43.", "", True),
    ("world", "The world has 43 of them.", "", True),
    ("Romanian children", "Romanian children had 43.", "", True),
    ("737", "The 737 has 43 seats.", "", True),
    ("US", "US has 43.", "", True),
    (None, "Some 43 people visited Iskra.", "", False),
]


@pytest.mark.parametrize(("subject", "sentence", "more", "named"), NAMED)
def test_only_names_link_articles(subject: str | None, sentence: str, more: str, named: bool) -> None:
    one = claim("43", subject=subject, measure="seats", sentence=sentence, quote="43", start=sentence.index("43"))
    assert link_keys(one, NO_ALIASES, {}, set(more.split())).is_named == named
    if subject is not None:
        assert link_keys(one, make_aliases([("The Works", [subject])]), {}).is_named


OF_ARTICLE = [
    # the sentence, the figure, whether it makes a series of several articles
    ("In the U.S. there were 1,800 deaths.", "1,800", False),
    ("Flu caused 1,800 deaths in the U.S. this season.", "1,800", True),
    ("The death toll in the United States has reached 310.", "310", False),
    ("Japan had 1.36 million deaths and 860,000 births.", "1.36", True),
    ("Japan's population fell to 125.6 million people.", "125.6", True),
    ("California reported cases in eight counties.", "eight", False),
    ("Kestrel has 58 stores in California.", "58", True),
    ("China's exports fell for three months.", "three months", False),
    ("Patients of Kestrel Health wait 18 weeks on average.", "18 weeks", True),
    ("The Corvin Tunnel will be closed for 52 days.", "52 days", True),
    ("Unemployment in Germany is at a 20-year low.", "20-year", False),
    ("Norland has led the table for five consecutive years.", "five", True),
]


@pytest.mark.parametrize(("sentence", "quote", "links"), OF_ARTICLE)
def test_what_says_nothing_outside_its_article_links_nothing(sentence: str, quote: str, links: bool) -> None:
    (one,) = (c for c in find_claims(sentence, published_on=date(2026, 6, 1)).claims if quote in c.quote)
    keys = link_keys(one, NO_ALIASES, {})
    assert (None not in keys and keys.is_named) == links


SPANS = [
    # two moves, whether they are of one series
    ("The S&P 500 fell 0.7% on Tuesday.", "The S&P 500 rose 0.4%.", True),
    ("The S&P 500 fell 0.7% on Tuesday.", "The S&P 500 is up 24% year-to-date.", False),
    ("The S&P 500 rose 19% last year.", "The S&P 500 is up 24% year-to-date.", True),
    ("Kestrel shares rose 3%.", "Kestrel shares fell 5% on Monday.", True),
    ("Kestrel shares rose 3%.", "Kestrel shares rose 40% in 2025.", False),
    ("Spot gold fell 0.2% on Friday.", "Spot gold rose 12% last month.", False),
    ("Norland's exports rose 9% in May.", "Norland's exports rose 4% in 2025.", True),
    ("The S&P 500 fell 0.3%.", "S&P 500 futures fell 0.3%.", False),
]


@pytest.mark.parametrize(("one", "other", "same"), SPANS)
def test_a_days_move_of_what_is_traded_is_no_years(one: str, other: str, same: bool) -> None:
    keys = [keys_of(text, "%") for text in (one, other)]
    assert keys[0] is not None
    assert (keys[0] == keys[1]) == same


def test_an_owner_within_the_measure_is_a_name() -> None:
    one = claim("43", subject=None, measure="people visited Iskra", unit="person", sentence="Some 43 visited Iskra.")
    assert link_keys(one, NO_ALIASES, {}) == ("iskra", "visitor", True)


WHOLES = [
    # sentence                                                    figure      what is measured, to the word
    ("A third of Norvik's 43,000 workers went on strike.", "43,000", "workers"),
    ("Some 43% of the town's 610 shops are empty.", "610", "shops"),
    ("Some 43 of the 610 houses in Tarn were damaged.", "610", "houses"),
    ("Some 43 of the 610 houses in Tarn were damaged.", "43", "houses damaged"),
    ("One of the 43 passengers died.", "43", "passengers"),
    ("She was one of 43 passengers who caught the virus.", "43", "passengers who caught the virus"),
    ("All of the 43 passengers died.", "43", "passengers died"),
    ("Norvik's 43,000 workers went on strike.", "43,000", "workers on strike"),
    ("Norland reported 43 new deaths, taking the total to 4,312.", "4,312", "deaths"),
    ("Norland reported 43 new deaths, up from 40.", "40", "new deaths reported"),
]


@pytest.mark.parametrize(("sentence", "figure", "measure"), WHOLES)
def test_what_a_part_did_is_not_said_of_the_whole(sentence: str, figure: str, measure: str) -> None:
    (one,) = (
        c for c in find_claims(sentence, published_on=date(2026, 6, 1)).claims if figure in c.quote.split()[-2:]
    )
    assert one.measure == measure


SET_AGAINST = [
    # a figure and what it is set against: of one series, or not
    ("Norvik employs 4,300 people, up from 4,000 in 2024.", "4,300", "4,000", True),
    ("Police in Harrow recorded 1,240 burglaries last year, down from 1,410 in 2024.", "1,240", "1,410", True),
    ("Norland exported 4.3 million tonnes of wheat in 2025, against 4 million in 2024.", "4.3", "4 million", True),
    ("Norland exported 4.3 million tonnes of wheat from 12 ports.", "4.3", "12", False),
    ("Norvik sold 430 cars against 61 vans.", "430", "61", False),
]


@pytest.mark.parametrize(("sentence", "one", "other", "same"), SET_AGAINST)
def test_what_a_figure_is_set_against_is_of_its_series(sentence: str, one: str, other: str, same: bool) -> None:
    first, second = keys_of(sentence, one), keys_of(sentence, other)
    assert first is not None
    assert (first == second) == same
    assert second is None or "export" not in str(second[1]) or same


@pytest.mark.parametrize(
    ("asked", "owner", "stems"),
    [
        ("exports from China", "china", {"export"}),
        ("people employed", None, {"employ"}),
        ("number of people", None, {"person"}),
        ("third-quarter revenue", None, {"revenu"}),
        ("turnover", None, {"revenu"}),
        ("staff turnover", None, {"employ", "turnover"}),
        ("people killed", "talore earthquake", {"die"}),
        ("people killed", "talore", {"kill"}),
    ],
)
def test_what_is_asked_for_is_folded_as_what_is_said(asked: str, owner: str | None, stems: set[str]) -> None:
    assert asked_stems(asked, owner) == stems
