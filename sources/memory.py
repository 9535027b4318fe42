"""What a later round may reuse: listings and robots.txt files as last fetched, one file each; safe to delete."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import zlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

PAUSE = "pause "  # before the name of a host that asked for a pause
_OF_SITES = ("/robots.txt", "/.well-known/tdmrep.json")


@dataclass(frozen=True, slots=True)
class Remembered:
    """One answer kept; ``status`` 0 stands for a host that could not be reached."""

    url: str
    fetched_at: datetime
    status: int
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    final_url: str = ""
    body: bytes = b""


class FetchMemory:
    """A folder of remembered answers by URL; ``folder`` None remembers within the process only."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._held: dict[str, Remembered] = {}

    def recall(self, url: str) -> Remembered | None:
        """The last answer for ``url``; None when there is none, or its file is damaged."""
        if url in self._held or self._folder is None:
            return self._held.get(url)
        found = _load(self._path(url))
        return found if found is not None and found.url == url else None

    def remember(self, answer: Remembered) -> None:
        """Keep ``answer`` instead of an earlier one; a disk that refuses costs only the next round a full fetch."""
        if self._folder is None:
            self._held[answer.url] = answer
            return
        head = {
            "url": answer.url,
            "fetched_at": answer.fetched_at.isoformat(),
            "status": answer.status,
            "content_type": answer.content_type,
            "etag": answer.etag,
            "last_modified": answer.last_modified,
            "final_url": answer.final_url,
        }
        path = self._path(answer.url)
        part = path.with_suffix(f".{os.getpid()}-{id(answer):x}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(gzip.compress(json.dumps(head).encode() + b"\n" + answer.body, 6, mtime=0))
            part.replace(path)
            self._held.pop(answer.url, None)
        except OSError:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            self._held[answer.url] = answer

    def _path(self, url: str) -> Path:
        assert self._folder is not None
        name = hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        return self._folder / name[:2] / f"{name}.gz"


def forget_listings(folder: Path) -> None:
    """Take the remembered listings away, which hold titles; what hosts and sites have said of themselves stays."""
    for path in folder.rglob("*.gz"):
        kept = _load(path)
        if kept is None or not (kept.url.startswith(PAUSE) or kept.url.endswith(_OF_SITES)):
            path.unlink(missing_ok=True)


def _load(path: Path) -> Remembered | None:
    try:
        head, _, body = gzip.decompress(path.read_bytes()).partition(b"\n")
        data = json.loads(head)
        return Remembered(**(data | {"fetched_at": datetime.fromisoformat(data["fetched_at"]), "body": body}))
    except (OSError, EOFError, zlib.error, ValueError, TypeError, KeyError):
        return None
