"""``figurewatch extract``: one JSON object on stdout, offsets that hold, one line when something is wrong."""

from __future__ import annotations

import gzip
import http.server
import json
import os
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from warm_command import WarmCommand

from app.cli.extract import read_arguments

FIELDS = {
    "quote", "start", "end", "value", "bound", "kind", "unit", "per", "change", "measure", "subject", "period",
    "period_iso", "modality", "attributed_to", "optional", "sentence", "context", "rules", "resolution",
    "replaced_by",
}  # fmt: skip
TEXT = "Moss Hill’s park runs more than 81,500 servers.\r\nIts output rose 5% to €2.4bn in 2025, from €2.3bn.\r\n"
PAGE = """<!doctype html><html lang="en"><head><title>Servers at Moss Hill</title>
<meta property="article:published_time" content="2026-03-02T08:00:00Z"></head><body><nav>Home 24</nav><article>
<h1>Servers at Moss Hill</h1><p>Moss Hill’s park runs more than 81,500 servers, the county said on Monday.</p>
<p>The work goes on through the spring, and the operator has asked the county for another line.</p>
</article></body>"""


Extract = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def extract(plain_command: WarmCommand) -> Extract:
    def run(
        *arguments: str, stdin: bytes = b"", env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        given = {**os.environ, **(env or {})}
        return plain_command.run(["extract", *arguments], cwd=Path.cwd(), env=given, timeout=60, stdin=stdin)

    return run


def found(done: subprocess.CompletedProcess[bytes]) -> dict[str, Any]:
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.count(b"\n") == 1
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def test_a_claim_has_every_field_and_its_offsets_hold(extract: Extract) -> None:
    result = found(extract("--plain", "--title", "Servers", "--published", "2026-03-02", "-", stdin=TEXT.encode()))
    assert result["title"] == "Servers"
    assert result["published"] == "2026-03-02"
    assert result["claims"]
    for claim in result["claims"]:
        assert set(claim) == FIELDS
        assert TEXT[claim["start"] : claim["end"]] == claim["quote"]
        assert len(claim["value"]) == 2
        assert all(type(number) in (int, float) for number in claim["value"])
    servers = result["claims"][0]
    assert servers["value"] == [81500, 81500]
    assert servers["bound"] == ">"
    for drop in result["dropped"]:
        assert TEXT[drop["start"] : drop["end"]] == drop["quote"]


@pytest.mark.parametrize("flags", [["--title", "", "--published", ""], ["--title=", "--published="], []])
def test_an_empty_value_means_unknown(extract: Extract, flags: list[str]) -> None:
    result = found(extract("--plain", *flags, "-", stdin=TEXT.encode()))
    assert result["title"] is None
    assert result["published"] is None


def test_a_page_gives_its_title_its_day_and_the_text_that_offsets_count_in(extract: Extract) -> None:
    result = found(extract("-", stdin=PAGE.encode()))
    assert result["title"] == "Servers at Moss Hill"
    assert result["published"] == "2026-03-02"
    assert "Home 24" not in result["text"]
    (claim,) = [claim for claim in result["claims"] if claim["value"][0] == 81500]
    assert result["text"][claim["start"] : claim["end"]] == claim["quote"]


def test_what_is_said_on_the_command_line_goes_before_what_the_page_says(extract: Extract) -> None:
    result = found(extract("-", "--title", "", "--published", "2025-01-01", stdin=PAGE.encode()))
    assert result["title"] is None
    assert result["published"] == "2025-01-01"


def test_files_plain_or_compressed_are_read(extract: Extract, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "page.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    assert found(extract(str(tmp_path / "page.html"))) == found(extract(str(tmp_path / "page.html.gz")))


def test_a_url_is_fetched_when_its_address_is_allowed(extract: Extract) -> None:
    class Site(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(404 if self.path == "/robots.txt" else 200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(b"" if self.path == "/robots.txt" else PAGE.encode())

        def log_message(self, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    here = f"127.0.0.1:{server.server_address[1]}"
    try:
        refused = extract(f"http://{here}/page.html")
        result = found(extract(f"http://{here}/page.html", env={"FIGUREWATCH_ALLOW": here}))
    finally:
        server.shutdown()
        server.server_close()
    assert refused.returncode == 1
    assert len(refused.stderr.splitlines()) == 1
    assert result["title"] == "Servers at Moss Hill"


def test_a_file_of_authorities_that_cannot_be_used_is_named(extract: Extract, tmp_path: Path) -> None:
    done = extract("http://127.0.0.1:9/page.html", env={"FIGUREWATCH_CA_FILE": str(tmp_path / "ca.pem")})
    assert done.returncode == 2
    (line,) = done.stderr.decode().splitlines()
    assert f"FIGUREWATCH_CA_FILE: {tmp_path / 'ca.pem'} cannot be read" in line
    assert "name a file of certificates" in line


GERMAN = (
    "<html lang=de><body><article><h1>Kräne</h1><p>"
    + "Der Hafen zählte im vergangenen Jahr 23 neue Kräne am Kai und erwartet mehr. " * 6
)
WRONG = [
    # arguments                             standard input          exit  words of the one line
    (["nowhere.html"],                      b"",                    2,    "no such file"),
    (["--plain", "--published", "May", "-"], b"Up 5%.",             2,    "2026-05-31"),
    (["--plain", "--currency", "XXQ", "-"], b"Up $5.",              2,    "'XXQ' is no currency; give its ISO 4217"),
    (["--plain", "-"],                      b"\xff\xfe\x00\x01",    1,    "binary"),
    (["--plain", "-"],                      "Grew by 5 °C".encode("latin-1"), 1, "UTF-8"),
    (["-"],                                 b"<html><body></body></html>", 1, ""),
    (["-"],                                 GERMAN.encode(),        1,    "only English is read; with --plain"),
    ([],                                    b"",                    2,    "--help"),
    (["-", "--nonsense"],                   b"",                    2,    "--nonsense"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "stdin", "code", "words"), WRONG)
def test_what_is_wrong_is_one_line(
    extract: Extract, arguments: list[str], stdin: bytes, code: int, words: str
) -> None:
    done = extract(*arguments, stdin=stdin)
    assert done.returncode == code
    assert done.stdout == b""
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("figurewatch: ")
    assert words in line


def test_a_web_archive_is_not_read_as_one_article(extract: Extract, tmp_path: Path) -> None:
    pages = b"".join(b"WARC/1.1\r\nWARC-Type: resource\r\n\r\n" + PAGE.encode() for _ in range(2))
    for name, body in (("all.warc", pages), ("all.warc.gz", gzip.compress(pages))):
        (tmp_path / name).write_bytes(body)
        done = extract(str(tmp_path / name))
        assert (done.returncode, done.stdout) == (1, b"")
        (line,) = done.stderr.decode().splitlines()
        assert line.startswith(f"figurewatch: {tmp_path / name}: this is a web archive of many pages; ")


@pytest.mark.parametrize("damage", [slice(0, 2), slice(30, 40), slice(-8, None)])
def test_a_damaged_gzip_file_is_told_in_one_line(extract: Extract, tmp_path: Path, damage: slice) -> None:
    body = bytearray(gzip.compress(PAGE.encode()))
    body[damage] = bytes(byte ^ 0xFF for byte in body[damage])
    (tmp_path / "page.html.gz").write_bytes(body)
    done = extract(str(tmp_path / "page.html.gz"))
    assert (done.returncode, done.stdout) == (1, b"")
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith(f"figurewatch: {tmp_path / 'page.html.gz'}: not a whole gzip file: ")


def test_text_without_numbers_is_no_error(extract: Extract) -> None:
    assert found(extract("--plain", "-", stdin=b"Nothing is counted here."))["claims"] == []
    assert found(extract("--plain", "-", stdin=b""))["claims"] == []


LEFT_TO_THE_LIBRARY = [
    ["--help"],
    ["a", "b"],
    ["--title"],
    ["--unknown", "-"],
    [],
    ["--title", "a", "--title", "b", "-"],
]


@pytest.mark.parametrize("arguments", LEFT_TO_THE_LIBRARY)
def test_arguments_out_of_the_ordinary_are_left_to_the_library(arguments: list[str]) -> None:
    assert read_arguments(arguments) is None


def test_both_ways_of_reading_arguments_print_the_same(extract: Extract) -> None:
    quick = extract("--plain", "--title", "A", "-", stdin=TEXT.encode())
    by_library = extract("-", "--plain=true", "--title", "A", stdin=TEXT.encode())
    assert by_library.stdout == quick.stdout
