"""Articles taken out of the warehouse for good: their text, claims and what was told of them, as if never read.

What others said stays, and figures that others state, too, are made up from what is left. The page archive is
another matter (``sources.erase``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from warehouse.database import Warehouse
from warehouse.latest import keep_latest
from warehouse.migrate import sql
from warehouse.staging import stage
from warehouse.values import utc

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

UNMISTAKABLE = 30
"""Characters from which on a sentence is not taken for another's."""
FORGOTTEN = "forgotten"  # reason in raw.failure: never to be asked for again
_OF_ARTICLES = (
    "core.fingerprint",
    "core.dropped",
    "core.appearance",
    "core.claim",
    "core.article_version",
    "core.article",
)
_OF_EVENTS = ("core.judgement", "core.judged", "core.alert", "core.event")


@dataclass(frozen=True, slots=True)
class Traces:
    """Words of what is forgotten, by which copies of it are found outside the warehouse.

    Attributes:
        sentences: those of its claims, and its headlines, where they are too long to be somebody else's.
        said: (subject, words of the quantity) of its claims.
        alerts: ids of the alerts about it.
    """

    urls: frozenset[str]
    sentences: frozenset[str]
    said: frozenset[tuple[str | None, str]]
    alerts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What one forgetting concerns.

    Attributes:
        urls: every address under which its pages were listed, fetched or kept.
        hops: redirects on the way there, each from and to.
        traces: the words by which it is known again elsewhere.
    """

    urls: frozenset[str]
    hops: frozenset[tuple[str, str]]
    articles: int
    pages: int
    claims: int
    alerts: int
    traces: Traces


def what_to_forget(wh: Warehouse, urls: Iterable[str], source: str | None) -> Forgotten:
    """What :func:`forget` would take away; nothing is changed."""
    with wh.write() as con:  # a reader can make no temporary tables
        return _doom(con, urls, source)


def forget(
    wh: Warehouse, urls: Iterable[str], source: str | None, now: datetime, *, barred: bool = True
) -> Forgotten:
    """Take away the articles at ``urls``, or all that ``source`` gave.

    Addresses are remembered as not to be asked for again, unless they are not to be ``barred``; a source is not,
    since it may be left in the configuration to be read afresh.
    """
    with wh.write() as con:
        found = _doom(con, urls, source)
        _delete_events(con)
        series = con.execute(
            "SELECT DISTINCT series_id FROM core.figure SEMI JOIN doomed_figure USING (figure_id)"
        ).fetchall()
        con.execute(
            "DELETE FROM core.figure WHERE figure_id IN (SELECT figure_id FROM doomed_figure WHERE NOT stays)"
        )
        con.execute(
            """
            UPDATE core.figure SET superseded_by = NULL
            WHERE superseded_by IN (SELECT figure_id FROM doomed_figure WHERE NOT stays)
            """
        )
        con.execute(
            "UPDATE core.fingerprint SET copy_of = NULL WHERE copy_of IN (SELECT article_id FROM doomed_article)"
        )
        con.execute(
            """
            DELETE FROM core.corrected WHERE claim_id IN (
                SELECT claim_id FROM core.claim SEMI JOIN doomed_article USING (article_id)
            )
            """
        )
        con.execute(
            """
            UPDATE core.correction SET
                state = 'unknown',
                problem = concat('no claim ', target, ' is in the warehouse')
            WHERE target IN (SELECT claim_id FROM core.claim SEMI JOIN doomed_article USING (article_id))
            """
        )
        for table in _OF_ARTICLES:
            con.execute(f"DELETE FROM {table} WHERE article_id IN (SELECT article_id FROM doomed_article)")
        # Also those that forgetting left behind before it knew of them.
        con.execute(
            "DELETE FROM core.fingerprint_key WHERE article_id NOT IN (SELECT article_id FROM core.fingerprint)"
        )
        con.execute(sql("forget/figures"))
        con.execute("DELETE FROM core.series WHERE series_id NOT IN (SELECT series_id FROM core.claim)")
        con.execute("DELETE FROM core.indicator_series WHERE series_id NOT IN (SELECT series_id FROM core.series)")
        keep_latest(con, (row[0] for row in series))
        _delete_ledger(con, found, source, now, barred)
        return found


def forgotten_urls(con: DuckDBPyConnection) -> frozenset[str]:
    """Addresses that must not be asked for again, whichever source lists them."""
    rows = con.execute("SELECT DISTINCT url FROM raw.failure WHERE reason = $why", {"why": FORGOTTEN}).fetchall()
    return frozenset(row[0] for row in rows)


def _doom(con: DuckDBPyConnection, urls: Iterable[str], source: str | None) -> Forgotten:
    given = sorted(set(urls))
    stage(con, "staged_url", {"url": "VARCHAR"}, ((url,) for url in given))
    con.execute(sql("forget/doomed_article"), {"source": source})
    con.execute(sql("forget/doomed_page"), {"source": source})
    con.execute(sql("forget/doomed_figure"))
    con.execute(sql("forget/doomed_event"), {"source": source})
    addresses = con.execute(
        """
        SELECT url FROM doomed_page WHERE result NOT IN ('redirect', 'robots', 'tdmrep')
        UNION SELECT final_url FROM doomed_page WHERE result NOT IN ('redirect', 'robots', 'tdmrep')
        UNION SELECT url FROM core.article SEMI JOIN doomed_article USING (article_id)
        """
    ).fetchall()

    hops = con.execute("SELECT DISTINCT url, final_url FROM doomed_page WHERE result = 'redirect'").fetchall()

    def count(rows: str) -> int:
        row = con.execute(f"SELECT count(*) FROM {rows}").fetchone()
        return int(row[0]) if row else 0

    urls = frozenset(row[0] for row in addresses) | frozenset(given)
    return Forgotten(
        urls=urls,
        hops=frozenset((row[0], row[1]) for row in hops),
        articles=count("doomed_article"),
        pages=count("doomed_page WHERE result IN ('article', 'rejected')"),
        claims=count("core.claim SEMI JOIN doomed_article USING (article_id)"),
        alerts=count("core.alert SEMI JOIN doomed_event USING (event_id)"),
        traces=_traces(con, urls),
    )


def _traces(con: DuckDBPyConnection, urls: frozenset[str]) -> Traces:
    claims = con.execute(
        "SELECT DISTINCT subject, quote, sentence FROM core.claim SEMI JOIN doomed_article USING (article_id)"
    ).fetchall()
    titles = con.execute(
        "SELECT DISTINCT title FROM core.article_version SEMI JOIN doomed_article USING (article_id)"
    ).fetchall()
    alerts = con.execute("SELECT alert_id FROM core.alert SEMI JOIN doomed_event USING (event_id)").fetchall()
    told = [row[2] for row in claims] + [row[0] for row in titles]
    return Traces(
        urls,
        sentences=frozenset(text for text in told if text and len(text) >= UNMISTAKABLE),
        said=frozenset((row[0], row[1]) for row in claims),
        alerts=frozenset(row[0] for row in alerts),
    )


def _delete_events(con: DuckDBPyConnection) -> None:
    con.execute(
        """
        DELETE FROM core.delivery
        WHERE alert_id IN (SELECT alert_id FROM core.alert SEMI JOIN doomed_event USING (event_id))
        """
    )
    for table in _OF_EVENTS:
        con.execute(f"DELETE FROM {table} WHERE event_id IN (SELECT event_id FROM doomed_event)")


def _delete_ledger(
    con: DuckDBPyConnection, found: Forgotten, source: str | None, now: datetime, barred: bool
) -> None:
    for table in ("raw.page", "raw.feed_text"):
        con.execute(f"DELETE FROM {table} WHERE page_id IN (SELECT page_id FROM doomed_page)")
    if source is not None:
        for table in ("raw.unchanged", "raw.failure", "raw.source_run"):
            con.execute(f"DELETE FROM {table} WHERE source_id = $source", {"source": source})
        return
    stage(con, "staged_url", {"url": "VARCHAR"}, ((url,) for url in sorted(found.urls)))
    con.execute("DELETE FROM raw.unchanged WHERE url IN (SELECT url FROM staged_url)")
    con.execute("DELETE FROM raw.failure WHERE url IN (SELECT url FROM staged_url)")
    if not barred:
        return
    con.execute(
        """
        INSERT INTO raw.failure BY NAME
        SELECT '' AS run_id, '' AS source_id, url, $why AS reason, 'forgotten on demand' AS message,
            $now AS failed_at, NULL AS retry_at
        FROM staged_url
        """,
        {"why": FORGOTTEN, "now": utc(now)},
    )
