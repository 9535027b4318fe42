"""Lines that stand in an article's text and are not of it: what else to read, whom to follow, its own headline."""

from __future__ import annotations

import re
from collections.abc import Collection

MOST_CHARS = 280  # a longer line is a paragraph
_ENOUGH = 140  # characters that must be left of a text
_HEAD_LINES = 4  # a headline stands among the first ones
_KICKER_WORDS = 4  # "World", "Press release": what stands above a headline

_ELSEWHERE = (
    # "Also read: ...", "READ MORE | ...", "[Related: ...]", "More from The Quay"
    r"\W*(?:also read|read also|read (?:more|next)|see also|also see|don['’]t miss|you (?:may|might) also like"
    r"|further reading|recommended (?:for you|reading|stories)|most read(?: in .{1,40})?|popular on .{1,40}"
    r"|explore further|related(?: (?:stor(?:y|ies)|articles?|news|links?|content|topics?|coverage|posts?))?)"
    r"\b(?:\W{0,3}|\s*[:|–—>»](?P<also>.*))"
    r"|(?:read|watch|listen|more|video|gallery|in pictures|podcast)\s*[|»>:](?P<see>.*)"
    r"|more from .{1,60}(?<![.!?])|recommended"
)
_OFFERS = (
    r"(?:sign up|subscribe|register|get (?:the|our|your|access|daily|breaking)"
    r"|join (?:our|the|over|more than|\d[\d,]*))\b"
    r"(?!.*\b(?:said|says|told|was|were|had)\b)(?=.*\b(?:newsletters?|inbox|subscriptions?|subscribers?|alerts?|app|briefing"
    r"|channel|community|free trial|readers)\b).*"
    r"|thanks for reading .{1,80}|(?:share|tweet|print|email|comments?|whatsapp|facebook)(?: \d+)?|\d+ comments?"
    r"|share this .{0,40}|\W*(?:skip ad(?:vertisement)?|story continues below)\b.{0,60}"
    r"|\W*advertisement\W*\d{0,2}\W*(?:story continues.{0,60})?"
    r"|click here\b.{0,100}|follow (?:us|our|@?\w+(?: \w+)?)(?: .{0,40})? on "
    r"(?:twitter|x|facebook|instagram|threads|youtube|telegram|whatsapp|linkedin)\b.*"
)
_RIGHTS = r"(?:copyright\s*)?(?:©|\(c\)\s(?=copyright|\d{4})|(?<=copyright )(?=\d{4})).*"
_RIGHTS += r"|.*\ball rights reserved\b.*|our standards: .*"
FURNITURE = re.compile(f"(?:{_ELSEWHERE}|{_OFFERS}|{_RIGHTS})", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"(?:\S+ ){4,}\S+(?<![.A-Z])\.[\"'”’)]{0,2}")  # headlines have no full stop
_LINKED = 0.6  # of what follows a label: the text of one link


def without_furniture(text: str, title: str | None, links: Collection[str] = ()) -> str:
    """``text`` without such lines; as it is where little would be left. ``links``: texts of the page's links."""
    lines = text.split("\n")
    kept = [line for line in lines[_headline_end(lines, title) :] if not is_furniture(line, links)]
    left = "\n".join(kept)
    return left if len(left) >= max(_ENOUGH, len(text) // 2) else text


def is_furniture(line: str, links: Collection[str] = ()) -> bool:
    """True for a line of the page that tells nothing of its article.

    "Video: shows the crane falling on two sheds." is a sentence, unless it is a link's.
    """
    match = FURNITURE.fullmatch(line.removeprefix("- ")) if len(line) <= MOST_CHARS else None
    if match is None:
        return False
    said = (match["also"] or match["see"] or "").strip()
    return _SENTENCE.fullmatch(said) is None or any(
        link in line for link in links if len(link) >= _LINKED * len(said)
    )


def _headline_end(lines: list[str], title: str | None) -> int:
    """How many lines at the beginning are the headline and what stands above it."""
    wanted = _words(title or "")
    for place, line in enumerate(lines[:_HEAD_LINES]):
        if wanted and _words(line) == wanted:
            return place + 1
        if len(_words(line)) > _KICKER_WORDS:
            break
    return 0


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
