"""A page archive mended from a copy of it: what cannot be read comes back, what was blanked or added stays."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from test_sources_archive import PAGES

from extractors.model import Page
from sources.archive import PageArchive
from sources.archive_copy import copy_archive, mend_archive
from sources.erase import blank, blanked


@pytest.fixture
def kept(tmp_path: Path) -> list[Page]:
    """Five pages in ``here``, the first four of which are in ``copy``, which was made while the file was written."""
    with PageArchive(tmp_path / "here") as archive:
        pages = [archive.append(page) for page in PAGES[:4]]
        copy_archive(tmp_path / "here", tmp_path / "copy")
        return [*pages, archive.append(PAGES[4])]


def damage(path: Path, page: Page, after: Page) -> None:
    raw = bytearray(path.read_bytes())
    middle = (page.warc_offset + after.warc_offset) // 2
    raw[middle : middle + 4] = b"\xff\xff\xff\xff"
    path.write_bytes(raw)


def test_a_damaged_record_comes_back_and_what_was_blanked_or_added_stays(tmp_path: Path, kept: list[Page]) -> None:
    here = tmp_path / "here" / kept[0].warc_file
    blank(here, [kept[2].warc_offset])
    before = here.read_bytes()
    assert mend_archive(tmp_path / "here", tmp_path / "copy") == 0
    damage(here, kept[1], kept[2])
    assert mend_archive(tmp_path / "here", tmp_path / "copy") == 1
    assert here.read_bytes() == before
    assert list(PageArchive(tmp_path / "here").pages()) == [kept[0], kept[1], kept[3], kept[4]]


def test_a_lost_tail_comes_back_and_what_was_blanked_stays(tmp_path: Path, kept: list[Page]) -> None:
    here = tmp_path / "here" / kept[0].warc_file
    blank(here, [kept[1].warc_offset])
    here.write_bytes(here.read_bytes()[: kept[3].warc_offset + 9])
    assert mend_archive(tmp_path / "here", tmp_path / "copy") == 1
    assert list(PageArchive(tmp_path / "here").pages()) == [kept[0], kept[2], kept[3]]
    assert blanked(tmp_path / "here", [(here.name, kept[1].warc_offset)])


def test_an_open_file_of_an_old_copy_takes_no_closed_files_place(tmp_path: Path, kept: list[Page]) -> None:
    copy = tmp_path / "copy" / kept[0].warc_file
    copy.rename(copy.with_name(copy.name + ".open"))
    assert mend_archive(tmp_path / "here", tmp_path / "copy") == 0
    assert list(PageArchive(tmp_path / "here").pages()) == kept
    assert PageArchive(tmp_path / "here").repair() == []
    shutil.rmtree(tmp_path / "here")
    assert mend_archive(tmp_path / "here", tmp_path / "copy") == 1
    assert list(PageArchive(tmp_path / "here").pages()) == kept[:4]
