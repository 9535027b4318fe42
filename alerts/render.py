"""Messages in, one text for each kind of destination out: plain text, HTML mail, chat, log lines, JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from alerts.escape import as_chat, as_header, as_html, clean
from alerts.messages import Message
from alerts.wording import say_count

FULL_IN_DIGEST = 40
"""A digest tells so many alerts with their evidence, the next ones by headline, and then how many more there are."""
LISTED_IN_DIGEST = 160
_MARKS = {"info": "", "warning": "[warning] ", "critical": "[critical] "}


def as_facts(messages: Sequence[Message]) -> list[Message]:
    """One message for each fact: where several rules alert about one event, the gravest and a line for each other."""
    facts: dict[object, list[Message]] = {}
    for message in messages:
        facts.setdefault(message.facts.get("event_id", message.alert_id), []).append(message)
    return [_one_fact(same) if len(same) > 1 else same[0] for same in facts.values()]


def _one_fact(messages: Sequence[Message]) -> Message:
    first, *others = sorted(messages, key=lambda message: -list(_MARKS).index(message.severity))
    also = tuple(("Also", f"{_why(other)}, {other.explain}") for other in others)
    return replace(first, details=first.details + also)


def subject(messages: Sequence[Message]) -> str:
    """The title of a message or a mail's subject: the headline, or how many there are."""
    messages = as_facts(messages)
    if len(messages) == 1:
        return as_header(_MARKS[messages[0].severity] + messages[0].headline)
    worst = max(messages, key=lambda message: list(_MARKS).index(message.severity))
    if _are_first_of_one_article(messages):
        return as_header(f"{_MARKS[worst.severity]}{_first_figures(messages)}")
    return as_header(f"{_MARKS[worst.severity]}{say_count(len(messages), 'alert')} on figures in the news")


def _are_first_of_one_article(messages: Sequence[Message]) -> bool:
    first = messages[0]
    return all(
        one.event_kind == "new_series" and (one.url, one.title) == (first.url, first.title) for one in messages
    )


def _first_figures(messages: Sequence[Message]) -> str:
    """``5 first figures: Plateau Daily, “Park counts its sites”``."""
    first = messages[0]
    where = ", ".join(part for part in (first.outlet, f"“{first.title}”" if first.title else "") if part)
    return f"{len(messages)} first figures" + (f": {where}" if where else "")


def plain(messages: Sequence[Message]) -> str:
    """The body as plain text; the quote is marked with arrows."""
    messages = as_facts(messages)
    blocks = ["\n".join(_plain_lines(message)) for message in messages[:FULL_IN_DIGEST]]
    if len(messages) > 1:
        blocks.insert(0, _digest_head(messages))
    return "\n\n".join([*blocks, *_rest(messages)]) + "\n"


def chat(messages: Sequence[Message], limit: int = 30_000) -> str:
    """The body for chat services: as plain text, with everything inert that a service would act on.

    Links of ours stand alone in their line, so that they still work. No longer than ``limit`` characters, because a
    service refuses what is: as many alerts as fit with their evidence, then headlines, then how many there are.
    """
    messages = as_facts(messages)
    full, listed = min(len(messages), FULL_IN_DIGEST), LISTED_IN_DIGEST
    while len(text := _chat(messages, full, listed)) > limit and full + listed > 0 and len(messages) > 1:
        full, listed = (full - max(1, full // 4), listed) if full else (0, listed * 3 // 4)
    if len(text) <= limit:
        return text
    return text[: max(limit - 1, 0)] + "…"


def _chat(messages: Sequence[Message], full: int, listed: int) -> str:
    blocks = []
    for message in messages[:full]:
        lines = [line if line == message.url else as_chat(line) for line in _plain_lines(message)]
        blocks.append("\n".join(lines))
    if len(messages) > 1:
        blocks.insert(0, _digest_head(messages))
    return "\n\n".join([*blocks, *(as_chat(text) for text in _rest(messages, full, listed))]) + "\n"


def mail_html(messages: Sequence[Message]) -> str:
    """The body as HTML that needs nothing from outside."""
    messages = as_facts(messages)
    parts = [_html_block(message) for message in messages[:FULL_IN_DIGEST]]
    head = f"<p>{as_html(_digest_head(messages))}</p>" if len(messages) > 1 else ""
    rest = "".join(f"<pre>{as_html(text)}</pre>" for text in _rest(messages))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"></head>'
        '<body style="font-family:sans-serif;max-width:44em">'
        f"{head}{''.join(parts)}{rest}</body></html>"
    )


def log_lines(message: Message) -> str:
    """The alert in a log file: its headline in one line, the evidence indented under it."""
    first = f"{message.raised_at} {message.severity.upper()} {message.rule_id} {message.alert_id} {message.headline}"
    rest = [f"    {line}" for line in _plain_lines(message)[1:]]
    return "\n".join([first, *rest]) + "\n"


def as_data(message: Message) -> dict[str, Any]:
    """The alert for machines; the same fields in files and webhooks."""
    data = asdict(message)
    data["sentence"] = message.before + message.quote + message.after
    data["details"] = dict(message.details)
    data["text"] = plain([message]).rstrip("\n")
    return data


def as_short_data(message: Message) -> dict[str, Any]:
    """The alert for machines without its evidence, which the warehouse has."""
    data = as_data(message)
    return {name: data[name] for name in _SHORT} | {"short": True}


_SHORT = ("alert_id", "rule_id", "severity", "event_kind", "headline", "url", "occurred_at", "raised_at", "explain")


def _plain_lines(message: Message) -> list[str]:
    lines = [_MARKS[message.severity] + message.headline]
    if message.before or message.quote or message.after:
        quote = f"»{message.quote}«" if message.quote else ""
        lines.append(f"“{message.before}{quote}{message.after}”".replace("“ ", "“").replace(" ”", "”"))
    if message.context:
        lines.append(f"In a table: {message.context}")
    lines += [line for line in (_source_line(message), message.url) if line]
    lines += [f"{label}: {text}" for label, text in message.details]
    if message.reason:
        lines.append(f"Why: {_why(message)}")
    lines.append(f"More: {message.explain}")
    return lines


def _why(message: Message) -> str:
    """The rule by the name people gave it, and the condition that decided."""
    named = message.rule_title not in ("", message.rule_id)
    rule = f"rule {message.rule_id}: {message.reason}"
    if message.reason == f"{message.event_kind} is among its events":  # it has no conditions
        rule = f"rule {message.rule_id}"
    return f"{message.rule_title} ({rule})" if named else rule


def _source_line(message: Message) -> str:
    when = message.published_at.replace("T", " ").replace("Z", " UTC")
    when = when.replace(" 00:00:00 UTC", "").replace(":00 UTC", " UTC")
    title = f"“{message.title}”" if message.title else ""
    return ", ".join(part for part in (message.outlet, title, when) if part)


def _html_block(message: Message) -> str:
    rows = "".join(f"<li>{as_html(label)}: {as_html(text)}</li>" for label, text in message.details)
    mark = f"<mark>{as_html(message.quote)}</mark>" if message.quote else ""
    sentence = f"{as_html(message.before)}{mark}{as_html(message.after)}"
    heads = f"<br><small>In a table: {as_html(message.context)}</small>" if message.context else ""
    link = f'<br><a href="{as_html(message.url)}">{as_html(message.url)}</a>' if message.url else ""
    why = f"Why: {as_html(_why(message))}<br>" if message.reason else ""
    return (
        f"<h3>{as_html(_MARKS[message.severity] + message.headline)}</h3>"
        + (f"<blockquote>{sentence}{heads}</blockquote>" if sentence else "")
        + f"<p>{as_html(_source_line(message))}{link}</p>"
        + (f"<ul>{rows}</ul>" if rows else "")
        + f"<p><small>{why}More: <code>{as_html(message.explain)}</code></small></p>"
    )


def _digest_head(messages: Sequence[Message]) -> str:
    late = sum(message.late for message in messages)
    old = f", {late} of them about older news" if late and late < len(messages) else ""
    about = " about older news" if late == len(messages) else ""
    if _are_first_of_one_article(messages):
        return f"{_first_figures(messages)}{about}{old}."
    return f"{say_count(len(messages), 'alert')}{about}{old}."


def _rest(messages: Sequence[Message], full: int = FULL_IN_DIGEST, listed: int = LISTED_IN_DIGEST) -> list[str]:
    more = messages[full:]
    if not more:
        return []
    lines = [clean(message.headline) for message in more[:listed]]
    if len(more) > listed:
        lines.append(f"and {say_count(len(more) - listed, 'other')}: figurewatch alerts ls")
    and_more = f"And {say_count(len(more), 'more alert')}" if full else f"{say_count(len(more), 'alert')}"
    return [f"{and_more}, without their evidence:\n" + "\n".join(lines)]
