"""config/sources.yaml in, frozen sources out; everything wrong in the file is said at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.errors import ConfigError
from sources.patterns import most_seen

if TYPE_CHECKING:
    from extractors.settings import Checked
    from sources.entry import SourceEntry, SourcesFile

DEFAULT_EVERY = timedelta(minutes=30)
# Countries whose money is written with a bare "$" (ISO 3166 to ISO 4217).
DOLLARS = {
    "AG": "XCD", "AR": "ARS", "AU": "AUD", "BB": "BBD", "BM": "BMD", "BN": "BND", "BS": "BSD", "BZ": "BZD",
    "CA": "CAD", "CL": "CLP", "CO": "COP", "DM": "XCD", "EC": "USD", "FJ": "FJD", "GD": "XCD", "GY": "GYD",
    "HK": "HKD", "JM": "JMD", "KI": "AUD", "KN": "XCD", "KY": "KYD", "LC": "XCD", "LR": "LRD", "MX": "MXN",
    "NA": "NAD", "NR": "AUD", "NZ": "NZD", "PR": "USD", "SB": "SBD", "SG": "SGD", "SR": "SRD", "SV": "USD",
    "TT": "TTD", "TV": "AUD", "TW": "TWD", "US": "USD", "UY": "UYU", "VC": "XCD",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Selectors:
    """CSS selectors for a site that the general rules read wrongly; None leaves a field to the rules.

    Attributes:
        links, next: of a listing page: its links to articles, and the link to its next page.
        title, body, date, author: of an article page.
        remove: elements of an article page that are no part of it.
    """

    links: str | None = None
    next: str | None = None
    title: str | None = None
    body: str | None = None
    date: str | None = None
    author: str | None = None
    remove: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One outlet or archive we read.

    Attributes:
        id: stable name, used in the ledger and on the command line.
        kind: a key of ``sources.kinds.SOURCE_KINDS``.
        outlet: the name people know it by; taken for every page that names none of its own.
        url: where to look: the feed, the sitemap, the listing page.
        path: a local folder (``folder``), files or globs (``warc``), or a text file of URLs (``urls``).
        urls: pages to read (``urls``).
        include, exclude: patterns searched in a URL or file name; one include must match, no exclude may.
        currency: ISO 4217 code that a bare "$" means here; ``country``: ISO 3166 code; ``language``: ISO 639 code.
        every: how often the schedule reads it.
        licence: under which terms we may read it; ``tdm_licensed`` when they cover text and data mining although
            the site reserves it.
        hosts: other hosts whose pages its listings may name; its own host (and subdomains) is always allowed.
        pages: listing pages or nested sitemaps read in one round at most.
        days: entries of a sitemap older than this are left out.
        feed_text: the articles that the feed brings whole are read where their pages refuse.
        mirror: a folder that answers instead of the network, ``HOST/PATH`` below it.
        limit: articles in one round at most.
        pause: why it is not read at present; None when it is.
    """

    id: str
    kind: str
    outlet: str
    url: str | None = None
    path: Path | None = None
    urls: tuple[str, ...] = ()
    include: tuple[re.Pattern[str], ...] = ()
    exclude: tuple[re.Pattern[str], ...] = ()
    selectors: Selectors = Selectors()
    country: str | None = None
    currency: str | None = None
    language: str | None = None
    every: timedelta = DEFAULT_EVERY
    licence: str | None = None
    tdm_licensed: bool = False
    hosts: tuple[str, ...] = ()
    pages: int = 10
    days: int | None = None
    feed_text: bool = False
    mirror: Path | None = None
    limit: int | None = None
    tags: tuple[str, ...] = ()
    pause: str | None = None

    @property
    def dollar(self) -> str | None:
        """The currency a bare "$" means here, from ``currency``, else from ``country``; None to go by the text."""
        return self.currency or DOLLARS.get(self.country or "")

    def wants(self, name: str) -> bool:
        """True when a URL or file name passes ``include`` and ``exclude``."""
        if any(_finds(pattern, name) for pattern in self.exclude):
            return False
        return not self.include or any(_finds(pattern, name) for pattern in self.include)


def _finds(pattern: re.Pattern[str], name: str) -> bool:
    return pattern.search(name, 0, most_seen(pattern.pattern)) is not None


def load_sources(path: Path) -> tuple[Source, ...]:
    """The sources of ``path`` in the order written; ConfigError lists every mistake with its line."""
    checked = check_sources(read_sources(path), path)
    # Relative paths count from the project, the folder above config/.
    home = path.resolve().parent
    home = home.parent if home.name == "config" else home
    return tuple(_source(entry, home) for entry in checked.settings.sources)


def load_keep_days(path: Path) -> int | None:
    """How many days pages stay in the archive (``pages.keep_days``); None for good."""
    return check_sources(read_sources(path), path).settings.pages.keep_days


def read_sources(path: Path) -> str:
    """The text of the file; ConfigError where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigError(f"{path}: no such file; write it or run `figurewatch init`") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from None


def check_sources(text: str, path: Path) -> Checked[SourcesFile]:
    """What ``text``, of the file ``path``, says; ConfigError lists every mistake with its line."""
    from extractors.settings import check_settings
    from sources.entry import SourcesFile

    return check_settings(text, SourcesFile, str(path), _same_ids)


def _same_ids(checked: Checked[SourcesFile]) -> Iterator[str]:
    seen: set[str] = set(checked.left_out.get("sources", ()))
    for number, entry in enumerate(checked.settings.sources):
        if entry.id in seen:
            yield f"{checked.place('sources', number, 'id')}: {entry.id!r} is there twice; give each its own id"
        seen.add(entry.id)


def _source(entry: SourceEntry, home: Path) -> Source:
    return Source(
        id=entry.id,
        kind=entry.kind,
        outlet=entry.outlet or entry.id,
        url=entry.url,
        path=home / entry.path if entry.path else None,
        urls=tuple(entry.urls),
        include=tuple(re.compile(pattern) for pattern in entry.include),
        exclude=tuple(re.compile(pattern) for pattern in entry.exclude),
        selectors=Selectors(**entry.selectors.model_dump()),
        country=entry.country,
        currency=entry.currency,
        language=entry.language,
        every=entry.every,
        licence=entry.licence,
        tdm_licensed=entry.tdm_licensed,
        hosts=tuple(entry.hosts),
        pages=entry.pages,
        days=entry.days,
        feed_text=entry.feed_text,
        mirror=home / entry.mirror if entry.mirror else None,
        limit=entry.limit,
        tags=tuple(entry.tags),
        pause=entry.pause,
    )
