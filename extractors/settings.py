"""Text of a settings file in, one checked frozen model out, or one error that lists every mistake with its place.

The files are YAML 1.2, so ``NO`` and ``22:30`` are text. Dates stay text, too, until a model makes them dates.
Importing this module costs 0.2 s (pydantic); light commands import it inside the function that needs it.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, ValidationError, WithJsonSchema

from extractors.errors import ConfigError
from extractors.secret import SecretRef, parse_secret_ref
from extractors.settings_sound import Sound, as_meant, sound_part
from extractors.settings_span import format_interval, parse_interval
from extractors.settings_tree import Mistake, Place, Tree, read_tree
from extractors.settings_words import explain, meant_key, parts_of

MAX_MISTAKES = 50
MAX_LINE = sys.maxsize


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
        left_out: ids of entries that are broken and not among the settings, by the name of their list.
    """

    settings: Model
    place: Callable[..., str]
    left_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def parse_settings(text: str, model: type[Model], path: str) -> Model:
    """``text`` as ``model``; ConfigError lists every mistake, one ``path:line:col: what`` each, in order of place."""
    return check_settings(text, model, path).settings


def check_settings(
    text: str, model: type[Model], path: str, more: Callable[[Checked[Model]], Iterable[str]] | None = None
) -> Checked[Model]:
    """As :func:`parse_settings`, and the places of the values with it.

    ``more`` tells what the parts need of each other, ``path:line:col: what`` each; where some are broken it is asked
    about the rest, so that whoever mends the file sees everything at once.
    """
    checked, mistakes = check_parts(text, model, path)
    lines = list(_lines(mistakes, path))
    if checked is not None and more is not None:
        lines = sorted([*lines, *more(checked)], key=_in_file) if lines else list(more(checked))
    if lines or checked is None:
        raise ConfigError("\n".join(lines))
    return checked


def check_parts(text: str, model: type[Model], path: str) -> tuple[Checked[Model] | None, list[Mistake]]:
    """What of ``text`` is sound, and what is not; None where nothing of it can be read without the rest."""
    tree = read_tree(text, path)
    settings, errors = _validated(tree.data, model)
    mistakes = [*tree.mistakes, *(explain(detail, tree, model) for detail in errors)]
    sound = Sound(tree.data)
    if errors:
        # What an entry as a whole must be is looked at only once its keys are known.
        unknown = {
            parts_of(detail, tree, model): meant_key(detail, tree, model)
            for detail in errors
            if detail["type"] == "extra_forbidden"
        }
        _, later = _validated(as_meant(tree.data, unknown), model) if unknown else (None, [])
        mistakes += (explain(detail, tree, model) for detail in later if detail["type"] == "value_error")
        sound = sound_part(tree.data, [parts_of(detail, tree, model) for detail in errors])
        settings, _ = _validated(sound.data, model)
    if settings is None:
        return None, mistakes
    return Checked(settings, lambda *parts: place_text(tree, sound.in_file(parts), path), sound.left_out), mistakes


def _validated(data: Any, model: type[Model]) -> tuple[Model | None, list[Any]]:
    try:
        # Through JSON: there, and only there, strict models take a list for a tuple and text for a date.
        return model.model_validate_json(json.dumps(data)), []
    except ValidationError as error:
        return None, list(error.errors(include_url=False))


def _in_file(line: str) -> tuple[int, ...]:
    """Where the mistake of a line stands; what has no place comes last."""
    found = re.search(r":(\d+):(\d+): ", line)
    return tuple(map(int, found.groups())) if found else (MAX_LINE,)


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


def as_listed(value: object) -> object:
    """For a ``BeforeValidator``: one name may stand where a list may."""
    return (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list) else value


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
