"""Text of a settings file in, one checked frozen model out, or one error that lists every mistake with its place.

The files are YAML 1.2, so ``NO`` and ``22:30`` are text. Dates stay text, too, until a model makes them dates.
Importing this module costs 0.2 s (pydantic); light commands import it inside the function that needs it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, ValidationError, WithJsonSchema

from extractors.errors import ConfigError
from extractors.secret import SecretRef, parse_secret_ref
from extractors.settings_span import format_interval, parse_interval
from extractors.settings_tree import Mistake, Place, Tree, read_tree
from extractors.settings_words import explain

MAX_MISTAKES = 50


class SettingsModel(BaseModel):
    """Base of everything an operator writes: unknown keys refused, no silent conversion, frozen."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, arbitrary_types_allowed=True)


Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Checked(Generic[Model]):
    """A checked file that still knows where each of its values stands.

    Attributes:
        settings: the model.
        place: ``place("rules", 3, "channels")`` is ``path:line:col`` of that value (of the nearest one above it
            that is written, if it is not), for mistakes that only show when values are compared.
    """

    settings: Model
    place: Callable[..., str]


def parse_settings(text: str, model: type[Model], path: str) -> Model:
    """``text`` as ``model``; ConfigError lists every mistake, one ``path:line:col: what`` each, in order of place."""
    return check_settings(text, model, path).settings


def check_settings(text: str, model: type[Model], path: str) -> Checked[Model]:
    """As :func:`parse_settings`, and the places of the values with it."""
    tree = read_tree(text, path)
    mistakes = list(tree.mistakes)
    settings: Model | None = None
    try:
        # Through JSON: there, and only there, strict models take a list for a tuple and text for a date.
        settings = model.model_validate_json(json.dumps(tree.data))
    except ValidationError as error:
        mistakes += [explain(detail, tree, model) for detail in error.errors(include_url=False)]
    if mistakes or settings is None:
        raise ConfigError("\n".join(_lines(mistakes, path)))
    return Checked(settings, lambda *parts: place_text(tree, parts, path))


def place_text(tree: Tree, parts: tuple[str | int, ...], path: str) -> str:
    """``path:line:col`` of the value at ``parts``."""
    return _at(path, tree.value_place(parts))


def _at(path: str, place: Place) -> str:
    return f"{path}:{place.line}:{place.column}"


def _lines(mistakes: list[Mistake], path: str) -> Iterator[str]:
    seen = sorted(set(mistakes))
    for mistake in seen[:MAX_MISTAKES]:
        yield f"{_at(path, mistake.place)}: {mistake.what}"
    if len(seen) > MAX_MISTAKES:
        yield f"{path}: and {len(seen) - MAX_MISTAKES} more"


Interval = Annotated[
    timedelta,
    BeforeValidator(parse_interval),
    PlainSerializer(format_interval, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^[1-9][0-9]{0,5} ?[smhdw]$", "examples": ["30m", "2h", "1d"]}),
]

Secret = Annotated[
    SecretRef,
    BeforeValidator(parse_secret_ref),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^(env:[A-Za-z_][A-Za-z0-9_]*|file:.+)$"}),
]
