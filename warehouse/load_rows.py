"""The rows of core that a load writes: articles and versions, claims, series, figures, appearances."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from extractors.base_units import base_unit
from extractors.record import ClaimRecord, article_id, text_digest
from warehouse.batch import Batch
from warehouse.corrected import label_parts
from warehouse.derive import Derived, Said, published_at
from warehouse.ledger import page_id
from warehouse.migrate import sql
from warehouse.staging import CHUNK, DECIMAL, Value, arrow, arrow_of_columns, show, stage
from warehouse.statement import Figure
from warehouse.values import utc

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_ARTICLE = {
    "article_id": "VARCHAR",
    "url": "VARCHAR",
    "outlet": "VARCHAR",
    "source_id": "VARCHAR",
    "title": "VARCHAR",
    "language": "VARCHAR",
    "published_at": "TIMESTAMP",
    "modified_at": "TIMESTAMP",
    "said_at": "TIMESTAMP",
    "said_on": "DATE",
    "fetched_at": "TIMESTAMP",
    "page_id": "VARCHAR",
    "version": "INTEGER",
    "text_sha256": "VARCHAR",
    "text": "VARCHAR",
    "authors": "VARCHAR[]",
    "tags": "VARCHAR[]",
    "extractor_version": "VARCHAR",
    "claims": "INTEGER",
    "drops": "INTEGER",
    "changed": "BOOLEAN",
}
_THIS, _DIGEST = (list(_ARTICLE).index(name) for name in ("article_id", "text_sha256"))
_DROPPED = {
    "article_id": "VARCHAR",
    "text_sha256": "VARCHAR",
    "char_start": "INTEGER",
    "char_end": "INTEGER",
    "quote": "VARCHAR",
    "reason": "VARCHAR",
}
_SPECIAL = {
    **dict.fromkeys(("ordinal", "char_start", "char_end", "sentence_start"), "INTEGER"),
    **dict.fromkeys(("value_low", "value_high", "resolution", "base_value_low", "base_value_high"), DECIMAL),
    **dict.fromkeys(("allow_low", "allow_high"), DECIMAL),
    **dict.fromkeys(("period_start", "period_end"), "DATE"),
    **dict.fromkeys(("vague", "allow_low_open", "allow_high_open", "comparable", "local"), "BOOLEAN"),
}
_RECORD = tuple(field.name for field in fields(ClaimRecord))
_CLAIM = {name: _SPECIAL.get(name, "VARCHAR") for name in _RECORD} | {
    "version": "INTEGER",
    "said_at": "TIMESTAMP",
    "said_on": "DATE",
    "nth": "INTEGER",
}
_STATED = {"claim_id": "VARCHAR", "figure_id": "VARCHAR"}
_UNIT = {
    "kind": "VARCHAR",
    "unit": "VARCHAR",
    "per": "VARCHAR",
    "base_factor": DECIMAL,
    "base_offset": DECIMAL,
}
_STATE = {
    "figure_id": "VARCHAR",
    "series_id": "VARCHAR",
    "modality": "VARCHAR",
    "period_start": "DATE",
    "period_end": "DATE",
    "grain": "VARCHAR",
    "as_of": "DATE",
    "claim_id": "VARCHAR",
    "base_value_low": DECIMAL,
    "base_value_high": DECIMAL,
    "known_low": DECIMAL,
    "known_high": DECIMAL,
    "known_low_open": "BOOLEAN",
    "known_high_open": "BOOLEAN",
    "first_said_at": "TIMESTAMP",
    "last_said_at": "TIMESTAMP",
    "appearances": "INTEGER",
    "outlets": "INTEGER",
    "origins": "INTEGER",
    "live": "BOOLEAN",
    "superseded_by": "VARCHAR",
    "claim_allows_low": DECIMAL,
    "claim_allows_high": DECIMAL,
    "claim_allows_low_open": "BOOLEAN",
    "claim_allows_high_open": "BOOLEAN",
    "is_new": "BOOLEAN",
}
_values = attrgetter(*_RECORD)


def stage_articles(con: DuckDBPyConnection, said: Sequence[Said], batch: Batch) -> None:
    """Articles with their texts as ``staged_article``, numbers that are no claims as ``staged_dropped``."""
    articles = [_article(one, batch) for one in said]
    show(con, "staged_article", _ARTICLE, arrow(_ARTICLE, articles))
    drops = (
        (row[_THIS], row[_DIGEST], d.start, d.end, d.quote, d.reason)
        for row, one in zip(articles, said, strict=True)
        for d in one.parsed.drops
    )
    show(con, "staged_dropped", _DROPPED, arrow(_DROPPED, drops))


def insert_articles(con: DuckDBPyConnection, *, edited: bool) -> None:
    """Articles, their versions and the numbers in them that are no claims; ``edited``: some were there before."""
    if edited:
        _forget_reverted(con)
    con.execute(
        """
        INSERT INTO core.article BY NAME
        SELECT article_id, url, outlet, source_id, title, language, published_at, fetched_at AS first_seen_at,
            version, text_sha256, tags
        FROM staged_article WHERE NOT changed
        """
    )
    if edited:
        con.execute(
            """
            UPDATE core.article SET
                title = s.title, language = s.language, published_at = s.published_at, version = s.version,
                text_sha256 = s.text_sha256
            FROM staged_article AS s WHERE s.changed AND article.article_id = s.article_id
            """
        )
        con.execute(
            """
            UPDATE core.appearance SET live = false
            WHERE live AND article_id IN (SELECT article_id FROM staged_edited)
            """
        )
    con.execute(
        """
        INSERT INTO core.article_version BY NAME
        SELECT article_id, version, text_sha256, text, title, authors, published_at, modified_at, said_at, said_on,
            fetched_at, page_id, extractor_version, claims, drops
        FROM staged_article
        """
    )
    con.execute("INSERT INTO core.dropped BY NAME SELECT * FROM staged_dropped")


def _forget_reverted(con: DuckDBPyConnection) -> None:
    """An edit taken back brings a text whose claims are there already, with the same ids: they are written anew."""
    reverted = con.execute(
        """
        CREATE OR REPLACE TEMP TABLE reverted AS
        SELECT DISTINCT s.article_id, s.text_sha256
        FROM staged_article AS s
        JOIN core.article_version AS v USING (article_id, text_sha256)
        WHERE s.changed
        """
    ).fetchone()
    if reverted and reverted[0]:
        for table in ("claim", "appearance", "dropped"):
            con.execute(
                f"""
                DELETE FROM core.{table} AS t USING reverted AS r
                WHERE (t.article_id, t.text_sha256) = (r.article_id, r.text_sha256)
                """
            )


def _article(one: Said, batch: Batch) -> list[Value]:
    article, page, records = one.parsed.article, one.parsed.page, one.parsed.records
    return [
        article_id(article.url),
        article.url,
        page.outlet,
        page.source_id,
        article.title or page.title,
        article.language,
        published_at(one.parsed),
        article.modified_at,
        one.said_at,
        one.said_on,
        page.fetched_at,
        page_id(page),
        one.version,
        text_digest(article.text),
        article.text,
        article.authors,
        batch.tags.get(page.source_id, ()),
        one.parsed.extractor_version or (records[0].extractor_version if records else ""),
        len(records),
        len(one.parsed.drops),
        one.changed,
    ]


def claim_columns(said: Iterable[Said]) -> Any:
    """The claims of these texts for :func:`show_claims`, with which of them each is (``nth``)."""
    return arrow_of_columns(_CLAIM, _in_columns([(record, one) for one in said for record in one.parsed.records]))


def _in_columns(rows: Sequence[tuple[ClaimRecord, Said]]) -> Iterator[list[Sequence[Value]]]:
    """The columns of ``_CLAIM``, of some thousands of rows at a time."""
    for first in range(0, max(len(rows), 1), CHUNK):
        records, texts = zip(*rows[first : first + CHUNK], strict=True) if rows else ((), ())
        values: list[Sequence[Value]] = list(zip(*map(_values, records), strict=True)) or [()] * len(_RECORD)
        values.append([one.version for one in texts])
        values.append([one.said_at for one in texts])
        values.append([one.said_on for one in texts])
        values.append(range(first, first + len(records)))
        yield values


def show_claims(con: DuckDBPyConnection, columns: Any) -> None:
    """The claims as ``staged_claim``."""
    show(con, "staged_claim", _CLAIM, columns)


def stage_stated(con: DuckDBPyConnection, figure_of: Mapping[str, str]) -> None:
    """Which claim states which figure, as ``staged_stated``."""
    stage(con, "staged_stated", _STATED, figure_of.items())


def stage_lone(con: DuckDBPyConnection, derived: Derived) -> None:
    """Which claim is a figure all by itself, as ``staged_lone``."""
    stage(con, "staged_lone", _STATED, ((one, derived.figure_of[one]) for one in derived.lone))


def insert_claims(con: DuckDBPyConnection) -> None:
    """The claims of ``staged_claim`` into ``core.claim``, with the figures they state."""
    con.execute(
        """
        INSERT INTO core.claim BY NAME
        SELECT c.* EXCLUDE (nth), s.figure_id FROM staged_claim AS c LEFT JOIN staged_stated AS s USING (claim_id)
        """
    )


def insert_settled_claims(con: DuckDBPyConnection) -> None:
    """Those that :func:`insert_judged_claims` leaves: of no figure, or one all by themselves (``staged_lone``)."""
    con.execute(
        """
        INSERT INTO core.claim BY NAME
        SELECT c.* EXCLUDE (nth), s.figure_id FROM staged_claim AS c LEFT JOIN staged_lone AS s USING (claim_id)
        WHERE s.figure_id IS NOT NULL OR NOT c.comparable
        """
    )


def insert_judged_claims(con: DuckDBPyConnection) -> None:
    """The claims that state a figure of ``staged_stated``."""
    con.execute(
        """
        INSERT INTO core.claim BY NAME
        SELECT c.* EXCLUDE (nth), s.figure_id FROM staged_claim AS c JOIN staged_stated AS s USING (claim_id)
        """
    )


def write_appearances(con: DuckDBPyConnection, stated: str = "staged_stated") -> None:
    """An appearance for each claim of ``staged_claim`` that states a figure of the table ``stated``."""
    con.execute(
        f"""
        INSERT INTO core.appearance BY NAME
        SELECT figure_id, claim_id, article_id, text_sha256, outlet, origin_id, speaker_key, said_at, true AS live
        FROM staged_claim JOIN {stated} USING (claim_id)
        """
    )


def known_series(con: DuckDBPyConnection, said: Iterable[Said]) -> set[str]:
    """The series of these texts' claims that the warehouse has heard of; they stay in ``known_series``."""
    ids = dict.fromkeys(record.series_id for one in said for record in one.parsed.records)
    stage(con, "staged_id", {"series_id": "VARCHAR"}, ((one,) for one in ids))
    con.execute(
        """
        CREATE OR REPLACE TEMP TABLE known_series AS
        SELECT series_id FROM core.series SEMI JOIN staged_id USING (series_id)
        """
    )
    return {row[0] for row in con.execute("FROM known_series").fetchall()}


def write_series(con: DuckDBPyConnection, said: Sequence[Said], now: datetime) -> None:
    """Series of ``staged_claim`` beyond :func:`known_series`; they stay in ``new_series`` for the indicators.

    Those that a correction splits off get its label.
    """
    units = {(record.kind, record.unit, record.per) for one in said for record in one.parsed.records}
    stage(con, "staged_unit", _UNIT, (_unit(*one) for one in units))
    con.execute(sql("load/new_series"), {"now": utc(now)})
    label_parts(con, "new_series")
    con.execute("INSERT INTO core.series BY NAME SELECT * FROM new_series")


def _unit(kind: str, unit: str | None, per: str | None) -> tuple[Value, ...]:
    base, _ = base_unit(kind, unit, per)  # type: ignore[arg-type]
    return kind, unit, per, base.factor, base.offset


def write_figures(con: DuckDBPyConnection, derived: Derived) -> None:
    """New figures, and what changed on those that were there."""
    stage_lone(con, derived)
    show_figures(con, figure_columns(derived))
    insert_lone_figures(con, derived)
    insert_judged_figures(con, derived)


def figure_columns(derived: Derived) -> Any:
    """What was derived, other than the lone figures, for :func:`show_figures`."""
    return arrow(_STATE, (_state(*one) for one in derived.figures))


def show_figures(con: DuckDBPyConnection, columns: Any) -> None:
    """The figures as ``staged_state``, for :func:`insert_judged_figures`."""
    show(con, "staged_state", _STATE, columns)


def insert_lone_figures(con: DuckDBPyConnection, derived: Derived) -> None:
    """The figures of ``staged_lone``."""
    if derived.lone:
        con.execute(sql("load/lone_figures"))
        con.execute("INSERT INTO core.figure BY NAME SELECT * FROM lone_figure")


def insert_judged_figures(con: DuckDBPyConnection, derived: Derived) -> None:
    """The other new figures, and what changed on those that were there, once they are staged."""
    if derived.figures:
        con.execute(sql("load/arriving_figures"))
        # Deleted and written anew, not updated: DuckDB would write every block of every column again.
        if not all(figure.is_new for _, figure in derived.figures):
            con.execute(
                "DELETE FROM core.figure WHERE figure_id IN (SELECT figure_id FROM staged_state WHERE NOT is_new)"
            )
        con.execute("INSERT INTO core.figure BY NAME SELECT * FROM arriving_figure")


def _state(series_id: str, f: Figure) -> tuple[Value, ...]:
    return (
        f.figure_id,
        series_id,
        f.modality,
        f.period_start,
        f.period_end,
        f.grain,
        f.as_of,
        f.claim_id,
        f.low,
        f.high,
        f.known.low,
        f.known.high,
        f.known.low_open,
        f.known.high_open,
        f.first_said_at,
        f.last_said_at,
        f.appearances,
        len(f.outlets),
        len(f.origins),
        f.live,
        f.superseded_by,
        f.allows.low,
        f.allows.high,
        f.allows.low_open,
        f.allows.high_open,
        f.is_new,
    )
