"""Everything an alert says, as one frozen record, and that record as JSON and back. One alert for one fact."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from alerts.escape import clean
from alerts.rule import Rule
from alerts.wording import details, headline
from extractors.alerting import Severity
from extractors.events import Event

MAX_SENTENCE = 1_200
"""Longer sentences are cut around the quote, so that no page can fill a mailbox."""


@dataclass(frozen=True, slots=True)
class Message:
    """What is said of one fact; all text is plain, cleaned of control characters, and inserted once.

    Attributes:
        before, quote, after: the sentence, cut at the quote.
        context: what the heads of a table say, where the sentence is a row of one.
        details: label and text of the lines under the headline.
        facts: for machines: the event's values as they stand.
        explain: the command that shows the evidence.
    """

    alert_id: str
    rule_id: str
    rule_title: str
    severity: Severity
    event_kind: str
    headline: str
    details: tuple[tuple[str, str], ...]
    before: str
    quote: str
    after: str
    outlet: str
    title: str
    url: str
    published_at: str
    occurred_at: str
    raised_at: str
    reason: str
    explain: str
    late: bool
    facts: dict[str, Any]
    context: str = ""

    def to_json(self) -> str:
        """One line of JSON, the same for the same message."""
        data = {name: getattr(self, name) for name in _FIELDS}
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


_FIELDS = tuple(field.name for field in fields(Message))
_SAID = {
    "kind",
    "detected_at",
    "occurred_at",
    "published_at",
    "quote",
    "sentence",
    "context",
    "outlet",
    "url",
    "title",
}
_FACTS = tuple(name for name in Event._fields if name not in _SAID)


def make_message(
    event: Event,
    rule: Rule,
    *,
    alert_id: str,
    reason: str,
    raised_at: datetime,
    late: bool = False,
) -> Message:
    """What ``rule``'s alert about ``event`` says."""
    before, quote, after = split_sentence(event.sentence or "", event.quote or "")
    return Message(
        alert_id=alert_id,
        rule_id=rule.id,
        rule_title=clean(rule.title),
        severity=rule.severity,
        event_kind=event.kind,
        headline=clean(headline(event)),
        details=tuple((label, clean(text)) for label, text in details(event)),
        before=before,
        quote=quote,
        after=after,
        outlet=clean(event.outlet or ""),
        title=clean(event.title or ""),
        url=web_url(event.url),
        published_at=_stamp(event.published_at),
        occurred_at=_stamp(event.occurred_at),
        raised_at=_stamp(raised_at),
        reason=clean(reason),
        explain=f"figurewatch explain {alert_id}",
        late=late,
        facts={name: _plain(getattr(event, name)) for name in _FACTS if getattr(event, name) not in (None, ())},
        context=clean(event.context or ""),
    )


def make_notice(alert_id: str, text: str, *, severity: Severity, raised_at: datetime) -> Message:
    """A message of Figurewatch about itself: a channel that was given up."""
    return Message(
        alert_id=alert_id,
        rule_id=NOTICE_RULE,
        rule_title="Figurewatch itself",
        severity=severity,
        event_kind="notice",
        headline=clean(text),
        details=(),
        before="",
        quote="",
        after="",
        outlet="",
        title="",
        url="",
        published_at="",
        occurred_at=_stamp(raised_at),
        raised_at=_stamp(raised_at),
        reason="",
        explain="figurewatch alerts log",
        late=False,
        facts={},
    )


NOTICE_RULE = "figurewatch-notice"


def read_message(text: str) -> Message:
    """The message that :meth:`Message.to_json` wrote; fields a newer version added are left out."""
    data = json.loads(text)
    data = {name: value for name, value in data.items() if name in _FIELDS}
    data["details"] = tuple((str(label), str(line)) for label, line in data["details"])
    return Message(**data)


def split_sentence(sentence: str, quote: str) -> tuple[str, str, str]:
    """What stands before the quote, the quote, and what stands after it, cleaned and not endless.

    The quote is looked for where it is a number of its own: "4%" is no part of "14%".
    """
    start = _place(sentence, quote) if quote else -1
    if start < 0:
        return clean(sentence)[:MAX_SENTENCE], "", ""
    before, after = sentence[:start], sentence[start + len(quote) :]
    half = MAX_SENTENCE // 2
    before = before if len(before) <= half else "…" + before[-half:]
    after = after if len(after) <= half else after[:half] + "…"
    return _clean_inner(before), clean(quote)[:half], _clean_inner(after)


def _place(sentence: str, quote: str) -> int:
    """Where the quote begins, -1 for nowhere: its first place without more of a word or number on either side."""
    whole = rf"(?<![\w.,]){re.escape(quote)}(?!\w|[.,]\d)"
    found = re.search(whole, sentence) or re.search(rf"(?<!\w){re.escape(quote)}(?!\w)", sentence)
    return found.start() if found else sentence.find(quote)


def web_url(url: str | None) -> str:
    """``url`` if it is one that a reader may follow, else nothing: never ``javascript:`` or ``file:``."""
    text = clean(url or "")
    if not text.lower().startswith(("http://", "https://")):
        return ""
    return text.replace(" ", "%20").replace('"', "%22").replace("<", "%3C").replace(">", "%3E")


def _clean_inner(text: str) -> str:
    """Cleaned, with the spaces next to the quote kept."""
    cleaned = clean(text)
    left = " " if text[:1].isspace() else ""
    right = " " if text[-1:].isspace() and cleaned else ""
    return f"{left if cleaned else ''}{cleaned}{right}" if cleaned else (" " if text else "")


def _stamp(at: datetime | None) -> str:
    return "" if at is None else f"{at:%Y-%m-%dT%H:%M:%SZ}"


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return f"{round(value, 6).normalize():f}" if value else "0"
    if isinstance(value, datetime):
        return _stamp(value)
    return list(value) if isinstance(value, tuple) else value
