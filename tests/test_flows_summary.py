"""What a run says of itself where Prefect shows it."""

from __future__ import annotations

from alerts_events import NOW, against, said

from flows.summary import IngestSummary, as_markdown
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
