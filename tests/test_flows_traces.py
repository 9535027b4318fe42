"""What was forgotten is found where it really is, and taken out of Prefect's own database."""

from __future__ import annotations

import gzip
import json
import sqlite3
import zipfile
from pathlib import Path

import duckdb
import pytest
from warehouse_cases import claim, load, parsed

from flows.prefect_traces import GONE, blank_traces
from flows.project import Project
from flows.traces import CORRECTED, HOLDS, UNKNOWN, find_traces
from warehouse import Warehouse
from warehouse.forget import Traces

URL = "https://post.example/bridge"
SENTENCE = "The Tarn bridge will cost 120 million euros, the city said."
TRACES = Traces(
    urls=frozenset((URL,)),
    sentences=frozenset((SENTENCE,)),
    said=frozenset((("Tarn bridge", "120 million euros"), (None, "[4] of 5"))),
    alerts=frozenset(("a1",)),
)
FILES = [
    # file                     what is in it                                             holds some of it
    ("data/alerts.log",        "nothing of the kind",                                    False),
    ("data/alerts.log",        f"More: {URL}",                                           True),
    ("data/alerts.jsonl",      json.dumps({"url": URL, "n": 1}),                         True),
    ("notes.md",               f"see <{URL}>.",                                          True),
    ("notes.md",               f"see {URL}.",                                            True),
    ("notes.md",               f"see {URL}2 and {URL}/x",                                False),
    ("notes.md",               f"“{SENTENCE}”",                                          True),
    ("notes.md",               "The Tarn bridge",                                        False),
    ("empty.txt",              "",                                                       False),
    (".git/objects/a",         URL,                                                      False),
    ("data/pages/a.warc.gz",   URL,                                                      False),  # blanked by itself
    ("data/broken.gz",         "\x1f\x8bbroken",                                         None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "holds"), FILES)
def test_a_file_is_named_for_what_is_in_it(name: str, text: str, holds: bool | None, tmp_path: Path) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("latin-1") if holds is None else text.encode())
    advice = {True: HOLDS, None: UNKNOWN}
    expected = [(path, advice[holds])] if holds in advice else []
    assert list(find_traces(Project.at(tmp_path, {}), TRACES)) == expected


def test_packed_files_and_copies_of_the_warehouse_are_looked_into(tmp_path: Path) -> None:
    project = Project.at(tmp_path, {})
    data = tmp_path / "data"
    for name, url in (
        ("warehouse.duckdb", URL),
        ("warehouse.duckdb.before-0006", URL),
        ("kept/data/warehouse.duckdb", URL),
        ("other.duckdb", "https://post.example/other"),
    ):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        load(Warehouse(data / name), parsed([claim("23")], url=url))
    (data / "kept/data/pages").mkdir()
    with gzip.open(data / "kept/data/pages/a.warc.gz", "wb") as file:
        file.write(b"x" * 5_000_000 + URL.encode() + b"\r\n")
    with zipfile.ZipFile(tmp_path / "pack.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("claims.csv", f"a,{SENTENCE},b")
    duckdb.sql(f"COPY (SELECT 1 AS n, '{SENTENCE}' AS sentence) TO '{tmp_path}/c.parquet'")
    duckdb.sql(f"COPY (SELECT 1 AS n, 'else' AS sentence) TO '{tmp_path}/d.parquet'")
    (tmp_path / "config").mkdir()
    project.corrections_file.write_text(f"corrections:\n  - {{action: reject, claim: a, url: '{URL}'}}\n")
    (tmp_path / "link").symlink_to(tmp_path / "pack.zip")
    found = {str(path.relative_to(tmp_path)): advice for path, advice in find_traces(project, TRACES)}
    assert found == {
        "c.parquet": HOLDS,
        "config/corrections.yaml": CORRECTED,
        "data/kept/data/pages/a.warc.gz": HOLDS,
        "data/kept/data/warehouse.duckdb": HOLDS,
        "data/warehouse.duckdb.before-0006": HOLDS,
        "pack.zip": HOLDS,
    }


SUMMARY = "\n".join(
    (
        "Articles: **2 new**",
        "| event | subject | measure | old | new | outlet |",
        "| --- | --- | --- | ---: | ---: | --- |",
        "| forecast | Tarn bridge | cost |  | 120 million euros | Post |",
        "| edit | Tarn bridge | cost | 120 million euros | 150 million euros | Post |",
        "| new_figure | Tarn bridge | length |  | 1.4 km | Post |",
        "| new_figure | Sund bridge | cost |  | 120 million euros | Post |",
        "| new_figure |  | rate |  | \\[4\\] of 5 | Post |",
        f"Not loaded: {URL}: no answer",
    )
)


def database(path: Path) -> sqlite3.Connection:
    """The part of Prefect's tables that quotes articles."""
    con = sqlite3.connect(path)
    con.executescript(
        """
        PRAGMA journal_mode = WAL;
        CREATE TABLE artifact (id CHAR(36), key VARCHAR, data JSON);
        CREATE TABLE events (id CHAR(36), resource_id TEXT, resource JSON, payload JSON);
        CREATE TABLE event_resources (event_id CHAR(36), resource_id TEXT, resource JSON);
        CREATE TABLE log (id CHAR(36), message TEXT, level INTEGER);
        """
    )
    con.execute("INSERT INTO artifact VALUES ('1', 'ingest-summary', ?)", (json.dumps(SUMMARY),))
    con.execute("INSERT INTO artifact VALUES ('2', 'ingest-summary', '\"nothing\"')")
    con.execute("INSERT INTO events VALUES ('e', 'prefect.artifact.1', '{}', ?)", (json.dumps({"data": SUMMARY}),))
    for alert in ("a1", "a2"):
        name = f"figurewatch.alert.{alert}"
        con.execute("INSERT INTO events VALUES (?, ?, '{\"name\": \"dearer\"}', '{}')", (alert, name))
        con.execute("INSERT INTO event_resources VALUES (?, ?, '{}')", (alert, name))
    con.execute("INSERT INTO log VALUES ('l', ?, 20)", (f"page {URL}: took long",))
    con.commit()
    return con


def test_prefect_forgets_it_too(tmp_path: Path) -> None:
    path = tmp_path / "prefect.db"
    assert blank_traces(path, TRACES) == 0
    con = database(path)
    assert blank_traces(path, TRACES) == 5  # beside a reader that has it open
    texts = dict(con.execute("SELECT id, data FROM artifact").fetchall())
    assert json.loads(texts["1"]).split("\n")[3:] == [
        f"| {GONE} |",
        f"| {GONE} |",
        "| new_figure | Tarn bridge | length |  | 1.4 km | Post |",
        "| new_figure | Sund bridge | cost |  | 120 million euros | Post |",
        f"| {GONE} |",
        GONE,
    ]
    assert texts["2"] == '"nothing"'
    assert con.execute("SELECT id FROM events ORDER BY 1").fetchall() == [("a2",), ("e",)]
    assert con.execute("SELECT event_id FROM event_resources").fetchall() == [("a2",)]
    assert con.execute("SELECT message, level FROM log").fetchall() == [(GONE, 20)]
    con.close()
    left = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    for words in (b"150 million", URL.encode()):
        assert words not in left
    assert blank_traces(path, TRACES) == 0


def test_a_database_that_is_in_use_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.prefect_traces.WAIT_S", 0.1)
    con = database(tmp_path / "prefect.db")
    con.execute("BEGIN IMMEDIATE")
    assert blank_traces(tmp_path / "prefect.db", TRACES) is None
    con.rollback()
    con.close()
    (tmp_path / "prefect.db").write_bytes(b"no database at all")
    assert blank_traces(tmp_path / "prefect.db", TRACES) is None
