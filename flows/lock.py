"""One run at a time: a lock file that the operating system releases when its holder ends, however it ends."""

from __future__ import annotations

import fcntl
import json
import os
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO

from extractors.errors import FigurewatchError


class AnotherRun(FigurewatchError):
    """Another run holds the lock; the message says which."""


class RunLock:
    """Held as a context; entering raises AnotherRun at once when it is taken."""

    def __init__(self, path: Path, what: str, now: datetime) -> None:
        self._path = path
        self._about = {"pid": os.getpid(), "what": what, "since": now.isoformat(timespec="seconds")}
        self._file: IO[str] | None = None

    def __enter__(self) -> RunLock:
        try:
            file = self._path.open("a+", encoding="utf-8")
        except OSError as error:
            raise FigurewatchError(
                f"{self._path}: cannot be written: {error.strerror}; point FIGUREWATCH_DATA to a folder you own"
            ) from None
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            holder = _holder(file.read())
            file.close()
            raise AnotherRun(f"another run is at work in this project ({holder}); nothing was done") from None
        file.truncate(0)
        json.dump(self._about, file)
        file.flush()
        self._file = file
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.truncate(0)
            self._file.close()
            self._file = None


def is_held(path: Path) -> bool:
    """Whether somebody holds the lock now."""
    try:
        with path.open(encoding="utf-8") as file:
            if not file.read(1):
                return False  # asking the system would hold it for a moment, and so turn away who wants it
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _holder(text: str) -> str:
    try:
        about = json.loads(text)
        return f"{about['what']}, process {about['pid']}, since {about['since']}"
    except (ValueError, KeyError, TypeError):
        return "just started"
