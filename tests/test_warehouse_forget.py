"""Forgetting an article leaves the warehouse whole, and what others said as it would be without it."""

from __future__ import annotations

from typing import Any

import pytest
from warehouse_cases import at, claim, fresh, holding, load, parsed, period, rows

from extractors.keys import Aliases
from warehouse import Warehouse
from warehouse.batch import Batch, ParsedArticle
from warehouse.copies import share_origins, write_prints
from warehouse.correct import sync_corrections
from warehouse.corrections import CorrectionEntry
from warehouse.forget import forget, forgotten_urls, what_to_forget
from warehouse.load import load_into
from warehouse.verify import verify

A, B, C, D = (f"https://{name}.example/1" for name in "abcd")
# Everything but ids of figures, which go back to the claim that first stated one.
STATE = {
    "claims": "SELECT claim_id, article_id, version, series_id, figure_id IS NULL FROM core.claim",
    "figures": "SELECT * EXCLUDE (figure_id, superseded_by) FROM core.figure",
    "series": "SELECT * EXCLUDE (first_seen_at, subject, measure, unit, per) FROM core.series",
    "articles": "SELECT * FROM core.article",
    "texts": "SELECT * FROM core.article_version",
    "pages": "SELECT * FROM raw.page",
}


def articles() -> list[ParsedArticle]:
    down = {"kind": "percent", "unit": "%", "change": "down", "measure": "traffic"}
    return [
        parsed([claim("23"), claim("3", ">", **down), claim("9", measure="gates")], url=A),
        parsed([claim("23"), claim("5", **down)], url=B, outlet="Ledger", day=1),
        parsed([claim("20", ">"), claim("40", modality="forecast", **period(2025))], url=C, outlet="Post", day=2),
        parsed([claim("23"), claim("4", **down)], url=D, outlet="Post", day=3),
    ]


def state(wh: Warehouse) -> dict[str, list[tuple[Any, ...]]]:
    return {name: rows(wh, f"{query} ORDER BY ALL") for name, query in STATE.items()}


@pytest.mark.parametrize("gone", [(A,), (B,), (C,), (D,), (A, D), (A, B, C, D)])
def test_what_is_left_is_as_if_it_had_never_been_read(gone: tuple[str, ...]) -> None:
    wh = fresh()
    load(wh, *(one for one in articles() if one.article.url not in gone))
    never = state(wh)
    wh = holding(*articles())
    told = what_to_forget(wh, gone, None)
    assert forget(wh, gone, None, at(50)) == told
    assert (told.articles, told.pages) == (len(gone), len(gone))
    assert verify(wh) == []
    assert state(wh) == never
    assert rows(wh, f"SELECT count(*) FROM core.event WHERE url IN {(*gone, '')} OR old_url IN {(*gone, '')}") == [
        (0,)
    ]
    with wh.read() as con:
        assert forgotten_urls(con) == set(gone)


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_a_figure_open_to_one_side_keeps_the_words_that_leave_least_open(gone: int) -> None:
    cranes = {"measure": "cranes", **period(2023)}
    told = [
        parsed([claim(value, ">", **cranes)], url=url, outlet=outlet, day=day)
        for day, (value, url, outlet) in enumerate((("5", A, "Courier"), ("8", B, "Ledger"), ("9", C, "Post")))
    ]
    wh = fresh()
    load(wh, *(one for day, one in enumerate(told) if day != gone))
    never = state(wh)
    wh = fresh()
    load(wh, *told)
    forget(wh, (told[gone].article.url,), None, at(50))
    assert state(wh)["figures"] == never["figures"]
    assert rows(wh, "SELECT value_low FROM core.figure") == [(8 if gone == 2 else 9,)]


def test_a_source_is_forgotten_with_all_it_gave_but_not_barred() -> None:
    wh = holding(*articles())
    done = forget(wh, (), "post", at(50))
    assert (done.articles, done.pages, done.urls) == (2, 2, {C, D})
    assert verify(wh) == []
    assert rows(wh, "SELECT DISTINCT source_id FROM raw.page ORDER BY 1") == [("courier",), ("ledger",)]
    with wh.read() as con:
        assert forgotten_urls(con) == frozenset()


def test_alerts_about_it_go_with_their_deliveries() -> None:
    wh = holding(*articles())
    with wh.write() as con:
        con.execute(
            """
            INSERT INTO core.alert BY NAME
            SELECT 'alert-' || event_id AS alert_id, 'r' AS rule_id, event_id, kind AS event_kind, 'info' AS severity,
                detected_at AS raised_at, occurred_at, '' AS reason, quote AS headline, '' AS message,
                'open' AS state, false AS late
            FROM core.event WHERE series_id IS NOT NULL
            """
        )
        con.execute(
            """
            INSERT INTO core.delivery BY NAME
            SELECT 'd-' || alert_id AS delivery_id, alert_id, 'log' AS channel_id, raised_at AS created_at,
                raised_at AS due_at, '' AS lane, 'pending' AS state, 0 AS attempts
            FROM core.alert
            """
        )
    assert forget(wh, (A,), None, at(50)).alerts > 0
    assert verify(wh) == []
    assert rows(wh, "SELECT count(*) FROM core.alert WHERE headline LIKE '%9 sites%'") == [(0,)]


def test_an_edited_article_goes_with_all_its_versions() -> None:
    wh = fresh()
    load(wh, parsed([claim("23")], url=A), *articles()[1:2])
    load(wh, parsed([claim("25")], url=A, fetched=3), run="later")
    assert forget(wh, (A,), None, at(50)).pages == 2
    assert verify(wh) == []
    assert rows(wh, "SELECT DISTINCT quote FROM core.claim WHERE change IS NULL") == [("23 sites",)]


def test_what_copies_are_known_by_goes_with_the_article() -> None:
    wh = fresh()
    texts = articles()
    with wh.write() as con:
        shared, printed = share_origins(con, texts)
        load_into(con, Batch("run", at(9), shared))
        write_prints(con, printed)
    of = "SELECT DISTINCT article_id FROM core.fingerprint_key ORDER BY 1"
    assert rows(wh, of) == [(id_,) for id_ in sorted(one.article_id for one in texts)]
    forget(wh, (A, B), None, at(50))
    assert rows(wh, of) == [(id_,) for id_ in sorted(one.article_id for one in texts[2:])]
    forget(wh, (C, D), None, at(50))
    assert rows(wh, "SELECT count(*) FROM core.fingerprint_key") == [(0,)]


def test_corrections_of_what_is_forgotten_are_of_nothing_known() -> None:
    wh = holding(*articles())
    claims = dict(rows(wh, "SELECT url, claim_id FROM mart.claim WHERE quote = '23 sites'"))
    notes = [CorrectionEntry(action="note", claim=claims[url], note="odd") for url in (A, B)]
    sync_corrections(wh, [*notes, CorrectionEntry(action="reject", claim=claims[A])], Aliases(), at(40))
    forget(wh, (A,), None, at(50))
    told = rows(wh, "SELECT state, problem FROM core.correction ORDER BY rowid")
    gone = ("unknown", f"no claim {claims[A]} is in the warehouse")
    assert told == [gone, ("applied", None), gone]
    assert verify(wh) == []
