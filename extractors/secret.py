"""A reference to a secret, never the secret: ``env:NAME`` or ``file:PATH``, read at the moment of use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_FORMS = {"env": re.compile(r"[A-Za-z_][A-Za-z0-9_]*"), "file": re.compile(r"[^\x00-\x1f]+")}


@dataclass(frozen=True, slots=True)
class SecretRef:
    """Where a secret is kept: the name of an environment variable, or the path of a file that holds nothing else."""

    scheme: Literal["env", "file"]
    name: str

    def __str__(self) -> str:
        return f"{self.scheme}:{self.name}"

    def __repr__(self) -> str:
        return f"SecretRef({self.scheme}:…)"


def parse_secret_ref(text: object) -> SecretRef:
    """The reference written as ``env:NAME`` or ``file:PATH``; ValueError never repeats what was written.

    What stands there instead may be the secret itself, so no message, log or error may show it.
    """
    if isinstance(text, SecretRef):
        return text
    if isinstance(text, str):
        scheme, _, name = text.partition(":")
        form = _FORMS.get(scheme)
        if form is not None and form.fullmatch(name):
            return SecretRef(scheme, name)  # type: ignore[arg-type]
    raise ValueError("a secret is written as a reference, env:NAME or file:PATH, never as itself")
