"""Series made anew from the claims the warehouse has, after a correction: their figures, appearances and events.

Texts are gone through run by run, as if they were loaded again, but only what these series are made of. What happened
counts as judged: it is old news.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import datetime
from typing import TYPE_CHECKING

from warehouse.batch import Batch
from warehouse.behind import read_behind, tell
from warehouse.claim_rows import insert_appearances, stage_claims
from warehouse.derive import Said
from warehouse.event_rows import add_old_news, forget_events, renew_events
from warehouse.figure_rows import write_figures
from warehouse.kept_claims import claims_where, said_in
from warehouse.latest import keep_latest
from warehouse.load import rounds
from warehouse.met import derive_met, find_met, set_apart
from warehouse.migrate import sql
from warehouse.staging import stage

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from extractors.events import Event


def rederive(con: DuckDBPyConnection, series_ids: Iterable[str], now: datetime) -> None:
    """Make these series anew, inside the caller's transaction."""
    ids = sorted(set(series_ids))
    stage(con, "staged_remade", {"series_id": "VARCHAR"}, ((one,) for one in ids))
    # Appearances go with the figures that were; a claim that has just been moved still names its old one.
    con.execute(
        """
        DELETE FROM core.appearance
        WHERE figure_id IN (SELECT figure_id FROM core.figure SEMI JOIN staged_remade USING (series_id))
            OR claim_id IN (SELECT claim_id FROM core.claim SEMI JOIN staged_remade USING (series_id))
        """
    )
    con.execute("DELETE FROM core.figure WHERE series_id IN (SELECT series_id FROM staged_remade)")
    con.execute("UPDATE core.claim SET figure_id = NULL WHERE series_id IN (SELECT series_id FROM staged_remade)")
    records = claims_where(con, "c.series_id IN (SELECT series_id FROM staged_remade)")
    tags = dict(
        con.execute("SELECT source_id, arg_max(tags, (first_seen_at, url)) FROM core.article GROUP BY ALL").fetchall()
    )
    batch = Batch("", now, tags={source: tuple(given) for source, given in tags.items()})
    events: list[Event] = []
    for load in in_loads(said_in(con, records)):
        for said in rounds(load, lambda one: one.parsed.article.url):
            events += _round(con, said, batch, frozenset(ids))
    keep_latest(con, ids)
    stage(con, "staged_told", {"event_id": "VARCHAR"}, ((event.event_id,) for event in events))
    forget_events(con, [row[0] for row in con.execute(sql("correct/old_events")).fetchall()])
    renew_events(con, events)
    add_old_news(con, events, now)


def in_loads(runs: Iterable[Sequence[Said]]) -> Iterator[list[Said]]:
    """The texts of one run after the other, cut only where a run brings what is older than what was there.

    In a load of its own that is past, and no news. Elsewhere cutting makes no difference, and costs time.
    """
    load: list[Said] = []
    for run in runs:
        before = [one.said_at for one in load if not one.changed]
        now = [one.said_at for one in run if not one.changed]
        if before and now and min(now) < max(before):
            yield load
            load = []
        load += run
    if load:
        yield load


def _round(con: DuckDBPyConnection, said: Sequence[Said], batch: Batch, remade: Set[str]) -> list[Event]:
    """The events of some texts, no two of one article, in these series."""
    met = set_apart(said, remade, remade)  # none counts as heard of for the first time: all are judged
    derived = derive_met(met, find_met(con, met))
    if met.edited:
        stage(con, "staged_edited", {"article_id": "VARCHAR"}, ((one,) for one in met.edited))
        con.execute(
            """
            UPDATE core.appearance SET live = false
            WHERE live AND article_id IN (SELECT article_id FROM staged_edited)
                AND figure_id IN (SELECT figure_id FROM core.figure SEMI JOIN staged_remade USING (series_id))
            """
        )
    stage_claims(con, said, derived.figure_of)
    # A text that came back after an edit states its figures anew.
    con.execute("DELETE FROM core.appearance WHERE claim_id IN (SELECT claim_id FROM staged_claim)")
    con.execute(
        """
        UPDATE core.claim SET figure_id = s.figure_id
        FROM staged_claim AS s WHERE claim.claim_id = s.claim_id AND s.figure_id IS NOT NULL
        """
    )
    insert_appearances(con)
    write_figures(con, derived)
    return tell(derived, read_behind(con, derived), batch)
