"""``config/corrections.yaml`` onto the warehouse: claims corrected, series merged and split, the rest made anew."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from extractors.keys import Aliases
from extractors.record import ClaimRecord
from warehouse.claim_rows import insert_claims, stage_claims
from warehouse.corrected import label_parts
from warehouse.corrections import CorrectionEntry
from warehouse.database import Warehouse
from warehouse.indicators import match_new_series
from warehouse.kept_claims import claims_where, from_json, said_in, to_json
from warehouse.migrate import sql
from warehouse.patch import Patches, make_patches, unmoved
from warehouse.rederive import rederive
from warehouse.series_rows import known_series, series_columns, series_of, write_series
from warehouse.staging import stage
from warehouse.values import utc

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def sync_corrections(wh: Warehouse, entries: Sequence[CorrectionEntry], aliases: Aliases, now: datetime) -> bool:
    """Make the warehouse's corrections these, in one transaction; True when they had changed."""
    ids = [entry.id for entry in entries]
    if wh.exists():
        with wh.read() as con:
            known = [
                row[0] for row in con.execute("SELECT correction_id FROM core.correction ORDER BY rowid").fetchall()
            ]
            if known == ids:
                return False
    elif not entries:
        return False
    with wh.write() as con:
        _sync(con, entries, aliases, now)
    return True


def _sync(con: DuckDBPyConnection, entries: Sequence[CorrectionEntry], aliases: Aliases, now: datetime) -> None:
    rows = con.execute("SELECT correction_id, entry, original FROM core.correction ORDER BY rowid").fetchall()
    before = {row[0]: CorrectionEntry.model_validate_json(row[1]) for row in rows if row[1]}
    originals = {record.claim_id: record for row in rows if row[2] for record in [from_json(row[2])]}
    after = {entry.id: entry for entry in entries}
    changed = [entry for id_, entry in {**before, **after}.items() if id_ not in before or id_ not in after]
    _write_aliases(con, aliases)
    patches = make_patches(entries, aliases)
    claims, urls = _concerned(con, changed)
    applied = {record.claim_id: originals.get(record.claim_id) or unmoved(record) for record in claims}
    remade = {id_: patches.apply(record, urls[record.article_id]) for id_, record in applied.items()}
    different = [record for record in claims if remade[record.claim_id] != record]
    states = _states(con, entries, applied, urls, patches, originals)
    con.execute("DELETE FROM core.correction")
    for entry in entries:
        state, original = states[entry.id]
        con.execute(
            """
            INSERT INTO core.correction BY NAME
            SELECT $id AS correction_id, $action AS action, $target AS target, $value AS value, $note AS note,
                $state AS state, $now AS applied_at, $entry AS entry, $original AS original
            """,
            {
                "id": entry.id,
                "action": entry.action,
                "target": entry.claim or entry.series or "",
                "value": entry.into or (entry.to.model_dump_json(exclude_none=True) if entry.to else entry.label),
                "note": entry.note,
                "state": state,
                "now": utc(now),
                "entry": entry.model_dump_json(),
                "original": original,
            },
        )
    if different:
        _replace(con, different, remade, now)
        label_parts(con, "core.series")
        touched = {one.series_id for one in different} | {remade[one.claim_id].series_id for one in different}
        rederive(con, touched, now)


def _write_aliases(con: DuckDBPyConnection, aliases: Aliases) -> None:
    con.execute("DELETE FROM core.setting WHERE name = 'correction_aliases'")
    con.execute(
        "INSERT INTO core.setting VALUES ('correction_aliases', $names)", {"names": json.dumps(dict(aliases.by_key))}
    )


def _concerned(
    con: DuckDBPyConnection, changed: Sequence[CorrectionEntry]
) -> tuple[list[ClaimRecord], dict[str, str]]:
    """Claims that corrections speak of, by id, place or series, and the URLs of their articles."""
    series = {id_ for entry in changed for id_ in (entry.series, entry.into) if id_}
    series |= {entry.part for entry in changed if entry.action == "split"}
    stage(con, "staged_series", {"series_id": "VARCHAR"}, ((one,) for one in sorted(series)))
    stage(
        con,
        "staged_place",
        {"claim_id": "VARCHAR", "url": "VARCHAR", "quote": "VARCHAR", "sentence": "VARCHAR"},
        [(entry.claim, entry.url, entry.quote, entry.sentence) for entry in changed if entry.claim],
    )
    con.execute(sql("correct/concerned"))
    claims = claims_where(con, "c.claim_id IN (SELECT claim_id FROM concerned)")
    urls = dict(
        con.execute(
            "SELECT article_id, url FROM core.article WHERE article_id IN (SELECT article_id FROM concerned)"
        ).fetchall()
    )
    return claims, urls


def _states(
    con: DuckDBPyConnection,
    entries: Sequence[CorrectionEntry],
    claims: Mapping[str, ClaimRecord],
    urls: Mapping[str, str],
    patches: Patches,
    originals: Mapping[str, ClaimRecord],
) -> dict[str, tuple[str, str | None]]:
    """For each correction whether its target is there, and the claim as it was."""
    found: dict[str, str] = {}
    for record in [*originals.values(), *claims.values()]:
        for entry in patches.of(record, urls.get(record.article_id, "")):
            found[entry.id] = to_json(record)
    known = {row[0] for row in con.execute("SELECT series_id FROM core.series").fetchall()} if entries else set()
    there = {
        entry.id: entry.id in found
        if entry.action in ("reject", "fix", "move")
        else entry.series is None or entry.series in known
        for entry in entries
    }
    return {entry.id: ("applied" if there[entry.id] else "unknown", found.get(entry.id)) for entry in entries}


def _replace(
    con: DuckDBPyConnection, old: Sequence[ClaimRecord], remade: Mapping[str, ClaimRecord], now: datetime
) -> None:
    """Write claims as they are now, and the series they have come to."""
    said = said_in(con, [remade[record.claim_id] for record in old])
    latest = {
        (one.parsed.article.url, one.parsed.page.sha256): one for one in said
    }  # of a text that came back, the last
    stage_claims(con, latest.values(), {})
    con.execute("DELETE FROM core.claim WHERE claim_id IN (SELECT claim_id FROM staged_claim)")
    insert_claims(con)
    first = series_of(latest.values())
    known = known_series(con, first)
    write_series(con, series_columns(record for id_, record in first.items() if id_ not in known), now)
    match_new_series(con)
