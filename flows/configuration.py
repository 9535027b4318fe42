"""Everything an operator writes, read together: all mistakes of all files at once, and rules that can never hold."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields
from datetime import datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from extractors.errors import ConfigError

if TYPE_CHECKING:
    from alerts.dead_rules import KnownFigures
    from alerts.rule import Rule
    from extractors.keys import Aliases
    from flows.project import Project
    from warehouse.corrections import CorrectionEntry
    from warehouse.database import Warehouse
    from warehouse.indicators import Indicator


def find_mistakes(project: Project, env: Mapping[str, str] = os.environ) -> list[str]:
    """What keeps this project from running, one line each; empty when nothing does."""
    from flows.project import RunSettings
    from sources.config import load_sources
    from sources.settings import FetchSettings

    mistakes: list[str] = []
    for read in (
        lambda: project.published_file(RunSettings.from_env(env)),
        lambda: FetchSettings.from_env(env).check_ca_file(),
        lambda: load_sources(project.sources_file),
        lambda: load_indicators_or_none(project),
        lambda: check_rates(project),
        lambda: load_aliases(project),
        lambda: load_corrections(project),
        lambda: _check_conditions(project),
    ):
        try:
            read()
        except ConfigError as error:
            mistakes += str(error).splitlines()
    return list(dict.fromkeys(mistakes))  # two readers of one file say the same


def _check_conditions(project: Project) -> None:
    """Read the alert rules and try their SQL conditions; ConfigError says every mistake."""
    from alerts.config import sound_alerts
    from flows.watching import load_alert_settings

    mistakes: list[str] = []
    try:
        load_alert_settings(project)
    except ConfigError as error:
        mistakes = str(error).splitlines()
    if conditions := sound_alerts(project.alerts_file).conditions:
        from warehouse.alert_questions import condition_mistakes

        wrong = condition_mistakes([where for _, where in conditions])
        mistakes += [
            f"{project.alerts_file}: rule {id_!r}: {wrong[where]}" for id_, where in conditions if where in wrong
        ]
    if mistakes:
        raise ConfigError("\n".join(mistakes))


def load_indicators_or_none(project: Project) -> tuple[Indicator, ...]:
    """Series that a person has named, from config/indicators.yaml; none where there is no such file."""
    from warehouse.indicators import load_indicators

    return load_indicators(project.indicators_file) if project.indicators_file.exists() else ()


def check_rates(project: Project) -> None:
    """Read the file of exchange rates, where one is named; ConfigError says what is wrong with it."""
    from warehouse.indicators import load_rates
    from warehouse.rates import read_rates

    rates = load_rates(project.indicators_file)
    if rates.file is not None:
        for _ in read_rates(rates.file, rates.base):
            pass


def load_aliases(project: Project) -> Aliases:
    """Other names of subjects, from config/entities.yaml; none where there is no such file."""
    from extractors.keys import Aliases

    if not project.entities_file.exists():
        return Aliases()
    from warehouse.entities import load_entities

    return load_entities(project.entities_file)


def load_corrections(project: Project) -> tuple[CorrectionEntry, ...]:
    """What people have put right, from config/corrections.yaml; none where there is no such file."""
    from warehouse.corrections import load_corrections as load

    return load(project.corrections_file) if project.corrections_file.exists() else ()


def wrong_corrections(project: Project) -> list[str]:
    """What is wrong with the file of corrections, one line each."""
    try:
        load_corrections(project)
    except ConfigError as error:
        return str(error).splitlines()
    return []


def sync_settings(project: Project, warehouse: Warehouse, now: datetime) -> None:
    """Make the warehouse follow what the operator writes about figures: indicators and corrections."""
    from warehouse.correct import sync_corrections
    from warehouse.indicators import load_rates, sync_indicators

    names = load_aliases(project)
    sync_indicators(warehouse, load_indicators_or_none(project), load_rates(project.indicators_file), names)
    sync_corrections(warehouse, load_corrections(project), names, now)


def idle_corrections(project: Project) -> list[str]:
    """Corrections that found nothing to put right when the warehouse was last brought to agree with them."""
    from extractors.errors import WarehouseError
    from warehouse.database import Warehouse
    from warehouse.series_questions import idle_corrections as ask

    warehouse = Warehouse(project.warehouse_file, lock_timeout_s=1)
    if not warehouse.exists():
        return []
    try:
        return [f"{project.corrections_file}: {what}" for what in ask(warehouse)]
    except WarehouseError:  # in use, or older than this program: what is written can be checked without it
        return []


def find_warnings(project: Project, env: Mapping[str, str] = os.environ) -> list[str]:
    """What does no harm but cannot be meant: variables nobody reads, idle sources, dead rules, what is read or put
    right twice, idle corrections. Of files with mistakes nothing is said here.
    """
    from flows.idle_sources import find_idle_sources

    warnings: list[str] = []
    for look in (
        lambda: _unknown_variables(env),
        lambda: find_idle_sources(project.sources_file),
        lambda: _secrets_not_set(project, env),
        lambda: _dead_rules(project),
        lambda: repeated_corrections(project),
        lambda: idle_corrections(project),
    ):
        with suppress(ConfigError):
            warnings += look()
    return warnings


def repeated_corrections(project: Project) -> Iterator[str]:
    """Corrections that one before them in the file makes already, or that takes the place of one."""
    ids: set[str] = set()
    merged: set[str | None] = set()
    for entry in load_corrections(project):
        said = f"{project.corrections_file}: {entry.action} {entry.claim or entry.series}"
        if entry.id in ids:
            yield f"{said} is there twice; keep one"
        elif entry.action == "merge" and entry.series in merged:
            yield f"{said} into {entry.into}: that series is merged above, too; the last counts, keep one"
        ids.add(entry.id)
        if entry.action == "merge":
            merged.add(entry.series)


def _dead_rules(project: Project) -> Iterable[str]:
    from alerts.config import sound_alerts
    from alerts.dead_rules import KnownIndicator, KnownSource, find_dead_rules
    from sources.config import load_sources
    from sources.kinds import SOURCE_KINDS

    sound = sound_alerts(project.alerts_file)
    return find_dead_rules(
        sound.settings,
        figures=_known_figures(project, sound.settings.rules),
        places=sound.places,
        broken_channels=sound.broken_channels,
        indicators=[
            KnownIndicator(one.id, one.kind, one.unit, one.sane_low, one.sane_high)
            for one in load_indicators_or_none(project)
        ],
        sources=[
            KnownSource(one.id, None if SOURCE_KINDS[one.kind].local else one.outlet, one.tags)
            for one in load_sources(project.sources_file)
        ],
    )


def _known_figures(project: Project, rules: Sequence[Rule]) -> KnownFigures | None:
    """What the warehouse holds, where a rule asks for that; None where there is nothing in it, or it is in use."""
    from alerts.dead_rules import KnownFigures
    from extractors.errors import WarehouseError
    from warehouse.database import Warehouse
    from warehouse.series_questions import series_and_units

    warehouse = Warehouse(project.warehouse_file, lock_timeout_s=1)
    if not any(rule.match and (rule.match.series or rule.match.unit) for rule in rules) or not warehouse.exists():
        return None
    try:
        series, units = series_and_units(warehouse)
    except WarehouseError:
        return None
    return KnownFigures(series, units) if series else None


def _unknown_variables(env: Mapping[str, str]) -> Iterator[str]:
    """Variables of our prefix that nothing reads: most likely misspelt."""
    from flows.project import RunSettings
    from sources.settings import PREFIX, FetchSettings

    names = {field.name for settings in (RunSettings, FetchSettings) for field in fields(settings)} | {
        "project",
        "data",
    }
    known = [PREFIX + name.upper() for name in names]
    for name in sorted(env):
        if name.startswith(PREFIX) and name not in known:
            near = get_close_matches(name, known, 1)
            yield f"{name} is set, and nothing reads it" + (f"; did you mean {near[0]}?" if near else "")


def _secrets_not_set(project: Project, env: Mapping[str, str]) -> Iterator[str]:
    """Channels whose secret this process does not have; the one that sends alerts may."""
    from alerts.config import sound_alerts
    from alerts.secrets import Secrets
    from extractors.errors import DeliveryError
    from extractors.secret import SecretRef

    settings = sound_alerts(project.alerts_file).settings
    secrets = Secrets(env, settings.home)
    for channel in settings.channels:
        for name in type(channel).model_fields:
            ref = getattr(channel, name)
            if isinstance(ref, SecretRef):
                try:
                    secrets.read(ref)
                except DeliveryError as error:
                    yield f"{project.alerts_file}: channel {channel.id!r}: {error}"


def schema_of(what: str) -> dict[str, Any]:
    """The JSON Schema of one configuration file."""
    from pydantic import BaseModel

    model: type[BaseModel]
    if what == "sources":
        from sources.entry import SourcesFile as model
    elif what == "indicators":
        from warehouse.indicator_settings import IndicatorFile as model
    elif what == "corrections":
        from warehouse.corrections import CorrectionFile as model
    elif what == "entities":
        from warehouse.entities import EntityFile as model
    else:
        from alerts.entry import alerts_file

        model = alerts_file()
    schema = model.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"Figurewatch {what}.yaml"} | schema
