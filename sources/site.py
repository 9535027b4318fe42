"""Which links of a listing belong to its own site."""

from __future__ import annotations

from urllib.parse import urlsplit

from extractors.page_url import site_of


def same_site(link: str, source_url: str, hosts: tuple[str, ...]) -> bool:
    """True when ``link`` is on the registrable site of ``source_url``, or on one of ``hosts`` or below it.

    ValueError for a link that cannot be read, such as ``http://[oops/2``.
    """
    host = (urlsplit(link).hostname or "").lower()
    if site_of(host) == site_of((urlsplit(source_url).hostname or "").lower()):
        return True
    return any(host == allowed.lower() or host.endswith("." + allowed.lower()) for allowed in hosts)
