"""A page before the readers get it: without what it hides, strikes out or sells, its layout tables made plain."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from selectolax.lexbor import LexborHTMLParser, LexborNode

HIDDEN = ", ".join(
    f"{tag}[hidden]:not([hidden='until-found'])"
    for tag in ("p", "div", "section", "aside", "span", "ul", "li", "figure")
)
STRUCK = "s, strike, del"  # what no longer holds: a price before, a number put right
_MOST_STRUCK = 300  # characters; more is a tag that was never closed
NOTES = "sup, a[href^='#']"  # "12%<sup>1</sup>"
_NOTE = re.compile(r"\[?(?:\d{1,2}|[a-h*\u2020\u2021\u00a7])\]?(?:, ?\d{1,2})*")
_NOTED = re.compile(r"(?:[A-Za-z]{4}|(?<![\d.,])(?!10$)\d+|\d[.,]\d+|[%).,;:\"'\u201d\u2019*])\s*$")
_POWER = re.compile(r"[-\u2212]?\d{1,2}")
_TEN = re.compile(r"(?<![\d.,])10$")
_POWERS = str.maketrans("0123456789-\u2212", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻")
SOLD = "amp-ad, amp-embed, amp-sticky-ad"
MOST_HIDDEN = 0.3  # of the page's text; more is an article that a script uncovers
LAYOUT_CELL = 600  # characters: a cell of a table of data holds less
_SHORT_FIGURE = re.compile(r"\W{0,3}\d[\d.,]*\D{0,12}")
_LEAST_ROWS = 2  # with figures, for a table of data
_SHORT = 100  # characters: longer answers of a list of terms are paragraphs
_MOST_TABLES = 400
_BLOCKS = ("p", "div", "table", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote", "pre", "br")
_PARTS = ("tbody", "thead", "tfoot", "tr", "td", "th")


def pruned(html: str, tree: LexborHTMLParser, remove: str | None = None) -> str:
    """``html`` without what nobody sees, and without what the selector ``remove`` names; ``tree`` loses the same."""
    chosen = {node.mem_id: node for node in (tree.css(remove) if remove else ())}
    room = MOST_HIDDEN * len(tree.body.text()) if tree.body is not None else 0
    for node in tree.css(HIDDEN):
        room -= len(node.text())
        if room < 0:
            break
        chosen[node.mem_id] = node
    chosen.update((node.mem_id, node) for node in tree.css(STRUCK) if len(node.text()) <= _MOST_STRUCK)
    chosen.update((node.mem_id, node) for node in tree.css(SOLD))
    raised = tree.css(NOTES)
    chosen.update((node.mem_id, node) for node in raised if _is_note(node))
    powers = [node for node in raised if node.mem_id not in chosen and _is_power(node)]
    for node in powers:
        node.replace_with(node.text().strip().translate(_POWERS))
    # What lies in another goes with it, and must not be asked for anything afterwards.
    outermost = [
        node for node in chosen.values() if not any(above.mem_id in chosen for above in elements_above(node))
    ]
    for node in outermost:
        node.decompose()
    if chosen or powers:
        html = tree.html or html
    if tree.css_first("td, dl") is None:
        return html
    return _with_plain_tables(tree.html or html) or html


def _is_power(node: LexborNode) -> bool:
    """True for the 6 of "10\u2076", which readers write as 106."""
    before = node.prev.text_content if node.prev is not None else None
    return _POWER.fullmatch(node.text().strip()) is not None and _TEN.search((before or "")[-20:]) is not None


def _is_note(node: LexborNode) -> bool:
    """True for the mark of a footnote, which readers write onto the number before it; not for "km\u00b2"."""
    if not _NOTE.fullmatch(node.text().strip()):
        return False
    while node.prev is None and node.parent is not None and node.parent.tag in ("span", "sup"):
        node = node.parent
    before = node.prev
    return before is not None and _NOTED.search((before.text_content or before.text() or "")[-20:]) is not None


def elements_above(node: LexborNode) -> Iterator[LexborNode]:
    """The elements that ``node`` stands in, the nearest first."""
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def _with_plain_tables(html: str) -> str:
    """``html`` with tables that only lay out a page as blocks, and lists of terms as lists of "term: what it is".

    Empty where there are none. Its elements must be closed, as a browser closes them.
    """
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring, tostring

    try:
        root = document_fromstring(html.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8"))
    except (LxmlError, ValueError):
        return ""
    changed = False
    for table in list(root.iter("table"))[:_MOST_TABLES]:
        parts = [part for part in table.iter(*_PARTS) if next(part.iterancestors("table"), None) is table]
        cells = [part for part in parts if part.tag in ("td", "th")]
        changed = _notes_apart(table, cells) or changed
        if _lays_out(table, [cell for cell in cells if cell.tag in ("td", "th")]):
            changed = True
            for part in (table, *parts):
                is_line = part.tag in ("td", "th") and next(part.iter(*_BLOCKS), None) is None
                part.tag = "p" if is_line else "div"
    for terms in list(root.iter("dl"))[:_MOST_TABLES]:
        changed = _pair_terms(terms) or changed
    return str(tostring(root, encoding="unicode")) if changed else ""


def _notes_apart(table: HtmlElement, cells: list[HtmlElement]) -> bool:
    """Move long notes that are a row of a table of data behind it; False without any."""
    rows = Counter(id(cell.getparent()) for cell in cells)
    figures = {
        id(cell.getparent())
        for cell in cells
        if rows[id(cell.getparent())] > 1 and _SHORT_FIGURE.fullmatch(cell.text_content().strip())
    }
    if len(figures) < _LEAST_ROWS or table.getparent() is None:
        return False
    notes = [cell for cell in cells if rows[id(cell.getparent())] == 1 and _size(cell) > LAYOUT_CELL]
    for note in reversed(notes):
        note.getparent().remove(note)
        note.tag = "div" if next(note.iter(*_BLOCKS), None) is not None else "p"
        note.tail, table.tail = table.tail, None
        table.addnext(note)
    return bool(notes)


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
    if terms.find(".//dl") is not None:
        return False
    parts = [(part.tag, _on_a_line(part)) for part in terms.iter("dt", "dd")]
    tags = [tag for tag, _ in parts]
    doubled = any(one == other == "dt" for one, other in pairwise(tags))
    if tags[:1] != ["dt"] or tags[-1] != "dd" or doubled or any(len(said) > _SHORT for _, said in parts):
        return False
    pairs: list[tuple[str, list[str]]] = []
    for tag, said in parts:
        if tag == "dt":
            pairs.append((said.rstrip(": "), []))
        else:
            pairs[-1][1].append(said)
    terms.clear(keep_tail=True)
    terms.tag = "ul"
    for term, answers in pairs:
        item = terms.makeelement("li")
        item.text = f"{term}: {'; '.join(answers)}"
        terms.append(item)
    return True


def _on_a_line(part: HtmlElement) -> str:
    """The text of an element on one line, its blocks apart: "12<br>14" are two numbers."""
    for inner in part.iter(*_BLOCKS, "li"):
        inner.text, inner.tail = f" {inner.text or ''}", f" {inner.tail or ''}"
    return " ".join(part.text_content().split())
