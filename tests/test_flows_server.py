"""The always-on set-up of the README: a real server, the deployments of prefect.yaml, a worker, rows loaded."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import PRIVATE, ROOT

pytestmark = pytest.mark.slow

PATIENCE_S = 120.0  # for each step; a laptop needs a tenth


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def until(true: Callable[[], bool], what: str, log: Path) -> None:
    """Wait for something; the end of the log says why it did not come."""
    give_up_at = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < give_up_at, f"{what} did not come:\n{log.read_text(errors='replace')[-3000:]}"
        time.sleep(0.2)


@contextmanager
def running(arguments: list[str], folder: Path, env: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process for as long as the block lasts; ended by its group's id, killed if it does not end."""
    with log.open("wb") as file:
        process = subprocess.Popen(arguments, cwd=folder, env=env, stdout=file, stderr=file, start_new_session=True)
    try:
        yield process
    finally:
        for how, patience_s in ((signal.SIGTERM, 10.0), (signal.SIGKILL, 10.0)):
            try:
                os.killpg(process.pid, how)
                process.wait(patience_s)
            except ProcessLookupError:
                break
            except subprocess.TimeoutExpired:
                continue


def test_a_deployed_ingest_runs_on_a_worker_and_loads_rows(prefect_home: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    for name in ("config", "samples"):
        shutil.copytree(ROOT / name, project / name)
    shutil.copy(ROOT / "prefect.yaml", project)
    shutil.copytree(prefect_home, tmp_path / "home")
    port = free_port()
    api = f"http://127.0.0.1:{port}/api"
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "FIGUREWATCH_"))
    }
    env = {**inherited, **PRIVATE, "PREFECT_HOME": str(tmp_path / "home"), "PREFECT_API_URL": api, "COLUMNS": "200"}
    env["PREFECT_WORKER_QUERY_SECONDS"] = "1"
    prefect = [sys.executable, "-m", "prefect", "--no-prompt"]

    def answers(path: str, body: object = None) -> object:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{api}{path}", data, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def healthy() -> bool:
        try:
            return answers("/health") is True
        except OSError:
            return False

    def done(*arguments: str) -> str:
        command = [*prefect, *arguments]
        ran = subprocess.run(command, cwd=project, env=env, capture_output=True, text=True, timeout=PATIENCE_S)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout

    server_log, worker_log = tmp_path / "server.log", tmp_path / "worker.log"
    server = [*prefect, "server", "start", "--host", "127.0.0.1", "--port", str(port), "--no-ui"]
    worker = [*prefect, "worker", "start", "--pool", "figurewatch"]
    with running(server, project, env, server_log):
        until(healthy, "the server", server_log)
        done("work-pool", "create", "figurewatch", "--type", "process")
        done("deploy", "--all")
        deployments = answers("/deployments/filter", {})
        assert isinstance(deployments, list)
        assert {one["name"]: one["entrypoint"] for one in deployments} == {
            "ingest": "flows.ingest.ingest",
            "watch": "flows.watch.watch",
            "reextract": "flows.reextract.reextract",
        }
        assert all(one["schedules"] and one["schedules"][0]["active"] for one in deployments)

        def scheduled() -> bool:
            return bool(answers("/flow_runs/count", {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}))

        until(scheduled, "a run on schedule", server_log)
        with running(worker, project, env, worker_log):
            done("deployment", "run", "ingest/ingest")

            def completed() -> bool:
                runs = answers(
                    "/flow_runs/filter", {"flows": {"name": {"any_": ["ingest"]}}, "sort": "START_TIME_ASC"}
                )
                assert isinstance(runs, list)
                states = [run["state_type"] for run in runs if run["start_time"]]
                assert not {"FAILED", "CRASHED"} & set(states), worker_log.read_text(errors="replace")[-3000:]
                return "COMPLETED" in states

            until(completed, "the end of the run", worker_log)
        artifacts = answers("/artifacts/filter", {"artifacts": {"key": {"any_": ["ingest-summary"]}}})
        assert isinstance(artifacts, list)
        assert "**17 new**" in artifacts[0]["data"]
    assert "Traceback" not in server_log.read_text(errors="replace")
    query = "SELECT count(*) AS n FROM core.article"
    asked = subprocess.run(
        [sys.executable, "-m", "app.cli", "sql", query, "--format", "csv"],
        cwd=project, env=env, capture_output=True, text=True, timeout=PATIENCE_S,
    )  # fmt: skip
    assert asked.stdout.split() == ["n", "17"], asked.stderr
    assert (project / "data" / "alerts.log").stat().st_size


def test_a_new_project_gets_the_same_deployments() -> None:
    assert (ROOT / "app" / "templates" / "prefect.yaml").read_text() == (ROOT / "prefect.yaml").read_text()
