"""``verify`` finds each kind of damage, and nothing in a warehouse that was only ever loaded."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from warehouse_cases import claim, filled, load, parsed, period, rows

from warehouse import Warehouse
from warehouse.verify import checks, verify


def _full(wh: Warehouse) -> None:
    url = "https://a.example/1"
    load(wh, parsed([claim("23"), claim("7", vague=True)], url=url))
    load(wh, parsed([claim("25", sentence="Ünïcode 😀 before: 25 sites.")], url=url, fetched=2))
    load(
        wh,
        parsed([claim("23")], url=url, fetched=3),
        parsed([claim("40", modality="forecast", **period(2025))], url=url, fetched=4),
    )
    load(wh, parsed([claim("23")], url="https://b.example/1", outlet="Ledger", day=9))


DAMAGE = {
    "unique_ids": "INSERT INTO core.claim SELECT * FROM core.claim LIMIT 1",
    "quotes": "UPDATE core.claim SET char_start = char_start + 1",
    "orphans": "DELETE FROM core.series",
    "events": "DELETE FROM core.event; INSERT INTO core.event BY NAME SELECT 'e' AS event_id, 'edit' AS kind, "
    "now()::TIMESTAMP AS occurred_at, now()::TIMESTAMP AS detected_at, 'gone' AS figure_id, 1 AS outlets, "
    "1 AS origins, [] AS indicators, [] AS tags",
    "outbox": "INSERT INTO core.delivery BY NAME SELECT 'd' AS delivery_id, 'none' AS alert_id, 'log' AS channel_id, "
    "now()::TIMESTAMP AS created_at, now()::TIMESTAMP AS due_at, '' AS lane, 'pending' AS state, 0 AS attempts",
    "figures": "UPDATE core.figure SET outlets = outlets + 1",
    "latest": "UPDATE core.latest SET value_low = value_low + 1",
    "live": "UPDATE core.appearance SET live = NOT live",
    "corrections": "INSERT INTO core.correction BY NAME SELECT 'k' AS correction_id, 'fix' AS action, 'c' AS target, "
    "'unfit' AS state, 'a count has no such unit' AS problem, now()::TIMESTAMP AS applied_at",
    "counts": "DELETE FROM core.claim WHERE vague; UPDATE core.article_version SET claims = claims + 1",
}


def test_every_check_has_its_damage() -> None:
    assert set(DAMAGE) == set(checks())


@pytest.mark.parametrize("check", DAMAGE)
def test_damage_is_found(check: str) -> None:
    wh = filled(_full)
    assert verify(wh) == []
    with wh.write() as con:
        con.execute(DAMAGE[check])
    found = {problem.check: problem for problem in verify(wh)}
    assert check in found
    assert found[check].count >= 1
    assert found[check].examples


def test_archived_pages_are_read_back() -> None:
    wh = filled(_full)
    digest = sha256(b"the page").hexdigest()
    with wh.write() as con:
        con.execute("UPDATE raw.page SET warc_file = 'a.warc.gz', warc_offset = 0, sha256 = ?", [digest])
    assert verify(wh, lambda file, offset: digest) == []

    def gone(file: str, offset: int) -> str:
        raise OSError("no such file")

    [problem] = verify(wh, gone)
    assert (problem.check, problem.count) == ("archive", 5)
    assert "no such file" in problem.examples[0]
    [changed] = verify(wh, lambda file, offset: "other")
    assert "its bytes have changed" in changed.examples[0]


def test_a_backup_is_a_whole_warehouse(tmp_path: Path) -> None:
    wh = Warehouse(tmp_path / "w.duckdb")
    _full(wh)
    wh.copy_to(tmp_path / "copy.duckdb")
    copy = Warehouse(tmp_path / "copy.duckdb")
    assert verify(copy) == []
    assert rows(copy, "SELECT count(*) FROM core.claim") == rows(wh, "SELECT count(*) FROM core.claim")
