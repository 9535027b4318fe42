"""Codes of countries and languages that an entry of config/sources.yaml may name, as Unicode's CLDR has them."""

from __future__ import annotations

_MEANT = {"UK": "GB"}


def country(code: str) -> str:
    """``code``, where it is one of a country, of a part of one or of the EU; ValueError says what may be meant."""
    from babel.core import get_global

    # CLDR: what languages are spoken where; the EU speaks those of its members, and ZZ stands for nowhere.
    if code == "EU" or (code in get_global("territory_languages") and code != "ZZ"):
        return code
    hint = f"; did you mean {_MEANT[code]!r}?" if code in _MEANT else "; give its ISO 3166 code, such as CN"
    raise ValueError(f"{code!r} is no country{hint}")


def language(code: str) -> str:
    """``code``, where it may be one of a language, as any of three letters may; ValueError where it is none."""
    from babel import Locale

    if len(code) == 2 and code not in Locale("en").languages:
        raise ValueError(f"{code!r} is no language; give its ISO 639 code, such as en")
    return code
