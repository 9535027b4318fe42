"""A page before the readers get it: without what it hides, strikes out or sells, its layout tables made plain."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from selectolax.lexbor import LexborHTMLParser, LexborNode

HIDDEN = ", ".join(f"{tag}[hidden]" for tag in ("p", "div", "section", "aside", "span", "ul", "li", "figure"))
STRUCK = "s, strike, del"  # what no longer holds: a price before, a number put right
SOLD = "amp-ad, amp-embed, amp-sticky-ad"
MOST_HIDDEN = 0.3  # of the page's text; more is an article that a script uncovers
LAYOUT_CELL = 600  # characters: a cell of a table of data holds less
_MOST_CELLS = 400
_PARTS = ("tbody", "thead", "tfoot", "tr", "td", "th")


def pruned(html: str, tree: LexborHTMLParser, remove: str | None = None) -> str:
    """``html`` without what nobody sees, and without what the selector ``remove`` names; ``tree`` loses the same."""
    chosen = {node.mem_id: node for node in (tree.css(remove) if remove else ())}
    room = MOST_HIDDEN * len(tree.body.text()) if tree.body is not None else 0
    for node in tree.css(f"{HIDDEN}, {STRUCK}, {SOLD}"):
        room -= len(node.text())
        if room < 0:
            break
        chosen[node.mem_id] = node
    # What lies in another goes with it, and must not be asked for anything afterwards.
    outermost = [node for node in chosen.values() if not any(above.mem_id in chosen for above in _above(node))]
    for node in outermost:
        node.decompose()
    if chosen:
        html = tree.html or html
    cells = tree.css("td")[:_MOST_CELLS]
    return _without_layout(html) if any(len(cell.text()) > LAYOUT_CELL for cell in cells) else html


def _above(node: LexborNode) -> Iterator[LexborNode]:
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def _without_layout(html: str) -> str:
    """``html`` with every table that holds a whole text in one cell as blocks: readers take its rows for data."""
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring, tostring

    try:
        root = document_fromstring(html.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8"))
    except (LxmlError, ValueError):
        return html
    for table in list(root.iter("table"))[:_MOST_CELLS]:
        parts = [part for part in table.iter(*_PARTS) if next(part.iterancestors("table"), None) is table]
        if any(_size(part) > LAYOUT_CELL for part in parts if part.tag == "td"):
            for part in (table, *parts):
                part.tag = "div"
    return str(tostring(root, encoding="unicode"))


def _size(cell: HtmlElement) -> int:
    """Characters of a cell, those of tables of data in it left out."""
    whole = len(cell.text_content())
    return whole - sum(len(table.text_content()) for table in cell.iter("table"))
