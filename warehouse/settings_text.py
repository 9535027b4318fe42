"""The text of a file that an operator edits."""

from __future__ import annotations

from pathlib import Path

from extractors.errors import ConfigError


def read_settings(path: Path) -> str:
    """The file's text; ConfigError where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}; it has to be a file of text in UTF-8") from None
