"""Prefect's empty database, made from the SQL beside this module: Prefect's own way takes ten seconds and more.

Prefect goes through its hundred migrations one by one. ``prefect_seed.sql`` is what they end with, dumped; it bears
the number of the last one, so that a newer Prefect goes on from there. ``python -m flows.prefect_seed`` dumps it anew
with the Prefect that is installed; that should be the oldest that ``pyproject.toml`` admits.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import closing, suppress
from importlib.resources import files
from pathlib import Path

NAME = "prefect.db"
_SQL = files("flows").joinpath("prefect_seed.sql")
_ELSEWHERE = ("PREFECT_SERVER_DATABASE_", "PREFECT_API_DATABASE_")


def seed(home: Path, env: Mapping[str, str] = os.environ) -> bool:
    """True where ``home`` had no database of Prefect's and now has an empty one.

    Where the user has set where or how Prefect keeps its database, and where this cannot be done, all is left to
    Prefect.
    """
    target = home / NAME
    if target.exists() or any(name.startswith(_ELSEWHERE) for name in env):
        return False
    partial = home / f".{NAME}.{os.getpid()}"
    try:
        partial.unlink(missing_ok=True)
        with closing(sqlite3.connect(partial)) as con:
            con.executescript(_SQL.read_text(encoding="utf-8"))
        os.link(partial, target)  # never in the place of one that another run has made meanwhile
    except (OSError, sqlite3.Error):
        return False
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
    return True


def dump() -> str:
    """The SQL of a database as Prefect makes it."""
    with tempfile.TemporaryDirectory() as home:
        subprocess.run(
            [sys.executable, "-m", "prefect", "server", "database", "upgrade", "-y"],
            env={**os.environ, "PREFECT_HOME": home, "DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "0"},
            check=True,
            stdout=subprocess.DEVNULL,
        )
        with closing(sqlite3.connect(Path(home) / NAME)) as con:
            lines = "\n".join(con.iterdump()).splitlines()
    head = (
        "-- Prefect's empty database (Apache License 2.0), as python -m flows.prefect_seed dumps it; not by hand.\n"
    )
    return head + "\n".join(line.rstrip() for line in lines) + "\n"


if __name__ == "__main__":
    Path(str(_SQL)).write_text(dump(), encoding="utf-8")
