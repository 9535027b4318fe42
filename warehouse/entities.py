"""``config/entities.yaml``: other names of places, companies and offices, so that all of them lead to one subject."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import Field

from extractors.keys import Aliases, fold_name, make_aliases
from extractors.settings import Checked, SettingsModel, check_settings
from warehouse.settings_text import read_settings


class EntityEntry(SettingsModel):
    """One entity: the name to keep, and what else it is called."""

    name: str = Field(min_length=1, description="The name its series are kept under.")
    aliases: tuple[str, ...] = Field((), description="Other names of it; case, quotes and accents do not matter.")
    note: str | None = Field(None, description="Anything worth knowing.")


class EntityFile(SettingsModel):
    """The whole file."""

    entities: tuple[EntityEntry, ...] = Field((), description="Names that mean the same.")


def load_entities(path: Path) -> Aliases:
    """The aliases of a file; none when there is no file. ConfigError says every mistake at once."""
    if not path.exists():
        return Aliases()
    checked = check_settings(read_settings(path), EntityFile, str(path), _file_mistakes)
    return make_aliases((entry.name, entry.aliases) for entry in checked.settings.entities)


def _file_mistakes(checked: Checked[EntityFile]) -> Iterator[str]:
    owner: dict[str, str] = {}
    seen: set[str] = set()
    for number, entry in enumerate(checked.settings.entities):
        if entry.name in seen:
            again = checked.place("entities", number, "name")
            yield f"{again}: {entry.name!r} is there twice; put its aliases together"
        seen.add(entry.name)
        names: list[tuple[str, tuple[str | int, ...]]] = [(entry.name, ("entities", number, "name"))]
        names += [(alias, ("entities", number, "aliases", at)) for at, alias in enumerate(entry.aliases)]
        for name, where in names:
            key = fold_name(name)
            if not key:
                yield f"{checked.place(*where)}: {name!r} holds no letter or digit"
            elif owner.setdefault(key, entry.name) != entry.name:
                yield f"{checked.place(*where)}: {name!r} is already a name of {owner[key]!r}; keep it in one place"
