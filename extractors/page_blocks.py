"""Text as content systems keep it, as HTML: blocks and spans, trees of rich text, lists of paragraphs.

It goes by shape, not by system: a value with text in it, of which a name says what it is ("paragraph", "h2",
"unordered-list-item", "table-row"), and a list of such values. So the blocks of Contentful, Sanity, Arc, Draft.js,
Editor.js, ProseMirror, Lexical, Slate and WordPress come out alike.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

DEEPEST = 24
# Where a value says what it is, and where its text is, the surer first.
KINDS = ("_type", "nodeType", "type", "__typename", "tagName", "tag", "name", "blockType", "__component", "component")
_OWN = ("text", "html", "markup")
_WITHIN = (
    "value", "content", "content_elements", "children", "body", "items", "listItems", "blocks", "elements",
    "innerBlocks", "paragraphs", "nodes", "attributes", "attrs", "data", "model", "fields", "props",
    "components", "rows",
)  # fmt: skip
_LISTS_OF_BLOCKS = frozenset(
    {"content_elements", "blocks", "innerBlocks", "paragraphs", "elements", "components", "body"}
)
_ITEMS = frozenset({"items", "listItems"})
_WORDS = re.compile(r"\b[hH][1-6]\b|[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_NOT_READ = frozenset(
    "image img picture figure photo gallery slideshow video audio podcast embed oembed iframe script style code ad "
    "ads advert advertisement advertising promo promotion related teaser teasers card newsletter signup subscribe "
    "interstitial correction poll quiz pull pullquote map social tweet instagram youtube facebook byline author "
    "credit caption button form divider sponsor asset "
    "svg noscript toc navigation nav breadcrumb share comments comment recommendations".split()
)
_HEADINGS = frozenset("heading header subheading subhead headline h1 h2 h3 h4 h5 h6 crosshead".split())
_SPANS = frozenset(
    "text span link hyperlink anchor a strong em b i u bold italic mark inline fragment leaf sup sub abbr".split()
)
_MARKUP = re.compile(r"<(?:/?[a-zA-Z][a-zA-Z0-9]*\b[^<>]{0,2000}|!--)>?")
_BLOCKS = re.compile(r"<(?:p|div|li|h[1-6]|ul|ol|table|blockquote|section|article|figure|pre|dl)\b", re.IGNORECASE)
# Of an item of a list that tells of another page.
_OF_PAGES = frozenset(
    {"headline", "headlines", "slug", "permalink", "canonicalUrl", "canonical_url", "excerpt", "teaser"}
)


class Budget:
    """How many more values may be looked at."""

    def __init__(self, values: int) -> None:
        self.left = values

    def spend(self, values: int = 1) -> bool:
        """True while there is some left."""
        self.left -= values
        return self.left >= 0


def words_of(name: str) -> list[str]:
    """The words of a name in code: "relatedArticles" is "related articles", in lower case."""
    return [word.lower() for word in _WORDS.findall(name)]


def blocks_html(value: Any, budget: Budget) -> str:
    """The HTML of a text or of a list of blocks; "" where there is no text in it."""
    if isinstance(value, str):
        return _block(value, "")
    if isinstance(value, list):
        return _joined([_of_list_item(one, budget, 1) for one in value])
    return ""


def tells_of_page(value: dict[str, Any]) -> bool:
    """True for an item that has a headline and an address: of a list of pages, and no block of one."""
    return not _OF_PAGES.isdisjoint(value) or ("title" in value and ("url" in value or "href" in value))


def _of_list_item(value: Any, budget: Budget, depth: int) -> str:
    """One item of a list of blocks."""
    if isinstance(value, str):
        return _block(value, "")
    if isinstance(value, list):  # a paragraph as its parts
        return _within(value, "content", frozenset(), {}, budget, depth + 1, as_block=True)
    return _node(value, budget, depth, as_block=True) if isinstance(value, dict) else ""


def _node(value: dict[str, Any], budget: Budget, depth: int, *, as_block: bool) -> str:
    if depth > DEEPEST or not budget.spend():
        return ""
    kind = _kind(value)
    if not kind.isdisjoint(_NOT_READ) or tells_of_page(value):
        return ""
    if "table" in kind and not kind & {"row", "cell"}:
        return _table(value, budget, depth)
    own = next((value[name] for name in _OWN if isinstance(value.get(name), str) and value[name].strip(" ")), None)
    if own is not None:
        return _block(own, _tag(kind, value)) if as_block else _inline(own)
    for name in _WITHIN:
        inner = value.get(name)
        if not inner or not isinstance(inner, (str, list, dict)):
            continue
        text = _within(inner, name, kind, value, budget, depth + 1, as_block=as_block)
        if text.strip():
            return text
    return ""


def _within(
    inner: Any, name: str, kind: frozenset[str], value: dict[str, Any], budget: Budget, depth: int, *, as_block: bool
) -> str:
    tag = _tag(kind, value)
    if depth > DEEPEST:
        return ""
    if isinstance(inner, str):
        return _block(inner, tag) if as_block else _inline(inner)
    if isinstance(inner, dict):
        if tag and not _kind(inner):
            inner = {**inner, "_type": " ".join(kind)}
        return _node(inner, budget, depth, as_block=as_block)
    if name in _ITEMS or ("list" in kind and "item" not in kind):
        items = [_of_list_item(one, budget, depth) for one in inner]
        return _joined(
            [item if item.startswith("<ul>") else f"<ul><li>{_flat(item)}</li></ul>" for item in items if item]
        )
    if name not in _LISTS_OF_BLOCKS and _is_line(inner, budget):
        text = "".join(
            _inline(one) if isinstance(one, str) else _node(one, budget, depth, as_block=False)
            for one in inner
            if isinstance(one, (str, dict))
        )
        return _block(text, tag or "p") if as_block and text.strip() else text
    text = _joined([_of_list_item(one, budget, depth) for one in inner])
    if tag == "li" and text:
        return text if text.startswith("<ul>") else f"<ul><li>{_flat(text)}</li></ul>"
    return f"<blockquote>{text}</blockquote>" if tag == "blockquote" and text else text


def _is_line(values: list[Any], budget: Budget, depth: int = 0) -> bool:
    """True for the parts of one line: texts, and spans and links of them."""
    for value in values:
        if isinstance(value, str):
            if _BLOCKS.search(value):
                return False
            continue
        if not isinstance(value, dict) or depth > 6 or not budget.spend():
            return False
        kind = _kind(value)
        inner = next((value[name] for name in ("children", "content", "nodes") if value.get(name)), None)
        if isinstance(inner, list):
            if not kind & _SPANS or not _is_line(inner, budget, depth + 1):
                return False
        elif kind and not kind & (_SPANS | {"break", "br", "mention", "emoji", "number"}):
            return False
    return True


def _kind(value: dict[str, Any]) -> frozenset[str]:
    """The words in which a value says what it is; of a list of blocks in a style, with the style."""
    said = next((value[name] for name in KINDS if isinstance(value.get(name), str)), "")
    style = value.get("style")
    words = words_of(said) + (words_of(style) if isinstance(style, str) else [])
    if value.get("listItem"):
        words += ["list", "item"]
    return frozenset(words)


def _tag(kind: frozenset[str], value: dict[str, Any]) -> str:
    if {"list", "item"} <= kind or "li" in kind or "listitem" in kind:
        return "li"
    if kind & _HEADINGS or (len(kind) == 1 and next(iter(kind)).isdigit()):
        return "h2"
    if kind & {"quote", "blockquote"}:
        return "blockquote"
    return "h2" if isinstance(value.get("level"), int) and "list" not in kind else ""


def _block(text: str, tag: str) -> str:
    """A text as a block, by itself where it has blocks in it; without markup, each of its lines is one."""
    if _BLOCKS.search(text):
        return text
    if _MARKUP.search(text):
        lines = re.split(r"(?:<br ?/?>\s*){2,}", text)
    else:
        lines = [escape(line, quote=False) for line in text.split("\n")]
    lines = [line for line in lines if line.strip()]
    if tag == "li":
        return "".join(f"<ul><li>{line}</li></ul>" for line in lines)
    return "".join(f"<{tag or 'p'}>{line}</{tag or 'p'}>" for line in lines)


def _inline(text: str) -> str:
    return text if _MARKUP.search(text) else escape(text, quote=False)


def _flat(html: str) -> str:
    """The blocks of an item or a cell on one line."""
    return re.sub(r"</?(?:p|div|h[1-6]|blockquote)\b[^<>]*>", " ", html).strip()


def _joined(parts: list[str]) -> str:
    return "".join(parts).replace("</ul><ul>", "")


def _table(value: dict[str, Any], budget: Budget, depth: int) -> str:
    """Rows of cells, wherever they lie in the value."""
    rows: list[tuple[list[Any], str]] = []
    places = [value, *(value[name] for name in ("data", "attributes", "value") if isinstance(value.get(name), dict))]
    for place in places:
        for name in ("head", "header", "headers", "columns"):
            if isinstance(place.get(name), list) and not rows:
                rows += [(row, "th") for row in _rows(place[name], one_row=True)]
        for name in ("rows", "body", "content", "children", "cells"):
            if isinstance(place.get(name), list):
                rows += [(row, "td") for row in _rows(place[name], one_row=False)]
                break
    lines = []
    for row, tag in rows[:500]:
        cells = [_flat(_of_list_item(cell, budget, depth + 2) or _cell(cell)) for cell in row[:60]]
        lines.append(f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in cells)}</tr>")
    return f"<table>{''.join(lines)}</table>" if lines else ""


def _rows(values: list[Any], *, one_row: bool) -> list[list[Any]]:
    """The rows of ``values``; bodies of a table in it are opened."""
    found = []
    for value in values:
        if isinstance(value, list):
            found.append(value)
        elif isinstance(value, dict) and not one_row:
            inner = next(
                (
                    value[name]
                    for name in ("cells", "content", "children", "columns")
                    if isinstance(value.get(name), list)
                ),
                None,
            )
            if inner is None:
                continue
            opened = _kind(value) & {"tbody", "thead", "body", "head"}
            found += _rows(inner, one_row=False) if opened else [inner]
    return found or ([values] if one_row and values else [])


def _cell(cell: Any) -> str:
    return escape(str(cell), quote=False) if isinstance(cell, (int, float)) and not isinstance(cell, bool) else ""
