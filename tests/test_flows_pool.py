"""A hostile page costs its worker process and nothing else."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from extractors.keys import Aliases
from extractors.model import Page
from flows.page_process import _ended
from flows.page_work import Job, Parsed, Rejected, Setup, read_page
from flows.page_worker import Worker
from flows.pool import PagePool

HTML = b"""<!doctype html><html lang="en"><head><title>Servers at Moss Hill</title>
<meta property="article:published_time" content="2026-03-02T08:00:00Z"></head><body><article>
<h1>Servers at Moss Hill</h1>
<p>The Moss Hill park runs more than 81,500 servers, the county said on Monday. It is the valley's largest site.</p>
<p>Two more halls are being fitted out this spring, and the operator has asked for another line to the grid there.</p>
</article></body></html>"""


def page(body: bytes = HTML, url: str = "https://valley.example/servers") -> Page:
    return Page(
        source_id="valley",
        outlet="Valley Post",
        url=url,
        final_url=url,
        fetched_at=datetime(2026, 3, 2, 9, tzinfo=UTC),
        status=200,
        content_type="text/html; charset=utf-8",
        sha256=sha256(body).hexdigest(),
        body=body,
    )


@pytest.fixture(scope="module")
def hostile() -> Iterator[PagePool]:
    with PagePool(
        Setup(Aliases()), workers=2, page_timeout_s=6, page_memory_mb=2048, program="tests.hostile_page_work"
    ) as pool:
        yield pool


HOSTILE = [
    # the page    the reason kept
    (b"hang", "timeout"),
    (b"crash", "crashed"),
    (b"exit", "crashed"),
    (b"eat", "memory"),
    (b"swell", "memory"),  # its verdict is too large to be sent
    (b"nest", "too_deep"),
    (b"odd", "error"),
]


@pytest.mark.parametrize(("body", "reason"), HOSTILE)
def test_a_hostile_page_is_rejected_and_the_next_one_is_read(
    hostile: PagePool, body: bytes, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        if body == b"hang":  # no need to wait for it as long as for a good page on a busy machine
            patch.setattr(hostile, "_timeout_s", 0.5)
        verdict = hostile.work(Job(page(body)))
    assert isinstance(verdict, Rejected)
    assert verdict.reason == reason
    assert len(verdict.message.splitlines()) == 1
    assert ("after three such readings it is left" in verdict.message) is (reason == "timeout")
    after = hostile.work(Job(page()))
    assert isinstance(after, Parsed), after


def test_a_page_whose_worker_was_killed_is_tried_once_more(hostile: PagePool, tmp_path: Path) -> None:
    verdict = hostile.work(Job(page(b"once " + os.fsencode(tmp_path / "killed"))))
    assert (tmp_path / "killed").exists()
    assert verdict == Rejected("empty", "read")


def test_verdicts_come_in_the_order_of_the_pages(hostile: PagePool) -> None:
    jobs = [Job(page(body)) for body in (HTML, b"crash", HTML, b"eat", HTML)]
    verdicts = [verdict for _, verdict in hostile.results(jobs)]
    assert [isinstance(verdict, Parsed) for verdict in verdicts] == [True, False, True, False, True]


def test_an_article_comes_back_with_its_claims() -> None:
    parsed = read_page(Job(page()), Setup(Aliases()))
    assert isinstance(parsed, Parsed)
    assert parsed.article.title == "Servers at Moss Hill"
    (claim,) = [record for record in parsed.records if record.value_text == "81500"]
    assert claim.bound == ">"
    assert parsed.article.text[claim.char_start : claim.char_end] == claim.quote


BAD_PAGES = [
    # body                             content type
    (b"", "text/html"),
    (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "image/png"),
    (os.urandom(4096), "application/octet-stream"),
    (b"<html><body></body></html>", "text/html"),
]


@pytest.mark.parametrize(("body", "content_type"), BAD_PAGES, ids=["empty", "image", "noise", "no text"])
def test_a_page_without_an_article_says_why(body: bytes, content_type: str) -> None:
    verdict = read_page(Job(replace(page(body), content_type=content_type)), Setup(Aliases()))
    assert isinstance(verdict, Rejected)
    assert verdict.reason != "error", verdict.message
    assert len(verdict.message.splitlines()) == 1


def test_a_page_without_numbers_is_an_article_without_claims() -> None:
    body = HTML.replace(b"more than 81,500 servers", b"a great many servers").replace(b"Two more", b"More")
    parsed = read_page(Job(page(body)), Setup(Aliases()))
    assert isinstance(parsed, Parsed)
    assert parsed.records == ()


def test_a_closed_pool_leaves_no_process() -> None:
    pool = PagePool(Setup(Aliases()), workers=1, page_timeout_s=20, page_memory_mb=2048)
    pool.warm()
    pool.check()
    (worker,), server = pool._all, pool._server
    process_id = worker.process_id
    assert process_id is not None
    pool.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process_id, 0)
    assert server is not None
    assert server._process.returncode == 0


def test_a_pool_that_is_closed_before_it_was_ready_waits_for_nothing() -> None:
    pool = PagePool(Setup(Aliases()), workers=1, page_timeout_s=20, page_memory_mb=2048)
    pool.warm()
    (worker,), server = pool._all, pool._server
    pool.close()
    assert worker.process_id is None
    assert server is not None
    assert server._process.returncode == -signal.SIGKILL  # it was loading, for nobody


def test_where_the_process_that_forks_was_killed_another_takes_its_place(hostile: PagePool) -> None:
    """And a page in work is read to its end."""
    assert isinstance(hostile.work(Job(page())), Parsed)
    server = hostile._server
    assert server is not None
    os.kill(server._process.pid, signal.SIGKILL)
    server._process.wait()
    assert isinstance(hostile.work(Job(page())), Parsed)
    assert hostile.work(Job(page(b"exit"))) == Rejected("crashed", "parsing ended its worker process (exit code 7)")
    assert hostile._server is not server
    assert isinstance(hostile.work(Job(page())), Parsed)


def test_a_page_that_never_ends_does_not_outlive_the_run_that_asked_for_it(hostile: PagePool) -> None:
    """Nor whatever kills the run: what forks workers sees its socket close and ends them. The last test here."""
    assert isinstance(hostile.work(Job(page())), Parsed)
    server = hostile._server
    assert server is not None
    worker = Worker(server, Setup(Aliases()), 2048)
    worker.await_ready()
    threading.Timer(0.1, server.close).start()
    verdict = worker.work(Job(page(b"hang")), timeout_s=20)
    assert verdict == Rejected("crashed", "parsing ended its worker process (no exit code)")


def test_a_worker_asked_for_twice_is_told_of_twice() -> None:
    """As two threads do for one that a closing pool has killed."""
    assert _ended(2**22 + 1) == -signal.SIGKILL
