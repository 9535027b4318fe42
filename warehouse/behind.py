"""The events of what a load derived, with what they say beside what is new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from warehouse.batch import Batch
from warehouse.derive import Derived
from warehouse.history import Wording, read_wordings
from warehouse.indicators import indicators_of
from warehouse.staging import stage
from warehouse.telling import OldArticle, make_event, wording
from warehouse.values import aware

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from extractors.events import Event


@dataclass(frozen=True, slots=True)
class Behind:
    """What events say beside what is new: indicators by series, how old figures were put, and by which articles."""

    indicators: Mapping[str, Sequence[str]]
    wordings: Mapping[str, Wording]
    articles: Mapping[str, OldArticle]


def read_behind(con: DuckDBPyConnection, derived: Derived) -> Behind:
    """What the events of what was derived need."""
    if not derived.news:
        return Behind({}, {}, {})
    indicators = indicators_of(con, {told.record.series_id for told in derived.news})
    old_claims = {told.old.claim_id for told in derived.news if told.old}
    wordings = {one: wording(derived.records[one]) for one in old_claims if one in derived.records}
    if missing := old_claims - wordings.keys():
        wordings |= read_wordings(con, missing)
    return Behind(indicators, wordings, _old_articles(con, {wordings[one].article_id for one in old_claims}))


def tell(derived: Derived, behind: Behind, batch: Batch) -> list[Event]:
    """The events of what was derived."""
    return [
        make_event(
            told,
            behind.wordings,
            behind.articles,
            now=batch.now,
            indicators=behind.indicators.get(told.record.series_id, ()),
            tags=batch.tags.get(told.said.parsed.page.source_id, ()),
        )
        for told in derived.news
    ]


def _old_articles(con: DuckDBPyConnection, ids: set[str]) -> dict[str, OldArticle]:
    if not ids:
        return {}
    stage(con, "staged_id", {"article_id": "VARCHAR"}, ((one,) for one in sorted(ids)))
    rows = con.execute(
        "SELECT article_id, outlet, url, published_at FROM core.article SEMI JOIN staged_id USING (article_id)"
    ).fetchall()
    return {row[0]: OldArticle(row[1], row[2], aware(row[3])) for row in rows}
