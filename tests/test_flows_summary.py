"""What a run says of itself where Prefect shows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from alerts_events import NOW, against, said

from flows.project import Project
from flows.summary import IngestSummary, as_markdown
from flows.tally import SourceTally
from warehouse.batch import LoadReport


def test_first_sightings_crowd_nothing_out_and_all_are_counted() -> None:
    report = LoadReport(new=150)
    report.first_heard([said(f"{n}", 9, "new_series") for n in range(1, 121)], {"new_series": 4_000})
    report.tell([against(said("27", kind="conflict"), said("23", 3))])
    text = as_markdown(IngestSummary("run", NOW, 1.0, (), report))
    rows = [line for line in text.splitlines() if line.startswith(("| new_series", "| conflict"))]
    assert "Events: 4,000 new series, 1 conflict." in text
    assert rows[0].startswith("| conflict |")
    assert len(rows) == 100


def test_of_many_loads_the_last_of_each_kind_are_listed_and_all_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warehouse.batch.MOST_EVENTS", 4)
    total, one_by_one = LoadReport(), [said(f"{n}", days) for n, days in enumerate((1, 9, 2, 8, 3, 7), 1)]
    for event in (said("50", 40, "conflict"), *one_by_one):
        load = LoadReport()
        load.tell([event])
        total += load
    assert [event.quote for event in total.events] == [f"{n} data centres" for n in (50, 1, 3, 5, 6)]
    assert total.happened == {"conflict": 1, "new_figure": 6}


def test_a_run_that_is_done_is_told_although_prefect_could_not_write_down_its_end(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    from app.cli.summary import print_summary
    from flows import ingest as module

    done = IngestSummary("run", NOW, 1.0, (SourceTally("a", "A", pages=3),), LoadReport())

    def broken(**parameters: object) -> None:
        if not parameters.get("due"):
            module._SINK.get()(done)
        raise RuntimeError("Server error '500 Internal\nServer Error'")

    monkeypatch.setattr(module, "ingest", broken)
    project = Project.at(tmp_path)
    summary = module.run_here(project)
    assert print_summary(project, summary, "csv") == 0
    assert "Prefect could not write down that this run ended: RuntimeError: Server error" in capsys.readouterr().err
    with pytest.raises(RuntimeError):  # a run that was not done
        module.run_here(project, due=True)
