"""A batch with the corrections that people have made applied to its claims, before anything is made of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from extractors.keys import Aliases, make_aliases_from_keys
from extractors.record import ClaimRecord, own_series
from warehouse.batch import Batch
from warehouse.corrections import CorrectionEntry
from warehouse.kept_claims import to_json
from warehouse.patch import Applied, Patches, make_patches
from warehouse.staging import stage

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def read_patches(con: DuckDBPyConnection) -> Patches:
    """The corrections this warehouse knows."""
    rows = con.execute("SELECT entry FROM core.correction WHERE entry IS NOT NULL ORDER BY rowid").fetchall()
    if not rows:
        return Patches()
    names = con.execute("SELECT value FROM core.setting WHERE name = 'correction_aliases'").fetchall()
    aliases = make_aliases_from_keys(json.loads(names[0][0])) if names else Aliases()
    return make_patches((CorrectionEntry.model_validate_json(row[0]) for row in rows), aliases)


def corrected(con: DuckDBPyConnection, batch: Batch) -> Batch:
    """The batch with its claims corrected; the very batch where there is nothing to correct."""
    patches = read_patches(con)
    if not patches:
        return batch
    articles, kept = [], []
    for one in batch.articles:
        beside = {record.claim_id for record in one.records}
        done = [patches.trace(record, one.article.url, beside) for record in one.records]
        records = tuple(each.record for each in done)
        kept += [(before, each) for before, each in zip(one.records, done, strict=True) if _is_meant(each)]
        articles.append(replace(one, records=records) if records != tuple(one.records) else one)
    keep_originals(con, kept)
    used = {entry.id for _, each in kept for entry in (*(step[0] for step in each.steps), *each.series)}
    if used:
        con.execute(
            """
            UPDATE core.correction SET state = 'applied', problem = NULL
            WHERE state <> 'applied' AND correction_id IN (SELECT unnest($used::VARCHAR[]))
            """,
            {"used": sorted(used)},
        )
    return replace(batch, articles=articles)


def _is_meant(done: Applied) -> bool:
    return bool(done.steps or done.series)


def keep_originals(con: DuckDBPyConnection, done: Iterable[tuple[ClaimRecord, Applied]]) -> None:
    """What claims said before a person changed them, in place of what was kept of them; those by series alone not."""
    looked_at = list(done)
    stage(con, "staged_id", {"claim_id": "VARCHAR"}, ((original.claim_id,) for original, _ in looked_at))
    con.execute("DELETE FROM core.corrected WHERE claim_id IN (SELECT claim_id FROM staged_id)")
    for original, applied in looked_at:
        if applied.steps:
            con.execute(_INSERT, _row(original, applied))


def _row(original: ClaimRecord, applied: Applied) -> dict[str, Any]:
    changed = [step for step in applied.steps if step[0].action != "reject"]
    seen = changes(original, changed[-1][2]) if changed else []
    return {
        "claim_id": original.claim_id,
        "rejected": len(changed) < len(applied.steps),
        "corrected": bool(changed),
        "read_before": "; ".join(f"{name} {before}" for name, before, _ in seen) or None,
        "changes": "; ".join(f"{name} {before} → {after}" for name, before, after in seen) or None,
        "steps": [_step(*step) for step in applied.steps],
        "own_series_id": original.series_id,
        "original": to_json(original),
    }


_INSERT = """
    INSERT INTO core.corrected BY NAME
    SELECT $claim_id AS claim_id, $rejected AS rejected, $corrected AS corrected, $read_before AS read_before,
        $changes AS changes, $steps AS steps, $own_series_id AS own_series_id, $original AS original
"""


def _step(entry: CorrectionEntry, before: ClaimRecord, after: ClaimRecord) -> dict[str, str]:
    if entry.action == "reject":
        said, now = " ".join(part for part in (_value(before), before.unit) if part), "no claim"
    else:
        seen = changes(before, after)
        said, now = ("; ".join(f"{name} {pair[at]}" for name, *pair in seen) for at in (0, 1))
    return {"correction_id": entry.id, "before": said, "after": now}


def changes(before: ClaimRecord, after: ClaimRecord) -> list[tuple[str, str, str]]:
    """What differs between two readings of a claim, as (name, before, after) in words."""
    told, now = _said(before), _said(after)
    moved = after.series_id != own_series(after)  # else the series follows from what is told
    return [(name, told[name], now[name]) for name in told if told[name] != now[name] and (name != "series" or moved)]


def _said(record: ClaimRecord) -> dict[str, str]:
    return {
        "value": _value(record),
        "kind": record.kind,
        "unit": record.unit or "none",
        "per": record.per or "none",
        "change": record.change or "level",
        "measure": record.measure or "none",
        "subject": record.subject or "none",
        "period": record.period_iso or "none",
        "modality": record.modality,
        "replaced by": record.replaced_by or "nothing",
        "series": record.series_id,
    }


def _value(record: ClaimRecord) -> str:
    return f"{'' if record.bound == '=' else record.bound + ' '}{record.value_text}"


def label_parts(con: DuckDBPyConnection, table: str) -> None:
    """The series of ``table``, all of them new, that a correction splits off bear its label."""
    for entry in read_patches(con).splits():
        con.execute(
            f"UPDATE {table} SET measure = concat_ws(' ', measure, $label) WHERE series_id = $part",
            {"part": entry.part, "label": f"({entry.label})"},
        )


def label_again(con: DuckDBPyConnection) -> None:
    """Series that corrections split off bear the labels of now behind the measure of the claim that was first."""
    for entry in read_patches(con).splits():
        con.execute(
            """
            UPDATE core.series SET measure = concat_ws(' ', c.measure, $label)
            FROM (
                SELECT arg_min(measure, (said_at, claim_id)) AS measure FROM core.claim WHERE series_id = $part
            ) AS c
            WHERE series_id = $part
            """,
            {"part": entry.part, "label": f"({entry.label})"},
        )
