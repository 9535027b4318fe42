"""What people put right while archived pages are read again is not lost with the old warehouse."""

from __future__ import annotations

from pathlib import Path

from warehouse_cases import claim, in_file, load, parsed, rows

from flows.project import Project
from flows.reextraction import Reextraction
from warehouse import Warehouse
from warehouse.correct import sync_corrections
from warehouse.corrections import CorrectionEntry, add_correction, load_corrections
from warehouse.verify import verify


def test_a_correction_made_meanwhile_holds_in_the_new_warehouse(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from extractors.keys import Aliases

    project = Project.at(tmp_path, {})
    for folder in (project.warehouse_file.parent, project.corrections_file.parent):
        folder.mkdir(parents=True)
    project.sources_file.write_text("sources: []\n")
    articles = [
        parsed([claim("23")], url="https://a.example/1"),
        parsed([claim("25")], url="https://a.example/2", day=9),
    ]
    old = in_file(project.warehouse_file)
    load(old, *articles)
    work = Reextraction(project, {})
    load(work.new, *articles)  # as its batches do
    [(wrong,)] = rows(old, "SELECT claim_id FROM core.claim WHERE quote = '25 sites'")
    add_correction(project.corrections_file, CorrectionEntry(action="reject", claim=wrong))
    sync_corrections(old, load_corrections(project.corrections_file), Aliases(), datetime.now(UTC))
    work.swap()
    assert rows(Warehouse(project.warehouse_file), "SELECT value_low::INT FROM mart.trend") == [(23,)]
    assert rows(Warehouse(project.warehouse_file), "SELECT state FROM core.correction") == [("applied",)]
    assert verify(Warehouse(project.warehouse_file)) == []
