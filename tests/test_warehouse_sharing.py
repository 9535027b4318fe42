"""Four readers and two writers at once: nobody meets an error, everybody gets a turn, and the file stays whole.

``FIGUREWATCH_SHARING_S`` sets for how long; the default keeps the suite quick. ``python -m benchmarks.sharing`` lets
them at it for a minute.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks.sharing import share
from warehouse import Warehouse
from warehouse.verify import verify

SECONDS = float(os.environ.get("FIGUREWATCH_SHARING_S", "2"))


@pytest.mark.slow
def test_readers_and_writers_of_many_processes_share_the_file(tmp_path: Path) -> None:
    wh = Warehouse(tmp_path / "w.duckdb")
    wh.migrate()
    tales = share(wh.path, SECONDS)
    assert [error for tale in tales for error in tale.errors] == []
    assert min(tale.turns for tale in tales) > 0
    assert verify(wh) == []
