"""``figurewatch extract``: one article in, its claims as one JSON object out; no warehouse and nothing stored."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from extractors.errors import ConfigError, FigurewatchError, NotAnArticle
from extractors.model import Claim, Drop

LOOKS_LIKE_HTML = re.compile(
    rb"<(?:!doctype|html|head|body|article|main|div|p|h1|meta|title|script|section|!--)[\s>-]", re.I
)


@dataclass(frozen=True, slots=True)
class ExtractArguments:
    """What to read and what is known about it; ``title`` and ``published`` None where not given, "" for unknown."""

    target: str
    plain: bool = False
    title: str | None = None
    published: str | None = None
    currency: str | None = None


def read_arguments(tokens: Sequence[str]) -> ExtractArguments | None:
    """The arguments when they are of the plain kind, or None: then the argument library reads them (and explains).

    >>> read_arguments(["--plain", "--title", "", "-"])
    ExtractArguments(target='-', plain=True, title='', published=None, currency=None)
    >>> read_arguments(["--help"]) is None
    True
    """
    targets: list[str] = []
    values: dict[str, str] = {}
    plain = False
    rest = iter(tokens)
    for token in rest:
        name, equals, value = token.partition("=")
        if token == "--plain":
            plain = True
        elif name in ("--title", "--published", "--currency") and name[2:] not in values:
            if not equals:
                following = next(rest, None)
                if following is None:
                    return None
                value = following
            values[name[2:]] = value
        elif token == "-" or not token.startswith("-"):
            targets.append(token)
        else:
            return None
    return ExtractArguments(targets[0], plain, **values) if len(targets) == 1 else None


def print_extraction(arguments: ExtractArguments) -> int:
    """Write the JSON object to stdout; 0, or an error that says what could not be read."""
    text = json.dumps(extract_article(arguments), ensure_ascii=False, separators=(",", ":"))
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()
    return 0


def extract_article(arguments: ExtractArguments) -> dict[str, Any]:
    """The object that ``extract`` prints."""
    from extractors.claims import find_claims

    title = arguments.title or None
    published_on, currency = _read_day(arguments.published), _read_currency(arguments.currency)
    content_type, body = _read_input(arguments.target)
    about: dict[str, Any] = {}
    if arguments.plain or not _is_html(content_type, body):
        text = _decode_plain(arguments.target, body)
    else:
        from extractors.page import PageHints, is_english, parse_page

        url = arguments.target if _is_url(arguments.target) else ""
        try:
            article = parse_page(body, url=url, content_type=content_type, hints=PageHints(is_article=True))
        except NotAnArticle as error:  # a file has no address to be named by
            named = str(error) if url else f"{arguments.target}{error}"
            hint = "; with --plain all of it is read as it stands" if error.reason == "no_text" else ""
            raise NotAnArticle(error.reason, f"{named}{hint}") from None
        if not is_english(article):
            raise NotAnArticle(
                "language",
                f"{arguments.target}: the language is {article.language}, only English is read; with --plain the "
                "text is read as if it were",
            )
        text = article.text
        title = title if arguments.title is not None else article.title
        published_on = published_on if arguments.published is not None else article.published_on
        about = {"url": article.url or None, "text": text}
    extraction = find_claims(text, title=title, published_on=published_on, currency=currency)
    return {
        "title": title,
        "published": published_on.isoformat() if published_on else None,
        **about,
        "claims": [claim_fields(claim) for claim in extraction.claims],
        "dropped": [drop_fields(drop) for drop in extraction.drops],
    }


def claim_fields(claim: Claim) -> dict[str, Any]:
    """A claim as the published JSON shape: value as [low, high], every other field under its own name."""
    return {
        "quote": claim.quote,
        "start": claim.start,
        "end": claim.end,
        "value": [plain_number(claim.low), plain_number(claim.high)],
        "bound": claim.bound,
        "kind": claim.kind,
        "unit": claim.unit,
        "per": claim.per,
        "change": claim.change,
        "measure": claim.measure,
        "subject": claim.subject,
        "period": claim.period,
        "period_iso": claim.period_iso,
        "modality": claim.modality,
        "attributed_to": claim.attributed_to,
        "optional": claim.vague,
        "replaced_by": claim.replaced_by,
        "resolution": plain_number(claim.resolution),
        "sentence": claim.sentence,
        "context": claim.context,
        "rules": list(claim.rules),
    }


def drop_fields(drop: Drop) -> dict[str, Any]:
    """A number that is no claim, and the reason."""
    return {"quote": drop.quote, "start": drop.start, "end": drop.end, "reason": drop.reason}


def plain_number(value: Decimal) -> int | float:
    """A JSON number: whole values as integers, others as the nearest double.

    >>> plain_number(Decimal("4E+6")), plain_number(Decimal("4.10"))
    (4000000, 4.1)
    """
    return int(value) if value == value.to_integral_value() else float(value)


def _read_day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise ConfigError(f"--published {text!r} is no date; write it as 2026-05-31, or leave it empty") from None


def _read_currency(text: str | None) -> str | None:
    from extractors.units import is_currency

    if text and not is_currency(text.upper()):
        raise ConfigError(f"--currency {text!r} is no currency; give its ISO 4217 code, such as AUD")
    return text.upper() if text else None


def _is_url(target: str) -> bool:
    return target.startswith(("http://", "https://"))


def _read_input(target: str) -> tuple[str | None, bytes]:
    """The content type where one is known, and the bytes."""
    if target == "-":
        return None, sys.stdin.buffer.read()
    if _is_url(target):
        return _fetch(target)
    try:
        body = Path(target).read_bytes()
    except FileNotFoundError:
        raise ConfigError(f"{target}: no such file; give a file, a URL, or - for standard input") from None
    except OSError as error:
        raise FigurewatchError(f"{target}: cannot be read: {error.strerror}") from None
    if target.endswith(".gz"):
        import gzip
        import zlib

        try:
            body = gzip.decompress(body)
        except (OSError, EOFError, zlib.error) as error:
            raise FigurewatchError(f"{target}: not a whole gzip file: {error}") from None
    if body.startswith(b"WARC/"):
        raise FigurewatchError(
            f"{target}: this is a web archive of many pages; give one page, or read it with a source of kind warc"
        )
    return None, body


def _fetch(url: str) -> tuple[str | None, bytes]:
    """The page at a URL, through the guarded client and as robots.txt allows."""
    import os
    from datetime import UTC, datetime

    from sources.client import Client
    from sources.settings import FetchSettings

    with Client(FetchSettings.from_env(os.environ), lambda: datetime.now(UTC)) as client:
        answer = client.get(url, text_only=True)
    return answer.content_type, answer.body


def _is_html(content_type: str | None, body: bytes) -> bool:
    if content_type and "html" in content_type.lower():
        return True
    return bool(LOOKS_LIKE_HTML.search(body[:2048]))


def _decode_plain(target: str, body: bytes) -> str:
    """The text as it stands: UTF-8, line ends untouched, so that offsets hold."""
    name = "standard input" if target == "-" else target
    if b"\0" in body[:4096]:
        raise FigurewatchError(f"{name}: this is a binary file; give HTML or plain text")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FigurewatchError(f"{name}: byte {error.start} is not UTF-8; convert the text first") from None
