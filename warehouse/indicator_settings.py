"""What ``config/indicators.yaml`` may hold."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from pydantic import Field

from extractors.model import Kind
from extractors.settings import Interval, SettingsModel
from extractors.unit_kinds import rate_of, symbol_of
from extractors.units import symbols
from warehouse.indicators import ANY, Indicator


class IndicatorEntry(SettingsModel):
    """One indicator: which claims belong to it, and the unit to show it in."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$", description="Stable id: lower case, digits and hyphens.")
    name: str = Field(min_length=1, description="Name for people.")
    description: str | None = Field(None, description="What it is about.")
    subjects: tuple[str, ...] = Field((), description="Whose figure: one of these has to match, all words of it.")
    measures: tuple[str, ...] = Field((), description="What is measured: one of these has to match, all words of it.")
    exclude: tuple[str, ...] = Field((), description="Words that must not be in subject or measure.")
    kind: str | None = Field(
        None, description="Kind of quantity: count, money, percent, measure ...; any if left out."
    )
    unit: str | None = Field(None, description="Unit to show values in, symbol or word; says kind and dimension.")
    per: str | None = Field(None, description='Denominator, such as day; none if left out, "any" for any.')
    change: bool = Field(False, description="True for sizes of moves (growth rates), false for levels.")
    sane_low: Decimal | None = Field(None, description="Values below this are left out as misread.")
    sane_high: Decimal | None = Field(None, description="Values above this are left out as misread.")

    stale_after: Interval | None = Field(
        None, description="Without a figure for so long it is stale; five times its usual gap if left out."
    )

    def indicator(self) -> Indicator:
        """The frozen record of it; ``kind`` has been checked.

        Unit and rate as claims carry them, however they are written, and the kind that a unit alone can only mean.
        """
        values = {name: getattr(self, name) for name in type(self).model_fields}
        kind, unit = cast("Kind | None", self.kind), self.unit
        if unit is not None and kind != "count":
            unit = symbol_of(unit)
            kinds = symbols().get(unit, frozenset())
            if kind is None and len(kinds) < 2:
                kind = next(iter(kinds), "count")
        per = self.per if self.per in (None, ANY) else rate_of(self.per)
        return Indicator(**{**values, "kind": kind, "unit": unit, "per": per})


class RatesEntry(SettingsModel):
    """Where exchange rates come from."""

    file: str = Field(
        min_length=1, description="CSV with a column Date and one for each currency, from the project's folder."
    )
    base: str = Field("EUR", pattern="^[A-Z]{3}$", description="Currency of which one is priced; the ECB's is EUR.")


class IndicatorFile(SettingsModel):
    """The whole file."""

    indicators: tuple[IndicatorEntry, ...] = Field((), description="Series to follow by name.")
    fx: RatesEntry | None = Field(
        None,
        description="Rates by which money in other currencies is shown in an indicator's unit.",
    )
