"""Which addresses may be dialled: the public internet, and what the operator's allow-list opens."""

from __future__ import annotations

import re
from collections.abc import Callable
from ipaddress import ip_address

from extractors.addresses import Address, Opening, host_of, is_public, parse_opening
from extractors.errors import ConfigError, FetchError

Resolve = Callable[[str, int], list[str]]


class Guard:
    """Refuses addresses that are not public, unless ``allow`` names them.

    Entries: ``10.0.0.0/8``, ``127.0.0.1``, ``127.0.0.1:8080``, ``[::1]:8080``, ``intranet.example``,
    ``intranet.example:8443``.
    """

    def __init__(self, allow: tuple[str, ...] = ()) -> None:
        self._openings = tuple(_parse_allowed(entry) for entry in allow)

    def check_url(self, url: str) -> Address | str:
        """The host of ``url``; FetchError for what is no plain http or https URL, or spells a refused address."""
        try:
            host = host_of(url)
        except ValueError as error:
            raise FetchError("bad_url", f"{shown(url)}: {error}") from None
        if not isinstance(host, str) and not self._allowed(str(host), host, None):
            self._refuse(url, host)
        return host

    def check_address(self, host: str, address: Address, port: int) -> None:
        """Nothing when ``address``, found for ``host``, may be dialled on ``port``; FetchError when it may not."""
        if not self._allowed(host, address, port):
            self._refuse(f"{host}:{port}", address)

    def _allowed(self, host: str, address: Address, port: int | None) -> bool:
        return is_public(address) or any(opening.admits(host, address, port) for opening in self._openings)

    @staticmethod
    def _refuse(what: str, address: Address) -> None:
        raise FetchError(
            "blocked_address",
            f"{shown(what)}: {address} is no public address; FIGUREWATCH_ALLOW={address} opens it if that is meant",
        )


def _parse_allowed(entry: str) -> Opening:
    try:
        return parse_opening(entry)
    except ValueError as error:
        raise ConfigError(f"FIGUREWATCH_ALLOW: {error}") from None


_USER = re.compile("://[^/]*@")  # up to the last @: a password may hold one, too


def shown(url: str) -> str:
    """``url`` for a message: without control characters, not endless, and without a password."""
    text = "".join(char if char.isprintable() else "?" for char in url)
    text = _USER.sub("://...@", text)
    return text if len(text) <= 300 else text[:300] + "..."


def addresses(found: list[str]) -> list[Address]:
    """Resolver's answers as addresses, scope removed."""
    return [ip_address(text.partition("%")[0]) for text in dict.fromkeys(found)]
