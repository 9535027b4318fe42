"""``figurewatch export``: the answer to a question, or the evidence for a trend, as a file."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from app.cli.arguments import Limit
from app.cli.ask import open_warehouse
from app.cli.output import Format, as_json, counted, note, write_rows
from app.cli.trend import as_record
from extractors.errors import ConfigError, cannot_write

if TYPE_CHECKING:
    from warehouse.evidence import Evidence

FORMS: dict[str, Format] = {".csv": "csv", ".json": "json", ".jsonl": "jsonl"}
TIMEOUT_S = 600.0


def export(
    query: str | None = None,
    /,
    *,
    out: Annotated[Path, Parameter(name=("--out", "-o"))],
    evidence: str | None = None,
    limit: Limit = 1_000_000,
) -> None:
    """Write the answer to a question to a file: CSV, Parquet, JSON or JSON Lines by its ending.

    Parameters
    ----------
    query
        One SELECT; all of mart.claim when left out.
    out
        The file: NAME.csv, NAME.parquet, NAME.json or NAME.jsonl; NAME.zip for evidence.
    evidence
        Write everything behind the trend of this name instead: figures, quotes, addresses, retrieval times, digests.
    limit
        Rows at most.
    """
    if evidence is not None:
        if query is not None:
            raise ConfigError(
                f"--evidence {evidence} writes all there is behind a trend; leave the query out, or --evidence"
            )
        _export_evidence(evidence, out)
        return
    query = "SELECT * FROM mart.claim" if query is None else query
    from app.cli.last_resort import bounded
    from warehouse.queries import run_sql

    suffix = out.suffix.lower()
    if suffix != ".parquet" and suffix not in FORMS:
        raise ConfigError(f"--out {out}: end the name in {', '.join(FORMS)} or .parquet")
    if suffix == ".parquet":
        from warehouse.parquet import export_parquet

        rows, truncated = export_parquet(
            open_warehouse(), query, out, limit=limit, timeout_s=TIMEOUT_S, within=bounded(TIMEOUT_S)
        )
    else:
        found = run_sql(open_warehouse(), query, limit=limit, timeout_s=TIMEOUT_S, within=bounded(TIMEOUT_S))

        def write(partial: Path) -> None:
            with partial.open("w", encoding="utf-8", newline="") as file:
                write_rows(found.columns, found.rows, FORMS[suffix], out=file)

        _put(out, write)
        rows, truncated = len(found.rows), found.truncated
    note(f"{rows:,} rows in {out}" + ("; more were left out (--limit)" if truncated else ""))


def _export_evidence(name: str, out: Path) -> None:
    from warehouse.evidence import evidence_of
    from warehouse.trend import trend

    if out.suffix.lower() != ".zip":
        raise ConfigError(f"--out {out}: end the name of an evidence pack in .zip")
    wh = open_warehouse()
    found = evidence_of(wh, trend(wh, name))
    _put(out, lambda partial: partial.write_bytes(pack(found)))
    points, claims = len(found.trend.points), len(found.claims.rows)
    note(f"{counted(points, 'point')} and {counted(claims, 'claim')} in {out}")


def pack(found: Evidence) -> bytes:
    """The pack as a zip file; the same evidence gives the same bytes."""
    points = [as_record(point) for point in found.trend.points]
    columns = list(points[0]) if points else []
    contents = {
        "method.md": found.method,
        "figures.csv": _csv(columns, [list(point.values()) for point in points]),
        "claims.csv": _csv(found.claims.columns, found.claims.rows),
        "corrections.csv": _csv(found.trend.by_hand.columns, found.trend.by_hand.rows),
    }
    by_hand = found.trend.by_hand.records()
    manifest = {
        "trend": found.trend.title,
        "indicator": found.trend.indicator_id,
        "series": found.trend.series_ids,
        "unit": found.trend.unit,
        "per": found.trend.per,
        "points": len(points),
        "claims": len(found.claims.rows),
        "claims_left_out": found.claims.truncated,
        "corrections": len(by_hand),
        "series_made_by_hand": [
            {name: row[name] for name in ("action", "before", "after", "why", "by", "at")}
            for row in by_hand
            if row["action"] in ("merge", "split")
        ],
        "figurewatch": version("figurewatch"),
        "sha256": {name: hashlib.sha256(text.encode()).hexdigest() for name, text in contents.items()},
    }
    contents["manifest.json"] = as_json(manifest, indent=1) + "\n"
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in contents.items():
            file.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return memory.getvalue()


def _csv(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    text = io.StringIO()
    write_rows(columns, rows, "csv", out=text)
    return text.getvalue()


def _put(out: Path, write: Callable[[Path], object]) -> None:
    """Write a file that appears all at once."""
    partial = out.with_name(out.name + ".part")
    try:
        write(partial)
        partial.replace(out)
    except OSError as error:
        raise cannot_write(out, error) from None
    finally:
        partial.unlink(missing_ok=True)
