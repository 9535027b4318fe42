"""Prefect's server of one run: what is said when it cannot do its work."""

from __future__ import annotations

import shutil
import ssl
from pathlib import Path
from types import SimpleNamespace

import pytest

from extractors.errors import FigurewatchError
from flows.own_server import NEEDS_BYTES, OwnServer, one_certificate

SAID = [
    # its log, what is free, what it needs; whether the disk is full
    ("sqlite3.OperationalError: database or disk is full\n", 10**9, 65_536, True),
    ("OSError: [Errno 28] No space left on device\n", 10**9, 65_536, True),
    ("", 0, 65_536, True),
    ("", 4_000_000, NEEDS_BYTES, True),
    ("", 4_000_000, 65_536, False),
    ("sqlite3.OperationalError: database is locked\n", 10**9, NEEDS_BYTES, False),
    ("the disks were looked at\n", 10**9, NEEDS_BYTES, False),
]


@pytest.mark.parametrize(("log", "free", "needs", "full"), SAID)
def test_a_full_disk_is_told_as_one(
    log: str, free: int, needs: int, full: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=free))
    server = OwnServer.__new__(OwnServer)
    server._log_path = tmp_path / "server.log"
    server._log_path.write_text(log)
    said = ""
    try:
        server.raise_full(needs)
    except FigurewatchError as error:
        said = str(error)
    assert said == (
        f"disk full at {tmp_path}: Prefect cannot write down what this run did; free space and run it again"
        if full
        else ""
    )


def test_clients_of_a_server_without_tls_load_one_certificate(tmp_path: Path) -> None:
    for _ in range(2):
        file = one_certificate(tmp_path)
        assert file is not None
        assert ssl.create_default_context(cafile=str(file)).cert_store_stats()["x509"] == 1
    assert one_certificate(tmp_path / "nowhere") is None
