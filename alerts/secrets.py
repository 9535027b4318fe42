"""Secrets read at the moment of use and taken out of every text that leaves again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from extractors.errors import DeliveryError
from extractors.secret import SecretRef

MAX_BYTES = 16_384


class Secrets:
    """Reads references, and remembers what it has read so that errors can be masked.

    Args:
        env: the environment.
        home: the folder that relative paths of ``file:`` references count from.
    """

    def __init__(self, env: Mapping[str, str], home: Path = Path()) -> None:
        self._env = env
        self._home = home
        self._seen: set[str] = set()

    def read(self, ref: SecretRef) -> str:
        """The secret; DeliveryError, which names the reference only, when there is none."""
        text = self._from_env(ref) if ref.scheme == "env" else self._from_file(ref)
        if not text:
            raise DeliveryError(
                f"the secret {ref} is empty or not set; set it for the process that sends alerts", retry_after_s=3_600
            )
        self._seen |= {text, *(part for part in re.split(r"[/?:@&=#]", text) if len(part) >= 8)}
        return text

    def mask(self, text: str) -> str:
        """``text`` with every secret read so far, and the longer parts of secret addresses, as ``***``."""
        for secret in sorted(self._seen, key=len, reverse=True):
            text = text.replace(secret, "***")
        return text

    def _from_env(self, ref: SecretRef) -> str:
        return self._env.get(ref.name, "").strip()

    def _from_file(self, ref: SecretRef) -> str:
        path = self._home / ref.name
        try:
            with path.open("rb") as file:
                return file.read(MAX_BYTES).decode("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
            raise DeliveryError(f"the secret {ref} cannot be read: {why}", retry_after_s=3_600) from None
