"""Rules that can never alert, or not for all they name: what they ask for is not in the rest of the configuration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fnmatch import fnmatchcase
from typing import Any

from alerts.config import AlertSettings
from alerts.mistakes import FIGURE_CONDITIONS, has_term, suggest
from alerts.rule import Rule, ValueCondition
from alerts.terms import TERM_NAMES, fits
from alerts.wording import say_count
from extractors.base_units import base_unit
from extractors.events import FIGURE_EVENT_KINDS
from extractors.keys import fold_name
from extractors.unit_kinds import is_same_unit, near_unit, symbol_of
from extractors.units import symbols


@dataclass(frozen=True, slots=True)
class KnownIndicator:
    """What a rule may count on: the kind of value, the unit, and between which values nothing is a misreading."""

    id: str
    kind: str | None = None
    unit: str | None = None
    sane_low: Decimal | None = None
    sane_high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A source that is read; ``outlet`` None where its pages name their own (a folder, an archive)."""

    id: str
    outlet: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownFigures:
    """What there is in the warehouse: ids of series, and the units of claims."""

    series: frozenset[str]
    units: frozenset[str]


def find_dead_rules(
    settings: AlertSettings,
    *,
    indicators: Sequence[KnownIndicator] = (),
    sources: Sequence[KnownSource] = (),
    figures: KnownFigures | None = None,
    places: Sequence[str] = (),
    broken_channels: Sequence[str] = (),
) -> tuple[str, ...]:
    """One line for each reason; empty when every rule can alert. ``figures`` is None where none are known yet,
    ``places`` say where each rule stands, ``broken_channels`` have a mistake and will be there once it is mended.
    """
    at = [f"{place}: " for place in places] or [""] * len(settings.rules)
    return tuple(
        f"{place}rule {rule.id!r}: {why}"
        for place, rule in zip(at, settings.rules, strict=True)
        for why in (
            *_why_dead(rule, rule.channels or settings.channels or broken_channels, indicators, sources),
            *_unknown_figures(rule, figures),
        )
    )


def _why_dead(
    rule: Rule, channels: Sequence[object], indicators: Sequence[KnownIndicator], sources: Sequence[KnownSource]
) -> Iterator[str]:
    if rule.pause:
        yield f"paused: {rule.pause}"
    if not channels:
        yield "no channel is configured, so its alerts are kept but sent nowhere"
    yield from _dead_kinds(rule)
    yield from _unknown_names(rule, indicators, sources)
    yield from _too_many_outlets(rule, sources)
    yield from _impossible_values(rule, indicators)


def _dead_kinds(rule: Rule) -> Iterator[str]:
    """Events among its own that its conditions or terms shut out."""
    conditions = [name for name in FIGURE_CONDITIONS if getattr(rule, name)]
    for kind in sorted(rule.events):
        terms = [name for name in TERM_NAMES if getattr(rule.match, name, ()) and not has_term(kind, name)]
        if kind not in FIGURE_EVENT_KINDS and conditions:
            yield f"never about {kind}: {conditions[0]} speaks of a figure; give it a rule of its own"
        elif terms:
            yield f"never about {kind}, which has no {terms[0]}; give it a rule of its own"
        elif kind == "new_series" and (rule.change is not None):
            yield "never about new_series: the first figure of a series has no change"
    if rule.match is not None and rule.match.outcome == ("silent",) and (rule.value or rule.change):
        yield "a forecast that nobody answered has no new value; leave out value and change"


def _unknown_names(rule: Rule, indicators: Sequence[KnownIndicator], sources: Sequence[KnownSource]) -> Iterator[str]:
    if rule.match is None:
        return
    own_outlets = [source.outlet for source in sources if source.outlet is not None]
    lists: list[tuple[str, list[str]]] = [
        ("indicator", [indicator.id for indicator in indicators]),
        ("source", [source.id for source in sources]),
        ("tag", sorted({tag for source in sources for tag in source.tags})),
    ]
    if len(own_outlets) == len(sources):
        lists.append(("outlet", own_outlets))
    for name, known in lists:
        fold = fold_name if name == "outlet" else str
        folded = [fold(each) for each in known]
        for wanted in getattr(rule.match, name):
            if name == "outlet" and "*" in wanted:
                continue
            if not any(fnmatchcase(each, fold(wanted)) for each in folded):
                where = {"tag": "is on no source", "outlet": "is the outlet of no source"}.get(
                    name, "is not configured"
                )
                yield f"{name} {wanted!r} {where}{suggest(wanted, known)}"


def _unknown_figures(rule: Rule, figures: KnownFigures | None) -> Iterator[str]:
    """Series that are not there, and units that are in no table and in no claim: counts are of any noun."""
    if rule.match is None or figures is None:
        return
    for wanted in rule.match.series:
        if not any(fits("series", wanted, one) for one in figures.series):
            yield f"series {wanted!r} is not in the warehouse; `figurewatch series WORDS` lists them"
    for wanted in rule.match.unit:
        if symbol_of(wanted) not in symbols() and not any(fits("unit", wanted, one) for one in figures.units):
            near = near_unit(wanted)
            yield f"unit {wanted!r} is none that is known, and no claim is in it" + (
                f"; did you mean {near!r}?" if near else ""
            )


def _too_many_outlets(rule: Rule, sources: Sequence[KnownSource]) -> Iterator[str]:
    outlets = {source.outlet for source in sources}
    if None in outlets or not sources:
        return
    there_are = say_count(len(outlets), "outlet")
    for name in ("outlets", "origins"):
        if getattr(rule, name) > len(outlets):
            yield f"it waits for {getattr(rule, name)} {name}, but all sources together are {there_are}"


def _impossible_values(rule: Rule, indicators: Sequence[KnownIndicator]) -> Iterator[str]:
    """Limits that no figure of its indicators, or of its kinds of value, can meet."""
    wanted = rule.match.indicator if rule.match else ()
    mine = [one for one in indicators if one.id in wanted]
    kinds = set(rule.match.kind if rule.match else ()) or {one.kind for one in mine if one.kind}
    if len(mine) < len(wanted):
        mine = []  # one of them is not known, and may be any
    if rule.change is not None and kinds and len(mine) == len(wanted):
        if rule.change.measure == "points" and kinds.isdisjoint({"percent", "percentage_point"}):
            yield f"only percentages change in points, and it is about {' and '.join(sorted(kinds))}"
        if rule.change.measure == "percent" and kinds == {"percent"}:
            yield "a percentage changes in points, not in percent"
    if rule.value is None:
        return
    unit = rule.value.unit
    if unit is not None and mine and all(one.unit and not _converts(one, unit) for one in mine):
        yield f"its value is in {unit}, which {' or '.join(str(one.unit) for one in mine)} does not convert to"
    elif mine and all(_beyond_sane(rule.value, one) for one in mine):
        yield f"its limit lies beyond what indicator {' or '.join(one.id for one in mine)} takes for sane"


def _converts(one: KnownIndicator, unit: str) -> bool:
    kind: Any = one.kind
    if is_same_unit(kind, one.unit, unit):
        return True
    if kind not in ("measure", "duration", "age", None):
        return False
    return base_unit("measure", one.unit, None)[0].symbol == base_unit("measure", symbol_of(unit), None)[0].symbol


def _beyond_sane(value: ValueCondition, one: KnownIndicator) -> bool:
    kind: Any = one.kind
    if value.unit is not None and not is_same_unit(kind, one.unit, value.unit):
        return False
    if value.test in ("above", "at_least", "inside") and one.sane_high is not None:
        return value.low > one.sane_high or (value.test == "above" and value.low == one.sane_high)
    if value.test in ("below", "at_most", "inside") and one.sane_low is not None:
        return value.high < one.sane_low or (value.test == "below" and value.high == one.sane_low)
    return False
