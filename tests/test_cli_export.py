"""What leaves the warehouse: Parquet, evidence packs, pictures."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import duckdb
import pytest
from warehouse_cases import at, claim, in_file, load, parsed, period, rows

from app.cli.export import pack
from app.cli.picture import write_picture
from app.cli.trend import BY_HAND, print_trend
from extractors.errors import ConfigError, WarehouseError
from extractors.keys import Aliases
from warehouse import Warehouse
from warehouse.correct import sync_corrections
from warehouse.corrections import CorrectionEntry, Fixed
from warehouse.evidence import evidence_of
from warehouse.parquet import export_parquet
from warehouse.trend import trend


@pytest.fixture(scope="module")
def wh() -> Warehouse:
    wh = Warehouse(":memory:")
    wh.migrate()
    load(
        wh,
        parsed([claim("23", ">=", **period(2022))], url="https://a.example/1", day=0),
        parsed([claim("80", ">", **period(2023))], url="https://a.example/2", day=370),
        parsed([claim("70", **period(2023))], url="https://b.example/1", day=371, outlet="=cmd|x"),
        parsed([claim(("90", "95"), **period(2024))], url="https://c.example/1", day=740, outlet="Price $5 & <b>"),
        parsed([claim("120", modality="forecast", **period(2025))], url="https://a.example/3", day=741),
    )
    return wh


def test_parquet_has_the_types_and_rows_of_the_answer(wh: Warehouse, tmp_path: Path) -> None:
    out = tmp_path / "it's.parquet"
    query = """
        SELECT claim_id, value_low, said_at, period_start, is_current, char_start, 1.5::FLOAT AS half,
            7::UTINYINT AS seven, ['a', 'b'] AS words, {'x': 1} AS pair, count(*) OVER () AS n
        FROM mart.claim ORDER BY said_at
    """
    assert export_parquet(wh, query, out, limit=10) == (5, False)
    found = duckdb.sql(f"SELECT * FROM read_parquet('{str(out).replace(chr(39), chr(39) * 2)}')")
    assert [str(kind) for kind in found.types] == [
        "VARCHAR", "DECIMAL(38,10)", "TIMESTAMP", "DATE", "BOOLEAN", "INTEGER", "DOUBLE", "INTEGER", "VARCHAR[]",
        "VARCHAR", "BIGINT",
    ]  # fmt: skip
    first = found.fetchall()[0]
    assert first[1] == Decimal(23)
    assert first[6:] == (1.5, 7, ["a", "b"], "{'x': 1}", 5)
    assert export_parquet(wh, "SELECT * FROM mart.claim", out, limit=2) == (2, True)
    assert export_parquet(wh, "SELECT * FROM mart.claim WHERE false", out, limit=2) == (0, False)
    with pytest.raises(WarehouseError, match="the warehouse is opened read-only here"):
        export_parquet(fresh_file(tmp_path), "SELECT * FROM read_text('/etc/hostname')", out, limit=2)


WHOLE: list[tuple[str, str, Any]] = [
    # a column, its type in the file, its value there
    ("[NULL, 'a', '']", "VARCHAR[]", [None, "a", ""]),
    ("['']", "VARCHAR[]", [""]),
    ("['a' || chr(31) || 'b']", "VARCHAR[]", ["a\x1fb"]),
    ("0.123456789012345::DECIMAL(18, 15)", "DECIMAL(18,15)", Decimal("0.123456789012345")),
    ("1.5::DECIMAL(4, 1)", "DECIMAL(4,1)", Decimal("1.5")),
    ("1234567890123456789012345678.0123456789", "DECIMAL(38,10)", Decimal("1234567890123456789012345678.0123456789")),
    ("sum(9223372036854775807) OVER ()", "DECIMAL(38,0)", Decimal(2**63 - 1)),
]


@pytest.mark.parametrize(("column", "kind", "value"), WHOLE)
def test_parquet_has_values_whole(wh: Warehouse, tmp_path: Path, column: str, kind: str, value: Any) -> None:
    export_parquet(wh, f"SELECT {column} AS x", tmp_path / "x.parquet", limit=2)
    found = duckdb.sql(f"SELECT x FROM read_parquet('{tmp_path}/x.parquet')")
    assert ([str(kind) for kind in found.types], found.fetchall()) == ([kind], [(value,)])


def fresh_file(folder: Path) -> Warehouse:
    return in_file(folder / "w.duckdb")


def test_an_evidence_pack_holds_every_claim_with_what_proves_it(wh: Warehouse) -> None:
    name = "lanshan park test sites"
    data = pack(evidence_of(wh, trend(wh, name)))
    assert data == pack(evidence_of(wh, trend(wh, name)))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        texts = {one: file.read(one).decode() for one in file.namelist()}
    assert set(texts) == {"method.md", "figures.csv", "claims.csv", "corrections.csv", "manifest.json"}
    assert texts["corrections.csv"].count("\n") == 1  # nobody has put anything right
    manifest = json.loads(texts["manifest.json"])
    for one, digest in manifest["sha256"].items():
        assert hashlib.sha256(texts[one].encode()).hexdigest() == digest
    claims = list(csv.DictReader(io.StringIO(texts["claims.csv"])))
    assert (len(claims), manifest["points"]) == (5, 4)
    for row in claims:
        assert row["sentence"]
        assert row["retrieved_at"]
        assert len(row["page_sha256"]) == 64
        assert row["quote"] in row["sentence"]
    assert "'=cmd|x" in {row["outlet"] for row in claims}


@pytest.fixture
def put_right() -> Warehouse:
    """Three outlets on the park of 2023: one claim fixed, one rejected, one of another name's series merged in."""
    wh = Warehouse(":memory:")
    wh.migrate()
    load(
        wh,
        parsed([claim("80", **period(2022))], url="https://a.example/1", day=0),
        parsed([claim("59", **period(2023))], url="https://a.example/2", day=370),
        parsed([claim("62", **period(2023))], url="https://b.example/1", day=371, outlet="Ledger"),
        parsed([claim("61", subject="Lanshan Garden", **period(2024))], url="https://c.example/1", day=740),
    )
    said = {row[0]: row[1:] for row in rows(wh, "SELECT quote, claim_id, url, sentence, series_id FROM mart.claim")}
    made = {"by": "Ida", "at": "2026-05-31T14:05:00Z"}

    def about(quote: str) -> dict[str, str]:
        return dict(zip(("claim", "url", "sentence"), said[quote], strict=False)) | {"quote": quote}

    entries = (
        CorrectionEntry(action="fix", to=Fixed(value="57"), note="a slip", **about("59 sites"), **made),
        CorrectionEntry(action="reject", note="another park", **about("62 sites"), **made),
        CorrectionEntry(action="merge", series=said["61 sites"][3], into=said["80 sites"][3], note="one", **made),
    )
    sync_corrections(wh, entries, Aliases(), at(1000))
    return wh


def test_an_evidence_pack_says_what_a_person_put_right(put_right: Warehouse) -> None:
    data = pack(evidence_of(put_right, trend(put_right, "lanshan park test sites")))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        texts = {one: file.read(one).decode() for one in file.namelist()}
    claims = {row["quote"]: row for row in csv.DictReader(io.StringIO(texts["claims.csv"]))}
    assert {quote: (row["value_low"], row["corrected"], row["read_before"]) for quote, row in claims.items()} == {
        "80 sites": ("80", "False", ""),
        "59 sites": ("57", "True", "value 59"),
        "61 sites": ("61", "False", ""),
    }
    figures = {row["quote"]: row for row in csv.DictReader(io.StringIO(texts["figures.csv"]))}
    assert (figures["59 sites"]["corrected"], figures["59 sites"]["read_before"]) == ("True", "value 59")
    told = list(csv.DictReader(io.StringIO(texts["corrections.csv"])))
    told_of = [tuple(row[name] for name in ("action", "quote", "before", "after", "why", "by", "at")) for row in told]
    assert told_of[:2] == [
        ("fix", "59 sites", "value 59", "value 57", "a slip", "Ida", "2026-05-31 14:05"),
        ("reject", "62 sites", "62 site", "no claim", "another park", "Ida", "2026-05-31 14:05"),
    ]
    assert told_of[2][0] == "merge"
    assert "Lanshan Garden" in told_of[2][2]
    assert "Lanshan Park" in told_of[2][3]
    for row in told[:2]:
        assert row["quote"] in row["sentence"]
        assert len(row["page_sha256"]) == 64
        assert row["url"]
    manifest = json.loads(texts["manifest.json"])
    assert manifest["corrections"] == 3
    assert [(one["action"], one["by"], one["why"]) for one in manifest["series_made_by_hand"]] == [
        ("merge", "Ida", "one")
    ]
    for words in ("corrections.csv", "by hand", "`read_before`"):
        assert words in texts["method.md"]
    assert "every value is one that a\nsentence states." not in texts["method.md"]


def test_a_trend_and_its_picture_show_what_a_person_put_right(
    put_right: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = trend(put_right, "lanshan park test sites")
    print_trend(found, "table", chart=False)
    told = capsys.readouterr()
    marked = [line for line in told.out.splitlines() if BY_HAND in line]
    assert len(marked) == 2  # the point, and what the mark means
    assert "“59 sites”" in marked[0]
    assert "put right by hand (“59 sites” in Courier): value 59 → value 57; a slip; by Ida 2026-05-31" in told.err
    assert "rejected by hand (“62 sites” in Ledger)" in told.err
    assert "series put together by hand" in told.err
    print_trend(found, "json")
    assert [row["action"] for row in json.loads(capsys.readouterr().out)["by_hand"]] == ["fix", "reject", "merge"]
    write_picture(found, tmp_path / "a.svg")
    text = " ".join("".join(ElementTree.parse(tmp_path / "a.svg").getroot().itertext()).split())
    assert "57 (put right by hand; read as value 59): “" in text
    assert "rejected by hand (“62 sites” in Ledger)" in text
    assert "series put together by hand" in text


@pytest.mark.parametrize("ending", [".png", ".svg"])
def test_a_picture_shows_every_point_and_is_the_same_each_time(wh: Warehouse, ending: str, tmp_path: Path) -> None:
    found = trend(wh, "lanshan park test sites")
    paths = [tmp_path / f"{number}{ending}" for number in (1, 2)]
    for path in paths:
        write_picture(found, path)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert [path.name for path in tmp_path.iterdir() if path not in paths] == []
    if ending == ".png":
        assert paths[0].read_bytes().startswith(b"\x89PNG")
        return
    text = "".join(ElementTree.parse(paths[0]).getroot().itertext())
    for words in ("outlets disagree", "range as stated", "more (less) than", "forecast", "Price $5 & <b>"):
        assert words in text
    for point in found.points:
        assert point.quote in text
        with wh.read() as con:
            said = con.execute(
                "SELECT said_at, said_on FROM core.claim WHERE claim_id = ?", [point.claim_id]
            ).fetchall()
        assert [(point.said_at.replace(tzinfo=None), point.said_on)] == said  # of the words shown, not the first ever
        assert f"{point.said_on:%d %B %Y}" in text


def test_a_picture_joins_periods_of_one_length_alone(wh: Warehouse, tmp_path: Path) -> None:
    found = trend(wh, "lanshan park test sites")
    point = replace(found.points[0], modality="actual", grain="quarter")
    years = [replace(point, grain="year", as_of=point.as_of + timedelta(days=365 * n)) for n in range(2)]
    path = tmp_path / "a.svg"
    for points, lines in (
        ((*years, point), ["by year"]),
        ((*years, point, replace(point)), ["by year", "by quarter"]),
    ):
        write_picture(replace(found, points=points), path)
        text = "".join(ElementTree.parse(path).getroot().itertext())
        assert [line for line in ("by year", "by quarter") if line in text] == lines


def test_the_first_rank_is_at_the_top_and_years_stand_below_their_points(wh: Warehouse, tmp_path: Path) -> None:
    found = trend(wh, "lanshan park test sites")
    years = [
        replace(
            found.points[0], low=Decimal(rank * 10), high=Decimal(rank * 10), bound="=", modality="actual",
            grain="year", disputed=False, period_start=date(2020 + rank, 1, 1), period_end=date(2020 + rank, 12, 31),
        )
        for rank in (1, 2, 3)
    ]  # fmt: skip
    path = tmp_path / "a.svg"

    def heights(kind: str) -> dict[str, float]:
        """Of the words of the axes, by how far down the page they are."""
        write_picture(replace(found, kind=kind, unit="test site", points=tuple(years)), path)
        texts = ElementTree.parse(path).getroot().iter("{http://www.w3.org/2000/svg}text")
        return {text.text or "": float(text.get("y", "0")) for text in texts}

    ranks, counts = heights("rank"), heights("count")
    assert ranks["1"] < ranks["3"]  # the numbers of the points
    assert counts["1"] > counts["3"]
    assert {"2021", "2022", "2023", "test sites"} <= counts.keys()
    assert "12.5" not in ranks.keys() | counts.keys()


def test_a_picture_says_what_it_cannot_do(wh: Warehouse, tmp_path: Path) -> None:
    found = trend(wh, "lanshan park test sites")
    with pytest.raises(ConfigError, match=r"end the name in \.png or \.svg"):
        write_picture(found, tmp_path / "a.gif")
    with pytest.raises(ConfigError, match="cannot be written"):
        write_picture(found, tmp_path / "no" / "a.png")
