"""What ``figurewatch doctor`` finds out by asking: whether the Prefect server that runs would talk to is there."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from app.cli.doctor import find_prefect
from extractors.errors import FigurewatchError
from tests.alerts_receivers import closed_port


@contextmanager
def server(status: int, asked: list[str]) -> Iterator[str]:
    """The address of a server that answers so."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{running.server_port}/api"
        finally:
            running.shutdown()
            thread.join()


def test_a_run_without_a_named_server_has_its_own() -> None:
    assert find_prefect(None) == find_prefect("") == "a server of its own for each run"


@pytest.mark.parametrize("url", ["foo", "http://", "http://127.0.0.1:port/api", "closed"])
def test_a_server_that_is_not_there(url: str) -> None:
    url = f"http://127.0.0.1:{closed_port()}/api" if url == "closed" else url
    with pytest.raises(FigurewatchError) as told:
        find_prefect(url)
    assert str(told.value) == (
        f"server {url} does not answer: start it (`prefect server start`), or unset PREFECT_API_URL"
    )


ANSWERS = [(200, True), (401, True), (404, True), (500, False), (503, False)]


@pytest.mark.parametrize(("status", "good"), ANSWERS)
def test_any_answer_will_do_but_that_it_fails(status: int, good: bool) -> None:
    asked: list[str] = []
    with server(status, asked) as url:
        if good:
            assert find_prefect(url) == f"server {url}"
        else:
            with pytest.raises(FigurewatchError, match=f"answers HTTP {status}"):
                find_prefect(url)
    assert asked == ["/api/health"]
