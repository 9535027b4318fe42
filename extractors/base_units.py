"""Values in the unit as written to values in one base unit a dimension: SI, bytes, or the ISO 4217 currency.

The factors stand in ``base_units.toml``, written from pint by ``python -m extractors.base_units``: pint takes half a
second to load, the table a few milliseconds. A unit that the table does not hold is its own base: it is compared
with itself alone, never guessed.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files

from extractors.model import Kind

# Rates this fast are folded into the base unit, so that 90 km per hour and 25 m per second meet. Slower ones keep
# their denominator: a millimetre a year would be nothing in metres a second.
_SECONDS = {"second": Decimal(1), "minute": Decimal(60), "hour": Decimal(3600)}
RATES = tuple(_SECONDS)
_ONE = Decimal(1)
_ZERO = Decimal(0)

# Base unit -> pint's name of it, and the symbols of units.toml with pint's names. Ambiguous units (gallon, ton,
# pint: American or British; degree: of an angle, Celsius or Fahrenheit) and those with a factor below a millionth are
# left out on purpose.
# Acres, furlongs and fathoms are written in feet: pint up to 0.25 makes them of the survey foot, which the United
# States gave up in 2023, and of the international one since.
_PINT: dict[str, tuple[str, dict[str, str]]] = {
    "m": (
        "meter",
        {
            "µm": "micrometer", "mm": "millimeter", "cm": "centimeter", "dm": "decimeter", "m": "meter",
            "km": "kilometer", "inch": "inch", "foot": "foot", "yard": "yard", "mile": "mile",
            "nautical mile": "nautical_mile", "light-year": "light_year", "parsec": "parsec",
            "astronomical_unit": "astronomical_unit", "furlong": "660*foot", "fathom": "6*foot",
        },
    ),
    "m2": (
        "meter**2",
        {
            "mm2": "millimeter**2", "cm2": "centimeter**2", "m2": "meter**2", "km2": "kilometer**2",
            "ft2": "foot**2", "mi2": "mile**2", "in2": "inch**2", "yd2": "yard**2", "acre": "43560*foot**2",
            "ha": "hectare",
        },
    ),
    "m3": (
        "meter**3",
        {
            "mL": "milliliter", "cL": "centiliter", "dL": "deciliter", "L": "liter", "hL": "hectoliter",
            "ML": "megaliter", "GL": "gigaliter", "cm3": "centimeter**3", "m3": "meter**3", "km3": "kilometer**3",
            "ft3": "foot**3", "yd3": "yard**3", "in3": "inch**3", "acre-foot": "43560*foot**3",
            "barrel": "oil_barrel",
        },
    ),
    "kg": (
        "kilogram",
        {
            "mg": "milligram", "g": "gram", "kg": "kilogram", "tonne": "metric_ton", "kt": "kilometric_ton",
            "Mt": "megametric_ton", "Gt": "gigametric_ton", "lb": "pound", "ounce": "ounce", "stone": "stone",
            "carat": "carat",
        },
    ),
    "m/s": ("meter/second", {"mph": "mile/hour", "kph": "kilometer/hour", "km/h": "kilometer/hour", "knot": "knot"}),
    "m/s2": ("meter/second**2", {"g-force": "standard_gravity"}),
    "N": ("newton", {"N": "newton", "kN": "kilonewton"}),
    "N·m": ("newton*meter", {"Nm": "newton*meter", "lb-ft": "pound_force*foot"}),
    "Pa": (
        "pascal",
        {
            "Pa": "pascal", "hPa": "hectopascal", "kPa": "kilopascal", "MPa": "megapascal", "GPa": "gigapascal",
            "bar": "bar", "mbar": "millibar", "psi": "psi", "ksi": "ksi", "mmHg": "mmHg", "atm": "atmosphere",
        },
    ),
    "J": (
        "joule",
        {
            "J": "joule", "kJ": "kilojoule", "MJ": "megajoule", "GJ": "gigajoule", "PJ": "petajoule",
            "EJ": "exajoule", "cal": "calorie", "kcal": "kilocalorie", "Wh": "watt_hour", "kWh": "kilowatt_hour",
            "MWh": "megawatt_hour", "GWh": "gigawatt_hour", "TWh": "terawatt_hour", "BTU": "Btu",
            "MMBtu": "1000000*Btu", "therm": "therm",
        },
    ),
    "W": (
        "watt",
        {
            "mW": "milliwatt", "W": "watt", "kW": "kilowatt", "MW": "megawatt", "GW": "gigawatt", "TW": "terawatt",
            "hp": "horsepower", "bhp": "horsepower", "PS": "metric_horsepower",
        },
    ),
    "Wp": ("watt", {"kWp": "kilowatt", "MWp": "megawatt", "GWp": "gigawatt"}),
    "eV": (
        "electron_volt",
        {"eV": "electron_volt", "MeV": "megaelectron_volt", "GeV": "gigaelectron_volt", "TeV": "teraelectron_volt"},
    ),
    "V": ("volt", {"V": "volt", "kV": "kilovolt", "mV": "millivolt"}),
    "A": ("ampere", {"A": "ampere", "mA": "milliampere"}),
    "C": ("coulomb", {"Ah": "ampere*hour", "mAh": "milliampere*hour"}),
    "Ω": ("ohm", {"Ω": "ohm"}),
    "F": ("farad", {"farad": "farad", "µF": "microfarad"}),
    "T": ("tesla", {"tesla": "tesla"}),
    "lm": ("lumen", {"lm": "lumen"}),
    "lx": ("lux", {"lux": "lux"}),
    "cd": ("candela", {"cd": "candela"}),
    "cd/m2": ("candela/meter**2", {"nit": "candela/meter**2"}),
    "Hz": (
        "hertz",
        {"Hz": "hertz", "kHz": "kilohertz", "MHz": "megahertz", "GHz": "gigahertz", "THz": "terahertz"},
    ),
    "Sv": ("sievert", {"Sv": "sievert", "mSv": "millisievert", "µSv": "microsievert"}),
    "Bq": ("becquerel", {"Bq": "becquerel"}),
    "Gy": ("gray", {"Gy": "gray"}),
    "K": ("kelvin", {"K": "kelvin"}),
    "rad": ("radian", {"rad": "radian", "arcsecond": "arcsecond"}),
    "B": (
        "byte",
        {
            "bit": "bit", "kbit": "kilobit", "Mbit": "megabit", "Gbit": "gigabit", "Tbit": "terabit", "B": "byte",
            "kB": "kilobyte", "MB": "megabyte", "GB": "gigabyte", "TB": "terabyte", "PB": "petabyte",
            "EB": "exabyte", "ZB": "zettabyte", "YB": "yottabyte",
        },
    ),
    "mol": ("mole", {"mol": "mole", "mmol": "millimole"}),
    "s": (
        "second",
        {
            "microsecond": "microsecond", "millisecond": "millisecond", "second": "second", "minute": "minute",
            "hour": "hour", "day": "day", "week": "week", "fortnight": "fortnight", "month": "month",
            "quarter": "3*month", "year": "year", "decade": "10*year", "century": "100*year",
            "millennium": "1000*year",
        },
    ),
}  # fmt: skip
# What pint does not know, and scales with an offset: base unit, factor, offset added after the factor.
_OWN: dict[str, tuple[str, str, str]] = {
    "FLOP": ("FLOP", "1", "0"),
    "kFLOP": ("FLOP", "1E3", "0"),
    "MFLOP": ("FLOP", "1E6", "0"),
    "GFLOP": ("FLOP", "1E9", "0"),
    "TFLOP": ("FLOP", "1E12", "0"),
    "PFLOP": ("FLOP", "1E15", "0"),
    "EFLOP": ("FLOP", "1E18", "0"),
    "pixel": ("pixel", "1", "0"),
    "megapixel": ("pixel", "1E6", "0"),
    "bp": ("pp", "0.01", "0"),
    "pp": ("pp", "1", "0"),
    "ppm": ("ppm", "1", "0"),
    "‰": ("ppm", "1000", "0"),
    "ppb": ("ppm", "0.001", "0"),
    "ppt": ("ppm", "0.000001", "0"),
    "quintal": ("kg", "100", "0"),
    "mu": ("m2", "666.6666666667", "0"),
    "°C": ("K", "1", "273.15"),
    "°F": ("K", "0.5555555555555556", "255.3722222222222"),
}


@dataclass(frozen=True, slots=True)
class BaseUnit:
    """How to reach a base unit: ``value * factor + offset``."""

    symbol: str
    factor: Decimal = _ONE
    offset: Decimal = _ZERO

    def convert(self, value: Decimal, *, difference: bool = False) -> Decimal:
        """``value`` in the base unit; a ``difference`` (a rise of 2 °C) knows no offset."""
        return value * self.factor + (_ZERO if difference else self.offset)


@lru_cache(maxsize=4096)
def base_unit(kind: Kind, unit: str | None, per: str | None) -> tuple[BaseUnit, str | None]:
    """The base of a claim's unit, and what is left of its denominator.

    Counts, ranks, ratios, scores and bare index levels have base "1"; money its currency.
    """
    if kind in ("count", "rank", "ratio", "score"):
        return BaseUnit("1"), per
    if unit is None:
        return BaseUnit("%" if kind == "percent" else "1"), per
    if kind in ("money", "percent"):
        return BaseUnit(unit), per
    if kind == "index":
        return BaseUnit("1"), per  # "8,310.5 points" is 8,310.5
    found = table().get(unit, BaseUnit(unit))
    seconds = _SECONDS.get(per or "")
    if kind == "measure" and seconds is not None:
        return BaseUnit(f"{found.symbol}/s", found.factor / seconds), None
    return found, per


@lru_cache(maxsize=1)
def table() -> dict[str, BaseUnit]:
    """Unit symbol to its base."""
    data = tomllib.loads(files("extractors").joinpath("base_units.toml").read_text(encoding="utf-8"))
    return {
        symbol: BaseUnit(base, Decimal(factor), Decimal(rest[0]) if rest else _ZERO)
        for base, units in data.items()
        for symbol, (factor, *rest) in units.items()
    }


def generate() -> str:
    """The text of ``base_units.toml``, factors from pint."""
    import pint

    registry: object = pint.UnitRegistry(non_int_type=Decimal)
    lines = ["# Written by `python -m extractors.base_units` from pint; do not edit.", ""]
    for base, rows in _grouped(registry).items():
        lines.append(f'["{base}"]')
        lines += [f'"{symbol}" = [{", ".join(f"{part!r}" for part in parts)}]' for symbol, parts in rows.items()]
        lines.append("")
    return "\n".join(lines).replace("'", '"')


def _grouped(registry: object) -> dict[str, dict[str, tuple[str, ...]]]:
    grouped: dict[str, dict[str, tuple[str, ...]]] = {}
    for base, symbol, factor in _pint_factors(registry):
        grouped.setdefault(base, {})[symbol] = (factor,)
    for symbol, (base, factor, offset) in _OWN.items():
        grouped.setdefault(base, {})[symbol] = (factor,) if offset == "0" else (factor, offset)
    return grouped


def _pint_factors(registry: object) -> Iterator[tuple[str, str, str]]:
    for base, (target, symbols) in _PINT.items():
        for symbol, name in symbols.items():
            quantity = registry.parse_expression(name)  # type: ignore[attr-defined]
            if not hasattr(quantity, "to"):
                quantity = registry.Quantity(quantity)  # type: ignore[attr-defined]
            factor = Decimal(str(quantity.to(target).magnitude))
            yield base, symbol, f"{factor.normalize():.16G}".replace("E+", "E")


if __name__ == "__main__":
    sys.stdout.write(generate())
