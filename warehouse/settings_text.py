"""The text of a file that an operator edits."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from extractors.errors import ConfigError


def read_settings(path: Path) -> str:
    """The file's text; ConfigError where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}; it has to be a file of text in UTF-8") from None


def write_settings(path: Path, text: str) -> None:
    """Put ``text`` in the place of the file's, all at once.

    A file that ``path`` links to is the one that is changed; who may read it stays.
    """
    path = path.resolve()
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        part.touch(mode=0o600 if path.exists() else 0o666)
        part.write_text(text, encoding="utf-8")
        if path.exists():
            shutil.copymode(path, part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
