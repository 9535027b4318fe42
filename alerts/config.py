"""config/alerts.yaml in, frozen rules and channels out; everything wrong in the file is said at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from alerts.mistakes import file_mistakes, suggest
from alerts.rule import ChangeCondition, Digest, Rule, ValueCondition
from alerts.terms import TERM_NAMES, Terms
from extractors.errors import ConfigError
from extractors.keys import NO_ALIASES, Aliases

if TYPE_CHECKING:
    from alerts.channels import ChannelSettings
    from alerts.entry import RuleEntry


@dataclass(frozen=True, slots=True)
class AlertSettings:
    """What config/alerts.yaml says.

    Attributes:
        channels: each is the checked entry of its kind; its ``id`` is what rules name.
        alert_horizon: news older than this when it is found is not told; ``all`` tells it.
        notices: ids of channels that hear when another is given up; empty means all others.
        home: the folder that relative paths count from.
    """

    rules: tuple[Rule, ...] = ()
    channels: tuple[ChannelSettings, ...] = ()
    alert_horizon: timedelta | Literal["all"] = timedelta(days=7)
    notices: tuple[str, ...] = ()
    home: Path = Path()

    def rule(self, rule_id: str) -> Rule:
        """The rule of that id; ConfigError names the ones there are."""
        return _by_id(self.rules, rule_id, "alert rule")

    def channel(self, channel_id: str) -> ChannelSettings:
        """The channel of that id; ConfigError names the ones there are."""
        return _by_id(self.channels, channel_id, "channel")

    def channels_of(self, rule: Rule) -> tuple[str, ...]:
        """Ids of the channels that ``rule`` sends to."""
        return rule.channels or tuple(channel.id for channel in self.channels)


@dataclass(frozen=True, slots=True)
class SoundAlerts:
    """What of the file can be read, whatever is wrong with the rest.

    Attributes:
        places: ``path:line:col`` of each rule of the settings, in their order.
        conditions: ids and SQL conditions of the rules that have one.
        broken_channels: ids of channels that are there and cannot be read.
    """

    settings: AlertSettings = AlertSettings()
    places: tuple[str, ...] = ()
    conditions: tuple[tuple[str, str], ...] = ()
    broken_channels: tuple[str, ...] = ()


def sound_alerts(path: Path) -> SoundAlerts:
    """The sound part of ``path``; nothing where there is no such file, or none of it can be read."""
    from alerts.entry import alerts_file
    from extractors.settings import check_parts

    try:
        checked, _ = check_parts(path.read_text(encoding="utf-8"), alerts_file(), str(path))
    except (ConfigError, OSError, UnicodeDecodeError):
        return SoundAlerts()
    if checked is None:
        return SoundAlerts()
    rules = checked.settings.rules
    return SoundAlerts(
        _settings(checked.settings, _home_of(path), NO_ALIASES),
        tuple(checked.place("rules", number) for number in range(len(rules))),
        tuple((rule.id, rule.when.where) for rule in rules if rule.when.where is not None),
        checked.left_out.get("channels", ()),
    )


def load_alerts(path: Path, names: Aliases = NO_ALIASES) -> AlertSettings:
    """The rules and channels of ``path``; ConfigError lists every mistake with its line.

    Relative paths in it count from the project: the folder above ``config/``. ``names`` are other names of subjects,
    which rules may use.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigError(f"{path}: no such file; write it or run `figurewatch init`") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from None
    return parse_alerts(text, str(path), _home_of(path), names)


def _home_of(path: Path) -> Path:
    """The project that a file of alerts belongs to."""
    folder = path.resolve().parent
    return folder.parent if folder.name == "config" else folder


def parse_alerts(
    text: str, path: str = "alerts.yaml", home: Path = Path(), names: Aliases = NO_ALIASES
) -> AlertSettings:
    """The rules and channels that ``text`` holds; relative paths count from ``home``."""
    from alerts.entry import alerts_file
    from extractors.settings import check_settings

    file = check_settings(text, alerts_file(), path, lambda checked: file_mistakes(checked, text, path)).settings
    return _settings(file, home, names)


def _settings(file: Any, home: Path, names: Aliases) -> AlertSettings:
    return AlertSettings(
        rules=tuple(_rule(entry, names) for entry in file.rules),
        channels=file.channels,
        alert_horizon=file.alert_horizon,
        notices=file.notices,
        home=home,
    )


def _rule(entry: RuleEntry, names: Aliases) -> Rule:
    terms = Terms(**{name: getattr(entry.match, name) for name in TERM_NAMES})
    when = entry.when
    rule = Rule(
        id=entry.id,
        about=entry.about,
        events=frozenset(entry.events),
        match=None if terms == Terms() else replace(terms, names=names),
        value=_value(when.value),
        change=_change(when.change),
        first_in=when.first_in,
        outlets=when.outlets,
        origins=when.origins,
        where=when.where,
        certainty=entry.certainty,
        repeat=entry.repeat,
        cooldown=entry.cooldown,
        horizon=entry.horizon,
        severity=entry.severity,
        digest=Digest(entry.digest.at, entry.digest.zone, entry.digest.days) if entry.digest else None,
        channels=entry.channels,
        pause=entry.pause,
    )
    if when.wait is not None:
        rule = replace(rule, wait=when.wait)
    if entry.at_most is not None:
        rule = replace(rule, at_most=entry.at_most[0], per=entry.at_most[1])
    return rule


def _value(entry: Any) -> ValueCondition | None:
    from alerts.entry import VALUE_TESTS

    if entry is None:
        return None
    test = next(name for name in VALUE_TESTS if getattr(entry, name) is not None)
    limit = getattr(entry, test)
    low, high = limit if isinstance(limit, tuple) else (limit, limit)
    return ValueCondition(test, low, high, entry.rearm, entry.unit)  # type: ignore[arg-type]


def _change(entry: Any) -> ChangeCondition | None:
    from alerts.entry import CHANGE_MEASURES

    if entry is None:
        return None
    measure = next(name for name in CHANGE_MEASURES if getattr(entry, name) is not None)
    return ChangeCondition(measure, getattr(entry, measure), entry.direction, entry.over, entry.unit)  # type: ignore[arg-type]


def _by_id(items: Iterable[Any], wanted: str, noun: str) -> Any:
    known = {item.id: item for item in items}
    if wanted not in known:
        names = ", ".join(known) or "none"
        raise ConfigError(f"no {noun} {wanted!r} in config/alerts.yaml{suggest(wanted, known)}; there are: {names}")
    return known[wanted]
