"""Settings files: every mistake at once, with its place; the secrets in them never shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Annotated, Literal

import pytest
from pydantic import Field

from extractors.errors import ConfigError
from extractors.secret import parse_secret_ref
from extractors.settings import (
    MAX_MISTAKES,
    Checked,
    Interval,
    Secret,
    SettingsModel,
    check_settings,
    format_interval,
    parse_interval,
    parse_settings,
)


class Desk(SettingsModel):
    kind: Literal["desk"]
    seats: int = Field(default=1, ge=1, le=40)


class Line(SettingsModel):
    kind: Literal["line"]
    url: str
    secret: Secret | None = None


class Rule(SettingsModel):
    id: str = Field(pattern="^[a-z]+$", description="small letters")
    every: Interval
    limit: Decimal | None = None
    country: str | None = None
    at: str | None = None
    on: tuple[Literal["edit", "conflict"], ...] = ()


class Room(SettingsModel):
    rules: tuple[Rule, ...] = ()
    ways: tuple[Annotated[Desk | Line, Field(discriminator="kind")], ...] = ()


READ = [
    # text, what the first rule is then
    ("rules: [{id: a, every: 30m, limit: 2.1}]", {"every": timedelta(minutes=30), "limit": Decimal("2.1")}),
    ("rules: [{id: a, every: 2 h, country: NO}]", {"every": timedelta(hours=2), "country": "NO"}),
    ("rules: [{id: a, every: 1d, at: 22:30}]", {"every": timedelta(days=1), "at": "22:30"}),
    ("rules: [{id: a, every: 1w, limit: 0123}]", {"every": timedelta(weeks=1), "limit": Decimal(123)}),
    ("rules: [{id: a, every: 1w, at: 2026-01-05}]", {"at": "2026-01-05"}),
    ("\ufeffrules:\n- &a {id: a, every: 90s, on: [edit]}\n- *a", {"every": timedelta(seconds=90), "on": ("edit",)}),
]


@pytest.mark.parametrize(("text", "wanted"), READ)
def test_yaml_1_2_is_read(text: str, wanted: dict[str, object]) -> None:
    rule = parse_settings(text, Room, "room.yaml").rules[0]
    assert {name: getattr(rule, name) for name in wanted} == wanted


REFUSED = [
    ("", "room.yaml: the file is empty; `figurewatch init` writes one to start from"),
    ("# only this\n", "room.yaml: the file is empty; `figurewatch init` writes one to start from"),
    ("- 1", "room.yaml:1:1: must hold keys with values (`key: value`), not a list"),
    ("rules", "room.yaml:1:1: must hold keys with values (`key: value`), not a single value"),
    ("rules: [", "room.yaml:1:9: not YAML: "),
    ("\trules: []", "room.yaml:1:1: not YAML: "),
    ("rules: []\n---\nrules: []", "room.yaml:2:1: not YAML: "),
    ("rules: \x00", "room.yaml: not YAML: "),
    ("ruels: []", 'room.yaml:1:1: unknown key `ruels`; did you mean "rules"?'),
    ("rules: []\nrules: []", "room.yaml:2:1: `rules` is there twice (first in line 1); keep one"),
    ("rules: [{id: a}]", "room.yaml:1:9: `every` is missing in rules[1]"),
    ("rules: [{id: A, every: 1d}]", "room.yaml:1:14: `rules[1].id` does not have the form `small letters`"),
    ("rules: [{id: a, every: 30}]", "room.yaml:1:24: `rules[1].every`: an interval is a whole number and a unit"),
    ("rules: [{id: a, every: 0m}]", "room.yaml:1:24: `rules[1].every`: an interval is a whole number and a unit"),
    ("rules: [{id: a, every: 1d, at: 7}]", "room.yaml:1:32: `rules[1].at` must be text, not 7; put it in quotes"),
    ("rules: [{id: a, every: 1d, limit: .nan}]", "room.yaml:1:35: .nan is not a number to work with"),
    ("rules: [{id: a, every: 1d, on: [edti]}]", 'must be one of edit, conflict, not "edti"; did you mean "edit"?'),
    ("rules: {id: a}", "room.yaml:1:8: `rules` must be a list, not keys with values"),
    ("rules: [{<<: 1, id: a, every: 1d}]", "room.yaml:1:10: merge keys (<<) are not used here"),
    ("rules: [{[1]: 1, id: a, every: 1d}]", "room.yaml:1:10: a key must be a word, not a list"),
    ("rules: [{id: !!python/name:os.system x, every: 1d}]", "room.yaml:1:14: the tag tag:yaml.org,2002:python"),
    ("ways: [{kind: dsek}]", 'room.yaml:1:15: `kind` must be one of desk, line, not "dsek"; did you mean "desk"?'),
    ("ways: [{seats: 1}]", "room.yaml:1:8: `kind` is missing in ways[1]"),
    ("ways: [{kind: desk, setas: 1}]", 'room.yaml:1:21: unknown key `setas`; did you mean "seats"?'),
    ("ways: [{kind: desk, seats: 50}]", "room.yaml:1:28: `ways[1].seats` must be 40 or less"),
    ('ways: [{kind: desk, seats: "5"}]', 'room.yaml:1:28: `ways[1].seats` must be a whole number, not "5"'),
    ("ways: &w [*w]", "an alias that holds itself"),
    ("rules: " + "[" * 900, "nested too deeply"),
]


@pytest.mark.parametrize(("text", "said"), REFUSED)
def test_each_mistake_has_its_line(text: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_settings(text, Room, "room.yaml")
    assert said in str(caught.value)
    assert caught.value.exit_code == 2


def test_all_mistakes_come_at_once_in_the_order_of_the_file() -> None:
    text = "ruels: 1\nrules:\n  - id: A\n    evry: 1d\n  - id: b\n    every: 1d\n    on: [edit, cnflict]\n"
    with pytest.raises(ConfigError) as caught:
        parse_settings(text, Room, "room.yaml")
    lines = str(caught.value).splitlines()
    assert [line.split(": ")[0] for line in lines] == [
        "room.yaml:1:1",
        "room.yaml:3:5",
        "room.yaml:3:9",
        "room.yaml:4:5",
        "room.yaml:7:16",
    ]


def test_a_file_full_of_mistakes_stays_readable() -> None:
    with pytest.raises(ConfigError) as caught:
        parse_settings("".join(f"key{n}: 1\n" for n in range(200)), Room, "room.yaml")
    lines = str(caught.value).splitlines()
    assert len(lines) == MAX_MISTAKES + 1
    assert lines[-1] == "room.yaml: and 150 more"


def test_aliases_that_multiply_are_stopped() -> None:
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
    with pytest.raises(ConfigError, match="aliases that multiply"):
        parse_settings(bomb, Room, "room.yaml")


def test_places_of_values_for_mistakes_found_later() -> None:
    checked = check_settings("rules:\n  - id: a\n    every: 1d\n", Room, "room.yaml")
    assert checked.place("rules", 0, "every") == "room.yaml:3:12"
    assert checked.place("rules", 0, "at") == "room.yaml:2:5"
    assert checked.place("ways") == "room.yaml:1:1"


@pytest.mark.parametrize("text", ["hunter2canary", "env:", "env:A B", "file:", "ENV:X", "http:hunter2canary"])
def test_a_secret_written_out_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_settings(f"ways: [{{kind: line, url: u, secret: '{text}'}}]", Room, "room.yaml")
    assert "env:NAME or file:PATH" in str(caught.value)
    assert "hunter2canary" not in str(caught.value)


def test_a_secret_is_a_reference_that_shows_nothing_by_itself() -> None:
    line = parse_settings("ways: [{kind: line, url: u, secret: env:DESK_KEY}]", Room, "room.yaml").ways[0]
    assert isinstance(line, Line)
    assert line.secret == parse_secret_ref("env:DESK_KEY")
    assert "DESK_KEY" not in repr(line)
    assert line.model_dump(mode="json")["secret"] == "env:DESK_KEY"


@pytest.mark.parametrize("text", ["90s", "30m", "36h", "1d", "2w"])
def test_intervals_are_written_as_they_are_read(text: str) -> None:
    assert format_interval(parse_interval(text)) == text


def test_models_take_no_unknown_key_and_do_not_change() -> None:
    desk = Desk(kind="desk")
    with pytest.raises(ValueError):
        desk.seats = 3  # type: ignore[misc]


class Shelf(SettingsModel):
    rules: tuple[Rule, ...] = ()
    first: str | None = None
    top: int = 0


AT_ONCE = [
    # text, where the mistakes are: those of single values, and those between the parts of the file that are sound
    ("rules:\n- {id: a, every: 1d}\n- {id: b, evry: 1d}\nfirst: c", ["3:3", "3:11", "4:8"]),
    ("rules:\n- {id: B, every: 1d}\n- {id: b, every: 1d}\nfirst: c", ["2:8", "4:8"]),
    ("top: x\nrules: [{id: b, every: 1d}]\nfirst: c", ["1:6", "3:8"]),
    ("rules:\n- {id: b, every: 1d}\n- {id: a, every: 1d}\n- {id: q, every: 1d}", ["4:8"]),
    ("rules:\n- {id: a, every: now}\n- {id: q, every: 1d}", ["2:18", "3:8"]),
    # The rule that is spoken of is there, only broken: nothing is wrong with speaking of it.
    ("rules:\n- {id: b, every: now}\nfirst: b", ["2:18"]),
    ("rules:\n- {id: b, every: 1d}\nfirst: b", []),
    # Nothing can be read without the rest.
    ("rules: 7\nfirst: [", ["2:9"]),
]


@pytest.mark.parametrize(("text", "places"), AT_ONCE)
def test_mistakes_between_parts_are_said_together_with_those_of_the_parts(text: str, places: list[str]) -> None:
    def names(checked: Checked[Shelf]) -> Iterator[str]:
        known = [*(rule.id for rule in checked.settings.rules), *checked.left_out.get("rules", ())]
        for number, rule in enumerate(checked.settings.rules):
            if rule.id == "q":
                yield f"{checked.place('rules', number, 'id')}: q is taken"
        if checked.settings.first is not None and checked.settings.first not in known:
            yield f"{checked.place('first')}: no rule {checked.settings.first!r}"

    said = ""
    try:
        check_settings(text, Shelf, "shelf.yaml", names)
    except ConfigError as error:
        said = str(error)
    assert [":".join(line.split(":")[1:3]) for line in said.splitlines()] == places
