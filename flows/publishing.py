"""A copy of the warehouse for whoever wants to keep one open, such as a BI tool: made anew when a run is done."""

from __future__ import annotations

import os
from collections.abc import Mapping

from extractors.errors import FigurewatchError
from flows.project import Project, RunSettings


def publish(project: Project, env: Mapping[str, str] = os.environ) -> str | None:
    """Put the copy where ``FIGUREWATCH_PUBLISH_TO`` says, in the place of the one before, all at once; nothing where
    it says nothing. Why that could not be done, in one line; None when it was.
    """
    from warehouse.database import Warehouse

    settings = RunSettings.from_env(env)
    if settings.publish_to is None or not project.warehouse_file.exists():
        return None
    try:
        file = project.published_file(settings)
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            Warehouse(project.warehouse_file, settings.lock_timeout_s).copy_to(file)
    except (FigurewatchError, OSError) as error:
        return f"the published copy of the warehouse is as it was: {error}"
    return None
