"""A list of pages: in the entry itself, or a text file with one address a line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from extractors.errors import FetchError
from network.addresses import host_of
from sources.guard import shown
from sources.round import Found, Link, Round


def find_urls(round_: Round) -> Iterator[Found]:
    """The addresses in their order; in a file, empty lines and what follows a # and a space are left out."""
    source = round_.source
    for url in source.urls:
        yield Link(url)
    if source.path is None:
        return
    try:
        for number, url in _lines(source.path):
            if _is_address(url):
                yield Link(url)
            else:
                yield round_.failure(shown(url), "bad_url", _no_address(source.path, number, url))
    except (OSError, UnicodeDecodeError) as error:
        raise FetchError("missing_file", f"{source.path} cannot be read: {error}") from None


def bad_lines(path: Path) -> Iterator[str]:
    """What is wrong with a text file of addresses, a line for each; a file that cannot be read is one."""
    try:
        yield from (_no_address(path, number, url) for number, url in _lines(path) if not _is_address(url))
    except (OSError, UnicodeDecodeError) as error:
        yield f"{path}: cannot be read: {error}"


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        url = "" if line.lstrip().startswith("#") else line.split(" #")[0].strip()
        if url:
            yield number, url


def _is_address(url: str) -> bool:
    try:
        host_of(url)
    except ValueError:
        return False
    return True


def _no_address(path: Path, number: int, url: str) -> str:
    return f"{path}:{number}: {shown(url)!r} is no web address that can be read; correct the line"
