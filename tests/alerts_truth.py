"""The truth table of alert rules: each row is a test, and the tables of docs/alerts.md are written from it.

``python -m tests.alerts_truth`` writes them anew.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent.parent / "docs" / "alerts.md"


@dataclass(frozen=True)
class Row:
    """One cell: a rule's conditions, what was said before (oldest first), what is said now, and what comes of it.

    A value is written as in ``tests.alerts_events``; ``@20`` after it means twenty days before now, else the values
    lie ten days apart. ``26 Q`` was said quietly: it made no event. ``30 F`` is a forecast.
    """

    case: str
    rule: str
    before: list[str]
    now: str
    outcome: str  # alert, silent or wait
    step: str  # the part that decided
    event: dict[str, Any] = field(default_factory=dict)
    told: list[int] = field(default_factory=list)  # which of `before` the rule alerted about
    snoozed: list[int] = field(default_factory=list)  # which of them while it was snoozed
    note: str = ""


LIMIT = "when: {value: {above: 25}}"
REARM = "when: {value: {above: 25, rearm: 22}}"
BACK = "when: {value: {inside: [20, 30], rearm: [18, 32]}}"
FAR = "when: {value: {outside: [20, 30], rearm: [22, 28]}}"
HUNDRED = "when: {value: {at_least: 100}}"
BAND = "when: {value: {inside: [20, 30]}}"
OUT = "when: {value: {outside: [20, 30]}}"
FIVE = "when: {change: {percent: 5}}"
DRIFT = "when: {change: {percent: 5, over: 60d}}"

TABLES: dict[str, list[Row]] = {
    "A limit": [
        Row("equal to the limit", LIMIT, ["23"], "25", "silent", "value"),
        Row("equal, with `at_least`", "when: {value: {at_least: 25}}", ["23"], "25", "alert", "value"),
        Row("equal, with `below`", "when: {value: {below: 25}}", ["27"], "25", "silent", "value"),
        Row("equal, with `at_most`", "when: {value: {at_most: 25}}", ["27"], "25", "alert", "value"),
        Row("goes over it", LIMIT, ["23"], "26", "alert", "value"),
        Row("not yet", LIMIT, ["23"], "24", "silent", "value"),
        Row("already true at the first run", LIMIT, [], "26", "alert", "value", note="the first value known counts"),
        Row("stays true", LIMIT, ["23", "26"], "27", "silent", "value"),
        Row("stays true, `repeat: every`", f"{LIMIT}, repeat: every", ["23", "26"], "27", "alert", "value"),
        Row("leaves and returns", LIMIT, ["26", "24"], "26", "alert", "value"),
        Row("flaps, no `rearm`", LIMIT, ["26", "24", "26", "24"], "26", "alert", "value", note="use `rearm`"),
        Row("flaps above the `rearm` level", REARM, ["26", "24", "26", "24"], "26", "silent", "value"),
        Row("comes back to the `rearm` level", REARM, ["26", "22"], "26", "alert", "value"),
        Row("was never over, `rearm` set", REARM, ["24"], "26", "alert", "value"),
        Row("leaves", LIMIT, ["26"], "24", "silent", "value", note="write a rule with `below` to hear of it"),
        Row("jumps far over it", LIMIT, ["2"], "900", "alert", "value"),
        Row("was over it before the rule was written", LIMIT, ["26"], "28", "silent", "value",
            note="`repeat: every` tells it"),
        Row("restated over it", LIMIT, ["23"], "26", "alert", "value", {"kind": "revision"}),
        Row("restated, still over it", LIMIT, ["23", "26"], "27", "silent", "value", {"kind": "revision"}),
        Row("edited back under it", LIMIT, ["23", "26"], "23", "silent", "value", {"kind": "edit"}),
        Row("edited over it", LIMIT, ["23"], "26", "alert", "value", {"kind": "edit"}),
        Row("edited back, then over it again", LIMIT, ["26", "23"], "26", "alert", "value", {"kind": "edit"}),
        Row("a forecast over it does not count as reached", LIMIT, [">=30 F", "24"], "26", "alert", "value"),
        Row("in another unit", "when: {value: {above: 3, unit: km}}", ["2 km"], "3500 m", "alert", "value"),
        Row("unit in other words", "when: {value: {above: 3, unit: miles}}", ["2 km"], "5500 m", "alert", "value"),
        Row("unit in the plural", "when: {value: {above: 25, unit: data centers}}", ["23"], "26", "alert", "value"),
        Row("in a unit that does not convert", "when: {value: {above: 3, unit: km}}", [], "9 kg", "silent", "value"),
    ],
    "Between and beyond two limits": [
        Row("on the end of `inside`", BAND, ["10"], "20", "alert", "value"),
        Row("on the end of `outside`", OUT, ["25"], "30", "silent", "value"),
        Row("enters `inside`", BAND, ["35"], "25", "alert", "value"),
        Row("stays `inside`", BAND, ["25"], "26", "silent", "value"),
        Row("jumps over `inside`", BAND, ["15"], "35", "silent", "value"),
        Row("leaves for `outside`", OUT, ["25"], "31", "alert", "value"),
        Row("stays `outside` on one side", OUT, ["31"], "40", "silent", "value"),
        Row("jumps from one side of `outside` to the other", OUT, ["15"], "35", "alert", "value"),
        Row("flaps about the end of `inside`, `rearm` set", BACK, ["25", "31"], "29", "silent", "value"),
        Row("was out beyond the `rearm` level", BACK, ["25", "33"], "29", "alert", "value"),
        Row("flaps about the end of `outside`, `rearm` set", FAR, ["31", "29"], "31", "silent", "value"),
        Row("came back between the `rearm` levels", FAR, ["31", "25"], "31", "alert", "value"),
        Row("a range half `inside`", BAND, ["10"], "25..35", "silent", "value"),
        Row("a range half `inside`, `certainty: possible`", f"{BAND}, certainty: possible", ["10"], "25..35", "alert",
            "value"),
    ],
    "What the words leave open": [
        Row("more than 20, limit 25", LIMIT, ["10"], ">20", "silent", "value", note="it may be, but need not be"),
        Row("the same, `certainty: possible`", f"{LIMIT}, certainty: possible", ["10"], ">20", "alert", "value"),
        Row("more than 25, limit 25", LIMIT, ["10"], ">25", "alert", "value"),
        Row("at least 25, limit 25", LIMIT, ["10"], ">=25", "silent", "value"),
        Row("at least 25, limit `at_least` 25", "when: {value: {at_least: 25}}", ["10"], ">=25", "alert", "value"),
        Row("less than 30, limit 25", LIMIT, ["10"], "<30", "silent", "value"),
        Row("up to 25, `below: 26`", "when: {value: {below: 26}}", ["40"], "<=25", "alert", "value"),
        Row("about 26, limit 25", LIMIT, ["10"], "~26", "alert", "value", note="taken as stated"),
        Row("24 to 28, limit 25", LIMIT, ["10"], "24..28", "silent", "value"),
        Row("an open value in between changes nothing", LIMIT, ["26", ">20"], "27", "silent", "value"),
        Row("a toll that has not reached it", HUNDRED, [">=12"], ">=43", "silent", "value"),
        Row("a toll that rises over it", HUNDRED, [">=12", ">=43"], ">=120", "alert", "value"),
        Row("a toll that rises on", HUNDRED, [">=12", ">=120"], ">300", "silent", "value"),
        Row("a toll that rises on, `repeat: every`", f"{HUNDRED}, repeat: every", [">=12", ">=120"], ">300", "alert",
            "value"),
        Row("a plan that shrinks below it", "when: {value: {below: 100}}", ["<=300", "<=200"], "<=50", "alert",
            "value"),
        Row("reached without an event", LIMIT, [">20", "26 Q"], "27", "alert", "value",
            note="nobody was told of 26: a more precise statement is no news"),
        Row("reached without an event, told since", LIMIT, [">20", "26 Q", "27"], "28", "silent", "value"),
        Row("left, then reached without an event", LIMIT, ["26", "24", "26 Q"], "27", "alert", "value"),
        Row("reached without an event, `rearm` set", REARM, [">20", "26 Q"], "27", "alert", "value"),
        Row("fallen below it without an event", "when: {value: {below: 25}}", ["<40", "24 Q"], "23", "alert",
            "value"),
        Row("not reached before, without an event", LIMIT, [">20", "24 Q"], "27", "alert", "value"),
        Row("reached without an event, gone since", LIMIT, [">20", "26 Q"], "24", "silent", "value"),
        Row("reached without an event, two outlets asked for", "when: {outlets: 2, value: {above: 25}}",
            [">20", "26 Q"], "27", "alert", "outlets", {"outlets": 2}),
    ],
    "A change": [
        Row("exactly as large", "when: {change: {absolute: 2}}", ["23"], "25", "alert", "change"),
        Row("smaller", "when: {change: {absolute: 3}}", ["23"], "25", "silent", "change"),
        Row("in percent", FIVE, ["100"], "105", "alert", "change"),
        Row("down counts, too", FIVE, ["100"], "95", "alert", "change"),
        Row("down, `direction: up`", "when: {change: {percent: 5, direction: up}}", ["100"], "90", "silent",
            "change"),
        Row("from nothing", FIVE, ["0"], "5", "silent", "change", note="use `absolute`"),
        Row("no figure before", FIVE, [], "25", "silent", "change"),
        Row("a percentage in points", "when: {change: {points: 0.5}}", ["4.1 %"], "4.6 %", "alert", "change"),
        Row("a percentage in percent", FIVE, ["4 %"], "5 %", "silent", "change", note="use `points`"),
        Row("a count in points", "when: {change: {points: 1}}", ["23"], "25", "silent", "change"),
        Row("slow drift, against the figure before", FIVE, ["100@50", "102@40", "104@20"], "106", "silent", "change"),
        Row("slow drift, `over: 60d`", DRIFT, ["100@50", "102@40", "104@20"], "106", "alert", "change"),
        Row("the start of the drift is longer ago", "when: {change: {percent: 5, over: 30d}}",
            ["100@50", "102@40", "104@20"], "106", "silent", "change", note="102 was in force 30 days ago"),
        Row("the drift was told already", DRIFT, ["100@50", "106@20"], "107", "silent", "change", told=[1],
            note="counts from the figure last told"),
        Row("the drift was found while the rule was snoozed", DRIFT, ["100@50", "106@20"], "107", "alert", "change",
            told=[1], snoozed=[1], note="nobody was told"),
        Row("in another unit", "when: {change: {absolute: 1, unit: km}}", ["2000 m"], "3000 m", "alert", "change"),
    ],
    "Time, spread, repeats": [
        Row("older than the horizon", "horizon: 7d", [], "25@8", "silent", "age"),
        Row("as old as the horizon", "horizon: 7d", [], "25@7", "alert", "events"),
        Row("old, `horizon: all`", "horizon: all", [], "25@900", "alert", "events", note="goes into one digest"),
        Row("first in 30 days", "when: {first_in: 30d}", ["23@30"], "25", "alert", "first_in"),
        Row("not the first in 30 days", "when: {first_in: 30d}", ["23@29"], "25", "silent", "first_in"),
        Row("two outlets, one so far", "when: {outlets: 2}", ["23"], "25", "wait", "outlets"),
        Row("two outlets reached", "when: {outlets: 2}", ["23"], "25", "alert", "outlets", {"outlets": 2}),
        Row("two outlets, the waiting is over", "when: {outlets: 2, wait: 7d}", ["23"], "25@7", "silent", "outlets"),
        Row("copies are one origin", "when: {origins: 2}", ["23"], "25", "wait", "outlets", {"outlets": 20}),
        Row("waiting, but another condition fails", "when: {outlets: 2, value: {above: 30}}", ["23"], "25", "silent",
            "value"),
        Row("over the limit before, but too few carried that", "when: {outlets: 3, value: {above: 25}}", ["26"], "27",
            "alert", "outlets", {"outlets": 3}),
        Row("entered during the cooldown, still over after it", f"{LIMIT}, cooldown: 20d", ["26", "24", "26"], "27",
            "silent", "value", told=[0], note="it has not left since"),
        Row("within the cooldown", "cooldown: 20d", ["23", "24"], "25", "silent", "cooldown", told=[1]),
        Row("at the end of the cooldown", "cooldown: 10d", ["23", "24"], "25", "alert", "events", told=[1]),
        Row("the alert before was snoozed", "cooldown: 20d", ["23", "24"], "25", "alert", "events", told=[1],
            snoozed=[1], note="nobody was told"),
        Row("told, then snoozed", "cooldown: 20d", ["23@30", "24@15", "25@5"], "26", "silent", "cooldown",
            told=[1, 2], snoozed=[2], note="counts from the one that was sent"),
        Row("the cooldown of another series", "cooldown: 20d", ["23", "24"], "25", "alert", "events"),
    ],
    "Which events": [
        Row("another kind of event", "events: conflict", ["23"], "25", "silent", "events"),
        Row("subject, however it is spelt", "match: {subject: the Gui’an new area}", [], "25", "alert", "events"),
        Row("another subject", "match: {subject: Guiyang}", [], "25", "silent", "match"),
        Row("part of a name", "match: {subject: Gui'an*}", [], "25", "alert", "events"),
        Row("measure in another number and spelling", "match: {measure: data center}", [], "25", "alert", "events"),
        Row("one of several names", "match: {outlet: [River Post, Plateau Daily]}", [], "25", "alert", "events"),
        Row("all terms must fit", "match: {subject: Gui'an*, outlet: River Post}", [], "25", "silent", "match"),
        Row("indicator", "match: {indicator: centres}", [], "25", "alert", "events", {"indicators": ("centres",)}),
        Row("no indicator", "match: {indicator: centres}", [], "25", "silent", "match"),
        Row("tag of the source", "match: {tag: regional}", [], "25", "alert", "events", {"tags": ("regional",)}),
        Row("modality", "match: {modality: [forecast, target]}", [], "25", "silent", "match"),
        Row("unit in the plural", "match: {unit: data centres}", [], "25", "alert", "events"),
        Row("unit in other words", "match: {unit: kilometers}", [], "25 km", "alert", "events"),
        Row("another unit", "match: {unit: metres}", [], "25 km", "silent", "match"),
        Row("a missed forecast", "events: forecast_due, match: {outcome: missed}", [], "25", "alert", "events",
            {"kind": "forecast_due", "outcome": "missed"}),
        Row("a met forecast", "events: forecast_due, match: {outcome: missed}", [], "25", "silent", "match",
            {"kind": "forecast_due", "outcome": "met"}),
        Row("a paused rule", "pause: on leave", [], "25", "silent", "events"),
    ],
}  # fmt: skip


def written() -> str:
    """The tables as they stand in docs/alerts.md."""
    parts = []
    for title, rows in TABLES.items():
        lines = [
            f"### {title}",
            "",
            "| case | rule | said before | said now | comes of it |",
            "| --- | --- " * 2 + "| --- |",
        ]
        lines[3] = "| --- | --- | --- | --- | --- |"
        for row in rows:
            before = ", ".join(_value(value) for value in row.before) or "nothing"
            extra = "; ".join(f"{key} {_plain(value)}" for key, value in row.event.items())
            now = _value(row.now) + (f" ({extra})" if extra else "")
            outcome = {"alert": "**alert**", "silent": "silent", "wait": "waits"}[row.outcome]
            reason = f" ({row.note})" if row.note else ""
            lines.append(f"| {row.case} | `{row.rule}` | {before} | {now} | {outcome}{reason} |")
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _value(text: str) -> str:
    value, _, age = text.partition("@")
    words = {">=": "at least ", "<=": "up to ", ">": "more than ", "<": "less than ", "~": "about "}
    for sign, word in words.items():
        if value.startswith(sign):
            value = word + value[len(sign) :]
            break
    value = value.replace("..", " to ")
    if value.endswith(" F"):
        value = f"forecast of {value[:-2]}"
    if value.endswith(" Q"):
        value = f"{value[:-2]} (no event)"
    return value + (f" ({age} d ago)" if age else "")


def _plain(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)


BEGIN, END = "<!-- truth table: written by python -m tests.alerts_truth -->", "<!-- end of the truth table -->"


def main() -> None:
    text = DOCS.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGIN)
    tail = rest.partition(END)[2]
    DOCS.write_text(f"{head}{BEGIN}\n\n{written()}\n{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
