"""Bring a warehouse file up to this program: numbered SQL files once each, then all the views anew."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.errors import WarehouseError
from warehouse.file_copy import copy_file

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_NAME = re.compile(r"(\d{4})_(\w+)\.sql")
# In this order: later views read earlier ones.
MARTS = (
    "claim",
    "figure",
    "trend",
    "latest",
    "event",
    "new_figure",
    "conflict",
    "forecast",
    "edit",
    "gone",
    "source_health",
)


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered step."""

    version: int
    name: str
    sql: str

    @property
    def digest(self) -> str:
        """SHA-256 of its text."""
        return sha256(self.sql.encode()).hexdigest()


@lru_cache(maxsize=1)
def migrations() -> tuple[Migration, ...]:
    """All steps this program knows, in order."""
    found = []
    for file in files("warehouse").joinpath("migrations").iterdir():
        match = _NAME.fullmatch(file.name)
        if match:
            found.append(Migration(int(match[1]), match[2], file.read_text(encoding="utf-8")))
    return tuple(sorted(found, key=lambda step: step.version))


@lru_cache(maxsize=64)
def sql(name: str) -> str:
    """The text of ``warehouse/sql/<name>.sql``."""
    return files("warehouse").joinpath("sql", *f"{name}.sql".split("/")).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def views() -> tuple[str, str]:
    """The SQL that makes every mart, and its digest."""
    text = "\n".join(sql(f"marts/{name}") for name in (*MARTS, "trend_of"))
    text = re.sub(r"\{points of ([\w.]+)\}", lambda found: sql("marts/points").replace("{figures}", found[1]), text)
    return text, sha256(text.encode()).hexdigest()


def version_of(con: DuckDBPyConnection) -> int:
    """Number of the last migration applied to this file; 0 for an empty one."""
    import duckdb

    try:
        row = con.execute("SELECT max(version) FROM core.migration").fetchone()
    except duckdb.CatalogException:  # no such table; looking for it in DuckDB's list of tables takes longer
        return 0
    return int(row[0] or 0) if row else 0


def is_blank(con: DuckDBPyConnection) -> bool:
    """True for a file without any table, ours or another program's."""
    row = con.execute("SELECT count(*) FROM duckdb_tables()").fetchone()
    return row is None or row[0] == 0


def needs_migration(con: DuckDBPyConnection, path: str) -> bool:
    """True when the file is older than this program; WarehouseError when it is newer."""
    version = version_of(con)
    newest = migrations()[-1].version
    if version > newest:
        raise WarehouseError(
            f"{path}: made by a newer Figurewatch (schema {version}; this program knows {newest}); "
            "upgrade Figurewatch, or name another file"
        )
    if version < newest:
        return True
    row = con.execute("SELECT value FROM core.setting WHERE name = 'views_sha256'").fetchone()
    return row is None or row[0] != views()[1]


def migrate(con: DuckDBPyConnection, steps: tuple[Migration, ...] | None = None) -> int:
    """Apply what is missing, in one transaction, and return the file's version; nothing is half done when killed."""
    import duckdb

    steps = migrations() if steps is None else steps
    con.execute("BEGIN")
    try:
        version = version_of(con)
        for step in steps:
            if step.version > version:
                try:
                    con.execute(step.sql)
                except duckdb.Error as error:
                    line = " ".join(str(error).split())[:300]
                    raise WarehouseError(
                        f"migration {step.version:04d} {step.name} failed ({line}); the warehouse is as it was"
                    ) from error
                con.execute(
                    "INSERT INTO core.migration VALUES ($version, $name, $digest, now() AT TIME ZONE 'UTC')",
                    {"version": step.version, "name": step.name, "digest": step.digest},
                )
                version = step.version
        text, digest = views()
        con.execute(text)
        con.execute("DELETE FROM core.setting WHERE name = 'views_sha256'")
        con.execute("INSERT INTO core.setting VALUES ('views_sha256', $digest)", {"digest": digest})
        con.execute("COMMIT")
    except BaseException:
        # A failed COMMIT, or a full disk, has rolled back already.
        with suppress(duckdb.Error):
            con.execute("ROLLBACK")
        raise
    return version


@contextmanager
def backup_before(path: Path, version: int) -> Iterator[None]:
    """Around the migration of a file from ``version``: a copy of it beside itself; it is held and checkpointed.

    Where the migration fails the file is as it was. Of a program that fails at it in every run one copy stays, and
    not one of each run.
    """
    target = first = path.with_name(f"{path.name}.before-{version + 1:04d}")
    number = 1
    while target.exists():
        number += 1
        target = first.with_name(f"{first.name}.{number}")
    copy_file(path, target)
    try:
        yield
    except BaseException:
        if target != first:
            target.unlink(missing_ok=True)
        raise
