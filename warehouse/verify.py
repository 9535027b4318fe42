"""Whether the warehouse is whole: every check is one file in ``sql/verify`` whose first line says what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extractors.errors import FigurewatchError
from warehouse.database import Warehouse

SHOWN = 20
"""Offenders named for each check; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One check that found something: what is wrong, how often, and the first offenders.

    ``pages`` are ids of all archived pages that cannot be read back, where that is what is wrong.
    """

    check: str
    message: str
    count: int
    examples: tuple[str, ...]
    pages: tuple[str, ...] = ()


@cache
def checks() -> dict[str, str]:
    """Every check by name: SQL that gives one row for each offender."""
    folder = files("warehouse").joinpath("sql", "verify")
    found = sorted(folder.iterdir(), key=lambda file: file.name)
    return {file.name.removesuffix(".sql"): file.read_text(encoding="utf-8") for file in found}


def verify(wh: Warehouse, read_digest: Callable[[str, int], str] | None = None) -> list[Problem]:
    """Everything that is wrong; an empty list for a whole warehouse.

    ``read_digest`` gives the digest of what is archived at (file, offset): with it, every answer of the ledger is
    read back and compared.
    """
    problems = []
    pages: list[tuple[str, str, int, str]] = []
    with wh.read() as con:
        for name, query in checks().items():
            offenders = sorted((what for (what,) in con.execute(query).fetchall()), key=str)
            if offenders:
                message = query.split("\n", 1)[0].removeprefix("-- ")
                problems.append(Problem(name, message, len(offenders), tuple(offenders[:SHOWN])))
        if read_digest:
            pages = con.execute(
                """
                SELECT page_id, warc_file, warc_offset, sha256 FROM raw.page
                WHERE warc_offset >= 0 ORDER BY warc_file, warc_offset
                """
            ).fetchall()
    bad = {page[0]: what for page in pages if read_digest and (what := _unreadable(page, read_digest))}
    if bad:
        examples = tuple(list(bad.values())[:SHOWN])
        problems.append(
            Problem("archive", "an archived page cannot be read back", len(bad), examples, pages=tuple(bad))
        )
    return problems


def _unreadable(page: tuple[str, str, int, str], read_digest: Callable[[str, int], str]) -> str | None:
    page_id, warc_file, warc_offset, digest = page
    where = f"page {page_id} in {warc_file} at {warc_offset}"
    try:
        found = read_digest(warc_file, warc_offset)
    except (OSError, ValueError, KeyError, EOFError, FigurewatchError) as error:
        return f"{where}: {' '.join(str(error).split())[:200]}"
    return None if found == digest else f"{where}: its bytes have changed"
