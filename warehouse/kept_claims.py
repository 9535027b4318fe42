"""Claims of the warehouse as the records they were loaded from, and texts as the loader's :class:`Said`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from extractors.model import Article, Page
from extractors.record import ClaimRecord
from warehouse.batch import ParsedArticle
from warehouse.derive import Said
from warehouse.migrate import sql
from warehouse.staging import stage
from warehouse.values import aware

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

COLUMNS = ClaimRecord._fields
_DECIMALS = frozenset(
    ("value_low", "value_high", "resolution", "base_value_low", "base_value_high", "allow_low", "allow_high")
)
_DAYS = frozenset(("period_start", "period_end"))


def claims_where(con: DuckDBPyConnection, condition: str, **values: str) -> list[ClaimRecord]:
    """The records of claims ``c`` for which this SQL, with its parameters, holds, by text and place."""
    names = ", ".join(f"c.{name}" for name in COLUMNS)
    rows = con.execute(
        f"SELECT {names} FROM core.claim AS c WHERE {condition} ORDER BY c.article_id, c.text_sha256, c.ordinal",
        values,
    ).fetchall()
    return [ClaimRecord(*row) for row in rows]


def said_in(con: DuckDBPyConnection, records: Sequence[ClaimRecord]) -> list[list[Said]]:
    """Every version of the articles of these claims, run by run in the order in which these loaded them, with those
    of the claims it holds.
    """
    of_text: dict[tuple[str, str], list[ClaimRecord]] = {}
    for record in records:
        of_text.setdefault((record.article_id, record.text_sha256), []).append(record)
    ids = sorted({record.article_id for record in records})
    stage(con, "staged_id", {"article_id": "VARCHAR"}, ((one,) for one in ids))
    rows = con.execute(sql("correct/versions")).fetchall()
    return [[_said(row[1:], of_text) for row in run] for _, run in groupby(rows, key=itemgetter(0))]


def _said(row: Sequence[Any], of_text: dict[tuple[str, str], list[ClaimRecord]]) -> Said:
    (article_id, url, outlet, source_id, title, sha256, version, published_at, modified_at, said_at, said_on,
     fetched_at) = row  # fmt: skip
    fetched, said = aware(fetched_at), aware(said_at)
    assert fetched is not None
    assert said is not None
    page = Page(source_id, outlet, url, url, fetched, 200, None, sha256, b"")
    article = Article(url, title, "", None, aware(published_at), aware(modified_at))
    mine = tuple(of_text.get((article_id, sha256), ()))
    return Said(ParsedArticle(page, article, mine), version, said, said_on, changed=version > 1)


def to_json(record: ClaimRecord) -> str:
    """A record as text."""
    return json.dumps(record._asdict(), default=str)


def from_json(text: str) -> ClaimRecord:
    """The record of :func:`to_json`."""
    data = json.loads(text)
    data.setdefault("context", None)  # written before there was one
    data.setdefault("replaced_by", None)
    for name in COLUMNS:
        if data[name] is not None:
            if name in _DECIMALS:
                data[name] = Decimal(data[name])
            elif name in _DAYS:
                data[name] = date.fromisoformat(data[name])
    return ClaimRecord(**data)
