"""``figurewatch run``, ``watch``, ``reextract``: the flows, run here and now."""

from __future__ import annotations

import logging
import os
import re
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated

from cyclopts import Parameter

from app.cli.arguments import Form, PageLimit
from app.cli.output import complain
from extractors.errors import ConfigError, FigurewatchError, was_interrupted
from flows.project import Project


def run(
    *sources: str,
    since: str | None = None,
    limit: PageLimit = None,
    dry_run: Annotated[bool, Parameter(negative="")] = False,
    verbose: Annotated[bool, Parameter(name=("--verbose", "-v"), negative="")] = False,
    form: Form = "table",
) -> int:
    """Read the sources once, load what is new, send alerts.

    Exit code 0 when done, also where alerts wait for a channel that is down; 1 when something was not loaded or an
    alert was given up, 2 when the configuration is wrong, 3 when a source failed.

    Parameters
    ----------
    sources
        Ids from config/sources.yaml; all that are not paused when none is given.
    since
        Leave out what a source says is older: a date (2026-05-31) or a span (90m, 12h, 7d).
    limit
        Pages of each source at most.
    dry_run
        Read and extract, print what would be loaded, and keep nothing.
    verbose
        Show the run's log.
    form
        How to print the result: table or json; csv has one row for each source.
    """
    project = Project.find()
    at = read_since(since, datetime.now(UTC))
    if dry_run:
        from app.cli.dry_run import print_dry_run

        check_configuration(project, sources)
        return print_dry_run(project, sources, at, limit, form)
    with prefect_here(project, verbose=verbose) as ready:
        check_configuration(project, sources)
        idle, wanted = nothing_to_read(project, sources)
        for line in idle:
            complain(line)
        if not wanted:
            return 0
        ready()
        from flows.ingest import run_here

        summary = run_here(project, sources=list(wanted) if sources else None, since=at, limit=limit)
    from app.cli.summary import print_summary

    return print_summary(project, summary, form)


def backfill(
    *sources: str,
    since: str | None = None,
    until: str | None = None,
    limit: PageLimit = None,
    verbose: Annotated[bool, Parameter(name=("--verbose", "-v"), negative="")] = False,
    form: Form = "table",
) -> int:
    """Read all that sources list of the past: every nested sitemap, every listing page, every web archive.

    A backfill that was stopped goes on where it was when it is run again. Paused sources that you name are read, too.
    Exit codes are those of `run`. Old news raises no alerts: see alert_horizon in config/alerts.yaml.

    Parameters
    ----------
    sources
        Ids from config/sources.yaml.
    since
        Leave out what a source says is older: a date (2026-05-31) or a span (90d).
    until
        Leave out what a source says is newer: a date, which still counts, or a span.
    limit
        Pages of each source at most.
    verbose
        Show the run's log.
    form
        How to print the result: table or json; csv has one row for each source.
    """
    project = Project.find()
    now = datetime.now(UTC)
    first, last = read_since(since, now), read_until(until, now)
    if not sources:
        raise ConfigError("say which sources to backfill; `figurewatch source ls` lists them")
    if first and last and first > last:
        raise ConfigError(f"--since {since} is later than --until {until}; nothing lies between")
    with prefect_here(project, verbose=verbose) as ready:
        check_configuration(project, sources)
        ready()
        from flows.ingest import run_here

        summary = run_here(project, sources=list(sources), since=first, until=last, limit=limit, backfill=True)
    from app.cli.summary import print_summary

    return print_summary(project, summary, form)


def watch(
    *,
    verbose: Annotated[bool, Parameter(name=("--verbose", "-v"), negative="")] = False,
) -> int:
    """Judge what is new or has come due, and send the alerts that wait.

    `run` does this at its end; the watch flow does it on a schedule.
    """
    project = Project.find()
    with prefect_here(project, verbose=verbose) as ready:
        check_configuration(project)
        ready()
        from flows.watch import watch as watch_flow

        done = watch_flow(project=str(project.root))
    from app.cli.summary import print_watch

    return print_watch(done)


def check_configuration(project: Project, sources: Sequence[str] = ()) -> None:
    """Everything the operator wrote, read once before anything is done; one ConfigError for all mistakes."""
    from flows.configuration import find_mistakes
    from flows.picking import pick_sources

    mistakes = find_mistakes(project)
    if mistakes:
        raise ConfigError("\n".join(mistakes))
    pick_sources(project, sources)


def nothing_to_read(project: Project, named: Sequence[str] = ()) -> tuple[list[str], list[str]]:
    """What a run would not read and what to do about it, in a line each; and the ids of what it reads.

    The paused sources are told of one by one where they are ``named``, and together where there is nothing else.
    """
    from sources.config import load_sources

    known = {source.id: source for source in load_sources(project.sources_file)}
    read = [name for name in named or known if not known[name].pause]
    if not known:
        return ["no source to read yet: add one to config/sources.yaml, or with `figurewatch source add URL`"], []
    if not named and not read:
        return ["every source is paused; `figurewatch source resume ID` takes one up again"], []
    paused = [known[name] for name in dict.fromkeys(named) if known[name].pause]
    return [
        f"source {one.id} is paused ({one.pause}), so it is not read; `figurewatch source resume {one.id}` ends that"
        for one in paused
    ], read


@contextmanager
def prefect_here(project: Project, *, verbose: bool = False) -> Iterator[Callable[[], None]]:
    """Prefect for a flow in this process: with the server the user named, or one that lives for this run.

    The server is starting when the body begins; call what is yielded when it has to be there.
    """
    from flows.prefect_env import flush_logs, set_environment

    project.make_data_folder()
    logging.raiseExceptions = verbose  # else a log line that Prefect's server does not take is told on standard error
    # A service manager's request to end is an interruption like Ctrl-C: the batch in work is rolled back, locks go.
    signal.signal(signal.SIGTERM, _interrupt)
    home = set_environment(project, verbose=verbose)
    if home is None:
        try:
            yield lambda: None
        except RuntimeError as error:
            if "Failed to reach API" not in str(error):
                raise
            url = os.environ["PREFECT_API_URL"]
            raise FigurewatchError(
                f"Prefect's server {url} does not answer: start it (`prefect server start`), or unset PREFECT_API_URL"
            ) from None
        return
    from flows.own_server import OwnServer

    with OwnServer(home) as server:
        ours = {name: value for name, value in server.environment().items() if not os.environ.get(name)}
        os.environ |= ours

        def ready() -> None:
            from flows.prefect_env import load_prefect

            load_prefect()  # while its server starts

            server.wait()

        try:
            yield ready
        except FigurewatchError:
            raise
        except Exception as error:
            if not was_interrupted(error):
                server.raise_full()
            raise
        finally:
            flush_logs()
            for name in ours:
                del os.environ[name]


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def read_until(text: str | None, now: datetime) -> datetime | None:
    """As :func:`read_since`, but a date means its end, however it is written.

    >>> read_until("2026-05-31", datetime(2026, 6, 2, tzinfo=UTC)) == read_until("20260531", datetime.now(UTC))
    True
    >>> read_until("2026-05-31", datetime(2026, 6, 2, tzinfo=UTC))
    datetime.datetime(2026, 5, 31, 23, 59, 59, tzinfo=datetime.timezone.utc)
    """
    at = read_since(text, now, option="--until")
    try:
        return datetime.combine(date.fromisoformat(text or ""), time(23, 59, 59), UTC)
    except ValueError:
        return at


def read_since(text: str | None, now: datetime, *, option: str = "--since") -> datetime | None:
    """A date, an instant, or a span before ``now``; UTC where no zone is given.

    >>> read_since("12h", datetime(2026, 5, 2, tzinfo=UTC))
    datetime.datetime(2026, 5, 1, 12, 0, tzinfo=datetime.timezone.utc)
    """
    if not text:
        return None
    try:
        span = read_span(text)
        at = now - span if span is not None else datetime.fromisoformat(text)
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except OverflowError:
        raise ConfigError(f"{option} {text!r}: no calendar reaches that far; give a shorter span or a date") from None
    except ValueError:
        raise ConfigError(f"{option} {text!r}: give a date (2026-05-31) or a span (90m, 12h, 7d)") from None


def read_span(text: str) -> timedelta | None:
    """Minutes, hours or days, as ``90m``, ``12h`` and ``7d`` say them; None for what is no span."""
    found = re.fullmatch(r"([0-9]+)([mhd])", text)
    return timedelta(**{{"m": "minutes", "h": "hours", "d": "days"}[found[2]]: int(found[1])}) if found else None
