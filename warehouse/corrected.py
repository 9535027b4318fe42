"""A batch with the corrections that people have made applied to its claims, before anything is made of them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.keys import Aliases, make_aliases_from_keys
from extractors.record import ClaimRecord
from warehouse.batch import Batch, ParsedArticle
from warehouse.corrections import CorrectionEntry
from warehouse.kept_claims import to_json
from warehouse.patch import Patches, make_patches

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
    articles = []
    for one in batch.articles:
        records = tuple(patches.apply(record, one.article.url) for record in one.records)
        for before, after in zip(one.records, records, strict=True):
            if before is not after:
                _remember(con, patches, before, one)
        articles.append(replace(one, records=records) if records != tuple(one.records) else one)
    return replace(batch, articles=articles)


def _remember(con: DuckDBPyConnection, patches: Patches, before: ClaimRecord, one: ParsedArticle) -> None:
    for entry in patches.of(before, one.article.url):
        con.execute(
            "UPDATE core.correction SET original = $original, state = 'applied' WHERE correction_id = $id",
            {"original": to_json(before), "id": entry.id},
        )


def label_parts(con: DuckDBPyConnection, table: str) -> None:
    """The series of ``table`` that a correction has split off bear its label."""
    for entry in read_patches(con).splits:
        con.execute(
            f"""
            UPDATE {table} SET measure = concat_ws(' ', measure, $label)
            WHERE series_id = $part AND NOT ends_with(coalesce(measure, ''), $label)
            """,
            {"part": entry.part, "label": f"({entry.label})"},
        )
