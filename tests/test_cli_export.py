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
from xml.etree import ElementTree

import duckdb
import pytest
from warehouse_cases import claim, load, parsed, period

from app.cli.export import pack
from app.cli.picture import write_picture
from extractors.errors import ConfigError, WarehouseError
from warehouse import Warehouse
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
    with pytest.raises(WarehouseError, match="Here the warehouse can only be read"):
        export_parquet(fresh_file(tmp_path), "SELECT * FROM read_text('/etc/hostname')", out, limit=2)


def fresh_file(folder: Path) -> Warehouse:
    wh = Warehouse(folder / "w.duckdb")
    wh.migrate()
    return wh


def test_an_evidence_pack_holds_every_claim_with_what_proves_it(wh: Warehouse) -> None:
    name = "lanshan park test sites"
    data = pack(evidence_of(wh, trend(wh, name)))
    assert data == pack(evidence_of(wh, trend(wh, name)))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        texts = {one: file.read(one).decode() for one in file.namelist()}
    assert set(texts) == {"method.md", "figures.csv", "claims.csv", "manifest.json"}
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
            said = con.execute("SELECT said_at FROM core.claim WHERE claim_id = ?", [point.claim_id]).fetchall()
        assert [(point.said_at.replace(tzinfo=None),)] == said  # of the words shown, not of the first ever
        assert f"{point.said_at:%d %B %Y}" in text


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
