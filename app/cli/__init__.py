"""The ``figurewatch`` command: arguments in, one call, results on stdout, an exit code.

``main`` is the one place where an error becomes a line of text and an exit code:
0 done, 1 failed, 2 bad usage or configuration, 3 some sources failed, 130 interrupted.
"""

from __future__ import annotations

import atexit
import errno
import gc
import os
import sys
from collections.abc import Sequence

from extractors.errors import FigurewatchError, disk_full, is_disk_full, was_interrupted

FAILED = 1
USAGE = 2
SOME_SOURCES_FAILED = 3
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code. ``--debug`` anywhere shows the traceback of an error."""
    if arguments is None:
        # The process ends with this command, and all that it holds goes with it: no search of it for garbage (30 ms).
        atexit.register(gc.freeze)
    given = list(sys.argv[1:] if arguments is None else arguments)
    tokens = [token for token in given if token != "--debug"]
    debug = len(tokens) != len(given)
    try:
        return _dispatch(tokens)
    except FigurewatchError as error:
        if debug:
            raise
        _say(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        _say("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader (`| head`) has gone: not an error. Nothing more can be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except UnicodeEncodeError as error:
        if debug:
            raise
        _say(f"{error.encoding} cannot write {error.object[error.start]!r}; run again with PYTHONUTF8=1 set")
        return FAILED
    except OSError as error:
        if debug:
            raise
        _say(_cause(error))
        return FAILED
    except Exception as error:
        if debug:
            raise
        if was_interrupted(error):
            _say("interrupted")
            return INTERRUPTED
        if is_disk_full(error):
            _say(disk_full(SOMEWHERE))
            return FAILED
        words = " ".join(str(error).split()) or "no message"
        _say(f"unexpected {type(error).__name__}: {words} (run again with --debug to see where)")
        return FAILED


def _dispatch(tokens: list[str]) -> int:
    if tokens[:1] == ["extract"]:
        # Editors and scorers call this once per article, so it skips the argument library (140 ms) when it can.
        from app.cli.extract import print_extraction, read_arguments

        quick = read_arguments(tokens[1:])
        if quick is not None:
            return print_extraction(quick)
    from app.cli.commands import run_command

    return run_command(tokens)


SOMEWHERE = "the place that this command writes to"
REMEDIES = {
    errno.EROFS: "write somewhere else, or make the file system writable",
    errno.EACCES: "give this user the right to it",
    errno.EPERM: "give this user the right to it",
}


def _cause(error: OSError) -> str:
    """What the system refused, where, and what to do about it."""
    if error.errno is None or error.strerror is None:
        return f"unexpected {type(error).__name__}: {error} (run again with --debug to see where)"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full(
            error.filename if isinstance(error.filename, str) else "the place that this command writes to"
        )
    where = f"{error.filename!s}: " if isinstance(error.filename, str) else ""
    remedy = REMEDIES.get(error.errno, "run again with --debug to see where")
    return f"{where}{error.strerror[:1].lower()}{error.strerror[1:]}; {remedy}"


def _say(message: str) -> None:
    # An error that lists several mistakes has one to a line; each line says whose it is.
    for line in message.splitlines():
        sys.stderr.write(f"figurewatch: {line}\n")
