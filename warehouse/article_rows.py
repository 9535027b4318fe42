"""The rows of core that a load writes of articles: they, their versions, and numbers in them that are no claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extractors.record import text_digest
from warehouse.batch import Batch
from warehouse.derive import Said, published_at
from warehouse.staging import Value, arrow, show

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


@dataclass(frozen=True, slots=True)
class ArticleColumns:
    """Articles with their texts, and numbers in them that are no claims, as Arrow columns."""

    articles: Any
    dropped: Any | None


def article_columns(said: Sequence[Said], batch: Batch) -> ArticleColumns:
    """What :func:`insert_articles` needs: the part of the work that needs no connection."""
    articles = [_article(one, batch) for one in said]
    drops = [
        (row[_THIS], row[_DIGEST], d.start, d.end, d.quote, d.reason)
        for row, one in zip(articles, said, strict=True)
        for d in one.parsed.drops
    ]
    return ArticleColumns(arrow(_ARTICLE, articles), arrow(_DROPPED, drops) if drops else None)


def insert_articles(con: DuckDBPyConnection, columns: ArticleColumns, *, edited: bool) -> None:
    """Articles, their versions and the numbers in them that are no claims; ``edited``: some were there before.

    The articles stay as ``staged_article``.
    """
    show(con, "staged_article", columns.articles)
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
    if columns.dropped is not None:
        show(con, "staged_dropped", columns.dropped)
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
        one.parsed.article_id,
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
        one.parsed.page_id,
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
