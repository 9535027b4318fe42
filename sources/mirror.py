"""A folder that answers instead of the network: ``HOST/PATH`` below it, index.html for a directory, else 404."""

from __future__ import annotations

import hashlib
import mimetypes
from pathlib import Path
from urllib.parse import unquote

import httpx

_TYPES = {
    ".xml": "application/xml",
    ".rss": "application/rss+xml",
    ".atom": "application/atom+xml",
    ".html": "text/html; charset=utf-8",
    ".htm": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json",
    ".gz": "application/gzip",
}


class MirrorTransport(httpx.BaseTransport):
    """Serves saved sites through the same client as the network, with entity tags and 304."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The file's bytes as a response."""
        path = self._file(request.url)
        if path is None:
            return httpx.Response(404, stream=httpx.ByteStream(b""))
        body = path.read_bytes()
        etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        headers = {"ETag": etag, "Content-Type": _content_type(path)}
        if request.headers.get("If-None-Match") == etag:
            return httpx.Response(304, headers=headers, stream=httpx.ByteStream(b""))
        return httpx.Response(200, headers=headers, stream=httpx.ByteStream(body))

    def _file(self, url: httpx.URL) -> Path | None:
        parts = [part for part in unquote(url.path).split("/") if part not in ("", ".")]
        if ".." in parts or any("\x00" in part or "\\" in part for part in parts):
            return None
        path = self._folder.joinpath(url.host, *parts)
        for candidate in (path / "index.html", path, path.with_name(path.name + ".html")):
            if candidate.is_file() and candidate.resolve().is_relative_to(self._folder):
                return candidate
        return None


def _content_type(path: Path) -> str:
    known = _TYPES.get(path.suffix.lower())
    return known or mimetypes.guess_type(path.name)[0] or "text/html; charset=utf-8"
