"""Keys that link claims, base units and periods: tables of names as two outlets write them."""

from __future__ import annotations

import pickle
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from extractors import base_units
from extractors.iso_periods import parse_period
from extractors.keys import find_acronyms, fold_name, make_aliases, measure_key, subject_key

SAME_NAME = [
    ("Lanshan New Area", "Lanshan New Area’s"),
    ("the Lan'shan New Area", "Lan’shan New Area"),
    ("Northbank Inc.", "Northbank"),
    ("São Tiago", "Sao Tiago"),
    ("U.S.", "US"),
    ("Ministry of Works (MoW)", "ministry of works"),
    ("Its Harbour Office", "Harbor Office"),
    ("Ｆｕｌｌ　Ｗｉｄｔｈ", "Full Width"),
    ("Northbank & Co.", "Northbank"),
    # names that everybody knows by several
    ("the United States", "U.S."),
    ("America’s", "USA"),
    ("Britain", "the United Kingdom"),
    ("U.S. economy", "the United States economy"),
    ("the European Union’s budget", "EU budget"),
    ("World Health Organisation", "WHO"),
    ("the UN Food and Agriculture Organization", "FAO"),
    ("Côte d’Ivoire", "Ivory Coast"),
    ("Türkiye", "Turkey"),
    ("the Democratic Republic of Congo", "DR Congo"),
    ("Republic of Korea", "South Korea"),
    ("JPMorgan Chase & Co.", "JP Morgan"),
    ("the Dow Jones Industrial Average", "Dow"),
    ("German", "Germany"),  # of "German exports"
]
OTHER_NAME = [
    ("Lanshan New Area", "Lanshan Old Area"),
    ("Bank of Hill", "Hill of Bank"),
    ("North Works", "Works"),
    ("Bank of America", "Bank of the US"),  # "America" and "Britain" within another name are part of that name
    ("New Britain", "New UK"),
    ("North Korea", "South Korea"),
    ("Democratic Republic of the Congo", "Republic of the Congo"),
    ("United Nationals", "UN"),
    ("England", "Britain"),
    ("German Bank", "Germany Bank"),
]


@pytest.mark.parametrize(("left", "right"), SAME_NAME)
def test_two_spellings_of_one_name_have_one_key(left: str, right: str) -> None:
    assert fold_name(left) == fold_name(right)


@pytest.mark.parametrize(("left", "right"), OTHER_NAME)
def test_different_names_keep_different_keys(left: str, right: str) -> None:
    assert fold_name(left) != fold_name(right)


SAME_MEASURE = [
    ("capacity of servers", "server capacity"),
    ("the number of benchmark projects", "benchmark projects"),
    ("enterprises using the cloud", "enterprises that use the cloud"),
    ("labour costs", "labor cost"),
    ("data centres in operation", "data centers in operation"),
    ("organisation", "organizations"),
    ("price", "prices"),
    ("installed capacity", "capacity installed"),
    ("shipped goods", "goods shipped"),
    ("people employed", "persons employed"),
    ("exports to the United States", "US exports"),
    ("gross domestic product per capita", "GDP per capita"),
    ("sales of electric vehicles", "EV sales"),
    ("jobless rate", "unemployment"),  # a share, as its unit says
    ("annual inflation rate", "inflation"),
    ("iPhones sold", "iPhone sales"),
    ("vehicles delivered", "deliveries of vehicles"),
    ("workforce", "number of employees"),
    ("death toll", "killed"),
    ("net income", "net profit"),
    ("research and development spending", "spending on R&D"),
    ("CO₂ emissions", "emissions of carbon dioxide"),
    ("COVID-19 cases", "coronavirus cases"),
]
OTHER_MEASURE = [
    ("people killed", "deaths"),  # of a country: the rest of them fell ill
    ("website visits", "website visitors"),
    ("immigrants", "immigration"),
    ("works of art", "staff"),
    ("other exports", "exports"),
    ("production", "products"),
    ("server capacity", "storage capacity"),
    ("exports", "imports"),
    ("core inflation", "inflation"),
    ("monthly inflation", "annual inflation"),
    ("container ships", "container shipments"),
    ("employers", "employees"),
    ("carbon", "CO2"),
]


@pytest.mark.parametrize(("left", "right"), SAME_MEASURE)
def test_two_wordings_of_one_measure_have_one_key(left: str, right: str) -> None:
    assert measure_key(left) == measure_key(right)


@pytest.mark.parametrize(("left", "right"), OTHER_MEASURE)
def test_different_measures_keep_different_keys(left: str, right: str) -> None:
    assert measure_key(left) != measure_key(right)


def test_aliases_and_acronyms_lead_to_the_full_name() -> None:
    aliases = make_aliases([("Lanshan New Area", ["Lanshan", "LNA"])])
    assert subject_key("Lanshan", aliases) == "lanshan new area"
    assert subject_key("the LNA", pickle.loads(pickle.dumps(aliases))) == "lanshan new area"
    introduced = find_acronyms(
        "The Lanshan Data Office (LDO) reported 12 sites. Visitors (MAX) paid. The Bank of Hill (BH)."
    )
    assert introduced == {"ldo": "lanshan data office", "bh": "bank of hill"}
    assert subject_key("LDO", aliases, introduced) == "lanshan data office"
    assert subject_key(None, aliases) is None


PERIODS = [
    ("2025", date(2025, 1, 1), date(2025, 12, 31), "year"),
    ("2019-Q3", date(2019, 7, 1), date(2019, 9, 30), "quarter"),
    ("2019-H2", date(2019, 7, 1), date(2019, 12, 31), "half"),
    ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
    ("2020-W53", date(2020, 12, 28), date(2021, 1, 3), "week"),
    ("2019-11-19", date(2019, 11, 19), date(2019, 11, 19), "day"),
    ("2019-01/2019-06", date(2019, 1, 1), date(2019, 6, 30), "half"),
    ("2018-07-01/2019-06-30", date(2018, 7, 1), date(2019, 6, 30), "year"),
    ("2019-01-01/2019-02-14", date(2019, 1, 1), date(2019, 2, 14), "45 days"),
]


@pytest.mark.parametrize(("iso", "start", "end", "grain"), PERIODS)
def test_periods_become_days(iso: str, start: date, end: date, grain: str) -> None:
    period = parse_period(iso)
    assert period is not None
    assert (period.start, period.end, period.grain) == (start, end, grain)


@pytest.mark.parametrize("iso", ["", "soon", "2019-13", "2019-Q5", "2019-W60", "2020/2019", "0000", "2019-02-30"])
def test_what_is_no_period_gives_none(iso: str) -> None:
    assert parse_period(iso) is None


BASES = [
    # kind          unit    per       value   base      per left  in base
    ("measure", "PB", None, "1", "B", None, "1E15"),
    ("measure", "PFLOP", "second", "13", "FLOP/s", None, "13E15"),
    ("measure", "GB", "day", "100", "B", "day", "1E11"),
    ("measure", "km", "hour", "90", "m/s", None, "25"),
    ("measure", "mile", None, "2", "m", None, "3218.688"),
    ("measure", "°C", None, "20", "K", None, "293.15"),
    ("measure", "kWh", None, "2", "J", None, "7.2E6"),
    ("measure", "wheelbarrow", None, "3", "wheelbarrow", None, "3"),
    ("measure", "gallon", None, "3", "gallon", None, "3"),
    ("measure", "degree", None, "41", "degree", None, "41"),  # of an angle, Celsius or Fahrenheit
    ("percentage_point", "bp", None, "25", "pp", None, "0.25"),
    ("money", "CNY", "year", "5", "CNY", "year", "5"),
    ("count", "server", None, "7", "1", None, "7"),
    ("duration", "year", None, "1", "s", None, "31557600"),
]


@pytest.mark.parametrize(("kind", "unit", "per", "value", "base", "left", "expected"), BASES)
def test_units_reach_their_base(
    kind: str, unit: str, per: str | None, value: str, base: str, left: str | None, expected: str
) -> None:
    found, per_left = base_units.base_unit(kind, unit, per)  # type: ignore[arg-type]
    assert (found.symbol, per_left) == (base, left)
    assert found.convert(Decimal(value)).quantize(Decimal("1E-9")) == Decimal(expected)


def test_a_rise_in_degrees_knows_no_offset() -> None:
    found, _ = base_units.base_unit("measure", "°C", None)
    assert found.convert(Decimal(2), difference=True) == 2


def test_the_committed_table_is_what_pint_says() -> None:
    committed = Path(base_units.__file__).with_name("base_units.toml").read_text(encoding="utf-8")
    assert tomllib.loads(base_units.generate()) == tomllib.loads(committed)


def test_the_units_without_a_base_are_those_left_out_on_purpose() -> None:
    units = tomllib.loads(Path(base_units.__file__).with_name("units.toml").read_text(encoding="utf-8"))
    known = base_units.table()
    alone = {u for kind in ("duration", "measure", "measure_per_second") for u in units[kind] if u not in known}
    ambiguous = {
        "degree",
        "gallon",
        "quart",
        "pint",
        "cup",
        "tablespoon",
        "teaspoon",
        "fluid ounce",
        "bushel",
        "dram",
        "ton",
        "hundredweight",
    }
    tiny = {"nm", "ng", "µg", "nanosecond", "µmol", "nmol", "pmol", "µW"}
    no_dimension = {"block", "night", "TEU", "FEU", "rpm", "dB", "dpi", "ppi", "frame", "qubit", "token", "IU", "pH"}
    by_convention = {"boe", "tce", "toe", "tonne of CO2 equivalent", "mtpa", "MMT", "LMT"}
    of_ships_and_mains = {"DWT", "GT", "VA", "kVA", "MVA"}
    of_solar_parks = {"MWac", "MWdc", "GWac", "GWdc"}  # before and behind the inverter: not to be added up
    of_a_country = {"bigha", "kanal", "marla", "dunam", "rai", "feddan", "maund", "tmcft"}
    of_gas_and_water = {"bcm", "mcm", "tcf", "bcf", "mcf", "mmcf", "cusec", "cumec"}
    in_a_volume = {"µg/m3", "mg/dL", "mmol/L"}
    written_out = of_ships_and_mains | of_solar_parks | of_a_country | of_gas_and_water | in_a_volume
    left_out = ambiguous | tiny | no_dimension | by_convention | written_out
    assert alone <= left_out, "give a new unit a base, or list it here"
