"""Listings (feeds, sitemaps, index pages): fetched conditionally, and answered from memory when unchanged."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from extractors.model import Listing
from sources.answer import Answer
from sources.client import Client
from sources.config import Source
from sources.fetch import seen_again
from sources.memory import Remembered
from sources.state import FULL_FETCH_EVERY, SourceState

MAX_BYTES = 52_428_800  # of a listing; sitemaps may have 50 MB


class ListingReader:
    """``reader(url)`` gives a listing's answer, always with its body."""

    def __init__(self, client: Client, now: Callable[[], datetime], source: Source, state: SourceState) -> None:
        self._client = client
        self._now = now
        self._source = source
        self._state = state
        self._read: list[Listing] = []

    def taken(self) -> Iterator[Listing]:
        """The listings read since this was asked last, for the archive and the ledger."""
        read, self._read = self._read, []
        return iter(read)

    def __call__(self, url: str) -> Answer:
        """The listing at ``url``; FetchError when it cannot be had."""
        kept = self._client.memory.recall(url)
        answer = self._client.get(
            url, headers=self._validators(kept), tdm_licensed=self._source.tdm_licensed, max_bytes=MAX_BYTES
        )
        known = self._state.of(url)
        if answer.status == 304 and kept is not None and known.sha256 is None:  # the ledger is lost
            known = replace(known, sha256=hashlib.sha256(kept.body).hexdigest(), stored_at=kept.fetched_at)
        self._read.append(Listing(seen_again(url, answer, self._source, known, self._now(), "listing")))
        if answer.status == 304 and kept is not None:
            headers = {"content-type": kept.content_type} if kept.content_type else {}
            return replace(answer, status=200, body=kept.body, headers=headers, final_url=kept.final_url or url)
        etag, last_modified = answer.headers.get("etag"), answer.headers.get("last-modified")
        if etag or last_modified:
            self._client.memory.remember(
                Remembered(
                    url,
                    self._now(),
                    answer.status,
                    answer.content_type,
                    etag,
                    last_modified,
                    answer.final_url,
                    answer.body,
                )
            )
        return answer

    def _validators(self, kept: Remembered | None) -> dict[str, str]:
        """None when nothing is kept, or it is so old that the server's word is not taken any more."""
        if kept is None or kept.status != 200:
            return {}
        if not timedelta(0) <= self._now() - kept.fetched_at < FULL_FETCH_EVERY:  # or kept by a clock that was ahead
            return {}
        stated = {"If-None-Match": kept.etag, "If-Modified-Since": kept.last_modified}
        return {name: value for name, value in stated.items() if value}
