"""The page archive and local sources: what is written is read back, whatever a crash left behind."""

# ruff: noqa: E501 (tables of records)
from __future__ import annotations

import gzip
import hashlib
import json
import os
import resource
import signal
import subprocess
import sys
import zlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import pytest
from sources_mock_site import ARTICLE

from extractors.errors import FetchError
from extractors.model import Failure, Page, Unchanged
from sources.archive import ArchiveError, PageArchive
from sources.config import Source
from sources.kinds.warc import LAG, missing_days, read_warc
from sources.read import read_source
from sources.round import Link, Round
from sources.settings import FetchSettings
from sources.state import LinkState, SourceState, is_due, is_due_now
from sources.warc_records import read_records

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
Result = Page | Failure | Unchanged


def make_page(number: int = 0, body: bytes | None = None, **changes: object) -> Page:
    body = body if body is not None else b"<p>Crane number %d</p>" % number
    page = Page(
        source_id="quay",
        outlet="Æ Quay",
        url=f"https://quay.example/ä/{number}",
        final_url=f"https://quay.example/b/{number}",
        fetched_at=NOW + timedelta(seconds=number, microseconds=5),
        status=200,
        content_type="text/html; charset=utf-8",
        sha256=hashlib.sha256(body).hexdigest(),
        body=body,
        etag='W/"7, x"',
        last_modified="Mon, 02 Mar 2026 11:00:00 GMT",
        elapsed_ms=12,
        robots="allowed",
        published_at=NOW,
        title="Kräne\r\nam Kai",
    )
    return replace(page, **changes)  # type: ignore[arg-type]


PAGES = [
    make_page(0),
    make_page(1, bytes(range(256)) * 10),
    make_page(2, b""),
    make_page(3, b"\r\n\r\nWARC/1.1\r\n\r\n"),
    make_page(4, robots="not_asked", etag=None, last_modified=None, published_at=None, title=None),
    make_page(5, content_type=None, title="x" * 400),
    make_page(6, os.urandom(300_000)),
    make_page(7, b"", robots="not_asked", etag=None, last_modified=None),  # an empty file of a folder
]


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    with PageArchive(tmp_path) as archive:
        kept = [archive.append(page) for page in PAGES]
        assert [archive.page(page.warc_file, page.warc_offset) for page in kept] == kept, "while it is open"
    archive = PageArchive(tmp_path)
    assert [archive.page(page.warc_file, page.warc_offset) for page in kept] == kept
    assert list(archive.pages()) == kept
    assert [replace(page, warc_file="", warc_offset=-1) for page in kept] == PAGES
    assert archive.read(kept[1].warc_file, kept[1].warc_offset) == PAGES[1].body
    assert [path.name for path in tmp_path.iterdir()] == [kept[0].warc_file]


def test_other_tools_read_it(tmp_path: Path) -> None:
    with PageArchive(tmp_path) as archive:
        kept = [archive.append(page) for page in PAGES]
    raw = gzip.decompress((tmp_path / kept[0].warc_file).read_bytes())
    assert raw.startswith(b"WARC/1.1\r\nWARC-Type: warcinfo\r\n")
    assert raw.count(b"WARC-Type: response") == 6
    assert raw.count(b"WARC-Type: resource") == 2


def test_two_runs_at_one_time_write_two_files(tmp_path: Path) -> None:
    with PageArchive(tmp_path) as one, PageArchive(tmp_path) as two:
        first, second = one.append(PAGES[0], NOW), two.append(PAGES[0], NOW)
        assert first.warc_file != second.warc_file
        assert two.repair() == [], "a file that is being written is left alone"
    assert len(list(PageArchive(tmp_path).pages())) == 2


def test_row_3_and_35_a_tail_cut_anywhere_costs_only_the_last_page(tmp_path: Path) -> None:
    with PageArchive(tmp_path / "whole") as archive:
        kept = [archive.append(page) for page in PAGES[:5]]
    name = kept[0].warc_file
    raw = (tmp_path / "whole" / name).read_bytes()
    ends = [page.warc_offset for page in kept[1:]] + [len(raw)]
    for cut in {*range(1, len(raw), 97), *ends}:
        folder = tmp_path / str(cut)
        folder.mkdir()
        (folder / (name + ".open")).write_bytes(raw[:cut])
        archive = PageArchive(folder)
        archive.repair()
        whole = sum(end <= cut for end in ends)
        assert [page.url for page in archive.pages()] == [page.url for page in kept[:whole]]
        with archive:
            again = archive.append(PAGES[0], NOW)
        assert archive.page(again.warc_file, again.warc_offset).body == PAGES[0].body


KILLED = """
import sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from test_sources_archive import make_page
from sources.archive import PageArchive
archive = PageArchive(Path({folder!r}))
for number in range(100000):
    kept = archive.append(make_page(number))
    print(kept.warc_file, kept.warc_offset, flush=True)
"""


def test_row_1_a_kill_while_writing_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    for run in range(4):
        code = KILLED.format(tests=str(Path(__file__).parent), folder=str(tmp_path))
        child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        lines = [child.stdout.readline() for _ in range(20 + 37 * run)]
        child.send_signal(signal.SIGKILL)
        lines += child.stdout.read().splitlines()
        child.wait()
        child.stdout.close()
        archive = PageArchive(tmp_path)
        archive.repair()
        for number, line in enumerate(lines):
            parts = line.split()
            if len(parts) == 2 and parts[1].isdigit():
                assert archive.page(parts[0], int(parts[1])).url == f"https://quay.example/ä/{number}"


def test_row_5_a_full_disk_stops_and_leaves_whole_records(tmp_path: Path) -> None:
    code = f"""
import sys, resource, signal
from pathlib import Path
sys.path.insert(0, {str(Path(__file__).parent)!r})
from test_sources_archive import make_page
from sources.archive import PageArchive, ArchiveError
import os
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))
archive = PageArchive(Path({str(tmp_path)!r}))
kept = 0
try:
    for number in range(100):
        archive.append(make_page(number, os.urandom(3000)))
        kept += 1
except ArchiveError as error:
    print(kept, str(error).count(chr(10)), "make room" in str(error))
    archive.close()
"""
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    kept, newlines, advice = out.split()
    assert (newlines, advice) == ("0", "True")
    assert len(list(PageArchive(tmp_path).pages())) == int(kept) > 0


def test_a_record_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with PageArchive(tmp_path) as archive:
        kept = archive.append(PAGES[0])
    for name, offset in (
        ("none.warc.gz", 0),
        ("../x", 0),
        (kept.warc_file, kept.warc_offset + 1),
        (kept.warc_file, 10**9),
    ):
        with pytest.raises(ArchiveError) as caught:
            archive.read(name, offset)
        assert "\n" not in str(caught.value)


def test_a_damaged_record_is_left_out_and_the_others_read(tmp_path: Path) -> None:
    with PageArchive(tmp_path) as archive:
        kept = [archive.append(page) for page in PAGES[:4]]
    path = tmp_path / kept[0].warc_file
    raw = bytearray(path.read_bytes())
    middle = (kept[1].warc_offset + kept[2].warc_offset) // 2
    raw[middle : middle + 4] = b"\xff\xff\xff\xff"
    path.write_bytes(raw)
    assert [page.url for page in PageArchive(tmp_path).pages()] == [kept[n].url for n in (0, 2, 3)]
    with pytest.raises(ArchiveError):
        archive.read(kept[1].warc_file, kept[1].warc_offset)


# Folder


def read(source: Source, folder: Path, state: dict[str, LinkState] | None = None, at: datetime = NOW) -> list[Result]:
    with PageArchive(folder / "pages") as archive:
        return list(
            read_source(
                source, state=SourceState(state or {}), archive=archive, now=lambda: at, settings=FetchSettings()
            )
        )


def test_a_folder_is_read_in_the_order_of_fetching(tmp_path: Path) -> None:
    saved = tmp_path / "saved"
    (saved / "deep").mkdir(parents=True)
    (saved / "b.html").write_bytes(ARTICLE)
    (saved / "b.json").write_text(
        '{"url": "https://quay.example/b", "fetched": "2026-02-03", "title": "B", "body": "x"}'
    )
    (saved / "a.html.gz").write_bytes(gzip.compress(ARTICLE + b"1"))
    (saved / "a.json").write_text(json.dumps({
        "url": "https://quay.example/b", "fetched_at": "2026-02-04T08:00:00+01:00", "outlet": "Other",
        "published": "2026-02-01", "date": None}))  # fmt: skip
    (saved / "deep" / "c.txt").write_text("Twelve boats.")
    (saved / "d.htm").write_bytes(ARTICLE)
    (saved / "d.json").write_text('{"fetched": "in spring", "date": 5, "url": null}')
    (saved / "image.png").write_bytes(b"x")
    found = read(Source("saved", "folder", "Quay", path=saved), tmp_path)
    pages = [one for one in found if isinstance(one, Page)]
    assert [one.url for one in found if isinstance(one, Failure)] == ["file:saved/d.json"]  # its times are none
    told = [(page.url, page.outlet, page.content_type) for page in pages if isinstance(page, Page)]
    assert told == [
        ("https://quay.example/b", "Quay", "text/html"),
        ("https://quay.example/b", "Other", "text/html"),
        ("file:saved/d.htm", "Quay", "text/html"),
        ("file:saved/deep/c.txt", "Quay", "text/plain"),
    ]
    assert isinstance(pages[1], Page)
    assert pages[1].fetched_at == datetime(2026, 2, 4, 7, tzinfo=UTC)
    assert pages[1].published_at == datetime(2026, 2, 1, tzinfo=UTC)
    state = {
        page.url: LinkState(
            sha256=page.sha256,
            fetched_at=page.fetched_at,
            earlier=frozenset(other.sha256 for other in pages if isinstance(other, Page) and other.url == page.url),
        )
        for page in pages
        if isinstance(page, Page)
    }
    again = read(Source("saved", "folder", "Quay", path=saved), tmp_path, state)
    assert [type(result) for result in again] == [Unchanged] * 4, "neither version of b is new"
    (saved / "b0.html").write_bytes(ARTICLE + b"0")
    (saved / "b0.json").write_text('{"url": "https://quay.example/b", "fetched": "2026-02-01"}')
    late = read(Source("saved", "folder", "Quay", path=saved), tmp_path, state)
    assert [type(result) for result in late] == [Page] + [Unchanged] * 4, "a version from before, that came late"


def test_bad_files_of_a_folder_are_one_failure_each(tmp_path: Path) -> None:
    saved = tmp_path / "saved"
    saved.mkdir()
    (saved / "a.html").write_bytes(ARTICLE)
    (saved / "a.json").write_text("{broken")
    (saved / "f.html").write_bytes(ARTICLE)
    (saved / "f.json").write_text("[" * 100_000)
    (saved / "b.html.gz").write_bytes(gzip.compress(ARTICLE)[:-20])
    (saved / "c.html").write_bytes(ARTICLE)
    (saved / "d.html").symlink_to(saved / "c.html")
    (tmp_path / "private.txt").write_text("The safe holds 40 bars.")
    (saved / "e.txt").symlink_to(tmp_path / "private.txt")
    results = read(Source("saved", "folder", "Quay", path=saved), tmp_path)
    assert sorted(r.reason if isinstance(r, Failure) else "page" for r in results) == [
        "bad_sidecar",
        "bad_sidecar",
        "page",
        "page",
        "unreadable",
        "unreadable",
    ]
    (out,) = (r.message for r in results if isinstance(r, Failure) and r.url.endswith("e.txt"))
    assert "a link out of the folder" in out
    (missing,) = read(Source("saved", "folder", "Quay", path=tmp_path / "none"), tmp_path)
    assert isinstance(missing, Failure)
    assert missing.reason == "missing_folder"
    assert (
        missing.message == f"no folder {tmp_path / 'none'}; correct its path or create it"
    )  # whose is said before it


def test_bad_files_take_no_place_of_a_page_behind_them(tmp_path: Path) -> None:
    saved = tmp_path / "saved"
    saved.mkdir()
    for name in ("a", "b"):
        (saved / f"{name}.html").write_bytes(ARTICLE)
        (saved / f"{name}.json").write_text("{broken")
    (saved / "c.html").write_bytes(ARTICLE)
    (saved / "d.html").write_bytes(ARTICLE + b"d")
    results = read(Source("saved", "folder", "Quay", path=saved, limit=1), tmp_path)
    assert [one.url.rpartition("/")[2] for one in results] == ["a.html", "b.html", "c.html"]
    assert isinstance(results[-1], Page)


UNREAD_TIMES = [
    # what the file beside the page says, and what of it is told as no time
    ('{"published": "sometime in March"}', "published ('sometime in March')"),
    ('{"published": 20260331}', "published (20260331)"),
    ('{"date": "31/31/2026", "fetched_at": "later"}', "date ('31/31/2026') and fetched_at ('later')"),
    (
        '{"published": "soon", "date": "May", "fetched": "then"}',
        "published ('soon'), date ('May') and fetched ('then')",
    ),
    ('{"published": "soon", "date": "2026-03-31"}', None),  # another name gives it
    ('{"published": "", "fetched": null}', None),
    ('{"published": "2026-03-31"}', None),
]


@pytest.mark.parametrize(("beside", "told"), UNREAD_TIMES)
def test_a_time_beside_a_page_that_cannot_be_read_is_told_and_the_page_read(
    beside: str, told: str | None, tmp_path: Path
) -> None:
    saved = tmp_path / "saved"
    saved.mkdir()
    (saved / "a.html").write_bytes(ARTICLE)
    (saved / "a.json").write_text(beside)
    *rest, page = read(Source("saved", "folder", "Quay", path=saved), tmp_path)
    assert isinstance(page, Page)
    assert [(one.reason, one.message) for one in rest if isinstance(one, Failure)] == (
        []
        if told is None
        else [
            (
                "bad_sidecar",
                f"{saved / 'a.json'}: no time can be read in {told}; the page was read without; "
                "write 2026-05-31 or 2026-05-31T14:05:00Z",
            )
        ]
    )


NO_ADDRESSES = ["not a url", "quay.example/a", "https://", "http://[oops/2", "ftp://quay.example/a"]


@pytest.mark.parametrize("url", NO_ADDRESSES)
def test_an_address_beside_a_page_that_is_none_is_told_and_the_page_read(url: str, tmp_path: Path) -> None:
    saved = tmp_path / "saved"
    saved.mkdir()
    (saved / "a.html").write_bytes(ARTICLE)
    (saved / "a.json").write_text(json.dumps({"url": url, "outlet": "The Quay"}))
    failure, page = read(Source("saved", "folder", "Quay", path=saved), tmp_path)
    assert isinstance(page, Page)
    assert (page.url, page.outlet) == ("file:saved/a.html", "The Quay")
    assert isinstance(failure, Failure)
    assert (
        failure.message == f"{saved / 'a.json'}: url {url!r} is no web address; the page was read by the file's name"
    )


def test_a_date_put_right_beside_a_page_is_taken_up(tmp_path: Path) -> None:
    saved = tmp_path / "saved"
    saved.mkdir()
    (saved / "a.html").write_bytes(ARTICLE)
    state: dict[str, LinkState] = {}
    given = []
    for beside in ("{}", "{}", '{"date": "2026-03-30"}', '{"date": "2026-03-30", "title": "T"}', "{}"):
        (saved / "a.json").write_text(beside)
        (one,) = read(Source("saved", "folder", "Quay", path=saved), tmp_path, state)
        given.append(one.published_at.day if isinstance(one, Page) and one.published_at else type(one).__name__)
        if isinstance(one, Page):
            with PageArchive(tmp_path / "pages") as archive:
                kept = archive.append(one)
                assert archive.page(kept.warc_file, kept.warc_offset).etag == one.etag
        sha256 = one.sha256 if isinstance(one, Page) else state["file:saved/a.html"].sha256
        state = {"file:saved/a.html": LinkState(sha256=sha256, fetched_at=NOW, etag=one.etag)}
    assert given == ["Page", "Unchanged", 30, "Unchanged", "Page"]
    # Of what an earlier version read nothing is remembered: that is no other date.
    (one,) = read(Source("saved", "folder", "Quay", path=saved), tmp_path, {one.url: LinkState(sha256=sha256)})
    assert isinstance(one, Unchanged)


# WARC files of others


def record(
    number: int, body: bytes = ARTICLE, kind: str = "text/html", status: int = 200, zipped: bool = False
) -> bytes:
    payload = gzip.compress(body) if zipped else body
    coding = b"Content-Encoding: gzip\r\n" if zipped else b""
    head = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\n".encode() + coding + b"\r\n"
    length = len(head) + len(payload)
    warc = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012d}>\r\n"
        f"WARC-Date: 2026-02-01T00:00:00Z\r\nWARC-Target-URI: https://www.quay{number % 3}.example/{number}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n"
    )
    return warc.encode() + head + payload + b"\r\n\r\n"


def warc_round(path: Path, memory: Path | None = None, state: dict[str, LinkState] | None = None) -> Round:
    def never(url: str) -> object:
        raise AssertionError(url)

    source = Source("archive", "warc", "archive", path=path)
    return Round(source, SourceState(state or {}), lambda: NOW, never, None, memory)  # type: ignore[arg-type]


@pytest.mark.parametrize("packed", [True, False])
def test_a_warc_file_gives_its_html_pages(tmp_path: Path, packed: bool) -> None:
    records = [
        record(1), record(2, kind="image/png"), record(3, status=404), record(4, zipped=True), record(5, b"text", "text/plain"),
    ]  # fmt: skip
    path = tmp_path / ("x.warc.gz" if packed else "x.warc")
    path.write_bytes(b"".join(gzip.compress(one) if packed else one for one in records))
    pages = [found for found in read_warc(warc_round(path)) if isinstance(found, Page)]
    assert [page.url[-1] for page in pages] == ["1", "4", "5"]
    assert [page.body for page in pages] == [ARTICLE, ARTICLE, b"text"]
    assert [page.outlet for page in pages] == ["quay1.example", "quay1.example", "quay2.example"]
    assert pages[0].fetched_at == datetime(2026, 2, 1, tzinfo=UTC)


def _stated(was: bytes, by: bytes) -> bytes:
    whole = record(1).replace(was, by, 1)
    assert whole != record(1)
    return whole


def _sent(body: bytes, coding: str) -> bytes:
    """A record whose answer says that its body is packed so."""
    head = record(1, body).partition(b"HTTP/1.1")[2].partition(b"\r\n\r\n")[0]
    said = f"\r\nContent-Encoding: {coding}".encode()
    old = len(b"HTTP/1.1" + head + b"\r\n\r\n" + body)
    return (
        record(1, body)
        .replace(head, head + said)
        .replace(f"Content-Length: {old}".encode(), f"Content-Length: {old + len(said)}".encode())
    )


BOMB = gzip.compress(b" " * 20_000_000)
OF_OTHERS = [
    # a record                                                       what it gives
    (_stated(b"00:00Z", b"00:00"), datetime(2026, 2, 1, tzinfo=UTC)),  # no zone: UTC, as the standard has it
    (_stated(b"00:00Z", b"00:00.123456789Z"), datetime(2026, 2, 1, 0, 0, 0, 123456, tzinfo=UTC)),
    (_stated(b"WARC-Date", b"Own-Date"), "damaged_record"),
    (_stated(b"2026-02-01T", b"2026-02-31T"), "damaged_record"),
    (_sent(ARTICLE, "gzip"), ARTICLE),  # unpacked by the archive, which kept the header
    (_sent(gzip.compress(ARTICLE)[:-20], "gzip"), "damaged_record"),
    (_sent(zlib.compress(ARTICLE), "deflate"), ARTICLE),
    (_sent(b"\xff\xff no brotli", "br"), "damaged_record"),
    (_sent(BOMB, "gzip"), "too_large"),
    (_sent(zlib.compress(b" " * 20_000_000), "deflate"), "too_large"),
    (record(1, b" " * 16_000_001), "too_large"),
]


@pytest.mark.parametrize(("odd", "expected"), OF_OTHERS)
def test_an_odd_record_is_read_or_told_and_costs_none_behind_it(odd: bytes, expected: object, tmp_path: Path) -> None:
    path = tmp_path / "x.warc"
    path.write_bytes(odd + record(4))
    round_ = replace(warc_round(path), since=datetime(2026, 1, 1, tzinfo=UTC))
    first, behind = read_warc(round_)
    assert isinstance(behind, Page)
    assert behind.url.endswith("/4")
    assert expected in ((first.reason,) if isinstance(first, Failure) else (first.body, first.fetched_at))


def test_what_unpacks_without_end_takes_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "x.warc"
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    path.write_bytes(_sent(b"".join(packer.compress(bytes(1 << 20)) for _ in range(150)) + packer.flush(), "gzip"))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    (told,) = read_warc(warc_round(path))
    assert isinstance(told, Failure)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000, "KiB"


MISNAMED = [
    # what is in it                                              its name          records, and failures
    (record(1) + record(4), "x.warc.gz", 2, 0),
    (gzip.compress(record(1)) + gzip.compress(record(4)), "x.warc", 2, 0),
    (gzip.compress(record(1) + record(4)), "x.warc.gz", 2, 0),
    ((record(1) + record(4))[:-40], "x.warc.gz", 1, 1),  # cut: that is still told
]


@pytest.mark.parametrize(("content", "name", "records", "failures"), MISNAMED)
def test_a_file_is_what_its_first_bytes_say(
    content: bytes, name: str, records: int, failures: int, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    found = list(read_warc(warc_round(tmp_path / name)))
    assert [sum(isinstance(one, kind) for one in found) for kind in (Page, Failure)] == [records, failures]


def test_no_record_is_passed_over_where_a_place_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sources.kinds.warc.LAG", 1)
    path, memory = tmp_path / "x.warc.gz", tmp_path / "memory"
    path.write_bytes(gzip.compress(b"".join(record(n) for n in range(1, 6))))  # packed as a whole: one member
    for _ in range(2):  # the first as if it had been killed before anything was loaded
        assert [page.url[-1] for page in read_warc(warc_round(path, memory)) if isinstance(page, Page)] == list(
            "12345"
        )


def _packed(*parts: bytes) -> bytes:
    return b"".join(map(gzip.compress, parts))


NO_END = [
    # what stands in a file                                                             the pages it gives
    (_packed(record(1), b"", record(2), record(3)), "123"),  # two files joined, the first closed by an empty member
    (_packed(b"", record(1)), "1"),
    (_packed(record(1), b"", b"", record(2), b""), "12"),
    (_packed(record(1) + record(2), b"", record(3) + record(4)), "1234"),
    (_packed(record(1), b"no record", record(2)), "12"),
    (_packed(record(1), b"\r\n\r\n", record(2)), "12"),
    (_packed(record(1), record(2)[:100], record(2)[100:], record(3)), "123"),  # one record in two members
    (record(1) + bytes(50) + record(2), "12"),
    (record(1) + b"\r\n\r\n" + record(2) + b"\r\n", "12"),
]


@pytest.mark.parametrize(("content", "pages"), NO_END)
def test_what_looks_like_the_end_of_a_file_is_none(content: bytes, pages: str, tmp_path: Path) -> None:
    path = tmp_path / ("x.warc" if content.startswith(b"WARC/") else "x.warc.gz")
    path.write_bytes(content)
    found = list(read_warc(warc_round(path)))
    assert [one.url[-1] if isinstance(one, Page) else one for one in found] == list(pages)


@pytest.mark.parametrize("packed", [True, False])
def test_row_35_damage_costs_one_record(tmp_path: Path, packed: bool) -> None:
    parts = [gzip.compress(record(n)) if packed else record(n) for n in range(1, 6)]
    third = sum(map(len, parts[:2]))
    raw = bytearray(b"".join(parts))
    raw[third + 60 : third + 90] = b"\xff" * 30
    path = tmp_path / ("x.warc.gz" if packed else "x.warc")
    path.write_bytes(bytes(raw[:-40]))
    found = list(read_warc(warc_round(path)))
    urls = [page.url[-1] for page in found if isinstance(page, Page)]
    assert urls[:2] == ["1", "2"]
    assert "4" in urls
    assert "5" not in urls
    failures = [failure for failure in found if isinstance(failure, Failure)]
    assert failures
    assert all("byte" in failure.message for failure in failures)


@pytest.mark.parametrize("packed", [True, False])
def test_row_35_wherever_a_file_is_cut_the_whole_records_are_kept_and_the_cut_is_named(
    packed: bool, tmp_path: Path
) -> None:
    parts = [gzip.compress(record(n)) if packed else record(n) for n in range(3)]
    ends = [sum(map(len, parts[: n + 1])) for n in range(3)]
    path = tmp_path / ("x.warc.gz" if packed else "x.warc")
    for cut in [*range(3, ends[-1], 53), *ends]:
        path.write_bytes(b"".join(parts)[:cut])
        found = list(read_warc(warc_round(path)))
        # What of a record nothing but its closing empty lines is missing is there.
        whole = sum(end <= cut + (0 if packed else 4) for end in ends)
        assert [page.url[-1] for page in found if isinstance(page, Page)] == [str(n) for n in range(whole)], cut
        told = [failure.message for failure in found if isinstance(failure, Failure)]
        assert len(told) == (cut not in ends), cut
        assert all(" byte " in one for one in told), told


def test_row_35_a_version_from_before_that_an_archive_brings_late_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.warc"
    path.write_bytes(record(1))
    (page,) = read_warc(warc_round(path))
    assert isinstance(page, Page)
    later = datetime(2026, 3, 1, tzinfo=UTC)
    for earlier, kind in ((frozenset({"x"}), Page), (frozenset({"x", page.sha256}), Unchanged)):
        known = {page.url: LinkState(sha256="x", fetched_at=later, earlier=earlier)}
        assert [type(found) for found in read_warc(warc_round(path, state=known))] == [kind]


def test_row_35_a_killed_backfill_goes_on_near_where_it_was_and_reads_nothing_twice(tmp_path: Path) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(b"".join(gzip.compress(record(n, b"<p>Page %d</p>" % n), 1) for n in range(LAG + 1500)))
    loaded: dict[str, LinkState] = {}
    reader = read_warc(warc_round(path, tmp_path, loaded))
    for number, page in enumerate(reader):
        assert isinstance(page, Page)
        if number >= LAG + 900:
            break  # the run dies here
        loaded[page.url] = LinkState(sha256=page.sha256, fetched_at=page.fetched_at)
    rest = list(read_warc(warc_round(path, tmp_path, loaded)))
    pages = [page for page in rest if isinstance(page, Page)]
    assert len(loaded) + len(pages) == LAG + 1500
    assert not {page.url for page in pages} & set(loaded)
    assert len(rest) < LAG + 1500, "the first of them were skipped by offset"


def test_row_35_a_backfill_of_few_pages_among_many_records_loses_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sources.kinds.warc.LAG", 5)
    monkeypatch.setattr("sources.kinds.warc.SAVE_EVERY", 1)
    path = tmp_path / "x.warc.gz"
    kinds = ["text/html" if n % 40 == 0 else "image/png" for n in range(400)]
    path.write_bytes(b"".join(gzip.compress(record(n, b"<p>%d</p>" % n, kind), 1) for n, kind in enumerate(kinds)))

    def pages(found: Iterable[object]) -> list[str]:
        return [page.url.rpartition("/")[2] for page in found if isinstance(page, Page)]

    dying = pages(islice(read_warc(warc_round(path, tmp_path)), 8))  # none of which was loaded when the run died
    assert dying == ["0", "40", "80", "120", "160", "200", "240", "280"]
    rest = pages(read_warc(warc_round(path, tmp_path)))
    assert set(dying[3:]) <= set(rest), "those that may not be loaded are read again"
    places = (tmp_path / "warc-archive.json").read_text()
    stuck = replace(warc_round(path, tmp_path), is_loaded=lambda: False)
    assert pages(read_warc(stuck)) == rest[-6:]
    assert (tmp_path / "warc-archive.json").read_text() == places, "what cannot be loaded has not been read"
    known = {
        f"https://www.quay{n % 3}.example/{n}": LinkState(fetched_at=datetime(2026, 2, 1, tzinfo=UTC))
        for n in range(400)
    }
    assert pages(read_warc(warc_round(path, tmp_path, known))) == []
    end = list(read_records(path, max(json.loads((tmp_path / "warc-archive.json").read_text()).values())))
    assert len(end) == 1, "with everything loaded the next round begins at the end"


def test_row_36_missing_days_are_a_gap(tmp_path: Path) -> None:
    names = [
        "CC-NEWS-20260227120000-1.warc.gz",
        "CC-NEWS-20260228120000-1.warc.gz",
        "CC-NEWS-20260303120000-1.warc.gz",
    ]
    for name in names:
        (tmp_path / name).write_bytes(gzip.compress(record(1)))
    assert [str(day) for day in missing_days([tmp_path / name for name in names])] == ["2026-03-01", "2026-03-02"]
    first = next(iter(read_warc(warc_round(tmp_path))))
    assert isinstance(first, Failure)
    assert first.reason == "archive_gap"
    assert "2026-03-01" in first.message


def test_files_of_days_outside_the_span_are_not_opened(tmp_path: Path) -> None:
    for number, day in enumerate(("20260127", "20260201", "20260214"), 1):
        path = tmp_path / f"CC-NEWS-{day}120000-1.warc.gz"
        path.write_bytes(gzip.compress(record(number)) if day == "20260201" else b"not to be read")
    span = {"since": datetime(2026, 1, 31, tzinfo=UTC), "until": datetime(2026, 2, 2, tzinfo=UTC)}
    found = list(read_warc(replace(warc_round(tmp_path), **span)))  # type: ignore[arg-type]
    assert [page.url[-1] for page in found if isinstance(page, Page)] == ["2"]
    assert len(found) == 1
    later = {"since": datetime(2026, 2, 2, tzinfo=UTC), "until": datetime(2026, 2, 3, tzinfo=UTC)}
    assert list(read_warc(replace(warc_round(tmp_path), **later))) == []  # type: ignore[arg-type]


def test_no_warc_file_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match=r"^no WARC file"):
        list(read_warc(warc_round(tmp_path / "*.warc.gz")))


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from /proc")
def test_row_12_memory_stays_flat_over_a_large_archive(tmp_path: Path) -> None:
    path = tmp_path / "x.warc.gz"
    with path.open("wb") as file:
        for number in range(3000):
            file.write(gzip.compress(record(number, b"%d" % number + ARTICLE * 10), 1))
    code = (
        "import sys\nfrom pathlib import Path\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from test_sources_archive import warc_round, read_warc\n"
        f"n = sum(1 for _ in read_warc(warc_round(Path({str(path)!r}))))\n"
        "print(n, Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0])\n"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert int(out[0]) == 3000
    assert int(out[1]) < 200_000, "kilobytes"


# When a link is asked again

DUE = [
    # state                                                                              due
    (LinkState(), True),
    (LinkState(fetched_at=NOW - timedelta(minutes=30)), True),
    (LinkState(first_seen_at=NOW - timedelta(hours=30), fetched_at=NOW - timedelta(hours=1)), False),
    (LinkState(first_seen_at=NOW - timedelta(hours=30), fetched_at=NOW - timedelta(hours=7)), True),
    (LinkState(first_seen_at=NOW - timedelta(days=5), fetched_at=NOW - timedelta(hours=7)), False),
    (LinkState(first_seen_at=NOW - timedelta(days=5), fetched_at=NOW - timedelta(days=2)), True),
    (LinkState(first_seen_at=NOW - timedelta(days=50), fetched_at=NOW - timedelta(days=40)), False),
    (LinkState(retry_at=NOW + timedelta(minutes=1), failures=2), False),
    (LinkState(retry_at=NOW - timedelta(minutes=1), failures=2), True),
    (LinkState(gone=True), False),
]


@pytest.mark.parametrize(("state", "due"), DUE)
def test_when_a_link_is_due(state: LinkState, due: bool) -> None:
    assert is_due(state, NOW) is due


OLD = LinkState(first_seen_at=NOW - timedelta(days=20), fetched_at=NOW - timedelta(hours=1))
CHANGED = [
    # when the listing says an old page changed    due
    (None,                                         False),
    (NOW - timedelta(hours=2),                     False),
    (NOW - timedelta(minutes=30),                  True),
    (NOW,                                          True),
    (NOW + timedelta(hours=3),                     False),
    (datetime(2099, 1, 1, tzinfo=UTC),             False),
]  # fmt: skip


@pytest.mark.parametrize(("at", "due"), CHANGED)
def test_row_34_a_page_is_due_when_it_has_changed_and_not_when_it_will(at: datetime | None, due: bool) -> None:
    assert is_due_now(Link("https://quay.example/a", modified_at=at), OLD, NOW) is due
