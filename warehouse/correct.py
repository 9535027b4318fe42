"""``config/corrections.yaml`` onto the warehouse: claims corrected, series merged and split, the rest made anew."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from extractors.keys import Aliases
from extractors.record import ClaimRecord
from warehouse.claim_rows import insert_claims, stage_claims
from warehouse.corrected import keep_originals, label_again
from warehouse.corrections import CorrectionEntry
from warehouse.database import Warehouse
from warehouse.due import judge_anew, waiting_events
from warehouse.indicators import match_new_series
from warehouse.kept_claims import claims_where, from_json, said_in
from warehouse.latest import keep_latest
from warehouse.migrate import sql
from warehouse.patch import Applied, make_patches, unmoved
from warehouse.rederive import rederive
from warehouse.series_rows import insert_series, known_series, series_columns, series_of, show_series
from warehouse.staging import stage
from warehouse.values import utc

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


Confirm = Callable[[Mapping[str, tuple[str, str | None]]], None]


def sync_corrections(
    wh: Warehouse,
    entries: Sequence[CorrectionEntry],
    aliases: Aliases,
    now: datetime,
    *,
    confirm: Confirm | None = None,
) -> bool:
    """Make the warehouse's corrections these, in one transaction; True when they had changed.

    ``confirm`` is told, by id, the state of each and why it is none, before anything is kept; what it raises leaves
    everything as it was.
    """
    wanted = [(entry.id, entry.model_dump_json()) for entry in entries]
    if wh.exists():
        with wh.read() as con:
            known = con.execute("SELECT correction_id, entry FROM core.correction ORDER BY rowid").fetchall()
            if known == wanted:
                return False
    elif not entries:
        return False
    with wh.write() as con:
        states = _sync(con, entries, aliases, now)
        if confirm is not None:
            confirm(states)
    return True


def _sync(
    con: DuckDBPyConnection, entries: Sequence[CorrectionEntry], aliases: Aliases, now: datetime
) -> dict[str, tuple[str, str | None]]:
    rows = con.execute("SELECT correction_id, entry, state, problem FROM core.correction ORDER BY rowid").fetchall()
    before = {row[0]: CorrectionEntry.model_validate_json(row[1]) for row in rows if row[1]}
    kept = con.execute("SELECT original FROM core.corrected").fetchall()
    originals = {record.claim_id: record for row in kept for record in [from_json(row[0])]}
    after = {entry.id: entry for entry in entries}
    changed = [entry for id_, entry in {**before, **after}.items() if id_ not in before or id_ not in after]
    _write_aliases(con, aliases)
    patches = make_patches(entries, aliases)
    claims, urls = _concerned(con, changed, entries)
    read = {record.claim_id: originals.get(record.claim_id) or unmoved(record) for record in claims}
    beside: dict[str, set[str]] = {}
    for record in claims:
        beside.setdefault(record.text_sha256, set()).add(record.claim_id)
    done = {
        id_: patches.trace(record, urls[record.article_id], beside[record.text_sha256])
        for id_, record in read.items()
    }
    remade = {id_: applied.record for id_, applied in done.items()}
    different = [record for record in claims if remade[record.claim_id] != record]
    con.execute("DELETE FROM core.corrected")
    keep_originals(con, ((read[id_], applied) for id_, applied in done.items()))
    asked = {entry.id for entry in changed}
    earlier = {row[0]: (row[2], row[3]) for row in rows if row[0] not in asked}
    states = {**_states(con, entries, done.values()), **_of_series(entries, earlier)}
    con.execute("DELETE FROM core.correction")
    for entry in entries:
        state, problem = states[entry.id]
        con.execute(_INSERT, _row(entry, state, problem, now))
    if different:
        waiting = waiting_events(con, now)
        _replace(con, different, remade, now)
        touched = {one.series_id for one in different} | {remade[one.claim_id].series_id for one in different}
        rederive(con, touched, now)
        judge_anew(con, touched, now, waiting)
    if parts := {entry.part for entry in changed if entry.action == "split"}:
        label_again(con)
        keep_latest(con, parts)
    return states


_INSERT = """
    INSERT INTO core.correction BY NAME
    SELECT $id AS correction_id, $action AS action, $target AS target, $value AS value, $note AS note,
        $state AS state, $now AS applied_at, $entry AS entry, $series AS series_ids, $by AS made_by, $at AS made_at,
        $problem AS problem
"""


def _row(entry: CorrectionEntry, state: str, problem: str | None, now: datetime) -> dict[str, Any]:
    series = (entry.series, entry.into, entry.part if entry.action == "split" else None)
    return {
        "id": entry.id,
        "action": entry.action,
        "target": entry.claim or entry.series or "",
        "value": entry.to.model_dump_json(exclude_none=True) if entry.to else entry.into or entry.label,
        "note": entry.note,
        "state": state,
        "now": utc(now),
        "entry": entry.model_dump_json(),
        "series": [id_ for id_ in series if id_],
        "by": entry.by,
        "at": None if entry.made_at is None else utc(entry.made_at),
        "problem": problem,
    }


def _of_series(
    entries: Sequence[CorrectionEntry], earlier: Mapping[str, tuple[str, str | None]]
) -> dict[str, tuple[str, str | None]]:
    """States of merges and splits that have not changed: their claims were not looked at again."""
    return {entry.id: earlier[entry.id] for entry in entries if entry.claim is None and entry.id in earlier}


def _write_aliases(con: DuckDBPyConnection, aliases: Aliases) -> None:
    con.execute("DELETE FROM core.setting WHERE name = 'correction_aliases'")
    con.execute(
        "INSERT INTO core.setting VALUES ('correction_aliases', $names)", {"names": json.dumps(dict(aliases.by_key))}
    )


def _concerned(
    con: DuckDBPyConnection, changed: Sequence[CorrectionEntry], entries: Sequence[CorrectionEntry]
) -> tuple[list[ClaimRecord], dict[str, str]]:
    """Claims that any correction speaks of by id or place, that ``changed`` ones speak of by series, or that were
    changed before; and the URLs of their articles.
    """
    about = {entry.id: entry for entry in (*changed, *entries) if entry.claim}
    series = {id_ for entry in changed for id_ in (entry.series, entry.into) if id_}
    series |= {entry.part for entry in changed if entry.action == "split"}
    known = con.execute("SELECT claim_id FROM core.corrected").fetchall()
    replacing = [entry.to.replaced_by for entry in about.values() if entry.to and entry.to.replaced_by]
    stage(con, "staged_series", {"series_id": "VARCHAR"}, ((one,) for one in sorted(series)))
    stage(
        con,
        "staged_place",
        {"claim_id": "VARCHAR", "url": "VARCHAR", "quote": "VARCHAR", "sentence": "VARCHAR"},
        [(entry.claim, entry.url, entry.quote, entry.sentence) for entry in about.values()]
        + [(id_, None, None, None) for id_ in (*(row[0] for row in known), *replacing)],
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
    con: DuckDBPyConnection, entries: Sequence[CorrectionEntry], done: Iterable[Applied]
) -> dict[str, tuple[str, str | None]]:
    """For each correction whether it does what it says, and why not."""
    used: set[str] = set()
    unfit: dict[str, str] = {}
    claims: set[str] = set()
    places: set[tuple[str, str]] = set()
    for applied in done:
        used |= {entry.id for entry in (*(step[0] for step in applied.steps), *applied.series)}
        unfit |= {entry.id: why for entry, why in applied.unfit}
        claims.add(applied.record.claim_id)
        places.add((applied.record.quote, applied.record.sentence))
    series = known_series(con, {entry.series for entry in entries if entry.series})

    def state(entry: CorrectionEntry) -> tuple[str, str | None]:
        if entry.id in used or (entry.action == "note" and (entry.claim in claims or entry.series in series)):
            return "applied", None
        if entry.id in unfit:
            return "unfit", unfit[entry.id]
        if entry.claim is not None:
            if entry.claim in claims or (entry.quote, entry.sentence) in places:
                return "idle", "the claim says so already"
            return "unknown", f"no claim {entry.claim} is in the warehouse"
        if entry.series not in series:
            return "unknown", f"no series {entry.series} is in the warehouse"
        if entry.action == "split":
            meant = [f"from outlet {entry.outlet!r}"] if entry.outlet is not None else []
            meant += [f"in a sentence with {entry.words!r}"] if entry.words is not None else []
            why = f"series {entry.series} has no claim {' '.join(meant)}"
            return "idle", f"{why}; see `figurewatch series show {entry.series}`"
        return "idle", f"series {entry.series} has no claim to bring to {entry.into}"

    return {entry.id: state(entry) for entry in entries}


def _replace(
    con: DuckDBPyConnection, old: Sequence[ClaimRecord], remade: Mapping[str, ClaimRecord], now: datetime
) -> None:
    """Write claims as they are now, and the series they have come to."""
    said = said_in(con, [remade[record.claim_id] for record in old])
    # Of a text that came back, the last.
    latest = {(one.parsed.article.url, one.parsed.page.sha256): one for run in said for one in run}
    stage_claims(con, latest.values(), {})
    con.execute("DELETE FROM core.claim WHERE claim_id IN (SELECT claim_id FROM staged_claim)")
    insert_claims(con)
    first = series_of(latest.values())
    known = known_series(con, first)
    show_series(con, series_columns(record for id_, record in first.items() if id_ not in known), now)
    insert_series(con)
    match_new_series(con)
