"""One pydantic error in, one mistake in plain words out: what is wrong, where, and what was likely meant."""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from extractors.settings_tree import Mistake, Parts, Tree

_WANTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "decimal_type": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "list_type": "a list",
    "set_type": "a list",
    "frozen_set_type": "a list",
    "dict_type": "keys with values",
    "model_type": "keys with values",
    "model_attributes_type": "keys with values",
    "date_type": "a date such as 2026-01-31",
    "date_from_datetime_parsing": "a date such as 2026-01-31",
    "datetime_type": "a time such as 2026-01-31T08:00:00Z",
}
_LEAST = {
    "too_short": "must have at least {min_length}",
    "too_long": "must have at most {max_length}",
    "string_too_short": "must not be shorter than {min_length}",
    "string_too_long": "must not be longer than {max_length}",
    "greater_than_equal": "must be {ge} or more",
    "greater_than": "must be more than {gt}",
    "less_than_equal": "must be {le} or less",
    "less_than": "must be less than {lt}",
}


def explain(detail: Mapping[str, Any], tree: Tree, model: type[BaseModel]) -> Mistake:
    """The mistake behind one entry of ``ValidationError.errors()``."""
    kind, context = str(detail["type"]), detail.get("ctx") or {}
    parts, models = _follow(tuple(detail["loc"]), kind, tree, model)
    if kind == "extra_forbidden":
        key = str(parts[-1])
        names = sorted({name for each in models for name in _keys(each)})
        written = _written(tree, parts[:-1])
        return Mistake(tree.key_place(parts), f"unknown key `{key}`{_suggest(key, names, written)}")
    if kind == "missing":
        return Mistake(tree.value_place(parts[:-1]), f"`{parts[-1]}` is missing{_inside(parts[:-1])}")
    name = f"`{_name(parts)}` " if parts else ""
    place = tree.value_place(parts)
    given = detail.get("input")
    if kind in ("value_error", "assertion_error"):
        said = str(context.get("error") or detail["msg"])
        return Mistake(place, f"{name.rstrip()}: {said}" if name else said)
    if kind in ("literal_error", "enum", "union_tag_invalid"):
        wanted = str(context.get("expected") or context.get("expected_tags"))
        options = [option.strip().strip("'") for option in wanted.replace(" or ", ", ").split(",")]
        tag = str(context.get("discriminator", "")).strip("'")
        if kind == "union_tag_invalid":
            name, given, place = f"`{tag}` ", context.get("tag"), tree.value_place((*parts, tag))
        return Mistake(
            place, f"{name}must be one of {', '.join(options)}, not {_show(given)}{_suggest(given, options)}"
        )
    if kind == "union_tag_not_found":
        return Mistake(place, f"`{str(context['discriminator']).strip(chr(39))}` is missing{_inside(parts)}")
    if kind in _WANTED:
        advice = "; put it in quotes" if kind == "string_type" and isinstance(given, int | float) else ""
        return Mistake(place, f"{name}must be {_WANTED[kind]}, not {_show(given)}{advice}")
    if kind in _LEAST:
        return Mistake(place, f"{name}{_LEAST[kind].format(**context)}")
    if kind == "string_pattern_mismatch":
        hint = _description(models, parts)
        return Mistake(place, f"{name}does not have the form {hint or context['pattern']}")
    said = str(detail["msg"])
    said = said[0].lower() + said[1:]
    return Mistake(place, f"{name}{said.replace('input should be', 'must be')}")


def parts_of(detail: Mapping[str, Any], tree: Tree, model: type[BaseModel]) -> Parts:
    """The place in the file that one entry of ``ValidationError.errors()`` is about."""
    return _follow(tuple(detail["loc"]), str(detail["type"]), tree, model)[0]


def meant_key(detail: Mapping[str, Any], tree: Tree, model: type[BaseModel]) -> str | None:
    """For an unknown key: the one most like it that is not written there."""
    parts, models = _follow(tuple(detail["loc"]), str(detail["type"]), tree, model)
    free = {name for each in models for name in _keys(each)} - _written(tree, parts[:-1])
    return next(iter(get_close_matches(str(parts[-1]), sorted(free), n=1, cutoff=0.6)), None)


def _follow(
    location: Parts, kind: str, tree: Tree, model: type[BaseModel]
) -> tuple[Parts, tuple[type[BaseModel], ...]]:
    """The place in the file that pydantic's location means, and the models of the mapping it lies in.

    A location also names the member of a union that was tried; such a part is no key of the file.
    """
    parts: Parts = ()
    models: tuple[type[BaseModel], ...] = (model,)
    inner: tuple[type[BaseModel], ...] = (model,)
    for index, part in enumerate(location):
        if isinstance(part, str) and (*parts, part) not in tree.values:
            tagged = tuple(each for each in inner if part in _tags(each) or part == each.__name__)
            if tagged:
                inner = tagged
                continue
            if index < len(location) - 1 or kind not in ("extra_forbidden", "missing"):
                continue
        parts = (*parts, part)
        models = inner
        if isinstance(part, str):
            fields = [each.model_fields[part].annotation for each in inner if part in each.model_fields]
            inner = tuple(dict.fromkeys(found for each in fields for found in _models(each)))
    return parts, models


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """Every model that a value of ``annotation`` can hold, itself or in a list."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        return
    if get_origin(annotation) is Literal:
        return
    if get_origin(annotation) in (Union, types.UnionType, Annotated) or get_args(annotation):
        for part in get_args(annotation):
            yield from _models(part)


def _tags(model: type[BaseModel]) -> set[str]:
    """The words that tell this model from the others of a union."""
    return {
        str(option)
        for field in model.model_fields.values()
        if get_origin(field.annotation) is Literal
        for option in get_args(field.annotation)
    }


def _keys(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield field.alias or name


def _written(tree: Tree, parts: Parts) -> set[str]:
    size = len(parts) + 1
    return {str(key[-1]) for key in tree.keys if len(key) == size and key[:-1] == parts}


def _description(models: Iterable[type[BaseModel]], parts: Parts) -> str | None:
    for model in models:
        field = model.model_fields.get(str(parts[-1])) if parts else None
        if field is not None and field.description:
            return f"`{field.description}`"
    return None


def _suggest(word: object, options: Iterable[str], taken: Iterable[str] = ()) -> str:
    """``; did you mean "x"?`` with the option most like ``word``, or all options when they are few."""
    choices = list(options)
    free = [option for option in choices if option not in set(taken)]
    text = str(word)
    for pool in (free, choices):
        close = get_close_matches(text, pool, n=1, cutoff=0.6)
        if close:
            return f'; did you mean "{close[0]}"?'
    return f"; known here: {', '.join(choices)}" if taken and choices else ""


def _inside(parts: Parts) -> str:
    return f" in {_name(parts)}" if parts else ""


def _name(parts: Parts) -> str:
    """``rules[2].value.above``: list items are counted from 1, as people do."""
    text = ""
    for part in parts:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _show(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"{value}"
    if isinstance(value, str):
        return f'"{value[:40]}{"…" if len(value) > 40 else ""}"'
    return "a list" if isinstance(value, list | tuple) else "keys with values"
