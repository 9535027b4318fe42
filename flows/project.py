"""A project on disk: where its configuration, warehouse, page archive and alert log are; and how to run.

A project is a folder with ``config/sources.yaml``. Everything it makes lies in ``data/``.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from extractors.errors import ConfigError

MARK = Path("config/sources.yaml")
MOST_IN_A_BATCH = 256  # a few batches that are not loaded yet must be fewer pages than sources.kinds.warc.LAG


@dataclass(frozen=True, slots=True)
class Project:
    """The files of one project; nothing is created by naming them.

    Attributes:
        root: the folder that holds ``config/``.
        data: where everything made by runs lies; ``root/data`` unless ``FIGUREWATCH_DATA`` says otherwise.
    """

    root: Path
    data: Path

    @classmethod
    def at(cls, root: Path, env: Mapping[str, str] = os.environ) -> Project:
        """The project in ``root``, whether or not anything is there yet."""
        root = root.absolute()
        data = env.get("FIGUREWATCH_DATA")
        return cls(root, (root / data) if data else root / "data")

    @classmethod
    def find(cls, env: Mapping[str, str] = os.environ, start: Path | None = None) -> Project:
        """The project of ``FIGUREWATCH_PROJECT``, else the one that ``start`` (the working folder) lies in."""
        named = env.get("FIGUREWATCH_PROJECT")
        if named:
            root = Path(named).expanduser()
            if not (root / MARK).is_file():
                raise ConfigError(f"FIGUREWATCH_PROJECT={named}: no {MARK} there; run `figurewatch init {named}`")
            return cls.at(root, env)
        here = (start or Path.cwd()).absolute()
        for folder in (here, *here.parents):
            if (folder / MARK).is_file():
                return cls.at(folder, env)
        raise ConfigError(
            f"{here}: no Figurewatch project here ({MARK} is missing); run `figurewatch init` or change folder"
        )

    @property
    def sources_file(self) -> Path:
        """What is read."""
        return self.root / "config" / "sources.yaml"

    @property
    def indicators_file(self) -> Path:
        """Series that a person has named; may be missing."""
        return self.root / "config" / "indicators.yaml"

    @property
    def entities_file(self) -> Path:
        """Other names of subjects; may be missing."""
        return self.root / "config" / "entities.yaml"

    @property
    def corrections_file(self) -> Path:
        """What people have put right; may be missing."""
        return self.root / "config" / "corrections.yaml"

    @property
    def alerts_file(self) -> Path:
        """Alert rules and channels; may be missing."""
        return self.root / "config" / "alerts.yaml"

    @property
    def warehouse_file(self) -> Path:
        """The DuckDB file."""
        return self.data / "warehouse.duckdb"

    @property
    def pages(self) -> Path:
        """The page archive's folder."""
        return self.data / "pages"

    @property
    def prefect_home(self) -> Path:
        """Prefect's own files, unless ``PREFECT_HOME`` is set."""
        return self.data / "prefect"

    @property
    def run_lock(self) -> Path:
        """Held by the one ingestion that runs."""
        return self.data / "ingest.lock"

    @property
    def runs(self) -> Path:
        """A file for each run of a flow that is at work, or was killed."""
        return self.data / "runs"

    @property
    def unloaded_file(self) -> Path:
        """There while something may be archived that is not loaded."""
        return self.data / "unloaded.json"

    @property
    def backup_lock(self) -> Path:
        """Held while a backup is made: nothing is taken out of the archive meanwhile."""
        return self.data / "backup.lock"

    @property
    def watch_lock(self) -> Path:
        """Held while alerts are judged and sent."""
        return self.data / "watch.lock"

    def published_file(self, settings: RunSettings) -> Path | None:
        """Where the copy goes that others may keep open; None for none, ConfigError where no file can be."""
        if settings.publish_to is None:
            return None
        file = self.root / settings.publish_to.expanduser()
        if file.is_dir() or file.resolve() == self.warehouse_file.resolve():
            what = "a folder" if file.is_dir() else "the warehouse itself"
            raise ConfigError(f"FIGUREWATCH_PUBLISH_TO: {file} is {what}; name a file for a copy, or leave it out")
        return file

    def make_data_folder(self) -> None:
        """Create ``data/``; ConfigError where that is not allowed."""
        try:
            self.data.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigError(
                f"{self.data}: cannot be created: {error.strerror}; set FIGUREWATCH_DATA to a folder you own"
            ) from None


@dataclass(frozen=True, slots=True)
class RunSettings:
    """How much of the machine a run may use; from ``FIGUREWATCH_*`` variables.

    Attributes:
        workers: processes that parse pages and extract claims.
        page_timeout_s: what one page may take before its worker is killed.
        page_memory_mb: address space of one worker.
        batch_pages, batch_bytes: a batch is loaded when it holds this many pages or bytes of them.
        sources_at_once: sources read at the same time.
        lock_timeout_s: how long to wait for another process that has the warehouse open.
        publish_to: where a copy of the warehouse is put after a run; from the project's folder.
    """

    workers: int = 2
    page_timeout_s: float = 30.0
    page_memory_mb: int = 1536
    batch_pages: int = 64
    batch_bytes: int = 32_000_000
    sources_at_once: int = 8
    lock_timeout_s: float = 30.0
    publish_to: Path | None = None

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> RunSettings:
        """Settings with each ``FIGUREWATCH_<FIELD>`` of ``env`` applied; workers default to processors.

        ConfigError says every mistake, one line each.
        """
        mistakes: list[str] = []
        values: dict[str, float] = {
            "workers": max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2)
        }
        for name, kind in (
            ("workers", int),
            ("page_timeout_s", float),
            ("page_memory_mb", int),
            ("batch_pages", int),
            ("batch_bytes", int),
            ("sources_at_once", int),
            ("lock_timeout_s", float),
        ):
            raw = env.get(f"FIGUREWATCH_{name.upper()}", "").strip()
            if not raw:
                continue
            name_ = f"FIGUREWATCH_{name.upper()}"
            try:
                value = kind(raw)
            except ValueError:
                mistakes.append(f"{name_}: {raw!r} is not a {'whole ' if kind is int else ''}number")
                continue
            if not 0 < value < float("inf"):
                mistakes.append(f"{name_}: {raw!r} must be above 0")
            elif name == "batch_pages" and value > MOST_IN_A_BATCH:
                mistakes.append(f"{name_}: {raw!r} must be at most {MOST_IN_A_BATCH}")
            values[name] = value
        if mistakes:
            raise ConfigError("\n".join(mistakes))
        publish_to = env.get("FIGUREWATCH_PUBLISH_TO", "").strip()
        return cls(**values, publish_to=Path(publish_to) if publish_to else None)  # type: ignore[arg-type]
