"""Which of the configured sources a run reads."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from extractors.errors import ConfigError
from flows.project import Project, RunSettings

if TYPE_CHECKING:
    from sources.config import Source


def due_sources(
    project: Project, sources: Sequence[Source], now: datetime, env: Mapping[str, str] = os.environ
) -> tuple[Source, ...]:
    """Those of ``sources`` whose ``every`` has passed since they were last read."""
    from sources.state import is_source_due
    from warehouse.database import Warehouse
    from warehouse.links import last_reads

    wh = Warehouse(project.warehouse_file, RunSettings.from_env(env).lock_timeout_s)
    if not wh.exists():
        return tuple(sources)
    with wh.read() as con:
        last = last_reads(con, now)
    return tuple(source for source in sources if is_source_due(last.get(source.id), source.every, now))


def pick_sources(project: Project, only: Sequence[str] = ()) -> tuple[Source, ...]:
    """The sources to read: those named, paused or not asked for ones left out; ConfigError for an unknown name."""
    from difflib import get_close_matches

    from sources.config import load_sources

    known = {source.id: source for source in load_sources(project.sources_file)}
    for name in only:
        if name not in known:
            near = get_close_matches(name, known, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known) or 'none'}"
            raise ConfigError(f"{project.sources_file}: no source {name!r}; {hint}")
    return tuple(known[name] for name in only) if only else tuple(s for s in known.values() if not s.pause)
