"""How the client behaves on this installation: limits, contact, what the address guard lets through."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields

from extractors.errors import ConfigError
from network.addresses import parse_opening
from network.certificates import add_authorities

PREFIX = "FIGUREWATCH_"


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """Settings of the fetcher; from ``FIGUREWATCH_*`` by :meth:`from_env`.

    Attributes:
        contact: an address or page in the user agent, so that a site can reach whoever runs this.
        timeout_s: everything one request may take, redirects and body included.
        connect_s: name lookup and connecting, each address.
        max_bytes: of one body, decoded.
        max_redirects: hops followed before giving up.
        delay_s: least pause between two requests to one host; a slow site gets a longer one.
        max_delay_s: most pause that a site's slowness or crawl-delay can ask for.
        max_wait_s: a Retry-After up to this is waited out in the run; a longer one is left to a later run.
        max_retry_s: the longest Retry-After that is believed.
        allow: addresses, networks or host names the guard lets through although they are not public
            (``127.0.0.1:8080``, ``10.0.0.0/8``, ``intranet.example``).
        threads: requests at the same time within one source.
        per_host: of these, to one host.
        ca_file: more certificate authorities to trust, beside the usual ones.
    """

    contact: str = ""
    timeout_s: float = 30.0
    connect_s: float = 10.0
    max_bytes: int = 8_000_000
    max_redirects: int = 6
    delay_s: float = 1.0
    max_delay_s: float = 30.0
    max_wait_s: float = 10.0
    max_retry_s: float = 86_400.0
    allow: tuple[str, ...] = ()
    threads: int = 8
    per_host: int = 1
    ca_file: str = ""

    @property
    def user_agent(self) -> str:
        """The honest name we go by, with the contact where one is set."""
        contact = f"; {self.contact}" if self.contact else ""
        return f"Figurewatch/0.1 (news figures monitor{contact})"

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> FetchSettings:
        """Settings with each ``FIGUREWATCH_<FIELD>`` of ``env`` applied; ConfigError names every bad value."""
        found: dict[str, object] = {}
        mistakes: list[str] = []
        for field_ in fields(cls):
            name = PREFIX + field_.name.upper()
            raw = env.get(name)
            if raw is None or raw == "":
                continue
            try:
                value = _header(raw) if field_.name == "contact" else _READ[type(field_.default)](raw)
                if value == 0 and field_.name not in _MAY_BE_0:
                    raise ValueError(f"{raw!r} must be above 0")
                found[field_.name] = value
            except ValueError as error:
                mistakes.append(f"{name}: {error}")
        if mistakes:
            raise ConfigError("\n".join(mistakes))
        return cls(**found)  # type: ignore[arg-type]

    def check_ca_file(self) -> None:
        """ConfigError where the file of certificate authorities cannot be used."""
        add_authorities(ssl.create_default_context(), self.ca_file)


def _openings(raw: str) -> tuple[str, ...]:
    openings = tuple(part.strip() for part in raw.split(",") if part.strip())
    for part in openings:
        parse_opening(part)
    return openings


def _number(raw: str, kind: type[int] | type[float]) -> float:
    try:
        value = kind(raw)
    except ValueError:
        raise ValueError(f"{raw!r} is not a {'whole ' if kind is int else ''}number") from None
    if not 0 <= value < 1e12:
        raise ValueError(f"{raw!r} is out of range; give a number of 0 or more")
    return value


def _header(raw: str) -> str:
    if not (raw.isascii() and raw.isprintable()):
        raise ValueError(f"{raw!r} cannot stand in a header; write a mail or web address in plain letters")
    return raw


_MAY_BE_0 = ("delay_s", "max_delay_s", "max_wait_s", "max_retry_s", "max_redirects")
_READ: Mapping[type, Callable[[str], object]] = {
    tuple: _openings,
    str: str,
    int: lambda raw: _number(raw, int),
    float: lambda raw: _number(raw, float),
}
