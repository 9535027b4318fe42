"""Mistakes of config/alerts.yaml that no part shows by itself: names that do not meet, conditions that cannot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from alerts.terms import TERM_NAMES
from extractors.events import FIGURE_EVENT_KINDS, INDICATOR_EVENT_KINDS, SOURCE_EVENT_KINDS

if TYPE_CHECKING:
    from alerts.entry import RuleEntry
    from extractors.settings import Checked


def file_mistakes(checked: Checked[Any], text: str, path: str) -> Iterator[str]:
    """What the parts of the file need of each other; ``text`` is the file's own."""
    file, place, broken = checked.settings, checked.place, checked.left_out
    known = [*(channel.id for channel in file.channels), *broken.get("channels", ())]
    yield from _names_in_broken_rules(checked, text, path, known)
    for name, entries in (("channels", file.channels), ("rules", file.rules)):
        seen: set[str] = set(broken.get(name, ()))
        for index, entry in enumerate(entries):
            if entry.id in seen:
                yield f"{place(name, index, 'id')}: {entry.id!r} is there twice; give each its own id"
            seen.add(entry.id)
    for index, name in enumerate(file.notices):
        if name not in known:
            yield f"{place('notices', index)}: no channel {name!r}{suggest(name, known)}"
    for index, rule in enumerate(file.rules):
        for number, name in enumerate(rule.channels):
            if name not in known:
                yield f"{place('rules', index, 'channels', number)}: no channel {name!r}{suggest(name, known)}"
        for parts, what in _rule_mistakes(rule):
            yield f"{place('rules', index, *parts)}: rule {rule.id!r}: {what}"


def _names_in_broken_rules(checked: Checked[Any], text: str, path: str, known: list[str]) -> Iterator[str]:
    """Channels that nobody declares, named by rules with another mistake, which are not among the settings: whoever
    mends that mistake should not meet the next one only then.
    """
    from extractors.settings import place_text
    from extractors.settings_tree import read_tree

    tree = read_tree(text, path)
    sound = {checked.place("rules", index) for index in range(len(checked.settings.rules))}
    rules = tree.data.get("rules")
    for number, rule in enumerate(rules if isinstance(rules, list) else ()):
        if not isinstance(rule, dict) or place_text(tree, ("rules", number), path) in sound:
            continue
        named = rule.get("channels")
        listed = enumerate(named) if isinstance(named, list) else [(None, named)]
        for item, name in listed:
            if isinstance(name, str) and name not in known:
                parts = ("rules", number, "channels", *(() if item is None else (item,)))
                yield f"{place_text(tree, parts, path)}: no channel {name!r}{suggest(name, known)}"


def _rule_mistakes(rule: RuleEntry) -> Iterator[tuple[tuple[str, ...], str]]:
    """Conditions that can never hold for the kinds of event the rule names."""
    figures = [kind for kind in rule.events if kind in FIGURE_EVENT_KINDS]
    when, kinds = rule.when, ", ".join(rule.events)
    for name in FIGURE_CONDITIONS:
        if getattr(when, name) and not figures:
            yield ("when", name), f"{name} speaks of a figure, but {kinds} are about {_what_about(rule.events)}"
    for name in TERM_NAMES:
        if getattr(rule.match, name) and not any(has_term(kind, name) for kind in rule.events):
            if name == "outcome":
                yield ("match", name), "outcome belongs to forecast_due, which is not among its events"
            else:
                yield ("match", name), f"{name} speaks of a figure, but {kinds} are about {_what_about(rule.events)}"
    if when.change and set(figures) == {"new_series"}:
        yield ("when", "change"), "the first figure of a series has no change"
    if when.wait is not None and not (when.outlets or when.origins or when.where):
        yield ("when", "wait"), "wait goes with outlets or origins"
    if set(rule.match.modality) == {"actual"} and set(rule.events) <= {"forecast", "forecast_changed"}:
        yield ("match", "modality"), f"{' and '.join(rule.events)} is never actual"


FIGURE_CONDITIONS = ("value", "change", "first_in", "outlets", "origins")
"""Conditions that no event about a source or an indicator can meet."""
_TERMS_OF = dict.fromkeys(SOURCE_EVENT_KINDS, ("source", "tag")) | dict.fromkeys(
    INDICATOR_EVENT_KINDS, ("indicator", "subject", "measure", "unit", "kind", "outlet")
)


def has_term(kind: str, name: str) -> bool:
    """Whether an event of this kind has anything to say to a term of ``match``."""
    if name == "outcome":
        return kind == "forecast_due"
    return kind not in _TERMS_OF or name in _TERMS_OF[kind]


def _what_about(kinds: Iterable[str]) -> str:
    nouns = {"a source" if kind in SOURCE_EVENT_KINDS else "an indicator" for kind in kinds}
    return " or ".join(sorted(nouns, reverse=True))


def suggest(word: str, options: Iterable[str]) -> str:
    """``; did you mean "centres"?`` where one of ``options`` is close to ``word``, else nothing."""
    close = get_close_matches(word, list(options), n=1)
    return f'; did you mean "{close[0]}"?' if close else ""
