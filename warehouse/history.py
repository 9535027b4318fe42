"""What the warehouse knows of the series a batch speaks of: just enough to set the batch's statements against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from extractors.allowed import Interval
from warehouse.compare import RESTATE_DAYS
from warehouse.migrate import sql
from warehouse.staging import stage
from warehouse.statement import Figure, OpenEnd

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class Wording(NamedTuple):  # and no dataclass: there is one for each event
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
    """Figures by series, and what edited articles stated before.

    ``withdrawn``: article id to ids of figures its last version stated.
    """

    figures: dict[str, list[Figure]]
    withdrawn: Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class HistoryRows:
    """What :func:`make_history` makes a history of: rows of the warehouse, and ``withdrawn`` as there.

    ``ends``: by claim, of figures that are open to one side.
    """

    figures: Sequence[tuple[Any, ...]]
    appearances: Sequence[tuple[Any, ...]]
    ends: Sequence[tuple[Any, ...]]
    withdrawn: Mapping[str, list[str]]


SpokenLane = tuple[str, str, date | None, date | None]
"""Series, modality, and the days of the lane: None for a point."""
_LANE = {
    "series_id": "VARCHAR",
    "modality": "VARCHAR",
    "lane_start": "DATE",
    "lane_end": "DATE",
    "first_day": "DATE",
}


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a batch speaks of, of the series that the warehouse knows.

    Attributes:
        since: for each series the first day of all, on which something was said or which it was said of.
        lanes: for each lane the first day that a statement in it speaks of.
    """

    since: Mapping[str, date]
    lanes: Mapping[SpokenLane, date]


def ask_history(
    con: DuckDBPyConnection, spoken: Spoken, edited: list[str], among: Set[str] | None = None
) -> dict[str, list[str]]:
    """Say which figures :func:`find_history` is to find: those that these statements can meet.

    Found are, of the lanes they are in, the figures from a month before on, the last before that of each kind and
    every forecast; of other lanes, where comparing looks there. And what the ``edited`` articles stated, which is
    returned: also of series that they no longer speak of, if these are ``among`` those asked for (None: any).
    """
    earliest = timedelta(days=2 * RESTATE_DAYS)
    stage(con, "staged_edited", {"article_id": "VARCHAR"}, ((article_id,) for article_id in edited))
    withdrawn: dict[str, list[str]] = defaultdict(list)
    before: set[str] = set()
    if edited:
        for article_id, figure_id, series_id in con.execute(sql("load/stated_before")).fetchall():
            withdrawn[article_id].append(figure_id)
            if series_id in spoken.since or among is None or series_id in among:
                before.add(series_id)
    left = dict.fromkeys(sorted(before - spoken.since.keys()), date.max)
    stage(
        con,
        "staged_series",
        {"series_id": "VARCHAR", "since": "DATE", "edited": "BOOLEAN"},
        ((one, _back(first, earliest), one in before) for one, first in {**spoken.since, **left}.items()),
    )
    stage(con, "staged_lane", _LANE, ((*lane, first) for lane, first in spoken.lanes.items()))
    return withdrawn


def find_history(con: DuckDBPyConnection) -> bool:
    """Find what :func:`ask_history` asked for, before anything of it is changed: all there is to know of the figures
    stays in ``near_figure``; ``series_figure`` lists all of the series. False when there are none.
    """
    (listed,) = con.execute(sql("load/figures_of_series")).fetchall()
    if not listed[0]:  # a sixth of a small load, and so wherever a series is first heard of
        con.execute("CREATE OR REPLACE TEMP TABLE near_figure AS FROM core.figure LIMIT 0")
        return False
    con.execute(sql("load/met_figures"))
    return True


def read_history(con: DuckDBPyConnection, withdrawn: Mapping[str, list[str]]) -> HistoryRows:
    """What was found, and who stated it: read and not kept, for nothing asks for that again in the transaction."""
    figures = con.execute(sql("load/near_figures")).fetchall()
    ends = con.execute(sql("load/open_ends")).fetchall()
    return HistoryRows(figures, con.execute(sql("load/appearances_of_figures")).fetchall(), ends, withdrawn)


def make_history(rows: HistoryRows) -> History:
    """The history in these rows: the part of the work that needs no connection."""
    figures: dict[str, list[Figure]] = defaultdict(list)
    by_id: dict[str, Figure] = {}
    ends = {claim_id: OpenEnd(*written) for claim_id, *written in rows.ends}
    for row in rows.figures:
        figure = _figure(row, ends)
        by_id[figure.figure_id] = figure
        figures[row[0]].append(figure)
    for figure_id in {one for ids in rows.withdrawn.values() for one in ids} & by_id.keys():
        by_id[figure_id].told = []
    for figure_id, outlet, speaker, origin, article_id, said_at, claims in rows.appearances:
        by_id[figure_id].remember(outlet, speaker, origin, article_id, said_at.replace(tzinfo=UTC), claims)
    for figure in by_id.values():
        figure.live = bool(figure.articles)
    return History(figures, rows.withdrawn)


def read_wordings(con: DuckDBPyConnection, claim_ids: Iterable[str]) -> dict[str, Wording]:
    """The wording of figures found by :func:`find_history`, by the id of their best claim."""
    stage(con, "staged_id", {"claim_id": "VARCHAR"}, ((one,) for one in sorted(claim_ids)))
    rows = con.execute(sql("load/wordings")).fetchall()
    return {claim_id: Wording(*rest) for claim_id, *rest in rows}


def _back(day: date, span: timedelta) -> date:
    return day - span if day.toordinal() > span.days else date.min


def _figure(row: Sequence[Any], ends: Mapping[str, OpenEnd]) -> Figure:
    (_, figure_id, modality, period_start, period_end, grain, as_of, known_low, known_high, known_low_open,
     known_high_open, claim_id, low, high, same, allows_low, allows_high, allows_low_open, allows_high_open,
     first_said_at, last_said_at, superseded_by) = row  # fmt: skip
    known = Interval(known_low, known_high, known_low_open, known_high_open)
    first = first_said_at.replace(tzinfo=UTC)
    return Figure(
        figure_id=figure_id,
        modality=modality,
        period_start=period_start,
        period_end=period_end,
        grain=grain,
        as_of=as_of,
        known=known,
        claim_id=claim_id,
        low=low,
        high=low if high is None else high,
        allows=known if same else Interval(allows_low, allows_high, allows_low_open, allows_high_open),
        first_said_at=first,
        last_said_at=last_said_at.replace(tzinfo=UTC) if last_said_at else first,
        end=ends.get(claim_id),
        superseded_by=superseded_by,
    )
