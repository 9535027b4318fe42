"""What tests of several parts share: a project of their own, and one Prefect server."""

from __future__ import annotations

import compileall
import gc
import io
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from warm_command import WarmCommand

ROOT = Path(__file__).parent.parent
FLOWS = ("run", "watch", "reextract")
if "PYTEST_XDIST_WORKER" in os.environ:
    # Test processes share the cores: in each, and in what it starts, DuckDB keeps to one thread. Waking a second one
    # for a handful of rows took a fifth of the time of a load. It takes the number of cores from here.
    os.environ["SLURM_CPUS_ON_NODE"] = "1"
PRIVATE = {"DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}


# Files whose tests share one Prefect server: a second one is five seconds of work.
SHARE_A_SERVER = ("test_flows_ingest.py", "test_flows_reextract.py", "test_alerts_flow.py")


# Tests and what they start compile nothing twice, also where PYTHONDONTWRITEBYTECODE is set: each of some hundred
# processes would compile its part anew, and pytest rewrites the asserts of all tests, four seconds in each process.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_configure(config: pytest.Config) -> None:
    """The programs under test find their modules compiled, and Ctrl-C reaches them."""
    if not hasattr(config, "workerinput"):
        for folder in ("app", "flows", "sources", "extractors", "warehouse", "alerts", "network"):
            compileall.compile_dir(ROOT / folder, quiet=2)
    # A shell's background ignores Ctrl-C, and children inherit that.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest first, so that no test process is left alone with it: slow files, then the warehouse's."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    place = {path: -n for n, path in enumerate(sorted({item.path for item in items}))}  # backwards: w comes late
    items.sort(key=lambda item: (item.path.name not in SHARE_A_SERVER, item.path not in slow, place[item.path]))


def pytest_collection_finish() -> None:
    """Thousands of collected tests stay to the end: the search for reference cycles leaves them out from here on, and
    is made a thirtieth as often: it finds next to nothing, and took a fiftieth of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """A file's tests go to one process, which makes what they share once; those that share a server, too."""
    if config.option.dist != "load":
        return None
    from xdist.scheduler import LoadScopeScheduling

    class ByFile(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0].rpartition("/")[2]
            return "shared server" if file in SHARE_A_SERVER else file

    config.option.loadscopereorder = False
    return ByFile(config, log)


@pytest.fixture(autouse=True)
def no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests see the installation's defaults, whatever is set where they run."""
    for name in list(os.environ):
        if name.startswith(("FIGUREWATCH_", "PREFECT_")):
            monkeypatch.delenv(name)
    for name, value in PRIVATE.items():
        monkeypatch.setenv(name, value)


@pytest.fixture(scope="session")
def prefect_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with Prefect's empty database, as a run makes it."""
    from flows.prefect_seed import seed

    home = tmp_path_factory.mktemp("prefect-home")
    assert seed(home, {})
    return home


class Figurewatch:
    """The command as people use it, in a project of its own.

    ``api_url`` is the Prefect server it is told to use; without one, each run starts its own. What ``warm``, a
    process that has imported things, can do is done by it, where there is one.
    """

    def __init__(self, root: Path, api_url: str | None = None, warm: WarmCommand | None = None) -> None:
        self.root = root
        self.env = {"PREFECT_API_URL": api_url} if api_url else {}
        self.warm = warm

    def __call__(
        self, *arguments: str, env: dict[str, str] | None = None, timeout: float = 180, stdin: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run it to its end."""
        # One process for pages will do beside other tests: each takes a second to start. A run with a server of its
        # own has as many as people's runs have.
        few = {"FIGUREWATCH_WORKERS": "1"} if self.warm else {}
        given = {**os.environ, "COLUMNS": "200", **few, **self.env, **(env or {})}
        # Prefect reads its settings once: what asks for others needs a process of its own.
        runs = arguments[:1] and arguments[0] in FLOWS
        others = "--verbose" in arguments or "PREFECT_API_URL" in (env or {})
        if self.warm and not (runs and (others or not self.warm.prefect)):
            done = self.warm.run(
                arguments, cwd=self.root, env=given, timeout=timeout, stdin=(stdin or "").encode("utf-8")
            )
            return subprocess.CompletedProcess(done.args, done.returncode, _text(done.stdout), _text(done.stderr))
        return subprocess.run(
            [sys.executable, "-m", "app.cli", *arguments],
            cwd=self.root,
            env=given,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=timeout,
            input=stdin,
            check=False,
        )

    def write(self, name: str, text: str) -> Path:
        """A file of the project."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path


def _text(written: bytes) -> str:
    return io.TextIOWrapper(io.BytesIO(written), encoding="utf-8").read()


@pytest.fixture(scope="session")
def plain_command() -> Iterator[WarmCommand]:
    """The command with all imported but Prefect."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FIGUREWATCH_", "PREFECT_"))}
    warm = WarmCommand({**kept, **PRIVATE}, prefect=False)
    yield warm
    warm.close()


@pytest.fixture(scope="session")
def prefect_server(
    tmp_path_factory: pytest.TempPathFactory, prefect_home: Path, prefect_knows: dict[str, str]
) -> Iterator[str]:
    """The address of one Prefect server for all tests of this process that do not ask for a server of their own."""
    from flows.own_server import OwnServer

    home = tmp_path_factory.mktemp("prefect") / "home"
    shutil.copytree(prefect_home, home)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**PRIVATE, "PREFECT_HOME": str(home)}.items():
            patch.setenv(name, value)
        server = OwnServer(home)
    with server:
        server.wait()
        prefect_knows.update(server.environment())
        yield server.api_url


@pytest.fixture(scope="session")
def prefect_knows() -> dict[str, str]:
    """What Prefect has to know of that server, as variables, once it is there."""
    return {}


@pytest.fixture(scope="session")
def warm_command(prefect_server: str, prefect_knows: dict[str, str]) -> Iterator[WarmCommand]:
    """The command with Prefect imported, for that server."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FIGUREWATCH_", "PREFECT_"))}
    warm = WarmCommand({**kept, **PRIVATE, **prefect_knows})
    yield warm
    warm.close()


@pytest.fixture(scope="session")
def make_project(
    tmp_path_factory: pytest.TempPathFactory, prefect_home: Path, prefect_server: str, warm_command: WarmCommand
) -> Callable[..., Figurewatch]:
    """A function that makes projects: with these sources, or with the sample newsroom where none are given."""

    def make(sources: str | None = None, alerts: str | None = None, *, own_server: bool = False) -> Figurewatch:
        root = tmp_path_factory.mktemp("project")
        if sources is None:
            shutil.copytree(ROOT / "config", root / "config")
            shutil.copytree(ROOT / "samples", root / "samples")
        else:
            (root / "config").mkdir()
            (root / "config" / "sources.yaml").write_text(sources, encoding="utf-8")
        if alerts is not None:
            (root / "config" / "alerts.yaml").write_text(alerts, encoding="utf-8")
        shutil.copytree(prefect_home, root / "data" / "prefect")
        return Figurewatch(root) if own_server else Figurewatch(root, prefect_server, warm_command)

    return make


@pytest.fixture(scope="session")
def newsroom(
    make_project: Callable[..., Figurewatch],
) -> tuple[Figurewatch, list[subprocess.CompletedProcess[str]], list[str]]:
    """The default project run with a server of its own, then with one that is there; the alert log after each run.

    Tests only ask it questions; those that change something take a copy of its folder.
    """
    project, there = make_project(own_server=True), make_project()
    runs, logs = [], []
    for one in (project, Figurewatch(project.root, there.env["PREFECT_API_URL"], there.warm)):
        runs.append(one("run"))
        logs.append((project.root / "data" / "alerts.log").read_text(encoding="utf-8"))
    return project, runs, logs
