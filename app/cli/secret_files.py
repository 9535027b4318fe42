"""Files that hold secrets, by the references to them: what a backup must not carry away."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

# As in config/alerts.yaml, found also where the file has a mistake.
_REFERENCE = re.compile(r"""\bfile:([^\s"',}\]]+)""")


def secret_files(root: Path) -> frozenset[Path]:
    """Files that ``file:`` references of the project's configuration name; their paths count from ``root``."""
    found = set()
    for path in (root / "config").rglob("*.y*ml"):
        text = path.read_text(encoding="utf-8", errors="replace")
        found |= {(root / name).resolve() for name in _REFERENCE.findall(text)}
    return frozenset(found)


class Without:
    """Names to leave out of a copied folder, as ``shutil.copytree`` asks; ``left_out`` is what that came to."""

    def __init__(self, files: frozenset[Path]) -> None:
        self._files = files
        self.left_out: list[str] = []

    def __call__(self, folder: str, names: Sequence[str]) -> list[str]:
        """Those of ``names`` that are not copied."""
        found = [name for name in names if (Path(folder) / name).resolve() in self._files]
        self.left_out += found
        return found
