"""Whether a site reserves text and data mining: its tdmrep.json, a header, a meta element (W3C TDMRep, 2024)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from extractors.errors import FetchError
from extractors.wildcards import Wild
from sources.hosts import site_file
from sources.memory import FetchMemory, Remembered
from sources.politeness import Turns

KEPT = timedelta(hours=24)
KEPT_UNREACHABLE = timedelta(minutes=30)
MAX_RULES = 1000
_META = re.compile(rb"<meta\b[^>]{0,300}\btdm-reservation\b[^>]{0,300}>", re.IGNORECASE)
_CONTENT = re.compile(rb"content\s*=\s*[\"']?\s*1\b", re.IGNORECASE)


class TdmBook:
    """The files ``/.well-known/tdmrep.json`` of sites, asked once a day for each."""

    def __init__(
        self,
        fetch: Callable[[str], tuple[int, bytes]],
        memory: FetchMemory,
        now: Callable[[], datetime],
        turns: Turns,
    ) -> None:
        self._turns = turns
        self._fetch = fetch
        self._memory = memory
        self._now = now
        self._kept: dict[str, tuple[datetime, timedelta, tuple[tuple[Wild, bool], ...]]] = {}

    def reserves(self, url: str) -> bool:
        """True when the site's file reserves ``url``; a file that is absent or unreadable reserves nothing.

        One that cannot be had at the moment says what it said last, and is asked for again soon.
        """
        path = urlsplit(url).path or "/"
        for pattern, reserved in self._rules(site_file(url, "/.well-known/tdmrep.json")):
            if pattern.fits(path):
                return reserved
        return False

    def _rules(self, address: str) -> tuple[tuple[Wild, bool], ...]:
        with self._turns.asking(address):
            held = self._kept.get(address)
            if held is not None and timedelta(0) <= self._now() - held[0] < held[1]:
                return held[2]
            kept = self._memory.recall(address)
            if kept is None or not timedelta(0) <= self._now() - kept.fetched_at < _kept_for(kept.status):
                kept = self._asked(address, kept)
            rules = parse_tdmrep(kept.body) if kept.status == 200 else ()
            self._kept[address] = (kept.fetched_at, _kept_for(kept.status), rules)
            return rules

    def _asked(self, address: str, before: Remembered | None) -> Remembered:
        try:
            status, body = self._fetch(address)
        except FetchError:
            status, body = 0, b""
        kept = Remembered(address, self._now(), status, body=body)
        if _is_answer(status) or before is None or before.status != 200:
            self._memory.remember(kept)
            return kept
        due = self._now() - KEPT + KEPT_UNREACHABLE  # known for so long that it is asked for in half an hour
        return replace(before, fetched_at=due)


def _is_answer(status: int) -> bool:
    """The file, or word that there is none; no answer, 429 and 5xx are neither."""
    return status != 429 and (200 <= status < 300 or 400 <= status < 500)


def _kept_for(status: int) -> timedelta:
    return KEPT if _is_answer(status) else KEPT_UNREACHABLE


def parse_tdmrep(body: bytes) -> tuple[tuple[Wild, bool], ...]:
    """(pattern of the path, reserved) of each rule, in order; () for what is no tdmrep.json."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return ()
    rules = []
    for rule in (data if isinstance(data, list) else [data])[:MAX_RULES]:
        if isinstance(rule, dict) and isinstance(rule.get("location"), str):
            rules.append((_path_pattern(rule["location"]), _is_one(rule.get("tdm-reservation"))))
    return tuple(rules)


def header_reserves(headers: Mapping[str, str]) -> bool:
    """True when the response's own header reserves it, also where it came twice; names in lower case."""
    return any(_is_one(part) for part in headers.get("tdm-reservation", "").split(","))


def page_reserves(body: bytes) -> bool:
    """True when a meta element in the page's head reserves it."""
    return any(_CONTENT.search(tag) for tag in _META.findall(body[:65_536]))


def _is_one(value: Any) -> bool:
    return value == 1 or (isinstance(value, str) and value.strip() == "1")


def _path_pattern(location: str) -> Wild:
    """A location as robots.txt writes them: ``*`` any run, ``$`` the end, else the beginning of a path."""
    return Wild(tuple(location.removesuffix("$")[:500].split("*")), to_the_end=location.endswith("$"))
