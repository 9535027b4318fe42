"""How the client behaves on this installation: limits, contact, what the address guard lets through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from extractors.addresses import parse_opening
from extractors.errors import ConfigError

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
        """Settings with each ``FIGUREWATCH_<FIELD>`` of ``env`` applied; ConfigError names a value that is none."""
        found: dict[str, object] = {}
        for field_ in fields(cls):
            raw = env.get(PREFIX + field_.name.upper())
            if raw is None or raw == "":
                continue
            if field_.name == "allow":
                found["allow"] = openings = tuple(part.strip() for part in raw.split(",") if part.strip())
                for part in openings:
                    try:
                        parse_opening(part)
                    except ValueError as error:
                        raise ConfigError(f"{PREFIX}ALLOW: {error}") from None
                continue
            if field_.name in ("contact", "ca_file"):
                found[field_.name] = raw
                continue
            try:
                value = int(raw) if isinstance(field_.default, int) else float(raw)
            except ValueError:
                raise ConfigError(f"{PREFIX}{field_.name.upper()}: {raw!r} is not a number") from None
            if not 0 <= value < 1e12:
                raise ConfigError(
                    f"{PREFIX}{field_.name.upper()}: {raw!r} is out of range; give a number of 0 or more"
                )
            found[field_.name] = value
        return cls(**found)  # type: ignore[arg-type]
