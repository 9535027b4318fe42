"""One name for one host, however an address spells it: what politeness, robots.txt and pauses go by."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

_PORTS = {"http": 80, "https": 443}


@lru_cache(maxsize=8192)
def host_key(url: str) -> str:
    """Host and port of ``url``: small letters, as DNS has it, without the dot that may end a name and without the
    scheme's own port.
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
        host = host if host.isascii() else _as_dialled(host)
        port = parts.port
    except ValueError:
        return url  # nothing that can be dialled
    host = f"[{host}]" if ":" in host else host
    return host if port in (None, _PORTS.get(parts.scheme.lower())) else f"{host}:{port}"


def _as_dialled(name: str) -> str:
    """A name of another script in ASCII, as the client has it: by IDNA 2008, where ß is a letter and not ss."""
    import httpx

    try:
        return httpx.URL(f"http://{name}").raw_host.decode()
    except httpx.InvalidURL as error:
        raise ValueError(str(error)) from None


def site_file(url: str, path: str) -> str:
    """The address of a file that speaks for the whole site of ``url``, such as ``/robots.txt``."""
    return f"{urlsplit(url).scheme.lower()}://{host_key(url)}{path}"
