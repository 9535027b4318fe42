"""The records that travel from page to warehouse: frozen, checked once where they are made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from extractors.quick_records import quickly_made

Bound = Literal["=", "~", ">", ">=", "<", "<="]
Kind = Literal[
    "count",
    "money",
    "percent",
    "percentage_point",
    "measure",
    "duration",
    "age",
    "rank",
    "ratio",
    "score",
    "index",
]
Change = Literal["up", "down"]
Role = Literal["page", "listing", "answer", "unchanged", "redirect", "robots", "tdmrep"]
Modality = Literal["actual", "forecast", "target", "hypothetical"]


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes one URL gave at one time, and where the archive keeps them.

    Attributes:
        url: as listed by the source; ``final_url`` after redirects.
        outlet: the outlet's name, from the source.
        fetched_at: aware, UTC.
        content_type: the header as sent, or None.
        etag, last_modified: validators, verbatim.
        sha256: hex digest of ``body``.
        warc_file: name relative to the archive folder; ``warc_offset`` is the record's first byte.
        robots: what robots.txt said: ``allowed``, ``none`` (no rules), ``not_asked`` (a local file).
        published_at: a hint from the feed or sidecar file, used only when the page itself gives no time.
        title: a hint of the same kind.
        moved: the address redirected for good (301, 308) to ``final_url``.
        role: ``page`` to be read for an article; ``listing`` (feed, sitemap, page of links); ``answer``, what a site
            sent instead of what was wanted; ``unchanged``, that it still is what it was; ``redirect``, where
            ``final_url`` is what it sends to; ``robots`` and ``tdmrep``, the files in which a site says what may be
            read.
        whole: False where only the beginning of the body was kept, or nothing of it.
        same_as_at: for ``unchanged``: when the bytes with this ``sha256`` came; ``body`` is empty then.
        text_from: the feed whose text of the article this is; None for what ``url`` itself sent.
        instead: such a text, to be read should this page hold no article; not archived with it.
    """

    source_id: str
    outlet: str
    url: str
    final_url: str
    fetched_at: datetime
    status: int
    content_type: str | None
    sha256: str
    body: bytes
    warc_file: str = ""
    warc_offset: int = -1
    etag: str | None = None
    last_modified: str | None = None
    elapsed_ms: int = 0
    robots: str = "not_asked"
    published_at: datetime | None = None
    title: str | None = None
    moved: bool = False
    role: Role = "page"
    whole: bool = True
    same_as_at: datetime | None = None
    text_from: str | None = None
    instead: Page | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """One URL or source that gave nothing this time.

    Attributes:
        reason: a stable code.
        retry_at: None for never.
        answer: what the site sent instead of what was wanted; None when it sent nothing.
    """

    source_id: str
    url: str
    reason: str
    message: str
    failed_at: datetime
    retry_at: datetime | None = None
    answer: Page | None = None


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A URL that was asked for and gave what it gave before.

    Attributes:
        reason: ``not_modified`` (the server said 304) or ``same_bytes`` (sent again, same sha256).
        etag, last_modified: the validators to remember now, verbatim; a 304 may renew them.
        answer: what the site sent to say so; None for a file of this machine, and for what was not asked.
    """

    source_id: str
    url: str
    checked_at: datetime
    reason: str
    etag: str | None = None
    last_modified: str | None = None
    answer: Page | None = None


@dataclass(frozen=True, slots=True)
class Aside:
    """What a site sent on the way to what was wanted: a redirect, robots.txt, a first no before it was asked again.

    Attributes:
        reason, message: what was wrong with it, as a stable code and in one line; None when nothing was.
    """

    page: Page
    reason: str | None = None
    message: str | None = None

    @property
    def source_id(self) -> str:
        """For which source the site was asked."""
        return self.page.source_id


@dataclass(frozen=True, slots=True)
class Listing:
    """A feed, sitemap or page of links that was read: as a page, or that it was what it had been before.

    Attributes:
        bytes: of its body, which is dropped once it is archived: a sitemap may have 50 MB.
    """

    seen: Page | Unchanged
    bytes: int = 0

    @property
    def source_id(self) -> str:
        """Whose listing it is."""
        return self.seen.source_id


@dataclass(frozen=True, slots=True)
class Article:
    """A page's news text.

    Attributes:
        url: canonical URL, the article's identity.
        text: paragraphs separated by one newline.
        published_at: aware UTC when the page gives a zone or a full stamp; None if unknown.
        published_on: the day as printed by the outlet; None if unknown. The anchor for "last year".
        language: ISO 639-1, or None when unsure.
    """

    url: str
    title: str | None
    text: str
    published_on: date | None = None
    published_at: datetime | None = None
    modified_at: datetime | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    site_name: str | None = None


@quickly_made
@dataclass(frozen=True, slots=True)
class Claim:
    """One mention of a quantity: what it is, whose, when, how sure, who says so, and the words that say it.

    Attributes:
        quote: the words of the quantity; ``text[start:end] == quote``. Offsets count characters.
        low, high: the value, scale words applied; equal unless a range is stated. "4.1%" is 4.1. "doubled" is 2.
        resolution: worth of the last digit written ("4 million" 1000000, "4.1" 0.1); 0 where the number is
            exact as written ("23 data centres").
        bound: how the text hedges it; never dropped.
        unit: count: head noun, singular; money: ISO 4217; percent "%"; percentage_point "pp"; a unit symbol or
            singular word else; None for rank, ratio, score and bare index levels.
        per: denominator of a rate ("day", "share"), or None.
        change: set when the quantity is the size of a move; None for a level.
        measure, subject: what is measured, whose it is, in the article's words; None where not stated.
        period, period_iso: the words that say when it holds, and ISO 8601 ("2025", "2019-Q3", "2019-10",
            "2019-01-01/2019-06-30"); None where not stated.
        attributed_to: who is given as the source of the figure, or None.
        vague: a reader might not count it ("dozens of", a person's age, a bracketed conversion).
        sentence, sentence_start: the sentence as it stands in the text, and its offset.
        rules: names of the rules that made it, in order of application.
        context: of a cell of a table, whose sentence is its row: what caption, part and heads say, in its words;
            None for prose.
        replaced_by: ``start`` of the claim that took the place of this one, where the text says that this was given
            before: the 4.9 million of "cut its forecast to 4.6 million from 4.9 million". None elsewhere.
    """

    quote: str
    start: int
    end: int
    low: Decimal
    high: Decimal
    resolution: Decimal
    bound: Bound
    kind: Kind
    unit: str | None
    per: str | None
    change: Change | None
    measure: str | None
    subject: str | None
    period: str | None
    period_iso: str | None
    modality: Modality
    attributed_to: str | None
    vague: bool
    sentence: str
    sentence_start: int
    rules: tuple[str, ...]
    context: str | None = None
    replaced_by: int | None = None


@dataclass(frozen=True, slots=True)
class Drop:
    """A numeral that is no claim, and why: ``reason`` is a stable code such as ``year`` or ``identifier``."""

    quote: str
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All claims of one text in order of their offsets, and every numeral that was looked at and dropped."""

    claims: tuple[Claim, ...]
    drops: tuple[Drop, ...]
