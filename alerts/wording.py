"""An event in words: the headline of an alert and the lines under it. Plain text; escaping is the renderer's work."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from alerts.numbers import MOVES, TURNED, say_change, say_number, say_unit, say_value
from alerts.periods import say_day, say_iso_period
from extractors.events import Event
from extractors.keys import fold_name, measure_key

MODALITY_WORDS = {
    "actual": "reported as fact",
    "forecast": "a forecast",
    "target": "a target",
    "hypothetical": "hypothetical",
}
BOUND_NOTES = {
    "~": "about: the text gives a rough figure",
    ">": "more than: the true figure is higher",
    ">=": "at least: the true figure may be higher",
    "<": "less than: the true figure is lower",
    "<=": "at most: the true figure may be lower",
}


def headline(event: Event) -> str:
    """The fact in one line: "Gui'an New Area: 23 → 25 data centres, +8.7 %, first change since 3 January"."""
    name = series_name(event)
    make = _HEADLINES.get(event.kind)
    said = make(event) if make else event.kind.replace("_", " ")
    return f"{name}: {said}" if name else said


def series_name(event: Event) -> str:
    """Whose figure and what is measured; the source or the indicator, where the event is about one."""
    if event.kind == "indicator_stale" and event.indicators:
        return f"Indicator {event.indicators[0]}"  # which of its series spoke last says nothing about the others
    if event.series_id is None and event.source_id is not None:
        return f"Source {event.source_id}"
    period = f" {period_words(event.period_iso)}" if event.period_iso else ""
    measure = event.measure
    if event.kind_of_value == "count" and measure_key(measure) == measure_key(event.unit):
        measure = None  # the unit says it: "23 data centres"
    subject = event.subject
    if subject and measure and fold_name(subject) in fold_name(measure):
        subject = None  # the measure says it: "output value of the province's digital economy"
    name = ", ".join(part for part in (subject, measure) if part)
    return (name or "A figure without a name") + period


def new_value(event: Event, *, with_unit: bool = True) -> str:
    """The new value in words."""
    return _value(event, event.new_low, event.new_high, event.new_bound, with_unit)


def old_value(event: Event, *, with_unit: bool = True) -> str:
    """The value it is set against, in words."""
    return _value(event, event.old_low, event.old_high, event.old_bound, with_unit)


def _value(event: Event, low: Decimal | None, high: Decimal | None, bound: str | None, with_unit: bool) -> str:
    move = ""
    if event.change and low is not None and high is not None:
        if low < 0 and high < 0:  # falls are below zero: "fell more than 5 %" is less than -5
            low, high, bound = -high, -low, TURNED.get(bound or "=", bound)
            move = MOVES["down"][not with_unit]
        else:
            move = MOVES["up"][not with_unit]
    return move + say_value(
        low,
        high,
        bound=bound,
        kind=event.kind_of_value,
        unit=event.unit,
        per=event.per,
        with_unit=with_unit,
    )


def _step(event: Event) -> str:
    """``23 → 25 data centres, +8.7 %``; the new value alone where there is no old one."""
    if event.old_low is None:
        return new_value(event)
    pair = f"{old_value(event, with_unit=False)} → {new_value(event, with_unit=False)}"
    text = say_unit(pair, event.kind_of_value, event.unit, event.per)
    change = say_change(event.change_abs, event.change_pct, event.change_points, event.kind_of_value)
    return f"{text}, {change}" if change else text


def _new_figure(event: Event) -> str:
    text = _step(event)
    if event.old_published_at is None or event.old_low is None or event.period_iso is not None:
        return text  # what is said of another period changes nothing
    return f"{text}, first change since {say_day(event.old_published_at)}"


def _new_series(event: Event) -> str:
    return f"{new_value(event)}, the first figure seen"


def _revision(event: Event) -> str:
    if event.outlet and event.old_outlet not in (None, event.outlet):
        return f"{_step(event)}, restated as {event.outlet} has it"  # it had not said the old one itself
    by = f" by {event.outlet}" if event.outlet else ""
    return f"{_step(event)}, restated{by}"


def _edit(event: Event) -> str:
    where = f" at {event.outlet}" if event.outlet else ""
    return f"{_step(event)}, the article{where} was edited"


def _conflict(event: Event) -> str:
    one = new_value(event) + (f" ({event.outlet})" if event.outlet else "")
    other = old_value(event) + (f" ({event.old_outlet})" if event.old_outlet else "")
    return f"outlets disagree: {one}, but {other}"


def _forecast(event: Event) -> str:
    return f"{new_value(event)}, {MODALITY_WORDS.get(event.modality or '', 'a forecast')}"


def _forecast_changed(event: Event) -> str:
    raised = event.change_abs or Decimal(0)
    verb = "raised" if raised > 0 else "lowered" if raised < 0 else "changed"
    noun = "target" if event.modality == "target" else "forecast"
    return f"{noun} {verb}: {_step(event)}"


def _forecast_due(event: Event) -> str:
    noun = "target" if event.modality == "target" else "forecast"
    if event.outcome == "silent" or event.old_low is None:
        expected = new_value(event) if event.old_low is None else old_value(event)
        if event.outcome == "silent":
            # What was said while its time still ran is no answer, but all there is.
            nothing = f"nothing reported since; {event.message}" if event.message else "nothing reported"
            return f"{noun} due: {expected} expected, {nothing}"
        return f"{noun} {event.outcome or 'due'}: {expected}"
    result = event.message or event.outcome or "due"  # exceeded, beaten or undershot: met, and more than that
    return f"{noun} {result}: {old_value(event)} expected, {new_value(event)} reported"


def _about_source(event: Event) -> str:
    what = {
        "source_failed": "could not be read",
        "source_silent": "has gone silent",
        "yield_drop": "gives far fewer figures than it did",
    }.get(event.kind, event.kind.replace("_", " "))
    return f"{what}: {event.message}" if event.message else what


def _stale(event: Event) -> str:
    said = f"; the last was {old_value(event)}" if event.old_low is not None else ""
    when = say_day(event.published_at) if event.published_at else None
    where = ", ".join(part for part in (event.outlet, when) if part)
    return (event.message or "no figure for long") + said + (f" ({where})" if said and where else "")


_HEADLINES = {
    "new_series": _new_series,
    "new_figure": _new_figure,
    "revision": _revision,
    "edit": _edit,
    "conflict": _conflict,
    "forecast": _forecast,
    "forecast_changed": _forecast_changed,
    "forecast_due": _forecast_due,
    "source_failed": _about_source,
    "source_silent": _about_source,
    "yield_drop": _about_source,
    "indicator_stale": _stale,
}


def details(event: Event) -> Iterator[tuple[str, str]]:
    """The lines under the headline: label and text."""
    if event.indicators:
        yield "Indicator", f"{', '.join(event.indicators)} (figurewatch trend {event.indicators[0]})"
    if event.new_bound in BOUND_NOTES:
        yield "Bound", BOUND_NOTES[event.new_bound]
    if event.modality:
        # What came of a forecast is a fact; the modality is that of what was expected.
        label = "Expected as" if event.kind == "forecast_due" else "Said as"
        yield label, MODALITY_WORDS.get(event.modality, event.modality)
    if event.outlets:
        yield "Carried by", _carried_by(event.outlets, event.origins)
    if event.old_quote:
        where = event.old_outlet or event.old_url or ""
        when = f"{event.old_published_at:%Y-%m-%d %H:%M} UTC" if event.old_published_at else ""
        source = ", ".join(part for part in (where, when) if part)
        yield _OLD.get(event.kind, "Before"), f"“{event.old_quote}”" + (f" ({source})" if source else "")


_OLD = {"forecast_due": "Expected", "conflict": "Against"}


def _carried_by(outlets: int, origins: int) -> str:
    """``3 outlets, 1 of them in its own words``."""
    words = say_count(outlets, "outlet")
    if outlets == 1 or not origins:
        return words
    if origins >= outlets:
        return f"{words}, each in its own words"
    return f"{words}, {origins} of them in {'its' if origins == 1 else 'their'} own words"


def period_words(period: str) -> str:
    """``2025`` as "for 2025", ``2019-Q3`` as "for Q3 2019", ``2019-10/2020-09`` as "from October 2019 to …"."""
    said = say_iso_period(period)
    return f"{'from' if ' to ' in said else 'for'} {said}"


def say_count(count: int, noun: str) -> str:
    """``1 alert``, ``2,000 alerts``."""
    return f"{say_number(Decimal(count))} {noun}{'' if count == 1 else 's'}"
