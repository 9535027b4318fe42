"""Pages taken out of the archive: blanked in place, or with their whole file; every other page stays where it was."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from test_sources_archive import make_page

from extractors.model import Page
from sources.archive import ArchiveError, PageArchive
from sources.erase import Erased, blank_member, erase_pages, old_files, started_at

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def archived(folder: Path, count: int = 9) -> list[Page]:
    with PageArchive(folder) as archive:
        return [archive.append(make_page(number, b"<p>Secret %d</p>" % number * 400)) for number in range(count)]


def test_an_erased_page_is_gone_and_the_others_stay_where_they_were(tmp_path: Path) -> None:
    pages = archived(tmp_path)
    assert len(erase_pages(tmp_path, lambda source, url, final: url.endswith(("/3", "/8")))) == 2
    archive = PageArchive(tmp_path)
    for number, page in enumerate(pages):
        if number in (3, 8):
            with pytest.raises(ArchiveError):
                archive.page(page.warc_file, page.warc_offset)
        else:
            assert archive.page(page.warc_file, page.warc_offset) == page
    assert len(list(archive.pages())) == 7
    whole = gzip.decompress((tmp_path / pages[0].warc_file).read_bytes())
    assert b"Secret 4" in whole
    assert b"Secret 3" not in whole
    assert erase_pages(tmp_path, lambda source, url, final: url.endswith(("/3", "/8"))) == []


def test_pages_are_found_by_source_and_by_where_they_came_from(tmp_path: Path) -> None:
    archived(tmp_path)
    with PageArchive(tmp_path) as archive:
        archive.append(replace(make_page(20), source_id="other"))
    assert len(erase_pages(tmp_path, lambda source, url, final: source == "other")) == 1
    assert len(erase_pages(tmp_path, lambda source, url, final: final == "https://quay.example/b/5")) == 1
    assert len(list(PageArchive(tmp_path).pages())) == 8


LISTINGS = [
    # what             body                                                               named
    ("a feed", b"<link>https://quay.example/news?a=1&amp;b=2</link>", True),
    ("relative", b'<a href="/news?a=1&b=2">Cranes</a>', True),
    ("json", rb'{"url": "https:\/\/quay.example\/news?a=1&b=2"}', True),
    ("gzip", gzip.compress(b"<loc>https://quay.example/news?a=1&amp;b=2</loc>", mtime=0), True),
    ("another page", b"<link>https://quay.example/news</link>", False),
    ("broken gzip", b"\x1f\x8b and no more", False),
]


@pytest.mark.parametrize(("what", "body", "named"), LISTINGS, ids=[row[0] for row in LISTINGS])
def test_listings_go_with_what_they_name(tmp_path: Path, what: str, body: bytes, named: bool) -> None:
    with PageArchive(tmp_path) as archive:
        page = archive.append(make_page(1, body))
        listing = archive.append(replace(make_page(2, body), role="listing"))
    erased = erase_pages(tmp_path, lambda *about: False, {"https://quay.example/news?a=1&b=2"})
    assert erased == [Erased(listing.warc_file, listing.warc_offset, "listing")] * named
    assert list(PageArchive(tmp_path).pages()) == [page], "an article may quote an address"


def test_what_a_crash_left_of_an_erasure_is_cleared_away(tmp_path: Path) -> None:
    pages = archived(tmp_path)
    part = tmp_path / (pages[0].warc_file + ".part")
    part.write_bytes(b"half a file")
    assert erase_pages(tmp_path, lambda source, url, final: False) == []
    assert not part.exists()
    assert len(list(PageArchive(tmp_path).pages())) == len(pages)


def test_an_archive_that_is_being_written_is_left_alone(tmp_path: Path) -> None:
    with PageArchive(tmp_path) as archive:
        page = archive.append(make_page(1))
        with pytest.raises(ArchiveError, match="run is writing it"):
            erase_pages(tmp_path, lambda source, url, final: True)
        assert archive.page(page.warc_file, page.warc_offset) == page


@pytest.mark.parametrize("length", [256, 1000, 100_001])
def test_a_blank_record_has_the_length_of_what_it_replaces(length: int) -> None:
    member = blank_member(length)
    assert len(member) == length
    assert gzip.decompress(member).startswith(b"WARC/1.1")


def test_old_files_are_those_of_runs_before_a_time(tmp_path: Path) -> None:
    with PageArchive(tmp_path) as archive:
        for days in (0, 10, 40):
            archive.append(make_page(days), NOW + timedelta(days=days))
            archive.close()
        archive.append(make_page(1), NOW)  # open: not old, whatever its name says
        names = archive.files()
        assert old_files(tmp_path, NOW + timedelta(days=11)) == [names[0], names[2]]
    assert started_at(names[0]) == NOW
    assert started_at("CC-NEWS-20260302.warc.gz") is None


def test_bodies_are_not_changed_by_the_way(tmp_path: Path) -> None:
    pages = archived(tmp_path, 3)
    erase_pages(tmp_path, lambda source, url, final: url.endswith("/1"))
    read = list(PageArchive(tmp_path).pages())
    assert [hashlib.sha256(page.body).hexdigest() for page in read] == [pages[0].sha256, pages[2].sha256]
