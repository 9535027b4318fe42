"""What an operator may write in config/sources.yaml, checked by pydantic; the schema for editors comes from here."""

from __future__ import annotations

import re
from datetime import timedelta
from difflib import get_close_matches
from typing import Annotated, Self

from pydantic import AfterValidator, Field, field_validator, model_validator

from extractors.settings import Interval, SettingsModel
from network.addresses import host_of
from sources import codes
from sources.patterns import why_endless


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"no regular expression: {error}") from None
    if why := why_endless(text):
        raise ValueError(why)
    return text


def _web(text: str) -> str:
    if not re.match(r"https?://[^\s/]", text):
        raise ValueError("not a web address; it begins with http:// or https://")
    try:
        host_of(text)
    except ValueError as error:
        raise ValueError(f"not a web address that can be read: {error}") from None
    return text


def _css(text: str) -> str:
    from soupsieve import SelectorSyntaxError
    from soupsieve import compile as compile_css

    try:
        compile_css(text)
    except SelectorSyntaxError as error:
        raise ValueError(f"no CSS selector: {str(error).splitlines()[0]}") from None
    return text


# What people call a kind that is here under another name.
_ALSO_CALLED = {"rss": "feed", "atom": "feed", "html": "listing", "page": "urls", "url": "urls", "files": "folder"}


def _kind(text: str) -> str:
    from sources.kinds import SOURCE_KINDS

    if text in SOURCE_KINDS:
        return text
    near = _ALSO_CALLED.get(text.lower()) or next(iter(get_close_matches(text, SOURCE_KINDS, 1)), None)
    hint = f"did you mean {near!r}?" if near else f"use one of {', '.join(sorted(SOURCE_KINDS))}"
    raise ValueError(f"unknown kind {text!r}; {hint}")


Pattern = Annotated[str, AfterValidator(_pattern)]
WebAddress = Annotated[str, AfterValidator(_web)]
Css = Annotated[str, AfterValidator(_css)]


def _currency(text: str) -> str:
    from extractors.units import is_currency

    if not is_currency(text):
        raise ValueError(f"{text!r} is no currency; give its ISO 4217 code, such as AUD")
    return text


class SelectorsEntry(SettingsModel):
    """CSS selectors for a site that the general rules read wrongly."""

    links: Css | None = None
    next: Css | None = None
    title: Css | None = None
    body: Css | None = None
    date: Css | None = None
    author: Css | None = None
    remove: Css | None = None


class SourceEntry(SettingsModel):
    """One outlet or archive to read; which of url, path and urls it needs depends on the kind."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,62}$", description="stable name: small letters, digits, - and _")
    kind: Annotated[str, AfterValidator(_kind)] = Field(description="feed, sitemap, listing, urls, folder or warc")
    outlet: str | None = Field(
        default=None, min_length=1, description="the name people know it by; the id if left out"
    )
    url: WebAddress | None = Field(default=None, description="the feed, sitemap or listing page")
    path: str | None = Field(default=None, min_length=1, description="folder, WARC files (glob) or text file of URLs")
    urls: tuple[WebAddress, ...] = Field(default=(), description="pages to read")
    include: tuple[Pattern, ...] = Field(default=(), description="regular expressions; a URL must match one")
    exclude: tuple[Pattern, ...] = Field(default=(), description="regular expressions; a URL may match none")
    selectors: SelectorsEntry = SelectorsEntry()
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$"), AfterValidator(codes.country)] | None = Field(
        default=None, description="ISO 3166 code, such as CN"
    )
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$"), AfterValidator(_currency)] | None = Field(
        default=None, description="ISO 4217 code a bare $ means here"
    )
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$"), AfterValidator(codes.language)] | None = Field(
        default=None, description="ISO 639 code, such as en"
    )
    every: Interval = Field(default=timedelta(minutes=30), description="how often the schedule reads it, such as 30m")
    licence: str | None = Field(default=None, description="the terms under which we may read it")
    tdm_licensed: bool = Field(default=False, description="those terms cover text and data mining")
    hosts: tuple[str, ...] = Field(default=(), description="other hosts its listings may name")
    pages: int = Field(
        default=10, ge=1, le=10_000, description="listing pages or nested sitemaps in one round at most"
    )
    days: int | None = Field(default=None, ge=1, description="how old an entry of a sitemap may be; 30 if left out")
    feed_text: bool = Field(
        default=False, description="read the articles that the feed brings whole where their pages refuse"
    )
    mirror: str | None = Field(default=None, min_length=1, description="folder that answers instead of the network")
    limit: int | None = Field(default=None, ge=1, description="articles in one round at most")
    tags: tuple[str, ...] = ()
    pause: str | None = Field(default=None, min_length=1, description="why it is not read at present")

    @field_validator("hosts")
    @classmethod
    def _plain_hosts(cls, hosts: tuple[str, ...]) -> tuple[str, ...]:
        for host in hosts:
            if not re.fullmatch(r"[\w.-]+", host):
                raise ValueError(f"{host!r} is no host name; write it without http:// and path")
        return hosts

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> Self:
        from sources.kinds import SOURCE_KINDS, kinds_with

        kind = SOURCE_KINDS[self.kind]
        lacking = [] if any(getattr(self, name) for name in kind.needs) else [" or ".join(kind.needs)]
        if kind.needs_selector and not self.selectors.links:
            lacking.append("selectors.links, a CSS selector for its links")
        if lacking:
            raise ValueError(f"source {self.id!r}: kind {self.kind} needs {' and '.join(lacking)}")
        idle = [
            f"{key} is for kind {' or '.join(users)}"
            for key in self._written()
            if (users := kinds_with(key)) and self.kind not in users
        ]
        if idle:
            raise ValueError(f"source {self.id!r}: {'; '.join(idle)}; kind {self.kind} has no use for it")
        return self

    def _written(self) -> list[str]:
        """The keys of the entry that say something, those of ``selectors`` behind a dot."""
        own = [name for name in type(self).model_fields if name in self.model_fields_set and getattr(self, name)]
        return own + [f"selectors.{name}" for name, selector in self.selectors if selector]


class PagesEntry(SettingsModel):
    """What is kept of the pages themselves; texts and claims stay in the warehouse."""

    keep_days: int | None = Field(
        default=None, ge=1, description="how long pages stay in the page archive; for good if left out"
    )


class SourcesFile(SettingsModel):
    """The file: a list of sources, and how long their pages are kept."""

    pages: PagesEntry = PagesEntry()
    sources: tuple[SourceEntry, ...]
