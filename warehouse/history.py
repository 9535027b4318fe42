"""What the warehouse knows of the series a batch speaks of: just enough to set the batch's statements against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from extractors.allowed import Interval
from warehouse.compare import RESTATE_DAYS, Figure
from warehouse.migrate import sql
from warehouse.staging import stage
from warehouse.values import aware

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Wording:
    """How the best claim of a figure puts it; values signed."""

    low: Decimal
    high: Decimal
    bound: str
    unit: str | None
    per: str | None
    quote: str
    article_id: str


@dataclass(frozen=True, slots=True)
class History:
    """Figures by series, the wording of their best claims, and what edited articles stated before.

    ``withdrawn``: article id to ids of figures its last version stated.
    """

    figures: dict[str, list[Figure]]
    wordings: dict[str, Wording]
    withdrawn: dict[str, list[str]]


def read_history(con: DuckDBPyConnection, since: Mapping[str, date], edited: list[str]) -> History:
    """The figures that statements of these series can meet.

    ``since`` gives for each series the first day the batch speaks of. Read are the figures from a month before on,
    the last before that of each kind, every forecast, and what the ``edited`` articles stated.
    """
    earliest = timedelta(days=2 * RESTATE_DAYS)
    stage(
        con,
        "staged_series",
        {"series_id": "VARCHAR", "since": "DATE"},
        ((series_id, _back(first, earliest)) for series_id, first in since.items()),
    )
    stage(con, "staged_edited", {"article_id": "VARCHAR"}, ((article_id,) for article_id in edited))
    withdrawn: dict[str, list[str]] = defaultdict(list)
    for article_id, figure_id in con.execute(sql("load/stated_before")).fetchall():
        withdrawn[article_id].append(figure_id)
    figures: dict[str, list[Figure]] = defaultdict(list)
    wordings: dict[str, Wording] = {}
    by_id: dict[str, Figure] = {}
    con.execute(sql("load/figures_of_series"))
    cursor = con.execute("SELECT * FROM near_figure ORDER BY series_id, as_of, figure_id")
    names = [column[0] for column in cursor.description]
    for row in cursor.fetchall():
        record = dict(zip(names, row, strict=True))
        figure = _figure(record)
        by_id[figure.figure_id] = figure
        figures[record["series_id"]].append(figure)
        wordings[figure.claim_id] = Wording(
            record["value_low"],
            record["value_high"],
            record["bound"],
            record["unit"],
            record["per"],
            record["quote"],
            record["article_id"],
        )
    for figure_id, outlet, speaker, origin, article_id, said_at, claims in con.execute(
        sql("load/appearances_of_figures")
    ).fetchall():
        by_id[figure_id].appearances += claims
        _remember(by_id[figure_id], outlet, speaker, origin, article_id, aware(said_at))
    for figure in by_id.values():
        figure.live = bool(figure.articles)
    return History(figures, wordings, withdrawn)


def _back(day: date, span: timedelta) -> date:
    return day - span if day.toordinal() > span.days else date.min


def _figure(record: dict[str, Any]) -> Figure:
    first_said_at, last_said_at = aware(record["first_said_at"]), aware(record["last_said_at"])
    assert first_said_at is not None
    assert last_said_at is not None
    return Figure(
        figure_id=record["figure_id"],
        modality=record["modality"],
        period_start=record["period_start"],
        period_end=record["period_end"],
        grain=record["grain"],
        as_of=record["as_of"],
        known=Interval(
            record["known_low"], record["known_high"], record["known_low_open"], record["known_high_open"]
        ),
        claim_id=record["claim_id"],
        low=record["base_value_low"],
        high=record["base_value_high"],
        allows=Interval(
            record["claim_allows_low"],
            record["claim_allows_high"],
            record["claim_allows_low_open"],
            record["claim_allows_high_open"],
        ),
        first_said_at=first_said_at,
        last_said_at=last_said_at,
        live=record["live"],
        superseded_by=record["superseded_by"],
    )


def _remember(figure: Figure, outlet: str, speaker: str | None, origin: str, article_id: str, said_at: Any) -> None:
    for times, who in ((figure.outlets, outlet), (figure.speakers, speaker), (figure.origins, origin)):
        if who is not None and (who not in times or times[who] < said_at):
            times[who] = said_at
    figure.articles.add(article_id)
