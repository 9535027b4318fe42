"""A page before the readers get it: without what it hides, strikes out or sells, its layout tables made plain."""

from __future__ import annotations

from collections import Counter
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
_SHORT = 100  # characters: longer answers of a list of terms are paragraphs
_MOST_TABLES = 400
_BLOCKS = ("p", "div", "table", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote", "pre", "br")
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
    return _with_plain_tables(html) if tree.css_first("td, dl") is not None else html


def _above(node: LexborNode) -> Iterator[LexborNode]:
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def _with_plain_tables(html: str) -> str:
    """``html`` with tables that only lay out a page as blocks, and lists of terms as lists of "term: what it is"."""
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring, tostring

    try:
        root = document_fromstring(html.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8"))
    except (LxmlError, ValueError):
        return html
    changed = False
    for table in list(root.iter("table"))[:_MOST_TABLES]:
        parts = [part for part in table.iter(*_PARTS) if next(part.iterancestors("table"), None) is table]
        if _lays_out(table, [part for part in parts if part.tag in ("td", "th")]):
            changed = True
            for part in (table, *parts):
                is_line = part.tag in ("td", "th") and next(part.iter(*_BLOCKS), None) is None
                part.tag = "p" if is_line else "div"
    for terms in list(root.iter("dl"))[:_MOST_TABLES]:
        changed = _pair_terms(terms) or changed
    return str(tostring(root, encoding="unicode")) if changed else html


def _lays_out(table: HtmlElement, cells: list[HtmlElement]) -> bool:
    """True for a table of whole texts, of other tables, or of one column."""
    rows = Counter(id(cell.getparent()) for cell in cells)
    return (
        any(_size(cell) > LAYOUT_CELL for cell in cells)
        or any(cell.find(".//table") is not None for cell in cells)
        or (bool(rows) and max(rows.values()) == 1)
    )


def _size(cell: HtmlElement) -> int:
    """Characters of a cell, those of tables of data in it left out."""
    whole = len(cell.text_content())
    return whole - sum(len(table.text_content()) for table in cell.iter("table"))


def _pair_terms(terms: HtmlElement) -> bool:
    """Make items "Length: 3.4 km" of a list of terms with short answers; False where it is none."""
    parts = [(part.tag, " ".join(part.text_content().split())) for part in terms.iter("dt", "dd")]
    tags = [tag for tag, _ in parts]
    pairs = list(zip(parts[::2], parts[1::2], strict=False))
    if not parts or tags != ["dt", "dd"] * len(pairs) or any(len(said) > _SHORT for _, said in parts):
        return False
    terms.clear()
    terms.tag = "ul"
    for (_, term), (_, answer) in pairs:
        item = terms.makeelement("li")
        item.text = f"{term.rstrip(': ')}: {answer}"
        terms.append(item)
    return True
