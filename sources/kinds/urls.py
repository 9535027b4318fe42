"""A list of pages: in the entry itself, or a text file with one address a line."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.errors import FetchError
from sources.round import Found, Link, Round


def find_urls(round_: Round) -> Iterator[Found]:
    """The addresses in their order; in a file, empty lines and what follows a # and a space are left out."""
    source = round_.source
    for url in source.urls:
        yield Link(url)
    if source.path is None:
        return
    try:
        lines = source.path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FetchError("missing_file", f"source {source.id!r}: {source.path} cannot be read: {error}") from None
    for number, line in enumerate(lines, 1):
        url = "" if line.lstrip().startswith("#") else line.split(" #")[0].strip()
        if not url:
            continue
        if url.lower().startswith(("http://", "https://")):
            yield Link(url)
        else:
            yield round_.failure(
                url[:200], "bad_url", f"{source.path}:{number}: {url[:200]!r} is no web address; correct the line"
            )
