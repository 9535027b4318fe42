"""The operator's own certificate authorities, for all that is dialled."""

from __future__ import annotations

import ssl

from extractors.errors import ConfigError


def add_authorities(context: ssl.SSLContext, ca_file: str) -> None:
    """Have ``context`` trust those of ``ca_file``, too, where it names one; ConfigError where that cannot be used."""
    if not ca_file:
        return
    try:
        context.load_verify_locations(ca_file)
    except ssl.SSLError:
        why = "holds no certificate in PEM form"
    except OSError as error:
        why = f"cannot be read: {error.strerror}"
    else:
        return
    raise ConfigError(f"FIGUREWATCH_CA_FILE: {ca_file} {why}; name a file of certificates, or leave it out")
