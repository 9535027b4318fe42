"""What `source test` says besides its table: what shut everything out, and which selectors do nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from app.cli.output import counted, visible

if TYPE_CHECKING:
    from flows.trial import Trial

MOST_NAMED = 3  # pages in one line


def why_nothing(trial: Trial) -> str:
    """What to say of a source that gives nothing: it lists nothing, or nothing that is wanted."""
    source, counts = trial.source, trial.counts
    if not counts.listed:
        return "it lists nothing"
    if counts.shut_out < counts.listed:
        return f"{counted(counts.listed, 'link')} listed, none of them to be read now"
    by = " and ".join(name for name in ("include", "exclude") if getattr(source, name))
    return f"{counts.listed:,} listed, all shut out by {by}"


def selector_notes(trial: Trial) -> Iterator[str]:
    """A line for each selector that does nothing on some page."""
    for (name, why), urls in trial.idle_selectors().items():
        yield f"selectors.{name} {getattr(trial.source.selectors, name)!r} {visible(why)} on {_some(urls)}"


def _some(urls: Sequence[str]) -> str:
    """The first few, and how many more there are.

    >>> _some(["a", "b", "c", "d", "e"])
    'a, b, c and 2 more'
    """
    named = ", ".join(visible(url) for url in urls[:MOST_NAMED])
    return named if len(urls) <= MOST_NAMED else f"{named} and {len(urls) - MOST_NAMED} more"
