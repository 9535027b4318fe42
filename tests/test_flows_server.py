"""The always-on set-up of the README: a real server, the deployments of prefect.yaml, a worker, rows loaded."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from conftest import PRIVATE, ROOT
from ruamel.yaml import YAML
from warehouse_cases import rows

from warehouse import Warehouse

pytestmark = pytest.mark.slow

PATIENCE_S = 120.0  # for each step; a laptop needs a tenth
ONE_AFTER_ANOTHER = """
import json, sys
from prefect.cli import app
for arguments in json.loads(sys.argv[1]):
    sys.argv = ["prefect", *arguments]
    try:
        app()
    except SystemExit as ended:
        if ended.code:
            raise
"""
BEGUN = ["PENDING", "RUNNING", "COMPLETED", "FAILED", "CANCELLING", "CANCELLED", "CRASHED", "PAUSED"]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def until(true: Callable[[], bool], what: str, log: Path) -> None:
    """Wait for something; the end of the log says why it did not come."""
    give_up_at = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < give_up_at, f"{what} did not come:\n{log.read_text(errors='replace')[-3000:]}"
        time.sleep(0.4)  # asking is work for the server, too


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


TRACEBACK = r"Traceback \(most recent call last\):\n(?:[ \t].*\n|\n(?=[ \t]))*\S.*(?:\n|\Z)"
LINK = r"(?:(?!.*Traceback).*\n)*?(?:The above exception was|During handling of the above exception).*\n\n"
CHAIN = re.compile(f"{TRACEBACK}(?:{LINK}{TRACEBACK})*")


def without_locks(said: str) -> str:
    """What a server said, without the tracebacks of a database that was locked, as it is on a busy machine."""
    return CHAIN.sub(lambda found: "" if "database is locked" in found[0] else found[0], said)


STEP = "Traceback (most recent call last):\n  File 'a.py', line 3, in go\n    go()\n\n  File 'b.py', line 1\n    x\n"
LOCKED = f"{STEP}sqlite3.OperationalError: database is locked\n"
CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n"
SQL = "sqlalchemy.exc.OperationalError: (sqlite3.OperationalError) database is locked\n[SQL: UPDATE run\n\nSET a=1]\n"
BROKEN = f"{STEP}KeyError: 'flow'\n"
SAID = [
    # what a server said                                             whether something else than a lock broke
    ("12:00 | ERROR | all is well\n", False),
    (f"before\n{LOCKED}after\n", False),
    (LOCKED + CAUSE + STEP + SQL + CAUSE + BROKEN, False),
    (BROKEN, True),
    (LOCKED + BROKEN, True),
    (f"{BROKEN}12:01 | ERROR | database is locked\n", True),
    (BROKEN + LOCKED + CAUSE + STEP + SQL, True),
]


@pytest.mark.parametrize(("said", "broken"), SAID)
def test_a_locked_database_hides_no_other_error(said: str, broken: bool) -> None:
    assert ("Traceback" in without_locks(said)) is broken


class AlwaysOn:
    """A project beside a Prefect server, as the README sets it up; nothing runs before it is asked to."""

    def __init__(self, prefect_home: Path, folder: Path) -> None:
        self.project, self.folder = folder / "project", folder
        self.project.mkdir()
        for name in ("config", "samples"):
            shutil.copytree(ROOT / name, self.project / name)
        shutil.copy(ROOT / "prefect.yaml", self.project)
        shutil.copytree(prefect_home, folder / "home")
        self.port = free_port()
        self.api = f"http://127.0.0.1:{self.port}/api"
        inherited = {
            name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "FIGUREWATCH_"))
        }
        self.env = {**inherited, **PRIVATE, "PREFECT_HOME": str(folder / "home"), "PREFECT_API_URL": self.api}
        self.env |= {"COLUMNS": "200", "PREFECT_WORKER_QUERY_SECONDS": "1"}
        # Of each schedule a few runs ahead show that it is kept; a hundred are work for the server.
        self.env |= {"PREFECT_SERVER_SERVICES_SCHEDULER_MAX_RUNS": "3"}
        self.env |= {"PREFECT_SERVER_SERVICES_SCHEDULER_MIN_RUNS": "2"}
        # Looking for late and paused runs, and for what is left to clean, every five seconds: a tenth of its work.
        for service in ("LATE_RUNS", "PAUSE_EXPIRATIONS", "CLEANUP_RECONCILER"):
            self.env[f"PREFECT_SERVER_SERVICES_{service}_LOOP_SECONDS"] = "30"
        self._prefect = [sys.executable, "-m", "prefect", "--no-prompt"]
        self._server = ExitStack()
        self.server_log, self.worker_log = folder / "server.log", folder / "worker.log"

    def answers(self, path: str, body: object = None) -> object:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.api}{path}", data, {"Content-Type": "application/json"})
        give_up_at = time.monotonic() + PATIENCE_S
        while True:
            try:
                with urllib.request.urlopen(request, timeout=10) as answer:
                    return json.load(answer)
            except urllib.error.HTTPError as error:  # its database is busy; Prefect's own client asks again, too
                if error.code != HTTPStatus.SERVICE_UNAVAILABLE or time.monotonic() > give_up_at:
                    raise
            time.sleep(0.5)

    def healthy(self) -> bool:
        try:
            return self.answers("/health") is True
        except OSError:
            return False

    def done(self, *commands: list[str]) -> None:
        """Each of these, as ``python -m prefect`` does it, until one fails."""
        ran = subprocess.run(
            [sys.executable, "-c", ONE_AFTER_ANOTHER, json.dumps(commands)],
            cwd=self.project, env=self.env, capture_output=True, text=True, timeout=PATIENCE_S,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stdout + ran.stderr

    def start(self) -> None:
        """A server."""
        command = [*self._prefect, "server", "start", "--host", "127.0.0.1", "--port", str(self.port), "--no-ui"]
        self._server.enter_context(running(command, self.project, self.env, self.server_log))
        until(self.healthy, "the server", self.server_log)

    def stop(self) -> None:
        """The server is gone."""
        self._server.close()

    def worker(self) -> AbstractContextManager[subprocess.Popen[bytes]]:
        command = [*self._prefect, "worker", "start", "--pool", "figurewatch"]
        return running(command, self.project, self.env, self.worker_log)

    def deploy(self) -> None:
        """Both commands in one process: it is their second of imports that is saved."""
        commands = [["work-pool", "create", "figurewatch", "--type", "process"], ["deploy", "--all"]]
        self.done(*(["--no-prompt", *arguments] for arguments in commands))

    def begin(self, flow: str) -> None:
        """Ask for a run, as ``prefect deployment run`` does."""
        deployment = self.answers(f"/deployments/name/{flow}/{flow}")
        assert isinstance(deployment, dict)
        self.answers(f"/deployments/{deployment['id']}/create_flow_run", {"state": {"type": "SCHEDULED"}})

    def hold_schedules(self) -> None:
        """No run but those asked for: at the full hour that of the schedule would take their place."""
        deployments = self.answers("/deployments/filter", {})
        assert isinstance(deployments, list)
        for one in deployments:
            self.answers(f"/deployments/{one['id']}/pause_deployment", {})

    def runs(self, flow: str) -> list[dict[str, str]]:
        """Those that have begun or were turned away, the oldest first; not those of the schedule."""
        # Those that the schedule has made for later are not asked for.
        begun = {"state": {"type": {"any_": BEGUN}}}
        found = self.answers(
            "/flow_runs/filter",
            {"flows": {"name": {"any_": [flow]}}, "flow_runs": begun, "sort": "EXPECTED_START_TIME_ASC"},
        )
        assert isinstance(found, list)
        return [run for run in found if not run["auto_scheduled"]]


@pytest.fixture(scope="module")
def always_on(prefect_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AlwaysOn]:
    """The server runs and knows the deployments; no worker does."""
    made = AlwaysOn(prefect_home, tmp_path_factory.mktemp("always-on"))
    made.start()
    try:
        made.deploy()
        yield made
    finally:
        made.stop()


def test_every_flow_is_deployed_with_its_schedule(always_on: AlwaysOn) -> None:
    deployments = always_on.answers("/deployments/filter", {})
    assert isinstance(deployments, list)
    assert {one["name"]: one["entrypoint"] for one in deployments} == {
        "ingest": "flows.ingest.ingest",
        "watch": "flows.watch.watch",
        "reextract": "flows.reextract.reextract",
    }
    assert all(one["schedules"] and one["schedules"][0]["active"] for one in deployments)

    def scheduled() -> bool:
        return bool(
            always_on.answers("/flow_runs/count", {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}})
        )

    until(scheduled, "a run on schedule", always_on.server_log)


class Silent(BaseHTTPRequestHandler):
    """A site that keeps whoever asks waiting."""

    over = threading.Event()

    def do_GET(self) -> None:
        self.over.wait(PATIENCE_S)

    def log_message(self, *arguments: object) -> None:
        pass


@contextmanager
def silent_site() -> Iterator[int]:
    Silent.over.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Silent)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        Silent.over.set()
        server.shutdown()
        server.server_close()


def test_a_killed_run_gives_its_place_free_with_the_next_watch_and_the_next_loads_rows(always_on: AlwaysOn) -> None:
    """Also where the server went down with it, and has forgotten when the place would have been given free."""
    always_on.hold_schedules()
    sources = always_on.project / "config" / "sources.yaml"
    usual = sources.read_text()
    first, watched = len(always_on.runs("ingest")), len(always_on.runs("watch"))

    def became(flow: str, number: int, *states: str) -> Callable[[], bool]:
        def look() -> bool:
            found = always_on.runs(flow)
            state = found[number]["state_type"] if len(found) > number else None
            assert state != "FAILED", always_on.worker_log.read_text(errors="replace")[-3000:]
            return state in states

        return look

    with silent_site() as port, pytest.MonkeyPatch.context() as patch:
        sources.write_text(
            f"sources:\n  - {{id: slow, kind: feed, outlet: Slow, url: 'http://127.0.0.1:{port}/feed.xml'}}\n"
        )
        patch.setitem(always_on.env, "FIGUREWATCH_ALLOW", f"127.0.0.1:{port}")
        patch.setitem(always_on.env, "FIGUREWATCH_TIMEOUT_S", "300")
        lock = always_on.project / "data" / "ingest.lock"
        with always_on.worker() as worker:
            always_on.begin("ingest")
            until(lambda: lock.exists() and bool(lock.read_text()), "the run", always_on.worker_log)
            killed = json.loads(lock.read_text())["pid"]
            os.kill(worker.pid, signal.SIGKILL)  # else it would tell of the other
            os.kill(killed, signal.SIGKILL)
        always_on.stop()
    sources.write_text(usual)
    always_on.start()
    with always_on.worker():
        assert always_on.runs("ingest")[first]["state_type"] == "RUNNING"
        always_on.begin("ingest")
        until(became("ingest", first + 1, "CANCELLED", "COMPLETED"), "a second run", always_on.worker_log)
        assert always_on.runs("ingest")[first + 1]["state_type"] == "CANCELLED"
        always_on.begin("watch")
        until(became("watch", watched, "COMPLETED"), "the watch", always_on.worker_log)
        assert always_on.runs("ingest")[first]["state_type"] == "CRASHED"
        always_on.begin("ingest")
        until(became("ingest", first + 2, "COMPLETED"), "a third run", always_on.worker_log)
    artifacts = always_on.answers("/artifacts/filter", {"artifacts": {"key": {"any_": ["ingest-summary"]}}})
    assert isinstance(artifacts, list)
    assert any("**17 new**" in artifact["data"] for artifact in artifacts)
    assert "Traceback" not in without_locks(always_on.server_log.read_text(errors="replace"))
    warehouse = Warehouse(always_on.project / "data" / "warehouse.duckdb")
    assert rows(warehouse, "SELECT count(*) FROM core.article") == [(17,)]
    assert (always_on.project / "data" / "alerts.log").stat().st_size


def test_a_new_project_gets_the_same_deployments() -> None:
    assert (ROOT / "app" / "templates" / "prefect.yaml").read_text() == (ROOT / "prefect.yaml").read_text()


def test_row_10_after_three_days_asleep_one_run_catches_up_and_not_one_for_each_that_was_missed() -> None:
    deployments = {each["name"]: each for each in YAML(typ="safe").load(ROOT / "prefect.yaml")["deployments"]}
    for each in deployments.values():
        assert each["concurrency_limit"] == {"limit": 1, "collision_strategy": "CANCEL_NEW"}
    assert deployments["ingest"]["parameters"] == {"due": True}, "one that comes after it finds nothing to read"
