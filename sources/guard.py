"""Which addresses may be dialled: the public internet, and what the operator's allow-list opens."""

from __future__ import annotations

import re

from extractors.errors import FetchError
from network.addresses import Address, host_of, parse_openings, why_refused


class Guard:
    """Refuses addresses that are not public, unless ``allow`` names them.

    Entries: ``10.0.0.0/8``, ``127.0.0.1``, ``127.0.0.1:8080``, ``[::1]:8080``, ``intranet.example``,
    ``intranet.example:8443``.
    """

    def __init__(self, allow: tuple[str, ...] = ()) -> None:
        self._openings = parse_openings(allow)

    def check_url(self, url: str) -> Address | str:
        """The host of ``url``; FetchError for what is no plain http or https URL, or spells a refused address."""
        try:
            host = host_of(url)
        except ValueError as error:
            raise FetchError("bad_url", f"{shown(url)}: {error}") from None
        if not isinstance(host, str):
            self._check(url, str(host), host, None)
        return host

    def check_address(self, host: str, address: Address, port: int) -> None:
        """Nothing when ``address``, found for ``host``, may be dialled on ``port``; FetchError when it may not."""
        self._check(f"{host}:{port}", host, address, port)

    def _check(self, what: str, host: str, address: Address, port: int | None) -> None:
        if why := why_refused(host, address, port, self._openings):
            raise FetchError("blocked_address", f"{shown(what)}: {why}")


_USER = re.compile("://[^/]*@")  # up to the last @: a password may hold one, too


def shown(url: str) -> str:
    """``url`` for a message: without control characters, not endless, and without a password."""
    text = "".join(char if char.isprintable() else "?" for char in url)
    text = _USER.sub("://...@", text)
    return text if len(text) <= 300 else text[:300] + "..."
