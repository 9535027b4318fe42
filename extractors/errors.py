"""Every error Figurewatch raises for someone to act on; each message says what, where and what to do."""

from __future__ import annotations

import errno
from collections.abc import Iterator


class FigurewatchError(Exception):
    """Base of all errors with a message meant for a person."""

    exit_code = 1


class ConfigError(FigurewatchError):
    """A file an operator edits, or a command line, is wrong."""

    exit_code = 2


class NotAnArticle(FigurewatchError):
    """A page that holds no article; ``reason`` is a short stable code such as ``empty`` or ``consent_wall``."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class FetchError(FigurewatchError):
    """One URL could not be read; ``reason`` is a short stable code such as ``timeout`` or ``robots``."""

    def __init__(self, reason: str, message: str, retry_after_s: float | None = None) -> None:
        super().__init__(message)
        self.reason = reason
        self.retry_after_s = retry_after_s


class WarehouseError(FigurewatchError):
    """The warehouse cannot be opened, read or written."""


class NotThere(WarehouseError):
    """What a command line names is not in the warehouse."""

    exit_code = 2


class DeliveryError(FigurewatchError):
    """One alert could not be sent.

    ``permanent`` when sending this alert again cannot help; ``gone`` when the receiver wants nothing more at all.
    """

    def __init__(
        self, message: str, *, permanent: bool = False, gone: bool = False, retry_after_s: float | None = None
    ) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.gone = gone
        self.retry_after_s = retry_after_s


def disk_full(where: object, what: str = "") -> str:
    """The line that says so."""
    return f"disk full at {where}{f': {what}' if what else ''}; free space and run it again"


def cannot_write(where: object, error: BaseException) -> FigurewatchError:
    """A file that was asked for and cannot be written: for want of room, else because it is the wrong place."""
    if is_disk_full(error):
        return FigurewatchError(disk_full(where))
    why = error.strerror if isinstance(error, OSError) and error.strerror else " ".join(str(error).split())[:200]
    return ConfigError(f"{where}: cannot be written: {why}")


# As the system, SQLite (Prefect's database) and quotas say it.
_FULL = ("no space left on device", "database or disk is full", "disk quota exceeded", "disk full at ")


def is_disk_full(error: BaseException | None) -> bool:
    """True where the cause of an error, or what it came upon while it was handled, is a disk without room."""
    for one in _chain(error):
        if isinstance(one, OSError) and one.errno in (errno.ENOSPC, errno.EDQUOT):
            return True
        if says_disk_full(str(one)):
            return True
    return False


def says_disk_full(text: str) -> bool:
    """True where a program's words say that a disk has no room."""
    lower = text.lower()
    return any(words in lower for words in _FULL)


def was_interrupted(error: BaseException | None) -> bool:
    """True for Ctrl-C, and for an error that came of it: where it meets a thread that waits for a turn, Python may
    give "cannot release un-acquired lock" instead.
    """
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__context__
    return error is not None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
