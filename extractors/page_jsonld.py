"""JSON-LD of a page to the one node that describes its article."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

ARTICLE_TYPES = frozenset(
    {
        "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle",
        "OpinionNewsArticle", "ReviewNewsArticle", "AskPublicNewsArticle", "AdvertiserContentArticle", "BlogPosting",
        "LiveBlogPosting", "SocialMediaPosting", "TechArticle", "ScholarlyArticle", "Report", "SatiricalArticle",
        "MedicalScholarlyArticle", "CreativeWork",
    }
)  # fmt: skip
WEAK_TYPES = frozenset({"WebPage", "ItemPage", "CreativeWork"})
MAX_CHARS = 2_000_000
MAX_NODES = 5_000
_COMMENT = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.*?\*/)|(?:-->|//\s*\]\]>|\]\]>)\s*$", re.DOTALL)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_BLOCK_END = re.compile(r"</(?:p|div|li|h[1-6]|blockquote)\s*>|<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]{1,200}>")


def read_nodes(scripts: Iterable[str]) -> list[dict[str, Any]]:
    """Every object in the JSON-LD ``scripts``, outermost first; a script that is no JSON is passed over."""
    nodes: list[dict[str, Any]] = []
    for script in scripts:
        if len(script) > MAX_CHARS:
            continue
        data = _load(script)
        for node in _walk(data):
            nodes.append(node)
            if len(nodes) >= MAX_NODES:
                return nodes
    return nodes


def article_node(nodes: list[dict[str, Any]], url: str) -> dict[str, Any]:
    """The node about the page's own article: of an article type, and the one that names ``url`` where several are."""
    found = [
        node for node in nodes if types(node) & ARTICLE_TYPES and (node.get("headline") or node.get("datePublished"))
    ]
    strong = [node for node in found if types(node) - WEAK_TYPES]
    found = strong or found
    if not found:
        return next((node for node in nodes if types(node) & WEAK_TYPES and node.get("datePublished")), {})
    if len(found) > 1:
        tail = _tail(url)
        for node in found:
            if tail and tail in {_tail(text(node.get("url"))), _tail(text(node.get("mainEntityOfPage")))}:
                return node
    return found[0]


def types(node: dict[str, Any]) -> set[str]:
    """The node's types without the address of their vocabulary."""
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return {name.rsplit("/", 1)[-1] for name in kinds if isinstance(name, str)}


def text(value: Any) -> str:
    """A property as plain text: of a node its name, id or url; of a list the first; "" when there is none."""
    if isinstance(value, list):
        return next((found for found in map(text, value) if found), "")
    if isinstance(value, dict):
        return text(value.get("name") or value.get("@value") or value.get("@id") or value.get("url"))
    if isinstance(value, str):
        return " ".join(_TAG.sub(" ", html.unescape(value)).split())
    return ""


def paragraphs(value: Any) -> str:
    """A long property as text, a paragraph a line, whether it is written with line breaks or with markup."""
    if not isinstance(value, str):
        return ""
    return html.unescape(_TAG.sub(" ", _BLOCK_END.sub("\n", html.unescape(value))))


def names(value: Any, nodes: list[dict[str, Any]]) -> list[str]:
    """Names of people or bodies in ``value``; a node that is only an ``@id`` is looked up among ``nodes``."""
    found = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict) and "name" not in one and "@id" in one:
            same = (node for node in nodes if node.get("@id") == one["@id"] and "name" in node)
            one = next(same, {})
        name = text(one.get("name")) if isinstance(one, dict) else text(one)
        if name and not name.startswith("http"):
            found.append(name)
    return found


def _load(script: str) -> Any:
    script = _COMMENT.sub("", _COMMENT.sub("", script)).strip().rstrip(";")
    for attempt in (script, _TRAILING_COMMA.sub(r"\1", script), html.unescape(script)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(data: Any) -> Iterator[dict[str, Any]]:
    """Objects of a JSON value, breadth first, without recursion."""
    level = [data]
    while level:
        below: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                yield value
                below.extend(one for one in value.values() if isinstance(one, (dict, list)))
            elif isinstance(value, list):
                below.extend(value)
        level = below


def _tail(url: str) -> str:
    """Path of ``url`` for comparing addresses of one site."""
    return re.sub(r"^(?:https?:)?//[^/]*", "", url).split("?")[0].split("#")[0].rstrip("/").lower()
