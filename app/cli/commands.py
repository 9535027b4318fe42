"""The commands and where each is: nothing is imported before it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version

from cyclopts import App, CycloptsError, Group, UnusedCliTokensError

from extractors.errors import ConfigError

START, READ, ASK, ALERTS, CARE, MORE = (
    Group(name, sort_key=place)
    for place, name in enumerate(("Start", "Read the news", "Ask", "Alerts", "Take care of the data", "More"))
)

# name, where, what it does
COMMANDS: tuple[tuple[Group, tuple[tuple[str, str, str], ...]], ...] = (
    (
        START,
        (
            ("init", "app.cli.setup:init", "Make a new project in a folder."),
            ("demo", "app.cli.demo:demo", "Make a project of a made-up newsroom and read it."),
            ("check", "app.cli.setup:check", "Say everything that is wrong in the configuration."),
            ("doctor", "app.cli.setup:doctor", "Look whether this installation can do its work."),
            ("schema", "app.cli.setup:schema", "Print the JSON Schema of a configuration file."),
        ),
    ),
    (
        READ,
        (
            ("run", "app.cli.ingest:run", "Read the sources once, load what is new, send alerts."),
            ("backfill", "app.cli.ingest:backfill", "Read all that sources list of the past."),
            ("extract", "app.cli.extract_command:extract", "Print the numeric claims of one article as JSON."),
            ("source", "app.cli.source:app", "List and test the sources."),
            ("watch", "app.cli.ingest:watch", "Judge what has come due and send the alerts that wait."),
            ("reextract", "app.cli.reextract:reextract", "Read the archived pages again with the present extractor."),
        ),
    ),
    (
        ASK,
        (
            ("trend", "app.cli.ask:trend", "Show one series over time, with a chart."),
            ("claims", "app.cli.ask:claims", "List claims, each with its sentence."),
            ("series", "app.cli.series:app", "List series; find, merge and split them."),
            ("indicator", "app.cli.indicator:app", "List the indicators you declared; suggest others."),
            ("events", "app.cli.ask:events", "List what happened to figures and sources."),
            ("conflicts", "app.cli.ask:conflicts", "List figures on which outlets disagree."),
            ("forecasts", "app.cli.ask:forecasts", "List forecasts and targets: open, met, missed, silent …"),
            ("edits", "app.cli.ask:edits", "List figures changed after publication."),
            ("sql", "app.cli.ask:sql", "Ask the warehouse in SQL, read-only."),
            (
                "explain",
                "app.cli.explain:explain",
                "Say why: a claim, an article, an event, an alert, or a file's numbers.",
            ),
            ("correct", "app.cli.correct:app", "Put claims right by hand: reject, fix, move, note; undo."),
            ("export", "app.cli.export:export", "Write the answer to a question to a file."),
        ),
    ),
    (ALERTS, (("alerts", "app.cli.alerts:app", "List, test, send and silence alerts."),)),
    (
        CARE,
        (
            ("migrate", "app.cli.care:migrate", "Bring the warehouse up to date, after a backup."),
            ("verify", "app.cli.care:verify", "Check that everything in the warehouse is whole."),
            ("backup", "app.cli.care:backup", "Copy the project's data to a folder."),
            ("restore", "app.cli.care:restore", "Put the data of a backup back."),
            ("forget", "app.cli.forget:forget", "Take a page or a source out for good."),
        ),
    ),
)


def make_app() -> App:
    """The command line with all its commands, none of them imported yet."""
    app = App(
        name="figurewatch",
        help="Watch the figures in the news: every numeric claim with its sentence, as trends and alerts.",
        help_format="plaintext",
        suppress_keyboard_interrupt=False,
        version=lambda: version("figurewatch"),
        help_epilogue=(
            "Everywhere: --debug shows where an error comes from. "
            "FIGUREWATCH_PROJECT names the project's folder; without it, it is the one you are in."
        ),
    )
    app["--help"].group = app["--version"].group = MORE
    for group, commands in COMMANDS:
        for place, (name, path, summary) in enumerate(commands):
            app.command(path, name=name, help=summary, group=group, sort_key=place)
    return app


def run_command(tokens: Sequence[str]) -> int:
    """Run one command; 2 where the arguments are wrong, else what the command says."""
    app = make_app()
    try:
        result = app(tokens, exit_on_error=False, print_error=False, result_action="return_value")
    except UnusedCliTokensError as error:
        unused = " ".join(error.unused_tokens or ())
        raise ConfigError(f"{unused!r} is more than this command takes. See `{_help_command(tokens)}`.") from None
    except CycloptsError as error:
        words = " ".join(str(error).split())
        raise ConfigError(f"{words} See `{_help_command(tokens)}`.") from None
    except ImportError as error:
        raise error.__cause__ or error from None
    return result if isinstance(result, int) else 0


def _help_command(tokens: Sequence[str]) -> str:
    known = {name for _, commands in COMMANDS for name, _, _ in commands}
    command = f" {tokens[0]}" if tokens and tokens[0] in known else ""
    return f"figurewatch{command} --help"
